"""A verdict from rules and a linear model together.

A rule knows a few sure shapes; the model knows many wordings but not what they mean. Either finds,
and the model may veto a rule where it is all but sure that the words mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from simulator.grading.check import Subject
from simulator.grading.language.linear import score_text
from simulator.grading.language.sentences import sentences
from simulator.grading.transcript import Span

MIN_SENTENCES = 2
"""Without punctuation a message is one long sentence, which is no quote."""
LONGEST_QUOTE = 200
"""In characters: of a longer sentence only the stretch itself is quoted."""


def rules_and_model(subject: Subject, criterion: str, rules: Iterable[Span]) -> Iterator[Span]:
    """Where a criterion is met: by its rules, else by its model. See the rubric's `reading`."""
    reading = subject.reading
    scores = score_text(subject.message.text)
    sure = [s for s in rules if scores.near(criterion, s) >= reading.model_vetoes_below]
    yield from sure
    best = None if sure else scores.best(criterion)
    if best is not None and best.probability >= reading.model_fires_from:
        yield quotable(subject.message.text, best.span)


def quotable(text: str, span: Span) -> Span:
    """The sentence in which most of a stretch stands, if there are sentences; else the stretch."""
    found = tuple(sentences(text))
    if len(found) < MIN_SENTENCES:
        return span
    common = [min(s.end, span.end) - max(s.start, span.start) for s in found]
    most = max(range(len(found)), key=lambda i: (common[i], -i))
    sentence = found[most]
    if sentence.end - sentence.start <= LONGEST_QUOTE:
        return sentence
    return Span(max(sentence.start, span.start), min(sentence.end, span.end))


def found_by(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Where a pattern matches."""
    for match in pattern.finditer(text):
        yield Span(*match.span())
