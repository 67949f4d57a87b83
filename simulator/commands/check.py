"""Check scenarios, voices and rubrics: every problem, with its place and what is allowed.

Of a scenario without problems it also says what could be better: warnings. Problems and warnings go
to standard output, one a line; a sentence that sums them up goes to standard error. Exit code 0:
everything can be used; 2: something has to be corrected, or with `--strict`, could be better.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import simulator
from simulator.commands.check_scenario import ScenarioCheck
from simulator.scenario.pack_paths import MANIFEST
from simulator.scenario.problem import Problem, ProblemsFound

FINE = 0
BAD_INPUT = 2
SCHEMA_VERSION = 1

KINDS = ("scenarios", "voices", "rubrics")
"""The folders in which files of each kind lie, also inside a folder that is given."""
TOLD_BY_KEYS = {
    "voices": re.compile(r"^(natural|espeak)\s*:", re.MULTILINE),
    "rubrics": re.compile(r"^(weights|criteria|checks)\s*:", re.MULTILINE),
}
"""Keys that only one kind of file has at its top; a file with none of them is a scenario."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """One file, or folder that cannot be used, with what is wrong and what could be better."""

    path: Path
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "path": str(self.path),
            "ok": not self.problems,
            "problems": [_as_json(p) for p in self.problems],
            "warnings": [_as_json(w) for w in self.warnings],
        }

    def told(self) -> Iterator[str]:
        yield from (f"{problem}\n" for problem in self.problems)
        for warning in self.warnings:
            key = f"warning: {warning.key}".removesuffix(": ")
            yield f"{replace(warning, key=key)}\n"


def _as_json(problem: Problem) -> dict[str, object]:
    return {name: getattr(problem, name) for name in ("line", "column", "key", "message")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files, or folders of them; without any, all that came with Rolecall, and all packs",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="grade the messages of every variant, and exit with code 2 if there are warnings, too",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(args: argparse.Namespace) -> int:
    """Check, print, and return the exit code."""
    results, left_out = _check(args.paths or _shipped_folders(), grades_all=args.strict)
    if args.json:
        shape = {"schema_version": SCHEMA_VERSION, "files": [r.as_json() for r in results]}
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
    else:
        sys.stdout.writelines(line for r in results for line in r.told())
    sys.stderr.write(_summary(results) + _not_graded(left_out) + "\n")
    is_bad = any(r.problems or (args.strict and r.warnings) for r in results)
    return BAD_INPUT if is_bad else FINE


def _summary(results: list[_Checked]) -> str:
    files = _counted(len(results), "file")
    faulty = [r for r in results if r.problems or r.warnings]
    if not faulty:
        return f"{files} checked: all is well."
    problems = sum(len(r.problems) for r in faulty)
    warnings = sum(len(r.warnings) for r in faulty)
    told = [_counted(problems, "problem")] if problems else ["no problem"]
    told += [_counted(warnings, "warning")] if warnings else []
    return f"{files} checked: {' and '.join(told)} in {_counted(len(faulty), 'file')}."


def _not_graded(left_out: int) -> str:
    if not left_out:
        return ""
    variants = _counted(left_out, "further variant")
    return f" The example messages of {variants} were not graded: --strict does that."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shipped_folders() -> list[Path]:
    """What came with Rolecall, and the installed packs."""
    from simulator.adapters.packs.folders import installed_folders
    from simulator.adapters.scenario_files import shipped_folder
    from simulator.settings import places

    rubrics = Path(simulator.__file__).resolve().parent / "grading" / "rubrics"
    packs = installed_folders(places().packs)
    return [shipped_folder("voices"), shipped_folder("scenarios"), rubrics, *packs]


def _check(paths: list[Path], *, grades_all: bool) -> tuple[list[_Checked], int]:
    """All results, and how many variants' messages were not graded."""
    files, unusable = _collect(paths)
    kinds = {path: _kind(path) for path in files}
    scenarios = ScenarioCheck(
        [p for p, kind in kinds.items() if kind == "voices"], grades_all=grades_all
    )
    checks: dict[str, Callable[[Path], None]] = {
        "voices": _check_voice,
        "rubrics": _check_rubric,
        "packs": _check_manifest,
        "scenarios": scenarios.check,
    }
    checked = [_checked(path, checks[kind]) for path, kind in kinds.items()]
    # Only now are all scenarios known that may be one another's twins.
    styled = [replace(one, warnings=scenarios.warnings(one.path)) for one in checked]
    return [*unusable, *styled], scenarios.left_out


def _checked(path: Path, check: Callable[[Path], None]) -> _Checked:
    try:
        check(path)
    except ProblemsFound as found:
        return _Checked(path, found.problems)
    return _Checked(path)


def _collect(paths: list[Path]) -> tuple[list[Path], list[_Checked]]:
    """The files to check, each once, and the folders that hold none."""
    from simulator.adapters.scenario_files import yaml_files

    files: dict[Path, Path] = {}  # by where they lie, however their paths are written
    unusable: list[_Checked] = []
    for path in paths:
        if not path.is_dir():
            files.setdefault(path.resolve(), path)
            continue
        try:
            inner = [f for k in KINDS if (path / k).is_dir() for f in yaml_files(path / k)]
            found = [*yaml_files(path), *inner]
            message = "" if found else "there are no YAML files in this folder"
        except OSError as error:
            found, message = [], f"this folder cannot be listed: {error.strerror}"
        for file in found:
            files.setdefault(file.resolve(), file)
        if message:
            unusable.append(_Checked(path, (Problem(str(path), 1, 1, "", message),)))
    return list(files.values()), unusable


def _kind(path: Path) -> str:
    """Whether a file is a scenario, voice, rubric or manifest: by its folder, else by its keys."""
    from simulator.adapters.scenario_files import read_text

    if path.name == MANIFEST:
        return "packs"
    folder = path.absolute().parent.name
    if folder in KINDS:
        return folder
    try:
        text = read_text(path)
    except ProblemsFound:
        return "scenarios"  # whose check reads it again, and says what is wrong
    return next((kind for kind, keys in TOLD_BY_KEYS.items() if keys.search(text)), "scenarios")


def _check_voice(path: Path) -> None:
    from simulator.adapters.scenario_files import load_voice

    load_voice(path)


def _check_rubric(path: Path) -> None:
    from simulator.adapters.scenario_files import read_text
    from simulator.grading.rubric import parse_rubric

    parse_rubric(read_text(path), str(path))


def _check_manifest(path: Path) -> None:
    from simulator.adapters.scenario_files import read_text
    from simulator.scenario.pack import parse_manifest

    parse_manifest(read_text(path), str(path))
