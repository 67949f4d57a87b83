"""Sentences of a message: the one that shows how, and what remains without the words at fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from simulator.grading.check import Subject
from simulator.grading.transcript import Span, typed

_SENTENCE = re.compile(r"[^.!?]*(?:[.!?]+(?=\s|$)|$)")


def sentences(text: str) -> Iterator[Span]:
    """Where the sentences of a text stand, without the white space around them."""
    for match in _SENTENCE.finditer(text):
        words = match[0].strip()
        if words:
            start = match.start() + match[0].index(words[0])
            yield Span(start, start + len(words))


def of_model(subject: Subject) -> Subject:
    """The model message for the same prospect in the place of the rep's."""
    return replace(subject, transcript=typed(subject.model))


def sentence_of_model(subject: Subject, find: Callable[[Subject], Iterable[object]]) -> str:
    """The sentence of the model message in which `find` finds something; "" where there is none.

    `find` yields spans, or things that have one as `span`.
    """
    model = of_model(subject)
    for found in find(model):
        span = getattr(found, "span", found)
        if not isinstance(span, Span):
            continue
        for sentence in sentences(model.message.text):
            if sentence.start <= span.start < sentence.end:
                return model.message.text[sentence.start : sentence.end]
    return ""


def model_message(subject: Subject) -> str:
    """The model message for the same prospect."""
    return subject.model


def without(subject: Subject) -> str:
    """Nothing: what is at fault is left out, and the advice says so."""
    del subject
    return ""
