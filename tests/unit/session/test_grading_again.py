"""A kept call is corrected and graded again: both versions stay, one result stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.grading.correction import NoWordsLeft
from simulator.grading.rubric import Rubric
from simulator.grading.score import MessageHeard
from simulator.ports import Attempt, PortError, ScenarioFile
from simulator.session.desk import Desk
from simulator.session.grading_again import NothingToCorrect
from simulator.session.simulated import Script, SimulatedCall
from tests.unit.session.kit import MESSAGE, HearsInTime, WatchingStage, desk, says

MISHEARD = MESSAGE.replace("Alex Reed", "all extreme")


def called(at: Desk, script: Script, scenario: str = "desk-classic") -> Attempt:
    setting = at.new_setting(at.ports.library.scenario(scenario))
    ended = SimulatedCall(setting, at.ports, WatchingStage(), script).run()
    attempt, problem = at.grade_now(ended)
    assert problem is None
    return attempt


def spoken_call(folder: Path, *heard: str) -> tuple[Desk, Attempt]:
    at = desk(folder, recognizer=HearsInTime(*(heard or (MISHEARD,))))
    return at, called(at, Script(utterances=[says()]))


def message_of(attempt: Attempt) -> MessageHeard:
    assert attempt.scorecard.message is not None
    return attempt.scorecard.message


def test_a_correction_is_graded_and_kept_beside_what_was_heard(tmp_path: Path) -> None:
    at, attempt = spoken_call(tmp_path)
    assert attempt.scorecard.criteria["states_name"].state != "yes"

    again = at.correct(attempt, f" {MESSAGE} ")

    assert again.scorecard.criteria["states_name"].state == "yes"
    assert (message_of(again).graded, message_of(again).heard) == ("corrected", MISHEARD)
    assert again.corrections == {"take-1": MESSAGE}
    assert again.transcripts == attempt.transcripts
    assert again.journal == attempt.journal
    assert at.ports.records.attempt(attempt.id) == again
    assert len(at.ports.records.attempts()) == 1


def test_correcting_again_replaces_the_correction_and_what_was_heard_removes_it(
    tmp_path: Path,
) -> None:
    at, attempt = spoken_call(tmp_path)
    first = at.correct(attempt, "Hi Dana.")
    second = at.correct(first, MESSAGE)
    removed = at.correct(second, MISHEARD.replace(" ", "\n"))

    assert message_of(first).transcript == "Hi Dana."
    assert second.corrections == {"take-1": MESSAGE}
    assert removed == attempt
    assert at.ports.records.attempt(attempt.id) == attempt


def test_what_can_be_corrected_is_the_spoken_message_with_its_words_of_now(tmp_path: Path) -> None:
    at, attempt = spoken_call(tmp_path)

    before = at.spoken_message(attempt)
    after = at.spoken_message(at.correct(attempt, MESSAGE))

    assert before is not None
    assert (before.take, before.text, before.correction) == ("take-1", MISHEARD, None)
    assert after is not None
    assert (after.text, after.heard.text) == (MESSAGE, MISHEARD)


@pytest.mark.parametrize(
    "script",
    [Script(utterances=[MESSAGE]), Script(hang_up_at_seconds=8.0)],
    ids=["typed", "without a message"],
)
def test_without_a_spoken_message_there_is_nothing_to_correct(
    tmp_path: Path, script: Script
) -> None:
    at = desk(tmp_path)
    attempt = called(at, script)

    assert at.spoken_message(attempt) is None
    with pytest.raises(NothingToCorrect, match="there are no words to correct"):
        at.correct(attempt, MESSAGE)
    assert at.ports.records.attempt(attempt.id) == attempt


def test_what_is_said_to_the_operator_is_not_corrected(tmp_path: Path) -> None:
    at = desk(tmp_path, recognizer=HearsInTime("Robert Hayes please", MISHEARD))
    script = Script(keys="0#", utterances=[says(), says()])
    attempt = called(at, script, "vendor-hotline")

    again = at.correct(attempt, MESSAGE)

    assert again.corrections == {"take-2": MESSAGE}
    assert again.scorecard.choices == attempt.scorecard.choices


def test_a_correction_without_words_changes_nothing(tmp_path: Path) -> None:
    at, attempt = spoken_call(tmp_path)

    with pytest.raises(NoWordsLeft, match="There must be words"):
        at.correct(attempt, " ... ")

    assert at.ports.records.attempt(attempt.id) == attempt


def test_a_call_is_graded_again_with_the_rubric_of_now(tmp_path: Path) -> None:
    at, attempt = spoken_call(tmp_path)
    corrected = at.correct(attempt, MESSAGE)
    rubric = at.rubric.model_copy(update={"sha256": "f" * 64})

    again = Desk(at.ports, at.places, at.preferences, rubric).regrade(corrected)

    assert again.scorecard.rubric.sha256 == "f" * 64
    assert again.corrections == corrected.corrections
    assert again.scorecard.score == corrected.scorecard.score
    assert at.ports.records.attempt(attempt.id) == again


class Shelf:
    """A library with a scenario that has changed, or none."""

    def __init__(self, *files: ScenarioFile) -> None:
        self._files = files

    def scenarios(self) -> tuple[ScenarioFile, ...]:
        return self._files

    def scenario(self, name: str) -> ScenarioFile:
        raise NotImplementedError

    def rubrics(self) -> dict[str, Rubric]:
        return {}

    def problems(self) -> tuple[str, ...]:
        return ()

    may_change = False

    def reread(self) -> bool:
        return False


@pytest.mark.parametrize(("is_here", "sentence"), [(False, "no longer here"), (True, "changed")])
def test_without_its_scenario_a_call_cannot_be_graded_again(
    tmp_path: Path, is_here: bool, sentence: str
) -> None:
    at, attempt = spoken_call(tmp_path)
    file = at.ports.library.scenario("desk-classic")
    changed = replace(file, sha256="0" * 64)
    shelf = Shelf(changed) if is_here else Shelf()
    elsewhere = Desk(replace(at.ports, library=shelf), at.places, at.preferences, at.rubric)

    with pytest.raises(PortError, match=f"{sentence}.*its result stays as it is"):
        elsewhere.correct(attempt, MESSAGE)
    with pytest.raises(PortError, match=sentence):
        elsewhere.regrade(attempt)

    assert at.ports.records.attempt(attempt.id) == attempt
    assert elsewhere.correct(attempt, MESSAGE, file).corrections == {"take-1": MESSAGE}


def test_a_call_whose_journal_cannot_be_read_keeps_its_result(tmp_path: Path) -> None:
    at, attempt = spoken_call(tmp_path)
    broken = replace(attempt, journal="rubbish")

    assert at.spoken_message(broken) is None
    with pytest.raises(PortError, match=r"journal of the call .* cannot be read"):
        at.regrade(broken)


def test_a_result_that_was_never_kept_is_not_replaced(tmp_path: Path) -> None:
    at, attempt = spoken_call(tmp_path)

    with pytest.raises(PortError, match="never kept"):
        at.regrade(replace(attempt, id="20200101-000000-abcdef"))
