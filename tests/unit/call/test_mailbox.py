"""Limits, silence, messages that are too short, full mailboxes, lines that drop."""

from __future__ import annotations

import pytest

from simulator.call import Phase, mailbox
from simulator.call import effects as fx
from simulator.call import events as ev
from tests.unit.call.calls import Rep


def said(effects: tuple[fx.Effect, ...]) -> str:
    (effect,) = effects
    assert isinstance(effect, fx.Say)
    return effect.text


def test_a_full_mailbox_ends_the_call_after_its_greeting() -> None:
    rep = Rep()
    rep.dial()
    rep.press("9")
    assert rep.greeting_ends() == (fx.End(reason="mailbox_full"),)


def test_a_line_that_hangs_up_ends_the_call_after_its_greeting() -> None:
    rep = Rep()
    rep.dial()
    rep.press("8")
    assert rep.greeting_ends() == (fx.End(reason="line_dropped"),)


def test_the_mailbox_says_when_its_limit_is_reached() -> None:
    rep = Rep()
    rep.to_recording()
    assert said(rep.recorded(44, "limit")) == mailbox.LIMIT_REACHED
    assert rep.prompt_ends() == (fx.End(reason="limit"),)


def test_a_message_ended_by_silence_is_sent() -> None:
    rep = Rep()
    rep.to_recording()
    assert said(rep.recorded(20, "silence")) == mailbox.SENT
    assert rep.prompt_ends() == (fx.End(reason="message_sent"),)


def test_a_message_finished_with_hash_is_sent() -> None:
    rep = Rep()
    rep.to_recording()
    assert rep.press("#")[1:] == (fx.StopRecording(),)
    assert said(rep.recorded(20)) == mailbox.SENT


def test_a_message_under_three_seconds_may_be_recorded_once_more() -> None:
    rep = Rep()
    rep.to_recording()
    rep.press("#")
    assert said(rep.recorded(2.9)) == mailbox.TOO_SHORT
    assert rep.prompt_ends() == (fx.Beep(),)
    (record,) = rep.beeps()
    assert isinstance(record, fx.Record)
    assert record.take == "take-2"
    assert said(rep.recorded(0, "silence")) == mailbox.STILL_TOO_SHORT
    assert rep.prompt_ends() == (fx.End(reason="too_short"),)


@pytest.mark.parametrize("ended_by", ["device_lost", "disk_full"])
def test_a_recording_that_fails_ends_the_call_with_what_was_said(ended_by: ev.EndedBy) -> None:
    rep = Rep()
    rep.to_recording()
    assert rep.recorded(9, ended_by) == (fx.End(reason="device_lost"),)


def test_a_typed_message_ends_the_call_when_it_is_sent() -> None:
    rep = Rep()
    rep.to_recording()
    assert rep.recorded(9, "rep") == (fx.End(reason="hung_up"),)


def test_hanging_up_twice_while_recording_is_hanging_up() -> None:
    rep = Rep()
    rep.to_recording()
    rep.send(ev.HungUp(at_seconds=9))
    assert rep.send(ev.HungUp(at_seconds=9.1)) == ()
    assert rep.call.phase is Phase.CLOSING
    assert rep.recorded(4) == (fx.End(reason="hung_up"),)


def test_hanging_up_after_zero_hash_wins() -> None:
    rep = Rep()
    rep.to_recording()
    rep.press("0", "#")
    rep.send(ev.HungUp(at_seconds=9))
    assert rep.recorded(4) == (fx.End(reason="hung_up"),)
