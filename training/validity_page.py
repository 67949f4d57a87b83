"""docs/grading-validity.md, made from what was measured: `validate` and `spoken_verdicts`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from training.counts import wilson

MEASURED = Path(__file__).parents[1] / "docs" / "measured"
Table = Mapping[str, Mapping[str, float]]

HEAD = """# How well messages are graded

Made by `python docs/generate.py` from `docs/measured/`; a test compares, and another holds the
figures against the weights and the rubric that are shipped. To measure again:

```sh
.venv/bin/python -m training.train                # the weights, a minute
.venv/bin/python -m training.validate             # what was left out, a quarter of an hour
.venv/bin/python benchmarks/spoken_verdicts.py    # spoken and recognised, ten minutes
.venv/bin/python docs/generate.py
```

A grader can be made to look perfect on messages that its authors have seen. So the figures that
count are those on what was **left out**: whole industries, whole registers (formal and chatty,
American and British, fluent and halting, with and without punctuation, misheard), and whole files
of messages, each with scenarios and voices of its own. The forty development messages stand
beside them for comparison; they are easier. `F1` is the harmonic mean of precision and recall,
with its 95 % interval (percentile bootstrap, 1,000 resamples); shares have Wilson intervals.
Every figure has its count of positives: where there are few, it says little.

## How it works

Names, companies and numbers are matched with what the dossier says; hooks are looked for among
the facts by rare words, and by meaning where sentence embeddings are installed; asks and fillers
are patterns. Six open-ended criteria are judged by rules and by a linear model on word n-grams
together: a rule finds unless its model is below {veto}, and the model alone finds from {fires}.
The models are trained by `training/train.py` on sentences written for the purpose, on messages
strung together from them, and on the stretches of labelled messages from which there is most to
learn.

| criterion | sentences that must fire | near misses that must not |
|---|---|---|
{sentences}
"""
LEFT_OUT = """
## {title}

{text}

| criterion | must fire | found | F1 | near misses | that fired |
|---|---|---|---|---|---|
{rows}
"""
NOT_CLAIMED = """
## What is not claimed

- All sentences and messages were written for this project, in English, by few hands; real reps
  will say things that are not among them.
- *Rambling* is judged by signs. It weighs little.
- Hooks that share no word with the fact and none of its meaning are missed; a fact about somebody
  else that shares rare words may be taken for a hook.
- The misrecognised variants err at random, one word in ten. Real recognisers err on names most.
- The voice that speaks the messages is one synthetic voice at its normal speed. People differ
  more.
- A score is not a forecast. Nobody has measured whether messages with a higher score are answered
  more often, and we do not say so.
