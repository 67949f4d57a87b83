"""The part of the app that is about who sits at it: screens to choose on, other desks, keys."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from textual import work
from textual.app import App

from simulator.tui.messages import DeskWanted
from simulator.tui.themes import DARK, LOOKS, look_after

if TYPE_CHECKING:
    from textual.theme import Theme

    from simulator.session.desk import Desk
    from simulator.tui.messages import KeysChanged, PageRequested, PersonChosen
    from simulator.tui.screens.home import HomeScreen
    from simulator.tui.screens.page import Page


class Sitting(App[None]):
    """An app with one desk at a time, which may be closed for another."""

    home: HomeScreen

    def __init__(self) -> None:
        super().__init__()
        self._desk: Desk | None = None
        self.changed_keys: dict[str, str] = {}
        """The commands that have another key, and which, in Textual's names."""
        self._notes_by_call: dict[str, str] = {}
        """What the person who sits here has noted on briefs, by scenario id."""

    def on_page_requested(self, event: PageRequested) -> None:
        """Open a screen on which something is chosen."""
        from simulator.tui.screens.chosen import page_named

        if self._desk is not None:
            file = self.home.next_for_you.file()
            title = "" if file is None else file.scenario.title
            self._show(page_named(event.name, self._desk, title))

    def on_person_chosen(self, _: PersonChosen) -> None:
        """Close the desk, and open that of the person who sits here now."""
        self._notes_by_call.clear()
        self._open_anew()

    def on_keys_changed(self, _: KeysChanged) -> None:
        """Use the keys from now on."""
        self._use_keys()

    def _renew(self) -> None:
        """Open the desk anew, where something was chosen that takes one."""
        if self._desk is not None and self._desk.is_outdated:
            self._open_anew()

    @work(exclusive=True, group="reopening")
    async def _open_anew(self) -> None:
        desk, self._desk = self._desk, None
        await self.home.close_desk()
        if self.screen is not self.home:
            self.pop_screen()
        if desk is not None:
            await asyncio.to_thread(desk.close)
        self.post_message(DeskWanted())

    def _use_keys(self) -> None:
        from simulator.tui.keys import keymap, usable

        keys = usable(self._desk.preferences.keys) if self._desk is not None else {}
        if keys != self.changed_keys:
            self.changed_keys = keys
            self.set_keymap(keymap(keys))

    def action_next_theme(self) -> None:
        """Go on to the next of our themes, and say its name."""
        self.theme = look_after(self.theme)
        self.notify(f"Colours: {LOOKS[self.theme]}.", markup=False)

    def _wear(self, theme_name: str) -> None:
        """Take on a theme, if there is one of that name; `TEXTUAL_THEME` goes before it."""
        if "TEXTUAL_THEME" not in os.environ and theme_name in self.available_themes:
            self.theme = theme_name

    def _keep_theme(self, theme: Theme) -> None:
        """A theme was chosen, here or in the palette: it lasts."""
        desk = self._desk
        if desk is not None and theme.name != (desk.preferences.theme or DARK.name):
            desk.prefer(theme=theme.name)

    def _show(self, page: Page) -> None:
        """Show a screen above home, in place of the one there was."""
        if self.screen is self.home:
            self.push_screen(page)
        else:
            self.switch_screen(page)
