"""One run of a drill: what is next, what is done, and its clock.

A run is kept when it is dealt, and an item is done when its evidence is kept; so a run that was cut
off goes on where it really was. Where nothing can be kept, the run goes on all the same: what was
done is remembered here as long as the program runs, and the rep is told once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Final

from simulator.ports import PortError, ScenarioFile
from simulator.practice.dates import instant
from simulator.practice.done import Done
from simulator.practice.occasion import Occasion

if TYPE_CHECKING:
    from simulator.practice.evidence import Evidence
    from simulator.practice.sections import Summary
    from simulator.practice.series import Item, Series
    from simulator.session.desk import Desk
    from simulator.session.drilling.drills import Drill

LEFT_OUT = "“{title}” is left out: its file is gone, or has changed since this run was dealt."
NOT_KEPT = "{why} This run goes on; what you do now is counted, but it will not last."

FEWEST_TO_COMPARE: Final = 5


class NothingToDrill(PortError):
    """There is nothing to be dealt. Says why, for the rep."""


class Run:
    """A run under way. Methods that keep something block."""

    def __init__(
        self,
        desk: Desk,
        drill: Drill,
        series: Series,
        done: Sequence[Evidence] = (),
        now_seconds: Callable[[], float] = monotonic,
    ) -> None:
        """Paused; `done` is what was kept of it before."""
        self.desk = desk
        self.drill = drill
        self.series = series
        self._done = {one.place: one for one in done}
        self._now_seconds = now_seconds
        self._since: float | None = None
        self._told_trouble = False
        self._told_left_out: set[int] = set()

    @property
    def done(self) -> tuple[Evidence, ...]:
        """What was done, by place."""
        return tuple(self._done[place] for place in sorted(self._done))

    @property
    def number(self) -> int:
        """How many items there are, those that were left out not counted."""
        return len(self.series.items) - len(self._gone())

    @property
    def place(self) -> int | None:
        """The place of the next item; None where all are done."""
        files = self._files()
        return next((p for p in self._open() if self._file(p, files) is not None), None)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to do."""
        return self.place is None

    @property
    def spent_seconds(self) -> float:
        """The seconds on the clock, pauses left out."""
        running = 0.0 if self._since is None else max(0.0, self._now_seconds() - self._since)
        return self.series.spent_seconds + running

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands still."""
        return self._since is None

    def left_out(self) -> tuple[str, ...]:
        """A sentence for each item that cannot be played any more, told once."""
        gone = [place for place in self._gone() if place not in self._told_left_out]
        self._told_left_out.update(gone)
        titles = dict.fromkeys(self.series.items[place].scenario for place in gone)
        return tuple(LEFT_OUT.format(title=title) for title in titles)

    def go_on(self) -> None:
        """Let the clock run."""
        if self._since is None:
            self._since = self._now_seconds()

    def pause(self) -> str:
        """Stop the clock, and keep how far it is; what did not work, or ""."""
        self._stop_clock()
        return self._keep_series()

    def end(self) -> str:
        """The run is over, or was left and can be gone on with; what did not work, or ""."""
        self._stop_clock()
        if self.is_over and self.series.finished_at is None:
            self._finish()
        return self._keep_series()

    def add(self, evidence: Evidence, *, is_kept: bool = False) -> str:
        """An item is done: keep it, unless it is kept; what did not work, or ""."""
        self._done[evidence.place] = evidence
        running = self._since is not None
        self._stop_clock()
        if running:
            self.go_on()
        if not is_kept:
            try:
                self.desk.ports.records.keep_evidence(evidence)
            except PortError as error:
                return self._once(error)
        return self._keep_series()

    def file_at(self, place: int) -> ScenarioFile | None:
        """The scenario of an item in its variant; None where it is gone or is another one now."""
        return self._file(place, self._files())

    def fits(self, item: Item, file: ScenarioFile) -> bool:  # noqa: ARG002 - for those that look
        """Whether an item can be played with a file."""
        return True

    def occasion(self, place: int) -> Occasion:
        """The occasion of one item."""
        return Occasion(self.series.kind, self.series.id, place, seed=self.series.seed)

    def done_now(self, place: int) -> Done:
        """What an item that was just done is kept under."""
        return Done(new_id(self.desk), self.desk.practice.now(), self.occasion(place))

    def summary(self) -> Summary:
        """What came of it so far. Blocks."""
        raise NotImplementedError

    def before(self) -> tuple[Evidence, ...]:
        """What was done in the run before this one; nothing where there was none."""
        found = self.run_before()
        return () if found is None else found[1]

    def run_before(self) -> tuple[Series, tuple[Evidence, ...]] | None:
        """The run before this one, and what was done in it; None where there was none.

        One that was left after a few items says nothing, unless this one is as short.
        """
        fewest = max(1, min(FEWEST_TO_COMPARE, len(self._done)))
        records = self.desk.ports.records
        try:
            for other in records.all_series():
                if self._came_before(other):
                    found = tuple(records.evidence(other.id))
                    if len(found) >= fewest:
                        return other, found
        except PortError as error:
            self._once(error)
        return None

    def _came_before(self, other: Series) -> bool:
        mine = self.series
        is_alike = (other.kind, other.part) == (mine.kind, mine.part) and other.id != mine.id
        return is_alike and instant(other.started_at) <= instant(mine.started_at)

    def _open(self) -> tuple[int, ...]:
        return self.series.places_left(self._done.values())

    def _gone(self) -> list[int]:
        """The places still to be done that cannot be."""
        files = self._files()
        return [place for place in self._open() if self._file(place, files) is None]

    def _file(self, place: int, files: Mapping[str, ScenarioFile]) -> ScenarioFile | None:
        return self.file_of(self.series.items[place], files)

    def file_of(self, item: Item, files: Mapping[str, ScenarioFile]) -> ScenarioFile | None:
        """The scenario of an item among those at hand; None where it is gone or another one."""
        file = files.get(item.scenario)
        if file is None or item.variant >= file.shelved.variants:
            return None
        varied = file.as_variant(item.variant)
        return varied if self.fits(item, varied) else None

    def _files(self) -> Mapping[str, ScenarioFile]:
        return {file.listing.id: file for file in self.desk.ports.library.scenarios()}

    def _stop_clock(self) -> None:
        spent = self.spent_seconds
        self._since = None
        self.series = self.series.model_copy(update={"spent_seconds": spent})

    def _finish(self) -> None:
        now = self.desk.practice.now()
        self.series = self.series.model_copy(update={"finished_at": now})

    def _keep_series(self) -> str:
        try:
            self.desk.ports.records.keep_series(self.series)
        except PortError as error:
            return self._once(error)
        return ""

    def _once(self, error: PortError) -> str:
        """What did not work, told once: a database that is locked would be told of twenty times."""
        if self._told_trouble:
            return ""
        self._told_trouble = True
        return NOT_KEPT.format(why=error)


def new_id(desk: Desk) -> str:
    """An id, made as those of calls are: it begins with the moment."""
    return f"{desk.practice.clock():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
