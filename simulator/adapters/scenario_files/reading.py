"""Single files: scenarios, voices, and the sounds that scenarios bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import simulator
from simulator.ports import ScenarioFile
from simulator.scenario.marked_yaml import MAX_BYTES
from simulator.scenario.marks import mark_after
from simulator.scenario.pack_paths import MANIFEST
from simulator.scenario.parse import ScenarioError, parse_variants, parse_voice
from simulator.scenario.problem import Problem
from simulator.scenario.rules import Surroundings
from simulator.scenario.voice import VoiceProfile
from simulator.sound.greeting_file import BadGreeting, seconds_of

if TYPE_CHECKING:
    from simulator.grading.rubric import Rubric

ENDINGS: Final = (".yaml", ".yml")


def shipped_folder(name: str) -> Path:
    """Where the shipped `scenarios` or `voices` lie: in the wheel, or at a checkout's top."""
    package = Path(simulator.__file__).resolve().parent
    in_wheel = package / "_shipped" / name
    return in_wheel if in_wheel.is_dir() else package.parent / name


def schema_file() -> Path:
    """Where the JSON Schema of scenario files lies: in the wheel, or in a checkout's documents."""
    package = Path(simulator.__file__).resolve().parent
    in_wheel = package / "_shipped" / "scenario.schema.json"
    return in_wheel if in_wheel.is_file() else package.parent / "docs" / in_wheel.name


def yaml_files(folder: Path) -> list[Path]:
    """What a folder holds by the name of a YAML file, sorted; hidden files are left out.

    Raises:
        OSError: the folder is missing or cannot be listed.
    """
    found = (p for p in folder.iterdir() if p.suffix.lower() in ENDINGS)
    return sorted((p for p in found if not p.name.startswith(".")), key=lambda p: p.name)


def read_bytes(path: Path) -> bytes:
    """A YAML file's bytes, after a look at what and how large it is.

    Raises:
        ScenarioError: it is missing, not a file, too large, unreadable, or a link that leads out
            of its folder.
    """
    try:
        if not path.resolve(strict=True).is_relative_to(path.parent.resolve()):
            _refuse(path, "this link leads out of its folder; put a copy of the file here")
        if not path.is_file():
            _refuse(path, "this is not a file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            _refuse(path, f"the file has {size:,} bytes; at most {MAX_BYTES:,} are allowed")
        return path.read_bytes()
    except FileNotFoundError:
        _refuse(path, "there is no such file")
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        reason = getattr(error, "strerror", None) or "the link leads to itself"
        _refuse(path, f"the file cannot be read: {reason}")


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        mark = mark_after(data[: error.start].decode("utf-8"))
        message = "this is not UTF-8 text; save the file as UTF-8"
        raise ScenarioError([Problem(str(path), mark.line, mark.column, "", message)]) from None


def _refuse(path: Path, message: str) -> NoReturn:
    raise ScenarioError([Problem(str(path), 1, 1, "", message)]) from None


def read_text(path: Path) -> str:
    """A YAML file's text.

    Raises:
        ScenarioError: as `read_bytes`, or it is not UTF-8.
    """
    return _text(path, read_bytes(path))


def load_voice(path: Path) -> VoiceProfile:
    """Read one voice file.

    Raises:
        ScenarioError: with all that is wrong.
    """
    return parse_voice(read_text(path), str(path))


def load_rubric_file(path: Path) -> Rubric:
    """Read one rubric file.

    Raises:
        ProblemsFound: with all that is wrong.
    """
    from simulator.grading.rubric import parse_rubric

    return parse_rubric(read_text(path), str(path))


def shipped_rubrics() -> tuple[str, ...]:
    """The ids of the rubrics that come with Rolecall."""
    from simulator.grading.rubric import shipped_ids

    return shipped_ids()


def load_scenario(
    path: Path, voices: Iterable[str] | None, taken: Mapping[str, str | Path] | None = None
) -> ScenarioFile:
    """Read one scenario file and look at the recordings it brings.

    `voices` are the ids at hand (None: not checked), `taken` the ids of other scenarios with the
    names of their files.

    Raises:
        ScenarioError: with all that is wrong.
    """
    data = read_bytes(path)
    folder = folder_of_sounds(path).resolve()
    around = Surroundings(
        voices=None if voices is None else frozenset(voices),
        seconds_of=lambda name: greeting_seconds(folder, name),
        taken=taken or {},
    )
    variants = parse_variants(_text(path, data), str(path), around)
    return ScenarioFile(variants[0], sha256(data).hexdigest(), folder, variants=variants)


def folder_of_sounds(path: Path) -> Path:
    """Where a scenario's recordings lie: beside it, or in a pack in `greetings`, if it has one.

    It is a pack's where the manifest lies in the folder above.
    """
    pack = path.parent.absolute().parent
    in_pack = pack / "greetings"
    is_in_pack = path.absolute().parent.name == "scenarios" and (pack / MANIFEST).is_file()
    return in_pack if is_in_pack and in_pack.is_dir() else path.parent


def greeting_seconds(folder: Path, name: str) -> float | str:
    """How long a sound file in a scenario's folder lasts, or why it cannot be played."""
    path = folder / name
    where = "in the pack's greetings" if folder.name == "greetings" else "beside the scenario"
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            return f"`{name}` is a link that leads out of the scenario's folder; put a copy there"
        if not path.is_file():
            return f"`{name}` is not a file"
        with path.open("rb") as sound:
            return seconds_of(sound, path.stat().st_size)
    except FileNotFoundError:
        return f"there is no file `{name}` {where}"
    except (OSError, RuntimeError, ValueError) as error:
        return f"`{name}` {error}" if isinstance(error, BadGreeting) else f"`{name}` cannot be read"
