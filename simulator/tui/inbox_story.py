"""What became of an inbox, as rows: one's own messages first, then the others in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from simulator.practice.inbox_told import KIND_WORDS, decision_in_words, then_in_words
from simulator.scenario.control import without_control_characters
from simulator.tui.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.practice.inbox_told import Heard

STATE_WIDTH = 10
QUIET = "$foreground 75%"


def heard_rows(heard: Sequence[Heard]) -> Iterator[Row]:
    """The messages with their decisions."""
    for one in sorted(heard, key=lambda one: not one.is_own):
        yield from _rows(one)


def _rows(heard: Heard) -> Iterator[Row]:
    colour = "bold $accent" if heard.is_own else QUIET
    lead = Content.styled(KIND_WORDS[heard.hearing.message.kind], colour)
    title = f"{heard.title}  (message {heard.hearing.place})"
    yield Row(Content.styled(title, "bold"), lead, apart=True)
    yield Row(Content(without_control_characters(decision_in_words(heard))), Content(""))
    then = then_in_words(heard)
    if then:
        yield Row(Content.styled(then, QUIET), Content(""))
