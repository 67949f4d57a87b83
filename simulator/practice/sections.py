"""What a summary consists of, for screens and for lines alike: sentences and small tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from statistics import fmean

NOT_MEASURED = "not measured"
GAP = "  "


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of text; the first column is what a row is about."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def lines(self) -> Iterator[str]:
        """The table in columns, as text."""
        every = (self.columns, *self.rows)
        widths = [max(map(len, column)) for column in zip_longest(*every, fillvalue="")]
        for row in every:
            yield GAP.join(c.ljust(w) for c, w in zip(row, widths, strict=False)).rstrip()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a summary: its title, sentences, and a table where there is one."""

    title: str
    sentences: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary: what it comes to in a sentence, and what stands below."""

    headline: str
    sections: tuple[Section, ...]


def lines_of(summary: Summary) -> Iterator[str]:
    """A summary in lines, an empty one before each section."""
    yield summary.headline
    for section in summary.sections:
        yield ""
        yield f"{section.title}:"
        yield from (f"  {sentence}" for sentence in section.sentences)
        if section.table is not None:
            yield from (f"  {line}" for line in section.table.lines())


def mean_of(figures: Iterable[float | None]) -> float | None:
    """The mean of what was measured; None where nothing was."""
    known = [figure for figure in figures if figure is not None]
    return fmean(known) if known else None


def counted(number: int, noun: str) -> str:
    """A number and its noun: 1 call, 2 calls."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def often(times: int) -> str:
    """A number of times: once, 2 times."""
    return "once" if times == 1 else f"{times} times"


def listed(names: Iterable[str]) -> str:
    """Some names in a row: a, b and c."""
    every = list(names)
    *most, last = every or [""]
    return f"{', '.join(most)} and {last}" if most else last
