from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from typing_extensions import override

from simulator.child import Refusal
from simulator.children.hearing_take import GrowingTake, Listener
from simulator.children.whisper_model import Abandoned
from simulator.hearing.pieces import Samples
from simulator.hearing.words import Heard
from simulator.sound import wav
from simulator.sound.tones import beep

RATE = 16_000


@dataclass
class LoudIsSpeech:
    """Passes that take everything loud for speech, and hear one word a piece."""

    heard: list[tuple[float, int]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=lambda: {"plain": "word", "prompted": "word"})

    def speech_probabilities(self, samples: Samples) -> list[float]:
        windows = np.pad(samples, (0, -len(samples) % 512)).reshape(-1, 512)
        return [float(np.abs(window).max() > 0.05) for window in windows]

    def both_passes(
        self, pcm: NDArray[np.int16], from_seconds: float, stop: threading.Event | None = None
    ) -> tuple[list[Heard], list[Heard]]:
        if stop is not None and stop.is_set():
            raise Abandoned
        self.heard.append((from_seconds, len(pcm)))
        at = from_seconds + 1.0
        plain, prompted = (
            [Heard(self.words[name], at, at + 0.5, 0.9)] for name in ("plain", "prompted")
        )
        return plain, prompted


def noise(seconds: float) -> Samples:
    samples = np.random.default_rng(1).uniform(-0.3, 0.3, round(seconds * RATE))
    return samples.astype(np.float32)


def quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def listen_to_the_end(path: Path, passes: LoudIsSpeech) -> Listener:
    listener = Listener(path, passes)
    listener.listen(threading.Event(), is_complete=True)
    return listener


@pytest.fixture
def take(tmp_path: Path) -> Path:
    return tmp_path / "take.wav"


def test_a_take_is_heard_in_pieces_that_leave_nothing_out(take: Path) -> None:
    take.write_bytes(wav.encode(noise(40)))
    passes = LoudIsSpeech()

    answer = listen_to_the_end(take, passes).answer()

    assert sum(length for _, length in passes.heard) == 40 * RATE
    assert len(answer["words"]) == len(passes.heard) == 3
    assert answer["seconds"] == 40
    assert answer["speech"] == [[0.0, 40.0]]


def test_a_piece_is_heard_as_soon_as_it_is_there(take: Path) -> None:
    passes = LoudIsSpeech()
    listener = Listener(take, passes)
    pcm = wav.to_pcm(noise(20)).tobytes()
    stop = threading.Event()

    assert not listener.listen(stop, is_complete=False)  # no file yet
    take.write_bytes(wav.header(0))
    assert not listener.listen(stop, is_complete=False)
    take.write_bytes(wav.header(0) + pcm[: 14 * RATE * 2])
    assert not listener.listen(stop, is_complete=False)
    take.write_bytes(wav.header(0) + pcm)
    assert listener.listen(stop, is_complete=False)
    assert len(passes.heard) == 1
    assert not listener.listen(stop, is_complete=False)
    assert listener.listen(stop, is_complete=True)
    assert listener.answer()["seconds"] == 20


