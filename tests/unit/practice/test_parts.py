"""What the opening, the number and the sentences of a message are, in its words."""

from __future__ import annotations

import pytest

from simulator.grading.rubric import default_rubric
from simulator.grading.score import Coaching, Criterion, Evidence, Fix, Scorecard
from simulator.grading.transcript import Transcript, spoken, typed
from simulator.practice.parts import (
    changed_criteria,
    criteria_of,
    fix_for,
    number_part,
    opening_part,
    sentence_parts,
)
from simulator.scenario.model import Rep
from tests.tui.scorecards import choice, scorecard

REP = Rep(name="Robin Vale", company="Lanternworks", number="617-555-0177", offer="quiet fans")
READING = default_rubric().reading
MESSAGE = (
    "Hi Ines. This is Robin Vale from Lanternworks. You moved labs this spring. "
    "Call me on 617 555 0177. Again, that is 617 555 0177. Talk soon."
)


def paused(*stretches: str) -> Transcript:
    """Words a third of a second each, without a mark, and half a second between stretches."""
    timed: list[tuple[str, float, float, float, bool]] = []
    at = 0.0
    for stretch in stretches:
        for word in stretch.split():
            timed.append((word, at, at + 0.3, 1.0, False))
            at += 0.33
        at += 0.5
    return spoken(tuple(timed), at, ())


def opening(text: str | Transcript) -> str:
    part = opening_part(typed(text) if isinstance(text, str) else text, REP, READING)
    assert part is not None
    return part.text


def number(text: str | Transcript) -> str:
    return number_part(typed(text) if isinstance(text, str) else text, REP, READING).text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (MESSAGE, "Hi Ines. This is Robin Vale from Lanternworks."),
        ("Hi Ines, it's Robin Vale. You moved labs. Bye.", "Hi Ines, it's Robin Vale."),
        ("Hi Ines, it's Robin. Lanternworks here. Bye.", "Hi Ines, it's Robin. Lanternworks here."),
        ("Hi Ines. You moved labs. This is Robin Vale.", "Hi Ines. You moved labs."),
        ("Ines, you moved labs. Bye. This is Robin Vale.", "Ines, you moved labs."),
        ("Your new labs hum. I can help.", "Your new labs hum."),
        ("hello", "hello"),
    ],
)
def test_the_opening_reaches_to_name_and_company_where_they_come_soon(
    text: str, wanted: str
) -> None:
    assert opening(text) == wanted


def test_an_opening_without_marks_ends_at_a_pause() -> None:
    words = paused("hi ines this is robin vale from lanternworks", "word " * 30, "bye now")
    assert opening(words) == "hi ines this is robin vale from lanternworks"


def test_an_opening_without_marks_and_pauses_is_a_few_words() -> None:
    assert len(opening(paused("word " * 60)).split()) == 12
    named = opening(paused("word " * 16 + "this is robin vale from lanternworks " + "word " * 40))
    assert named.endswith("from lanternworks")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (MESSAGE, "Call me on 617 555 0177. Again, that is 617 555 0177."),
        (f"It's Robin, 617 555 0177, about your labs. {MESSAGE}",
         "Call me on 617 555 0177. Again, that is 617 555 0177."),
        ("Hi. Six one seven, five five five, oh one seven seven is my number. Bye.",
         "Six one seven, five five five, oh one seven seven is my number."),
        ("Hi. Call 617 555 0178. Bye.", "Call 617 555 0178."),
    ],
)  # fmt: skip
def test_the_number_is_its_last_passage_in_whole_sentences(text: str, wanted: str) -> None:
    assert number(text) == wanted


def test_a_number_in_endless_words_is_the_number_alone() -> None:
    assert number("word " * 60 + "617 555 0177 " + "word " * 20) == "617 555 0177"


def test_without_a_number_there_is_a_place_for_it_at_the_end() -> None:
    words = typed("Hi Ines. Call me back.")
    part = number_part(words, REP, READING)
    assert part.is_added
    assert (part.first, part.last, part.text) == (5, 5, "")


def test_sentences_are_counted_and_cover_every_word_once() -> None:
    parts = sentence_parts(typed(MESSAGE))
    assert [p.sentence for p in parts] == [1, 2, 3, 4, 5, 6]
    assert {p.sentences for p in parts} == {6}
    assert [p.last for p in parts[:-1]] == [p.first for p in parts[1:]]
    assert " ".join(p.text for p in parts) == MESSAGE


def test_a_message_without_words_has_no_parts() -> None:
    assert sentence_parts(typed("")) == ()
    assert opening_part(typed(""), REP, READING) is None
    assert number_part(typed(""), REP, READING).is_added


def fix(criterion: str, *words: Evidence) -> Fix:
    return Fix(criterion=criterion, title=criterion, gain=3, tip="t", words=words, example="e")


def card(*fixes: Fix, **passed: bool) -> Scorecard:
    """A card with these verdicts."""
    whole = scorecard(choice())
    any_ = whole.criteria["name"]
    made: dict[str, Criterion] = {
        id_: any_.model_copy(update={"passed": ok, "value": ok, "evidence": ()})
        for id_, ok in passed.items()
    }
    return whole.model_copy(update={"criteria": made, "coaching": Coaching(fixes=fixes)})


def test_the_fix_of_a_part_is_about_its_criteria_or_its_words() -> None:
    words = typed(MESSAGE)
    first = opening_part(words, REP, READING)
    third = sentence_parts(words)[2]
    assert first is not None
    name, labs = fix("states_name"), fix("rambling", Evidence(text="labs", start=57, end=61))
    assert fix_for(first, card(labs, name)) == name
    assert fix_for(third, card(name, labs)) == labs
    assert fix_for(number_part(words, REP, READING), card(name, labs)) is None


def test_a_fix_about_the_greeting_is_about_no_part() -> None:
    greeting = fix("right_choice", Evidence(text="the marketing team"))
    assert fix_for(sentence_parts(typed(MESSAGE))[0], card(greeting)) is None


def test_a_part_is_about_at_most_three_criteria_of_the_rubric_what_failed_first() -> None:
    part = opening_part(typed(MESSAGE), REP, READING)
    assert part is not None
    verdicts = card(
        fix("cliche_opener"), states_name=True, states_company=False, cliche_opener=False,
        early_hook=True,
    )  # fmt: skip
    assert criteria_of(part, verdicts) == ("cliche_opener", "states_company", "states_name")
    assert criteria_of(part, card(length=True)) == ()


def test_a_sentence_is_about_what_its_words_are_evidence_of() -> None:
    whole = card(personal_hook=True, length=True)
    hook = whole.criteria["personal_hook"].model_copy(
        update={"evidence": (Evidence(text="labs", start=57, end=61),)}
    )
    whole = whole.model_copy(update={"criteria": {**whole.criteria, "personal_hook": hook}})
    _, second, third, *_ = sentence_parts(typed(MESSAGE))
    assert criteria_of(third, whole) == ("personal_hook",)
    assert criteria_of(second, whole) == ()


def test_what_has_changed_is_told_by_its_verdict() -> None:
    before, now = card(a=True, b=False, c=True), card(a=True, b=True, c=False, d=True)
    assert changed_criteria(before, now) == ("b", "c")
