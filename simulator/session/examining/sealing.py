"""An exam that is over, as the files of its seal. The same exam gives the same bytes, always."""

from __future__ import annotations

import os
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from simulator.grading.score import Scorecard
from simulator.grading.transcript import Transcript
from simulator.ports import Attempt, PortError, TakeKept
from simulator.practice.exam import CallMade, judged
from simulator.practice.exam_parse import ExamFile
from simulator.practice.series import Series
from simulator.scenario.control import without_control_characters
from simulator.session.examining import sealed as form
from simulator.session.examining.sealed import (
    Answers,
    CallSealed,
    CorrectedSealed,
    ExamSealed,
    FileListed,
    Manifest,
    RecordingErased,
    ResultSealed,
    ScenarioSealed,
)
from simulator.session.examining.told import result_text

FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""What every entry of the zip says of its time, so that the same exam gives the same bytes."""
LONGEST_NAME: Final = 40
PRIVATE: Final = 0o100600 << 16


@dataclass(frozen=True, slots=True)
class CallToSeal:
    """One call of an exam that is over. `place` counts from 0.

    `scorecard` is by the words that were heard, `as_corrected` by those that the rep has put right,
    where there are any.
    """

    place: int
    attempt: Attempt
    takes: Sequence[TakeKept]
    scorecard: Scorecard
    as_corrected: Scorecard | None = None
    was_cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed exam: its manifest, and all its files in their order in the zip."""

    manifest: Manifest
    files: tuple[tuple[str, bytes], ...]

    @property
    def short_seal(self) -> str:
        """The seal as a person can read it out."""
        return form.short_seal(dict(self.files)[form.MANIFEST])


def sealed(
    exam: ExamFile, run: Series, calls: Sequence[CallToSeal], rep: str, version: str
) -> Sealed:
    """Seal an exam; `rep` is who it was, or "", and `version` that of Rolecall.

    Raises:
        PortError: a recording cannot be read, or is not the one that was made.
    """
    of_calls = [(call, tuple(_files_of(call))) for call in calls]
    result = judged(exam.exam, [CallMade.of(c.scorecard, c.attempt.self_rating) for c in calls])
    manifest = Manifest(
        rolecall_exam=form.FORMAT,
        made_with=f"Rolecall {version}",
        run=run.id,
        rep=without_control_characters(rep)[:120],
        exam=ExamSealed(
            id=exam.exam.id,
            version=exam.exam.version,
            title=exam.exam.title,
            sha256=exam.sha256,
        ),
        rubric=calls[0].scorecard.rubric,
        seed=run.seed,
        started_at=run.started_at,
        finished_at=run.finished_at or run.started_at,
        calls=tuple(
            _call(call, [form.listed(*file) for file in files]) for call, files in of_calls
        ),
        result=ResultSealed.of(result),
    )
    written, text = form.as_json(manifest), result_text(manifest).encode()
    return Sealed(
        manifest,
        (
            (form.RESULT, text),
            (form.MANIFEST, written),
            (form.SEAL, form.seal_of(written, text).encode()),
            *(file for _, files in of_calls for file in files),
        ),
    )


def write_sealed(files: Iterable[tuple[str, bytes]], path: Path) -> None:
    """Write a sealed exam, which is there once it is whole. Only its owner can read it.

    Nothing is packed: sound hardly gets smaller, and packed bytes would depend on who packs.

    Raises:
        PortError: it cannot be written, or there is a file of that name.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        if path.exists():
            raise PortError(f"{path} is there already; nothing was written over it.")
        with os.fdopen(os.open(beside, flags, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as zipped:
                for name, content in files:
                    zipped.writestr(_entry(name), content)
            file.flush()
            os.fsync(file.fileno())
        beside.rename(path)
    except OSError as error:
        raise PortError(
            f"The sealed exam cannot be written to {path} ({error.strerror or error}). The exam is "
            "kept; name another place with `rolecall exam --resume --output FILE`."
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink()


def file_name(rep: str, exam_id: str, finished_at: str) -> str:
    """How the sealed file is called: `dana-kim-certification-2026-11-29.rolecall-exam`."""
    plain = unicodedata.normalize("NFKD", rep).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
    return f"{name or 'rep'}-{exam_id}-{finished_at[:10]}{form.ENDING}"


def free_path(folder: Path, name: str) -> Path:
    """The file of that name in a folder, with a number where there is one already."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{name.removesuffix(form.ENDING)}-{number}{form.ENDING}"
    return path


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIXED_TIME)
    entry.create_system = 3  # Unix, on every system: the bytes shall be the same
    entry.external_attr = PRIVATE
    return entry


def _files_of(call: CallToSeal) -> Iterator[tuple[str, bytes]]:
    attempt = call.attempt
    folder = form.folder_of(call.place + 1, attempt.scenario_id)
    rating = attempt.self_rating
    yield folder + form.JOURNAL, attempt.journal.encode()
    transcripts = TypeAdapter(dict[str, Transcript]).dump_python(attempt.transcripts, mode="json")
    yield folder + form.TRANSCRIPTS, form.as_json(transcripts)
    answers = Answers(self_rating=rating, corrections=dict(attempt.corrections))
    yield folder + form.ANSWERS, form.as_json(answers)
    yield folder + form.SCORECARD, form.as_json(call.scorecard)
    if call.as_corrected is not None:
        yield folder + form.AS_CORRECTED, form.as_json(call.as_corrected)
    for take in call.takes:
        if take.erased_at is None:
            yield folder + take.file, _recording(attempt, take)


def is_whole(folder: Path, take: TakeKept) -> bool:
    """Whether a recording is there as it was made, or is known to be erased."""
    if take.erased_at is not None:
        return True
    try:
        content = (folder / take.file).read_bytes()
    except OSError:
        return False
    return form.listed(take.file, content).sha256 == take.sha256


def _recording(attempt: Attempt, take: TakeKept) -> bytes:
    path = attempt.folder / take.file
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PortError(
            f"The recording {path} cannot be read ({error.strerror or error}), so the exam cannot "
            "be sealed with it."
        ) from error
    if form.listed(take.file, content).sha256 != take.sha256:
        raise PortError(f"The recording {path} was changed since the call; it cannot be sealed.")
    return content


def _call(call: CallToSeal, files: list[FileListed]) -> CallSealed:
    attempt, card, corrected = call.attempt, call.scorecard, call.as_corrected
    return CallSealed(
        place=call.place + 1,
        attempt=attempt.id,
        scenario=ScenarioSealed(
            id=attempt.scenario_id, version=attempt.scenario_version, sha256=card.scenario.sha256
        ),
        variant=attempt.variant + 1,
        started_at=attempt.started_at,
        typed=is_typed(attempt.transcripts.values()),
        cut_off=call.was_cut_off,
        passed=card.passed,
        where=card.score.where,
        overall=card.score.overall,
        as_corrected=None
        if corrected is None
        else CorrectedSealed(passed=corrected.passed, overall=corrected.score.overall),
        erased=tuple(
            RecordingErased(take=take.take, sha256=take.sha256, erased_at=take.erased_at)
            for take in call.takes
            if take.erased_at is not None
        ),
        files=tuple(files),
    )


def is_typed(transcripts: Iterable[Transcript]) -> bool:
    """Whether any answer of a call was typed."""
    return any(words.source == "typed" for words in transcripts)
