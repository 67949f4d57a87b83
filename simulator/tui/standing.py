"""What the rep has reached in each scenario, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.tui.wording import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.ports import AttemptSummary, ScenarioFile


TYPE_ORDER = {kind: number for number, kind in enumerate(TYPES)}
"""One's own mailbox is learnt first: the others are told by how they differ."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How often a scenario was played, the best score (0 to 100), and whether it was passed."""

    tries: int = 0
    best: float | None = None
    passed: bool = False

    @property
    def words(self) -> str:
        """The standing in a few words."""
        if not self.tries:
            return "not tried yet"
        if self.best is None:
            return "played, no score"
        return f"best {self.best:.0f}, {'passed' if self.passed else 'not passed yet'}"

    @property
    def figure(self) -> str:
        """The standing in as few characters as possible."""
        if not self.tries:
            return "new"
        return "–" if self.best is None else f"{self.best:.0f}"


def standings(attempts: Iterable[AttemptSummary]) -> dict[str, Standing]:
    """The standing by scenario id; scenarios never played are not in it."""
    found: dict[str, Standing] = {}
    for attempt in attempts:
        before = found.get(attempt.scenario_id, Standing())
        scores = [s for s in (before.best, attempt.overall) if s is not None]
        found[attempt.scenario_id] = Standing(
            before.tries + 1, max(scores, default=None), before.passed or attempt.passed
        )
    return found


def next_up(
    files: Sequence[ScenarioFile], reached: dict[str, Standing], after: str | None = None
) -> ScenarioFile | None:
    """What to play next: the first one never played, else the one with the lowest score.

    `files` are by level. `after` was just played: it comes next only if nothing else can.
    """
    others = [file for file in files if file.scenario.id != after] or list(files)
    unseen = [file for file in others if file.scenario.id not in reached]
    if unseen:
        return min(unseen, key=lambda file: (file.scenario.level, TYPE_ORDER[file.scenario.type]))
    return min(others, key=lambda f: reached[f.scenario.id].best or 0.0, default=None)
