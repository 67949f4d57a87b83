"""The screens on which things are chosen, by name; each is imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from simulator.session.desk import Desk
    from simulator.tui.messages import PageName
    from simulator.tui.screens.page import Page


def page_named(name: PageName, desk: Desk, next_title: str) -> Page:
    """The screen with this name; `next_title` is that of the call that comes next, or ""."""
    match name:
        case "settings":
            from simulator.tui.screens.settings import SettingsScreen

            return SettingsScreen(desk)
        case "people":
            from simulator.tui.screens.people import PeopleScreen

            return PeopleScreen(desk)
        case "keys":
            from simulator.tui.screens.keys import KeysScreen

            return KeysScreen(desk)
        case "way":
            from simulator.tui.screens.way import WayScreen

            return WayScreen(desk)
        case "exam":
            from simulator.tui.screens.exam import ExamScreen

            return ExamScreen(desk)
        case "first_steps":
            from simulator.tui.screens.first_steps import FirstStepsScreen

            return FirstStepsScreen(desk, next_title)
        case "progress":
            from simulator.tui.screens.progress import ProgressScreen

            return ProgressScreen(desk)
        case _:
            assert_never(name)
