"""What pydantic found, in the words and at the places of the file's author."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from simulator.scenario.marks import Data, Marked, Path
from simulator.scenario.model import Keys, Made, Rep, Slug
from simulator.scenario.problem import (
    MOST_PROBLEMS,
    Problem,
    ProblemsFound,
    did_you_mean,
    listed,
    nearest,
)
from simulator.scenario.voice import EspeakVoice

Model = TypeVar("Model", bound=BaseModel)

MADE = (
    "leave", "hang_up", "zero_out", "key:9", "answer_screen", "ask_by_name", "ask_who", "pitch",
)  # fmt: skip
"""The decisions, as an author may write them; `key:9` stands for any key."""

SHOWN_LENGTH = 40
"""Longer values are cut in messages."""


def _pattern(constrained: Any) -> str:
    return next(str(m.pattern) for m in get_args(constrained) if isinstance(m, StringConstraints))


def _field_pattern(model: type[BaseModel], field: str) -> str:
    return next(str(m.pattern) for m in model.model_fields[field].metadata if hasattr(m, "pattern"))


PATTERNS = {
    _pattern(Slug): "small letters and digits with single hyphens between, like `desk-classic`",
    _pattern(Made): f"{listed(MADE)} (after `key:` any of 0-9, * and #)",
    _pattern(Keys): "one of the keys 0-9, `*` and `#`, or `0#`",
    _field_pattern(Rep, "number"): "a number with its area code, like `617-555-0142`",
    _field_pattern(EspeakVoice, "voice"): "an espeak-ng voice, like `en-us` or `en-us+f3`",
}
"""What each pattern of the models allows, in words."""

TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "`true` or `false`",
    "dict_type": "keys with values, indented below",
    "model_type": "keys with values, indented below",
    "tuple_type": "a list, like `[one, two]`, or lines that begin with a hyphen",
    "list_type": "a list, like `[one, two]`, or lines that begin with a hyphen",
}
"""What a field wants whose value is of another kind, by pydantic's name of the error."""


def validated(marked: Marked, model: type[Model]) -> Model:
    """The data as a model, strictly, with lists where the model has tuples.

    Raises:
        ProblemsFound: what is wrong, together with what was wrong in the text already.
    """
    try:
        # As JSON, because strict mode then takes a list for a tuple, and a 1 for 1.0.
        made = model.model_validate_json(json.dumps(marked.data))
    except ValidationError as error:
        raise ProblemsFound((*marked.problems, *problems_from(error, marked, model))) from None
    if marked.problems:
        raise ProblemsFound(marked.problems)
    return made


def problems_from(
    error: ValidationError, marked: Marked, model: type[BaseModel]
) -> tuple[Problem, ...]:
    """Each of pydantic's errors as a problem; one only for a value that fits no kind of a union.

    Of very many errors only the first are looked at: they are compared with one another.
    """
    known = {(p.line, p.column) for p in marked.problems}
    by_path: dict[Path, list[ErrorDetails]] = {}
    for found in error.errors(include_url=False)[: 3 * MOST_PROBLEMS]:
        by_path.setdefault(_path(found, marked.data), []).append(found)
    problems = [
        _problem(path, errors, marked, model)
        for path, errors in by_path.items()
        if not _is_the_other_kind(path, errors, by_path)
        and not _is_only_misspelt(path, errors, by_path)
    ]
    return tuple(p for p in problems if (p.line, p.column) not in known)


def _path(error: ErrorDetails, data: Data) -> Path:
    """Where in the data an error lies: its `loc` without the names of a union's kinds."""
    path: list[str | int] = []
    here: Data = data
    for step in error["loc"]:
        match here, step:
            case dict(), str() if step in here:
                here = here[step]
            case list(), int():
                here = here[step]
            case _ if error["type"] != "missing" or step != error["loc"][-1]:
                continue
            case _:
                pass
        path.append(step)
    return tuple(path)


def _is_the_other_kind(
    path: Path, errors: list[ErrorDetails], by_path: dict[Path, list[ErrorDetails]]
) -> bool:
    """Whether a union only says here that a mapping is not text, while the mapping has faults."""
    inside = any(len(other) > len(path) and other[: len(path)] == path for other in by_path)
    return inside and all(e["type"] in TYPES for e in errors)


def _is_only_misspelt(
    path: Path, errors: list[ErrorDetails], by_path: dict[Path, list[ErrorDetails]]
) -> bool:
    """Whether a key is missing because it stands beside, as an unknown one, misspelt."""
    return errors[0]["type"] == "missing" and any(
        other[:-1] == path[:-1]
        and found[0]["type"] == "extra_forbidden"
        and nearest(str(other[-1]), [str(path[-1])]) is not None
        for other, found in by_path.items()
    )


