"""Which word of a message carries it, so that the voice can lean on it."""

from __future__ import annotations

from simulator.grading.check import Subject
from simulator.grading.language.hooks import hooks_in
from simulator.grading.language.rarity import rarity
from simulator.grading.language.rewriting import of_model
from simulator.grading.language.sentences import sentences
from simulator.grading.language.words import words
from simulator.grading.transcript import Span

LONGEST_QUOTE = 160


def stressed_sentence(subject: Subject) -> str:
    """The sentence about the prospect, its weightiest word in capitals: the rep's own, or a model.

    "" where neither speaks about a fact.
    """
    return _stressed(subject) or _stressed(of_model(subject))


def _stressed(subject: Subject) -> str:
    hooks, text = hooks_in(subject), subject.message.text
    if not hooks:
        return ""
    place = hooks[0].span
    ends_later = (s for s in sentences(text) if s.end > place.start)
    return _with_capitals(text, min(ends_later, key=lambda s: s.start), place)


def _with_capitals(text: str, sentence: Span, hook: Span) -> str:
    said = [
        w for w in words(text[hook.start : hook.end]) if not w.is_function_word and not w.is_number
    ]
    if not said or sentence.end - sentence.start > LONGEST_QUOTE:
        return ""
    best = max(said, key=lambda w: rarity(w.stem)).span
    start, end = hook.start + best.start, hook.start + best.end
    return text[sentence.start : start] + text[start:end].upper() + text[end : sentence.end]
