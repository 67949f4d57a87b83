"""What a rep wants to be forgotten: one call, all that can be heard, or everything of theirs.

Other people of this machine, packs, and scenario files are never touched.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.ports import PortError
from simulator.session.attempt_folders import TAKE_PATTERN, is_held
from simulator.session.drilling.parts import FOLDER
from simulator.session.examining.cut_off import (
    KEPT_BACK,
    exams_under_way,
    is_in_exam_under_way,
)

if TYPE_CHECKING:
    from simulator.session.desk import Desk

FAR_FUTURE: Final = "9999"
EXAM_KEEPS: Final = (
    "The recordings of the exam that is under way stay: they are sealed with it at its end."
)


@dataclass(frozen=True, slots=True)
class Traces:
    """What there is to forget. `bytes_of_sound` counts the recordings of finished calls on disk.

    `unfinished` are calls that were cut off; those that another Rolecall has in its hands are not
    among them.
    """

    calls: int
    with_sound: Sequence[str]
    bytes_of_sound: int
    unfinished: Sequence[Path]
    has_baseline: bool


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased, and a sentence for each thing that could not be.

    `calls` is None where all went and nobody could count them.
    """

    calls: int | None = 0
    recordings: int = 0
    troubles: tuple[str, ...] = field(default=())


def traces(desk: Desk) -> Traces:
    """What this person has left here.

    Raises:
        PortError: the results cannot be read.
    """
    records = desk.ports.records
    unfinished = tuple(records.unfinished())
    finished = (folder for folder in _folders(desk) if folder not in unfinished)
    sound = [file for folder in finished for file in folder.glob(TAKE_PATTERN)]
    return Traces(
        calls=sum(one.calls for one in records.reached().values()),
        with_sound=tuple(sorted({file.parent.name for file in sound})),
        bytes_of_sound=sum(file.stat().st_size for file in sound),
        unfinished=unfinished,
        has_baseline=desk.places.baselines.exists(),
    )


def forget_call(desk: Desk, attempt_id: str) -> Forgotten:
    """Erase one call with all that belongs to it."""
    attempt = desk.ports.records.attempt(attempt_id)
    if attempt is not None and is_in_exam_under_way(desk.ports.records, attempt):
        return Forgotten(troubles=(KEPT_BACK.format(id=attempt.id),))
    recordings = len(desk.ports.records.takes(attempt_id))
    try:
        desk.ports.records.erase(attempt_id)
    except PortError as error:
        return Forgotten(troubles=(str(error),))
    return Forgotten(calls=1, recordings=recordings)


def forget_sound(desk: Desk) -> Forgotten:
    """Erase every recording of finished calls; words and scores stay.

    Raises:
        PortError: the results cannot be read.
    """
    records, now = desk.ports.records, datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    kept = {one.id for one in records.attempts()}
    in_exams = {s.attempt for run in exams_under_way(records) for s in records.evidence(run)}
    troubles = [EXAM_KEEPS] if in_exams else list[str]()
    kept -= in_exams
    count = 0
    for folder in _folders(desk):
        if folder.name not in kept:
            continue  # cut off, or under way: the app offers the former
        files = len(list(folder.glob(TAKE_PATTERN)))
        try:
            records.erase_recordings(folder.name, now)
        except PortError as error:
            troubles.append(str(error))
        else:
            count += files
    for attempt_id in set(records.with_recordings(FAR_FUTURE)) - in_exams:
        if not any((desk.places.attempts / attempt_id).glob(TAKE_PATTERN)):
            records.erase_recordings(attempt_id, now)  # they were gone already: now it is noted
    return Forgotten(recordings=count, troubles=tuple(troubles))


def forget_everything(desk: Desk) -> Forgotten:
    """Erase all calls, baselines, settings and the profile of this person."""
    calls, recordings = _counted(desk)
    troubles = list(desk.ports.records.erase_everything())
    # Also a database that this Rolecall cannot read: it is the rep's all the same.
    results = desk.places.database
    beside = sorted(results.parent.glob(f"{results.name}*"))
    said_in_drills = desk.places.data / FOLDER
    for path in (*beside, desk.places.baselines, desk.places.preferences, said_in_drills):
        troubles += _erased(path)
    if desk.profile is not None:
        try:
            desk.people.remove(desk.profile.id)
        except PortError as error:
            troubles.append(str(error))
        if desk.profile.folder and not troubles:
            troubles += _erased(desk.places.data)
    return Forgotten(calls, recordings, tuple(troubles))


def _counted(desk: Desk) -> tuple[int, int]:
    """Calls and recordings, as far as they can be counted."""
    recordings = sum(len(list(folder.glob(TAKE_PATTERN))) for folder in _folders(desk))
    try:
        return sum(one.calls for one in desk.ports.records.reached().values()), recordings
    except PortError:
        return 0, recordings


def _folders(desk: Desk) -> Iterator[Path]:
    """The folders of calls that nobody has under way."""
    root = desk.places.attempts
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.is_dir() and not folder.is_symlink() and not is_held(folder):
            yield folder


def _erased(path: Path) -> list[str]:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        return [f"{path} could not be erased ({error.strerror or error})."]
    return []
