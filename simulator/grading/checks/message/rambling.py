"""What: signs that the rep lost the thread."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.fillers import fillers
from simulator.grading.language.linear import score_text
from simulator.grading.language.rewriting import model_message
from simulator.grading.language.verdict import rules_and_model
from simulator.grading.transcript import Span

LOST = re.compile(
    r"\bwhere was i\b|\bwhat was i (?:saying|going to say)\b|\bi(?:['’]m| am| do)? (?:rambl|go on|"
    r"digress|losing my|lost my)\w*(?: \w+)?|\bbut (?:that['’]s|thats) (?:another|a different|"
    r"a whole|a long|beside|neither)\b|\blong story\b|\bbut (?:so )?anyway\b|"
    r"\b(?:so|but)? ?anyways?,? (?:so|um|uh|yeah|the|what|i)\b|\bspeaking of which\b"
    r"|\bfunny (?:story|thing)\b|\byou didn['’]t ask\b"
    r"|\bwhich reminds me\b|\bwhat else\b|\bas i was saying\b|\bi forget\b|\bbut i don['’]t know\b",
    re.IGNORECASE,
)
PER_HUNDRED = 100
MIN_SIGNS = 3
"""One aside is human; three are a thread that was lost."""


def _signs(text: str) -> Iterator[Span]:
    signs = [Span(*m.span()) for m in LOST.finditer(text)]
    if len(signs) >= MIN_SIGNS:
        yield from signs


def _find(subject: Subject) -> Iterator[Found]:
    stumbling = tuple(_stumbling(subject))
    yield from stumbling or rules_and_model(subject, "rambling", _signs(subject.message.text))


def _stumbling(subject: Subject) -> Iterator[Span]:
    """Fillers all along a message that is not short and has no reason to call back in it."""
    text, reading = subject.message.text, subject.reading
    found, words = tuple(fillers(text)), len(text.split())
    rate = PER_HUNDRED * len(found) / max(1, words)
    if words >= reading.rambling_words and rate >= reading.rambling_fillers:
        best = score_text(text).best("reason_to_call_back")
        if best is not None and best.probability < reading.model_fires_from:
            yield from found


check = Check(
    id="rambling",
    title="Signs of rambling",
    rule="PRACTISED",
    why="Who works off the cuff is seldom at their best, and a wandering message is not heard out.",
    source="the founding text: you need to practise what you are saying",
    advice="Say it once aloud before you dial: why them, one reason, your number. Then stop.",
    praise="You kept to one thread.",
    rewrite=model_message,
    find=_find,
    wants="none",
    examples=(
        Example(
            text="so «where was i» the thing is my cousin drives a van too «but that's another» "
            "story and he says um «what was i saying» yes the routes",
            state="yes",
        ),
        Example(
            text="Owen, three points. First, the vans stand all day. Second, the routes cross. "
            "Third, a bakery in Leeds has solved both, and I can tell you how.",
            state="no",
        ),
        Example(text="Hi Owen.", state="not_measured"),
    ),
)
