"""What: the prospect would get or learn something specific by calling back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.rewriting import sentence_of_model
from simulator.grading.language.verdict import found_by, rules_and_model
from simulator.grading.transcript import Span

TELLS = re.compile(
    r"\b(?:i|we)(?:['’]ll| can| could| will|['’]d (?:like|love|be glad|be happy) to) "
    r"(?:\w+ ){0,2}?(?:tell|show|walk|read|name|give|send)\b(?: (?:you|it|them|him|through|over))*"
    r" (?:exactly )?(?:how|what|which|why|where|when|the (?:two|three|four|one|list|steps?|"
    r"figures?))\b(?: [\w'’%-]+){3,14}"
    r"|\bi know (?:exactly )?(?:who|which|where|why|what) (?:[\w'’%-]+ ?){3,12}",
    re.IGNORECASE,
)
"""An offer to tell: who says what they would tell gives a reason."""


def _reasons(subject: Subject) -> Iterable[Span]:
    text = subject.message.text
    return rules_and_model(subject, "reason_to_call_back", found_by(TELLS, text))


def _find(subject: Subject) -> Iterator[Found]:
    yield from _reasons(subject)


check = Check(
    id="reason_to_call_back",
    title="A reason to call back",
    rule="REASON",
    why="Nobody calls a stranger back out of politeness: there must be something in it for them.",
    source="the founding text: give the prospect a reason to want to call you back",
    advice="Name the one thing that they would learn or get: a figure, a fix, a list of theirs.",
    praise="You gave them something to call back for.",
    rewrite=lambda subject: sentence_of_model(subject, _reasons),
    find=_find,
    examples=(
        Example(
            text="A bakery in Leeds saved two vans, and «I can tell you which routes they dropped "
            "first».",
            state="yes",
        ),
        Example(text="We save companies time and money, so give me a call.", state="no"),
        Example(text="I'd love to learn about your plans and see if there is a fit.", state="no"),
        Example(text="", state="no"),
    ),
)
