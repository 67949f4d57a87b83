"""An exam in lines, taken by somebody who answers what is asked."""

from __future__ import annotations

import argparse
import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typing_extensions import override

from simulator.commands import exam as command
from simulator.commands import verify
from simulator.plain import exam as plain_exam
from simulator.plain.exam_lines import ExamLines
from simulator.ports import Attempt, PortError, RecordingLimits, Take
from simulator.practice import exam_parse
from simulator.session.desk import Desk
from simulator.session.examining.runs import NoExam, under_way
from simulator.session.examining.sealed_reading import opened_exam
from simulator.sound import wav
from tests.unit.session.exam_kit import SHORT
from tests.unit.session.kit import MESSAGE, HearsInTime, desk

Answers = dict[str, str]


class Typist(io.StringIO):
    """Standard error, with somebody before it who types what is asked for."""

    def __init__(self, keyboard: int, answers: Answers) -> None:
        super().__init__()
        self._keyboard, self._answers = keyboard, answers

    @override
    def write(self, text: str) -> int:
        for asked, answer in self._answers.items():
            if asked in text:
                os.write(self._keyboard, answer.encode())
        return super().write(text)


@contextmanager
def keyboard() -> Iterator[tuple[int, int]]:
    read, write = os.pipe()
    try:
        yield read, write
    finally:
        os.close(write)


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk at which only typing works, and an exam of three calls."""
    monkeypatch.setattr(exam_parse, "load_exam", lambda _: SHORT)
    monkeypatch.chdir(tmp_path)
    return desk(tmp_path / "home")


ANSWERS: Answers = {
    command.BEGIN: "\n",
    plain_exam.TO_DIAL: "\n",
    "Recording; this mailbox": f"{MESSAGE}\n",
    "Your turn": "h\n",
    "Ringing": "",
    plain_exam.QUESTION: "y 80\n",
}


def args(**others: Any) -> argparse.Namespace:
    given = {"exam": "certification", "output": None, "resume": False, "typed": False}
    return argparse.Namespace(**{**given, "json": False, **others})


def sit(
    at: Desk,
    monkeypatch: pytest.MonkeyPatch,
    change: Answers | None = None,
    **options: Any,
) -> tuple[int, str]:
    """The exit code, and what was told."""
    with keyboard() as (read, write):
        err = Typist(write, {**ANSWERS, **(change or {})})
        monkeypatch.setattr("sys.stderr", err)
        code = command.sit(at, args(**options), ExamLines(), read)
    return code, err.getvalue()


def test_an_exam_is_taken_from_the_first_word_to_the_sealed_file(
    at: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = sit(at, monkeypatch)

    out = capsys.readouterr().out
    (path,) = Path.cwd().glob("*.rolecall-exam")
    assert path.name.startswith("rep-certification-")
    assert code == 1
    assert f"It will lie here: {path}" in told
    assert "Call 3 of 3." in told
    assert told.count(plain_exam.KEPT) == 3
    after_the_intro = told.partition(command.BEGIN)[2]
    assert not {"passed", "of 100", "best"} & set(after_the_intro.split())
    assert "Certification: not passed." in out
    assert "Answers were typed, so how they were said is not measured." in out
    assert f"The sealed exam lies here: {path}" in out
    with opened_exam(path) as file:
        assert [call.typed for call in file.manifest.calls].count(True) >= 1
        assert verify.verify(at, file, listens=False) is not None


def test_the_exam_can_wait_between_calls_and_is_gone_on_with(
    at: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = sit(at, monkeypatch, {plain_exam.TO_DIAL: "p\n"})

    assert code == 1
    assert plain_exam.PAUSED in told
    run = under_way(at)
    assert run is not None
    with pytest.raises(NoExam, match="This exam is under way"):
        sit(at, monkeypatch)

    code, told = sit(at, monkeypatch, resume=True, json=True)

    assert command.BEGIN not in told
    assert '"rolecall_exam": 1' in capsys.readouterr().out
    assert under_way(at) is None


def test_one_that_has_ended_is_sealed_again_elsewhere(
    at: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sit(at, monkeypatch)
    (first,) = Path.cwd().glob("*.rolecall-exam")

    sit(at, monkeypatch, resume=True, output=tmp_path / "other.rolecall-exam")

    assert (tmp_path / "other.rolecall-exam").read_bytes() == first.read_bytes()
    with pytest.raises(PortError, match="is there already; nothing was written over it"):
        sit(at, monkeypatch, resume=True, output=first)


def test_nothing_is_begun_unless_the_rep_says_so(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    code, told = sit(at, monkeypatch, {command.BEGIN: "q\n"})

    assert code == 1
    assert command.LEFT in told
    assert list(at.ports.records.all_series()) == []
    with pytest.raises(NoExam, match="No exam “Certification” has been begun yet"):
        sit(at, monkeypatch, resume=True)


def test_the_question_cannot_be_skipped(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, told = sit(at, monkeypatch, {plain_exam.QUESTION: "\n", plain_exam.NOT_UNDERSTOOD: "n 60\n"})

    assert plain_exam.NOT_UNDERSTOOD in told
    first = next(one for one in at.ports.records.evidence() if one.place == 0)
    assert first.self_percent == 40


class Speaks:
    """A microphone before which somebody says the same every time."""

    def record(
        self, path: Path, limits: RecordingLimits, on_level: Callable[[float], None],
        stop: threading.Event,
    ) -> Take:  # fmt: skip
        path.write_bytes(wav.encode(np.full(320_000, 0.01, np.float32)))
        return Take(path, None, 20.0, 18.0, 0.4, "rep")


def test_what_was_misheard_is_written_down_and_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: Desk
) -> None:
    at.ports = replace(at.ports, microphone=Speaks(), recognizer=HearsInTime(*[MESSAGE] * 3))

    _, told = sit(at, monkeypatch, {plain_exam.CORRECT: "...\nNo, it was this.\n"}, json=True)

    assert plain_exam.NOTED in told
    assert "is recorded and kept only on this computer" in told
    assert told.count("This is what was heard:") == 2
    (path,) = Path.cwd().glob("*.rolecall-exam")
    with opened_exam(path) as file:
        corrected = file.manifest.calls[0].as_corrected
        assert corrected is not None
        name = file.manifest.calls[0].folder
        assert b"No, it was this." in file.read(f"{name}as-corrected.json")
        assert b"No, it was this." not in file.read(f"{name}scorecard.json")
        found = verify.verify(at, file, listens=False)
    assert [one for one in found if one.place == 1] == []


def test_an_answer_that_comes_early_is_not_sealed_as_what_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: Desk
) -> None:
    at.ports = replace(at.ports, microphone=Speaks(), recognizer=HearsInTime(*[MESSAGE] * 3))

    _, told = sit(at, monkeypatch, {plain_exam.CORRECT: "y 80\n\n"}, json=True)

    assert plain_exam.FIRST_THIS in told
    assert plain_exam.NOTED not in told
    assert all(not kept.corrections for kept in kept_calls(at))


def test_the_exam_can_be_paused_where_words_are_put_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: Desk
) -> None:
    at.ports = replace(at.ports, microphone=Speaks(), recognizer=HearsInTime(*[MESSAGE] * 3))

    code, told = sit(at, monkeypatch, {plain_exam.CORRECT: "p\n"})

    assert (code, plain_exam.PAUSED in told) == (1, True)
    assert all(not kept.corrections for kept in kept_calls(at))


def kept_calls(at: Desk) -> list[Attempt]:
    found = (at.ports.records.attempt(one.id) for one in at.ports.records.attempts())
    return [one for one in found if one is not None]


def test_where_the_input_ends_the_exam_waits(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.write(write, b"\n\n")
    os.close(write)
    monkeypatch.setattr("sys.stderr", err := io.StringIO())

    assert command.sit(at, args(), ExamLines(), read) == 1

    assert plain_exam.PAUSED in err.getvalue()
    assert len(at.ports.records.evidence()) == 1
