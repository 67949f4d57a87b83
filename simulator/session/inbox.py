"""An inbox opened: which messages wait in it, how they are made to be heard, what was decided."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from simulator.ports import Attempt, AttemptSummary, PortError, Sound
from simulator.practice.dates import local_date
from simulator.practice.inbox import (
    Decision,
    Hearing,
    Waiting,
    dealt,
    is_due,
    own_first,
    own_wanted,
    rep_voice,
    text_of,
)
from simulator.practice.inbox_told import Heard, date_in_words
from simulator.scenario.speech import Speech
from simulator.session.own_message import OwnMessage, to_hear
from simulator.session.silence import silent_sound

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session.desk import Desk

MOST_SEED: Final = 2**31
LAST_WORDS: Final = 5
LOOKED_AT: Final = 5
"""So many calls are opened to see whether a message waits: the first screen cannot wait for all."""
LISTED_AT_ONCE: Final = 100
NOTHING_LEFT = (
    "Your inbox is empty: leave a message first. From the next day on it waits here, among others."
)
ONLY_TYPED = (
    "So far you have typed your messages, and only spoken ones can be heard. Speak one: from the "
    "next day on it waits here, among others."
)
RECORDINGS_GONE = (
    "The recordings of your messages are gone. Leave a new one: from the next day on it waits here."
)
NOT_YET = (
    "Nothing waits today: you still know what you meant to say. From {day} on, your latest message "
    "waits here, among others."
)


class NothingWaits(PortError):
    """There is no message of the rep's own to hear yet. Says from when on, or what to do first."""


@dataclass(frozen=True, slots=True)
class ToHear:
    """One message, ready to be heard; `attempt` is the call of one's own."""

    place: int
    message: Waiting
    title: str
    sound: Sound
    attempt: Attempt | None = None


class Inbox:
    """Messages in the order in which they are heard. Its methods block."""

    def __init__(
        self,
        desk: Desk,
        moment: datetime,
        seed: int,
        own: Sequence[tuple[Attempt, OwnMessage]],
        scenarios: Mapping[str, Scenario],
    ) -> None:
        """`own` are the calls whose messages are among them."""
        self._desk = desk
        self._scenarios = scenarios
        self._own = {attempt.id: (attempt, message) for attempt, message in own}
        self.id = f"{moment:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        self.started_at = moment.isoformat(timespec="seconds")
        self.seed = seed
        waiting = [Waiting("own", attempt.scenario_id, attempt.id) for attempt, _ in own]
        self.messages = dealt(waiting, scenarios, seed)

    def prepare(self, place: int, stop: threading.Event) -> ToHear:
        """Make a message ready to be heard; `place` counts from 1.

        Where there is no voice it has its captions only.
        """
        message = self.messages[place - 1]
        scenario = self._scenarios.get(message.scenario_id)
        title = message.scenario_id if scenario is None else scenario.title
        if message.attempt_id is not None:
            attempt, own = self._own[message.attempt_id]
            return ToHear(place, message, title, to_hear(own), attempt)
        return ToHear(place, message, title, self._spoken(message, stop))

    def decide(self, heard: ToHear, decision: Decision, at_seconds: float) -> tuple[Heard, str]:
        """Keep a decision; what is known of the message now, and what did not work, or ""."""
        hearing = Hearing(
            inbox_id=self.id,
            place=heard.place,
            seed=self.seed,
            started_at=self.started_at,
            message=heard.message,
            decision=decision,
            at_seconds=round(at_seconds, 1),
        )
        known = _known(heard, hearing)
        try:
            self._desk.ports.records.keep_hearing(hearing)
        except PortError as error:
            return known, str(error)
        return known, ""

    def _spoken(self, message: Waiting, stop: threading.Event) -> Sound:
        scenario = self._scenarios[message.scenario_id]
        voice = rep_voice(scenario, self._scenarios.values(), self.seed)
        speech = Speech(text_of(message, self._scenarios), voice)
        try:
            return self._desk.ports.voice.render(speech, stop)
        except PortError:
            return silent_sound(speech)


