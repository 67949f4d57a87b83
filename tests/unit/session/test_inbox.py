"""An inbox opened: on a later day, with what is there, and what is kept of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from simulator.ports import Attempt, Caption, PortError, Sound
from simulator.practice.inbox import Hearing
from simulator.practice.self_rating import SelfRating
from simulator.scenario.speech import Speech
from simulator.session.inbox import NothingWaits, by_sentence, last_words, open_inbox
from tests.tui.fakes import Setup, set_up
from tests.tui.messages_left import leave

TODAY = datetime.fromisoformat("2026-03-02T09:00:00+01:00")
STOP = threading.Event()


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return set_up(tmp_path)


def test_yesterdays_message_waits_among_others(setup: Setup) -> None:
    leave(setup.desk)
    inbox = open_inbox(setup.desk, TODAY, seed=1)
    assert {m.scenario_id for m in inbox.messages} == {"own", "team"}
    assert [m.attempt_id for m in inbox.messages if m.kind == "own"] == ["a1"]
    assert inbox.started_at == "2026-03-02T09:00:00+01:00"


def test_the_same_seed_deals_the_same_inbox(setup: Setup) -> None:
    for name in ("a1", "a2", "a3"):
        leave(setup.desk, name)
    inboxes = {open_inbox(setup.desk, TODAY, seed=7).messages for _ in range(5)}
    assert len(inboxes) == 1


def test_todays_message_waits_until_tomorrow(setup: Setup) -> None:
    leave(setup.desk, started_at="2026-03-02T08:00:00+01:00")
    with pytest.raises(NothingWaits, match="From tomorrow, 3 March on"):
        open_inbox(setup.desk, TODAY)


def test_a_clock_that_was_put_back_gives_a_date(setup: Setup) -> None:
    leave(setup.desk, started_at="2026-03-09T08:00:00+01:00")
    with pytest.raises(NothingWaits, match="From 10 March on"):
        open_inbox(setup.desk, TODAY)


def test_an_empty_inbox_says_that_a_message_comes_first(setup: Setup) -> None:
    with pytest.raises(NothingWaits, match="leave a message first"):
        open_inbox(setup.desk, TODAY)


def test_typed_messages_are_left_out_and_it_says_so(setup: Setup) -> None:
    leave(setup.desk, is_typed=True)
    with pytest.raises(NothingWaits, match="only spoken ones can be heard"):
        open_inbox(setup.desk, TODAY)
    leave(setup.desk, "a2")
    assert [m.attempt_id for m in open_inbox(setup.desk, TODAY).messages if m.attempt_id] == ["a2"]


def test_recordings_that_are_gone_are_told(setup: Setup) -> None:
    leave(setup.desk, take_hz=())
    with pytest.raises(NothingWaits, match="recordings of your messages are gone"):
        open_inbox(setup.desk, TODAY)


def test_a_result_that_cannot_be_read_does_not_keep_the_others_away(setup: Setup) -> None:
    leave(setup.desk, "a1")
    leave(setup.desk, "a2")
    leave(setup.desk, "a3", said="Oh")  # too short to be a message
    read = setup.desk.ports.records.attempt

    def damaged(attempt_id: str) -> Attempt | None:
        if attempt_id == "a1":
            raise PortError("In a form that cannot be read.")
        return read(attempt_id)

    setup.desk.ports.records.attempt = damaged  # type: ignore[method-assign]
    for seed in range(6):
        own = [m.attempt_id for m in open_inbox(setup.desk, TODAY, seed).messages if m.attempt_id]
        assert own == ["a2"]


def test_a_message_that_was_heard_makes_room_for_one_that_was_not(setup: Setup) -> None:
    leave(setup.desk, "a1")
    leave(setup.desk, "a2")
    seed = next(s for s in range(9) if one_own(setup, s))
    inbox = open_inbox(setup.desk, TODAY, seed)
    place = next(i for i, m in enumerate(inbox.messages, 1) if m.kind == "own")
    first = inbox.prepare(place, STOP)
    inbox.decide(first, "keep", 3.0)
    again = open_inbox(setup.desk, TODAY, seed)
    [own] = [m for m in again.messages if m.kind == "own"]
    assert own.attempt_id != first.message.attempt_id


def one_own(setup: Setup, seed: int) -> bool:
    return [m.kind for m in open_inbox(setup.desk, TODAY, seed).messages].count("own") == 1


def test_a_decision_is_kept_with_seed_place_and_second(setup: Setup) -> None:
    leave(setup.desk, rating=SelfRating(True, 80))
    inbox = open_inbox(setup.desk, TODAY, seed=1)
    place = next(i for i, m in enumerate(inbox.messages, 1) if m.kind == "own")
    known, trouble = inbox.decide(inbox.prepare(place, STOP), "delete", 2.06)
    assert trouble == ""
    assert setup.desk.ports.records.hearings() == [
        Hearing(inbox.id, place, 1, inbox.started_at, inbox.messages[place - 1], "delete", 2.1)
    ]
    assert known.last_words == "Ines. You moved labs [/]"
    assert known.rating == SelfRating(True, 80)
    assert known.scorecard is not None
    assert known.title == "Her own [hold] box"


def test_a_decision_that_cannot_be_kept_is_told_and_goes_on(setup: Setup) -> None:
    leave(setup.desk)
    inbox = open_inbox(setup.desk, TODAY)
    ready = inbox.prepare(1, STOP)
    inbox.decide(ready, "keep", 1.0)
    known, trouble = inbox.decide(ready, "delete", 2.0)
    assert "first decision stays" in trouble
    assert known.is_deleted


class Speaks:
    """A voice that tells who speaks, or cannot."""

    def __init__(self, failure: str = "") -> None:
        self.said: list[Speech] = []
        self.failure = failure

    def render(self, speech: Speech, stop: threading.Event) -> Sound:
        self.said.append(speech)
        if self.failure:
            raise PortError(self.failure)
        return Sound(Path("x.wav"), 2.0, (Caption(speech.text, 0.0, 2.0),))

    def recorded(self, greeting: object, folder: Path, cue: str | None, voice: str) -> Sound:
        raise AssertionError("no greeting is heard in an inbox")


def test_a_message_of_others_is_spoken_by_somebody_else_than_the_prospect(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    voice = Speaks()
    setup.desk.ports = replace(setup.desk.ports, voice=voice)
    leave(setup.desk)
    inbox = open_inbox(setup.desk, TODAY, seed=1)
    place = next(i for i, m in enumerate(inbox.messages, 1) if m.kind != "own")
    ready = inbox.prepare(place, STOP)
    assert ready.sound.path == Path("x.wav")
    assert ready.attempt is None
    [speech] = voice.said
    assert speech.text.startswith("Hi")


def test_without_a_voice_there_are_captions_at_the_pace_of_speech(tmp_path: Path) -> None:
    setup = set_up(tmp_path)
    setup.desk.ports = replace(setup.desk.ports, voice=Speaks("No voice."))
    leave(setup.desk)
    inbox = open_inbox(setup.desk, TODAY, seed=1)
    place = next(i for i, m in enumerate(inbox.messages, 1) if m.kind != "own")
    sound = inbox.prepare(place, STOP).sound
    assert sound.path is None
    assert sound.seconds > 1.0
    assert sound.captions


def test_the_last_words_are_those_begun_by_then() -> None:
    sound = Sound(None, 4.0, (Caption("Hi Dana, it is me.", 0.0, 2.0), Caption("Call.", 2.0, 4.0)))
    assert last_words(sound, 0.0) == "Hi"
    assert last_words(sound, 0.9) == "Hi Dana,"
    assert last_words(sound, 2.5) == "Dana, it is me. Call."
    assert last_words(Sound(None, 1.0, ()), 1.0) == ""


def test_words_are_joined_to_lines_by_sentences_or_by_a_dozen() -> None:
    words = [Caption(w, i * 1.0, i + 1.0) for i, w in enumerate(["Hi", "Ines.", "You", "moved"])]
    assert by_sentence(Sound(None, 4.0, tuple(words))) == ((0.0, "Hi Ines."), (2.0, "You moved"))
    many = tuple(Caption("so", i * 1.0, i + 1.0) for i in range(30))
    assert [start for start, _ in by_sentence(Sound(None, 30.0, many))] == [0.0, 12.0, 24.0]
