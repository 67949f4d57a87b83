"""Scenarios and voices from folders of YAML files: the shipped ones, and any others given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final, NoReturn

from typing_extensions import override

import simulator
from simulator.ports import Library, ScenarioFile, UnknownScenario
from simulator.scenario.marked_yaml import MAX_BYTES
from simulator.scenario.marks import mark_after
from simulator.scenario.parse import ScenarioError, parse_variants, parse_voice
from simulator.scenario.problem import Problem, did_you_mean
from simulator.scenario.rules import Surroundings
from simulator.scenario.voice import VoiceProfile
from simulator.sound.greeting_file import BadGreeting, seconds_of

ENDINGS: Final = (".yaml", ".yml")


def shipped_folder(name: str) -> Path:
    """Where the shipped `scenarios` or `voices` lie: in the wheel, or at a checkout's top."""
    package = Path(simulator.__file__).resolve().parent
    in_wheel = package / "_shipped" / name
    return in_wheel if in_wheel.is_dir() else package.parent / name


def schema_file() -> Path:
    """Where the JSON Schema of scenario files lies: in the wheel, or in a checkout's documents."""
    package = Path(simulator.__file__).resolve().parent
    in_wheel = package / "_shipped" / "scenario.schema.json"
    return in_wheel if in_wheel.is_file() else package.parent / "docs" / in_wheel.name


def yaml_files(folder: Path) -> list[Path]:
    """What a folder holds by the name of a YAML file, sorted; hidden files are left out.

    Raises:
        OSError: the folder is missing or cannot be listed.
    """
    found = (p for p in folder.iterdir() if p.suffix.lower() in ENDINGS)
    return sorted(p for p in found if not p.name.startswith("."))


