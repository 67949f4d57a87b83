"""How far apart the people in `voices/` sound: `python benchmarks/voices_apart.py [--heard]`.

The same sentences are spoken by everybody, on each voice engine that is installed here and that
Rolecall brings (`--engine system` asks for the operating system's own). Printed are the median
pitch and the words a minute of everybody, and for every pair how many semitones and how many
percent of pace lie between them, the closest pairs first. The target is `LEAST_SEMITONES` or
`LEAST_PACE_PERCENT` for every pair.

`--heard` has them recognised as they sound on the telephone line, and prints the share of words
that is missed: voices that are far apart are of no use where nobody understands them.
It takes about a minute, and four with `--heard`.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.recognition import Count, Ears, count
from simulator.adapters.scenario_files import load_voice, shipped_folder, yaml_files
from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice, installed_engines
from simulator.grading.acoustics.pitch import track
from simulator.hearing.pieces import RULE
from simulator.scenario.speech import Speech
from simulator.scenario.voice import VoiceProfile
from simulator.sound import wav
from simulator.sound.joining import LEAD_SECONDS, TRAIL_SECONDS

SENTENCE: Final = (
    "You have reached my voicemail, so please leave your name, your number "
    "and a short message after the tone."
)
GREETINGS: Final = (
    SENTENCE,
    "Hi, this is the desk of the plant manager. I am on the floor or away from the building.",
    "For the loading dock press two, and for everything else tell me what it is about.",
)
LEAST_SEMITONES: Final = 1.5
"""Listeners notice 1.95 semitones of pitch alone, and 1.73 of the length of the vocal tract alone
(E. Gaudrain and D. Baskent, Ear and Hearing 39(2), 2018: syllables, normal hearing). The natural
voice moves both by the same amount; two cues that add up independently are then noticed from
1 / sqrt(1/1.95**2 + 1/1.73**2) = 1.3 semitones. espeak's people differ in their variant as well,
which is not measured here."""
LEAST_PACE_PERCENT: Final = 12.0
"""Listeners notice 5 percent of tempo when they compare sentences (H. Quene, Journal of Phonetics
35(3), 2007), 10 in his study before it, and one person's sentences differ among themselves."""
LEAST_IN_ONE_SENTENCE: Final = 0.85
"""Of either distance, which leaves 1.3 semitones or 10 percent: the natural voice speaks no
sentence twice alike; its pitch differs by up to half a semitone from one time to the next, its pace
by 4 percent (six times by everybody)."""
LOWEST_HZ, HIGHEST_HZ = 50.0, 450.0
"""The grader looks for pitch from 75 Hz; the deepest man here lies below."""


@dataclass(frozen=True)
class Measured:
    """What makes a voice recognisable, as far as two numbers can say it."""

    name: str
    pitch_hz: float
    words_per_minute: float

    def semitones_from(self, other: Measured) -> float:
        """How far apart two pitches are."""
        return abs(12 * log2(self.pitch_hz / other.pitch_hz))

    def pace_percent_from(self, other: Measured) -> float:
        """How much faster the faster one speaks."""
        slow, fast = sorted((self.words_per_minute, other.words_per_minute))
        return 100 * (fast / slow - 1)

    def distance_from(self, other: Measured) -> float:
        """In the least distances that count: of pitch or of pace, whichever is more."""
        return max(
            self.semitones_from(other) / LEAST_SEMITONES,
            self.pace_percent_from(other) / LEAST_PACE_PERCENT,
        )


Pair = tuple[Measured, Measured]


def closest(people: Sequence[Measured]) -> list[Pair]:
    """Every pair, the one that is hardest to tell apart first."""
    pairs = itertools.combinations(people, 2)
    return sorted(pairs, key=lambda pair: pair[0].distance_from(pair[1]))


