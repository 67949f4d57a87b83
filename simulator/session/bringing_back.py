"""Results that were lost, brought back: from a damaged database, and from folders of calls.

What a database says comes first: it has the rep's corrections and answers. A call of which only the
folder is left is graded anew, from its journal and its recordings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from simulator.call.events import Recorded
from simulator.ports import Attempt, PortError, Records
from simulator.practice.evidence import Evidence
from simulator.practice.inbox import Hearing
from simulator.practice.number_written import NumberWritten
from simulator.practice.series import Series
from simulator.session.recovery import LeftBehind, Unfinished, described

if TYPE_CHECKING:
    from simulator.session.desk import Desk


@dataclass(slots=True)
class BroughtBack:
    """What came back; `troubles` are sentences on what did not.

    `from_files` are the ids of calls out of damaged databases, `from_folders` of those that were
    graded anew. `were_here` counts calls that were kept already.
    """

    from_files: list[str] = field(default_factory=list)
    from_folders: list[str] = field(default_factory=list)
    were_here: int = 0
    troubles: list[str] = field(default_factory=list)


class DamagedRecords(Protocol):
    """What can still be read of records that were lost."""

    def attempts(self) -> Iterable[Attempt]:
        """The calls."""

    def numbers(self) -> Iterable[NumberWritten]:
        """The numbers that were written down."""

    def hearings(self) -> Iterable[Hearing]:
        """The messages that were heard in an inbox."""

    def runs(self) -> Iterable[Series]:
        """The runs of drills and exams."""

    def shown(self) -> Iterable[Evidence]:
        """What drills showed."""


def bring_back_rows(records: Records, damaged: DamagedRecords, into: BroughtBack) -> None:
    """Keep again what damaged records still say; nothing that is kept now is changed.

    Raises:
        PortError: the results cannot be read.
    """
    kept = {one.id for one in records.attempts()}
    for attempt in damaged.attempts():
        if attempt.id in kept:
            into.were_here += 1
        elif _kept(partial(records.finish, attempt), into):
            kept.add(attempt.id)
            into.from_files.append(attempt.id)
    for number in damaged.numbers():
        if number.attempt_id in kept and records.number_written(number.attempt_id) is None:
            _kept(partial(records.keep_number, number), into)
    heard = {(one.inbox_id, one.place) for one in records.hearings()}
    for hearing in damaged.hearings():
        of = hearing.message.attempt_id
        if (of is None or of in kept) and (hearing.inbox_id, hearing.place) not in heard:
            _kept(partial(records.keep_hearing, hearing), into)
    _bring_back_drills(records, damaged, into)


def _bring_back_drills(records: Records, damaged: DamagedRecords, into: BroughtBack) -> None:
    runs = {one.id for one in records.all_series()}
    for run in damaged.runs():
        if run.id not in runs:
            _kept(partial(records.keep_series, run), into)
    shown = {one.attempt for one in records.evidence()}
    for one in damaged.shown():
        if one.attempt not in shown:
            _kept(partial(records.keep_evidence, one), into)


def bring_back_folders(desk: Desk, folders: Sequence[Path], into: BroughtBack) -> None:
    """Grade anew the calls of which only the folder is left. Blocks."""
    for folder in folders:
        found = described(folder)
        try:
            _hold_to_recordings(found)
            into.from_folders.append(desk.recover(found).id)
        except PortError as error:
            into.troubles.append(str(error))


def _hold_to_recordings(found: Unfinished) -> None:
    """Raises: PortError: what was said in the call is gone, so a grade would be wrong."""
    left = found.left
    missing = [] if left is None else _takes_missing(left)
    if missing:
        raise PortError(
            f"The call in {found.folder} cannot be brought back: its recording "
            f"{', '.join(missing)} is gone."
        )


def _takes_missing(left: LeftBehind) -> list[str]:
    named = [e.take for e in left.events if isinstance(e, Recorded) and e.speech_seconds > 0]
    return [take for take in named if take not in left.takes and take not in left.typed]


def _kept(keep: Callable[[], None], into: BroughtBack) -> bool:
    try:
        keep()
    except PortError as error:
        into.troubles.append(str(error))
        return False
    return True
