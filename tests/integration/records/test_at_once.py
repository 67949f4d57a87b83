"""Two Rolecalls at once, and what a rep is told when the database breaks under a call."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from simulator.adapters.records_sqlalchemy import SqlRecords, schema
from simulator.grading.rubric import default_rubric
from simulator.session.desk import Desk
from simulator.session.simulated import Script, SimulatedCall
from simulator.settings import Places, Preferences
from tests.contract.attempts_for_tests import attempt
from tests.integration.records.rows import keep, query
from tests.integration.records.test_migrations import a_database_of_format, calls_of_before
from tests.unit.session.kit import MESSAGE, WatchingStage, ports

AT_ONCE = 4


def all_at_once(*work: Callable[[], object]) -> None:
    """Each in a thread of its own, begun together; what one raises is raised here."""
    ready, raised = threading.Barrier(len(work)), list[BaseException]()

    def run(one: Callable[[], object]) -> None:
        ready.wait()
        try:
            one()
        except BaseException as error:  # noqa: BLE001 - raised again below
            raised.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def test_several_that_bring_an_old_database_up_at_once_do_it_once(places: Places) -> None:
    a_database_of_format(places, 1, *calls_of_before(places))
    found: list[int] = []

    def look() -> None:
        found.append(len(SqlRecords(places).attempts()))

    all_at_once(*[look] * AT_ONCE)

    assert found == [2] * AT_ONCE
    assert query(places, "SELECT count(*) FROM migrations") == [(len(schema.MIGRATIONS),)]
    assert SqlRecords(places).reached()["desk-classic"].calls == 2


def test_calls_that_end_and_go_at_once_are_counted_rightly(places: Places) -> None:
    for number in range(AT_ONCE):
        keep(SqlRecords(places), f"old-{number}")

    def come(number: int) -> Callable[[], object]:
        return lambda: keep(SqlRecords(places), f"new-{number}")

    def go(number: int) -> Callable[[], object]:
        return lambda: SqlRecords(places).erase(f"old-{number}")

    all_at_once(*(each(number) for number in range(AT_ONCE) for each in (come, go)))

    records = SqlRecords(places)
    assert {one.id for one in records.attempts()} == {f"new-{n}" for n in range(AT_ONCE)}
    assert records.reached()["desk-classic"].calls == AT_ONCE


def test_what_one_erases_the_other_no_longer_finds(places: Places) -> None:
    one, other = SqlRecords(places), SqlRecords(places)
    keep(one, "a1")
    assert other.attempt("a1") is not None

    one.erase_everything()

    assert other.attempt("a1") is None
    assert other.attempts() == []
    keep(other, "a2")
    assert [each.id for each in one.attempts()] == ["a2"]


def test_a_database_that_breaks_under_a_call_is_told_with_its_result(
    places: Places, tmp_path: Path
) -> None:
    records = SqlRecords(places)
    keep(records, "a1")
    at = Desk(ports(places.attempts, records=records), places, Preferences(), default_rubric())
    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    ended = SimulatedCall(setting, at.ports, WatchingStage(), Script(utterances=[MESSAGE])).run()
    places.database.write_bytes(b"no database, by any means" * 400)

    made, told = at.grade_now(ended)

    assert told is not None
    assert "were damaged. They were put aside as rolecall.sqlite3.damaged-1" in told
    assert "rolecall recover" in told
    assert [one.id for one in records.attempts()] == [made.id]
    assert at.grade_now(ended)[1] != told, "it is told once"


def test_a_clock_that_was_put_back_leaves_every_call_in_its_place(places: Places) -> None:
    records = SqlRecords(places)
    for id_, moment in (
        ("a1", "2026-03-01T10:00:00+01:00"),
        ("a2", "2031-01-01T10:00:00+01:00"),  # the clock had jumped ahead
        ("a3", "2026-03-01T10:05:00+01:00"),
    ):
        folder = records.begin(id_)
        records.finish(attempt(id_, folder, started_at=moment))

    assert [one.id for one in records.latest(3)] == ["a2", "a3", "a1"]
    assert [one.id for one in records.without_evidence()] == ["a1", "a3", "a2"]
