"""How: how lively the voice is beside the rep's own neutral reading. Energy, not warmth."""

from __future__ import annotations

from simulator.grading.check import Check, Measured, NotMeasured, Subject
from simulator.grading.delivery import TYPED, energy_over_baseline, why_no_comparison
from simulator.grading.example import Example
from simulator.grading.language.stress import stressed_sentence

LIVELY_FROM, FLAT_BELOW = 0.8, -0.8
"""Beside the baseline; measured on acted speech, see docs/delivery-validity.md."""
MESSAGE = "Owen, it's Maya at TrailDesk about the night routes that you began to drive in May"


def _measure(subject: Subject) -> Measured | NotMeasured:
    if subject.message.source == "typed":
        return NotMeasured(TYPED)
    voice = subject.message.voice
    over = None if voice is None else energy_over_baseline(voice)
    if over is None:
        return NotMeasured(why_no_comparison(voice))
    return Measured(over, note=f"{in_a_word(over)}, beside your own neutral reading.")


def in_a_word(over_baseline: float) -> str:
    """Lively, neutral or flat."""
    if over_baseline >= LIVELY_FROM:
        return "Lively"
    return "Flat" if over_baseline < FLAT_BELOW else "Neutral"


check = Check(
    id="energy",
    title="Energy in the voice",
    rule="ALIVE",
    why="Boredom is heard through the phone: by pitch, loudness and syllables that hardly move.",
    source="the founding text; the measure: docs/delivery-validity.md",
    advice="Stand up, smile, and lean on the one word that matters.",
    praise="Your voice is alive.",
    rewrite=stressed_sentence,
    measure=_measure,
    unit="over your baseline",
    examples=(
        Example(text=MESSAGE, state="yes", seconds=7, energy=0.5, baseline=0.1),
        Example(text=MESSAGE, state="yes", seconds=7, energy=1.4, baseline=0.1),
        Example(text=MESSAGE, state="no", seconds=7, energy=-1.4, baseline=0.1),
        Example(text=MESSAGE, state="not_measured", seconds=7, energy=0.5),
        Example(text=MESSAGE, state="not_measured", seconds=7),
        Example(text=MESSAGE, state="not_measured"),
    ),
)
