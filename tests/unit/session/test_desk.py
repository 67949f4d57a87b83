"""Beginning, grading, keeping and taking up calls."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from simulator.call import events as ev
from simulator.ports import PortError
from simulator.practice.occasion import Occasion
from simulator.session.desk import Desk
from simulator.session.journal import read_journal
from simulator.session.recovery import Unfinished
from simulator.session.simulated import Script, SimulatedCall
from tests.unit.session.kit import MESSAGE, Hears, WatchingStage, desk


def finished(at: Desk, scenario: str, script: Script) -> str:
    setting = at.new_setting(at.ports.library.scenario(scenario))
    ended = SimulatedCall(setting, at.ports, WatchingStage(), script).run()
    attempt, problem = at.grade_now(ended)
    assert problem is None
    return attempt.id


def cut_off(at: Desk, *events: ev.Event, seconds: float = 0.0) -> Unfinished:
    """A call that was killed after some events, with a take of silence."""
    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    for event in events:
        setting.journal.append(event)
    setting.journal.close()
    if seconds:
        with wave.open(str(setting.folder / "take-1.wav"), "wb") as take:
            take.setnchannels(1)
            take.setsampwidth(2)
            take.setframerate(16000)
            take.writeframes(bytes(2 * int(16000 * seconds)))
    for owner in setting.folder.glob("*owner*"):
        owner.unlink()
    (found,) = at.unfinished()
    return found


UP_TO_THE_BEEP = (
    ev.Dialled(),
    ev.RingEnded(at_seconds=3.5),
    ev.GreetingStarted(at_seconds=3.5, line="desk", from_seconds=0, seconds=8,
                       cue_end_seconds=2),
    ev.GreetingEnded(at_seconds=11.5),
    ev.Beeped(at_seconds=11.9),
)  # fmt: skip


def test_a_graded_call_is_kept_and_explained(tmp_path: Path) -> None:
    at = desk(tmp_path)
    kept = finished(at, "desk-classic", Script(utterances=[MESSAGE]))
    attempt = at.ports.records.attempt(kept)
    assert attempt is not None
    assert attempt.scorecard.choices[0].made == "leave"
    assert any("right_choice" in line or "Where" in line for line in at.explain(attempt))


def test_two_calls_in_the_same_second_are_kept_apart(tmp_path: Path) -> None:
    at = desk(tmp_path)
    ids = {finished(at, "desk-classic", Script(hang_up_at_seconds=1.0)) for _ in range(5)}
    assert len(ids) == 5


def test_a_call_that_was_cut_off_is_offered_and_graded(tmp_path: Path) -> None:
    at = desk(tmp_path, recognizer=Hears(MESSAGE))
    found = cut_off(at, *UP_TO_THE_BEEP, seconds=6.0)
    assert "“desk-classic”" in found.sentence
    assert "1 recording kept" in found.sentence
    attempt = at.recover(found)
    assert attempt.transcripts["take-1"].text == MESSAGE
    assert [a.id for a in at.ports.records.attempts()] == [attempt.id]


def test_a_call_that_was_cut_off_can_be_erased(tmp_path: Path) -> None:
    at = desk(tmp_path)
    found = cut_off(at, *UP_TO_THE_BEEP, seconds=6.0)
    at.discard(found)
    assert not found.folder.exists()


def test_a_call_whose_journal_is_gone_is_said_to_be_so(tmp_path: Path) -> None:
    at = desk(tmp_path)
    found = cut_off(at, seconds=1.0)
    (found.folder / "journal.jsonl").write_text("rubbish\n")
    (found,) = at.unfinished()
    with pytest.raises(PortError, match="cannot be taken up again"):
        at.recover(found)
    assert (found.folder / "take-1.wav").exists()


def test_a_call_of_a_scenario_that_has_changed_is_said_to_be_so(tmp_path: Path) -> None:
    at = desk(tmp_path)
    elsewhere = ev.GreetingStarted(at_seconds=3.5, line="gone", from_seconds=0, seconds=8,
                                   cue_end_seconds=2)  # fmt: skip
    pressed = ev.KeyPressed(at_seconds=5.0, key="0")
    found = cut_off(at, *UP_TO_THE_BEEP[:2], elsewhere, pressed)
    with pytest.raises(PortError, match="has changed since this call"):
        at.recover(found)


def test_a_recording_needs_a_recogniser(tmp_path: Path) -> None:
    at = desk(tmp_path)
    file = at.ports.library.scenario("desk-classic")
    with pytest.raises(PortError, match="no speech recogniser"):
        at.judge_recording(tmp_path / "x.wav", file, "recording-x")


def test_a_recording_is_graded_without_a_call(tmp_path: Path) -> None:
    at = desk(tmp_path, recognizer=Hears(MESSAGE))
    file = at.ports.library.scenario("desk-classic")
    card = at.judge_recording(tmp_path / "x.wav", file, "recording-x")
    assert card.choices == ()
    assert card.score.where is None
    assert at.ports.records.attempts() == []


def test_the_sentence_about_recordings_is_shown_once_ever(tmp_path: Path) -> None:
    at = desk(tmp_path)
    sentence = at.recording_notice()
    assert sentence is not None
    assert str(at.places.data) in sentence
    assert "delete that folder" in sentence
    at.notice_was_seen()
    assert at.recording_notice() is None
    assert "true" in at.places.preferences.read_text()


def test_closing_a_desk_ends_what_it_started(tmp_path: Path) -> None:
    closed: list[str] = []
    at = desk(tmp_path)
    Desk(at.ports, at.places, at.preferences, at.rubric, (lambda: closed.append("voice"),)).close()
    assert closed == ["voice"]


def test_a_call_cut_off_before_anything_was_done_is_not_graded_as_hanging_up(
    tmp_path: Path,
) -> None:
    at = desk(tmp_path)
    found = cut_off(at, *UP_TO_THE_BEEP[:3])
    assert "before you did anything" in found.sentence
    with pytest.raises(PortError, match="before you did anything"):
        at.recover(found)


def test_a_typed_message_is_on_disk_before_it_is_graded_and_can_be_taken_up_again(
    tmp_path: Path,
) -> None:
    at = desk(tmp_path)
    found = cut_off(at, *UP_TO_THE_BEEP)
    (found.folder / "take-1.txt").write_text(MESSAGE, encoding="utf-8")
    (found,) = at.unfinished()
    attempt = at.recover(found)
    assert attempt.transcripts["take-1"].text == MESSAGE
    assert attempt.scorecard.choices[0].made == "leave"
    assert attempt.scorecard.message is not None


def test_a_result_that_cannot_be_kept_is_still_given_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = desk(tmp_path)

    def full(_: object, shown: object = None) -> None:
        raise PortError("The result of this call could not be kept: the disk is full.")

    monkeypatch.setattr(at.ports.records, "finish", full)
    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    script = Script(utterances=[MESSAGE])
    ended = SimulatedCall(setting, at.ports, WatchingStage(), script).run()
    attempt, problem = at.grade_now(ended)
    assert attempt.scorecard.passed
    assert problem is not None
    assert "the disk is full" in problem
    assert (ended.folder / "take-1.txt").read_text(encoding="utf-8") == MESSAGE


def test_a_call_of_a_drill_remembers_its_place_there_and_the_number_that_dealt_it(
    tmp_path: Path,
) -> None:
    at = desk(tmp_path)
    file = at.ports.library.scenario("desk-classic")
    setting = at.new_setting(file, occasion=Occasion("power_hour", "drill-1", 4, True, 1234))
    script = Script(utterances=[MESSAGE])
    ended = SimulatedCall(setting, at.ports, WatchingStage(), script).run()
    attempt, _ = at.grade_now(ended)

    header, _ = read_journal(attempt.journal)
    assert attempt.occasion == header.occasion == setting.occasion
    assert (setting.folder / "journal.jsonl").read_text() == attempt.journal
    kept = at.ports.records.attempt(attempt.id)
    assert kept is not None
    assert kept.occasion == setting.occasion
    (shown,) = at.ports.records.evidence("drill-1")
    assert (shown.attempt, shown.place, shown.setting) == (attempt.id, 4, "power_hour")
