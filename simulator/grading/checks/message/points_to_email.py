"""What: the message sends the prospect to an email instead of asking for a call back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.verdict import found_by

POINTS = re.compile(
    r"\b(?:i(?:['’]ve| have|['’]ll| will|['’]m| am)?(?: just| already| also)? )"
    r"(?:sent|send|sending|emailed|emailing|e-mailed|shot|shooting|dropped|put)\b"
    r"(?: [\w'’]+){0,8}? ?(?:e-?mail\w*|inbox|mail)\b"
    r"|\b(?:i(?:['’]ve| have|['’]ll| will|['’]m| am)?(?: just| already)? )(?:e-?mailed|e-?mailing|"
    r"e-?mail) you\b"
    r"|\b(?:look|watch|keep an eye out|check your inbox) for (?:my|an?|the) (?:[\w'’]+ )?e-?mail\b"
    r"|\b(?:reply|respond|answer) (?:to|on) (?:my|the|that) (?:[\w'’]+ )?(?:e-?mail|note|message)\b"
    r"|\b(?:it|details?|everything|more)(?:['’]s| is| are) in (?:my|the|an|your) "
    r"(?:[\w'’]+ )?(?:e-?mail|inbox)\b"
    r"|\b(?:open|read|see) (?:my|the) (?:[\w'’]+ )?e-?mail\b|\b(?:subject line|in your inbox)\b",
    re.IGNORECASE,
)


def _find(subject: Subject) -> Iterator[Found]:
    yield from found_by(POINTS, subject.message.text)


check = Check(
    id="points_to_email",
    title="Points to the email",
    rule="REASON",
    why="A voicemail is heard while busy; an email is answered when there is time.",
    source=(
        "Gong with 30 Minutes to President's Club 2024, over 300 million calls: replies to emails "
        "rise from 2.7 to 5.9 % where a voicemail was left; the founding text asks for the call"
    ),
    advice="Say that you have sent an email, what its subject line is, and ask them to answer it.",
    praise="You sent them to your email.",
    rewrite=lambda subject: (
        f"I've just sent you an email; the subject line is “{subject.rep.company}”. Please reply "
        "to that."
    ),
    find=_find,
    examples=(
        Example(text="«I've just sent you an email» about the night routes.", state="yes"),
        Example(text="Please «reply to my email» when you can.", state="yes"),
        Example(text="You can email me or call me.", state="no"),
        Example(text="Call me at 617-555-0142.", state="no"),
    ),
)
