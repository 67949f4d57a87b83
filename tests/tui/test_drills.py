"""The drills on the screen: chosen, played, left, gone on with, and what came of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from simulator.ports import PortError, ScenarioFile
from simulator.practice.evidence import Evidence
from simulator.session.desk import Desk
from simulator.session.drilling.dealt import Wanted, deal
from simulator.session.drilling.deciding import Deciding
from simulator.session.drilling.drills import drill_named
from simulator.settings import Preferences
from simulator.tui.app import RolecallApp
from simulator.tui.messages import PageRequested
from simulator.tui.screens.call import CallScreen
from simulator.tui.screens.dial import DialScreen
from simulator.tui.screens.drill_summary import SummaryScreen
from simulator.tui.screens.drills import DrillsScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.part import PartScreen
from simulator.tui.screens.quick import QuickScreen
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.decisions import Decision
from tests.tui.driving import LARGE, SMALL, click_key, result, screen_text, shows, until
from tests.tui.fakes import Setup, ShelfLibrary, set_up
from tests.tui.scenes import OWN, TEAM, scenario_files

START = datetime.fromisoformat("2026-03-02T09:00:00+01:00")
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE])


def calls(*more: str) -> Sequence[ScenarioFile]:
    return scenario_files(OWN, TEAM, *more)


def at_a_desk(folder: Path, **more: Any) -> Setup:
    """A desk at which every moment lies a minute after the one before."""
    made = set_up(folder, files=calls(), **more)
    minutes = iter(range(100_000))
    made.desk.practice.clock = lambda: START + timedelta(minutes=next(minutes))
    return made


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return at_a_desk(tmp_path)


@pytest.fixture
def after_the_cue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every key is pressed one second after the words that tell it."""
    monkeypatch.setattr(
        Deciding, "seconds", property(lambda self: (self.sound.cue_end_seconds or 0.0) + 1.0)
    )


@asynccontextmanager
async def drills(
    setup: Setup, *, size: tuple[int, int] = SMALL, chosen: str = "quick-choice"
) -> AsyncIterator[Pilot[None]]:
    """The app where the rep looks at the drills."""
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        pilot.app.screen.post_message(PageRequested("drills"))
        await until(pilot, "the drills", lambda: isinstance(pilot.app.screen, DrillsScreen))
        await shows(pilot, "It trains")
        while pilot.app.screen.query_one(Choices).chosen != chosen:
            await pilot.press("down")
        yield pilot


async def at(pilot: Pilot[None], screen: type) -> None:
    await until(pilot, screen.__name__, lambda: isinstance(pilot.app.screen, screen))


async def quick(pilot: Pilot[None]) -> None:
    """Begin quick choice, and hear the first greeting."""
    await pilot.press("enter")
    await at(pilot, QuickScreen)
    await shows(pilot, "Enter begins.")
    await pilot.press("enter")
    await hearing(pilot)


