"""The rep's own neutral voice: kept for each microphone, refused where it would mislead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.grading.transcript import Baseline, EnergyParts, Moment, Voice
from simulator.ports import PortError
from simulator.session.baselines import Baselines, ReadingRefused

READING = Voice(
    seconds=26.0,
    speech=(Moment(1.0, 25.0),),
    level_db=-22.0,
    clipped_share=0.0,
    is_telephone_band=False,
    syllables_per_second=4.0,
    parts=EnergyParts(30.0, 180.0, 4.0, 500.0),
    energy=0.31,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "baselines.json"


def test_a_reading_becomes_the_baseline_of_the_microphone_in_use(path: Path) -> None:
    baselines = Baselines(path, "Headset")
    kept = baselines.keep(READING)

    assert (kept.device, kept.energy, kept.sample_rate_hz) == ("Headset", 0.31, 16_000)
    assert Baselines(path, "Headset").current() == Baseline(0.31)
    assert path.stat().st_mode & 0o077 == 0


def test_another_microphone_or_rate_has_none_and_the_first_is_set_aside(path: Path) -> None:
    Baselines(path, "Headset").keep(READING)

    assert Baselines(path, "Laptop").current() is None
    assert Baselines(path, "Headset", 8_000).current() is None
    assert Baselines(path, "Laptop").set_aside() == ("Headset",)


def test_a_new_reading_replaces_only_that_of_its_own_microphone(path: Path) -> None:
    headset, laptop = Baselines(path, "Headset"), Baselines(path, "Laptop")
    headset.keep(READING)
    laptop.keep(replace(READING, energy=-0.5, is_telephone_band=True))
    headset.keep(replace(READING, energy=0.8))

    assert headset.current() == Baseline(0.8)
    assert laptop.current() == Baseline(-0.5, is_telephone_band=True)


def test_a_baseline_can_be_erased(path: Path) -> None:
    headset = Baselines(path, "Headset")
    assert not headset.forget()
    headset.keep(READING)

    assert headset.forget()
    assert headset.current() is None


@pytest.mark.parametrize(
    ("reading", "sentence"),
    [
        (replace(READING, speech=(Moment(0.0, 4.0),)), "Only 4 s of speech could be heard"),
        (replace(READING, speech=(), energy=None), "Only 0 s of speech"),
        (replace(READING, energy=None, not_measured="There is hardly any voice."), "hardly any"),
        (replace(READING, clipped_share=0.02), "too loud"),
    ],
)
def test_what_would_mislead_is_refused_with_a_sentence(
    path: Path, reading: Voice, sentence: str
) -> None:
    with pytest.raises(ReadingRefused, match=sentence):
        Baselines(path, "Headset").keep(reading)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"not json", b'{"a": 1}', b'[{"device": 1}]', b"\xff"])
def test_a_damaged_file_is_said_and_a_new_reading_replaces_it(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    baselines = Baselines(path, "Headset")

    assert baselines.current() is None
    assert "cannot be read" in (baselines.trouble or "")
    baselines.keep(READING)
    assert (baselines.current(), baselines.trouble) == (Baseline(0.31), None)


def test_what_cannot_be_read_or_written_is_a_sentence(path: Path) -> None:
    path.mkdir(parents=True)
    baselines = Baselines(path, "Headset")

    assert baselines.current() is None
    with pytest.raises(PortError, match="cannot be kept in"):
        baselines.keep(READING)


def test_without_a_microphone_there_is_nothing_to_keep(path: Path) -> None:
    with pytest.raises(PortError, match="no microphone"):
        Baselines(path, None).keep(READING)
    assert Baselines(path, None).current() is None
