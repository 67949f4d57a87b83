"""Figures week by week, and what changed since the week before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from simulator.practice.cards import CUE, SKILL, title_of
from simulator.practice.dates import DAYS_A_WEEK, days_after, week_of
from simulator.practice.mastery import Mastery
from simulator.practice.standing import Standing

SHARES: Final = {"passed": "calls passed", "right": "right decisions"}
POINTS: Final = {"overall": "overall", "where": "where", "what": "what", "how": "how"}
MEASURES: Final = {
    "words_per_minute": ("pace", "words a minute"),
    "energy_over_baseline": ("energy over your own baseline", ""),
    "digits_per_second": ("pace of the number", "digits a second"),
    "seconds": ("length of messages", "seconds"),
}
FEWEST: Final = 3
"""Of fewer calls a mean says next to nothing, and a change between two such means less."""
PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class Point:
    """The mean of a figure in one week, and of how many; None where nothing was measured."""

    week: str
    mean: float | None
    number: int


@dataclass(frozen=True, slots=True)
class Change:
    """A figure this week and the week before; `in_words` is told where both are of enough calls."""

    name: str
    now: Point
    before: Point
    in_words: str


def trend(standing: Standing, name: str, today: str, weeks: int = 8) -> tuple[Point, ...]:
    """One figure in the last weeks, the oldest first, this week last.

    `name` is that of a week's figure (see `simulator.practice.following`): shares are 0 to 1,
    scores 0 to 100, measures in their units.
    """
    this = week_of(today)
    mondays = (days_after(this, -DAYS_A_WEEK * ago) for ago in reversed(range(weeks)))
    return tuple(_point(standing, name, monday) for monday in mondays)


def changes(standing: Standing, today: str, skills: Mapping[str, str]) -> tuple[Change, ...]:
    """Every figure of this week or the last, the general ones first; `skills` are titles."""
    this = week_of(today)
    last = days_after(this, -DAYS_A_WEEK)
    known = {*standing.weeks.get(this, ()), *standing.weeks.get(last, ())}
    general = [name for name in (*SHARES, *POINTS, *MEASURES) if name in known]
    cards = sorted(name for name in known if name.startswith((CUE, SKILL)))
    return tuple(
        _change(name, _point(standing, name, this), _point(standing, name, last), skills)
        for name in (*general, *cards)
    )


def newly_mastered(masteries: Mapping[str, Mastery], today: str) -> tuple[str, ...]:
    """The cards whose standard was met this week, in the order in which they were given."""
    this = week_of(today)
    return tuple(
        card
        for card, mastery in masteries.items()
        if mastery.mastered_on is not None and week_of(mastery.mastered_on) == this
    )


def week_in_words(
    standing: Standing, masteries: Mapping[str, Mastery], today: str, skills: Mapping[str, str]
) -> tuple[str, ...]:
    """What changed since last week, in a few sentences, the good news first."""
    return tuple(_told(standing, masteries, today, skills)) or (
        "Too few calls in one of the two weeks to say what changed.",
    )


def _told(
    standing: Standing, masteries: Mapping[str, Mastery], today: str, skills: Mapping[str, str]
) -> Iterator[str]:
    new = [title_of(card, skills) for card in newly_mastered(masteries, today)]
    if new:
        yield f"Mastered this week: {', '.join(new)}."
    told = [one for one in changes(standing, today, skills) if one.in_words]
    yield from (one.in_words for one in told if not one.name.startswith((CUE, SKILL)))
    cards = [one for one in told if one.name.startswith((CUE, SKILL)) and _difference(one)]
    yield from (one.in_words for one in sorted(cards, key=lambda one: -abs(_difference(one)))[:3])


def _difference(change: Change) -> float:
    return (change.now.mean or 0.0) - (change.before.mean or 0.0)


def _point(standing: Standing, name: str, week: str) -> Point:
    total, number = standing.weeks.get(week, {}).get(name, (0.0, 0))
    return Point(week, total / number if number else None, number)


def _change(name: str, now: Point, before: Point, skills: Mapping[str, str]) -> Change:
    is_told = min(now.number, before.number) >= FEWEST
    return Change(name, now, before, _in_words(name, now, before, skills) if is_told else "")


def _in_words(name: str, now: Point, before: Point, skills: Mapping[str, str]) -> str:
    new, old = now.mean or 0.0, before.mean or 0.0
    if name in MEASURES:
        title, unit = MEASURES[name]
        return f"{_capital(title)}: {new:.1f}{' ' * bool(unit)}{unit}, {_was(f'{old:.1f}')}."
    if name in POINTS:
        return f"{_capital(POINTS[name])}: {new:.0f} of 100, {_was(f'{old:.0f}')}."
    title = SHARES.get(name) or title_of(name, skills)
    share = f"{new * PERCENT:.0f} % of {now.number}"
    return f"{_capital(title)}: {share}, {_was(f'{old * PERCENT:.0f} % of {before.number}')}."


def _was(figure: str) -> str:
    return f"last week {figure}"


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
