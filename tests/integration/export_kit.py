"""Homes with calls to export, and the commands run in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.call.events import Dialled, HungUp
from simulator.cli import main
from simulator.practice.evidence import Decided, Evidence
from simulator.practice.inbox import Hearing, Waiting
from simulator.practice.number_written import NumberWritten
from simulator.practice.occasion import Occasion
from simulator.practice.self_rating import SelfRating
from simulator.practice.series import Item, Series
from simulator.session.journal import JournalHeader, journal_text
from simulator.settings import HOME_VARIABLE, Places
from tests.contract.attempts_for_tests import attempt

ROOT = Path(__file__).parents[2]
SOUND = b"RIFF" + bytes(range(256)) * 40
BOSTON = "2026-03-01T08:00:00-05:00"


A_RUN = Series(
    id="20260301-110000-abcdef",
    kind="quick_choice",
    seed=5,
    started_at="2026-03-01T11:00:00+01:00",
    items=(Item(scenario="colleague", variant=1, line="extension"),),
    spent_seconds=8.5,
    finished_at="2026-03-01T11:01:00+01:00",
)
A_DECISION = Evidence(
    attempt="20260301-110000-abcdef-1",
    scenario="colleague",
    type="wrong_contact",
    variant=1,
    finished_at="2026-03-01T11:00:30+01:00",
    setting="quick_choice",
    series=A_RUN.id,
    ratings={"cue:colleague": "again"},
    mistaken_for={"cue:colleague": "named_own_voice"},
    is_clean=False,
    passed=False,
    decided=(Decided(best="hang_up", made="leave", verdict="wrong", critical=True),),
)


def places_of(home: Path) -> Places:
    return Places(home / "data", home / "cache")


def keep(home: Path, id_: str, started_at: str = "2026-03-01T10:15:00+01:00") -> SqlRecords:
    """A call with something in every field, and a recording."""
    records = SqlRecords(places_of(home))
    folder = records.begin(id_)
    header = JournalHeader(
        attempt=id_,
        scenario="desk-classic",
        scenario_sha256="aa" * 32,
        version=3,
        started_at=started_at,
        variant=2,
    )
    (folder / "take-1.wav").write_bytes(SOUND)
    made = attempt(
        id_,
        folder,
        started_at=started_at,
        corrections={"take-1": "=Hi “Dana”"},
        self_rating=SelfRating(True, 80, 3.5),
    )
    events = (Dialled(), HungUp(at_seconds=4.25))
    records.finish(
        replace(made, journal=journal_text(header, events), variant=2, occasion=Occasion(seed=7))
    )
    return records


def a_home_with_two_calls(home: Path) -> Path:
    records = keep(home, "a1")
    keep(home, "a2", BOSTON)
    records.keep_number(NumberWritten("a1", "2026-03-01T10:20:00+01:00", "617", "617-555-0142"))
    own, poor = Waiting("own", "desk-classic", "a1"), Waiting("poor", "own-cell")
    for place, message in enumerate((own, poor), start=1):
        records.keep_hearing(Hearing("box-1", place, 9, BOSTON, message, "delete", 6.5))
    records.keep_series(A_RUN)
    records.keep_evidence(A_DECISION)
    return home


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command in a home, in this process; exit code, output and talk."""

    def command(home: Path, *words: object) -> tuple[int, str, str]:
        monkeypatch.setenv(HOME_VARIABLE, str(home))
        code = main([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


Run = Callable[..., tuple[int, str, str]]


def after_the_first(text: str) -> list[str]:
    return text.splitlines()[1:]


def lines_of(run: Run, home: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(home, "export")[1].splitlines()]
