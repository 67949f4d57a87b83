from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import AppBlur, Paste
from textual.pilot import Pilot

from simulator.tui.app import RolecallApp
from simulator.tui.screens.call import CallScreen
from simulator.tui.widgets.answer import Answer
from simulator.tui.widgets.keypad import PhoneKey
from simulator.tui.widgets.level_meter import LevelMeter
from tests.tui.driving import LARGE, SMALL, flat_text, result, screen_text, shows, until
from tests.tui.fakes import Setup, set_up

MESSAGE = (
    "Hi Ines you moved labs this spring and new rooms hum so I have one quiet idea for yours "
    "this is Robin Vale from Lanternworks call me on 617 555 0177 again 617 555 0177"
)


@asynccontextmanager
async def calling(
    setup: Setup, *, team: bool = False, typed: bool = False, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """The app in a call: the own mailbox, or the team's line."""
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press(*(["right"] if team else []), "enter")
        await shows(pilot, "You know")
        await pilot.press(*(["t"] if typed else []), "enter")
        await until(pilot, "the call", lambda: isinstance(pilot.app.screen, CallScreen))
        yield pilot


async def test_the_first_call_is_dialled_with_two_keys(tmp_path: Path) -> None:
    setup = set_up(tmp_path, held=["sound"])
    async with RolecallApp(lambda: setup.desk).run_test(size=SMALL) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "You know")
        await pilot.press("enter")
        await shows(pilot, "You've reached [/]")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_spoken_message_is_recorded_graded_and_told(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    setup = set_up(tmp_path, said=[MESSAGE])
    async with calling(setup, size=size) as pilot:
        await shows(pilot, "● RECORDING")
        await shows(pilot, "mailbox takes")
        assert re.search(r"mailbox takes [34]\d s more", screen_text(pilot))
        assert "music" not in screen_text(pilot)  # only the clock and the meter
        assert pilot.app.screen.query_one(LevelMeter).level == 0.7
        await pilot.press("space")
        await shows(pilot, "This is what was heard")
        await pilot.press("enter")
        await result(pilot)
        await shows(pilot, "You left a message: the best choice here.")
        await shows(pilot, "this is Robin Vale from Lanternworks")
    assert [a.scenario_id for a in setup.desk.ports.records.attempts()] == ["own"]
    assert setup.recognizer.warmed


@pytest.mark.parametrize(
    ("held", "seen"),
    [
        (["ring"], "ringing"),
        (["sound"], "connected"),
        (["beep"], "beep"),
        ([], "RECORDING"),
    ],
)
async def test_space_hangs_up_in_every_phase(
    tmp_path: Path, held: Sequence[str], seen: str
) -> None:
    async with calling(set_up(tmp_path, held=held)) as pilot:
        await shows(pilot, seen)
        await pilot.press("space")
        await result(pilot)


async def test_hanging_up_before_anybody_answered_leaves_nothing_to_decide(tmp_path: Path) -> None:
    async with calling(set_up(tmp_path, held=["ring"])) as pilot:
        await shows(pilot, "ringing")
        await pilot.press("space")
        await shows(pilot, "There was nothing to decide")


async def test_zero_and_the_spare_key_reach_the_operator(tmp_path: Path) -> None:
    setup = set_up(tmp_path, held=["sound"], said=["Ines Bauer please"])
    async with calling(setup, team=True) as pilot:
        await shows(pilot, "You've reached")
        await pilot.press("0", "h")
        await shows(pilot, "you pressed 0 #")
        await shows(pilot, "Corvid Optics")
        assert setup.player.keys == ["0", "#"]
        setup.player.release()
        await shows(pilot, "● YOUR TURN")
        await pilot.press("enter")
        await result(pilot)
        await shows(pilot, "You pressed 0 for the operator: the best choice here.")


@pytest.mark.parametrize("seconds", [3600.0, 0.01])
async def test_keys_can_be_clicked_and_light_up_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    monkeypatch.setattr("simulator.tui.widgets.keypad.LIT_SECONDS", seconds)
    setup = set_up(tmp_path, held=["sound"])
    async with calling(setup) as pilot:
        await shows(pilot, "You've reached")
        five = next(k for k in pilot.app.screen.query(PhoneKey) if k.key == "5")
        await pilot.mouse_down(five)
        await shows(pilot, "you pressed 5")
        stays_lit = seconds > 1
        await until(pilot, "the light is right", lambda: five.has_class("-lit") is stays_lit)
        assert setup.player.keys == ["5"]
        await shows(pilot, "That is not")


async def test_digits_spaces_and_hashes_are_text_while_typing(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with calling(setup, typed=True) as pilot:
        await shows(pilot, "YOUR MESSAGE")
        await shows(pilot, "your message   0:")
        assert "recording" not in screen_text(pilot).lower()
        await pilot.press(*"h 42 # q?")
        answer = pilot.app.screen.query_one(Answer)
        assert answer.text == "h 42 # q?"
        assert setup.player.keys == []
        answer.text = MESSAGE
        await pilot.press("enter")
        await result(pilot)
        await shows(pilot, "Not measured. A typed message has no sound.")


async def test_what_is_pasted_on_the_keypad_is_dialled_and_words_are_not(tmp_path: Path) -> None:
    setup = set_up(tmp_path, held=["sound"])
    async with calling(setup) as pilot:
        await shows(pilot, "You've reached")
        pilot.app.post_message(Paste("Press 9,\n[b]not 5[/b]; qsh " + "1" * 100))
        await until(pilot, "dialled", lambda: setup.player.keys == [*"95", *"1" * 13])
        assert isinstance(pilot.app.screen, CallScreen)


async def test_a_key_that_is_held_down_and_a_lost_focus_do_no_harm(tmp_path: Path) -> None:
    setup = set_up(tmp_path, held=["sound"], said=[MESSAGE])
    async with calling(setup) as pilot:
        await shows(pilot, "You've reached")
        await pilot.press(*["9"] * 60)
        await until(pilot, "all are heard", lambda: len(setup.player.keys) == 60)
        await shows(pilot, "you pressed 9 9 9")
        setup.player.release()
        await shows(pilot, "● RECORDING")
        pilot.app.post_message(AppBlur())
        await pilot.press(*["space"] * 30)
        await shows(pilot, "This is what was heard")
        await pilot.press("enter")
        await result(pilot)


async def test_what_is_pasted_cannot_steer_the_terminal(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with calling(setup, typed=True) as pilot:
        await shows(pilot, "YOUR MESSAGE")
        answer = pilot.app.screen.query_one(Answer)
        pilot.app.post_message(Paste("Hi\x1b[2J Ines"))
        await until(pilot, "it was pasted", lambda: answer.text == "Hi\ufffd[2J Ines")


async def test_the_keypad_can_be_clicked_while_typing(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with calling(setup, typed=True) as pilot:
        await shows(pilot, "YOUR MESSAGE")
        await pilot.press("H", "i")
        star = next(k for k in pilot.app.screen.query(PhoneKey) if k.key == "*")
        await pilot.click(star)
        await until(pilot, "the tone", lambda: setup.player.keys == ["*"])
        await pilot.press("!")
        assert pilot.app.screen.query_one(Answer).text == "Hi!"


async def test_escape_hangs_up_while_typing_and_keeps_the_text(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    async with calling(setup, typed=True) as pilot:
        await shows(pilot, "YOUR MESSAGE")
        pilot.app.screen.query_one(Answer).text = MESSAGE
        await pilot.press("escape")
        await result(pilot)
        await shows(pilot, "Hi Ines you moved labs this spring")


async def test_without_a_microphone_answers_are_typed(tmp_path: Path) -> None:
    setup = set_up(tmp_path, has_microphone=False)
    async with calling(setup) as pilot:
        await shows(pilot, "YOUR MESSAGE")


async def test_a_microphone_that_fails_turns_the_call_to_typing(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    setup.microphone.failure = "The microphone [USB] is gone."
    async with calling(setup) as pilot:
        await shows(pilot, "The microphone [USB] is gone. Please type your answers instead.")
        await shows(pilot, "YOUR MESSAGE")


async def test_help_in_a_call_is_a_pane_and_the_palette_stays_closed(tmp_path: Path) -> None:
    setup = set_up(tmp_path, held=["sound"])
    async with calling(setup) as pilot:
        await shows(pilot, "You've reached")
        await pilot.press("ctrl+p", "question_mark")
        await shows(pilot, "Presses #, for keyboards where # is hard to reach.")
        assert isinstance(pilot.app.screen, CallScreen)
        await pilot.press("7")
        await until(pilot, "the tone", lambda: setup.player.keys == ["7"])
        await pilot.press("escape")
        assert "Presses #" not in flat_text(pilot)
        await pilot.press("space")
        await result(pilot)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_quitting_in_a_call_hangs_up_and_keeps_what_was_said(
    tmp_path: Path, key: str
) -> None:
    setup = set_up(tmp_path, said=[MESSAGE])
    async with calling(setup) as pilot:
        await shows(pilot, "● RECORDING")
        await pilot.press(key)
        await until(pilot, "the end", lambda: not pilot.app.is_running or bool(setup.closed))
    [attempt] = setup.desk.ports.records.attempts()
    assert attempt.scenario_id == "own"
    assert setup.closed == [True]


async def test_quitting_twice_does_not_wait(tmp_path: Path) -> None:
    setup = set_up(tmp_path, held=["sound"])
    async with calling(setup) as pilot:
        await shows(pilot, "You've reached")
        screen = pilot.app.screen
        assert isinstance(screen, CallScreen)
        assert not screen.can_leave_now()
        await shows(pilot, "keeping what you said")
        await pilot.press("ctrl+c")
        await pilot.press("ctrl+c")
    assert pilot.app.return_code == 0


async def test_a_folder_that_cannot_be_written_is_told_and_leads_home(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    (tmp_path / "attempts").write_text("in the way", encoding="utf-8")
    async with calling(setup) as pilot:
        await shows(pilot, "Press esc to go back to the calls.")
        await pilot.press("escape")
        await shows(pilot, "NEXT FOR YOU")
