"""What is said of a scenario that can be played, but could be better."""

import pytest

from tests.unit.scenario.texts import replaced
from tests.unit.scenario.well_written import WELL_WRITTEN, scenarios_of, told

PHRASES = "phrases: [the goat yoghurt leaks, your leaking goat yoghurt]"
LONG = "the goat yoghurt of which she said in May that it leaks on the way"
BETTER = [
    # what is written, what is written instead, the beginning of the warning
    ("you\n  dial it", "you\n  reach her mailbox", "25:8: brief: `mailbox` gives the answer away"),
    ("title: The corner office", "title: Press  Zero", "5:8: title: `press zero` gives the"),
    (" of {who.firm}. Her", ". Her", "25:8: brief: does not say `Aldergate Dairy`"),
    ("You read about {who.first} {who.last} of {who.firm}.", "You dial.",
     "25:8: brief: does not say `Nadia Brandt` and `Aldergate Dairy`"),
    (PHRASES, f"phrases: [{LONG}]", "24:5: research[0].phrases: no phrase has 10 words or fewer"),
    (PHRASES, f"phrases: [goat yoghurt, {LONG}]",
     "24:29: research[0].phrases[1]: a phrase of more than 10 words"),
    ("cue: You've reached {who.first} {who.last}\n",
     "cue: You've reached {who.first} {who.last} at {who.firm}. Tell me what it is about\n",
     "33:10: lines.desk.cue: has more than 10 words"),
]  # fmt: skip


def test_nothing_is_said_of_what_is_well_written() -> None:
    assert told(WELL_WRITTEN) == []


@pytest.mark.parametrize(("old", "new", "expected"), BETTER)
def test_what_could_be_better_is_said_with_its_place_and_once(
    old: str, new: str, expected: str
) -> None:
    found = told(replaced(old, new, WELL_WRITTEN))
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_a_slot_that_no_text_uses_is_told() -> None:
    text = replaced("slots:\n", "slots:\n  town: [Ashby, Fairmont]\n", WELL_WRITTEN)
    at = next(n for n, line in enumerate(text.splitlines(), 1) if "town:" in line)
    assert told(text) == [f"{at}:3: slots.town: no text says {{town}}: these words are never heard"]


def test_a_brief_must_not_quote_the_cue() -> None:
    text = replaced("cue: You've reached {who.first} {who.last}", "cue: Tell me", WELL_WRITTEN)
    assert told(text) == []
    assert told(replaced("Her number", "Tell me. Her number", text)) == [
        "25:8: brief: `Tell me` is the cue of a greeting, and gives the answer away"
    ]


def test_a_cue_that_is_only_the_name_gives_nothing_away() -> None:
    cue = 'cue: "{who.first} {who.last}"'
    assert told(replaced("cue: You've reached {who.first} {who.last}", cue, WELL_WRITTEN)) == []


@pytest.mark.parametrize(("words", "told_of"), [(34, True), (35, False), (80, False), (81, True)])
def test_a_model_message_has_thirty_five_to_eighty_words(words: int, told_of: bool) -> None:
    before, _, after = WELL_WRITTEN.partition("model:\n")
    text = f"{before}model: {{text: {'word ' * words}}}\npoor:{after.partition('poor:')[2]}"
    expected = [f"37:15: model.text: has {words} words; a good message has 35 to 80"]
    assert told(text) == (expected if told_of else [])


def test_a_number_that_is_read_out_is_one_word_of_a_cue() -> None:
    number = "six one seven, five five five, zero one four two"
    text = replaced("Tell me what it is about.", f"Number {number} is not here.", WELL_WRITTEN)
    cue = f"Number {number} is not here"
    assert told(replaced("cue: You've reached {who.first} {who.last}", f"cue: {cue}", text)) == []


def test_words_that_never_change_make_a_test_of_memory() -> None:
    before, _, after = WELL_WRITTEN.partition("slots:\n")
    text = before + after[after.index("rep:\n") :]
    for old, new in (
        ("{who.first} {who.last}", "Al Po"),
        ("{who.firm}", "Co"),
        ("{who.first}", "Al"),
    ):
        text = text.replace(old, new)
    assert [line.partition(":")[0] for line in told(text)] == ["1"]
    assert "there are no `slots`" in told(text)[0]


def test_a_twin_has_to_be_known() -> None:
    text = replaced("slots:\n", "twin_of: corner-offices\nslots:\n", WELL_WRITTEN)
    (scenario, _) = scenarios_of(WELL_WRITTEN)
    assert told(text, {"corner-office": scenario}) == [
        "8:10: twin_of: there is no scenario `corner-offices` among those at hand "
        "(did you mean `corner-office`?)"
    ]


def test_in_a_twin_something_else_is_right() -> None:
    text = replaced("slots:\n", "twin_of: other\nslots:\n", WELL_WRITTEN)
    (scenario, _) = scenarios_of(WELL_WRITTEN)
    (found,) = told(text, {"other": scenario})
    assert found.startswith("8:10: twin_of: the same is right in `other` (leave); ")

    differs = replaced("best: leave,", "best: hang_up,", WELL_WRITTEN)
    assert told(text, {"other": scenarios_of(differs)[0]}) == []


@pytest.mark.parametrize("cue", ["live_operator", "directory"])
def test_a_cue_that_is_decided_on_no_line_is_not_trained(cue: str) -> None:
    text = replaced("cues: [named_own_voice]", f"cues: [named_own_voice, {cue}]", WELL_WRITTEN)

    (found,) = told(text)

    assert f"cues[1]: no line with a `choice` is one on which `{cue}` is heard" in found
