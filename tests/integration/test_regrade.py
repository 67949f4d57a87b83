"""`rolecall regrade`, and the question that `rolecall call` asks on a terminal."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.grading.rubric import default_rubric
from simulator.ports import Attempt
from simulator.session.desk import Desk
from simulator.session.simulated import Script, SimulatedCall
from simulator.settings import Places, Preferences
from tests.integration.rolecall import MODULE, Answer, Rolecall
from tests.integration.test_commands import spoken, text_of
from tests.unit.session.kit import MESSAGE, HearsInTime, WatchingStage, ports, says

MISHEARD = MESSAGE.replace("Alex Reed", "all extreme")


def spoken_call(rolecall: Rolecall) -> Attempt:
    """A call with a misheard message, kept where the command looks."""
    places = Places(rolecall.home / "data", rolecall.home / "cache")
    records = SqlRecords(places)
    heard = ports(places.attempts, recognizer=HearsInTime(MISHEARD), records=records)
    at = Desk(heard, places, Preferences(), default_rubric())
    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    ended = SimulatedCall(setting, at.ports, WatchingStage(), Script(utterances=[says()])).run()
    attempt, problem = at.grade_now(ended)
    assert problem is None
    return attempt


def kept(rolecall: Rolecall, attempt: Attempt) -> Attempt:
    places = Places(rolecall.home / "data", rolecall.home / "cache")
    found = SqlRecords(places).attempt(attempt.id)
    assert found is not None
    return found


def change(rolecall: Rolecall, sql: str) -> None:
    with (
        closing(sqlite3.connect(rolecall.home / "data" / "rolecall.sqlite3")) as database,
        database,
    ):
        database.execute(sql)


def test_the_last_call_is_graded_again_with_corrected_words_and_keeps_both(
    rolecall: Rolecall,
) -> None:
    attempt = spoken_call(rolecall)

    answer = rolecall.run("regrade", "--transcript", f" {MESSAGE}\n", "--json")

    card = json.loads(answer.out)
    assert card["attempt"] == attempt.id
    assert (card["message"]["graded"], card["message"]["heard"]) == ("corrected", MISHEARD)
    assert card["message"]["transcript"] == MESSAGE
    assert card["criteria"]["states_name"]["state"] == "yes"
    assert answer.code == (0 if card["passed"] else 1)
    again = kept(rolecall, attempt)
    assert again.scorecard.model_dump(mode="json") == card
    assert again.transcripts == attempt.transcripts
    assert again.journal == attempt.journal


def result(answer: Answer) -> str:
    """What was printed before what has changed."""
    return answer.out.split("\n\nWhat has changed:")[0].split("\n\nNothing has changed.")[0]


def test_the_result_is_told_in_lines_and_what_was_heard_takes_a_correction_back(
    rolecall: Rolecall,
) -> None:
    attempt = spoken_call(rolecall)
    rolecall.run("regrade")  # by meaning too, where the command has the embeddings for it
    before = kept(rolecall, attempt)

    first = rolecall.run("regrade", attempt.id[:15], "--transcript", MESSAGE)
    second = rolecall.run("regrade", attempt.id)
    third = rolecall.run("regrade", "--transcript", MISHEARD)

    assert f"Graded as corrected by you; heard: “{MISHEARD}”" in first.out
    assert result(second) == result(first)
    assert "What has changed: Your correction counts now." in first.out
    assert "Says your name: before" in first.out
    assert second.out.endswith("\nNothing has changed.\n")
    assert "What has changed: What was heard counts again." in third.out
    assert "corrected by you" not in third.out
    assert kept(rolecall, attempt) == before
    assert (before.journal, before.transcripts) == (attempt.journal, attempt.transcripts)


def test_a_typed_call_can_be_graded_again_and_has_nothing_to_correct(rolecall: Rolecall) -> None:
    before = rolecall.run("call", "desk-classic", "--type", MESSAGE, "--json")

    again = rolecall.run("regrade", "--json")
    refused = rolecall.run("regrade", "--transcript", "Hi Dana")

    assert (again.code, again.out) == (before.code, before.out)
    assert refused.code == 2
    assert "no words to correct" in refused.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["regrade", "2020"], "There is no call “2020”"),
        (["regrade", "--transcript", " ... "], "There must be words in the message"),
    ],
)
def test_bad_input_is_a_sentence_and_changes_nothing(
    rolecall: Rolecall, words: list[str], sentence: str
) -> None:
    attempt = spoken_call(rolecall)
    answer = rolecall.run(*words)
    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.err
    assert kept(rolecall, attempt) == attempt


def test_without_a_call_there_is_nothing_to_grade(rolecall: Rolecall) -> None:
    answer = rolecall.run("regrade")
    assert answer.code == 2
    assert "No call has been finished yet" in answer.err


def test_several_calls_that_begin_so_are_named(rolecall: Rolecall) -> None:
    for _ in range(2):
        spoken_call(rolecall)
    answer = rolecall.run("regrade", "20")
    assert answer.code == 2
    assert "2 calls begin with “20”" in answer.err


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are bytes on POSIX only")
def test_words_that_are_not_utf_8_are_refused(rolecall: Rolecall) -> None:
    answer = rolecall.run("regrade", "--transcript", "\udcff hello")
    assert answer.code == 2
    assert "--transcript: the text is not UTF-8" in answer.err


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE attempts SET scenario_id = 'gone'", "is no longer here"),
        (
            "UPDATE attempts SET scorecard = replace(scorecard, '{sha}', 'then')",
            "has changed since this call",
        ),
        ("UPDATE attempts SET journal = 'rubbish'", "journal of the call"),
        ('UPDATE attempts SET corrections = \'{"take-1": ""}\'', "does not fit together"),
    ],
)
def test_a_call_that_cannot_be_graded_again_keeps_its_result(
    rolecall: Rolecall, sql: str, sentence: str
) -> None:
    attempt = spoken_call(rolecall)
    sha = ScenarioFiles().scenario("desk-classic").sha256
    change(rolecall, sql.replace("{sha}", sha))
    answer = rolecall.run("regrade")
    assert answer.code == 3
    assert sentence in answer.err
    assert kept(rolecall, attempt).scorecard.score == attempt.scorecard.score


def on_a_terminal(rolecall: Rolecall, words: list[str], answers: list[str]) -> str:
    """What a command prints on a terminal of its own, where each question gets an answer."""
    import pty

    ours, theirs = pty.openpty()
    command = subprocess.Popen(
        [*MODULE, *words], env=rolecall.environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    seen, deadline = b"", time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            data = os.read(ours, 4096)
        except OSError:  # Linux says so when the other side has closed the terminal
            data = b""
        if not data:
            break
        seen += data
        if answers and seen.count(b"as you said it:\r\n") > 0:
            os.write(ours, f"{answers.pop(0)}\n".encode())
    os.close(ours)
    command.wait(10)
    return seen.decode().replace("\r\n", "\n")


@pytest.mark.speech
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_on_a_terminal_a_spoken_message_is_shown_and_can_be_put_right(
    rolecall: Rolecall, tmp_path: Path
) -> None:
    desk = ScenarioFiles().scenario("desk-classic").scenario
    text = text_of(desk.model.text)
    said = spoken(text, tmp_path, desk.rep.number)
    words = ["call", "desk-classic", "--say", str(said)]

    seen = on_a_terminal(rolecall, words, [text, "y 90"])

    order = [
        "This is what was heard:",
        "Press Enter to grade this, or type the message as you said it:",
        "Would you call you back?",
        "What was said:",
        "You said yes, 90 % sure.",
    ]
    assert sorted(order, key=seen.index) == order
    assert "of 100" not in seen[: seen.index(order[2])]
    silent = rolecall.run(*words)
    assert "This is what was heard" not in silent.err
    assert "type the message" not in on_a_terminal(rolecall, [*words, "--json"], [])


def test_all_calls_are_graded_again_in_a_table(rolecall: Rolecall) -> None:
    first, second = spoken_call(rolecall), spoken_call(rolecall)
    change(
        rolecall,
        f"""UPDATE attempts SET scorecard = replace(scorecard, '"rubric":{{"id":"snell"',
        '"rubric":{{"id":"then"') WHERE id = '{first.id}'""",
    )
    rolecall.run("regrade", second.id)  # by meaning, where the command has the embeddings for it
    change(rolecall, f"UPDATE attempts SET scenario_id = 'gone' WHERE id = '{second.id}'")

    answer = rolecall.run("regrade", "--all")
    again = rolecall.run("regrade", "--all", "--json")

    assert answer.code == 1
    lines = answer.out.splitlines()
    assert lines[0].startswith("CALL")
    assert {line.split()[0] for line in lines[1:3]} == {first.id, second.id}
    assert "The scenario “gone” of this call is no longer here" in answer.out
    assert "1 call graded again" in answer.out
    assert "1 call: It was graded by the rubric then, and now by snell." in answer.out
    shape = json.loads(again.out)
    assert (again.code, shape["schema_version"]) == (1, 1)
    assert [one["attempt"] for one in shape["graded_again"]] == [first.id]
    assert (shape["graded_again"][0]["changes"], shape["graded_again"][0]["reasons"]) == ([], [])
    assert [one["attempt"] for one in shape["left"]] == [second.id]


def test_all_is_about_all_calls(rolecall: Rolecall) -> None:
    answer = rolecall.run("regrade", "a1", "--all")
    assert answer.code == 2
    assert "--all is about all calls" in answer.err


def test_a_recording_that_is_gone_cannot_be_heard_anew(rolecall: Rolecall) -> None:
    attempt = spoken_call(rolecall)
    (attempt.folder / "take-1.wav").unlink()

    one = rolecall.run("regrade", "--listen")
    every = rolecall.run("regrade", "--all", "--listen")

    assert (one.code, one.out) == (3, "")
    assert "is gone, so it cannot be heard anew" in one.err
    assert every.code == 1
    assert "is gone, so it cannot be heard anew" in every.out
    assert kept(rolecall, attempt) == attempt
