"""The inbox: the rep's own messages among others, on a later day, heard as a prospect hears them.

Which messages wait, and in which order, follows from what is given: dates as texts (YYYY-MM-DD, in
local time), and a seed, by which an inbox can be dealt once more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from simulator.practice.dates import local_date
from simulator.scenario.model import LineKind, Scenario

Kind = Literal["own", "model", "poor"]
Decision = Literal["keep", "delete"]
T = TypeVar("T")
MESSAGES: Final = 5
MOST_OWN: Final = 2
_OF_PEOPLE: Final[frozenset[LineKind]] = frozenset({"own_mailbox", "other_mailbox"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message in an inbox: one's own, of a call, or a scenario's model or poor one."""

    kind: Kind
    scenario_id: str
    attempt_id: str | None = None

    def __post_init__(self) -> None:
        if (self.kind == "own") != (self.attempt_id is not None):
            raise ValueError(f"a message of kind {self.kind} with the call {self.attempt_id}")


@dataclass(frozen=True, slots=True)
class Hearing:
    """One message of an inbox as it was heard: `place` in the inbox, from 1, and the decision.

    `started_at` is when the inbox was opened, ISO 8601 with the zone; `at_seconds` is how far the
    message had been heard.
    """

    inbox_id: str
    place: int
    seed: int
    started_at: str
    message: Waiting
    decision: Decision
    at_seconds: float

    def __post_init__(self) -> None:
        if self.place < 1 or not self.at_seconds >= 0:
            raise ValueError(f"message {self.place}, decided at {self.at_seconds} s")


def is_due(left_at: str, today: str) -> bool:
    """Whether a message may be heard: not on the day on which it was left.

    `left_at` is a moment or a date, `today` a date. A clock that was put back hides nothing for
    ever: a message from the future is due once its own day is over.
    """
    return local_date(left_at) < local_date(today)


def own_first(left: Iterable[str], heard: Iterable[Hearing], seed: int) -> tuple[str, ...]:
    """Calls in the order in which their messages are taken: those heard least often first.

    `left` are the ids of calls whose messages are due.
    """
    times: dict[str, int] = {}
    for hearing in heard:
        if hearing.message.attempt_id is not None:
            times[hearing.message.attempt_id] = times.get(hearing.message.attempt_id, 0) + 1
    return tuple(sorted(shuffled(left, seed), key=lambda one: times.get(one, 0)))


def own_wanted(seed: int) -> int:
    """How many of one's own messages an inbox holds at most: one or two, nobody knows which."""
    return 1 + _number(seed, "own") % MOST_OWN


def dealt(own: Sequence[Waiting], scenario_ids: Iterable[str], seed: int) -> tuple[Waiting, ...]:
    """An inbox: one's own messages among model and poor ones, each of another scenario, shuffled.

    Where there are few scenarios, there are fewer messages.
    """
    taken = {message.scenario_id for message in own}
    others = [one for one in shuffled(sorted(set(scenario_ids)), seed) if one not in taken]
    kinds: tuple[Kind, Kind] = ("model", "poor")
    first = _number(seed, "first") % 2
    rest = [
        Waiting(kinds[(first + index) % 2], scenario_id)
        for index, scenario_id in enumerate(others[: MESSAGES - len(own)])
    ]
    return shuffled((*own, *rest), seed)


def shuffled(items: Iterable[T], seed: int) -> tuple[T, ...]:
    """The items in an order that the seed alone decides, whatever order they came in."""
    return tuple(sorted(items, key=lambda item: _number(seed, repr(item))))


def rep_voice(scenario: Scenario, at_hand: Iterable[Scenario], seed: int) -> str:
    """A voice for the rep of a scenario: that of a person, who is not heard in this call."""
    here = {line.voice for line in scenario.lines.values()}
    people = {
        line.voice: None
        for other in at_hand
        for line in other.lines.values()
        if line.kind in _OF_PEOPLE and line.voice not in here
    }
    every = {line.voice: None for other in at_hand for line in other.lines.values()}
    free = people or {voice: None for voice in every if voice not in here} or dict.fromkeys(here)
    return shuffled(free, _number(seed, scenario.id))[0]


def text_of(message: Waiting, scenarios: Mapping[str, Scenario]) -> str:
    """The words of a model or a poor message."""
    scenario = scenarios[message.scenario_id]
    return scenario.model.text if message.kind == "model" else scenario.poor.text


def _number(seed: int, name: str) -> int:
    """A number that looks like chance, the same on every machine and in every year."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{name}".encode()).digest()[:8], "big")
