"""What: the rep says which company they call from."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject, Unclear
from simulator.grading.example import Example
from simulator.grading.language.introduction import firm_after, introductions
from simulator.grading.language.names import find_names, first_name, last_name
from simulator.grading.transcript import Span

HEARD = "We heard something like your company's name. Say it more slowly."


def _find(subject: Subject) -> Iterator[Found]:
    reading = subject.reading
    found = find_names(subject.message.text, (subject.rep.company,), reading.unclear_likeness)
    sure = [heard.span for heard in found if heard.likeness >= reading.sure_likeness]
    sure = sure or list(_after_a_name(subject))
    yield from sure or (Unclear(heard.span, HEARD) for heard in found)


def _after_a_name(subject: Subject) -> Iterator[Span]:
    """What follows the rep's name, and may be less like: nothing else than a firm stands there."""
    text, rep, reading = subject.message.text, subject.rep, subject.reading
    forms = (rep.name, first_name(rep.name), last_name(rep.name))
    names = [heard.span for heard in find_names(text, forms, reading.unclear_likeness)]
    for name in (*introductions(text), *names):
        place = firm_after(text, name)
        if place is None:
            continue
        said = text[place.start : place.end]
        for heard in find_names(said, (rep.company,), reading.introduced_likeness):
            if heard.span.start == 0:
                yield Span(place.start, place.start + heard.span.end)
                return


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
        Example(text="it's maya with «trail dish» calling", state="yes"),
        Example(text="maya calling and the firm is «trail dish» by the way", state="not_sure"),
        Example(
            text="Hi Owen, it's Maya at «TrailDesk».", state="not_sure", seconds=3, probability=0.1
        ),
        Example(text="Hi Owen, it's Maya about the trails behind your desk.", state="no"),
        Example(text="We make route planning for delivery vans.", state="no"),
        Example(text="", state="no"),
    ),
)
