"""The words of a message in which one part was said anew: where to cut, and when each is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.grading.transcript import Moment, Transcript, spoken
from simulator.ports import Caption
from simulator.practice.parts import Part

if TYPE_CHECKING:
    from simulator.sound.splicing import Gap, Spliced

_Timed = tuple[str, float, float, float, bool]
"""As `spoken` takes them: word, start, end, probability, whether it is a filler."""


def gaps_around(part: Part, words: Transcript, seconds: float) -> tuple[Gap, Gap]:
    """Where to cut: between the words around a part; a take of `seconds` begins and ends there.

    A recogniser lets the first word begin with the take, and the last one end early: at both ends
    the speech that was found says more than the words.
    """
    from simulator.sound.splicing import Gap

    every = words.words
    ends = [w.end for w in every[: part.first] if w.end is not None]
    starts = [w.start for w in every[part.last :] if w.start is not None]
    own = [w for w in every[part.first : part.last] if w.start is not None and w.end is not None]
    speech = words.speech or (Moment(0.0, seconds),)
    before, after = (ends[-1] if ends else 0.0), (starts[0] if starts else seconds)
    if part.is_added:
        return Gap(max(before, min(speech[-1].end, seconds)), seconds), Gap(seconds, seconds)
    begun, done = (own[0].start or 0.0, own[-1].end or after) if own else (before, after)
    if not ends:
        begun = max(begun, speech[0].start)
    if not starts:
        done = max(done, speech[-1].end)
    return Gap(before, max(before, begun)), Gap(min(done, after), after)


def with_new_words(old: Transcript, part: Part, said: Transcript, spliced: Spliced) -> Transcript:
    """The words of the spliced message, each at its time in it."""

    def moved(words: Transcript, first: int, last: int, later_seconds: float) -> list[_Timed]:
        made: list[_Timed] = []
        at = 0.0
        for word in words.words[first:last]:
            start = at if word.start is None else word.start + later_seconds
            at = end = max(start, start if word.end is None else word.end + later_seconds)
            made.append((word.text, start, end, word.probability, word.is_filler))
        return made

    timed = (
        *moved(old, 0, part.first, 0.0),
        *moved(said, 0, len(said.words), spliced.take_later_seconds),
        *moved(old, part.last, len(old.words), spliced.later_seconds),
    )
    seconds = max((old.seconds or 0.0) + spliced.later_seconds, timed[-1][2])
    return spoken(timed, seconds, old.speech)


def captions_of(words: Transcript, first: int, last: int, later_seconds: float) -> list[Caption]:
    """A caption for each of the words [first, last), so much later than they were said."""
    made: list[Caption] = []
    at = 0.0
    for word in words.words[first:last]:
        at = max(at, (word.start or 0.0) + later_seconds)
        made.append(Caption(word.text, at, max(at, (word.end or 0.0) + later_seconds)))
    return made
