"""Find a known phone number in a text, though it may have been misheard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.grading.language.digits import Run, digit_runs
from simulator.grading.transcript import Span

DIGITS_WITH_COUNTRY = 11
"""A North American number with its country code, 1, which may be said or not."""
LONGEST_RUN = 100
"""Nobody says so many digits in a row; the time to read a run grows with its square."""


@dataclass(frozen=True, slots=True)
class NumberHeard:
    """One reading of the number: where, which digits, and how many are missing or wrong.

    `breaks_off`: its last digit was not heard. Recognisers change or lose digits anywhere; people
    leave out the end.
    """

    span: Span
    digits: str
    errors: int
    breaks_off: bool

    @property
    def is_complete(self) -> bool:
        """Whether every digit is there, in order."""
        return self.errors == 0


def readings(text: str, number: str, max_errors: int) -> tuple[NumberHeard, ...]:
    """Every time that `number` is given in the text, with at most `max_errors` digits amiss."""
    wanted = "".join(c for c in number if c.isdecimal())
    if len(wanted) == DIGITS_WITH_COUNTRY and wanted.startswith("1"):
        wanted = wanted[1:]
    return tuple(heard for run in digit_runs(text) for heard in _in_run(run, wanted, max_errors))


def _in_run(run: Run, wanted: str, max_errors: int) -> Iterator[NumberHeard]:
    """The exact readings of a run, and between them those with digits amiss."""
    said = "".join(d.value for d in run)
    at = 0
    while (start := said.find(wanted, at)) >= 0:
        yield from _between(run[at:start], wanted, max_errors)
        at = start + len(wanted)
        yield _heard(run[start:at], wanted, errors=0)
    yield from _between(run[at:], wanted, max_errors)


def _between(run: Run, wanted: str, max_errors: int) -> Iterator[NumberHeard]:
    """The readings of a run in which nothing is exact; of a very long one piece by piece."""
    for at in range(0, len(run), LONGEST_RUN):
        yield from _amiss(run[at : at + LONGEST_RUN], wanted, max_errors)


def _amiss(run: Run, wanted: str, max_errors: int) -> Iterator[NumberHeard]:
    """The best reading of a run, and those before and after it."""
    start, end, errors = _best("".join(d.value for d in run), wanted)
    if errors > max_errors:
        return
    yield from _amiss(run[:start], wanted, max_errors)
    yield _heard(run[start:end], wanted, errors)
    yield from _amiss(run[end:], wanted, max_errors)


def _heard(run: Run, wanted: str, errors: int) -> NumberHeard:
    digits = "".join(d.value for d in run)
    breaks_off = len(digits) < len(wanted) and digits[-1] != wanted[-1]
    return NumberHeard(Span(run[0].span.start, run[-1].span.end), digits, errors, breaks_off)


def _best(said: str, wanted: str) -> tuple[int, int, int]:
    """The stretch of `said` that is nearest to `wanted`: start, end, edit distance (Sellers 1980).

    Exact ones win, the first among equals.
    """
    row = [(0, i) for i in range(len(said) + 1)]
    for digit in wanted:
        above, row = row, [(row[0][0] + 1, row[0][1])]
        for i, heard in enumerate(said):
            row.append(
                min(
                    (above[i][0] + (heard != digit), above[i][1]),
                    (above[i + 1][0] + 1, above[i + 1][1]),
                    (row[i][0] + 1, row[i][1]),
                )
            )
    end = min(range(len(row)), key=lambda i: (row[i][0], i))
    return row[end][1], end, row[end][0]
