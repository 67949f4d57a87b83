"""One part of a message said anew: spliced in, kept beside the call, and graded beside the old."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from simulator.adapters.recogniser_scripted import evenly_spoken
from simulator.call.events import EndedBy
from simulator.grading.transcript import Transcript
from simulator.ports import Attempt, PortError, RecordingLimits, Take
from simulator.session.desk import Desk
from simulator.session.redoing import (
    GONE,
    MICROPHONE_LOST,
    NO_MESSAGE,
    NO_MICROPHONE,
    NO_RECOGNIZER,
    NO_WORDS,
    NOT_UNDERSTOOD,
    NOTHING_RECORDED,
    TYPED,
    NothingToRedo,
    Redo,
    Redone,
)
from simulator.session.simulated import Script, SimulatedCall
from simulator.sound import wav
from tests.unit.session.kit import WatchingStage, desk
from tests.unit.sound.test_splicing import RATE, room, voice

SAID = "Hi Dana. You told FreshSummit that a third of your sampling budget is wasted. Call me."
BETTER = "Hi Dana, this is Alex Reed with Northwind."
NUMBER = "Call me at 617-555-0142. Again, 617-555-0142."
NEVER = threading.Event()


def sound_of(text: str) -> bytes:
    """A voice for every word of a text, 0.3 s each with 0.1 s between them."""
    each = [np.concatenate([voice(0.3), np.zeros(RATE // 10, np.float32)]) for _ in text.split()]
    whole = np.concatenate([*each, np.zeros(RATE // 2, np.float32)])
    return wav.encode(whole + room(len(whole) / RATE))


@dataclass
class Ears:
    """Hears the words that were given for a file's name, 0.4 s each."""

    said: dict[str, str]

    def warm(self) -> None:
        return

    def transcribe(
        self, path: Path, complete: threading.Event, stop: threading.Event
    ) -> Transcript:
        return evenly_spoken(self.said.get(path.name, ""), 20.0)


@dataclass
class Mouth:
    """Says a sound."""

    content: bytes
    ended_by: EndedBy = "rep"

    def record(
        self,
        path: Path,
        limits: RecordingLimits,
        on_level: Callable[[float], None],
        stop: threading.Event,
    ) -> Take:
        assert not path.exists(), "a recording is never overwritten"
        path.write_bytes(self.content)
        on_level(0.5)
        return Take(path, None, 4.0, 3.0, 0.1, self.ended_by)


def says(content: bytes) -> Callable[[object, Path, float], Take]:
    def say(_: object, into: Path, __: float) -> Take:
        into.write_bytes(content)
        return Take(into, None, 20.0, 18.0, 0.4, "rep")

    return say


def called(
    root: Path, *, said: str = SAID, again: str = BETTER, sound: str | None = None
) -> tuple[Desk, Attempt]:
    """A desk where a message was left, and what will be said and heard next."""
    ears = Ears({"take-1.wav": said, "new.wav": again, "spliced.wav": "other words altogether"})
    at = desk(root, recognizer=ears, microphone=Mouth(sound_of(again if sound is None else sound)))
    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    script = Script(utterances=[says(sound_of(said))])
    ended = SimulatedCall(setting, at.ports, WatchingStage(), script).run()
    attempt, problem = at.grade_now(ended)
    assert problem is None
    return at, attempt


def redo_of(at: Desk, attempt: Attempt) -> Redo:
    return Redo(at, attempt, at.ports.library.scenario("desk-classic"))


def redone(redo: Redo, which: int = 0) -> Redone:
    """The opening, or the number, said once more."""
    redo.record(lambda _: None, NEVER)
    opening, number, _ = redo.parts()
    return redo.splice((opening, number)[which], NEVER)


def test_the_spliced_message_has_the_new_words_among_the_old_ones(tmp_path: Path) -> None:
    said = f"Hi Dana, it's me. {SAID.removeprefix('Hi Dana. ')}"
    made = redone(redo_of(*called(tmp_path, said=said)))
    assert made.said == BETTER
    assert made.words.text == f"{BETTER} {SAID.removeprefix('Hi Dana. ')}"
    assert made.whole.path is not None
    assert [c.text for c in made.whole.captions] == made.words.text.split()


def test_words_are_heard_when_their_captions_say_so(tmp_path: Path) -> None:
    made = redone(redo_of(*called(tmp_path)))
    samples, _ = wav.decode(made.path.read_bytes())
    for word in made.words.words:
        assert word.start is not None
        middle = round((word.start + 0.15) * RATE)
        assert np.abs(samples[middle - 800 : middle + 800]).max() > 0.1, word.text
    starts = [word.start or 0.0 for word in made.words.words]
    assert starts == sorted(starts)


def test_before_and_now_are_heard_one_after_the_other(tmp_path: Path) -> None:
    made = redone(redo_of(*called(tmp_path)))
    assert made.pair is not None
    assert made.pair.path is not None
    texts = " ".join(c.text for c in made.pair.captions)
    assert texts.startswith("Before: Hi Dana. You told FreshSummit")
    assert texts.endswith(f"wasted. Now: {BETTER}")
    assert made.pair.captions[-1].end_seconds <= made.pair.seconds


def test_a_number_that_was_missing_is_added_at_the_end(tmp_path: Path) -> None:
    redo = redo_of(*called(tmp_path, again=NUMBER))
    made = redone(redo, 1)
    assert made.words.text == f"{SAID} {NUMBER}"
    assert made.pair is None
    compared = redo.grade(made, NEVER)
    assert compared.before.criteria["states_callback_number"].passed is False
    assert compared.now.criteria["states_callback_number"].passed is True


