"""What the reader of YAML accepts, what it makes of it, and what it refuses."""

from pathlib import Path as FilePath

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

from simulator.scenario import marked_yaml
from simulator.scenario.marked_yaml import MAX_BYTES, read, validated
from simulator.scenario.marks import Data, Mark
from simulator.scenario.problem import MOST_PROBLEMS, ProblemsFound


def refused(text: str) -> list[str]:
    """What is wrong with a text, a line each, without the name of the source."""
    try:
        problems = read(text, "x").problems
    except ProblemsFound as found:
        problems = found.problems
    return [str(p).removeprefix("x:") for p in problems]


@pytest.fixture(params=["C", "Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both of PyYAML's parsers, since not every machine has the fast one."""
    if request.param == "Python":
        monkeypatch.setattr(marked_yaml, "LOADER", yaml.SafeLoader)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12), ("-3", -3), ("0", 0), ("1.5", 1.5), (".5", 0.5), ("2e3", 2000.0),
        ("true", True), ("False", False), ("", None), ("~", None), ("null", None),
        ("yes", "yes"), ("No", "No"), ("on", "on"), ("010", "010"), ("0x1F", "0x1F"),
        ("10:30", "10:30"), ("2024-05-01", "2024-05-01"), (".inf", ".inf"), (".nan", ".nan"),
        ("'12'", "12"), ('"true"', "true"), ("1234567890123456", "1234567890123456"),
        ("1.0000000000000000", "1.0000000000000000"), ("1e999", "1e999"), ("<<", "<<"),
        ("617-555-0142", "617-555-0142"),
        ("[1, a]", [1, "a"]), ("{1: {true: x}}", {"1": {"true": "x"}}),
        ("[]", []), ("|\n  two\n  lines", "two\nlines"),
    ],
)  # fmt: skip
def test_values_mean_what_they_look_like(written: str, value: Data) -> None:
    data = read(f"a: {written}", "x").data
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


def test_every_key_and_value_keeps_its_place() -> None:
    marked = read("a:\n  - b: 1\n  - {c: 2}\n", "x")
    assert marked.at(()) == Mark(1, 1)
    assert marked.at(("a", 0, "b")) == Mark(2, 8)
    assert marked.at_key(("a", 1, "c")) == Mark(3, 6)
    assert marked.at_key(("a", 1)) == Mark(3, 5)


def test_what_is_missing_has_the_place_of_what_surrounds_it() -> None:
    marked = read("a:\n  b: 1\n", "x")
    assert marked.at(("a", "c", "d")) == Mark(2, 3)
    assert str(marked.problem(("a", "c"), "gone")) == "x:2:3: a.c: gone"


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read("\ufeffa: 1", "x").data == {"a": 1}


