"""The list of a pack's files with their SHA-256, in the form that `sha256sum` writes and reads.

It finds damage. Whoever changes a file on purpose can change the list too: it proves no authorship.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from simulator.scenario.pack_paths import is_left_out, path_fault, shown
from simulator.scenario.problem import Problem, ProblemsFound

MAX_BYTES: Final = 1_000_000
"""The longest list that is read: 2,000 files of the longest paths have less."""
NOT_AUTHORSHIP: Final = (
    "This finds damage only: it does not prove who made a pack, or that it is harmless."
)
_LINE: Final = re.compile(r"([0-9A-Fa-f]{64}) [ *](?:\./)?(.+)")


@dataclass(frozen=True, slots=True)
class Damage:
    """What differs from a list, by paths."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.extra)

    def told(self) -> tuple[str, ...]:
        """A line for each file."""
        kinds = (("changed", self.changed), ("missing", self.missing), ("extra", self.extra))
        return tuple(f"{kind}: {shown(path)}" for kind, paths in kinds for path in paths)


def sums_text(sums: Mapping[str, str]) -> str:
    """The list as text."""
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))


def parse_sums(text: str, source: str) -> dict[str, str]:
    """Read a list: hashes by path; `source` names it in problems.

    What is never taken into a pack is not looked for, though its author's computer listed it.

    Raises:
        ProblemsFound: a line is none of such a list, or names a file that no pack can have.
    """
    sums: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line)
        if found is None:
            message = "must be a SHA-256, two spaces and a path, as `sha256sum` writes it"
            problems.append(Problem(source, number, 1, "", message))
            continue
        path = found[2]
        if is_left_out(path):
            continue
        fault = path_fault(path) or ("this file is listed twice" if path in sums else None)
        if fault:
            problems.append(Problem(source, number, 67, "", f"{shown(path)}: {fault}"))
        sums[path] = found[1].lower()
    if problems:
        raise ProblemsFound(problems)
    return sums


def compared(
    listed: Mapping[str, str], found: Mapping[str, str], *, but: Iterable[str] = ()
) -> Damage:
    """What differs between a list and what is there; the files in `but` are not looked at."""
    theirs = {path: hash_ for path, hash_ in listed.items() if path not in but}
    ours = {path: hash_ for path, hash_ in found.items() if path not in but}
    return Damage(
        changed=tuple(sorted(p for p in theirs if p in ours and theirs[p] != ours[p])),
        missing=tuple(sorted(theirs.keys() - ours)),
        extra=tuple(sorted(ours.keys() - theirs)),
    )
