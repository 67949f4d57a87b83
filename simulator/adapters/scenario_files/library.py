"""All scenarios, voices and rubrics at hand: the shipped ones, those of packs, and any others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from simulator.adapters.scenario_files.reading import (
    ENDINGS,
    load_rubric_file,
    load_scenario,
    load_voice,
    shipped_folder,
    shipped_rubrics,
    yaml_files,
)
from simulator.ports import Library, ScenarioFile, UnknownScenario
from simulator.scenario.parse import ScenarioError
from simulator.scenario.problem import Problem, ProblemsFound, did_you_mean
from simulator.scenario.voice import VoiceProfile

if TYPE_CHECKING:
    from simulator.grading.rubric import Rubric


@dataclass(slots=True)
class _Shelf:
    """What has been read."""

    files: dict[Path, ScenarioFile] = field(default_factory=dict)
    voices: dict[str, VoiceProfile] = field(default_factory=dict)
    rubrics: dict[str, Rubric] = field(default_factory=dict)
    failed: dict[Path, ProblemsFound] = field(default_factory=dict)
    unlisted: list[str] = field(default_factory=list)

    @property
    def scenarios(self) -> dict[str, ScenarioFile]:
        """The scenarios by id."""
        return {file.scenario.id: file for file in self.files.values()}

    def read(self, path: Path, pack: str | None = None) -> None:
        """Take in a scenario's file; what was known of it stays where it is not right now."""
        before = self.files.pop(path, None)
        taken = {file.scenario.id: str(other) for other, file in self.files.items()}
        self.failed.pop(path, None)
        try:
            self.files[path] = replace(load_scenario(path, self.voices, taken), pack=pack)
        except ScenarioError as error:
            self.failed[path] = error
            if before is not None and before.scenario.id not in taken:
                self.files[path] = before


class ScenarioFiles(Library):
    """The shipped scenarios and voices, then those of more folders, then those of packs.

    Files are read once, late. A voice of a later folder replaces one of the same id; a scenario
    does not, and nothing of a pack does: what is faulty there is a problem, and the rest is played.
    A scenario's file may stand for a folder with nothing else in it. What lies in folders that are
    not the shipped ones is read again, when asked for, once it has changed.
    """

    def __init__(
        self,
        scenario_folders: Sequence[Path] = (),
        voice_folders: Sequence[Path] = (),
        packs: Sequence[Path] = (),
    ) -> None:
        self._scenario_folders = (shipped_folder("scenarios"), *scenario_folders)
        self._voice_folders = (shipped_folder("voices"), *voice_folders)
        self._packs = tuple(packs)
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
    def rubrics(self) -> Mapping[str, Rubric]:
        return self._shelf().rubrics

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
            with _failing(shelf, path):
                voice = load_voice(path)
                shelf.voices[voice.id] = voice
        for path in _of_packs(self._packs, "voices", shelf):
            with _failing(shelf, path):
                voice = load_voice(path)
                _refuse_taken(path, voice.id, shelf.voices, "voice")
                shelf.voices[voice.id] = voice
        for path in _all_files(self._scenario_folders, shelf):
            shelf.read(path)
        for path in _of_packs(self._packs, "scenarios", shelf):
            shelf.read(path, pack=path.parent.parent.name)
        for path in _of_packs(self._packs, "rubrics", shelf):
            with _failing(shelf, path):
                rubric = load_rubric_file(path)
                _refuse_taken(path, rubric.id, (*shipped_rubrics(), *shelf.rubrics), "rubric")
                shelf.rubrics[rubric.id] = rubric
        return shelf


@contextmanager
def _failing(shelf: _Shelf, path: Path) -> Iterator[None]:
    """What is wrong with a file is kept, and the next one is read."""
    try:
        yield
    except ProblemsFound as error:
        shelf.failed[path] = error


def _refuse_taken(path: Path, id_: str, taken: Collection[str], kind: str) -> None:
    if id_ in taken:
        message = f"there is a {kind} `{id_}` already; this one is not used"
        raise ProblemsFound([Problem(str(path), 1, 1, "id", message)])


def _of_packs(packs: Iterable[Path], kind: str, shelf: _Shelf) -> list[Path]:
    """The YAML files of one kind in all packs; a pack need not have any."""
    return _all_files((pack / kind for pack in packs if (pack / kind).is_dir()), shelf)


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


def _summary(path: Path, error: ProblemsFound) -> str:
    first, *others = error.problems
    more = f" ({len(others)} more: `rolecall check {path}` shows all)" if others else ""
    return f"{first}{more}"


def _unplayable(path: Path, error: ProblemsFound) -> str:
    problems = "\n".join(str(p) for p in error.problems)
    return f"The scenario in {path} cannot be played until this is corrected:\n{problems}"
