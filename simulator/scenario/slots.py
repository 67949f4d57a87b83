"""Variants of a scenario: the words in {braces} are filled in from its `slots`, by a number.

A slot has several options. An option is a text, for `{slot}`, or several that belong together, for
`{slot.part}`. Variant number n takes option n of each slot, beginning anew after the last, so that
variant 0 has the first option of all. Which variant a call has follows from a number alone: it is
kept with the call, and the call can be replayed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from math import lcm
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from simulator.scenario.field_errors import validated
from simulator.scenario.marks import Data, Marked, Path
from simulator.scenario.model import Option, SlotName
from simulator.scenario.problem import (
    MOST_PROBLEMS,
    Problem,
    ProblemsFound,
    did_you_mean,
    listed,
)

MOST_VARIANTS: Final = 12
"""Each is checked whenever the file is read. Two slots of four and three options make twelve."""
PLACEHOLDER: Final = re.compile(r"\{([^{}\n]{1,60})\}")
NOT_FILLED: Final = ("slots", "id", "title", "cues", "twin_of", "type")
"""Keys at the top in which nothing is filled in: lists and records name a scenario by them."""


class _Slotted(BaseModel):
    """The one key of a scenario that is needed before all others."""

    model_config = ConfigDict(frozen=True, strict=True)

    slots: dict[SlotName, Annotated[tuple[Option, ...], Field(min_length=2, max_length=6)]] = Field(
        default_factory=dict, max_length=8
    )


def variants(marked: Marked) -> Iterator[Marked]:
    """The data of each variant, variant 0 first; of a file without slots, its own data.

    Raises:
        ProblemsFound: with all that is wrong about slots and braces.
    """
    slots = validated(replace(marked, problems=()), _Slotted).slots
    problems = (
        *_slot_problems(marked, slots),
        *islice(_brace_problems(marked, slots), MOST_PROBLEMS + 1),
    )
    if problems:
        raise ProblemsFound([*marked.problems, *problems])
    for number in range(lcm(*map(len, slots.values()))):
        words = dict(_words(slots, number))
        yield replace(marked, data=_filled(marked.data, words))


def unused_slots(marked: Marked) -> Iterator[str]:
    """The slots from which no text of a file takes its words."""
    taken = {
        found[1].partition(".")[0]
        for path, text in _texts(marked.data)
        if path[0] not in NOT_FILLED
        for found in PLACEHOLDER.finditer(text)
    }
    slots = marked.data.get("slots")
    return (name for name in (slots if isinstance(slots, dict) else ()) if name not in taken)


def _words(slots: Mapping[str, tuple[Option, ...]], number: int) -> Iterator[tuple[str, str]]:
    """What stands for each placeholder in a variant."""
    for name, options in slots.items():
        option = options[number % len(options)]
        if isinstance(option, str):
            yield name, option
        else:
            yield from ((f"{name}.{part}", text) for part, text in option.items())


def _filled(data: Mapping[str, Data], words: Mapping[str, str]) -> dict[str, Data]:
    if not words:
        return dict(data)
    return {key: value if key in NOT_FILLED else _with(value, words) for key, value in data.items()}


def _with(value: Data, words: Mapping[str, str]) -> Data:
    """The same value with the words in; as deep as the reader allows, which is not deep."""
    if isinstance(value, str):
        return PLACEHOLDER.sub(lambda found: words[found[1]], value)
    if isinstance(value, list):
        return [_with(one, words) for one in value]
    if isinstance(value, dict):
        return {key: _with(one, words) for key, one in value.items()}
    return value


def _slot_problems(marked: Marked, slots: Mapping[str, tuple[Option, ...]]) -> Iterator[Problem]:
    for name, options in slots.items():
        parts = [sorted(o) if isinstance(o, dict) else None for o in options]
        for at, own in enumerate(parts):
            if own != parts[0]:
                asked = "a text" if parts[0] is None else f"the parts {listed(parts[0])}"
                message = f"every option of a slot has the same shape; the first has {asked}"
                yield marked.problem(("slots", name, at), message)
    number = lcm(*map(len, slots.values()))
    if number > MOST_VARIANTS:
        message = (
            f"these slots make {number} variants; at most {MOST_VARIANTS} are allowed. "
            "Give slots the same number of options, as 3 and 3, or 2 and 4"
        )
        yield marked.problem(("slots",), message, of_key=True)


def _brace_problems(marked: Marked, slots: Mapping[str, tuple[Option, ...]]) -> Iterator[Problem]:
    known = sorted({name for name, _ in _words(slots, 0)})
    for path, text in _texts(marked.data):
        for found in PLACEHOLDER.finditer(text):
            if path[0] in NOT_FILLED:
                message = f"nothing is filled in here: write a text instead of {found[0]}"
                yield marked.problem(path, message)
            elif found[1] not in known:
                near = did_you_mean(found[1], known)
                there = f"; there are {listed(known)}" if known else "; this file has no `slots`"
                yield marked.problem(path, f"there is no slot `{found[1]}`{near}{there}")


def _texts(data: Data) -> Iterator[tuple[Path, str]]:
    """Every text with its path, without recursion."""
    waiting: list[tuple[Path, Data]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, list):
            waiting += [((*path, at), one) for at, one in reversed(list(enumerate(value)))]
        elif isinstance(value, dict):
            waiting += [((*path, key), one) for key, one in reversed(list(value.items()))]
