"""The settings, one after the other: what each is called, what it means, what there is to choose.

Every preference has a line here; a test holds us to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.session.retention import ALWAYS, NONE, days_kept
from simulator.tui.keys import usable
from simulator.tui.themes import DARK, LOOKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.session.desk import Desk
    from simulator.tui.messages import PageName

Choices = tuple[tuple[Any, str], ...]
VOICES = {
    "natural": "natural",
    "espeak": "plain (espeak)",
    "system": "the system's",
}
RUBRICS = {"snell": "snell: give a reason to call back", "double-tap": "double-tap: to the email"}
KEEP = {
    ALWAYS: "always",
    "365": "for a year",
    "90": "for 90 days",
    "30": "for 30 days",
    "7": "for a week",
    NONE: "not at all",
}
KEPT_FOR_DAYS = (
    "Older recordings are erased at the start and after calls: they cannot be heard, said again in "
    "parts or come to your inbox any more, nor can the voice in them be measured anew."
)
KEPT_NOT_AT_ALL = (
    "A recording is erased when you leave its result: then you cannot hear it, say a part of it "
    "again, meet it in your inbox, or have the voice in it measured anew."
)
DEFAULT_DEVICE = "the system's default"
NOBODY = "nobody has said yet"


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the settings.

    `id` is the preference's name. It has `choices`, or opens a `page`, or is a text (`is_text`), or
    is only told. `shown` is the value in words where the choices do not have it.
    """

    id: str
    title: str
    says: Callable[[Desk], str]
    choices: Callable[[Desk], Choices] | None = None
    shown: Callable[[Desk], str] | None = None
    page: PageName | None = None
    is_text: bool = False

    def value(self, desk: Desk) -> str:
        """The present value in words."""
        if self.shown is not None:
            return self.shown(desk)
        now = getattr(desk.preferences, self.id)
        offered = self.choices(desk) if self.choices is not None else ()
        return next((words for value, words in offered if value == now), str(now))

    def turned(self, desk: Desk, steps: int) -> Any:
        """The choice that comes so many after the present one."""
        offered = [value for value, _ in self.choices(desk)] if self.choices is not None else []
        now = getattr(desk.preferences, self.id)
        at = offered.index(now) if now in offered else -1 if steps > 0 else 0
        return offered[(at + steps) % len(offered)]


def groups() -> dict[str, tuple[Setting, ...]]:
    """All settings, under the names of their groups."""
    return {"You": _YOU, "Sound": _SOUND, "Grading": _GRADING, "Rolecall": _ROLECALL}


def _said(sentence: str) -> Callable[[Desk], str]:
    return lambda _: sentence


def _said_choices(*choices: tuple[Any, str]) -> Callable[[Desk], Choices]:
    return lambda _: choices


def _devices(of: str) -> Callable[[Desk], Choices]:
    def choices(desk: Desk) -> Choices:
        names: tuple[str, ...] = getattr(desk.ports.machine, f"{of}s")
        chosen: str = getattr(desk.preferences, of)
        gone = ((chosen, f"{chosen} (not connected)"),) if chosen not in {"", *names} else ()
        return (("", DEFAULT_DEVICE), *((name, name) for name in names), *gone)

    return choices


def _voices(desk: Desk) -> Choices:
    installed = desk.ports.machine.voices
    chosen = desk.preferences.voices
    gone = ((chosen, f"{chosen} (not installed)"),) if chosen not in {"best", *installed} else ()
    best = VOICES.get(installed[0], installed[0]) if installed else "none: captions"
    named = ((name, VOICES.get(name, name)) for name in installed)
    return (("best", f"the best there is ({best})"), *named, *gone)


def _rubrics(desk: Desk) -> Choices:
    chosen, ids = desk.preferences.rubric, desk.rubric_ids
    own = ((chosen, chosen),) if chosen not in ids else ()
    return (*((name, RUBRICS.get(name, name)) for name in ids), *own)


def _who(desk: Desk) -> str:
    return desk.profile.title if desk.profile is not None else NOBODY


