from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.child import Refusal, Request
from simulator.children import player
from simulator.children.player import Speaker
from simulator.sound import tones, wav


class Device:
    """A speaker that asks for ten milliseconds at a time, as fast as it can, until unplugged."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.heard: list[np.ndarray[Any, Any]] = []
        self.unplugged = threading.Event()
        self.closed = threading.Event()

    def run(self, blocks: Any) -> None:
        def ask() -> None:
            while not self.unplugged.wait(0.001):
                self.heard.append(blocks.send(160))

        threading.Thread(target=ask, daemon=True).start()

    def close(self) -> None:
        self.unplugged.set()
        self.closed.set()


@pytest.fixture
def devices(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Device]]:
    made: list[Device] = []

    def open_one(kind: str, name: str) -> Device:
        made.append(Device(name))
        return made[-1]

    monkeypatch.setattr(player, "open_device", open_one)
    monkeypatch.setattr(
        player, "start_device", lambda kind, name, device, blocks: device.run(blocks)
    )
    yield made
    for device in made:
        device.close()


def asked(**params: object) -> Request:
    return Request({"device": "", **params}, lambda _: None)


def heard(device: Device) -> int:
    """How many samples there are from the first that is not silent to the last."""
    loud = np.flatnonzero(np.concatenate(device.heard))
    return int(loud[-1] - loud[0]) + 1


def test_a_sound_is_played_to_its_end(devices: list[Device]) -> None:
    Speaker().play(tones.beep(), asked())
    assert heard(devices[0]) == pytest.approx(len(tones.beep()), rel=0.02)


def test_the_device_stays_open_for_the_next_sound(devices: list[Device]) -> None:
    speaker = Speaker()
    speaker.play(tones.beep(), asked())
    speaker.play(tones.beep(), asked())
    assert len(devices) == 1


def test_another_device_is_opened_in_place_of_the_first(devices: list[Device]) -> None:
    speaker = Speaker()
    speaker.play(tones.beep(), asked(device="Desk"))
    speaker.play(tones.beep(), asked(device="Headset"))
    assert [d.name for d in devices] == ["Desk", "Headset"]
    assert devices[0].closed.wait(5)


def test_a_speaker_that_disappears_ends_the_sound_with_a_sentence(
    devices: list[Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "_STALLED_SECONDS", 0.1)
    speaker = Speaker()
    speaker.open("")
    devices[0].unplugged.set()
    monkeypatch.setattr(speaker, "open", lambda name: None)  # it was open when the sound began
    with pytest.raises(Refusal, match="has disappeared"):
        speaker.play(np.ones(10**7, np.float32), asked())
    assert speaker.mixer.is_idle


def test_a_stalled_device_is_replaced_at_the_next_sound(
    devices: list[Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "_STALLED_SECONDS", 0.05)
    speaker = Speaker()
    speaker.play(tones.beep(), asked())
    devices[0].unplugged.set()
    threading.Event().wait(0.1)
    speaker.play(tones.beep(), asked())
    assert len(devices) == 2


def test_a_device_is_closed_when_nothing_was_heard_for_long(
    devices: list[Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "IDLE_CLOSE_SECONDS", 0.05)
    monkeypatch.setattr(player, "_IDLE_LOOK_SECONDS", 0.01)
    speaker = Speaker()
    speaker.open("")
    threading.Thread(target=speaker.close_when_idle, daemon=True).start()
    assert devices[0].closed.wait(5)


@pytest.fixture
def handlers(devices: list[Device], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    served: dict[str, Any] = {}
    monkeypatch.setattr(player, "serve", served.update)
    player.main()
    return served


def test_the_child_plays_files_from_where_it_is_told(
    handlers: dict[str, Any], devices: list[Device], tmp_path: Path
) -> None:
    path = tmp_path / "sound.wav"
    path.write_bytes(wav.encode(np.full(8000, 0.5, np.float32), 8000))
    handlers["play"](asked(path=str(path), from_seconds=0.75))
    assert heard(devices[0]) == pytest.approx(16000 * 0.25, rel=0.02)


def test_the_child_refuses_what_is_no_sound(handlers: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "text.wav").write_text("not a sound", "utf-8")
    with pytest.raises(Refusal, match=r"text\.wav cannot be played: is not an uncompressed WAV"):
        handlers["play"](asked(path=str(tmp_path / "text.wav"), from_seconds=0))


def test_the_child_rings_beeps_and_traces_keys(
    handlers: dict[str, Any], devices: list[Device]
) -> None:
    handlers["open"](asked())
    handlers["key"](asked(key="5", pressed_at=1.0))
    handlers["beep"](asked())
    handlers["ring"](asked())
    ((key, pressed_at, handed_at),) = handlers["trace"](asked())["keys"]
    assert (key, pressed_at) == ("5", 1.0)
    assert handed_at > 1.0
    assert heard(devices[0]) > 2.4 * 16000
