"""Where a message speaks about what was found out about the prospect, and where it does not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.grading.language.hooks import hooks_in
from simulator.scenario.model import Fact
from tests.unit.grading.bakery import FACTS, HOOK, MESSAGE, RIVAL, embed_by, met, subject

OF_OTHERS = (
    RIVAL,
    "Your rival opened three bars in Lisbon.",
    "A brewery we know has hired nine drivers this autumn.",
    "Congratulations on the merger with the dairy in Oslo.",
    "You have just been made head of a bank.",
    "I saw your talk at the fair in Milan about robots.",
)


def hooks(text: str) -> list[tuple[str, str]]:
    return [(h.fact, text[h.span.start : h.span.end]) for h in hooks_in(subject(text))]


@pytest.mark.parametrize(
    ("text", "fact", "words"),
    [
        (HOOK, "night-routes", "moved your bread deliveries to the night"),
        ("your Dover depot is open", "depot", "Dover depot is open"),
        ("You've just won an award.", "award", "won an award"),
        ("owen you opened the second depot in dover", "depot", "opened the second depot in dover"),
        ("congratulations on the county's award for your rye", "award", None),
        ("you’ve moved the bread delivery into the night", "night-routes", None),
    ],
)
def test_a_fact_in_a_sentence_to_the_prospect_is_a_hook(
    text: str, fact: str, words: str | None
) -> None:
    [(found, said)] = hooks(text)

    assert found == fact
    assert words in {None, said}


def test_words_that_were_misheard_or_split_still_count() -> None:
    assert hooks("you have bread delivereys at night") == [
        ("night-routes", "bread delivereys at night")
    ]
    assert hooks("you took the deliv eries to the night") == [
        ("night-routes", "deliv eries to the night")
    ]


def test_what_we_saw_of_them_is_about_them() -> None:
    assert hooks("We read about the second depot in Dover.") == [("depot", "depot in Dover")]
    assert hooks("We saw that you opened a second depot in Dover.")[0][0] == "depot"


@pytest.mark.parametrize(
    "text",
    [
        "We opened a second depot in Dover last spring.",
        "Our second depot in Dover won the county award.",
        "TrailDesk opened a second depot in Dover.",
        "TrailDesk has moved all bread deliveries to the night.",
        "We at TrailDesk won the county award for rye bread, so call me.",
    ],
)
def test_what_the_rep_claims_of_their_own_firm_is_no_hook(text: str) -> None:
    assert hooks(text) == []


def test_naming_the_rep_before_the_fact_does_not_take_it_away() -> None:
    assert hooks("TrailDesk likes your second depot in Dover.")[0][0] == "depot"


@pytest.mark.parametrize(
    "text",
    [
        "night routes bread deliveries May Dover depot rye award",
        "Night. Routes. Bread. Deliveries. May. Second depot. Dover.",
        "night routes, deliver at night, Dover depot, rye bread award",
        "NIGHT ROUTES BREAD DELIVERIES DOVER DEPOT COUNTY AWARD",
        "Bread deliveries. Night. You.",
        "your night, your bread, your second depot and the county award",
    ],
)
def test_a_list_of_words_is_no_hook(text: str) -> None:
    assert not {"personal_hook", "early_hook"} & met(text)


@pytest.mark.parametrize("fact", FACTS, ids=lambda f: f.id)
def test_notes_read_aloud_are_no_hook(fact: Fact) -> None:
    assert hooks(f"{fact.text}.") == []


def test_all_notes_read_aloud_are_no_hook() -> None:
    assert hooks(". ".join(f.text for f in FACTS) + ".") == []
    assert hooks("and then ".join(f"{f.text} " for f in FACTS)) == []


def test_digits_of_a_phone_number_are_no_figures_of_a_fact() -> None:
    forty = FACTS[0].model_copy(update={"text": "Runs 617 vans from 555 gates", "phrases": ()})
    number = "you can call me at 617 555 0142"
    figure = "you run 617 vans, I read, from 555 gates"

    assert hooks_in(subject(number, facts=(forty,))) == ()
    assert hooks_in(subject(figure, facts=(forty,)))


def test_one_word_of_a_fact_is_no_hook_unless_it_is_all_of_a_phrase() -> None:
    depot = FACTS[1]
    one_word = depot.model_copy(update={"phrases": ("Dover",)})

    assert hooks_in(subject("I know that you like Dover.", facts=(depot,))) == ()
    assert hooks_in(subject("I know that you like Dover.", facts=(one_word,)))


def test_a_phrase_of_which_one_word_proves_anything_must_be_said_whole() -> None:
    lost = FACTS[1].model_copy(
        update={"text": "One crate in twelve is lost", "phrases": ("one in twelve",)}
    )

    assert hooks_in(subject("You could be live within twelve days.", facts=(lost,))) == ()
    assert hooks_in(subject("You told them that one in twelve is gone.", facts=(lost,)))


def test_two_facts_are_two_hooks_and_overlapping_ones_are_one() -> None:
    both = "You opened the second depot in Dover, and you moved all bread deliveries to the night."
    common = "your rye bread won an award and the bread deliveries are at night"

    assert [fact for fact, _ in hooks(both)] == ["depot", "night-routes"]
    spans = [h.span for h in hooks_in(subject(common))]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert hooks_in(subject(both, facts=(FACTS[1], FACTS[1]))) == hooks_in(
        subject(both, facts=(FACTS[1],))
    )


def test_the_same_fact_twice_far_apart_is_found_twice() -> None:
    text = f"{HOOK} {'And there is a lot more that I could tell. ' * 3}{HOOK}"

    assert [fact for fact, _ in hooks(text)] == ["night-routes"] * 2


def test_other_words_for_a_fact_are_a_hook_only_where_meaning_is_measured() -> None:
    text = "I hear that your loaves are on the road while everybody sleeps."
    embed = embed_by(("loaves", "bread"), ("dover",))

    assert hooks_in(subject(text)) == ()
    [hook] = hooks_in(subject(text, embed))
    assert (hook.fact, hook.strength) == ("night-routes", 1.0)


@pytest.mark.parametrize("text", OF_OTHERS)
def test_what_is_true_of_somebody_else_is_no_hook(text: str) -> None:
    assert hooks(text) == []


@given(st.lists(st.sampled_from(OF_OTHERS), max_size=8).map(" ".join))
def test_facts_about_somebody_else_never_make_a_hook(text: str) -> None:
    assert hooks(text) == []


@given(st.sampled_from(OF_OTHERS), st.booleans())
def test_a_fact_about_somebody_else_adds_nothing_to_a_hook(other: str, comes_first: bool) -> None:
    text = f"{other} {HOOK}" if comes_first else f"{HOOK} {other}"

    assert hooks(text) == hooks(HOOK)


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_can_be_read_and_hooks_lie_inside_it(text: str) -> None:
    said = subject(f"{text} {HOOK}")
    length = len(said.message.text)

    assert all(0 <= h.span.start < h.span.end <= length for h in hooks_in(said))


def test_hooks_do_not_depend_on_capitals() -> None:
    assert [f for f, _ in hooks(MESSAGE.upper())] == [f for f, _ in hooks(MESSAGE.lower())]
    assert hooks(MESSAGE.upper())
