from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.ports import Caption, Reached, Sound
from simulator.tui.captions import words_heard
from simulator.tui.standing import Standing, next_up, standings
from simulator.tui.widgets.level_meter import bar
from simulator.tui.wording import clock
from simulator.wording import counted
from tests.tui.scenes import OWN, TEAM, scenario_files

SOUND = Sound(
    None,
    6.0,
    (Caption("Hi there, friend.", 0.0, 2.0), Caption("Dana", 2.5, 3.0, is_cue=True),
     Caption("speaking now.", 3.0, 6.0)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("at_seconds", "words"),
    [
        (-1.0, ""),
        (0.0, "Hi"),
        (0.5, "Hi there,"),
        (2.2, "Hi there, friend."),
        (2.5, "Hi there, friend. Dana"),
        (9.0, "Hi there, friend. Dana speaking now."),
    ],
)
def test_words_appear_when_they_are_spoken(at_seconds: float, words: str) -> None:
    assert words_heard(SOUND, at_seconds) == words


def test_a_greeting_that_goes_on_leaves_out_what_was_heard_before() -> None:
    assert words_heard(SOUND, 9.0, from_seconds=2.5) == "Dana speaking now."


def test_a_standing_keeps_the_best_score() -> None:
    reached = standings({"own": Reached(3, 1, best=81, best_passed=81, latest="")})
    assert reached == {"own": Standing(3, 81, passed=True, stars=2)}
    assert reached["own"].words == "2 of 3 stars · best 81, passed"
    assert reached["own"].marks == "★★☆"
    assert reached["own"].figure == "81"


@pytest.mark.parametrize(
    ("standing", "words", "figure"),
    [
        (Standing(), "not tried yet", "new"),
        (Standing(1, None), "played, no score", "–"),
        (Standing(2, 38.6), "0 of 3 stars · best 39, not passed yet", "39"),
    ],
)
def test_a_standing_is_told_in_words(standing: Standing, words: str, figure: str) -> None:
    assert (standing.words, standing.figure) == (words, figure)


def test_what_comes_next_is_the_first_unseen_then_the_lowest_score() -> None:
    own, team = scenario_files(OWN, TEAM)
    files = (team, own)
    assert next_up(files, {}) is own
    assert next_up(files, {"own": Standing(1, 20)}) is team
    odd = replace(
        own, given=own.scenario.model_copy(update={"cues": ("named_own_voice", "nickname")})
    )
    assert next_up((odd, own), {}) is own, "one cue before two"
    both = {"own": Standing(1, 20), "team": Standing(1, 90)}
    assert next_up(files, both) is own
    assert next_up(files, both, after="own") is team
    assert next_up((own,), both, after="own") is own
    assert next_up((), {}) is None


@pytest.mark.parametrize(
    ("level", "drawn"), [(0.0, "····"), (0.5, "██··"), (0.28, "█▏··"), (1.0, "████"), (7.0, "████")]
)
def test_the_meter_is_a_bar_of_eighths(level: float, drawn: str) -> None:
    assert bar(level, 4).plain == drawn


def test_clock_and_counts_read_as_people_say_them() -> None:
    assert [clock(s) for s in (-1, 7.9, 61)] == ["0:00", "0:07", "1:01"]
    assert [counted(n, "call") for n in (1, 2)] == ["1 call", "2 calls"]


def test_stylesheets_take_their_colours_from_the_theme() -> None:
    import simulator.tui

    for sheet in Path(simulator.tui.__file__).parent.rglob("*.tcss"):
        for line in sheet.read_text(encoding="utf-8").splitlines():
            if "color:" in line or "background:" in line or "border" in line:
                assert "rgb" not in line
                assert not any(f" #{digit}" in line for digit in "0123456789"), line
