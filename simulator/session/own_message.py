"""The message that a rep left, to be heard once more as the prospect would: over a desk phone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from simulator.grading.decisions import messages
from simulator.grading.language.sentences import sentences
from simulator.grading.rubric import Rubric
from simulator.grading.transcript import Transcript
from simulator.ports import Attempt, Caption, Sound
from simulator.session.grading_again import events_of
from simulator.session.silence import spoken_seconds

LINE_FILE = "over-the-line.wav"
"""Beside the takes, so that it is erased with them."""


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """One message: its take, its words, and whether it was typed."""

    take: str
    transcript: Transcript
    folder: Path

    @property
    def path(self) -> Path:
        """The recording as it was made."""
        return self.folder / f"{self.take}.wav"

    @property
    def is_typed(self) -> bool:
        """Whether there is nothing to hear."""
        return self.transcript.source == "typed"


def message_left(attempt: Attempt, rubric: Rubric) -> OwnMessage | None:
    """The message by which a call is graded, spoken or typed; None where none was left.

    Raises:
        PortError: what is kept of the call cannot be read.
    """
    left = messages(events_of(attempt), attempt.transcripts, rubric.reading)
    words = attempt.transcripts.get(left[-1].take) if left else None
    return None if words is None else OwnMessage(left[-1].take, words, attempt.folder)


def message_to_rate(attempt: Attempt) -> OwnMessage:
    """A message of which not one word is known, to be rated all the same."""
    takes = sorted(path.stem for path in attempt.folder.glob("*.wav"))
    nothing = Transcript("", (), 0.0, (), "spoken")
    return OwnMessage(takes[-1] if takes else "", nothing, attempt.folder)


def to_hear(message: OwnMessage) -> Sound:
    """The message over the line, a caption a word. Blocks; writes one file beside the take.

    Without a recording (it was typed, or is gone) there are the captions alone.
    """
    if message.is_typed:
        return _silent(message.transcript)
    seconds = message.transcript.seconds or 0.0
    captions = _word_by_word(message.transcript, seconds)
    path = _over_the_line(message.path)
    last = captions[-1].end_seconds if captions else 0.0
    return Sound(path, max(seconds, last), captions)


def sentence_starts_seconds(message: OwnMessage, sound: Sound) -> tuple[float, ...]:
    """When each sentence begins, in the order of the sound; never empty."""
    words = message.transcript.words
    starts: list[float] = []
    for sentence in sentences(message.transcript.text):
        first = next((i for i, w in enumerate(words) if w.span.start >= sentence.start), None)
        if first is not None and first < len(sound.captions):
            starts.append(sound.captions[first].start_seconds)
    return tuple(dict.fromkeys([0.0, *starts[1:]]))


def _word_by_word(transcript: Transcript, seconds: float) -> tuple[Caption, ...]:
    """A caption for each word; one without times has those of the word before."""
    captions: list[Caption] = []
    at = 0.0
    for word in transcript.words:
        start = at if word.start is None else max(at, word.start)
        end = start if word.end is None else max(start, word.end)
        captions.append(Caption(word.text, start, min(end, max(seconds, start))))
        at = start
    return tuple(captions)


def _silent(transcript: Transcript) -> Sound:
    """Words that were typed, at the pace of speech."""
    captions: list[Caption] = []
    at = 0.0
    whole_seconds = spoken_seconds(transcript.text)
    letters = max(1, sum(len(word.text) + 1 for word in transcript.words))
    for word in transcript.words:
        end = at + whole_seconds * (len(word.text) + 1) / letters
        captions.append(Caption(word.text, at, end))
        at = end
    return Sound(None, at, tuple(captions))


def _over_the_line(take: Path) -> Path | None:
    """The take as it sounds at the other end; None where it cannot be read or written."""
    from simulator.session.private_files import write_private
    from simulator.sound import line, wav

    try:
        samples, rate = wav.decode(take.read_bytes())
        heard = line.over_the_line(samples, line.line_effect("desk", wide=False))
        into = take.with_name(LINE_FILE)
        write_private(into, wav.encode(heard, rate))
    except (OSError, wav.BadWav):
        return None
    return into
