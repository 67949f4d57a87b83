"""What: nothing in the message is stale, beside the point, or nobody's business."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.hooks import said_better_unsaid


def _find(subject: Subject) -> Iterator[Found]:
    yield from (hook.span for hook in said_better_unsaid(subject))


check = Check(
    id="better_unsaid",
    title="Says what is better left unsaid",
    rule="RELEVANT",
    why="Research that is stale, private or beside the point shows that you looked, not that you "
    "understood.",
    source="the founding text: targeted at this person, and at what makes them want to call back",
    advice="Choose a fact that concerns their work today, and leave this one unsaid.",
    find=_find,
    wants="none",
    examples=(
        Example(text="I saw that you «coach your son's swimming team».", state="yes"),
        Example(text="how is your «son's swimming team» doing", state="yes"),
        Example(text="Owen, you moved your bread deliveries to the night.", state="no"),
        Example(text="Our team swims against the tide.", state="no"),
    ),
)
