"""What is said of the two example messages of a scenario."""

from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.grading.style import message_rules
from tests.unit.scenario.texts import replaced
from tests.unit.scenario.well_written import WELL_WRITTEN
from tests.unit.scenario.well_written import told as told_by

RULES = message_rules(default_rubric(), shipped())


def told(text: str) -> list[str]:
    return told_by(text, rules=RULES)


def test_nothing_is_said_where_the_messages_are_worth_what_they_should_be() -> None:
    assert told(WELL_WRITTEN) == []


def test_a_model_message_that_would_not_pass_is_told_with_all_that_it_lacks() -> None:
    text = replaced("This is Ada Stone at Ovenly. Call", "Call", WELL_WRITTEN)
    text = replaced(" Again, 617-555-0100.", "", text)
    (found,) = told(text)
    assert found.startswith("38:9: model.text: this message does not pass ")
    for id_ in ("states_name", "states_company", "number_repeated"):
        assert f"`{id_}` (" in found
    assert "personal_hook" not in found


def test_a_poor_message_that_does_not_fail_what_it_says_is_told() -> None:
    text = replaced("fails: [personal_hook,", "fails: [states_name, personal_hook,", WELL_WRITTEN)
    assert told(text) == [
        "47:11: poor.fails[0]: the poor message does not fail `states_name`; take it out, or "
        "change the message"
    ]


def test_what_it_fails_besides_is_told_too() -> None:
    text = replaced(", cliche_opener, apologetic_hedging]", "]", WELL_WRITTEN)
    assert told(text) == [
        "47:3: poor.fails: the poor message fails more: `apologetic_hedging`, `cliche_opener`"
    ]


def test_how_long_it_takes_and_how_it_sounds_is_not_asked() -> None:
    text = replaced("apologetic_hedging]", "apologetic_hedging, length, pace]", WELL_WRITTEN)
    assert told(text) == []
