"""How a message was said, as a picture: pace, pitch, loudness and words on one axis of time."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.grading.acoustics.picture import VoicePicture, begin, ending
from simulator.grading.picture_told import voice_in_words, word_in_words
from simulator.ports import PortError
from simulator.tui.commands import bindings
from simulator.tui.messages import ResultRequested
from simulator.tui.screens.page import Page
from simulator.tui.widgets.rows import Row, Rows
from simulator.tui.widgets.time_axis import FRAME_COLUMNS, LABEL_COLUMNS, View, columns_of
from simulator.tui.widgets.voice_bands import Band, PaceBand, PitchBand
from simulator.tui.widgets.voice_lanes import Lane, Loudness, PaceFigures, TimeLine, Words, around

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.desk import Desk

TITLE = "Your voice"
DRAWING = "Drawing your voice ..."
PADDING_COLUMNS = 2
NO_WORDS = "No word with a time was made out, so there is none to go to."


class VoiceScreen(Page):
    """The voice of one message. The cursor goes from word to word."""

    CSS_PATH = "voice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("voice")
    where = "voice"
    purpose = (
        "How you said it, on one axis of time. Bars are words a minute, dotted lines the pace that "
        "the rules ask for; the melody is your pitch around your usual one; ‖ is a pause."
    )
    AUTO_FOCUS = ""

    def __init__(self, attempt: Attempt, file: ScenarioFile | None, desk: Desk) -> None:
        super().__init__()
        self._attempt = attempt
        self._file = file
        self._desk = desk
        self._stop = threading.Event()
        self._picture: VoicePicture | None = None
        self._view = View.whole(0.0)
        self._cursor: int | None = None

    @override
    def body(self) -> ComposeResult:
        yield Static(DRAWING, id="voice-state", markup=False)
        with Vertical(id="voice-picture"):
            yield PaceFigures("voice-paces")
            yield PaceBand("voice-pace", _good_pace(self._desk))
            yield PitchBand("voice-pitch")
            yield Loudness("voice-loudness")
            yield Words("voice-words")
            yield TimeLine("voice-time")
        yield Static(id="voice-around", markup=False)
        yield Static(id="voice-word", markup=False)
        yield VerticalScroll(id="voice-told")

    def on_mount(self) -> None:
        """Say that it takes a moment, and begin."""
        self.heading.show(left=Content.styled(TITLE, "bold"))
        self.query_one("#voice-told").focus()
        self._draw()

    def on_unmount(self) -> None:
        """Whoever is still measuring need not go on."""
        self._stop.set()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"move", "first_word", "last_word"}:
            return self._cursor is not None and not self.is_too_small
        if action in {"closer", "wider"}:
            if self._picture is None or self.is_too_small:
                return False
            at_end = self._view.is_closest if action == "closer" else self._view.is_whole
            return None if at_end else True
        return super().check_action(action, parameters)

    def on_click(self, event: events.Click) -> None:
        """Go to the word that is said where somebody clicked."""
        region = self.query_one("#voice-picture").content_region
        inside = region.contains(event.screen_x, event.screen_y)
        if self._cursor is None or self._picture is None or not inside:
            return
        columns = columns_of(region.width)
        column = event.screen_x - region.x - LABEL_COLUMNS - FRAME_COLUMNS
        if 0 <= column < columns:
            self._go_to(self._picture.word_at(self._view.moment(column, columns)))

    def action_move(self, step: int) -> None:
        """So many words on, or back."""
        if self._cursor is not None:
            self._go_to(self._cursor + step)

    def action_first_word(self) -> None:
        """To the first word."""
        self._go_to(0)

    def action_last_word(self) -> None:
        """To the last word."""
        if self._picture is not None:
            self._go_to(len(self._picture.words) - 1)

    def action_closer(self) -> None:
        """Half as much."""
        self._look(self._view.closer(self._middle()))

    def action_wider(self) -> None:
        """Twice as much."""
        self._look(self._view.wider(self._middle()))

    def action_back(self) -> None:
        """Close the help, or go back to the result."""
        if not self.hid_pane():
            self.post_message(ResultRequested(self._attempt, self._file))

    @work(exclusive=True)
    async def _draw(self) -> None:
        try:
            picture = await asyncio.to_thread(self._desk.voice_picture, self._attempt, self._stop)
        except PortError as error:
            self.query_one("#voice-state", Static).update(Content(str(error)))
        else:
            await self._show_picture(picture)

    async def _show_picture(self, picture: VoicePicture) -> None:
        self._picture = picture
        self._view = View.whole(picture.seconds)
        self._cursor = 0 if picture.words else None
        told = voice_in_words(picture, self._attempt.scorecard.delivery.pauses)
        rows = [
            Row(Content(text), Content.styled(band, "bold")) for band, text in map(_parts, told)
        ]
        width = max(len(band) for band, _ in map(_parts, told)) + 2
        await self.query_one("#voice-told").mount(Rows(rows, lead_width=width))
        self.set_class(picture.curves is None, "-silent")
        self.add_class("-drawn")
        self._refresh_picture()

    def _go_to(self, index: int) -> None:
        if self._picture is None or self._cursor is None:
            return
        self._cursor = min(max(index, 0), len(self._picture.words) - 1)
        word = self._picture.words[self._cursor]
        self._look(self._view.with_moment(begin(word), ending(word)))

    def _look(self, view: View) -> None:
        self._view = view
        self._refresh_picture()

    def _middle(self) -> float:
        """Where closer and wider look at: the word under the cursor."""
        if self._picture is None or self._cursor is None:
            return (self._view.from_seconds + self._view.to_seconds) / 2
        word = self._picture.words[self._cursor]
        return (begin(word) + ending(word)) / 2

    def _refresh_picture(self) -> None:
        picture, cursor = self._picture, self._cursor
        if picture is None:
            return
        at = None if cursor is None else self._middle()
        for band in self.query(Band):
            band.show(picture, self._view, at)
        for lane in self.query(Lane):
            lane.show(picture, self._view, cursor)
        self._tell_word()
        self.refresh_bindings()

    def _tell_word(self) -> None:
        picture, cursor = self._picture, self._cursor
        if picture is None:
            return
        line = self.query_one("#voice-around", Static)
        detail = self.query_one("#voice-word", Static)
        length = f"{picture.seconds:.0f} s"
        if cursor is None:
            self.heading.show(right=length)
            line.update(Content(NO_WORDS))
            return
        self.heading.show(right=f"word {cursor + 1} of {len(picture.words)}, {length}")
        room = self.size.width - 2 * PADDING_COLUMNS
        line.update(around(picture, cursor, room), layout=False)
        text, before = Content(word_in_words(picture, cursor)), Content(str(detail.content))
        # On one line, as nearly always, nothing else has to move.
        fits = 0 < before.cell_length <= room and text.cell_length <= room
        detail.update(text, layout=not fits)

    def on_resize(self, _: events.Resize) -> None:
        """As many words as there is room for now."""
        self.call_after_refresh(self._tell_word)


def _parts(sentence: str) -> tuple[str, str]:
    """A band's name, and what is said of it."""
    band, _, text = sentence.partition(": ")
    return band, text


def _good_pace(desk: Desk) -> tuple[float, float] | None:
    """From where to where the rules want the pace, in words a minute."""
    weighing = desk.rubric.weighings.get("pace")
    bands = weighing.bands if weighing is not None else None
    if bands is None or bands.green_from is None or bands.green_to is None:
        return None
    return bands.green_from, bands.green_to
