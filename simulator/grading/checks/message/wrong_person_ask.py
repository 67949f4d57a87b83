"""What: the rep asks a mailbox who the right person would be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.rewriting import opening_of_model
from simulator.grading.language.verdict import found_by, rules_and_model

ASKS = re.compile(
    r"\b(?:if )?(?:you['’]re|you are|this is|that['’]s|you aren['’]t|you were|isn['’]t)(?: not)? "
    r"(?:the |quite the )?(?:right|best|correct|appropriate|proper) (?:person|one|contact)\b"
    r"(?:.{0,60}\b(?:let me know|tell me|point|who)\b(?: who\b(?: \w+){0,3})?)?"
    r"|\b(?:let me know|tell me|wondering|know|find out|ask) who(?:['’]s| is| would be| i| handles|"
    r" looks| deals| takes| runs| manages| owns| should)?\b(?: \w+){0,6}"
    r"|(?:^|[.,;?!] |\b(?:or|and|to|me|of|ask|find|sure|wonder|wondering|out|with|for|know) )"
    r"who(?:ever)? (?:handles|looks after|deals with|is in charge|takes care|is responsible)\b"
    r"(?: \w+){0,4}"
    r"|\bwho(?:['’]s| is| would be) (?:in charge|responsible|(?:the|your) (?:right|best|correct) "
    r"(?:person|contact|one))\b(?: \w+){0,4}"
    r"|\bwhat['’]?s the name of the (?:person|one) who\b(?: \w+){0,4}"
    r"|\b(?:point|steer|direct|nudge)(?:ing)? me (?:to|in|toward|towards|at)\b(?: \w+){0,5}"
    r"|\bpass (?:this|it|me|my \w+) (?:on|along)\b(?: \w+){0,5}",
    re.IGNORECASE,
)


def _find(subject: Subject) -> Iterator[Found]:
    text = subject.message.text
    yield from rules_and_model(subject, "wrong_person_ask", found_by(ASKS, text))


check = Check(
    id="wrong_person_ask",
    title="Asks for somebody else",
    rule="NO-ASK",
    why="You ask a stranger to do your research, and say that the message was not meant for them.",
    source="the founding text: not sure that it is your ideal prospect? Do not leave the message",
    advice="Leave it out. Find out whose job it is first: ask the operator, not a mailbox.",
    praise="You knew whom you were talking to.",
    rewrite=opening_of_model,
    find=_find,
    wants="none",
    examples=(
        Example(
            text="And «if you're not the right person, please let me know who» is.", state="yes"
        ),
        Example(text="If Tuesday isn't the right time, Wednesday works too.", state="no"),
        Example(text="The person who runs your night shift told the Courier about it.", state="no"),
        Example(text="Hi Owen.", state="not_measured"),
    ),
)
