"""How soon the screens answer: `python -m benchmarks.screens`, in a checkout.

The real app on a real database with 500 kept calls, without sound, painted into memory at 80x24 and
120x40. Measured:

- from a key to the first repaint after it, on every screen (99th percentile, target 50 ms);
- from asking for the result of a message of 60 s to its first full picture (target 250 ms);
- the same with no call kept, beside it, as a ratio: what 500 calls cost.

Absolute figures are of the machine that is named in the output. Painting onto a terminal comes on
top; it is the terminal's.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.message import Message
from textual.pilot import Pilot
from typing_extensions import override

import simulator.tui
from benchmarks.calls_kept import a_minute_long, desk_in, kept_before
from simulator.ports import Attempt, ScenarioFile
from simulator.session.desk import Desk
from simulator.tui import messages
from simulator.tui.app import RolecallApp
from simulator.tui.screens.result import ResultScreen
from simulator.tui.steady import keep_steady
from tests.tui.driving import screen_text, shows, until

if TYPE_CHECKING:
    from textual.screen import Screen

KEPT = 500
RESULTS = 10
SIZES = ((80, 24), (120, 40))
TARGET_KEY_MS, TARGET_RESULT_MS = 50.0, 250.0
PATIENCE_SECONDS = 1.0
STYLES = Path(simulator.tui.__file__).parent
HELP = ("question_mark", "question_mark")
Opening = Callable[[Attempt, ScenarioFile], Message]


@dataclass(frozen=True)
class Visited:
    """A screen: what opens it, what it shows then, and what is pressed on it, all of it four times.

    Each key changes something there, and none leads to another screen.
    """

    opened_by: Opening
    shows: str
    presses: tuple[str, ...]
    first: tuple[str, ...] = ()
    """What is pressed once before; not measured."""


def _page(name: messages.PageName) -> Opening:
    return lambda *_: messages.PageRequested(name)


HOME = ("down", "up", "right", "left", "down", "n", *HELP)
BRIEF = ("r", "r", "u", "r", *HELP, "n", "x", "y", "backspace", "escape")
LISTENING = ("right", "right", "left", "d", *HELP)
QUESTION = "Would you call you back?"
SCREENS: dict[str, Visited] = {
    "baseline": Visited(lambda *_: messages.BaselineRequested(), "Read this once", HELP),
    "brief": Visited(lambda _, file: messages.CallChosen(file), "You call", BRIEF),
    "call": Visited(
        lambda _, file: messages.DialRequested(file, typed=True), "Press keys", ("1", "5", *HELP)
    ),
    "heard": Visited(
        messages.CorrectionRequested, "heard", ("x", "backspace", "left", "y"), first=("c",)
    ),
    "the question": Visited(
        messages.ResultRequested, QUESTION, ("y", "right", "left", "n", *HELP)
    ),
    "the message": Visited(
        messages.ResultRequested, QUESTION, LISTENING, first=("y", "enter", "space")
    ),
    "model": Visited(messages.ModelRequested, "Then:", ("right", "left", "2", "1", *HELP)),
    "voice": Visited(
        messages.VoiceRequested, "word 1", ("right", "right", "left", "plus", "minus", *HELP)
    ),
    "redo": Visited(messages.RedoRequested, "The opening", ("3", "down", "up", "2", "1", *HELP)),
    "number": Visited(messages.WriteDownRequested, "Take a pen", HELP),
    "inbox": Visited(lambda *_: messages.InboxRequested(), "inbox", HELP),
    "progress": Visited(
        _page("progress"), "PRACTICE", ("2", "down", "3", "4", "down", "5", "6", "1", *HELP)
    ),
    "settings": Visited(_page("settings"), "Settings", ("down", "down", "up", "up", *HELP)),
    "profile": Visited(_page("people"), "Your name", ("x", "y", "backspace", "left")),
    "keys": Visited(_page("keys"), "Keys", ("down", "pagedown", "up", "pageup", *HELP)),
}  # fmt: skip
RESULT = ("right", "left", "pagedown", "down", "pageup", "w", "w", "e", "e", "m", "m", *HELP)
TIMES = 4


class WatchedApp(RolecallApp):
    """Rolecall, and when it was painted."""

    # Textual looks for stylesheets beside the module of the class that it runs.
    CSS_PATH: ClassVar = [str(STYLES / "app.tcss"), str(STYLES / "screens" / "home.tcss")]

    def __init__(self, desk: Desk) -> None:
        super().__init__(lambda: desk)
        self.painted: list[float] = []

    @override
    def _display(self, screen: Screen[object], renderable: object) -> None:
        super()._display(screen, renderable)  # type: ignore[arg-type]
        self.painted.append(time.perf_counter())


def screen_of(app: WatchedApp) -> str:
    """What is on the screen now."""
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - as the tests read it
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def first_repaint_ms(app: WatchedApp, key: str) -> float:
    """From a key to the first repaint after it; as long as we wait where none comes."""
    await asyncio.sleep(0.03)
    before = len(app.painted)
    pressed = time.perf_counter()
    character = {"question_mark": "?"}.get(key, key if len(key) == 1 else None)
    app.post_message(events.Key(key, character))
    while len(app.painted) == before:
        if time.perf_counter() - pressed > PATIENCE_SECONDS:
            raise SystemExit(f"Nothing was painted after {key} on {app.screen}:\n{screen_of(app)}")
        await asyncio.sleep(0)
    return (app.painted[before] - pressed) * 1000


async def keys_on(app: WatchedApp, presses: tuple[str, ...]) -> list[float]:
    """The times of all keys of one screen."""
    return [await first_repaint_ms(app, key) for key in presses * TIMES]


async def opened_ms(pilot: Pilot[None], app: WatchedApp, asking: Message) -> float:
    """From asking for a result to its first picture with everything in it."""
    asked = time.perf_counter()
    app.post_message(asking)
    await until(pilot, "the result", lambda: isinstance(app.screen, ResultScreen))
    while "NEXT TIME" not in screen_text(pilot):  # noqa: ASYNC110 - a picture is no event
        await asyncio.sleep(0)
    return (app.painted[-1] - asked) * 1000


async def measure(folder: Path, kept: int, size: tuple[int, int]) -> dict[str, list[float]]:
    """All figures of one database at one size, in milliseconds."""
    desk = desk_in(folder)
    kept_before(desk, kept)
    attempt = a_minute_long(desk)
    file = desk.ports.library.scenario(attempt.scenario_id)
    app = WatchedApp(desk)
    found: dict[str, list[float]] = {}
    async with app.run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        keep_steady()  # as the program does, once its calls are at hand
        found["home"] = await keys_on(app, HOME)
        for name, visited in SCREENS.items():
            app.post_message(visited.opened_by(attempt, file))
            await shows(pilot, visited.shows)
            await pilot.press(*visited.first)
            found[name] = await keys_on(app, visited.presses)
            app.post_message(messages.HomeRequested())
            await shows(pilot, "NEXT FOR YOU")
        app._asked.add(attempt.id)  # noqa: SLF001 - the question before it is a screen of its own
        found["opening a result"] = []
        for _ in range(RESULTS):
            asking = messages.ResultRequested(attempt, file)
            found["opening a result"].append(await opened_ms(pilot, app, asking))
            if "result" not in found:
                found["result"] = await keys_on(app, RESULT)
            await pilot.press("escape")
            await shows(pilot, "NEXT FOR YOU")
    return found


def p99(figures: list[float]) -> float:
    """The 99th percentile; of few figures, the largest."""
    return sorted(figures)[min(len(figures) - 1, int(0.99 * len(figures)))]


def table(found: dict[str, list[float]], beside: dict[str, list[float]]) -> list[dict[str, object]]:
    """A row for each screen; `beside` are the figures without kept calls."""
    return [
        {
            "screen": name,
            "keys": len(figures),
            "median_ms": round(statistics.median(figures), 1),
            "p99_ms": round(p99(figures), 1),
            "ratio_to_none_kept": round(
                statistics.median(figures) / statistics.median(beside[name]), 2
            ),
        }
        for name, figures in found.items()
    ]


async def compare(size: tuple[int, int]) -> list[dict[str, object]]:
    """Both databases at one size."""
    with tempfile.TemporaryDirectory() as full, tempfile.TemporaryDirectory() as empty:
        found = await measure(Path(full), KEPT, size)
        return table(found, await measure(Path(empty), 0, size))


def main() -> int:
    """Measure, print, and say whether the targets are met."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    args = parser.parse_args()
    rows = {f"{w}x{h}": asyncio.run(compare((w, h))) for w, h in SIZES}
    if args.json:
        print(json.dumps({"machine": platform.processor() or platform.machine(), "sizes": rows}))
        return 0
    print(f"{platform.machine()}, Python {platform.python_version()}, {KEPT} kept calls")
    met = True
    for size, table_rows in rows.items():
        print(f"{size:>10}  keys  median     p99  ratio to none kept")
        for row in table_rows:
            limit = TARGET_RESULT_MS if row["screen"] == "opening a result" else TARGET_KEY_MS
            met = met and float(str(row["p99_ms"])) <= limit
            figures = f"{row['median_ms']:>6} ms {row['p99_ms']:>6} ms  {row['ratio_to_none_kept']}"
            print(f"{row['screen']:>17} {row['keys']:>4} {figures}")
    print("All targets are met." if met else "A target is missed.")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
