"""What the rep decided on each line of the call, and whether that was right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.call import events as ev
from simulator.grading.limits import ChoicePoints, Reading
from simulator.grading.score import ChoiceMade, CueHeard, Verdict
from simulator.grading.transcript import Transcript
from simulator.grading.visits import Visit, visits
from simulator.scenario.model import Choice, Line, Made, Scenario
from simulator.scenario.speech import find_cue

GUESS = "You decided before the deciding words could be heard: that was a guess."
INFERRED = "The founding text is silent here; this is our answer."
SHORT_NOISE = "What you said was too short to be a message."
DOING = {
    "leave": "leave a message", "hang_up": "hang up", "zero_out": "press 0#",
    "answer_screen": "answer the question", "ask_by_name": "ask for the person by name",
    "ask_who": "ask who is in charge", "pitch": "pitch",
}  # fmt: skip


def doing(made: Made) -> str:
    """A decision in words: `press 0#`."""
    return DOING.get(made) or f"press {made.removeprefix('key:')}"


def is_message(recorded: ev.Recorded, transcript: Transcript | None, reading: Reading) -> bool:
    """Whether a recording is a message, or only a short noise before hanging up."""
    if transcript is not None and transcript.source == "typed":
        return len(transcript.words) >= reading.min_message_words
    heard = transcript.speech_seconds if transcript is not None else None
    seconds = recorded.speech_seconds if heard is None else heard
    return seconds >= reading.min_message_seconds


def messages(
    events: tuple[ev.Event, ...], transcripts: Mapping[str, Transcript], reading: Reading
) -> tuple[ev.Recorded, ...]:
    """The recordings of a call that are messages, in order."""
    recordings = (e for e in events if isinstance(e, ev.Recorded))
    return tuple(r for r in recordings if is_message(r, transcripts.get(r.take), reading))


def decisions(
    scenario: Scenario,
    events: tuple[ev.Event, ...],
    transcripts: Mapping[str, Transcript],
    reading: Reading,
    points: ChoicePoints,
) -> tuple[ChoiceMade, ...]:
    """The decision on each line that was reached and asks for one, in the order of the call."""
    left = {
        m.line: _without_typed_time(m, transcripts)
        for m in reversed(messages(events, transcripts, reading))
    }
    return tuple(
        choice_made(visit, line, line.choice, left.get(visit.line), points)
        for visit in visits(scenario, events)
        if (line := scenario.lines[visit.line]).choice is not None
    )


def _without_typed_time(
    recorded: ev.Recorded, transcripts: Mapping[str, Transcript]
) -> ev.Recorded:
    """What was typed has no first speech."""
    transcript = transcripts.get(recorded.take)
    typed = transcript is not None and transcript.source == "typed"
    return replace(recorded, first_speech_seconds=None) if typed else recorded


def choice_made(
    visit: Visit,
    line: Line,
    choice: Choice,
    message: ev.Recorded | None,
    points: ChoicePoints,
) -> ChoiceMade:
    """The decision of one visit of a line, whose `choice` says what is right there.

    With a `message` it was left, and the seconds to decide are those until it began.
    """
    made = "leave" if message else visit.made or "hang_up"
    verdict = _verdict(choice, made)
    guess, seconds = _deciding(visit, message)
    notes = (
        GUESS if guess else "",
        SHORT_NOISE if visit.was_recorded and made != "leave" else "",
        f"Accepted; the best was to {doing(choice.best)}." if verdict == "acceptable" else "",
        INFERRED if choice.inferred else "",
    )
    return ChoiceMade(
        line=visit.line,
        made=made,
        best=choice.best,
        acceptable=choice.acceptable,
        verdict=verdict,
        critical=points.is_critical(made, verdict, choice.rule),
        cue=_cue(line),
        rule=choice.rule,
        why=choice.why,
        inferred=choice.inferred,
        guess=guess,
        seconds_to_decide=seconds,
        note=" ".join(n for n in notes if n),
    )


def _verdict(choice: Choice, made: Made) -> Verdict:
    if made == choice.best:
        return "best"
    return "acceptable" if made in choice.acceptable else "wrong"


def _deciding(visit: Visit, message: ev.Recorded | None) -> tuple[bool, float | None]:
    """Whether it was a guess, and the seconds to decide."""
    guess = visit.cue_at is not None and not visit.cue_is_heard
    if message:
        return guess, message.first_speech_seconds
    if visit.cue_at is None or visit.made_at is None:
        return guess, None
    seconds = visit.made_at - visit.cue_at
    if seconds < 0:
        return True, round(seconds, 2)
    return guess, None if guess else round(seconds, 2)


def _cue(line: Line) -> CueHeard | None:
    span = find_cue(line.greeting_text, line.cue) if line.cue else None
    return CueHeard(text=line.greeting_text[slice(*span)], span=span) if span else None
