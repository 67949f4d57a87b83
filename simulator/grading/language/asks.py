"""What a message asks for, by the channel on which the answer should come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from simulator.grading.language import ask_phrases
from simulator.grading.language.phone_number import readings
from simulator.grading.transcript import Span

Channel = Literal["call", "email", "text", "site", "calendar", "forward", "answer"]

_CHANNELS: tuple[tuple[Channel, re.Pattern[str]], ...] = (
    ("forward", ask_phrases.FORWARD),
    ("calendar", ask_phrases.CALENDAR),
    ("text", ask_phrases.TEXT),
    ("email", ask_phrases.EMAIL),
    ("site", ask_phrases.SITE),
    ("call", ask_phrases.CALL),
    ("answer", ask_phrases.ANSWER),
)
"""More special ones first: "send this on" is not an email, "call on my calendar" not a call."""
_OWN_LETTERS = 80
"""So many letters before an ask hold what the rep will do: "I would just love to call"."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked, and where."""

    channel: Channel
    span: Span


def asks(text: str, number: str, max_errors: int) -> tuple[Ask, ...]:
    """Everything that is asked, in order. A number that is left asks for a call.

    `number` is the rep's, of which `max_errors` digits may be amiss. Who says that there is no need
    to call does not ask for it, though the number is left.
    """
    found = list(_phrases(text))
    if ask_phrases.NO_CALL.search(text):
        found = [a for a in found if a.channel != "call"]
    else:
        found += [Ask("call", heard.span) for heard in readings(text, number, max_errors)]
    if any(a.channel != "answer" for a in found):
        found = [a for a in found if a.channel != "answer"]
    return tuple(sorted(found, key=lambda a: a.span.start))


def _phrases(text: str) -> Iterator[Ask]:
    taken = bytearray(len(text))
    for channel, pattern in _CHANNELS:
        for match in pattern.finditer(text):
            start, end = match.span()
            before = text[max(0, start - _OWN_LETTERS) : start]
            if any(taken[start:end]) or ask_phrases.OWN.search(before):
                continue
            taken[start:end] = b"x" * (end - start)
            yield Ask(channel, Span(start, end))
