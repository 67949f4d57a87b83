"""What a rep has practised at a desk, and what comes next."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from simulator.ports import Attempt, PortError
from simulator.practice.following import standing_after
from simulator.practice.self_rating import SelfRating
from simulator.session.desk import Desk
from simulator.session.practising import MOST_FOLLOWED_ANEW
from simulator.session.simulated import Script, SimulatedCall
from tests.unit.practice.practised import rated
from tests.unit.session.kit import MESSAGE, WatchingStage, desk


def called(at: Desk, name: str = "desk-classic", script: Script | None = None) -> Attempt:
    setting = at.new_setting(at.ports.library.scenario(name))
    script = script or Script(utterances=[MESSAGE])
    attempt, trouble = at.grade_now(SimulatedCall(setting, at.ports, WatchingStage(), script).run())
    assert trouble is None
    return attempt


def test_a_call_that_was_graded_changes_where_the_rep_stands(tmp_path: Path) -> None:
    at = desk(tmp_path)
    assert at.practice.standing().calls == 0

    attempt = called(at)

    standing = at.practice.standing()
    assert standing.calls == 1
    assert standing.recent == ("desk-classic",)
    assert standing.cards["cue:named_own_voice"].last == "good"
    assert at.practice.progress().calls == 1
    assert attempt.occasion.setting == "call"


def test_the_first_call_is_of_the_first_cue_of_the_way(tmp_path: Path) -> None:
    at = desk(tmp_path)
    drawn = at.practice.coming().drawn

    assert drawn is not None
    assert drawn.focus.card == "cue:named_own_voice"
    assert drawn.focus.purpose == "new"
    assert at.practice.way().current is not None


def test_what_was_just_played_is_not_the_next_call(tmp_path: Path) -> None:
    at = desk(tmp_path)
    first = at.practice.coming()
    assert first.drawn is not None
    called(at, first.drawn.scenario)
    then = at.practice.coming()

    assert then.drawn is not None
    assert then.drawn.scenario != first.drawn.scenario
    assert (first.seed, then.seed) == (0, 1)
    assert at.practice.coming() == then, "the same calls lead to the same call"


def test_the_reps_own_answer_is_remembered_with_what_the_call_shows(tmp_path: Path) -> None:
    at = desk(tmp_path)
    attempt = called(at)
    at.rate(attempt, SelfRating(would_call_back=True, sure_percent=90))

    (shown,) = at.ports.records.evidence()
    assert shown.self_percent == 90
    assert at.practice.standing().calls == 1


def test_calls_that_came_without_evidence_are_found_out_once(tmp_path: Path) -> None:
    at = desk(tmp_path)
    attempt = called(at)
    shown = at.ports.records.evidence()
    at.ports.records.erase(attempt.id)
    at.ports.records.begin(attempt.id)
    at.ports.records.finish(attempt)

    assert at.practice.standing().calls == 1
    assert at.ports.records.evidence() == shown
    assert at.ports.records.without_evidence() == []


def test_a_call_whose_scenario_is_not_at_hand_is_found_out_when_it_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = desk(tmp_path)
    attempt = called(at)
    at.ports.records.erase(attempt.id)
    at.ports.records.begin(attempt.id)
    at.ports.records.finish(attempt)
    with monkeypatch.context() as without:
        without.setattr(at.ports.library, "scenarios", tuple)
        assert at.practice.standing().calls == 0
    assert [one.id for one in at.ports.records.without_evidence()] == [attempt.id]

    assert at.practice.standing().calls == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"started_at": "9999-12-31T23:59:59+00:00"},
        {"started_at": "0001-01-01T00:00:00+00:00"},
        {"journal": '"at_seconds": 1e12'},
        {"scenario_version": 7},
    ],
)
def test_a_call_that_makes_no_sense_never_stops_practice(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    at = desk(tmp_path)
    attempt = called(at)
    if "journal" in changes:
        changes = {"journal": re.sub(r'"at_seconds": [0-9.]+', changes["journal"], attempt.journal)}
    at.ports.records.erase(attempt.id)
    at.ports.records.begin(attempt.id)
    at.ports.records.finish(replace(attempt, **changes))

    assert at.practice.standing().calls == (1 if "scenario_version" in changes else 0)
    assert at.ports.records.without_evidence() == []


def test_a_clock_that_was_ahead_costs_no_following_anew(tmp_path: Path) -> None:
    at = desk(tmp_path)
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    at.practice.clock = lambda: now
    for number in range(MOST_FOLLOWED_ANEW + 30):
        ahead = timedelta(days=365) if number < 25 else timedelta()
        moment = now - timedelta(minutes=90 - number) + ahead
        at.ports.records.keep_evidence(rated(moment.isoformat(), attempt=f"call-{number:03}"))
    whole = standing_after(at.ports.records.evidence())

    assert at.practice.standing() == whole
    kept = at.ports.records.practised()
    assert kept.standing.calls == 45
    at.ports.records.keep_evidence(rated(now.isoformat(), attempt="one more"))
    assert at.ports.records.practised().standing.calls == 45


def test_calls_of_one_moment_in_two_zones_stay_together(tmp_path: Path) -> None:
    at = desk(tmp_path)
    first = datetime(2026, 11, 2, 9, tzinfo=UTC)
    berlin = timezone(timedelta(hours=1))
    for number in range(MOST_FOLLOWED_ANEW + 1):
        moment = first + timedelta(minutes=number - (number == 41))
        zone = berlin if number == 41 else UTC
        at.ports.records.keep_evidence(
            rated(moment.astimezone(zone).isoformat(), attempt=f"call-{number:03}")
        )
    whole = standing_after(at.ports.records.evidence())
    assert at.practice.standing() == whole
    assert at.practice.standing() == whole
    assert at.ports.records.practised().standing.calls == 40


def test_a_call_whose_journal_cannot_be_read_shows_nothing(tmp_path: Path) -> None:
    at = desk(tmp_path)
    attempt = called(at)
    damaged = replace(attempt, journal="{}")

    assert at.practice.evidence_of(damaged, at.ports.library.scenario("desk-classic")) is None
    assert at.practice.shown_by(replace(attempt, scenario_id="gone")) is None


def test_what_old_records_cannot_give_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = desk(tmp_path)
    attempt = called(at)
    at.ports.records.erase(attempt.id)
    at.ports.records.begin(attempt.id)
    at.ports.records.finish(attempt)

    def unreadable(_: str) -> None:
        raise PortError("It cannot be read.")

    monkeypatch.setattr(at.ports.records, "attempt", unreadable)
    assert at.practice.standing().calls == 0


@pytest.mark.parametrize("apart_seconds", [0, 60])
def test_after_many_calls_only_the_last_ones_are_followed_anew(
    tmp_path: Path, apart_seconds: int
) -> None:
    at = desk(tmp_path)
    first = datetime(2026, 11, 2, 9, tzinfo=UTC)
    for number in range(MOST_FOLLOWED_ANEW + 1):
        moment = first + timedelta(seconds=apart_seconds * number)
        at.ports.records.keep_evidence(rated(moment.isoformat(), attempt=f"call-{number:03}"))
    whole = standing_after(at.ports.records.evidence())

    assert at.practice.standing() == whole
    kept = at.ports.records.practised()
    assert kept.standing.calls == (41 if apart_seconds else 0), "calls of one moment stay together"
    assert at.practice.standing() == whole


def test_a_standing_that_cannot_be_kept_is_followed_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = desk(tmp_path)
    for number in range(MOST_FOLLOWED_ANEW + 1):
        at.ports.records.keep_evidence(
            rated(f"2026-11-02T09:{number % 60:02}:0{number // 60}+00:00", attempt=str(number))
        )

    def full(*_: object) -> None:
        raise PortError("The disk is full.")

    monkeypatch.setattr(at.ports.records, "keep_standing", full)
    assert at.practice.standing() == standing_after(at.ports.records.evidence())


def test_the_clock_of_practice_tells_the_time_with_its_zone(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.practice.clock = lambda: datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    assert at.practice.now() == "2026-11-24T09:30:00+00:00"
    assert at.practice.progress().today == "2026-11-24"
    assert at.practice.situation().shelf == at.practice.shelf()
