"""What keys do, and how long 0 waits for #."""

from __future__ import annotations

import pytest

from simulator.call import Phase
from simulator.call import effects as fx
from simulator.call import events as ev
from simulator.call.keys import KEY_WAIT_SECONDS, NOT_VALID
from tests.unit.call.calls import Rep


def test_zero_waits_for_the_hash_and_then_reaches_the_operator() -> None:
    rep = Rep()
    rep.dial()
    assert rep.press("0") == (
        fx.SoundKey(key="0"),
        fx.StartTimer(timer=1, seconds=KEY_WAIT_SECONDS),
    )
    assert rep.press("#") == (
        fx.SoundKey(key="#"),
        fx.CancelTimer(timer=1),
        fx.PlayGreeting(line="desk"),
    )


def test_a_zero_that_stays_alone_counts_after_the_wait() -> None:
    rep = Rep()
    rep.dial()
    rep.press("0")
    assert rep.timer() == (fx.PlayGreeting(line="desk"),)


def test_a_timer_that_was_overtaken_changes_nothing() -> None:
    rep = Rep()
    rep.dial()
    rep.press("0")
    before = rep.call.state
    assert rep.send(ev.TimerFired(at_seconds=9, timer=0)) == ()
    assert rep.call.state is before


def test_a_hash_just_after_a_lone_zero_belongs_to_it() -> None:
    rep = Rep()
    rep.dial()
    rep.press("0")
    rep.timer()
    assert rep.press("#") == (fx.SoundKey(key="#"),)
    assert rep.call.phase is Phase.GREETING


def test_another_key_ends_the_wait_of_a_zero() -> None:
    rep = Rep()
    rep.dial()
    rep.press("0")
    assert rep.press("5")[1:] == (fx.CancelTimer(timer=1), fx.PlayGreeting(line="desk"))


def test_an_unknown_key_is_said_to_be_invalid_and_the_greeting_goes_on_where_it_was() -> None:
    rep = Rep()
    rep.dial()
    rep.greeting_starts()
    effects = rep.press("5", after=1.5)
    assert effects == (fx.SoundKey(key="5"), fx.Say(text=NOT_VALID, voice="announcer"))
    (resumed,) = rep.prompt_ends()
    assert resumed == fx.PlayGreeting(line="hotline", from_seconds=1.5)


def test_an_unknown_key_before_the_greeting_can_be_heard_starts_it_from_the_beginning() -> None:
    rep = Rep()
    rep.dial()
    rep.press("5")
    assert rep.prompt_ends() == (fx.PlayGreeting(line="hotline", from_seconds=0.0),)


def test_a_zero_where_only_zero_hash_is_known_is_invalid_after_the_wait() -> None:
    rep = Rep()
    rep.dial()
    rep.press("9")
    rep.press("0")
    assert rep.timer() == (fx.Say(text=NOT_VALID, voice="announcer"),)


def test_a_key_pressed_while_a_prompt_plays_counts() -> None:
    rep = Rep()
    rep.dial()
    rep.press("5")
    assert rep.press("9")[1:] == (fx.PlayGreeting(line="full"),)


def test_an_unknown_key_while_a_prompt_plays_only_sounds() -> None:
    rep = Rep()
    rep.dial()
    rep.press("5")
    assert rep.press("5") == (fx.SoundKey(key="5"),)


def test_a_goodbye_cannot_be_interrupted() -> None:
    rep = Rep()
    rep.to_recording()
    rep.recorded(44, "limit")
    assert rep.press("9") == (fx.SoundKey(key="9"),)
    assert rep.prompt_ends() == (fx.End(reason="limit"),)


@pytest.mark.parametrize("key", ["#", "7"])
def test_hash_and_a_key_that_leads_to_the_beep_skip_the_greeting(key: str) -> None:
    rep = Rep()
    rep.dial()
    assert rep.press(key)[1:] == (fx.Beep(),)
    assert rep.press(key) == (fx.SoundKey(key=key),), "the beep is already sounding"


def test_hash_is_invalid_where_there_is_no_beep() -> None:
    rep = Rep()
    rep.dial()
    rep.press("8")
    assert rep.press("#")[1:] == (fx.Say(text=NOT_VALID, voice="announcer"),)


def test_zero_hash_while_recording_closes_the_recording_first() -> None:
    rep = Rep()
    rep.to_recording()
    assert rep.press("0", "#")[1:] == (fx.CancelTimer(timer=1), fx.StopRecording())
    assert rep.call.phase is Phase.CLOSING
    assert rep.press("9") == (fx.SoundKey(key="9"),)
    assert rep.recorded(1.0) == (fx.PlayGreeting(line="desk"),)


def test_a_zero_waiting_at_the_beep_counts_while_recording() -> None:
    rep = Rep()
    rep.dial()
    rep.greeting_ends()
    rep.press("0")
    rep.beeps()
    assert rep.timer() == (fx.StopRecording(),)


def test_keys_without_meaning_only_sound_while_recording_and_talking() -> None:
    rep = Rep()
    rep.to_recording()
    assert rep.press("5") == (fx.SoundKey(key="5"),)
    rep.press("0", "#")
    rep.recorded(1)
    rep.greeting_ends()
    assert rep.press("5", after=5) == (fx.SoundKey(key="5"),)


def test_hanging_up_while_a_key_waits_forgets_the_key() -> None:
    rep = Rep()
    rep.to_recording()
    rep.press("0")
    assert rep.send(ev.HungUp(at_seconds=9)) == (fx.CancelTimer(timer=1), fx.StopRecording())
