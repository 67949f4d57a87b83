"""The keys of the quick-choice drill: one for each decision, the same in every front end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from simulator.scenario.model import Made

KEYS: Final[dict[Made, str]] = {
    "leave": "l",
    "hang_up": "h",
    "zero_out": "0",
    "ask_by_name": "n",
    "answer_screen": "a",
    "ask_who": "w",
    "pitch": "p",
}
LABELS: Final[dict[Made, str]] = {
    "leave": "leave a message",
    "hang_up": "hang up",
    "zero_out": "press 0 for the operator",
    "ask_by_name": "ask for them by name",
    "answer_screen": "say who is calling",
    "ask_who": "ask who handles it",
    "pitch": "pitch",
}
PHONE: Final = frozenset("123456789*#")
"""The other keys of a phone: each may be pressed anywhere."""
OTHER_KEYS: Final = "1-9 * # press that key"
_WORDS: Final = {
    **{key: made for made, key in KEYS.items()},
    **{made.replace("_", " "): made for made in KEYS},
    **{made: made for made in KEYS},
    "0#": "zero_out",
    " ": "hang_up",
}


def made_by(typed: str) -> Made | None:
    """The decision that a key or a word stands for; None where it stands for none."""
    if typed in PHONE:
        return f"key:{typed}"
    return _WORDS.get(typed.lower())


def offers(made: tuple[Made, ...]) -> tuple[tuple[str, str], ...]:
    """The keys of some decisions, each with what it does."""
    return tuple((KEYS[one], LABELS[one]) for one in made if one in KEYS)
