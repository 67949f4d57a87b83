"""From a finished call to its scorecard. The same call gives the same scorecard, always."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from simulator.call.events import Event, Recorded
from simulator.grading.check import NO_MESSAGE, Check, Embed, Subject
from simulator.grading.coaching import coach
from simulator.grading.correction import corrected
from simulator.grading.decisions import decisions, messages
from simulator.grading.delivery import delivery
from simulator.grading.judge import judge
from simulator.grading.language.trained import WEIGHTS, manifest
from simulator.grading.rubric import Rubric, named_anywhere
from simulator.grading.score import (
    ChoiceMade,
    Criterion,
    Delivery,
    LanguageRef,
    MessageHeard,
    Part,
    RubricRef,
    ScenarioRef,
    Scorecard,
    WordHeard,
)
from simulator.grading.sums import Sum, overall_sum, part_sum, score_of
from simulator.grading.timing import speech_bounds
from simulator.grading.transcript import Transcript
from simulator.scenario.model import Scenario

NO_WORDS = "Your message was recorded, but could not be turned into words."


@dataclass(frozen=True, slots=True)
class FinishedCall:
    """A call that has ended: its events, and what was heard in its takes, by take id.

    `corrections` are the texts of takes as the rep says they were, by take id. What was decided in
    the call, and whether a message was left at all, is judged by what was heard.
    """

    attempt_id: str
    scenario: Scenario
    scenario_sha256: str
    events: tuple[Event, ...]
    transcripts: Mapping[str, Transcript]
    corrections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recording:
    """A message that was recorded elsewhere, for the prospect of a scenario."""

    attempt_id: str
    scenario: Scenario
    scenario_sha256: str
    transcript: Transcript


class MissingCheck(LookupError):
    """The rubric names a criterion that is not among the checks given."""


def grade(
    call: FinishedCall, rubric: Rubric, checks: tuple[Check, ...], embed: Embed | None = None
) -> Scorecard:
    """Grade a whole call: the choices, and the last message that was left.

    `embed` is for finding hooks by their meaning too; see `Subject`.

    Raises:
        MissingCheck: `checks` lacks one that the rubric names.
        NoWordsLeft: the correction of that message is without words.
    """
    reading = rubric.reading
    left = messages(call.events, call.transcripts, reading)
    heard = call.transcripts.get(left[-1].take) if left else None
    transcript = _as_corrected(call, left[-1], heard) if heard is not None else None
    subject = Subject(
        transcript=transcript,
        rep=call.scenario.rep,
        prospect=call.scenario.prospect,
        research=call.scenario.to_mention,
        unsaid=call.scenario.better_unsaid,
        choices=decisions(call.scenario, call.events, call.transcripts, reading, rubric.choice),
        reading=reading,
        choice_points=rubric.choice,
        no_message=NO_WORDS if left else NO_MESSAGE,
        model=call.scenario.model.text,
        embed=embed,
    )
    scenario = _reference(call.scenario, call.scenario_sha256)
    scorecard = _scorecard(call.attempt_id, scenario, subject, rubric, checks)
    if left and transcript is None:
        return _without_words(scorecard, left[-1])
    if heard is not None and heard is not transcript:
        return _saying_what_was_heard(scorecard, heard)
    return scorecard


def _as_corrected(call: FinishedCall, left: Recorded, heard: Transcript) -> Transcript:
    """What is graded: what was heard, or what the rep has made of it. What was typed stays."""
    text = call.corrections.get(left.take)
    if text is None or heard.source == "typed":
        return heard
    transcript = corrected(heard, text)
    return heard if transcript.text == heard.text else transcript


def grade_recording(
    recording: Recording, rubric: Rubric, checks: tuple[Check, ...], embed: Embed | None = None
) -> Scorecard:
    """Grade a message by itself: there was no call, so `where` is not measured.

    Raises:
        MissingCheck: `checks` lacks one that the rubric names.
    """
    scenario = recording.scenario
    subject = Subject(
        transcript=recording.transcript,
        rep=scenario.rep,
        prospect=scenario.prospect,
        research=scenario.to_mention,
        unsaid=scenario.better_unsaid,
        choices=(),
        reading=rubric.reading,
        choice_points=rubric.choice,
        model=scenario.model.text,
        embed=embed,
    )
    reference = _reference(scenario, recording.scenario_sha256)
    return _scorecard(recording.attempt_id, reference, subject, rubric, checks)


def _reference(scenario: Scenario, sha256: str) -> ScenarioRef:
    return ScenarioRef(id=scenario.id, type=scenario.type, sha256=sha256)


def _scorecard(
    attempt_id: str,
    scenario: ScenarioRef,
    subject: Subject,
    rubric: Rubric,
    checks: tuple[Check, ...],
) -> Scorecard:
    criteria = _criteria(subject, rubric, checks)
    parts: dict[Part, Sum] = {
        name: part_sum(name, rubric, criteria) for name, _ in rubric.parts.named()
    }
    overall = overall_sum(rubric, parts, subject.choices, criteria)
    score = score_of(rubric, parts, overall, subject.choices)
    wrong = any(c.verdict == "wrong" for c in subject.choices)
    return Scorecard(
        attempt=attempt_id,
        scenario=scenario,
        rubric=RubricRef(id=rubric.id, sha256=rubric.sha256),
        passed=not wrong and (score.overall or 0.0) >= rubric.score.pass_from,
        choices=subject.choices,
        choice=_deciding(subject.choices, rubric),
        message=_message(subject.transcript),
        criteria=criteria,
        delivery=delivery(subject.transcript, subject.rep.number, rubric.reading),
        score=score,
        arithmetic=(*(line for p in parts.values() for line in p.lines), *overall.lines),
        coaching=coach(subject, rubric, {c.id: c for c in checks}, criteria, parts),
        language=LanguageRef(
            weights_sha256=manifest()[WEIGHTS], embeddings=subject.embed is not None
        ),
    )


def _without_words(scorecard: Scorecard, left: Recorded) -> Scorecard:
    """A message that nobody could read: it was left, and whether it was good stays open."""
    seconds = round(left.speech_seconds, 2)
    message = MessageHeard(transcript="", words=(), seconds=seconds, graded="heard")
    reasons = dict.fromkeys(scorecard.delivery.not_measured, NO_WORDS)
    unmeasured = Delivery(not_measured=reasons)
    return scorecard.model_copy(
        update={"message": message, "passed": False, "delivery": unmeasured}
    )


def _saying_what_was_heard(scorecard: Scorecard, heard: Transcript) -> Scorecard:
    """A message that the rep has corrected: both versions stand in the scorecard."""
    told = {"graded": "corrected", "heard": heard.text}
    message = scorecard.message and scorecard.message.model_copy(update=told)
    return scorecard.model_copy(update={"message": message})


def _criteria(subject: Subject, rubric: Rubric, checks: tuple[Check, ...]) -> dict[str, Criterion]:
    """Every criterion of the rubric, in its order; then those that are new to every rubric."""
    by_id = {c.id: c for c in checks}
    missing = [id_ for id_ in rubric.weighings if id_ not in by_id]
    if missing:
        raise MissingCheck(
            f"The rubric {rubric.id} names {', '.join(missing)}, for which there is no check."
        )
    weighed = rubric.weighings
    bands = {id_: weighing.bands for id_, weighing in weighed.items()}
    new = (c.id for c in checks if not c.needs_bands and c.id not in {*weighed, *named_anywhere()})
    judged = {
        id_: judge(by_id[id_], subject, bands.get(id_), rubric.score.pass_from)
        for id_ in (*weighed, *new)
    }
    return judged | dict(_counted_elsewhere(judged, rubric))


def _counted_elsewhere(
    judged: Mapping[str, Criterion], rubric: Rubric
) -> Iterator[tuple[str, Criterion]]:
    """Criteria that another one counts already, without their score: nothing counts twice."""
    for id_, weighing in rubric.weighings.items():
        other = weighing.unless_scored
        if other is not None and judged[other].score is not None:
            yield id_, judged[id_].model_copy(update={"score": None})


def _deciding(choices: tuple[ChoiceMade, ...], rubric: Rubric) -> ChoiceMade | None:
    """The lowest choice, the first among equals."""
    worth = rubric.choice.worth
    return min(choices, key=lambda c: worth(c.verdict), default=None)


def _message(transcript: Transcript | None) -> MessageHeard | None:
    if transcript is None:
        return None
    bounds = speech_bounds(transcript)
    return MessageHeard(
        transcript=transcript.text,
        words=tuple(
            WordHeard(w=w.text, start=w.start, end=w.end, probability=w.probability)
            for w in transcript.words
        ),
        seconds=round(bounds.end - bounds.start, 2) if bounds else None,
        graded="typed" if transcript.source == "typed" else "heard",
    )
