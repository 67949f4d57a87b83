"""Again, better: one part of a message said anew, spliced in, heard, and graded beside the old one.

It is practice. What is kept of the call, its recordings and its result, is never changed: the new
take and the spliced message lie in a folder of their own beside them, the latest try only, and are
erased with the call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event as Signal
from typing import TYPE_CHECKING

from simulator.grading.correction import corrected
from simulator.grading.grade import Recording, grade_recording
from simulator.grading.registry import installed
from simulator.grading.score import Scorecard
from simulator.grading.transcript import Transcript
from simulator.ports import Attempt, Caption, PortError, RecordingLimits, ScenarioFile, Sound
from simulator.practice.parts import Part, number_part, opening_part, sentence_parts
from simulator.session.meaning import Meaning
from simulator.session.own_message import (
    OwnMessage,
    message_left,
    sentence_starts_seconds,
    to_hear,
)
from simulator.session.private_files import write_private
from simulator.session.redone_words import captions_of, gaps_around, with_new_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.session.desk import Desk
    from simulator.sound.splicing import Spliced

REDO_FOLDER = "redo"
"""Below the call's: what lies beside the takes would be taken for one if the call were cut off."""
NEW_FILE, TAKE_FILE, PAIR_FILE, SPLICED = "new.wav", "take.wav", "before-after.wav", "spliced"
LONGEST_SECONDS = 40.0
"""A part is a sentence or three; this is the length of a whole message."""
BETWEEN_SECONDS = 0.6
"""The pause between the old part and the new one, where both are heard."""
BEFORE, NOW = "Before:", "Now:"

NO_MESSAGE = "No message was left in this call, so there is no part of it to redo."
TYPED = "This message was typed, so there is no sound to splice into. Call again and speak it."
NO_WORDS = "Not one word of this message was understood, so its parts are not known. Call again."
GONE = (
    "The recording of this message is gone or cannot be read, so nothing can be spliced into it. "
    "Call again to make a new one."
)
NO_MICROPHONE = "There is no microphone, so nothing can be recorded. Connect one and start again."
NO_RECOGNIZER = "There is no speech recogniser, so what you say cannot be turned into words."
MICROPHONE_LOST = "The microphone was lost while you spoke. Connect it, and record once more."
NOTHING_RECORDED = "Nothing was heard that sounds like speech. Speak up, and record once more."
NOT_UNDERSTOOD = "Not one word could be understood. Record once more, near the microphone."
NOT_KEPT = "What you said could not be kept in {folder} ({why}). Make room, and record once more."


class NothingToRedo(PortError):
    """No part of this message can be redone. Who asked for it is to blame."""


class NothingSaid(PortError):
    """What was said anew cannot be used: there is no speech in it, or no word."""