ALIASES = "anchors and aliases (& and *) are not allowed"
TEN_MEGABYTES = "a: " + "x" * 10_000_000


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("", "1:1", "the file must hold keys and values"),
        ("just text", "1:1", "the file must hold keys and values"),
        ("- a\n- b", "1:1", "the file must hold keys and values"),
        ("# a comment", "1:1", "the file must hold keys and values"),
        ("a: 1\nb:\n\t- c", "3:1", "a tab is used to indent; use spaces"),
        ("\ta: 1", "1:1", "a tab is used to indent; use spaces"),
        ("a: b: c", "1:5", "a text that contains a colon needs quotes"),
        ("a: 'open", "1:", "not valid YAML"),
        ("a: [1, 2", "1:", "not valid YAML"),
        ("a: 1\n b: 2", "2:", "not valid YAML"),
        ("%FOO bar\n", "", "not valid YAML"),
        ("a: *", "1:", ALIASES),
        ("a: 1\nb: *nowhere", "2:4: b", ALIASES),
        ("a: &x 1", "1:4: a", ALIASES),
        ("*x : 1", "1:1", ALIASES),
        ("a: {b: &x [1]}", "1:8: a.b", ALIASES),
        ("&x a: 1", "1:1: a", ALIASES),
        ("a: !!python/object/apply:os.system [ls]", "1:4: a", "tags (words that begin with !)"),
        ("a: !!str 1", "1:4: a", "tags"),
        ("!x a: 1", "1:1: a", "tags"),
        ("a: ! 1", "1:4: a", "tags"),
        ("a: 1\nb: 2\na: 3", "3:1: a", "given twice; the first is in line 1"),
        ("a: {b: 1, b: 2}", "1:11: a.b", "given twice"),
        ("a: 1\n---\nb: 2", "2:1", "a second document begins here"),
        ("? [a]\n: b", "1:3", "a key must be a piece of text"),
        ("a:\n  ? {b: c}\n  : d", "2:5: a", "a key must be a piece of text"),
        ("a: 1\nb\x00c: 2", "2:2", "a character that text does not contain (U+0000)"),
        ("\x7fELF\x01\x02", "1:1", "is this a text file, saved as UTF-8?"),
        ("a: \ud800", "1:4", "U+D800"),
        (TEN_MEGABYTES, "1:1", "10,000,003 bytes; at most 200,000 are allowed"),
        ("a: " + "é" * (MAX_BYTES // 2), "1:1", "at most 200,000 are allowed"),
    ],
)
def test_what_is_refused_is_told_in_a_sentence(text: str, place: str, told: str) -> None:
    said = refused(text)
    assert any(s.startswith(place) and told in s for s in said), said


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_before_it_can_do_harm(opening: str) -> None:
    said = refused(f"a: {opening * 9}{opening * 11}" if opening != "- " else "- " * 30 + "x")
    assert "nested too deeply; 20 levels are allowed" in said[0]
    assert refused(f"a:\n  {opening * 40_000}")


def test_twenty_levels_are_allowed() -> None:
    assert read(f"a: {'[' * 19}{']' * 19}", "x").data


def test_an_anchor_bomb_is_refused_and_never_expanded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    said = refused("\n".join(lines))
    assert said[0].startswith("1:5: a0: anchors and aliases")
    assert len(said) == MOST_PROBLEMS + 1


def test_a_file_of_the_largest_size_is_read() -> None:
    assert read("a: " + "x" * (MAX_BYTES - 3), "x").data


class Band(BaseModel):
    """Somebody else's model, as another reader of YAML would bring it."""

    model_config = ConfigDict(strict=True, extra="forbid")
    low: float = Field(gt=0, description="where green begins")
    name: str = Field(default="", pattern="^[A-Z]+$")
    high: float = Field(default=1, lt=10)
    step: int = Field(default=2, multiple_of=2)
    also: list[str] = []

    @field_validator("name")
    @classmethod
    def _not_x(cls, name: str) -> str:
        if name == "X":
            raise ValueError("X is taken")
        return name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("low: 1\nname: X", "2:7: name: X is taken"),
        ("low: 1\nname: x", "2:7: name: `x` will not do; it must match ^[A-Z]+$"),
        ("low: 0", "1:6: low: must be more than 0.0, not `0`"),
        ("low: 1\nhigh: 10", "2:7: high: must be less than 10.0, not `10`"),
        ("low: 1\nstep: 3", "2:7: step: Input should be a multiple of 2"),
        ("name: A", "1:1: low: this key is missing (where green begins)"),
        ("low: 1\nalso: {}", "2:7: also: must be a list, like `[one, two]`, or lines that begin "
         "with a hyphen, not keys with values"),
    ],
)  # fmt: skip
def test_other_models_are_checked_in_the_same_words(text: str, said: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        validated(read(text, "x"), Band)
    assert [str(p) for p in caught.value.problems] == [f"x:{said}"]


def test_faults_of_the_text_alone_are_enough_to_refuse_it() -> None:
    with pytest.raises(ProblemsFound, match="given twice"):
        validated(read("low: 1\nlow: 2", "x"), Band)


def test_a_model_that_fits_is_returned() -> None:
    assert validated(read("low: 1\nalso: [a]", "x"), Band) == Band(low=1.0, also=["a"])


def test_nothing_in_a_text_is_ever_run(tmp_path: FilePath) -> None:
    witness = tmp_path / "witness"
    path = f"!!python/object/apply:pathlib.Path [{witness}]"
    assert refused(f"a: !!python/object/apply:pathlib.Path.touch [{path}]")
    assert not witness.exists()
