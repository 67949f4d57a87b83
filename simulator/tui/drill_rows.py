"""Drills in rows: whom one calls, what a decision or a part was worth, what came of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from simulator.practice.one_part import verdict_in_words
from simulator.tui.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.practice.sections import Section, Summary, Table
    from simulator.session.calling import Calling
    from simulator.session.drilling.parts import PartGraded
    from simulator.session.drilling.quick import DecidedNow, ToDecide

QUIET, GOOD, BAD = "$foreground 75%", "$text-success", "$text-error"


def call_rows(heard: ToDecide) -> Iterator[Row]:
    """Whom one wants to reach, and how one came to the number."""
    yield Row(Content.styled(heard.prospect, "bold"), _label("You want"))
    yield Row(Content(heard.brief), _label("Today"))


def decided_rows(decided: DecidedNow) -> Iterator[Row]:
    """The verdict, the words that tell it, and why."""
    choice = decided.choice
    colour = BAD if choice.verdict == "wrong" else ("$text-warning" if choice.guess else GOOD)
    yield Row(Content.styled(decided.verdict, f"bold {colour}"))
    before, _, rest = decided.words.partition("«")
    cue, _, after = rest.partition("»")
    words = Content.assemble(before, (cue, "bold underline $text-accent"), after)
    yield Row(words, _label("You heard"), apart=True)
    yield Row(Content(decided.why), _label("Why"), apart=True)


def prospect_rows(calling: Calling, part: str) -> Iterator[Row]:
    """A brief in short: whom, as whom, and what there is to say."""
    scenario = calling.scenario
    rep, prospect = scenario.rep, scenario.prospect
    who = Content.assemble((prospect.name, "bold"), f", {prospect.title}, {prospect.company}")
    yield Row(who, _label("You call"))
    yield Row(Content(f"{rep.name}, {rep.company}, {rep.number}"), _label("You are"))
    if part == "number":
        return
    yield Row(Content(rep.offer), _label("You offer"))
    for number, fact in enumerate(scenario.research, 1):
        lead = _label("You know") if number == 1 else Content("")
        yield Row(Content(" ".join(fact.text.split())), lead)


def part_rows(graded: PartGraded) -> Iterator[Row]:
    """What was said, and every point of it with its evidence."""
    yield Row(Content(f"“{graded.said}”"), _label("You said"))
    for at, criterion in enumerate(graded.criteria.values()):
        colour = {True: GOOD, False: BAD, None: QUIET}[criterion.passed]
        word = Content.styled(verdict_in_words(criterion), f"bold {colour}")
        quoted = "; ".join(dict.fromkeys(e.text for e in criterion.evidence if e.text))
        figure = "" if criterion.measured is None else f"{criterion.measured:g} {criterion.unit}"
        shown = figure.strip() or (f"“{quoted}”" if quoted else "")
        text = Content.assemble(f"{criterion.title}", ("  " + shown if shown else "", QUIET))
        yield Row(text, word, apart=not at)
        if criterion.passed is False and criterion.advice:
            yield Row(Content.styled(criterion.advice, "$text-accent"), Content(""))


def summary_rows(summary: Summary) -> Iterator[Row]:
    """What came of a run: section by section."""
    for section in summary.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[Row]:
    yield Row(Content.styled(section.title, "bold $text-accent"), apart=True)
    for sentence in section.sentences:
        yield Row(Content(sentence), Content(""))
    if section.table is not None:
        yield from _table(section.table)


def _table(table: Table) -> Iterator[Row]:
    heads, *lines = table.lines()
    yield Row(Content.styled(heads, QUIET), Content(""))
    for line in lines:
        yield Row(Content(line), Content(""))


def _label(words: str) -> Content:
    return Content.styled(words, QUIET)
