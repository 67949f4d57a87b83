"""What lies in a sealed exam: the manifest and its parts, and how the files are called.

The form is described in `docs/exam.md`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from simulator.grading.score import RubricRef
from simulator.practice.exam import ExamResult
from simulator.practice.self_rating import SelfRating
from simulator.scenario.model import Value
from simulator.session.export_lines import AttemptId, Hash

FORMAT: Final = 1
ENDING: Final = ".rolecall-exam"
MANIFEST: Final = "manifest.json"
RESULT: Final = "result.txt"
SEAL: Final = "seal.txt"
JOURNAL: Final = "journal.jsonl"
TRANSCRIPTS: Final = "transcripts.json"
ANSWERS: Final = "answers.json"
SCORECARD: Final = "scorecard.json"
AS_CORRECTED: Final = "as-corrected.json"
OF_A_CALL: Final = (JOURNAL, TRANSCRIPTS, ANSWERS, SCORECARD)
"""What every call has. Recordings, and a grade of corrected words, come where there are any."""
ENTRY: Final = re.compile(
    r"manifest\.json|result\.txt|seal\.txt|"
    r"calls/\d{2}-[a-z0-9-]{1,60}/"
    r"(journal\.jsonl|transcripts\.json|answers\.json|scorecard\.json|as-corrected\.json|"
    r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}\.wav)"
)
"""The names that we write."""
Short = Annotated[str, StringConstraints(max_length=200)]
Moment = Annotated[str, StringConstraints(max_length=40)]


class FileListed(Value):
    """One file of the seal: its name in the zip, how large it is, and its hash."""

    name: Short
    size_bytes: int = Field(ge=0)
    sha256: Hash


class RecordingErased(Value):
    """A recording that was made and is not in the file, since its rep keeps none for so long."""

    take: AttemptId
    sha256: Hash
    erased_at: Moment


class ScenarioSealed(Value):
    """Which scenario a call was made to; `sha256` is that of its file."""

    id: Short
    version: int
    sha256: Hash


class ExamSealed(Value):
    """Which exam it was; `sha256` is that of all that it asks for."""

    id: Short
    version: int
    title: Short
    sha256: Hash


class CorrectedSealed(Value):
    """What a call is worth by the words as the rep says they were. It counts for nothing."""

    passed: bool
    overall: float | None


class CallSealed(Value):
    """One call of the exam. `place` and `variant` count from 1.

    `typed`: at least one answer was typed, so that HOW was not measured. `cut_off`: Rolecall was
    stopped during the call, which counts as far as it went.
    """

    place: int = Field(ge=1)
    attempt: AttemptId
    scenario: ScenarioSealed
    variant: int = Field(ge=1)
    started_at: Moment
    typed: bool
    cut_off: bool
    passed: bool
    where: float | None
    overall: float | None
    as_corrected: CorrectedSealed | None
    erased: tuple[RecordingErased, ...]
    files: tuple[FileListed, ...]

    @property
    def folder(self) -> str:
        """Where its files lie in the zip, with a slash at the end."""
        return folder_of(self.place, self.scenario.id)


class DemandSealed(Value):
    """One thing that the exam asks for, and whether it was met."""

    is_met: bool
    sentence: Short


class ResultSealed(Value):
    """How the exam ended."""

    passed: bool
    calls: int
    made: int
    passed_calls: int
    critical_errors: int
    where: float | None
    demands: tuple[DemandSealed, ...]

    @staticmethod
    def of(result: ExamResult) -> ResultSealed:
        """As it is sealed."""
        return ResultSealed(
            passed=result.passed,
            calls=result.calls,
            made=result.made,
            passed_calls=result.passed_calls,
            critical_errors=result.critical_errors,
            where=result.where,
            demands=tuple(
                DemandSealed(is_met=one.is_met, sentence=one.sentence) for one in result.demands
            ),
        )


class Manifest(Value):
    """What the sealed file says it is. `rep` is the name that the rep goes by here, or ""."""

    rolecall_exam: int
    made_with: Short
    run: AttemptId
    rep: Short
    exam: ExamSealed
    rubric: RubricRef
    seed: int
    started_at: Moment
    finished_at: Moment
    calls: tuple[CallSealed, ...]
    result: ResultSealed


class Answers(Value):
    """What the rep said of a call: the rating before any score, and words put right, by take."""

    self_rating: SelfRating | None
    corrections: dict[AttemptId, str]


def folder_of(place: int, scenario_id: str) -> str:
    """Where the files of a call lie in the zip; `place` counts from 1."""
    return f"calls/{place:02d}-{scenario_id}/"


def as_json(value: Value | Mapping[str, object]) -> bytes:
    """A value as it is written: indented, for people, and always the same."""
    data = value.model_dump(mode="json") if isinstance(value, Value) else value
    return (json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def listed(name: str, content: bytes) -> FileListed:
    """A file as the manifest lists it."""
    return FileListed(name=name, size_bytes=len(content), sha256=sha256(content).hexdigest())


def seal_of(manifest: bytes, result: bytes) -> str:
    """What stands in `seal.txt`: the hash of the manifest, which has those of all calls' files."""
    digest = sha256(manifest).hexdigest(), sha256(result).hexdigest()
    return f"{digest[0]}  {MANIFEST}\n{digest[1]}  {RESULT}\n"


def short_seal(manifest: bytes) -> str:
    """The seal as a person can read it out: sixteen letters in groups of four."""
    digest = sha256(manifest).hexdigest()
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))