def _problem(
    path: Path, errors: list[ErrorDetails], marked: Marked, model: type[BaseModel]
) -> Problem:
    better = [e for e in errors if e["type"] not in TYPES]
    if not better and len(errors) > 1:
        wanted = " or ".join(dict.fromkeys(TYPES[e["type"]] for e in errors))
        return marked.problem(path, f"must be {wanted}, not {_shown(errors[0]['input'])}")
    error = (better or errors)[0]
    of_key = error["type"] == "extra_forbidden" or error["loc"][-1:] == ("[key]",)
    return marked.problem(path, _message(error, path, model), of_key=of_key)


def _message(error: ErrorDetails, path: Path, model: type[BaseModel]) -> str:
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind in TYPES:
        return _wrong_kind(TYPES[kind], given)
    match kind:
        case "missing":
            return f"this key is missing{_described(model, path)}"
        case "extra_forbidden":
            allowed = list(_fields(model, path[:-1]))
            return f"unknown key{did_you_mean(str(path[-1]), allowed)}; allowed: {listed(allowed)}"
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", str(context["expected"]))
            near = did_you_mean(str(given), allowed)
            return f"{_shown(given)} is not known{near}; allowed: {listed(allowed)}"
        case "string_pattern_mismatch":
            return _wrong_pattern(str(given), str(context["pattern"]), _described(model, path))
        case _:
            return _out_of_bounds(kind, given, context) or error["msg"].removeprefix(
                "Value error, "
            )


def _wrong_kind(wanted: str, given: object) -> str:
    if given is None:
        return f"nothing is written here; must be {wanted}"
    if wanted == "text" and isinstance(given, (bool, int, float)):
        read_as = "true or false" if isinstance(given, bool) else "a number"
        return f"must be text, but {_shown(given)} was read as {read_as}: put it in quotes"
    return f"must be {wanted}, not {_shown(given)}"


def _wrong_pattern(given: str, pattern: str, described: str) -> str:
    words = PATTERNS.get(pattern)
    wanted = f"allowed: {words}" if words else f"it must match {pattern}{described}"
    near = did_you_mean(given, MADE) if pattern == _pattern(Made) else ""
    return f"{_shown(given)} will not do{near}; {wanted}"


def _out_of_bounds(kind: str, given: object, context: dict[str, Any]) -> str | None:
    match kind:
        case "string_too_short" | "too_short":
            return "must not be empty"
        case "string_too_long":
            return f"too long: at most {context['max_length']} characters are allowed"
        case "too_long":
            return f"too many: at most {context['max_length']} are allowed"
        case "greater_than_equal":
            return f"must be {context['ge']} or more, not {_shown(given)}"
        case "greater_than":
            return f"must be more than {context['gt']}, not {_shown(given)}"
        case "less_than":
            return f"must be less than {context['lt']}, not {_shown(given)}"
        case "less_than_equal":
            return f"must be {context['le']} or less, not {_shown(given)}"
        case _:
            return None


def _shown(value: object) -> str:
    """A value in a message, short."""
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value) if isinstance(value, bool) else str(value)
    text = " ".join(text.split())
    return f"`{text[:SHOWN_LENGTH]}…`" if len(text) > SHOWN_LENGTH else f"`{text}`"


def _described(model: type[BaseModel], path: Path) -> str:
    """` (what the field is for)` where the model says it."""
    field = _fields(model, path[:-1]).get(str(path[-1])) if path else None
    return f" ({field.description})" if field is not None and field.description else ""


def _fields(model: type[BaseModel], path: Path) -> dict[str, Any]:
    """The fields of the models that may stand at a path, by name."""
    kinds: list[Any] = [model]
    for step in path:
        kinds = [inner for kind in kinds for inner in _inside(kind, step)]
    return {name: f for kind in kinds if _is_model(kind) for name, f in kind.model_fields.items()}


def _inside(kind: Any, step: str | int) -> Iterator[Any]:
    if _is_model(kind):
        field = kind.model_fields.get(step)
        yield from _kinds(field.annotation) if field else ()
    elif get_origin(kind) is dict:
        yield from _kinds(get_args(kind)[1])
    elif get_origin(kind) in (tuple, list):
        yield from _kinds(get_args(kind)[0])


def _kinds(annotation: Any) -> Iterator[Any]:
    """The kinds of a union, without what surrounds them."""
    if get_origin(annotation) in (tuple, list, dict) or not get_args(annotation):
        yield annotation
    else:  # a union, or Annotated, whose other arguments are no models
        for argument in get_args(annotation):
            yield from _kinds(argument)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
