"""A drill that is killed while it is played: a program of its own.

`python -m tests.integration.killed_drills HOME` goes on with the power hour in HOME, or deals one,
and makes its calls one after the other; it prints the place of each as soon as it is kept.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from simulator.session.desk import Desk
from simulator.session.drilling.calls import Calls
from simulator.session.drilling.dealt import Wanted, deal, go_on_with
from simulator.session.drilling.drills import drill_named
from simulator.session.drilling.run import NothingToDrill, Run
from simulator.session.simulated import Script, SimulatedCall
from tests.integration.killed_calls import desk_in
from tests.unit.session.kit import MESSAGE, WatchingStage

DIALS = 12


def opened(desk: Desk) -> Run:
    """The run that was cut off, or a new one."""
    drill = drill_named("power-hour")
    with suppress(NothingToDrill):
        return go_on_with(desk, drill)
    return deal(desk, drill, Wanted(seed=5, number=DIALS))[0]


def main(home: Path) -> None:
    """Make calls until the end."""
    desk = desk_in(home)
    run = opened(desk)
    assert isinstance(run, Calls)
    run.go_on()
    while (place := run.place) is not None:
        file = run.file_at(place)
        assert file is not None
        setting = desk.new_setting(file, typed=True, occasion=run.occasion(place))
        script = Script(utterances=(MESSAGE, MESSAGE))
        ended = SimulatedCall(setting, desk.ports, WatchingStage(), script).run()
        attempt, problem = desk.grade_now(ended)
        assert problem is None, problem
        run.take(attempt, file)
        sys.stdout.write(f"{place}\n")
        sys.stdout.flush()
    run.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
