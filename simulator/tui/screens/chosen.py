"""The screens on which things are chosen, by name; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from simulator.session.desk import Desk
    from simulator.tui.messages import PageName
    from simulator.tui.screens.page import Page

PAGES: Final[dict[PageName, tuple[str, str]]] = {
    "settings": ("settings", "SettingsScreen"),
    "people": ("people", "PeopleScreen"),
    "keys": ("keys", "KeysScreen"),
    "first_steps": ("first_steps", "FirstStepsScreen"),
    "way": ("way", "WayScreen"),
    "exam": ("exam", "ExamScreen"),
    "drills": ("drills", "DrillsScreen"),
    "progress": ("progress", "ProgressScreen"),
}
"""The module and the class of each."""


def page_named(name: PageName, desk: Desk, next_title: str) -> Page:
    """The screen with this name; `next_title` is that of the call that comes next, or ""."""
    module, kind = PAGES[name]
    screen = getattr(import_module(f"simulator.tui.screens.{module}"), kind)
    made: Page = screen(desk, next_title) if name == "first_steps" else screen(desk)
    return made
