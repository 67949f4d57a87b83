"""What the first screen reads in a thread: the calls, and how far the rep has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from simulator.tui.overview import MOST_CALLS, BaselineState, Sum, overview

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from simulator.ports import Reached, ScenarioFile
    from simulator.session.desk import Desk
    from simulator.session.practising import Coming
    from simulator.session.recovery import Unfinished

Read = TypeVar("Read")
EXAM_WAITS = "All that leads to it is mastered: the exam is open. {Way} shows your way."
INBOX_WAITS = "A message of yours waits in your inbox: press {inbox}."


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the rep has come, by scenario id, and the sums of the last calls.

    `inbox_waits`: a message of the rep's own can be heard that was never heard before. `coming` is
    what practice proposes, where that is known.
    """

    reached: Mapping[str, Reached]
    sums: tuple[Sum, ...]
    inbox_waits: bool = False
    coming: Coming | None = None

    @property
    def waits(self) -> str:
        """A sentence on what waits besides the next call, with keys to be filled in, or ""."""
        if self.coming is not None and self.coming.way.open_exam is not None:
            return EXAM_WAITS
        return INBOX_WAITS if self.inbox_waits else ""

    @property
    def attempts(self) -> int:
        """How many calls are kept."""
        return sum(one.calls for one in self.reached.values())


@dataclass(frozen=True, slots=True)
class Shelf:
    """The calls, calls that were cut off, and sentences on files that cannot be played.

    `trouble` are sentences on what could not be read at all.
    """

    files: tuple[ScenarioFile, ...]
    progress: Progress
    left_behind: tuple[Unfinished, ...]
    problems: Sequence[str]
    trouble: Sequence[str]


def read_shelf(desk: Desk) -> Shelf:
    """Read everything. Blocks."""
    library, trouble = desk.ports.library, list[str]()
    return Shelf(
        tuple(library.scenarios()),
        read_progress(desk, trouble) or Progress({}, overview((), baseline_state(desk))),
        _tried(desk.unfinished, (), trouble),
        library.problems(),
        tuple(dict.fromkeys(trouble)),
    )


def read_progress(desk: Desk, trouble: list[str]) -> Progress | None:
    """Read how far the rep has come; None, and why, where it cannot be read. Blocks."""
    from simulator.session.inbox import message_waits

    def read() -> Progress:
        records = desk.ports.records
        reached, last = records.reached(), records.latest(MOST_CALLS)
        scorecards = records.scorecards([attempt.id for attempt in last])
        are_all = len(last) == sum(one.calls for one in reached.values())
        sums = overview(scorecards, baseline_state(desk), are_all=are_all)
        return Progress(reached, sums, message_waits(desk), desk.practice.coming())

    return _tried(read, None, trouble)


def baseline_state(desk: Desk) -> BaselineState:
    """Whether energy can be measured."""
    if desk.ports.microphone is None:
        return "no_microphone"
    return "missing" if desk.baselines.kept() is None else "recorded"


def _tried(read: Callable[[], Read], otherwise: Read, trouble: list[str]) -> Read:
    """What is read; where it cannot be (another Rolecall is writing), why, and `otherwise`."""
    from simulator.ports import PortError

    try:
        return read()
    except PortError as error:
        trouble.append(str(error))
    except OSError as error:
        trouble.append(f"{error.filename or 'A file'} cannot be read ({error.strerror or error}).")
    return otherwise
