"""A pack: scenarios, voices, greetings and rubrics in one folder, with a manifest that names them.

What a pack may be is said here, as plain values; files and zips are read by the adapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints

from simulator.scenario.marked_yaml import read, validated
from simulator.scenario.model import Name, Slug, Text, Value
from simulator.scenario.pack_paths import MANIFEST, name_fault

_VERSION: Final = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a pack may be. Sizes are counted while reading; what a zip says of them is not."""

    zip_bytes: int = 20_000_000
    total_bytes: int = 50_000_000
    """Of all files, unpacked."""
    file_bytes: int = 20_000_000
    entries: int = 2_000
    """Files and folders."""
    scenarios: int = 1_000
    ratio: int = 100
    """A file of a zip unpacks to at most so many times what it takes in there ..."""
    ratio_from_bytes: int = 1_000_000
    """... where it unpacks to more than this: a short silence is packed very small."""


LIMITS: Final = Limits()


class PackRefused(Exception):
    """A pack cannot be used; `sentences` say all that is known to be wrong."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__("\n".join(sentences))


def _a_version(text: str) -> str:
    if not _VERSION.fullmatch(text):
        raise ValueError("must be three numbers with points between, like 1.0.0")
    return text


def _a_folders_name(text: str) -> str:
    fault = name_fault(text)
    if fault:
        raise ValueError(f"cannot be the name of a folder: {fault}")
    return text


PackName = Annotated[Slug, StringConstraints(max_length=40), AfterValidator(_a_folders_name)]


class Manifest(Value):
    """What `pack.yaml` says."""

    name: PackName = Field(description="the pack's name: small letters, digits and hyphens")
    version: Annotated[str, AfterValidator(_a_version)] = Field(description="like 1.0.0")
    author: Name = Field(description="who made it")
    licence: Name = Field(description="what others may do with it, like CC-BY-4.0")
    description: Text = Field(description="what it is for, in a sentence or two")
    rubric: Slug | None = Field(
        default=None, description="the rubric by which its calls are meant to be graded"
    )

    @property
    def release(self) -> tuple[int, ...]:
        """The version as numbers, to be compared."""
        return tuple(int(number) for number in self.version.split("."))


def parse_manifest(text: str, source: str = MANIFEST) -> Manifest:
    """Read a manifest; `source` names it in problems.

    Raises:
        ProblemsFound: with all that is wrong in it.
    """
    return validated(read(text, source), Manifest)


def replacing_fault(new: Manifest, old: Manifest | None, *, replace: bool) -> str | None:
    """Why a pack cannot take the place of the one of its name; None: it can.

    A higher version by the same author may; anything else has to be asked for. `old` is None where
    the manifest of what is installed cannot be read.
    """
    if replace:
        return None
    if old is None:
        return f"The pack `{new.name}` is installed and damaged; --replace puts this in its place."
    if new.author != old.author:
        return (
            f"A pack `{new.name}` is installed, by {old.author}; this one is by {new.author}. "
            "If it shall take that one's place, add --replace."
        )
    if new.release > old.release:
        return None
    which = "This version" if new.release == old.release else f"The newer version {old.version}"
    return (
        f"{which} of `{new.name}` is installed already; --replace puts {new.version} in its place."
    )


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def told_together(parts: Iterable[str]) -> str:
    """`one, two and three`."""
    *others, last = [*parts] or [""]
    return f"{', '.join(others)} and {last}" if others else last
