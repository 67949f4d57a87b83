"""The embedder's child: files that are verified, and a process that is replaced."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.adapters import embedder_minilm
from simulator.adapters.embedder_minilm import MiniLmEmbedder
from simulator.child import Refusal
from simulator.children import minilm_model
from simulator.children.minilm_model import (
    VOCABULARY,
    VOCABULARY_SHA256,
    find_model,
    load,
    verify,
)
from simulator.ports import PortError

CHILD = """
import os, threading
from pathlib import Path
from simulator.child import serve
from simulator.children.embedder import Embedder

mark = Path({mark!r})

class Model:
    def embed(self, text):
        if text == "hang" and (not mark.exists() or {always}):
            mark.touch()
            threading.Event().wait(15)
        if text == "die" and (not mark.exists() or {always}):
            mark.touch()
            os._exit(1)
        with (mark.parent / "asked").open("a") as asked:
            asked.write(text + "\\n")
        return [float(len(text)), 0.0]

class Scripted(Embedder):
    def _loaded(self, request):
        return Model()

serve({{"embed": Scripted().embed}}, one_at_a_time=True)
"""
Made = Callable[..., MiniLmEmbedder]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    def make(*, always: bool = False) -> MiniLmEmbedder:
        program = CHILD.format(mark=str(tmp_path / "mark"), always=always)
        (tmp_path / "scripted_embedder.py").write_text(program)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr(embedder_minilm, "MODULE", "scripted_embedder")
        return MiniLmEmbedder(tmp_path / "log", silent_seconds=2.0)

    return make


def embedded(embedder: MiniLmEmbedder, *texts: str) -> tuple[tuple[float, ...], ...]:
    try:
        return embedder.embed(texts, threading.Event())
    finally:
        embedder.close()


@pytest.mark.parametrize("trouble", ["hang", "die"])
def test_an_embedder_in_trouble_once_is_replaced_and_asked_again(made: Made, trouble: str) -> None:
    assert embedded(made(), "one", trouble) == ((3.0, 0.0), (float(len(trouble)), 0.0))


@pytest.mark.parametrize("trouble", ["hang", "die"])
def test_an_embedder_in_trouble_twice_is_given_up_with_a_sentence(made: Made, trouble: str) -> None:
    with pytest.raises(PortError, match=r"stopped twice .* graded by its words only"):
        embedded(made(always=True), trouble)


def test_a_text_is_asked_once(made: Made, tmp_path: Path) -> None:
    embedder = made()

    embedded(embedder, "one", "two", "one")
    embedded(embedder, "two", "three")

    assert (tmp_path / "asked").read_text().split() == ["one", "two", "three"]


def test_what_was_not_asked_for_longest_is_forgotten(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedder_minilm, "REMEMBERED_TEXTS", 2)
    embedder = made()

    for text in ("one", "two", "one", "three", "one", "two"):
        embedded(embedder, text)

    assert (tmp_path / "asked").read_text().split() == ["one", "two", "three", "two"]


def test_a_hang_can_be_stopped(made: Made) -> None:
    stop = threading.Event()
    embedder = made(always=True)
    embedding = threading.Timer(0.3, stop.set)
    embedding.start()

    assert embedder.embed(["hang"], stop) == ()
    embedding.join()
    embedder.close()


def test_the_vocabulary_that_is_shipped_is_the_one_that_is_pinned() -> None:
    verify(VOCABULARY, VOCABULARY_SHA256, "")

    assert len(VOCABULARY.read_text(encoding="utf-8").splitlines()) == 30_522
    assert VOCABULARY_SHA256 in VOCABULARY.with_name("NOTICE.md").read_text(encoding="utf-8")


def test_another_file_is_refused_with_what_repairs_it(tmp_path: Path) -> None:
    other = tmp_path / "vocab.txt"
    other.write_bytes(VOCABULARY.read_bytes() + b"\n")

    with pytest.raises(Refusal, match=r"vocab\.txt is not the file it should.*run: put it back"):
        verify(other, VOCABULARY_SHA256, "put it back")


def test_a_file_that_is_gone_is_refused_with_what_repairs_it(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"cannot be loaded .*run: put it back"):
        verify(tmp_path / "vocab.txt", VOCABULARY_SHA256, "put it back")


def test_a_model_that_is_not_installed_is_said_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(minilm_model, "PACKAGE", "no_such_package")

    with pytest.raises(Refusal, match=r"not installed.*pip install 'rolecall\[semantic\]'"):
        find_model()


def test_nothing_is_loaded_from_a_package_with_another_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "other_model"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "model.onnx").write_bytes(b"weights")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(minilm_model, "PACKAGE", "other_model")

    digest = hashlib.sha256(b"weights").hexdigest()[:12]
    with pytest.raises(Refusal, match=rf"model\.onnx is not the file it should be.*{digest}"):
        load()
