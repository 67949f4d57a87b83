"""What can be done in a call."""

from __future__ import annotations

from typing import Final

from simulator.tui.commands.command import Command

DIGITS: Final = "0123456789"
_KEYPAD = tuple(
    Command("call", f"key_{d}", d, f"press('{d}')", f"Press {d}", f"Presses {d} on the phone.")
    for d in DIGITS
)

DURING: Final[tuple[Command, ...]] = (
    *_KEYPAD,
    Command("call", "key_star", "asterisk", "press('*')", "Press *", "Presses * on the phone.",
            shown_key="*"),
    Command("call", "key_hash", "number_sign", "press('#')", "Press #", "Presses # on the phone.",
            shown_key="#"),
    Command("call", "spare_hash", "h", "press('#')", "Press # with h",
            "Presses #, for keyboards where # is hard to reach.", "press #"),
    Command("call", "done", "enter", "done", "Done speaking",
            "Ends your turn with a live person. A short silence does the same.", "done speaking"),
    Command("call", "hang_up", "space", "hang_up", "Hang up",
            "Hangs up. What you said so far is kept.", "hang up"),
    Command("call", "hang_up_always", "escape", "escape", "Hang up while typing",
            "Hangs up, also while you type; closes this help first.",
            shown_key="esc", first=True),
)  # fmt: skip
