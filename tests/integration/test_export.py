"""`rolecall export` and `rolecall import`: there and back, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from simulator.adapters import export_files
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.call.events import Dialled, HungUp
from simulator.cli import main
from simulator.practice.inbox import Hearing, Waiting
from simulator.practice.number_written import NumberWritten
from simulator.practice.self_rating import SelfRating
from simulator.session import export_lines, export_table
from simulator.session.journal import JournalHeader, journal_text
from simulator.settings import HOME_VARIABLE, Places
from tests.contract.attempts_for_tests import attempt
from tests.integration.records.rows import change

ROOT = Path(__file__).parents[2]
SOUND = b"RIFF" + bytes(range(256)) * 40
BOSTON = "2026-03-01T08:00:00-05:00"


def places_of(home: Path) -> Places:
    return Places(home / "data", home / "cache")


def keep(home: Path, id_: str, started_at: str = "2026-03-01T10:15:00+01:00") -> SqlRecords:
    """A call with something in every field, and a recording."""
    records = SqlRecords(places_of(home))
    folder = records.begin(id_)
    header = JournalHeader(
        attempt=id_,
        scenario="desk-classic",
        scenario_sha256="aa" * 32,
        version=3,
        started_at=started_at,
        variant=2,
    )
    (folder / "take-1.wav").write_bytes(SOUND)
    made = attempt(
        id_,
        folder,
        started_at=started_at,
        corrections={"take-1": "=Hi “Dana”"},
        self_rating=SelfRating(True, 80, 3.5),
    )
    events = (Dialled(), HungUp(at_seconds=4.25))
    records.finish(replace(made, journal=journal_text(header, events), variant=2, seed=7))
    return records


def a_home_with_two_calls(home: Path) -> Path:
    records = keep(home, "a1")
    keep(home, "a2", BOSTON)
    records.keep_number(NumberWritten("a1", "2026-03-01T10:20:00+01:00", "617", "617-555-0142"))
    own, poor = Waiting("own", "desk-classic", "a1"), Waiting("poor", "own-cell")
    for place, message in enumerate((own, poor), start=1):
        records.keep_hearing(Hearing("box-1", place, 9, BOSTON, message, "delete", 6.5))
    return home


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command in a home, in this process; exit code, output and talk."""

    def command(home: Path, *words: object) -> tuple[int, str, str]:
        monkeypatch.setenv(HOME_VARIABLE, str(home))
        code = main([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


Run = Callable[..., tuple[int, str, str]]


def after_the_first(text: str) -> list[str]:
    return text.splitlines()[1:]


def test_there_and_back_the_lines_are_the_same(run: Run, tmp_path: Path) -> None:
    here, there = a_home_with_two_calls(tmp_path / "here"), tmp_path / "there"
    file = tmp_path / "calls.zip"
    _, lines, _ = run(here, "export")
    assert run(here, "export", file, "--audio") == (
        0,
        f"Written to {file}: 2 calls with 2 recordings.\n",
        "",
    )

    code, told, _ = run(there, "import", file)

    assert (code, told) == (0, "Taken in: 2 calls with 2 recordings.\n")
    assert after_the_first(run(there, "export")[1]) == after_the_first(lines)
    ours, theirs = SqlRecords(places_of(here)), SqlRecords(places_of(there))
    mine, taken = ours.attempt("a1"), theirs.attempt("a1")
    assert mine is not None
    assert taken == replace(mine, folder=places_of(there).attempts / "a1")
    assert (taken.folder / "take-1.wav").read_bytes() == SOUND
    assert (theirs.reached(), theirs.hearings()) == (ours.reached(), ours.hearings())
    assert theirs.unfinished() == []
    assert {stat.S_IMODE(f.stat().st_mode) for f in taken.folder.iterdir()} == {0o600}
    assert list(places_of(there).attempts.glob(".import*")) == []


def test_lines_without_sound_bring_the_words(run: Run, tmp_path: Path) -> None:
    here, file = a_home_with_two_calls(tmp_path / "here"), tmp_path / "calls.jsonl"
    assert run(here, "export", file, "--json")[1] == (
        json.dumps(
            {"schema_version": 1, "file": str(file), "calls": 2, "recordings": 0, "left_out": []},
            indent=2,
        )
        + "\n"
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    code, told, _ = run(tmp_path / "there", "import", file, "--json")

    assert (code, json.loads(told)) == (
        0,
        {"schema_version": 1, "imported": ["a1", "a2"], "recordings": 0, "already_here": 0},
    )
    (take,) = SqlRecords(places_of(tmp_path / "there")).takes("a1")
    assert take.erased_at is not None


def test_a_call_that_is_here_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    here, file = a_home_with_two_calls(tmp_path / "here"), tmp_path / "calls.zip"
    run(here, "export", file, "--audio")
    records = SqlRecords(places_of(here))
    records.erase("a2")
    mine = records.attempt("a1")
    assert mine is not None
    records.replace(replace(mine, corrections={}))

    _, told, _ = run(here, "import", file)

    assert told == (
        "Taken in: 1 call with 1 recording.\n1 call was here already and stays as it is.\n"
    )
    assert records.attempt("a1") == replace(mine, corrections={})
    assert len(records.hearings()) == 2
    assert run(here, "import", file)[1].endswith(
        "2 calls were here already and stay as they are.\n"
    )


def test_a_table_can_be_opened_in_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    here = a_home_with_two_calls(tmp_path / "here")

    _, text, _ = run(here, "export", "--csv")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["call"] for row in rows] == ["a1", "a2"]
    first = rows[0]
    assert (first["variant"], first["passed"], first["overall"]) == ("3", "yes", "82.5")
    assert (first["own_answer"], first["own_answer_sure_percent"]) == ("yes", "80")
    assert (first["made"], first["seconds_to_decide"], first["how"]) == ("leave", "1.25", "")


def test_a_cell_is_never_a_formula() -> None:
    kept = attempt("a1", Path())
    card = kept.scorecard
    assert card.message is not None
    message = card.message.model_copy(update={"transcript": "=1+1\x1b[31m"})
    bad = replace(kept, scorecard=card.model_copy(update={"message": message}))
    (row,) = export_table.rows([bad], ())
    assert row[-1] == "'=1+1\ufffd[31m"


def test_a_recording_that_was_changed_or_is_gone_is_left_out_and_said(
    run: Run, tmp_path: Path
) -> None:
    here, file = a_home_with_two_calls(tmp_path / "here"), tmp_path / "calls.zip"
    folder = places_of(here).attempts
    (folder / "a1" / "take-1.wav").write_bytes(b"another")
    (folder / "a2" / "take-1.wav").unlink()

    code, told, talk = run(here, "export", file, "--audio")

    assert (code, told) == (1, f"Written to {file}: 2 calls with 0 recordings.\n")
    assert "a1/take-1.wav is left out: it was changed since the call" in talk
    assert "a2/take-1.wav is left out: No such file" in talk
    assert run(tmp_path / "there", "import", file)[0] == 0


def test_a_call_that_cannot_be_read_is_left_out_and_said(run: Run, tmp_path: Path) -> None:
    here, file = a_home_with_two_calls(tmp_path / "here"), tmp_path / "calls.jsonl"
    keep(here, "a3")
    change(places_of(here), "UPDATE attempts SET journal = 'x' WHERE id = 'a1'")
    change(places_of(here), "UPDATE attempts SET scorecard = '{' WHERE id = 'a3'")

    code, told, talk = run(here, "export", file)

    assert (code, told) == (1, f"Written to {file}: 1 call.\n")
    assert "The call a1 is left out: its journal cannot be read" in talk
    assert "The result of the call a3 is kept in a form that cannot be read" in talk
    assert run(tmp_path / "there", "import", file)[0] == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["export", "--audio"], "--audio: name the file to write"),
        (["export", "--json"], "--json: name the file to write"),
        (["export", "{there}"], "is there already"),
        (["import", "{missing}"], "There is no file"),
    ],
)
def test_bad_usage_is_a_sentence(run: Run, tmp_path: Path, words: list[str], sentence: str) -> None:
    there = tmp_path / "there"
    there.write_text("mine")
    named = [w.format(there=there, missing=tmp_path / "missing") for w in words]
    code, out, talk = run(tmp_path / "home", *named)
    assert (code, out) == (2, "")
    assert sentence in talk
    assert there.read_text() == "mine"


