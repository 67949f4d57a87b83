"""One message as it is heard from an answering machine: no going back, and no words unless asked.

Where there is no sound to hear, the words come by themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from typing_extensions import override

from simulator.scenario.control import without_control_characters
from simulator.tui.captions import words_heard
from simulator.tui.widgets.listening import FRAMES_PER_SECOND, TimeLine

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from simulator.session.playback import Playback

WORDS_SHOWN = 80
"""So many of the last words fit on the smallest screen."""


class Voicemail(Vertical):
    """A sound that plays forward only."""

    class Ended(Message):
        """It was played to its end."""

    class Failed(Message):
        """It cannot be heard; `why` is a sentence."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(self) -> None:
        super().__init__()
        self._playback: Playback | None = None
        self._has_words = False
        self._shown: tuple[object, ...] = ()
        self._told_end = self._told_trouble = False

    @override
    def compose(self) -> ComposeResult:
        yield TimeLine()
        yield Static(id="voicemail-words", markup=False)

    def on_mount(self) -> None:
        """Keep the place up to date."""
        self.set_interval(1 / FRAMES_PER_SECOND, self.tick)

    def on_unmount(self) -> None:
        """Nobody listens any more."""
        self.close()

    @property
    def position_seconds(self) -> float:
        """How far it is."""
        return 0.0 if self._playback is None else self._playback.position_seconds

    def play(self, playback: Playback) -> None:
        """Play another sound from its beginning."""
        self.close()
        self._playback = playback
        self._told_end = self._told_trouble = False
        playback.play()
        self.tick()

    def pause_or_go_on(self) -> None:
        """Pause, or go on; what is over stays over."""
        if self._playback is not None and not self._playback.is_over:
            self._playback.toggle()
            self.tick()

    def close(self) -> None:
        """Fall silent."""
        if self._playback is not None:
            self._playback.close()

    def show_words(self, *, shown: bool) -> None:
        """Show the words as they are said, or only how far it is."""
        self._has_words = shown
        self.tick()

    def on_time_line_clicked(self, event: TimeLine.Clicked) -> None:
        """A machine in a car has no line of time to click on: nothing happens."""
        event.stop()

    def on_resize(self, _: events.Resize) -> None:
        """Draw it anew."""
        self._shown = ()
        self.tick()

    def tick(self) -> None:
        """Show how far it is; what is shown already is left alone."""
        playback = self._playback
        if playback is None or not self.is_mounted:
            return
        if playback.trouble and not self._told_trouble:
            self._told_trouble = True
            self.post_message(self.Failed(playback.trouble))
        at = playback.position_seconds
        state = "playing" if playback.is_playing else ("ended" if playback.is_over else "paused")
        words = self._words(playback, at)
        line = self.query_one(TimeLine)
        shown = (state, int(at * 4), words, line.size.width)
        if shown == self._shown:
            return
        self._shown = shown
        line.show(state, at, playback.sound.seconds)
        self.query_one("#voicemail-words", Static).update(Content(words))
        if state == "ended" and not self._told_end:
            self._told_end = True
            self.post_message(self.Ended())

    def _words(self, playback: Playback, at_seconds: float) -> str:
        sound = playback.sound
        if not (self._has_words or sound.path is None or playback.trouble):
            return ""
        words = without_control_characters(words_heard(sound, at_seconds)).split()
        return " ".join(["...", *words[-WORDS_SHOWN:]] if len(words) > WORDS_SHOWN else words)
