"""An exam under way at a desk."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from simulator.adapters.records_memory import MemoryRecords
from simulator.call.events import Dialled, GreetingStarted, RingEnded
from simulator.grading.correction import NoWordsLeft
from simulator.grading.rubric import load_rubric
from simulator.ports import PortError
from simulator.practice import exam_parse
from simulator.session import forgetting
from simulator.session.examining.cut_off import is_in_exam_under_way
from simulator.session.examining.examination import AllMade, ToCall, ToRate
from simulator.session.examining.runs import NoExam, begin, last_ended, resume, under_way
from simulator.session.examining.sealed import Manifest
from simulator.session.examining.sealing import file_name, free_path, write_sealed
from simulator.session.exporting import Export
from simulator.session.recovery import Unfinished
from simulator.session.simulated import Script
from tests.unit.session.exam_kit import NINE, SHORT, YES, Candidate, whole_exam
from tests.unit.session.kit import MESSAGE, desk

HANG_UP = Script(hang_up_at_seconds=60.0)


@pytest.fixture
def candidate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Candidate:
    """Somebody who has begun an exam of three calls."""
    monkeypatch.setattr(exam_parse, "load_exam", lambda _: SHORT)
    return Candidate.at(tmp_path)


def cut_off(candidate: Candidate, *, hears: bool) -> Path:
    """The next call, during which Rolecall is killed."""
    step = candidate.next_call()
    setting = candidate.desk.new_setting(step.file, occasion=candidate.exam.occasion(step.place))
    setting.journal.append(Dialled())
    setting.journal.append(RingEnded(at_seconds=4.0))
    if hears:
        line = step.file.scenario.first_line
        greeting = GreetingStarted(
            at_seconds=4.1, line=line, from_seconds=0.0, seconds=9.0, cue_end_seconds=2.0
        )
        setting.journal.append(greeting)
    setting.journal.close()
    records = candidate.desk.ports.records
    assert isinstance(records, MemoryRecords)
    records._folders._let_go(setting.folder)  # as the system does when a process dies
    candidate.later()
    return setting.folder


def test_the_calls_come_in_their_order_and_each_but_once(candidate: Candidate) -> None:
    seen = []
    while isinstance(step := candidate.exam.step(), ToCall):
        seen.append((step.place, step.file.scenario.id, step.file.variant))
        candidate.call()
        candidate.rate()

    assert seen == [(0, "own-new-job", 0), (1, "vendor-box-full", 1), (2, "operator-guarded", 0)]
    assert isinstance(candidate.exam.step(), AllMade)


def test_nothing_comes_before_the_rating_of_a_message(candidate: Candidate) -> None:
    attempt = candidate.call()

    step = candidate.exam.step()
    assert isinstance(step, ToRate)
    assert step.attempt.id == attempt.id
    with pytest.raises(PortError, match="The exam is not at its end"):
        candidate.exam.finish()

    candidate.exam.rate(step.attempt, YES)
    assert isinstance(candidate.exam.step(), ToCall)


def test_an_exam_that_was_left_goes_on_where_it_was(candidate: Candidate) -> None:
    candidate.make_all(2)

    again = resume(candidate.desk)

    step = again.step()
    assert isinstance(step, ToCall)
    assert step.place == 2
    assert again.run == candidate.exam.run
    assert under_way(candidate.desk) == candidate.exam.run


def test_one_exam_is_taken_to_its_end_before_another_is_begun(candidate: Candidate) -> None:
    with pytest.raises(NoExam, match="This exam is under way"):
        begin(candidate.desk)

    candidate.make_all()
    candidate.exam.finish()

    assert under_way(candidate.desk) is None
    assert last_ended(candidate.desk) == candidate.exam.run
    assert begin(candidate.desk).run.id != candidate.exam.run.id


def test_an_exam_nobody_knows_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoExam, match="There is no exam `diploma`"):
        begin(desk(tmp_path), "diploma")


def test_a_run_of_other_calls_than_the_exam_has_now_is_not_gone_on_with(
    candidate: Candidate,
) -> None:
    run = candidate.exam.run.model_copy(update={"items": candidate.exam.run.items[:1]})
    candidate.desk.ports.records.keep_series(run)

    with pytest.raises(NoExam, match="has been begun yet"):
        resume(candidate.desk)


def test_a_call_that_was_cut_off_counts_as_far_as_it_went(
    candidate: Candidate, tmp_path: Path
) -> None:
    cut_off(candidate, hears=True)

    (sentence,) = resume(candidate.desk).take_up()

    assert sentence == "Call 1 was cut off. It counts as made, as far as it went."
    step = candidate.next_call()
    assert step.place == 1
    candidate.make_all()
    manifest = candidate.exam.finish().manifest
    assert [call.cut_off for call in manifest.calls] == [True, False, False]
    assert not manifest.calls[0].passed


def test_a_call_of_which_nothing_was_heard_is_made_once_more(candidate: Candidate) -> None:
    folder = cut_off(candidate, hears=False)

    (sentence,) = candidate.exam.take_up()

    assert sentence == "Call 1 was cut off before anybody answered; make it now."
    assert not folder.exists()
    assert candidate.next_call().place == 0


def test_a_call_that_counts_in_an_exam_is_not_erased_to_be_made_again(
    candidate: Candidate,
) -> None:
    folder = cut_off(candidate, hears=True)

    with pytest.raises(PortError, match="This call belongs to the exam that is under way"):
        candidate.desk.discard(Unfinished(folder, "", None))

    assert folder.exists()
    (folder / "journal.jsonl").write_text("?", encoding="utf-8")
    candidate.desk.discard(Unfinished(folder, "", None))  # nobody can tell any more what it was
    assert not folder.exists()


def test_calls_that_were_cut_off_elsewhere_are_left_alone(candidate: Candidate) -> None:
    at = candidate.desk
    setting = at.new_setting(at.ports.library.scenario("colleague"))
    setting.journal.append(Dialled())
    setting.journal.close()
    records = at.ports.records
    assert isinstance(records, MemoryRecords)
    records._folders._let_go(setting.folder)
    (setting.folder.parent / "20260101-000000-broken").mkdir()
    (setting.folder.parent / "20260101-000000-broken" / "journal.jsonl").write_text("?")

    assert candidate.exam.take_up() == ()

    at.discard(Unfinished(setting.folder, "", None))
    assert not setting.folder.exists()


def test_the_grade_is_the_one_of_what_was_heard_whatever_is_corrected(
    candidate: Candidate,
) -> None:
    attempt = candidate.call()
    corrected = candidate.exam.correct(attempt, "This is something else.")

    assert corrected.scorecard == attempt.scorecard
    assert candidate.desk.regrade(corrected).scorecard.score == attempt.scorecard.score
    with pytest.raises(NoWordsLeft):
        candidate.exam.correct(attempt, "...")
    candidate.rate()
    candidate.make_all()
    call = candidate.exam.finish().manifest.calls[0]
    assert call.passed
    assert call.as_corrected is not None
    assert not call.as_corrected.passed


def test_where_no_message_was_spoken_nothing_can_be_corrected(candidate: Candidate) -> None:
    attempt = candidate.call(HANG_UP)

    with pytest.raises(PortError, match="No spoken message was left"):
        candidate.exam.correct(attempt, "Hi.")


def test_an_exam_is_graded_by_its_own_rubric_whatever_the_rep_prefers(
    candidate: Candidate,
) -> None:
    candidate.desk.rubric = load_rubric("double-tap")

    attempt = candidate.call()

    assert attempt.scorecard.rubric.id == "snell"


def test_calls_that_were_graded_otherwise_are_brought_in_line_before_they_are_sealed(
    candidate: Candidate,
) -> None:
    attempt = candidate.call()
    candidate.rate()
    records = candidate.desk.ports.records
    kept = records.attempt(attempt.id)
    assert kept is not None
    tap = load_rubric("double-tap")
    card = kept.scorecard.model_copy(
        update={"rubric": kept.scorecard.rubric.model_copy(update={"id": tap.id})}
    )
    records.replace(replace(kept, scorecard=card))
    candidate.make_all()

    manifest = candidate.exam.finish().manifest

    assert manifest.rubric.id == "snell"
    again = records.attempt(attempt.id)
    assert again is not None
    assert again.scorecard.rubric.id == "snell"
    assert again.self_rating == YES


def test_an_exam_can_be_typed_and_the_file_says_so(candidate: Candidate) -> None:
    candidate.call(Script(utterances=[MESSAGE]))
    candidate.rate()
    candidate.make_all()

    assert [call.typed for call in candidate.exam.finish().manifest.calls] == [True, False, False]


def test_the_same_exam_gives_the_same_bytes(candidate: Candidate, tmp_path: Path) -> None:
    candidate.make_all()
    first, again = tmp_path / "1.rolecall-exam", tmp_path / "2.rolecall-exam"

    write_sealed(candidate.exam.finish().files, first)
    candidate.later(100.0)
    write_sealed(resume(candidate.desk).finish().files, again)

    assert first.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(io.BytesIO(first.read_bytes())) as zipped:
        assert zipped.namelist()[:3] == ["result.txt", "manifest.json", "seal.txt"]
        assert "calls/01-own-new-job/take-1.wav" in zipped.namelist()


def test_an_exam_without_one_of_its_calls_cannot_be_sealed(candidate: Candidate) -> None:
    attempt = candidate.call()
    candidate.rate()
    candidate.make_all()
    at = candidate.desk.ports.records
    evidence = next(one for one in at.evidence(candidate.exam.run.id) if one.place == 0)
    at.erase(attempt.id)
    at.keep_evidence(evidence)

    with pytest.raises(PortError, match="it was erased"):
        candidate.exam.finish()


def test_a_recording_that_is_gone_or_changed_is_sealed_as_missing(candidate: Candidate) -> None:
    attempt = candidate.call()
    candidate.rate()
    candidate.make_all()
    path = attempt.folder / "take-1.wav"
    sound = path.read_bytes()
    path.write_bytes(sound[:-2] + b"xx")
    done = candidate.exam.finish()
    assert [one.take for one in done.manifest.calls[0].erased] == ["take-1"]
    path.unlink()
    assert [one.take for one in candidate.exam.finish().manifest.calls[0].erased] == ["take-1"]


def test_an_exam_that_cannot_be_sealed_is_not_ended(
    candidate: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate.make_all()

    def full(*_: object) -> None:
        raise PortError("It cannot be sealed.")

    with monkeypatch.context() as broken:
        broken.setattr("simulator.session.examining.examination.sealed", full)
        with pytest.raises(PortError, match="cannot be sealed"):
            candidate.exam.finish()
    assert under_way(candidate.desk) is not None
    candidate.exam.finish()
    assert under_way(candidate.desk) is None


def test_a_call_of_an_exam_under_way_cannot_be_erased_to_be_made_again(
    candidate: Candidate,
) -> None:
    attempt = candidate.call()
    candidate.rate()
    done = forgetting.forget_call(candidate.desk, attempt.id)
    assert done.calls == 0
    assert "belongs to an exam that is under way" in done.troubles[0]
    assert candidate.next_call().place == 1

    sound = forgetting.forget_sound(candidate.desk)
    assert sound.recordings == 0
    assert "sealed with it at its end" in sound.troubles[0]
    assert (attempt.folder / "take-1.wav").exists()

    candidate.make_all()
    candidate.exam.finish()
    assert forgetting.forget_call(candidate.desk, attempt.id).calls == 1


def test_what_an_exam_under_way_shows_is_told_at_its_end_only(candidate: Candidate) -> None:
    attempt = candidate.call()
    practice = candidate.desk.practice
    assert is_in_exam_under_way(candidate.desk.ports.records, attempt)
    assert practice.standing().calls == 0
    assert practice.progress().calls == 0
    export = Export(candidate.desk.ports.records)
    assert list(export.attempts()) == []
    assert "once the exam has come to its end" in export.left_out[0]

    candidate.rate()
    candidate.make_all()
    candidate.exam.finish()
    assert not is_in_exam_under_way(candidate.desk.ports.records, attempt)
    assert practice.standing().calls == 3


def test_recordings_that_were_erased_are_said_to_be(candidate: Candidate) -> None:
    attempt = candidate.call()
    candidate.rate()
    candidate.make_all()
    candidate.desk.ports.records.erase_recordings(attempt.id, NINE.isoformat())

    call = candidate.exam.finish().manifest.calls[0]

    assert [one.take for one in call.erased] == ["take-1"]
    assert not any(one.name.endswith(".wav") for one in call.files)


def test_recordings_of_an_exam_under_way_wait_for_the_seal(candidate: Candidate) -> None:
    attempt = candidate.call()
    candidate.rate()
    path = attempt.folder / "take-1.wav"
    candidate.desk.prefer(keep_recordings="none")

    candidate.desk.erase_due_recordings()
    assert path.exists()

    candidate.desk.close()
    assert path.exists()
    candidate.make_all()
    candidate.exam.finish()
    candidate.desk.erase_due_recordings()
    assert not path.exists()


def test_an_exam_that_waits_for_months_keeps_no_recordings(candidate: Candidate) -> None:
    attempt = candidate.call()
    long_ago = (NINE - timedelta(days=60)).astimezone(UTC).isoformat()
    run = candidate.exam.run.model_copy(update={"started_at": long_ago})
    candidate.desk.ports.records.keep_series(run)

    candidate.desk._retention.erase_due("none", NINE)

    assert not (attempt.folder / "take-1.wav").exists()


def test_what_an_exam_needs_has_to_be_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far = SHORT.exam.calls[0].model_copy(update={"variant": 9})
    exam = replace(SHORT, exam=SHORT.exam.model_copy(update={"calls": (far,)}))
    monkeypatch.setattr(exam_parse, "load_exam", lambda _: exam)

    with pytest.raises(PortError, match="The exam needs the variant 9 of “own-new-job”"):
        begin(desk(tmp_path))


def test_the_rep_is_who_has_said_so(candidate: Candidate) -> None:
    assert candidate.exam.rep == ""
    people = candidate.desk.people
    candidate.desk.seat(people, people.add("Zoë Núñez", "Acme", "617-555-0142"))
    candidate.make_all()

    sealed = candidate.exam.finish()

    assert sealed.manifest.rep == "Zoë Núñez"
    path = candidate.exam.default_path(Path("folder"))
    assert path == Path("folder/zoe-nunez-certification-2026-11-29.rolecall-exam")
    assert Manifest.model_validate_json(dict(sealed.files)["manifest.json"]) == sealed.manifest


@pytest.mark.parametrize(
    ("rep", "name"),
    [
        ("Dana Kim", "dana-kim-certification-2026-11-29.rolecall-exam"),
        ("  ../../etc  ", "etc-certification-2026-11-29.rolecall-exam"),
        ("李雷", "rep-certification-2026-11-29.rolecall-exam"),
        ("x" * 90, f"{'x' * 40}-certification-2026-11-29.rolecall-exam"),
    ],
)
def test_the_sealed_file_has_a_plain_name(rep: str, name: str) -> None:
    assert file_name(rep, "certification", NINE.isoformat()) == name


def test_no_file_is_written_over_and_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.rolecall-exam"
    write_sealed([("result.txt", b"one")], path)

    with pytest.raises(PortError, match="is there already"):
        write_sealed([("result.txt", b"two")], path)
    assert free_path(tmp_path, path.name) == tmp_path / "a-2.rolecall-exam"
    with pytest.raises(PortError, match="cannot be written to"):
        write_sealed([("result.txt", b"one")], tmp_path / "nowhere" / "a.rolecall-exam")
    assert [one.name for one in tmp_path.iterdir()] == ["a.rolecall-exam"]


def test_the_certification_is_passed_by_who_knows_everything(tmp_path: Path) -> None:
    candidate = Candidate.at(tmp_path)
    candidate.make_all()
    candidate.exam.finish()

    assert candidate.desk.practice.exams_passed() == {"certification"}
    way = candidate.desk.practice.way()
    assert way.stages[-1].is_done
    assert whole_exam(tmp_path / "other").manifest.result.passed
