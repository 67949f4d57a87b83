"""A rep sees how a message was said, word by word, and can leave the picture alone."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual_hires_canvas import Canvas

from simulator.grading.acoustics.curves import MOST_POINTS, Curves
from simulator.grading.acoustics.picture import Pace, VoicePicture
from simulator.grading.picture_told import voice_in_words
from simulator.grading.transcript import Moment, Transcript, spoken
from simulator.ports import Attempt, Take
from simulator.session.simulated import Script, SimulatedCall, Utterance
from simulator.session.voice_pictures import TYPED
from simulator.sound import wav
from simulator.tui.app import RolecallApp
from simulator.tui.messages import ResultRequested
from simulator.tui.screens.result import ResultScreen
from simulator.tui.screens.voice import DRAWING, NO_WORDS, VoiceScreen
from simulator.tui.widgets.voice_bands import PitchBand
from tests.tui.driving import LARGE, SMALL, screen_text, shows, until
from tests.tui.fakes import Setup, set_up
from tests.unit.grading.acoustics.sounds import silence, voice
from tests.unit.session.kit import WatchingStage

SAID = (
    "Hi [Ines] you moved labs this spring and new rooms \x1bhum. So I have one um, quiet idea for "
    "yours that [/] works. Call me on Monday and I will tell you all of it."
)
PAUSE_SECONDS = 1.0
WORD_SECONDS = 0.4
FILLER = 15
SIZES = [SMALL, LARGE]


def heard() -> Transcript:
    """What was said, 0.4 s a word, with a pause of a second before each sentence but the first."""
    timed: list[tuple[str, float, float, float, bool]] = []
    speech: list[Moment] = []
    began = at = 0.5
    for number, word in enumerate(SAID.split(" ")):
        timed.append((word, at, at + 0.35, 0.9, number == FILLER))
        at += WORD_SECONDS
        if word.endswith("."):
            speech.append(Moment(began, at))
            began = at = at + PAUSE_SECONDS
    return spoken(tuple(timed), at, tuple(speech))


@cache
def glide() -> NDArray[np.float32]:
    """A voice that rises by an octave in all, and falls silent in the pauses."""
    whole = heard()
    assert whole.seconds is not None
    sound = np.concatenate((voice(110, 220, whole.seconds, 4), silence(0.5)))
    speaks = np.zeros(len(sound), bool)
    for moment in whole.speech:
        speaks[int(moment.start * 16_000) : int(moment.end * 16_000)] = True
    return np.where(speaks, sound, 0.0).astype(np.float32)


def says(sound: NDArray[np.float32]) -> Utterance:
    """A recording of a sound."""

    def say(_: object, into: Path, __: float) -> Take:
        into.write_bytes(wav.encode(sound))
        return Take(into, None, 15.0, 12.0, 0.5, "rep")

    return say


def graded(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, *said: str | Utterance, words: Transcript
) -> Attempt:
    """A call to the own mailbox, played and graded."""
    monkeypatch.setattr(setup.recognizer, "transcribe", lambda *_: words)
    desk = setup.desk
    setting = desk.new_setting(desk.ports.library.scenario("own"))
    script = Script(utterances=list(said), hang_up_at_seconds=None if said else 5.0)
    attempt, _ = desk.grade_now(SimulatedCall(setting, desk.ports, WatchingStage(), script).run())
    return attempt


@asynccontextmanager
async def result_of(
    setup: Setup, attempt: Attempt, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """The app with this call's result on the screen."""
    file = setup.desk.ports.library.scenario("own")
    async with RolecallApp(lambda: setup.desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        pilot.app.post_message(ResultRequested(attempt, file))
        await shows(pilot, "NEXT TIME")
        yield pilot


@asynccontextmanager
async def seen(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    size: tuple[int, int] = SMALL,
    sound: NDArray[np.float32] | None = None,
    has_sound: bool = True,
    words: Transcript | None = None,
) -> AsyncIterator[Pilot[None]]:
    """The app with the voice of a call drawn."""
    setup = set_up(folder)
    recorded = says(glide() if sound is None else sound)
    attempt = graded(setup, monkeypatch, recorded, words=words or heard())
    if not has_sound:
        (attempt.folder / "take-1.wav").unlink()
    async with result_of(setup, attempt, size) as pilot:
        await pilot.press("v")
        await drawn(pilot)
        yield pilot


async def drawn(pilot: Pilot[None]) -> None:
    await until(pilot, "the picture", lambda: pilot.app.screen.has_class("-drawn"))


def lines_with(pilot: Pilot[None], text: str) -> list[str]:
    return [line for line in screen_text(pilot).splitlines() if text in line]


def cursor_columns(pilot: Pilot[None]) -> set[int]:
    """Where the cursor stands in the plots, and where the mark under them does."""
    rows = screen_text(pilot).splitlines()
    in_plots = {row.index("│") for row in rows if "│" in row and "┃" in row}
    return in_plots | {row.index("▲") for row in rows if "▲" in row}


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
        await shows(pilot, "Pace | steady, about 147 words a minute")
        await shows(pilot, "Pitch | moves over 10 semitones around your usual 154 Hz.")
        await shows(pilot, "Loudness | moves over")
        await shows(pilot, "Pauses | 2 of 0.5 s or more, the longest 1.0 s, before “")
        if size == LARGE:
            await shows(pilot, "Fillers | 1: “um” at 0:0")


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
        await shows(pilot, "Pitch | There is too little speech in the sound to measure a voice.")
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
async def test_a_talk_of_twenty_minutes_and_three_thousand_words_stays_quick(
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
        await shows(pilot, f"Pace | {first.removeprefix('Pace: ')}")


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


async def test_the_sentences_can_be_scrolled_where_there_is_no_room_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seen(tmp_path, monkeypatch) as pilot:
        told = pilot.app.screen.query_one("#voice-told", VerticalScroll)
        assert pilot.app.focused is told
        await pilot.press("pagedown")
        await shows(pilot, "Fillers | 1: “um”")


async def test_the_wheel_over_a_plot_moves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from textual.events import MouseScrollDown

    async with seen(tmp_path, monkeypatch) as pilot:
        before = screen_text(pilot)
        band = pilot.app.screen.query_one(PitchBand)
        band.post_message(
            MouseScrollDown(band, 40, 2, 0, 1, 0, shift=False, meta=False, ctrl=False)
        )
        await pilot.pause()
        assert screen_text(pilot) == before
