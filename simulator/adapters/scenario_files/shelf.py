"""What has been read of a library so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from simulator.adapters.scenario_files.reading import load_scenario
from simulator.ports import ScenarioFile
from simulator.scenario.parse import ScenarioError
from simulator.scenario.problem import ProblemsFound
from simulator.scenario.voice import VoiceProfile

if TYPE_CHECKING:
    from simulator.grading.rubric import Rubric


class Memory(Protocol):
    """What was read at an earlier start, and is right as long as its file has not changed."""

    def begin(self, voices: Collection[str]) -> None:
        """To be called first, with the ids of the voices at hand."""

    def recall(self, path: Path) -> ScenarioFile | None:
        """What a file was, where it is the same still."""

    def stamp(self, path: Path) -> list[int] | None:
        """By what a change of a file will be seen; to be asked before it is read."""

    def keep(self, path: Path, stamp: list[int] | None, file: ScenarioFile) -> None:
        """Remember a file that was right; one without a stamp cannot be."""

    def end(self) -> None:
        """To be called last: what was not recalled or kept since the beginning is forgotten."""


@dataclass(slots=True)
class Shelf:
    """What has been read. `owners` are the ids of scenarios with their files."""

    files: dict[Path, ScenarioFile] = field(default_factory=dict)
    owners: dict[str, Path] = field(default_factory=dict)
    voices: dict[str, VoiceProfile] = field(default_factory=dict)
    rubrics: dict[str, Rubric] = field(default_factory=dict)
    failed: dict[Path, ProblemsFound] = field(default_factory=dict)
    unlisted: list[str] = field(default_factory=list)

    @property
    def scenarios(self) -> dict[str, ScenarioFile]:
        """The scenarios by id."""
        return {file.listing.id: file for file in self.files.values()}

    def read(self, path: Path, memory: Memory | None = None, pack: str | None = None) -> None:
        """Take in a scenario's file, or what is wrong with it."""
        recalled = None if memory is None else memory.recall(path)
        if recalled is not None and recalled.listing.id not in self.owners:
            self._add(path, replace(recalled, pack=pack))
            return
        stamp = None if memory is None else memory.stamp(path)
        try:
            file = load_scenario(path, self.voices, self.owners)
        except ScenarioError as error:
            self.failed[path] = error
            return
        self._add(path, replace(file, pack=pack))
        if memory is not None:
            memory.keep(path, stamp, file)

    def keep_what_was_right(self, before: Shelf) -> None:
        """Of files that are not right now, keep what was, where nobody else has its id."""
        for path in self.failed:
            file = before.files.get(path)
            if file is not None and file.listing.id not in self.owners:
                self._add(path, file)

    def with_voices(self, voices: Mapping[str, VoiceProfile]) -> dict[str, VoiceProfile]:
        """The same dict with these voices: who speaks looks into it while it is read again."""
        for gone in self.voices.keys() - voices.keys():
            del self.voices[gone]
        self.voices.update(voices)
        return self.voices

    def _add(self, path: Path, file: ScenarioFile) -> None:
        self.files[path] = file
        self.owners[file.listing.id] = path