def _as_yourself(desk: Desk) -> str:
    if not desk.preferences.call_as_yourself:
        return "no: as the person in the brief"
    complete = desk.profile is not None and desk.profile.is_complete
    return "yes" if complete else "yes, once your profile has a company and a number"


def _keys(desk: Desk) -> str:
    changed = len(usable(desk.preferences.keys))
    return f"{changed} changed" if changed else "as they came"


def _microphone_says(desk: Desk) -> str:
    if not desk.ports.machine.microphones and desk.ports.microphone is None:
        return "There is no microphone: you type what you would say. Connect one and start again."
    return "Which microphone hears you. Each has a baseline of its own."


def _speaker_says(desk: Desk) -> str:
    if not desk.ports.machine.has_speaker:
        return "There is no speaker: calls show captions instead. Connect one and start again."
    return "Where calls are heard. Headphones keep the greeting out of your recording."


def _keep_choices(desk: Desk) -> Choices:
    now = desk.preferences.keep_recordings
    days = days_kept(now)
    own = () if now in KEEP or not days else ((now, f"for {days} days"),)
    return (*KEEP.items(), *own)


def _keep_says(desk: Desk) -> str:
    days = days_kept(desk.preferences.keep_recordings)
    if days is None:
        return "What you say stays on this computer until you erase it: rolecall forget."
    return (KEPT_FOR_DAYS if days else KEPT_NOT_AT_ALL) + " Words and scores stay."


_YOU = (
    Setting(
        "profile",
        "Who you are",
        _said("Each person has results, recordings, baselines and settings of their own."),
        shown=_who,
        page="people",
    ),
    Setting(
        "call_as_yourself",
        "Call as yourself",
        _said(
            "Calls use your own name, company and number instead of the invented ones; what you "
            "offer stays the call's."
        ),
        choices=_said_choices((True, "yes"), (False, "no")),
        shown=_as_yourself,
    ),
)
_SOUND = (
    Setting("microphone", "Microphone", _microphone_says, choices=_devices("microphone")),
    Setting("speaker", "Speaker", _speaker_says, choices=_devices("speaker")),
    Setting(
        "voices",
        "Voices",
        _said("Who speaks the greetings. pip install 'rolecall[full]' brings the natural voice."),
        choices=_voices,
    ),
    Setting(
        "typed",
        "Your answers",
        _said("Spoken answers are heard and timed; of typed ones, how you sound is not measured."),
        choices=_said_choices((False, "spoken"), (True, "typed")),
    ),
    Setting(
        "recognition_model",
        "Speech model",
        _said("A folder with another faster-whisper model; empty, it is the one that came along."),
        shown=lambda desk: desk.preferences.recognition_model or "the one that came along",
        is_text=True,
    ),
)
_GRADING = (
    Setting(
        "rubric",
        "Rubric",
        _said("By which rules you are graded; r on any brief shows them."),
        choices=_rubrics,
    ),
)
_ROLECALL = (
    Setting(
        "theme",
        "Colours",
        _said("How Rolecall is painted: dark, light, with high contrast, or amber."),
        choices=_said_choices(("", LOOKS[DARK.name]), *list(LOOKS.items())[1:]),
        shown=lambda desk: LOOKS.get(desk.preferences.theme or DARK.name, desk.preferences.theme),
    ),
    Setting(
        "keys",
        "Keys",
        _said("Every command with its key, and a way to change it."),
        shown=_keys,
        page="keys",
    ),
    Setting(
        "recordings",
        "Your recordings",
        lambda desk: f"Readable by you only, {desk.how_to_erase()}",
        shown=lambda desk: str(desk.places.data),
    ),
    Setting(
        "keep_recordings",
        "Keep recordings",
        _keep_says,
        choices=_keep_choices,
    ),
    Setting(
        "recording_notice_seen",
        "Word about recordings",
        _said("Whether the next brief says once more that what you say is recorded, and where."),
        choices=_said_choices((True, "has been shown"), (False, "before the next call")),
    ),
    Setting(
        "first_steps_seen",
        "First steps again",
        _said("Who you are, microphone, speaker and voice, one after the other, and a first call."),
        shown=lambda desk: "seen" if desk.preferences.first_steps_seen else "not seen yet",
        page="first_steps",
    ),
)