def test_an_export_that_fails_leaves_no_half_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, file = a_home_with_two_calls(tmp_path / "here"), tmp_path / "calls.jsonl"

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("simulator.session.exporting.hearing_line", full)
    code, _, talk = run(here, "export", file)
    assert code == 3
    assert "No space left on device" in talk
    assert list(tmp_path.glob("*calls*")) == []


# What is refused. Each case changes a good file in one way.

Change = Callable[[list[dict[str, Any]]], object]
BAD_LINES: dict[str, tuple[Change, str]] = {
    "newer": (lambda f: f[0].update(rolecall_export=2), "Line 1: a newer Rolecall wrote it"),
    "other": (lambda f: f[0].pop("rolecall_export"), "Line 1: this is not an export"),
    "cut": (lambda f: f.pop(), "cut short: its last line is missing"),
    "fewer": (lambda f: f.pop(2), "Line 5: it speaks of 2 calls, and 1 are there"),
    "after": (lambda f: f.append(f[1]), "Line 7: it comes after the last line"),
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
    "variant": (lambda f: f[1].update(variant=-1), "Line 2: variant is below 0"),
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
    "deep": (lambda f: f[1].update(seed=json.loads("[" * 60 + "]" * 60)), "too deep"),
}


def lines_of(run: Run, home: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(home, "export")[1].splitlines()]


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


