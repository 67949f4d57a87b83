"""Words that fill a pause: um, uh, and the likes of "you know" where they mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.grading.transcript import Span

HESITATIONS = frozenset({
    "um", "umm", "uhm", "uh", "uhh", "er", "err", "erm", "ah", "ahh", "hm", "hmm", "mm", "mmm",
    "mhm", "em", "eh",
})  # fmt: skip
"""Sounds that are no words at all."""
_SOUND = r"u+h*m+|u+h+|e+r+m*|a+h+|h+m+|m{2,}|e+m|eh"
_AFTER_LIKE = (
    r"um|uh|er|erm|i|you|he|she|we|they|it|it['’]?s|that['’]?s|a lot|really|totally|super|kind|"
    r"sort|so|talk|doing|going|trying|keeping|literally|on|in|to|two|three|maybe|whatever|hey|"
    r"probably|basically|thinking|calling|saying|this|every|all|just"
)
_BEFORE_LIKE = (
    r"um|uh|er|erm|and|but|so|was|were|is|are|am|be|it['’]?s|that['’]?s|i['’]?m|you['’]?re|"
    r"we['’]?re|they['’]?re|to|just|know|mean|guess|because|of|or|with|been|then|guys|yeah|well|"
    r"okay|you|we|for|thing|had|have|got"
)
_FILLER = re.compile(
    rf"\b(?:{_SOUND})\b"
    r"|(?<!do )(?<!did )(?<!let )(?<!if )(?<!as )(?<!would )(?<!might )(?<!may )(?<!what )"
    r"\byou know\b(?! (?:how|what|that|who|where|when|why|the|your|if|better|about|it|this|me|us|"
    r"all|more|which|by|from|as|someone|somebody|anyone|anybody|exactly))"
    r"|\bi mean\b(?! (?:it|that|business|the))"
    r"|(?<!this )(?<!that )(?<!what )(?<!some )(?<!any )(?<!the )(?<!of )(?<!same )(?<!every )"
    r"(?<!one )(?<!another )(?<!different )(?<!which )(?<!right )(?<!a )(?<!no )"
    r"\b(?:sort|kind) of(?: like)?\b"
    r"|\bbasically\b|\bliterally\b"
    rf"|\b(?:(?<=\bum )|(?<=\buh ))like\b|\blike\b(?=,)|(?<=, )like\b"
    rf"|\b(?P<before>{_BEFORE_LIKE}) (?P<like>like)\b(?= (?:{_AFTER_LIKE})\b)",
    re.IGNORECASE,
)


def fillers(text: str) -> Iterator[Span]:
    """Where the fillers of a text stand, in order."""
    shouts = text.isupper()
    for match in _FILLER.finditer(text):
        is_acronym = not shouts and len(match[0]) > 1 and match[0].isupper()
        if not is_acronym:
            yield Span(*match.span("like" if match["like"] else 0))
