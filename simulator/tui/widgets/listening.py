"""One sound, heard closely: a line of time with its place, and the words with a cursor in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from typing_extensions import override

from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from simulator.ports import Caption, Sound
    from simulator.session.playback import Playback

FRAMES_PER_SECOND = 15
PLAYED, PLACE, TO_COME = "━", "●", "─"
CURSOR = "bold reverse"
COMING = "$foreground 75%"
_ROOM_SHARE = 0.85
"""Lines break before their end: so much of a page's room is taken by words."""


def clock(seconds: float) -> str:
    """Seconds as people read them: 0:07."""
    whole = int(max(0.0, seconds))
    return f"{whole // 60}:{whole % 60:02d}"


class TimeLine(Static):
    """Whether it plays, where it is, and how long it is; a click goes there."""

    class Clicked(Message):
        """Somebody wants to hear from here; `share` is 0 to 1."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.share = share

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._before = self._track = 0

    def show(self, state: str, at_seconds: float, seconds: float) -> None:
        """Draw it for the width there is."""
        left, right = f"{state:<8}{clock(at_seconds)} ", f" {clock(seconds)}"
        self._before = len(left)
        self._track = max(1, self.size.width - len(left) - len(right))
        at = min(self._track - 1, round(at_seconds / seconds * (self._track - 1)) if seconds else 0)
        played, to_come = PLAYED * at, TO_COME * (self._track - 1 - at)
        self.update(
            Content.assemble(left, (played, "$accent"), (PLACE, "$accent bold"), to_come, right)
        )

    def on_click(self, event: events.Click) -> None:
        """Go where it was clicked."""
        share = (event.x - self._before) / max(1, self._track - 1)
        if 0 <= share <= 1:
            self.post_message(self.Clicked(share))


class Listening(Vertical):
    """A sound under a line of time, word by word. Nothing is shown until `open`."""

    class Ended(Message):
        """It was played to its end."""

    def __init__(self) -> None:
        super().__init__()
        self._playback: Playback | None = None
        self._starts: Sequence[float] = (0.0,)
        self._shown: tuple[object, ...] = ()
        self._told_end = False
        self._waits_paused = False

    @override
    def compose(self) -> ComposeResult:
        yield TimeLine()
        yield Static(id="listening-words", markup=False)

    def on_mount(self) -> None:
        """Keep the place up to date."""
        self.set_interval(1 / FRAMES_PER_SECOND, self.tick)

    def on_unmount(self) -> None:
        """Nobody listens any more."""
        if self._playback is not None:
            self._playback.close()

    def open(self, playback: Playback, sentence_starts_seconds: Sequence[float]) -> None:
        """Take another sound, at its beginning and silent."""
        if self._playback is not None:
            self._playback.close()
        self._playback = playback
        self._starts = sentence_starts_seconds
        self._told_end = False
        self.tick()

    def empty(self) -> None:
        """Take the sound away: another one is being prepared."""
        if self._playback is not None:
            self._playback.close()
        self._playback = None
        self._waits_paused = False

    @property
    def position_seconds(self) -> float:
        """How far it is."""
        return 0.0 if self._playback is None else self._playback.position_seconds

    @property
    def trouble(self) -> str:
        """Why nothing is heard, or ""."""
        return "" if self._playback is None else self._playback.trouble

    def play(self, from_seconds: float | None = None) -> None:
        """Go on, or play from a moment; not what was paused before it was there."""
        if self._playback is None:
            return
        if self._waits_paused and from_seconds is None:
            self._waits_paused = False
            return
        self._told_end = self._waits_paused = False
        if from_seconds is not None:
            self._playback.pause()
            self._playback.jump(from_seconds)
        self._playback.play()
        self.tick()

    def pause(self) -> None:
        """Fall silent."""
        if self._playback is not None:
            self._playback.pause()
            self.tick()

    def toggle(self) -> None:
        """Pause, or go on; what is not there yet will begin paused."""
        if self._playback is None:
            self._waits_paused = not self._waits_paused
        else:
            self._told_end = False
            self._playback.toggle()
            self.tick()

    def over_sentences(self, steps: int) -> None:
        """Jump by sentences."""
        if self._playback is not None:
            self._playback.jump_over(self._starts, steps)
            self.tick()

    def on_time_line_clicked(self, event: TimeLine.Clicked) -> None:
        """Somebody clicked into the line of time."""
        event.stop()
        if self._playback is not None:
            self._playback.jump(event.share * self._playback.sound.seconds)
            self.tick()

    def on_resize(self, _: events.Resize) -> None:
        """Draw it anew."""
        self._shown = ()
        self.tick()

    def tick(self) -> None:
        """Show how far it is; what is shown already is left alone."""
        playback = self._playback
        if playback is None or not self.is_mounted:
            return
        at, sound = playback.position_seconds, playback.sound
        state = "playing" if playback.is_playing else ("ended" if playback.is_over else "paused")
        word = word_at(sound.captions, at)
        line = self.query_one(TimeLine)
        shown = (state, int(at * 4), word, line.size.width)
        if shown == self._shown:
            return
        self._shown = shown
        line.show(state, at, sound.seconds)
        self.query_one("#listening-words", Static).update(self._words(sound, word))
        if state == "ended" and not self._told_end:
            self._told_end = True
            self.post_message(self.Ended())

    def _words(self, sound: Sound, word: int) -> Content:
        region = self.query_one("#listening-words").size
        room = int(max(1, region.width) * max(1, region.height) * _ROOM_SHARE)
        first, last = page_of([len(c.text) + 1 for c in sound.captions], word, room)
        pieces: list[Content] = []
        for index in range(first, last):
            text = without_control_characters(sound.captions[index].text)
            style = CURSOR if index == word else ("" if index < word else COMING)
            pieces.append(Content.styled(text, style))
        return Content(" ").join(pieces)


def word_at(captions: Sequence[Caption], at_seconds: float) -> int:
    """Which word is said at a moment, or was said last; -1 before the first."""
    begun = [i for i, caption in enumerate(captions) if caption.start_seconds <= at_seconds]
    return begun[-1] if begun else -1


def page_of(lengths: Sequence[int], word: int, room: int) -> tuple[int, int]:
    """The words, first and one past the last, that share a page with this one.

    `lengths` are the words' letters with a space each, `room` a page's. A page turns when its last
    word has been said, so that what is read does not move all the time.
    """
    first = used = 0
    for index, length in enumerate(lengths):
        if used + length > room and index > first:
            if word < index:
                return first, index
            first, used = index, 0
        used += length
    return first, len(lengths)
