"""Calls that were cut off, one at a time, and what can be done with the first of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from simulator.tui.keys import changed_keys, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.session.recovery import Unfinished

KEYS = "Press {recover} to grade it, {erase} to erase it, {later} to decide later."
ONCE_MORE = "Press {erase} once more to erase this call and its recordings."


class LeftBehind(Static):
    """One sentence on the first call that was cut off; hidden where there is none."""

    class Changed(Message):
        """Another sentence stands here, or none."""

    def __init__(self) -> None:
        super().__init__(id="left-behind", markup=False)
        self._calls: tuple[Unfinished, ...] = ()
        self._is_erasing = False

    @property
    def first(self) -> Unfinished | None:
        """The call that the sentence is about."""
        return self._calls[0] if self._calls else None

    def show(self, calls: Sequence[Unfinished]) -> None:
        """Show the first of these."""
        self._calls = tuple(calls)
        self._is_erasing = False
        self.say(f"{self._calls[0].sentence} {self._with_keys(KEYS)}" if self._calls else "")

    def put_off(self) -> None:
        """Go on to the next call; this one is done with, or waits for the next start."""
        self.show(self._calls[1:])

    def is_sure(self) -> bool:
        """Whether the call is to be erased: asks once more the first time."""
        if self._is_erasing:
            return True
        self._is_erasing = True
        self.say(self._with_keys(ONCE_MORE))
        return False

    def begin(self, sentence: str) -> Unfinished | None:
        """Take the first call away to work on it, and say what is being done."""
        taken, self._calls = self.first, self._calls[1:]
        if taken is not None:
            self.say(sentence)
        return taken

    def end(self) -> None:
        """The work is done: on to the next call."""
        self.show(self._calls)

    def say(self, sentence: str) -> None:
        """Say something else in this place."""
        self.update(Content(sentence))
        self.set_class(bool(sentence), "-shown")
        self.post_message(self.Changed())

    def _with_keys(self, sentence: str) -> str:
        return told(sentence, "home", changed_keys(self.app))
