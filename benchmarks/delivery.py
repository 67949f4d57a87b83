"""How well the voice is measured, on acted speech with labels: `python benchmarks/delivery.py`.

Printed, and kept in docs/measured/delivery.json:
- energy: clips of one speaker and label are joined, seven at a time with gaps of 0.35 s, 200 times
  (seeded); the area under the curve between labels, pooled and within each speaker;
- pace: syllables a second by the sound alone against those that were counted by hand, and whether
  the same clip, slowed and sped up by sox, stays in order;
- the time of one core that 30 s of speech take, and how far energy moves with gain, silence, noise.

The speech is not part of the project (`--speech FOLDER` with labels.csv and clips/). Needs sox for
the changes of tempo; without it they are left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import shutil
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.grading.acoustics.frames import SAMPLE_RATE_HZ
from simulator.grading.acoustics.voice import measure
from simulator.sound import wav

SPEECH = Path(__file__).parents[2] / "shared" / "data" / "delivery"
RESULTS = Path(__file__).parents[1] / "docs" / "measured" / "delivery.json"
CLIPS_A_JOIN, GAP_SECONDS, SEED = 7, 0.35, 20
PAIRS = (("bored", "happy"), ("bored", "neutral"), ("neutral", "happy"))
TEMPOS = (0.75, 1.25, 1.5)

Samples = NDArray[np.float64]


def main() -> int:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speech", type=Path, default=SPEECH)
    parser.add_argument("--joins", type=int, default=200)
    args = parser.parse_args()
    if not (args.speech / "labels.csv").exists():
        raise SystemExit(f"There is no labelled speech in {args.speech}: nothing to measure.")
    with (args.speech / "labels.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    acted = [r for r in rows if r["role"] == "enthusiasm"]
    counted = [r for r in rows if r["role"] == "pace"]
    energies = joined_energies(args.speech, acted, args.joins)
    result = {
        "joins": args.joins,
        "clips_a_join": CLIPS_A_JOIN,
        "clips": {label: sum(r["label"] == label for r in acted) for label in energies},
        "auc": {f"{a}, {b}": areas(energies[a], energies[b]) for a, b in PAIRS},
        "median": {
            label: round(float(np.median(np.concatenate(list(of.values())))), 2)
            for label, of in energies.items()
        },
        "cpu_seconds_for_30_s": cpu_seconds(args.speech, acted),
        "pace": pace(args.speech, counted),
        "changes": changes(args.speech, acted),
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))
    return 0


def clips_of(
    folder: Path, rows: Sequence[Mapping[str, str]]
) -> dict[tuple[str, str], list[Samples]]:
    """The clips of each speaker and label."""
    clips: dict[tuple[str, str], list[Samples]] = defaultdict(list)
    for row in rows:
        clips[row["speaker"], row["label"]].append(read(folder / row["file"]))
    return dict(sorted(clips.items()))


def joined_energies(
    folder: Path, rows: Sequence[Mapping[str, str]], joins: int
) -> dict[str, dict[str, list[float]]]:
    """The energies of the joins, by label and speaker. Works on every core."""
    clips = clips_of(folder, rows)
    found: dict[str, dict[str, list[float]]] = defaultdict(dict)
    with ProcessPoolExecutor() as pool:
        figures = pool.map(energies_of, clips.values(), [joins] * len(clips), range(len(clips)))
        for (speaker, label), of_them in zip(clips, figures, strict=True):
            found[label][speaker] = of_them
    return dict(found)


def energies_of(clips: Sequence[Samples], joins: int, number: int) -> list[float]:
    """The energy of each seeded join of one speaker and label, the `number`th."""
    chance = random.Random(SEED + number)
    figures = (
        measure(joined([chance.choice(clips) for _ in range(CLIPS_A_JOIN)])).energy
        for _ in range(joins)
    )
    return [float("nan") if figure is None else figure for figure in figures]


def cpu_seconds(folder: Path, rows: Sequence[Mapping[str, str]]) -> float:
    """How long one core measures 30 s of speech."""
    sound = joined(next(iter(clips_of(folder, rows).values())))
    thirty = np.resize(sound, 30 * SAMPLE_RATE_HZ)
    measure(thirty)
    began = time.process_time()
    measure(thirty)
    return round(time.process_time() - began, 2)


def areas(lower: Mapping[str, list[float]], upper: Mapping[str, list[float]]) -> dict[str, Any]:
    """The area under the curve, pooled and within each speaker."""
    pooled = [np.concatenate(list(side.values())) for side in (lower, upper)]
    within = {s: area(np.array(lower[s]), np.array(upper[s])) for s in lower if s in upper}
    return {"pooled": area(*pooled), "within": within}


def area(lower: Samples, upper: Samples) -> float:
    """How often one of the upper is over one of the lower; a tie counts half."""
    over = np.mean(upper[None, :] > lower[:, None])
    same = np.mean(upper[None, :] == lower[:, None])
    return round(float(over + same / 2), 3)


def pace(folder: Path, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Syllables a second of the sound against those counted by hand, and their order by tempo."""
    ratios, speech, in_order = [], [], []
    for row in rows:
        sound = read(folder / row["file"])
        voice = measure(sound)
        if voice.syllables_per_second is None:
            continue
        counted = float(row["n_syl"]) / float(row["speech_s"])
        ratios.append(voice.syllables_per_second / counted)
        speech.append(voice.speech_seconds / float(row["speech_s"]))
        if shutil.which("sox"):
            rates = [measure(at_tempo(sound, t)).syllables_per_second for t in TEMPOS]
            rates.insert(1, voice.syllables_per_second)
            known = [r for r in rates if r is not None]
            if len(known) == len(rates):
                in_order.append(all(a < b for a, b in pairwise(known)))
    return {
        "clips": len(rows),
        "measured": len(ratios),
        "mean_ratio": round(float(np.mean(ratios)), 3),
        "mean_error": round(float(np.mean(np.abs(np.array(ratios) - 1))), 3),
        "speech_time_error": round(float(np.mean(np.abs(np.array(speech) - 1))), 3),
        "tempos_measured": len(in_order),
        "tempos_in_order": sum(in_order),
    }


