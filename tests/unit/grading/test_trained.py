"""What training has learnt is used only as it was trained."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.grading.language import trained
from simulator.grading.language.trained import (
    LEXICON,
    MANIFEST,
    WEIGHTS,
    TrainedFileDamaged,
    lexicon,
    manifest,
    weights,
)
from simulator.grading.registry import shipped

SHIPPED = Path(trained.__file__).parent
AS_SHIPPED = (lexicon(), weights())
READERS = [(LEXICON, lexicon), (WEIGHTS, weights)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the trained files that is read in their place."""
    for name in (MANIFEST, LEXICON, WEIGHTS):
        shutil.copy(SHIPPED / name, tmp_path / name)
    monkeypatch.setattr(trained, "files", lambda _: tmp_path)
    for cached in (manifest, lexicon, weights):
        cached.cache_clear()
    yield tmp_path
    for cached in (manifest, lexicon, weights):
        cached.cache_clear()


@pytest.mark.parametrize(("name", "read"), READERS)
def test_a_file_that_was_changed_is_refused_with_a_sentence(
    folder: Path, name: str, read: Callable[[], object]
) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content.replace(b"1", b"2", 1))

    with pytest.raises(TrainedFileDamaged, match=f"{name} has been changed or is missing"):
        read()


@pytest.mark.parametrize(("name", "read"), READERS)
def test_a_file_that_is_missing_is_refused_with_what_to_do(
    folder: Path, name: str, read: Callable[[], object]
) -> None:
    (folder / name).unlink()

    with pytest.raises(TrainedFileDamaged, match="Install Rolecall again"):
        read()


def test_a_copy_is_as_good(folder: Path) -> None:
    assert (lexicon(), weights()) == AS_SHIPPED


def test_every_gram_has_a_weight_for_every_model() -> None:
    known = weights()
    sizes = {len(w) for w in known.grams.values()}

    assert sizes == {len(known.criteria)} == {len(known.biases_thousandths)}


def test_every_model_is_one_of_a_check() -> None:
    assert set(weights().criteria) <= {c.id for c in shipped()}


def test_no_word_is_in_more_sentences_than_there_are() -> None:
    known = lexicon()

    assert max(known.counts.values()) <= known.sentences
    assert min(known.counts.values()) > 0
