"""A scripted call: keys at their time, utterances in order, no waiting."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.call import events as ev
from simulator.call.effects import Listen, Record
from simulator.ports import PortError, Take
from simulator.session.desk import Desk
from simulator.session.simulated import Script, SimulatedCall, Utterance
from simulator.session.takes import CallEnded
from tests.unit.grading.played import overall_of
from tests.unit.session.kit import MESSAGE, Broken, Hears, WatchingStage, desk


def play(at: Desk, scenario: str, script: Script) -> tuple[CallEnded, WatchingStage]:
    stage = WatchingStage()
    setting = at.new_setting(at.ports.library.scenario(scenario))
    return SimulatedCall(setting, at.ports, stage, script).run(), stage


def spoken(seconds: float) -> Utterance:
    def say(effect: Record | Listen, into: Path, at_most_seconds: float) -> Take:
        into.write_bytes(b"sound")
        if seconds > at_most_seconds:
            return Take(into, None, at_most_seconds, at_most_seconds, 0.1, "limit")
        return Take(into, None, seconds, seconds, 0.1, "rep")

    return say


def one(ended: CallEnded, kind: type[ev.Event]) -> ev.Event:
    (event,) = (e for e in ended.events if isinstance(e, kind))
    return event


def test_a_message_is_left_and_the_rep_hangs_up_after_it(tmp_path: Path) -> None:
    at = desk(tmp_path, recognizer=Hears(MESSAGE))
    ended, stage = play(at, "desk-classic", Script(utterances=[spoken(20.0)]))
    assert [type(e).__name__ for e in ended.events][-2:] == ["HungUp", "Recorded"]
    assert ended.transcripts["take-1"].text == MESSAGE
    assert stage.shown == ["Ring", "PlayGreeting", "Beep", "Record", "End"]


def test_keys_are_pressed_at_their_second_of_the_greeting(tmp_path: Path) -> None:
    ended, _ = play(desk(tmp_path), "vendor-hotline", Script(keys="0#", keys_at_seconds=4.0))
    started = next(e for e in ended.events if isinstance(e, ev.GreetingStarted))
    pressed = [e.at_seconds - started.at_seconds for e in ended.events
               if isinstance(e, ev.KeyPressed)]  # fmt: skip
    assert pressed == [pytest.approx(4.0), pytest.approx(4.3)]


def test_keys_without_a_time_are_pressed_just_after_the_deciding_words(tmp_path: Path) -> None:
    ended, _ = play(desk(tmp_path), "vendor-hotline", Script(keys="0#"))
    started = next(e for e in ended.events if isinstance(e, ev.GreetingStarted))
    pressed = next(e for e in ended.events if isinstance(e, ev.KeyPressed))
    assert started.cue_end_seconds is not None
    waited = pressed.at_seconds - started.at_seconds - started.cue_end_seconds
    assert waited == pytest.approx(0.5)


def test_what_is_said_goes_to_the_operator_first_and_then_to_the_mailbox(tmp_path: Path) -> None:
    at = desk(tmp_path, recognizer=Hears("Robert Hayes, please.", MESSAGE))
    script = Script(keys="0#", utterances=[spoken(2.0), spoken(20.0)])
    ended, _ = play(at, "vendor-hotline", script)
    heard, recorded = one(ended, ev.Heard), one(ended, ev.Recorded)
    assert isinstance(heard, ev.Heard)
    assert isinstance(recorded, ev.Recorded)
    assert (heard.person, recorded.line) == ("Robert Hayes", "hayes")


def test_the_rep_hangs_up_at_the_second_that_was_asked_for(tmp_path: Path) -> None:
    ended, _ = play(desk(tmp_path), "desk-classic", Script(hang_up_at_seconds=2.0))
    started = next(e for e in ended.events if isinstance(e, ev.GreetingStarted))
    assert ended.events[-1] == ev.HungUp(at_seconds=started.at_seconds + 2.0)


def test_hanging_up_in_the_middle_of_a_message_cuts_it_there(tmp_path: Path) -> None:
    at = desk(tmp_path, recognizer=Hears("Hi Dana"))
    script = Script(hang_up_at_seconds=30.0, utterances=[spoken(40.0)])
    ended, _ = play(at, "desk-classic", script)
    recorded = one(ended, ev.Recorded)
    assert isinstance(recorded, ev.Recorded)
    assert 0 < recorded.seconds < 30.0
    assert isinstance(ended.events[-2], ev.HungUp)


def test_a_message_longer_than_the_mailbox_takes_ends_at_its_limit(tmp_path: Path) -> None:
    at = desk(tmp_path, recognizer=Hears("Hi Dana"))
    ended, stage = play(at, "desk-classic", Script(utterances=[spoken(900.0)]))
    recorded = one(ended, ev.Recorded)
    assert isinstance(recorded, ev.Recorded)
    assert recorded.ended_by == "limit"
    assert stage.shown[-2:] == ["Say", "End"]


def test_without_anything_to_say_the_rep_hangs_up_at_the_beep(tmp_path: Path) -> None:
    ended, _ = play(desk(tmp_path), "desk-classic", Script(keys="5"))
    recorded = one(ended, ev.Recorded)
    assert isinstance(recorded, ev.Recorded)
    assert recorded.speech_seconds == 0


def test_an_operator_to_whom_nothing_is_said_gives_up(tmp_path: Path) -> None:
    ended, stage = play(desk(tmp_path), "vendor-hotline", Script(keys="0#"))
    assert [e.request for e in ended.events if isinstance(e, ev.Heard)] == ["silence"] * 3
    assert stage.shown.count("Say") == 3


def test_a_recogniser_that_fails_is_said_and_the_recording_is_kept(tmp_path: Path) -> None:
    at = desk(tmp_path, recognizer=Broken("The recogniser is gone."))
    ended, stage = play(at, "desk-classic", Script(utterances=[spoken(9.0)]))
    assert stage.notices == ["The recogniser is gone. Your recording is kept."]
    assert ended.recordings["take-1"].exists()


def test_a_voice_that_fails_is_said_and_captions_keep_the_pace(tmp_path: Path) -> None:
    at = desk(tmp_path, voice=Broken("The voice is gone."))
    _, stage = play(at, "desk-classic", Script(utterances=["Hello Dana, it is me, Alex."]))
    assert stage.notices[0] == "The voice is gone."
    assert stage.shown[-1] == "End"


def test_the_same_script_gives_the_same_events(tmp_path: Path) -> None:
    script = Script(keys="0#", utterances=["Robert Hayes please", MESSAGE])
    first, _ = play(desk(tmp_path), "vendor-hotline", script)
    second, _ = play(desk(tmp_path), "vendor-hotline", script)
    assert first.events == second.events


def test_a_port_error_is_an_error_of_the_port() -> None:
    assert issubclass(PortError, RuntimeError)


@pytest.mark.parametrize("keys", ["5", "*", "12345"])
def test_keys_that_do_nothing_in_a_message_do_not_end_it(tmp_path: Path, keys: str) -> None:
    script = Script(keys=keys, keys_at_seconds=16.0, utterances=[MESSAGE])
    ended, stage = play(desk(tmp_path), "desk-classic", script)
    assert ended.transcripts["take-1"].text == MESSAGE
    assert stage.shown[-1] == "End"


@settings(max_examples=150, deadline=None)
@given(
    keys=st.text("0123456789*#", max_size=6),
    keys_at=st.none() | st.floats(0, 60),
    hang_up_at=st.none() | st.floats(0, 60),
    said=st.lists(st.sampled_from(["", "Hm", "Robert Hayes please", MESSAGE]), max_size=4),
    name=st.sampled_from(["desk-classic", "vendor-hotline", "operator-screens", "no-longer-here"]),
)
def test_every_script_ends(
    keys: str, keys_at: float | None, hang_up_at: float | None, said: list[str], name: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        at = desk(Path(folder))
        ended, stage = play(at, name, Script(keys, keys_at, hang_up_at, said))
        assert stage.shown[-1] == "End"
        assert overall_of(at.judge(ended).scorecard) >= 0


def test_a_long_silence_in_a_recording_makes_the_mailbox_send_it(tmp_path: Path) -> None:
    def trails_off(effect: Record | Listen, into: Path, at_most_seconds: float) -> Take:
        into.write_bytes(b"sound")
        return Take(into, None, 18.0, 8.0, 0.1, "silence")

    at = desk(tmp_path, recognizer=Hears(MESSAGE))
    ended, stage = play(at, "desk-classic", Script(utterances=[trails_off]))
    recorded = one(ended, ev.Recorded)
    assert isinstance(recorded, ev.Recorded)
    assert recorded.ended_by == "silence"
    assert stage.shown[-2:] == ["Say", "End"]
