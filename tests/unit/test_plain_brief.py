from __future__ import annotations

from simulator.grading.rules_told import RuleTold
from simulator.plain.brief import RULES_AGAIN, TO_DIAL, brief_in_words, wait_to_dial
from simulator.session.calling import Calling
from tests.tui.scenes import OWN, scenario_files

RULES = (RuleTold("", "The rules"), RuleTold("40", "Where", opens=True))


def said(*lines: str | None) -> list[str]:
    """What is said to a rep who types these lines."""
    typed, told = list(lines), list[str]()
    wait_to_dial(told.append, lambda: typed.pop(0), lambda: RULES)
    assert not typed, "every line was read, and none after the one that dials"
    return told


def test_enter_dials() -> None:
    assert said("") == [TO_DIAL]


def test_r_tells_the_rules_first() -> None:
    assert said("r", "") == [TO_DIAL, "The rules", "", "    40  Where", RULES_AGAIN]


def test_where_no_line_comes_any_more_it_dials() -> None:
    assert said(None) == [TO_DIAL]


def test_the_brief_tells_who_calls_whom_and_what_is_known() -> None:
    [file] = scenario_files(OWN)
    assert list(brief_in_words(Calling(file.scenario))) == [
        "You call Ines Bauer, Head of Labs, Corvid Optics.",
        "You dial [/] her extension.",
        "You are: Robin Vale, Lanternworks, 617-555-0177. You offer quiet fans.",
        "You know:",
        "  1. They moved labs in [spring].",
    ]
