"""All scenarios, voices and rubrics at hand: the shipped ones, those of packs, and any others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from simulator.adapters.scenario_files.reading import (
    ENDINGS,
    load_rubric_file,
    load_scenario,
    load_voice,
    shipped_folder,
    shipped_rubrics,
)
from simulator.adapters.scenario_files.shelf import Memory, Shelf, all_files
from simulator.ports import Library, ScenarioFile, UnknownScenario
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
    A scenario's file may stand for a folder with nothing else in it. What lies in folders that are
    not the shipped ones is read again, when asked for, once it has changed. What the `memory`
    knows, if there is one, need not be read.
    """

    def __init__(
        self,
        scenario_folders: Sequence[Path] = (),
        voice_folders: Sequence[Path] = (),
        packs: Sequence[Path] = (),
        memory: Memory | None = None,
    ) -> None:
        self._scenario_folders = (shipped_folder("scenarios"), *scenario_folders)
        self._voice_folders = (shipped_folder("voices"), *voice_folders)
        self._packs = tuple(packs)
        self._given = tuple(scenario_folders)
        self._memory = memory
        self._read: Shelf | None = None
        self._seen: dict[Path, tuple[int, int]] = {}

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
        before = self._shelf()
        seen, now = self._seen, _stamps(self._given)
        if now == seen:
            return False
        shelf = before.copy()  # whoever looks meanwhile sees all as it was
        for path in seen.keys() - now.keys():
            shelf.forget(path)
        for path, stamp in now.items():
            # What another file stood in the way of may be right now.
            if stamp != seen.get(path) or path in shelf.failed:
                shelf.read(path)
        self._read, self._seen = shelf, now
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

    def _shelf(self) -> Shelf:
        if self._read is None:
            self._seen = _stamps(self._given)  # before: what changes meanwhile is read again
            self._read = self._fill(Shelf())
        return self._read

    def _fill(self, shelf: Shelf) -> Shelf:
        for path in all_files(self._voice_folders, shelf):
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
        for path in _not_too_many([*all_files(self._scenario_folders, shelf), *brought], shelf):
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


def _of_packs(packs: Iterable[Path], kind: str, shelf: Shelf) -> list[Path]:
    """The YAML files of one kind in all packs; a pack need not have any."""
    return all_files((pack / kind for pack in packs if (pack / kind).is_dir()), shelf)


def _not_too_many(paths: list[Path], shelf: Shelf) -> list[Path]:
    if len(paths) > MOST_SCENARIOS:
        shelf.unlisted.append(
            f"There are {len(paths):,} files of calls; only the first {MOST_SCENARIOS:,} are read."
        )
    return paths[:MOST_SCENARIOS]


def _stamps(folders: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """When each file was written last, and its size: one that changes has another stamp."""
    found: dict[Path, tuple[int, int]] = {}
    for path in all_files(folders, Shelf())[:MOST_SCENARIOS]:
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
