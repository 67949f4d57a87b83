"""Histories of reps who never were, for reports: one who has practised for weeks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random

from simulator.grading.score import Verdict
from simulator.practice.cards import Rating, cue_card, skill_card
from simulator.practice.curriculum_parse import load_curriculum
from simulator.practice.evidence import Decided, Evidence
from simulator.practice.exams_taken import ExamTaken
from simulator.practice.progress import Progress, progress_of
from simulator.practice.shelf import Shelved
from simulator.practice.standing import NEW_REP, Standing
from simulator.practice.way import way_of
from simulator.report.about import Reported
from simulator.scenario.deciding_line import deciding_line
from simulator.scenario.model import Made, Scenario
from tests.unit.practice.calls_made import shipped_scenario, skills
from tests.unit.practice.practised import after, at

FIRST_DAY = date(2026, 9, 14)
"""A Monday."""
TODAY = "2026-11-25"
NOW = at(TODAY, 120)
WEEKS = 11
CALLS_A_DAY = 5
WRONG: dict[str, Made] = {"leave": "hang_up", "hang_up": "leave", "zero_out": "leave"}
SCENARIOS = (
    "desk-classic", "maiden-name", "napkin-number", "car-greeting", "shared-workshop",
    "full-then-zero", "general-bakery", "no-longer-here", "vendor-box-full", "call-screen",
    "screen-by-assistant", "regional-vendor", "department-box", "team-and-name",
    "general-reception", "after-hours", "directory-only", "menu-then-own", "operator-chatty",
    "colleague", "no-longer-no-zero", "moved-department", "own-new-job", "family-landline",
    "assistant-box", "assistant-named", "first-name-only", "first-name-signature",
    "robot-confirmed", "robot-mailbox-digits", "subsidiary",
)  # fmt: skip
"""Shipped scenarios with all cues. Others may come, and the schedule may change: figures stay."""
EXAMS = (
    ExamTaken(
        "Certification",
        "2026-11-20",
        passed=False,
        score=61.0,
        calls="7 of 12 passed",
        file="certification-1.json",
    ),
    ExamTaken(
        "Certification",
        "2026-11-24",
        passed=True,
        score=88.4,
        calls="11 of 12 passed",
        file="certification-2.json",
    ),
)


class Rep:
    """Learns as they go, and mixes up what sounds alike; the same for every run."""

    def __init__(self) -> None:
        self._chance = Random("a rep for reports")
        self._met: dict[str, int] = {}

    def any_call(self, moment: str) -> Evidence:
        """A call to one of the scenarios, whatever the schedule would propose by now."""
        return self.call(shipped_scenario(self._chance.choice(SCENARIOS)), 0, moment)

    def call(self, scenario: Scenario, variant: int, moment: str) -> Evidence:
        """One call: what is known better each time is decided better."""
        ratings: dict[str, Rating] = {}
        critical, mistaken, decided = list[str](), dict[str, str](), list[Decided]()
        for line, cues in self._lines(scenario):
            choice = scenario.lines[line].choice
            assert choice is not None
            met = min(self._met.get(cue, 0) for cue in cues)
            is_right = self._chance.random() < 1 - 0.6 * 0.9**met
            made = choice.best if is_right else WRONG.get(choice.best, "pitch")
            is_critical = not is_right and made == "leave"
            verdict: Verdict = "best" if is_right else "wrong"
            decided.append(
                Decided(best=choice.best, made=made, verdict=verdict, critical=is_critical)
            )
            for cue in cues:
                self._met[cue] = self._met.get(cue, 0) + 1
                ratings[cue_card(cue)] = "good" if is_right else "again"
                if is_critical:
                    critical.append(cue_card(cue))
                if not is_right and cue == "colleague":
                    mistaken[cue_card(cue)] = "named_own_voice"
            if not is_right:
                break
        is_clean = all(one.verdict == "best" for one in decided)
        message = is_clean and Shelved.of(scenario).takes_message
        shown = Evidence(
            attempt=f"{moment[:10].replace('-', '')}-{moment[11:13]}{moment[14:16]}00-ab12cd",
            scenario=scenario.id,
            type=scenario.type,
            variant=variant,
            finished_at=moment,
            ratings={**ratings, **(self._skills() if message else {})},
            critical=tuple(critical),
            mistaken_for=mistaken,
            is_clean=is_clean,
            passed=is_clean,
            decided=tuple(decided),
            scores=self._scores(clean=is_clean, message=message),
        )
        return shown.model_copy(update=self._message()) if message else shown

    def _lines(self, scenario: Scenario) -> Iterator[tuple[str, list[str]]]:
        by_line: dict[str, list[str]] = {}
        for cue in scenario.cues:
            line = deciding_line(cue, scenario)
            if line is not None:
                by_line.setdefault(line, []).append(cue)
        yield from ((line, by_line[line]) for line in scenario.lines if line in by_line)

    @property
    def _ease(self) -> float:
        return 1 - 0.992 ** sum(self._met.values())

    def _skills(self) -> dict[str, Rating]:
        ease = 0.45 + 0.5 * self._ease
        return {
            skill_card(id_): "good" if self._chance.random() < ease else "again" for id_ in skills()
        }

    def _scores(self, *, clean: bool, message: bool) -> dict[str, float]:
        where = 100.0 if clean else 0.0
        if not message:
            return {"where": where, "overall": where}
        what = min(100.0, 35 + 55 * self._ease + self._chance.uniform(-9, 9))
        how = min(100.0, 50 + 30 * self._ease + self._chance.uniform(-12, 12))
        return {"where": where, "what": what, "how": how, "overall": (where + what + how) / 3}

    def _message(self) -> dict[str, object]:
        yes = self._chance.random() < 0.25 + 0.6 * self._ease
        near = 0.55 + 0.4 * self._ease
        says_yes = yes if self._chance.random() < near else not yes
        sure = self._chance.choice((60, 70, 80, 90))
        return {
            "measures": {
                "words_per_minute": 185 - 40 * self._ease + self._chance.uniform(-8, 8),
                "digits_per_second": 3.4 - 1.2 * self._ease + self._chance.uniform(-0.2, 0.2),
                "energy_over_baseline": -0.4 + 1.2 * self._ease + self._chance.uniform(-0.3, 0.3),
                "seconds": 38 - 14 * self._ease + self._chance.uniform(-4, 4),
            },
            "would_call_back": "yes" if yes else "no",
            "self_percent": sure if says_yes else 100 - sure,
        }


@cache
def practised() -> Standing:
    """The standing of a rep after eleven weeks, in which the third was a holiday."""
    rep, standing = Rep(), NEW_REP
    for week in range(WEEKS):
        for weekday in (0, 1, 3, 4) if week % 2 else (0, 1, 2):
            day = (FIRST_DAY + timedelta(weeks=week, days=weekday)).isoformat()
            if week == 2 or day > TODAY:
                continue
            for number in range(CALLS_A_DAY):
                standing = after(rep.any_call(at(day, 7 * number)), since=standing)
    return standing


def progress_from(standing: Standing, now: str = NOW) -> Progress:
    """The progress of a rep on the shipped way."""
    shelf = tuple(Shelved.of(shipped_scenario(id_)) for id_ in SCENARIOS)
    way = way_of(load_curriculum(), standing, shelf)
    return progress_of(standing, shelf, way, now, skills())


@cache
def progress_of_weeks() -> Progress:
    """The progress of the rep who has practised for weeks."""
    return progress_from(practised())


@cache
def progress_of_nobody() -> Progress:
    """That of a rep who has not made a call."""
    return progress_from(NEW_REP)


@cache
def exam_is_next() -> Progress:
    """The progress of a rep to whom nothing but the exam is left."""
    way = progress_of_nobody().way
    stages = (
        *(replace(one, is_open=True, is_done=True, lacking=(), why="Done.")
          for one in way.stages[:-1]),
        replace(way.stages[-1], is_open=True, why="The exam is open: no hints, no second try."),
    )  # fmt: skip
    return replace(progress_of_weeks(), way=replace(way, stages=stages))


def reported(
    progress: Progress | None = None,
    name: str = "Alex Reed",
    exams: tuple[ExamTaken, ...] = (),
) -> Reported:
    """A report of it."""
    return Reported.of(
        progress or progress_of_weeks(), lambda id_: shipped_scenario(id_).title, name, exams
    )
