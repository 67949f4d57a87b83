"""A rep who takes an exam, without waiting; and sealed files that somebody has edited."""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from simulator.adapters.recogniser_scripted import evenly_spoken
from simulator.call.effects import Listen, Record
from simulator.grading.rubric import load_rubric
from simulator.grading.transcript import Transcript
from simulator.ports import Attempt, Take
from simulator.practice.exam_parse import ExamFile, parse_exam
from simulator.practice.self_rating import SelfRating
from simulator.session.desk import Desk
from simulator.session.examining.examination import Examination, ToCall, ToRate
from simulator.session.examining.findings import Finding
from simulator.session.examining.runs import begin
from simulator.session.examining.sealed_reading import opened_exam
from simulator.session.examining.sealing import FIXED_TIME, Sealed
from simulator.session.examining.verifying import AtHand, verified
from simulator.session.simulated import Script, SimulatedCall, Utterance
from simulator.sound import wav
from tests.best_way import best_way
from tests.unit.session.kit import SHIPPED, WatchingStage, desk

NINE = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
YES = SelfRating(would_call_back=True, sure_percent=80)
VERSION = "0.0.test"
SHORT_TEXT = """\
id: certification
version: 1
title: Certification
about: Three calls only.
rubric: snell
minutes: 6
calls:
  - {scenario: own-new-job, variant: 1}
  - {scenario: vendor-box-full, variant: 2}
  - {scenario: operator-guarded, variant: 1}
passing: {calls: 2, where: 80}
"""
SHORT = ExamFile(parse_exam(SHORT_TEXT, "short.yaml"), "5" * 64)
"""An exam of three calls under the name of the real one, so that tests are fast."""


@dataclass
class Hearing:
    """A recogniser that understands what was said into each file."""

    said: dict[Path, str] = field(default_factory=dict)

    def says(self, text: str, seconds: float = 20.0) -> Utterance:
        """Somebody who says a text."""

        def say(_: Record | Listen, into: Path, __: float) -> Take:
            samples = np.full(int(16_000 * seconds), 0.01, np.float32)
            into.write_bytes(wav.encode(samples))
            self.said[into] = text
            return Take(into, None, seconds, seconds - 2.0, 0.4, "rep")

        return say

    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        return evenly_spoken(self.said[path], 20.0)

    def warm(self) -> None:
        return


@dataclass
class Candidate:
    """A rep at a desk who takes the exam. The clock goes on by three minutes a call."""

    desk: Desk
    hearing: Hearing
    exam: Examination

    @staticmethod
    def at(root: Path, exam: ExamFile | None = None, **others: Any) -> Candidate:
        """One who has just begun the shipped exam, or another one."""
        hearing = Hearing()
        seat = desk(root, recognizer=hearing, **others)
        seat.practice.clock = lambda: NINE
        begun = begin(seat)
        if exam is not None:
            run = begun.run.model_copy(update={"items": exam.exam.items})
            seat.ports.records.keep_series(run)
            begun = Examination(seat, exam, run)
        return Candidate(seat, hearing, begun)

    def later(self, minutes: float = 3.0) -> None:
        """Let time go by."""
        now = self.desk.practice.clock() + timedelta(minutes=minutes)
        self.desk.practice.clock = lambda: now

    def script(self, step: ToCall, text: str | None = None) -> Script:
        """What who knows everything does, spoken; `text` is another message."""
        scenario = step.file.scenario
        best = best_way(scenario, text or " ".join(scenario.model.text.split()))
        said = [self.hearing.says(str(one)) for one in best.utterances]
        return Script(best.keys, best.keys_at_seconds, best.hang_up_at_seconds, said)

    def call(self, script: Script | None = None, step: ToCall | None = None) -> Attempt:
        """Make the next call."""
        step = step or self.next_call()
        setting = self.desk.new_setting(step.file, occasion=self.exam.occasion(step.place))
        call = SimulatedCall(setting, self.desk.ports, WatchingStage(), script or self.script(step))
        attempt, trouble = self.desk.grade_now(call.run())
        assert trouble is None
        self.later()
        return attempt

    def next_call(self) -> ToCall:
        """The call that is next."""
        step = self.exam.step()
        assert isinstance(step, ToCall), step
        return step

    def rate(self, rating: SelfRating = YES) -> None:
        """Answer, where there is something to answer."""
        step = self.exam.step()
        if isinstance(step, ToRate):
            self.exam.rate(step.attempt, rating)

    def make_all(self, calls: int | None = None) -> None:
        """Make the calls that are left, or so many of them."""
        while isinstance(step := self.exam.step(), ToCall) and calls != 0:
            self.call(step=step)
            self.rate()
            calls = None if calls is None else calls - 1


def whole_exam(root: Path, exam: ExamFile | None = None) -> Sealed:
    """An exam that was passed, with one correction."""
    candidate = Candidate.at(root, exam)
    candidate.call()
    step = candidate.exam.step()
    assert isinstance(step, ToRate)
    candidate.exam.correct(step.attempt, "Hi, this is somebody else altogether.")
    candidate.rate()
    candidate.make_all()
    return candidate.exam.finish()


def at_hand(**others: Any) -> AtHand:
    """Everything that is shipped."""
    given: dict[str, Any] = {
        "version": VERSION,
        "exam": lambda id_: SHORT if id_ == "certification" else None,
        "rubric": lambda id_: load_rubric(id_) if id_ in {"snell", "double-tap"} else None,
        "scenario": lambda id_: next((f for f in SHIPPED.scenarios() if f.listing.id == id_), None),
        "graded": lambda grade: grade(None),
    }
    return AtHand(**{**given, **others})


def found_in(path: Path, **others: Any) -> list[Finding]:
    """What verifying finds."""
    with opened_exam(path) as file:
        return list(verified(file, at_hand(**others)))


class Edited:
    """The files of a sealed exam, to be edited and packed again."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)

    def name(self, ending: str) -> str:
        """The first file whose name ends so."""
        return next(name for name in self.files if name.endswith(ending))

    def replace(self, ending: str, old: bytes, new: bytes, times: int = 1) -> None:
        """Change some bytes of a file."""
        name = self.name(ending)
        assert old in self.files[name], f"{old!r} is not in {name}"
        self.files[name] = self.files[name].replace(old, new, times)

    def change(self, ending: str, change: Callable[[Any], object]) -> None:
        """Change a file of JSON."""
        name = self.name(ending)
        data = json.loads(self.files[name])
        change(data)
        self.files[name] = (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()

    def sealed_again(self) -> Edited:
        """With hashes and seal made anew, as a forger with some patience would."""

        def hashes(manifest: Any) -> None:
            for call in manifest["calls"]:
                for listed in call["files"]:
                    content = self.files.get(listed["name"], b"")
                    listed["size_bytes"] = len(content)
                    listed["sha256"] = sha256(content).hexdigest()

        self.change("manifest.json", hashes)
        self.files["seal.txt"] = "".join(
            f"{sha256(self.files[name]).hexdigest()}  {name}\n"
            for name in ("manifest.json", "result.txt")
        ).encode()
        return self

    def at(self, path: Path) -> Path:
        """Packed, as a zip."""
        with zipfile.ZipFile(path, "w") as zipped:
            for name, content in self.files.items():
                zipped.writestr(zipfile.ZipInfo(name, FIXED_TIME), content)
        return path
