"""The scenarios that come with Rolecall, against what is promised about them."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import get_args

import pytest

from simulator.adapters.scenario_files import ScenarioFiles, shipped_folder, yaml_files
from simulator.ports import ScenarioFile
from simulator.scenario.cues import CUES
from simulator.scenario.model import Line, Manner, Scenario, Temper, Unfit

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
    "nickname": {"desk": ("leave",)},
    "mailbox-full": {"desk": ("hang_up", "zero_out")},
    "call-screen": {"screen": ("answer_screen",), "desk": ("leave",)},
    "regional-vendor": {
        "vendor-desk": ("zero_out",), "switchboard": ("ask_by_name",), "desk": ("leave",),
    },
    "after-hours": {"office": ("hang_up", "zero_out"), "front-desk": ("hang_up",)},
    "dial-by-name": {
        "main": ("zero_out", "key:9"), "front-desk": ("ask_by_name",), "desk": ("leave",),
    },
    "promoted": {"direct": ("hang_up", "zero_out")},
    "assistant-box": {
        "office": ("zero_out", "hang_up"), "operator": ("ask_by_name",), "desk": ("leave",),
    },
    "first-name-only": {
        "box": ("zero_out", "hang_up"), "operator": ("ask_by_name",), "desk": ("leave",),
    },
    "robot-number": {"cell": ("hang_up",)},
    "subsidiary": {"munich": ("hang_up", "zero_out"), "desk": ("leave",)},
}  # fmt: skip
"""The best decision of each line that asks for one, then those that are accepted."""

# Numbers for stories: 555-0100 to 555-0199 belong to nobody, in any area code.
FICTIONAL = re.compile(r"[2-9]\d\d-555-01\d\d")


@cache
def shipped() -> dict[str, Scenario]:
    return {f.scenario.id: f.scenario for f in files()}


@cache
def files() -> Sequence[ScenarioFile]:
    return ScenarioFiles().scenarios()


def varieties() -> dict[str, Scenario]:
    """Every variant of every scenario, by the file's name and a number."""
    return {f"{f.scenario.id} {n}": s for f in files() for n, s in enumerate(f.variants)}


def lines() -> list[Line]:
    return [line for scenario in shipped().values() for line in scenario.lines.values()]


def words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text)


@pytest.fixture(params=sorted(varieties()))
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return varieties()[request.param]


def test_every_shipped_file_can_be_played() -> None:
    assert ScenarioFiles().problems() == []
    assert len(shipped()) == len(yaml_files(shipped_folder("scenarios")))


def test_a_file_is_named_for_its_scenario() -> None:
    assert {p.stem for p in yaml_files(shipped_folder("scenarios"))} == set(shipped())


@pytest.mark.parametrize("id_", sorted(DECISIONS))
def test_the_decisions_are_those_of_the_doctrine(id_: str) -> None:
    found = {
        name: (line.choice.best, *line.choice.acceptable)
        for name, line in shipped()[id_].lines.items()
        if line.choice
    }
    assert found == DECISIONS[id_]


def test_what_a_line_is_decides_what_is_right_on_it(scenario: Scenario) -> None:
    for line in scenario.lines.values():
        best = line.choice.best if line.choice else None
        match line.kind, line.then:
            case "own_mailbox", "beep":
                assert best == "leave"
            case _, "full":
                assert best == "hang_up"
            case "general_mailbox" | "other_mailbox", _:
                assert best in {"hang_up", "zero_out", "key:9"}
            case "operator", _:
                assert best in {None, "ask_by_name", "ask_who"}
            case "screening", _:
                assert best == "answer_screen"
            case _:  # a directory
                assert best is None


def test_there_are_sixty_calls_and_fifteen_of_each_type_in_three_levels() -> None:
    assert len(shipped()) >= 60
    types = Counter(s.type for s in shipped().values())
    assert set(types) == {"personal_mailbox", "vendor_line", "wrong_contact"}
    assert min(types.values()) >= 15
    levels = Counter(s.level for s in shipped().values())
    assert min(levels[level] for level in (1, 2, 3)) >= 15


