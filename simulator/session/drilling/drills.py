"""Which drills there are: what each trains, and how long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from simulator.practice.occasion import Setting


@dataclass(frozen=True, slots=True)
class Drill:
    """One drill. `number` is how many items a run has, None as many as one likes."""

    id: str
    kind: Setting
    title: str
    trains: str
    takes: str
    item: str
    number: int | None = 20
    part: str = ""


DRILLS: Final = (
    Drill(
        "quick-choice", "quick_choice", "Quick choice",
        "Whose line is it? Greeting after greeting, and you decide within seconds, by one key.",
        "20 greetings, about 5 minutes", "greeting",
    ),
    Drill(
        "power-hour", "power_hour", "Power hour",
        "20 dials against the clock, and no feedback until the end: do the last calls still sound "
        "like the first?",
        "20 calls, 60 minutes at most", "dial",
    ),
    Drill(
        "opening", "one_part", "Twenty openings",
        "Only the first sentence or two: who you are, and why you call this person.",
        "20 prospects, about 15 minutes", "opening", part="opening",
    ),
    Drill(
        "number", "one_part", "Twenty phone numbers",
        "Only the number: twice, and slowly enough to be written down.",
        "20 prospects, about 10 minutes", "number", part="number",
    ),
    Drill(
        "free-play", "free_play", "Free play",
        "Whole calls drawn by chance among those you allow, with all feedback, until you stop.",
        "as long as you like", "call", None,
    ),
)  # fmt: skip
HOUR_SECONDS: Final = 3600.0


def drill_named(id_: str) -> Drill:
    """The drill with an id.

    Raises:
        LookupError: there is none.
    """
    found = next((one for one in DRILLS if one.id == id_), None)
    if found is None:
        raise LookupError(f"There is no drill {id_}.")
    return found
