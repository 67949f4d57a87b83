"""`rolecall redo`: with real ears, and what is refused before anything is heard."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.ports import Attempt
from simulator.settings import Places
from tests.integration.rolecall import Rolecall
from tests.integration.test_commands import spoken
from tests.integration.test_regrade import spoken_call

RATE_HZ = 16_000
LEFT = (
    "Hi Dana. You told FreshSummit that a third of your sampling budget is wasted. Two of your "
    "neighbors cut that in half, and I can tell you how."
)
NUMBER = "Call me at 6 1 7, 5 5 5, 0 1 4 2. Again, that's 6 1 7, 5 5 5, 0 1 4 2."
NUMBER_WRITTEN = "617-555-0142"


def last_kept(rolecall: Rolecall) -> Attempt:
    records = SqlRecords(Places(rolecall.home / "data", rolecall.home / "cache"))
    attempt = records.attempt(records.attempts()[0].id)
    assert attempt is not None
    return attempt


@pytest.mark.speech
def test_a_number_that_was_forgotten_is_said_and_heard_in_the_message_and_nothing_kept_changes(
    rolecall: Rolecall, tmp_path: Path
) -> None:
    (tmp_path / "left").mkdir()
    (tmp_path / "anew").mkdir()
    left, anew = spoken(LEFT, tmp_path / "left"), spoken(NUMBER, tmp_path / "anew", NUMBER_WRITTEN)
    rolecall.run("call", "desk-classic", "--say", str(left))
    attempt = last_kept(rolecall)

    answer = rolecall.run("redo", "--part", "number", "--say", str(anew))
    as_json = rolecall.run("redo", attempt.id, "--part", "number", "--say", str(anew), "--json")

    assert answer.code in {0, 1}, answer.err
    assert "(nothing yet: it is added at the end)" in answer.err
    assert "Gives your number: before no, now yes" in answer.out
    assert "This is practice: the call keeps its result," in answer.out
    shape = json.loads(as_json.out)
    before, now = shape["before"], shape["now"]
    assert now["message"]["transcript"].startswith(before["message"]["transcript"])
    assert now["score"]["what"] > before["score"]["what"]
    assert now["delivery"]["energy"] is not None
    longer = soundfile.info(shape["file"]).duration - soundfile.info(left).duration
    assert 0.5 * soundfile.info(anew).duration < longer < soundfile.info(anew).duration + 0.5
    assert last_kept(rolecall) == attempt
    folder = Path(shape["file"]).parent
    assert {path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())} == {0}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["2020", "--part", "opening"], "There is no call “2020”"),
        (["--part", "opening"], "The recording of this message is gone or cannot be read"),
    ],
)
def test_what_cannot_be_redone_is_a_sentence(
    rolecall: Rolecall, tmp_path: Path, words: list[str], sentence: str
) -> None:
    spoken_call(rolecall)
    said = tmp_path / "said.wav"
    soundfile.write(said, np.zeros(RATE_HZ), RATE_HZ)
    answer = rolecall.run("redo", *words, "--say", str(said))

    assert answer.code == 2
    assert sentence in answer.err


@pytest.mark.parametrize(
    ("part", "said", "sentence"),
    [
        ("middle", "silence", "“middle” is no part of a message"),
        ("9", "silence", "this message has 4 sentences; name one of them"),
        ("opening", "missing", "There is no file"),
        ("opening", "silence", "Nothing was heard that sounds like speech."),
    ],
)
def test_a_part_that_is_none_and_a_file_that_says_nothing_are_sentences(
    rolecall: Rolecall, tmp_path: Path, part: str, said: str, sentence: str
) -> None:
    attempt = spoken_call(rolecall)
    soundfile.write(tmp_path / "silence.wav", np.zeros(RATE_HZ), RATE_HZ)
    at = np.arange(20 * RATE_HZ) / RATE_HZ
    (attempt.folder / "take-1.wav").unlink()
    soundfile.write(attempt.folder / "take-1.wav", 0.1 * np.sin(900 * at), RATE_HZ)
    answer = rolecall.run("redo", "--part", part, "--say", str(tmp_path / f"{said}.wav"))

    assert answer.code == 2
    assert sentence in answer.err


def test_a_typed_message_has_no_part_that_could_be_spliced(
    rolecall: Rolecall, tmp_path: Path
) -> None:
    rolecall.run("call", "desk-classic", "--type", LEFT)
    answer = rolecall.run("redo", "--part", "opening", "--say", str(tmp_path / "none.wav"))

    assert answer.code == 2
    assert "This message was typed" in answer.err
