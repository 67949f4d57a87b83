"""Train the linear models and write `simulator/grading/language/trained/`.

    python -m training.train

Takes about a minute. The same sentences give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.grading.language import trained
from simulator.grading.language.words import words
from training.corpus import CRITERIA, NEUTRAL, SENTENCES, Sentence, read_sentences
from training.fit import STEPS_PER_UNIT, Example, Model, fit
from training.messages import MESSAGES, Message, read_messages
from training.stretches import cut, mined, whole

TRAINED = Path(trained.__file__).parent
ROUNDS = 2
"""How often messages are read by the model so far and learnt from."""
LEAST_STEPS = 2
"""Weights of a gram that are all smaller, in hundredths, are left out."""


def train(sentences: Sequence[Sentence], messages: Sequence[Message]) -> Model:
    """Fit on sentences, then on what the labelled messages hold."""
    own = [s for s in sentences if s.criterion != NEUTRAL]
    neutral = [s for s in sentences if s.criterion == NEUTRAL]
    examples: list[Example] = [*whole(sentences), *cut(own, neutral)]
    vocabulary = [e.words for e in examples if not e.is_cut]
    model = fit(examples, vocabulary)
    for _ in range(ROUNDS if messages else 0):
        examples += mined(messages, model)
        model = fit(examples, vocabulary)
    return model


def main() -> int:
    """Train on everything and write the files."""
    sentences, messages = read_sentences(), read_messages()
    files = {
        trained.LEXICON: lexicon_text(sentences),
        trained.WEIGHTS: weights_text(train(sentences, messages)),
    }
    manifest = {name: _sha256(text.encode()) for name, text in files.items()}
    manifest["sentences"] = corpus_sha256()
    files[trained.MANIFEST] = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
    for name, text in files.items():
        (TRAINED / name).write_bytes(text.encode())
    sys.stdout.write(files[trained.MANIFEST])
    return 0


def lexicon_text(sentences: Sequence[Sentence]) -> str:
    """How many sentences there are, then in how many of them each stem occurs, if in several."""
    counts = Counter(stem for s in sentences for stem in {w.stem for w in words(s.text)})
    rows = sorted(f"{stem}\t{n}" for stem, n in counts.items() if n > 1)
    return "\n".join([str(len(sentences)), *rows]) + "\n"


def as_weights(model: Model) -> trained.Weights:
    """A model in the form in which the grader has it."""
    factor = 1000 // STEPS_PER_UNIT
    rows = (model.weights * factor).tolist()
    return trained.Weights(
        CRITERIA,
        tuple((model.biases * factor).tolist()),
        {gram: tuple(row) for gram, row in zip(model.grams, rows, strict=True)},
    )


def weights_text(model: Model) -> str:
    """The models as a table: criteria, biases, then a line for each gram, in thousandths."""
    factor = 1000 // STEPS_PER_UNIT
    rows = ["\t".join(["gram", *CRITERIA]), _row("bias", model.biases * factor)]
    kept = abs(model.weights).max(axis=1) >= LEAST_STEPS
    rows += [
        _row(gram, weights * factor)
        for gram, weights, is_kept in zip(model.grams, model.weights, kept, strict=True)
        if is_kept
    ]
    return "\n".join(rows) + "\n"


def corpus_sha256() -> str:
    """The hash of all that is learnt from, file by file."""
    paths = sorted([*SENTENCES.glob("*.tsv"), *MESSAGES.glob("*.jsonl")])
    return _sha256("".join(f"{p.name} {_sha256(p.read_bytes())}\n" for p in paths).encode())


def _row(name: str, values: NDArray[np.int64]) -> str:
    return "\t".join([name, *(str(int(v)) if v else "" for v in values)])


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
