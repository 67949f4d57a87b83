"""Calls for the benchmarks of the screens: one of a minute with its recording, and hundreds."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.voice_captions import CaptionVoice
from simulator.grading.rubric import default_rubric
from simulator.grading.transcript import Moment, Transcript, spoken
from simulator.ports import Attempt, Ports, Take
from simulator.session.baselines import Baselines
from simulator.session.desk import Desk
from simulator.session.simulated import Script, SimulatedCall
from simulator.settings import Places, Preferences
from simulator.sound import wav
from tests.tui.fakes import HeldPlayer, OpenMicrophone
from tests.unit.grading.acoustics.sounds import voice

SCENARIO = "desk-classic"
SECONDS, WORDS = 60.0, 150
WORD_SECONDS = SECONDS / WORDS


class SilentStage:
    """Shows nothing."""

    def began(self, *_: object) -> None:
        """Nothing."""

    def level(self, level: float) -> None:
        """Nothing."""

    def notice(self, sentence: str) -> None:
        """Nothing."""


class KnownWords:
    """Understands the model message, said over and over for a minute."""

    def __init__(self, text: str) -> None:
        self._words = (text.split() * WORDS)[:WORDS]

    def warm(self) -> None:
        """Nothing."""

    def transcribe(self, _: Path, __: threading.Event, ___: threading.Event) -> Transcript:
        """The words, one every 0.4 s."""
        timed = tuple(
            (w, WORD_SECONDS * i, WORD_SECONDS * i + 0.3, 0.9, False)
            for i, w in enumerate(self._words)
        )
        return spoken(timed, SECONDS, (Moment(0.0, SECONDS),))


def desk_in(folder: Path) -> Desk:
    """A desk on a database of its own; whatever is played is silent, and lasts until stopped."""
    places = Places(folder, folder)
    library = ScenarioFiles()
    words = KnownWords(library.scenario(SCENARIO).scenario.model.text)
    records = SqlRecords(places)
    player = HeldPlayer(held=("sound",))
    ports = Ports(CaptionVoice(), player, OpenMicrophone(), words, records, library)
    preferences = replace(Preferences(), recording_notice_seen=True, first_steps_seen=True)
    baselines = Baselines(places.baselines, None)
    return Desk(ports, places, preferences, default_rubric(), (), baselines)


def kept_before(desk: Desk, number: int) -> None:
    """Keep so many calls of all scenarios, on as many days."""
    file = desk.ports.library.scenario(SCENARIO)
    script = Script(utterances=[" ".join(file.scenario.model.text.split())])
    one = desk.judge(SimulatedCall(desk.new_setting(file), desk.ports, SilentStage(), script).run())
    ids = [file.scenario.id for file in desk.ports.library.scenarios()]
    for index in range(number):
        began = f"2026-{1 + index % 12:02d}-{1 + index % 28:02d}T10:00:00+00:00"
        name = f"20260101-100000-{index:06x}"
        desk.ports.records.begin(name)
        kept = replace(one, id=name, scenario_id=ids[index % len(ids)], started_at=began)
        desk.ports.records.finish(kept)


def a_minute_long(desk: Desk) -> Attempt:
    """A spoken message of 60 s and 150 words, graded and kept with its recording."""

    def say(_: object, into: Path, __: float) -> Take:
        into.write_bytes(wav.encode(np.asarray(voice(110, 220, SECONDS, 4), np.float32)))
        return Take(into, None, SECONDS, SECONDS, 0.0, "rep")

    setting = desk.new_setting(desk.ports.library.scenario(SCENARIO))
    call = SimulatedCall(setting, desk.ports, SilentStage(), Script(utterances=[say]))
    attempt, _ = desk.grade_now(call.run())
    return attempt
