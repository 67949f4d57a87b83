"""Every screen as it looks at 80x24 and 120x40, held as plain text beside this file.

A picture that has changed on purpose is taken anew by `ROLECALL_PICTURES=new python -m pytest
tests/tui/test_pictures.py`; look at each before you commit it.
"""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.pilot import Pilot

from simulator.ports import Machine
from simulator.practice import exam_parse
from simulator.practice.exam_parse import load_exam
from simulator.practice.self_rating import SelfRating
from simulator.session.drilling.deciding import Deciding
from simulator.session.playback import Playback
from simulator.settings import Places, Preferences
from simulator.tui.app import RolecallApp
from simulator.tui.messages import PageRequested
from tests.tui.driving import LARGE, SMALL, result, screen_text, shows, until
from tests.tui.fakes import Setup, set_up
from tests.tui.messages_left import leave
from tests.tui.scenes import OWN, TEAM, scenario_files
from tests.tui.test_call import calling
from tests.tui.test_callback import asked
from tests.tui.test_drills import TYPED, at_a_desk, drills, hearing, played, quick, right_key
from tests.tui.test_exam import (
    EXAM,
    at_the_exam,
    candidate,
    first_call,
    rate,
    second_call,
)
from tests.tui.test_inbox import OTHERS, SEED, Speaks, decide, inbox, playing
from tests.tui.test_progress import looking
from tests.tui.test_redo import BETTER, opened, record
from tests.tui.test_writedown import writing
from tests.tui.voices import seen

PICTURES = Path(__file__).parent / "pictures"
TAKES_NEW = os.environ.get("ROLECALL_PICTURES") == "new"
Size = tuple[int, int]
Scene = Callable[[Path, Size], AbstractAsyncContextManager[Pilot[None]]]
SCENES: dict[str, Scene] = {}

CLOCK = re.compile(r"\b\d:\d\d\b")
METER = re.compile(r"[▁▂▃▄▅▆▇█░]{12,}")
SEAL_SHOWN = re.compile(r"\b[0-9a-f]{4}( [0-9a-f]{4}){3}\b")
PLACE = re.compile(r"[━─]+●[━─]+|●─+")


def scene(function: Scene) -> Scene:
    """One more screen to look at; its name is the function's."""
    SCENES[function.__name__] = function
    return function


