"""What the screens of drills tell the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from simulator.session.drilling.run import Run


class OfRun(Message):
    """Something about a run of a drill."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run = run


class RunOpened(OfRun):
    """The rep wants to play a run, or to go on with it."""


class SummaryRequested(OfRun):
    """The rep wants to see what came of a run."""