def open_inbox(desk: Desk, now: datetime | None = None, seed: int | None = None) -> Inbox:
    """The inbox of this day. Blocks.

    Raises:
        NothingWaits: none of the rep's messages is due.
        PortError: the results cannot be read.
    """
    moment = now or datetime.now(UTC).astimezone()
    dealt_by = secrets.randbelow(MOST_SEED) if seed is None else seed
    today = moment.date().isoformat()
    calls = {one.id: one for one in desk.ports.records.attempts()}
    due = [one.id for one in calls.values() if is_due(one.started_at, today)]
    order = own_first(due, desk.ports.records.hearings(), dealt_by)
    wanted, own = own_wanted(dealt_by), list[tuple[Attempt, OwnMessage]]()
    kinds = set[str]()
    for found in _messages_of(order, desk, kinds):
        own.append(found)
        if len(own) == wanted:
            break
    if not own:
        raise NothingWaits(_why_nothing(desk, calls, set(due), kinds, moment.date()))
    scenarios = {file.scenario.id: file.scenario for file in desk.ports.library.scenarios()}
    return Inbox(desk, moment, dealt_by, own, scenarios)


def message_waits(desk: Desk, now: datetime | None = None) -> bool:
    """Whether a message of the rep's own waits that was never heard in an inbox. Blocks.

    Of the calls that are due, the newest few are looked at.

    Raises:
        PortError: the results cannot be read.
    """
    today = (now or datetime.now(UTC).astimezone()).date().isoformat()
    records = desk.ports.records
    heard = {hearing.message.attempt_id for hearing in records.hearings()}
    most, there_are_more = LISTED_AT_ONCE, True
    due: list[str] = []
    while there_are_more and len(due) < LOOKED_AT:
        newest = records.latest(most)
        due = [one.id for one in newest if is_due(one.started_at, today) and one.id not in heard]
        there_are_more = len(newest) >= most
        most *= 10
    return any(_messages_of(due[:LOOKED_AT], desk, set()))


def last_words(sound: Sound, at_seconds: float, most: int = LAST_WORDS) -> str:
    """The last words that were begun by a moment; inside a caption, by the share of letters."""
    said: list[str] = []
    for caption in sound.captions:
        if caption.start_seconds > at_seconds:
            break
        length = caption.end_seconds - caption.start_seconds
        share = 1.0 if length <= 0 else (at_seconds - caption.start_seconds) / length
        place = 0
        for word in caption.text.split():
            if place > share * len(caption.text):
                break
            said.append(word)
            place += len(word) + 1
    return " ".join(said[-most:])


def by_sentence(sound: Sound, most_words: int = 12) -> tuple[tuple[float, str], ...]:
    """A sound's words in lines, each with the second at which it begins: for front ends in lines.

    A line ends with a sentence, or where there is no punctuation after some words.
    """
    lines: list[tuple[float, str]] = []
    start, words = 0.0, list[str]()
    for caption in sound.captions:
        start = start if words else caption.start_seconds
        words += caption.text.split()
        if caption.text.endswith((".", "!", "?", "…")) or len(words) >= most_words:
            lines.append((start, " ".join(words)))
            words = []
    return (*lines, (start, " ".join(words))) if words else tuple(lines)


def _known(heard: ToHear, hearing: Hearing) -> Heard:
    words = last_words(heard.sound, hearing.at_seconds).rstrip(".,;:")
    if heard.attempt is None:
        return Heard(hearing, heard.title, words)
    attempt = heard.attempt
    return Heard(
        hearing, heard.title, words, attempt.started_at, attempt.self_rating, attempt.scorecard
    )


def _messages_of(
    ids: Sequence[str], desk: Desk, kinds: set[str]
) -> Iterator[tuple[Attempt, OwnMessage]]:
    """The calls with a message that can be heard; `kinds` learns what the others were."""
    for attempt_id in ids:
        try:
            attempt = desk.ports.records.attempt(attempt_id)
        except PortError:
            continue  # a result that cannot be read is told where results are listed
        message = None if attempt is None else desk.message_left(attempt)
        if attempt is None or message is None or not message.transcript.words:
            continue
        if message.is_typed:
            kinds.add("typed")
        elif not message.path.is_file():
            kinds.add("gone")
        else:
            yield attempt, message


def _why_nothing(
    desk: Desk, calls: Mapping[str, AttemptSummary], due: set[str], kinds: set[str], today: date
) -> str:
    later = sorted((c for c in calls.values() if c.id not in due), key=lambda c: c.started_at)
    found = next(_messages_of([call.id for call in later], desk, kinds), None)
    if found is not None:
        left = date.fromisoformat(local_date(found[0].started_at))
        day = left + timedelta(days=1)
        tomorrow = "tomorrow, " if day == today + timedelta(days=1) else ""
        return NOT_YET.format(day=f"{tomorrow}{date_in_words(day.isoformat())}")
    if "gone" in kinds:
        return RECORDINGS_GONE
    return ONLY_TYPED if "typed" in kinds else NOTHING_LEFT
