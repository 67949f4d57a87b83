"""The people of a call: one voice file a person."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from simulator.scenario.model import Name, Slug, Text, Value

LineSound = Literal["desk", "mobile", "clear"]


class NaturalVoice(Value):
    """How the natural voice becomes this person."""

    pitch: float = Field(default=1.0, ge=0.7, le=1.5, description="1 is the voice as it is")
    rate: float = Field(default=1.0, ge=0.6, le=1.6, description="speed; 1 is normal")


class EspeakVoice(Value):
    """How espeak-ng becomes this person."""

    voice: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z0-9]+)*(\+[a-z0-9]+)?$")]
    pitch: int = Field(default=50, ge=0, le=99)
    words_per_minute: int = Field(default=165, ge=80, le=300)


class SystemVoice(Value):
    """Which of the operating system's voices to ask for, best first."""

    prefer: tuple[Name, ...] = ()
    words_per_minute: int = Field(default=170, ge=80, le=300)


class VoiceProfile(Value):
    """One person who can be heard, and the sound of their line."""

    id: Slug
    description: Text
    natural: NaturalVoice
    espeak: EspeakVoice
    system: SystemVoice = SystemVoice()
    line: LineSound = "desk"
