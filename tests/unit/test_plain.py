"""The call in lines: what is told, and what a typed line does."""

from __future__ import annotations

import asyncio
import io
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from simulator.adapters.scenario_files import ScenarioFiles
from simulator.call import Phase
from simulator.call import effects as fx
from simulator.grading.grade import grade
from simulator.grading.registry import installed
from simulator.grading.rubric import default_rubric
from simulator.grading.transcript import spoken, typed
from simulator.plain import LineReader, PlainStage, as_said, result_lines
from simulator.ports import Attempt, Caption, PortError, Sound
from simulator.session.simulated import Script, SimulatedCall
from simulator.wording import words_and_doubts
from tests.unit.grading.played import on_own_line
from tests.unit.session.kit import MESSAGE, HearsInTime, WatchingStage, desk, says


@dataclass
class Session:
    """What a line reader needs of a session, noted down."""

    phase: Phase = Phase.GREETING
    is_typed: bool = False
    done: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.done.append(key)

    def hang_up(self) -> None:
        self.done.append("hang up")

    def type(self, text: str) -> None:
        self.done.append(f"type {text}")

    def done_speaking(self) -> None:
        self.done.append("done speaking")


@pytest.mark.parametrize(
    ("phase", "is_typed", "line", "done"),
    [
        (Phase.GREETING, False, "0#", ["0", "#"]),
        (Phase.GREETING, False, "h", ["hang up"]),
        (Phase.GREETING, False, "Hang up", ["hang up"]),
        (Phase.GREETING, True, "hello", []),
        (Phase.GREETING, True, "", []),
        (Phase.RECORDING, False, "", ["hang up"]),
        (Phase.RECORDING, True, "Hi Dana", ["type Hi Dana"]),
        (Phase.RECORDING, True, "", ["hang up"]),
        (Phase.TALKING, False, "", ["done speaking"]),
        (Phase.TALKING, True, "Dana Kim", ["type Dana Kim"]),
    ],
)
def test_a_typed_line_does_what_it_says(
    phase: Phase, is_typed: bool, line: str, done: list[str]
) -> None:
    session = Session(phase, is_typed)
    LineReader(cast("Any", session)).take(line)
    assert session.done == done


async def test_lines_are_read_until_the_input_ends_which_hangs_up() -> None:
    read, write = os.pipe()
    session = Session()
    LineReader(cast("Any", session)).start(read)
    os.write(write, b"0\n#")
    os.write(write, b"\n9")
    os.close(write)
    async with asyncio.timeout(5):
        while "hang up" not in session.done:
            await asyncio.sleep(0.01)
    assert session.done == ["0", "#", "hang up"]
    os.close(read)


def test_what_is_told_and_quoted_cannot_steer_the_terminal() -> None:
    out = io.StringIO()
    PlainStage(out).notice("clear \x1b[2J \x9b2J this\n\tnow")
    assert out.getvalue() == "clear \ufffd[2J \ufffd2J this\n\tnow\n"
    played = on_own_line().after(3).greeting_ends().beeps().after(9)
    call = played.speaks(typed("Hi Dana, \x1b[2J this is \x07 Alex Reed.")).finished()
    lines = result_lines(grade(call, default_rubric(), installed()), call.scenario)
    assert any("Hi Dana, \ufffd[2J this is \ufffd Alex Reed." in line for line in lines)
    assert not any("\x1b" in line or "\x07" in line for line in lines)


async def test_what_is_typed_after_the_call_is_for_whoever_asks() -> None:
    read, write = os.pipe()
    session = Session(is_typed=True, phase=Phase.RECORDING)
    reader = LineReader(cast("Any", session))
    reader.start(read)
    os.write(write, b"0\n")
    async with asyncio.timeout(5):
        while not session.done:
            await asyncio.sleep(0.01)
    reader.call_is_over()
    os.write(write, "  Hi Ren\u00e9\n\n".encode())
    os.close(write)
    answers = [await asyncio.to_thread(reader.next_line) for _ in range(3)]
    assert answers == ["Hi Ren\u00e9", "", None]
    assert session.done[:1] == ["0"]
    assert "type Hi Ren\u00e9" not in session.done
    os.close(read)


