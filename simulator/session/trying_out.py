"""Try microphone and speaker before a call. Nothing that is said in a test is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Event

from simulator.ports import Caption, Microphone, Player, PortError, Ports, RecordingLimits, Sound
from simulator.scenario.speech import Speech

TEST_SECONDS = 5.0
TEST_VOICE = "operator"
SENTENCE = "Good morning. If you can hear this, you will hear every call."
YOURSELF = "what you said"


def hear_yourself(
    ports: Ports,
    on_level: Callable[[float], None],
    on_playing: Callable[[], None],
    stop_recording: Event,
    stop_playing: Event,
) -> float:
    """Record a test of at most five seconds, play it back and erase it; the loudest level. Blocks.

    `on_playing` is called when the recording is over; it is played where there is a speaker.

    Raises:
        PortError: there is no microphone, or a device cannot do its work.
    """
    if ports.microphone is None:
        raise PortError("There is no microphone.")
    levels = [0.0]

    def hear(level: float) -> None:
        levels.append(level)
        on_level(level)

    try:
        with tempfile.TemporaryDirectory(prefix="rolecall-") as folder:
            sound = _recorded(ports.microphone, Path(folder) / "test.wav", hear, stop_recording)
            on_playing()
            if ports.machine.has_speaker and not stop_playing.is_set():
                ports.player.play(sound, 0.0, stop_playing)
    except OSError as error:
        raise PortError(
            f"There is no room for a test recording ({error.strerror or error})."
        ) from error
    return max(levels)


def _recorded(
    microphone: Microphone, path: Path, on_level: Callable[[float], None], stop: Event
) -> Sound:
    limits = RecordingLimits(TEST_SECONDS, TEST_SECONDS, TEST_SECONDS)
    take = microphone.record(path, limits, on_level, stop)
    if take.ended_by == "device_lost":
        raise PortError("The microphone was lost while you spoke. Connect it, and try again.")
    return Sound(path, take.seconds, (Caption(YOURSELF, 0.0, take.seconds),))


def hear_a_voice(ports: Ports, stop: Event) -> str:
    """Play a sentence, or a beep where there is no voice; what was played, in words. Blocks.

    Raises:
        PortError: voice or speaker cannot do their work.
    """
    sound = ports.voice.render(Speech(SENTENCE, TEST_VOICE), stop)
    if sound.path is None:
        return _beeped(ports.player, stop)
    ports.player.play(sound, 0.0, stop)
    return f"“{SENTENCE}”"


def _beeped(player: Player, stop: Event) -> str:
    player.beep(stop)
    return "A beep"