class Booth:
    """Where people speak into a microphone, with no telephone between."""

    def __init__(self, people: Mapping[str, VoiceProfile], folder: Path, engine: str) -> None:
        """`folder` is for sounds that are only needed now."""
        clear = {n: p.model_copy(update={"line": "clear"}) for n, p in people.items()}
        self._clear = Pyttsx3Voice(clear, folder / "clear", folder / "log", engine)
        self._phoned = Pyttsx3Voice(people, folder / "phoned", folder / "log", engine)

    def close(self) -> None:
        """End the processes."""
        self._clear.close()
        self._phoned.close()

    def measured(self, name: str, texts: Sequence[str] = GREETINGS) -> Measured:
        """The pitch and the pace of one person, over some sentences."""
        words, seconds = 0, 0.0
        pitches_hz: list[float] = []
        for text in texts:
            sound = self._clear.render(Speech(text, name), threading.Event())
            if sound.path is None:
                raise RuntimeError(f"The voice «{name}» wrote no sound.")
            samples, _ = wav.decode(sound.path.read_bytes())
            hertz = track(samples.astype(np.float64), LOWEST_HZ, HIGHEST_HZ)
            pitches_hz.append(float(np.nanmedian(hertz)))
            words += len(text.split())
            seconds += sound.seconds - LEAD_SECONDS - TRAIL_SECONDS
        return Measured(name, statistics.median(pitches_hz), words / seconds * 60)

    def missed(self, name: str, ears: Ears) -> Count:
        """The words that a recogniser gets wrong over the telephone."""
        total = Count()
        for text in GREETINGS:
            sound = self._phoned.render(Speech(text, name), threading.Event())
            if sound.path is not None:
                samples, _ = wav.decode(sound.path.read_bytes())
                total += count(text, (word.text for word in ears.hear(samples, RULE)["plain"]))
        return total


def main() -> int:
    """Print the tables."""
    brought = [engine for engine in installed_engines() if engine != "system"]
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--engine", action="append", choices=["natural", "espeak", "system"])
    parser.add_argument("--voices", type=Path, default=shipped_folder("voices"))
    parser.add_argument("--only", nargs="*", default=[], help="some people, by id")
    parser.add_argument("--pairs", type=int, default=12, help="how many pairs are named; 0: all")
    parser.add_argument("--heard", action="store_true", help="have it recognised on the line")
    args = parser.parse_args()
    people = {voice.id: voice for voice in map(load_voice, yaml_files(args.voices))}
    people = {name: people[name] for name in args.only or people}
    ears = Ears() if args.heard else None
    for engine in args.engine or brought:
        with tempfile.TemporaryDirectory() as folder:
            booth = Booth(people, Path(folder), engine)
            try:
                measured = [booth.measured(name) for name in people]
                missed = {n: booth.missed(n, ears) for n in people} if ears else {}
            finally:
                booth.close()
        print_people(engine, measured, missed)
        print_pairs(closest(measured), args.pairs)
    return 0


def print_people(engine: str, measured: Sequence[Measured], missed: Mapping[str, Count]) -> None:
    """Markdown, one row a person, the deepest first."""
    print(f"\n## {engine}\n\n| who | pitch in Hz | words a minute | words missed |")
    print("|---|---|---|---|")
    for who in sorted(measured, key=lambda m: m.pitch_hz):
        wrong = missed.get(who.name)
        share = f"{100 * wrong.errors / wrong.words:.0f} %" if wrong else "not asked"
        print(f"| {who.name} | {who.pitch_hz:.0f} | {who.words_per_minute:.0f} | {share} |")


def print_pairs(pairs: Sequence[Pair], named: int) -> None:
    """Markdown, one row a pair; 1 is the least distance that counts."""
    too_close = sum(one.distance_from(other) < 1 for one, other in pairs)
    print(f"\n{too_close} of {len(pairs)} pairs are too close. The closest:\n")
    print("| pair | semitones | pace in % | distance |\n|---|---|---|---|")
    for one, other in pairs[: named or None]:
        semitones, percent = one.semitones_from(other), one.pace_percent_from(other)
        names = f"{one.name}, {other.name}"
        print(f"| {names} | {semitones:.1f} | {percent:.0f} | {one.distance_from(other):.2f} |")


if __name__ == "__main__":
    raise SystemExit(main())
