"""Calls as lines of text that a person can read; `export_reading` makes calls of them again.

The form is described in `docs/export.md`. The first line says what the file is, the last one how
much there is in it, so that a file that was cut short is noticed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import StringConstraints, TypeAdapter, ValidationError

from simulator.grading.score import Scorecard
from simulator.grading.transcript import Transcript
from simulator.ports import Attempt, TakeKept
from simulator.ports.moments import in_universal_time
from simulator.practice.dates import instant
from simulator.practice.evidence import MOST
from simulator.practice.inbox import Hearing
from simulator.practice.number_written import NumberWritten
from simulator.practice.occasion import BY_ITSELF, Occasion
from simulator.practice.self_rating import SelfRating
from simulator.scenario.model import Value
from simulator.session.journal import JournalError, read_journal

FORMAT: Final = 1
MOST_RECORDING_BYTES: Final = 60_000_000
"""Half an hour of sound; a mailbox takes three minutes."""
LONGEST_CALL_SECONDS: Final = 86_400.0
NO_MOMENT: Final = "is no date and time with a time zone"
AttemptId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")]
_Line = TypeVar("_Line", bound=Value)
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class LineRefused(ValueError):
    """A line is not what was written. The message is half a sentence: what is wrong where."""


class ScenarioPlayed(Value):
    """Which scenario a call was made to; its type and hash stand in the scorecard."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    version: int


class RecordingListed(Value):
    """One recording. `erased_at` is when it was erased while the result stayed, or null."""

    take: AttemptId
    file: str
    size_bytes: int
    sha256: Hash
    erased_at: str | None


class NumberListed(Value):
    """What was written down when the number of the call was heard for the first time."""

    written_at: str
    digits: Annotated[str, StringConstraints(max_length=80)]
    number: Annotated[str, StringConstraints(max_length=40)]


class CallLine(Value):
    """One call. `journal` is its events, the first entry says which call it was."""

    line: Literal["call"]
    id: AttemptId
    started_at: Annotated[str, StringConstraints(max_length=40)]
    scenario: ScenarioPlayed
    variant: int
    occasion: Occasion = BY_ITSELF
    scorecard: Scorecard
    transcripts: dict[AttemptId, Transcript]
    corrections: dict[AttemptId, str]
    self_rating: SelfRating | None
    number_written: NumberListed | None
    recordings: tuple[RecordingListed, ...]
    journal: tuple[dict[str, Any], ...]


class HearingLine(Value):
    """One message of an inbox as it was heard; `attempt` is null where it was not the rep's own."""

    line: Literal["hearing"]
    inbox: AttemptId
    place: int
    seed: int
    started_at: Annotated[str, StringConstraints(max_length=40)]
    kind: Literal["own", "model", "poor"]
    scenario: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    attempt: AttemptId | None
    decision: Literal["keep", "delete"]
    at_seconds: float


def first_line(made_at: str, made_with: str, *, recordings: bool) -> str:
    """The line that says what the file is. `made_at` is ISO 8601 with the zone."""
    return _json({
        "rolecall_export": FORMAT,
        "made_at": made_at,
        "made_with": f"Rolecall {made_with}",
        "recordings": recordings,
    })  # fmt: skip


def last_line(calls: int, hearings: int, runs: int, shown: int) -> str:
    """The line that says how much there was."""
    how_many = {"calls": calls, "hearings": hearings, "runs": runs, "shown": shown}
    return _json({"line": "end", **how_many})


