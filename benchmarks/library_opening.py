"""One opening of the app, timed, for `benchmarks.library`: the argument is a folder of scenarios.

A process of its own, since the program starts in one too: what is heavy has not been imported yet.
Prints the seconds, and the most memory in MB that the process has had.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

import simulator.tui
from simulator.tui.app import RolecallApp

if TYPE_CHECKING:
    from textual.screen import Screen

    from simulator.session.desk import Desk

PATIENCE_SECONDS = 120.0
STYLES = Path(simulator.tui.__file__).parent


class WatchedApp(RolecallApp):
    """Rolecall, and when it has painted last."""

    # Textual looks for stylesheets beside the module of the class that it runs.
    CSS_PATH: ClassVar = [str(STYLES / "app.tcss"), str(STYLES / "screens" / "home.tcss")]
    painted = 0.0

    @override
    def _display(self, screen: Screen[object], renderable: object) -> None:
        super()._display(screen, renderable)  # type: ignore[arg-type]
        self.painted = time.perf_counter()


def open_desk(scenarios: Path) -> Desk:
    """The desk that the app opens, but for the devices; whatever is heavy is imported here."""
    from simulator.adapters.player_silent import SilentPlayer
    from simulator.adapters.voice_captions import CaptionVoice
    from simulator.bootstrap import Bench
    from simulator.ports import Ports
    from simulator.tui.steady import keep_steady

    bench = Bench(scenarios=(scenarios,))
    records = bench.records()
    ports = Ports(CaptionVoice(), SilentPlayer(), None, None, records, bench.library)
    desk = bench.desk(ports)
    keep_steady()
    return desk


def shown(app: RolecallApp) -> str:
    """What is on the screen now."""
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - as the tests read it
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def seconds_to_open(scenarios: Path) -> float:
    """From starting the app to its first picture with the lists of scenarios."""
    app = WatchedApp(partial(open_desk, scenarios))
    began = time.perf_counter()
    async with app.run_test(size=(120, 40)):
        while "Call 0" not in shown(app) or "NEXT FOR YOU" not in shown(app):
            if time.perf_counter() - began > PATIENCE_SECONDS:
                raise SystemExit(f"The calls were never shown:\n{shown(app)}")
            await asyncio.sleep(0.002)
        return app.painted - began


if __name__ == "__main__":
    seconds = asyncio.run(seconds_to_open(Path(sys.argv[1])))
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
