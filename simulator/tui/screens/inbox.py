"""The inbox: the rep plays prospect, and meets their own messages among those of others."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.adapters.player_silent import is_silent
from simulator.ports import PortError
from simulator.practice.inbox_told import headline, others_in_words
from simulator.session.inbox import open_inbox
from simulator.session.playback import Playback
from simulator.tui.commands import bindings
from simulator.tui.inbox_story import STATE_WIDTH, heard_rows
from simulator.tui.messages import HomeRequested
from simulator.tui.screens.page import Page
from simulator.tui.widgets.rows import Rows
from simulator.tui.widgets.voicemail import Voicemail
from simulator.wording import counted

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.practice.inbox import Decision
    from simulator.practice.inbox_told import Heard
    from simulator.session.desk import Desk
    from simulator.session.inbox import Inbox, ToHear

TITLE = "Your inbox"
OPENING = "Looking into your inbox ..."
READY = (
    "{count} wait. You are the prospect now: busy, between two meetings. At least one of them is "
    "yours.\n\nListen to each from its beginning. Press d as soon as you would delete it, or enter "
    "if you would call back. Enter begins."
)
PREPARING = "The next message is coming ..."
DECIDE = "d deletes it, at any moment. Enter keeps it: you would call back."
ENDED = "That was all of it. d deletes it, enter keeps it: you would call back."
NO_SOUND = "It cannot be heard here, so you read along. d deletes it, enter keeps it."
Phase = Literal["opening", "nothing", "ready", "waiting", "hearing", "told"]
_ACTIONS: dict[str, tuple[Phase, ...]] = {
    "begin": ("ready",),
    "delete": ("hearing",),
    "keep": ("hearing",),
    "pause": ("hearing",),
    "captions": ("waiting", "hearing"),
}


class InboxScreen(Page):
    """Messages, one after the other, and afterwards whose they were."""

    CSS_PATH = "inbox.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("inbox")
    where = "inbox"
    purpose = "Hear messages as a prospect does. Some are yours, from an earlier day."
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._phase: Phase = "opening"
        self._inbox: Inbox | None = None
        self._ready: dict[int, asyncio.Task[ToHear]] = {}
        self._stop = threading.Event()
        self._now: ToHear | None = None
        self._heard: list[Heard] = []
        self._has_speaker = not is_silent(desk.ports.player)
        self._has_words = not self._has_speaker

    @override
    def body(self) -> ComposeResult:
        yield Static(OPENING, id="inbox-say", markup=False)
        yield Voicemail()
        yield VerticalScroll(id="inbox-told")

    def on_mount(self) -> None:
        """Look what waits."""
        self.query_one(Voicemail).show_words(shown=self._has_words)
        self.heading.show(left=Content.styled(TITLE, "bold"))
        self._open()

    def on_unmount(self) -> None:
        """Nothing needs to be prepared any more."""
        self._stop.set()
        for task in self._ready.values():
            task.cancel()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _ACTIONS:
            return self._phase in _ACTIONS[action] and not self.is_too_small
        return super().check_action(action, parameters)

    def action_begin(self) -> None:
        """Play the first message."""
        self.hid_pane()
        self._play(1)

    def action_delete(self) -> None:
        """Away with it."""
        self._decide("delete")

    def action_keep(self) -> None:
        """I would call back."""
        self._decide("keep")

    def action_pause(self) -> None:
        """Pause, or go on."""
        self.query_one(Voicemail).pause_or_go_on()

    def action_captions(self) -> None:
        """Words, or none."""
        self._has_words = not self._has_words
        self.query_one(Voicemail).show_words(shown=self._has_words)

    def action_back(self) -> None:
        """Close the help, or go back to the calls."""
        if not self.hid_pane():
            self.post_message(HomeRequested())

    def on_voicemail_ended(self, event: Voicemail.Ended) -> None:
        """It waits for a decision."""
        event.stop()
        if self._phase == "hearing":
            self._say(ENDED)

    def on_voicemail_failed(self, event: Voicemail.Failed) -> None:
        """It cannot be heard: the words are shown."""
        event.stop()
        if self._phase == "hearing":
            self._say(f"{event.why} {NO_SOUND}")

    @work(exclusive=True, group="open")
    async def _open(self) -> None:
        try:
            inbox = await asyncio.to_thread(open_inbox, self._desk)
        except PortError as error:
            self._phase = "nothing"
            self._say(str(error))
            return
        self._inbox = inbox
        self._phase = "ready"
        self._prepare_all(inbox)
        self._say(READY.format(count=counted(len(inbox.messages), "message")))

    @work(exclusive=True, group="play")
    async def _play(self, place: int) -> None:
        inbox = self._inbox
        if inbox is None:
            return
        self._phase = "waiting"
        self.heading.show(right=f"message {place} of {len(inbox.messages)}")
        self._say(PREPARING)
        self._now = now = await self._prepare(inbox, place)
        self._phase = "hearing"
        self._say(DECIDE if self._can_hear(now) else NO_SOUND)
        self.query_one(Voicemail).play(Playback(self._desk.ports.player, now.sound))

    @work(group="prepare")
    async def _prepare_all(self, inbox: Inbox) -> None:
        """One after the other, from now on: a rep who deletes quickly should not have to wait."""
        for place in range(1, len(inbox.messages) + 1):
            await self._prepare(inbox, place)

    def _can_hear(self, message: ToHear) -> bool:
        return self._has_speaker and message.sound.path is not None

    def _prepare(self, inbox: Inbox, place: int) -> asyncio.Task[ToHear]:
        """The message being made ready, begun if it was not."""
        if place not in self._ready:
            ready = asyncio.to_thread(inbox.prepare, place, self._stop)
            self._ready[place] = asyncio.create_task(ready)
        return self._ready[place]

    def _decide(self, decision: Decision) -> None:
        voicemail = self.query_one(Voicemail)
        if self._now is None:
            return
        at_seconds = voicemail.position_seconds
        voicemail.close()
        self._phase = "waiting"
        self.refresh_bindings()
        self._keep_and_go_on(self._now, decision, at_seconds)

    @work(exclusive=True, group="keep")
    async def _keep_and_go_on(self, now: ToHear, decision: Decision, at_seconds: float) -> None:
        inbox = self._inbox
        if inbox is None:
            return
        heard, trouble = await asyncio.to_thread(inbox.decide, now, decision, at_seconds)
        if trouble:
            self.notify(trouble, markup=False)
        self._heard.append(heard)
        if now.place < len(inbox.messages):
            self._play(now.place + 1)
        else:
            await self._tell()

    async def _tell(self) -> None:
        self._phase = "told"
        heard = self._heard
        self.heading.show(left=Content.styled(headline(heard), "bold"), right="")
        told = self.query_one("#inbox-told")
        await told.mount(Rows(heard_rows(heard), lead_width=STATE_WIDTH))
        self._say(others_in_words(heard))
        self.set_focus(told)

    def _say(self, sentence: str) -> None:
        self.query_one("#inbox-say", Static).update(Content(sentence))
        self.set_class(self._phase in {"waiting", "hearing"}, "-hearing")
        self.set_class(self._phase == "told", "-told")
        self.refresh_bindings()
