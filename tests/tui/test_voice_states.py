"""The picture of a voice where something is missing, too much, too small, or in other colours."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from textual_hires_canvas import Canvas

from simulator.grading.acoustics.curves import MOST_POINTS, Curves
from simulator.grading.acoustics.picture import Pace, VoicePicture
from simulator.grading.picture_told import voice_in_words
from simulator.grading.transcript import Moment, spoken
from simulator.ports import Attempt
from simulator.session.voice_pictures import TYPED
from simulator.tui.screens.result import ResultScreen
from simulator.tui.screens.voice import DRAWING, NO_WORDS
from simulator.tui.widgets.voice_bands import PitchBand
from tests.tui.driving import LARGE, SMALL, screen_text, shows, until
from tests.tui.fakes import set_up
from tests.tui.voices import (
    SAID,
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


async def test_while_it_is_drawn_that_is_said_and_leaving_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = set_up(tmp_path)
    attempt = graded(setup, monkeypatch, says(glide()), words=heard())
    stopped = threading.Event()

    def waits(_: Attempt, stop: threading.Event) -> VoicePicture:
        if stop.wait(10):
            stopped.set()
        raise AssertionError("nobody is there to see it")

    monkeypatch.setattr(setup.desk, "voice_picture", waits)
    async with result_of(setup, attempt) as pilot:
        await pilot.press("v")
        await shows(pilot, DRAWING)
        for size in [(10, 5), LARGE, SMALL]:
            await pilot.resize_terminal(*size)
        await pilot.press("right", "plus", "home")
        await shows(pilot, DRAWING)
        await pilot.press("escape")
        await until(pilot, "the result", lambda: isinstance(pilot.app.screen, ResultScreen))
        await until(pilot, "an end to measuring", stopped.is_set)


@pytest.mark.parametrize("size", SIZES)
async def test_without_the_recording_words_and_pace_are_drawn_and_it_is_said_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with seen(tmp_path, monkeypatch, size=size, has_sound=False) as pilot:
        await shows(pilot, "the recording of this call is no longer on this computer")
        text = screen_text(pilot)
        assert " pace " in text
        assert "‖" in lines_with(pilot, " words ")[0]
        assert "pitch +" not in text
        assert " loud " not in text
        await pilot.press("right")
        await shows(pilot, "word 2 of 35")


async def test_a_recording_without_a_voice_has_no_melody_and_it_is_said_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = np.zeros(16_000 * 15, np.float32)
    async with seen(tmp_path, monkeypatch, sound=quiet) as pilot:
        await shows(pilot, "Pitch There is too little speech in the sound to measure a voice.")
        assert "⣿" not in screen_text(pilot)


async def test_of_a_typed_message_there_is_nothing_to_draw_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = set_up(tmp_path)
    attempt = graded(setup, monkeypatch, SAID.replace("\x1b", ""), words=heard())
    async with result_of(setup, attempt) as pilot:
        await pilot.press("v")
        await shows(pilot, TYPED)
        await pilot.resize_terminal(*LARGE)
        await pilot.press("right", "plus", "end")
        assert "word on" not in screen_text(pilot)
        await pilot.press("escape")
        await until(pilot, "the result", lambda: isinstance(pilot.app.screen, ResultScreen))


async def test_where_no_message_was_left_there_is_no_such_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = set_up(tmp_path)
    attempt = graded(setup, monkeypatch, words=heard())
    async with result_of(setup, attempt) as pilot:
        assert "v voice" not in screen_text(pilot)
        await pilot.press("v")
        assert isinstance(pilot.app.screen, ResultScreen)


async def test_a_message_of_which_no_word_was_heard_has_its_sound_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = spoken((), 15.0, (Moment(0.5, 14.0),))
    async with seen(tmp_path, monkeypatch, words=nothing) as pilot:
        await shows(pilot, NO_WORDS)
        assert "pitch +" in screen_text(pilot)
        await pilot.press("right", "end", "plus")
        await pilot.click("#voice-pace", offset=(40, 1))
        await shows(pilot, NO_WORDS)
        assert "▲" not in screen_text(pilot)


@pytest.mark.parametrize("keys", [[], ["plus", "plus", "end"], ["question_mark"]])
async def test_the_picture_fits_the_window_after_every_change_of_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: list[str]
) -> None:
    async with seen(tmp_path, monkeypatch) as pilot:
        await pilot.press(*keys)
        before = screen_text(pilot)
        for size in [LARGE, (10, 5), (1, 1), (200, 60), (81, 25)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            if min(size) >= 24 and "question_mark" not in keys:
                frame = lines_with(pilot, "┓")[0]
                assert len(frame) == size[0] - 1
                assert len(cursor_columns(pilot)) == 1
        await pilot.resize_terminal(*SMALL)
        await until(pilot, "the picture as before", lambda: screen_text(pilot) == before)


def long_picture(count: int, seconds: float) -> VoicePicture:
    """A talk of many words, a sentence every twelve seconds."""
    each = seconds / count
    words = spoken(
        tuple((f"word{i}", i * each, (i + 0.8) * each, 0.9, i % 100 == 0) for i in range(count)),
        seconds,
        (),
    ).words
    wave = np.sin(np.arange(MOST_POINTS) / 50).astype(np.float32)
    curves = Curves(seconds / MOST_POINTS, 4 * wave, wave - 30, 120.0, 8.0, -30.0, 4.0, 0.0)
    paces = tuple(Pace(at, at + 11.0, 100.0 + at % 90) for at in np.arange(0, seconds, 12.0))
    pauses = tuple(Moment(at + 11.0, at + 12.0) for at in np.arange(0, seconds, 12.0))
    return VoicePicture(seconds, words, paces, "sentences", pauses, 0.5, curves)


@pytest.mark.parametrize("size", SIZES)
async def test_a_talk_of_twenty_minutes_and_three_thousand_words_can_be_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    setup = set_up(tmp_path)
    attempt = graded(setup, monkeypatch, says(glide()), words=heard())
    picture = long_picture(3_000, 1_200.0)
    monkeypatch.setattr(setup.desk, "voice_picture", lambda *_: picture)
    async with result_of(setup, attempt, size) as pilot:
        await pilot.press("v")
        await drawn(pilot)
        await shows(pilot, "word 1 of 3000, 1200 s")
        assert "10:00" in screen_text(pilot)
        await pilot.press("end", *["left"] * 10)
        await shows(pilot, "word 2990 of 3000")
        await pilot.press(*["plus"] * 12)
        assert "word2989" in lines_with(pilot, " words ")[0]
        assert "19:5" in screen_text(pilot)
        [first, *_] = voice_in_words(picture)
        await shows(pilot, f"Pace {first.removeprefix('Pace: ')}")


def in_its_colours(band: PitchBand) -> bool:
    """Whether the melody is drawn in the colour of the theme of now."""
    drawn_in = band.query_one("#plot", Canvas)._styles
    return any(band.style_of("line") in row for row in drawn_in)


async def test_the_picture_takes_the_colours_of_every_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seen(tmp_path, monkeypatch) as pilot:
        before = screen_text(pilot)
        band = pilot.app.screen.query_one(PitchBand)
        styles = set()
        for theme in ("textual-light", "ansi-dark", "ansi-light", "nord", "rolecall"):
            pilot.app.theme = theme
            await until(pilot, f"the colours of {theme}", lambda: in_its_colours(band))
            styles.add(band.style_of("line"))
            assert screen_text(pilot) == before
        assert len(styles) >= 4
