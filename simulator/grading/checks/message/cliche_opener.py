"""What: the message opens with a phrase that everybody uses and that says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.rewriting import opening_of_model
from simulator.grading.language.verdict import found_by, rules_and_model

PHRASES = re.compile(
    r"\b(?:just|only|quick|quickly|wanted to|calling to|ringing to|thought i['’]d)(?: \w+)? "
    r"check(?:ing)? in\b|^\W*check(?:ing)? in (?:from|with)\b"
    r"|\btouch(?:ing)? base\b|\bcircl(?:e|ing) back\b"
    r"|\bfollow(?:ing)? up (?:on|with|to|about) (?:my|our|that|the|an?) (?:\w+ )?(?:e-?mail|"
    r"voice ?mail|note|message|call|letter)\b"
    r"|\bhop(?:e|ing) (?:that )?(?:you|all|this|everything|your \w+|the week|life)(?:['’](?:re|s))?"
    r"(?: \w+){0,4}? (?:well|great|good|fine|finds you(?: \w+)?|okay|lovely|fantastic)\b(?: \w+)?"
    r"|\bhow (?:are|have) you(?: been)?+(?: doing| today| keeping)?+\b(?! \w+ing\b| track\b)"
    r"|\bhow['’]s it going\b"
    r"|\bintroduc(?:e|ing) (?:myself|ourselves|our (?:company|firm|team))\b"
    r"|\b(?:did you get|if you got|you (?:received|saw|got)) (?:a chance to (?:see|read) )?"
    r"(?:my|the|our) (?:\w+ )?(?:e-?mail|note|message|voice ?mail)\b"
    r"|\breaching out to (?:say|introduce|see if|connect)\b",
    re.IGNORECASE,
)


def _find(subject: Subject) -> Iterator[Found]:
    text = subject.message.text
    yield from rules_and_model(subject, "cliche_opener", found_by(PHRASES, text))


check = Check(
    id="cliche_opener",
    title="Worn-out phrases",
    rule="RELEVANT",
    why="Who 'just checks in' says that there is nothing new, and the finger goes to delete.",
    source="practitioners agree on the phrases; see the doctrine's list",
    advice="Leave it out, and begin with what is about them.",
    praise="No worn-out phrase: every sentence said something.",
    rewrite=opening_of_model,
    find=_find,
    wants="none",
    examples=(
        Example(text="Hi Owen, «just checking in» about the routes.", state="yes"),
        Example(text="Owen, I «hope you're doing well today».", state="yes"),
        Example(text="Your guests are checking in at four, when the kitchen closes.", state="no"),
        Example(text="Owen, it's Maya Lindqvist at TrailDesk about your night route.", state="no"),
        Example(text="Hi Owen.", state="not_measured"),
    ),
)