"""


def page() -> str:
    """The whole document."""
    validity, spoken = read("validity"), read("spoken")
    from simulator.grading.rubric import default_rubric

    reading = default_rubric().reading
    counts = validity["sentences"].items()
    sentences = "\n".join(f"| {_name(c)} | {yes} | {no} |" for c, (yes, no) in counts)
    parts = [
        HEAD.format(
            veto=f"{reading.model_vetoes_below:g}",
            fires=f"{reading.model_fires_from:g}",
            sentences=sentences,
        ),
        LEFT_OUT.format(
            title="Industries left out",
            text="Thirty industries in ten groups, each judged by models that have not seen it.",
            rows="\n".join(_left_out_rows(validity["industries"])),
        ),
        LEFT_OUT.format(
            title="Registers left out",
            text=(
                "Nine registers, one at a time; most sentences belong to several, so each counts "
                "several times. Leaving out `formal`, or all American sentences, takes half of "
                "what there is to learn from."
            ),
            rows="\n".join(_left_out_rows(validity["registers"])),
        ),
        *_messages("Files of messages left out", FILES_TEXT, validity["messages"]),
        *_messages("The development messages", DEVELOPMENT_TEXT, validity["development"]),
        *_spoken(spoken),
        NOT_CLAIMED,
    ]
    return "".join(parts)


FILES_TEXT = (
    "Eight files of whole messages, each by itself: judged by weights from all sentences and the "
    "other seven files. This is the nearest that we have to *messages by other hands, in other "
    "scenarios*. Many were written to mislead: hooks without a word of the fact, dossier words "
    "without a sentence, facts of the rep's own firm, faults in unusual wordings."
)
DEVELOPMENT_TEXT = (
    "Forty messages in ten scenarios, by the shipped weights. They were never trained on, but the "
    "rules and thresholds were looked at with them in view."
)


def read(name: str) -> dict[str, Any]:
    """What one program has measured."""
    return dict(json.loads((MEASURED / f"{name}.json").read_text(encoding="utf-8")))


def _left_out_rows(table: Table) -> Iterator[str]:
    for criterion, row in table.items():
        positives = int(row["true_positives"] + row["false_negatives"])
        negatives = int(row["false_positives"] + row["true_negatives"])
        found = _share(int(row["true_positives"]), positives)
        fired = _share(int(row["false_positives"]), negatives)
        yield f"| {_name(criterion)} | {positives} | {found} | {_f1(row)} | {negatives} | {fired} |"


def _messages(title: str, text: str, variants: Mapping[str, Table] | None) -> Iterator[str]:
    if variants is None:
        return
    names = list(variants)
    yield f"\n## {title}\n\n{text}\n\n"
    heads = " | ".join(f"F1 {n}" for n in names)
    yield f"| criterion | positives | wrongly found, {names[0]} | {heads} |\n"
    yield f"|---|---|---|{'---|' * len(names)}\n"
    for criterion, row in variants[names[0]].items():
        positives = int(row["true_positives"] + row["false_negatives"])
        negatives = int(row["false_positives"] + row["true_negatives"])
        wrongly = _share(int(row["false_positives"]), negatives)
        cells = " | ".join(_f1(variants[n][criterion]) for n in names)
        of = positives + negatives
        yield f"| {_name(criterion)} | {positives} of {of} | {wrongly} | {cells} |\n"
    means = (sum(r["f1"] for r in variants[n].values()) / len(variants[n]) for n in names)
    yield f"| **mean (macro F1)** | | | {' | '.join(f'**{_figure(m)}**' for m in means)} |\n"


def _spoken(spoken: Mapping[str, Any]) -> Iterator[str]:
    changed = spoken["changed"]
    yield "\n## Spoken and recognised\n\n"
    if changed is not None:
        total, differ = changed["verdicts"], sum(changed["changed"].values())
        each = ", ".join(f"{_name(c)} {n}" for c, n in changed["changed"].items())
        yield (
            "Each development message was spoken by the natural voice at its normal speed and "
            f"recognised by our own recogniser: **{differ} of {total} verdicts changed** "
            f"({_share(differ, total)}): {each}. The voice says no sentence twice quite the same "
            "way, so that another run changes a few verdicts more or fewer.\n\n"
        )
    length, pace = _green("length"), _green("pace")
    yield (
        "Every model message and every poor one of the scenarios, spoken by the same voice and "
        "graded as a recording. The bands of the rubric were fixed with this table in view: length "
        f"is green {length} s, pace {pace} words a minute.\n\n"
        "| scenario | message | s | words/min | syllables/s | digits/s | pauses | what | how | "
        "all | "
        "failed |\n|---|---|---|---|---|---|---|---|---|---|---|\n"
    )
    for card in spoken["messages"]:
        figures = card["figures"]
        cells = (
            card["scenario"],
            card["kind"],
            _figure(figures["seconds"], 1),
            _figure(figures["words_per_minute"], 0),
            _figure(figures["syllables_per_second"], 1),
            _figure(figures["digits_per_second"], 1),
            _figure(figures["pauses"], 0),
            _figure(card["what"], 0),
            _figure(card["how"], 0),
            _figure(card["overall"], 0),
            ", ".join(_name(c) for c in card["failed"]),
        )
        yield f"| {' | '.join(cells)} |\n"


def _green(criterion: str) -> str:
    """From where to where the default rubric gives full points."""
    from simulator.grading.rubric import default_rubric

    bands = default_rubric().weighings[criterion].bands
    if bands is None:
        raise LookupError(f"The rubric has no bands for {criterion}.")
    return f"from {_figure(bands.green_from, 0)} to {_figure(bands.green_to, 0)}"


def _name(criterion: str) -> str:
    return f"`{criterion}`"


def _f1(row: Mapping[str, float]) -> str:
    return f"{_figure(row['f1'])} ({_figure(row['f1_low'])}-{_figure(row['f1_high'])})"


def _share(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{100 * hits / max(1, of):.1f} % ({100 * low:.0f}-{100 * high:.0f})"


def _figure(value: float | None, decimals: int = 2) -> str:
    """A figure, or a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:.{decimals}f}"
