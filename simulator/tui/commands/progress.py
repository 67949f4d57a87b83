"""What can be done where a rep looks at their progress."""

from __future__ import annotations

from typing import Final

from simulator.tui.commands.command import Command

PROGRESS: Final[tuple[Command, ...]] = (
    Command("progress", "call", "enter", "call", "What is next",
            "Opens the brief of the call that is next, or the exam.", "what is next", first=True),
    Command("progress", "next", "right", "turn(1)", "The next part",
            "Goes to the next part; a click on its name does the same.", "next part",
            shown_key="→", first=True),
    Command("progress", "previous", "left", "turn(-1)", "The part before",
            "Goes to the part before.", "part before", shown_key="←", first=True),
    Command("progress", "overview", "1", "go('overview')", "Overview",
            "Shows what to do next, your practice days and what changed."),
    Command("progress", "signs", "2", "go('signs')", "Signs",
            "Shows every sign, and the calls that prove it; up and down choose."),
    Command("progress", "skills", "3", "go('skills')", "Skills",
            "Shows every skill, and the calls that prove it; up and down choose."),
    Command("progress", "trends", "4", "go('trends')", "Week by week",
            "Shows a figure week by week; up and down choose which."),
    Command("progress", "calibration", "5", "go('calibration')", "Your own answers",
            "Shows how well your own answers fit the grades."),
    Command("progress", "confusion", "6", "go('confusion')", "Decisions",
            "Shows what you did, by what was best, and what you mix up."),
    Command("progress", "back", "escape", "back", "All calls",
            "Goes back to the calls; closes this help first.", "calls", shown_key="esc",
            first=True),
)  # fmt: skip
