"""What came of a run: first against last, sign by sign, point by point; no figure of nothing."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.practice.calls_summary import in_words
from simulator.practice.calls_summary import told as calls_told
from simulator.practice.evidence import Decided, Evidence
from simulator.practice.first_and_last import (
    ENERGY,
    LENGTH,
    PACE,
    first_and_last,
    right_decisions,
    section,
)
from simulator.practice.one_part import told as part_told
from simulator.practice.quick_summary import quick_summary
from simulator.practice.quick_summary import told as quick_told
from simulator.practice.sections import Section, Summary, Table, lines_of, listed, mean_of, often
from simulator.scenario.model import Made
from tests.unit.practice.practised import at, call

TITLES = {"states_name": "Says your name", "number_pace": "Number slow enough to write down"}


def item(place: int, **more: Any) -> Evidence:
    given: dict[str, Any] = {"attempt": f"a-{place}", "place": place, "series": "s"}
    return call(at("2026-11-24", place), **{**given, **more})


def paces(*figures: float, **more: Any) -> list[Evidence]:
    return [
        item(place, measures={"words_per_minute": figure}, **more)
        for place, figure in enumerate(figures)
    ]


def decision(best: Made, made: Made) -> Decided:
    verdict: Any = "best" if best == made else "wrong"
    return Decided(best=best, made=made, verdict=verdict, critical=made == "leave" != best)


def ends(run: list[Evidence], **more: Any) -> Section:
    return section(first_and_last(run), (PACE, ENERGY, LENGTH), **more)


def text(summary: Summary) -> str:
    return "\n".join(lines_of(summary))


def test_the_first_five_are_set_against_the_last_five() -> None:
    told = ends(paces(*[140.0] * 7, *[165.0] * 5))
    assert told.title == "First five against last five"
    assert told.sentences[0].startswith("At the end you were faster than at the start")
    assert told.table is not None
    assert told.table.rows[0] == (
        "Pace", "140 words a minute", "165 words a minute", "25 faster",
    )  # fmt: skip


def test_what_was_not_measured_is_never_a_zero() -> None:
    told = ends(paces(*[140.0] * 10))
    assert told.sentences == (
        "Pace held from the first to the last.",
        "Not measured at both ends: energy and length.",
    )
    assert told.table is not None
    assert told.table.rows[0][3] == "about the same"
    assert told.table.rows[1] == ("Energy", "not measured", "not measured", "")


def test_slower_and_flatter_at_the_end_is_told_as_flatter() -> None:
    run = [
        item(n, measures={"words_per_minute": 160.0 - 10 * n, "energy_over_baseline": 1.0 - n / 5})
        for n in range(10)
    ]
    told = ends(run)
    assert told.sentences[0].startswith("At the end you were flatter than")
    assert told.sentences[1] == "At the end you were slower than at the start."
    assert told.table is not None
    assert told.table.rows[0][3] == "50 slower"
    assert told.table.rows[1][3] == "1.0 flatter"


@pytest.mark.parametrize(
    ("pace", "energy", "sentences"),
    [
        (0.0, 0.0, ["Pace and energy held from the first to the last."]),
        (-10.0, 0.0, [
            "At the end you were slower than at the start.",
            "Energy held from the first to the last.",
        ]),
        (-10.0, 0.2, ["At the end you were slower and livelier than at the start."]),
    ],
)  # fmt: skip
def test_what_held_is_told_of_what_did_not_change(
    pace: float, energy: float, sentences: list[str]
) -> None:
    run = [
        item(
            n,
            measures={
                "words_per_minute": 150 + pace * n, "energy_over_baseline": energy * n,
                "seconds": 20.0,
            },
        )
        for n in range(10)
    ]  # fmt: skip
    assert list(ends(run).sentences) == sentences


@pytest.mark.parametrize(
    ("number", "title"), [(4, "First two against last two"), (9, "First four against last four")]
)
def test_of_fewer_than_ten_fewer_are_compared(number: int, title: str) -> None:
    assert ends(paces(*[140.0] * number)).title == title


def test_of_fewer_than_four_nothing_is_said() -> None:
    told = ends(paces(140.0, 150.0, 160.0))
    assert told.sentences == ("Too few to compare: it takes four at least.",)
    assert told.table is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({8, 9}, "Your choices slipped: 5 of 5 right at first, 3 of 5 at the end."),
        ({0, 1}, "Your choices got better: 3 of 5 right at first, 5 of 5 later."),
        (set[int](), "Every choice was right, at both ends."),
        ({0, 9}, "Your choices held: 4 of 5 right at both ends."),
    ],
)
def test_choices_are_compared(wrong: set[int], sentence: str) -> None:
    run = [
        item(n, decided=(decision("leave", "hang_up" if n in wrong else "leave"),))
        for n in range(10)
    ]
    told = ends(run, right=right_decisions)
    assert sentence in told.sentences
    assert told.table is not None
    assert told.table.rows[-1][0] == "Right choices"


def test_without_decisions_choices_are_not_measured() -> None:
    told = ends(paces(*[140.0] * 10), right=right_decisions)
    assert told.table is not None
    assert told.table.rows[-1] == ("Right choices", "not measured", "not measured", "")


def quick(place: int, made: Made | None, seconds: float | None, **more: Any) -> Evidence:
    """A decision where hanging up was best."""
    late = Decided(best="hang_up", made="nothing", verdict="wrong")
    decided = (late,) if made is None else (decision("hang_up", made),)
    is_guess = seconds is not None and seconds < 0
    is_right = made == "hang_up" and not is_guess
    ratings = {} if made == "hang_up" and is_guess else {
        "cue:colleague": "good" if is_right else "again"
    }  # fmt: skip
    given: dict[str, Any] = {
        "setting": "quick_choice",
        "decided": decided,
        "passed": is_right,
        "ratings": ratings,
        "measures": {} if seconds is None else {"seconds_to_decide": seconds},
    }
    return item(place, **{**given, **more})


def test_accuracy_and_time_are_counted_for_every_sign() -> None:
    run = [
        quick(0, "hang_up", 1.0),
        quick(1, "hang_up", 3.0),
        quick(2, "leave", 0.5, mistaken_for={"cue:colleague": "named_own_voice"}),
        quick(3, "hang_up", -1.0),
        quick(4, None, None),
    ]
    summary = quick_summary(run, {3: ("colleague",)})
    assert (summary.all.right, summary.all.guesses, summary.all.late) == (2, 1, 1)
    assert summary.by_cue["colleague"].number == 5
    assert summary.by_cue["colleague"].median_seconds == 2.0
    told = text(quick_told(summary, None, 5))
    assert told.startswith("2 of 5 right, 1 guessed, 1 too late; half of these within 2.0 s.")
    assert "You chose to leave a message, where it was best to hang up: once." in told
    assert "“Somebody else's name” was taken for" in told
    assert "This was your first run" in told
    assert "Somebody else's name. Listen for a full name" in told
    assert "a guess proves nothing" in told


def test_where_all_was_right_the_slowest_sign_is_next() -> None:
    run = [quick(0, "hang_up", 1.0), quick(1, "hang_up", 3.0, ratings={"cue:full": "good"})]
    told = text(quick_told(quick_summary(run, {}), None, 20))
    assert "2 of 20 were played." in told
    assert "Always what was best." in told
    assert "The slowest was “Nothing can be left”" in told
    assert "Mixed up" not in told


def test_one_right_decision_is_no_half_of_these() -> None:
    told = text(quick_told(quick_summary([quick(0, "hang_up", 1.0)], {}), None, 20))
    assert told.startswith("1 of 1 right; this one within 1.0 s.")


def test_signs_that_this_version_does_not_know_are_called_by_their_ids() -> None:
    run = [quick(0, "key:9", None, ratings={"cue:unheard_of": "again"})]
    told = text(quick_told(quick_summary(run, {}), None, 1))
    assert "unheard_of" in told
    assert "you: 9" in told
    assert "not measured" in told


def test_nothing_but_late_decisions_make_no_table() -> None:
    told = text(quick_told(quick_summary([quick(0, None, None)], {}), None, 1))
    assert "Nothing was decided in time." in told


def test_a_run_of_quick_choices_is_compared_with_the_one_before() -> None:
    before = quick_summary([quick(0, "leave", 2.0), quick(1, "hang_up", 3.0)], {})
    now = quick_summary([quick(0, "hang_up", 1.0), quick(1, "hang_up", 2.0)], {})
    told = text(quick_told(now, before, 2))
    assert "Better: 100 % right, 50 % in the run before." in told
    assert "Faster: half of the right ones within 1.5 s, before 3.0 s." in told
    assert "Right every time now: Somebody else's name." in told
    back = text(quick_told(before, now, 2))
    assert "  50 % right, 100 % in the run before." in back
    assert "  half of the right ones within 3.0 s, before 1.5 s." in back
    late = quick_summary([quick(0, None, None)], {})
    assert "half of" not in text(quick_told(late, now, 1)).partition("Since")[2]
    assert "first run" in text(quick_told(now, quick_summary([], {}), 2))


def test_a_run_of_nothing_has_no_next() -> None:
    summary = quick_summary([], {})
    assert summary.all.share == 1.0
    assert "Practise next" not in text(quick_told(summary, None, 20))


def test_calls_are_told_with_where_they_slipped() -> None:
    wrong = (decision("hang_up", "leave"),)
    run = [item(n, scores={"overall": 80.0}) for n in range(4)]
    run += [item(4, passed=False, decided=wrong, ratings={"cue:colleague": "again"})]
    run += [item(5, passed=False, scores={"overall": 40.0}, ratings={"skill:number_pace": "again"})]
    told = text(calls_told(run, (), 20, 900.0, TITLES))
    assert told.startswith("6 of 20 dials in 15 minutes, 4 passed.")
    assert "Call 5: you chose to leave a message where none belongs; best was to hang up." in told
    assert "Call 6: the message needs work, 40 of 100." in told
    assert "Messages left where none belongs: call 5." in told
    assert "Somebody else's name: once. Listen for" in told
    assert "Number slow enough to write down: once." in told


def test_many_slips_are_not_all_told() -> None:
    wrong = (decision("hang_up", "leave"),)
    run = [item(n, passed=False, decided=wrong) for n in range(9)]
    told = text(calls_told(run, (), None, 30.0, {}))
    assert told.startswith("9 calls in less than a minute, 0 passed.")
    assert "And 3 more." in told
    assert "calls 1, 2, 3, 4, 5, 6, 7, 8 and 9." in told


def test_calls_without_a_slip_say_so_and_are_compared() -> None:
    run, before = [item(0)], [item(0, passed=False), item(1)]
    told = text(calls_told(run, before, None, 60.0, {}))
    assert told.startswith("1 call in 1 minute, 1 passed.")
    assert "Nowhere: every call passed." in told
    assert "Better: 1 of 1 passed, 1 of 2 in the run before." in told
    back = text(calls_told(before, run, None, 60.0, {}))
    assert "  1 of 2 passed, 1 of 1 in the run before." in back
    assert "Where it slipped" not in text(calls_told([], run, 20, 0.0, {}))
    assert in_words(item(0)) == "it was over before anything was decided"
    assert in_words(item(0, decided=(decision("leave", "leave"),))) == "passed"
    unknown = item(0, ratings={"skill:unheard_of": "again"})
    assert "unheard_of: once." in text(calls_told([unknown], (), None, 0.0, {}))


def part(place: int, *, good: bool, **more: Any) -> Evidence:
    rating = "good" if good else "again"
    given: dict[str, Any] = {
        "setting": "one_part", "ratings": {"skill:number_pace": rating}, "passed": good,
    }  # fmt: skip
    return item(place, **{**given, **more})


def test_a_part_is_counted_point_by_point() -> None:
    run = [part(n, good=n > 2, measures={"digits_per_second": 3.0 - n / 5}) for n in range(6)]
    told = text(part_told("number", run, (), TITLES, 20))
    assert told.startswith("3 of 6 phone numbers had everything. 6 of 20 were said.")
    assert "Number slow enough to write down  3 of 6  0 of 3   3 of 3" in told
    assert "The number: 2.5 digits a second on average. 2.5 or fewer can be written down." in told
    assert "Number slow enough to write down: missed 3 times." in told


def test_a_part_of_which_nothing_was_missed_goes_into_whole_calls() -> None:
    good, bad = [part(0, good=True)], [part(0, good=False)]
    told = text(part_told("number", good, bad, TITLES, 1))
    assert "Nothing was missed. Now say it in whole calls." in told
    assert "Better: 1 of 1 had everything, 0 of 1 in the run before." in told
    assert "The number: not measured. What is typed has no pace." in told
    assert "  0 of 1 had everything, 1 of 1 in the run before." in text(
        part_told("number", bad, good, TITLES, 1)
    )


def test_an_opening_has_its_own_pace_and_no_advice_where_nothing_was_judged() -> None:
    run = [part(0, good=True, ratings={}, measures={"words_per_minute": 142.0})]
    told = text(part_told("opening", run, (), TITLES, 1))
    assert "Pace: 142 words a minute on average." in told
    assert "Says your name  not measured" in told
    assert "Practise next" not in told
    assert "Since" in text(part_told("opening", [], run, TITLES, 1))


def test_small_words() -> None:
    assert mean_of([None, 2.0, 4.0]) == 3.0
    assert mean_of([None]) is None
    assert (often(1), often(3)) == ("once", "3 times")
    assert (listed([]), listed(["a"]), listed("abc")) == ("", "a", "a, b and c")
    table = Table(("", "b"), (("one", "2"),))
    assert list(table.lines()) == ["     b", "one  2"]
