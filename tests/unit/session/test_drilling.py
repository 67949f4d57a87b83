"""Runs of drills: dealt, played, left, gone on with; nothing that was done is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from simulator.ports import PortError
from simulator.practice.sections import lines_of
from simulator.practice.series import Item
from simulator.session.drilling.calls import Calls
from simulator.session.drilling.dealt import (
    Wanted,
    deal,
    go_on_with,
    last_run,
    menu,
)
from simulator.session.drilling.drills import DRILLS, drill_named
from simulator.session.drilling.quick import QuickChoice
from simulator.session.drilling.run import NothingToDrill
from tests.tui.fakes import Setup
from tests.unit.session.drill_kit import SHIPPED, STOP, Clock, at_a_desk, called, decide

QUICK, HOUR, FREE = (drill_named(id_) for id_ in ("quick-choice", "power-hour", "free-play"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def setup(tmp_path: Path, clock: Clock) -> Setup:
    return at_a_desk(tmp_path, clock)


def text(run: QuickChoice | Calls) -> str:
    return "\n".join(lines_of(run.summary()))


def test_a_run_of_quick_choices_is_dealt_from_what_is_open(setup: Setup) -> None:
    run, trouble = deal(setup.desk, QUICK, Wanted(seed=3))
    assert trouble == ""
    assert (run.number, len(run.series.items), run.place) == (20, 20, 0)
    assert all(item.line for item in run.series.items)
    again, _ = deal(setup.desk, QUICK, Wanted(seed=3))
    assert again.series.items == run.series.items
    assert again.series.id != run.series.id


def test_a_run_goes_on_where_it_was_cut_off(setup: Setup, clock: Clock) -> None:
    run, _ = deal(setup.desk, QUICK, Wanted(seed=3, number=4), clock)
    run.go_on()
    clock.seconds = 30.0
    decide(run)
    decide(run)
    clock.seconds = 50.0  # and killed
    again = go_on_with(setup.desk, QUICK, clock)
    assert isinstance(again, QuickChoice)
    assert (again.place, len(again.done), again.number) == (2, 2, 4)
    assert again.is_paused
    assert again.spent_seconds == 30.0
    decide(again)
    decide(again)
    assert again.is_over
    assert again.end() == ""
    assert again.series.finished_at == "2026-03-02T09:00:50+01:00"
    with pytest.raises(NothingToDrill, match="no unfinished run"):
        go_on_with(setup.desk, QUICK)
    assert text(again).startswith("4 of 4 right; half of these within 1.0 s.")


def test_the_clock_stands_still_while_a_run_is_paused(setup: Setup, clock: Clock) -> None:
    run, _ = deal(setup.desk, HOUR, Wanted(seed=1), clock)
    assert isinstance(run, Calls)
    run.go_on()
    run.go_on()
    clock.seconds = 100.0
    assert run.pause() == ""
    clock.seconds = 5000.0
    assert run.spent_seconds == 100.0
    assert run.left_seconds == 3500.0
    run.go_on()
    clock.seconds = 5000.0 + 3500.0
    assert run.is_over
    run.end()
    assert run.series.finished_at is not None


def test_a_wrong_and_a_late_decision_are_told(setup: Setup) -> None:
    run, _ = deal(setup.desk, QUICK, Wanted(seed=3, number=2))
    heard = decide(run, "pitch")
    assert heard.verdict.startswith("Wrong: you chose to pitch.")
    assert "(rule " in heard.why
    assert "“" in heard.words
    late = decide(run, None, 1000.0)
    assert late.verdict.startswith("Too late")
    assert isinstance(run, QuickChoice)
    assert "1 too late" in text(run)


def test_a_scenario_that_is_gone_is_left_out_and_said(setup: Setup) -> None:
    run, _ = deal(setup.desk, QUICK, Wanted(seed=3, number=3))
    decide(run)
    gone = run.series.items[1].scenario
    files = [file for file in SHIPPED.scenarios() if file.listing.id != gone]

    class Fewer:
        def scenarios(self) -> list[object]:
            return list(files)

    setup.desk.ports = replace(setup.desk.ports, library=Fewer())  # type: ignore[arg-type]
    again = go_on_with(setup.desk, QUICK)
    assert isinstance(again, QuickChoice)
    assert again.prepare(1, STOP) is None
    (sentence,) = again.left_out()
    assert sentence.startswith(f"“{gone}” is left out")
    assert again.left_out() == ()
    assert again.number < 3
    assert "sign" in text(again)


@pytest.mark.parametrize(
    "other", [{"variant": 99}, {"line": "nowhere"}], ids=["its variant", "its line"]
)
def test_what_has_changed_is_left_out(setup: Setup, other: dict[str, object]) -> None:
    run, _ = deal(setup.desk, QUICK, Wanted(seed=3, number=2))
    decide(run)
    changed = run.series.items[1].model_copy(update=other)
    items = (run.series.items[0], changed)
    setup.desk.ports.records.keep_series(run.series.model_copy(update={"items": items}))
    with pytest.raises(NothingToDrill, match="have changed"):
        go_on_with(setup.desk, QUICK)


def locked(*_: object) -> NoReturn:
    raise PortError("The results are locked.")


def test_with_locked_results_a_run_goes_on_and_says_so_once(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("practised", "keep_series", "keep_evidence", "all_series"):
        monkeypatch.setattr(setup.desk.ports.records, name, locked)
    run, trouble = deal(setup.desk, QUICK, Wanted(seed=3, number=2))
    assert trouble == (
        "The results are locked. This run goes on; what you do now is counted, but it will not "
        "last."
    )
    assert decide(run).trouble == ""
    assert decide(run).trouble == ""
    assert run.is_over
    assert isinstance(run, QuickChoice)
    assert text(run).startswith("2 of 2 right")
    with pytest.raises(PortError, match="locked"):
        menu(setup.desk)


def test_a_voice_that_fails_leaves_captions(setup: Setup) -> None:
    from tests.unit.session.kit import Broken

    setup.desk.ports = replace(setup.desk.ports, voice=Broken("No voice."))  # type: ignore[arg-type]
    run, _ = deal(setup.desk, QUICK, Wanted(seed=3, number=1))
    assert isinstance(run, QuickChoice)
    heard = run.prepare(0, STOP)
    assert heard is not None
    assert heard.trouble == "No voice."
    assert heard.sound.path is None
    assert heard.sound.captions


def test_calls_of_a_power_hour_are_taken_as_they_are_kept(setup: Setup, clock: Clock) -> None:
    run, _ = deal(setup.desk, HOUR, Wanted(seed=1, number=12), clock)
    assert isinstance(run, Calls)
    assert run.is_timed
    run.go_on()
    for number in range(12):
        clock.seconds += 60
        pace = 140.0 + 3 * number
        run.add(called(setup.desk, run, measures={"words_per_minute": pace}), is_kept=True)
    told = text(run)
    assert told.startswith("12 of 12 dials in 12 minutes, 12 passed.")
    assert "Pace" in told
    assert "21 faster" in told
    assert "not measured" in told


def test_free_play_begins_again_when_all_were_called(setup: Setup) -> None:
    run, _ = deal(setup.desk, FREE, Wanted(seed=1, type="vendor_line", level=3))
    assert isinstance(run, Calls)
    assert not run.is_timed
    number = run.number
    for _ in range(number):
        run.add(called(setup.desk, run), is_kept=True)
    assert run.is_over
    assert run.deal_on() == ""
    assert [run.place] == [number]
    assert run.deal_on() == ""
    assert run.number == 2 * number
    run.end()
    assert run.series.finished_at is not None
    assert text(run).startswith(f"{number} calls in less than a minute")


def test_a_filter_that_nothing_fits_is_said(tmp_path: Path, clock: Clock) -> None:
    setup = at_a_desk(tmp_path, clock, shipped=False)
    with pytest.raises(NothingToDrill, match="No call fits wrong contacts of level 3"):
        deal(setup.desk, FREE, Wanted(type="wrong_contact", level=3))
    empty = at_a_desk(tmp_path, clock, shipped=False, files=[])
    for drill, why in (
        (QUICK, "nothing to drill"),
        (drill_named("opening"), "a message is wanted"),
    ):
        with pytest.raises(NothingToDrill, match=why):
            deal(empty.desk, drill)


def test_the_menu_tells_the_last_run_and_what_can_be_gone_on_with(
    setup: Setup, clock: Clock
) -> None:
    assert [one.last for one in menu(setup.desk)] == [""] * 5
    run, _ = deal(setup.desk, QUICK, Wanted(seed=3, number=2))
    assert menu(setup.desk)[0].unfinished is None, "nothing was done in it"
    decide(run)
    quick = menu(setup.desk)[0]
    assert quick.last.startswith("1 of 1 right")
    assert quick.unfinished == run.series
    assert quick.done == 1
    clock.seconds = 60
    decide(run)
    run.end()
    assert menu(setup.desk)[0].unfinished is None
    last = last_run(setup.desk, QUICK)
    assert last is not None
    assert len(last.done) == 2
    assert last_run(setup.desk, HOUR) is None


def test_a_run_is_compared_with_the_one_before(setup: Setup, clock: Clock) -> None:
    first, _ = deal(setup.desk, QUICK, Wanted(seed=3, number=2))
    decide(first, "pitch")
    decide(first)
    first.end()
    clock.seconds = 3600.0
    second, _ = deal(setup.desk, QUICK, Wanted(seed=3, number=2))
    decide(second)
    decide(second)
    assert isinstance(second, QuickChoice)
    assert "Better: 100 % right, 50 % in the run before." in text(second)


def test_a_run_is_counted_by_signs_as_the_one_before_is_guesses_too(
    setup: Setup, clock: Clock
) -> None:
    first, _ = deal(setup.desk, QUICK, Wanted(seed=3, number=1))
    assert decide(first, after_cue=-0.5).choice.guess
    first.end()
    clock.seconds = 3600.0
    second, _ = deal(setup.desk, QUICK, Wanted(seed=3, number=1))
    decide(second)
    assert isinstance(second, QuickChoice)
    assert "Right every time now:" in text(second)


def test_a_run_that_was_left_at_once_is_not_compared_with(setup: Setup, clock: Clock) -> None:
    for hour, wrong in enumerate([2, 1]):
        clock.seconds = 3600.0 * hour
        run, _ = deal(setup.desk, QUICK, Wanted(seed=3, number=2))
        for _ in range(wrong):
            decide(run, "pitch")
        run.end()
    clock.seconds = 7200.0
    last, _ = deal(setup.desk, QUICK, Wanted(seed=3, number=2))
    decide(last)
    decide(last)
    before = last.run_before()
    assert before is not None
    assert len(before[1]) == 2


def test_drills_have_names() -> None:
    assert [drill_named(drill.id) for drill in DRILLS] == list(DRILLS)
    with pytest.raises(LookupError, match="no drill knitting"):
        drill_named("knitting")


def test_an_item_knows_its_scenario() -> None:
    assert Item(scenario="own").line == ""
