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
from simulator.tui.themes import DARK, THEMES
from simulator.tui.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType
    from textual.driver import Driver
    from textual.screen import Screen

    from simulator.session.desk import Desk
    from simulator.tui.messages import DeskWanted

LEAVE_SECONDS = 10.0
"""How long quitting waits for a call to be graded; after that it is offered at the next start."""
TERMINATED_SECONDS = 3.0
"""The same when the system or the terminal asks: it will not wait long."""


class RolecallApp(Watching):
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
        self.look_after(event.desk)
        if event.desk.is_new and self.screen is self.home:
            self.post_message(PageRequested("first_steps"))

    async def on_unmount(self) -> None:
        """End what the desk has started."""
        if self._desk is not None:
            await asyncio.to_thread(self._desk.close)

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
