"""Exams in words: what one is like, and `result.txt`, which follows from the manifest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from simulator.practice.exam import Exam, in_words
from simulator.session.examining.sealed import CallSealed, Manifest

NOT_IDENTITY: Final = (
    "This shows that the file is consistent: that its results follow from its journals and words, "
    "by the rules named in it. It does not show who spoke, nor that nobody helped."
)


def result_text(manifest: Manifest) -> str:
    """The whole text."""
    return "".join(f"{line}\n" for line in _lines(manifest))


def _lines(manifest: Manifest) -> Iterator[str]:
    exam, result = manifest.exam, manifest.result
    yield f"{exam.title}: {'passed' if result.passed else 'not passed'}"
    yield ""
    yield f"By:     {manifest.rep or 'somebody who has not said their name'}"
    yield f"Begun:  {_moment(manifest.started_at)}"
    yield f"Ended:  {_moment(manifest.finished_at)}"
    yield f"Exam:   {exam.id}, version {exam.version}"
    yield f"Rubric: {manifest.rubric.id}"
    yield f"With:   {manifest.made_with}"
    yield ""
    for demand in result.demands:
        yield f"{'met:    ' if demand.is_met else 'NOT MET:'} {demand.sentence}"
    yield ""
    for call in manifest.calls:
        yield call_line(call, len(manifest.calls))
        yield from (f"    {remark}" for remark in remarks(call))
    yield ""
    yield "The grades are by the words that were heard. Words put right by the rep are kept beside"
    yield "them with the grade that they would have had, and count for nothing here."
    yield ""
    yield "To check this file: rolecall verify FILE"
    yield from _wrapped(NOT_IDENTITY)


def call_line(call: CallSealed, calls: int) -> str:
    """One call in a line."""
    passed = "passed" if call.passed else "not passed"
    figures = f"overall {_points(call.overall)}, WHERE {_points(call.where)}"
    width = len(str(calls))
    name = f"{call.scenario.id} ({call.variant})"
    return f"{call.place:>{width}}. {name:<28} {passed:<10}  {figures}"


def remarks(call: CallSealed) -> Iterator[str]:
    """What is to be known of a call besides its result, in sentences."""
    if call.cut_off:
        yield "Rolecall was stopped during this call; it counts as far as it went."
    if call.typed:
        yield "Answers were typed, so how they were said is not measured."
    if call.erased:
        yield "Its recording was erased before the exam was sealed, as its rep keeps none."
    corrected = call.as_corrected
    if corrected is not None:
        passed = "passed" if corrected.passed else "not passed"
        points = _points(corrected.overall)
        yield f"With the words as the rep put them right: {passed}, overall {points}."


def _points(score: float | None) -> str:
    return "not measured" if score is None else f"{score:.0f}"


def _moment(text: str) -> str:
    return text.replace("T", " ", 1)


def _wrapped(text: str) -> Iterator[str]:
    from textwrap import wrap

    yield from wrap(text, 88)


def rules(exam: Exam) -> tuple[str, ...]:
    """What an exam is like, for a rep who is about to begin one, a sentence or two each."""
    return (
        f"{len(exam.calls)} calls, always the same, in the same order: about {exam.minutes} "
        "minutes. You may pause between calls.",
        "No hints, no second try. A call that is cut off counts as far as it went.",
        "After each message: would you call you back? That cannot be skipped. All results come at "
        "the end.",
        "What was heard is graded. If it was misheard, write down what you said: the file shows "
        "both.",
        "You may type instead. How you sound is not measured then, and the file says so.",
    )


def to_pass(exam: Exam) -> str:
    """What it takes to pass."""
    return " ".join(in_words(exam.passing, len(exam.calls)))


def what_is_sealed(exam: Exam, rep: str) -> str:
    """What goes into the file, and that nothing else does."""
    whose = f"under the name {rep}" if rep else "without a name"
    return (
        f"These {len(exam.calls)} calls, {whose}: what you did and said, recordings, answers, "
        "grades. None of your practice. Nobody gets it but from you."
    )
