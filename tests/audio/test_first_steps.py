"""The first start of the real program, on a virtual sound card: heard, played back, erased."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator.adapters.audio_files import read_recording
from simulator.sound import wav
from tests.audio.terminal import Terminal
from tests.audio.test_calls import APP, strength
from tests.audio.virtual_sound import SoundCard

pytestmark = pytest.mark.sound

RATE_HZ, TONE_HZ = 16_000, 700.0
START_SECONDS = 30.0


def tone(path: Path) -> Path:
    """Three seconds of a tone, for the microphone."""
    times = np.arange(3 * RATE_HZ) / RATE_HZ
    path.write_bytes(wav.encode((0.5 * np.sin(2 * np.pi * TONE_HZ * times)).astype(np.float32),
                                RATE_HZ))  # fmt: skip
    return path


def test_the_first_start_lets_the_rep_hear_themselves_and_a_voice(
    terminal: Terminal, sound_card: SoundCard, tmp_path: Path
) -> None:
    env = {**sound_card.env, "ROLECALL_HOME": str(tmp_path), "TMPDIR": str(tmp_path / "scratch")}
    (tmp_path / "scratch").mkdir()
    terminal.start(APP, env=env)
    terminal.wait_for("Who are you?", START_SECONDS)
    terminal.press("PageDown", "PageDown")
    terminal.wait_for("Can you be heard?")
    terminal.press("Space")
    terminal.wait_for("RECORDING")
    with sound_card.hear() as heard:
        sound_card.speak(tone(tmp_path / "tone.wav")).wait(20)
        terminal.press("Space")
        terminal.wait_for("That was you, and it is erased.", START_SECONDS)
    assert strength(heard, TONE_HZ) > 10, "what was said is played back"
    assert list((tmp_path / "scratch").rglob("*.wav")) == []

    terminal.press("Enter")
    terminal.wait_for("Can you hear?")
    with sound_card.hear() as heard:
        terminal.press("Space")
        terminal.wait_for("Did you hear it?", START_SECONDS)
    pcm, _ = read_recording(heard)
    assert np.abs(pcm).max() > 1000, "a sentence, or a beep"
    terminal.press("y")
    terminal.wait_for("Good. That is how loud a call will be.")
    terminal.press("Escape")
    terminal.wait_for("NEXT FOR YOU")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
