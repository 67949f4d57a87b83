"""An exam told in rows: what it is like, and how it has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from simulator.session.examining.told import remarks, rules, to_pass, what_is_sealed
from simulator.tui.marks import BAD, GOOD, QUIET
from simulator.tui.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.practice.exam import Exam
    from simulator.session.examining.sealed import CallSealed
    from simulator.session.examining.sealing import Sealed

LEAD_WIDTH = 14
HOW_TO_VERIFY = "Anybody with Rolecall can check the file: rolecall verify FILE"


def intro_rows(exam: Exam, rep: str, where: str, before: str) -> Iterator[Row]:
    """What a rep should know before the first call; `before` is what became of earlier exams."""
    if before:
        yield Row(Content(before), _label("So far"))
    for number, rule in enumerate(rules(exam)):
        yield Row(
            Content(rule),
            _label("" if number else "How it goes"),
            apart=bool(before and not number),
        )
    yield Row(Content(to_pass(exam)), _label("To pass"), apart=True)
    file = Content.assemble(what_is_sealed(exam, rep), " It will lie in ", (where, "bold"), ".")
    yield Row(file, _label("The file"), apart=True)


def result_rows(done: Sealed, where: str) -> Iterator[Row]:
    """Why it was passed or not, where the sealed file lies, and each call."""
    for demand in done.manifest.result.demands:
        mark, colour = ("+ met", GOOD) if demand.is_met else ("- not met", BAD)
        yield Row(Content(demand.sentence), Content.styled(mark, colour))
    yield Row(Content.styled(where, "bold"), _label("Sealed file"), apart=True)
    yield Row(
        Content(f"{done.short_seal}  (it tells this file from any other)"), _label("Its seal")
    )
    yield Row(Content(HOW_TO_VERIFY), Content(""))
    for call in done.manifest.calls:
        yield from _call_rows(call)


def _call_rows(call: CallSealed) -> Iterator[Row]:
    mark, colour = ("+ passed", GOOD) if call.passed else ("- not passed", BAD)
    words = Content.assemble(f"{call.place:>2}  {call.scenario.id:<24}", (_points(call), QUIET))
    yield Row(words, Content.styled(mark, colour), apart=call.place == 1)
    for remark in remarks(call):
        yield Row(Content.styled(f"    {remark}", QUIET), Content(""))


def _points(call: CallSealed) -> str:
    overall = "not measured" if call.overall is None else f"{call.overall:.0f} of 100"
    where = "not measured" if call.where is None else f"{call.where:.0f}"
    return f"{overall}, WHERE {where}"


def _label(words: str) -> Content:
    return Content.styled(words, QUIET)
