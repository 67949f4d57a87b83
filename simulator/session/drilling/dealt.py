"""Runs are dealt, or gone on with; and what the menu tells of each drill."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Final

from simulator.ports import PortError
from simulator.practice.cards import id_of
from simulator.practice.dealing import deal_by_chance, deal_calls, deal_prospects
from simulator.practice.next_call import Situation
from simulator.practice.series import Item, Series
from simulator.practice.standing import NEW_REP
from simulator.scenario.deciding_line import deciding_line
from simulator.session.drilling.calls import Calls
from simulator.session.drilling.drills import DRILLS, Drill
from simulator.session.drilling.parts import OnePart
from simulator.session.drilling.quick import QuickChoice
from simulator.session.drilling.run import NothingToDrill, Run, new_id

if TYPE_CHECKING:
    from simulator.practice.evidence import Evidence
    from simulator.practice.next_call import Drawn
    from simulator.scenario.model import ScenarioType
    from simulator.session.desk import Desk

MOST_SEED: Final = 2**31
NOTHING_FITS = "No call fits {what}. Allow more types or levels, or add calls of your own."
NOTHING_ON_THE_WAY = (
    "There is nothing to drill: no call that is open to you carries a sign to learn. Add calls, or "
    "make some single ones first."
)
NO_MESSAGES = "There is nothing to drill: in none of the calls at hand a message is wanted."
NOTHING_TO_RESUME = "There is no unfinished run of this drill. Start a new one."
ALL_GONE = "The calls of the unfinished run are gone, or have changed. Start a new one."
TYPE_WORDS: Final[dict[ScenarioType, str]] = {
    "personal_mailbox": "personal mailboxes",
    "vendor_line": "vendor lines",
    "wrong_contact": "wrong contacts",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rep wants of a new run; None: as the drill has it, or anything."""

    seed: int | None = None
    number: int | None = None
    type: ScenarioType | None = None
    level: int | None = None

    @property
    def in_words(self) -> str:
        """The filter of free play."""
        types = "all types" if self.type is None else TYPE_WORDS[self.type]
        return types if self.level is None else f"{types} of level {self.level}"


ANYTHING: Final = Wanted()


@dataclass(frozen=True, slots=True)
class OnMenu:
    """A drill as the menu shows it.

    `last` is what came of the last run, in a sentence or "", and `unfinished` the run that can be
    gone on with; `done` is how much of it is done.
    """

    drill: Drill
    last: str = ""
    unfinished: Series | None = None
    done: int = 0


def deal(
    desk: Desk,
    drill: Drill,
    wanted: Wanted = ANYTHING,
    now_seconds: Callable[[], float] = monotonic,
) -> tuple[Run, str]:
    """A new run, kept; and what did not work when it was kept, or "". Blocks.

    Raises:
        NothingToDrill: no scenario fits.
    """
    seed = secrets.randbelow(MOST_SEED) if wanted.seed is None else wanted.seed
    items = tuple(_items(desk, drill, wanted, seed))
    if not items:
        raise NothingToDrill(_why_nothing(drill, wanted))
    series = Series(
        id=new_id(desk),
        kind=drill.kind,
        part=drill.part,
        seed=seed,
        started_at=desk.practice.now(),
        items=items,
    )
    run = run_of(desk, drill, series, (), now_seconds)
    return run, run.pause()


def go_on_with(desk: Desk, drill: Drill, now_seconds: Callable[[], float] = monotonic) -> Run:
    """The unfinished run of a drill. Blocks.

    Raises:
        NothingToDrill: there is none, or nothing of it can be played any more.
        PortError: the records cannot be read.
    """
    found = _unfinished(desk, drill)
    if found is None:
        raise NothingToDrill(NOTHING_TO_RESUME)
    run = run_of(desk, drill, *found, now_seconds)
    if run.place is None:
        raise NothingToDrill(ALL_GONE)
    return run


