"""Ten thousand spoiled files: each is used, or refused with sentences that say where.

All chance comes from seeds, so every run tries the same files.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.adapters.scenario_files import (
    load_scenario,
    load_voice,
    read_text,
    shipped_folder,
    yaml_files,
)
from simulator.grading.rubric import parse_rubric, shipped_ids, shipped_rubric
from simulator.scenario.control import CONTROL
from simulator.scenario.parse import ScenarioError, parse_variants
from simulator.scenario.problem import MOST_PROBLEMS, ProblemsFound
from simulator.scenario.slots import PLACEHOLDER
from tests.unit.scenario.mutations import mutated_bytes, mutated_data, written
from tests.unit.scenario.texts import SCENARIO

SEEDS = range(10)
FILES_A_SEED = 520
"""Of each of the two kinds of damage: 10,400 files in all."""
MOST_SECONDS = 5.0
"""Of the processor's time, for one file; the slowest takes a tenth of it."""

SHIPPED = [p.read_bytes() for p in yaml_files(shipped_folder("scenarios"))] + [SCENARIO.encode()]
DATA = [yaml.load(data, getattr(yaml, "CSafeLoader", yaml.SafeLoader)) for data in SHIPPED]
VOICES = frozenset(p.stem for p in yaml_files(shipped_folder("voices")))


def is_used(path: Path, data: bytes, load: Callable[[Path], object]) -> bool:
    """Whether a file with these bytes is used; any other error than sentences fails the test."""
    path.write_bytes(data)
    began = time.thread_time()
    try:
        load(path)
    except ProblemsFound as found:
        assert_told_with_places(found, path, data)
        return False
    finally:
        assert time.thread_time() - began < MOST_SECONDS
    return True


def assert_told_with_places(found: ProblemsFound, path: Path, data: bytes) -> None:
    """Every problem has a file, a line, a column and a sentence that a terminal can show."""
    # As YAML counts lines.
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").splitlines() or [""]
    assert 1 <= len(found.problems) <= MOST_PROBLEMS + 1
    for problem in found.problems:
        assert problem.source == str(path)
        assert 1 <= problem.line <= len(lines) + 1
        assert 1 <= problem.column <= max(map(len, lines)) + 2
        assert problem.message
        told = str(problem)
        assert "\n" not in told
        assert not CONTROL.search(told)
        assert len(told) < 3000
        told.encode("utf-8")


def load_right(path: Path) -> None:
    """A scenario that is accepted has variants with no gaps in them, which can be written down."""
    file = load_scenario(path, VOICES)
    assert file.variants[0] == file.scenario
    for variant in file.variants:
        whole = variant.model_dump_json(exclude={"slots", "id", "title"})
        whole.encode("utf-8")
        if variant.slots:
            assert not PLACEHOLDER.search(variant.brief + variant.model.text)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_scenario_whose_bytes_are_spoiled_is_used_or_refused_with_places(
    tmp_path: Path, seed: int
) -> None:
    rng, path = Random(f"bytes {seed}"), tmp_path / "spoiled.yaml"
    used = [
        is_used(path, mutated_bytes(rng, rng.choice(SHIPPED), rng.choice(SHIPPED)), load_right)
        for _ in range(FILES_A_SEED)
    ]
    assert FILES_A_SEED * 0.1 < sum(used) < FILES_A_SEED * 0.6  # else the damage is no good


@pytest.mark.parametrize("seed", SEEDS)
def test_a_scenario_that_says_something_else_is_used_or_refused_with_places(
    tmp_path: Path, seed: int
) -> None:
    rng, path = Random(f"data {seed}"), tmp_path / "spoiled.yaml"
    used = [
        is_used(
            path,
            written(rng, mutated_data(rng, rng.choice(DATA), rng.choice(DATA))),
            load_right,
        )
        for _ in range(FILES_A_SEED)
    ]
    assert FILES_A_SEED * 0.03 < sum(used) < FILES_A_SEED * 0.6


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(st.binary(max_size=12) | st.sampled_from(SHIPPED[:3]), max_size=4))
def test_any_bytes_at_all_are_used_or_refused_with_places(pieces: list[bytes]) -> None:
    text = b"".join(pieces).decode("utf-8", "replace")
    try:
        assert parse_variants(text, "any.yaml")
    except ScenarioError as found:
        assert_told_with_places(found, Path("any.yaml"), text.encode())


