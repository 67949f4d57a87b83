"""YAML text -> Exam, or an error with everything that is wrong in it, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from simulator.practice.exam import Exam
from simulator.scenario.marked_yaml import read, validated
from simulator.scenario.marks import Marked
from simulator.scenario.problem import Problem, ProblemsFound, did_you_mean, listed


class ExamError(ProblemsFound):
    """An exam cannot be used; `problems` says all that is wrong, with line and column."""


@dataclass(frozen=True, slots=True)
class ExamFile:
    """An exam, and the hash of what it says, by which others know that they mean the same.

    What stands in its file besides, such as comments, does not count.
    """

    exam: Exam
    sha256: str


def parse_exam(text: str, source: str, variants: Mapping[str, int] | None = None) -> Exam:
    """Read an exam; `source` names it in problems.

    `variants` are the scenarios that there are, with the number of their variants; without them,
    scenarios are not looked at.

    Raises:
        ExamError: with everything that is wrong in it.
    """
    try:
        marked = read(text, source)
        made = validated(marked, Exam)
    except ProblemsFound as found:
        raise ExamError(found.problems) from None
    problems = (*_problems(made, marked), *_unknown(made, marked, variants))
    if problems:
        raise ExamError(problems)
    return made


def shipped_exams() -> tuple[str, ...]:
    """The ids of the exams that come with Rolecall."""
    return tuple(sorted(f.name.removesuffix(".yaml") for f in _folder().iterdir()))


def load_exam(id_: str) -> ExamFile:
    """An exam that comes with Rolecall.

    Raises:
        LookupError: there is none of that name; the message names those that there are.
    """
    known = shipped_exams()
    if id_ not in known:
        near = did_you_mean(id_, known)
        raise LookupError(f"There is no exam `{id_}`{near}. There is {listed(known)}.")
    text = (_folder() / f"{id_}.yaml").read_bytes().decode("utf-8")
    exam = parse_exam(text, f"{id_}.yaml")
    return ExamFile(exam, sha256(exam.model_dump_json().encode()).hexdigest())


def _folder() -> Traversable:
    return files("simulator.practice") / "exams"


def _problems(made: Exam, marked: Marked) -> Iterator[Problem]:
    if made.passing.calls > len(made.calls):
        message = f"{made.passing.calls} calls cannot pass: the exam has {len(made.calls)}"
        yield marked.problem(("passing", "calls"), message)
    before: list[str] = []
    for number, call in enumerate(made.calls):
        if call.scenario in before:
            message = f"`{call.scenario}` is called twice; in an exam there is no second try"
            yield marked.problem(("calls", number, "scenario"), message)
        before.append(call.scenario)


def _unknown(made: Exam, marked: Marked, variants: Mapping[str, int] | None) -> Iterator[Problem]:
    for number, call in enumerate(made.calls if variants is not None else ()):
        there_are = (variants or {}).get(call.scenario)
        if there_are is None:
            near = did_you_mean(call.scenario, variants or ())
            message = f"there is no scenario `{call.scenario}`{near}"
            yield marked.problem(("calls", number, "scenario"), message)
        elif call.variant > there_are:
            message = f"`{call.scenario}` has no variant {call.variant}; there are {there_are}"
            yield marked.problem(("calls", number, "variant"), message)
