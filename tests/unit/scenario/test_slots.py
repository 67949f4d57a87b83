"""Words that differ from call to call, and what an author may get wrong about them."""

from __future__ import annotations

import pytest

from simulator.scenario.parse import ScenarioError, parse_scenario, parse_variants
from tests.unit.scenario.texts import SCENARIO

SLOTS = """slots:
  who: [{first: Ada, firm: Alder}, {first: Bea, firm: Birch}]
  month: [May, June, July]
"""


def with_slots(slots: str = SLOTS, brief: str = "You call {who.first} of {who.firm}.") -> str:
    before, _, rest = SCENARIO.partition("brief:")
    _, _, after = rest.partition("\n")
    while after.startswith(" "):
        _, _, after = after.partition("\n")
    return f'{slots}{before}brief: "{brief}"\n{after}'


def problems(text: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        parse_variants(text, "bakery.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_each_variant_takes_the_next_option_of_every_slot() -> None:
    briefs = [v.brief for v in parse_variants(with_slots(brief="{who.first} {month}"), "x")]
    assert briefs == ["Ada May", "Bea June", "Ada July", "Bea May", "Ada June", "Bea July"]


def test_a_file_without_slots_has_one_variant() -> None:
    assert parse_variants(SCENARIO, "x") == (parse_scenario(SCENARIO, "x"),)


def test_words_are_filled_in_wherever_a_text_stands() -> None:
    text = with_slots().replace("research:\n", 'research:\n  - {id: m, text: "In {month}.", '
                                'phrases: ["in {month}"]}\n')  # fmt: skip
    second = parse_variants(text, "x")[1]
    assert second.brief == "You call Bea of Birch."
    assert (second.research[0].text, second.research[0].phrases) == ("In June.", ("in June",))


@pytest.mark.parametrize(
    ("slots", "brief", "told"),
    [
        (SLOTS, "{who.frist}", "there is no slot `who.frist` (did you mean `who.first`?)"),
        ("", "{who}", "there is no slot `who`; this file has no `slots`"),
        ("slots: {a: [x, {b: y}]}\n", "{a}", "every option of a slot has the same shape"),
        ("slots: {a: [{b: y}, {c: z}]}\n", "{a.b}", "the first has the parts `b`"),
        ("slots: {a: [x]}\n", "{a}", "slots.a"),
        ("slots: {a: [1, 2, 3, 4, 5], b: [1, 2, 3]}\n", "{a}", "slots.a[0]"),
        ("slots: {a: [p, q, r, s, t], b: [u, v, w]}\n", "{a}", "these slots make 15 variants"),
        ("slots: {A: [x, y]}\n", "none", "slots.A"),
    ],
)
def test_what_is_wrong_with_slots_is_told(slots: str, brief: str, told: str) -> None:
    found = problems(with_slots(slots, brief))
    assert any(told in problem for problem in found), found


def test_nothing_is_filled_in_where_lists_name_the_call() -> None:
    title = next(line for line in SCENARIO.splitlines() if line.startswith("title:"))
    found = problems(with_slots().replace(title, 'title: "Calling {who.first}"'))
    assert any("nothing is filled in here" in problem for problem in found), found


def test_a_mistake_in_every_variant_is_told_once() -> None:
    found = problems(with_slots().replace("fails: [", "fails: [nonsense, "))
    assert len(found) == 1
    assert "`nonsense` is no criterion" in found[0]