def test_following_a_file_hears_the_same_as_reading_it_at_the_end(take: Path) -> None:
    pcm = wav.to_pcm(np.concatenate([noise(10), quiet(1), noise(21), quiet(2)])).tobytes()
    followed = LoudIsSpeech()
    listener = Listener(take, followed)
    for there in range(0, len(pcm), 31_001):
        take.write_bytes(wav.header(there // 2) + pcm[:there])  # the header lags behind
        listener.listen(threading.Event(), is_complete=False)
    take.write_bytes(wav.header(len(pcm)) + pcm)
    listener.listen(threading.Event(), is_complete=True)

    read = LoudIsSpeech()

    assert listener.answer() == listen_to_the_end(take, read).answer()
    assert followed.heard == read.heard


def test_silence_is_not_decoded(take: Path) -> None:
    take.write_bytes(wav.encode(quiet(20)))
    passes = LoudIsSpeech()

    answer = listen_to_the_end(take, passes).answer()

    assert passes.heard == []
    assert answer == {"words": [], "speech": [], "seconds": 20.0}


def test_our_own_beep_is_not_decoded(take: Path) -> None:
    take.write_bytes(wav.encode(np.concatenate([beep(), quiet(2)])))
    passes = LoudIsSpeech()

    assert listen_to_the_end(take, passes).answer()["speech"] == []
    assert passes.heard == []


@pytest.mark.parametrize("there", [0, 4, 20, 44, 45])
def test_a_take_cut_off_in_its_first_bytes_is_empty(take: Path, there: int) -> None:
    take.write_bytes((wav.header(1000) + b"\1")[:there])

    answer = listen_to_the_end(take, LoudIsSpeech()).answer()

    assert answer == {"words": [], "speech": [], "seconds": 0.0}


def test_a_truncated_take_is_heard_as_far_as_it_goes(take: Path) -> None:
    take.write_bytes(wav.encode(noise(3))[:-20_001])

    assert 2.3 < listen_to_the_end(take, LoudIsSpeech()).answer()["seconds"] < 2.4


def test_notes_after_the_sound_are_not_sound(take: Path) -> None:
    take.write_bytes(wav.encode(noise(1)) + b"LIST\x04\x00\x00\x00note")

    assert GrowingTake(take).samples(0, None).shape == (RATE,)


def test_samples_are_read_from_anywhere(take: Path) -> None:
    take.write_bytes(wav.encode(noise(1)))

    everything = GrowingTake(take).samples(0, None)

    assert np.array_equal(GrowingTake(take).samples(100, 50), everything[100:150])
    assert np.array_equal(GrowingTake(take).samples(15_000, None), everything[15_000:])
    assert len(GrowingTake(take).samples(20_000, None)) == 0


def test_a_missing_file_is_said_once_the_take_is_complete(take: Path) -> None:
    with pytest.raises(Refusal, match=r"There is no recording at .*take\.wav"):
        listen_to_the_end(take, LoudIsSpeech())


def test_another_kind_of_file_is_said_with_what_it_is(take: Path) -> None:
    take.write_bytes(wav.encode(noise(1), 8000))

    with pytest.raises(Refusal, match=r"take\.wav is not mono with 16 bits at 16000 Hz \(it has 1"):
        listen_to_the_end(take, LoudIsSpeech())


def test_a_stopped_take_ends_where_it_is(take: Path) -> None:
    take.write_bytes(wav.encode(noise(40)))
    stop = threading.Event()
    passes = LoudIsSpeech()
    listener = Listener(take, passes)

    class StopsAfterOne(LoudIsSpeech):
        @override
        def both_passes(
            self, pcm: NDArray[np.int16], from_seconds: float, stop: threading.Event | None = None
        ) -> tuple[list[Heard], list[Heard]]:
            heard = super().both_passes(pcm, from_seconds, stop)
            assert stop is not None
            stop.set()
            return heard

    stopping = StopsAfterOne()
    Listener(take, stopping).listen(stop, is_complete=True)
    assert len(stopping.heard) == 1

    assert not listener.listen(stop, is_complete=True)
    assert passes.heard == []


def test_an_abandoned_piece_leaves_no_words(take: Path) -> None:
    take.write_bytes(wav.encode(noise(5)))

    class Gives(LoudIsSpeech):
        @override
        def both_passes(
            self, pcm: NDArray[np.int16], from_seconds: float, stop: threading.Event | None = None
        ) -> tuple[list[Heard], list[Heard]]:
            raise Abandoned

    listener = Listener(take, Gives())

    assert not listener.listen(threading.Event(), is_complete=True)
    assert listener.answer()["words"] == []


def test_a_finished_take_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "take.wav"
    folder.mkdir()  # opening a folder fails, whoever asks
    with pytest.raises(Refusal, match=r"The recording .*take\.wav cannot be read: [A-Z]"):
        listen_to_the_end(folder, LoudIsSpeech())


def test_a_take_that_disappears_before_it_is_heard_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(wav.encode(quiet(3)))
    listener = Listener(path, LoudIsSpeech())
    listener.listen(threading.Event(), is_complete=False)
    path.unlink()
    with pytest.raises(Refusal, match=r"There is no recording at .*take\.wav"):
        listener.listen(threading.Event(), is_complete=True)
