"""What: something in the message is about this prospect, and about nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.hooks import hooks_in
from simulator.grading.language.rewriting import sentence_of_model


def _find(subject: Subject) -> Iterator[Found]:
    yield from (hook.span for hook in hooks_in(subject))


check = Check(
    id="personal_hook",
    title="Something about them",
    rule="PERSONAL",
    why="A message that could be for anybody is for nobody.",
    source="the founding text: connect on common ground as quickly as possible",
    advice="Say one thing that you found out about them, as you would say it to their face.",
    praise="You spoke about their world, not about yours.",
    rewrite=lambda subject: sentence_of_model(subject, hooks_in),
    find=_find,
    examples=(
        Example(text="Owen, you «moved your bread deliveries to the night».", state="yes"),
        Example(text="owen now that you «deliver at night» your vans stand all day", state="yes"),
        Example(text="since your «bread delivery» is at nite I have a question", state="yes"),
        Example(
            text="You «moved all bread» deliveries", state="not_sure", seconds=3, probability=0.1
        ),
        Example(text="Night. Bread deliveries. May. TrailDesk has maps and alerts.", state="no"),
        Example(text="We moved our own bread deliveries to the night.", state="no"),
        Example(text="We plan routes for delivery vans, and yours are delivery vans.", state="no"),
        Example(text="Congratulations on your new office in Dover.", state="no"),
    ),
)
