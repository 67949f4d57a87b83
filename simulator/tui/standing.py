"""What the rep has reached in each scenario, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.tui.wording import TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.ports import Reached, ScenarioFile


TYPE_ORDER = {kind: number for number, kind in enumerate(TYPES)}
"""One's own mailbox is learnt first: the others are told by how they differ."""


MOST_STARS = 3
_STARS_FROM = (90.0, 80.0)
"""From how many points on a call that was passed has three stars, and two."""


def stars_of(overall: float | None, *, passed: bool) -> int:
    """How many stars a call earns, none to three.

    None for whatever was not passed, and with it for every critical mistake: no rubric passes a
    wrong choice. One for a pass; two from 80 points, where they would call back; three from 90. A
    pass without a score has one.
    """
    if not passed:
        return 0
    return MOST_STARS - sum((overall or 0.0) < least for least in _STARS_FROM)


@dataclass(frozen=True, slots=True)
class Standing:
    """How often a scenario was played, the best score (0 to 100), whether it was passed, stars."""

    tries: int = 0
    best: float | None = None
    passed: bool = False
    stars: int = 0

    @property
    def marks(self) -> str:
        """The stars, filled and hollow."""
        return "★" * self.stars + "☆" * (MOST_STARS - self.stars)

    @property
    def words(self) -> str:
        """The standing in a few words."""
        if not self.tries:
            return "not tried yet"
        if self.best is None:
            return "played, no score"
        verdict = "passed" if self.passed else "not passed yet"
        return f"{self.stars} of {MOST_STARS} stars · best {self.best:.0f}, {verdict}"

    @property
    def figure(self) -> str:
        """The standing in as few characters as possible."""
        if not self.tries:
            return "new"
        return "–" if self.best is None else f"{self.best:.0f}"


def standings(reached: Mapping[str, Reached]) -> dict[str, Standing]:
    """The standing by scenario id; scenarios never played are not in it."""
    return {
        scenario_id: Standing(
            one.calls,
            one.best,
            one.passed_calls > 0,
            stars_of(one.best_passed, passed=one.passed_calls > 0),
        )
        for scenario_id, one in reached.items()
    }


def next_up(
    files: Sequence[ScenarioFile], reached: Mapping[str, Standing], after: str | None = None
) -> ScenarioFile | None:
    """What to play next: the first one never played, else the one with the lowest score.

    `files` are by level. `after` was just played: it comes next only if nothing else can.
    """
    others = [file for file in files if file.listing.id != after] or list(files)
    unseen = [file for file in others if file.listing.id not in reached]
    if unseen:
        return min(unseen, key=_easiest_first)
    return min(others, key=lambda f: reached[f.listing.id].best or 0.0, default=None)


def _easiest_first(file: ScenarioFile) -> tuple[int, int, int]:
    """Levels, then kinds of line, then one plain cue before several, or before an odd greeting."""
    listing = file.listing
    return listing.level, TYPE_ORDER[listing.type], len(listing.cues) + (not listing.is_plain)
