"""This call beside earlier ones of the same scenario, as rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.tui.widgets.rows import Row
from simulator.wording import changes_since, out_of_100

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.grading.score import Scorecard
    from simulator.ports import Attempt

QUIET = "$foreground 75%"
NO_EARLIER = "This was your first call of this scenario. Call again, and it stands here beside it."


def comparison(attempt: Attempt, earlier: Sequence[Attempt]) -> Iterator[Row]:
    """The newest first, each with its parts; then what has changed since the last time."""
    if not earlier:
        yield Row(Content(NO_EARLIER))
        return
    today = _day(attempt.started_at)
    for index, one in enumerate((attempt, *earlier)):
        lead = "now" if index == 0 else _when(one.started_at, today)
        yield Row(_line(one.scorecard, is_now=index == 0), Content.styled(lead, QUIET))
    changes = list(changes_since(earlier[0].scorecard, attempt.scorecard))
    yield Row(Content.styled("Since the last time", "bold"), apart=True)
    for change in changes or ["Every verdict is the same."]:
        yield Row(Content(change))


def _when(started_at: str, today: str) -> str:
    """The hour of a call of the same day, and the day of others."""
    day = _day(started_at)
    return f"{datetime.fromisoformat(started_at):%H:%M}" if day == today else day


def _day(started_at: str) -> str:
    moment = datetime.fromisoformat(started_at)
    return f"{moment.day} {moment:%b}"


def _line(card: Scorecard, *, is_now: bool) -> Content:
    overall = Content.styled(out_of_100(card.score.overall, "/"), "bold" if is_now else "")
    parts = " · ".join(
        f"{name} {'–' if points is None else f'{points:.0f}'}"
        for name, points in (
            ("where", card.score.where), ("what", card.score.what), ("how", card.score.how),
        )
    )  # fmt: skip
    return Content.assemble(overall, (f"   {parts}", QUIET))
