"""The evidence in a message, as marks that can be chosen one by one: why, rule, source, advice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from simulator.tui.harmless import harmless
from simulator.tui.widgets.rows import Row
from simulator.wording import counted, verdict_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.grading.rubric import Rubric
    from simulator.grading.score import Criterion, MessageHeard, Scorecard, WordHeard

GOOD, BAD, UNSURE, QUIET = "$text-success", "$text-error", "$text-warning", "$foreground 75%"
COLOURS = {True: GOOD, False: BAD, None: UNSURE}
_MOST = 0.6
"""Evidence that is more of a message than this is the message; it is not marked in it."""
LABEL_WIDTH = 9


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the message, [start, end) in characters, and the criterion that rests on them.

    `from_seconds` is when they are said in the take, None where nobody knows.
    """

    criterion_id: str
    criterion: Criterion
    text: str
    start: int
    end: int
    from_seconds: float | None


def marks_of(scorecard: Scorecard) -> tuple[Mark, ...]:
    """All marks in the order of the message; at one place, what failed comes first."""
    message = scorecard.message
    if message is None:
        return ()
    found: list[Mark] = []
    for id_, criterion in scorecard.criteria.items():
        for words in criterion.evidence:
            if words.start is None or words.end is None or words.end <= words.start:
                continue
            if words.end - words.start >= _MOST * len(message.transcript):
                continue
            seconds = words.from_seconds
            if seconds is None:
                seconds = _said_at(message, words.start)
            found.append(Mark(id_, criterion, words.text, words.start, words.end, seconds))
    rank = {False: 0, None: 1, True: 2}
    return tuple(sorted(found, key=lambda m: (m.start, rank[m.criterion.passed], m.end)))


def marked_text(
    message: MessageHeard,
    marks: Sequence[Mark],
    chosen: int | None = None,
    said: tuple[int, int] | None = None,
) -> Content:
    """The message with its marks underlined; each can be clicked.

    `chosen` is the number of a mark, `said` the word that is heard now, in characters.
    """
    text = harmless(Content(message.transcript))
    for number, mark in enumerate(marks):
        click = Style.from_meta({"@click": f"screen.mark({number})"})
        text = text.stylize(click, mark.start, mark.end)
        text = text.stylize(f"underline {COLOURS[mark.criterion.passed]}", mark.start, mark.end)
    if chosen is not None:
        text = text.stylize("bold reverse", marks[chosen].start, marks[chosen].end)
    if said is not None:
        text = text.stylize("bold reverse", *said)
    words = counted(len(message.transcript.split()), "word")
    length = words if message.seconds is None else f"{message.seconds:.0f} s, {words}"
    return Content.assemble((f"{length}: ", QUIET), "“", text, "”")


def word_said(message: MessageHeard, at_seconds: float) -> tuple[int, int] | None:
    """The word that is said at a moment of the take, in characters; None between words."""
    for word, start, end in _placed(message):
        if word.start is not None and word.end is not None and word.start <= at_seconds < word.end:
            return start, end
    return None


def told(mark: Mark, number: int, of: int, rubric: Rubric | None) -> Iterator[Row]:
    """What a mark is about; `rubric` is the one that graded it, None where it is not at hand."""
    criterion = mark.criterion
    at = "" if mark.from_seconds is None else f"  {_clock(mark.from_seconds)}"
    heading = Content.assemble(
        (criterion.title, "bold"),
        (f"  {verdict_word(criterion)}", COLOURS[criterion.passed]),
        (f"{at}   mark {number} of {of}", QUIET),
    )
    yield Row(heading)
    yield Row(Content(criterion.why), _label("why"))
    if criterion.advice and criterion.passed is not True:
        yield Row(Content(criterion.advice), _label("try"))
    rule = f" {rubric.rules[criterion.rule]}" if rubric and criterion.rule in rubric.rules else ""
    yield Row(Content(f"{criterion.rule}.{rule}"), _label("rule"))
    weighing = rubric.weighings.get(mark.criterion_id) if rubric else None
    if weighing is not None:
        yield Row(Content(" ".join(weighing.source.split())), _label("source"))


def _label(word: str) -> Content:
    return Content.styled(word, QUIET)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _said_at(message: MessageHeard, at: int) -> float | None:
    """When the word is said that stands at a character."""
    return next((word.start for word, _, end in _placed(message) if end > at), None)


def _placed(message: MessageHeard) -> Iterator[tuple[WordHeard, int, int]]:
    """The words with their places in the text."""
    at = 0
    for word in message.words:
        start = message.transcript.find(word.w, at)
        if start < 0:
            return
        at = start + len(word.w)
        yield word, start, at
