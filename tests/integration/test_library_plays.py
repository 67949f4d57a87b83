"""Every variant of every call that comes with Rolecall, from the ring to the score."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.adapters.player_silent import SilentPlayer
from simulator.adapters.records_memory import MemoryRecords
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.voice_captions import CaptionVoice
from simulator.grading.rubric import default_rubric
from simulator.grading.score import Scorecard
from simulator.ports import Ports, ScenarioFile
from simulator.scenario.model import Line
from simulator.session.baselines import Baselines
from simulator.session.desk import Desk
from simulator.session.simulated import Script, SimulatedCall
from simulator.settings import Places, Preferences
from tests.best_way import best_way
from tests.integration.rolecall import Rolecall
from tests.unit.session.kit import WatchingStage

LIBRARY = ScenarioFiles()
FILES = LIBRARY.scenarios()
EVERY = [
    pytest.param(file.as_variant(number), id=f"{file.scenario.id} {number}")
    for file in FILES
    for number in range(len(file.variants))
]
FIRST = [
    pytest.param(file, id=file.scenario.id)
    for file in FILES
    # Else the box is full, or a person or a machine talks: no message can be left there.
    if file.scenario.lines[file.scenario.first_line].then == "beep"
]
LAST = [pytest.param(file.as_variant(-1), id=file.scenario.id) for file in FILES]
PASS_FROM, FAILS_BELOW = 85.0, 50.0


def played(file: ScenarioFile, script: Script, folder: Path) -> Scorecard:
    places = Places(folder, folder)
    records = MemoryRecords(places.attempts)
    ports = Ports(CaptionVoice(), SilentPlayer(0.0), None, None, records, LIBRARY)
    baselines = Baselines(places.baselines, None)
    desk = Desk(ports, places, Preferences(), default_rubric(), (), baselines)
    call = SimulatedCall(desk.new_setting(file), ports, WatchingStage(), script)
    return desk.judge(call.run()).scorecard


@pytest.mark.parametrize("file", EVERY)
def test_the_best_way_with_the_model_message_is_worth_calling_back(
    file: ScenarioFile, tmp_path: Path
) -> None:
    scenario = file.scenario
    card = played(file, best_way(scenario, scenario.model.text), tmp_path)
    assert card.passed
    assert card.score.overall is not None
    assert card.score.overall >= PASS_FROM
    assert {choice.verdict for choice in card.choices} == {"best"}


@pytest.mark.parametrize("file", FIRST)
def test_the_poor_message_is_not_wherever_it_is_left(file: ScenarioFile, tmp_path: Path) -> None:
    scenario = file.scenario
    script = best_way(scenario, scenario.poor.text)
    if scenario.poor.text not in script.utterances:
        script = Script(utterances=[scenario.poor.text])
    card = played(file, script, tmp_path)
    assert not card.passed
    assert (card.score.overall or 0.0) < FAILS_BELOW


@pytest.mark.parametrize("file", LAST)
def test_the_poor_message_fails_what_it_is_said_to_fail(file: ScenarioFile, tmp_path: Path) -> None:
    """Graded as if it had been left in the prospect's own mailbox."""
    scenario = file.scenario
    own = Line.model_validate(
        {
            "kind": "own_mailbox", "voice": "dana", "greeting": "You have reached me.",
            "cue": "reached me", "then": "beep",
            "choice": {"best": "leave", "rule": "OWN", "why": "It is the prospect's own."},
        }
    )  # fmt: skip
    alone = ScenarioFile(scenario.model_copy(update={"lines": {"own": own}}), "0" * 64, Path())
    card = played(alone, Script(utterances=[scenario.poor.text]), tmp_path)
    failed = {id_ for id_, c in card.criteria.items() if c.passed is False}
    assert failed == set(scenario.poor.fails)
    card = played(alone, Script(utterances=[scenario.model.text]), tmp_path)
    assert [id_ for id_, c in card.criteria.items() if c.passed is False] == []


@pytest.mark.parametrize("id_", ["call-screen", "dial-by-name", "retired"])
def test_a_call_is_played_by_the_command_in_any_variant(rolecall: Rolecall, id_: str) -> None:
    file = LIBRARY.scenario(id_).as_variant(1)
    script = best_way(file.scenario, " ".join(file.scenario.model.text.split()))
    words = [word for text in script.utterances for word in ("--type", str(text))]
    keys = ["--keys", script.keys] if script.keys else []
    late = ["--hang-up-at", "9"] if script.hang_up_at_seconds else []
    answer = rolecall.run("call", id_, "--variant", "2", *keys, *words, *late)
    assert answer.code == 0, answer.err
    assert "100" in answer.out
