"""What comes next for the rep, and in which words each call is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.tui.standing import Standing, next_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.ports import ScenarioFile
    from simulator.practice.next_call import Drawn
    from simulator.session.practising import Coming


@dataclass(frozen=True, slots=True)
class NextForYou:
    """The calls there are, how far the rep is with each, and what practice proposes.

    `coming` is None while nothing is known. Where practice proposes nothing, it is the first call
    never played, or the one with the lowest score.
    """

    files: Sequence[ScenarioFile] = ()
    reached: Mapping[str, Standing] = field(default_factory=dict)
    coming: Coming | None = None

    def file(self, after: str | None = None) -> ScenarioFile | None:
        """What to play next, when `after` was just played."""
        drawn = self._drawn
        if drawn is not None and drawn.scenario != after:
            found = next((f for f in self.files if f.listing.id == drawn.scenario), None)
            if found is not None:
                return found
        return next_up(self.files, self.reached, after)

    def among(self, shown: Sequence[ScenarioFile]) -> ScenarioFile | None:
        """What to play next of those that are shown."""
        file = self.file()
        return file if any(file is one for one in shown) else next_up(shown, self.reached)

    def varied(self, file: ScenarioFile) -> ScenarioFile:
        """A call in the words that are next, or in others than the last time: no echo."""
        drawn = self._drawn
        if drawn is not None and drawn.scenario == file.listing.id:
            return file.as_variant(drawn.variant)
        return file.as_variant(self.reached.get(file.listing.id, Standing()).tries)

    def seed(self, file: ScenarioFile) -> int | None:
        """The number by which a call was drawn, if it was."""
        drawn, coming = self._drawn, self.coming
        is_drawn = drawn is not None and drawn.scenario == file.listing.id
        return coming.seed if is_drawn and coming is not None else None

    def reason(self, file: ScenarioFile) -> str:
        """Why a call is next, as it may be told before; "" where practice does not propose it."""
        drawn = self._drawn
        if drawn is None or drawn.scenario != file.listing.id:
            return ""
        return drawn.reason_before

    def reached_in_words(self, attempts: int) -> str:
        """How many calls were passed, and how many were made."""
        from simulator.wording import counted

        passed = sum(standing.passed for standing in self.reached.values())
        words = f"{passed} of {counted(len(self.files), 'call')} passed"
        return f"{words} · {counted(attempts, 'attempt')}" if attempts else words

    @property
    def _drawn(self) -> Drawn | None:
        return None if self.coming is None else self.coming.drawn
