"""Stretches of text as the grader reads them: cut from messages, with sentences running together.

A grader never sees a sentence by itself: it reads windows that begin and end anywhere. So sentences
are strung together to messages, cut as the grader cuts, and labelled by what the windows hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import TypeVar

from simulator.grading.language.grams import tokens
from simulator.grading.language.linear import WINDOWS, stretches, windows
from training.corpus import CRITERIA, Sentence
from training.fit import Example, Model
from training.messages import Message

STRUNG_MESSAGES = 3000
CUTS_EACH = 5
HELD_FROM, HELD_TO = 0.75, 0.1
"""A window that holds so much of a sentence that fires is a yes; one with less than so little of
any is a no; between them nobody can say."""
MIN_SURE = 0.2
"""A stretch of a message that fires is only learnt from if it is at least so probable."""
HARDEST = 4
"""So many of the likeliest stretches of a message that does not fire are learnt as no."""
Item = TypeVar("Item")


def words_of(text: str) -> tuple[str, ...]:
    """A text as the models see it."""
    return tuple(t.word for t in tokens(text))


def whole(sentences: Sequence[Sentence]) -> Iterator[Example]:
    """Each sentence by itself."""
    for sentence in sentences:
        labels = {c: c in sentence.fires_for for c in CRITERIA}
        yield Example(words_of(sentence.text), labels, sentence.criterion)


def cut(sentences: Sequence[Sentence], neutral: Sequence[Sentence]) -> Iterator[Example]:
    """Windows of messages that are strung together from sentences at random, seeded."""
    chance = Random(1)
    read = {s: words_of(s.text) for s in (*sentences, *neutral)}
    for _ in range(STRUNG_MESSAGES):
        parts = [_pick(sentences, chance) for _ in range(_pick((1, 2, 2, 3), chance))]
        parts += [_pick(neutral, chance) for _ in range(_pick((1, 2, 3), chance))]
        parts = _shuffled(parts, chance)
        text = [word for s in parts for word in read[s]]
        size, step = _pick(WINDOWS, chance)
        found = _shuffled(list(windows(len(text), size, step)), chance)[:CUTS_EACH]
        for start, end in found:
            labels = _labels(parts, read, start, end)
            yield Example(tuple(text[start:end]), labels, is_cut=True)


def mined(messages: Sequence[Message], model: Model) -> Iterator[Example]:
    """The stretches of labelled messages from which there is most to learn.

    A label of a message says that some stretch fires, or that none does: the likeliest one is taken
    for the first, the likeliest few for the second (multiple-instance learning).
    """
    for message in messages:
        read = tokens(message.text)
        bounds = stretches(message.text, read)
        texts = [tuple(t.word for t in read[a:b]) for a, b in bounds]
        logits = model.logits(texts).round(6)
        labels: dict[int, dict[str, bool]] = {}
        for column, criterion in enumerate(CRITERIA):
            order = sorted(range(len(texts)), key=lambda i: (-logits[i, column], bounds[i]))
            fires = message.labels[criterion]
            for i in order[: 1 if fires else HARDEST]:
                if not fires or logits[i, column] > _logit(MIN_SURE):
                    labels.setdefault(i, {})[criterion] = fires
        yield from (Example(texts[i], known, is_cut=True) for i, known in sorted(labels.items()))


def _logit(probability: float) -> float:
    from math import log

    return log(probability / (1 - probability))


def _labels(
    parts: Sequence[Sentence], read: Mapping[Sentence, Sequence[str]], start: int, end: int
) -> dict[str, bool]:
    held = dict.fromkeys(CRITERIA, 0.0)
    at = 0
    for sentence in parts:
        length = len(read[sentence])
        common = max(0, min(end, at + length) - max(start, at))
        for criterion in sentence.fires_for:
            share = common / max(1, min(length, end - start))
            held[criterion] = max(held[criterion], share)
        at += length
    return {c: h >= HELD_FROM for c, h in held.items() if h >= HELD_FROM or h <= HELD_TO}


def _pick(items: Sequence[Item], chance: Random) -> Item:
    """One at random. `Random.random` is the one method whose sequence Python promises to keep."""
    return items[int(chance.random() * len(items))]


def _shuffled(items: Sequence[Item], chance: Random) -> list[Item]:
    return [item for _, _, item in sorted((chance.random(), i, x) for i, x in enumerate(items))]
