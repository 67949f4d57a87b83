"""A call that a crash cut off is brought to an end that can be graded, with every word kept."""

from __future__ import annotations

import itertools
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from simulator.call import Call, Phase
from simulator.call.events import (
    Beeped,
    Dialled,
    Event,
    GreetingEnded,
    GreetingStarted,
    HungUp,
    KeyPressed,
    PromptEnded,
    Recorded,
    RingEnded,
)
from simulator.ports import PortError
from simulator.scenario.model import (
    Choice,
    Fact,
    Line,
    ModelMessage,
    PoorMessage,
    Prospect,
    Rep,
    Scenario,
)
from simulator.session.journal import JournalHeader, journal_text, read_journal, to_line
from simulator.session.recovery import bring_to_end, measure, read_left_behind, repair_take
from simulator.sound.wav import HEADER_BYTES, header

HEADER = JournalHeader(
    attempt="a1", scenario="desk", scenario_sha256="00", version=1, started_at="2026-03-01T10:00Z"
)
SCENARIO = Scenario(
    id="desk",
    version=1,
    type="personal_mailbox",
    level=1,
    title="Dana's desk",
    cues=("named_own_voice",),
    rep=Rep(name="Sam Reed", company="Northwind", number="617-555-0142", offer="route planning"),
    prospect=Prospect(name="Dana Kim", title="Head of Sales", company="Acme"),
    research=(Fact(id="talk", text="She gave a talk.", phrases=("your talk",)),),
    brief="Call Dana.",
    lines={
        "own": Line(
            kind="own_mailbox",
            voice="dana",
            greeting="Hi, this is Dana Kim.",
            then="beep",
            choice=Choice(best="leave", rule="OWN", why="It is her own."),
        )
    },
    model=ModelMessage(text="Hi Dana."),
    poor=PoorMessage(text="Hello.", fails=("name",)),
)
TO_THE_BEEP: tuple[Event, ...] = (
    Dialled(),
    RingEnded(at_seconds=2.0),
    GreetingStarted(at_seconds=2.1, line="own", from_seconds=0.0, seconds=4.0, cue_end_seconds=1.5),
    GreetingEnded(at_seconds=6.1),
    Beeped(at_seconds=6.5),
)
SIX_SECONDS = 6.0


def speech_like(seconds: float) -> bytes:
    """A second of a quiet room, then bursts of a tone in it, at 16 kHz."""
    time = np.arange(int(seconds * 16_000)) / 16_000
    loud = (np.sin(2 * np.pi * 3 * time) > 0) & (time >= 1)
    tone = 6000 * np.sin(2 * np.pi * 220 * time) * loud
    room = np.random.default_rng(1).normal(0, 10, time.size)
    return (tone + room).astype("<i2").tobytes()


def left_behind(folder: Path, events: Sequence[Event], *, take: bytes | None = None) -> Path:
    (folder / "journal.jsonl").write_text(journal_text(HEADER, tuple(events)), "utf-8")
    if take is not None:
        # The header of a take under way: it knows of one second only.
        (folder / "take-1.wav").write_bytes(header(32_000) + take)
    return folder


def phase_after(events: Sequence[Event]) -> Phase:
    call = Call(SCENARIO)
    for event in events:
        call.send(event)
    return call.phase


def test_a_recording_under_way_is_closed_with_what_lies_on_disk(tmp_path: Path) -> None:
    folder = left_behind(tmp_path, TO_THE_BEEP, take=speech_like(SIX_SECONDS))

    ended = bring_to_end(read_left_behind(folder), SCENARIO)

    recorded = ended.events[-1]
    assert isinstance(recorded, Recorded)
    assert recorded.take == "take-1"
    assert recorded.line == "own"
    assert recorded.ended_by == "device_lost"
    assert recorded.seconds == pytest.approx(SIX_SECONDS)
    assert recorded.at_seconds == pytest.approx(6.5 + SIX_SECONDS)
    assert recorded.first_speech_seconds == pytest.approx(1.0, abs=0.1)
    assert 2.0 < recorded.speech_seconds <= 5.0
    assert phase_after(ended.events) is Phase.ENDED
    assert ended.takes == {"take-1": folder / "take-1.wav"}
    assert ended.notices == ()


def test_keys_pressed_while_recording_do_not_move_its_beginning(tmp_path: Path) -> None:
    events = (*TO_THE_BEEP, KeyPressed(at_seconds=8.0, key="5"))
    folder = left_behind(tmp_path, events, take=speech_like(SIX_SECONDS))

    ended = bring_to_end(read_left_behind(folder), SCENARIO)

    assert ended.events[-1].at_seconds == pytest.approx(6.5 + SIX_SECONDS)
    assert phase_after(ended.events) is Phase.ENDED


def test_a_recording_that_the_rep_had_ended_stays_ended_by_the_rep(tmp_path: Path) -> None:
    events = (*TO_THE_BEEP, HungUp(at_seconds=12.6))
    folder = left_behind(tmp_path, events, take=speech_like(SIX_SECONDS))

    ended = bring_to_end(read_left_behind(folder), SCENARIO)

    recorded = ended.events[-1]
    assert isinstance(recorded, Recorded)
    assert recorded.ended_by == "rep"
    assert recorded.at_seconds == pytest.approx(12.6)
    assert phase_after(ended.events) is Phase.ENDED