def entries_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def packed(file: Path, entries: dict[str, bytes], mode: int = 0) -> None:
    file.unlink(missing_ok=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = mode << 16 if name.startswith("rec") else 0
            zipped.writestr(info, data)


TAKE = "recordings/a1/take-1.wav"
BAD_ZIPS: dict[str, tuple[Callable[[dict[str, bytes]], object], int, str]] = {
    "outside": (lambda z: z.update({"../evil": b"x"}), 0, "this is nothing that Rolecall exports"),
    "top": (lambda z: z.update({"/etc/evil": b"x"}), 0, "this is nothing that Rolecall exports"),
    "deeper": (lambda z: z.update({"recordings/../a.wav": b""}), 0, "nothing that Rolecall"),
    "windows": (lambda z: z.update({"recordings\\a1\\x.wav": b""}), 0, "nothing that Rolecall"),
    "other": (lambda z: z.update({"setup.exe": b"x"}), 0, "nothing that Rolecall exports"),
    "link": (lambda z: None, stat.S_IFLNK | 0o777, "it is a link or a special file"),
    "none": (lambda z: z.pop("calls.jsonl"), 0, "There is no calls.jsonl in the zip"),
    "changed": (lambda z: z.update({TAKE: SOUND[:-1] + b"x"}), 0, "is not the one listed"),
    "longer": (lambda z: z.update({TAKE: SOUND + b"x"}), 0, "is not the one listed"),
    "shorter": (lambda z: z.update({TAKE: SOUND[:9]}), 0, "is not the one listed"),
    "bomb": (lambda z: z.update({"calls.jsonl": b" " * 9_000_000}), 0, "only traps do"),
    "lines": (lambda z: z.update({"calls.jsonl": b"{"}), 0, "Line 1: it is not JSON"),
}


@pytest.mark.parametrize("name", BAD_ZIPS)
def test_a_zip_that_is_not_ours_is_refused_whole(run: Run, tmp_path: Path, name: str) -> None:
    change, mode, sentence = BAD_ZIPS[name]
    file, there = tmp_path / "calls.zip", tmp_path / "there"
    run(a_home_with_two_calls(tmp_path / "here"), "export", file, "--audio")
    entries = entries_of(file)
    change(entries)
    packed(file, entries, mode)

    code, out, talk = run(there, "import", file)

    assert (code, out) == (2, "")
    assert sentence in talk
    assert SqlRecords(places_of(there)).attempts() == []
    assert not any(places_of(there).attempts.glob("*"))
    assert not list(tmp_path.rglob("*evil*"))


def test_a_recording_that_unpacks_for_ever_is_stopped_at_its_size(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, there = tmp_path / "calls.zip", tmp_path / "there"
    run(a_home_with_two_calls(tmp_path / "here"), "export", file, "--audio")
    entries = entries_of(file) | {TAKE: bytes(50_000_000)}
    packed(file, entries)
    read: list[int] = []
    real = export_files._Bounded.read

    def counted(self: export_files._Bounded, size: int) -> bytes:
        data = real(self, size)
        read.append(len(data))
        return data

    monkeypatch.setattr(export_files._Bounded, "read", counted)
    assert run(there, "import", file)[0] == 2
    assert sum(read) < 10 * len(SOUND) + export_files.PIECE_BYTES


@pytest.mark.parametrize("twice", ["calls.jsonl", TAKE])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_refused(run: Run, tmp_path: Path, twice: str) -> None:
    file = tmp_path / "calls.zip"
    run(a_home_with_two_calls(tmp_path / "here"), "export", file, "--audio")
    with zipfile.ZipFile(file, "a") as zipped:
        zipped.writestr(twice, b"another")
    code, _, talk = run(tmp_path / "there", "import", file)
    assert (code, "it is there twice" in talk) == (2, True)


def test_a_damaged_byte_anywhere_is_a_sentence_or_does_no_harm(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "calls.zip"
    run(a_home_with_two_calls(tmp_path / "here"), "export", file, "--audio")
    whole = file.read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 40)):
        damaged = bytearray(whole)
        damaged[at] ^= 0x55
        file.write_bytes(damaged)
        there = tmp_path / f"there-{at}"
        code, _, talk = run(there, "import", file)
        assert code in {0, 2}, talk
        kept = SqlRecords(places_of(there)).attempts()
        assert len(kept) == (0 if code else 2)


def test_after_a_crash_in_the_middle_nothing_of_it_is_left(run: Run, tmp_path: Path) -> None:
    here, file = a_home_with_two_calls(tmp_path / "here"), tmp_path / "calls.zip"
    run(here, "export", file, "--audio")
    there = places_of(tmp_path / "there")
    half = there.attempts / "a1"
    half.mkdir(parents=True)
    for name in ("importing", "finished", "take-1.wav"):
        (half / name).write_bytes(b"half")
    (there.attempts / ".import-xyz" / "a2").mkdir(parents=True)

    code, _, talk = run(tmp_path / "there", "import", file)

    assert code == 0, talk
    assert (half / "take-1.wav").read_bytes() == SOUND
    assert sorted(p.name for p in there.attempts.iterdir()) == ["a1", "a2"]


def test_a_locked_database_takes_nothing_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3
    from contextlib import closing

    file, there = tmp_path / "calls.zip", tmp_path / "there"
    run(a_home_with_two_calls(tmp_path / "here"), "export", file, "--audio")
    keep(there, "b1")
    records = "simulator.adapters.records_sqlalchemy.records.SqlRecords.__init__.__defaults__"
    monkeypatch.setattr(records.rpartition(".")[0] + ".__defaults__", (0.05,))
    with closing(sqlite3.connect(places_of(there).database)) as other:
        other.execute("BEGIN IMMEDIATE")
        code, _, talk = run(there, "import", file)
    assert code == 3
    assert "Nothing was brought in: another program is using" in talk
    assert [p.name for p in places_of(there).attempts.glob("*") if p.name[0] != "."] == ["b1"]
    assert list(places_of(there).attempts.glob(".import*")) == []


def test_a_full_disk_takes_nothing_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, there = tmp_path / "calls.zip", tmp_path / "there"
    run(a_home_with_two_calls(tmp_path / "here"), "export", file, "--audio")
    written: list[Path] = []

    def full(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        path.write_bytes(content)

    monkeypatch.setattr("simulator.session.export_reading.write_private", full)
    code, out, talk = run(there, "import", file)
    assert (code, out) == (3, "")
    assert "Nothing was brought in: No space left on device" in talk
    assert SqlRecords(places_of(there)).attempts() == []
    assert not any(places_of(there).attempts.glob("*"))


# The page.

PAGE = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")


def fields_after(heading: str) -> list[str]:
    """The first column of the first table after a heading."""
    table = PAGE[PAGE.index(heading) :].split("|---|---|\n", 1)[1].split("\n\n", 1)[0]
    return re.findall(r"^\| `(\w+)`", table, re.MULTILINE)


def test_the_page_names_every_field_and_no_other() -> None:
    models: dict[str, type[BaseModel]] = {
        "### A call": export_lines.CallLine,
        "`scenario`:": export_lines.ScenarioPlayed,
        "`number_written`:": export_lines.NumberListed,
        "`recordings`, each:": export_lines.RecordingListed,
        "### A message that was heard": export_lines.HearingLine,
    }
    for heading, model in models.items():
        assert fields_after(heading) == list(model.model_fields), heading
    table = PAGE[PAGE.index("| columns |") :]
    named = [
        column
        for row in table.splitlines()[2:]
        if row.startswith("|")
        for column in re.findall(r"`(\w+)`", row.split("|")[1])
    ]
    assert named == list(export_table.COLUMNS)


def test_the_page_shows_lines_as_they_are_written(run: Run, tmp_path: Path) -> None:
    shown = [json.loads(text) for text in re.findall(r"```json\n(.*?)\n```", PAGE, re.DOTALL)]
    lines = lines_of(run, a_home_with_two_calls(tmp_path / "here"))
    assert [list(line) for line in shown] == [list(lines[0]), list(lines[-1])]
    call = lines[1]
    assert list(call) == list(export_lines.CallLine.model_fields)
    assert sha256(SOUND).hexdigest() == call["recordings"][0]["sha256"]
