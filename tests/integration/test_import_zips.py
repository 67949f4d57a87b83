"""`rolecall import`: zips that are not ours, and what goes wrong in the middle."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.adapters import export_files
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.session import zip_reading
from tests.integration.export_kit import (
    SOUND,
    Run,
    a_home_with_two_calls,
    keep,
    places_of,
    run,
)

__all__ = ["run"]


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
    real = zip_reading.Bounded.read

    def counted(self: zip_reading.Bounded, size: int) -> bytes:
        data = real(self, size)
        read.append(len(data))
        return data

    monkeypatch.setattr(zip_reading.Bounded, "read", counted)
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
