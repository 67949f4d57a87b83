"""Which words of a message are its opening, its number, or one of its sentences.

A part is what a rep redoes by itself: a whole stretch between two pauses, never half of one, so
that what is spliced in place of it begins and ends where people breathe.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from simulator.grading.language.names import find_names, first_name
from simulator.grading.language.phone_number import readings
from simulator.grading.language.sentences import sentences
from simulator.grading.limits import Reading
from simulator.grading.score import Criterion, Fix, Scorecard
from simulator.grading.timing import words_before
from simulator.grading.transcript import Span, Transcript
from simulator.scenario.model import Rep

PartName = Literal["opening", "number", "sentence"]

LONGEST_STRETCH_WORDS: Final = 30
"""A sentence of more words is one that the recogniser did not end: it is parted at its pauses."""
STRETCH_PAUSE_SECONDS: Final = 0.35
"""Between the 0.25 s from which graders count pauses and the half second of a full stop."""
GREETING_WORDS: Final = 3
"""A first sentence of no more words only greets ("Hi Dana."): the next one opens with it."""
FIRST_WORDS: Final = 12
"""An opening without an end, a pause and a name is so long: about five seconds."""
MOST_BETWEEN_READINGS: Final = 6
"""With at most so many words between them ("again, that is"), two readings are one passage."""
MOST_CRITERIA: Final = 3

CRITERIA: Final[dict[PartName, tuple[str, ...]]] = {
    "opening": ("states_name", "states_company", "early_hook", "personal_hook", "cliche_opener"),
    "number": ("states_callback_number", "number_repeated", "number_pace"),
    "sentence": (),
}
"""What each part is about, the nearest first. Of a sentence, what its words are evidence of."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a message: its words, [first, last), by their place among all of them.

    `sentence` and `sentences` count from one. An empty part is none yet: what is said is added at
    the end.
    """

    name: PartName
    first: int
    last: int
    text: str
    span: Span
    sentence: int = 1
    sentences: int = 1

    @property
    def is_added(self) -> bool:
        """Whether there is nothing there yet to be replaced."""
        return self.first == self.last


def sentence_parts(transcript: Transcript) -> tuple[Part, ...]:
    """Every sentence of a message, in order; none where there are no words."""
    found = _stretches(transcript)
    return tuple(
        _part(transcript, "sentence", first, last, number, len(found))
        for number, (first, last) in enumerate(found, 1)
    )


def opening_part(transcript: Transcript, rep: Rep, reading: Reading) -> Part | None:
    """The first sentence; the second too where name or company come there, or the first greets."""
    found = _stretches(transcript)
    if not found:
        return None
    said = _introduced_by(transcript, rep, reading, found[:2])
    said = min(max(said, GREETING_WORDS + 1), found[-1][1])
    last = next(end for _, end in found if end >= said)
    if last - found[0][0] > LONGEST_STRETCH_WORDS and len(found) == 1:
        last = min(last, max(said, FIRST_WORDS))
    return _part(transcript, "opening", 0, last)


def number_part(transcript: Transcript, rep: Rep, reading: Reading) -> Part:
    """The last passage with the phone number, in whole sentences; an empty one at the end if none.

    A number that is given early on and at the end is two passages: the one at the end is what they
    write down.
    """
    found, count = _stretches(transcript), len(transcript.words)
    spans = [h.span for h in readings(transcript.text, rep.number, reading.unclear_digits)]
    if not spans:
        return _part(transcript, "number", count, count)
    places = [_word_places(transcript, span) for span in spans]
    first, last = places[-1]
    for one, other in reversed(list(pairwise(places))):
        if other[0] - one[1] > MOST_BETWEEN_READINGS:
            break
        first = one[0]
    begun = max((start for start, _ in found if start <= first), default=first)
    done = min((end for _, end in found if end >= last), default=last)
    if done - begun > LONGEST_STRETCH_WORDS + last - first:
        begun, done = first, last  # one endless sentence: the number alone
    return _part(transcript, "number", begun, done)


def fix_for(part: Part, scorecard: Scorecard) -> Fix | None:
    """The coach's most valuable fix that this part can bring; None where there is none."""
    fixes = scorecard.coaching.fixes
    about = [f for f in fixes if any(_touches(part, e.start, e.end) for e in f.words)]
    named = [f for f in fixes if f.criterion in CRITERIA[part.name]]
    return next(iter([*named, *about]), None)


