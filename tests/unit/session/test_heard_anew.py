"""The recordings of a kept call are heard anew; what was typed, and the baseline, stay."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.grading.transcript import Baseline, Transcript, Voice, typed
from simulator.ports import PortError
from simulator.session.heard_anew import heard_anew
from tests.contract.attempts_for_tests import TRANSCRIPTS, attempt

VOICE = Voice(9.5, (), None, 0.0, False, None, None, None)


class HearsVoice:
    """Hears the same words in every recording, and measures a voice."""

    def warm(self) -> None:
        """Nothing."""

    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        assert complete.is_set()
        return replace(typed("Hi Dana"), source="spoken", seconds=9.5, voice=VOICE)


def test_what_was_spoken_is_heard_anew_and_what_was_typed_stays(tmp_path: Path) -> None:
    (tmp_path / "take-1.wav").write_bytes(b"RIFF")
    before = attempt("a1", tmp_path)

    now = heard_anew(before, HearsVoice())

    assert now.transcripts["take-1"].text == "Hi Dana"
    assert now.transcripts["take-2"] == TRANSCRIPTS["take-2"]
    assert replace(now, transcripts=before.transcripts) == before


def test_energy_is_compared_with_the_same_neutral_voice(tmp_path: Path) -> None:
    (tmp_path / "take-1.wav").write_bytes(b"RIFF")
    own = replace(VOICE, baseline=Baseline(1.5))
    spoken = replace(TRANSCRIPTS["take-1"], voice=own)
    before = replace(attempt("a1", tmp_path), transcripts={"take-1": spoken})

    assert heard_anew(before, HearsVoice()).transcripts["take-1"].voice == own


def test_without_the_recording_or_a_recogniser_it_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PortError, match="The recording take-1 of the call a1 is gone"):
        heard_anew(attempt("a1", tmp_path), HearsVoice())
    with pytest.raises(PortError, match="no speech recogniser"):
        heard_anew(attempt("a1", tmp_path), None)
