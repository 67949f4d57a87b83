"""`rolecall import`: each case changes a good file of lines in one way, and is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.adapters.records_sqlalchemy import SqlRecords
from tests.integration.export_kit import (
    Run,
    a_home_with_two_calls,
    lines_of,
    places_of,
    run,
)

__all__ = ["run"]


Change = Callable[[list[dict[str, Any]]], object]
BAD_LINES: dict[str, tuple[Change, str]] = {
    "newer": (lambda f: f[0].update(rolecall_export=2), "Line 1: a newer Rolecall wrote it"),
    "other": (lambda f: f[0].pop("rolecall_export"), "Line 1: this is not an export"),
    "cut": (lambda f: f.pop(), "cut short: its last line is missing"),
    "fewer": (lambda f: f.pop(2), "Line 7: it speaks of 2 calls, and 1 are there"),
    "after": (lambda f: f.append(f[1]), "Line 9: it comes after the last line"),
    "twice": (lambda f: f.insert(2, f[1]), "Line 3: the call a1 stands in the file twice"),
    "kind": (lambda f: f[1].update(line="song"), "Line 2: “song” is no kind of line"),
    "path": (lambda f: f[1].update(id="../../etc"), "Line 2: id: "),
    "extra": (lambda f: f[1].update(more=1), "Line 2: more: extra inputs"),
    "missing": (lambda f: f[1].pop("scorecard"), "Line 2: scorecard: field required"),
    "score": (
        lambda f: f[1]["scorecard"]["score"].update(overall="x"),
        "Line 2: scorecard.score.overall: input should be a valid number",
    ),
    "moment": (lambda f: f[1].update(started_at="2026-03-01"), "Line 2: started_at is no date"),
    "other call": (
        lambda f: f[1]["scorecard"].update(attempt="a9"),
        "Line 2: its scorecard is that of the call a9",
    ),
    "other scenario": (lambda f: f[1]["scenario"].update(id="x"), "Line 2: its scorecard is"),
    "journal": (lambda f: f[1].update(journal=[]), "Line 2: journal: The journal of this call"),
    "other journal": (
        lambda f: f[1]["journal"][0].update(attempt="a9"),
        "Line 2: its journal is that of the call a9",
    ),
    "event": (lambda f: f[1]["journal"][1].update(event="Sung"), "Line 2: journal: Line 2"),
    "variant": (lambda f: f[1].update(variant=-1), "Line 2: variant lies outside 0 to"),
    "control": (
        lambda f: f[1]["corrections"].update({"take-1": "\x1b[2J"}),
        "Line 2: corrections.take-1 holds the control character U+001B",
    ),
    "file": (
        lambda f: f[1]["recordings"][0].update(file="../take-1.wav"),
        "Line 2: recordings: the file of take-1 must be called take-1.wav",
    ),
    "size": (
        lambda f: f[1]["recordings"][0].update(size_bytes=10**12),
        "Line 2: recordings: take-1 is larger than any recording",
    ),
    "sure": (
        lambda f: f[1]["self_rating"].update(sure_percent=3),
        "Line 2: self_rating: sure_percent is 3; it goes from 50 to 100",
    ),
    "hearing of none": (
        lambda f: f[3].update(attempt="a9"),
        "Line 4: it is about a call that does not stand before it",
    ),
    "hearing": (lambda f: f[3].update(place=0), "Line 4: message 0"),
    "run": (lambda f: f[5].update(started_at="2026-03-01T11:00:00"), "Line 6: started_at is no"),
    "run twice as long": (lambda f: f[5].update(spent_seconds=-1), "Line 6: spent_seconds"),
    "shown": (lambda f: f[6].update(finished_at="soon"), "Line 7: finished_at"),
    "shown where": (lambda f: f[6].update(place=-1), "Line 7: place"),
    "runs": (lambda f: f.pop(5), "Line 7: it speaks of 1 runs, and 0 are there"),
    "too late": (lambda f: f[1]["journal"][-1].update(at_seconds=1e12), "more than a day after"),
    "when": (lambda f: f[1].update(started_at="0001-01-01T00:00:00+00:00"), "started_at is no"),
    "as a call": (
        lambda f: f[6].update(setting="exam"),
        "setting: what whole calls showed",
    ),
    "basic": (lambda f: f[6].update(finished_at="20261101T100000+00:00"), "Line 7: finished_at"),
    "huge": (lambda f: f[1].update(variant=2**70), "Line 2: variant lies outside"),
    "version": (lambda f: f[1]["scenario"].update(version=2**70), "scenario.version lies outside"),
    "far": (lambda f: f[6].update(place=2**63), "Line 7: place"),
    "sure of it": (lambda f: f[6].update(self_percent=10**400), "Line 7: self_percent"),
    "pairs": (lambda f: f[6].update(mistaken_for={"cue:a": "b>c"}), "Line 7: mistaken_for"),
    "deep": (lambda f: f[1].update(seed=json.loads("[" * 60 + "]" * 60)), "too deep"),
}


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_line_that_is_not_right_is_named_and_nothing_is_taken_in(
    run: Run, tmp_path: Path, name: str
) -> None:
    change, sentence = BAD_LINES[name]
    file, there = tmp_path / "bad.jsonl", tmp_path / "there"
    lines = lines_of(run, a_home_with_two_calls(tmp_path / "here"))
    change(lines)
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))

    code, out, talk = run(there, "import", file)

    assert (code, out) == (2, "")
    assert f"{file} was not imported. " in talk
    assert sentence in talk
    records = SqlRecords(places_of(there))
    assert (records.attempts(), records.hearings(), records.reached()) == ([], [], {})
    assert list(places_of(there).attempts.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfe", "Line 1 is not UTF-8"),
        (b"not json\n", "Line 1: it is not JSON"),
        (b"[1]\n", "Line 1: it is not a JSON object"),
        (b'{"rolecall_export": true}\n', "Line 1: this is not an export"),
        (b'{"rolecall_export": 1}\n{"line": NaN}\n', "Line 2: line is no number"),
        (b'{"rolecall_export": 1}\n' + b"[" * 100_000, "Line 2: it is not JSON"),
        (b'{"rolecall_export": ' + b"1" * 5000 + b"}\n", "Line 1: it is not JSON"),
        (b"PK\x03\x04 and then nothing", "is a zip that cannot be read"),
        (b"call,started_at\n", "Line 1: it is not JSON"),
    ],
)
def test_what_is_no_export_is_a_sentence(
    run: Run, tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    code, _, talk = run(tmp_path / "home", "import", file)
    assert code == 2
    assert sentence in talk
