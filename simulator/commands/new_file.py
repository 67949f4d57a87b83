"""The file of a new scenario, and the schema beside it, by which editors help."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.commands.errors import BadInput

if TYPE_CHECKING:
    from simulator.scenario.skeleton import Answers


MOST_BYTES: Final = 1_000_000
"""A schema of ours has a twentieth of that."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the file, and where its first line says that the schema lies."""

    path: Path
    schema: str


def write_new(answers: Answers, folder: Path) -> Written:
    """Write the file; one that is there already stays as it is.

    Raises:
        BadInput: the answers make no scenario, or there is one of that name.
        OSError: the folder cannot be written to.
    """
    from simulator.scenario.skeleton import answer_faults, skeleton

    faults = answer_faults(answers)
    if faults:
        raise BadInput("Nothing was written: " + "; ".join(faults) + ".")
    message = taken(answers.id, folder)
    if message:
        raise BadInput(message)
    path = folder / f"{answers.id}.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    schema = schema_for(folder)
    with path.open("x", encoding="utf-8", newline="\n") as file:  # x: never over another
        file.write(skeleton(answers, schema))
    return Written(path, schema)


def taken(id_: str, folder: Path) -> str:
    """Why no call of this name can be written to a folder, as a sentence; empty where one can."""
    from simulator.adapters.scenario_files import shipped_folder
    from simulator.scenario.pack_paths import name_fault

    path = folder / f"{id_}.yaml"
    fault = name_fault(path.name)
    if fault:
        return f"A file cannot be called so everywhere: {fault}. Choose another name."
    if (shipped_folder("scenarios") / path.name).exists():
        return f"Rolecall has a call `{id_}` already. Choose another name."
    if path.exists():
        return f"{path} is there already, and stays as it is. Choose another name."
    return ""


def schema_for(folder: Path) -> str:
    """Where the schema lies, seen from a folder.

    In a checkout that is the one in `docs`. Elsewhere a copy is laid into the folder, so that the
    two can be moved, shared and kept under version control together, and a later version of
    Rolecall brings it up to date.
    """
    from simulator.adapters.scenario_files import schema_file
    from simulator.scenario.schema import TITLE

    source = schema_file()
    checkout = source.parent.parent
    if source.parent.name == "docs" and folder.resolve().is_relative_to(checkout):
        return Path(os.path.relpath(source, folder.resolve())).as_posix()
    copy = folder / source.name
    if not os.path.lexists(copy) or _has_title(copy, TITLE):
        copy.write_bytes(source.read_bytes())
    return source.name


def _has_title(path: Path, title: str) -> bool:
    """Whether a file, which may be anybody's and hold anything, is a schema of ours."""
    with suppress(OSError, ValueError, AttributeError, RecursionError):
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= MOST_BYTES:
            return bool(json.loads(path.read_text("utf-8")).get("title") == title)
    return False