def run_of(
    desk: Desk,
    drill: Drill,
    series: Series,
    done: Iterable[Evidence],
    now_seconds: Callable[[], float] = monotonic,
) -> Run:
    """The run of a series, as its drill has it."""
    kinds: dict[str, type[Run]] = {"quick_choice": QuickChoice, "one_part": OnePart}
    return kinds.get(drill.kind, Calls)(desk, drill, series, tuple(done), now_seconds)


def menu(desk: Desk) -> tuple[OnMenu, ...]:
    """Every drill, as far as the rep has come with it. Blocks.

    Raises:
        PortError: the records cannot be read.
    """
    every = desk.ports.records.all_series()
    return tuple(_on_menu(desk, drill, every) for drill in DRILLS)


def last_run(desk: Desk, drill: Drill) -> Run | None:
    """The last run of a drill of which anything was done, to look at its summary. Blocks.

    Raises:
        PortError: the records cannot be read.
    """
    found = next(_with_something_done(desk, drill, desk.ports.records.all_series()), None)
    return None if found is None else run_of(desk, drill, *found)


def _items(desk: Desk, drill: Drill, wanted: Wanted, seed: int) -> Iterator[Item]:
    number = wanted.number or drill.number or 0
    if drill.kind == "free_play":
        dealt = deal_by_chance(desk.practice.shelf(), seed, wanted.type, wanted.level)
        yield from (Item(scenario=id_, variant=variant) for id_, variant in dealt)
    elif drill.kind == "one_part":
        at_hand = _situation(desk)
        prospects = deal_prospects(at_hand.shelf, at_hand.standing, seed, number)
        yield from (Item(scenario=id_, variant=variant) for id_, variant in prospects)
    else:
        for drawn in deal_calls(_situation(desk), desk.practice.now(), seed, number):
            yield from _item(desk, drill, drawn)


def _item(desk: Desk, drill: Drill, drawn: Drawn) -> Iterator[Item]:
    """A call; of a quick choice, the line on which its sign is heard."""
    if drill.kind != "quick_choice":
        yield Item(scenario=drawn.scenario, variant=drawn.variant)
        return
    files = {file.listing.id: file for file in desk.ports.library.scenarios()}
    scenario = files[drawn.scenario].as_variant(drawn.variant).scenario
    line = deciding_line(id_of(drawn.focus.card), scenario)
    if line is not None:
        yield Item(scenario=drawn.scenario, variant=drawn.variant, line=line)


def _situation(desk: Desk) -> Situation:
    """What is open on the rep's way; where nobody can say, as for a new rep."""
    try:
        return desk.practice.situation()
    except PortError:
        return Situation(NEW_REP, desk.practice.shelf(), skill_titles=desk.practice.skills)


def _why_nothing(drill: Drill, wanted: Wanted) -> str:
    if drill.kind == "free_play":
        return NOTHING_FITS.format(what=wanted.in_words)
    return NO_MESSAGES if drill.kind == "one_part" else NOTHING_ON_THE_WAY


def _with_something_done(
    desk: Desk, drill: Drill, every: Iterable[Series]
) -> Iterator[tuple[Series, tuple[Evidence, ...]]]:
    """The runs of a drill of which something is done, the newest first."""
    for series in every:
        if (series.kind, series.part) == (drill.kind, drill.part):
            done = tuple(desk.ports.records.evidence(series.id))
            if done:
                yield series, done


def _unfinished(desk: Desk, drill: Drill) -> tuple[Series, tuple[Evidence, ...]] | None:
    """The newest run, where it was begun and is not finished."""
    every = desk.ports.records.all_series()
    series, done = next(_with_something_done(desk, drill, every), (None, ()))
    if series is None or series.finished_at is not None or not series.places_left(done):
        return None
    return series, done


def _on_menu(desk: Desk, drill: Drill, every: Iterable[Series]) -> OnMenu:
    series, done = next(_with_something_done(desk, drill, every), (None, ()))
    if series is None:
        return OnMenu(drill)
    run = run_of(desk, drill, series, done)
    can_go_on = series.finished_at is None and not run.is_over
    return OnMenu(drill, run.summary().headline, series if can_go_on else None, len(done))
