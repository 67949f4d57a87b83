"""The message of a result: its marks, the one that is chosen, and its sound from there on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.tui.marks import LABEL_WIDTH, marked_text, marks_of, told, word_said
from simulator.tui.widgets.listening import FRAMES_PER_SECOND, clock
from simulator.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.timer import Timer

    from simulator.grading.rubric import Rubric
    from simulator.grading.score import MessageHeard, Scorecard
    from simulator.session.playback import Playback

HINT = "← → or a click chooses a mark, space plays from it"
FRAME_ROWS = 6
"""Heading, bars and footer: so many rows of the screen are not the story's."""
SILENT_HINT = "← → or a click chooses a mark"


class MarkedMessage(Vertical):
    """Words with their evidence. `rubric` is the one that graded them, where it is at hand."""

    def __init__(
        self, scorecard: Scorecard, message: MessageHeard, rubric: Rubric | None, *, has_sound: bool
    ) -> None:
        super().__init__()
        self._message = message
        self._marks = marks_of(scorecard)
        self._rubric = rubric
        self._has_sound = has_sound
        self._chosen: int | None = None
        self._said: tuple[int, int] | None = None
        self._playback: Playback | None = None
        self._watching: Timer | None = None

    @override
    def compose(self) -> ComposeResult:
        yield Static(marked_text(self._message, self._marks), id="message-words", markup=False)
        yield Static(self._hint, id="message-hint", markup=False)
        yield Rows(lead_width=LABEL_WIDTH, id="message-mark")

    def on_mount(self) -> None:
        """Watch the place while it plays."""
        self._watching = self.set_interval(1 / FRAMES_PER_SECOND, self._follow, pause=True)

    def on_unmount(self) -> None:
        """Nobody listens any more."""
        if self._playback is not None:
            self._playback.close()

    @property
    def has_marks(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self._marks)

    @property
    def chosen_seconds(self) -> float | None:
        """When the chosen words are said; the beginning, where none are chosen."""
        return 0.0 if self._chosen is None else self._marks[self._chosen].from_seconds

    def step(self, marks: int) -> None:
        """Choose the next mark, or the one before."""
        if self._marks:
            first = 0 if marks > 0 else len(self._marks) - 1
            at = first if self._chosen is None else (self._chosen + marks) % len(self._marks)
            self.choose(at)

    def choose(self, number: int) -> None:
        """Choose a mark and tell what it is about."""
        if not 0 <= number < len(self._marks):
            return
        self._chosen = number
        self._write()
        rows = told(self._marks[number], number + 1, len(self._marks), self._rubric)
        self._tell(rows)

    def open(self, playback: Playback) -> None:
        """The message can be heard now."""
        self._playback = playback

    @property
    def is_open(self) -> bool:
        """Whether it can be heard."""
        return self._playback is not None

    def toggle(self) -> None:
        """Play from the chosen mark, or fall silent."""
        if self._playback is None or self._watching is None:
            return
        if self._playback.is_playing:
            self._playback.pause()
        else:
            self._playback.jump(self.chosen_seconds or 0.0)
            self._playback.play()
            self._watching.resume()
        self._follow()

    @property
    def _hint(self) -> str:
        if not self._marks:
            return "space plays it" if self._has_sound else ""
        return HINT if self._has_sound else SILENT_HINT

    def _follow(self) -> None:
        playback = self._playback
        if playback is None:
            return
        at = playback.position_seconds
        said = word_said(self._message, at) if playback.is_playing else None
        hint = f"playing {clock(at)}, space stops" if playback.is_playing else self._hint
        self.query_one("#message-hint", Static).update(Content(playback.trouble or hint))
        if said != self._said:
            self._said = said
            self._write()
        if not playback.is_playing and self._watching is not None:
            self._watching.pause()

    def _write(self) -> None:
        text = marked_text(self._message, self._marks, self._chosen, self._said)
        self.query_one("#message-words", Static).update(text)

    def _tell(self, rows: Iterable[Row]) -> None:
        place = self.query_one("#message-mark", Rows)
        place.show(rows)
        place.add_class("-shown")
        self.call_after_refresh(self._show_mark)

    def _show_mark(self) -> None:
        """The message with its mark; of a message that fills the screen, what the mark says."""
        place = self.query_one("#message-mark")
        words = self.query_one("#message-words")
        if words.size.height <= (self.screen.size.height - FRAME_ROWS) // 2:
            self.scroll_visible(animate=False, top=True)
        else:
            place.scroll_visible(animate=False)
