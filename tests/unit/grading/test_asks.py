"""What a message asks for, and on which channel the answer should come."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.language.asks import asks

NUMBER = "617-555-0142"


def channels(text: str) -> list[str]:
    return [ask.channel for ask in asks(text, NUMBER, max_errors=2)]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Call me back.", "call"), ("GIVE ME A RING", "call"), ("please return my call", "call"),
        ("let’s talk on Monday", "call"), ("you can reach me at the office", "call"),
        ("drop me an email", "email"), ("just hit reply", "email"), ("reply to my note", "email"),
        ("maya@traildesk.example", "email"), ("maya at traildesk dot com", "email"),
        ("a note to maya at traildesk .com", "email"), ("check out traildesk .com", "site"),
        ("text me", "text"), ("message me on LinkedIn", "text"), ("shoot me a text", "text"),
        ("have a look at our website", "site"), ("visit traildesk dot com", "site"),
        ("book a slot", "calendar"), ("pick a time on my calendar", "calendar"),
        ("accept the invite", "calendar"), ("pass this on to your boss", "forward"),
        ("forward my details to whoever runs the vans", "forward"),
        ("let me know who runs the vans", "answer"), ("point me to the right person", "answer"),
    ],
)  # fmt: skip
def test_each_channel_is_known(text: str, channel: str) -> None:
    assert set(channels(text)) == {channel}


@pytest.mark.parametrize(
    "text",
    ["", "!", "Hi Owen, it's Maya.", "I'll call you on Friday.", "We can email you the plan.",
     "I could text you tomorrow", "You called the depot.", "They text the drivers."],
)  # fmt: skip
def test_what_is_not_asked_is_not_found(text: str) -> None:
    assert channels(text) == []


def test_the_number_asks_for_a_call() -> None:
    assert channels("It's Maya, 617-555-0142.") == ["call"]
    assert channels("It's Maya, 617 555 014.") == ["call"]
    assert channels("It's Maya, 212-999-8888.") == []


def test_who_says_that_there_is_no_need_to_call_does_not_ask_for_it() -> None:
    assert channels("No need to call me back. 617-555-0142.") == []
    assert channels("Don't call me, just send me an email. 617-555-0142") == ["email"]


def test_several_asks_are_found_in_order() -> None:
    text = "Call me at 617-555-0142, send me an email or visit our website."

    assert channels(text) == ["call", "call", "email", "site"]


def test_a_question_counts_only_where_nothing_else_is_asked() -> None:
    assert channels("Let me know if that fits.") == ["answer"]
    assert channels("Let me know if that fits. Call me.") == ["call"]


def test_one_phrase_is_one_ask_by_its_more_special_channel() -> None:
    [ask] = asks("book a call on my calendar", NUMBER, 2)

    assert ask.channel == "calendar"


@given(st.text(max_size=120))
def test_any_text_can_be_read_and_asks_lie_inside_it(text: str) -> None:
    found = asks(text, NUMBER, max_errors=2)

    assert all(0 <= a.span.start < a.span.end <= len(text) for a in found)
    assert [a.span.start for a in found] == sorted(a.span.start for a in found)


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title])
def test_asks_do_not_depend_on_capitals(change: Callable[[str], str]) -> None:
    text = "Call me or send me an email, and have a look at our website."

    assert channels(change(text)) == channels(text)
