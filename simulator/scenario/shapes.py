"""Models in words: which are inside one another, and what kind of value each field takes."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

NAMES = {str: "string", int: "number", float: "number", bool: "true or false"}


def models_in(model: type[BaseModel]) -> list[type[BaseModel]]:
    """A model and those inside it, each once, outer ones first."""
    found = [model]
    for one in found:
        for field in one.model_fields.values():
            found += [m for m in _inside(field.annotation) if m not in found]
    return list(dict.fromkeys(found))


def _inside(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _inside(argument)


def type_in_words(annotation: Any, *, string: str = "string") -> str:
    """A type in the words of JSON, or with another word for its strings."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in NAMES:
        return string if annotation is str else NAMES[annotation]
    if annotation is type(None):
        return "null"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation.__name__
    if origin in {Union, UnionType}:
        return ", ".join(dict.fromkeys(type_in_words(a, string=string) for a in arguments))
    if origin is tuple:
        return f"list of {type_in_words(arguments[0], string=string)}"
    if origin is dict:
        return f"object: {type_in_words(arguments[1], string=string)} by id"
    if all(isinstance(a, (str, int)) for a in arguments):
        return ", ".join(f"`{a}`" for a in arguments)
    return type_in_words(arguments[0], string=string)
