"""The JSON Schema of scenario files, by which editors complete, explain and underline.

It is made from the model. A schema knows nothing of variants, so wherever words are filled in
from `slots`, it takes a {placeholder} instead of a value that is checked; what cannot be said in a
schema (whether a line exists, whether a cue is in its greeting) is left to `rolecall check`.
"""

from __future__ import annotations

import json
from typing import Any, Final

from simulator.scenario.cues import CUES
from simulator.scenario.model import Scenario
from simulator.scenario.rules import CRITERIA
from simulator.scenario.slots import NOT_FILLED, PLACEHOLDER
from simulator.scenario.vocabulary import BY_FIELD, MADES

DIALECT: Final = "http://json-schema.org/draft-07/schema#"
"""The one that every editor knows."""
TITLE: Final = "A call of Rolecall"
Node = dict[str, Any]


def scenario_schema() -> Node:
    """The schema as data."""
    made = Scenario.model_json_schema(ref_template="#/definitions/{model}")
    definitions = made.pop("$defs")
    _choose_from(made["properties"]["cues"]["items"], {c.id: c.title for c in CUES.values()})
    _choose_from(
        definitions["PoorMessage"]["properties"]["fails"]["items"], dict.fromkeys(CRITERIA)
    )
    choice = definitions["Choice"]["properties"]
    for node in (choice["best"], choice["acceptable"]["items"]):
        _choose_from(node, _decisions())
        del node["pattern"]
    top = _object(made, not_filled=NOT_FILLED)
    return {
        "$schema": DIALECT,
        **top,
        "title": TITLE,
        "definitions": {name: _object(node) for name, node in definitions.items()},
    }


def schema_text() -> str:
    """The schema as a file."""
    return json.dumps(scenario_schema(), indent=2, ensure_ascii=False) + "\n"


def _decisions() -> dict[str, str]:
    """All that can be decided, each key by itself; a press of 0 has a name of its own."""
    keys = {f"key:{key}": f"press {key}" for key in "123456789*#"}
    return {made: told for made, told in MADES.items() if made not in keys} | keys


def _choose_from(node: Node, words: dict[str, Any]) -> None:
    """Let a list's items be these words only, with their meanings."""
    node["enum"] = list(words)
    if all(words.values()):
        node["enumDescriptions"] = list(words.values())


def _object(node: Node, not_filled: tuple[str, ...] = ()) -> Node:
    fields = {
        name: _field(name, inner, is_filled=name not in not_filled)
        for name, inner in node["properties"].items()
    }
    return {**_without_title(node), "properties": fields}


def _field(name: str, node: Node, *, is_filled: bool) -> Node:
    """One value, or what is inside a list, a mapping or a union, with what editors can use."""
    node = _without_title(node)
    if "$ref" in node and len(node) > 1:  # what stands beside a reference does not count
        return {"allOf": [{"$ref": node.pop("$ref")}], **node}
    if "anyOf" in node:
        inner = [_field(name, one, is_filled=is_filled) for one in node["anyOf"]]
        return {**node, "anyOf": inner}
    if node.get("type") == "array":
        return {**node, "items": _field(name, node["items"], is_filled=is_filled)}
    if "patternProperties" in node:
        values = node["patternProperties"].items()
        inside = {key: _field("", one, is_filled=is_filled) for key, one in values}
        return {**node, "patternProperties": inside, "additionalProperties": False}
    return _text(name, node, is_filled=is_filled)


def _text(name: str, node: Node, *, is_filled: bool) -> Node:
    meanings = BY_FIELD.get(name, {})
    if "enum" in node and set(node["enum"]) <= set(meanings):
        node["enumDescriptions"] = [meanings[word] for word in node["enum"]]
    if not is_filled or not {"enum", "pattern"} & set(node):
        return node
    outside: Node = {key: node.pop(key) for key in ("description", "default") if key in node}
    filled = {"type": "string", "pattern": PLACEHOLDER.pattern}
    return {**outside, "anyOf": [node, filled]}


def _without_title(node: Node) -> Node:
    """Pydantic titles everything with its own name, which says nothing."""
    return {key: value for key, value in node.items() if key != "title"}
