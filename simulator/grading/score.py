"""The scorecard: what a call was worth, with evidence for every point.

The JSON form (`Scorecard.model_dump_json()`) is stable and documented in `docs/scorecard.md`; a
change of its shape raises `schema_version`. What was not measured is null, never zero.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from simulator.scenario.model import Made, Rule, Value

SCHEMA_VERSION = 1
State = Literal["yes", "no", "not_sure", "not_measured"]
Verdict = Literal["best", "acceptable", "wrong"]
Part = Literal["where", "what", "how"]
Graded = Literal["heard", "corrected", "typed"]


class ScenarioRef(Value):
    """Which scenario was played; `sha256` is that of its file."""

    id: str
    type: str
    sha256: str


class RubricRef(Value):
    """Which rubric graded; `sha256` is that of its file."""

    id: str
    sha256: str


class CueHeard(Value):
    """The deciding words, and where they stand in the greeting: characters, [start, end)."""

    text: str
    span: tuple[int, int]


class ChoiceMade(Value):
    """The decision on one line of the call.

    `seconds_to_decide` counts from the end of the cue to the key or the hang-up (negative: before
    it could be heard, which is a guess), and for `leave` from the beep to the first speech.
    """

    line: str
    made: Made
    best: Made
    acceptable: tuple[Made, ...]
    verdict: Verdict
    critical: bool
    cue: CueHeard | None
    rule: Rule
    why: str
    inferred: bool
    guess: bool
    seconds_to_decide: float | None
    note: str


class Evidence(Value):
    """Words of the transcript, a stretch of the take, or both. Seconds from the take's start."""

    text: str
    start: int | None = None
    end: int | None = None
    from_seconds: float | None = None
    to_seconds: float | None = None


class Criterion(Value):
    """One check's result. `value` is what was found, `passed` whether that is good.

    `measured` is the figure of a numeric check, in `unit`. `score` is 0 to 100, None where there is
    none or where another criterion counts the same. Where the state is `not_sure`, `likely` is the
    likelier answer.
    """

    title: str
    value: bool | None
    passed: bool | None
    state: State
    score: float | None
    evidence: tuple[Evidence, ...]
    why: str
    advice: str
    rule: Rule
    measured: float | None = None
    unit: str = ""
    likely: bool | None = None


class WordHeard(Value):
    """One word of the message; `start` and `end` in seconds, None when it was typed."""

    w: str
    start: float | None
    end: float | None
    probability: float


def _graded_before(fields: dict[str, Any]) -> Graded:
    """Scorecards from before corrections do not say; words that were typed have no times."""
    words: tuple[WordHeard, ...] = fields.get("words", ())
    return "typed" if words and words[0].start is None else "heard"


class MessageHeard(Value):
    """The message that was graded; `seconds` from the first speech to the last, None when typed.

    `graded` says where its words come from: heard by the recogniser, heard and then corrected by
    the rep, or typed. Where they were corrected, `heard` is the recogniser's text, else None.
    """

    transcript: str
    words: tuple[WordHeard, ...]
    seconds: float | None
    graded: Graded = Field(default_factory=_graded_before)
    heard: str | None = None


class SentencePace(Value):
    """How fast one sentence was said, pauses in it included."""

    text: str
    from_seconds: float
    to_seconds: float
    words_per_minute: float


class Delivery(Value):
    """How it was said. None where it was not measured; `not_measured` says why, by field.

    `energy` and its four parts are of the sound alone, and so is `syllables_per_second_by_sound`;
    `energy_over_baseline` is the difference, which is what the grade rests on.
    `longest_run_seconds` is the longest speech without a pause, `level_db` the loudness of speech
    in dB of full scale, `clipped_share` 0 to 1.
    `fillers_per_minute` counts um, uh and their kind as far as they were heard: it is approximate.
    `restarts` counts words that were begun anew, `pace_over_time` has a figure for each sentence of
    five words and more. `warnings` are sentences on the recording.
    """

    words_per_minute: float | None = None
    syllables_per_second: float | None = None
    syllables_per_second_by_sound: float | None = None
    energy: float | None = None
    energy_baseline: float | None = None
    energy_over_baseline: float | None = None
    pitch_semitones_per_second: float | None = None
    intensity_db_per_second: float | None = None
    centroid_hz: float | None = None
    fillers_per_minute: float | None = None
    pauses: int | None = None
    digits_per_second: float | None = None
    speech_seconds: float | None = None
    longest_run_seconds: float | None = None
    restarts: int | None = None
    level_db: float | None = None
    clipped_share: float | None = None
    pace_over_time: tuple[SentencePace, ...] = ()
    warnings: tuple[str, ...] = ()
    not_measured: dict[str, str] = Field(default_factory=dict)


class Fix(Value):
    """One thing to do differently: `gain` is in points of the overall score, once those before are.

    `words` are those that it is about; `example` says it as it could be said to this prospect.
    """

    criterion: str
    title: str
    gain: float
    tip: str
    words: tuple[Evidence, ...]
    example: str


class Praise(Value):
    """One thing that was good, with its words."""

    criterion: str
    title: str
    says: str
    words: tuple[Evidence, ...]


class Coaching(Value):
    """At most three fixes, the most valuable first, and at most three things that were good."""

    fixes: tuple[Fix, ...] = ()
    praise: tuple[Praise, ...] = ()


class LanguageRef(Value):
    """With what words were judged: the hash of the linear models, and whether by meaning too."""

    weights_sha256: str
    embeddings: bool


class SumLine(Value):
    """One line of the arithmetic: `points` = `score` x `weight` / the weights measured."""

    part: Part | Literal["overall"]
    what: str
    score: float | None
    weight: float
    points: float | None
    note: str = ""


class Score(Value):
    """The three parts and their sum, each 0 to 100, or None where nothing was measured."""

    where: float | None
    what: float | None
    how: float | None
    overall: float | None
    would_call_back: Literal["yes", "maybe", "no"] | None


class Scorecard(Value):
    """Everything a grade consists of.

    `choice` is the decision that settled WHERE: the lowest, the first among equals. A recording
    graded without a call has no choices: `choices` is empty and `choice` None. Scorecards of before
    version 2 of the rubric have no `coaching` and no `language`.
    """

    schema_version: Literal[1] = 1
    attempt: str
    scenario: ScenarioRef
    rubric: RubricRef
    passed: bool
    choices: tuple[ChoiceMade, ...]
    choice: ChoiceMade | None
    message: MessageHeard | None
    criteria: dict[str, Criterion]
    delivery: Delivery
    score: Score
    arithmetic: tuple[SumLine, ...]
    coaching: Coaching = Coaching()
    language: LanguageRef | None = None
