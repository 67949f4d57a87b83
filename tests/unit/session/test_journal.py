"""The journal keeps every event, survives half a line, and says where it is damaged."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.call.events import EVENTS, Beeped, Dialled, Event, Heard, KeyPressed, Recorded
from simulator.ports import PortError
from simulator.session.journal import (
    JournalDamaged,
    JournalFile,
    JournalFromNewerVersion,
    JournalHeader,
    LineUnreadable,
    NotAJournal,
    from_line,
    header_line,
    journal_text,
    read_journal,
    to_line,
)

HEADER = JournalHeader(
    attempt="20260301-101500-ab",
    scenario="desk-classic",
    scenario_sha256="00ff",
    version=2,
    started_at="2026-03-01T10:15:00+01:00",
)
BEEPED = Beeped(at_seconds=7.25)
KEYS = KeyPressed(at_seconds=8.0, key="#")

seconds = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(float, seconds)


def events() -> st.SearchStrategy[Event]:
    return st.one_of([st.builds(kind) for kind in EVENTS])


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_of_event_comes_back_as_it_was(kind: type[Event]) -> None:
    @given(event=st.builds(kind))
    def comes_back(event: Event) -> None:
        line = to_line(event)
        assert "\n" not in line
        assert from_line(line) == event

    comes_back()


def test_text_that_is_no_proper_unicode_comes_back_too() -> None:
    heard = Heard(at_seconds=1.0, line="desk", text="x\udce9 \u2028 ü", request="unclear")

    line = to_line(heard)

    assert line.isascii()
    assert from_line(line) == heard


@given(st.lists(events(), max_size=8))
def test_a_whole_journal_comes_back_as_it_was(happened: list[Event]) -> None:
    assert read_journal(journal_text(HEADER, tuple(happened))) == (HEADER, tuple(happened))


@given(st.lists(events(), max_size=3), st.integers(min_value=1, max_value=400))
def test_cut_at_any_byte_it_gives_a_beginning_of_the_events(
    happened: list[Event], cut: int
) -> None:
    whole = journal_text(HEADER, tuple(happened))
    kept = max(len(whole) - cut, len(header_line(HEADER)))

    header, events_read = read_journal(whole[:kept])

    assert header == HEADER
    assert events_read == tuple(happened)[: len(events_read)]
    assert len(events_read) >= whole[:kept].count("\n") - 1


def test_zeros_left_by_a_power_cut_are_not_damage() -> None:
    text = journal_text(HEADER, (BEEPED,)) + "\0" * 100

    assert read_journal(text) == (HEADER, (BEEPED,))


def test_a_broken_line_in_the_middle_is_named_and_what_stood_before_is_kept() -> None:
    text = journal_text(HEADER, (BEEPED,)) + "{nonsense}\n" + to_line(KEYS) + "\n"

    with pytest.raises(JournalDamaged, match=r"Line 3 .* 1 events before it are good") as caught:
        read_journal(text)

    assert caught.value.line_number == 3
    assert caught.value.header == HEADER
    assert caught.value.events == (BEEPED,)


def test_a_broken_last_line_with_its_newline_is_damage() -> None:
    with pytest.raises(JournalDamaged):
        read_journal(journal_text(HEADER, ()) + "{\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "not JSON"),
        ("[1]", "not a JSON object"),
        ("[" * 100_000, "not JSON"),
        ('{"event": "Teleported", "at_seconds": 1}', "“Teleported” is not an event"),
        ('{"event": ["Beeped"], "at_seconds": 1}', "not an event"),
        ('{"event": "Beeped"}', "Beeped lacks at_seconds"),
        ('{"event": "Beeped", "at_seconds": NaN}', "not JSON"),
        ('{"event": "Beeped", "at_seconds": "1"}', "at_seconds of Beeped is not"),
        ('{"event": "Beeped", "at_seconds": 1, "loud": true}', "Beeped has no field loud"),
        ('{"event": "Beeped", "at_seconds": 1e999}', "at_seconds of Beeped is not"),
        ('{"event": "Beeped", "at_seconds": true}', "at_seconds of Beeped is not"),
        ('{"event": "Beeped", "at_seconds": null}', "at_seconds of Beeped is not"),
        ('{"event": "TimerFired", "at_seconds": 1, "timer": true}', "timer of TimerFired is not"),
        ('{"event": "KeyPressed", "at_seconds": 1, "key": 5}', "key of KeyPressed is not"),
    ],
)
def test_a_line_that_is_no_event_says_why(line: str, said: str) -> None:
    with pytest.raises(LineUnreadable, match=said):
        from_line(line)


def test_an_ending_that_does_not_exist_is_refused() -> None:
    recorded = Recorded(
        at_seconds=20.0,
        line="own",
        take="take-1",
        seconds=9.0,
        speech_seconds=8.0,
        first_speech_seconds=None,
        ended_by="limit",
    )
    changed = to_line(recorded).replace('"limit"', '"boredom"')

    with pytest.raises(LineUnreadable, match="ended_by of Recorded"):
        from_line(changed)


@pytest.mark.parametrize("text", ["", "\n", "hello\n", "[]\n", '{"event": "Dialled"}\n'])
def test_something_else_is_not_a_journal(text: str) -> None:
    with pytest.raises(NotAJournal):
        read_journal(text)


def test_a_header_that_lacks_a_field_names_it() -> None:
    data = json.loads(header_line(HEADER))
    del data["started_at"]

    with pytest.raises(NotAJournal, match="lacks started_at"):
        read_journal(json.dumps(data) + "\n")


def test_a_journal_of_a_newer_version_asks_for_an_upgrade() -> None:
    text = header_line(HEADER).replace('"rolecall_journal": 1', '"rolecall_journal": 2')

    with pytest.raises(JournalFromNewerVersion, match="Upgrade Rolecall"):
        read_journal(text)


def test_each_event_is_in_the_file_as_soon_as_it_is_appended(tmp_path: Path) -> None:
    with JournalFile(tmp_path / "journal.jsonl", HEADER) as journal:
        assert read_journal(journal.path.read_text("utf-8")) == (HEADER, ())
        journal.append(Dialled())
        journal.append(BEEPED)
        assert read_journal(journal.path.read_text("utf-8")) == (HEADER, (Dialled(), BEEPED))


@pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX thing")
def test_only_the_owner_can_read_the_journal(tmp_path: Path) -> None:
    with JournalFile(tmp_path / "journal.jsonl", HEADER) as journal:
        assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600


def test_an_existing_journal_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_text("precious", "utf-8")

    with pytest.raises(PortError, match="cannot be written"):
        JournalFile(path, HEADER)

    assert path.read_text("utf-8") == "precious"


def test_a_full_disk_is_a_sentence_and_its_event_is_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_write = os.write
    journal = JournalFile(tmp_path / "journal.jsonl", HEADER)

    def half_then_full(file: int, data: bytes) -> int:
        if len(data) > 10:
            return real_write(file, data[:10])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "write", half_then_full)
        with pytest.raises(PortError, match="No space left"):
            journal.append(BEEPED)
        assert read_journal(journal.path.read_text("utf-8")) == (HEADER, ())
    journal.append(KEYS)
    journal.close()
    journal.close()

    assert read_journal(journal.path.read_text("utf-8")) == (HEADER, (BEEPED, KEYS))
