"""What must hold between the fields of a scenario, so that its call can be played and won.

Each rule is a function that finds what breaks it; `broken_rules` asks all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.scenario.cues import CUES
from simulator.scenario.line_rules import Fault, Surroundings, line_faults, targets
from simulator.scenario.marks import Marked
from simulator.scenario.model import Scenario
from simulator.scenario.problem import Problem, did_you_mean, listed

__all__ = ["CRITERIA", "Surroundings", "broken_rules"]

CRITERIA = (
    "personal_hook", "early_hook", "reason_to_call_back", "feature_dump", "wrong_person_ask",
    "cliche_opener", "states_name", "states_company", "states_callback_number", "number_repeated",
    "single_ask", "apologetic_hedging", "rambling", "filler_heavy", "length", "pace",
)  # fmt: skip
"""What a poor message may be said to fail: the ids of the checks of a message and its delivery."""


def broken_rules(scenario: Scenario, marked: Marked, around: Surroundings) -> tuple[Problem, ...]:
    """All that is wrong between the fields of a scenario, with places from `marked`."""
    faults = [
        *_the_id_is_its_own(scenario, around),
        *_facts_have_different_ids(scenario),
        *_unfit_facts_say_why(scenario),
        *_cues_are_in_the_vocabulary(scenario),
        *_poor_fails_known_criteria(scenario),
        *_every_line_can_be_reached(scenario),
    ]
    for name, line in scenario.lines.items():
        faults += line_faults(("lines", name), line, scenario, around)
    return tuple(marked.problem(f.path, f.message, of_key=f.of_key) for f in faults)


def _the_id_is_its_own(scenario: Scenario, around: Surroundings) -> Iterator[Fault]:
    if scenario.id in around.taken:
        other = around.taken[scenario.id]
        yield Fault(("id",), f"{other} has this id already; give this scenario another")
    if scenario.twin_of == scenario.id:
        yield Fault(("twin_of",), "a scenario is not its own twin; name the other one")


def _facts_have_different_ids(scenario: Scenario) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, fact in enumerate(scenario.research):
        if fact.id in seen:
            yield Fault(("research", at, "id"), f"`{fact.id}` is given to two facts")
        seen.add(fact.id)


def _unfit_facts_say_why(scenario: Scenario) -> Iterator[Fault]:
    for at, fact in enumerate(scenario.research):
        if (fact.unfit is None) != (fact.why is None):
            missing = "why" if fact.why is None else "unfit"
            yield Fault(("research", at), f"`{missing}` is missing: `unfit` and `why` go together")
    if all(fact.unfit for fact in scenario.research):
        message = "every fact is `unfit`; a rep needs one that may be mentioned"
        yield Fault(("research",), message, of_key=True)


def _cues_are_in_the_vocabulary(scenario: Scenario) -> Iterator[Fault]:
    for at, name in enumerate(scenario.cues):
        if name not in CUES:
            near = did_you_mean(name, CUES)
            message = f"`{name}` is no cue{near}; allowed: {listed(CUES)}"
            yield Fault(("cues", at), message)
        elif name in scenario.cues[:at]:
            yield Fault(("cues", at), f"`{name}` is listed twice")


def _poor_fails_known_criteria(scenario: Scenario) -> Iterator[Fault]:
    for at, name in enumerate(scenario.poor.fails):
        path = ("poor", "fails", at)
        if name not in CRITERIA:
            near = did_you_mean(name, CRITERIA)
            yield Fault(path, f"`{name}` is no criterion{near}; allowed: {listed(CRITERIA)}")
        elif name in scenario.poor.fails[:at]:
            yield Fault(path, f"`{name}` is listed twice")


def _every_line_can_be_reached(scenario: Scenario) -> Iterator[Fault]:
    reached: set[str] = set()
    waiting = [scenario.first_line]
    while waiting:
        name = waiting.pop()
        if name in scenario.lines and name not in reached:
            reached.add(name)
            waiting += targets(scenario.lines[name])
    for name in scenario.lines:
        if name not in reached:
            message = (
                f"no key and no reply leads here from `{scenario.first_line}`, "
                "the first line, which answers the call"
            )
            yield Fault(("lines", name), message, of_key=True)
