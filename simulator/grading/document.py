"""Pages of the documents that are made from the values they describe."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.check import Check
from simulator.grading.example import Example
from simulator.grading.registry import shipped
from simulator.grading.rubric import (
    DEFAULT_RUBRIC,
    Bands,
    Rubric,
    default_rubric,
    load_rubric,
    shipped_ids,
)
from simulator.grading.score import Scorecard
from simulator.scenario.shapes import models_in, type_in_words

CHECKS_HEAD = """# Checks

Made by `python docs/generate.py` from the checks themselves; a test compares.

A grade is a list of these. Each looks for one thing and brings its evidence, marked « » in the
examples. What it is worth is said by the rubric, of which there are several: {rubrics}. A typed
message has no seconds, so figures of sound are not measured in it. How well each check agrees with
people is in [grading-validity.md](grading-validity.md).

Verdicts are *yes*, *no*, *not sure* (perhaps only misheard: it counts neither for nor against) and
*not measured*. Some checks look for something bad: there, yes is what costs points.
"""
PART_TITLES = {
    "where": "Where: the choice",
    "what": "What: the message",
    "how": "How: the voice",
}


def checks_page() -> str:
    """`docs/checks.md`: every shipped check with its rule, reason, source, weights and examples."""
    rubrics = [load_rubric(id_) for id_ in shipped_ids()]
    named = ", ".join(f"`{r.id}` (version {r.version})" for r in rubrics)
    by_id = {c.id: c for c in shipped()}
    lines = [CHECKS_HEAD.format(rubrics=named)]
    for part, weighing in default_rubric().parts.named():
        lines += [f"## {PART_TITLES[part]}", "", f"Weight {weighing.weight:g}.", ""]
        for id_ in weighing.criteria:
            lines += _check_section(by_id.pop(id_), rubrics)
    lines += [f"## Not weighed by `{DEFAULT_RUBRIC}`", ""]
    for check in by_id.values():
        lines += _check_section(check, rubrics)
    return "\n".join(lines).rstrip() + "\n"


def _check_section(check: Check, rubrics: list[Rubric]) -> Iterator[str]:
    rules = {r.id: r.rules.get(check.rule, "") for r in rubrics if check.id in r.weighings}
    yield f"### `{check.id}`: {check.title}"
    yield ""
    yield f"- Rule {check.rule}: {next(iter(rules.values()), '')}".rstrip(": ")
    yield f"- Why: {check.why}"
    yield f"- Advice: {check.advice}"
    yield f"- Source: {check.source}"
    for rubric in rubrics:
        yield from _weight_lines(check, rubric)
    yield ""
    examples = [e for e in check.examples if e.text]
    if examples:
        yield "| example | finds |"
        yield "|---|---|"
        yield from (f"| {e.text}{_spoken(e)} | {e.state.replace('_', ' ')} |" for e in examples)
        yield ""


def _weight_lines(check: Check, rubric: Rubric) -> Iterator[str]:
    weighed = rubric.weighings.get(check.id)
    if weighed is None:
        yield f"- Not weighed by `{rubric.id}`"
        return
    yield f"- Weight {weighed.weight:g} in `{rubric.id}`: {weighed.source.strip()}"
    if weighed.unless_scored:
        yield f"- Not counted in `{rubric.id}` where `{weighed.unless_scored}` is"
    if weighed.bands:
        yield f"- Bands in `{rubric.id}`: {_bands(weighed.bands, check.unit)}"


def _bands(bands: Bands, unit: str) -> str:
    sides: list[str] = []
    if bands.green_from is not None and bands.red_below is not None:
        sides.append(f"100 points from {bands.green_from:g}, 0 at {bands.red_below:g} and below")
    if bands.green_to is not None and bands.red_above is not None:
        sides.append(f"100 points up to {bands.green_to:g}, 0 at {bands.red_above:g} and above")
    return f"{'; '.join(sides)} ({unit}); straight lines between"


def _spoken(example: Example) -> str:
    if example.seconds is None:
        return ""
    barely = "" if example.probability == 1 else ", hardly intelligible"
    energy = "" if example.energy is None else f", energy {example.energy:+g}"
    own = "" if example.baseline is None else f", baseline {example.baseline:+g}"
    return f" (in {example.seconds:g} s{barely}{energy}{own})"


def scorecard_fields() -> str:
    """The fields of the scorecard's JSON as tables, one for each kind of object."""
    lines: list[str] = []
    for model in models_in(Scorecard):
        text = " ".join((model.__doc__ or "").split())
        lines += [f"### {model.__name__}", "", text, "", "| field | type |", "|---|---|"]
        for name, field in model.model_fields.items():
            lines.append(f"| `{name}` | {type_in_words(field.annotation)} |")
        lines.append("")
    return "\n".join(lines)
