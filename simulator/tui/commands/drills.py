"""What can be done in drills: the menu, each drill while it runs, and its summary."""

from __future__ import annotations

from typing import Final

from simulator.practice.quick_keys import KEYS, LABELS, PHONE
from simulator.tui.commands.command import Command

_NAMES: Final = {"*": ("asterisk", "star"), "#": ("number_sign", "hash")}
_BY_KEY: Final = tuple(
    Command("quick", f"key_{_NAMES.get(key, (key, key))[1]}", _NAMES.get(key, (key, key))[0],
            f"decide('key:{key}')", f"Press {key}", f"Decides to press {key}.", shown_key=key)
    for key in sorted(PHONE)
)  # fmt: skip
_DECISIONS: Final = tuple(
    Command("quick", made, key, f"decide('{made}')",
            LABELS[made][:1].upper() + LABELS[made][1:], f"Decides: {LABELS[made]}.")
    for made, key in KEYS.items()
)  # fmt: skip

DRILLING: Final[tuple[Command, ...]] = (
    Command("drills", "begin", "enter", "begin", "Begin a new run",
            "Deals a new run of the chosen drill.", "begin", first=True),
    Command("drills", "go_on", "g", "go_on", "Go on with the run that was left",
            "Goes on where you left the chosen drill, or where it was cut off.", "go on"),
    Command("drills", "look_back", "v", "look_back", "The summary of the last run",
            "Shows what came of the last run of the chosen drill.", "last summary"),
    Command("drills", "type", "t", "other_type", "Free play: other types of call",
            "Allows all types of call, or only one of the three.", "types"),
    Command("drills", "level", "l", "other_level", "Free play: other levels",
            "Allows all levels, or only one of the three.", "levels"),
    Command("drills", "back", "escape", "back", "All calls",
            "Goes back to the calls; closes this help first.", "calls", shown_key="esc",
            first=True),
    *_DECISIONS,
    Command("quick", "hang_up_too", "space", "decide('hang_up')", "Hang up, as in a call",
            "Decides: hang up."),
    *_BY_KEY,
    Command("quick", "next", "enter", "next", "Begin, or the next greeting",
            "Begins, or goes on to the next greeting.", "go on", first=True),
    Command("quick", "rest", "b", "rest", "Take a break",
            "Waits after this greeting, until enter goes on.", "break"),
    Command("quick", "back", "escape", "back", "Stop here",
            "Shows what came of it so far; you can go on later. Closes this help first.",
            "stop here", shown_key="esc", first=True),
    Command("part", "record", "space", "record", "Record, or end it",
            "Records this part; pressed again, ends it.", "record, end"),
    Command("part", "typed", "t", "toggle_typed", "Type or speak",
            "Type this part instead of speaking it, or the other way round.", "typing"),
    Command("part", "next", "enter", "next", "The next prospect",
            "Goes on to the next prospect.", "next"),
    Command("part", "rest", "b", "rest", "Take a break, or go on",
            "Stops the clock, or lets it run again.", "break"),
    Command("part", "back", "escape", "back", "Stop here",
            "Drops what is being recorded; else shows what came of it so far.", "stop here",
            shown_key="esc", first=True),
    Command("dial", "dial", "enter", "dial", "Dial", "Places the call.", "dial", first=True),
    Command("dial", "typed", "t", "toggle_typed", "Type or speak",
            "Type your answers instead of speaking them, or the other way round.", "typing"),
    Command("dial", "rest", "p", "rest", "Pause, or go on",
            "Stops the clock between two calls, or lets it run again.", "pause"),
    Command("dial", "back", "escape", "back", "Stop here",
            "Shows what came of it so far. Closes this help first.", "stop here",
            shown_key="esc", first=True),
    Command("summary", "result", "enter", "result", "The result of a call",
            "Opens the result of the chosen call.", "its result", first=True),
    Command("summary", "go_on", "g", "go_on", "Go on with this run",
            "Goes on where it was left.", "go on"),
    Command("summary", "back", "escape", "back", "The drills",
            "Goes back to the drills; closes this help first.", "drills", shown_key="esc",
            first=True),
)  # fmt: skip
