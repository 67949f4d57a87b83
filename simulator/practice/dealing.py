"""What a drill consists of: calls, prospects, or whatever fits, by chance that can be repeated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, count, islice
from typing import Final

from simulator.practice.cards import cue_card, is_cue
from simulator.practice.focus import Focus
from simulator.practice.inbox import shuffled
from simulator.practice.next_call import Drawn, Situation, call_for, calls_dealt
from simulator.practice.series import Item
from simulator.practice.shelf import Shelved
from simulator.practice.standing import Standing, with_played
from simulator.scenario.model import ScenarioType

FEWEST_SIGNS: Final = 4
"""With fewer signs, nearly every answer would be the same, and nothing would be decided."""
IN_A_ROW: Final = 2
"""So often a sign that is new comes in a row, before it is mixed with the others."""


def deal_calls(at_hand: Situation, now: str, seed: int, number: int) -> tuple[Drawn, ...]:
    """So many calls from what is open on a rep's way, as `calls_dealt` deals them.

    Where that would be the same few signs throughout, since the rep is new, the first of the way
    come a few times in a row each, and then mixed. Without scenarios for the way there are none.
    """
    dealt = calls_dealt(at_hand, now, seed, number)
    signs = list(dict.fromkeys(drawn.focus.card for drawn in dealt))
    if not dealt or len(signs) >= FEWEST_SIGNS:
        return dealt
    there = {cue_card(cue) for one in at_hand.shelf for cue in one.cues}
    more = [card for card in at_hand.scope.cards if is_cue(card) and card in there]
    signs = list(dict.fromkeys((*signs, *more)))[:FEWEST_SIGNS]
    return _drawn(islice(_blocks_then_mixed(signs, seed), number), at_hand, now, seed)


def deal_prospects(
    shelf: Sequence[Shelved], standing: Standing, seed: int, number: int
) -> tuple[tuple[str, int], ...]:
    """So many scenarios with their variants in which a message is wanted, unplayed ones first.

    With fewer scenarios than that they come again, in other variants where they have some.
    """
    wanted = {one.id: one for one in shelf if one.takes_message}
    if not wanted:
        return ()
    order = sorted(shuffled(sorted(wanted), seed), key=lambda id_: id_ in standing.played)
    rounds = (number - 1) // len(order) + 1
    every = [(id_, turn % wanted[id_].variants) for turn in range(rounds) for id_ in order]
    return tuple(every[:number])


def deal_by_chance(
    shelf: Sequence[Shelved],
    seed: int,
    type_: ScenarioType | None = None,
    level: int | None = None,
) -> tuple[tuple[str, int], ...]:
    """Every scenario that a filter allows, once, shuffled, each in a variant drawn by chance."""
    fits = [one for one in shelf if type_ in {None, one.type} and level in {None, one.level}]
    variants = {one.id: one.variants for one in fits}
    order = shuffled(sorted(variants), seed)
    return tuple(
        (id_, shuffled(range(variants[id_]), seed + place)[0]) for place, id_ in enumerate(order)
    )


def _blocks_then_mixed(signs: Sequence[str], seed: int) -> Iterator[str]:
    """Each a few times in a row, and then all of them, shuffled anew in every turn, for ever."""
    blocks = (sign for sign in signs for _ in range(IN_A_ROW))
    return chain(blocks, chain.from_iterable(shuffled(signs, turn) for turn in count(seed)))


def _drawn(order: Iterable[str], at_hand: Situation, now: str, seed: int) -> tuple[Drawn, ...]:
    """One call for each card, drawn as if those before had been played."""
    found, standing = list[Drawn](), at_hand.standing
    for place, card in enumerate(order):
        situation = replace(at_hand, standing=standing)
        drawn = call_for(Focus(card, "new"), situation, now, seed + place)
        found += filter(None, (drawn,))
        standing = with_played(standing, found[-1].scenario, found[-1].variant)
    return tuple(found)


def reshuffled(items: Sequence[Item], seed: int) -> tuple[Item, ...]:
    """The scenarios of some items once more, each once, in another order."""
    latest = {item.scenario: item for item in items}
    order = shuffled(sorted(latest), seed + len(items))
    return tuple(latest[id_] for id_ in order)
