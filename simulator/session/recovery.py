"""What a crash left behind, brought to an end that can be graded.

The journal is replayed to find out where the call stood. A recording that was under way is closed
with what lies on disk, as if the microphone had failed then: nobody knows what the rep would have
done next. A call that stood elsewhere is hung up. Nothing is erased here, and a recording is only
ever given the length that it has.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from simulator.call import Call, Phase, ProtocolError
from simulator.call.effects import Record
from simulator.call.events import EndedBy, Event, Heard, HungUp, KeyPressed, Recorded
from simulator.ports import PortError
from simulator.scenario.model import Scenario
from simulator.session.attempt_folders import TAKE_PATTERN
from simulator.session.journal import (
    JOURNAL_NAME,
    JournalDamaged,
    JournalError,
    JournalHeader,
    read_journal,
)
from simulator.session.takes import typed_take, typed_takes


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A call that never finished, as it was found.

    `takes` are the recordings by take id, all of them valid WAVs now; `typed` are the typed ones.
    `notices` are sentences about what could not be read.
    """

    folder: Path
    header: JournalHeader
    events: tuple[Event, ...]
    takes: dict[str, Path]
    notices: tuple[str, ...] = ()
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def is_decided(self) -> bool:
        """Whether the rep had done anything that could be graded."""
        done = (KeyPressed, Heard, Recorded, HungUp)
        return bool(self.takes or self.typed) or any(isinstance(e, done) for e in self.events)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A call that never finished, in words. `left` is None where nothing can be graded of it."""

    folder: Path
    sentence: str
    left: LeftBehind | None


@dataclass(frozen=True, slots=True)
class TakeMeasured:
    """A recording's length in seconds, and a rough idea of the speech in it, by level alone."""

    seconds: float
    speech_seconds: float
    first_speech_seconds: float | None


def read_left_behind(folder: Path) -> LeftBehind:
    """What lies in the folder of a call that never finished. Repairs WAV headers.

    Raises:
        PortError: There is no journal that could be read; the recordings stay where they are.
    """
    notices: list[str] = []
    try:
        text = (folder / JOURNAL_NAME).read_bytes().decode("utf-8", errors="replace")
        header, events = read_journal(text)
    except JournalDamaged as damage:
        header, events = damage.header, damage.events
        notices.append(str(damage))
    except (OSError, JournalError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise PortError(
            f"The call in {folder} cannot be taken up again: {why} Its recordings stay there; "
            "grade one with “rolecall grade FILE --scenario ID”."
        ) from error
    takes: dict[str, Path] = {}
    for path in sorted(folder.glob(TAKE_PATTERN)):
        if sentence := repair_take(path):
            notices.append(sentence)
        else:
            takes[path.stem] = path
    return LeftBehind(folder, header, events, takes, tuple(notices), typed_takes(folder))


def described(folder: Path) -> Unfinished:
    """What lies in the folder of a call that never finished, as a sentence for the rep."""
    try:
        left = read_left_behind(folder)
    except PortError as error:
        return Unfinished(folder, str(error), None)
    day = left.header.started_at[:16].replace("T", " at ")
    if not left.is_decided:
        sentence = (
            f"A call to “{left.header.scenario}” on {day} was cut off before you did anything."
        )
        return Unfinished(folder, sentence, None)
    takes = len(left.takes) + len(left.typed)
    recordings = f"{takes} recording{'s' if takes != 1 else ''}"
    sentence = f"A call to “{left.header.scenario}” on {day} was cut off ({recordings} kept)."
    return Unfinished(folder, sentence, left)


def bring_to_end(found: LeftBehind, scenario: Scenario) -> LeftBehind:
    """The same call with the events that are missing at its end.

    If the scenario has changed so much that the events no longer fit it, they are left as they are.
    """
    call = Call(scenario)
    take = ""
    events = found.events
    at_seconds = began_seconds = events[-1].at_seconds if events else 0.0
    try:
        for event in events:
            for effect in call.send(event):
                if isinstance(effect, Record):
                    take, began_seconds = effect.take, event.at_seconds
    except (ProtocolError, KeyError):
        notice = f"The scenario {scenario.id} has changed since; the call may not fit it any more."
        return _with_events(found, events, notice)
    if call.phase in {Phase.RECORDING, Phase.CLOSING}:
        ended_by: EndedBy = "rep" if call.phase is Phase.CLOSING else "device_lost"
        text = found.typed.get(take)
        measured = measure(found.takes.get(take)) if text is None else _measure_typed(text)
        at_seconds = max(at_seconds, began_seconds + measured.seconds)
        recorded = _recorded(call.state.line, take, at_seconds, measured, ended_by)
        call.send(recorded)
        events = (*events, recorded)
    if call.phase is not Phase.ENDED:
        events = (*events, HungUp(at_seconds=at_seconds))
    return _with_events(found, events)


def measure(path: Path | None) -> TakeMeasured:
    """Length and level of a take; all zero where there is none."""
    if path is None:
        return TakeMeasured(0.0, 0.0, None)
    import numpy as np

    from simulator.sound.level import estimate_speech, frame_levels_dbfs
    from simulator.sound.tones import SAMPLE_RATE_HZ
    from simulator.sound.wav import HEADER_BYTES

    pcm = np.frombuffer(path.read_bytes()[HEADER_BYTES:], "<i2")
    speech = estimate_speech(frame_levels_dbfs(pcm))
    return TakeMeasured(
        seconds=len(pcm) / SAMPLE_RATE_HZ,
        speech_seconds=speech.speech_seconds,
        first_speech_seconds=speech.first_speech_seconds,
    )


def _measure_typed(text: str) -> TakeMeasured:
    take = typed_take(text)
    return TakeMeasured(take.seconds, take.speech_seconds, take.first_speech_seconds)


def repair_take(path: Path) -> str | None:
    """Give a take's header the length that its file has; a sentence where it is no take of ours.

    While a take is recorded, its header is brought up to date now and then: after a crash the sound
    is ahead of it, and half a sample may stand at the end.
    """
    from simulator.sound.wav import BYTES_PER_SAMPLE, HEADER_BYTES, header

    try:
        with path.open("r+b") as file:
            whole_samples = (file.seek(0, 2) - HEADER_BYTES) // BYTES_PER_SAMPLE
            right = header(max(0, whole_samples) * BYTES_PER_SAMPLE)
            file.seek(0)
            found = file.read(HEADER_BYTES)
            if _without_lengths(found) != _without_lengths(right):
                return f"{path} is not a recording that can be read; it is left as it is."
            if found != right:
                file.truncate(HEADER_BYTES + whole_samples * BYTES_PER_SAMPLE)
                file.seek(0)
                file.write(right)
    except OSError as error:
        return f"{path} cannot be read ({error.strerror or error}); it is left as it is."
    return None


def _without_lengths(header: bytes) -> bytes:
    """A WAV header but for its two lengths, at 4 and at 40 bytes."""
    return header[:4] + header[8:40] + header[44:] if len(header) >= _LENGTHS_END else b""


_LENGTHS_END = 44


def _recorded(
    line: str, take: str, at_seconds: float, measured: TakeMeasured, ended_by: EndedBy
) -> Recorded:
    return Recorded(
        at_seconds=at_seconds,
        line=line,
        take=take,
        seconds=measured.seconds,
        speech_seconds=measured.speech_seconds,
        first_speech_seconds=measured.first_speech_seconds,
        ended_by=ended_by,
    )


def _with_events(found: LeftBehind, events: tuple[Event, ...], *notices: str) -> LeftBehind:
    return replace(found, events=events, notices=(*found.notices, *notices))
