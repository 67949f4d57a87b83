"""The app: opens the desk, moves between screens, and quits without losing anything.

It imports nothing heavy: scenarios, records and sound are opened in a thread, after the first
screen has been painted, and each other screen when it is first needed.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import SystemCommand
from typing_extensions import override

from simulator.tui.commands import bindings
from simulator.tui.messages import DeskOpened, PageRequested
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.page import Page
from simulator.tui.sitting import Sitting
from simulator.tui.themes import DARK, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType
    from textual.driver import Driver
    from textual.screen import Screen

    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.desk import Desk
    from simulator.tui.messages import (
        AnswerGiven,
        BaselineRequested,
        CallChosen,
        CallGraded,
        CorrectionRequested,
        DeskWanted,
        DialRequested,
        HomeRequested,
        InboxRequested,
        ModelRequested,
        NextRequested,
        RedoRequested,
        ResultRequested,
        VoiceRequested,
        WriteDownRequested,
    )  # fmt: skip

LEAVE_SECONDS = 10.0
"""How long quitting waits for a call to be graded; after that it is offered at the next start."""
TERMINATED_SECONDS = 3.0
"""The same when the system or the terminal asks: it will not wait long."""


class RolecallApp(Sitting):
    """Rolecall on a terminal."""

    TITLE = "Rolecall"
    CSS_PATH: ClassVar = ["app.tcss", "screens/home.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, open_desk: Callable[[], Desk], theme_name: str = "") -> None:
        """`open_desk` imports and opens everything heavy; it is called in a thread.

        `theme_name` is the theme to be painted in until the preferences have been read.
        """
        super().__init__()
        self._open_desk = open_desk
        self._leaving = False
        self._asked: set[str] = set()
        self.home = HomeScreen()
        for theme in THEMES:
            self.register_theme(theme)
        self._wear(DARK.name)
        self._wear(theme_name)

    @override
    def get_driver_class(self) -> type[Driver]:
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from simulator.tui.driver import LastingDriver

        return LastingDriver

    @override
    def get_default_screen(self) -> Screen[None]:
        return self.home

    def on_mount(self) -> None:
        """Paint first, then load."""
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self._obey_signals()
        self.call_after_refresh(self._open)

    def on_desk_wanted(self, _: DeskWanted) -> None:
        """Another one, after the one before it was closed."""
        self._open()

    @work(exclusive=True, group="desk")
    async def _open(self) -> None:
        try:
            desk = await asyncio.to_thread(self._open_desk)
        except Exception as error:
            if not _is_port_error(error):
                raise
            self.home.say(f"{error} Press q to quit.")
        else:
            self.post_message(DeskOpened(desk))

    async def on_desk_opened(self, event: DeskOpened) -> None:
        """Fill the first screen."""
        self._desk = event.desk
        self._wear(event.desk.preferences.theme)
        self._use_keys()
        await self.home.open_desk(event.desk)
        if event.desk.is_new and self.screen is self.home:
            self.post_message(PageRequested("first_steps"))

    async def on_unmount(self) -> None:
        """End what the desk has started."""
        if self._desk is not None:
            await asyncio.to_thread(self._desk.close)

    def on_call_chosen(self, event: CallChosen) -> None:
        """Open a brief."""
        from simulator.tui.screens.brief import BriefScreen

        if self._desk is not None:
            self._show(BriefScreen(event.file, self._desk, self._notes_by_call))

    def on_dial_requested(self, event: DialRequested) -> None:
        """Place a call."""
        from simulator.tui.screens.call import CallScreen

        if self._desk is not None:
            self._show(CallScreen(event.file, self._desk, typed=event.typed))

    def on_call_graded(self, event: CallGraded) -> None:
        """Show what was heard, where something was said; else what comes after it."""
        if not self._show_heard(event.attempt, event.file, correcting=False):
            self._ask_or_show_result(event.attempt, event.file)

    def on_result_requested(self, event: ResultRequested) -> None:
        """Show a result; of a message, not before its rep was asked about it."""
        self._ask_or_show_result(event.attempt, event.file)

    def on_answer_given(self, event: AnswerGiven) -> None:
        """Now the score may be seen."""
        self._asked.add(event.attempt.id)
        self._show_result(event.attempt, event.file)

    def on_correction_requested(self, event: CorrectionRequested) -> None:
        """Open the words of a graded message."""
        self._show_heard(event.attempt, event.file, correcting=True)

    def on_redo_requested(self, event: RedoRequested) -> None:
        """Open the parts of a message."""
        from simulator.tui.screens.redo import RedoScreen

        if self._desk is not None:
            self._show(RedoScreen(event.attempt, event.file, self._desk))

    def on_model_requested(self, event: ModelRequested) -> None:
        """Hear a message beside the model."""
        from simulator.tui.screens.model import ModelScreen

        if self._desk is not None:
            self._show(ModelScreen(event.attempt, event.file, self._desk))

    def on_voice_requested(self, event: VoiceRequested) -> None:
        """Draw how a message was said."""
        from simulator.tui.screens.voice import VoiceScreen

        if self._desk is not None:
            self._show(VoiceScreen(event.attempt, event.file, self._desk))

    def on_next_requested(self, event: NextRequested) -> None:
        """Open the next brief."""
        from simulator.tui.screens.brief import BriefScreen

        file = self.home.next_after(event.after)
        if self._desk is not None and file is not None:
            self._show(BriefScreen(file, self._desk, self._notes_by_call))

    def on_baseline_requested(self, _: BaselineRequested) -> None:
        """Open the text to read."""
        from simulator.tui.screens.baseline import BaselineScreen

        if self._desk is not None:
            self._show(BaselineScreen(self._desk))

    def on_write_down_requested(self, event: WriteDownRequested) -> None:
        """Play a number, to be written down."""
        from simulator.tui.screens.writedown import WriteDownScreen

        if self._desk is not None:
            self._show(WriteDownScreen(event.attempt, event.file, self._desk))

    def on_inbox_requested(self, _: InboxRequested) -> None:
        """Open the inbox."""
        from simulator.tui.screens.inbox import InboxScreen

        if self._desk is not None:
            self._show(InboxScreen(self._desk))

    def on_home_requested(self, _: HomeRequested) -> None:
        """Back to all calls."""
        if self.screen is not self.home:
            self.pop_screen()
        self._renew()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "command_palette":  # a modal: it would take the keys of a call
            return isinstance(self.screen, Page) and self.screen.allows_palette
        return super().check_action(action, parameters)

    @override
    def action_command_palette(self) -> None:
        from simulator.tui.palette import Palette

        if self.use_command_palette and not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    @override
    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield from (c for c in super().get_system_commands(screen) if c.title == "Theme")
        if not isinstance(screen, Page):
            return
        for command in screen.commands:
            name = command.action.split("(")[0].rpartition(".")[2]
            if name != "command_palette" and screen.check_action(name, ()):
                run = partial(screen.run_action, command.action)
                yield SystemCommand(command.title, command.help, run)

    @override
    async def action_quit(self) -> None:
        """Quit; a call under way is brought to its end first. Asked twice, quit at once."""
        self.leave(LEAVE_SECONDS)

    def leave(self, at_most_seconds: float) -> None:
        """Quit now, or when the screen is ready, or when the time is over."""
        page = self.screen_stack[-1]
        if self._leaving or not isinstance(page, Page) or page.can_leave_now():
            self.exit()
            return
        self._leaving = True
        self.set_timer(at_most_seconds, self.exit)

    def _show_heard(self, attempt: Attempt, file: ScenarioFile | None, *, correcting: bool) -> bool:
        """Whether there was something to show."""
        from simulator.tui.screens.heard import HeardScreen

        message = None if self._desk is None else self._desk.spoken_message(attempt)
        if self._desk is None or message is None:
            return False
        self._show(HeardScreen(attempt, message, file, self._desk, correcting=correcting))
        return True

    def _ask_or_show_result(self, attempt: Attempt, file: ScenarioFile | None) -> None:
        from simulator.tui.screens.callback import CallbackScreen

        is_known = attempt.self_rating is not None or attempt.id in self._asked
        if self._desk is None or is_known:
            self._show_result(attempt, file)
            return
        message = self._desk.message_left(attempt)
        if message is None or not message.transcript.words:
            self._show_result(attempt, file)
        else:
            self._show(CallbackScreen(attempt, message, file, self._desk))

    def _show_result(self, attempt: Attempt, file: ScenarioFile | None) -> None:
        from simulator.tui.screens.result import ResultScreen

        if self._desk is not None:
            self._show(ResultScreen(attempt, file, self._desk))

    def _obey_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            # Windows has no such handlers, and a test may run elsewhere than in the main thread.
            with suppress(NotImplementedError, RuntimeError, ValueError):
                if number is not None:
                    loop.add_signal_handler(number, self.leave, TERMINATED_SECONDS)

    @override
    def _fatal_error(self) -> None:
        """A mistake in the program: one sentence here, the details in the log."""
        from simulator.tui.mistake import note_mistake

        self.panic(note_mistake())


def _is_port_error(error: Exception) -> bool:
    from simulator.ports import PortError

    return isinstance(error, PortError)
