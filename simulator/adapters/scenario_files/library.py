"""All scenarios, voices and rubrics at hand: the shipped ones, those of packs, and any others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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
from simulator.scenario.problem import Problem, ProblemsFound, did_you_mean, listed
from simulator.scenario.voice import VoiceProfile

if TYPE_CHECKING:
    from simulator.grading.rubric import Rubric


@dataclass(slots=True)
class _Shelf:
    """What has been read."""

    scenarios: dict[str, ScenarioFile] = field(default_factory=dict)
    voices: dict[str, VoiceProfile] = field(default_factory=dict)
    rubrics: dict[str, Rubric] = field(default_factory=dict)
    failed: dict[Path, ProblemsFound] = field(default_factory=dict)
    unlisted: list[str] = field(default_factory=list)


class ScenarioFiles(Library):
    """The shipped scenarios and voices, then those of more folders, then those of packs.

    A voice of a later folder replaces one of the same id; a scenario does not, and nothing of a
    pack does. Files are read once, late. What is faulty in a pack is a problem; the rest is played.
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
        self._read: _Shelf | None = None

    @override
    def scenarios(self) -> Sequence[ScenarioFile]:
        found = self._shelf().scenarios.values()
        return sorted(found, key=lambda f: (f.scenario.level, f.scenario.title.casefold()))

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
        raise UnknownScenario(
            f"There is no scenario `{name}`{near}. Choose {listed(known) or 'a YAML file'}."
        )

    def _from_file(self, path: Path) -> ScenarioFile:
        try:
            return load_scenario(path, self.voices())
        except ScenarioError as error:
            raise UnknownScenario(_unplayable(path, error)) from None

    def _shelf(self) -> _Shelf:
        if self._read is None:
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
        taken: dict[str, str] = {}
        own = [(path, None) for path in _all_files(self._scenario_folders, shelf)]
        packed = [(p, p.parent.parent.name) for p in _of_packs(self._packs, "scenarios", shelf)]
        for path, pack in (*own, *packed):
            with _failing(shelf, path):
                found = load_scenario(path, shelf.voices, taken)
                shelf.scenarios[found.scenario.id] = replace(found, pack=pack)
                taken[found.scenario.id] = str(path)
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
            found += yaml_files(folder)
        except OSError as error:
            shelf.unlisted.append(f"The folder {folder} cannot be used: {error.strerror}.")
    return found


def _summary(path: Path, error: ProblemsFound) -> str:
    first, *others = error.problems
    more = f" ({len(others)} more: `rolecall check {path}` shows all)" if others else ""
    return f"{first}{more}"


def _unplayable(path: Path, error: ProblemsFound) -> str:
    problems = "\n".join(str(p) for p in error.problems)
    return f"The scenario in {path} cannot be played until this is corrected:\n{problems}"
