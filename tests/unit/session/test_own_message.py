"""The message that a rep left, put on the line once more."""

from __future__ import annotations

import stat
from pathlib import Path

import numpy as np

from simulator.grading.transcript import Moment, spoken, typed
from simulator.session.own_message import LINE_FILE, OwnMessage, sentence_starts_seconds, to_hear
from simulator.session.simulated import Script
from simulator.sound import wav
from tests.unit.session.kit import MESSAGE, HearsInTime, desk, says
from tests.unit.session.test_grading_again import called

WORDS = ("Hi", "Dana.", "This", "is", "Alex.", "Call", "me.")


def message(folder: Path) -> OwnMessage:
    timed = tuple((w, 0.5 * i, 0.5 * i + 0.4, 0.9, False) for i, w in enumerate(WORDS))
    return OwnMessage("take-1", spoken(timed, 4.0, (Moment(0.0, 3.5),)), folder)


def test_it_sounds_like_a_desk_phone_and_only_its_owner_may_hear_it(tmp_path: Path) -> None:
    seconds = np.arange(4 * 16_000) / 16_000
    low, high = (np.asarray(0.2 * np.sin(2 * np.pi * hz * seconds), np.float32) for hz in (90, 900))
    (tmp_path / "take-1.wav").write_bytes(wav.encode(low + high))

    sound = to_hear(message(tmp_path))

    assert sound.path == tmp_path / LINE_FILE
    assert stat.S_IMODE(sound.path.stat().st_mode) & 0o077 == 0
    heard, _ = wav.decode(sound.path.read_bytes())
    power = np.abs(np.fft.rfft(heard))
    assert power[4 * 900] > 50 * power[4 * 90], "no telephone carries 90 Hz"
    assert sound.seconds == 4.0
    assert [c.text for c in sound.captions] == list(WORDS)
    assert sound.captions[2].start_seconds == 1.0


def test_its_sentences_begin_where_their_first_words_do(tmp_path: Path) -> None:
    left = message(tmp_path)
    assert sentence_starts_seconds(left, to_hear(left)) == (0.0, 1.0, 2.5)


def test_without_its_recording_there_are_the_words_alone(tmp_path: Path) -> None:
    sound = to_hear(message(tmp_path))
    assert sound.path is None
    assert sound.seconds == 4.0


def test_typed_words_come_at_the_pace_of_speech(tmp_path: Path) -> None:
    text = "Hi Dana. Call me."
    left = OwnMessage("take-1", typed(text), tmp_path)
    sound = to_hear(left)
    assert left.is_typed
    assert [c.text for c in sound.captions] == ["Hi", "Dana.", "Call", "me."]
    assert 0.5 < sound.seconds < 3
    assert len(sentence_starts_seconds(left, sound)) == 2


def test_words_without_times_come_with_the_word_before(tmp_path: Path) -> None:
    left = message(tmp_path)
    words = list(left.transcript.words)
    words[3] = type(words[3])(words[3].text, words[3].span, None, None, 1.0)
    transcript = type(left.transcript)(
        left.transcript.text, tuple(words), 4.0, left.transcript.speech, "spoken"
    )
    captions = to_hear(OwnMessage("take-1", transcript, tmp_path)).captions
    assert captions[3].start_seconds == captions[2].start_seconds == 1.0


def test_the_message_left_is_found_in_a_call_and_none_where_the_rep_hung_up(tmp_path: Path) -> None:
    at = desk(tmp_path, recognizer=HearsInTime(MESSAGE))
    left = at.message_left(called(at, Script(utterances=[says()])))
    assert left is not None
    assert left.transcript.text == MESSAGE
    assert at.message_left(called(at, Script(hang_up_at_seconds=0.5))) is None
