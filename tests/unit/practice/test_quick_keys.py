"""The keys of quick choices."""

from __future__ import annotations

import pytest

from simulator.practice.quick_keys import KEYS, LABELS, made_by, offers


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("l", "leave"), ("H", "hang_up"), ("hang up", "hang_up"), ("hang_up", "hang_up"),
        ("0", "zero_out"), ("0#", "zero_out"), ("9", "key:9"), ("*", "key:*"), ("x", None),
        ("", None), ("ask by name", "ask_by_name"),
    ],
)  # fmt: skip
def test_a_key_or_a_word_decides(typed: str, made: str | None) -> None:
    assert made_by(typed) == made


def test_every_decision_has_a_key_of_its_own_and_a_name() -> None:
    assert len(set(KEYS.values())) == len(KEYS)
    assert set(LABELS) == set(KEYS)
    assert offers(("leave", "key:9")) == (("l", "leave a message"),)
