"""One check on one subject, weighed by a rubric: a criterion of the scorecard."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.grading.check import (
    POINTS,
    Check,
    Found,
    Measure,
    Measured,
    NotMeasured,
    Subject,
    Unclear,
)
from simulator.grading.language.english import is_another_language
from simulator.grading.rubric import Bands
from simulator.grading.score import Criterion, Evidence, State
from simulator.grading.timing import moment_of, words_in
from simulator.grading.transcript import Moment, Span, Transcript

FULL_SCORE = 100.0
TOO_SHORT = "Too little was said to judge this."
NOT_ENGLISH = "This does not read like English, which is all that can be judged here."
HARD_TO_HEAR = "This was hard to hear, so it does not count for or against you."


def judge(check: Check, subject: Subject, bands: Bands | None, pass_from: float) -> Criterion:
    """What the check finds, and what that is worth.

    A figure passes from `pass_from` points up. What is not sure or not measured has no score.
    """
    if check.of == "message" and subject.transcript is None:
        return _without_score(check, "not_measured", subject.no_message)
    if check.measure is not None:
        return _measured(check, check.measure, subject, bands, pass_from)
    return _found(check, subject)


def _found(check: Check, subject: Subject) -> Criterion:
    unreadable = _unreadable(check, subject)
    if unreadable:
        return _without_score(check, "not_measured", unreadable)
    found = tuple(check.find(subject)) if check.find is not None else ()
    evidence = evidence_of(subject.message, found)
    sure = any(_is_sure(one, subject) for one in found)
    if found and not sure:
        unclear = [one for one in found if isinstance(one, Unclear)]
        notes = dict.fromkeys(one.note for one in unclear)
        likely = len(unclear) < len(found) or any(one.is_likely for one in unclear)
        not_sure = _without_score(check, "not_sure", " ".join(notes) or HARD_TO_HEAR, evidence)
        return not_sure.model_copy(update={"likely": likely})
    passed = sure == (check.wants == "some")
    if not found and check.missed is not None:
        evidence = evidence_of(subject.message, tuple(check.missed(subject)))
    return Criterion(
        title=check.title,
        value=sure,
        passed=passed,
        state="yes" if sure else "no",
        score=FULL_SCORE if passed else 0.0,
        evidence=evidence,
        why=check.why,
        advice="" if passed else check.advice,
        rule=check.rule,
    )


def _unreadable(check: Check, subject: Subject) -> str:
    """Why nothing can be said: silence has no faults, and we read English only."""
    text = subject.message.text
    if is_another_language(text):
        return NOT_ENGLISH
    too_short = len(text.split()) < subject.reading.min_message_words
    return TOO_SHORT if too_short and check.wants == "none" else ""


def _measured(
    check: Check, measure: Measure, subject: Subject, bands: Bands | None, pass_from: float
) -> Criterion:
    result = measure(subject)
    if isinstance(result, NotMeasured):
        return _without_score(check, "not_measured", result.reason)
    score = bands.score(result.value) if bands is not None else result.value
    passed = score >= pass_from
    return Criterion(
        title=check.title,
        value=passed,
        passed=passed,
        state="yes" if passed else "no",
        score=round(score, 1),
        evidence=evidence_of(subject.transcript, result.evidence),
        why=f"{result.note} {check.why}".strip(),
        advice=_advice(check, result, bands, score),
        rule=check.rule,
        measured=round(result.value, 1),
        unit=check.unit,
    )


def _advice(check: Check, result: Measured, bands: Bands | None, score: float) -> str:
    """What to do next time; nothing where there is nothing to do better."""
    if score >= FULL_SCORE:
        return ""
    if bands is None:
        return check.advice
    return (check.when_low if bands.is_low(result.value) else check.when_high) or check.advice


def _without_score(
    check: Check, state: State, reason: str, evidence: tuple[Evidence, ...] = ()
) -> Criterion:
    return Criterion(
        title=check.title,
        value=None,
        passed=None,
        state=state,
        score=None,
        evidence=evidence,
        why=reason,
        advice=check.advice if state == "not_sure" else "",
        rule=check.rule,
        unit=check.unit if check.unit != POINTS else "",
    )


def _is_sure(found: Found, subject: Subject) -> bool:
    """Whether evidence is clear, and the recogniser itself believes what it heard there."""
    if isinstance(found, Unclear):
        return False
    if isinstance(found, Moment):
        return True
    words = words_in(subject.message, found)
    believed = sum(w.probability for w in words) / max(1, len(words))
    return believed >= subject.reading.min_probability


def evidence_of(transcript: Transcript | None, found: Iterable[Found]) -> tuple[Evidence, ...]:
    """Evidence with its words and its seconds, as far as there are any."""
    if transcript is None:
        return ()
    places = (one.where if isinstance(one, Unclear) else one for one in found)
    return tuple(_evidence(transcript, place) for place in places)


def _evidence(transcript: Transcript, place: Span | Moment) -> Evidence:
    if isinstance(place, Span):
        when = moment_of(transcript, place)
        return Evidence(
            text=transcript.text[place.start : place.end],
            start=place.start,
            end=place.end,
            from_seconds=when.start if when else None,
            to_seconds=when.end if when else None,
        )
    said = (
        w.text
        for w in transcript.words
        if w.start is not None and place.start <= w.start < place.end
    )
    return Evidence(text=" ".join(said), from_seconds=place.start, to_seconds=place.end)
