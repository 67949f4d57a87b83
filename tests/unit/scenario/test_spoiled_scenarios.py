"""Whatever is done to a scenario's text, the answer is a scenario or a list of places."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.scenario.model import Scenario
from simulator.scenario.parse import ScenarioError, parse_scenario
from tests.unit.scenario.texts import AROUND, SCENARIO

DATA = yaml.safe_load(SCENARIO)
WORDS = ["beep", "leave", "ben", "orders", "", "true", "0#", "../x.wav", "key:0", "wav", "hang_up"]
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
    | st.sampled_from(WORDS)
)  # fmt: skip
JUNK = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.sampled_from(WORDS), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to everything in the data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in inner:
        yield (*path, key)
        if isinstance(value, (dict, list)):
            yield from places(value, (*path, key))


PLACES = sorted(places(DATA), key=str)


def outcome(text: str) -> Scenario | ScenarioError:
    """What becomes of a text. Any other error than ScenarioError fails the test."""
    try:
        return parse_scenario(text, "x.yaml", AROUND)
    except ScenarioError as error:
        refusal = error
    assert refusal.problems
    for problem in refusal.problems:
        assert problem.message
        assert 1 <= problem.line <= len(text.splitlines()) + 1
        assert problem.column >= 1
    return refusal


@settings(max_examples=150, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(["delete", "rename", "replace"]), JUNK),
        min_size=1,
        max_size=3,
    )
)
def test_a_spoiled_scenario_is_refused_with_places_or_still_right(
    changes: list[tuple[tuple[Any, ...], str, Any]],
) -> None:
    data = copy.deepcopy(DATA)
    for path, what, junk in changes:
        holder = data
        try:
            for key in path[:-1]:
                holder = holder[key]
            value = holder.pop(path[-1])
        except (LookupError, TypeError, AttributeError):
            continue  # an earlier change has removed it
        if isinstance(holder, dict) and what != "delete":
            holder[str(junk)[:9] if what == "rename" else path[-1]] = (
                value if what == "rename" else junk
            )
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    outcome(text)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(SCENARIO)), length=st.integers(0, 40), text=st.text(max_size=10))
def test_a_scenario_with_a_piece_of_other_text_in_it_is_refused_with_places_or_still_right(
    at: int, length: int, text: str
) -> None:
    outcome(SCENARIO[:at] + text + SCENARIO[at + length :])


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="ab:-?[]{}&*!|>'\"#%@\n \t,", max_size=60))
def test_any_text_at_all_is_refused_with_places(text: str) -> None:
    assert isinstance(outcome(text), ScenarioError)


def test_a_scenario_written_as_json_is_read_as_well() -> None:
    data = copy.deepcopy(DATA)
    data["lines"]["orders"]["keys"] = {
        str(k): v for k, v in DATA["lines"]["orders"]["keys"].items()
    }
    assert isinstance(outcome(json.dumps(data, indent=1)), Scenario)
