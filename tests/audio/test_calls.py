"""The real app in a real terminal, heard through a real (virtual) sound card.

What the speaker plays is recorded and recognised back; what the rep says is spoken by the natural
voice into the fake microphone. One call of each type.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz

from simulator.adapters.audio_files import read_recording, write_wav
from simulator.adapters.recogniser_whisper import WhisperRecognizer
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice
from simulator.scenario.model import Line, Scenario
from simulator.scenario.speech import Speech, find_cue
from simulator.scenario.voice import VoiceProfile
from tests.audio.terminal import Terminal
from tests.audio.virtual_sound import SoundCard
from tests.settled import settle

pytestmark = pytest.mark.sound

APP = [sys.executable, "-m", "simulator"]
GREETING_SECONDS = 40.0
"""Synthesis on a busy machine, ring, greeting and beep."""
GRADE_SECONDS = 30.0
RATES = (0.75, 0.7, 0.8, 0.65, 0.85)
"""How fast the rep speaks. The natural voice never says a thing twice in the same way, and now and
then swallows a name: then the rep says it again, a little slower or faster."""


def voice_at(rate: float) -> VoiceProfile:
    return VoiceProfile.model_validate(
        {
            "id": f"rep-{rate:.2f}".replace(".", "-"),
            "description": "The rep in the tests.",
            "natural": {"pitch": 1.0, "rate": rate},
            "espeak": {"voice": "en-us"},
            "line": "clear",
        }
    )


class Rep:
    """Has a voice to speak with and ears to hear with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        log = folder / "rep.log"
        self._people = {person.id: person for person in map(voice_at, RATES)}
        self._voice = Pyttsx3Voice(self._people, folder / "rep", log, preferred="natural")
        self._ears = WhisperRecognizer(log)

    def says(self, text: str, name: str = "") -> Path:
        """Speech for the microphone, in which a name, if one is given, can be understood."""
        for person in self._people:
            sound = self._voice.render(Speech(text, person), threading.Event())
            assert sound.path is not None
            if not name or fuzz.partial_ratio(name.lower(), self.hears(sound.path).lower()) > 90:
                return sound.path
        raise AssertionError(f"“{name}” cannot be understood in “{text}”")

    def hears(self, recording: Path) -> str:
        take = self._folder / f"{recording.stem}-16k.wav"
        write_wav(take, read_recording(recording)[0])
        complete = threading.Event()
        complete.set()
        return self._ears.transcribe(take, complete, threading.Event()).text

    def close(self) -> None:
        self._voice.close()
        self._ears.close()


@pytest.fixture(scope="module")
def greetings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Synthesised greetings, which these tests share."""
    return tmp_path_factory.mktemp("greetings")


@pytest.fixture
def home(tmp_path: Path, greetings: Path) -> Path:
    """Where a new hire's Rolecall keeps everything."""
    (tmp_path / "cache").symlink_to(greetings, target_is_directory=True)
    return tmp_path


@pytest.fixture(scope="module")
def rep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rep]:
    made = Rep(tmp_path_factory.mktemp("rep"))
    yield made
    made.close()


def scenario(name: str) -> Scenario:
    return ScenarioFiles().scenario(name).scenario


def open_app(
    terminal: Terminal, card: SoundCard, home: Path, columns: int = 120, rows: int = 40
) -> None:
    settle(home)
    env = {**card.env, "ROLECALL_HOME": str(home)}
    terminal.start(APP, env=env, columns=columns, rows=rows)
    terminal.wait_for("NEXT FOR YOU", 20.0)


def dial(terminal: Terminal, scenario_id: str) -> None:
    """Look for a call on the home screen, by keys, and dial."""
    title = scenario(scenario_id).title
    terminal.press("/")
    terminal.wait_for("Search")
    terminal.type(title)
    terminal.wait_for(f"▌  {title}")  # on the card: the last letter has been acted upon
    terminal.press("Enter")
    assert title in terminal.wait_for("You call")
    terminal.press("Enter")


