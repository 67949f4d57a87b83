"""What a large library costs: `python -m benchmarks.library`, in a checkout.

Copies of the shipped scenarios, each with an id and a title of its own, are put into folders.
Measured, with both sides of each ratio in the same run:

- reading and checking 10,000 scenarios against 1,000 (target: at most 12 times as long);
- opening the app with 1,000 scenarios against the shipped ones and one more, from its start to the
  first picture with the lists, imports included: as it is every day, when nothing has changed since
  (target: at most 1.5 times as long); beside it, without a target, when all of them are new;
- `rolecall check` of all that is shipped, as a process (target: under 3 s);
- opening the app on a folder of 10,000, of which the first are read, and the memory,
  without a target: it has to open.
"""

from __future__ import annotations

import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from simulator.adapters.scenario_files import (
    ScenarioFiles,
    load_scenario,
    shipped_folder,
    yaml_files,
)

MANY, MOST = 1000, 10_000
READING_TARGET = 12.0
OPENING_TARGET = 1.5
CHECK_TARGET_SECONDS = 3.0
RUNS = 7


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


def seconds_to_read(folder: Path) -> float:
    """How long it takes to read and check a folder's scenarios, as `rolecall check` does."""
    voices = ScenarioFiles().voices()
    taken: dict[str, str] = {}
    began = time.perf_counter()
    for path in yaml_files(folder):
        taken[load_scenario(path, voices, taken).scenario.id] = str(path)
    return time.perf_counter() - began


def opening(folder: Path, home: Path) -> float:
    """Seconds from starting the app to its first picture with the lists, in a new process."""
    preferences = home / "data" / "preferences.json"
    preferences.parent.mkdir(parents=True, exist_ok=True)
    preferences.write_text(json.dumps({"first_steps_seen": True}), "utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "benchmarks.library_opening", str(folder)],
        check=True, capture_output=True, text=True, env={**os.environ, "ROLECALL_HOME": str(home)},
    )  # fmt: skip
    seconds, megabytes = map(float, found.stdout.split())
    MEMORY_MB[folder] = megabytes
    return seconds


MEMORY_MB: dict[Path, float] = {}


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
    shipped = len(yaml_files(shipped_folder("scenarios")))
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        one = write_scenarios(top / "few", 1)
        many = write_scenarios(top / "many", MANY - shipped)
        thousand = write_scenarios(top / "thousand", MANY)
        most = write_scenarios(top / "most", MOST)
        reading = [seconds_to_read(thousand), seconds_to_read(most)]
        new = opening(many, top / "new")
        for folder in (one, many, most):
            opening(folder, top)
        opened = median_of(RUNS, lambda: opening(one, top), lambda: opening(many, top))
        largest = opening(most, top)
        (check,) = median_of(3, seconds_to_check)
        memory = {folder.name: round(MEMORY_MB[folder]) for folder in (one, many, most)}
    ratios = reading[1] / reading[0], opened[1] / opened[0]
    print(f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(
        f"reading and checking {MOST:,}: {reading[1]:.2f} s, against {reading[0]:.2f} s for "
        f"{MANY:,}: {ratios[0]:.1f}x (target {READING_TARGET:.0f}x)"
    )
    print(
        f"opening with {MANY:,}: {opened[1]:.2f} s, against {opened[0]:.2f} s with {shipped + 1}: "
        f"{ratios[1]:.2f}x (target {OPENING_TARGET}x); when all are new: {new:.2f} s"
    )
    print(f"opening with a folder of {MOST:,}: {largest:.2f} s; memory in MB: {memory}")
    print(f"rolecall check: {check:.2f} s (target under {CHECK_TARGET_SECONDS:.0f} s)")
    met = (
        ratios[0] <= READING_TARGET and ratios[1] <= OPENING_TARGET and check < CHECK_TARGET_SECONDS
    )
    print("All targets are met." if met else "A target is missed.")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
