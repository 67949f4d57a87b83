"""Which tests may run side by side, when they are spread over processes."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings

settings.register_profile("rolecall", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("rolecall")

PROCESSES = SOUND_CARDS = 3
"""Every process has a sound card of its own, and calls are mostly waiting."""


def pytest_xdist_auto_num_workers() -> int:
    """As many as there are cores, and more where these are few: what waits needs none."""
    return max(PROCESSES, os.cpu_count() or PROCESSES)


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not among modules and tests: a sixth of the time, and more.

    The app does the same; see `simulator.tui.steady`.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long speech tests begin first, one at a time: real recognisers work on every core.

    Those with sound, which want peace, come last.
    """
    items.sort(key=_turn)
    for number, item in enumerate(items):
        if item.get_closest_marker("speech") is not None:
            item.add_marker(pytest.mark.xdist_group("speech"))
        if item.get_closest_marker("sound") is not None:
            item.add_marker(pytest.mark.xdist_group(f"sound-{number % SOUND_CARDS}"))


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("sound") is not None:
        return 2
    return int(item.get_closest_marker("speech") is None)
