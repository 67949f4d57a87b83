"""What screens tell the app. They bubble up to it; no screen knows another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.message import Message

from simulator.practice.occasion import BY_ITSELF, Occasion

if TYPE_CHECKING:
    from simulator.ports import Attempt, ScenarioFile
    from simulator.session.desk import Desk


class DeskOpened(Message):
    """Everything heavy has been loaded."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk


class CallChosen(Message):
    """The rep wants to see the brief of a call; `seed` is the number by which it was drawn."""

    def __init__(self, file: ScenarioFile, seed: int | None = None) -> None:
        super().__init__()
        self.file = file
        self.seed = seed


class DialRequested(Message):
    """The rep wants to place a call."""

    def __init__(self, file: ScenarioFile, *, typed: bool, occasion: Occasion = BY_ITSELF) -> None:
        super().__init__()
        self.file = file
        self.typed = typed
        self.occasion = occasion


class OfCall(Message):
    """Something about a call that is kept. `file` is None where its scenario is gone."""

    def __init__(self, attempt: Attempt, file: ScenarioFile | None) -> None:
        super().__init__()
        self.attempt = attempt
        self.file = file


class CallGraded(OfCall):
    """A call is over, graded and kept."""


class ResultRequested(OfCall):
    """The rep wants to see what a call is worth."""


class AnswerGiven(OfCall):
    """The rep has judged their own message, or wants not to."""


class ModelRequested(Message):
    """The rep wants to hear their message beside the model."""

    def __init__(self, attempt: Attempt, file: ScenarioFile) -> None:
        super().__init__()
        self.attempt = attempt
        self.file = file


class CorrectionRequested(OfCall):
    """The rep wants to put the words of a graded message right."""


class RatingDue(OfCall):
    """A message of an exam has not been rated by its rep: nothing else comes before that."""


class ExamHeard(OfCall):
    """In an exam, the rep has read what was heard."""


class ExamRated(OfCall):
    """In an exam, the rep has judged their own message."""


class VoiceRequested(OfCall):
    """The rep wants to see how a message was said."""


class WriteDownRequested(OfCall):
    """The rep wants to hear their own number, and to write it down."""


class RedoRequested(Message):
    """The rep wants to say one part of a message anew."""

    def __init__(self, attempt: Attempt, file: ScenarioFile) -> None:
        super().__init__()
        self.attempt = attempt
        self.file = file


class InboxRequested(Message):
    """The rep wants to hear what waits in the inbox."""


class NextRequested(Message):
    """The rep wants the next call; `after` is the id of the scenario just played."""

    def __init__(self, after: str) -> None:
        super().__init__()
        self.after = after


class BaselineRequested(Message):
    """The rep wants to record how they sound when they read neutrally."""


PageName = Literal[
    "settings", "people", "keys", "first_steps", "way", "exam", "drills", "progress",
]  # fmt: skip


class PageRequested(Message):
    """The rep wants to see one of the screens on which things are chosen."""

    def __init__(self, name: PageName) -> None:
        super().__init__()
        self.name = name


class PersonChosen(Message):
    """Somebody sits here from now on; whose list of people says who."""


class DeskWanted(Message):
    """The desk has been closed, and another one is to be opened."""


class KeysChanged(Message):
    """Commands have other keys now."""


class HomeRequested(Message):
    """The rep wants to see all calls."""
