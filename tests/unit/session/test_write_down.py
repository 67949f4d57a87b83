"""A number cut out of a message, and what is kept of how it was written down."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path

import pytest

from simulator.grading.calling_as import Identity
from simulator.ports import PortError
from simulator.session.write_down import (
    NO_MESSAGE,
    NothingToHear,
    NumberToHear,
    keep_written,
    number_to_hear,
    told,
)
from simulator.sound import wav
from tests.tui.fakes import Setup, set_up
from tests.tui.messages_left import SAID, leave

NOW = datetime.fromisoformat("2026-03-02T09:00:00+01:00")


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return set_up(tmp_path)


def heard(setup: Setup, said: str = SAID, **kept: object) -> NumberToHear:
    attempt = leave(setup.desk, said=said, **kept)  # type: ignore[arg-type]
    file = setup.desk.ports.library.scenario("own")
    return number_to_hear(attempt, file, setup.desk)


def test_the_passage_is_the_number_with_a_little_room(setup: Setup) -> None:
    words = SAID.split()
    first = words.index("617") * 0.4
    found = heard(setup)
    # Half a second before; after it, until the next word begins.
    assert found.sound.seconds == pytest.approx(0.5 + 1.1 + 0.2, abs=0.05)
    assert found.sound.captions == ()
    assert found.sound.path is not None
    samples, rate = wav.decode(found.sound.path.read_bytes())
    assert len(samples) / rate == pytest.approx(found.sound.seconds)
    assert first + 1.1 < len(words) * 0.4  # the second time it is said lies outside
    assert found.digits_per_second == pytest.approx(10 / 1.1)


def test_only_the_owner_can_read_the_passage(setup: Setup) -> None:
    path = heard(setup).sound.path
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_of_two_readings_the_complete_one_is_played(setup: Setup) -> None:
    found = heard(setup, "Call 617 555 017 or try me again on the same line 617 555 0177 thanks")
    assert found.heard_digits == "6175550177"


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        ({"said": "Hi Ines, call me back some time soon please"}, "number was not heard"),
        ({"is_typed": True}, "You typed this message"),
        ({"take_hz": ()}, "recording of this message is gone"),
    ],
)
def test_where_there_is_nothing_to_hear_it_says_why(
    setup: Setup, kept: dict[str, object], says: str
) -> None:
    with pytest.raises(NothingToHear, match=says):
        heard(setup, **kept)  # type: ignore[arg-type]


def test_a_call_without_a_message_has_no_number(setup: Setup) -> None:
    attempt = leave(setup.desk, said="Oh")
    with pytest.raises(NothingToHear, match="No message was left"):
        number_to_hear(attempt, setup.desk.ports.library.scenario("own"), setup.desk)
    assert NO_MESSAGE.endswith("to hear.")


def test_without_its_scenario_nobody_knows_the_right_number(setup: Setup) -> None:
    with pytest.raises(NothingToHear, match="no longer here"):
        number_to_hear(leave(setup.desk), None, setup.desk)


def test_of_a_call_in_the_reps_own_name_the_number_is_their_own(setup: Setup) -> None:
    me = Identity("Sam Poe", "Acme", "415-555-0190")
    own = heard(setup, SAID.replace("617 555 0177", "415 555 0190"), rep=me)
    assert own.number == "415-555-0190"


def test_what_was_written_first_is_kept_and_nothing_after_it(setup: Setup) -> None:
    found = heard(setup)
    first, trouble = keep_written(found, "617 555 0117", setup.desk, NOW)
    assert (first.digits, first.is_right, trouble) == ("6175550117", False, "")
    assert first.written_at == "2026-03-02T09:00:00+01:00"
    again, trouble = keep_written(found, "617 555 0177", setup.desk, NOW)
    assert again.is_right
    assert "first stays" in trouble
    assert setup.desk.ports.records.number_written("a1") == first


def test_a_number_heard_before_comes_with_what_was_written_then(setup: Setup) -> None:
    found = heard(setup)
    first, _ = keep_written(found, "617", setup.desk, NOW)
    attempt = setup.desk.ports.records.attempt("a1")
    assert attempt is not None
    again = number_to_hear(attempt, setup.desk.ports.library.scenario("own"), setup.desk)
    assert again.written == first


def test_it_is_told_with_the_digits_and_the_pace(setup: Setup) -> None:
    found = heard(setup)
    written, _ = keep_written(found, "617-545-0177", setup.desk, NOW)
    verdict, why = told(found, written, setup.desk.rubric)
    assert "the 5th digit: you wrote 4, it is 5" in verdict
    assert why.startswith("At 9.1 digits a second nobody can write along.")


def test_a_slip_of_the_tongue_is_not_blamed_on_the_pen(setup: Setup) -> None:
    found = heard(setup, "Hi Ines you moved labs and call me on 617 555 0117 thanks a lot")
    written, _ = keep_written(found, "617 555 0117", setup.desk, NOW)
    _, why = told(found, written, setup.desk.rubric)
    assert why.startswith("The recogniser heard what you wrote")


def test_a_digit_that_the_recogniser_drops_by_itself_says_nothing(setup: Setup) -> None:
    found = heard(setup, "Hi Ines you moved labs and call me on 617 55 0177 thanks a lot")
    written, _ = keep_written(found, "617 55 0177", setup.desk, NOW)
    _, why = told(found, written, setup.desk.rubric)
    assert "recogniser" not in why


def test_a_recording_that_ends_before_the_number_is_gone(setup: Setup) -> None:
    attempt = leave(setup.desk)
    take = attempt.folder / "take-1.wav"
    samples, rate = wav.decode(take.read_bytes())
    take.write_bytes(wav.encode(samples[:rate], rate))
    with pytest.raises(NothingToHear, match="recording of this message is gone"):
        number_to_hear(attempt, setup.desk.ports.library.scenario("own"), setup.desk)


@pytest.mark.skipif(os.name != "posix", reason="a folder in place of a file, as POSIX has it")
def test_a_disk_that_takes_nothing_is_a_sentence(setup: Setup) -> None:
    attempt = leave(setup.desk)
    (attempt.folder / "number-over-the-line.wav").mkdir()
    with pytest.raises(NothingToHear, match="could not be cut out"):
        number_to_hear(attempt, setup.desk.ports.library.scenario("own"), setup.desk)


def test_a_message_without_times_cannot_be_cut(setup: Setup) -> None:
    from dataclasses import replace

    attempt = leave(setup.desk)
    words = attempt.transcripts["take-1"]
    untimed = replace(words, words=tuple(replace(w, start=None, end=None) for w in words.words))
    attempt = replace(attempt, transcripts={"take-1": untimed})
    with pytest.raises(PortError, match="not known when the number was said"):
        number_to_hear(attempt, setup.desk.ports.library.scenario("own"), setup.desk)
