from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

from tests.tui.driving import LARGE


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLECALL_HOME", str(tmp_path))


@pytest.fixture(autouse=True)
def traced_at_one_size(request: pytest.FixtureRequest) -> Iterator[None]:
    """Trace lines at 80x24 only: Textual takes nearly twice as long under a tracer.

    The same lines run at both sizes, and pictures run what other tests run.
    """
    item = request.node
    assert isinstance(item, pytest.Function)
    size = item.callspec.params.get("size") if hasattr(item, "callspec") else None
    is_seen_elsewhere = size == LARGE or item.path.name == "test_pictures.py"
    tracer = coverage.Coverage.current() if is_seen_elsewhere else None
    if tracer is not None:
        tracer.stop()
    yield
    if tracer is not None:
        tracer.start()