def test_a_recording_without_a_take_counts_as_silence(tmp_path: Path) -> None:
    ended = bring_to_end(read_left_behind(left_behind(tmp_path, TO_THE_BEEP)), SCENARIO)

    recorded = ended.events[-1]
    assert isinstance(recorded, Recorded)
    assert (recorded.seconds, recorded.speech_seconds) == (0.0, 0.0)
    assert recorded.first_speech_seconds is None


@pytest.mark.parametrize("length", range(len(TO_THE_BEEP)))
def test_a_call_that_stood_elsewhere_is_hung_up(tmp_path: Path, length: int) -> None:
    events = TO_THE_BEEP[:length]

    ended = bring_to_end(read_left_behind(left_behind(tmp_path, events)), SCENARIO)

    assert ended.events[:-1] == events
    assert isinstance(ended.events[-1], HungUp)
    assert phase_after(ended.events) is Phase.ENDED


def test_a_call_that_had_ended_gets_nothing_added(tmp_path: Path) -> None:
    done = Recorded(
        at_seconds=30.0,
        line="own",
        take="take-1",
        seconds=20.0,
        speech_seconds=18.0,
        first_speech_seconds=0.4,
        ended_by="silence",
    )
    events = (*TO_THE_BEEP, done, PromptEnded(at_seconds=33.0))
    folder = left_behind(tmp_path, events)

    assert bring_to_end(read_left_behind(folder), SCENARIO).events == events


def test_events_that_do_not_fit_the_scenario_any_more_are_kept_and_said(tmp_path: Path) -> None:
    events = (Dialled(), Beeped(at_seconds=1.0))

    ended = bring_to_end(read_left_behind(left_behind(tmp_path, events)), SCENARIO)

    assert ended.events == events
    assert ended.notices == (
        "The scenario desk has changed since; the call may not fit it any more.",
    )


def test_the_journal_with_its_new_end_can_be_read_again(tmp_path: Path) -> None:
    ended = bring_to_end(read_left_behind(left_behind(tmp_path, TO_THE_BEEP)), SCENARIO)

    assert read_journal(journal_text(ended.header, ended.events)) == (HEADER, ended.events)


def test_a_damaged_journal_gives_what_stood_before_and_a_sentence(tmp_path: Path) -> None:
    folder = left_behind(tmp_path, TO_THE_BEEP)
    with (folder / "journal.jsonl").open("a", encoding="utf-8") as journal:
        journal.write("garbage\n" + to_line(HungUp(at_seconds=9.0)) + "\n")

    found = read_left_behind(folder)

    assert found.events == TO_THE_BEEP
    assert "Line 7" in found.notices[0]


def test_a_folder_without_a_journal_says_how_to_grade_the_recording(tmp_path: Path) -> None:
    (tmp_path / "take-1.wav").write_bytes(header(0))

    with pytest.raises(PortError, match="rolecall grade FILE"):
        read_left_behind(tmp_path)


def test_an_empty_journal_is_said_too(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").touch()

    with pytest.raises(PortError, match="no readable first line"):
        read_left_behind(tmp_path)


def test_a_header_behind_its_sound_is_brought_up_to_date(tmp_path: Path) -> None:
    pcm = speech_like(2.0)
    take = tmp_path / "take-1.wav"
    take.write_bytes(header(100) + pcm)

    assert repair_take(take) is None

    with wave.open(str(take)) as opened:
        assert opened.readframes(opened.getnframes()) == pcm
    assert measure(take).seconds == pytest.approx(2.0)


def test_half_a_sample_at_the_end_is_dropped(tmp_path: Path) -> None:
    take = tmp_path / "take-1.wav"
    take.write_bytes(header(0) + b"\1\0\2\0\3")

    assert repair_take(take) is None

    assert take.read_bytes() == header(4) + b"\1\0\2\0"


def test_a_whole_take_is_not_written_again(tmp_path: Path) -> None:
    take = tmp_path / "take-1.wav"
    take.write_bytes(header(4) + b"\1\0\2\0")
    before = take.stat().st_mtime_ns

    assert repair_take(take) is None

    assert take.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "content", [b"", b"RIFF", header(0)[: HEADER_BYTES - 1], b"\0" * 200, b"ID3" + b"x" * 100]
)
def test_something_else_than_a_take_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    folder = left_behind(tmp_path, TO_THE_BEEP)
    (folder / "take-1.wav").write_bytes(content)

    found = read_left_behind(folder)

    assert found.takes == {}
    assert "not a recording that can be read" in found.notices[0]
    assert (folder / "take-1.wav").read_bytes() == content


def test_a_take_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    folder = left_behind(tmp_path, TO_THE_BEEP)
    (folder / "take-1.wav").mkdir()

    found = read_left_behind(folder)

    assert found.takes == {}
    assert "cannot be read (Is a directory)" in found.notices[0]


def test_cut_after_any_event_and_any_byte_of_sound_the_call_still_ends(tmp_path: Path) -> None:
    pcm = speech_like(1.5)
    whole = journal_text(HEADER, TO_THE_BEEP)
    shortest = whole.index("\n") + 1
    for number, (cut, kept) in enumerate(
        itertools.product(range(shortest, len(whole), 37), (0, 1, 999, len(pcm)))
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "journal.jsonl").write_text(whole[:cut], "utf-8")
        (folder / "take-1.wav").write_bytes(header(0) + pcm[:kept])

        ended = bring_to_end(read_left_behind(folder), SCENARIO)

        assert phase_after(ended.events) is Phase.ENDED
        assert ended.notices == ()
