"""What: the rep apologises for calling, or takes the ask back while making it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.rewriting import plain_ask
from simulator.grading.language.verdict import found_by, rules_and_model

PHRASES = re.compile(
    r"\b(?:so |really |very )?sorry (?:to|for|if|about) (?:be |even |keep )?(?:bother|troubl|"
    r"disturb|call|ring|bug|pester|interrupt|hassl|intrud|tak|"
    r"the (?:call|bother|cold|interruption))\w*(?: \w+)?"
    r"|\bapolog\w+ (?:for|to|if) (?:\w+ )?(?:call|ring|bother|troubl|disturb|interrupt|intru|"
    r"the)\w*"
    r"|\bhate to (?:bother|bug|be a|trouble|pester|ask)\b(?: \w+)?"
    r"|\bno (?:worries|pressure|big deal|hard feelings|problem)(?: \w+){0,2}? (?:if|at all|"
    r"either way)\b(?: not)?"
    r"|\bi know (?:that )?(?:you['’]re|you are|you must be|how) (?:\w+ )?(?:busy|swamped|slammed|"
    r"snowed under|flat out|up to)\b(?: \w+){0,4}"
    r"|\bi (?:won['’]t|will not|promise not to) (?:keep you|take (?:up )?(?:much|too much|more))\b"
    r"|\b(?:maybe|possibly|perhaps)(?: \w+){0,4} (?:maybe|possibly|perhaps|if you might)\b"
    r"|\bfeel free to (?:ignore|delete|disregard)\b"
    r"|\bif it(?:['’]s| is) not too much (?:trouble|bother|to ask)\b",
    re.IGNORECASE,
)


def _find(subject: Subject) -> Iterator[Found]:
    text = subject.message.text
    yield from rules_and_model(subject, "apologetic_hedging", found_by(PHRASES, text))


check = Check(
    id="apologetic_hedging",
    title="Apologies and hedging",
    rule="ALIVE",
    why="Who apologises for a call tells the other side that it is not worth their time.",
    source="practitioners agree; sympathy with what happened to them is something else",
    advice="Drop the apology. You have something for them: say it straight.",
    praise="You asked plainly, without an apology.",
    rewrite=plain_ask,
    find=_find,
    wants="none",
    examples=(
        Example(text="«Sorry to bother you», Owen, it's Maya.", state="yes"),
        Example(text="Call me if you can, «no worries if not».", state="yes"),
        Example(text="I was sorry to hear about the flood in your depot.", state="no"),
        Example(text="If you want to see the map, call me.", state="no"),
        Example(text="Hi Owen.", state="not_measured"),
    ),
)
