"""Verdicts, choices and advice in words: what every front end says in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from simulator.call.effects import EndReason
from simulator.grading.coaching import MOST_FIXES
from simulator.grading.score import Criterion, Delivery, Evidence, Fix, Scorecard, State
from simulator.grading.transcript import Transcript, Word
from simulator.practice.sections import counted as counted  # noqa: PLC0414 - from here for every front end
from simulator.practice.self_rating import SelfRating, agreement
from simulator.scenario.model import LineKind, Scenario
from simulator.scenario.speech import find_cue

if TYPE_CHECKING:
    from simulator.session.baselines import Baselines, KeptBaseline

MADE = {
    "leave": "left a message",
    "hang_up": "hung up",
    "zero_out": "pressed 0 for the operator",
    "answer_screen": "answered the call screen",
    "ask_by_name": "asked for the person by name",
    "ask_who": "asked who handles it",
    "pitch": "pitched the operator",
}
BEST = {
    "leave": "leave a message",
    "hang_up": "hang up",
    "zero_out": "press 0# and start over with the operator",
    "answer_screen": "answer the call screen in one sentence",
    "ask_by_name": "ask for the person by name",
    "ask_who": "ask who handles it now",
    "pitch": "pitch",
}
ENDINGS: dict[EndReason, str] = {
    "hung_up": "You hung up.",
    "line_dropped": "The line went dead.",
    "mailbox_full": "The mailbox is full, and hung up.",
    "message_sent": "Your message was sent.",
    "too_short": "No message was recorded.",
    "limit": "The mailbox took all that it takes, and hung up.",
    "not_in": "Nobody there to talk to; the call is over.",
    "operator_gave_up": "The operator hung up.",
    "device_lost": "The recording stopped early; what was heard is kept.",
}
KINDS: dict[LineKind, str] = {
    "own_mailbox": "own mailbox",
    "other_mailbox": "somebody else's mailbox",
    "general_mailbox": "general mailbox",
    "operator": "operator",
    "directory": "directory",
    "screening": "call screen",
}
STATES: dict[State, str] = {
    "yes": "yes",
    "no": "no",
    "not_sure": "not sure",
    "not_measured": "not measured",
}
CALLBACK = {
    "yes": "Yes.",
    "maybe": "Perhaps.",
    "no": "No.",
}

THIS_WAS_HEARD = "This is what was heard"
NOTHING_WAS_HEARD = "(not one word could be made out)"
IN_DOUBT = "[...?] was hardly understood."
CORRECTED = "Graded as corrected by you; heard:"
MIN_PACES = 2
MOST_PACES = 20
"""A message has about six sentences; of a recording of many minutes, the first are enough."""
WORDS_BEFORE = 4
DOUBT_BELOW = 0.5
"""Words that the recogniser believes less than this are shown as in doubt; no grade rests on it."""


def headline(scorecard: Scorecard) -> str:
    """The verdict in words."""
    choice = scorecard.choice
    if choice is not None and choice.critical:
        return "Nobody will act on it: a message was left where none belongs."
    if choice is not None and choice.verdict == "wrong":
        return "Not here: another choice was right."
    if scorecard.message is None:
        return "The right choice, and no message needed." if scorecard.passed else "Not yet."
    if is_unread(scorecard):
        return "The right place; your message could not be turned into words."
    if scorecard.score.overall is None:
        return "Nothing here could be judged."
    return _message_headline(scorecard)


def _message_headline(scorecard: Scorecard) -> str:
    """The verdict on a message that was read; of a recording, the place is not known."""
    has_place = scorecard.choice is not None
    if scorecard.score.would_call_back == "yes":
        return "The right place, and easy to call back." if has_place else "Easy to call back."
    if scorecard.passed:
        return "The right place." if has_place else "It will do."
    return "The right place; the message needs work." if has_place else "The message needs work."


def is_unread(scorecard: Scorecard) -> bool:
    """Whether a message was left that could not be turned into words."""
    message = scorecard.message
    return message is not None and not message.transcript and bool(scorecard.choices)


def out_of_100(overall: float | None, of: str) -> str:
    """An overall score, as "82 of 100" or "82 / 100"; where there is none, that there is none."""
    return STATES["not_measured"] if overall is None else f"{overall:.0f} {of} 100"


def made_in_words(made: str) -> str:
    """A decision as something that was done."""
    return MADE.get(made) or f"pressed {made.removeprefix('key:')}"


def best_in_words(made: str) -> str:
    """A decision as advice."""
    return BEST.get(made) or f"press {made.removeprefix('key:')}"


def marked_greeting(scenario: Scenario, line_id: str) -> str:
    """A line's greeting with its cue between « and »."""
    line = scenario.lines[line_id]
    text = " ".join(line.greeting_text.split())
    span = find_cue(text, line.cue) if line.cue else None
    if span is None:
        return f'"{text}"'
    start, end = span
    return f'"{text[:start]}«{text[start:end]}»{text[end:]}"'


