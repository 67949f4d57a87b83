"""Calls that are killed while they are made: a program of its own, since it forks.

`python -m tests.integration.killed_calls HOME KILLS SEED` forks children, four in a process group,
that make one call after the other in one home, kills each group at a random moment, and prints as
JSON what the children had told until then. With a file after HOME, it is imports of that file that
are killed, each in a home of its own below HOME.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from simulator.adapters.recogniser_scripted import evenly_spoken
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.children.take_writer import TakeWriter
from simulator.cli import main as command
from simulator.grading.rubric import default_rubric
from simulator.grading.transcript import Transcript
from simulator.ports import Take
from simulator.practice.self_rating import SelfRating
from simulator.session.desk import Desk
from simulator.session.simulated import Script, SimulatedCall
from simulator.settings import HOME_VARIABLE, Places, Preferences
from tests.unit.session.kit import MESSAGE, WatchingStage, ports

SECONDS = 20
ONE_SECOND = b"\x00\x20\x00\xe0" * 8000
AT_ONCE = 4
Tell = Callable[[str], object]


class Hears:
    """Understands the message at once."""

    def warm(self) -> None:
        """Nothing."""

    def transcribe(self, _: Path, __: threading.Event, ___: threading.Event) -> Transcript:
        return evenly_spoken(MESSAGE, SECONDS)


def desk_in(home: Path) -> Desk:
    places = Places(home / "data", home / "cache")
    records = SqlRecords(places, lock_timeout_seconds=30.0)
    at = ports(places.attempts, records=records, recognizer=Hears())
    return Desk(at, places, Preferences(), default_rubric())


def one_call(at: Desk, tell: Tell) -> None:
    """A spoken call, kept and rated; tells what is safe by now."""

    def say(_: object, into: Path, __: float) -> Take:
        take = TakeWriter(into)
        for _ in range(SECONDS):
            take.add(ONE_SECOND)
            tell(f"spoken {into.parent.name} {take.samples}")
        take.close()
        return Take(into, None, SECONDS, SECONDS, 0.0, "rep")

    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    call = SimulatedCall(setting, at.ports, WatchingStage(), Script(utterances=[say]))
    attempt, problem = at.grade_now(call.run())
    tell(f"finished {attempt.id}" if problem is None else f"problem {problem}")
    at.rate(attempt, SelfRating(would_call_back=True, sure_percent=80))
    tell(f"rated {attempt.id}")


def child(home: Path, group: int) -> tuple[int, int]:
    """A process that makes calls for ever: its number, and where it tells of them."""
    reads, writes = os.pipe()
    number = os.fork()
    if number:
        os.close(writes)
        os.setpgid(number, group or number)
        return number, reads
    try:
        os.setpgid(0, group)
        at = desk_in(home)
        while True:
            one_call(at, lambda line: os.write(writes, f"{line}\n".encode()))
    except BaseException as error:  # noqa: BLE001 - whatever it was is told: a child never returns
        os.write(writes, f"problem {error!r}\n".encode())
    finally:
        os._exit(1)


def killed(home: Path, after_seconds: float) -> list[str]:
    """What some children at once told until they were killed."""
    first = child(home, 0)
    children = [first, *(child(home, first[0]) for _ in range(AT_ONCE - 1))]
    time.sleep(after_seconds)
    os.killpg(first[0], signal.SIGKILL)
    told: list[str] = []
    for number, reads in children:
        os.waitpid(number, 0)
        with os.fdopen(reads, encoding="utf-8") as pipe:
            told += [line.strip() for line in pipe if line.endswith("\n")]
    return told


def killed_imports(home: Path, file: Path, kills: int, chance: random.Random) -> None:
    """Take in a file in many homes, and kill each at a random moment."""
    number = _importing(home / "whole", file)
    began = _begun(home / "whole")
    os.waitpid(number, 0)
    an_import_seconds = time.perf_counter() - began
    for each in range(kills):
        number = _importing(home / f"import-{each}", file)
        _begun(home / f"import-{each}")  # however busy the machine is, not before it is at work
        time.sleep(chance.uniform(0.0, an_import_seconds))
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)


def _begun(home: Path) -> float:
    """When the first thing lay in a home."""
    while not home.exists():
        time.sleep(0.001)
    return time.perf_counter()


def _importing(home: Path, file: Path) -> int:
    """A process that takes in a file; its number."""
    number = os.fork()
    if not number:
        os.environ[HOME_VARIABLE] = str(home)
        os._exit(command(["import", str(file)]))
    return number


def main(home: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    at = desk_in(home)
    one_call(at, lambda _: None)  # everything is imported, and warm
    began = time.perf_counter()
    one_call(at, lambda _: None)
    a_call_seconds = (time.perf_counter() - began) * AT_ONCE / 2  # about: on two cores
    told = [
        line
        for _ in range(0, kills, AT_ONCE)
        for line in killed(home, chance.uniform(0.0, 5.0 * a_call_seconds))
    ]
    sys.stdout.write(json.dumps(told))


def main_of_imports(home: Path, file: Path, kills: int, seed: int) -> None:
    command(["packs", "list"])  # everything is imported that every command needs
    chance = random.Random(seed)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    killed_imports(home, file, kills, chance)


if __name__ == "__main__":
    given, (kills, seed) = sys.argv[1:-2], map(int, sys.argv[-2:])
    if len(given) > 1:
        main_of_imports(Path(given[0]), Path(given[1]), kills, seed)
    else:
        main(Path(given[0]), kills, seed)