@dataclass(frozen=True, slots=True)
class Redone:
    """A part that was said anew, in its place.

    `said` are the words of the new take, `words` those of the spliced message, `whole` is that
    message over the line, `pair` the part alone, before and now; None where there was none before.
    """

    part: Part
    said: str
    words: Transcript
    path: Path
    whole: Sound
    starts_seconds: tuple[float, ...]
    pair: Sound | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The message before and now, both graded by themselves, as if there had been no call."""

    part: Part
    before: Scorecard
    now: Scorecard


class Redo:
    """The message of one call, to be redone in parts. Every method blocks."""

    def __init__(self, desk: Desk, attempt: Attempt, file: ScenarioFile) -> None:
        """`file` is the scenario's, by whose people and facts messages are graded.

        Raises:
            NothingToRedo: no part of it can be redone.
            PortError: what is kept of the call cannot be read.
        """
        self._desk = desk
        self._file = replace(file, given=desk.as_it_was_called(attempt, file))
        message = message_left(attempt, desk.rubric)
        if message is None:
            raise NothingToRedo(NO_MESSAGE)
        if message.is_typed:
            raise NothingToRedo(TYPED)
        correction = attempt.corrections.get(message.take)
        heard = message.transcript
        self.words = heard if correction is None else corrected(heard, correction)
        if not self.words.words:
            raise NothingToRedo(NO_WORDS)
        self._take = message.path
        _samples_of(self._take)
        self.folder = attempt.folder / REDO_FOLDER

    def parts(self) -> tuple[Part, Part, tuple[Part, ...]]:
        """The opening, the number, and every sentence."""
        rep, reading = self._file.scenario.rep, self._desk.rubric.reading
        every = sentence_parts(self.words)
        opening = opening_part(self.words, rep, reading) or every[0]
        return opening, number_part(self.words, rep, reading), every

    def place_for_take(self) -> Path:
        """Where the next take is to be written; there is no file yet.

        Raises:
            PortError: the folder cannot be written.
        """
        path = self.folder / NEW_FILE
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            path.unlink(missing_ok=True)
        except OSError as error:
            raise self._not_kept(error) from error
        return path

    def record(self, on_level: Callable[[float], None], stop: Signal) -> None:
        """Record a part until `stop`; `splice` then takes it.

        Raises:
            PortError: there is no microphone, it fails, or it was lost.
        """
        microphone = self._desk.ports.microphone
        if microphone is None:
            raise PortError(NO_MICROPHONE)
        limits = RecordingLimits(LONGEST_SECONDS, LONGEST_SECONDS, LONGEST_SECONDS)
        take = microphone.record(self.place_for_take(), limits, on_level, stop)
        if take.ended_by == "device_lost":
            raise PortError(MICROPHONE_LOST)

    def splice(self, part: Part, stop: Signal) -> Redone:
        """Put the latest take in the place of a part, and keep both, in place of the last try.

        Raises:
            NothingSaid: nothing was recorded, or nothing was understood.
            PortError: it cannot be heard, or cannot be kept.
        """
        from simulator.sound import splicing, wav
        from simulator.sound.tones import SAMPLE_RATE_HZ

        old, new_path = _samples_of(self._take), self.folder / NEW_FILE
        before, after = gaps_around(part, self.words, len(old) / SAMPLE_RATE_HZ)
        try:
            spliced = splicing.splice(old, before, after, _samples_of(new_path))
        except (NothingToRedo, splicing.NothingToSplice) as error:
            raise NothingSaid(NOTHING_RECORDED) from error
        said = self._heard(new_path, stop)
        if not said.words:
            raise NothingSaid(NOT_UNDERSTOOD)
        words = with_new_words(self.words, part, said, spliced)
        path = self.folder / f"{SPLICED}.wav"
        try:
            new_path.replace(self.folder / TAKE_FILE)
            (self.folder / TAKE_FILE).chmod(0o600)
            write_private(path, wav.encode(spliced.samples))
            pair = self._pair(part, words, old, spliced)
        except OSError as error:
            raise self._not_kept(error) from error
        message = OwnMessage(SPLICED, words, self.folder)
        whole = to_hear(message)
        starts = sentence_starts_seconds(message, whole)
        return Redone(part, said.text, words, path, whole, starts, pair)

    def grade(self, redone: Redone, stop: Signal) -> Compared:
        """Grade the spliced message beside the one that was left. Nothing is kept.

        Its sound is listened to as a whole once more. The words outside the part are those that
        were graded (and perhaps corrected) in the call, so that only what was redone can make a
        difference.

        Raises:
            PortError: it cannot be heard.
        """
        heard = self._heard(redone.path, stop)
        now = replace(heard, text=redone.words.text, words=redone.words.words)
        return Compared(
            redone.part, self._graded(self.words, "before"), self._graded(now, "redone")
        )

    def _graded(self, words: Transcript, name: str) -> Scorecard:
        recording = Recording(name, self._file.scenario, self._file.sha256, words)
        return Meaning(self._desk.ports.embedder).graded(
            lambda embed: grade_recording(recording, self._desk.rubric, installed(), embed)
        )

    def _heard(self, path: Path, stop: Signal) -> Transcript:
        recognizer = self._desk.ports.recognizer
        if recognizer is None:
            raise PortError(NO_RECOGNIZER)
        complete = Signal()
        complete.set()
        return recognizer.transcribe(path, complete, stop)

    def _pair(
        self, part: Part, words: Transcript, old: NDArray[np.float32], spliced: Spliced
    ) -> Sound | None:
        """The part alone, before and now, over the line; None where there was none before."""
        if part.is_added:
            return None
        import numpy as np

        from simulator.sound import line, wav
        from simulator.sound.tones import SAMPLE_RATE_HZ, silence

        def cut(samples: NDArray[np.float32], start: float, end: float) -> NDArray[np.float32]:
            return samples[round(start * SAMPLE_RATE_HZ) : round(end * SAMPLE_RATE_HZ)]

        mine = cut(old, spliced.kept_until_seconds, spliced.goes_on_seconds)
        anew = cut(spliced.samples, spliced.from_seconds, spliced.to_seconds)
        both = np.concatenate([mine, silence(BETWEEN_SECONDS), anew])
        path = self.folder / PAIR_FILE
        effect = line.line_effect("desk", wide=False)
        write_private(path, wav.encode(line.over_the_line(both, effect)))
        now_at = len(mine) / SAMPLE_RATE_HZ + BETWEEN_SECONDS
        count = len(words.words) - len(self.words.words) + part.last - part.first
        captions = (
            Caption(BEFORE, 0.0, 0.0),
            *captions_of(self.words, part.first, part.last, -spliced.kept_until_seconds),
            Caption(NOW, now_at, now_at),
            *captions_of(words, part.first, part.first + count, now_at - spliced.from_seconds),
        )
        return Sound(path, len(both) / SAMPLE_RATE_HZ, captions)

    def _not_kept(self, error: OSError) -> PortError:
        return PortError(NOT_KEPT.format(folder=self.folder, why=error.strerror or error))


def _samples_of(path: Path) -> NDArray[np.float32]:
    """A take that can be cut.

    Raises:
        NothingToRedo: it is gone, or is no sound.
    """
    from simulator.sound import wav
    from simulator.sound.tones import SAMPLE_RATE_HZ

    try:
        samples, rate = wav.decode(path.read_bytes())
    except (OSError, wav.BadWav) as error:
        raise NothingToRedo(GONE) from error
    if rate != SAMPLE_RATE_HZ:
        raise NothingToRedo(GONE)
    return samples
