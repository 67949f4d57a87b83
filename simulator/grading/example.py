"""Examples of what a check finds, with the expected evidence marked « like this »."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from simulator.grading.language.fillers import HESITATIONS
from simulator.grading.score import ChoiceMade, State
from simulator.grading.transcript import (
    Baseline,
    Moment,
    Span,
    Transcript,
    Voice,
    spoken,
    typed,
)
from simulator.scenario.model import Fact, Prospect, Rep

REP = Rep(
    name="Maya Lindqvist",
    company="TrailDesk",
    number="617-555-0142",
    offer="route planning for delivery vans",
)
PROSPECT = Prospect(name="Owen Baptiste", title="Fleet Director", company="Corner Bakery Supply")
RESEARCH = (
    Fact(
        id="night-routes",
        text="Moved all bread deliveries to the night in May",
        phrases=("night routes", "deliver at night"),
    ),
)
"""Whom all examples are about."""
UNSAID = (
    Fact(
        id="swimming",
        text="Coaches the swimming team of his son's school",
        phrases=("your son's swimming team",),
        unfit="intrusive",
        why="His family is his own affair.",
    ),
)
"""What is known of him, and better left unsaid."""


def _is_filler(word: str) -> bool:
    return word.strip("«»,.").lower() in HESITATIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A message as a check should see it.

    `text` may hold « and » around the expected evidence. With `seconds` it is spoken, at an even
    pace, over so many seconds, and without it is typed. `probability` is the recogniser's, of every
    word; `energy` is that of the voice, `baseline` that of the rep's neutral reading. Checks of the
    call take `choices` instead of words.
    """

    text: str = ""
    state: State
    seconds: float | None = None
    probability: float = 1.0
    energy: float | None = None
    baseline: float | None = None
    choices: tuple[ChoiceMade, ...] = ()

    @property
    def words(self) -> str:
        """The text without marks."""
        return re.sub("[«»]", "", self.text)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the marks were, in characters of `words`."""
        spans: list[Span] = []
        start = at = 0
        for character in self.text:
            if character == "«":
                start = at
            elif character == "»":
                spans.append(Span(start, at))
            else:
                at += 1
        return tuple(spans)

    @property
    def transcript(self) -> Transcript:
        """The message, typed or spoken."""
        words = self.words.split()
        if self.seconds is None:
            return typed(self.words)
        each = self.seconds / max(1, len(words))
        timed = tuple(
            (
                word,
                i * each,
                (i + 1) * each,
                self.probability,
                _is_filler(word),
            )
            for i, word in enumerate(words)
        )
        speech = (Moment(0.0, self.seconds),) if words else ()
        return replace(spoken(timed, self.seconds, speech), voice=self._voice(speech))

    def _voice(self, speech: tuple[Moment, ...]) -> Voice | None:
        if self.energy is None:
            return None
        return Voice(
            seconds=self.seconds or 0.0,
            speech=speech,
            level_db=-20.0,
            clipped_share=0.0,
            is_telephone_band=False,
            syllables_per_second=4.0,
            parts=None,
            energy=self.energy,
            baseline=None if self.baseline is None else Baseline(self.baseline),
        )
