"""The lines that a rep hears who decides rightly all along, and the cues that are heard on them."""

from __future__ import annotations

from simulator.scenario.deciding_line import deciding_line
from simulator.scenario.model import Line, Scenario


def lines_heard(scenario: Scenario) -> tuple[str, ...]:
    """The names of the lines on the best way, in their order, each once."""
    heard: list[str] = []
    name: str | None = scenario.first_line
    while name is not None and name not in heard and name in scenario.lines:
        heard.append(name)
        name = _after(scenario.lines[name], scenario)
    return tuple(heard)


def cues_heard(scenario: Scenario) -> tuple[str, ...]:
    """The cues of a scenario that are decided on the best way.

    Others are met only after a choice that is not the best: no clean call can be shown with them.
    """
    heard = lines_heard(scenario)
    return tuple(cue for cue in scenario.cues if deciding_line(cue, scenario) in heard)


def _after(line: Line, scenario: Scenario) -> str | None:
    """The line to which the best choice leads; None where it ends there."""
    best = "ask_by_name" if line.choice is None else line.choice.best
    if best == "zero_out":
        return line.keys.get("0#", line.keys.get("0"))
    if best.startswith("key:"):
        return line.keys.get(best.removeprefix("key:"))
    talk = line.conversation
    if talk is None:
        return None
    if best == "answer_screen":
        return None if talk.answered is None else talk.answered.to
    if best == "ask_who":
        return None if talk.who is None else talk.who.to
    names = {scenario.prospect.name, *scenario.prospect.also}
    return next((p.to for p in talk.people if names & {p.name, *p.also}), None)
