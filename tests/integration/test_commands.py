"""The commands, from the outside: output, shapes, exit codes, sentences."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
import wave
from pathlib import Path

import pytest

from simulator.adapters.audio_files import read_recording, write_wav
from simulator.adapters.recogniser_whisper import WhisperRecognizer
from simulator.adapters.scenario_files import ScenarioFiles, shipped_folder, yaml_files
from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice
from simulator.scenario.model import Scenario
from simulator.scenario.speech import Speech
from simulator.scenario.voice import VoiceProfile
from tests.integration.rolecall import Rolecall

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-scenario.yaml"


def scenario(name: str) -> Scenario:
    return ScenarioFiles().scenario(name).scenario


def text_of(message: str) -> str:
    return " ".join(message.split())


@pytest.fixture
def desk_message() -> str:
    return text_of(scenario("desk-classic").model.text)


def digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def spoken(text: str, folder: Path, name: str = "") -> Path:
    """A WAV by the natural voice, in which a name, if one is given, can be understood.

    The voice says a thing in a new way each time, and now and then swallows a name.
    """
    people = {
        f"rep-{speed}": VoiceProfile.model_validate(
            {"id": f"rep-{speed}", "description": "The rep.",
             "natural": {"pitch": 1.0, "rate": speed / 100}, "espeak": {"voice": "en-us"},
             "line": "clear"}
        )
        for speed in (80, 75, 70, 85)
    }  # fmt: skip
    voice = Pyttsx3Voice(people, folder / "rep", folder / "log", preferred="natural")
    ears = WhisperRecognizer(folder / "log")
    try:
        for person in people:
            sound = voice.render(Speech(text, person), threading.Event())
            assert sound.path is not None
            take = folder / f"{person}.wav"
            write_wav(take, read_recording(sound.path)[0])
            complete = threading.Event()
            complete.set()
            heard = ears.transcribe(take, complete, threading.Event()).text
            if name in heard or (digits(name) and digits(name) in digits(heard)):
                return sound.path
    finally:
        voice.close()
        ears.close()
    raise AssertionError(f"“{name}” cannot be understood in “{text}”")


@pytest.mark.speech
def test_zero_hash_then_two_recordings_give_a_scorecard_with_two_decisions(
    rolecall: Rolecall, tmp_path: Path
) -> None:
    hotline = scenario("vendor-hotline")
    name = hotline.prospect.name
    said = [
        "--say", str(spoken(f"May I speak to {name}, please?", tmp_path, name)),
        "--say", str(spoken(text_of(hotline.model.text), tmp_path, hotline.rep.number)),
    ]  # fmt: skip
    answer = rolecall.run("call", "vendor-hotline", "--keys", "0#", "--at", "4", *said, "--json")
    card = json.loads(answer.out)
    assert [c["made"] for c in card["choices"]] == ["zero_out", "leave"]
    assert [c["verdict"] for c in card["choices"]] == ["best", "best"]
    assert [c["guess"] for c in card["choices"]] == [False, False]
    assert card["schema_version"] == 1
    assert card["choice"]["line"] == "hotline"
    assert card["choice"]["cue"]["text"] == "supplier information line"
    assert len(card["message"]["words"]) > 30
    assert {"w", "start", "end", "probability"} == set(card["message"]["words"][0])
    assert card["criteria"]["states_callback_number"]["state"] == "yes"
    assert card["delivery"]["words_per_minute"] > 100
    assert answer.code == (0 if card["passed"] else 1)
    (take_1, take_2) = sorted((rolecall.home / "data" / "attempts").glob("*/take-*.wav"))
    assert take_1.name == "take-1.wav"
    with wave.open(str(take_2)) as take:
        assert take.getframerate() == 16000


def test_a_typed_message_in_the_right_place_passes(rolecall: Rolecall, desk_message: str) -> None:
    answer = rolecall.run("call", "desk-classic", "--type", desk_message)
    assert answer.code == 0
    assert "you left a message: best" in answer.out
    assert "Says your name: yes (good)  «Alex Reed»" in answer.out
    assert "Ringing ..." in answer.err


def test_a_message_on_a_vendor_line_fails_however_good_it_is(
    rolecall: Rolecall, desk_message: str
) -> None:
    answer = rolecall.run("call", "vendor-hotline", "--type", desk_message, "--json")
    card = json.loads(answer.out)
    assert answer.code == 1
    assert card["choice"]["critical"] is True
    assert card["score"]["overall"] <= 19
    assert card["score"]["would_call_back"] == "no"


def test_hanging_up_on_a_colleague_is_right_and_needs_no_message(rolecall: Rolecall) -> None:
    answer = rolecall.run("call", "colleague", "--hang-up-at", "8", "--json")
    card = json.loads(answer.out)
    assert answer.code == 0
    assert (card["choice"]["made"], card["message"]) == ("hang_up", None)


def test_list_shows_the_best_score_after_a_call(rolecall: Rolecall) -> None:
    before = json.loads(rolecall.run("list", "--json").out)
    assert set(before["scenarios"][0]) == {
        "id", "type", "level", "title", "cues", "twin_of", "best_score", "due", "pack",
    }  # fmt: skip
    assert len(before["scenarios"]) == len(yaml_files(shipped_folder("scenarios")))
    rolecall.run("call", "colleague", "--hang-up-at", "8")
    after = {
        s["id"]: s["best_score"]
        for s in json.loads(rolecall.run("list", "--json").out)["scenarios"]
    }
    assert after["colleague"] == 100
    assert after["desk-classic"] is None


def test_explain_prints_a_sum_that_adds_up(rolecall: Rolecall, desk_message: str) -> None:
    card = json.loads(rolecall.run("call", "desk-classic", "--type", desk_message, "--json").out)
    lines = json.loads(rolecall.run("explain", card["attempt"][:18], "--json").out)["arithmetic"]
    total = sum(line["points"] for line in lines if line["part"] == "overall" and line["points"])
    assert total == pytest.approx(card["score"]["overall"], abs=0.05)
    assert "Overall:" in rolecall.run("explain").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["call", "desk-clasic", "--keys", "0"], "did you mean"),
        (["call", "desk-classic"], "There is no terminal"),
        (["call", "desk-classic", "--keys", "x"], "is no key of a telephone"),
        (["call", "desk-classic", "--keys", "0", "--at", "nan"], "not a number of seconds"),
        (["call", "desk-classic", "--at", "4", "--type", "Hi"], "say which with --keys"),
        (["call", "desk-classic", "--say", "nothing-here.wav"], "nothing-here.wav"),
        (["grade", "nothing-here.wav", "--scenario", "desk-classic"], "nothing-here.wav"),
        (["grade", "x.wav", "--scenario", "desk-clasic"], "did you mean"),
        (["explain"], "No call has been finished yet"),
        (["explain", "2020"], "There is no call"),
        (["preview", "nothing", "--silent"], "There is no scenario"),
        ([], "The app needs a terminal"),
        (["nonsense"], "invalid choice"),
        (["--scenarios", "nowhere"], "--scenarios nowhere: there is no such folder or file."),
        (["--scenarios", "docs"], "The app needs a terminal"),
        (["--scenarios", "list", "list"], "--scenarios is for the app; give `rolecall list` the"),
    ],
)
def test_bad_input_gets_a_sentence_and_exit_code_2(
    rolecall: Rolecall, words: list[str], sentence: str
) -> None:
    answer = rolecall.run(*words)
    assert answer.code == 2
    assert sentence.lower() in answer.err.lower()
    assert answer.out == ""


def test_a_beginning_that_several_calls_share_is_bad_input(rolecall: Rolecall) -> None:
    for _ in range(2):
        rolecall.run("call", "colleague", "--hang-up-at", "8")
    answer = rolecall.run("explain", "20")
    assert answer.code == 2
    assert "2 calls begin with “20”" in answer.err


def test_preview_prints_the_call_as_a_tree(rolecall: Rolecall) -> None:
    out = rolecall.run("preview", "vendor-hotline", "--silent").out
    assert "answers -> hotline [general mailbox]" in out
    assert "«supplier information line»" in out
    assert "asked for Robert Hayes -> hayes [own mailbox]" in out


def test_preview_says_what_is_trained_and_how_it_sounds(rolecall: Rolecall) -> None:
    out = rolecall.run("preview", str(EXAMPLE), "--silent").out
    assert "trains: A line for vendors (vendor_hotline)\n" in out
    assert "trains: A person who connects calls (live_operator)\n" in out
    assert "variant 1 of 2\n" in out
    assert "Welcome to River Kitchens." in out
    assert "voice: announcer; manner: plain\n" in out
    assert "voice: operator; manner: plain; temper: brisk\n" in out
    twins = rolecall.run("preview", "desk-classic", "--silent").out
    assert "twins, in which something else is right: colleague, " in twins


def test_preview_shows_another_variant(rolecall: Rolecall) -> None:
    out = rolecall.run("preview", str(EXAMPLE), "--silent", "--variant", "2").out
    assert "variant 2 of 2\n" in out
    assert "Welcome to Beacon Kitchens." in out
    none = rolecall.run("preview", str(EXAMPLE), "--silent", "--variant", "3")
    assert (none.code, none.out) == (2, "")
    assert "--variant 3: river-kitchens has variants 1 to 2." in none.err


def test_preview_prints_the_tree_as_json(rolecall: Rolecall) -> None:
    shown = json.loads(rolecall.run("preview", "vendor-hotline", "--json").out)
    assert (shown["schema_version"], shown["answers"]) == (1, "hotline")
    assert shown["lines"]["hotline"]["cue"] == "supplier information line"
    assert shown["cues"] == {"vendor_hotline": "A line for vendors"}
    assert shown["variant"] == 1
    assert shown["lines"]["operator"]["temper"] == "formal"
    ways = [way for line in shown["lines"].values() for way in line["ways"]]
    assert {"how": "asked for Robert Hayes", "to": "hayes"} in ways


def test_a_call_in_lines_says_first_what_was_left_behind(rolecall: Rolecall) -> None:
    rolecall.run("call", "colleague", "--hang-up-at", "8")
    attempts = rolecall.home / "data" / "attempts"
    (finished,) = attempts.iterdir()
    left = attempts / "20260101-080000-abcdef"
    left.mkdir()
    (left / "journal.jsonl").write_bytes((finished / "journal.jsonl").read_bytes())
    told = rolecall.run("call", "colleague", "--hang-up-at", "8").err
    assert told.index("was cut off") < told.index("Ringing ...")
    assert "The app (`rolecall` alone) offers to grade or to erase it." in told


@pytest.mark.speech
def test_grade_takes_a_recording_and_a_folder(rolecall: Rolecall, tmp_path: Path) -> None:
    rep = VoiceProfile.model_validate(
        {"id": "rep", "description": "The rep.", "natural": {}, "espeak": {"voice": "en-us"},
         "line": "clear"}
    )  # fmt: skip
    voice = Pyttsx3Voice({"rep": rep}, tmp_path / "rep", tmp_path / "log", preferred="natural")
    sound = voice.render(Speech(scenario("desk-classic").model.text, "rep"), threading.Event())
    voice.close()
    assert sound.path is not None
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "a.wav").write_bytes(sound.path.read_bytes())
    (folder / "b.wav").write_bytes(sound.path.read_bytes())
    one = rolecall.run("grade", str(folder / "a.wav"), "--scenario", "desk-classic", "--json")
    (graded,) = json.loads(one.out)["graded"]
    assert graded["scorecard"]["choices"] == []
    assert graded["scorecard"]["score"]["where"] is None
    table = rolecall.run("grade", str(folder), "--scenario", "desk-classic").out.splitlines()
    assert [row.split()[0] for row in table] == ["FILE", "a.wav", "b.wav"]
    assert table[1].split()[1:] == table[2].split()[1:], "the same bytes, the same grade"


def test_a_file_that_is_no_sound_does_not_keep_others_from_being_graded(
    rolecall: Rolecall, tmp_path: Path
) -> None:
    (tmp_path / "text.wav").write_text("this is not sound")
    answer = rolecall.run("grade", str(tmp_path / "text.wav"), "--scenario", "desk-classic")
    assert answer.code == 2
    assert "text.wav" in answer.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_what_a_call_leaves_is_readable_by_its_owner_only(rolecall: Rolecall) -> None:
    rolecall.run("call", "colleague", "--hang-up-at", "8")
    data = rolecall.home / "data"
    others = stat.S_IRWXG | stat.S_IRWXO
    open_to_others = [p for p in (data, *data.rglob("*")) if p.stat().st_mode & others]
    assert open_to_others == []


@pytest.mark.speech
def test_doctor_says_what_works_and_one_fix_for_what_does_not(rolecall: Rolecall) -> None:
    no_sound = {"PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": os.devnull}
    answer = Rolecall.run(rolecall, "doctor", "--json", env=no_sound)
    parts = {part["part"]: part for part in json.loads(answer.out)["parts"]}
    names = ["speaker", "microphone", "voice", "recogniser", "embeddings", "records"]
    assert list(parts) == names
    assert answer.code == (0 if all(p["works"] for p in parts.values()) else 3)
    assert all(part["works"] or part["fix"] for part in parts.values())
    assert parts["voice"]["works"]
    assert "test" in parts["recogniser"]["state"]


def test_a_microphone_that_is_not_there_cannot_be_chosen(rolecall: Rolecall) -> None:
    answer = rolecall.run("doctor", "--microphone", "Studio 3000")
    assert answer.code == 2
    assert "There is no microphone “Studio 3000”" in answer.err


@pytest.mark.speech
def test_voices_that_were_chosen_stay_chosen(rolecall: Rolecall) -> None:
    first = json.loads(rolecall.run("doctor", "--voices", "espeak", "--json").out)
    again = json.loads(rolecall.run("doctor", "--json").out)
    states = [{p["part"]: p["state"] for p in found["parts"]}["voice"] for found in (first, again)]
    assert states == ["The espeak voice speaks."] * 2


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are closed by a POSIX shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_mistake_of_the_program(rolecall: Rolecall, closed: str) -> None:
    line = f"{sys.executable} -m simulator list {closed}"
    ended = subprocess.run(
        ["sh", "-c", line], env=rolecall.environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr


def test_a_terminal_without_the_letters_shows_question_marks(rolecall: Rolecall) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    answer = rolecall.run("preview", "desk-classic", "--silent", env=ascii_only)
    assert answer.code == 0
    assert "?you've reached Dana Kim?" in answer.out


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are bytes on POSIX only")
def test_a_text_that_is_not_utf_8_is_refused_before_the_call(rolecall: Rolecall) -> None:
    answer = rolecall.run("call", "desk-classic", "--type", "\udcff hello")
    assert answer.code == 2
    assert "not UTF-8" in answer.err


def test_a_missing_library_is_named(rolecall: Rolecall, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['yaml'] = None")
    answer = rolecall.run("list", env={"PYTHONPATH": str(tmp_path)})
    assert answer.code == 3
    assert "yaml is not installed" in answer.err
