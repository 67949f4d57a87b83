"""Hooks by their meaning: where they are, and whose they are. Alike texts have alike vectors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from simulator.grading.language.meaning import AROUND_WORDS, WINDOW_WORDS, places_by_meaning
from tests.unit.grading.bakery import FACTS, graded, subject
from tests.unit.grading.bakery import embed_by as embedding

EMBED = embedding(("loaves", "bread deliveries"), ("dover", "coast"), ("route planning", "maps"))
LOAVES = "I hear that your loaves are on the road while everybody sleeps."


def nearest(text: str) -> list[tuple[str, float]]:
    return [(fact, near) for fact, _, near in places_by_meaning(subject(text, EMBED), EMBED)]


def test_a_stretch_is_near_the_fact_that_means_the_same() -> None:
    assert nearest(LOAVES) == [("night-routes", 1.0)]
    assert nearest("You have that new place on the coast now.") == [("depot", 1.0)]


def test_the_place_is_where_the_words_stand() -> None:
    [(_, span, _)] = places_by_meaning(subject(LOAVES), EMBED)

    assert LOAVES[span.start : span.end] == LOAVES.removesuffix(".")


def test_a_long_message_is_read_in_stretches_that_overlap() -> None:
    text = " ".join(["you and the weather"] * 20)
    spans = [span for _, span, _ in places_by_meaning(subject(text), EMBED)]

    assert len(spans) > 80 / WINDOW_WORDS
    assert all(a.start < b.start < a.end for a, b in pairwise(spans))


def test_a_stretch_without_a_you_nearby_is_not_looked_at() -> None:
    assert nearest("The loaves are on the road while everybody sleeps.") == []
    far = " ".join(["loaves"] * (2 * WINDOW_WORDS + 2 * AROUND_WORDS))
    assert len(nearest(f"{far} you")) < len(nearest(f"you {far} you"))


def test_what_we_do_is_not_about_them() -> None:
    ours = "We have loaves on the road while everybody in this town is still so fast asleep, "

    assert len(ours.split()) == WINDOW_WORDS
    assert max((near for _, near in nearest(f"{ours} do you?")), default=0.0) == 0
    assert nearest(f"They {ours[3:]} do you?")[0] == ("night-routes", 1.0)
    assert nearest(f"Your {ours[5:]}")[0] == ("night-routes", 1.0)


def test_what_is_like_the_reps_own_offer_counts_for_less() -> None:
    with_offer = "I hear that your loaves are on the road with maps while all sleep."
    [(_, near)] = nearest(with_offer)

    assert near == pytest.approx(0.7071 * 0.7, abs=0.001)


@pytest.mark.parametrize("text", ["", "!", "call me", "um"])
def test_without_words_to_the_prospect_nothing_is_embedded(text: str) -> None:
    def never(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        raise AssertionError(texts)

    assert list(places_by_meaning(subject(text), never)) == []
    assert list(places_by_meaning(subject(LOAVES, facts=()), never)) == []


def test_of_facts_that_are_as_near_the_first_is_named() -> None:
    twins = (FACTS[0], FACTS[0].model_copy(update={"id": "twin"}))
    found = list(places_by_meaning(subject(LOAVES, facts=twins), EMBED))

    assert [fact for fact, _, _ in found] == ["night-routes"]


def test_the_scorecard_says_whether_meaning_was_measured() -> None:
    by_words, by_meaning = graded(LOAVES), graded(LOAVES, EMBED)

    assert by_words.criteria["personal_hook"].state == "no"
    assert by_meaning.criteria["personal_hook"].state == "yes"
    assert by_words.language is not None
    assert by_meaning.language is not None
    assert (by_words.language.embeddings, by_meaning.language.embeddings) == (False, True)
