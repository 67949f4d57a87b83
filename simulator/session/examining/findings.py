"""What is found when a sealed exam is verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

Kind = Literal["difference", "not compared", "note"]
MOST_TOLD: Final = 6
"""So many differences of one file are told one by one."""
CLOSE_ENOUGH: Final = 1e-6
"""Figures that differ by less are the same: they went through another machine's arithmetic."""
_LONGEST: Final = 60
_FIRST: Final = ("passed", "score", "message", "choices")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing. `place` is the number of the call, from 1, or None for the whole exam.

    A *difference* is something that does not follow; what is *not compared* could not be looked at
    here, and the sentence says why; a *note* is neither.
    """

    kind: Kind
    place: int | None
    about: str
    sentence: str


def difference(about: str, sentence: str, place: int | None = None) -> Finding:
    """Something that does not follow."""
    return Finding("difference", place, about, sentence)


def not_compared(about: str, sentence: str, place: int | None = None) -> Finding:
    """Something that could not be looked at."""
    return Finding("not compared", place, about, sentence)


def note(about: str, sentence: str, place: int | None = None) -> Finding:
    """Something to know."""
    return Finding("note", place, about, sentence)


def differing(sealed: Any, follows: Any, at: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Where two pieces of JSON differ: the place, what is sealed there, and what follows."""
    if isinstance(sealed, Mapping) and isinstance(follows, Mapping):
        for key in dict.fromkeys([*sealed, *follows]):
            yield from differing(sealed.get(key), follows.get(key), f"{at}.{key}" if at else key)
    elif isinstance(sealed, list) and isinstance(follows, list) and len(sealed) == len(follows):
        for number, pair in enumerate(zip(sealed, follows, strict=True)):
            yield from differing(*pair, f"{at}[{number}]")
    elif not _is_same(sealed, follows):
        yield at, sealed, follows


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= CLOSE_ENOUGH
    return bool(one == other)


def told(
    about: str, found: Iterable[tuple[str, Any, Any]], place: int | None, why: str
) -> Iterator[Finding]:
    """Differences of one file, the first of them one by one; `why` ends each sentence."""
    every: Sequence[tuple[str, Any, Any]] = sorted(found, key=_rank)
    for at, sealed, follows in every[:MOST_TOLD]:
        yield difference(
            about, f"{at} is {_short(sealed)} in the file, and {_short(follows)} {why}.", place
        )
    if len(every) > MOST_TOLD:
        yield difference(about, f"{len(every) - MOST_TOLD} more places differ as well.", place)


def _rank(found: tuple[str, Any, Any]) -> int:
    """What a result consists of comes before what it follows from."""
    first = found[0].partition(".")[0].partition("[")[0]
    return _FIRST.index(first) if first in _FIRST else len(_FIRST)


def _short(value: Any) -> str:
    if isinstance(value, dict | list):
        return f"a list of {len(value)}" if value else "nothing"
    text = {None: "nothing", True: "yes", False: "no"}.get(value) if _is_word(value) else None
    text = text or (f"“{value}”" if isinstance(value, str) else f"{value:g}")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…”"


def _is_word(value: Any) -> bool:
    return value is None or isinstance(value, bool)
