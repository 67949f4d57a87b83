"""Judge transcripts: one JSON object a line in, one a line out, in the same order.

A line that cannot be read is answered with its number and what is wrong with it; all others are
judged all the same.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from simulator.commands.errors import BadInput

if TYPE_CHECKING:
    from pydantic import ValidationError

    from simulator.grading.labelled import Labelled

SCHEMA_VERSION = 1
PASSED, FAULTY = 0, 2
MUST_BE = {
    "string_type": "text",
    "string_unicode": "text that can be written down, without halves of a letter",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "tuple_type": "a list",
    "finite_number": "a number that is not endless",
}
"""What a key must hold, by the name that pydantic gives to the error."""


def run(rubric: str | None, *, words_only: bool) -> int:
    """Judge what stands on standard input; 0, or 2 where a line could not be read.

    Raises:
        BadInput: the rubric cannot be used.
    """
    from simulator.bootstrap import open_judge
    from simulator.scenario.problem import ProblemsFound

    try:
        with open_judge(rubric, words_only=words_only) as judge:
            faulty = _answer_all(sys.stdin.buffer, judge)
    except (LookupError, ProblemsFound) as error:
        raise BadInput(str(error)) from error
    if faulty:
        lines = "1 line" if faulty == 1 else f"{faulty} lines"
        sys.stderr.write(f"{lines} could not be judged; each is answered with what is wrong.\n")
    return FAULTY if faulty else PASSED


def _answer_all(lines: Iterable[bytes], judge: Callable[[Labelled], dict[str, Any]]) -> int:
    """Answer each line as soon as it is there, and count those that cannot be read."""
    faulty = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        answer = _answer(line, number, judge)
        faulty += "error" in answer
        sys.stdout.write(json.dumps({"schema_version": SCHEMA_VERSION, **answer}) + "\n")
        sys.stdout.flush()
    return faulty


def _answer(
    line: bytes, number: int, judge: Callable[[Labelled], dict[str, Any]]
) -> dict[str, Any]:
    from pydantic import ValidationError

    from simulator.grading.labelled import Labelled

    try:
        data = json.loads(line.decode("utf-8-sig"), parse_constant=_refused)
    except UnicodeDecodeError as error:
        return _error(number, f"it is not UTF-8 (byte {error.start + 1})")
    except json.JSONDecodeError as error:
        return _error(number, f"it is not JSON: {error.msg} at column {error.colno}")
    except RecursionError:
        return _error(number, "its JSON is nested too deeply")
    except ValueError:
        # Python reads whole numbers of at most some thousand digits.
        return _error(number, "a number in its JSON has too many digits")
    if not isinstance(data, dict):
        return _error(number, "it is not a JSON object")
    try:
        return judge(Labelled.model_validate(data))
    except ValidationError as error:
        return {**_error(number, _in_words(error)), "id": data.get("id")}


def _refused(constant: str) -> None:
    raise json.JSONDecodeError(f"{constant} is no number in JSON", "", 0)


def _error(number: int, why: str) -> dict[str, Any]:
    return {"line": number, "error": f"Line {number} cannot be judged: {why}."}


def _in_words(error: ValidationError) -> str:
    """The first thing that is wrong: which key, and what it must be."""
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part) for part in first["loc"]) or "the object"
    if first["type"] == "missing":
        return f"`{key}` is missing"
    if first["type"] in MUST_BE:
        return f"`{key}` must be {MUST_BE[first['type']]}"
    message = first["msg"].removeprefix("Value error, ")
    if message.startswith("Input should be "):
        return f"`{key}` must be {message.removeprefix('Input should be ')}"
    return f"`{key}`: {message[:1].lower()}{message[1:]}"
