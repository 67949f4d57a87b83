"""Progress as one table in the long form: a figure a row, for spreadsheets (docs/progress.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from simulator.practice.cards import is_cue
from simulator.practice.figures import FIGURES, Figure
from simulator.practice.progress import CardProgress, Progress
from simulator.practice.trends import Point
from simulator.report.about import Reported
from simulator.report.told import next_step, state_word
from simulator.scenario.control import without_control_characters

HEADER: Final = ("section", "name", "week", "figure", "value", "unit", "of", "note")
_FORMULA: Final = ("=", "+", "-", "@", "\t")
"""A text that begins so is a formula to a spreadsheet, which would run it."""
PERCENT: Final = 100
Cells = tuple[object, ...]


def progress_rows(reported: Reported) -> Iterator[list[str]]:
    """The rows below the header. What was not measured is an empty cell, never a zero.

    `of` is how many there are of what the value is a mean or a part of.
    """
    for section, name, week, figure, value, unit, of, note in _all(reported):
        row = (section, name, week, figure, value, unit, of, note)
        yield [_cell(cell) for cell in row]


def _all(reported: Reported) -> Iterator[Cells]:
    progress = reported.progress
    yield from _overview(reported)
    for card in progress.cards:
        yield from _card(card)
    for name, points in progress.trends.items():
        yield from (_week(FIGURES[name], point) for point in points)
    yield from _judgement(progress)
    for exam in reported.exams:
        verdict = "passed" if exam.passed else "not passed"
        yield (
            "exam",
            exam.title,
            "",
            exam.date,
            exam.score,
            "points",
            "",
            _noted(verdict, exam.calls, exam.file),
        )


def _overview(reported: Reported) -> Iterator[Cells]:
    progress, step, streak = reported.progress, next_step(reported), reported.progress.streak
    yield "overview", "day of this table", "", "date", progress.today, "date", "", reported.name
    yield "overview", "next", "", "what to do", step.what, "", "", _noted(step.why, step.stage)
    yield "overview", "calls", "", "made", progress.calls, "calls", "", ""
    yield "overview", "drills", "", "items", progress.drill_items, "items", "", ""
    yield "overview", "streak", "", "days in a row", streak.days, "days", "", ""
    yield "overview", "streak", "", "longest run", streak.longest, "days", "", ""
    yield "overview", "streak", "", "days of practice", streak.practised, "days", "", ""
    for one in progress.way.stages:
        asked = len(one.shown) + len(one.lacking)
        yield "stage", one.stage.title, "", "cards shown", len(one.shown), "cards", asked, one.why
    for sentence in progress.week:
        yield "changed", "since last week", "", "in words", sentence, "", "", ""


def _card(card: CardProgress) -> Iterator[Cells]:
    section = "sign" if is_cue(card.card) else "skill"
    title, mastery = card.title, card.mastery
    yield section, title, "", "state", state_word(card), "", "", mastery.in_words
    yield section, title, "", "mastered on", mastery.mastered_on, "date", "", ""
    for call in mastery.evidence:
        yield section, title, "", "shown in", call.type, "type", "", f"{call.date} {call.attempt}"
    for type_ in mastery.lacking_types:
        yield section, title, "", "lacking in", type_, "type", "", ""
    yield section, title, "", "lacking days", mastery.lacking_days, "days", "", ""
    yield section, title, "", "last critical error", mastery.critical_on, "date", "", ""
    yield section, title, "", "missed", card.misses, "times", card.reviews, ""
    yield section, title, "", "due", card.due, "moment", "", "due now" if card.is_due else ""
    yield section, title, "", "odds of knowing it", _percent(card.recall), "%", "", ""


def _week(figure: Figure, point: Point) -> Cells:
    is_share = figure.unit == "share"
    value, unit = (_percent(point.mean), "%") if is_share else (point.mean, figure.unit)
    return "trend", figure.title, point.week, figure.name, value, unit, point.number, ""


def _judgement(progress: Progress) -> Iterator[Cells]:
    found = progress.calibration
    told: tuple[tuple[str, float | None, str], ...] = (
        ("Brier score", found.brier, "0 to 1"),
        ("how sure", _percent(found.sure), "%"),
        ("how often right", _percent(found.right), "%"),
        ("too kind by", _percent(found.kind), "%"),
    )
    for figure, value, unit in told:
        yield "calibration", "all answers", "", figure, value, unit, found.number, ""
    for one in found.beliefs:
        name, back = f"said {one.percent} %", _percent(one.called_back)
        yield "calibration", name, "", "called back", back, "%", one.number, ""
    table = progress.confusion
    for best, counts in zip(table.best, table.counts, strict=True):
        for made, times in zip(table.made, counts, strict=True):
            if times:
                of = sum(counts)
                yield "decision", f"best: {best}", "", f"made: {made}", times, "times", of, ""
    for mixed in progress.mix_ups:
        yield (
            "mix-up", mixed.heard, "", f"taken for: {mixed.taken_for}", mixed.times, "times", "",
            mixed.in_words,
        )  # fmt: skip


def _percent(share: float | None) -> float | None:
    return None if share is None else PERCENT * share


def _noted(*notes: str) -> str:
    return " ".join(note for note in notes if note)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case float():
            text = f"{value:.3f}".rstrip("0").rstrip(".")
            return "0" if text == "-0" else text
        case str():
            text = without_control_characters(value)
            return f"'{text}" if text.startswith(_FORMULA) else text
        case _:
            return str(value)
