"""An inbox told afterwards: which messages were one's own, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulator.grading.score import Scorecard
from simulator.practice.dates import MONTHS, local_date
from simulator.practice.inbox import Hearing, Kind
from simulator.practice.self_rating import SelfRating

KIND_WORDS: Final[dict[Kind, str]] = {"own": "YOURS", "model": "MODEL", "poor": "POOR"}
SECONDS_A_MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Heard:
    """A hearing, and what is known of its message.

    `title` is that of its scenario, `last_words` are those before the decision. One's own has when
    it was `left_at`, how it was graded, and the `rating` that the rep gave it, if any.
    """

    hearing: Hearing
    title: str
    last_words: str
    left_at: str = ""
    rating: SelfRating | None = None
    scorecard: Scorecard | None = None

    @property
    def is_own(self) -> bool:
        """Whether it was one's own."""
        return self.hearing.message.kind == "own"

    @property
    def is_deleted(self) -> bool:
        """Whether it was deleted."""
        return self.hearing.decision == "delete"


def headline(heard: Sequence[Heard]) -> str:
    """What became of one's own messages, in a sentence."""
    own = [one for one in heard if one.is_own]
    deleted = [one for one in own if one.is_deleted]
    if not own:
        return "None of your own messages was heard."
    if not deleted:
        return "You would call yourself back."
    if len(own) > len(deleted):
        return f"You would call yourself back once, and deleted yourself at {_at(deleted[0])}."
    if len(deleted) > 1:
        return f"You deleted yourself, {len(deleted)} times of {len(own)}."
    return f"You deleted yourself at {_at(deleted[0])}."


def others_in_words(heard: Sequence[Heard]) -> str:
    """How the rep judged the messages of others, beside what they were; "" without any."""
    parts: list[str] = []
    model = [one for one in heard if one.hearing.message.kind == "model"]
    poor = [one for one in heard if one.hearing.message.kind == "poor"]
    if model:
        kept = sum(not one.is_deleted for one in model)
        parts.append(f"kept {kept} of {len(model)} model {_messages(model)}")
    if poor:
        deleted = sum(one.is_deleted for one in poor)
        parts.append(f"deleted {deleted} of {len(poor)} poor {_messages(poor)}")
    return f"Of the others you {' and '.join(parts)}." if parts else ""


def decision_in_words(heard: Heard) -> str:
    """What was done with one message, and when."""
    words = f", after “{heard.last_words}”" if heard.last_words else ", before a word was heard"
    if heard.is_own:
        if heard.is_deleted:
            return f"You deleted yourself at {_at(heard)}{words}."
        return f"You kept yourself at {_at(heard)}: you would call back."
    if heard.is_deleted:
        return f"Deleted at {_at(heard)}{words}."
    return f"Kept at {_at(heard)}: you would call back."


def then_in_words(heard: Heard) -> str:
    """What the rep and the grade had said of an own message when it was left."""
    if not heard.is_own:
        return ""
    day = f"left on {date_in_words(local_date(heard.left_at))}"
    if heard.rating is None:
        answer = f"It was {day}; you gave no answer then."
    else:
        said = "yes" if heard.rating.would_call_back else "no"
        answer = f"It was {day}. You had said {said}, {heard.rating.sure_percent} % sure."
    grade = None if heard.scorecard is None else heard.scorecard.score.overall
    return answer if grade is None else f"{answer} It was graded {grade:.0f} of 100."


def date_in_words(date: str) -> str:
    """A date (YYYY-MM-DD) as people say it: 27 November."""
    _, month, day = date.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]}"


def clock(seconds: float) -> str:
    """Seconds as 0:07."""
    whole = int(max(0.0, seconds))
    return f"{whole // SECONDS_A_MINUTE}:{whole % SECONDS_A_MINUTE:02d}"


def _at(heard: Heard) -> str:
    return clock(heard.hearing.at_seconds)


def _messages(some: Sequence[Heard]) -> str:
    return "message" if len(some) == 1 else "messages"
