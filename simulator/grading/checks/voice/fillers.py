"""How: um, uh and their kind, a minute of speech. Approximate: a recogniser drops some of them."""

from __future__ import annotations

from simulator.grading.check import Check, Measured, NotMeasured, Subject
from simulator.grading.delivery import NO_PAUSES, TYPED, fillers_per_minute
from simulator.grading.example import Example
from simulator.grading.language.rewriting import own_words_without_fillers

MESSAGE = "Owen, it's Maya at TrailDesk about the night routes that you began to drive in May"


def _measure(subject: Subject) -> Measured | NotMeasured:
    message = subject.message
    if message.source == "typed":
        return NotMeasured(TYPED)
    rate = fillers_per_minute(message)
    if rate is None:
        return NotMeasured(NO_PAUSES)
    heard = tuple(w.span for w in message.words if w.is_filler)
    return Measured(rate, heard, f"Heard, as far as they can be: {len(heard)}." if heard else "")


check = Check(
    id="fillers",
    title="Few um and uh",
    rule="PRACTISED",
    why="A few do no harm; at twelve a minute listeners think less of the speaker.",
    source="Laske and DiGennaro Reed 2024 (JABA): 0, 2, 5 and 12 a minute; only 12 did clear harm",
    advice="When you look for a word, say nothing. A pause sounds sure; um does not.",
    praise="Hardly an um.",
    rewrite=own_words_without_fillers,
    measure=_measure,
    unit="a minute",
    examples=(
        Example(text=MESSAGE, state="yes", seconds=8),
        Example(text="«um» Owen, «uh» it's Maya «um» at TrailDesk", state="no", seconds=8),
        Example(text="", state="not_measured", seconds=0),
        Example(text=MESSAGE, state="not_measured"),
    ),
)
