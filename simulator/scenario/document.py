"""`docs/scenario-format.md`, made from the model and from the vocabularies of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulator.scenario.cues import CUES
from simulator.scenario.model import Person, Reply, Scenario
from simulator.scenario.rules import CRITERIA
from simulator.scenario.shapes import models_in, type_in_words
from simulator.scenario.slots import MOST_VARIANTS, NOT_FILLED
from simulator.scenario.vocabulary import (
    KINDS,
    MADES,
    MANNERS,
    RULES,
    TEMPERS,
    THENS,
    TYPES,
    UNFITS,
)

HEAD: Final = """# The format of scenarios

Made by `python docs/generate.py` from the model itself; a test compares.

A call is one YAML file. `rolecall new` writes one to begin with; then
[`rolecall check FILE`](../README.md#write-your-own-calls) says what is wrong, with line, column and
what is allowed, and what could be better; `rolecall preview FILE` shows the call as a tree and
plays its greetings, and `rolecall call FILE` makes the call. An editor that knows YAML schemas
completes, explains and underlines while you write, by the first line of the file, which names
[scenario.schema.json](scenario.schema.json): Visual Studio Code does with the YAML extension by
Red Hat. `rolecall new` puts a copy of the schema beside your file, so that both can move together.

The file is plain YAML, without anchors, aliases and tags. `yes`, `no`, `on` and `off` are text; so
are dates and times. A text that contains a colon and a space, or begins with a sign such as `{{`,
`*` or `&`, needs quotes around it. Long texts are easiest with `>-` and the text indented below.

## An example

It can be played: [example-scenario.yaml](example-scenario.yaml).

```yaml
{example}```

## Words that differ: `slots`

A rep who knows the answer by heart does not listen. So names and other words can differ from call
to call: each slot has 2 to 6 options, and `{{slot}}` in a text is replaced by one of them.
Options of several words that belong together have parts, the same ones in each, for
`{{slot.part}}`. Variant number n takes option n of each slot and begins anew after the last:
slots of 2 and 3 options make 6 variants. At most {most} are allowed. Every variant is checked.

Words are filled in everywhere but in {not_filled}.
"""
TABLES: Final = (
    ("Types of call", "type", TYPES),
    ("Kinds of line", "kind", KINDS),
    ("What follows a greeting", "then", THENS),
    ("Decisions", "best, acceptable", MADES),
    ("Rules", "rule", RULES),
    ("Manners of greetings", "manner", MANNERS),
    ("Tempers of people", "temper", TEMPERS),
    ("Facts better left unsaid", "unfit", UNFITS),
)
FAILS_HEAD: Final = """## What a poor message can fail

The words of `fails` are ids of [criteria](checks.md): {criteria}.
"""
CUES_HEAD: Final = """## Cues: what a call trains

The words of `cues`. A cue is a sign by which a rep can tell where they are; what to practise next
is chosen by cue, so each stands in several scenarios: see [coverage.md](coverage.md).

| cue | rule | what a rep listens for | how it sounds |
|---|---|---|---|
"""
TEXT: Final = "text"


def format_page(example: str) -> str:
    """The whole page; `example` is the text of a scenario."""
    not_filled = ", ".join(f"`{key}`" for key in NOT_FILLED)
    head = HEAD.format(example=example, most=MOST_VARIANTS, not_filled=not_filled)
    return "\n".join([head, *_objects(), *_vocabularies(), *_last_tables()])


def _objects() -> Iterator[str]:
    yield "## Fields\n"
    for model in _models():
        yield f"### {model.__name__}\n"
        yield f"{' '.join((model.__doc__ or '').split())}\n"
        yield "| field | takes | what it is | needed |"
        yield "|---|---|---|---|"
        yield from (_row(name, field) for name, field in model.model_fields.items())
        yield ""


def _models() -> list[type[BaseModel]]:
    """A reply before a person, who is one with a name."""
    found = [m for m in models_in(Scenario) if m is not Reply]
    found.insert(found.index(Person), Reply)
    return found


def _row(name: str, field: FieldInfo) -> str:
    needed = (
        "yes" if field.is_required() else _default(field.get_default(call_default_factory=True))
    )
    return f"| `{name}` | {_takes(name, field)} | {field.description} | {needed} |"


def _default(value: Any) -> str:
    match value:
        case None | () | {}:
            return "no"
        case bool():
            return f"no: {str(value).lower()}"
        case tuple():
            return f"no: {', '.join(value)}"
        case float() | int():
            return f"no: {value:g}"
        case _:
            return f"no: {value}"


def _takes(name: str, field: FieldInfo) -> str:
    if name == "slots":
        return "options by name"
    words = type_in_words(field.annotation, string=TEXT).removesuffix(", null")
    bounds = {
        name: getattr(one, name)
        for one in field.metadata
        for name in ("ge", "le", "max_length")
        if hasattr(one, name)
    }
    if "ge" in bounds:
        upper = f" to {bounds['le']}" if "le" in bounds else " or more"
        return f"{words}, {bounds['ge']}{upper}"
    if "max_length" in bounds and words.startswith("list"):
        return f"{words}, at most {bounds['max_length']}"
    return words


def _vocabularies() -> Iterator[str]:
    for title, fields, meanings in TABLES:
        named = ", ".join(f"`{name}`" for name in fields.split(", "))
        yield f"## {title}\n"
        yield f"The words of {named}.\n"
        yield "| word | meaning |"
        yield "|---|---|"
        yield from (f"| `{word}` | {meaning} |" for word, meaning in meanings.items())
        yield ""


def _last_tables() -> Iterator[str]:
    yield FAILS_HEAD.format(criteria=", ".join(f"`{id_}`" for id_ in CRITERIA))
    yield CUES_HEAD + "\n".join(
        f"| `{c.id}`: {c.title} | {c.rule} | {c.listen_for} | {c.sounds} |" for c in CUES.values()
    )
    yield ""
