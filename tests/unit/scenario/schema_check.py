"""As much of JSON Schema as ours uses, so that files can be held against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

KNOWN = {
    "$schema", "$ref", "definitions", "title", "description", "default", "enumDescriptions",
    "type", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "anyOf", "allOf",
    "items", "minItems", "maxItems", "properties", "required", "additionalProperties",
    "patternProperties", "propertyNames", "minProperties", "maxProperties",
}  # fmt: skip
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,),
    "array": (list,), "object": (dict,), "null": (type(None),),
}  # fmt: skip


def faults(value: Any, schema: Any, root: Any, path: str = "") -> Iterator[str]:
    """What in a value does not fit the schema, a line each, with its place."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        schema = root["definitions"][schema["$ref"].removeprefix("#/definitions/")]
    for part in schema.get("allOf", ()):
        yield from faults(value, part, root, path)
    if "anyOf" in schema:
        yield from _least_faults([list(faults(value, s, root, path)) for s in schema["anyOf"]])
    if not _is_a(schema.get("type"), value):
        yield f"{path}: is no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is not allowed"
    yield from _size_faults(value, schema, path)
    for at, one in enumerate(value if isinstance(value, list) else ()):
        yield from faults(one, schema.get("items", {}), root, f"{path}[{at}]")
    if isinstance(value, dict):
        yield from _member_faults(value, schema, root, path)


def _least_faults(ways: list[list[str]]) -> list[str]:
    return min(ways, key=len)


def _is_a(kind: str | None, value: Any) -> bool:
    if kind is None:
        return True
    return isinstance(value, TYPES[kind]) and isinstance(value, bool) <= (kind == "boolean")


def _size_faults(value: Any, schema: Any, path: str) -> Iterator[str]:
    size = len(value) if isinstance(value, (str, list, dict)) else value
    kinds: dict[type, str] = {str: "Length", list: "Items", dict: "Properties"}
    kind = kinds.get(type(value), "imum")
    if size is not None and not schema.get(f"min{kind}", size) <= size <= schema.get(
        f"max{kind}", size
    ):
        yield f"{path}: {size} is out of bounds"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{path}: {value!r} does not match {schema['pattern']}"


def _member_faults(value: dict[str, Any], schema: Any, root: Any, path: str) -> Iterator[str]:
    yield from (f"{path}.{k}: is missing" for k in schema.get("required", ()) if k not in value)
    for key, one in value.items():
        yield from faults(key, schema.get("propertyNames", {}), root, f"{path}.{key}")
        fitting = [s for p, s in schema.get("patternProperties", {}).items() if re.search(p, key)]
        fitting += [s for name, s in schema.get("properties", {}).items() if name == key]
        for inner in fitting:
            yield from faults(one, inner, root, f"{path}.{key}")
        if not fitting and schema.get("additionalProperties") is False:
            yield f"{path}.{key}: is unknown"
