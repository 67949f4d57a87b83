"""Would you call you back? The same question in lines, before any score."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from simulator.ports import Attempt, PortError
from simulator.practice.self_rating import (
    FIRST_SURE_PERCENT,
    LEAST_SURE_PERCENT,
    MOST_SURE_PERCENT,
    SelfRating,
)
from simulator.session.desk import Desk
from simulator.session.own_message import OwnMessage, sentence_starts_seconds, to_hear
from simulator.session.playback import Playback

QUESTION = (
    "Would you call you back? Type y or n and how sure you are, 50 to 100 percent (such as y 80). "
    "Enter alone skips this."
)
NOT_UNDERSTOOD = (
    "Please type y or n, and a number from 50 to 100 if you like. Enter alone skips this."
)
LISTEN = (
    "Now hear it as they would. Press Enter where you would have deleted it, or let it play to its "
    "end."
)
_ANSWER = re.compile(r"(?P<own>y|yes|n|no)\b[\s,]*(?:(?P<sure>\d{1,3})\s*%?)?", re.IGNORECASE)


class Rep(Protocol):
    """Whoever types the answers."""

    def next_line(self, unless: Callable[[], bool]) -> str | None:
        """Wait for a line; None where the input has ended, or once `unless` is so."""


def would_call_back(
    desk: Desk,
    attempt: Attempt,
    rep: Rep,
    tell: Callable[[str], None],
    *,
    plays: bool,
) -> Attempt:
    """Ask, play the message where it `plays`, and keep the answer; the attempt with it.

    Where no message was left, or the rep skips it, nothing is kept.
    """
    message = desk.message_left(attempt)
    if message is None or not message.transcript.words:
        return attempt
    rating = _asked(rep, tell)
    if rating is None:
        return attempt
    if plays and not message.is_typed:
        deleted = _played(desk, message, rep, tell)
        rating = SelfRating(rating.would_call_back, rating.sure_percent, deleted)
    try:
        return desk.rate(attempt, rating)
    except PortError as error:
        tell(f"Your answer could not be kept. {error}")
        return attempt


def read_answer(line: str) -> SelfRating | None:
    """An answer such as “y 80”; None where it is none."""
    found = _ANSWER.fullmatch(line.strip())
    if found is None:
        return None
    sure = int(found["sure"] or FIRST_SURE_PERCENT)
    if not LEAST_SURE_PERCENT <= sure <= MOST_SURE_PERCENT:
        return None
    return SelfRating(found["own"][0].lower() == "y", sure)


def _asked(rep: Rep, tell: Callable[[str], None]) -> SelfRating | None:
    sentence = QUESTION
    while True:
        tell(sentence)
        line = rep.next_line(lambda: False)
        if not line:
            return None
        answer = read_answer(line)
        if answer is not None:
            return answer
        sentence = NOT_UNDERSTOOD


def _played(desk: Desk, message: OwnMessage, rep: Rep, tell: Callable[[str], None]) -> float | None:
    """Play it with a line a sentence; when it would have been deleted, in seconds."""
    sound = to_hear(message)
    tell(LISTEN)
    starts = sentence_starts_seconds(message, sound)
    playback = Playback(desk.ports.player, sound)
    said: list[str] = []

    def is_over() -> bool:
        at = playback.position_seconds
        while len(said) < len(starts) and starts[len(said)] <= at:
            ends = [*starts[1:], float("inf")][len(said)]
            first = starts[len(said)]
            words = (c.text for c in sound.captions if first <= c.start_seconds < ends)
            said.append(" ".join(words))
            tell(f'"{said[-1]}"')
        return playback.is_over

    playback.play()
    line = rep.next_line(is_over)
    at = playback.position_seconds
    playback.close()
    if playback.trouble:
        tell(playback.trouble)
    if line is None:
        return None
    tell(f"You would have deleted it after {at:.0f} seconds.")
    return round(at, 1)
