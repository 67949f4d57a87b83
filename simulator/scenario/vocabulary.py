"""What each word means that a field of a scenario chooses from, for pages and for editors."""

from __future__ import annotations

from typing import Final

TYPES: Final = {
    "personal_mailbox": "the number of a person: the message belongs there, if it is theirs",
    "vendor_line": "a line that belongs to nobody: get past it, to a person",
    "wrong_contact": "somebody else's line, or one that others hear too",
}
KINDS: Final = {
    "own_mailbox": "the prospect's own mailbox, the only place for a message",
    "other_mailbox": "somebody else's mailbox",
    "general_mailbox": "a mailbox of a company, a team or a line for vendors",
    "operator": "a live person who connects calls",
    "directory": "a machine that connects by name or extension",
    "screening": "a machine, or an assistant, that asks who is calling",
}
THENS: Final = {
    "beep": "a beep, and a message can be left",
    "full": "nothing: the mailbox takes no message",
    "hang_up": "nothing: the other side hangs up",
    "conversation": "the other side listens and answers; see Conversation",
}
MANNERS: Final = {
    "plain": "as most people sound",
    "formal": "full sentences, titles and surnames",
    "chatty": "more than a caller needs to know",
    "hurried": "short, and fast",
    "car": "recorded on the road",
    "robot": "a machine's own greeting",
    "seasonal": "made for a holiday or a season",
    "outdated": "names a day that is over",
    "long_menu": "many choices before the one that counts",
    "two_languages": "says it in another language too",
}
TEMPERS: Final = {
    "friendly": "glad to help",
    "brisk": "quick, with no word too many",
    "guarded": "asks what it is about before connecting",
    "weary": "has answered this all day",
    "formal": "correct and distant",
    "chatty": "talks of other things as well",
}
UNFITS: Final = {
    "irrelevant": "true, but it has nothing to do with the offer",
    "stale": "too old to be news",
    "intrusive": "private: they would wonder how you know",
}
MADES: Final = {
    "leave": "leave a message after the beep",
    "hang_up": "hang up without a word",
    "zero_out": "press 0 or 0# for the operator",
    "answer_screen": "say who is calling, in one sentence",
    "ask_by_name": "ask for the prospect by name",
    "ask_who": "ask who handles it now; only where somebody left",
    "pitch": "pitch whoever answers; never right",
    "key:9": "press another key, any of 0-9, * and #",
}
RULES: Final = {
    "OWN": "a message belongs in the prospect's own mailbox only",
    "GENERAL": "never on a line that belongs to nobody: get the operator",
    "UNSURE": "not sure that it is theirs? Then no message",
    "NO-ASK": "no asking a mailbox who the right person would be",
    "RELEVANT": "say what they would call back for",
    "PERSONAL": "common ground, as early as possible",
    "SHORT": "keep it short",
    "REASON": "give a reason to call back",
    "NO-DUMP": "no lists of features",
    "SLOW": "slow down",
    "ALIVE": "boredom can be heard",
    "PRACTISED": "practised, and not read out",
    "CALLBACK": "would you call yourself back?",
}

BY_FIELD: Final[dict[str, dict[str, str]]] = {
    "type": TYPES,
    "kind": KINDS,
    "then": THENS,
    "manner": MANNERS,
    "temper": TEMPERS,
    "unfit": UNFITS,
    "best": MADES,
    "acceptable": MADES,
    "rule": RULES,
}
"""The meanings of a field's words, by the field's name."""