def call_line(attempt: Attempt, takes: Sequence[TakeKept], number: NumberWritten | None) -> str:
    """A call as a line, without its newline.

    Raises:
        LineRefused: its journal is damaged, so that it could not be read again.
    """
    try:
        journal = [json.loads(line) for line in attempt.journal.split("\n") if line]
        read_journal(attempt.journal)
    except (ValueError, JournalError) as error:
        raise LineRefused(f"its journal cannot be read ({error})") from error
    shape = {
        "line": "call",
        "id": attempt.id,
        "started_at": attempt.started_at,
        "scenario": {"id": attempt.scenario_id, "version": attempt.scenario_version},
        "variant": attempt.variant,
        "occasion": asdict(attempt.occasion),
        "scorecard": attempt.scorecard.model_dump(mode="json"),
        "transcripts": TypeAdapter(dict[str, Transcript]).dump_python(
            attempt.transcripts, mode="json"
        ),
        "corrections": attempt.corrections,
        "self_rating": None if attempt.self_rating is None else asdict(attempt.self_rating),
        "number_written": None if number is None else _number(number),
        "recordings": [asdict(take) for take in takes],
        "journal": journal,
    }
    return _json(shape)


def hearing_line(hearing: Hearing) -> str:
    """A message of an inbox as a line, without its newline."""
    message = hearing.message
    return _json({
        "line": "hearing",
        "inbox": hearing.inbox_id,
        "place": hearing.place,
        "seed": hearing.seed,
        "started_at": hearing.started_at,
        "kind": message.kind,
        "scenario": message.scenario_id,
        "attempt": message.attempt_id,
        "decision": hearing.decision,
        "at_seconds": hearing.at_seconds,
    })  # fmt: skip


def faults(line: CallLine, journal: str) -> Iterator[str]:
    """What in a call does not fit together, each in half a sentence; `journal` is its own."""
    card, number = line.scorecard, line.number_written
    if not is_moment(line.started_at):
        yield f"started_at {NO_MOMENT}"
    if not 0 <= line.variant <= MOST:
        yield f"variant lies outside 0 to {MOST:,}"
    if not 0 <= line.scenario.version <= MOST:
        yield f"scenario.version lies outside 0 to {MOST:,}"
    if (card.attempt, card.scenario.id) != (line.id, line.scenario.id):
        yield f"its scorecard is that of the call {card.attempt} to {card.scenario.id}"
    if number is not None and not is_moment(number.written_at):
        yield f"number_written.written_at {NO_MOMENT}"
    yield from _journal_faults(line, journal)
    yield from _recording_faults(line.recordings)


def _journal_faults(line: CallLine, journal: str) -> Iterator[str]:
    try:
        header, events = read_journal(journal)
    except JournalError as error:
        yield f"journal: {error}"
    else:
        if (header.attempt, header.scenario) != (line.id, line.scenario.id):
            yield f"its journal is that of the call {header.attempt} to {header.scenario}"
        if max((event.at_seconds for event in events), default=0.0) > LONGEST_CALL_SECONDS:
            yield "its journal has a moment more than a day after the call began"


def _recording_faults(recordings: Sequence[RecordingListed]) -> Iterator[str]:
    if len({one.take for one in recordings}) < len(recordings):
        yield "recordings: a take is named twice"
    for one in recordings:
        if one.file != f"{one.take}.wav":
            yield f"recordings: the file of {one.take} must be called {one.take}.wav"
        if not 0 <= one.size_bytes <= MOST_RECORDING_BYTES:
            yield f"recordings: {one.take} is larger than any recording"
        if one.erased_at is not None and not is_moment(one.erased_at):
            yield f"recordings.erased_at {NO_MOMENT}"


def validated(kind: type[_Line], text: str) -> _Line:
    """A line as a value of its kind.

    Raises:
        LineRefused: it is none.
    """
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "it"
        message = re.sub(r"^Value error, ", "", first["msg"])
        raise LineRefused(f"{where}: {message[:1].lower()}{message[1:]}") from error


def is_moment(text: str) -> bool:
    """Whether a text is a date and time with a time zone."""
    try:
        in_universal_time(text)
        instant(text)
    except (ValueError, OverflowError):
        return False
    return True


def _number(number: NumberWritten) -> dict[str, str]:
    return {k: v for k, v in asdict(number).items() if k != "attempt_id"}


def _json(shape: object) -> str:
    return json.dumps(shape, ensure_ascii=False, allow_nan=False)
