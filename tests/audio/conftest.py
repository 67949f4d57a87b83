"""The virtual sound card and the terminal, for the tests that use the real program."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audio.terminal import Terminal
from tests.audio.virtual_sound import SoundCard, missing_programs


def skip_or_fail(missing: list[str]) -> None:
    """Without these programs tests are skipped; in CI, where they must be, tests fail."""
    if not missing:
        return
    reason = f"not installed: {', '.join(missing)}"
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI may not skip the tests with sound; {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def one_sound_card() -> Iterator[SoundCard]:
    """One PulseAudio for the whole session."""
    skip_or_fail(missing_programs())
    # Not pytest's own folder: the path of a socket may have 107 characters only.
    with tempfile.TemporaryDirectory(prefix="rolecall-sound-") as folder:
        card = SoundCard(Path(folder))
        try:
            card.start()
            yield card
        finally:
            card.stop()


@pytest.fixture
def sound_card(one_sound_card: SoundCard) -> Iterator[SoundCard]:
    """A speaker that can be heard and a microphone into which can be spoken."""
    one_sound_card.plug()
    yield one_sound_card
    one_sound_card.plug()


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A terminal of 80x24 in which a program can be started; ended in any case."""
    skip_or_fail([] if shutil.which("tmux") else ["tmux"])
    opened = Terminal()
    try:
        yield opened
    finally:
        opened.close()
