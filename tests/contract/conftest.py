"""The virtual sound card, for adapters that own a device."""

from __future__ import annotations

import pytest

from tests.audio.conftest import one_sound_card, sound_card
from tests.audio.virtual_sound import SoundCard

__all__ = ["one_sound_card", "plugged_in", "sound_card"]


@pytest.fixture
def plugged_in(sound_card: SoundCard, monkeypatch: pytest.MonkeyPatch) -> SoundCard:
    """The sound card that child processes started from this test will find."""
    for name, value in sound_card.env.items():
        monkeypatch.setenv(name, value)
    return sound_card