MISHEARD = MESSAGE.replace("Alex Reed", "all \x1b[2J extreme")


def asked(
    folder: Path, answers: list[str | None], *, script: Script | None = None
) -> tuple[Attempt, Attempt, str]:
    """The attempt before and after it was asked about, and what was told."""
    at = desk(folder, recognizer=HearsInTime(MISHEARD))
    file = at.ports.library.scenario("desk-classic")
    out = io.StringIO()
    call = SimulatedCall(
        at.new_setting(file), at.ports, WatchingStage(), script or Script(utterances=[says()])
    )
    attempt, _ = at.grade_now(call.run())
    after = as_said(at, attempt, file, PlainStage(out), iter(answers).__next__)
    kept = at.ports.records.attempt(attempt.id)
    assert kept == after
    return attempt, after, out.getvalue()


@pytest.mark.parametrize("answer", ["", None])
def test_enter_alone_and_the_end_of_the_input_grade_what_was_heard(
    tmp_path: Path, answer: str | None
) -> None:
    before, after, told = asked(tmp_path, [answer])
    assert after == before
    assert told.splitlines()[0] == "This is what was heard:"
    assert "This is all \ufffd[2J extreme with Northwind" in told
    assert told.splitlines()[-1] == (
        "Press Enter to grade this, or type the message as you said it:"
    )


def test_a_message_that_is_typed_is_graded_instead_and_both_are_told(tmp_path: Path) -> None:
    _, after, told = asked(tmp_path, ["...", MESSAGE])
    assert told.count("Press Enter to grade this") == 2
    assert "There must be words in the message" in told
    lines = result_lines(after.scorecard, ScenarioFiles().scenario("desk-classic").scenario)
    at = lines.index("What was said:")
    assert lines[at + 1] == f"  {MESSAGE}"
    assert lines[at + 2].startswith("  Graded as corrected by you; heard: “Hi Dana, you told")
    assert "What was heard:" not in lines


def test_a_correction_that_cannot_be_kept_is_told_and_what_was_heard_is_graded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise PortError("The disk is full.")

    monkeypatch.setattr("simulator.adapters.records_memory.MemoryRecords.replace", full)
    before, after, told = asked(tmp_path, [MESSAGE])
    assert after == before
    assert told.endswith("The disk is full.\n")


@pytest.mark.parametrize(
    "script",
    [Script(utterances=[MESSAGE]), Script(hang_up_at_seconds=8.0)],
    ids=["typed", "without a message"],
)
def test_where_nothing_was_spoken_nothing_is_asked(tmp_path: Path, script: Script) -> None:
    before, after, told = asked(tmp_path, [], script=script)
    assert (after, told) == (before, "")


def test_words_in_doubt_stand_in_brackets(tmp_path: Path) -> None:
    words = (("Hi", 0.9), ("Dinah", 0.4), ("Ken", 0.1), ("it's", 0.5), ("me", 0.2))
    timed = ((w, i, i + 0.5, p, False) for i, (w, p) in enumerate(words))
    assert words_and_doubts(spoken(tuple(timed), 5.0, ())) == [
        ("Hi", False),
        ("[Dinah Ken?]", True),
        ("it's", False),
        ("[me?]", True),
    ]


def test_what_is_heard_is_told_as_one_line() -> None:
    out = io.StringIO()
    stage = PlainStage(out)
    sound = Sound(None, 2.0, (Caption("Hi, it's", 0, 1), Caption("Dana Kim.", 1, 2, is_cue=True)))
    stage.began("greeting", fx.PlayGreeting(line="desk"), sound)
    stage.began("ringing", fx.Ring(), None)
    stage.began("beep", fx.Beep(), None)
    stage.began("x", fx.SoundKey(key="0"), None)
    stage.began("x", fx.StartTimer(timer=1, seconds=1), None)
    stage.began("ended", fx.End(reason="not_in"), None)
    stage.level(0.5)
    stage.notice("No speaker was found.")
    assert out.getvalue().splitlines() == [
        '"Hi, it\'s Dana Kim."',
        "Ringing ...",
        "Beep.",
        "You press 0.",
        "Nobody there to talk to; the call is over.",
        "No speaker was found.",
    ]
