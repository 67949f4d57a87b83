"""A rep sees how a message was said, and goes through it word by word."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.events import MouseScrollDown

from simulator.tui.screens.result import ResultScreen
from simulator.tui.screens.voice import VoiceScreen
from simulator.tui.widgets.voice_bands import PitchBand
from tests.tui.driving import LARGE, screen_text, shows, until
from tests.tui.fakes import set_up
from tests.tui.voices import (
    SIZES,
    cursor_columns,
    drawn,
    glide,
    graded,
    heard,
    lines_with,
    result_of,
    says,
    seen,
)


@pytest.mark.parametrize("size", SIZES)
async def test_a_rep_can_see_pace_pitch_loudness_pauses_and_words_on_one_axis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with seen(tmp_path, monkeypatch, size=size) as pilot:
        text = screen_text(pilot)
        assert "Your voice" in text.splitlines()[0]
        for label in ("pace", "pitch +", "usual", "loud", "words", "0:10", "▲"):
            assert label in text
        assert "‖" in lines_with(pilot, " words ")[0]
        assert "(um)" in lines_with(pilot, " words ")[0]
        assert set(lines_with(pilot, " loud ")[0]) & set("▃▄▅▆▇█")
        melody = "".join(lines_with(pilot, "┃") + lines_with(pilot, "┫"))
        assert any("⠀" < c <= "⣿" for c in melody)  # Braille
        assert len(cursor_columns(pilot)) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_every_band_is_also_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with seen(tmp_path, monkeypatch, size=size) as pilot:
        await shows(pilot, "Pace steady, about 147 words a minute")
        await shows(pilot, "Pitch moves over 10 semitones around your usual 154 Hz.")
        await shows(pilot, "Loudness moves over")
        await shows(pilot, "Pauses 2 of 0.5 s or more, the longest 1.0 s, before “")
        if size == LARGE:
            await shows(pilot, "Fillers 1: “um” at 0:0")


async def test_the_arrows_go_from_word_to_word_and_tell_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seen(tmp_path, monkeypatch) as pilot:
        await shows(pilot, "word 1 of 35")
        await shows(pilot, "«Hi» [Ines] you moved")
        await shows(pilot, "0:00.5 · ")
        await pilot.press("right")
        await shows(pilot, "Hi «[Ines]» you moved")
        before = cursor_columns(pilot)
        await pilot.press("right", "right")
        await shows(pilot, "0:01.7 · ")
        await shows(pilot, "words a minute · ")
        assert min(cursor_columns(pilot)) > max(before)
        await pilot.press("left", "left", "left", "left")
        await shows(pilot, "word 1 of 35")
        await pilot.press("end")
        await shows(pilot, "word 35 of 35")
        await shows(pilot, "«it.»")
        await pilot.press("right")
        await shows(pilot, "word 35 of 35")
        await pilot.press("home")
        await shows(pilot, "word 1 of 35")


async def test_the_pitch_of_the_last_words_is_told_to_be_higher_than_that_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seen(tmp_path, monkeypatch) as pilot:
        await shows(pilot, "semitones lower")
        await pilot.press("end", "left")
        await shows(pilot, "semitones higher")


async def test_pauses_and_fillers_stand_in_the_running_text_as_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seen(tmp_path, monkeypatch) as pilot:
        await pilot.press(*["right"] * 11)
        await shows(pilot, "\ufffdhum. ‖ 1.0 s ‖ «So» I have one (um: filler)")
        await pilot.press(*["right"] * 4)
        await shows(pilot, "one «(um: filler)» quiet")
        await shows(pilot, " · a filler · ")


@pytest.mark.parametrize("size", SIZES)
async def test_brackets_and_control_characters_are_shown_and_never_obeyed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with seen(tmp_path, monkeypatch, size=size) as pilot:
        await pilot.press("right", "plus", "plus", "plus")
        await shows(pilot, "«[Ines]»")
        assert "[Ines]" in lines_with(pilot, " words ")[0]
        await pilot.press(*["right"] * 9)
        await shows(pilot, "«\ufffdhum.»")
        assert "\x1b" not in screen_text(pilot)


async def test_a_click_in_a_plot_goes_to_the_word_said_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seen(tmp_path, monkeypatch) as pilot:
        for name in ("#voice-pace", "#voice-pitch", "#voice-loudness", "#voice-words"):
            await pilot.press("home")
            await pilot.click(name, offset=(45, 0 if name == "#voice-words" else 1))
            await until(pilot, f"a word at {name}", lambda: "word 1 of" not in screen_text(pilot))
            assert abs(min(cursor_columns(pilot)) - 46) <= 2
        at = screen_text(pilot).splitlines()[0]
        await pilot.click("#voice-pace", offset=(3, 1))  # left of the axis: no moment
        assert screen_text(pilot).splitlines()[0] == at
        await pilot.click("#voice-told")
        assert screen_text(pilot).splitlines()[0] == at


async def test_closer_shows_more_words_and_follows_the_cursor_and_wider_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seen(tmp_path, monkeypatch) as pilot:
        whole = screen_text(pilot)
        await pilot.press("minus")
        assert screen_text(pilot) == whole
        await pilot.press("plus", "plus", "equals_sign", "plus", "plus", "plus")
        closest = lines_with(pilot, " words ")[0]
        assert lines_with(pilot, " pace ")[0].split() == [
            "pace",
            "152",
        ]  # the others are not in view
        assert "Hi" in closest
        assert "you" in closest
        assert "it." not in closest
        await pilot.press("end")
        assert "it." in lines_with(pilot, " words ")[0]
        assert lines_with(pilot, " pace ")[0].split() == ["pace", "152"]
        assert len(cursor_columns(pilot)) == 1
        await pilot.press(*["minus"] * 6, "home")
        assert screen_text(pilot) == whole


async def test_escape_leads_back_to_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = set_up(tmp_path)
    attempt = graded(setup, monkeypatch, says(glide()), words=heard())
    async with result_of(setup, attempt) as pilot:
        before = screen_text(pilot)
        assert "v voice" in before
        assert "? help" in before
        await pilot.press("v")
        await drawn(pilot)
        await pilot.press("question_mark")
        await shows(pilot, "Goes one word on; a click goes where you click.")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, VoiceScreen)
        await pilot.press("escape")
        await until(pilot, "the result", lambda: isinstance(pilot.app.screen, ResultScreen))
        await shows(pilot, "NEXT TIME")
        assert screen_text(pilot) == before


async def test_the_sentences_can_be_scrolled_where_there_is_no_room_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seen(tmp_path, monkeypatch) as pilot:
        told = pilot.app.screen.query_one("#voice-told", VerticalScroll)
        assert pilot.app.focused is told
        await pilot.press("pagedown")
        await shows(pilot, "Fillers 1: “um”")


async def test_the_wheel_over_a_plot_moves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seen(tmp_path, monkeypatch) as pilot:
        before = screen_text(pilot)
        band = pilot.app.screen.query_one(PitchBand)
        band.post_message(
            MouseScrollDown(band, 40, 2, 0, 1, 0, shift=False, meta=False, ctrl=False)
        )
        await pilot.pause()
        assert screen_text(pilot) == before
