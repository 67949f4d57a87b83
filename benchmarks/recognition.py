"""What the two passes hear, and what their merge makes of it: `python benchmarks/recognition.py`.

Counts wrong words (word error rate) and kept fillers on labelled speech, which is not part of
this project: a folder with `manifest.tsv` (columns `path` and `transcript`) and mono 16 kHz WAV
files, by default `../shared/data/speech` beside the project. Each clip is heard alone, and all of
them joined in three orders, since messages are longer than clips. If Debian's package
asterisk-core-sounds-en-wav is installed, eight takes of its telephone prompts are heard too.
It takes about five minutes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from simulator.children.whisper_model import WhisperPasses, find_model, hub_cache, verify
from simulator.hearing import gate
from simulator.hearing.merge import merge
from simulator.hearing.pieces import RULE, SAMPLE_RATE_HZ, CutRule, Samples, cut
from simulator.hearing.words import Heard, is_filler
from simulator.sound import wav
from simulator.sound.resample import resample

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "speech"
PROMPTS = Path("/usr/share/asterisk/sounds/en_US_f_Allison")
PROMPT_TEXTS = Path("/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz")
RULES = (CutRule(15.0, 25.0), CutRule(12.0, 20.0), RULE)
PASSES = ("plain", "prompted", "merged")
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SPELT = {"mr": "mister", "alright": "all right", "gonna": "going to", "ok": "okay", "oh": "zero"}


@dataclass(frozen=True)
class Clip:
    """Speech with its words."""

    samples: Samples
    text: str


@dataclass(frozen=True)
class Count:
    """Errors and fillers, added up over takes."""

    errors: int = 0
    words: int = 0
    fillers: int = 0
    kept: int = 0
    invented: int = 0

    def __add__(self, other: Count) -> Count:
        """Add up."""
        return Count(
            self.errors + other.errors,
            self.words + other.words,
            self.fillers + other.fillers,
            self.kept + other.kept,
            self.invented + other.invented,
        )


def tokens(text: str) -> list[str]:
    """Comparable words: lower case, digits one by one and in words, fillers all alike."""
    spaced = re.sub(r"\d", lambda digit: f" {DIGITS[int(digit[0])]} ", text.lower())
    plain = re.sub(r"[^a-z' ]", " ", spaced.replace("-", " ")).replace("'", "")
    spelt = " ".join(SPELT.get(word, word) for word in plain.split())
    return ["<filler>" if is_filler(word) else word for word in spelt.split()]


def count(reference: str, heard: Iterable[str]) -> Count:
    """Compare a transcript with what was said. Fillers are counted apart from words."""
    said, hypothesis = tokens(reference), tokens(" ".join(heard))
    kept = sum(
        1
        for block in Levenshtein.opcodes(said, hypothesis)
        if block.tag == "equal"
        for word in said[block.src_start : block.src_end]
        if word == "<filler>"
    )
    words = [w for w in said if w != "<filler>"]
    heard_words = [w for w in hypothesis if w != "<filler>"]
    return Count(
        Levenshtein.distance(words, heard_words),
        len(words),
        said.count("<filler>"),
        kept,
        hypothesis.count("<filler>") - kept,
    )


def joined(clips: Sequence[Clip], gap_seconds: float) -> Clip:
    """One take of several clips with faint noise in between, as a microphone gives it."""
    noise = np.random.default_rng(1).standard_normal(int(gap_seconds * SAMPLE_RATE_HZ)) * 1e-4
    parts = [part for clip in clips for part in (clip.samples, noise.astype(np.float32))]
    return Clip(np.concatenate(parts), " ".join(clip.text for clip in clips))


def read_clips(folder: Path) -> list[Clip]:
    """The labelled clips of a folder."""
    with (folder / "manifest.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [Clip(wav.decode((folder / r["path"]).read_bytes())[0], r["transcript"]) for r in rows]


def read_prompts(takes: int, seconds: float) -> list[Clip]:
    """Telephone prompts longer than 2.5 s, shuffled and joined into takes of a minute."""
    clips = []
    with gzip.open(PROMPT_TEXTS, "rt", encoding="utf-8", errors="replace") as file:
        for line in file:
            name, _, text = line.strip().partition(": ")
            path = PROMPTS / f"{name}.wav"
            if line.startswith(";") or "[" in text or not path.is_file():
                continue
            samples, rate = wav.decode(path.read_bytes())
            if len(samples) > 2.5 * rate:
                clips.append(Clip(resample(samples, rate, SAMPLE_RATE_HZ), text))
    result: list[Clip] = []
    taken: list[Clip] = []
    for index in np.random.default_rng(7).permutation(len(clips)):
        taken.append(clips[index])
        if sum(len(c.samples) for c in taken) > seconds * SAMPLE_RATE_HZ:
            result.append(joined(taken, 0.35))
            taken = []
    return result[:takes]


class Ears:
    """Decodes pieces, each once."""

    def __init__(self) -> None:
        """Loads the installed model."""
        found = find_model("", hub_cache)
        verify(found)
        self._passes = WhisperPasses(found)

    def hear(self, samples: Samples, rule: CutRule) -> dict[str, list[Heard]]:
        """The words of a take in the plain, the prompted and the merged pass."""
        heard: dict[str, list[Heard]] = {name: [] for name in PASSES}
        for piece in cut(samples, rule):
            pcm = wav.to_pcm(samples[piece.start : piece.end])
            probabilities = self._passes.speech_probabilities(wav.from_pcm(pcm))
            speech = gate.speech_in(probabilities, piece.start_seconds)
            if not gate.is_worth_decoding(speech):
                continue
            plain, prompted = self._passes.both_passes(pcm, piece.start_seconds)
            heard["plain"] += plain
            heard["prompted"] += prompted
            heard["merged"] += merge(plain, prompted, speech)
        return heard


def measure(ears: Ears, clips: Sequence[Clip], rule: CutRule) -> dict[str, Count]:
    """Add up over takes."""
    counts = {name: Count() for name in PASSES}
    for clip in clips:
        for name, words in ears.hear(clip.samples, rule).items():
            counts[name] += count(clip.text, (word.text for word in words))
    return counts


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder with manifest.tsv")
    folder = parser.parse_args().data
    if not (folder / "manifest.tsv").is_file():
        print(f"Skipped: there is no labelled speech in {folder} (--data names another folder).")
        return
    clips = read_clips(folder)
    orders = [np.random.default_rng(seed).permutation(len(clips)) for seed in range(3)]
    gaps = (0.2, 0.5, 0.9)
    sets = {
        f"{len(clips)} clips": clips,
        "the clips joined, 3 orders": [
            joined([clips[i] for i in order], gap) for order, gap in zip(orders, gaps, strict=True)
        ],
    }
    if PROMPT_TEXTS.is_file():
        sets["telephone prompts, 8 takes"] = read_prompts(8, 60.0)
    print_table(Ears(), sets)


def print_table(ears: Ears, sets: dict[str, list[Clip]]) -> None:
    """Markdown, one row for each way of cutting, set and pass."""
    print(
        "| pieces cut at | speech | pass | word errors | of words | % | fillers kept | invented |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for rule in RULES:
        spread = f"{rule.earliest_seconds:.0f}-{rule.decided_after_seconds:.0f} s"
        total: Counter[str] = Counter()
        words = 0
        for name, clips in sets.items():
            for which, c in measure(ears, clips, rule).items():
                rate = f"{100 * c.errors / c.words:.1f}"
                fillers = f"{c.kept} of {c.fillers} | {c.invented}"
                print(
                    f"| {spread} | {name} | {which} | {c.errors} | {c.words} | {rate} | {fillers} |"
                )
                total[which] += c.errors
            words += c.words
        for which in PASSES:
            rate = f"{100 * total[which] / words:.1f}"
            print(f"| {spread} | **all** | {which} | {total[which]} | {words} | **{rate}** | | |")


if __name__ == "__main__":
    main()