def changes(folder: Path, rows: Sequence[Mapping[str, str]]) -> dict[str, float]:
    """How far energy moves at most, on one join a speaker and label, when nothing was said anew."""
    clips = clips_of(folder, rows)
    chance = np.random.default_rng(SEED)
    moved: dict[str, list[float]] = defaultdict(list)
    for own in clips.values():
        sound = joined(own[:CLIPS_A_JOIN])
        level = float(np.sqrt(np.mean(sound**2)))
        silence = np.zeros(SAMPLE_RATE_HZ)
        base = measure(sound).energy or 0.0
        for name, other in {
            "12 dB quieter": sound * 10 ** (-12 / 20),
            "a second of silence before": np.concatenate((silence, sound)),
            "a second of silence after": np.concatenate((sound, silence)),
            "noise, 20 dB under the speech": sound + chance.normal(0, level / 10, len(sound)),
        }.items():
            moved[name].append(abs((measure(other).energy or 0.0) - base))
    return {name: round(max(by), 2) for name, by in moved.items()}


def joined(clips: Sequence[Samples]) -> Samples:
    """Clips one after another, with gaps."""
    gap = np.zeros(round(GAP_SECONDS * SAMPLE_RATE_HZ))
    return np.concatenate([part for clip in clips for part in (clip, gap)])


def read(path: Path) -> Samples:
    """The samples of a 16 kHz WAV."""
    from simulator.adapters.audio_files import read_recording

    return np.asarray(wav.from_pcm(np.asarray(read_recording(path)[0])), np.float64)


def at_tempo(sound: Samples, tempo: float) -> Samples:
    """The same words at another tempo and the same pitch."""
    from simulator.adapters.audio_files import write_wav

    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "in.wav"), Path(folder, "out.wav")
        write_wav(given, (sound * 32767).astype(np.int16))
        subprocess.run(["sox", given, made, "tempo", "-s", str(tempo)], check=True)
        return read(made)


if __name__ == "__main__":
    raise SystemExit(main())
