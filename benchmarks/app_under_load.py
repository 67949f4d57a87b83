"""The real app while the rep speaks: `python -m benchmarks.app_under_load`, in a checkout.

A virtual sound card (PulseAudio) and a terminal (tmux) carry one call: the greeting is skipped, a
message of 30 s and one of 60 s is spoken by the natural voice into the microphone, and the rep
hangs up. Measured:

- from the key that hangs up to what was heard on screen, when the call has been graded, against
  both recognition passes over the whole take at once, timed in the same run (target: at most 0.6
  of that);
- how late the screen's event loop is while it records and recognises (99th percentile, target
  60 ms);
- the memory of all processes together, as the sum of proportional set sizes (target 900 MB).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import ClassVar

import numpy as np
from typing_extensions import override

import simulator.tui
from benchmarks.grade_after_hangup import (
    MESSAGE,
    WholeTake,
    proportional_memory_mb,
    read,
    spoken_message,
)
from simulator.bootstrap import open_desk
from simulator.hearing.pieces import SAMPLE_RATE_HZ
from simulator.sound import wav
from simulator.tui.app import RolecallApp
from tests.audio.terminal import Terminal
from tests.audio.virtual_sound import SoundCard, missing_programs

TARGET_RATIO = 0.6
TARGET_STALL_MS = 60.0
TARGET_MEMORY_MB = 900.0
TICK_SECONDS = 0.005
LOOK_SECONDS = 1.0
STEPS = (("enter open", "Enter"), ("You call", "Enter"), ("connected", "#"))
"""What to wait for on the screen, and the key to press then: up to the beep of the first call."""


STYLES = Path(simulator.tui.__file__).parent


class WatchedApp(RolecallApp):
    """Rolecall, and a note of how late its event loop was at every moment."""

    # Textual looks for stylesheets beside the module of the class that it runs.
    CSS_PATH: ClassVar = [str(STYLES / "app.tcss"), str(STYLES / "screens" / "home.tcss")]

    def __init__(self, notes: Path) -> None:
        super().__init__(open_desk)
        self._notes = notes
        self._late: list[tuple[float, float]] = []

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.run_worker(self._watch(), group="watch")

    async def _watch(self) -> None:
        while True:
            asked = time.monotonic()
            await asyncio.sleep(TICK_SECONDS)
            now = time.monotonic()
            self._late.append((now, (now - asked - TICK_SECONDS) * 1000))

    @override
    async def on_unmount(self) -> None:
        self._notes.write_text(json.dumps(self._late))
        await super().on_unmount()


def family(pid: int) -> list[int]:
    """A process and its children."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [pid, *map(int, listed.stdout.split())]


def memory_mb(pid: int) -> float:
    """All processes together, each page counted once among those that share it."""
    return sum(proportional_memory_mb(member) or 0.0 for member in family(pid))


class Measured:
    """What one call gave."""

    def __init__(self) -> None:
        self.began = self.hung_up = self.on_screen = 0.0
        self.memory_mb = 0.0


def play(card: SoundCard, message: Path, home: Path, notes: Path) -> Measured:
    """One call of the first scenario, with a message from a file."""
    measured, over = Measured(), threading.Event()
    terminal = Terminal()
    command = [sys.executable, "-m", "benchmarks.app_under_load", "--watch", str(notes)]
    env = {**card.env, "ROLECALL_HOME": str(home)}
    try:
        terminal.start(command, env=env, columns=120, rows=40)
        for text, key in STEPS:
            terminal.wait_for(text, 60)
            terminal.press(key)
        terminal.wait_for("RECORDING", 30)

        def weigh() -> None:
            while not over.wait(LOOK_SECONDS):
                measured.memory_mb = max(measured.memory_mb, memory_mb(terminal.process_id))

        weighing = threading.Thread(target=weigh)
        weighing.start()
        measured.began = time.monotonic()
        card.speak(message).wait(120)
        measured.hung_up = time.monotonic()
        terminal.press("Space")
        terminal.wait_for("This is what was heard", 60)
        measured.on_screen = time.monotonic()
        over.set()
        weighing.join()
        terminal.press("C-q")
        terminal.wait_for_end()
    finally:
        over.set()
        terminal.close()
    return measured


def compare(card: SoundCard, folder: Path, seconds: int, whole_take: WholeTake) -> bool:
    """Print the figures for one length of message; whether all targets are met."""
    pcm = read(folder / "message.wav")
    while len(pcm) < seconds * SAMPLE_RATE_HZ:
        pcm = np.concatenate([pcm, pcm])
    pcm = pcm[: seconds * SAMPLE_RATE_HZ]
    message = folder / f"{seconds}.wav"
    message.write_bytes(wav.encode(wav.from_pcm(pcm), SAMPLE_RATE_HZ))
    notes = folder / f"late-{seconds}.json"
    home = folder / f"home-{seconds}"
    measured = play(card, message, home, notes)
    (take,) = (home / "data" / "attempts").glob("*/take-1.wav")
    recorded = read(take)
    whole_take.seconds(recorded)
    whole = whole_take.seconds(recorded)
    waited = measured.on_screen - measured.hung_up
    late = [
        ms for at, ms in json.loads(notes.read_text()) if measured.began < at < measured.on_screen
    ]
    stall = float(np.percentile(late, 99))
    print(
        f"{seconds} s: graded, and what was heard on screen, {waited:.2f} s after hanging up; both "
        f"passes over the whole take {whole:.2f} s; ratio {waited / whole:.2f} (target "
        f"{TARGET_RATIO}). Event loop: 99th percentile {stall:.1f} ms late, worst "
        f"{max(late):.0f} (target {TARGET_STALL_MS:.0f}). Memory of all processes: "
        f"{measured.memory_mb:.0f} MB (target {TARGET_MEMORY_MB:.0f})."
    )
    return (
        waited / whole <= TARGET_RATIO
        and stall <= TARGET_STALL_MS
        and measured.memory_mb <= TARGET_MEMORY_MB
    )


def main() -> int:
    """Print a line for each length; 0 if all targets are met, 1 if not, 3 without the programs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, nargs="*", default=[30, 58])
    parser.add_argument("--watch", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.watch:
        WatchedApp(options.watch).run()
        return 0
    if missing_programs():
        print(f"Skipped; not installed: {', '.join(missing_programs())}")
        return 3
    print(f"On {platform.machine()}, {os.cpu_count()} cores, {platform.system()}.")
    with tempfile.TemporaryDirectory(prefix="rolecall-") as name:
        folder = Path(name)
        pcm = spoken_message(folder)
        (folder / "message.wav").write_bytes(wav.encode(wav.from_pcm(pcm), SAMPLE_RATE_HZ))
        print(f"The message: {' '.join(MESSAGE.split())[:60]} ...")
        card = SoundCard(folder)
        whole_take = WholeTake()
        try:
            card.start()
            met = [compare(card, folder, seconds, whole_take) for seconds in options.seconds]
        finally:
            card.stop()
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
