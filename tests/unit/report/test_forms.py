"""Progress as JSON and as a table."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from simulator.practice.confusion import MixUp
from simulator.practice.exams_taken import ExamTaken
from simulator.report.json_form import SCHEMA_VERSION, progress_as_json
from simulator.report.table_form import HEADER, progress_rows
from tests.unit.report.histories import (
    EXAMS,
    progress_of_nobody,
    progress_of_weeks,
    reported,
)


def test_json_holds_everything_and_names_its_version() -> None:
    found = json.loads(json.dumps(progress_as_json(reported(exams=EXAMS))))
    progress = progress_of_weeks()

    assert found["schema_version"] == SCHEMA_VERSION == 1
    assert found["calls"] == progress.calls
    assert found["next"]["call"]["scenario"] == progress.next_call.scenario  # type: ignore[union-attr]
    assert len(found["cards"]) == len(progress.cards)
    own = found["cards"][0]
    assert (own["kind"], own["id"]) == ("sign", "named_own_voice")
    assert own["evidence"][0]["attempt"].startswith("2026")
    assert {card["kind"] for card in found["cards"]} == {"sign", "skill"}
    assert [one["title"] for one in found["exams"]] == ["Certification"] * 2
    assert sum(map(sum, found["confusion"]["counts"])) == progress.confusion.number
    assert len(found["trends"][0]["weeks"]) == 12


def test_what_was_not_measured_is_null_and_no_zero() -> None:
    found = progress_as_json(reported(progress_of_nobody(), name=""))

    assert found["calibration"]["brier"] is None
    assert found["cards"][0]["recall"] is None
    assert {week["mean"] for trend in found["trends"] for week in trend["weeks"]} == {None}


def test_where_there_is_no_call_json_says_so() -> None:
    progress = replace(progress_of_nobody(), next_call=None)

    assert progress_as_json(reported(progress))["next"]["call"] is None


def test_the_table_has_a_row_for_each_figure_and_every_row_fits_the_header() -> None:
    rows = list(progress_rows(reported(exams=EXAMS)))

    assert {len(row) for row in rows} == {len(HEADER)}
    sections = list(dict.fromkeys(row[0] for row in rows))
    assert sections == [
        "overview",
        "stage",
        "changed",
        "sign",
        "skill",
        "trend",
        "calibration",
        "decision",
        "mix-up",
        "exam",
    ]
    by_figure = {(row[1], row[3]): row for row in rows if row[0] == "trend" and row[2] == WEEK}
    share, points = by_figure[("calls passed", "passed")], by_figure[("overall score", "overall")]
    assert (share[4], share[5], share[6]) == ("86.667", "%", "15")
    assert points[5] == "points"


WEEK = "2026-11-23"


def test_the_table_can_be_read_back() -> None:
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *progress_rows(reported())])

    read = list(csv.DictReader(io.StringIO(text.getvalue())))

    assert len(read) == len(list(progress_rows(reported())))
    assert next(r for r in read if r["figure"] == "what to do")["value"].startswith("Call “")


def test_what_was_not_measured_is_an_empty_cell() -> None:
    rows = list(progress_rows(reported(progress_of_nobody())))

    brier = next(row for row in rows if row[3] == "Brier score")
    assert (brier[4], brier[6]) == ("", "0")
    assert {row[4] for row in rows if row[0] == "trend"} == {""}
    assert {row[4] for row in rows if row[3] == "odds of knowing it"} == {""}


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t"])
def test_a_title_that_looks_like_a_formula_is_none_to_a_spreadsheet(begins: str) -> None:
    exam = ExamTaken(f"{begins}cmd|' /C calc'!A0", "2026-11-24", passed=True, score=None)

    row = list(progress_rows(reported(exams=(exam,))))[-1]

    assert row[1] == f"'{begins}cmd|' /C calc'!A0"
    assert row[4] == ""


def test_a_mix_up_is_a_row_and_minus_nothing_is_nothing() -> None:
    progress = progress_of_weeks()
    even = replace(progress.calibration, kind=-0.0000001)
    changed = replace(progress, calibration=even, mix_ups=(MixUp("full", "colleague", 2),))

    rows = list(progress_rows(reported(changed)))

    assert next(row[4] for row in rows if row[3] == "too kind by") == "0"
    assert next(row for row in rows if row[0] == "mix-up")[3:6] == [
        "taken for: colleague",
        "2",
        "times",
    ]