def test_only_what_was_redone_makes_a_difference_and_nothing_that_is_kept_changes(
    tmp_path: Path,
) -> None:
    at, attempt = called(tmp_path)
    take = (attempt.folder / "take-1.wav").read_bytes()
    redo = redo_of(at, attempt)
    compared = redo.grade(redone(redo), NEVER)
    assert compared.before.criteria["states_name"].passed is False
    assert compared.now.criteria["states_name"].passed is True
    assert compared.now.message is not None
    assert "other words" not in compared.now.message.transcript
    assert compared.now.choice is None
    assert at.ports.records.attempt(attempt.id) == attempt
    assert (attempt.folder / "take-1.wav").read_bytes() == take


def test_the_words_that_were_corrected_are_those_that_are_redone(tmp_path: Path) -> None:
    at, attempt = called(tmp_path)
    attempt = at.correct(attempt, SAID.replace("FreshSummit", "Fresh Food Summit"))
    assert "Fresh Food Summit" in redo_of(at, attempt).words.text


def test_the_latest_try_is_kept_in_the_folder_of_the_call_for_its_owner_only(
    tmp_path: Path,
) -> None:
    at, attempt = called(tmp_path)
    redo = redo_of(at, attempt)
    redone(redo)
    redone(redo, 1)
    folder = attempt.folder / "redo"
    names = {path.name for path in folder.iterdir()}
    assert names == {"take.wav", "spliced.wav", "over-the-line.wav", "before-after.wav"}
    assert {path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())} == {0}
    assert not list(attempt.folder.glob("*spliced*"))


def test_a_typed_message_has_no_sound_to_splice_into(tmp_path: Path) -> None:
    at, _ = called(tmp_path)
    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    ended = SimulatedCall(setting, at.ports, WatchingStage(), Script(utterances=[SAID])).run()
    attempt, _ = at.grade_now(ended)
    with pytest.raises(NothingToRedo, match=TYPED):
        redo_of(at, attempt)


def test_a_call_without_a_message_has_no_parts(tmp_path: Path) -> None:
    at, _ = called(tmp_path)
    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    ended = SimulatedCall(setting, at.ports, WatchingStage(), Script(hang_up_at_seconds=1.0)).run()
    attempt, _ = at.grade_now(ended)
    with pytest.raises(NothingToRedo, match=NO_MESSAGE):
        redo_of(at, attempt)


@pytest.mark.parametrize("content", [None, b"", b"no sound", wav.encode(voice(1), 8_000)])
def test_a_recording_that_is_gone_or_damaged_is_a_sentence(
    tmp_path: Path, content: bytes | None
) -> None:
    at, attempt = called(tmp_path)
    take = attempt.folder / "take-1.wav"
    take.unlink()
    if content is not None:
        take.write_bytes(content)
    with pytest.raises(NothingToRedo, match=GONE):
        redo_of(at, attempt)


def test_without_a_microphone_nothing_is_recorded(tmp_path: Path) -> None:
    at, attempt = called(tmp_path)
    at.ports = replace(at.ports, microphone=None)
    with pytest.raises(PortError, match=NO_MICROPHONE):
        redo_of(at, attempt).record(lambda _: None, NEVER)


def test_a_microphone_that_is_lost_leaves_the_last_try_as_it_was(tmp_path: Path) -> None:
    at, attempt = called(tmp_path)
    redo = redo_of(at, attempt)
    kept = redone(redo).path.read_bytes()
    at.ports = replace(at.ports, microphone=Mouth(sound_of("half of"), "device_lost"))
    with pytest.raises(PortError, match=MICROPHONE_LOST):
        redo.record(lambda _: None, NEVER)
    assert (redo.folder / "spliced.wav").read_bytes() == kept


@pytest.mark.parametrize("content", [b"", wav.encode(np.zeros(RATE, np.float32))])
def test_where_nothing_was_recorded_it_says_so(tmp_path: Path, content: bytes) -> None:
    at, attempt = called(tmp_path)
    at.ports = replace(at.ports, microphone=Mouth(content))
    with pytest.raises(PortError, match=NOTHING_RECORDED):
        redone(redo_of(at, attempt))


def test_where_nothing_was_understood_it_says_so_and_keeps_the_last_try(tmp_path: Path) -> None:
    at, attempt = called(tmp_path)
    redo = redo_of(at, attempt)
    kept = redone(redo).path.read_bytes()
    at.ports = replace(at.ports, recognizer=Ears({}))
    with pytest.raises(PortError, match=NOT_UNDERSTOOD):
        redone(redo)
    assert (redo.folder / "spliced.wav").read_bytes() == kept


def test_a_message_of_which_no_word_is_known_has_no_parts(tmp_path: Path) -> None:
    at, attempt = called(tmp_path)
    heard = attempt.transcripts["take-1"]
    wordless = replace(heard, text="", words=())
    with pytest.raises(NothingToRedo, match=NO_WORDS):
        redo_of(at, replace(attempt, transcripts={"take-1": wordless}))


def test_without_a_recogniser_it_says_so(tmp_path: Path) -> None:
    at, attempt = called(tmp_path)
    at.ports = replace(at.ports, recognizer=None)
    with pytest.raises(PortError, match=NO_RECOGNIZER):
        redone(redo_of(at, attempt))


def test_a_splice_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    at, attempt = called(tmp_path)
    (attempt.folder / "redo" / "spliced.wav").mkdir(parents=True)
    with pytest.raises(PortError, match="could not be kept in"):
        redone(redo_of(at, attempt))


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    at, attempt = called(tmp_path)
    (attempt.folder / "redo").write_text("in the way")
    with pytest.raises(PortError, match="could not be kept in"):
        redone(redo_of(at, attempt))
