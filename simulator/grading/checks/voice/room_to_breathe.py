"""How: the longest speech without a pause. Who listens needs gaps in which to follow."""

from __future__ import annotations

from simulator.grading.check import Check, Measured, NotMeasured, Subject
from simulator.grading.delivery import NO_PAUSES, NO_SOUND, TYPED
from simulator.grading.example import Example

MESSAGE = "Owen, it's Maya at TrailDesk about the night routes that you began to drive in May"


def _measure(subject: Subject) -> Measured | NotMeasured:
    message = subject.message
    if message.source == "typed":
        return NotMeasured(TYPED)
    if message.voice is None:
        return NotMeasured(NO_SOUND)
    longest = max(message.voice.speech, key=lambda m: m.end - m.start, default=None)
    if longest is None:
        return NotMeasured(NO_PAUSES)
    return Measured(longest.end - longest.start, (longest,))


check = Check(
    id="room_to_breathe",
    title="Room to breathe",
    rule="SLOW",
    why="Speech without a gap cannot be followed: the prospect has nothing but its sound.",
    source="speech is planned and heard in breath groups of 2 to 10 s; a gap has 0.25 s or more",
    advice="Stop for a breath where you would put a full stop.",
    praise="You left room to follow you.",
    measure=_measure,
    unit="s without a pause",
    examples=(
        Example(text=MESSAGE, state="yes", seconds=7, energy=0.0),
        Example(text=MESSAGE * 3, state="no", seconds=25, energy=0.0),
        Example(text="", state="not_measured", seconds=3, energy=0.0),
        Example(text=MESSAGE, state="not_measured", seconds=7),
        Example(text=MESSAGE, state="not_measured"),
    ),
)