async def hearing(pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    await until(pilot, "a greeting", lambda: screen.has_class("-hearing"))


def right_key(setup: Setup, pilot: Pilot[None]) -> str:
    """The key that is best for the greeting that is heard."""
    screen = pilot.app.screen
    assert isinstance(screen, QuickScreen)
    assert screen._now is not None
    return "l" if screen._now.greeting.scenario.id == "own" else "0"


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs have three items."""
    from simulator.session.drilling import dealt as module
    from simulator.session.drilling import drills as every
    from simulator.tui.screens import drills as menu_screen

    short = tuple(d if d.number is None else replace(d, number=3) for d in every.DRILLS)
    monkeypatch.setattr(module, "DRILLS", short)
    monkeypatch.setattr(menu_screen, "DRILLS", short)


@SIZES
async def test_the_menu_tells_what_each_drill_trains(setup: Setup, size: tuple[int, int]) -> None:
    async with drills(setup, size=size) as pilot:
        text = screen_text(pilot)
        for title in ("Quick choice", "Power hour", "Twenty openings", "Free play"):
            assert title in text
        await shows(pilot, "Greeting after greeting, and you decide within seconds")
        await pilot.press("down")
        await shows(pilot, "20 dials against the clock")
        await pilot.press("escape")
        await at(pilot, HomeScreen)


@pytest.mark.usefixtures("after_the_cue", "three")
@SIZES
async def test_greetings_are_decided_by_one_key_and_summed_up(
    setup: Setup, size: tuple[int, int]
) -> None:
    async with drills(setup, size=size) as pilot:
        await quick(pilot)
        await shows(pilot, "Ines Bauer, Corvid Optics")
        await shows(pilot, "leave a message")
        for number in range(3):
            await hearing(pilot)
            await pilot.press(right_key(setup, pilot))
            await shows(pilot, "1.0 s after the words that tell it.")
            await shows(pilot, f"{number + 1} of 3 done, {number + 1} right")
            if number < 2:
                await shows(pilot, "The next one rings in")
            await pilot.press("enter")
        await at(pilot, SummaryScreen)
        await shows(pilot, "3 of 3 right; half of these within 1.0 s.")
        await pilot.press("escape")
        await at(pilot, DrillsScreen)
        await shows(pilot, "3 of 3 right")


@pytest.mark.usefixtures("after_the_cue", "three")
async def test_a_wrong_key_says_what_was_best_and_why(setup: Setup) -> None:
    async with drills(setup) as pilot:
        await quick(pilot)
        await pilot.press("9")
        await shows(pilot, "Wrong: you chose to press 9.")
        await shows(pilot, "(rule ")


@pytest.mark.usefixtures("three")
async def test_a_key_before_the_words_that_tell_it_is_a_guess(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Deciding, "seconds", property(lambda _: 0.1))
    async with drills(setup) as pilot:
        await quick(pilot)
        await pilot.press(right_key(setup, pilot))
        await shows(pilot, "Right, but a guess")


@pytest.mark.usefixtures("three")
async def test_who_does_not_decide_is_too_late(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Deciding, "seconds", property(lambda self: self.sound.seconds + 5.1))
    async with drills(setup) as pilot:
        await pilot.press("enter")
        await shows(pilot, "Enter begins.")
        await pilot.press("enter")
        await shows(pilot, "Too late: nobody waits that long.")


@pytest.mark.usefixtures("after_the_cue", "three")
async def test_a_decision_can_be_clicked(setup: Setup) -> None:
    async with drills(setup) as pilot:
        await quick(pilot)
        lines = [line for line in pilot.app.screen.query(Decision) if line.display]
        await pilot.click(lines[1])
        await shows(pilot, "you chose to hang up")


@pytest.mark.usefixtures("after_the_cue", "three")
async def test_a_run_that_was_left_is_gone_on_with(setup: Setup) -> None:
    async with drills(setup) as pilot:
        await quick(pilot)
        await pilot.press(right_key(setup, pilot), "b")
        await shows(pilot, "A break. Enter goes on.")
        await click_key(pilot, "stop here")
        await at(pilot, SummaryScreen)
        await shows(pilot, "1 of 1 right; this one within 1.0 s. 1 of 3 were played.")
        await pilot.press("escape")
        await shows(pilot, "1 of 3 are done: g goes on, enter begins anew.")
        await pilot.press("g")
        await at(pilot, QuickScreen)
        await shows(pilot, "You will hear 2 greetings")
        await pilot.press("escape")
        await at(pilot, SummaryScreen)
        await pilot.press("g")
        await at(pilot, QuickScreen)


@pytest.mark.usefixtures("after_the_cue", "three")
async def test_results_that_cannot_be_kept_are_told_and_the_drill_goes_on(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise PortError("The results are locked.")

    records = setup.desk.ports.records
    for name in ("keep_evidence", "keep_series"):
        monkeypatch.setattr(records, name, locked)
    async with drills(setup) as pilot:
        await quick(pilot)
        for _ in range(3):
            await hearing(pilot)
            await pilot.press(right_key(setup, pilot))
            await shows(pilot, "Right:")
            await pilot.press("enter")
        await at(pilot, SummaryScreen)
        await shows(pilot, "3 of 3 right")


async def dial(pilot: Pilot[None], setup: Setup, *, message: str) -> None:
    """Dial, and type a message where one can be left."""
    await at(pilot, DialScreen)
    await shows(pilot, "Ines Bauer")
    await pilot.press("enter")
    await at(pilot, CallScreen)
    await shows(pilot, "YOUR MESSAGE")
    await pilot.press(*message, "enter")


TYPED = Preferences(first_steps_seen=True, typed=True, recording_notice_seen=True)


@pytest.mark.usefixtures("three")
async def test_a_power_hour_goes_from_dial_to_dial_without_a_word(tmp_path: Path) -> None:
    setup = at_a_desk(tmp_path, preferences=TYPED)
    async with drills(setup, chosen="power-hour") as pilot:
        await pilot.press("enter")
        await shows(pilot, "3 dials in 60 minutes")
        for number in range(3):
            await shows(pilot, f"dial {number + 1} of 3")
            await dial(pilot, setup, message="Hi Ines it is Robin call me please")
            await until(
                pilot, "the next dial", lambda: not isinstance(pilot.app.screen, CallScreen)
            )
        await at(pilot, SummaryScreen)
        await shows(pilot, "3 of 3 dials in less than a minute")
        kept = setup.desk.ports.records.evidence()
        assert [(one.setting, one.place) for one in kept] == [("power_hour", n) for n in range(3)]
        await pilot.press("enter")
        await result(pilot)
        await pilot.press("escape")
        await at(pilot, SummaryScreen)
        await pilot.press("escape")
        await at(pilot, DrillsScreen)
        await pilot.press("escape")
        await at(pilot, HomeScreen)


@pytest.mark.usefixtures("three")
async def test_the_clock_of_a_power_hour_can_be_stopped(tmp_path: Path) -> None:
    setup = at_a_desk(tmp_path, preferences=TYPED)
    async with drills(setup, chosen="power-hour") as pilot:
        await pilot.press("enter")
        await dial(pilot, setup, message="Hi Ines it is Robin call me please")
        await shows(pilot, "dial 2 of 3")
        await pilot.press("p")
        await shows(pilot, "The clock stands still.")
        await pilot.press("p")
        await shows(pilot, "Enter dials.")
        await pilot.press("escape")
        await at(pilot, SummaryScreen)
        await pilot.press("g")
        await shows(pilot, "dial 2 of 3")


async def test_free_play_has_all_feedback_and_goes_on(tmp_path: Path) -> None:
    setup = at_a_desk(tmp_path, preferences=TYPED)
    async with drills(setup, chosen="free-play") as pilot:
        await pilot.press("t", "l")
        await shows(pilot, "personal mailboxes of level 1; t and l change it")
        await pilot.press("enter")
        await shows(pilot, "call 1")
        await dial(pilot, setup, message="Hi Ines it is Robin call me please")
        await result(pilot)
        await pilot.press("n")
        await at(pilot, DialScreen)
        await shows(pilot, "call 2")
        await pilot.press("escape")
        await at(pilot, SummaryScreen)
        await shows(pilot, "1 call in less than a minute")


async def test_a_filter_that_nothing_fits_is_said(setup: Setup) -> None:
    async with drills(setup, chosen="free-play") as pilot:
        await pilot.press("t", "t", "t", "enter")
        await shows(pilot, "No call fits wrong contacts.")
        assert isinstance(pilot.app.screen, DrillsScreen)


@pytest.mark.usefixtures("three")
@SIZES
async def test_openings_are_typed_where_there_is_no_microphone(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    setup = at_a_desk(tmp_path, has_microphone=False)
    async with drills(setup, size=size, chosen="opening") as pilot:
        await pilot.press("enter")
        await at(pilot, PartScreen)
        await shows(pilot, "Type your opening, and press enter.")
        await pilot.press("enter")
        await shows(pilot, "Nothing was typed.")
        await pilot.press(*"Hi Ines this is Robin Vale with Lanternworks", "enter")
        await shows(pilot, "Says your name")
        await shows(pilot, "1 of 3 done")
        await pilot.press("escape")
        await at(pilot, SummaryScreen)
        await shows(pilot, "1 of 3 were said.")


@pytest.mark.usefixtures("three")
async def test_numbers_are_spoken_and_graded_by_their_own_points(tmp_path: Path) -> None:
    setup = at_a_desk(
        tmp_path,
        said=["call 617 555 0177 again 617 555 0177"],
        preferences=Preferences(first_steps_seen=True, recording_notice_seen=True),
    )
    async with drills(setup, chosen="number") as pilot:
        await pilot.press("enter")
        await shows(pilot, "Press space, say your phone number")
        await pilot.press("space")
        await shows(pilot, "● RECORDING")
        await until(pilot, "the microphone is open", setup.microphone.recording.is_set)
        await pilot.press("space")
        await shows(pilot, "Gives your number")
        (kept,) = setup.desk.ports.records.evidence()
        assert kept.setting == "one_part"
        assert set(kept.ratings) <= {
            "skill:states_callback_number", "skill:number_repeated", "skill:number_pace",
        }  # fmt: skip
        await pilot.press("enter")
        await shows(pilot, "number 2 of 3")
        await pilot.press("t")
        await shows(pilot, "Type your phone number")
        await pilot.press("escape")
        await shows(pilot, "Press space, say your phone number")
        await pilot.press("b")
        await shows(pilot, "A break: the clock stands still.")
        await pilot.press("b")
        await shows(pilot, "Press space")


async def test_a_drill_without_calls_says_so(tmp_path: Path) -> None:
    setup = at_a_desk(tmp_path)
    setup.desk.practice._library = ShelfLibrary([])
    async with drills(setup, chosen="opening") as pilot:
        await pilot.press("enter")
        await shows(pilot, "in none of the calls at hand a message is wanted")


async def test_the_summary_of_the_last_run_is_looked_at_again(setup: Setup) -> None:
    played(setup.desk)
    async with drills(setup, chosen="power-hour") as pilot:
        await shows(pilot, "12 of 20 dials in 24 minutes, 9 passed.")
        await pilot.press("v")
        await at(pilot, SummaryScreen)
        await shows(pilot, "First five against last five")
        await pilot.press("enter")
        await shows(pilot, "This result is gone, or was not kept.")


def played(desk: Desk) -> None:
    """Twelve dials of a power hour, the last of them in haste."""
    run, _ = deal(desk, drill_named("power-hour"), Wanted(seed=1))
    for place in range(12):
        is_good = place < 9
        run.add(
            Evidence(
                attempt=f"a-{place:02d}",
                scenario=run.series.items[place].scenario,
                variant=0,
                type="personal_mailbox",
                finished_at=desk.practice.now(),
                setting="power_hour",
                series=run.series.id,
                place=place,
                is_clean=is_good,
                passed=is_good,
                scores={"overall": 84.0 if is_good else 41.0},
                measures={"words_per_minute": 138.0 + 4 * place, "seconds": 27.0 - place / 2},
            )
        )
    run.series = run.series.model_copy(update={"spent_seconds": 1440.0})
    run.end()
