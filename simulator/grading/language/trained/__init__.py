"""What training has learnt, as data: how rare words are, and the weights of the linear models.

The files beside this one are written by `python -m training.train`, never by hand. `manifest.json`
holds their hashes; a file that is not the one it names is refused, since it would grade otherwise.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MANIFEST = "manifest.json"
LEXICON = "lexicon.tsv"
WEIGHTS = "weights.tsv"


class TrainedFileDamaged(RuntimeError):
    """A file is missing or is not what the manifest names. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """In how many of so many training sentences a word's stem occurs."""

    sentences: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights for each gram in thousandths, in the order of `criteria`; biases alike."""

    criteria: tuple[str, ...]
    biases_thousandths: tuple[int, ...]
    grams: dict[str, tuple[int, ...]]


@cache
def manifest() -> dict[str, str]:
    """The SHA-256 of each trained file, and of the sentences that it was made from."""
    text = (files(__name__) / MANIFEST).read_text(encoding="utf-8")
    return dict(json.loads(text))


@cache
def lexicon() -> Lexicon:
    """How often words occur.

    Raises:
        TrainedFileDamaged: the file is not what the manifest names.
    """
    head, *rows = _lines(LEXICON)
    return Lexicon(int(head), {s: int(n) for s, n in (r.split("\t") for r in rows)})


@cache
def weights() -> Weights:
    """The linear models.

    Raises:
        TrainedFileDamaged: the file is not what the manifest names.
    """
    head, biases, *rows = (line.split("\t") for line in _lines(WEIGHTS))
    return Weights(
        tuple(head[1:]), _whole(biases[1:]), {gram: _whole(cells) for gram, *cells in rows}
    )


def _whole(cells: list[str]) -> tuple[int, ...]:
    return tuple(int(cell or 0) for cell in cells)


def _lines(name: str) -> list[str]:
    try:
        content = (files(__name__) / name).read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != manifest()[name]:
        raise TrainedFileDamaged(
            f"Rolecall's file {name} has been changed or is missing, so messages would be graded "
            "otherwise than everywhere else. Install Rolecall again to repair it."
        )
    return content.decode("utf-8").splitlines()
