"""What: the message asks to be called back; good advice to some, bad to others."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.asks import asks


def _find(subject: Subject) -> Iterator[Found]:
    allowed = subject.reading.recognised_digits
    for ask in asks(subject.message.text, subject.rep.number, allowed):
        if ask.channel == "call":
            yield ask.span


check = Check(
    id="asks_for_callback",
    title="Asks for a call back",
    rule="CALLBACK",
    why="Few people call a stranger back; who asks for it spends the message on a wish.",
    source=(
        "Gong with 30 Minutes to President's Club 2024: never ask for a call back. The founding "
        "text says the opposite, so only the rubric double-tap counts this"
    ),
    advice="Leave the number and the ask for a call out, and point to your email.",
    praise="You did not ask for a call.",
    find=_find,
    wants="none",
    examples=(
        Example(text="Please «call me back» at «617-555-0142».", state="yes"),
        Example(text="No need to call me back: I've sent you an email.", state="no"),
        Example(text="Reply to my email, it's all in there.", state="no"),
    ),
)
