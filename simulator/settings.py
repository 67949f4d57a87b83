"""Where Rolecall keeps things, and what the rep prefers."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

HOME_VARIABLE = "ROLECALL_HOME"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders in use. `ROLECALL_HOME` puts all of them under one folder."""

    data: Path
    cache: Path

    @property
    def attempts(self) -> Path:
        """One folder an attempt: journal and recordings."""
        return self.data / "attempts"

    @property
    def database(self) -> Path:
        """The results."""
        return self.data / "rolecall.sqlite3"

    @property
    def preferences(self) -> Path:
        """The rep's settings."""
        return self.data / "preferences.json"

    @property
    def baselines(self) -> Path:
        """How the rep sounds who reads neutrally: figures, one set for each microphone."""
        return self.data / "baselines.json"

    @property
    def people(self) -> Path:
        """Who shares this machine. Only the folder that everything lies in has one."""
        return self.data / "people.json"

    @property
    def packs(self) -> Path:
        """Packs of scenarios, which all people share. Only the folder that all lies in has one."""
        return self.data / "packs"

    @property
    def voices(self) -> Path:
        """Greetings already synthesised; may be deleted at any time."""
        return self.cache / "voices"

    @property
    def scenarios(self) -> Path:
        """Scenarios already read and checked; may be deleted at any time."""
        return self.cache / "scenarios"

    @property
    def log(self) -> Path:
        """What native libraries print."""
        return self.cache / "rolecall.log"


def places() -> Places:
    """The folders of this user, or those under `ROLECALL_HOME`. Creates nothing."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Places(Path(home) / "data", Path(home) / "cache")
    return Places(
        user_data_path("rolecall", appauthor=False), user_cache_path("rolecall", appauthor=False)
    )


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the rep has chosen. Each has a sentence, which the settings show."""

    microphone: str = ""
    """The microphone's name; empty: the system's default."""
    speaker: str = ""
    """The speaker's name; empty: the system's default."""
    voices: str = "best"
    """natural, espeak, system, or best: the most natural one installed."""
    recognition_model: str = ""
    """A folder with another faster-whisper model; empty: the one that is installed."""
    rubric: str = "snell"
    """By which rubric calls are graded: snell, double-tap, or a YAML file of one's own."""
    typed: bool = False
    """Whether answers are typed although there is a microphone."""
    recording_notice_seen: bool = False
    """Whether the sentence about recordings has been shown."""
    theme: str = ""
    """The colours, by the theme's name, as rolecall-light; empty: those of Rolecall on dark."""
    call_as_yourself: bool = True
    """Whether calls are made under one's own name, company and number, where they are known."""
    keep_recordings: str = "always"
    """How long recordings are kept: always, none, or so many days, as “30”."""
    first_steps_seen: bool = False
    """Whether the first steps have been shown; they come by themselves only once."""
    keys: dict[str, str] = field(default_factory=dict)
    """Commands that were given another key: the command's id, and the key in Textual's names."""


def load_preferences(path: Path) -> tuple[Preferences, str | None]:
    """Read the preferences; a damaged file gives the defaults and a sentence about it."""
    try:
        if not path.exists():
            return Preferences(), None
        if not path.is_file():
            return (
                Preferences(),
                f"The settings in {path} could not be read (it is not a file); using the defaults.",
            )
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        return Preferences(), _unreadable(path, str(error))
    if not isinstance(data, dict):
        return Preferences(), f"The settings in {path} are not a JSON object; using the defaults."
    defaults = Preferences()
    known = {f.name: type(getattr(defaults, f.name)) for f in fields(Preferences)}
    good = {k: v for k, v in data.items() if k in known and isinstance(v, known[k])}
    if "keys" in good:
        good["keys"] = {k: v for k, v in good["keys"].items() if v and isinstance(v, str)}
    return replace(defaults, **good), None


def _unreadable(path: Path, why: str) -> str:
    return f"The settings in {path} could not be read ({why}); using the defaults."


def save_preferences(path: Path, preferences: Preferences) -> None:
    """Write the preferences, whole or not at all."""
    write_private(path, json.dumps(asdict(preferences), indent=2) + "\n")


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
    beside.replace(path)
