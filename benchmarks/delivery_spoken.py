"""How well the voice is measured with words in it: `python benchmarks/delivery_spoken.py`.

Printed, and kept in docs/measured/delivery_spoken.json:
- pace: recorded English, recognised, its syllables a second against those counted by hand
  (benchmarks/syllables.csv) over the same speech time, which nobody has measured by hand;
- fillers: how many are reported of those in five messages with six each and in a spontaneous clip,
  and how many where there are none;
- invariance: how far the score of a model message moves when nothing was said anew: gain, silence,
  sampling rate, file format, noise.

Takes about five minutes. Needs the extra `voice`. The recorded speech is not part of the project
(`--speech FOLDER`); without it that part is left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from benchmarks.spoken_verdicts import REP
from simulator.adapters.audio_files import read_recording, write_wav
from simulator.adapters.recogniser_whisper import WhisperRecognizer
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice
from simulator.grading.delivery import delivery
from simulator.grading.grade import Recording, grade_recording
from simulator.grading.registry import installed
from simulator.grading.rubric import default_rubric
from simulator.grading.transcript import Baseline, Transcript
from simulator.scenario.speech import Speech
from simulator.session.listening import VoiceMeasuring
from simulator.sound import wav
from simulator.sound.resample import resample
from simulator.sound.tones import SAMPLE_RATE_HZ

SPEECH = Path(__file__).parents[2] / "shared" / "data" / "speech"
SYLLABLES = Path(__file__).parent / "syllables.csv"
RESULTS = Path(__file__).parents[1] / "docs" / "measured" / "delivery_spoken.json"
SPONTANEOUS, FILLERS_IN_IT = "mfa_cold_corpus3.wav", 6
FILLERS_A_SCRIPT = 6
SCRIPTS = (
    "Hi Priya, um, this is Sam at Dockline. I, uh, saw that your team moved the night shift to, "
    "um, Tacoma. We, uh, helped a cannery with that, um, last fall, and I can, uh, show you how.",
    "Good morning, uh, Mister Okafor. Um, I read your piece on, uh, cold storage. Um, a farm near "
    "you had the same, uh, trouble with doors, and, um, it cost them a harvest.",
    "Hello Beth, it's, um, Carl with Ridgeway. Uh, the new clinic opens in, um, June, is that "
    "right? Uh, the last one lost two weeks to the, um, wiring. I would, uh, like to tell you why.",
    "Um, Tom, this is Ana. Uh, you said on the radio that, um, half your buses are older than the "
    "drivers. Uh, Leeds had that too, and, um, they found the money in, uh, tires.",
    "Hi Wes, uh, Nora Quill here. Um, three of your stores close early on Sunday. Uh, a chain in "
    "Ohio did the, um, opposite, and, uh, it paid for the heating. Um, call me when you can.",
)
CLEAN = tuple(text.replace("um, ", "").replace("uh, ", "").replace("Um, ", "").replace("Uh, ", "")
              for text in SCRIPTS)  # fmt: skip
NOISE_UNDER_DB = 20
SEED = 7

Samples = NDArray[np.float64]


class Speaker:
    """Says a text aloud, and listens to any sound."""

    def __init__(self, folder: Path) -> None:
        """`folder` is for sounds that are only needed now."""
        self._folder = folder
        self._voice = Pyttsx3Voice(
            {REP.id: REP}, folder / "voices", folder / "log", preferred="natural"
        )
        self._whisper = WhisperRecognizer(folder / "log")
        self._ears = VoiceMeasuring(self._whisper, lambda: Baseline(-0.5))

    def said(self, text: str) -> Path:
        """A recording of the natural voice."""
        sound = self._voice.render(Speech(text, REP.id), threading.Event())
        if sound.path is None:
            raise SystemExit("There is no natural voice: install the extra `voice`.")
        return sound.path

    def heard(self, recording: Path) -> Transcript:
        """Its words and its voice."""
        take = self._folder / "take.wav"
        write_wav(take, read_recording(recording)[0])
        complete = threading.Event()
        complete.set()
        return self._ears.transcribe(take, complete, threading.Event())

    def close(self) -> None:
        """End the processes."""
        self._voice.close()
        self._whisper.close()


def main() -> int:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speech", type=Path, default=SPEECH)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        speaker = Speaker(Path(folder))
        try:
            result: dict[str, Any] = {
                "recorded": recorded(speaker, args.speech),
                "fillers": fillers(speaker),
                "invariance": list(invariance(speaker, Path(folder))),
            }
        finally:
            speaker.close()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))
    return 0


def recorded(speaker: Speaker, folder: Path) -> list[dict[str, Any]]:
    """Pace and fillers of each recorded clip; nothing where there are no clips."""
    rubric = default_rubric()
    found: list[dict[str, Any]] = []
    with SYLLABLES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        path = folder / row["file"]
        if not path.exists():
            print(f"There is no {path}: left out.")
            continue
        heard = speaker.heard(path)
        figures = delivery(heard, "555-0100", rubric.reading)
        by_hand = int(row["syllables"]) / heard.speech_seconds if heard.speech_seconds else None
        found.append(
            {
                "file": row["file"],
                "by_hand": by_hand and round(by_hand, 2),
                "by_words": figures.syllables_per_second,
                "by_sound": figures.syllables_per_second_by_sound,
                "fillers": sum(w.is_filler for w in heard.words),
                "fillers_by_hand": int(row["fillers"]),
            }
        )
    return found


def fillers(speaker: Speaker) -> dict[str, Any]:
    """Fillers reported in the scripts, with them and without."""
    reported = [count(speaker, text) for text in SCRIPTS]
    return {
        "said": FILLERS_A_SCRIPT * len(SCRIPTS),
        "reported": sum(min(FILLERS_A_SCRIPT, n) for n in reported),
        "by_script": reported,
        "invented_in_clean_scripts": sum(count(speaker, text) for text in CLEAN),
    }


def count(speaker: Speaker, text: str) -> int:
    """How many fillers are heard when a text is spoken."""
    return sum(w.is_filler for w in speaker.heard(speaker.said(text)).words)


def invariance(speaker: Speaker, folder: Path) -> Iterator[dict[str, Any]]:
    """How far scores move, for each scenario's model message, by what was changed."""
    for file in ScenarioFiles().scenarios():
        scenario = file.scenario
        sound = speaker.said(" ".join(scenario.model.text.split()))
        samples = np.asarray(wav.from_pcm(read_recording(sound)[0]), np.float64)

        def score(path: Path, scenario: Any = scenario) -> float:
            heard = speaker.heard(path)
            card = grade_recording(
                Recording("spoken", scenario, "0" * 64, heard), default_rubric(), installed()
            )
            return card.score.overall or 0.0

        before = score(sound)
        moved = {name: round(score(path) - before, 1) for name, path in changed(samples, folder)}
        yield {"scenario": scenario.id, "overall": before, "moved": moved}


