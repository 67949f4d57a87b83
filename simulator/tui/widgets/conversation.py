"""What was said and pressed in a call, as captions; the last one grows while it is spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.tui.captions import words_heard

if TYPE_CHECKING:
    from simulator.ports import Sound

Who = Literal["them", "you", "phone"]
_TO_THE_END_SECONDS = 0.7
"""A sound that has only this left was heard to its end: a speaker is never quite on our clock."""


class Utterance(Static):
    """One stretch of captions, or one line about what happened."""

    def __init__(self, who: Who, text: str) -> None:
        super().__init__(Content(text), classes=f"-{who}", markup=False)
        self.text = text

    def show(self, text: str) -> None:
        """Show more of it."""
        if text != self.text:
            self.text = text
            self.update(Content(text))


class Conversation(VerticalScroll, can_focus=False):
    """The captions of one call, the newest at the bottom."""

    def __init__(self) -> None:
        super().__init__()
        self._live: Utterance | None = None
        self._pressed: Utterance | None = None
        self._sound: Sound | None = None
        self._began_seconds = 0.0
        self._from_seconds = 0.0

    def add(self, who: Who, text: str) -> Utterance:
        """Add a line."""
        utterance = Utterance(who, text)
        self.mount(utterance)
        self.scroll_end(animate=False)
        return utterance

    def press(self, key: str) -> None:
        """The rep pressed a key; several in a row share a line."""
        if self._pressed is None or self._pressed is not self.children[-1]:
            self._pressed = self.add("phone", f"you pressed {key}")
        else:
            self._pressed.show(f"{self._pressed.text} {key}")

    def begin(self, sound: Sound, now_seconds: float, from_seconds: float) -> None:
        """A sound can be heard from `from_seconds` on; `now_seconds` is the call's clock."""
        self.settle(now_seconds)
        self._sound = sound
        self._from_seconds = sound.segment_start_seconds(from_seconds)
        self._began_seconds = now_seconds - self._from_seconds
        self._live = self.add("them", "")
        self.tick(now_seconds)

    def tick(self, now_seconds: float) -> None:
        """Show what has been heard by now."""
        if self._live is None or self._sound is None:
            return
        at_seconds = now_seconds - self._began_seconds
        heard = words_heard(self._sound, at_seconds, self._from_seconds)
        if heard != self._live.text:
            self._live.show(heard)
            self.scroll_end(animate=False)

    def settle(self, now_seconds: float) -> None:
        """Nothing can be heard any more: what was heard stays, a dash says that it broke off."""
        if self._live is not None and self._sound is not None:
            left_seconds = self._sound.seconds - (now_seconds - self._began_seconds)
            if left_seconds <= _TO_THE_END_SECONDS:
                self._live.show(words_heard(self._sound, self._sound.seconds, self._from_seconds))
            elif self._live.text:
                self._live.show(f"{self._live.text} –")
            else:
                self._live.remove()
        self._live = self._sound = None
