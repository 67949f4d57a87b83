"""Find and open sound devices. Used by both children that own one; imports miniaudio.

Where a machine has no sound library at all, miniaudio opens a backend that plays into nothing
(`Null`) without a word; that counts as no device here.
"""

from __future__ import annotations

from typing import Any, Final, Literal

import miniaudio

from simulator.child import Refusal
from simulator.sound.tones import SAMPLE_RATE_HZ

Kind = Literal["speaker", "microphone"]

PERIOD_MILLISECONDS: Final = {"speaker": 10, "microphone": 20}
"""How much sound goes to or from the device at once: short, so that a key sounds at once."""
_NULL_BACKEND = "Null"


def device_names() -> dict[str, list[str]]:
    """The names of all speakers and microphones; empty lists where there is no sound."""
    try:
        devices = miniaudio.Devices()
        if devices.backend == _NULL_BACKEND:
            return {"speakers": [], "microphones": []}
        return {
            "speakers": [d["name"] for d in devices.get_playbacks()],
            "microphones": [d["name"] for d in devices.get_captures()],
        }
    except miniaudio.MiniaudioError:
        return {"speakers": [], "microphones": []}


def open_device(kind: Kind, name: str) -> Any:
    """Open the device of that name, or the system's default if `name` is empty. Not started yet.

    Raises:
        Refusal: there is none, or it cannot be opened.
    """
    make = miniaudio.PlaybackDevice if kind == "speaker" else miniaudio.CaptureDevice
    device_id = _device_id(kind, name) if name else None
    try:
        device = make(
            miniaudio.SampleFormat.SIGNED16,
            1,
            SAMPLE_RATE_HZ,
            buffersize_msec=PERIOD_MILLISECONDS[kind],
            device_id=device_id,
            app_name="Rolecall",
        )
    except miniaudio.MiniaudioError as error:
        raise Refusal(_cannot_open(kind, name)) from error
    if device.backend == _NULL_BACKEND:
        device.close()
        raise Refusal(_cannot_open(kind, name))
    return device


def start_device(kind: Kind, name: str, device: Any, callback: Any) -> None:
    """Let sound flow through a generator, which must have been primed with `next()`.

    Raises:
        Refusal: the device does not start.
    """
    try:
        device.start(callback)
    except miniaudio.MiniaudioError as error:
        device.close()
        raise Refusal(_cannot_open(kind, name)) from error


def _device_id(kind: Kind, name: str) -> Any:
    try:
        devices = miniaudio.Devices()
        known = devices.get_playbacks() if kind == "speaker" else devices.get_captures()
    except miniaudio.MiniaudioError as error:
        raise Refusal(_cannot_open(kind, name)) from error
    for device in known:
        if device["name"] == name:
            return device["id"]
    raise Refusal(
        f"The {kind} «{name}» is not connected. Connect it, or choose another in the settings."
    )


def _cannot_open(kind: Kind, name: str) -> str:
    if name:
        return f"The {kind} «{name}» cannot be opened."
    return f"This machine has no {kind} that can be opened."
