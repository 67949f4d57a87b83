"""What: the rep says which company they call from."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject, Unclear
from simulator.grading.example import Example
from simulator.grading.language.names import find_names

HEARD = "We heard something like your company's name. Say it more slowly."


def _find(subject: Subject) -> Iterator[Found]:
    reading = subject.reading
    for heard in find_names(subject.message.text, (subject.rep.company,), reading.unclear_likeness):
        sure = heard.likeness >= reading.sure_likeness
        yield heard.span if sure else Unclear(heard.span, HEARD)


check = Check(
    id="states_company",
    title="Says the company",
    rule="RELEVANT",
    why="A prospect wants to know who is calling before they listen to why.",
    source="practitioners agree; a misheard name counts",
    advice="Say your company's name once, slowly, beside your own.",
    praise="They know which company called.",
    rewrite=lambda subject: f"It's {subject.rep.name}, with {subject.rep.company}.",
    find=_find,
    examples=(
        Example(text="Hi Owen, it's Maya Lindqvist at «TrailDesk».", state="yes"),
        Example(
            text="this is maya lindquist from «trail desk» about your night routes", state="yes"
        ),
        Example(text="maya lindqvist «trial desk» six one seven", state="yes"),
        Example(text="it's maya with «trail disc» calling", state="yes", seconds=3),
        Example(text="hi it's maya with «trail dish» calling", state="not_sure"),
        Example(
            text="Hi Owen, it's Maya at «TrailDesk».", state="not_sure", seconds=3, probability=0.1
        ),
        Example(text="Hi Owen, it's Maya about the trails behind your desk.", state="no"),
        Example(text="We make route planning for delivery vans.", state="no"),
        Example(text="", state="no"),
    ),
)
