"""A call in real time: outcomes, stopping, failing ports, typing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from simulator.call import events as ev
from simulator.session.takes import CallEnded
from tests.unit.session.kit import (
    MESSAGE,
    Blocks,
    Broken,
    GreetsSlowly,
    Hears,
    WatchingStage,
    desk,
    session,
    until,
)


def kinds(ended: CallEnded) -> list[str]:
    return [type(event).__name__ for event in ended.events]


async def test_a_typed_call_runs_from_ring_to_message(tmp_path: Path) -> None:
    call, stage = session(desk(tmp_path), "desk-classic")
    running = asyncio.create_task(call.run())
    await until(lambda: "Record" in stage.shown)
    assert call.is_typed
    call.type(MESSAGE)
    ended = await running
    assert kinds(ended) == [
        "Dialled", "RingEnded", "GreetingStarted", "GreetingEnded", "Beeped", "Recorded",
    ]  # fmt: skip
    assert ended.transcripts["take-1"].text == MESSAGE
    assert stage.shown == ["Ring", "PlayGreeting", "Beep", "Record", "End"]


async def test_the_journal_on_disk_holds_the_events_of_the_call(tmp_path: Path) -> None:
    call, stage = session(desk(tmp_path), "desk-classic")
    running = asyncio.create_task(call.run())
    await until(lambda: "Record" in stage.shown)
    call.hang_up()
    ended = await running
    lines = (ended.folder / "journal.jsonl").read_text().splitlines()
    assert len(lines) == 1 + len(ended.events)


@pytest.mark.parametrize(
    ("port", "shown"),
    [("player", "Ring"), ("voice", "Ring"), ("microphone", "Record")],
)
async def test_hanging_up_stops_whatever_is_under_way(
    tmp_path: Path, port: str, shown: str
) -> None:
    device = Blocks()
    recognizer = Hears("Hello.") if port == "microphone" else None
    at = desk(tmp_path, **{port: device, "recognizer": recognizer})
    call, stage = session(at, "desk-classic")
    running = asyncio.create_task(call.run())
    await until(lambda: shown in stage.shown and device.began.is_set())
    call.hang_up()
    ended = await running
    await until(device.stopped.is_set)
    assert isinstance(ended.events[-1], ev.Recorded if port == "microphone" else ev.HungUp)


async def test_a_spoken_message_is_recorded_and_recognised(tmp_path: Path) -> None:
    microphone = Blocks()
    call, stage = session(
        desk(tmp_path, microphone=microphone, recognizer=Hears(MESSAGE)), "desk-classic"
    )
    running = asyncio.create_task(call.run())
    await until(microphone.began.is_set)
    call.hang_up()
    ended = await running
    assert ended.transcripts["take-1"].text == MESSAGE
    assert ended.recordings["take-1"].name == "take-1.wav"
    assert stage.levels == [0.5]


async def test_zero_hash_reaches_the_operator_and_then_the_mailbox(tmp_path: Path) -> None:
    at = desk(tmp_path, player=GreetsSlowly())
    call, stage = session(at, "vendor-hotline", typed=True)
    running = asyncio.create_task(call.run())
    await until(lambda: "PlayGreeting" in stage.shown)
    call.press("0")
    call.press("#")
    await until(lambda: "Listen" in stage.shown)
    call.type("May I speak to Robert Hayes, please?")
    await until(lambda: "Record" in stage.shown)
    call.type(MESSAGE)
    ended = await running
    heard = next(e for e in ended.events if isinstance(e, ev.Heard))
    assert (heard.request, heard.person) == ("ask_by_name", "Robert Hayes")
    recorded = next(e for e in ended.events if isinstance(e, ev.Recorded))
    assert recorded.line == "hayes"


async def test_enter_ends_a_spoken_turn_with_the_operator(tmp_path: Path) -> None:
    microphone = Blocks()
    hears = Hears("Linda Shaw, please.")
    at = desk(tmp_path, player=GreetsSlowly(), microphone=microphone, recognizer=hears)
    call, stage = session(at, "vendor-hotline")
    running = asyncio.create_task(call.run())
    await until(lambda: "PlayGreeting" in stage.shown)
    call.press("0")
    call.press("#")
    await until(microphone.began.is_set)
    call.done_speaking()
    ended = await running
    assert [e.person for e in ended.events if isinstance(e, ev.Heard)] == ["Linda Shaw"]


@pytest.mark.parametrize(
    ("port", "sentence"),
    [
        ("player", "The speaker is gone. The call goes on with captions."),
        ("voice", "The voice is gone. The call goes on with captions."),
        ("microphone", "The microphone is gone. Please type your answers instead."),
    ],
)
async def test_a_port_that_fails_is_said_once_and_the_call_goes_on(
    tmp_path: Path, port: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly = asyncio.sleep

    async def no_waiting(seconds: float) -> None:
        await quickly(min(seconds, 0.005))

    broken = Broken(sentence.split(". ", maxsplit=1)[0] + ".")
    call, stage = session(desk(tmp_path, **{port: broken}), "desk-classic")
    monkeypatch.setattr("simulator.session.equipment.asyncio.sleep", no_waiting)
    running = asyncio.create_task(call.run())
    await until(lambda: stage.shown.count("Record") == (2 if port == "microphone" else 1))
    call.type(MESSAGE)
    ended = await running
    assert ended.transcripts["take-1"].text == MESSAGE
    assert list(dict.fromkeys(stage.notices)) == [sentence]
    if port != "voice":
        assert len(stage.notices) == 1


async def test_a_recogniser_that_fails_leaves_the_recording(tmp_path: Path) -> None:
    microphone = Blocks()
    at = desk(tmp_path, microphone=microphone, recognizer=Broken("The recogniser is gone."))
    call, stage = session(at, "desk-classic")
    running = asyncio.create_task(call.run())
    await until(microphone.began.is_set)
    call.hang_up()
    ended = await running
    assert ended.transcripts == {}
    assert "take-1" in ended.recordings
    assert stage.notices == ["The recogniser is gone. Your recording is kept."]


async def test_a_bug_in_a_port_is_not_swallowed(tmp_path: Path) -> None:
    class Buggy(Blocks):
        @override
        def ring(self, stop: Any) -> None:
            raise KeyError("bug")

    call, _ = session(desk(tmp_path, player=Buggy()), "desk-classic")
    with pytest.raises(KeyError, match="bug"):
        await call.run()


async def test_a_call_that_is_cancelled_stops_its_devices(tmp_path: Path) -> None:
    microphone = Blocks()
    at = desk(tmp_path, microphone=microphone, recognizer=Hears("Hello."))
    call, _ = session(at, "desk-classic")
    running = asyncio.create_task(call.run())
    await until(microphone.began.is_set)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await until(microphone.stopped.is_set)


async def test_keys_are_ignored_while_it_rings(tmp_path: Path) -> None:
    device = Blocks()
    call, stage = session(desk(tmp_path, player=device), "desk-classic")
    running = asyncio.create_task(call.run())
    await until(device.began.is_set)
    call.press("0")
    call.hang_up()
    ended = await running
    assert kinds(ended) == ["Dialled", "HungUp"]
    assert "SoundKey" not in stage.shown


async def test_a_full_disk_is_said_once_and_the_call_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulator.ports import PortError

    at = desk(tmp_path)
    call, stage = session(at, "desk-classic")

    def full(_: ev.Event) -> None:
        raise PortError("The disk is full.")

    monkeypatch.setattr(call._setting.journal, "append", full)
    running = asyncio.create_task(call.run())
    await until(lambda: "Record" in stage.shown)
    call.type(MESSAGE)
    await running
    assert stage.notices == ["The disk is full. The call goes on."]


def test_the_stage_is_a_stage() -> None:
    from simulator.ports import Stage

    stage: Stage = WatchingStage()
    stage.notice("x")
