"""The keys of all commands, and other ones for those who want them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.tui.commands import Command, bindings
from simulator.tui.keys import SCREENS, changeable, in_words, read, usable, why_not
from simulator.tui.messages import KeysChanged, PageRequested
from simulator.tui.screens.page import Page
from simulator.tui.widgets.choices import ChoiceRow, Choices
from simulator.tui.widgets.key_catcher import KeyCatcher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.session.desk import Desk

PRESS = "Press the new key for “{title}”. Esc leaves it as it was."
CHANGED = "“{title}” has the key {key} now."
AS_IT_CAME = "“{title}” has the key {key}, as it came."
ALL_AS_THEY_CAME = "All keys are as they came."
SURE = "Press the same key once more to give all commands the keys that they came with."
TITLE_WIDTH = 44


class KeysScreen(Page):
    """Choose a command, press enter, press its new key."""

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("keys")
    where = "keys"
    purpose = "Choose a command, press enter, and press the key that you want for it."

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._commands = {command.id: command for command in changeable()}
        self._waiting: Command | None = None
        self._is_sure = False

    @override
    def body(self) -> ComposeResult:
        yield Choices(TITLE_WIDTH)
        yield Static(id="says", markup=False)
        yield KeyCatcher()

    def on_mount(self) -> None:
        """Show all commands with their keys."""
        self.heading.show(left=Content.styled("Keys", "bold"), right="settings")
        self._show()
        self.set_focus(self.query_one(Choices))

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"change", "reset", "reset_all"}:
            if self.is_too_small or self._waiting is not None:
                return False
            chosen, changed = self._chosen, self._keys
            if action == "reset":
                return chosen is not None and chosen.id in changed
            return action == "change" or bool(changed)
        return super().check_action(action, parameters)

    def action_change(self) -> None:
        """Wait for the new key of the chosen command."""
        self._waiting = self._chosen
        if self._waiting is not None:
            self.query_one(KeyCatcher).wait(PRESS.format(title=self._waiting.title))
            self.refresh_bindings()

    def action_reset(self) -> None:
        """Give the chosen command its own key back."""
        command = self._chosen
        if command is None:
            return
        rest = {id_: key for id_, key in self._keys.items() if id_ != command.id}
        refused = why_not(command, command.key, rest)
        if refused:
            self._say(refused)
            return
        self._keep(rest)
        self._say(AS_IT_CAME.format(title=command.title, key=command.key_words))

    def action_reset_all(self) -> None:
        """Give all commands their own keys back, when asked twice."""
        if not self._is_sure:
            self._say(SURE)
            self._is_sure = True
            return
        self._keep({})
        self._say(ALL_AS_THEY_CAME)

    def action_back(self) -> None:
        """Leave the key as it was, or go back to the settings."""
        if self._waiting is not None:
            self._wait_no_longer()
        elif not self.hid_pane():
            self.post_message(PageRequested("settings"))

    def on_choices_highlighted(self, event: Choices.Highlighted) -> None:
        """Say what the command does."""
        if self._waiting is None:
            self._say(self._commands[event.row].help)

    def on_choices_clicked(self) -> None:
        """A click does what enter does."""
        if not self.is_too_small:
            self.action_change()

    def on_key_catcher_caught(self, event: KeyCatcher.Caught) -> None:
        """Give the command this key, or say why not and wait for another."""
        command = self._waiting
        if command is None:
            return
        others = {id_: key for id_, key in self._keys.items() if id_ != command.id}
        refused = why_not(command, event.key, others)
        if refused:
            self._say(refused)
            return
        self._wait_no_longer()
        is_own = event.key == command.key
        self._keep(others if is_own else {**others, command.id: event.key})
        self._say(CHANGED.format(title=command.title, key=read(event.key)))

    def on_key_catcher_left(self) -> None:
        """A click elsewhere leaves the key as it was."""
        if self._waiting is not None:
            self._wait_no_longer()

    @property
    def _keys(self) -> Mapping[str, str]:
        return usable(self._desk.preferences.keys)

    @property
    def _chosen(self) -> Command | None:
        return self._commands.get(self.query_one(Choices).chosen) if self.is_mounted else None

    def _keep(self, keys: Mapping[str, str]) -> None:
        self._desk.prefer(keys=dict(keys))
        self.post_message(KeysChanged())
        self._show()

    def _wait_no_longer(self) -> None:
        self._waiting = None
        self.query_one(KeyCatcher).leave()
        self.set_focus(self.query_one(Choices))
        chosen = self._chosen
        if chosen is not None:
            self._say(chosen.help)

    def _show(self) -> None:
        keys, rows = self._keys, list[ChoiceRow]()
        for where, commands in groupby(self._commands.values(), lambda c: c.where):
            rows.append(ChoiceRow("", SCREENS[where].capitalize()))
            for command in commands:
                key = in_words(command, keys)
                changed = f"{key}  (was {command.key_words})" if command.id in keys else key
                rows.append(ChoiceRow(command.id, f"  {command.title}", changed))
        self.query_one(Choices).show(rows)

    def _say(self, sentence: str) -> None:
        self._is_sure = False
        self.query_one("#says", Static).update(Content(sentence))
        self.refresh_bindings()