@asynccontextmanager
async def at_home(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    desk = set_up(folder).desk
    desk.notice_was_seen()  # it names a folder that is another one in each run
    async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        yield pilot


@scene
@asynccontextmanager
async def home(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_home(folder, size) as pilot:
        yield pilot


@scene
@asynccontextmanager
async def home_help(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_home(folder, size) as pilot:
        await pilot.press("question_mark")
        await shows(pilot, "Opens the brief of the chosen call.")
        yield pilot


@scene
@asynccontextmanager
async def way(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_home(folder, size) as pilot:
        await pilot.press("o")
        await shows(pilot, "0 of 3 stages done")
        yield pilot


@scene
@asynccontextmanager
async def brief_hint(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with brief(folder, size) as pilot:
        await pilot.press("h")
        await shows(pilot, "You took a hint")
        yield pilot


@scene
@asynccontextmanager
async def brief(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_home(folder, size) as pilot:
        await pilot.press("enter")
        await shows(pilot, "You call")
        yield pilot


@scene
@asynccontextmanager
async def brief_rules(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with brief(folder, size) as pilot:
        await pilot.press("r")
        await shows(pilot, "Of 100 points")
        yield pilot


@scene
@asynccontextmanager
async def baseline(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_home(folder, size) as pilot:
        await pilot.press("b")
        await shows(pilot, "Press space, read aloud, and press space again.")
        yield pilot


@asynccontextmanager
async def settled(folder: Path, size: Size, *, people: bool = True) -> AsyncIterator[Pilot[None]]:
    """Two people share the machine; what names a folder names always the same one."""
    setup = set_up(folder)
    desk = setup.desk
    if people:
        alex = desk.people.add("Alex Reed", "Northwind", "617-555-0142")
        desk.people.add("Sam Poe", "Acme")
        desk.seat(desk.people, alex)
    machine = Machine(("Headset",), ("Headset", "Webcam"), ("natural", "espeak"))
    desk.ports = replace(desk.ports, machine=machine)
    desk.places = Places(Path("/rolecall/data"), Path("/rolecall/cache"))
    async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("s")
        await shows(pilot, "Each person has results, recordings, baselines")
        yield pilot


@scene
@asynccontextmanager
async def settings(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with settled(folder, size) as pilot:
        yield pilot


@scene
@asynccontextmanager
async def people(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with settled(folder, size) as pilot:
        await pilot.press("enter")
        await shows(pilot, "keeps them apart, not secret")
        yield pilot


@scene
@asynccontextmanager
async def profile(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with settled(folder, size, people=False) as pilot:
        await pilot.press("enter")
        await shows(pilot, "Nobody has a profile yet.")
        await pilot.press(*"Ann Lee", "enter", *"Acme", "enter", *"555", "enter")
        await shows(pilot, "this has 3.")
        yield pilot


@scene
@asynccontextmanager
async def keys(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with settled(folder, size) as pilot:
        pilot.app.screen.post_message(PageRequested("keys"))
        await shows(pilot, "Opens the brief of the chosen call.")
        await pilot.press("down", "enter", "q")
        await shows(pilot, "is taken")
        yield pilot


@scene
@asynccontextmanager
async def first_step(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    desk = set_up(folder, preferences=Preferences()).desk
    async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
        await shows(pilot, "Who are you?")
        yield pilot


@scene
@asynccontextmanager
async def first_steps_microphone(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with first_step(folder, size) as pilot:
        await pilot.press("pagedown", "pagedown", "space")
        await shows(pilot, "● RECORDING")
        yield pilot


@scene
@asynccontextmanager
async def first_steps_call(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with first_step(folder, size) as pilot:
        await pilot.press(*["pagedown"] * 5)
        await shows(pilot, "Press enter for the brief of your first call")
        yield pilot


@scene
@asynccontextmanager
async def call_greeting(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with calling(set_up(folder, held=["sound"]), size=size) as pilot:
        await shows(pilot, "Leave a message.")
        yield pilot


@scene
@asynccontextmanager
async def call_recording(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with calling(set_up(folder), size=size) as pilot:
        await shows(pilot, "● RECORDING")
        yield pilot


@scene
@asynccontextmanager
async def call_typing(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with calling(set_up(folder), typed=True, size=size) as pilot:
        await shows(pilot, "YOUR MESSAGE")
        yield pilot


@scene
@asynccontextmanager
async def heard(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    setup = set_up(folder, said=["Hi Ines this is Rob~ invalid~ call me on 617 555 0177"])
    async with calling(setup, size=size) as pilot:
        await shows(pilot, "● RECORDING")
        await pilot.press("space")
        await shows(pilot, "This is what was heard")
        yield pilot


@scene
@asynccontextmanager
async def callback_question(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with asked(folder, size=size) as (pilot, _):
        yield pilot


@scene
@asynccontextmanager
async def callback_sure(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with asked(folder, size=size) as (pilot, _):
        await pilot.press("n")
        await shows(pilot, "How sure are you?")
        yield pilot


@scene
@asynccontextmanager
async def callback_listening(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with asked(folder, size=size) as (pilot, _):
        await pilot.press("y", "enter")
        await shows(pilot, "playing")
        await pilot.press("space", "right", "right", "d")
        await shows(pilot, "You would have deleted it at 0:03.")
        yield pilot


@scene
@asynccontextmanager
async def of_result(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with asked(folder, size=size) as (pilot, _):
        await result(pilot)
        yield pilot


@scene
@asynccontextmanager
async def result_mark(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with of_result(folder, size) as pilot:
        await pilot.press("right")
        await shows(pilot, "mark 1 of")
        yield pilot


@scene
@asynccontextmanager
async def result_compared(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with of_result(folder, size) as pilot:
        await pilot.press("p")
        await shows(pilot, "This was your first call of this scenario.")
        yield pilot


@scene
@asynccontextmanager
async def model(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with of_result(folder, size) as pilot:
        await pilot.press("h")
        await shows(pilot, "1 of 3: Yours, as they hear it")
        await shows(pilot, "Then:")
        await pilot.press("space")
        await shows(pilot, "paused")
        yield pilot


@scene
@asynccontextmanager
async def redo_parts(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with opened(folder, size=size) as (pilot, _):
        yield pilot


@scene
@asynccontextmanager
async def redo_recording(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with opened(folder, size=size) as (pilot, setup):
        await pilot.press("space")
        await shows(pilot, "● RECORDING")
        await until(pilot, "the microphone is open", setup.microphone.recording.is_set)
        yield pilot


@scene
@asynccontextmanager
async def redo_spliced(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with opened(folder, BETTER, size=size) as (pilot, setup):
        await record(pilot, setup)
        await shows(pilot, "Spliced in:")
        await pilot.press("space", "left")
        await shows(pilot, "paused")
        yield pilot


@scene
@asynccontextmanager
async def redo_compared(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with redo_spliced(folder, size) as pilot:
        await pilot.press("enter")
        await shows(pilot, "This is practice")
        await shows(pilot, "Says your name")
        yield pilot


@scene
@asynccontextmanager
async def voice(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    with pytest.MonkeyPatch.context() as patch:
        async with seen(folder, patch, size=size) as pilot:
            yield pilot


@scene
@asynccontextmanager
async def write_down_asked(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with writing(set_up(folder), size=size) as pilot:
        yield pilot


@scene
@asynccontextmanager
async def write_down_told(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with writing(set_up(folder), size=size) as pilot:
        await pilot.press("enter")
        await shows(pilot, "That was it.")
        await pilot.press(*"617 555 0147", "enter")
        await shows(pilot, "digit")
        yield pilot


@asynccontextmanager
async def at_the_inbox(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simulator.session.inbox.secrets.randbelow", lambda _: SEED)
        # Nobody deletes at the same word twice: for these pictures, no time passes.
        patch.setattr(Playback, "position_seconds", property(lambda _: 0.0))
        made = set_up(folder, files=scenario_files(OWN, TEAM, *OTHERS))
        made.desk.ports = replace(made.desk.ports, voice=Speaks(folder))
        leave(made.desk, rating=SelfRating(would_call_back=True, sure_percent=80))
        async with inbox(made, size=size) as pilot:
            yield pilot


@scene
@asynccontextmanager
async def inbox_waiting(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_the_inbox(folder, size) as pilot:
        yield pilot


@scene
@asynccontextmanager
async def inbox_playing(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_the_inbox(folder, size) as pilot:
        await pilot.press("enter")
        await playing(pilot, 1)
        yield pilot


@scene
@asynccontextmanager
async def inbox_told(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_the_inbox(folder, size) as pilot:
        await pilot.press("enter")
        await decide(pilot, "d", "d", "k", "enter", "d")
        await shows(pilot, "You deleted yourself at 0:00.")
        yield pilot


@asynccontextmanager
async def at_an_exam(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    """The certification, of two calls here; nothing is written, and what is, lies elsewhere."""
    made = candidate(folder)
    made.desk.notice_was_seen()
    nowhere = patch("simulator.session.examining.examination.write_sealed")
    exam = patch.object(exam_parse, "load_exam", lambda _: EXAM)
    with exam, nowhere, patch.object(Path, "home", lambda: Path("/home/robin")):
        async with at_the_exam(made, size) as pilot:
            yield pilot


@scene
@asynccontextmanager
async def exam_intro(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    shipped = patch("tests.tui.test_pictures.EXAM", load_exam("certification"))
    with shipped:
        async with at_an_exam(folder, size) as pilot:
            yield pilot


@scene
@asynccontextmanager
async def exam_next(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_an_exam(folder, size) as pilot:
        await pilot.press("enter")
        await shows(pilot, "Call 1 of 2")
        yield pilot


@scene
@asynccontextmanager
async def exam_heard(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_an_exam(folder, size) as pilot:
        await first_call(pilot)
        yield pilot


@scene
@asynccontextmanager
async def exam_question(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with exam_heard(folder, size) as pilot:
        await pilot.press("enter")
        await shows(pilot, "Would you call you back?")
        yield pilot


@scene
@asynccontextmanager
async def exam_ended(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with exam_heard(folder, size) as pilot:
        await pilot.press("c")
        await shows(pilot, "Enter writes it down")
        await pilot.press("x", "enter")
        await rate(pilot)
        await second_call(pilot)
        await shows(pilot, "Certification: passed")
        yield pilot


@scene
@asynccontextmanager
async def progress(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with looking(folder, size=size) as pilot:
        yield pilot


@scene
@asynccontextmanager
async def progress_signs(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with looking(folder, size=size) as pilot:
        await pilot.press("2", "down")
        await shows(pilot, "A line for vendors")
        yield pilot


@scene
@asynccontextmanager
async def progress_trends(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with looking(folder, size=size) as pilot:
        await pilot.press("4", "down", "down")
        await shows(pilot, "This week: 77 of 100")
        yield pilot


@scene
@asynccontextmanager
async def progress_answers(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with looking(folder, size=size) as pilot:
        await pilot.press("5")
        await shows(pilot, "you said 10 %")
        yield pilot


@scene
@asynccontextmanager
async def progress_decisions(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with looking(folder, size=size) as pilot:
        await pilot.press("6")
        await shows(pilot, "In brackets")
        yield pilot


def without_time(picture: str) -> str:
    """The picture with every clock at 0:00, meters and places on a line at rest, and one seal."""
    still = METER.sub(lambda found: "▁" * len(found[0]), picture)
    still = PLACE.sub(lambda found: "●" + "─" * (len(found[0]) - 1), still)
    still = SEAL_SHOWN.sub("5ea1 5ea1 5ea1 5ea1", still)
    return CLOCK.sub("0:00", still) + "\n"


@asynccontextmanager
async def at_the_drills(
    folder: Path, size: Size, chosen: str, *, typed: bool = False, looks_back: bool = False
) -> AsyncIterator[tuple[Pilot[None], Setup]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simulator.session.drilling.dealt.secrets.randbelow", lambda _: 1)
        patch.setattr(
            Deciding, "seconds", property(lambda self: (self.sound.cue_end_seconds or 0.0) + 1.0)
        )
        patch.setattr("simulator.tui.screens.quick.RIGHT_SECONDS", 500)
        setup = at_a_desk(folder, preferences=TYPED) if typed else at_a_desk(folder)
        setup.desk.notice_was_seen()
        if looks_back:
            played(setup.desk)
        async with drills(setup, size=size, chosen=chosen) as pilot:
            yield pilot, setup


@scene
@asynccontextmanager
async def drills_menu(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_the_drills(folder, size, "power-hour", looks_back=True) as (pilot, _):
        await shows(pilot, "g goes on")
        yield pilot


@scene
@asynccontextmanager
async def quick_begins(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_the_drills(folder, size, "quick-choice") as (pilot, _):
        await pilot.press("enter")
        await shows(pilot, "Enter begins.")
        yield pilot


@scene
@asynccontextmanager
async def quick_heard(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_the_drills(folder, size, "quick-choice") as (pilot, _):
        await quick(pilot)
        await shows(pilot, "On the line")
        yield pilot


@scene
@asynccontextmanager
async def quick_told(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_the_drills(folder, size, "quick-choice") as (pilot, setup):
        await quick(pilot)
        await pilot.press(right_key(setup, pilot))
        await shows(pilot, "The next one rings in")
        await pilot.press("b")
        await shows(pilot, "A break. Enter goes on.")
        yield pilot


@scene
@asynccontextmanager
async def quick_summary(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_the_drills(folder, size, "quick-choice") as (pilot, setup):
        await quick(pilot)
        for key in ("", "", "h", ""):
            await hearing(pilot)
            await pilot.press(key or right_key(setup, pilot))
            await shows(pilot, "You heard")
            await pilot.press("enter")
        await hearing(pilot)
        await pilot.press("escape")
        await shows(pilot, "4 of 20 were played")
        await shows(pilot, "Sign by sign")
        yield pilot


@scene
@asynccontextmanager
async def part_asked(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_the_drills(folder, size, "opening", typed=True) as (pilot, _):
        await pilot.press("enter")
        await shows(pilot, "Type your opening")
        yield pilot


@scene
@asynccontextmanager
async def part_told(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with part_asked(folder, size) as pilot:
        await pilot.press(*"Hi Ines, this is Robin Vale, just checking in", "enter")
        await shows(pilot, "Says your name")
        yield pilot


@scene
@asynccontextmanager
async def dial_first(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_the_drills(folder, size, "power-hour", typed=True) as (pilot, _):
        await pilot.press("enter")
        await shows(pilot, "20 dials in 60 minutes")
        await shows(pilot, "You call")
        yield pilot


@scene
@asynccontextmanager
async def hour_summary(folder: Path, size: Size) -> AsyncIterator[Pilot[None]]:
    async with at_the_drills(folder, size, "power-hour", looks_back=True) as (pilot, _):
        await shows(pilot, "g goes on")
        await pilot.press("v")
        await shows(pilot, "First five against last five")
        yield pilot


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCENES)
async def test_a_screen_looks_as_it_did(tmp_path: Path, name: str, size: Size) -> None:
    kept = PICTURES / f"{name}-{size[0]}x{size[1]}.txt"
    async with SCENES[name](tmp_path, size) as pilot:
        await pilot.pause()
        picture = without_time(screen_text(pilot))
    if TAKES_NEW:
        kept.write_text(picture, encoding="utf-8")
    assert picture == kept.read_text(encoding="utf-8"), "it looks otherwise: see above how to renew"


def test_every_picture_belongs_to_a_scene_and_fits_its_size() -> None:
    wanted = {f"{name}-{w}x{h}.txt" for name in SCENES for w, h in (SMALL, LARGE)}
    assert {file.name for file in PICTURES.glob("*.txt")} == wanted
    for file in PICTURES.glob("*.txt"):
        columns, rows = map(int, file.stem.rpartition("-")[2].split("x"))
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= rows
        assert max(map(len, lines)) <= columns
