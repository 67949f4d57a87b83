from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

miniaudio = pytest.importorskip("miniaudio")
from simulator.child import Refusal  # noqa: E402 - after the library was found
from simulator.children import sound_devices  # noqa: E402 - the same
from simulator.children.sound_devices import (  # noqa: E402 - the same
    Kind,
    device_names,
    open_device,
    start_device,
)


class Opened:
    """A device as miniaudio opens it."""

    def __init__(self, backend: str, **how: Any) -> None:
        self.backend = backend
        self.how = how
        self.is_closed = False

    def start(self, callback: object) -> None:
        raise miniaudio.MiniaudioError("failed to start audio device", -401)

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Opened]:
    """What was opened; the machine has two speakers and a microphone."""
    made: list[Opened] = []

    def make(*_: object, **how: Any) -> Opened:
        made.append(Opened("CoreAudio", **how))
        return made[-1]

    monkeypatch.setattr(miniaudio, "PlaybackDevice", make)
    monkeypatch.setattr(miniaudio, "CaptureDevice", make)
    monkeypatch.setattr(miniaudio, "Devices", lambda: Found("CoreAudio"))
    return made


class Found:
    """What miniaudio lists."""

    def __init__(self, backend: str) -> None:
        self.backend = backend

    def get_playbacks(self) -> list[dict[str, str]]:
        return [{"name": "Desk", "id": "1"}, {"name": "Headset", "id": "2"}]

    def get_captures(self) -> list[dict[str, str]]:
        return [{"name": "Headset", "id": "3"}]


def broken(*_: object, **__: object) -> None:
    raise miniaudio.MiniaudioError("failed to init device", -401)


def test_devices_are_listed_by_name(opened: list[Opened]) -> None:
    assert device_names() == {"speakers": ["Desk", "Headset"], "microphones": ["Headset"]}


def test_the_default_device_is_opened_when_none_is_named(opened: list[Opened]) -> None:
    assert open_device("speaker", "").how["device_id"] is None


@pytest.mark.parametrize(("kind", "id_"), [("speaker", "2"), ("microphone", "3")])
def test_a_device_is_found_by_name_and_kind(opened: list[Opened], kind: Kind, id_: str) -> None:
    assert open_device(kind, "Headset").how["device_id"] == id_


def test_a_device_that_is_gone_is_named_with_what_to_do(opened: list[Opened]) -> None:
    with pytest.raises(Refusal, match=r"«Old» is not connected.*choose another in the settings"):
        open_device("microphone", "Old")


@pytest.mark.parametrize("kind", ["speaker", "microphone"])
def test_no_device_is_a_sentence(monkeypatch: pytest.MonkeyPatch, kind: Kind) -> None:
    monkeypatch.setattr(miniaudio, "PlaybackDevice", broken)
    monkeypatch.setattr(miniaudio, "CaptureDevice", broken)
    with pytest.raises(Refusal, match=f"This machine has no {kind} that can be opened"):
        open_device(kind, "")


def test_a_backend_that_plays_into_nothing_is_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    null = Opened("Null")
    monkeypatch.setattr(miniaudio, "PlaybackDevice", lambda *_, **__: null)
    monkeypatch.setattr(miniaudio, "Devices", lambda: Found("Null"))
    with pytest.raises(Refusal, match="no speaker"):
        open_device("speaker", "")
    assert null.is_closed
    assert device_names() == {"speakers": [], "microphones": []}


def test_where_devices_cannot_be_listed_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(miniaudio, "Devices", broken)
    assert device_names() == {"speakers": [], "microphones": []}
    with pytest.raises(Refusal, match="«Desk» cannot be opened"):
        open_device("speaker", "Desk")


def test_a_device_that_does_not_start_is_closed(opened: list[Opened]) -> None:
    device = open_device("speaker", "Desk")
    with pytest.raises(Refusal, match="«Desk» cannot be opened"):
        start_device("speaker", "Desk", device, SimpleNamespace())
    assert device.is_closed


def test_periods_are_short_enough_for_key_tones() -> None:
    assert sound_devices.PERIOD_MILLISECONDS["speaker"] <= 20
