"""Messages as JSON lines: `{"id", "transcript", "words", "duration_s", "dossier"}`, judged alone.

This is the form of labelled messages, on which the checks are measured. `dossier` holds `prospect`
(name, title, company), `rep` (name, company, phone, offer) and `research` (id, text, cues).
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from simulator.grading.check import Check, Embed, Subject
from simulator.grading.judge import judge
from simulator.grading.rubric import Rubric
from simulator.grading.score import Criterion
from simulator.grading.transcript import Moment, Transcript, spoken, typed
from simulator.scenario.model import Fact, Prospect, Rep

MIN_PHONE_DIGITS, MAX_PHONE_DIGITS = 7, 15
"""The shortest local number, and the longest there is (ITU-T E.164)."""
MAX_GAP_SECONDS = 0.25
"""Words that are nearer than this belong to one stretch of speech."""


class Shape(BaseModel):
    """What is not named is ignored: lines may carry labels and tags."""

    model_config = ConfigDict(frozen=True, extra="ignore")


Seconds = Annotated[float, Field(ge=0, le=36_000, allow_inf_nan=False)]
MAX_LETTERS, MAX_WORDS = 30_000, 6_000
"""Half an hour of talk. More is no message, and would keep all later lines waiting."""
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class TimedWord(Shape):
    """A word and its seconds."""

    w: str
    start: Seconds
    end: Seconds


class ProspectGiven(Shape):
    """Whom the message is for."""

    name: Short
    title: str = ""
    company: str = ""


class RepGiven(Shape):
    """The caller. The phone number may be written in any way; 7 to 15 digits of it count."""

    name: Short
    company: Short
    phone: str
    offer: str = ""

    @field_validator("phone")
    @classmethod
    def _has_digits(cls, phone: str) -> str:
        digits = "".join(c for c in phone if c.isascii() and c.isdecimal())
        if not MIN_PHONE_DIGITS <= len(digits) <= MAX_PHONE_DIGITS:
            raise ValueError("must hold 7 to 15 digits, like 617-555-0142")
        return digits


class FactGiven(Shape):
    """A fact; `cues` are the author's phrases."""

    text: Short
    cues: tuple[str, ...] = ()


class Dossier(Shape):
    """Who calls whom, and what is known."""

    prospect: ProspectGiven
    rep: RepGiven
    research: tuple[FactGiven, ...] = ()


class Labelled(Shape):
    """One line."""

    id: str
    transcript: Annotated[str, StringConstraints(max_length=MAX_LETTERS)]
    words: Annotated[tuple[TimedWord, ...], Field(max_length=MAX_WORDS)] = ()
    duration_s: Seconds | None = None
    dossier: Dossier


def verdicts(
    line: Labelled, rubric: Rubric, checks: tuple[Check, ...], embed: Embed | None = None
) -> dict[str, Any]:
    """`{"id", "criteria": {id: {...}}}`, with each criterion in the form of a scorecard."""
    return verdicts_on(transcript_of(line), line, rubric, checks, embed)


def verdicts_on(
    transcript: Transcript,
    line: Labelled,
    rubric: Rubric,
    checks: tuple[Check, ...],
    embed: Embed | None = None,
) -> dict[str, Any]:
    """The same for another transcript of the line's message, such as the spoken one."""
    subject = Subject(
        transcript=transcript,
        rep=_rep(line.dossier.rep),
        prospect=_prospect(line.dossier.prospect),
        research=tuple(_fact(i, f) for i, f in enumerate(line.dossier.research, 1)),
        choices=(),
        reading=rubric.reading,
        choice_points=rubric.choice,
        embed=embed,
    )
    weighings = rubric.weighings
    bands = {id_: weighing.bands for id_, weighing in weighings.items()}
    criteria = {
        check.id: judge(check, subject, bands.get(check.id), rubric.score.pass_from)
        for check in checks
        if check.of == "message" and (check.id in bands or not check.needs_bands)
    }
    return {"id": line.id, "criteria": {k: _verdict(v) for k, v in criteria.items()}}


def _rep(given: RepGiven) -> Rep:
    """The rep, without the rules for scenario files: strangers' data may be longer or emptier."""
    return Rep.model_construct(
        name=given.name, company=given.company, number=given.phone, offer=given.offer
    )


def _prospect(given: ProspectGiven) -> Prospect:
    return Prospect.model_construct(
        name=given.name, title=given.title, company=given.company, also=()
    )


def _fact(number: int, given: FactGiven) -> Fact:
    return Fact.model_construct(id=f"fact-{number}", text=given.text, phrases=given.cues)


def _verdict(criterion: Criterion) -> dict[str, Any]:
    """The criterion as JSON; where it is not sure, `value` is the likelier answer."""
    answer = criterion.model_dump(mode="json")
    if criterion.state == "not_sure":
        answer["value"] = criterion.likely
    return answer


def transcript_of(line: Labelled) -> Transcript:
    """The line's message; the punctuation of its text is kept where its words match the times."""
    if not line.words:
        return typed(line.transcript)
    written = line.transcript.split()
    if len(written) != len(line.words):
        written = [w.w for w in line.words]
    timed = tuple(
        (text, w.start, w.end, 1.0, False) for text, w in zip(written, line.words, strict=True)
    )
    seconds = line.duration_s if line.duration_s is not None else line.words[-1].end
    return spoken(timed, seconds, _speech(line.words))


def _speech(words: tuple[TimedWord, ...]) -> tuple[Moment, ...]:
    """Where there was speech, as far as words tell."""
    speech = [Moment(words[0].start, words[0].end)]
    for word in words[1:]:
        if word.start - speech[-1].end > MAX_GAP_SECONDS:
            speech.append(Moment(word.start, word.end))
        else:
            speech[-1] = Moment(speech[-1].start, word.end)
    return tuple(speech)
