"""Training: from the same sentences the same bytes, and documents that belong to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.grading.language import trained
from simulator.grading.rubric import default_rubric
from training.corpus import NEUTRAL, read_sentences
from training.counts import agreement, f1, wilson
from training.messages import read_messages
from training.misrecognition import Misrecognition
from training.stretches import cut
from training.train import TRAINED, corpus_sha256, lexicon_text, train, weights_text
from training.validity_page import MEASURED, page

DOCS = Path(__file__).parents[3] / "docs"
AGAIN = "run `python -m training.validate`, `benchmarks/spoken_verdicts.py`, `docs/generate.py`"


def test_training_again_gives_the_same_bytes() -> None:
    sentences = read_sentences()
    weights = weights_text(train(sentences, read_messages()))

    assert weights.encode() == (TRAINED / trained.WEIGHTS).read_bytes()
    assert lexicon_text(sentences).encode() == (TRAINED / trained.LEXICON).read_bytes()


def test_the_weights_belong_to_the_sentences_that_are_here() -> None:
    assert trained.manifest()["sentences"] == corpus_sha256()


def test_the_page_of_validity_is_up_to_date() -> None:
    assert (DOCS / "grading-validity.md").read_text(encoding="utf-8") == page(), AGAIN


@pytest.mark.parametrize("name", ["validity", "spoken"])
def test_the_figures_belong_to_the_weights_and_tolerances_that_are_shipped(name: str) -> None:
    measured = json.loads((MEASURED / f"{name}.json").read_text(encoding="utf-8"))
    reading = json.loads(default_rubric().reading.model_dump_json(exclude={"source"}))

    assert measured["manifest"] == trained.manifest(), AGAIN
    assert measured["reading"] == reading, AGAIN


def test_cut_windows_are_labelled_by_what_they_hold_and_are_the_same_each_time() -> None:
    sentences = read_sentences()
    own = [s for s in sentences if s.criterion != NEUTRAL][:50]
    neutral = [s for s in sentences if s.criterion == NEUTRAL][:50]
    once, again = list(cut(own, neutral)), list(cut(own, neutral))

    assert once == again
    assert all(e.is_cut for e in once)
    assert any(True in e.labels.values() for e in once)
    assert any(len(e.labels) < 6 for e in once)


def test_misrecognition_errs_on_about_one_word_in_ten_and_always_the_same() -> None:
    texts = [s.text for s in read_sentences()]
    err = Misrecognition(texts)
    heard = [err(text, str(i)) for i, text in enumerate(texts[:400])]
    same = sum(
        word in text.split() for text, h in zip(texts, heard, strict=False) for word in h.split()
    )
    words = sum(len(h.split()) for h in heard)

    assert heard == [err(text, str(i)) for i, text in enumerate(texts[:400])]
    assert 0.85 < same / words < 0.96


def test_f1_and_its_interval() -> None:
    pairs = [(True, True)] * 8 + [(True, False)] * 2 + [(False, True)] * 2 + [(False, False)] * 88
    found = agreement(pairs)

    assert f1(pairs) == found.f1 == 0.8
    assert found.f1_low < 0.8 < found.f1_high
    assert (found.positives, found.negatives) == (10, 90)
    assert f1([(False, False)]) == 1.0


def test_a_wilson_interval_is_wide_where_there_is_little() -> None:
    low, high = wilson(5, 10)
    assert (round(low, 2), round(high, 2)) == (0.24, 0.76)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 200)[1] < 0.02
