"""What is wrong in a file, and where: one value for scenarios, voices and rubrics alike."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from typing_extensions import override

from simulator.scenario.control import without_control_characters

MOST_PROBLEMS: Final = 200
"""So many are told of one file. Whoever finds more stops looking: a file may hold 200,000 bytes."""
MOST_LISTED: Final = 60
"""So many words of a list are told; all cues and criteria are, thousands of lines are not."""
TOO_MANY: Final = "there are more problems after this one; correct these first"
NEAR_ENOUGH = 0.6
"""How alike two words must be (difflib's ratio, 0 to 1) for one to be offered for the other."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong. `line` and `column` count from 1; `key` is empty for the whole file.

    What it quotes from the file may contain anything; as text it is one line, and control
    characters are replaced.

    As text: `desk-classic.yaml:12:5: lines.desk.then: ...`.
    """

    source: str
    line: int
    column: int
    key: str
    message: str

    @override
    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        whole = f"{self.source}:{self.line}:{self.column}: {key}{self.message}"
        text = " ".join(whole.splitlines())
        return without_control_characters(text)


class ProblemsFound(ValueError):
    """A file cannot be used. Holds all of its problems, in the order of the file.

    Of more than `MOST_PROBLEMS` it holds the first, and one that says so.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = sorted(set(problems))
        if len(found) > MOST_PROBLEMS:
            last = replace(found[MOST_PROBLEMS - 1], key="", message=TOO_MANY)
            found = [*found[:MOST_PROBLEMS], last]
        self.problems: tuple[Problem, ...] = tuple(found)
        super().__init__("\n".join(str(p) for p in self.problems))


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that `word` was probably meant to be, or None."""
    by_lower = {a.lower(): a for a in allowed}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=NEAR_ENOUGH)
    return by_lower[found[0]] if found else None


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """` (did you mean `x`?)` with a leading space, or nothing where no allowed word is near."""
    found = nearest(word, allowed)
    return f" (did you mean `{found}`?)" if found else ""


def listed(words: Iterable[str]) -> str:
    """`a`, `b` or `c`, in the order given; of very many the first, and how many more there are."""
    every = [f"`{w}`" for w in words] or [""]
    if len(every) > MOST_LISTED:
        return f"{', '.join(every[:MOST_LISTED])} and {len(every) - MOST_LISTED:,} more"
    *others, last = every
    return f"{', '.join(others)} or {last}" if others else last
