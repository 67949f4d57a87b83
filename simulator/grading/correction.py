"""A message as the rep says it was: what was misheard is put right, what was heard keeps its time.

Words are compared by their letters and digits alone, so that a comma or a capital changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from simulator.grading.language.fillers import HESITATIONS
from simulator.grading.timing import speech_bounds
from simulator.grading.transcript import Moment, Span, Transcript, Word, writable
from simulator.scenario.control import CONTROL

LONG_WORDS = 500
"""Three minutes of talk: no message is longer."""


class NoWordsLeft(ValueError):
    """A correction without a single word. The message is a sentence for the rep."""


def corrected(heard: Transcript, text: str) -> Transcript:
    """The message with the words of `text`; source, length and speech stay as they were heard.

    Words that stay keep their times, probability and filler mark. New ones stand where the words
    that they replace stood, or in the gap where nothing was heard; the rep is sure of them.

    Raises:
        NoWordsLeft: there is no word in `text`.
    """
    texts = [word for part in writable(text).split() if (word := CONTROL.sub("", part))]
    keys = [_key(word) for word in texts]
    if not any(keys):
        raise NoWordsLeft("There must be words in the message: type what you said.")
    # Autojunk leaves common words out of the comparison; without, long talk takes minutes.
    pairs = SequenceMatcher(
        None, [_key(w.text) for w in heard.words], keys, autojunk=len(keys) > LONG_WORDS
    )
    words: list[Word] = []
    for kind, first, last, first_new, last_new in pairs.get_opcodes():
        new = texts[first_new:last_new]
        if kind == "equal":
            stayed = zip(heard.words[first:last], new, strict=True)
            words += [replace(word, text=written) for word, written in stayed]
        else:
            words += _said_in(_gap(heard, first, last), new)
    return replace(heard, text=" ".join(texts), words=_in_their_places(words))


def _key(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _gap(heard: Transcript, first: int, last: int) -> Moment | None:
    """When the words from `first` up to `last` were heard; without any, the time between two."""
    words = heard.words
    whole = speech_bounds(heard)
    if whole is None and heard.seconds is not None:
        whole = Moment(0.0, heard.seconds)
    if whole is None:
        return None
    if first < last:
        start, end = words[first].start, words[last - 1].end
    else:
        start = words[first - 1].end if first else whole.start
        end = words[last].start if last < len(words) else whole.end
    if start is None or end is None:
        return None
    # Words may overlap by a little, and the first may begin before the speech that was found.
    return Moment(min(start, end), end) if first == 0 else Moment(start, max(start, end))


def _said_in(gap: Moment | None, texts: list[str]) -> list[Word]:
    """New words that share a stretch of time by their letters; without one they have no times."""
    shares = [max(1, len(_key(text))) for text in texts]
    parts = [done / sum(shares) for done in accumulate(shares, initial=0)] if texts else []
    return [
        Word(text, Span(0, 0), *_times(gap, *part), 1.0, _key(text) in HESITATIONS)
        for text, part in zip(texts, pairwise(parts), strict=True)
    ]


def _times(gap: Moment | None, begun: float, done: float) -> tuple[float | None, float | None]:
    if gap is None:
        return None, None
    length = gap.end - gap.start
    return gap.start + length * begun, min(gap.end, gap.start + length * done)


def _in_their_places(words: list[Word]) -> tuple[Word, ...]:
    """The words with their spans in the new text."""
    ends = accumulate((len(word.text) + 1 for word in words), initial=0)
    return tuple(
        replace(word, span=Span(start, start + len(word.text)))
        for word, start in zip(words, ends, strict=False)
    )
