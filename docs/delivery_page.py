"""docs/delivery-validity.md, made from what `benchmarks/delivery*.py` measured."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from simulator.grading.rubric import default_rubric

MEASURED = Path(__file__).parent / "measured"
MOVED_TOO_FAR_POINTS = 2
TARGETS = {"bored, happy": 0.99, "bored, neutral": 0.90, "neutral, happy": 0.99}

HEAD = """# How well the voice is measured

Made by `python docs/generate.py` from `docs/measured/`; a test compares. To measure again:

```sh
.venv/bin/python benchmarks/delivery.py           # acted speech with labels, a quarter of an hour
.venv/bin/python benchmarks/delivery_spoken.py    # with words in it, five minutes
.venv/bin/python docs/generate.py
```

Nothing was fitted to the speech of these tables: constants are those of published measures and of
other corpora (`../simulator/grading/acoustics/energy.py` and its neighbours name them).

## What each measure is

| measure | what it is | in the grade |
|---|---|---|
| pace | words outside the phone number over the time outside it, pauses included; “again” before its second time goes with it | bands {pace} words a minute |
| syllables a second | syllables of the transcript (vowel groups) over speech time; by the sound alone: peaks of loudness in voiced speech | a figure; a warning where the two differ by more than 30 % |
| pace over time | the same words a minute, sentence by sentence | the fastest sentence is quoted |
| number pace | its digits over every time that it was given | bands {number_pace} digits a second |
| energy | `E = ln(v/25)/.40 + .5(i-150)/30 + .3(a-5)/.8 + .7 ln(c/450)/.35`: v how fast pitch moves (semitones a second), i how fast loudness moves (dB a second), a syllables a second, c where the middle of the spectrum lies (Hz), all over speech only | its distance from the rep's own neutral reading: bands {energy} |
| fillers | um, uh and their kind as recognised, a minute of speech | bands {fillers} a minute |
| room to breathe | the longest speech without a silence of 0.25 s | bands {room_to_breathe} s |
| off the cuff | words begun anew, and silences of 1.2 s and more inside a sentence, a minute | bands {off_the_cuff}; signs and no proof |
| level, clipping | loudness of speech, and samples at the end of the scale | a warning, never a grade |
"""
ENERGY = """
## Energy, on acted speech

Clips of five actors of the Berlin Database of Emotional Speech (Burkhardt et al. 2005), joined {clips}
at a time with gaps of 0.35 s to the length of a message, {joins} times for each speaker and label
(seeded, with repeats). The area under the curve is how often the livelier of two joins has more energy:
0.5 is chance, 1 is always.

| pair | pooled | each speaker | mean of the speakers (lowest to highest) | target |
|---|---|---|---|---|
{rows}

Median energy: {medians}. The clips: {counts}. Bored speech lies {bored:.1f} under neutral and happy
speech {happy:.1f} over it, so that the bands begin at the rep's own reading and end {red} from it.
"""
PACE = """
## Pace

By the sound alone, on {clips} acted clips with syllables counted by hand: {error:.1f} % off on average
(target 12 %), {ratio:+.1f} % overall; speech time {speech:.1f} % off. The same clip at 0.75, 1,
1.25 and 1.5 times its tempo stays in order in {in_order} of {tempos} (target: all).

With the transcript, on recorded English with syllables counted by hand (`benchmarks/syllables.csv`):
{words_error:.1f} % off on average (target 6 %). Both are over the speech time that the recogniser's
detector finds, which nobody has measured by hand in these clips. By the sound alone, two clips are far
off: in noise and echo that are less than 35 dB under the voice, the pauses are not found. The result
then says that words and sound do not go together.

| clip | by hand | by words | off | by sound | fillers said | heard |
|---|---|---|---|---|---|---|
{rows}
"""
FILLERS = """
## Fillers

In a spontaneous clip in which {spontaneous_said} were said, {spontaneous} were heard (target 5 or more). In five messages
written with six each and spoken by the natural voice, {reported} of {said} (target 24 of 30): {by}. In
the same messages without fillers, {clean} were reported, and {invented} in the other recorded clips
(target none). So the rate is approximate, and the screen says "about".
"""
INVARIANCE = """
## What must not change a grade

The model message of each scenario, spoken by the natural voice and graded as a recording with a
baseline; then the same sound in other clothes. How far the overall score moves:

| change | most | mean | moved by more than 2 points |
|---|---|---|---|
{rows}

Targets: at most 2 points, with noise at most 6. Energy itself moves by at most {changes} on the acted
joins.
"""
TAIL = """
## Speed

30 s of speech take {cpu} s of one core (target 0.8 s).

## What is not claimed

- Energy is how much a voice moves, not warmth: anger scores like joy.
- The labelled speech is acted, German and studio-recorded. That the same measure orders other
  speakers, languages and microphones rests on the published figures that it was taken from.
