from __future__ import annotations

import pytest

from simulator.ports import Listing
from simulator.scenario.model import Scenario
from simulator.tui.finding import IN_WORDS, KINDS, Search, folded
from simulator.tui.standing import Standing
from tests.tui.scenes import OWN, TEAM, scenario_files

PASSED = Standing(2, 88, passed=True, stars=2)
FAILED = Standing(1, 19)


def own(title: str = "Her own box", company: str = "Corvid Optics") -> Scenario:
    (file,) = scenario_files(OWN)
    prospect = file.scenario.prospect.model_copy(update={"company": company})
    return file.scenario.model_copy(update={"title": title, "prospect": prospect})


@pytest.mark.parametrize(
    "text", ["", "   ", "own", "HER BOX", "corvid", "optics her", "  box   optics "]
)
def test_every_word_is_looked_for_in_title_company_and_id(text: str) -> None:
    assert Search(text=text).fits(Listing.of(own()), Standing())


@pytest.mark.parametrize("text", ["xyz", "her xyz", "Ines"])
def test_one_word_that_stands_nowhere_hides_a_call(text: str) -> None:
    assert not Search(text=text).fits(Listing.of(own()), Standing())


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("jose", "José's line"),
        ("JOSÉ", "jose's line"),
        ("strasse", "Die Straße"),
        ("istanbul", "İstanbul office"),
        ("zoe\u0308", "Zo\u00eb"),
        ("東京", "東京 支店"),
    ],
)
def test_case_and_accents_do_not_matter(typed: str, title: str) -> None:
    assert Search(text=typed).fits(Listing.of(own(title)), Standing())


def test_folding_leaves_letters_and_digits() -> None:
    assert folded("ÀÉÎ õü 12") == "aei ou 12"


@pytest.mark.parametrize(
    ("kind", "untried", "failed", "passed"),
    [
        ("all", True, True, True),
        ("untried", True, False, False),
        ("unpassed", True, True, False),
        ("level_1", True, True, True),
        ("level_2", False, False, False),
        ("level_3", False, False, False),
    ],
)
def test_a_filter_shows_calls_of_one_kind(
    kind: str, untried: bool, failed: bool, passed: bool
) -> None:
    search = next(Search(k) for k in KINDS if k == kind)
    found = [search.fits(Listing.of(own()), standing) for standing in (Standing(), FAILED, PASSED)]
    assert found == [untried, failed, passed]


def test_a_level_is_that_of_the_call() -> None:
    (team,) = scenario_files(TEAM)
    assert Search("level_2").fits(team.listing, Standing())
    assert not Search("level_1").fits(team.listing, Standing())


def test_one_key_goes_through_all_filters_and_keeps_the_words() -> None:
    search, seen = Search(text="dana"), []
    for _ in KINDS:
        search = search.next_kind()
        seen.append(search.kind)
    assert seen == [*KINDS[1:], "all"]
    assert search == Search(text="dana")


def test_what_is_looked_for_is_told_in_words() -> None:
    assert Search().words == ""
    assert Search("untried").words == "not yet tried"
    assert Search("level_2", "  dana   kim ").words == "level 2 · “dana kim”"
    assert set(IN_WORDS) == set(KINDS)
