"""Find hooks by their meaning, where sentence embeddings are installed.

Words alone do not see that "the second warehouse out west" is the distribution center in Reno. An
embedding is near for both. It is also near for much that is only about the same trade, so the rep's
own offer is subtracted, and there must be a "you" nearby.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import mul

from simulator.grading.check import Embed, Subject
from simulator.grading.language.linear import windows
from simulator.grading.language.people import OF_US, TO_YOU
from simulator.grading.language.words import words
from simulator.grading.transcript import Span

WINDOW_WORDS, STEP_WORDS = 16, 6
AROUND_WORDS = 4
OFFER_SHARE = 0.3
"""How much of the likeness to the rep's own offer is taken off. 0, .3 and .5 were tried."""
DECIMALS = 4
"""Processors differ in the last digits of an embedding; verdicts must not."""


def places_by_meaning(subject: Subject, embed: Embed) -> Iterator[tuple[str, Span, float]]:
    """For each stretch of speech: the nearest fact, the place, and how near (-1 to 1)."""
    said = words(subject.message.text)
    places = [
        (a, b)
        for a, b in windows(len(said), WINDOW_WORDS, STEP_WORDS)
        if TO_YOU.intersection(w.text for w in said[max(0, a - AROUND_WORDS) : b + AROUND_WORDS])
        and not _is_own([w.text for w in said[a:b]])
    ]
    if not places or not subject.research:
        return
    spans = [Span(said[a].span.start, said[b - 1].span.end) for a, b in places]
    offer, *facts = embed([subject.rep.offer, *(f.text for f in subject.research)])
    vectors = embed([subject.message.text[s.start : s.end] for s in spans])
    for span, vector in zip(spans, vectors, strict=True):
        off = OFFER_SHARE * max(0.0, _cosine(vector, offer))
        near = [round(_cosine(vector, fact) - off, DECIMALS) for fact in facts]
        best = max(range(len(near)), key=lambda i: (near[i], -i))
        yield subject.research[best].id, span, near[best]


def _is_own(texts: Sequence[str]) -> bool:
    """Whether a stretch is about the rep's own firm only."""
    return bool(OF_US.intersection(texts)) and not TO_YOU.intersection(texts)


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """The cosine of two unit vectors."""
    return float(sum(map(mul, one, other)))