- Absolute energy does not carry over between people and microphones. Without a baseline it is shown
  and not graded, and a baseline of another microphone or bandwidth is set aside.
- Loudness means nothing across microphones; there is only a warning.
- Fillers are those that a recogniser lets through. Restarts and stalls are signs of speaking off the
  cuff, not a measure of it: they were not compared with people's judgement.
"""


def page() -> str:
    """The whole page."""
    acted = json.loads((MEASURED / "delivery.json").read_text(encoding="utf-8"))
    spoken = json.loads((MEASURED / "delivery_spoken.json").read_text(encoding="utf-8"))
    bands = {id_: _bands(id_) for id_ in default_rubric().parts.how.criteria}
    return "".join(
        (
            HEAD.format(**bands),
            _energy(acted),
            _pace(acted["pace"], spoken["recorded"]),
            _fillers(spoken),
            _invariance(spoken["invariance"], acted["changes"]),
            TAIL.format(cpu=acted["cpu_seconds_for_30_s"]),
        )
    )


def _bands(id_: str) -> str:
    bands = default_rubric().weighings[id_].bands
    if bands is None:
        return "none"
    low = [] if bands.green_from is None else [f"{bands.red_below:g}-{bands.green_from:g}"]
    high = [] if bands.green_to is None else [f"{bands.green_to:g}-{bands.red_above:g}"]
    return " and ".join(low + high)


def _energy(acted: Mapping[str, Any]) -> str:
    median = acted["median"]
    bands = default_rubric().weighings["energy"].bands
    rows = "\n".join(_areas(pair, auc) for pair, auc in acted["auc"].items())
    return ENERGY.format(
        clips=acted["clips_a_join"],
        joins=acted["joins"],
        rows=rows,
        medians=", ".join(f"{label} {value:+.1f}" for label, value in median.items()),
        counts=", ".join(f"{number} {label}" for label, number in acted["clips"].items()),
        bored=median["neutral"] - median["bored"],
        happy=median["happy"] - median["neutral"],
        red=bands.red_below if bands else 0,
    )


def _areas(pair: str, auc: Mapping[str, Any]) -> str:
    within = list(auc["within"].values())
    each = ", ".join(f"{a:.2f}" for a in within)
    spread = f"{fmean(within):.3f} ({min(within):.2f}-{max(within):.2f})"
    return f"| {pair} | {auc['pooled']:.3f} | {each} | {spread} | {TARGETS[pair]:.2f} |"


def _pace(pace: Mapping[str, Any], clips: Sequence[Mapping[str, Any]]) -> str:
    measured = [c for c in clips if c["by_words"] and c["by_hand"]]
    return PACE.format(
        clips=pace["measured"],
        error=100 * pace["mean_error"],
        ratio=100 * (pace["mean_ratio"] - 1),
        speech=100 * pace["speech_time_error"],
        in_order=pace["tempos_in_order"],
        tempos=pace["tempos_measured"],
        words_error=100 * fmean(abs(c["by_words"] / c["by_hand"] - 1) for c in measured),
        rows="\n".join(_clip(c) for c in clips),
    )


def _clip(clip: Mapping[str, Any]) -> str:
    by_hand, by_words = clip["by_hand"], clip["by_words"]
    off = f"{100 * (by_words / by_hand - 1):+.0f} %" if by_hand and by_words else "–"
    figures = (by_hand, by_words or "too few words", off, clip["by_sound"] or "–")
    told = " | ".join(str(f) for f in figures)
    return f"| {clip['file']} | {told} | {clip['fillers_by_hand']} | {clip['fillers']} |"


def _fillers(spoken: Mapping[str, Any]) -> str:
    found, clips = spoken["fillers"], spoken["recorded"]
    with_some = [c for c in clips if c["fillers_by_hand"]]
    return FILLERS.format(
        spontaneous=sum(c["fillers"] for c in with_some),
        spontaneous_said=sum(c["fillers_by_hand"] for c in with_some),
        reported=found["reported"],
        said=found["said"],
        by=", ".join(map(str, found["by_script"])),
        clean=found["invented_in_clean_scripts"],
        invented=sum(c["fillers"] for c in clips if not c["fillers_by_hand"]),
    )


def _invariance(scenarios: Sequence[Mapping[str, Any]], changes: Mapping[str, float]) -> str:
    return INVARIANCE.format(
        rows="\n".join(_moved(scenarios)),
        changes=", ".join(f"{by:.2f} ({name})" for name, by in changes.items()),
    )


def _moved(scenarios: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for name in scenarios[0]["moved"]:
        by = [abs(s["moved"][name]) for s in scenarios]
        beyond = f"{sum(b > MOVED_TOO_FAR_POINTS for b in by)} of {len(by)}"
        yield f"| {name} | {max(by):.1f} | {fmean(by):.1f} | {beyond} |"