def test_every_cue_is_trained_by_four_calls() -> None:
    trained = Counter(cue for s in shipped().values() for cue in s.cues)
    assert {cue: trained[cue] for cue in CUES if trained[cue] < 4} == {}


def test_calls_come_from_many_industries_and_sound_in_many_ways() -> None:
    assert len({s.industry for s in shipped().values()}) >= 15
    assert {m for line in lines() for m in line.manner} == set(get_args(Manner))
    tempers = {line.conversation.temper for line in lines() if line.conversation}
    assert tempers == set(get_args(Temper))
    people = {line.voice for line in lines()}
    assert len(people - {"robot"}) >= 16


def test_fifteen_calls_have_a_twin_on_which_something_else_is_right() -> None:
    twins = [s for s in shipped().values() if s.twin_of is not None]
    assert len(twins) >= 15
    for twin in twins:
        other = shipped()[twin.twin_of or ""]
        assert ways(twin) != ways(other), (twin.id, other.id)


def ways(scenario: Scenario) -> list[tuple[str, ...]]:
    """What is right on the lines that a rep comes to on the best way, and what is accepted."""
    choices = [line.choice for line in scenario.lines.values() if line.choice]
    return [(choice.best, *choice.acceptable) for choice in choices]


def test_a_third_of_the_calls_knows_a_fact_that_is_better_left_unsaid() -> None:
    with_one = [s for s in shipped().values() if s.better_unsaid]
    assert len(with_one) * 3 >= len(shipped())
    assert {f.unfit for s in with_one for f in s.better_unsaid} == set(get_args(Unfit))
    assert all(len(s.to_mention) >= 2 for s in shipped().values())


def test_a_retry_is_not_a_memory_test() -> None:
    assert [f.scenario.id for f in files() if len(f.variants) < 2] == []
    for file in files():
        prospects = {variant.prospect.name for variant in file.variants}
        assert len(prospects) >= 2, file.scenario.id


def test_only_a_mailbox_of_ones_own_takes_a_message(scenario: Scenario) -> None:
    for line in scenario.lines.values():
        leaves = line.choice is not None and "leave" in (line.choice.best, *line.choice.acceptable)
        assert leaves == (line.kind == "own_mailbox" and line.then == "beep")


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


def test_no_two_lines_share_a_greeting_but_those_of_twins() -> None:
    greetings: dict[str, set[str]] = {}
    for scenario in shipped().values():
        family = scenario.twin_of or scenario.id
        for line in scenario.lines.values():
            greetings.setdefault(line.greeting_text, set()).add(family)
    assert {g: ids for g, ids in greetings.items() if len(ids) > 1} == {}


def test_a_voice_is_heard_once_in_a_call_unless_it_is_the_same_person() -> None:
    for scenario in shipped().values():
        live = [li.voice for li in scenario.lines.values() if li.kind == "operator"]
        own = [li.voice for li in scenario.lines.values() if li.kind == "own_mailbox"]
        assert set(live).isdisjoint(own), scenario.id


def test_operators_on_vendor_lines_lead_to_the_prospect_by_name() -> None:
    for scenario in shipped().values():
        first = scenario.lines[scenario.first_line]
        operator = scenario.lines.get(first.keys.get("0#", ""))
        if scenario.type != "vendor_line" or operator is None or operator.kind != "operator":
            continue
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
            assert shipped()[scenario.twin_of].prospect.name == scenario.prospect.name
            assert shipped()[scenario.twin_of].prospect.company == scenario.prospect.company


def test_at_least_four_people_can_be_heard() -> None:
    assert len({line.voice for line in lines()}) >= 4


def test_reps_and_their_numbers_vary() -> None:
    assert len({s.rep.name for s in shipped().values()}) >= 8
    assert len({s.rep.number[:3] for s in shipped().values()}) >= 8
