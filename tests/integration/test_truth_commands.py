"""`rolecall inbox` and `rolecall writedown`, from the outside, on a machine that is new."""

from __future__ import annotations

import json

from tests.integration.rolecall import Rolecall


def test_the_inbox_of_a_new_machine_says_what_comes_first(rolecall: Rolecall) -> None:
    answer = rolecall.run("inbox", "--json")
    assert answer.code == 0
    assert "leave a message first" in json.loads(answer.out)["why_empty"]


def test_there_is_no_number_before_the_first_call(rolecall: Rolecall) -> None:
    answer = rolecall.run("writedown")
    assert answer.code == 2
    assert "No call has been finished yet." in answer.err


def test_a_typed_call_has_no_number_to_hear(rolecall: Rolecall) -> None:
    message = "Hi Dana, this is Alex Reed at Northwind. Call me at 617-555-0142."
    rolecall.run("call", "desk-classic", "--type", message)
    answer = rolecall.run("writedown")
    assert answer.code == 2
    assert "You typed this message" in answer.err