def greeting_was_heard(heard: str, greeting: str) -> bool:
    """Names come back misheard, so words are compared with tolerance."""
    return fuzz.partial_token_set_ratio(heard.lower(), greeting.lower()) > 70 and (
        fuzz.token_set_ratio(heard.lower(), greeting.lower()) > 70
    )


def up_to_the_cue(line: Line) -> str:
    """The beginning of a greeting that a rep hears who acts on its deciding words."""
    text = " ".join(line.greeting_text.split())
    span = find_cue(text, line.cue or "")
    assert span is not None
    return text[: span[1]]


def beginning_was_heard(heard: str, beginning: str) -> bool:
    """Whether a greeting that broke off can be recognised: most of its longer words came back.

    What else was heard (the next line, the operator) does not count against it.
    """
    came_back = [word for word in words_of(heard) if len(word) > 3]
    wanted = {word for word in words_of(beginning) if len(word) > 3}
    found = {w for w in wanted if any(fuzz.ratio(w, other) >= 80 for other in came_back)}
    return len(wanted) >= 4 and len(found) >= 0.6 * len(wanted)


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def strength(recording: Path, hertz: float) -> float:
    """How strong a tone gets at its loudest 50 ms, against what is between the tones."""
    pcm, _ = read_recording(recording)
    frames = pcm[: len(pcm) // 800 * 800].reshape(-1, 800) / 32768
    time = np.arange(800) / 16000
    at = np.abs(frames @ np.exp(-2j * np.pi * hertz * time))
    return float(at.max())


def grade_what_was_heard(terminal: Terminal) -> str:
    """Say yes to the words that were heard, which come before any score."""
    assert "/ 100" not in terminal.wait_for("This is what was heard", GRADE_SECONDS)
    terminal.press("Enter")
    return judge_nothing(terminal)


def judge_nothing(terminal: Terminal) -> str:
    """Skip the question that comes before the result of every message."""
    assert "/ 100" not in terminal.wait_for("Would you call you back?", GRADE_SECONDS)
    terminal.press("Escape")
    return terminal.wait_for("/ 100", GRADE_SECONDS)


def test_a_personal_mailbox_greeting_is_heard_and_a_spoken_message_graded(
    terminal: Terminal, sound_card: SoundCard, home: Path, rep: Rep
) -> None:
    desk = scenario("desk-classic")
    message = rep.says(desk.model.text)
    open_app(terminal, sound_card, home)
    with sound_card.hear() as heard:
        dial(terminal, "desk-classic")
        terminal.wait_for("RECORDING", GREETING_SECONDS)
    sound_card.speak(message).wait(60)
    terminal.press("Space")
    screen = grade_what_was_heard(terminal)
    assert "You left a message: the best choice" in screen
    assert "617" in screen
    assert "WELL DONE" in screen
    assert greeting_was_heard(rep.hears(heard), desk.lines["desk"].greeting_text)
    assert strength(heard, 440) > 10, "the ring-back tone"
    assert strength(heard, 1000) > 10, "the beep"


def test_words_that_were_misheard_are_put_right_in_the_app(
    terminal: Terminal, sound_card: SoundCard, home: Path, rep: Rep
) -> None:
    message = rep.says(scenario("desk-classic").model.text)
    open_app(terminal, sound_card, home, columns=80, rows=24)
    dial(terminal, "desk-classic")
    terminal.wait_for("connected", GREETING_SECONDS)
    terminal.press("#")
    terminal.wait_for("RECORDING", GREETING_SECONDS)
    sound_card.speak(message).wait(60)
    terminal.press("Space")
    terminal.wait_for("This is what was heard", GRADE_SECONDS)
    terminal.press("c")
    terminal.wait_for("esc changes nothing")
    terminal.type("Quicksilver ")
    terminal.wait_for("Quicksilver")
    terminal.press("Enter")
    judge_nothing(terminal)
    terminal.press("PageDown")
    assert "Quicksilver" in terminal.wait_for("Graded as corrected by you")


def test_words_that_were_misheard_are_put_right_line_by_line(
    terminal: Terminal, sound_card: SoundCard, home: Path, rep: Rep
) -> None:
    message = rep.says(scenario("desk-classic").model.text)
    env = {**sound_card.env, "ROLECALL_HOME": str(home)}
    terminal.start([*APP, "call", "desk-classic"], env=env, columns=120, rows=70)
    terminal.wait_for("Press Enter to dial", 20)
    terminal.press("Enter")
    terminal.wait_for("Recording; this mailbox takes", GREETING_SECONDS)
    sound_card.speak(message).wait(60)
    terminal.press("Enter")
    screen = terminal.wait_for("or type the message as you said it:", GRADE_SECONDS)
    assert "This is what was heard:" in screen
    assert "of 100" not in screen
    terminal.type("Hi Dana, Quicksilver here.")
    terminal.press("Enter")
    terminal.wait_for("Would you call you back?", GRADE_SECONDS)
    terminal.type("n 80")
    terminal.press("Enter")
    terminal.wait_for('"', GRADE_SECONDS)
    terminal.wait_for("Now hear it as they would.", GRADE_SECONDS)
    terminal.press("Enter")
    screen = terminal.wait_for("You said no, 80 % sure.", GRADE_SECONDS)
    assert "You would have deleted it at 0:0" in screen
    assert "  Hi Dana, Quicksilver here." in screen
    assert "Graded as corrected by you; heard:" in screen
    assert terminal.wait_for_end() == 1


def test_zero_hash_on_a_vendor_line_reaches_the_operator_and_then_the_mailbox(
    terminal: Terminal, sound_card: SoundCard, home: Path, rep: Rep
) -> None:
    hotline = scenario("vendor-hotline")
    name = hotline.prospect.name
    request = rep.says(f"Hello, could I speak to {name}, please?", name)
    message = rep.says(hotline.model.text)
    open_app(terminal, sound_card, home)
    with sound_card.hear() as heard:
        dial(terminal, "vendor-hotline")
        terminal.wait_for("supplier information line", GREETING_SECONDS)
        terminal.press("0", "#")
        terminal.wait_for("YOUR TURN", GREETING_SECONDS)
    sound_card.speak(request).wait(30)
    terminal.wait_for("RECORDING", GREETING_SECONDS)
    sound_card.speak(message).wait(60)
    terminal.press("Space")
    screen = grade_what_was_heard(terminal)
    assert "WHERE 100" in screen
    assert beginning_was_heard(rep.hears(heard), up_to_the_cue(hotline.lines[hotline.first_line]))
    assert strength(heard, 1336) > 5, "the key tone of 0"
    assert strength(heard, 1477) > 5, "the key tone of #"


def test_hanging_up_on_a_wrong_contact_is_right(
    terminal: Terminal, sound_card: SoundCard, home: Path, rep: Rep
) -> None:
    shared = scenario("shared-home")
    line = shared.lines[shared.first_line]
    open_app(terminal, sound_card, home)
    with sound_card.hear() as heard:
        dial(terminal, shared.id)
        terminal.wait_for((line.cue or "").split()[-1], GREETING_SECONDS)
        terminal.press("Space")
        screen = terminal.wait_for("/ 100", GRADE_SECONDS)
    assert "100 / 100" in screen
    assert "You hung up: the best choice here." in screen
    assert beginning_was_heard(rep.hears(heard), up_to_the_cue(line))
    assert strength(heard, 440) > 10, "the ring-back tone"


def test_a_message_can_be_typed_at_80x24(
    terminal: Terminal, sound_card: SoundCard, home: Path
) -> None:
    desk = scenario("desk-classic")
    open_app(terminal, sound_card, home, columns=80, rows=24)
    terminal.press("Enter")
    terminal.wait_for("You call")
    terminal.press("t")
    terminal.wait_for("You will type")
    terminal.press("Enter")
    terminal.wait_for("YOUR MESSAGE", GREETING_SECONDS)
    terminal.type(" ".join(desk.model.text.split()))
    terminal.press("Enter")
    screen = judge_nothing(terminal)
    assert "WHERE 100" in screen
    terminal.press("Right")
    assert "617-555-0142" in terminal.wait_for("mark 1 of")


def test_a_microphone_that_disappears_in_mid_message_leaves_what_was_said(
    terminal: Terminal, sound_card: SoundCard, home: Path, rep: Rep
) -> None:
    message = rep.says(scenario("desk-classic").model.text)
    open_app(terminal, sound_card, home)
    dial(terminal, "desk-classic")
    terminal.wait_for("connected", GREETING_SECONDS)
    terminal.press("#")
    terminal.wait_for("RECORDING", GREETING_SECONDS)
    speaking = sound_card.speak(message)
    terminal.wait_for("RECORDING  0:09", 30)
    sound_card.unplug()
    screen = grade_what_was_heard(terminal)
    speaking.kill()
    assert "You left a message: the best choice" in screen


def record_for_a_while(
    terminal: Terminal, sound_card: SoundCard, home: Path, rep: Rep
) -> subprocess.Popen[bytes]:
    """Dial the first call and say a message for six seconds."""
    message = rep.says(scenario("desk-classic").model.text)
    open_app(terminal, sound_card, home)
    dial(terminal, "desk-classic")
    terminal.wait_for("connected", GREETING_SECONDS)
    terminal.press("#")
    terminal.wait_for("RECORDING", GREETING_SECONDS)
    speaking = sound_card.speak(message)
    terminal.wait_for("RECORDING  0:06", 30)
    return speaking


@contextlib.contextmanager
def opened_again(sound_card: SoundCard, home: Path) -> Iterator[Terminal]:
    """The app at its next start."""
    again = Terminal()
    try:
        open_app(again, sound_card, home)
        yield again
    finally:
        again.close()


def seconds_kept(home: Path) -> float:
    (take,) = (home / "data" / "attempts").glob("*/take-1.wav")
    return read_recording(take)[1]


def ends(pid: int) -> bool:
    """Whether the process ends within ten seconds."""
    with contextlib.suppress(ProcessLookupError):
        for _ in range(100):
            os.kill(pid, 0)
            time.sleep(0.1)
        return False
    return True


def test_a_program_that_is_asked_to_end_while_recording_grades_what_was_said_or_offers_to(
    terminal: Terminal, sound_card: SoundCard, home: Path, rep: Rep
) -> None:
    speaking = record_for_a_while(terminal, sound_card, home, rep)
    os.kill(terminal.process_id, signal.SIGTERM)
    terminal.wait_for_end()
    speaking.kill()
    assert seconds_kept(home) > 4.0
    with opened_again(sound_card, home) as again:
        again.wait_for("1 attempt", or_for="cut off")  # a slow machine has no time to grade


def test_a_terminal_that_is_closed_while_recording_leaves_nothing_running_and_loses_nothing(
    terminal: Terminal, sound_card: SoundCard, home: Path, rep: Rep
) -> None:
    speaking = record_for_a_while(terminal, sound_card, home, rep)
    pid = terminal.process_id
    terminal.close()
    assert ends(pid)
    speaking.kill()
    assert seconds_kept(home) > 4.0


def test_a_program_that_is_killed_while_recording_offers_what_was_said_at_the_next_start(
    terminal: Terminal, sound_card: SoundCard, home: Path, rep: Rep
) -> None:
    speaking = record_for_a_while(terminal, sound_card, home, rep)
    os.kill(terminal.process_id, signal.SIGKILL)
    terminal.wait_for_end()
    speaking.kill()
    assert seconds_kept(home) > 4.0
    with opened_again(sound_card, home) as again:
        again.wait_for("cut off")
        again.press("g")
        grade_what_was_heard(again)


def test_a_recogniser_that_is_killed_while_the_rep_speaks_is_replaced(
    terminal: Terminal, sound_card: SoundCard, home: Path, rep: Rep
) -> None:
    speaking = record_for_a_while(terminal, sound_card, home, rep)
    os.kill(child_of(terminal.process_id, "simulator.children.recogniser"), signal.SIGKILL)
    speaking.wait(60)
    terminal.press("Space")
    screen = grade_what_was_heard(terminal)
    assert "617" in screen


def child_of(pid: int, module: str) -> int:
    """The process of one kind that the app has started."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True, check=True
    ).stdout
    (found,) = (line.split()[0] for line in listed.splitlines() if module in line)
    return int(found)