def test_a_spoiled_voice_is_used_or_refused_with_places(tmp_path: Path) -> None:
    rng, path = Random("voices"), tmp_path / "spoiled.yaml"
    voices = [p.read_bytes() for p in yaml_files(shipped_folder("voices"))]
    data = [yaml.safe_load(voice) for voice in voices]
    for _ in range(500):
        is_used(path, mutated_bytes(rng, rng.choice(voices), rng.choice(voices)), load_voice)
        spoiled = mutated_data(rng, rng.choice(data), rng.choice(data))
        is_used(path, written(rng, spoiled), load_voice)


def test_a_spoiled_rubric_is_used_or_refused_with_places(tmp_path: Path) -> None:
    rng, path = Random("rubrics"), tmp_path / "spoiled.yaml"
    rubrics = [shipped_rubric(id_)[0].encode() for id_ in shipped_ids()]
    data = [yaml.safe_load(rubric) for rubric in rubrics]

    def load(given: Path) -> object:
        return parse_rubric(read_text(given), str(given))

    for _ in range(150):
        is_used(path, mutated_bytes(rng, rng.choice(rubrics), rng.choice(rubrics)), load)
        spoiled = mutated_data(rng, rng.choice(data), rng.choice(data))
        is_used(path, written(rng, spoiled), load)


LONG = 190_000
UNKNOWN = "".join(f"k{n}: 1\n" for n in range(LONG // 10))
MUCH: dict[str, str] = {
    "unknown keys": SCENARIO + UNKNOWN,
    "the same key": SCENARIO + "id: a\n" * (LONG // 6),
    "placeholders": SCENARIO.replace("You call", "{a} " * (LONG // 4) + "You call"),
    "words for placeholders": f"slots: {{a: [{'x' * 400}, {'y' * 400}]}}\n"
    + SCENARIO.replace("You call", "{a}" * (LONG // 3) + "You call"),
    "near placeholders": "slots: {abc: [{"
    + "}, {".join(", ".join(f"part{n}: x" for n in range(8)) for _ in "12")
    + "}]}\n"
    + SCENARIO.replace("You call", "{abc.part}" * (LONG // 11) + "You call"),
    "facts": SCENARIO.replace("research:\n", "research:\n" + "  - a\n" * (LONG // 7)),
    "lines": SCENARIO.replace(
        "lines:\n", "lines:\n" + "".join(f"  l{n}: {{}}\n" for n in range(LONG // 13))
    ),
    "decisions": SCENARIO.replace("[hang_up]", "[" + "hang_p, " * (LONG // 8) + "]"),
    "lists in lists": "a: " + "[" * LONG,
    "mappings in mappings": "a: " + "{a: " * (LONG // 4),
    "hyphens": "- " * (LONG // 2),
    "question marks": "? " * (LONG // 2),
    "anchors": "a: [" + "&a 1, " * (LONG // 6) + "]",
    "aliases": "a: &a [x]\nb: [" + "*a, " * (LONG // 4) + "]",
    "documents": "---\n" * (LONG // 4),
    "a key": "x" * LONG + ": 1\n" + SCENARIO,
    "a word": SCENARIO.replace("id: bakery", "id: " + "x" * LONG),
}


@pytest.mark.parametrize("much", MUCH)
def test_a_file_with_very_much_of_one_thing_is_refused_soon_and_in_a_few_sentences(
    tmp_path: Path, much: str
) -> None:
    data = MUCH[much].encode()
    assert len(data) > LONG * 0.8
    assert not is_used(tmp_path / "long.yaml", data, load_right)
