"""The scenarios that come with Rolecall, against what is promised about them."""

import re
from collections import Counter
from functools import cache

import pytest

from simulator.adapters.scenario_files import ScenarioFiles, shipped_folder, yaml_files
from simulator.scenario.model import Line, Scenario

DECISIONS = {
    "desk-classic": {"desk": ("leave",)},
    "own-cell": {"cell": ("leave",)},
    "press-zero-invited": {"desk": ("leave", "zero_out")},
    "vendor-hotline": {"hotline": ("zero_out",), "hayes": ("leave",)},
    "department-box": {"marketing": ("zero_out",), "desk": ("leave",)},
    "operator-screens": {
        "vendor-desk": ("zero_out",), "switchboard": ("ask_by_name",), "shaw": ("leave",),
    },
    "colleague": {"extension": ("hang_up", "zero_out"), "desk": ("leave",)},
    "no-longer-here": {"old-desk": ("zero_out", "hang_up"), "operator": ("ask_who",)},
    "shared-home": {"home": ("hang_up",)},
}  # fmt: skip
"""The best decision of each line that asks for one, then those that are accepted."""

# Numbers for stories: 555-0100 to 555-0199 belong to nobody, in any area code.
FICTIONAL = re.compile(r"[2-9]\d\d-555-01\d\d")


@cache
def shipped() -> dict[str, Scenario]:
    return {f.scenario.id: f.scenario for f in ScenarioFiles().scenarios()}


def lines() -> list[Line]:
    return [line for scenario in shipped().values() for line in scenario.lines.values()]


def words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text)


@pytest.fixture(params=sorted(DECISIONS))
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return shipped()[request.param]


def test_every_shipped_file_can_be_played() -> None:
    assert ScenarioFiles().problems() == []
    assert len(shipped()) == len(yaml_files(shipped_folder("scenarios")))


def test_a_file_is_named_for_its_scenario() -> None:
    assert {p.stem for p in yaml_files(shipped_folder("scenarios"))} == set(shipped())


def test_there_are_at_least_three_of_each_type() -> None:
    counted = Counter(s.type for s in shipped().values())
    assert set(counted) == {"personal_mailbox", "vendor_line", "wrong_contact"}
    assert min(counted.values()) >= 3


def test_the_decisions_are_those_of_the_doctrine(scenario: Scenario) -> None:
    found = {
        name: (line.choice.best, *line.choice.acceptable)
        for name, line in scenario.lines.items()
        if line.choice
    }
    assert found == DECISIONS[scenario.id]


def test_only_a_mailbox_of_ones_own_takes_a_message(scenario: Scenario) -> None:
    for line in scenario.lines.values():
        leaves = line.choice is not None and "leave" in (line.choice.best, *line.choice.acceptable)
        assert leaves == (line.kind == "own_mailbox")


def test_the_model_message_has_a_fit_length(scenario: Scenario) -> None:
    assert 35 <= len(scenario.model.text.split()) <= 80


def test_the_model_message_names_rep_and_company_and_the_number_twice(scenario: Scenario) -> None:
    text, rep = scenario.model.text, scenario.rep
    assert rep.name in text
    assert rep.company in text
    assert text.count(rep.number) == 2


def test_the_model_message_begins_with_the_prospect_and_uses_a_fact_early(
    scenario: Scenario,
) -> None:
    first_two = " ".join(re.split(r"(?<=[.!?])\s", scenario.model.text)[:2]).lower()
    assert scenario.prospect.name.split()[0].lower() in first_two
    told = {w for fact in scenario.research for p in fact.phrases for w in words(p.lower())}
    assert len({w for w in told & set(words(first_two)) if len(w) > 3}) >= 2


def test_the_poor_message_fails_what_can_be_counted(scenario: Scenario) -> None:
    text, rep, fails = scenario.poor.text, scenario.rep, scenario.poor.fails
    assert ("states_callback_number" in fails) == (rep.number not in text)
    assert ("number_repeated" in fails) == (text.count(rep.number) < 2)
    assert ("states_company" in fails) == (rep.company not in text)
    assert ("states_name" in fails) == (rep.name.split()[0] not in text)


def test_numbers_belong_to_nobody(scenario: Scenario) -> None:
    assert FICTIONAL.fullmatch(scenario.rep.number)


def test_a_brief_does_not_tell_the_answer(scenario: Scenario) -> None:
    told = f"{scenario.title} {scenario.brief}".lower()
    for answer in ("0#", "press zero", "hang up", "leave a message", "vendor line", "mailbox"):
        assert answer not in told


def test_a_brief_names_prospect_and_company(scenario: Scenario) -> None:
    assert scenario.prospect.name in scenario.brief
    assert scenario.prospect.company in scenario.brief


def test_no_two_lines_share_a_greeting() -> None:
    greetings = Counter(line.greeting_text for line in lines())
    assert [g for g, times in greetings.items() if times > 1] == []


def test_vendor_lines_lead_to_the_prospect_by_name() -> None:
    for scenario in shipped().values():
        if scenario.type != "vendor_line":
            continue
        operator = scenario.lines[scenario.lines[scenario.first_line].keys["0#"]]
        assert operator.conversation is not None
        reached = {p.name: p.to for p in operator.conversation.people}
        assert scenario.lines[reached[scenario.prospect.name] or ""].kind == "own_mailbox"


def test_the_first_level_asks_for_one_decision_at_a_time() -> None:
    for scenario in shipped().values():
        if scenario.level == 1:
            assert not any(
                line.choice for line in scenario.lines.values() if line.kind == "operator"
            )


def test_twins_exist_and_share_their_prospect() -> None:
    for scenario in shipped().values():
        if scenario.twin_of is not None:
            assert shipped()[scenario.twin_of].prospect == scenario.prospect


def test_at_least_four_people_can_be_heard() -> None:
    assert len({line.voice for line in lines()}) >= 4


def test_reps_and_their_numbers_vary() -> None:
    assert len({s.rep.name for s in shipped().values()}) >= 8
    assert len({s.rep.number[:3] for s in shipped().values()}) >= 8
