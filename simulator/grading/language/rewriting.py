"""How something could be said to this prospect: from the model message, or in own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from simulator.grading.check import Subject
from simulator.grading.language.fillers import fillers
from simulator.grading.language.sentences import sentences
from simulator.grading.language.verdict import rules_and_model
from simulator.grading.transcript import Span, typed

QUOTED_WORDS = 24
"""So many words of the rep's own are enough to hear the difference."""


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


def reason_of_model(subject: Subject) -> str:
    """The sentence of the model message that gives a reason to call back."""
    return sentence_of_model(subject, lambda s: rules_and_model(s, "reason_to_call_back", ()))


def opening_of_model(subject: Subject) -> str:
    """The first sentence of the model message for the same prospect."""
    first = next(sentences(subject.model), None)
    return subject.model[first.start : first.end] if first else ""


def model_message(subject: Subject) -> str:
    """The model message for the same prospect."""
    return subject.model


def plain_ask(subject: Subject) -> str:
    """The ask, without a word too much."""
    return f"Call me at {subject.rep.number}."


def spaced_number(subject: Subject) -> str:
    """The rep's number as it should be said: "617 ... 555 ... 0142"."""
    return " ... ".join(re.findall(r"\d+", subject.rep.number))


def own_words_without_fillers(subject: Subject) -> str:
    """The beginning of what the rep said, as it sounds without fillers."""
    text = subject.message.text
    for span in reversed(tuple(fillers(text))):
        text = text[: span.start] + text[span.end :]
    plain = re.sub(r"(?:[,;]\s*)+(?=[,.;])", "", text)
    plain = re.sub(r"(?<=[.!?])(?:\s+[,.;:]+)+", "", plain)
    plain = re.sub(r"\s+([,.;:!?])", r"\1", plain)
    words = plain.lstrip(" ,.;:!?").split()
    return " ".join(words[:QUOTED_WORDS]) + (" ..." if len(words) > QUOTED_WORDS else "")
