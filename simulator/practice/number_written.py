"""Write it down: the rep hears their own number once, and writes along, as a prospect has to.

What was written is compared with the number that was meant, digit by digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simulator.grading.language.phone_number import DIGITS_WITH_COUNTRY

if TYPE_CHECKING:
    from simulator.grading.rubric import Bands

MOST_DIFFERENCES: Final = 3
"""More digits amiss than this are not told one by one: that is another number."""
ONLY_DIGITS = "Type the digits that you heard, as many as you caught."


@dataclass(frozen=True, slots=True)
class NumberWritten:
    """What a rep wrote when they heard their own number for the first time.

    `digits` are those that were typed, `number` is the one that was meant, as it is written.
    `written_at` is ISO 8601 with the zone.
    """

    attempt_id: str
    written_at: str
    digits: str
    number: str

    @property
    def is_right(self) -> bool:
        """Whether it could be called back."""
        return digits_in(self.digits) == digits_in(self.number)


@dataclass(frozen=True, slots=True)
class Difference:
    """One digit amiss: `place` counts the digits of the number, from 1.

    `wrote` is None where the digit is missing, `meant` where there is one too many after `place`.
    """

    place: int
    wrote: str | None
    meant: str | None

    @property
    def in_words(self) -> str:
        """The difference as half a sentence."""
        if self.wrote is None:
            return f"the {ordinal(self.place)} digit is missing, it is {self.meant}"
        if self.meant is None:
            where = f"after the {ordinal(self.place)} digit" if self.place else "at the beginning"
            return f"{where} you wrote a {self.wrote} too many"
        return f"the {ordinal(self.place)} digit: you wrote {self.wrote}, it is {self.meant}"


def digits_in(text: str) -> str:
    """The digits of a number, however it is written; the country code 1 is left out."""
    digits = "".join(c for c in text if c.isascii() and c.isdecimal())
    has_country = len(digits) == DIGITS_WITH_COUNTRY and digits.startswith("1")
    return digits[1:] if has_country else digits


def shaped_like(number: str, digits: str) -> str:
    """Digits with the separators of a number, as far as they fit: 6175550142 as 617-555-0142."""
    left = iter(digits)
    shaped: list[str] = []
    for letter in number:
        if letter.isdecimal():
            digit = next(left, None)
            if digit is None:
                break
            shaped.append(digit)
        else:
            shaped.append(letter)
    return "".join(shaped).rstrip(" .(-") + "".join(left)


def differences(written: NumberWritten) -> tuple[Difference, ...]:
    """The digits amiss, in their order: as few as explain what was written."""
    wrote, meant = digits_in(written.digits), digits_in(written.number)
    if len(wrote) == len(meant):
        pairs = enumerate(zip(wrote, meant, strict=True), 1)
        return tuple(Difference(place, a, b) for place, (a, b) in pairs if a != b)
    return tuple(reversed(tuple(_back(_costs(wrote, meant), wrote, meant))))


def verdict_in_words(written: NumberWritten) -> str:
    """What was written, and whether it is the number; if not, which digits differ."""
    wrote = shaped_like(written.number, digits_in(written.digits))
    if written.is_right:
        return f"You wrote {wrote}: that is the number."
    amiss = differences(written)
    told = "; ".join(one.in_words for one in amiss)
    if len(amiss) > MOST_DIFFERENCES:
        told = f"{len(amiss)} digits are amiss"
    return f"You wrote {wrote}, the number is {written.number}: {told}."


def why_in_words(
    written: NumberWritten, digits_per_second: float | None, bands: Bands | None
) -> str:
    """A coach's sentence: what the pace of the number had to do with it.

    `bands` are those of the rubric, in digits a second, where it has any.
    """
    if digits_per_second is None or bands is None:
        return ""
    if bands.green_to is None or bands.red_above is None:
        return ""
    pace = f"{digits_per_second:.1f}".removesuffix(".0")
    if digits_per_second >= bands.red_above:
        return _far_too_fast(written, pace)
    if digits_per_second > bands.green_to:
        return _too_fast(written, pace, f"{bands.green_to:g}")
    if written.is_right:
        return f"You said it at {pace} digits a second: slow enough for a pen."
    return (
        f"At {pace} digits a second it was slow enough; say each digit by itself, to the end of "
        "the word, with a breath between the groups."
    )


def _far_too_fast(written: NumberWritten, pace: str) -> str:
    if written.is_right:
        return f"You know it already: at {pace} digits a second nobody else can write along."
    return f"At {pace} digits a second nobody can write along. Write it on the desk as you say it."


def _too_fast(written: NumberWritten, pace: str, green: str) -> str:
    if written.is_right:
        return (
            f"You kept up at {pace} digits a second; somebody who looks for a pen will not. Stay "
            f"under {green}."
        )
    return (
        f"At {pace} digits a second a digit is easily lost. Under {green} it can be written along: "
        "groups of three and four, with a breath between them."
    )


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    last = 0 if number % 100 in {11, 12, 13} else number % 10
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def _costs(wrote: str, meant: str) -> list[list[int]]:
    """How many digits are amiss between the beginnings of both (Levenshtein)."""
    costs = [list(range(len(meant) + 1))]
    for i, digit in enumerate(wrote, 1):
        row = [i]
        for j, other in enumerate(meant, 1):
            changed = costs[-1][j - 1] + (digit != other)
            row.append(min(changed, costs[-1][j] + 1, row[-1] + 1))
        costs.append(row)
    return costs


def _back(costs: Sequence[Sequence[int]], wrote: str, meant: str) -> Iterator[Difference]:
    """The way through the costs, from the end: where digits are alike, they go together."""
    i, j = len(wrote), len(meant)
    while i or j:
        if i and j and costs[i][j] == costs[i - 1][j - 1] + (wrote[i - 1] != meant[j - 1]):
            if wrote[i - 1] != meant[j - 1]:
                yield Difference(j, wrote[i - 1], meant[j - 1])
            i, j = i - 1, j - 1
        elif j and costs[i][j] == costs[i][j - 1] + 1:
            yield Difference(j, None, meant[j - 1])
            j -= 1
        else:
            yield Difference(j, wrote[i - 1], None)
            i -= 1
