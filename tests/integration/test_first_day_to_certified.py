"""A new hire who does what the app proposes, from the first call to the certificate.

The rep is made up: at first they leave a message wherever it beeps, and list features; what a call
has told them they mostly know the next time. They follow `what is next` and nothing else. Calls are
typed and simulated; everything behind them is real, the database too.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from simulator.adapters.player_silent import SilentPlayer
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.voice_captions import CaptionVoice
from simulator.cli import main
from simulator.grading.rubric import default_rubric
from simulator.ports import Attempt, Ports, ScenarioFile
from simulator.practice.occasion import Occasion
from simulator.practice.self_rating import SelfRating
from simulator.scenario.best_way import cues_heard
from simulator.session.desk import Desk
from simulator.session.examining.examination import AllMade, ToCall, ToRate
from simulator.session.examining.runs import begin
from simulator.session.simulated import Script, SimulatedCall
from simulator.settings import HOME_VARIABLE, Places, Preferences
from tests.best_way import best_way
from tests.unit.session.kit import WatchingStage

FIRST_DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
CALLS_A_DAY = 40
MOST_CALLS = 400
ONCE_TOLD = 0.9
"""How surely the rep knows a sign that a result has explained; three more calls make it sure."""
SURE_AFTER = 3


@dataclass
class Rep:
    """A rep who learns: `met` counts how often each sign was explained to them."""

    chance: Random = field(default_factory=lambda: Random(20))
    met: dict[str, int] = field(default_factory=dict)
    messages: int = 0

    def plays(self, file: ScenarioFile) -> Script:
        """What they do in a call, and learn of it."""
        scenario = file.scenario
        knows = all(self._knows(cue) for cue in cues_heard(scenario))
        for cue in cues_heard(scenario):
            self.met[cue] = self.met.get(cue, 0) + 1
        way = best_way(scenario, self._message(file))
        if knows:
            return way
        if way.utterances or way.keys:
            return Script(hang_up_at_seconds=300.0)
        return Script(utterances=[scenario.model.text])

    def _knows(self, cue: str) -> bool:
        times = self.met.get(cue, 0)
        return times >= SURE_AFTER or (times > 0 and self.chance.random() < ONCE_TOLD)

    def _message(self, file: ScenarioFile) -> str:
        """From a list of features to a message that would be called back."""
        self.messages += 1
        scenario = file.scenario
        return scenario.poor.text if self.messages <= 4 else scenario.model.text


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scenarios_kept: object) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    return tmp_path


def a_desk(home: Path) -> Desk:
    places = Places(home / "data", home / "cache")
    library = ScenarioFiles()
    ports = Ports(CaptionVoice(), SilentPlayer(0.0), None, None, SqlRecords(places), library)
    at = Desk(ports, places, Preferences(), default_rubric())
    at.practice.clock = lambda: FIRST_DAY
    return at


def called(at: Desk, file: ScenarioFile, script: Script, occasion: Occasion) -> Attempt:
    setting = at.new_setting(file, typed=True, occasion=occasion)
    ended = SimulatedCall(setting, at.ports, WatchingStage(), script).run()
    attempt, trouble = at.grade_now(ended)
    assert trouble is None
    return attempt


def practised_until_the_exam_is_open(at: Desk, rep: Rep) -> int:
    """Do what is proposed, some calls a day; how many calls it took."""
    for number in range(MOST_CALLS):
        day, place = divmod(number, CALLS_A_DAY)
        now = FIRST_DAY + timedelta(days=day, minutes=6 * place)
        at.practice.clock = lambda now=now: now  # type: ignore[misc]
        coming = at.practice.coming()
        if coming.way.open_exam is not None:
            return number
        assert coming.drawn is not None, coming.way.next_in_words
        assert coming.drawn.reason
        file = at.ports.library.scenario(coming.drawn.scenario).as_variant(coming.drawn.variant)
        attempt = called(at, file, rep.plays(file), Occasion(seed=coming.seed))
        if at.message_left(attempt) is not None:
            at.rate(attempt, SelfRating(attempt.scorecard.passed, 80))
    lacking = [one.lacking for one in at.practice.way().stages]
    raise AssertionError(f"after {MOST_CALLS} calls the exam is not open: {lacking}")


def sealed_exam(at: Desk, rep: Rep, into: Path) -> Path:
    """Take the exam as it asks for each thing."""
    examination = begin(at)
    minutes = 0
    began = at.practice.clock()
    while not isinstance(step := examination.step(), AllMade):
        minutes += 2
        now = began + timedelta(minutes=minutes)
        at.practice.clock = lambda now=now: now  # type: ignore[misc]
        if isinstance(step, ToRate):
            examination.rate(step.attempt, SelfRating(would_call_back=True, sure_percent=90))
        elif isinstance(step, ToCall):
            called(at, step.file, rep.plays(step.file), examination.occasion(step.place))
    return examination.write(examination.finish(), examination.default_path(into))


def test_a_new_hire_becomes_certified_by_following_what_is_proposed(
    home: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    at, rep = a_desk(home), Rep()
    calls = practised_until_the_exam_is_open(at, rep)
    assert 80 < calls < MOST_CALLS

    file = sealed_exam(at, rep, home)

    way = at.practice.way()
    assert way.current is None, "all stages are done"
    assert at.practice.exams_passed() == {"certification"}
    assert main(["verify", str(file)]) == 0
    told = capsysbinary.readouterr().out.decode()
    assert "passed, says the file." in told
    assert "It does not show who spoke" in told

    # Commands find the same home; what they say of it is for people.
    assert main(["next"]) == 0
    assert "All stages are done." in capsysbinary.readouterr().out.decode()
    page = home / "report.html"
    assert main(["report", "--output", str(page)]) == 0
    capsysbinary.readouterr()
    report = page.read_text(encoding="utf-8")
    assert "Certification" in report
    assert "certified" in report.lower() or "passed" in report.lower()
    assert main(["progress", "--json"]) == 0
    json.loads(capsysbinary.readouterr().out)
    assert main(["export", "--csv"]) == 0
    table = csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode()))
    rows = list(table)
    assert len(rows) == calls + len(begin(at).run.items)
    assert rows[-1]["scenario"]
