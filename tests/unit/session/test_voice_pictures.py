"""The picture of a voice is drawn of the message that was graded, from its own recording."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

import numpy as np
import pytest

from simulator import bootstrap
from simulator.commands import explain
from simulator.ports import Attempt, Take
from simulator.session.desk import Desk
from simulator.session.simulated import Script, Utterance
from simulator.session.voice_pictures import NO_MESSAGE, TYPED, NothingToDraw
from simulator.sound import wav
from tests.unit.grading.acoustics.sounds import Sound, silence, tone, voice
from tests.unit.session.kit import MESSAGE, HearsInTime, desk
from tests.unit.session.test_grading_again import called

GLIDE = np.concatenate((silence(2.0), voice(110, 220, 14.0), silence(4.0)))


def says_aloud(sound: Sound, rate_hz: int = 16_000) -> Utterance:
    """Twenty seconds of this sound."""

    def say(_: object, into: Path, __: float) -> Take:
        into.write_bytes(wav.encode(sound.astype(np.float32), rate_hz))
        return Take(into, None, 20.0, 18.0, 0.4, "rep")

    return say


def spoken_call(folder: Path, sound: Sound = GLIDE, rate_hz: int = 16_000) -> tuple[Desk, Attempt]:
    at = desk(folder, recognizer=HearsInTime(MESSAGE))
    return at, called(at, Script(utterances=[says_aloud(sound, rate_hz)]))


def explained(at: Desk, monkeypatch: pytest.MonkeyPatch, *, as_json: bool = False) -> None:
    monkeypatch.setattr(bootstrap, "open_quiet_desk", lambda *_, **__: at)
    assert explain.run(argparse.Namespace(attempt=None, profile=None, json=as_json)) == 0


def test_the_picture_has_the_words_of_the_message_and_the_pitch_of_its_recording(
    tmp_path: Path,
) -> None:
    at, attempt = spoken_call(tmp_path)
    picture = at.voice_picture(attempt)

    assert [w.text for w in picture.words] == MESSAGE.split()
    assert picture.seconds == 20.0
    assert picture.curves is not None
    assert picture.curves.pitch_width_semitones == pytest.approx(0.9 * 12, abs=0.5)


def test_our_own_beep_is_not_drawn_as_a_voice(tmp_path: Path) -> None:
    with_beep = GLIDE.copy()
    with_beep[: 16_000 // 2] = tone(1000, 0.5)
    at, attempt = spoken_call(tmp_path, with_beep)
    curves = at.voice_picture(attempt).curves

    assert curves is not None
    assert float(curves.level_db[:40].max()) < -100


def test_a_corrected_message_is_drawn_with_the_words_as_the_rep_says_they_were(
    tmp_path: Path,
) -> None:
    at, attempt = spoken_call(tmp_path)
    again = at.correct(attempt, MESSAGE.replace("Alex", "Alexandra"))

    assert "Alexandra" in [w.text for w in at.voice_picture(again).words]


def test_without_its_recording_the_words_are_drawn_and_it_is_said(tmp_path: Path) -> None:
    at, attempt = spoken_call(tmp_path)
    (attempt.folder / "take-1.wav").unlink()
    picture = at.voice_picture(attempt)

    assert (picture.curves, len(picture.words)) == (None, len(MESSAGE.split()))
    assert "no longer on this computer" in picture.no_curves


@pytest.mark.parametrize(("content", "rate_hz"), [(b"RIFF", 16_000), (None, 8_000)])
def test_a_recording_that_cannot_be_read_is_said_to_be_so(
    tmp_path: Path, content: bytes | None, rate_hz: int
) -> None:
    at, attempt = spoken_call(tmp_path, rate_hz=rate_hz)
    if content is not None:
        (attempt.folder / "take-1.wav").write_bytes(content)
    picture = at.voice_picture(attempt)

    assert picture.curves is None
    assert picture.no_curves.startswith("the recording take-1.wav cannot be read (")


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (Script(utterances=[MESSAGE]), TYPED),
        (Script(hang_up_at_seconds=8.0), NO_MESSAGE),
    ],
    ids=["typed", "without a message"],
)
def test_without_a_spoken_message_there_is_nothing_to_draw(
    tmp_path: Path, script: Script, sentence: str
) -> None:
    at = desk(tmp_path)

    with pytest.raises(NothingToDraw) as told:
        at.voice_picture(called(at, script))
    assert str(told.value) == sentence


def test_drawing_stops_when_it_is_told_to(tmp_path: Path) -> None:
    at, attempt = spoken_call(tmp_path)
    stop = threading.Event()
    stop.set()

    with pytest.raises(NothingToDraw, match="given up"):
        at.voice_picture(attempt, stop)


def test_explain_tells_the_voice_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at, _ = spoken_call(tmp_path)
    explained(at, monkeypatch)
    lines = capsys.readouterr().out.splitlines()
    told = lines[lines.index("Your voice") + 1 :]

    assert [line.split(":")[0] for line in told] == [
        "Pace", "Pitch", "Loudness", "Pauses", "Fillers",
    ]  # fmt: skip
    assert told[1].startswith("Pitch: moves over 11 semitones around your usual 15")


def test_explain_says_why_a_typed_message_has_no_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at = desk(tmp_path)
    called(at, Script(utterances=[MESSAGE]))
    explained(at, monkeypatch)

    assert capsys.readouterr().out.endswith(f"\n\nYour voice\n{TYPED}\n")


def test_explain_has_nothing_to_say_of_a_voice_where_no_message_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at = desk(tmp_path)
    called(at, Script(hang_up_at_seconds=8.0))
    explained(at, monkeypatch)

    assert "Your voice" not in capsys.readouterr().out


def test_explain_as_json_is_the_arithmetic_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at, _ = spoken_call(tmp_path)
    explained(at, monkeypatch, as_json=True)

    assert "Your voice" not in capsys.readouterr().out
