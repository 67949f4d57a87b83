"""Which tests may run side by side, when they are spread over processes."""

from __future__ import annotations

import pytest

ONE_BY_ONE = ("speech", "sound")
"""Real recognisers work on every core, and there is one sound card: one test of each at a time."""


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long speech tests begin first; those with sound, which want peace, come last."""
    items.sort(key=_turn)
    for item in items:
        for marker in ONE_BY_ONE:
            if item.get_closest_marker(marker) is not None:
                item.add_marker(pytest.mark.xdist_group(marker))


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("sound") is not None:
        return 2
    return int(item.get_closest_marker("speech") is None)
