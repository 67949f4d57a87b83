"""What every Player does, with a speaker or without."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.adapters.player_miniaudio import MiniaudioPlayer
from simulator.adapters.player_silent import SilentPlayer
from simulator.ports import Caption, Player, PortError, Sound
from simulator.sound import tones, wav
from tests.audio.virtual_sound import SoundCard, wait_until

posix = pytest.mark.skipif(os.name != "posix", reason="processes are frozen with SIGSTOP")


@pytest.fixture
def through_a_speaker(plugged_in: SoundCard, tmp_path: Path) -> Iterator[MiniaudioPlayer]:
    player = MiniaudioPlayer(tmp_path / "log")
    yield player
    player.close()


@pytest.fixture(params=["silent", pytest.param("speaker", marks=pytest.mark.sound)])
def player(request: pytest.FixtureRequest) -> Player:
    if request.param == "silent":
        return SilentPlayer()
    made = request.getfixturevalue("through_a_speaker")
    assert isinstance(made, MiniaudioPlayer)
    made.key("0")  # warms the child, so that durations below are those of the sound
    assert made.key_latencies_seconds() is not None
    return made


def a_tone(folder: Path, hz: int, seconds: float) -> Sound:
    path = folder / f"{hz}.wav"
    path.write_bytes(wav.encode(tones.tone((hz,), seconds, -6.0)))
    half = seconds / 2
    return Sound(path, seconds, (Caption("One.", 0, half), Caption("Two.", half, seconds)))


def seconds_taken(began: float) -> float:
    return time.monotonic() - began


def seconds_of(heard: Path, hz: float) -> float:
    """For how long a tone can be heard in a recording, in steps of 20 ms."""
    samples, rate_hz = wav.decode(heard.read_bytes())
    frame = rate_hz // 50
    frames = samples[: len(samples) // frame * frame].reshape(-1, frame)
    turn = np.exp(-2j * np.pi * hz * np.arange(frame) / rate_hz)
    # Windowed: at its bare edges a frame of the greeting's tone leaks as far as a key's.
    window = np.hanning(frame)
    strength: NDArray[np.float64] = np.abs((frames * window) @ turn) * 2 / window.sum()
    return float((strength > 0.05).sum()) / 50


def test_a_sound_takes_as_long_as_it_lasts(player: Player, tmp_path: Path) -> None:
    began = time.monotonic()
    player.play(a_tone(tmp_path, 600, 0.6), 0.0, threading.Event())
    assert 0.55 < seconds_taken(began) < 1.2


def test_playing_goes_on_at_the_beginning_of_the_words(player: Player, tmp_path: Path) -> None:
    began = time.monotonic()
    player.play(a_tone(tmp_path, 600, 1.2), 1.1, threading.Event())
    assert 0.55 < seconds_taken(began) < 1.1


def test_captions_without_a_file_take_their_time_too(player: Player) -> None:
    began = time.monotonic()
    player.play(Sound(None, 0.3, (Caption("Hello.", 0, 0.3),)), 0.0, threading.Event())
    assert 0.25 < seconds_taken(began) < 0.8


@pytest.mark.parametrize("what", ["play", "ring", "beep"])
def test_a_stopped_sound_returns_within_half_a_second(
    player: Player, tmp_path: Path, what: str
) -> None:
    stop = threading.Event()
    stop.set()
    began = time.monotonic()

    if what == "play":
        player.play(a_tone(tmp_path, 600, 30), 0.0, stop)
    elif what == "ring":
        player.ring(stop)
    else:
        player.beep(stop)

    assert seconds_taken(began) < 0.5


def test_a_stop_in_the_middle_ends_the_sound(player: Player, tmp_path: Path) -> None:
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    began = time.monotonic()

    player.play(a_tone(tmp_path, 600, 30), 0.0, stop)

    assert 0.25 < seconds_taken(began) < 0.8


def test_a_key_returns_at_once_whatever_it_is(player: Player) -> None:
    began = time.monotonic()
    for key in "0123456789*#x":
        player.key(key)
    assert seconds_taken(began) < 0.2


def test_a_silent_player_without_a_pace_does_not_wait() -> None:
    began = time.monotonic()
    player = SilentPlayer(pace=0)
    player.ring(threading.Event())
    player.beep(threading.Event())
    assert seconds_taken(began) < 0.1


@pytest.mark.sound
def test_what_is_played_comes_out_of_the_speaker(
    through_a_speaker: MiniaudioPlayer, plugged_in: SoundCard, tmp_path: Path
) -> None:
    with plugged_in.hear() as heard:
        through_a_speaker.play(a_tone(tmp_path, 600, 1.0), 0.0, threading.Event())
    assert seconds_of(heard, 600) == pytest.approx(1.0, abs=0.1)


@pytest.mark.sound
def test_a_beep_is_heard(through_a_speaker: MiniaudioPlayer, plugged_in: SoundCard) -> None:
    with plugged_in.hear() as heard:
        through_a_speaker.beep(threading.Event())
    assert seconds_of(heard, 1000) == pytest.approx(0.4, abs=0.06)


@pytest.mark.sound
def test_a_key_is_heard_over_the_greeting(
    through_a_speaker: MiniaudioPlayer, plugged_in: SoundCard, tmp_path: Path
) -> None:
    threading.Timer(0.5, through_a_speaker.key, ["5"]).start()
    with plugged_in.hear() as heard:
        through_a_speaker.play(a_tone(tmp_path, 600, 1.5), 0.0, threading.Event())
    assert seconds_of(heard, 600) == pytest.approx(1.5, abs=0.1)
    for hz in tones.KEY_HZ["5"]:
        assert seconds_of(heard, hz) == pytest.approx(0.1, abs=0.06)


@pytest.mark.sound
def test_every_key_is_handed_to_the_device_and_reported(
    through_a_speaker: MiniaudioPlayer,
) -> None:
    for count, key in enumerate("12#", start=1):
        through_a_speaker.key(key)
        wait_until(
            lambda: len(through_a_speaker.key_latencies_seconds()) == count,  # noqa: B023 - at once
            5,
            "the tone",
        )
    assert all(latency > 0 for latency in through_a_speaker.key_latencies_seconds())


@pytest.mark.sound
def test_a_killed_child_is_replaced_in_the_middle_of_a_sound(
    through_a_speaker: MiniaudioPlayer, plugged_in: SoundCard, tmp_path: Path
) -> None:
    through_a_speaker.beep(threading.Event())
    killed = through_a_speaker.pid
    assert killed is not None
    threading.Timer(0.3, os.kill, [killed, signal.SIGKILL]).start()
    with plugged_in.hear() as heard:
        through_a_speaker.play(a_tone(tmp_path, 600, 1.0), 0.0, threading.Event())
    assert through_a_speaker.pid not in {None, killed}
    assert seconds_of(heard, 600) > 1.0


@posix
@pytest.mark.sound
def test_a_hanging_child_is_replaced(
    through_a_speaker: MiniaudioPlayer,
    plugged_in: SoundCard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    through_a_speaker.beep(threading.Event())
    frozen = through_a_speaker.pid
    assert frozen is not None
    os.kill(frozen, signal.SIGSTOP)
    with plugged_in.hear() as heard:
        through_a_speaker.beep(threading.Event())
    assert through_a_speaker.pid not in {None, frozen}
    assert seconds_of(heard, 1000) == pytest.approx(0.4, abs=0.06)


@pytest.mark.sound
def test_a_speaker_that_is_not_connected_is_refused_by_name(
    plugged_in: SoundCard, tmp_path: Path
) -> None:
    player = MiniaudioPlayer(tmp_path / "log", "Kitchen radio")
    try:
        with pytest.raises(PortError, match="«Kitchen radio» is not connected"):
            player.beep(threading.Event())
    finally:
        player.close()


@pytest.mark.sound
def test_a_speaker_is_found_by_its_name(plugged_in: SoundCard, tmp_path: Path) -> None:
    player = MiniaudioPlayer(tmp_path / "log", "FakeSpeaker")
    try:
        with plugged_in.hear() as heard:
            player.beep(threading.Event())
    finally:
        player.close()
    assert seconds_of(heard, 1000) > 0.3


@posix
def test_a_machine_without_sound_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("miniaudio")
    nowhere = tmp_path / "asound.conf"
    nowhere.write_text("", "utf-8")
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nothing")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(nowhere))
    player = MiniaudioPlayer(tmp_path / "log")
    try:
        with pytest.raises(PortError, match="no speaker that can be opened"):
            player.beep(threading.Event())
    finally:
        player.close()


@pytest.mark.sound
def test_a_sound_that_cannot_be_read_is_refused_by_name(
    through_a_speaker: MiniaudioPlayer, tmp_path: Path
) -> None:
    lost = Sound(tmp_path / "lost.wav", 1.0, (Caption("Hello.", 0, 1),))
    with pytest.raises(PortError, match=r"lost\.wav cannot be played"):
        through_a_speaker.play(lost, 0.0, threading.Event())
