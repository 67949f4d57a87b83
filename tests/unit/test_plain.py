"""The call in lines: what is told, and what a typed line does."""

from __future__ import annotations

import asyncio
import io
import os
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from simulator.call import Phase
from simulator.call import effects as fx
from simulator.grading.grade import grade
from simulator.grading.registry import installed
from simulator.grading.rubric import default_rubric
from simulator.grading.transcript import typed
from simulator.plain import LineReader, PlainStage, result_lines
from simulator.ports import Caption, Sound
from tests.unit.grading.played import on_own_line


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
