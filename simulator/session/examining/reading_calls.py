"""The parts of one sealed call, each read by itself: what cannot be read is told, and left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from simulator.call.events import Event, Heard, Recorded
from simulator.grading.score import Scorecard
from simulator.grading.transcript import Transcript
from simulator.practice.occasion import Occasion
from simulator.scenario.pack_paths import shown
from simulator.session.examining import sealed as form
from simulator.session.examining.findings import Finding, difference, not_compared
from simulator.session.examining.sealed import Answers, CallSealed, Manifest
from simulator.session.examining.sealed_reading import SealedFile
from simulator.session.examining.sealing import is_typed
from simulator.session.export_lines import LineRefused
from simulator.session.export_reading import read_line
from simulator.session.journal import JournalError, JournalHeader, read_journal

T = TypeVar("T")
CLOSE_SECONDS: Final = 0.5
"""By so much a recording may be longer or shorter than what its journal says."""


@dataclass(slots=True)
class CallRead:
    """What could be read of a call. `faults` say what could not, or does not fit together."""

    header: JournalHeader | None = None
    events: tuple[Event, ...] = ()
    transcripts: dict[str, Transcript] | None = None
    answers: Answers | None = None
    scorecard: Scorecard | None = None
    as_corrected: Scorecard | None = None
    faults: list[Finding] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long the call took."""
        return max((event.at_seconds for event in self.events), default=0.0)


def read_call(file: SealedFile, call: CallSealed) -> CallRead:
    """Read all parts of a call.

    Raises:
        NoSealedExam: the zip itself is damaged there.
    """
    read = CallRead()
    part = _Parts(file, call, read.faults)
    journal = part.text(form.JOURNAL)
    if journal is not None:
        try:
            read.header, read.events = read_journal(journal)
        except JournalError as error:
            read.faults.append(difference(part.name(form.JOURNAL), str(error), call.place))
    adapter = TypeAdapter(dict[str, Transcript])
    read.transcripts = part.value(form.TRANSCRIPTS, adapter.validate_json)
    read.answers = part.value(form.ANSWERS, Answers.model_validate_json)
    read.scorecard = part.value(form.SCORECARD, Scorecard.model_validate_json)
    if part.name(form.AS_CORRECTED) in file.names:
        read.as_corrected = part.value(form.AS_CORRECTED, Scorecard.model_validate_json)
    if read.header is not None:
        read.faults += _header_faults(file.manifest, call, read.header)
    read.faults += _summary_faults(call, read)
    read.faults += _take_faults(file, call, read)
    return read


class _Parts:
    """The files of one call."""

    def __init__(self, file: SealedFile, call: CallSealed, faults: list[Finding]) -> None:
        self._file, self._call, self._faults = file, call, faults

    def name(self, of: str) -> str:
        """What a file of the call is called in the zip."""
        return self._call.folder + of

    def text(self, of: str) -> str | None:
        """A file as text; None where it is not there (which is told elsewhere) or no text."""
        name = self.name(of)
        if name not in self._file.names:
            return None
        try:
            return self._file.read(name).decode("utf-8")
        except UnicodeDecodeError:
            self._faults.append(difference(name, "It is not UTF-8 text.", self._call.place))
            return None

    def value(self, of: str, read: Callable[[str], T]) -> T | None:
        """A file as a value."""
        text = self.text(of)
        if text is None:
            return None
        try:
            read_line(text)  # its numbers and texts are harmless
            return read(text)
        except LineRefused as error:
            why = str(error)
        except ValidationError as error:
            first: Any = error.errors(include_url=False)[0]
            where = shown(".".join(map(str, first["loc"])))
            why = f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}"
        self._faults.append(
            difference(self.name(of), f"It cannot be read: {why}.", self._call.place)
        )
        return None


def _header_faults(
    manifest: Manifest, call: CallSealed, header: JournalHeader
) -> Iterator[Finding]:
    occasion = Occasion("exam", manifest.run, call.place - 1, seed=manifest.seed)
    pairs = (
        ("the call", header.attempt, call.attempt),
        ("the scenario", header.scenario, call.scenario.id),
        ("the scenario's hash", header.scenario_sha256, call.scenario.sha256),
        ("the scenario's version", header.version, call.scenario.version),
        ("the variant", header.variant + 1, call.variant),
        ("the start", header.started_at, call.started_at),
    )
    name = call.folder + form.JOURNAL
    for what, theirs, listed in pairs:
        if theirs != listed:
            yield difference(
                name,
                f"By its first line {what} is {shown(str(theirs))}; the manifest says "
                f"{shown(str(listed))}.",
                call.place,
            )
    if header.occasion.with_hints:
        yield difference(name, "Hints were taken, which an exam does not allow.", call.place)
    elif header.occasion != occasion:
        yield difference(
            name, "By its first line the call was made on another occasion than this.", call.place
        )


def _summary_faults(call: CallSealed, read: CallRead) -> Iterator[Finding]:
    card = read.scorecard
    if card is not None:
        pairs = (
            ("passed", card.passed, call.passed),
            ("WHERE", card.score.where, call.where),
            ("the score", card.score.overall, call.overall),
            ("the call", card.attempt, call.attempt),
            ("the scenario", card.scenario.id, call.scenario.id),
        )
        for what, theirs, listed in pairs:
            if theirs != listed:
                yield difference(
                    form.MANIFEST,
                    f"It says of {what}: {shown(str(listed))}; the scorecard says "
                    f"{shown(str(theirs))}.",
                    call.place,
                )
    if read.transcripts is not None and is_typed(read.transcripts.values()) != call.typed:
        yield difference(
            form.MANIFEST,
            "Whether answers were typed is not what the transcripts say.",
            call.place,
        )


def _take_faults(file: SealedFile, call: CallSealed, read: CallRead) -> Iterator[Finding]:
    """Every take of the journal has its recording, or was typed, or is said to be erased."""
    erased = {one.take for one in call.erased}
    for event in read.events:
        if not isinstance(event, Recorded | Heard):
            continue
        words = (read.transcripts or {}).get(event.take or "")
        name = f"{call.folder}{event.take}.wav"
        if not _was_spoken(event, words):
            continue
        if event.take in erased:
            yield not_compared(
                name,
                "It was erased before the exam was sealed, so what was said cannot be heard.",
                call.place,
            )
        elif name not in file.names:
            yield difference(name, "The recording of what was said is missing.", call.place)
        else:
            yield from _sound_faults(file.read(name), name, call, event, words)


def _was_spoken(event: Recorded | Heard, words: Transcript | None) -> bool:
    """Whether something must have left a sound: it was said, and not typed."""
    if words is not None:
        return words.source == "spoken"
    return isinstance(event, Recorded) and event.speech_seconds > 0


def _sound_faults(
    content: bytes, name: str, call: CallSealed, event: Recorded | Heard, words: Transcript | None
) -> Iterator[Finding]:
    """A recording can be heard, and is as long as the journal and the transcript say."""
    from simulator.sound.wav import BadWav, decode

    try:
        samples, rate = decode(content)
    except BadWav as error:
        yield difference(
            name, f"It is no recording that can be heard: the file {error}.", call.place
        )
        return
    lengths = [event.seconds] if isinstance(event, Recorded) else []
    lengths += [words.seconds] if words is not None and words.seconds is not None else []
    for seconds in lengths:
        if abs(len(samples) / rate - seconds) > CLOSE_SECONDS:
            yield difference(
                name,
                f"It is {len(samples) / rate:.1f} seconds long, and the call says {seconds:.1f}.",
                call.place,
            )
            return