def read_bytes(path: Path) -> bytes:
    """A YAML file's bytes, after a look at what and how large it is.

    Raises:
        ScenarioError: it is missing, not a file, too large, unreadable, or a link that leads out
            of its folder.
    """
    try:
        if not path.resolve(strict=True).is_relative_to(path.parent.resolve()):
            _refuse(path, "this link leads out of its folder; put a copy of the file here")
        if not path.is_file():
            _refuse(path, "this is not a file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            _refuse(path, f"the file has {size:,} bytes; at most {MAX_BYTES:,} are allowed")
        return path.read_bytes()
    except FileNotFoundError:
        _refuse(path, "there is no such file")
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        reason = getattr(error, "strerror", None) or "the link leads to itself"
        _refuse(path, f"the file cannot be read: {reason}")


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        mark = mark_after(data[: error.start].decode("utf-8"))
        message = "this is not UTF-8 text; save the file as UTF-8"
        raise ScenarioError([Problem(str(path), mark.line, mark.column, "", message)]) from None


def _refuse(path: Path, message: str) -> NoReturn:
    raise ScenarioError([Problem(str(path), 1, 1, "", message)]) from None


def read_text(path: Path) -> str:
    """A YAML file's text.

    Raises:
        ScenarioError: as `read_bytes`, or it is not UTF-8.
    """
    return _text(path, read_bytes(path))


def load_voice(path: Path) -> VoiceProfile:
    """Read one voice file.

    Raises:
        ScenarioError: with all that is wrong.
    """
    return parse_voice(read_text(path), str(path))


def load_scenario(
    path: Path, voices: Iterable[str] | None, taken: Mapping[str, str] | None = None
) -> ScenarioFile:
    """Read one scenario file and look at the recordings beside it.

    `voices` are the ids at hand (None: not checked), `taken` the ids of other scenarios with the
    names of their files.

    Raises:
        ScenarioError: with all that is wrong.
    """
    data = read_bytes(path)
    folder = path.parent.resolve()
    around = Surroundings(
        voices=None if voices is None else frozenset(voices),
        seconds_of=lambda name: greeting_seconds(folder, name),
        taken=taken or {},
    )
    variants = parse_variants(_text(path, data), str(path), around)
    return ScenarioFile(variants[0], sha256(data).hexdigest(), folder, variants=variants)


def greeting_seconds(folder: Path, name: str) -> float | str:
    """How long a sound file in a scenario's folder lasts, or why it cannot be played."""
    path = folder / name
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            return f"`{name}` is a link that leads out of the scenario's folder; put a copy there"
        if not path.is_file():
            return f"`{name}` is not a file"
        with path.open("rb") as sound:
            return seconds_of(sound, path.stat().st_size)
    except FileNotFoundError:
        return f"there is no file `{name}` beside the scenario"
    except (OSError, RuntimeError, ValueError) as error:
        return f"`{name}` {error}" if isinstance(error, BadGreeting) else f"`{name}` cannot be read"


@dataclass(slots=True)
class _Shelf:
    """What has been read."""

    files: dict[Path, ScenarioFile] = field(default_factory=dict)
    voices: dict[str, VoiceProfile] = field(default_factory=dict)
    failed: dict[Path, ScenarioError] = field(default_factory=dict)
    unlisted: list[str] = field(default_factory=list)

    @property
    def scenarios(self) -> dict[str, ScenarioFile]:
        """The scenarios by id."""
        return {file.scenario.id: file for file in self.files.values()}

    def read(self, path: Path) -> None:
        """Take in a scenario's file; what was known of it stays where it is not right now."""
        before = self.files.pop(path, None)
        taken = {file.scenario.id: str(other) for other, file in self.files.items()}
        self.failed.pop(path, None)
        try:
            self.files[path] = load_scenario(path, self.voices, taken)
        except ScenarioError as error:
            self.failed[path] = error
            if before is not None and before.scenario.id not in taken:
                self.files[path] = before


class ScenarioFiles(Library):
    """The shipped scenarios and voices, then those of more folders. Files are read once, late.

    A voice of a later folder replaces one of the same id; a scenario does not. A scenario's file
    may stand for a folder with nothing else in it. What lies in folders that are not the shipped
    ones is read again, when asked for, once it has changed.
    """

    def __init__(
        self, scenario_folders: Sequence[Path] = (), voice_folders: Sequence[Path] = ()
    ) -> None:
        self._scenario_folders = (shipped_folder("scenarios"), *scenario_folders)
        self._voice_folders = (shipped_folder("voices"), *voice_folders)
        self._given = tuple(scenario_folders)
        self._read: _Shelf | None = None
        self._seen: dict[Path, tuple[int, int]] = {}

    @override
    def scenarios(self) -> Sequence[ScenarioFile]:
        found = self._shelf().scenarios.values()
        return sorted(found, key=lambda f: (f.scenario.level, f.scenario.title.casefold()))

    @property
    @override
    def may_change(self) -> bool:
        return bool(self._given)

    @override
    def reread(self) -> bool:
        shelf, seen = self._shelf(), self._seen
        self._seen = _stamps(self._given)
        if self._seen == seen:
            return False
        for path in seen:
            if path not in self._seen:
                shelf.files.pop(path, None)
                shelf.failed.pop(path, None)
        for path, stamp in self._seen.items():
            # What another file stood in the way of may be right now.
            if stamp != seen.get(path) or path in shelf.failed:
                shelf.read(path)
        return True

    @override
    def problems(self) -> Sequence[str]:
        shelf = self._shelf()
        return [*shelf.unlisted, *(_summary(p, e) for p, e in shelf.failed.items())]

    def voices(self) -> Mapping[str, VoiceProfile]:
        """All voices by id."""
        return self._shelf().voices

    @override
    def scenario(self, name: str) -> ScenarioFile:
        """The scenario with an id, or the one in a YAML file whose path is given.

        Raises:
            UnknownScenario: there is none, with the nearest names, or its file is not right.
        """
        shelf = self._shelf()
        if name in shelf.scenarios:
            return shelf.scenarios[name]
        if Path(name).suffix.lower() in ENDINGS:
            return self._from_file(Path(name))
        for path, error in shelf.failed.items():
            if path.stem == name:
                raise UnknownScenario(_unplayable(path, error))
        known = sorted(shelf.scenarios)
        near = did_you_mean(name, known)
        there_are = f"`rolecall list` names the {len(known)} there are"
        raise UnknownScenario(f"There is no scenario `{name}`{near}. {there_are}.")

    def _from_file(self, path: Path) -> ScenarioFile:
        try:
            return load_scenario(path, self.voices())
        except ScenarioError as error:
            raise UnknownScenario(_unplayable(path, error)) from None

    def _shelf(self) -> _Shelf:
        if self._read is None:
            self._seen = _stamps(self._given)  # before: what changes meanwhile is read again
            self._read = self._fill(_Shelf())
        return self._read

    def _fill(self, shelf: _Shelf) -> _Shelf:
        for path in _all_files(self._voice_folders, shelf):
            try:
                voice = load_voice(path)
                shelf.voices[voice.id] = voice
            except ScenarioError as error:
                shelf.failed[path] = error
        for path in _all_files(self._scenario_folders, shelf):
            shelf.read(path)
        return shelf


def _all_files(folders: Iterable[Path], shelf: _Shelf) -> list[Path]:
    found: list[Path] = []
    for folder in folders:
        try:
            found += [folder] if folder.is_file() else yaml_files(folder)
        except OSError as error:
            shelf.unlisted.append(f"The folder {folder} cannot be used: {error.strerror}.")
    return found


def _stamps(folders: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """When each file was written last, and its size: one that changes has another stamp."""
    found: dict[Path, tuple[int, int]] = {}
    for path in _all_files(folders, _Shelf()):
        with suppress(OSError):  # it went away in between
            status = path.stat()
            found[path] = status.st_mtime_ns, status.st_size
    return found


def _summary(path: Path, error: ScenarioError) -> str:
    first, *others = error.problems
    more = f" ({len(others)} more: `rolecall check {path}` shows all)" if others else ""
    return f"{first}{more}"


def _unplayable(path: Path, error: ScenarioError) -> str:
    problems = "\n".join(str(p) for p in error.problems)
    return f"The scenario in {path} cannot be played until this is corrected:\n{problems}"
