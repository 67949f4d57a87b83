"""Where somebody says who they are: "this is Marcus Bell from LoadSync", "it's Ben" and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.grading.transcript import Span

_SAYS = r"(?:this is|this has(?= been)|it['’]?s|it is|i['’]?m|i am|name is|name['’]?s)"
_FILLERS = r"(?:[\s,]+(?:um|uh|er|erm|just))*[\s,]+"
_NAME = r"(?P<name>[a-z][\w'’-]*(?:[ ]+[a-z][\w'’-]*)?)"
_THEN = r"(?=\s*(?:[,.;:!?]|$)|\s+(?:from|with|at|over|of|here|calling|and)\b)"
INTRODUCTION = re.compile(rf"\b{_SAYS}{_FILLERS}{_NAME}{_THEN}", re.IGNORECASE)


def introductions(text: str) -> Iterator[Span]:
    """Where the one or two words stand that somebody gives as their name."""
    for match in INTRODUCTION.finditer(text):
        yield Span(*match.span("name"))


_JOINT = re.compile(
    r"(?:[\s,]+[\w'’-]+(?=\s+(?:at|from|with)\b))?"
    r"[\s,]*(?:(?:um|uh|er|erm|here|over|calling|calling you)\s+)*(?:at|from|with|of)?\s+"
    r"(?P<firm>\w[\w'’-]*(?:\s+[\w'’-]+){0,2})",
    re.IGNORECASE,
)


def firm_after(text: str, name: Span) -> Span | None:
    """The one to three words after a name, where a firm's name would stand; None at the end."""
    match = _JOINT.match(text, name.end)
    return Span(*match.span("firm")) if match else None
