"""Scenarios that were right when they were last read, kept so that opening the app is quick.

Each folder of scenarios has one file here: a line that says by what it was made, and a line for
each scenario. All of it may be deleted at any time. Nothing in it is believed that does not fit
what lies on disk:

- another version of the program, other voices, another owner, or one byte that has changed, and
  the whole file is left out of account;
- a scenario's file that has another size, or was written, moved or replaced since, is read again.

A file that was written less than two seconds before it was read is not kept: within one tick of
a file system's clock it could change and look the same. Nor is a link, nor what brings recordings.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, overload

import pydantic
from typing_extensions import override

import simulator.scenario
from simulator.ports import Listing, ScenarioFile
from simulator.scenario.model import RecordedGreeting, Scenario

FORMAT: Final = 2
MOST_BYTES: Final = 200_000_000
MOST_FOLDERS: Final = 40
"""Of so many folders scenarios are kept; those that were not used for the longest go first."""
SETTLED_NANOSECONDS: Final = 2_000_000_000
_BETWEEN: Final = b"\t"
"""Between the parts of a line: JSON as it is written here has no tabs."""

Stamp = list[int]


class KeptVariants(Sequence[Scenario]):
    """The variants of a scenario, each made of its JSON when it is asked for."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        self._texts = texts

    @overload
    def __getitem__(self, at: int) -> Scenario: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Scenario, ...]: ...
    @override
    def __getitem__(self, at: int | slice) -> Scenario | tuple[Scenario, ...]:
        if isinstance(at, slice):
            return tuple(Scenario.model_validate_json(text) for text in self._texts[at])
        return Scenario.model_validate_json(self._texts[at])

    @override
    def __len__(self) -> int:
        return len(self._texts)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class _Kept:
    """One scenario's line, and what stands at its beginning of the scenario's file."""

    stamp: Stamp
    sha256: str
    listing: Listing
    line: bytes

    @property
    def variants(self) -> KeptVariants:
        """The rest of the line."""
        return KeptVariants(self.line.split(_BETWEEN)[1:])

    def scenario(self) -> Scenario:
        """The first variant."""
        return self.variants[0]


def _kept(name: str, stamp: Stamp, file: ScenarioFile) -> _Kept:
    head = json.dumps([name, stamp, file.sha256, *astuple(file.listing)]).encode()
    texts = [variant.model_dump_json().encode() for variant in file.variants]
    return _Kept(stamp, file.sha256, file.listing, _BETWEEN.join([head, *texts]))


@dataclass(slots=True)
class _Folder:
    """One folder of scenarios: what is kept of it, and what is known now, by the files' names."""

    resolved: Path
    kept_in: Path
    before: dict[str, _Kept]
    now: dict[str, _Kept]


class KeptScenarios:
    """A folder of kept scenarios. Not for use by two threads at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made_by = b""
        self._folders: dict[str, _Folder] = {}

    def begin(self, voices: Collection[str]) -> None:
        """From now on, ask for scenarios that were checked with these voices."""
        self._made_by = _hash(json.dumps([FORMAT, _program(), sorted(voices)]).encode())
        self._folders = {}

    def recall(self, path: Path) -> ScenarioFile | None:
        """The scenario of a file that has not changed since it was kept."""
        folder = self._of(path)
        kept = folder.before.get(path.name)
        if kept is None or kept.stamp != _stamp(path):
            return None
        folder.now[path.name] = kept
        return ScenarioFile(kept, kept.sha256, folder.resolved, variants=kept.variants)

    def stamp(self, path: Path) -> Stamp | None:
        """By what a change will be seen, to be given to `keep`; None for what changes just now."""
        found = _stamp(path)
        settled = time.time_ns() - SETTLED_NANOSECONDS
        return found if found is not None and max(found[1:3]) < settled else None

    def keep(self, path: Path, stamp: Stamp | None, file: ScenarioFile) -> None:
        """Keep a scenario that was read and found to be right."""
        lines = file.scenario.lines.values()
        if stamp is None or any(isinstance(line.greeting, RecordedGreeting) for line in lines):
            return
        self._of(path).now[path.name] = _kept(path.name, stamp, file)

    def end(self) -> None:
        """Write what is known now, where it is other than before. What cannot be written is not."""
        for folder in self._folders.values():
            with suppress(OSError):
                if folder.now != folder.before:
                    _write(folder.kept_in, self._made_by, folder.now.values())
                else:
                    os.utime(folder.kept_in)  # so that it is not among the oldest
        self._folders = {}

    def _of(self, path: Path) -> _Folder:
        name = os.path.dirname(path)  # noqa: PTH120 - thousands of paths: this is the quick way
        if name not in self._folders:
            resolved = path.parent.resolve()
            kept_in = self._folder / _hash(os.fsencode(resolved)).decode()
            before = _read(kept_in, self._made_by)
            self._folders[name] = _Folder(resolved, kept_in, before, {})
        return self._folders[name]


def _stamp(path: Path) -> Stamp | None:
    """Size, times of writing and of any change, and number of a plain file; None for others."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _read(path: Path, made_by: bytes) -> dict[str, _Kept]:
    """What a file of ours holds; nothing where it is missing, damaged, or somebody else's."""
    with suppress(OSError, ValueError, TypeError):
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            is_ours = not hasattr(os, "getuid") or about.st_uid == os.getuid()
            if not is_ours or about.st_size > MOST_BYTES:
                return {}
            head, _, body = file.read().partition(b"\n")
        if head == _head(made_by, body):
            return dict(_lines(body))
    return {}


def _lines(body: bytes) -> Iterator[tuple[str, _Kept]]:
    for line in body.splitlines():
        name, stamp, sha256, *listing = json.loads(line.partition(_BETWEEN)[0])
        yield name, _Kept(stamp, sha256, _listing(*listing), line)


def _listing(*values: Any) -> Listing:
    listing = Listing(*values)
    return replace(listing, cues=tuple(listing.cues))


def _head(made_by: bytes, body: bytes) -> bytes:
    """The first line: what has made the file, and that nothing in it has changed since."""
    return b"rolecall scenarios " + made_by + b" " + _hash(body)


def _write(path: Path, made_by: bytes, kept: Collection[_Kept]) -> None:
    """Write a file, whole or not at all, so that only its owner can read it."""
    body = b"".join(one.line + b"\n" for one in kept)
    if len(body) > MOST_BYTES:
        return
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=".", dir=path.parent)  # which only its owner can read
    try:
        with os.fdopen(number, "wb") as file:
            file.write(_head(made_by, body) + b"\n" + body)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
    _forget_the_oldest(path.parent)


def _forget_the_oldest(folder: Path) -> None:
    """Leave the newest files in the folder, and nothing that was not finished."""
    by_age = sorted(folder.iterdir(), key=lambda p: p.lstat().st_mtime_ns, reverse=True)
    for path in by_age[MOST_FOLDERS:]:
        path.unlink(missing_ok=True)


@cache
def _program() -> Any:
    """The versions of all that decides what a scenario is, this program's own parts included."""
    own = Path(simulator.scenario.__file__).parent
    parts = [*sorted(own.glob("*.py")), own.parent / "sound" / "greeting_file.py"]
    found = [(part.name, part.stat()) for part in parts]
    files = [(name, about.st_size, about.st_mtime_ns) for name, about in found]
    return [files, pydantic.VERSION, sys.version]


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=20).hexdigest().encode()
