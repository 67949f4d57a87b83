"""What: the message lists what the product can do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.rewriting import reason_of_model
from simulator.grading.language.verdict import found_by, rules_and_model

LIST = re.compile(
    r"\b(?:we|it|our \w+(?: \w+)?|\w+ (?:platform|software|system|solution|suite|app|package)|you)"
    r"(?:['’]ve)? (?:also )?(?:offer|do|does|have|has|got|get|provide|handle|include|come with|"
    r"cover|support|feature)s? (?:[\w'’-]+ ){0,6}?[\w'’-]+(?:, (?:and )?(?:[\w'’-]+ ?){1,5}){2,}",
    re.IGNORECASE,
)
"""The seller's thing, a verb of having, and three or more things with commas between them."""


def _find(subject: Subject) -> Iterator[Found]:
    text = subject.message.text
    yield from rules_and_model(subject, "feature_dump", found_by(LIST, text))


check = Check(
    id="feature_dump",
    title="Lists features",
    rule="NO-DUMP",
    why="A list of features answers a question that nobody has asked yet.",
    source="the founding text: be careful, no feature dumping",
    advice="Leave the list out. Keep the one thing that matters to them, and say why.",
    praise="You did not list features.",
    rewrite=reason_of_model,
    find=_find,
    wants="none",
    examples=(
        Example(
            text="Hi Owen. «We offer live maps, driver scoring, fuel cards, alerts and a mobile "
            "app».",
            state="yes",
        ),
        Example(text="You run vans in Leeds, York, Hull and Dover, and one depot.", state="no"),
        Example(text="They changed the gate, the shift and the order of the stops.", state="no"),
        Example(text="Hi Owen.", state="not_measured"),
    ),
)
