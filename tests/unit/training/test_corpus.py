"""The sentences and messages that the models learn from keep what is promised about them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from training.corpus import (
    ALLOWED,
    CRITERIA,
    NEUTRAL,
    CorpusRefused,
    Sentence,
    content_words,
    parse,
    read_sentences,
    shared,
    too_alike,
)
from training.messages import read_messages

SENTENCES = read_sentences()
LINE = "yes\t-\tlogistics\tformal\tus\tfluent\twritten\tI know which dock it was."
LABELS = {
    "personal_hook", "early_hook", "reason_to_call_back", "feature_dump", "wrong_person_ask",
    "cliche_opener", "states_name", "states_company", "states_callback_number", "number_repeated",
    "single_ask", "apologetic_hedging", "rambling", "filler_heavy",
}  # fmt: skip


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("fires", [True, False])
def test_every_criterion_has_a_hundred_sentences_of_each_label_in_fifteen_industries(
    criterion: str, fires: bool
) -> None:
    own = [s for s in SENTENCES if s.criterion == criterion and s.fires is fires]

    assert len(own) >= 100
    assert len({s.industry for s in own}) >= 15
    for column in ("tone", "country", "flow", "form"):
        counted = Counter(getattr(s, column) for s in own)
        assert set(counted) == ALLOWED[column]
        assert min(counted.values()) >= 10, (column, counted)


def test_no_two_sentences_of_one_label_are_alike() -> None:
    pairs = [(shared(a.text, b.text), a.text, b.text) for a, b in too_alike(SENTENCES)]

    assert pairs == []


def test_two_alike_sentences_of_one_label_are_refused() -> None:
    one = parse(LINE, "reason_to_call_back", "here")
    other = replace(one, text="I happen to know which dock that was")
    label = replace(other, fires=False)

    assert list(too_alike([one, other, label])) == [(one, other)]
    assert content_words(one.text) == {"know", "dock"} - {"know"}


def test_on_neutral_sentences_nothing_fires() -> None:
    neutral = [s for s in SENTENCES if s.criterion == NEUTRAL]

    assert len(neutral) >= 100
    assert {f for s in neutral for f in s.fires_for} == set()


def test_what_fires_too_is_counted_on_near_misses_as_well() -> None:
    near_miss = parse(LINE.replace("yes\t-", "no\tfeature_dump,rambling"), "cliche_opener", "here")

    assert near_miss.fires_for == {"feature_dump", "rambling"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("yes\t-\tlogistics", "here: 3 columns instead of 8"),
        (LINE.replace("yes", "perhaps"), "here: fires is “perhaps”, not one of"),
        (LINE.replace("\t-\t", "\tpersonal_hook\t"), "here: also is “personal_hook”"),
        (LINE.replace("\t-\t", "\tcliche_opener\t"), "here: also is “cliche_opener”"),
        (LINE.replace("logistics", "big trucks"), "here: text or industry is missing"),
    ],
)
def test_a_line_in_another_form_is_refused(line: str, message: str) -> None:
    with pytest.raises(CorpusRefused, match=message):
        parse(line, "cliche_opener", "here")


def test_every_message_has_an_id_of_its_own_and_all_labels() -> None:
    messages = read_messages()
    counted = Counter(m.id for m in messages)

    assert len(messages) >= 400
    assert set(counted.values()) == {1}
    for message in messages:
        assert set(message.labels) == LABELS
        assert message.text == message.line["transcript"] != ""


def test_every_label_of_the_messages_has_positives_in_every_file() -> None:
    for collection in {m.collection for m in read_messages()}:
        own = [m for m in read_messages() if m.collection == collection]
        for label in LABELS:
            assert 5 <= sum(m.labels[label] for m in own) <= len(own) - 5, (collection, label)


def test_development_messages_are_not_among_those_that_are_learnt_from() -> None:
    development = Path(__file__).parents[4] / "shared" / "data" / "content" / "dev.jsonl"
    if not development.exists():
        pytest.skip(f"no development messages in {development}")
    import json

    held = {json.loads(x)["transcript"] for x in development.read_text().splitlines()}
    learnt: set[str] = {m.text for m in read_messages()} | {s.text for s in SENTENCES}

    assert not held & learnt


def sentence(text: str) -> Sentence:
    return replace(parse(LINE, "reason_to_call_back", "here"), text=text)


def test_what_two_sentences_share_is_measured_on_the_shorter_one() -> None:
    assert shared("The dock in Reno floods.", "Every spring the dock in Reno floods again.") == 1.0
    assert shared("The dock floods.", "The gate squeaks.") == 0.0