def changed(samples: Samples, folder: Path) -> Iterator[tuple[str, Path]]:
    """The same speech in other clothes, one file after another."""
    peak = float(np.abs(samples).max())
    level = float(np.sqrt(np.mean(samples[np.abs(samples) > peak / 50] ** 2)))
    noise = np.random.default_rng(SEED).normal(0, level / 10 ** (NOISE_UNDER_DB / 20), len(samples))
    silence = np.zeros(SAMPLE_RATE_HZ)
    quiet = samples * 10 ** (-12 / 20)
    versions = {
        "12 dB quieter": quiet,
        "12 dB louder, from that": quiet * 10 ** (12 / 20),
        "a second of silence before": np.concatenate((silence, samples)),
        "a second of silence after": np.concatenate((samples, silence)),
        "noise, 20 dB under the speech": samples + noise,
    }
    for name, version in versions.items():
        path = folder / "changed.wav"
        write_wav(path, wav.to_pcm(version.astype(np.float32)))
        yield name, path
    at_44 = resample(samples.astype(np.float32), SAMPLE_RATE_HZ, 44_100)
    soundfile.write(folder / "changed44.wav", at_44, 44_100)
    yield "at 44.1 kHz", folder / "changed44.wav"
    soundfile.write(folder / "changed.flac", samples, SAMPLE_RATE_HZ)
    yield "as FLAC", folder / "changed.flac"


if __name__ == "__main__":
    raise SystemExit(main())