def is_in_doubt(word: Word) -> bool:
    """Whether the recogniser was hardly sure of a word."""
    return word.probability < DOUBT_BELOW


def words_and_doubts(heard: Transcript) -> list[tuple[str, bool]]:
    """What was heard, in order; whether it is in doubt, and then between brackets: [all extreme?].

    Words that are equally sure stand together.
    """
    runs = [
        (" ".join(word.text for word in run), doubt)
        for doubt, run in groupby(heard.words, is_in_doubt)
    ]
    return [(f"[{text}?]" if doubt else text, doubt) for text, doubt in runs]


def fixes(scorecard: Scorecard) -> tuple[Fix, ...]:
    """What to do differently, the most valuable first; at most three."""
    if scorecard.coaching.fixes or scorecard.coaching.praise:
        return scorecard.coaching.fixes
    # A result that was kept before results had coaching.
    weak = [(id_, c) for id_, c in scorecard.criteria.items() if c.passed is False and c.advice]
    weak.sort(key=lambda one: one[1].score or 0.0)
    return tuple(
        Fix(criterion=id_, title=c.title, gain=0.0, tip=c.advice, words=(), example="")
        for id_, c in weak[:MOST_FIXES]
    )


def baseline_kept(kept: KeptBaseline) -> str:
    """That a baseline is kept now."""
    band = " It has the narrow sound of a telephone line." if kept.is_telephone_band else ""
    return (
        f"Your baseline is kept: energy {kept.energy:+.1f}. Microphone: {kept.device}."
        f"{band} From now on your messages are compared with it."
    )


def baseline_there_is(baselines: Baselines) -> str:
    """Which baseline there is for the microphone in use, and which are set aside."""
    kept, others = baselines.kept(), baselines.set_aside()
    if baselines.trouble:
        return baselines.trouble
    if kept is not None:
        day = kept.recorded_at[:10]
        return f"There is one already, of {day}: energy {kept.energy:+.1f}. A new one replaces it."
    if others:
        return f"There is none yet for this microphone. Set aside: that of {others[0]}."
    return "There is none yet."


def quoted(evidence: Iterable[Evidence], at_most: int = 2) -> str:
    """The words themselves, in quotation marks; "" where there are none."""
    texts = list(dict.fromkeys(e.text for e in evidence if e.text))
    more = " ..." if len(texts) > at_most else ""
    return ", ".join(f"“{text}”" for text in texts[:at_most]) + more


def verdict_word(criterion: Criterion) -> str:
    """A verdict in a word: of something bad, there is `none`, or it was `found`."""
    if criterion.value is None or criterion.value == criterion.passed:
        return STATES[criterion.state]
    return "found" if criterion.value else "none"


