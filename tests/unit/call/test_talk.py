"""The operator leg: asked by name, asked who, pitched, not understood."""

from __future__ import annotations

import pytest

from simulator.call import effects as fx
from simulator.call import events as ev
from tests.unit.call.calls import Rep


@pytest.fixture
def rep() -> Rep:
    """A rep whom the operator has just greeted."""
    rep = Rep()
    rep.dial()
    rep.press("0", "#")
    rep.greeting_ends()
    rep.tick(5)
    return rep


def said(effects: tuple[fx.Effect, ...]) -> str:
    effect = effects[-1]
    assert isinstance(effect, fx.Say)
    assert effect.voice == "operator"
    return effect.text


def test_the_operator_listens_after_the_greeting() -> None:
    rep = Rep()
    rep.dial()
    rep.press("0", "#")
    (listen,) = rep.greeting_ends()
    assert listen == fx.Listen(line="desk", take="take-1", max_seconds=12.0,
                               end_silence_seconds=1.0, patience_seconds=6.0)  # fmt: skip


def test_asking_by_name_leads_to_the_mailbox(rep: Rep) -> None:
    assert said(rep.says("ask_by_name", "Dana Kim")) == "One moment."
    assert rep.prompt_ends() == (fx.PlayGreeting(line="own"),)


def test_asking_for_somebody_who_is_not_in_ends_the_call(rep: Rep) -> None:
    assert said(rep.says("ask_by_name", "Lena Ortiz")) == "Lena is not in today."
    assert rep.prompt_ends() == (fx.End(reason="not_in"),)


def test_asking_who_handles_it_is_answered_where_the_scenario_does(rep: Rep) -> None:
    assert said(rep.says("ask_who")) == "That is Dana. One moment."


def test_a_pitch_makes_an_operator_without_an_answer_ask_again(rep: Rep) -> None:
    assert "didn't catch" in said(rep.says("pitch"))
    (listen,) = rep.prompt_ends()
    assert isinstance(listen, fx.Listen)
    assert listen.take == "take-2"


@pytest.mark.parametrize("request_", ["unclear", "silence"])
def test_the_operator_repeats_once_then_offers_names_then_gives_up(
    rep: Rep, request_: ev.Request
) -> None:
    assert "Who would you like to speak to?" in said(rep.says(request_))
    rep.prompt_ends()
    offer = said(rep.says(request_))
    assert "press one for Dana Kim or press two for Lena Ortiz" in offer
    rep.prompt_ends()
    assert "Goodbye" in said(rep.says(request_))
    assert rep.prompt_ends() == (fx.End(reason="operator_gave_up"),)


def test_a_name_on_offer_can_be_chosen_by_key(rep: Rep) -> None:
    rep.says("unclear")
    rep.prompt_ends()
    rep.says("unclear")
    assert rep.press("3") == (fx.SoundKey(key="3"),), "nobody is offered under three"
    assert said(rep.press("1")) == "One moment."


def test_digits_choose_nobody_before_names_are_offered(rep: Rep) -> None:
    assert rep.press("1") == (fx.SoundKey(key="1"),)


def test_an_offer_can_still_be_answered_aloud(rep: Rep) -> None:
    rep.says("unclear")
    rep.prompt_ends()
    rep.says("unclear")
    rep.prompt_ends()
    assert said(rep.says("ask_by_name", "Dana Kim")) == "One moment."


def test_a_person_whom_nobody_knows_is_not_understood(rep: Rep) -> None:
    assert "didn't catch" in said(rep.says("ask_by_name", "Nobody"))


def test_a_call_screen_is_answered_and_puts_through() -> None:
    rep = Rep()
    rep.dial()
    rep.press("*")
    rep.greeting_ends()
    assert rep.says("answer_screen") == (fx.Say(text="Please hold.", voice="robot"),)
    assert rep.prompt_ends() == (fx.PlayGreeting(line="own"),)


def test_a_call_screen_without_names_gives_up_after_one_repeat() -> None:
    rep = Rep()
    rep.dial()
    rep.press("*")
    rep.greeting_ends()
    rep.says("silence")
    rep.prompt_ends()
    rep.says("silence")
    assert rep.prompt_ends() == (fx.End(reason="operator_gave_up"),)
