"""Calls in the rep's own name: from the brief to the grade, and each time it is graded again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.call import events as ev
from simulator.grading.calling_as import Identity
from simulator.plain.brief import brief_in_words
from simulator.ports import Attempt
from simulator.session.desk import Desk
from simulator.session.journal import NotAJournal, read_journal
from simulator.session.people import Profile
from simulator.session.simulated import Script, SimulatedCall
from tests.unit.session.kit import MESSAGE, Hears, HearsInTime, WatchingStage, desk, says

ME = Profile("priya", "Priya Osei", "Acme Analytics", "415-555-0190")
MINE = (
    MESSAGE.replace("Alex Reed", ME.name)
    .replace("Northwind", ME.company)
    .replace("617-555-0142", ME.number)
)
WHO = ("states_name", "states_company", "states_callback_number", "number_repeated")


def my_desk(folder: Path, *heard: str, **wishes: object) -> Desk:
    at = desk(folder, recognizer=HearsInTime(*heard) if heard else None)
    at.preferences = replace(at.preferences, **wishes)  # type: ignore[arg-type]
    return at.seat(at.people, ME)


def called(at: Desk, script: Script) -> Attempt:
    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    ended = SimulatedCall(setting, at.ports, WatchingStage(), script).run()
    attempt, problem = at.grade_now(ended)
    assert problem is None
    return attempt


def who_was_said(attempt: Attempt) -> set[str]:
    return {attempt.scorecard.criteria[id_].state for id_ in WHO}


def test_a_message_in_ones_own_name_is_graded_by_it_after_regrading_too(tmp_path: Path) -> None:
    at = my_desk(tmp_path)
    attempt = called(at, Script(utterances=[MINE]))
    assert who_was_said(attempt) == {"yes"}

    kept = at.ports.records.attempt(attempt.id)
    assert kept is not None
    stranger = desk(tmp_path)  # nobody sits here any more
    stranger.ports = replace(stranger.ports, records=at.ports.records)
    assert stranger.identity is None
    assert who_was_said(stranger.regrade(kept)) == {"yes"}


def test_the_invented_name_is_then_none_of_mine(tmp_path: Path) -> None:
    attempt = called(my_desk(tmp_path), Script(utterances=[MESSAGE]))
    assert attempt.scorecard.criteria["states_name"].state == "no"
    assert any(ME.name in fix.example for fix in attempt.scorecard.coaching.fixes)


def test_a_correction_is_graded_in_the_name_of_the_call(tmp_path: Path) -> None:
    at = my_desk(tmp_path, MINE.replace(ME.name, "pre a say"))
    attempt = called(at, Script(utterances=[says()]))
    assert attempt.scorecard.criteria["states_name"].state != "yes"
    at.seat(at.people, None)

    assert who_was_said(at.correct(attempt, MINE)) == {"yes"}


def test_a_call_that_was_cut_off_is_graded_in_the_name_it_was_made_in(tmp_path: Path) -> None:
    at = my_desk(tmp_path)
    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    for event in (
        ev.Dialled(),
        ev.RingEnded(at_seconds=3.5),
        ev.GreetingStarted(at_seconds=3.5, line="desk", from_seconds=0, seconds=8,
                           cue_end_seconds=2),
        ev.GreetingEnded(at_seconds=11.5),
        ev.Beeped(at_seconds=11.9),
    ):  # fmt: skip
        setting.journal.append(event)
    setting.journal.close()
    (setting.folder / "take-1.txt").write_text(MINE)
    for owner in setting.folder.glob("*owner*"):
        owner.unlink()

    later = desk(tmp_path, recognizer=Hears())
    (found,) = later.unfinished()
    attempt = later.recover(found)

    assert who_was_said(attempt) == {"yes"}
    assert read_journal(attempt.journal)[0].rep == Identity(ME.name, ME.company, ME.number)


@pytest.mark.parametrize(
    ("profile", "wishes"),
    [(ME, {"call_as_yourself": False}), (replace(ME, number=""), {}), (replace(ME, company=""), {}),
     (None, {})],
)  # fmt: skip
def test_without_the_wish_or_all_three_the_invented_name_is_played(
    tmp_path: Path, profile: Profile | None, wishes: dict[str, object]
) -> None:
    at = my_desk(tmp_path, **wishes)
    at.seat(at.people, profile)
    file = at.ports.library.scenario("desk-classic")
    assert at.as_called(file).scenario is file.scenario

    attempt = called(at, Script(utterances=[MESSAGE]))

    assert attempt.scorecard.criteria["states_name"].state == "yes"
    assert read_journal(attempt.journal)[0].rep is None
    assert '"rep":' not in attempt.journal


def test_where_it_would_not_fit_the_brief_says_so_and_the_call_is_as_invented(
    tmp_path: Path,
) -> None:
    at = my_desk(tmp_path)
    at.seat(at.people, replace(ME, company="Harbor Foods"))
    file = at.ports.library.scenario("desk-classic")

    sentences = list(brief_in_words(at.as_called(file)))

    assert sentences[3] == (
        "Your own name stays out of this call, because its examples would no longer fit: here you "
        "are Alex Reed, Tastebridge."
    )
    attempt = called(at, Script(utterances=[MESSAGE]))
    assert attempt.scorecard.criteria["states_name"].state == "yes"


def test_the_brief_says_who_calls(tmp_path: Path) -> None:
    at = my_desk(tmp_path)
    file = at.ports.library.scenario("desk-classic")
    whom, why, who, know, *facts = brief_in_words(at.as_called(file))
    assert whom == "You call Dana Kim, Chief Marketing Officer, Harbor Foods."
    assert why == " ".join(file.scenario.brief.split())
    offer = file.scenario.rep.offer
    assert who == (
        f"You call as yourself: Priya Osei, Acme Analytics, 415-555-0190. You offer {offer}."
    )
    assert know == "You know:"
    assert [fact[:5] for fact in facts] == ["  1. ", "  2. ", "  3. "][: len(facts)]
    assert len(facts) == len(file.scenario.research)


def test_the_model_message_of_a_call_is_in_its_name(tmp_path: Path) -> None:
    at = my_desk(tmp_path)
    attempt = called(at, Script(utterances=[MINE]))
    at.seat(at.people, None)
    file = at.ports.library.scenario("desk-classic")

    assert ME.name in at.as_it_was_called(attempt, file).model.text
    broken = replace(attempt, journal="rubbish")
    assert at.as_it_was_called(broken, file) is file.scenario


def test_a_recording_is_graded_in_ones_own_name(tmp_path: Path) -> None:
    at = my_desk(tmp_path, MINE)
    file = at.ports.library.scenario("desk-classic")
    card = at.judge_recording(tmp_path / "x.wav", file, "recording-x")
    assert card.criteria["states_name"].state == "yes"


@pytest.mark.parametrize(
    "rep",
    [7, {}, {"name": "A"}, {"name": "", "company": "B", "number": "617-555-0142"},
     {"name": "A", "company": "B", "number": "none"},
     {"name": "A\u001b[2J", "company": "B", "number": "617-555-0142"}],
)  # fmt: skip
def test_a_journal_that_says_badly_who_called_is_refused(tmp_path: Path, rep: object) -> None:
    attempt = called(my_desk(tmp_path), Script(utterances=[MINE]))
    first, *rest = attempt.journal.split("\n")
    damaged = json.dumps(json.loads(first) | {"rep": rep})
    with pytest.raises(NotAJournal, match="who called"):
        read_journal("\n".join([damaged, *rest]))
