"""Plain data from a file, and the place in the file from which each piece of it came."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from simulator.scenario.problem import Problem

Data = str | int | float | bool | list["Data"] | dict[str, "Data"] | None
Path = tuple[str | int, ...]
"""The keys and list indexes that lead from the top to one value; () is the whole file."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text; both count from 1, `column` in characters."""

    line: int
    column: int


LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line for YAML."""


def mark_after(text: str) -> Mark:
    """The place that follows a text, which is the beginning of a file."""
    lines = LINE_END.split(text)
    return Mark(len(lines), len(lines[-1]) + 1)


@dataclass(frozen=True, slots=True)
class Marked:
    """The data of one file with the places of its keys and values.

    `problems` are those that did not keep the file from being read (a key given twice, a tag):
    whoever uses the data adds their own and reports all of them together.
    """

    source: str
    data: dict[str, Data]
    problems: tuple[Problem, ...] = ()
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)

    def at(self, path: Path) -> Mark:
        """Where a value begins; of what is not there, where the nearest thing around it begins."""
        while path not in self.values and path:
            path = path[:-1]
        return self.values.get(path, Mark(1, 1))

    def at_key(self, path: Path) -> Mark:
        """Where the key of a value stands; of list items and missing keys, see `at`."""
        return self.keys.get(path) or self.at(path)

    def problem(self, path: Path, message: str, *, of_key: bool = False) -> Problem:
        """A problem at a value, or with `of_key` at the key that leads to it."""
        mark = self.at_key(path) if of_key else self.at(path)
        return Problem(self.source, mark.line, mark.column, dotted(path), message)


LONGEST_STEP = 60
"""Of a longer key so many characters are told; the longest that is right has as many."""


def dotted(path: Path) -> str:
    """A path as people write it: `research[0].text`, counted from 0."""
    text = "".join(f"[{p}]" if isinstance(p, int) else f".{_short(p)}" for p in path)
    return text.removeprefix(".")


def _short(key: str) -> str:
    return key if len(key) <= LONGEST_STEP else f"{key[:LONGEST_STEP]}…"
