"""The settings: every preference with its sentence and its value, changed where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static
from typing_extensions import override

from simulator.session.seat import OPENED_WITH
from simulator.tui.commands import bindings
from simulator.tui.messages import HomeRequested, PageRequested
from simulator.tui.screens.page import Page
from simulator.tui.setting import Setting, groups
from simulator.tui.themes import DARK
from simulator.tui.widgets.choices import ChoiceRow, Choices

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.session.desk import Desk

SAVED_LATER = "Takes effect when you go back to the calls."
TYPE_IT = "Type it, and press enter; esc leaves it as it was."


class SettingsScreen(Page):
    """One list; enter or a click takes the next choice of a line, or opens what it stands for."""

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("settings")
    where = "settings"
    purpose = "Choose a line and press enter, or left and right, until it says what you want."

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._settings: dict[str, Setting] = {
            setting.id: setting for group in groups().values() for setting in group
        }

    @override
    def body(self) -> ComposeResult:
        yield Choices()
        yield Static(id="says", markup=False)
        with Vertical(id="text"):
            yield Static(TYPE_IT, markup=False)
            yield Input(id="text-input", select_on_focus=False, compact=True)

    def on_mount(self) -> None:
        """Show everything as it is."""
        self.heading.show(left=Content.styled("Settings", "bold"), right=self._whose())
        self.query_one("#text-input", Input).disabled = True
        self._show()
        self.set_focus(self.query_one(Choices))

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"change", "turn"} and (self.is_too_small or self._is_typing):
            return False
        return super().check_action(action, parameters)

    def action_change(self) -> None:
        """Take the next choice, or open what the line stands for."""
        setting = self._chosen
        if setting is None:
            return
        if setting.page is not None:
            self.post_message(PageRequested(setting.page))
        elif setting.is_text:
            self._type(setting)
        else:
            self.action_turn(1)

    def action_turn(self, steps: int) -> None:
        """Take another choice."""
        setting = self._chosen
        if setting is None or setting.choices is None:
            return
        wanted = setting.turned(self._desk, steps)
        if setting.id == "theme":
            self.app.theme = wanted or DARK.name  # the app keeps what it wears
        if setting.id == "rubric":
            self._desk.prefer_rubric(wanted)
        else:
            self._desk.prefer(**{setting.id: wanted})
        self._show()

    def action_back(self) -> None:
        """Leave the text, or go back to all calls."""
        if self._is_typing:
            self._end_typing()
        elif not self.hid_pane():
            self.post_message(HomeRequested())

    def on_choices_highlighted(self, event: Choices.Highlighted) -> None:
        """Say what the line is about."""
        self._say(self._settings[event.row])

    def on_choices_clicked(self) -> None:
        """A click does what enter does."""
        if not self.is_too_small:
            self.action_change()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep what was typed."""
        setting = self._chosen
        if setting is not None and self._is_typing:
            self._desk.prefer(**{setting.id: event.value.strip()})
        self._end_typing()
        self._show()

    @property
    def _chosen(self) -> Setting | None:
        return self._settings.get(self.query_one(Choices).chosen)

    @property
    def _is_typing(self) -> bool:
        return self.is_mounted and not self.query_one("#text-input", Input).disabled

    def _whose(self) -> str:
        return self._desk.profile.title if self._desk.profile is not None else ""

    def _show(self) -> None:
        rows: list[ChoiceRow] = []
        for name, group in groups().items():
            rows.append(ChoiceRow("", name))
            rows += [ChoiceRow(s.id, f"  {s.title}", s.value(self._desk)) for s in group]
        self.query_one(Choices).show(rows)
        if self._chosen is not None:
            self._say(self._chosen)

    def _say(self, setting: Setting) -> None:
        words = setting.says(self._desk)
        if setting.id in OPENED_WITH and self._desk.is_outdated:
            words = f"{words} {SAVED_LATER}"
        self.query_one("#says", Static).update(Content(words))

    def _type(self, setting: Setting) -> None:
        field = self.query_one("#text-input", Input)
        field.disabled = False
        field.value = str(getattr(self._desk.preferences, setting.id))
        self.query_one("#text").add_class("-shown")
        self.set_focus(field)
        self.refresh_bindings()

    def _end_typing(self) -> None:
        self.query_one("#text-input", Input).disabled = True
        self.query_one("#text").remove_class("-shown")
        self.set_focus(self.query_one(Choices))
        self.refresh_bindings()
