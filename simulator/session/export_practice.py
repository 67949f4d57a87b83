"""Runs of drills and exams, and what a drill showed, as lines of an export.

What a call showed has no line: it is found out anew from the call.
"""

from __future__ import annotations

from typing import Literal

from simulator.practice.evidence import Evidence
from simulator.practice.series import Series
from simulator.session.export_lines import NO_MOMENT, AttemptId, LineRefused, is_moment, validated


class RunLine(Series):
    """A run of a drill or an exam."""

    line: Literal["run"] = "run"
    id: AttemptId


class ShownLine(Evidence):
    """What one decision or one part in a drill showed."""

    line: Literal["shown"] = "shown"
    attempt: AttemptId
    series: AttemptId


def run_line(series: Series) -> str:
    """A run as a line, without its newline."""
    return RunLine(**series.model_dump()).model_dump_json()


def shown_line(evidence: Evidence) -> str:
    """What a drill showed as a line, without its newline."""
    return ShownLine(**evidence.model_dump()).model_dump_json()


def read_run(text: str) -> Series:
    """A line as a run.

    Raises:
        LineRefused: it is not what was written.
    """
    line = validated(RunLine, text)
    for name, moment in (("started_at", line.started_at), ("finished_at", line.finished_at)):
        _hold_to_moment(name, moment)
    return Series(**line.model_dump(exclude={"line"}))


def read_shown(text: str) -> Evidence:
    """A line as what a drill showed.

    Raises:
        LineRefused: it is not what was written.
    """
    line = validated(ShownLine, text)
    if line.is_whole_call:
        raise LineRefused("setting: what whole calls showed is found out from their own lines")
    _hold_to_moment("finished_at", line.finished_at)
    return Evidence(**line.model_dump(exclude={"line"}))


def _hold_to_moment(name: str, moment: str | None) -> None:
    if moment is not None and not is_moment(moment):
        raise LineRefused(f"{name} {NO_MOMENT}")