def figures_in_words(delivery: Delivery) -> Iterator[str]:
    """How a message was said, figure by figure, as far as it was measured."""
    if delivery.words_per_minute is not None:
        yield f"{delivery.words_per_minute:.0f} words a minute"
    if delivery.digits_per_second is not None:
        yield f"number at {delivery.digits_per_second:.1f} digits a second"
    if delivery.pauses is not None:
        yield counted(delivery.pauses, "pause")
    if delivery.fillers_per_minute is not None:
        yield f"about {delivery.fillers_per_minute:.0f} fillers a minute"
    if delivery.restarts:
        yield counted(delivery.restarts, "restart")
    if delivery.energy_over_baseline is not None:
        yield f"energy {delivery.energy_over_baseline:+.1f} over your own reading"
    elif delivery.energy is not None:
        yield f"energy {delivery.energy:+.1f}"


def paces_in_words(delivery: Delivery) -> str:
    """Pace over time, sentence by sentence; "" where it is not known of two or more."""
    paces = [f"{sentence.words_per_minute:.0f}" for sentence in delivery.pace_over_time]
    if len(paces) < MIN_PACES:
        return ""
    more = f" ... ({len(paces)} sentences)" if len(paces) > MOST_PACES else ""
    return f"Words a minute, sentence by sentence: {', '.join(paces[:MOST_PACES])}{more}"


def own_answer_in_words(rating: SelfRating, scorecard: Scorecard) -> Iterator[str]:
    """What the rep answered, how the grade sees it, and where they would have deleted it."""
    own = "yes" if rating.would_call_back else "no"
    yield f"You said {own}, {rating.sure_percent} % sure. {_beside_the_grade(rating, scorecard)}"
    at = rating.deleted_at_seconds
    if at is not None:
        message = scorecard.message
        words = () if message is None else message.words
        before = [w.w for w in words if w.start is not None and w.start <= at][-WORDS_BEFORE:]
        after = f", after “{' '.join(before)}”" if before else ""
        yield f"You would have deleted it at {int(at) // 60}:{int(at) % 60:02d}{after}."


def _beside_the_grade(rating: SelfRating, scorecard: Scorecard) -> str:
    graded = scorecard.score.would_call_back
    if graded is None:
        return "The grade cannot say."
    if graded == "maybe":
        return "The grade says perhaps."
    told = {
        "agree": f"So does the grade: {graded}.",
        "too kind": "The grade says no: listen again with its three points in mind.",
        "too hard": "The grade says yes: you are harder on yourself than they would be.",
    }
    return told[agreement(rating, scorecard) or "agree"]


def since_the_last_time(before: Scorecard, now: Scorecard) -> Iterator[str]:
    """How the last call of the same scenario went, and what has changed since."""
    yield f"The last time, this scenario went {out_of_100(before.score.overall, 'of')}."
    yield from (f"  {sentence}" for sentence in changes_since(before, now))


def changes_since(before: Scorecard, now: Scorecard) -> Iterator[str]:
    """What has changed from one call to another of the same scenario; what got better first."""
    better: list[str] = []
    worse: list[str] = []
    for id_, criterion in now.criteria.items():
        then = before.criteria.get(id_)
        if then is None or criterion.passed is None or then.passed in {None, criterion.passed}:
            continue
        word = f"{criterion.title}: {verdict_word(then)} before, now {verdict_word(criterion)}."
        (better if criterion.passed else worse).append(word)
    was, is_now = before.choice, now.choice
    if was is not None and is_now is not None and was.made != is_now.made:
        word = f"You {made_in_words(is_now.made)}; before, you {made_in_words(was.made)}."
        (better if is_now.verdict == "best" else worse).append(word)
    yield from (f"Better. {sentence}" for sentence in better)
    yield from (f"Worse. {sentence}" for sentence in worse)
    paces = before.delivery.words_per_minute, now.delivery.words_per_minute
    if paces[0] is not None and paces[1] is not None:
        yield f"Pace: {paces[0]:.0f} words a minute before, {paces[1]:.0f} now."
