"""How soon the screens answer: `python -m benchmarks.screens`, in a checkout.

The real app on a real database with 500 kept calls, without sound, painted into memory at 80x24 and
120x40. Measured:

- from a key to the first repaint after it, on every screen that a call goes through and on those
  beside it (99th percentile, target 50 ms);
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
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.pilot import Pilot
from typing_extensions import override

import simulator.tui
from simulator.adapters.player_silent import SilentPlayer
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.voice_captions import CaptionVoice
from simulator.grading.rubric import default_rubric
from simulator.grading.transcript import Moment, spoken
from simulator.ports import Attempt, Ports
from simulator.session.baselines import Baselines
from simulator.session.desk import Desk
from simulator.session.simulated import Script, SimulatedCall
from simulator.settings import Places, Preferences
from simulator.tui.app import RolecallApp
from simulator.tui.messages import ResultRequested
from simulator.tui.screens.result import ResultScreen
from tests.tui.driving import screen_text, shows, until

if TYPE_CHECKING:
    from textual.screen import Screen

KEPT = 500
RESULTS = 8
SIZES = ((80, 24), (120, 40))
TARGET_KEY_MS, TARGET_RESULT_MS = 50.0, 250.0
PATIENCE_SECONDS = 1.0
STYLES = Path(simulator.tui.__file__).parent
PRESSES = {
    "home": ("down", "up", "right", "left", "n", "question_mark", "question_mark") * 6,
    "brief": ("r", "r", "u", "question_mark", "question_mark") * 6,
    "result": ("right", "left", "down", "up", "pagedown", "pageup", "w", "w", "e", "e", "m", "m")
    * 4,
    "baseline": ("question_mark", "question_mark") * 8,
}
"""What is pressed on a screen: each changes something there, and none leads to another."""


class SilentStage:
    """Shows nothing."""

    def began(self, *_: object) -> None:
        """Nothing."""

    def level(self, level: float) -> None:
        """Nothing."""

    def notice(self, sentence: str) -> None:
        """Nothing."""


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


def desk_in(folder: Path) -> Desk:
    """A desk without sound, on a database of its own."""
    places = Places(folder, folder)
    ports = Ports(
        CaptionVoice(), SilentPlayer(0.0), None, None, SqlRecords(places), ScenarioFiles()
    )
    preferences = replace(Preferences(), recording_notice_seen=True)
    baselines = Baselines(places.baselines, None)
    return Desk(ports, places, preferences, default_rubric(), (), baselines)


def a_call(desk: Desk) -> Attempt:
    """A call with a typed message, graded and not kept."""
    file = desk.ports.library.scenario("desk-classic")
    text = " ".join(file.scenario.model.text.split())
    script = Script(utterances=[text])
    ended = SimulatedCall(desk.new_setting(file), desk.ports, SilentStage(), script).run()
    return desk.judge(ended)


def fill(desk: Desk, number: int) -> None:
    """Keep so many calls of all scenarios, on as many days."""
    one = a_call(desk)
    ids = [file.scenario.id for file in desk.ports.library.scenarios()]
    for index in range(number):
        began = f"2026-{1 + index % 12:02d}-{1 + index % 28:02d}T10:00:00+00:00"
        name = f"20260101-100000-{index:06x}"
        desk.ports.records.begin(name)
        kept = replace(one, id=name, scenario_id=ids[index % len(ids)], started_at=began)
        desk.ports.records.finish(kept)


async def first_repaint_ms(app: WatchedApp, key: str) -> float:
    """From a key to the first repaint after it; as long as we wait where none comes."""
    await asyncio.sleep(0.03)
    before = len(app.painted)
    pressed = time.perf_counter()
    character = {"question_mark": "?"}.get(key, key if len(key) == 1 else None)
    app.post_message(events.Key(key, character))
    while len(app.painted) == before:
        if time.perf_counter() - pressed > PATIENCE_SECONDS:
            return PATIENCE_SECONDS * 1000
        await asyncio.sleep(0)
    return (app.painted[before] - pressed) * 1000


async def keys_on(app: WatchedApp, screen: str) -> list[float]:
    """The times of all keys of one screen."""
    return [await first_repaint_ms(app, key) for key in PRESSES[screen]]


async def opened_ms(pilot: Pilot[None], app: WatchedApp, attempt: Attempt) -> float:
    """From asking for a result to its first picture with everything in it."""
    asked = time.perf_counter()
    file = app._desk.ports.library.scenario(attempt.scenario_id) if app._desk else None  # noqa: SLF001
    app.post_message(ResultRequested(attempt, file))
    await until(pilot, "the result", lambda: isinstance(app.screen, ResultScreen))
    while "NEXT TIME" not in screen_text(pilot):  # noqa: ASYNC110 - as above
        await asyncio.sleep(0)
    return (app.painted[-1] - asked) * 1000


async def measure(folder: Path, kept: int, size: tuple[int, int]) -> dict[str, list[float]]:
    """All figures of one database at one size, in milliseconds."""
    desk = desk_in(folder)
    fill(desk, kept)
    attempt = a_minute_long(desk)
    app = WatchedApp(desk)
    found: dict[str, list[float]] = {}
    async with app.run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        found["home"] = await keys_on(app, "home")
        await pilot.press("b")
        await shows(pilot, "Read this once")
        found["baseline"] = await keys_on(app, "baseline")
        await pilot.press("escape")
        await shows(pilot, "NEXT FOR YOU")
        await pilot.press("enter")
        await shows(pilot, "You call")
        found["brief"] = await keys_on(app, "brief")
        await pilot.press("escape")
        app._asked.add(attempt.id)  # noqa: SLF001 - the question before it is a screen of its own
        found["opening a result"] = []
        for _ in range(RESULTS):
            await shows(pilot, "NEXT FOR YOU")
            found["opening a result"].append(await opened_ms(pilot, app, attempt))
            if "result" not in found:
                found["result"] = await keys_on(app, "result")
            await pilot.press("escape")
    return found


def a_minute_long(desk: Desk) -> Attempt:
    """A spoken message of 60 s and 150 words, graded and kept."""
    one = a_call(desk)
    desk.ports.records.finish(one)
    [take] = one.transcripts
    words = (one.transcripts[take].text.split() * 4)[:150]
    timed = tuple((w, 0.4 * i, 0.4 * i + 0.3, 0.9, False) for i, w in enumerate(words))
    said = spoken(timed, 60.0, (Moment(0.0, 60.0),))
    return desk.regrade(replace(one, transcripts={take: said}))


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