def criteria_of(part: Part, scorecard: Scorecard) -> tuple[str, ...]:
    """The ids of the criteria that a part is about, at most three, those not met first."""
    known = [id_ for id_ in CRITERIA[part.name] if id_ in scorecard.criteria]
    fix = fix_for(part, scorecard)
    mended = [fix.criterion] if fix is not None and fix.criterion in scorecard.criteria else []
    if part.name == "sentence":
        known = [i for i, c in scorecard.criteria.items() if _rests_on(part, c)]
    chosen = list(dict.fromkeys([*mended, *known]))[:MOST_CRITERIA]
    return tuple(sorted(chosen, key=lambda id_: scorecard.criteria[id_].passed is not False))


def changed_criteria(before: Scorecard, after: Scorecard) -> tuple[str, ...]:
    """The ids of the criteria that have another verdict now, in the rubric's order."""
    both = [id_ for id_ in before.criteria if id_ in after.criteria]
    return tuple(i for i in both if before.criteria[i].passed != after.criteria[i].passed)


def _rests_on(part: Part, criterion: Criterion) -> bool:
    return any(_touches(part, e.start, e.end) for e in criterion.evidence)


def _touches(part: Part, start: int | None, end: int | None) -> bool:
    if start is None or end is None:
        return False
    return start < part.span.end and part.span.start < end


def _introduced_by(
    transcript: Transcript, rep: Rep, reading: Reading, among: list[tuple[int, int]]
) -> int:
    """How many words it takes until name and company are said; 1 where they are not."""
    end = transcript.words[among[-1][1] - 1].span.end
    forms = (rep.name, first_name(rep.name), rep.company)
    heard = find_names(transcript.text[:end], forms, reading.sure_likeness)
    return max((_word_places(transcript, name.span)[1] for name in heard), default=1)


def _part(
    transcript: Transcript,
    name: PartName,
    first: int,
    last: int,
    sentence: int = 1,
    of: int = 1,
) -> Part:
    words = transcript.words[first:last]
    end = len(transcript.text)
    span = Span(words[0].span.start, words[-1].span.end) if words else Span(end, end)
    text = transcript.text[span.start : span.end]
    return Part(name, first, last, text, span, sentence, of)


def _word_places(transcript: Transcript, span: Span) -> tuple[int, int]:
    """The words of a span, [first, last)."""
    first = words_before(transcript, Span(span.start, span.start))
    last = next((i for i, w in enumerate(transcript.words) if w.span.end >= span.end), first)
    return first, last + 1


def _stretches(transcript: Transcript) -> list[tuple[int, int]]:
    """The sentences as words, [first, last); endless ones parted at their pauses."""
    found: list[tuple[int, int]] = []
    for sentence in sentences(transcript.text):
        first, last = _word_places(transcript, sentence)
        found += _parted(transcript, first, last)
    return found


def _parted(transcript: Transcript, first: int, last: int) -> list[tuple[int, int]]:
    if last - first <= LONGEST_STRETCH_WORDS:
        return [(first, last)]
    ends = [i for i in range(first + 1, last) if _pause_before(transcript, i)]
    return list(pairwise([first, *ends, last]))


def _pause_before(transcript: Transcript, index: int) -> bool:
    before, after = transcript.words[index - 1].end, transcript.words[index].start
    return before is not None and after is not None and after - before >= STRETCH_PAUSE_SECONDS
