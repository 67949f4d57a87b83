"""The manifest of a pack, what may take its place, and the list of its hashes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.pack import (
    Manifest,
    PackRefused,
    counted,
    parse_manifest,
    replacing_fault,
    told_together,
)
from simulator.scenario.pack_sums import Damage, compared, parse_sums, sums_text
from simulator.scenario.problem import ProblemsFound
from tests.unit.scenario.texts import replaced

MANIFEST = """\
name: dental
version: 1.2.0
author: Ada Stone
licence: CC-BY-4.0
description: Calls to dentists.
"""
ONE = "1" * 64
TWO = "2" * 64


def complaint(text: str) -> str:
    with pytest.raises(ProblemsFound) as found:
        parse_manifest(text)
    return str(found.value)


def test_a_manifest_says_who_made_what() -> None:
    manifest = parse_manifest(MANIFEST + "rubric: gentle\n")
    assert (manifest.name, manifest.version, manifest.release) == ("dental", "1.2.0", (1, 2, 0))
    assert (manifest.author, manifest.licence, manifest.rubric) == (
        "Ada Stone",
        "CC-BY-4.0",
        "gentle",
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("dental", "Dental", "pack.yaml:1:7: name: `Dental` will not do; allowed: small letters"),
        ("dental", "../dental", "pack.yaml:1:7: name: `../dental` will not do"),
        ("dental", "con", "name: cannot be the name of a folder: `con` is the name of a device"),
        ("dental", "d" * 41, "name: too long: at most 40 characters"),
        ("1.2.0", "1.2", "version: must be text, but `1.2` was read as a number"),
        ("1.2.0", '"1.2"', "version: must be three numbers with points between, like 1.0.0"),
        ("1.2.0", "1.02.0", "version: must be three numbers"),
        ("licence", "license", "license: unknown key (did you mean `licence`?)"),
        ("author: Ada Stone\n", "", "author: this key is missing (who made it)"),
    ],
)
def test_a_manifest_that_will_not_do_says_where(old: str, new: str, said: str) -> None:
    assert said in complaint(replaced(old, new, MANIFEST))


def a_manifest(version: str = "1.2.0", author: str = "Ada Stone") -> Manifest:
    text = replaced("1.2.0", version, MANIFEST)
    return parse_manifest(replaced("Ada Stone", author, text))


@pytest.mark.parametrize("version", ["1.2.1", "1.10.0", "2.0.0"])
def test_a_higher_version_by_the_same_author_takes_the_place(version: str) -> None:
    assert replacing_fault(a_manifest(version), a_manifest(), replace=False) is None


@pytest.mark.parametrize(
    ("new", "old", "said"),
    [
        (a_manifest(), a_manifest(), "This version of `dental` is installed already"),
        (a_manifest("1.1.9"), a_manifest(), "The newer version 1.2.0 of `dental`"),
        (a_manifest("9.0.0", "Eve"), a_manifest(), "installed, by Ada Stone; this one is by Eve"),
        (a_manifest(), None, "is installed and damaged"),
    ],
)
def test_anything_else_takes_the_place_only_when_asked(
    new: Manifest, old: Manifest | None, said: str
) -> None:
    fault = replacing_fault(new, old, replace=False)
    assert fault is not None
    assert said in fault
    assert "--replace" in fault
    assert replacing_fault(new, old, replace=True) is None


PATHS = st.sampled_from(["pack.yaml", "voices/a.yaml", "scenarios/ä b.yaml", "greetings/x.wav"])
HASHES = st.sampled_from([ONE, TWO, "ab" * 32])


@given(st.dictionaries(PATHS, HASHES))
def test_a_list_is_read_as_it_was_written(sums: dict[str, str]) -> None:
    assert parse_sums(sums_text(sums), "SHA256SUMS") == sums


@given(st.dictionaries(PATHS, HASHES), st.dictionaries(PATHS, HASHES))
def test_every_difference_is_named_once(listed: dict[str, str], found: dict[str, str]) -> None:
    damage = compared(listed, found)
    assert bool(damage) == (listed != found)
    named = (*damage.changed, *damage.missing, *damage.extra)
    assert len(set(named)) == len(named)
    assert set(named) == {p for p in {*listed, *found} if listed.get(p) != found.get(p)}
    assert len(damage.told()) == len(named)


def test_what_is_not_to_be_looked_at_is_no_difference() -> None:
    assert not compared({"SHA256SUMS": ONE}, {"SHA256SUMS": TWO}, but={"SHA256SUMS"})


def test_damage_is_told_file_by_file() -> None:
    damage = Damage(("a.md",), ("b.md",), ("c\x1b.md",))
    assert damage.told() == ("changed: a.md", "missing: b.md", "extra: c\ufffd.md")


def test_a_list_as_sha256sum_writes_it_is_read() -> None:
    text = f"{ONE} *a.md\r\n{'AB' * 32}  ./b.md\n"
    assert parse_sums(text, "SHA256SUMS") == {"a.md": ONE, "b.md": "ab" * 32}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello\n", "SHA256SUMS:1:1: must be a SHA-256, two spaces and a path"),
        (f"{ONE}  a.md\n{ONE}  ../a.md\n", "SHA256SUMS:2:67: ../a.md: its path has a `..`"),
        (f"{ONE}  a.md\n{TWO}  a.md\n", "SHA256SUMS:2:67: a.md: this file is listed twice"),
    ],
)
def test_what_is_no_list_of_a_pack_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        parse_sums(text, "SHA256SUMS")
    assert said in str(found.value)


def test_counts_are_words() -> None:
    assert (counted(1, "voice"), counted(2000, "file")) == ("1 voice", "2,000 files")
    assert told_together(["a"]) == "a"
    assert told_together(["a", "b", "c"]) == "a, b and c"
    assert told_together([]) == ""


def test_a_refusal_has_all_its_sentences() -> None:
    assert str(PackRefused("One.", "Two.")) == "One.\nTwo."
