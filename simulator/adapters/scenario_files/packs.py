"""Whether everything in an unpacked pack can be played, before it is installed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simulator.adapters.scenario_files.library import ScenarioFiles
from simulator.adapters.scenario_files.reading import (
    load_rubric_file,
    load_scenario,
    load_voice,
    read_text,
    shipped_folder,
    shipped_rubrics,
    yaml_files,
)
from simulator.scenario.marked_yaml import read
from simulator.scenario.pack import LIMITS, Manifest, PackRefused
from simulator.scenario.pack_paths import MANIFEST
from simulator.scenario.problem import Problem, ProblemsFound, did_you_mean, listed


@dataclass(frozen=True, slots=True)
class PackCheck:
    """Checks a pack against what comes with Rolecall, and what the packs in `others` have."""

    others: tuple[Path, ...]

    def __call__(self, folder: Path, manifest: Manifest) -> None:
        """Look at everything.

        Raises:
            PackRefused: it holds nothing, or too much.
            ProblemsFound: with all that is wrong in its files, which are named from its top.
        """
        files = {kind: _files(folder / kind) for kind in ("voices", "scenarios", "rubrics")}
        if not any(files.values()):
            raise PackRefused("There is no scenario, no voice and no rubric in it.")
        if len(files["scenarios"]) > LIMITS.scenarios:
            raise PackRefused(f"It has more than {LIMITS.scenarios:,} scenarios.")
        problems = [_from_the_top(p, folder) for p in self._problems(files, manifest)]
        if problems:
            raise ProblemsFound(problems)

    def _problems(self, files: Mapping[str, list[Path]], manifest: Manifest) -> Iterator[Problem]:
        installed = ScenarioFiles(packs=self.others)
        shipped = [load_voice(path).id for path in yaml_files(shipped_folder("voices"))]
        voices, scenarios = _Kind("voice"), _Kind("scenario")
        yield from voices.problems(
            files["voices"], load_voice, _owners(shipped, installed.voices())
        )
        # A voice whose file is faulty is told of once, not again in each scenario that uses it.
        at_hand = {*shipped, *voices.found, *(path.stem for path in files["voices"])}

        def load(path: Path) -> Any:
            return load_scenario(path, at_hand, {**taken, **scenarios.found}).listing

        taken = {
            file.listing.id: f"the pack `{file.pack}`" if file.pack else "a call of Rolecall's own"
            for file in installed.scenarios()
        }
        yield from scenarios.problems(files["scenarios"], load, {})
        rubrics = _Kind("rubric")
        yield from rubrics.problems(
            files["rubrics"], load_rubric_file, _of_rubrics(installed.rubrics())
        )
        known = (*shipped_rubrics(), *rubrics.found, *(path.stem for path in files["rubrics"]))
        if manifest.rubric is not None and manifest.rubric not in known:
            yield _unknown_rubric(manifest.rubric, known)


class _Kind:
    """Files of one kind as they are read: `found` are their ids, with the files they are in."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self.found: dict[str, str] = {}

    def problems(
        self, files: Iterable[Path], load: Callable[[Path], Any], taken: Mapping[str, str]
    ) -> Iterator[Problem]:
        """What is wrong with them; `taken` are ids that others have, and who."""
        for path in files:
            try:
                id_ = load(path).id
            except ProblemsFound as found:
                yield from found.problems
                continue
            owner = taken.get(id_) or self.found.get(id_)
            if owner:
                message = f"{owner} has a {self._noun} `{id_}` already; give this one another id"
                yield _at_id(path, message)
            self.found.setdefault(id_, f"{path.parent.name}/{path.name}")


def _owners(shipped: Iterable[str], installed: Iterable[str]) -> dict[str, str]:
    """The voices that others have, and who: they would sound in the wrong calls."""
    return {**dict.fromkeys(installed, "another pack"), **dict.fromkeys(shipped, "Rolecall")}


def _of_rubrics(brought: Collection[str]) -> dict[str, str]:
    names = dict.fromkeys(brought, "another pack")
    return {**names, **dict.fromkeys(shipped_rubrics(), "Rolecall")}


def _files(folder: Path) -> list[Path]:
    return yaml_files(folder) if folder.is_dir() else []


def _at_id(path: Path, message: str) -> Problem:
    with suppress(ProblemsFound):
        return read(read_text(path), str(path)).problem(("id",), message)
    return Problem(str(path), 1, 1, "id", message)


def _unknown_rubric(id_: str, known: Iterable[str]) -> Problem:
    message = (
        f"there is no rubric `{id_}` in the pack or in Rolecall{did_you_mean(id_, known)}; "
        f"there is {listed(dict.fromkeys(known))}"
    )
    return Problem(MANIFEST, 1, 1, "rubric", message)


def _from_the_top(problem: Problem, folder: Path) -> Problem:
    """A problem with its file named as the pack's author knows it, not where it lies just now."""
    path = Path(problem.source)
    if not path.is_relative_to(folder):
        return problem
    return replace(problem, source=path.relative_to(folder).as_posix())
