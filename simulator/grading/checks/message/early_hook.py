"""What: the part about the prospect comes first, not last."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.hooks import Hook, hooks_in
from simulator.grading.language.rewriting import sentence_of_model
from simulator.grading.timing import seconds_into_speech, words_before

ROUTES = "We plan routes for vans of all kinds, and we have done that for eleven long years now. "


def _is_early(subject: Subject, hook: Hook) -> bool:
    """Within the first seconds of speech, or words where there are no seconds."""
    seconds = seconds_into_speech(subject.message, hook.span)
    if seconds is None:
        return words_before(subject.message, hook.span) <= subject.reading.early_words
    return seconds <= subject.reading.early_seconds


def _find(subject: Subject) -> Iterator[Found]:
    yield from (hook.span for hook in hooks_in(subject) if _is_early(subject, hook))


def _late(subject: Subject) -> Iterator[Found]:
    yield from (hook.span for hook in hooks_in(subject))


check = Check(
    id="early_hook",
    title="About them at once",
    rule="PERSONAL",
    why="Most messages are deleted within the first sentences.",
    source="the founding text: connect as quickly as possible; two sentences take about 12 s",
    advice="Begin with what is about them. Your name can wait until you have their ear.",
    praise="You came to them within the first sentences.",
    builds_on="personal_hook",
    rewrite=lambda subject: sentence_of_model(subject, hooks_in),
    find=_find,
    missed=_late,
    examples=(
        Example(text="Owen, you «moved your bread deliveries to the night».", state="yes"),
        Example(
            text="Owen, you «moved your bread deliveries to the night».", state="yes", seconds=4
        ),
        Example(text=ROUTES * 2 + "You «moved your bread deliveries to the night».", state="no"),
        Example(
            text=ROUTES + "You «moved your bread deliveries to the night».", state="no", seconds=20
        ),
        Example(text="Hi Owen, call me back.", state="no"),
    ),
)
