"""The recordings of a sealed exam turned into words anew, and held to the words in the file.

A forger can edit a transcript and grade it anew; the recording then says something else. Another
speech model hears a little differently, so only words that are far from those sealed are told.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from threading import Event as Signal
from typing import Final

from simulator.grading.transcript import Transcript
from simulator.ports import PortError, Recognizer
from simulator.scenario.pack_paths import shown
from simulator.session.examining.findings import Finding, difference, not_compared, note
from simulator.session.examining.reading_calls import read_call
from simulator.session.examining.sealed import CallSealed
from simulator.session.examining.sealed_reading import SealedFile
from simulator.session.private_files import write_private

ALIKE_ENOUGH: Final = 0.75
"""How alike two lists of words must be (difflib's ratio, 0 to 1) to be the same said once."""


def relistened(file: SealedFile, recognizer: Recognizer) -> Iterator[Finding]:
    """What is heard otherwise now, call by call. Blocks for as long as hearing takes."""
    heard = 0
    with tempfile.TemporaryDirectory(prefix="rolecall-verify-") as folder:
        for call in file.manifest.calls:
            spoken = read_call(file, call).transcripts or {}
            for take, words in sorted(spoken.items()):
                name = f"{call.folder}{take}.wav"
                if words.source == "typed" or name not in file.names:
                    continue
                path = Path(folder) / f"{call.place:02d}-{take}.wav"
                write_private(path, file.read(name))
                heard += 1
                yield from _compared(name, call, words, path, recognizer)
    yield note("listening", f"{heard} recording{'' if heard == 1 else 's'} heard anew.")


def likeness(one: str, other: str) -> float:
    """How alike two texts are by their words, 0 to 1; capitals and signs do not count."""
    first, second = _words(one), _words(other)
    if not first and not second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _words(text: str) -> list[str]:
    kept = ("".join(letter for letter in word if letter.isalnum()) for word in text.split())
    return [word.casefold() for word in kept if word]


def _compared(
    name: str, call: CallSealed, sealed: Transcript, path: Path, recognizer: Recognizer
) -> Iterator[Finding]:
    complete = Signal()
    complete.set()
    try:
        now = recognizer.transcribe(path, complete, Signal())
    except PortError as error:
        yield not_compared(name, f"It cannot be turned into words here. {error}", call.place)
        return
    if likeness(sealed.text, now.text) < ALIKE_ENOUGH:
        yield difference(
            name,
            f"It does not say what the transcript says. Heard now: “{shown(now.text)}”; in the "
            f"file: “{shown(sealed.text)}”.",
            call.place,
        )
