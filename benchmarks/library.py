"""What a large library costs: `python -m benchmarks.library`, in a checkout.

Copies of the shipped scenarios, each with an id and a title of its own, are put into folders.
Measured, with both sides of each ratio in the same run:

- reading and checking 10,000 scenarios against 1,000 (target: at most 12 times as long);
- opening the app with 1,000 scenarios against 60, from its start to the first picture with the
  lists: as it is every day, when nothing has changed since (target: at most 1.5 times as long);
  beside it, without a target, when all of them are new;
- `rolecall check` of all that is shipped, as a process (target: under 3 s);
- opening the app on a folder of 10,000, of which the first are read, and the memory,
  without a target: it has to open.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.screens import WatchedApp, screen_of
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.adapters.scenario_files import (
    ScenarioFiles,
    load_scenario,
    shipped_folder,
    yaml_files,
)
from simulator.adapters.scenarios_kept import KeptScenarios
from simulator.adapters.voice_captions import CaptionVoice
from simulator.grading.rubric import default_rubric
from simulator.ports import Ports
from simulator.session.baselines import Baselines
from simulator.session.desk import Desk
from simulator.settings import Places, Preferences
from tests.tui.fakes import HeldPlayer, OpenMicrophone

FEW, MANY, MOST = 60, 1000, 10_000
READING_TARGET = 12.0
OPENING_TARGET = 1.5
CHECK_TARGET_SECONDS = 3.0
RUNS = 7
SETTLED_SECONDS = 2.5
"""Files that are newer are not kept, since they may change again within one tick of the clock."""
PATIENCE_SECONDS = 120.0


def write_scenarios(folder: Path, number: int) -> Path:
    """A folder with so many scenarios, of all shipped kinds."""
    folder.mkdir(parents=True)
    texts = [path.read_text("utf-8") for path in yaml_files(shipped_folder("scenarios"))]
    for at in range(number):
        text = re.sub(r"^id: .*", f"id: call-{at:05}", texts[at % len(texts)], flags=re.MULTILINE)
        text = re.sub(r"^title: (.*)", rf"title: Call {at:05}", text, flags=re.MULTILINE)
        text = re.sub(r"^twin_of: .*\n", "", text, flags=re.MULTILINE)
        (folder / f"call-{at:05}.yaml").write_text(text, "utf-8")
    return folder


class Only(ScenarioFiles):
    """The scenarios of one folder, without the shipped ones."""

    def __init__(self, folder: Path, kept: Path) -> None:
        super().__init__((folder,), memory=KeptScenarios(kept))
        self._scenario_folders = (folder,)


def seconds_to_read(folder: Path) -> float:
    """How long it takes to read and check a folder's scenarios, as `rolecall check` does."""
    voices = ScenarioFiles().voices()
    taken: dict[str, str] = {}
    began = time.perf_counter()
    for path in yaml_files(folder):
        taken[load_scenario(path, voices, taken).scenario.id] = str(path)
    return time.perf_counter() - began


def desk_with(folder: Path, home: Path) -> Desk:
    """A desk on the scenarios of a folder only, with a database of its own."""
    places = Places(home, home)
    library = Only(folder, places.scenarios)
    ports = Ports(CaptionVoice(), HeldPlayer(), OpenMicrophone(), None, SqlRecords(places), library)
    preferences = Preferences(recording_notice_seen=True, first_steps_seen=True)
    baselines = Baselines(places.baselines, None)
    return Desk(ports, places, preferences, default_rubric(), (), baselines)


async def seconds_to_open(folder: Path, home: Path) -> float:
    """From starting the app to its first picture with the lists of scenarios."""
    desk = desk_with(folder, home)
    app = WatchedApp(desk)
    began = time.perf_counter()
    async with app.run_test(size=(120, 40)):
        while "Call 0" not in screen_of(app) or "NEXT FOR YOU" not in screen_of(app):
            if time.perf_counter() - began > PATIENCE_SECONDS:
                raise SystemExit(f"The calls were never shown:\n{screen_of(app)}")
            await asyncio.sleep(0.002)
        return app.painted[-1] - began


def opening(folder: Path, home: Path) -> float:
    """The same in an interpreter of its own, as a start of the program is."""
    program = (
        "import sys, asyncio; from pathlib import Path; import benchmarks.library as b; "
        "print(asyncio.run(b.seconds_to_open(Path(sys.argv[1]), Path(sys.argv[2]))), b.peak_mb())"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, folder, home], check=True, capture_output=True, text=True
    )
    seconds, megabytes = map(float, found.stdout.split())
    MEMORY_MB[folder] = megabytes
    return seconds


MEMORY_MB: dict[Path, float] = {}


def peak_mb() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def seconds_to_check() -> float:
    """`rolecall check` as a process, from start to end."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "simulator", "check"],
        check=True,
        capture_output=True,
        cwd=Path.cwd(),
    )
    return time.perf_counter() - began


def median_of(runs: int, *each: Callable[[], float]) -> list[float]:
    """The medians of several measures that are taken in turn."""
    rows = [[measure() for measure in each] for _ in range(runs)]
    return [statistics.median(row[at] for row in rows) for at in range(len(each))]


def main() -> int:
    """Measure, print, and say whether the targets are met."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        few, many, most = (
            write_scenarios(top / str(number), number) for number in (FEW, MANY, MOST)
        )
        reading = [seconds_to_read(many), seconds_to_read(most)]
        new = opening(many, top / "home-new")
        for folder in (few, many, most):
            opening(folder, top / f"home-{folder.name}")
        opened = median_of(
            RUNS,
            lambda: opening(few, top / f"home-{FEW}"),
            lambda: opening(many, top / f"home-{MANY}"),
        )
        largest = opening(most, top / f"home-{MOST}")
        (check,) = median_of(3, seconds_to_check)
        memory = {folder.name: round(MEMORY_MB[folder]) for folder in (few, many, most)}
    ratios = reading[1] / reading[0], opened[1] / opened[0]
    print(f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(
        f"reading {MOST:,}: {reading[1]:.2f} s against {reading[0]:.2f} s for {MANY:,}, "
        f"{ratios[0]:.1f}x (target {READING_TARGET:.0f}x)"
    )
    print(
        f"opening with {MANY:,}: {opened[1]:.2f} s against {opened[0]:.2f} s with {FEW}, "
        f"{ratios[1]:.2f}x (target {OPENING_TARGET}x); when all are new: {new:.2f} s"
    )
    print(f"opening with {MOST:,}: {largest:.2f} s; memory in MB: {json.dumps(memory)}")
    print(f"rolecall check: {check:.2f} s (target under {CHECK_TARGET_SECONDS:.0f} s)")
    met = (
        ratios[0] <= READING_TARGET and ratios[1] <= OPENING_TARGET and check < CHECK_TARGET_SECONDS
    )
    print("All targets are met." if met else "A target is missed.")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
