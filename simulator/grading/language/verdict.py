"""A verdict from rules and a linear model together.

A rule knows a few sure shapes; the model knows many wordings but not what they mean. Either finds,
and the model may veto a rule where it is all but sure that the words mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from simulator.grading.check import Subject
from simulator.grading.language.linear import score_text
from simulator.grading.transcript import Span


def rules_and_model(subject: Subject, criterion: str, rules: Iterable[Span]) -> Iterator[Span]:
    """Where a criterion is met: by its rules, else by its model. See the rubric's `reading`."""
    reading = subject.reading
    scores = score_text(subject.message.text)
    sure = [s for s in rules if scores.near(criterion, s) >= reading.model_vetoes_below]
    yield from sure
    if not sure:
        for stretch in scores.firing(criterion, reading.model_fires_from):
            yield stretch.span


def found_by(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Where a pattern matches."""
    for match in pattern.finditer(text):
        yield Span(*match.span())
