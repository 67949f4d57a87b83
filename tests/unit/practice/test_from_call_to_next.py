"""From calls that are really played and graded to the next one, as the app puts it together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.grading.grade import grade
from simulator.practice.cards import Rating
from simulator.practice.dates import instant
from simulator.practice.evidence import CallPlayed, Evidence, evidence_of
from simulator.practice.following import standing_after
from simulator.practice.next_call import Situation, next_call
from simulator.practice.standing import NEW_REP, Standing, as_json, from_json
from simulator.scenario.cues import CUES
from tests.unit.grading.bakery import CHECKS, RUBRIC
from tests.unit.grading.played import TYPED, Played, leaves, on_hotline
from tests.unit.practice.calls_made import shipped_scenario, skills
from tests.unit.practice.practised import after, at, shipped_shelf

DAY = "2026-11-24"


def said_by(played: Played, moment: str) -> Evidence:
    card = grade(played.finished(), RUBRIC, CHECKS)
    call = CallPlayed(played.call.scenario, 0, card, moment)
    return evidence_of(call, skills(), (shipped_scenario("desk-classic"),))


def test_a_message_left_in_a_colleagues_box_brings_that_cue_back() -> None:
    wrong = leaves(on_hotline(shipped_scenario("colleague")), TYPED)

    said = said_by(wrong, at(DAY))

    assert said.ratings["cue:colleague"] == "again"
    assert said.mistaken_for == {"cue:colleague": "named_own_voice"}
    assert said.ratings["skill:states_name"] == "again"  # the typed message gives another name
    assert "skill:pace" not in said.ratings
    assert after(said).cards["cue:colleague"].memory.is_due(instant(at(DAY, 30)))


def test_hanging_up_there_is_clean_and_at_once_is_a_guess() -> None:
    scenario = shipped_scenario("colleague")

    clean = said_by(on_hotline(scenario).after(2.5).hangs_up(), at(DAY))
    guess = said_by(on_hotline(scenario).after(0.5).hangs_up(), at(DAY))

    assert clean.ratings == {"cue:colleague": "easy"}
    assert clean.is_clean
    assert not guess.ratings
    assert not guess.is_clean


RATINGS: st.SearchStrategy[Rating] = st.sampled_from(["again", "hard", "good", "easy"])
CARDS = st.sampled_from([*(f"cue:{cue}" for cue in CUES), "skill:pace"])
MOMENTS = st.datetimes(
    min_value=instant("2020-01-01T00:00:00").replace(tzinfo=None),
    max_value=instant("2035-01-01T00:00:00").replace(tzinfo=None),
)


@st.composite
def calls(draw: st.DrawFn) -> Evidence:
    one = draw(st.sampled_from(shipped_shelf()))
    moment = draw(MOMENTS).isoformat() + draw(st.sampled_from(["+00:00", "-11:00", "+14:00"]))
    return Evidence(
        attempt=f"{one.id} {moment}",
        scenario=one.id,
        type=one.type,
        variant=draw(st.integers(0, 2)),
        finished_at=moment,
        ratings=draw(st.dictionaries(CARDS, RATINGS, max_size=4)),
        is_clean=draw(st.booleans()),
        passed=draw(st.booleans()),
    )


@settings(max_examples=60)
@given(st.lists(calls(), max_size=12), st.integers(0, 12), st.integers())
def test_whatever_the_clock_did_a_standing_can_be_gone_on_from_and_draws_a_call(
    made: list[Evidence], cut: int, seed: int
) -> None:
    whole = standing_after(made)
    kept = from_json(as_json(standing_after(made[:cut])))
    assert kept is not None

    assert standing_after(made[cut:], kept) == whole
    drawn = next_call(Situation(whole, shipped_shelf()), at(DAY), seed)
    assert drawn is not None
    assert drawn.reason
    assert drawn == next_call(Situation(whole, shipped_shelf()), at(DAY), seed)


def test_a_rep_who_learns_by_what_is_proposed_masters_a_cue_on_the_second_day() -> None:
    standing: Standing = NEW_REP
    by_id = {one.id: one for one in shipped_shelf()}
    for number in range(40):
        moment = at(f"2026-11-{24 + number // 20}", number % 20)
        drawn = next_call(Situation(standing, shipped_shelf()), moment, number)
        assert drawn is not None
        one = by_id[drawn.scenario]
        call = Evidence(
            attempt=str(number), scenario=one.id, type=one.type, variant=drawn.variant,
            finished_at=moment, is_clean=True, passed=True,
            ratings={f"cue:{cue}": "good" for cue in one.cues},
        )  # fmt: skip
        standing = standing_after([call], standing)

    proofs = {one.date for one in standing.cards["cue:named_own_voice"].clean}
    assert proofs == {"2026-11-24", "2026-11-25"}
