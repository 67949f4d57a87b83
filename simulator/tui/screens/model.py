"""Mine, model, mine: one's own message between two hearings of one that would be called back."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import PortError
from simulator.scenario.speech import Speech
from simulator.session.own_message import sentence_starts_seconds, to_hear
from simulator.session.playback import Playback
from simulator.session.silence import silent_sound
from simulator.tui.commands import bindings
from simulator.tui.messages import ResultRequested
from simulator.tui.screens.page import Page
from simulator.tui.widgets.listening import Listening

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.ports import Attempt, ScenarioFile, Sound
    from simulator.session.desk import Desk

Piece = Literal["mine", "model"]
TITLE = "Mine, model, mine"
WHO: dict[Piece, str] = {
    "mine": "Yours, as they hear it",
    "model": "One that would be called back",
}
PREPARING = "A moment: the message is being spoken ..."
MODEL_VOICES = ("tom", "lena", "bill")
"""No call of ours has all three, so the model is never spoken by the one who was called."""
NOTHING_OF_YOURS = "You left no message in this call, so there is only the model."
OVER = "That was all. 1 plays yours again, 2 the model; esc goes back to the result."


class ModelScreen(Page):
    """Two messages, heard one after the other."""

    CSS_PATH = "model.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("model")
    where = "model"
    purpose = "Hear your message, the model, and yours once more: the difference is the lesson."
    AUTO_FOCUS = ""

    def __init__(self, attempt: Attempt, file: ScenarioFile, desk: Desk) -> None:
        super().__init__()
        self._attempt = attempt
        self._file = file
        self._desk = desk
        self._mine = desk.message_left(attempt)
        self._order: tuple[Piece, ...] = (
            ("mine", "model", "mine") if self._mine is not None else ("model",)
        )
        self._at = 0
        self._stop = threading.Event()
        self._sounds: dict[Piece, tuple[Sound, tuple[float, ...]]] = {}

    @override
    def body(self) -> ComposeResult:
        with Vertical(id="piece"):
            yield Static(id="piece-who", markup=False)
            yield Static(id="piece-say", markup=False)
        yield Listening()

    def on_mount(self) -> None:
        """Begin with the first."""
        self.heading.show(left=Content.styled(TITLE, "bold"), right=self._file.scenario.title)
        self._begin(0)

    def on_unmount(self) -> None:
        """Nobody waits for the model any more."""
        self._stop.set()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"pause", "sentence", "onward", "piece"}:
            if self.is_too_small:
                return False
            return parameters != ("mine",) or self._mine is not None
        return super().check_action(action, parameters)

    def action_pause(self) -> None:
        """Pause, or go on."""
        self.query_one(Listening).toggle()

    def action_sentence(self, steps: int) -> None:
        """A sentence on, or back."""
        self.query_one(Listening).over_sentences(steps)

    def action_onward(self) -> None:
        """The next of the three, or back to the result after the last."""
        if self._at + 1 < len(self._order):
            self._begin(self._at + 1)
        else:
            self.action_back()

    def action_piece(self, piece: Piece) -> None:
        """Hear that one."""
        self._begin(self._order.index(piece))

    def action_back(self) -> None:
        """Close the help, or go back to the result."""
        if not self.hid_pane():
            self.post_message(ResultRequested(self._attempt, self._file))

    def on_listening_ended(self, event: Listening.Ended) -> None:
        """On with the next one by itself."""
        event.stop()
        if self._at + 1 < len(self._order):
            self._begin(self._at + 1)
        else:
            self._say(OVER)

    def _begin(self, at: int) -> None:
        self._at = at
        self.query_one(Listening).empty()
        self._open(self._order[at])

    @work(exclusive=True, group="piece")
    async def _open(self, piece: Piece) -> None:
        self.query_one("#piece-who", Static).update(Content.styled(self._title(piece), "bold"))
        if piece not in self._sounds:
            self._say(PREPARING)
            self._sounds[piece] = await asyncio.to_thread(self._prepared, piece)
        sound, starts = self._sounds[piece]
        listening = self.query_one(Listening)
        listening.open(Playback(self._desk.ports.player, sound), starts)
        listening.play()
        self._say(NOTHING_OF_YOURS if self._mine is None else self._what_follows())

    def _prepared(self, piece: Piece) -> tuple[Sound, tuple[float, ...]]:
        """In a thread: the sound, and where its sentences begin."""
        if piece == "mine" and self._mine is not None:
            sound = to_hear(self._mine)
            return sound, sentence_starts_seconds(self._mine, sound)
        scenario = self._desk.as_it_was_called(self._attempt, self._file)
        speech = Speech(scenario.model.text, model_voice(self._file))
        try:
            sound = self._desk.ports.voice.render(speech, self._stop)
        except PortError:
            sound = silent_sound(speech)
        return sound, tuple(caption.start_seconds for caption in sound.captions) or (0.0,)

    def _title(self, piece: Piece) -> str:
        number = f"{self._at + 1} of {len(self._order)}: " if len(self._order) > 1 else ""
        return f"{number}{WHO[piece]}"

    def _what_follows(self) -> str:
        after = self._order[self._at + 1 :]
        return f"Then: {', '.join(WHO[piece].lower() for piece in after)}." if after else ""

    def _say(self, sentence: str) -> None:
        self.query_one("#piece-say", Static).update(Content(sentence))


def model_voice(file: ScenarioFile) -> str:
    """A person to speak the model: one whom the rep does not hear in this call."""
    heard = {line.voice for line in file.scenario.lines.values()}
    return next((voice for voice in MODEL_VOICES if voice not in heard), MODEL_VOICES[0])
