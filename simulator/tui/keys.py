"""Commands with other keys: what a rep may change, and what that means for everything shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from simulator.tui.commands import COMMANDS, Command, Where

if TYPE_CHECKING:
    from collections.abc import Mapping

FIXED: Final = frozenset({"app.quit", "app.interrupt", "call.hang_up_always", "heard.send"})
"""What must always work, also while somebody types, keeps its key."""
NEEDED: Final = frozenset({
    "escape", "tab", "shift+tab", "up", "down", "pageup", "pagedown", "home", "end",
    "ctrl+c", "ctrl+q",
})  # fmt: skip
"""Keys with which one moves about and gets away."""
SCREENS: Final[dict[Where, str]] = {
    "app": "everywhere",
    "home": "all calls",
    "brief": "the brief",
    "call": "the call",
    "heard": "what was heard",
    "callback": "would you call you back?",
    "result": "the result",
    "model": "the model message",
    "voice": "how it was said",
    "redo": "one part anew",
    "writedown": "write it down",
    "inbox": "the inbox",
    "progress": "your progress",
    "baseline": "your voice",
    "settings": "the settings",
    "way": "your way",
    "people": "the people",
    "keys": "the keys",
    "first": "the first steps",
    "exam": "the exam",
    "drills": "the drills",
    "quick": "quick choice",
    "part": "one part, prospect after prospect",
    "dial": "between two dials",
    "summary": "the summary of a drill",
}
_READ = {
    "escape": "esc", "question_mark": "?", "asterisk": "*", "number_sign": "#", "slash": "/",
    "comma": "the comma", "full_stop": ".", "pageup": "page up", "pagedown": "page down",
    "minus": "-", "plus": "+", "semicolon": ";", "colon": ":", "equals_sign": "=",
    "exclamation_mark": "!", "underscore": "_", "apostrophe": "'", "quotation_mark": '"',
    "left_square_bracket": "[", "right_square_bracket": "]", "less_than_sign": "<",
    "greater_than_sign": ">", "ampersand": "&", "at": "@", "percent_sign": "%",
}  # fmt: skip


def changed_keys(app: object) -> Mapping[str, str]:
    """The commands of an app that have another key now."""
    keys: Mapping[str, str] = getattr(app, "changed_keys", {})
    return keys


def changeable() -> tuple[Command, ...]:
    """The commands that may have another key, in the order of the table."""
    return tuple(c for c in COMMANDS if c.id not in FIXED and c.key != "escape" and c.is_in_help)


def key_of(command: Command, keys: Mapping[str, str]) -> str:
    """The command's key, in Textual's names."""
    return keys.get(command.id, command.key)


def in_words(command: Command, keys: Mapping[str, str]) -> str:
    """The command's key as people read it."""
    return read(keys[command.id]) if command.id in keys else command.key_words


def told(text: str, where: Where, keys: Mapping[str, str]) -> str:
    """A sentence that names keys: “{hang_up}” is the key of that command on this screen.

    “{Hang_up}” begins a sentence; a key that is one letter stays small all the same.
    """
    for command in COMMANDS:
        if command.where == where:
            words = in_words(command, keys)
            begins = words[0].upper() + words[1:] if len(words) > 1 else words
            text = text.replace(f"{{{command.name}}}", words)
            text = text.replace(f"{{{command.name.capitalize()}}}", begins)
    return text


def read(key: str) -> str:
    """A key in Textual's names, as people read it."""
    *held, last = key.split("+")
    return "+".join([*held, _READ.get(last, last)])


def why_not(command: Command, key: str, keys: Mapping[str, str]) -> str:
    """Why a command cannot have a key, as a sentence; empty where it can."""
    if key in NEEDED and key != command.key:
        return f"“{read(key)}” is needed to move about and to get away. Choose another key."
    for other in COMMANDS:
        if other is command or not _meet(command, other) or key_of(other, keys) != key:
            continue
        if other.key == command.key and command.id not in keys:
            continue  # they have always shared one, and are never there together
        where = SCREENS[other.where]
        return (
            f"“{read(key)}” is taken: it is “{other.title}” ({where}). Choose another key, or "
            "change that one first."
        )
    return ""


def usable(keys: Mapping[str, str]) -> dict[str, str]:
    """Of the keys that are kept, those that can be used: a file may hold anything."""
    by_id = {command.id: command for command in changeable()}
    good: dict[str, str] = {}
    for id_, key in keys.items():
        if id_ in by_id and "," not in key and not why_not(by_id[id_], key, good):
            good[id_] = key
    return good


def keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """The keys as Textual wants them.

    Giving a command another key takes its old one from all commands that share it (Textual 8.2.8),
    so these are told their own key once more.
    """
    moved = {command.key for command in COMMANDS if command.id in keys}
    kept = {c.id: c.key for c in COMMANDS if c.key in moved and c.id not in keys}
    return {**kept, **keys}


def _meet(one: Command, other: Command) -> bool:
    """Whether two commands can be on the same screen."""
    return one.where == other.where or "app" in {one.where, other.where}
