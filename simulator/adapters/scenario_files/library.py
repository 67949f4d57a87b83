"""All scenarios, voices and rubrics at hand: the shipped ones, those of packs, and any others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from simulator.adapters.scenario_files.looking import Stamps, all_files, distinct, stamps
from simulator.adapters.scenario_files.reading import (
    ENDINGS,
    load_rubric_file,
    load_scenario,
    load_voice,
    shipped_folder,
    shipped_rubrics,
)
from simulator.adapters.scenario_files.shelf import Memory, Shelf
from simulator.ports import Library, ScenarioFile, UnknownScenario
from simulator.scenario.pack_paths import MANIFEST
from simulator.scenario.parse import ScenarioError
from simulator.scenario.problem import Problem, ProblemsFound, did_you_mean
from simulator.scenario.voice import VoiceProfile

if TYPE_CHECKING:
    from simulator.grading.rubric import Rubric

MOST_SCENARIOS: Final = 3000
"""So many files are read, the shipped ones first; a notice says so. They stay in memory."""


class ScenarioFiles(Library):
    """The shipped scenarios and voices, then those of more folders, then those of packs.

    Files are read once, late. A voice of a later folder replaces one of the same id; a scenario
    does not, and nothing of a pack does: what is faulty there is a problem, and the rest is played.
    A scenario's file may stand for a folder with nothing else in it; folders `scenarios` and
    `voices` in a folder of scenarios are read as well. Where a scenario, a sound or a voice in
    folders that are not the shipped ones has changed, all is read again when asked for. What the
    `memory` knows, if there is one, need not be read.
    """

    def __init__(
        self,
        scenario_folders: Sequence[Path] = (),
        voice_folders: Sequence[Path] = (),
        packs: Sequence[Path] = (),
        memory: Memory | None = None,
    ) -> None:
        self._given = tuple(scenario_folders)
        self._given_voices = tuple(voice_folders)
        self._packs = tuple(packs)
        self._memory = memory
        self._read: Shelf | None = None
        self._seen: Stamps = {}

    @override
    def scenarios(self) -> Sequence[ScenarioFile]:
        found = self._shelf().scenarios.values()
        return sorted(found, key=lambda f: (f.listing.level, f.listing.title.casefold()))

    @property
    @override
    def may_change(self) -> bool:
        return bool(self._given)

    @override
    def reread(self) -> bool:
        before, now = self._shelf(), self._stamps()
        if now == self._seen:
            return False
        shelf = self._fill(Shelf())  # whoever looks meanwhile sees all as it was
        shelf.keep_what_was_right(before)
        shelf.voices = before.with_voices(shelf.voices)
        self._read, self._seen = shelf, now
        return True

    @override
    def problems(self) -> Sequence[str]:
        shelf = self._shelf()
        return [*shelf.unlisted, *(_summary(p, e) for p, e in shelf.failed.items())]

    def voices(self) -> Mapping[str, VoiceProfile]:
        """All voices by id."""
        return self._shelf().voices

    def places(self) -> Mapping[str, Path]:
        """The files of the scenarios by id."""
        return self._shelf().owners

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

    def _shelf(self) -> Shelf:
        if self._read is None:
            self._seen = self._stamps()  # before: what changes meanwhile is read again
            self._read = self._fill(Shelf())
        return self._read

    def _stamps(self) -> Stamps:
        return stamps((*self._scenario_folders(), *self._voice_folders()))

    def _scenario_folders(self) -> tuple[Path, ...]:
        return distinct((*self._given, *_inner(self._given, "scenarios")))

    def _voice_folders(self) -> tuple[Path, ...]:
        return distinct((*self._given_voices, *_inner(self._given, "voices")))

    def _fill(self, shelf: Shelf) -> Shelf:
        for path in all_files((shipped_folder("voices"), *self._voice_folders()), shelf):
            with _failing(shelf, path):
                voice = load_voice(path)
                shelf.voices[voice.id] = voice
        for path in _of_packs(self._packs, "voices", shelf):
            with _failing(shelf, path):
                voice = load_voice(path)
                _refuse_taken(path, voice.id, shelf.voices, "voice")
                shelf.voices[voice.id] = voice
        self._read_scenarios(shelf)
        for path in _of_packs(self._packs, "rubrics", shelf):
            with _failing(shelf, path):
                rubric = load_rubric_file(path)
                _refuse_taken(path, rubric.id, (*shipped_rubrics(), *shelf.rubrics), "rubric")
                shelf.rubrics[rubric.id] = rubric
        return shelf

    def _read_scenarios(self, shelf: Shelf) -> None:
        brought = {
            path: path.parent.parent.name for path in _of_packs(self._packs, "scenarios", shelf)
        }
        if self._memory is not None:
            self._memory.begin(shelf.voices)
        folders = distinct((shipped_folder("scenarios"), *self._scenario_folders()))
        own = [path for path in all_files(folders, shelf) if path.name != MANIFEST]
        for path in _not_too_many([*own, *brought], shelf):
            shelf.read(path, self._memory, brought.get(path))
        if self._memory is not None:
            self._memory.end()


@contextmanager
def _failing(shelf: Shelf, path: Path) -> Iterator[None]:
    """What is wrong with a file is kept, and the next one is read."""
    try:
        yield
    except ProblemsFound as error:
        shelf.failed[path] = error


def _refuse_taken(path: Path, id_: str, taken: Collection[str], kind: str) -> None:
    if id_ in taken:
        message = f"there is a {kind} `{id_}` already; this one is not used"
        raise ProblemsFound([Problem(str(path), 1, 1, "id", message)])


def _inner(folders: Iterable[Path], name: str) -> list[Path]:
    return [folder / name for folder in folders if (folder / name).is_dir()]


def _of_packs(packs: Iterable[Path], kind: str, shelf: Shelf) -> list[Path]:
    """The YAML files of one kind in all packs; a pack need not have any."""
    return all_files(_inner(packs, kind), shelf)


def _not_too_many(paths: list[Path], shelf: Shelf) -> list[Path]:
    if len(paths) > MOST_SCENARIOS:
        shelf.unlisted.append(
            f"There are {len(paths):,} files of calls; only the first {MOST_SCENARIOS:,} are read."
        )
    return paths[:MOST_SCENARIOS]


def _summary(path: Path, error: ProblemsFound) -> str:
    first, *others = error.problems
    more = f" ({len(others)} more: `rolecall check {path}` shows all)" if others else ""
    return f"{first}{more}"


def _unplayable(path: Path, error: ProblemsFound) -> str:
    problems = "\n".join(str(p) for p in error.problems)
    return f"The scenario in {path} cannot be played until this is corrected:\n{problems}"
