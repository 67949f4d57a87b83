"""The pictures of the page: trends, the matrix of mastery, calibration, and days of practice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Final

from simulator.practice.calibration import Calibration
from simulator.practice.dates import WEEKDAYS, days_after
from simulator.practice.figures import Figure, title_in_a_line
from simulator.practice.mastery import TYPE_WORDS
from simulator.practice.progress import CardProgress
from simulator.practice.trends import Point
from simulator.report.drawing import WIDTH, label, picture, shortened, ticks
from simulator.report.markup import Markup, joined, tag
from simulator.report.told import short_date, trend_in_words
from simulator.scenario.model import ScenarioType
from simulator.wording import counted

LEFT, RIGHT, TOP, HIGH = 38.0, 272.0, 16.0, 96.0
"""Where a trend is drawn."""
TREND_WIDTH: Final = 276.0
SHARES: Final = (0.0, 0.5, 1.0)
POINTS: Final = (0.0, 50.0, 100.0)
BRIER: Final = (0.0, 0.25, 0.5)
CELL, GAP = 22.0, 4.0
ROW: Final = 22.0
NAMES: Final = 204.0
COLUMNS: Final[dict[ScenarioType, str]] = {
    "personal_mailbox": "personal",
    "vendor_line": "vendor",
    "wrong_contact": "wrong",
}
SIDE: Final = 250.0
"""Of the square in which calibration is drawn."""


def trend_picture(id_: str, figure: Figure, points: Sequence[Point]) -> Markup:
    """A figure week by week; a week without any is a gap, and no zero."""
    marks = _scale(figure, [p.mean for p in points if p.mean is not None])
    places = [
        (_across(number, len(points)), _up(point.mean, marks))
        for number, point in enumerate(points)
        if point.mean is not None
    ]
    (x, y), last = places[-1], next(p for p in reversed(points) if p.mean is not None)
    bottom = TOP + HIGH
    dates = (0, len(points) // 2, len(points) - 1)
    return picture(
        id_,
        f"{title_in_a_line(figure)}, week by week",
        trend_in_words(figure, points),
        (TREND_WIDTH, bottom + 24),
        *(tag("line", x1=LEFT, x2=RIGHT, y1=_up(m, marks), y2=_up(m, marks), class_="grid")
          for m in marks),
        *(label(_short(figure, m), LEFT - 6, _up(m, marks) + 4, "end") for m in marks),
        *(_curve(run, marks, len(points)) for run in _runs(points)),
        *(tag("circle", cx=px, cy=py, r=3.25, class_="dot") for px, py in places),
        tag("circle", cx=x, cy=y, r=5, class_="hollow"),
        label(figure.value(last.mean), min(x, RIGHT - 4), max(y - 10, 11), "end", "strong"),
        *(label(short_date(points[at].week), _across(at, len(points)), bottom + 18,
                "start" if at == 0 else "end" if at == dates[-1] else "middle")
          for at in dates),
    )  # fmt: skip


def matrix_picture(id_: str, title: str, cards: Sequence[CardProgress]) -> Markup:
    """Where each card was shown in a clean call, and where it is still to be shown."""
    columns = [NAMES + 24 + 52 * n for n in range(len(COLUMNS))]
    rows = [
        joined(
            tag("line", x1=0, x2=WIDTH, y1=_row(n) + ROW / 2, y2=_row(n) + ROW / 2, class_="grid"),
            label(shortened(card.title, NAMES - 6), 0, _row(n) + 4, class_=_weight(card)),
            *(_mark(card, type_, x, _row(n)) for x, type_ in zip(columns, COLUMNS, strict=True)),
        )
        for n, card in enumerate(cards)
    ]
    done = sum(card.mastery.is_mastered for card in cards)
    says = (
        f"{done} of {len(cards)} are mastered. One row each: a filled circle where it was shown in "
        "a clean call, a broken ring where that is still to be done. The table has the same."
    )
    heads = (
        label(word, x, 14, "middle") for x, word in zip(columns, COLUMNS.values(), strict=True)
    )
    return picture(id_, title, says, (WIDTH, _row(len(cards)) - 2), *heads, *rows)


def calibration_picture(id_: str, found: Calibration) -> Markup:
    """What was said against what came of it; on the dashed line, one would be right."""
    marks = (0, 25, 50, 75, 100)
    largest = max(belief.number for belief in found.beliefs)
    says = "; ".join(
        f"said {b.percent} %: {b.called_back * 100:.0f} % of {counted(b.number, 'call')}"
        for b in found.beliefs
    )
    return picture(
        id_,
        "How likely you said a call back is, against how often there would be one",
        f"{says}.",
        (WIDTH, SIDE + 70),
        *(tag("line", x1=_said(0), x2=_said(100), y1=_came(m), y2=_came(m), class_="grid")
          for m in marks),
        tag("line", x1=_said(0), x2=_said(100), y1=_came(0), y2=_came(100), class_="dashed"),
        *(label(f"{m} %", _said(0) - 8, _came(m) + 4, "end") for m in marks),
        *(label(f"{m} %", _said(m), _came(0) + 20, "middle") for m in marks),
        label("called back", _said(0), 12, "start"),
        label("you said", _said(50), _came(0) + 38, "middle"),
        *(
            tag("circle", cx=_said(b.percent), cy=_came(100 * b.called_back),
                r=5 + 8 * (b.number / largest) ** 0.5, class_="hollow")
            for b in found.beliefs
        ),
        *(
            label(str(b.number), _said(b.percent), _came(100 * b.called_back) + 4, "middle",
                  "strong")
            for b in found.beliefs
        ),
    )  # fmt: skip


def calendar_picture(id_: str, weeks: Sequence[str], days: Collection[str], today: str) -> Markup:
    """The days of the last weeks, those with practice filled and ticked."""
    cells: list[Markup] = []
    for column, week in enumerate(weeks):
        x = 44 + column * (CELL + GAP)
        if column % 3 == 0:
            cells.append(label(short_date(week), x, 12))
        for weekday in range(7):
            day, y = days_after(week, weekday), 22 + weekday * (CELL + GAP)
            if day in days:
                cells.append(tag("rect", x=x, y=y, width=CELL, height=CELL, rx=5, class_="shown"))
                cells.append(_tick(x + CELL / 2, y + CELL / 2))
            elif day <= today:
                cells.append(tag("circle", cx=x + CELL / 2, cy=y + CELL / 2, r=1.5, class_="none"))
    names = (
        label(WEEKDAYS[n][:3], 0, 22 + n * (CELL + GAP) + CELL / 2 + 4) for n in range(0, 7, 2)
    )
    number = sum(weeks[0] <= day for day in days)
    says = f"{counted(number, 'day')} of practice in {len(weeks)} weeks; the table names them."
    return picture(id_, "Days of practice", says, (WIDTH, 22 + 7 * (CELL + GAP)), *names, *cells)


def _scale(figure: Figure, values: Sequence[float]) -> Sequence[float]:
    match figure.unit:
        case "share":
            return SHARES
        case "points":
            return POINTS
        case "Brier score":
            return BRIER if max(values) <= BRIER[-1] else (0.0, 0.5, 1.0)
        case _:
            return ticks(values)


def _short(figure: Figure, mark: float) -> str:
    if figure.unit == "Brier score":
        return f"{mark:g}"
    if figure.unit == "share":
        return f"{100 * mark:.0f} %"
    return f"{mark:g}"


def _across(number: int, weeks: int) -> float:
    return LEFT + 8 + (RIGHT - LEFT - 14) * number / max(1, weeks - 1)


def _up(mean: float, marks: Sequence[float]) -> float:
    low, high = marks[0], marks[-1]
    return TOP + HIGH * (1 - (min(max(mean, low), high) - low) / (high - low))


def _runs(points: Sequence[Point]) -> Iterator[list[tuple[int, float]]]:
    """The weeks in a row in which there was something to measure."""
    numbered = enumerate(point.mean for point in points)
    for _, run in groupby(numbered, key=lambda one: one[1] is None):
        known = [(number, mean) for number, mean in run if mean is not None]
        if len(known) > 1:
            yield known


def _curve(run: Sequence[tuple[int, float]], marks: Sequence[float], weeks: int) -> Markup:
    places = (f"{_across(n, weeks):.1f},{_up(mean, marks):.1f}" for n, mean in run)
    return tag("polyline", points=" ".join(places), class_="curve")


def _row(number: int) -> float:
    return 34 + ROW * number


def _weight(card: CardProgress) -> str:
    return "strong" if card.mastery.is_mastered else "ink" if card.reviews else ""


def _mark(card: CardProgress, type_: ScenarioType, x: float, y: float) -> Markup:
    """A filled circle where it was shown, a broken ring where that is lacking, else a dash."""
    shown = {call.type for call in card.mastery.evidence}
    if type_ in shown:
        return joined(tag("circle", cx=x, cy=y, r=7.5, class_="shown"), _tick(x, y))
    if type_ in card.mastery.lacking_types:
        return tag("circle", cx=x, cy=y, r=6.5, class_="lacking")
    return tag("line", x1=x - 4, x2=x + 4, y1=y, y2=y, class_="none")


def _tick(x: float, y: float) -> Markup:
    return tag("path", d=f"M{x - 3.5:g} {y + 0.5:g}l2.4 2.5 4.6 -5.2", class_="tick")


def _said(percent: float) -> float:
    return 56 + SIDE * 1.12 * percent / 100


def _came(percent: float) -> float:
    return 24 + SIDE * (1 - percent / 100)


KINDS_TOLD: Final = ", ".join(f"“{word}” is {TYPE_WORDS[type_]}" for type_, word in COLUMNS.items())
"""What the heads of the matrix stand for."""
