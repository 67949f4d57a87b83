"""What practice remembers: evidence of calls and drills, runs, and where a rep stood."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.ports import Records
from simulator.practice.evidence import Evidence
from simulator.practice.following import standing_after
from simulator.practice.series import Item, Series
from tests.contract.attempts_for_tests import attempt, begun

EARLY = "2026-03-02T09:00:00+01:00"
NEXT = "2026-03-02T03:30:00-05:00"
"""Half an hour later, in Boston."""
LATE = "2026-03-02T10:00:00+01:00"


def shown(id_: str, finished_at: str = EARLY, **more: Any) -> Evidence:
    given: dict[str, Any] = {
        "scenario": "colleague", "type": "wrong_contact", "variant": 0, "is_clean": True,
        "passed": True, "ratings": {"cue:colleague": "good"},
    }  # fmt: skip
    return Evidence(attempt=id_, finished_at=finished_at, **{**given, **more})


def run(id_: str, started_at: str = EARLY, **more: Any) -> Series:
    items = (Item(scenario="colleague", variant=1), Item(scenario="desk-classic", line="desk"))
    return Series(id=id_, kind="quick_choice", seed=7, started_at=started_at, items=items, **more)


def test_what_a_call_shows_is_kept_with_it(records: Records) -> None:
    records.finish(attempt("a1", begun(records, "a1")), shown("a1"))
    records.finish(attempt("a2", begun(records, "a2")))

    assert records.practised().since == (shown("a1"),)
    assert [one.id for one in records.without_evidence()] == ["a2"]


def test_evidence_comes_by_the_clock_of_the_world(records: Records) -> None:
    for id_, moment in (("b", LATE), ("c", NEXT), ("a", EARLY)):
        records.keep_evidence(shown(id_, moment))

    assert [one.attempt for one in records.evidence()] == ["a", "c", "b"]
    assert [one.attempt for one in records.practised().since] == ["a", "c", "b"]


def test_the_evidence_of_a_drill_comes_by_place(records: Records) -> None:
    records.keep_evidence(shown("second", EARLY, series="drill", place=1))
    records.keep_evidence(shown("first", LATE, series="drill", place=0))
    records.keep_evidence(shown("other", LATE, series="another"))

    assert [one.attempt for one in records.evidence("drill")] == ["first", "second"]
    assert list(records.evidence("none")) == []


def test_a_call_that_is_graded_again_shows_something_else(records: Records) -> None:
    made = attempt("a1", begun(records, "a1"))
    records.finish(made, shown("a1"))
    records.replace(made, shown("a1", passed=False))
    assert records.practised().since == (shown("a1", passed=False),)

    records.replace(made)
    assert records.practised().since == (shown("a1", passed=False),)


def test_a_call_of_which_nothing_can_be_found_out_is_not_asked_for_again(records: Records) -> None:
    made = attempt("a1", begun(records, "a1"))
    records.finish(made)
    records.find_out("a1", None)

    assert list(records.without_evidence()) == []
    assert list(records.evidence()) == []
    records.replace(made, shown("a1"))
    assert list(records.evidence()) == [shown("a1")]


def test_what_was_erased_shows_nothing(records: Records) -> None:
    records.finish(attempt("a1", begun(records, "a1")), shown("a1"))
    records.erase("a1")

    assert records.practised().since == ()
    assert list(records.without_evidence()) == []


def test_everything_that_is_erased_takes_practice_with_it(records: Records) -> None:
    records.keep_evidence(shown("d1"))
    records.keep_series(run("drill"))
    records.keep_standing(standing_after([shown("d1")]), EARLY, records.practised().changes)
    records.erase_everything()

    assert records.practised().standing.calls == 0
    assert (list(records.evidence()), list(records.all_series())) == ([], [])


def test_where_a_rep_stood_is_kept_and_only_what_came_later_is_told(records: Records) -> None:
    for id_, moment in (("a", EARLY), ("b", NEXT), ("c", LATE)):
        records.keep_evidence(shown(id_, moment))
    before = records.practised()
    standing = standing_after(before.since[:2])
    records.keep_standing(standing, NEXT, before.changes)

    after = records.practised()
    assert after.standing == standing
    assert [one.attempt for one in after.since] == ["c"]


@pytest.mark.parametrize(
    ("change", "keeps"),
    [
        (lambda r: r.keep_evidence(shown("a", EARLY, passed=False)), False),
        (lambda r: r.keep_evidence(shown("b", LATE)), False),
        (lambda r: r.keep_evidence(shown("new", NEXT)), False),
        (lambda r: r.keep_evidence(shown("c", LATE, passed=False)), True),
        (lambda r: r.keep_evidence(shown("new", "2026-03-02T11:00:00+01:00")), True),
    ],
)
def test_a_standing_is_forgotten_when_a_call_changes_that_it_follows_from(
    records: Records, change: Any, keeps: bool
) -> None:
    for id_, moment in (("a", EARLY), ("b", NEXT), ("c", LATE)):
        records.keep_evidence(shown(id_, moment))
    before = records.practised()
    records.keep_standing(standing_after(before.since[:2]), NEXT, before.changes)

    change(records)

    now = records.practised()
    assert (now.standing.calls == 2) is keeps
    assert standing_after(now.since, now.standing) == standing_after(records.evidence())


def test_a_standing_is_not_kept_when_another_call_came_meanwhile(records: Records) -> None:
    records.keep_evidence(shown("a", EARLY))
    read = records.practised()
    records.keep_evidence(shown("late", EARLY, passed=False))
    records.keep_standing(standing_after(read.since), EARLY, read.changes)

    assert records.practised().standing.calls == 0
    assert len(records.practised().since) == 2


def test_runs_are_kept_the_newest_first(records: Records) -> None:
    records.keep_series(run("early"))
    records.keep_series(run("late", LATE))
    records.keep_series(run("next", NEXT))
    ended = run("early", spent_seconds=12.5, finished_at=LATE)
    records.keep_series(ended)

    assert [one.id for one in records.all_series()] == ["late", "next", "early"]
    assert records.series("early") == ended
    assert records.series("none") is None


def test_before_anything_was_kept_there_is_nothing(records: Records) -> None:
    assert records.practised().since == ()
    assert (list(records.without_evidence()), list(records.all_series())) == ([], [])
    assert not list(records.evidence())


def test_what_was_found_out_meanwhile_or_is_gone_is_left_as_it_is(records: Records) -> None:
    records.finish(attempt("a1", begun(records, "a1")), shown("a1"))
    records.find_out("a1", None)
    records.find_out("gone", shown("gone"))
    assert list(records.evidence()) == [shown("a1")]

    records.finish(attempt("a2", begun(records, "a2")))
    records.find_out("a2", shown("a2", LATE))
    assert list(records.evidence()) == [shown("a1"), shown("a2", LATE)]


def test_a_call_that_shows_nothing_lets_a_standing_be(records: Records) -> None:
    records.keep_evidence(shown("a"))
    records.finish(attempt("a1", begun(records, "a1")))
    before = records.practised()
    records.keep_standing(standing_after(before.since), EARLY, before.changes)
    records.find_out("a1", None)

    assert records.practised().standing.calls == 1
    assert records.practised().is_whole
