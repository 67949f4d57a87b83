"""What thousands of calls cost practice: `python -m benchmarks.practice_load`, in a checkout.

Calls of chance (the shipped scenarios, their cues and every skill of the rubric rated) stand for a
rep of many years. Measured with 1,000 and with 20,000 calls, without a target here, since what home
and progress take is measured where they are opened:

- what the evidence of one call takes as JSON, and reading all of it;
- following every call, which is needed only when calls were graded again;
- reading a standing that was kept, seeing that it still fits, and going on from it by five calls;
- drawing the next call, and all figures of progress.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from simulator.adapters.scenario_files import ScenarioFiles
from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.practice.cards import Rating, cue_card, skill_card, skills_of
from simulator.practice.curriculum_parse import load_curriculum
from simulator.practice.evidence import Decided, Evidence
from simulator.practice.following import standing_after
from simulator.practice.next_call import Situation, next_call
from simulator.practice.progress import progress_of
from simulator.practice.shelf import Shelved
from simulator.practice.standing import as_json, from_json
from simulator.practice.way import way_of

NUMBERS = (1_000, 20_000)
TAIL = 5
FIRST = datetime(2022, 1, 3, 9, tzinfo=UTC)
RATINGS: tuple[Rating, ...] = ("again", "hard", "good", "easy")
T = TypeVar("T")


def some_calls(number: int, shelf: tuple[Shelved, ...], skills: dict[str, str]) -> list[Evidence]:
    """So many calls, 90 minutes apart."""
    chance = Random(number)
    return [_call(at, chance, chance.choice(shelf), skills) for at in range(number)]


def _call(number: int, chance: Random, one: Shelved, skills: dict[str, str]) -> Evidence:
    cards = [*map(cue_card, one.cues), *map(skill_card, skills)]
    return Evidence(
        attempt=f"call-{number:05}",
        scenario=one.id,
        type=one.type,
        variant=chance.randrange(one.variants),
        finished_at=(FIRST + timedelta(minutes=90 * number)).isoformat(),
        ratings={card: chance.choice(RATINGS) for card in cards},
        is_clean=chance.random() < 0.5,
        passed=chance.random() < 0.5,
        decided=(Decided(best="leave", made="leave", verdict="best"),),
        scores={"where": 100.0, "what": 80.0, "how": 60.0, "overall": 80.0},
        measures={"words_per_minute": 150.0, "seconds": 22.0},
        would_call_back="yes",
        self_percent=80,
    )


def timed(what: str, work: Callable[[], T]) -> T:
    """Do it and print how long it took."""
    began = time.perf_counter()
    done = work()
    print(f"  {what}: {(time.perf_counter() - began) * 1000:,.1f} ms")
    return done


def measure(number: int, shelf: tuple[Shelved, ...], skills: dict[str, str]) -> None:
    """All figures with so many calls."""
    calls = some_calls(number, shelf, skills)
    texts = [call.model_dump_json() for call in calls]
    print(f"{number:,} calls, {len(texts[0])} bytes of evidence each")
    timed("reading all evidence", lambda: [Evidence.model_validate_json(t) for t in texts])
    kept = as_json(timed("following all calls", lambda: standing_after(calls[:-TAIL])))
    print(f"  a standing that is kept: {len(kept):,} bytes")
    read = timed("reading it", lambda: from_json(kept))
    assert read is not None
    standing = timed("five more calls", lambda: standing_after(calls[-TAIL:], read))
    now, curriculum = calls[-1].finished_at, load_curriculum()
    way = timed("where the rep is on the way", lambda: way_of(curriculum, standing, shelf))
    timed("the next call", lambda: next_call(Situation(standing, shelf, way.scope), now, 1))
    timed("progress", lambda: progress_of(standing, shelf, way, now, skills))


def main() -> None:
    """Measure and print."""
    shelf = tuple(Shelved.of(f.scenario, len(f.variants)) for f in ScenarioFiles().scenarios())
    for number in NUMBERS:
        measure(number, shelf, skills_of(default_rubric(), shipped()))


if __name__ == "__main__":
    main()
