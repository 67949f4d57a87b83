"""What a rep does who decides rightly on every line of a call."""

from __future__ import annotations

from simulator.scenario.model import Line, Scenario
from simulator.session.simulated import Script

LATE_SECONDS = 300.0


def best_way(scenario: Scenario, text: str) -> Script:
    """What a rep does who decides rightly on every line, and leaves the text where it belongs."""
    keys, said = "", list[str]()
    line = scenario.lines[scenario.first_line]
    while True:
        best = line.choice.best if line.choice else "ask_by_name"
        if best == "leave":
            return Script(keys, utterances=[*said, text])
        if best == "hang_up":
            # Nothing is said: the rep waits for the end of the greeting, and hangs up.
            return Script(keys, utterances=said, hang_up_at_seconds=None if said else LATE_SECONDS)
        if line.then == "conversation":
            request, to = spoken(scenario, line, best)
            said.append(request)
        else:
            key = zero(line) if best == "zero_out" else best.removeprefix("key:")
            keys, to = keys + key, line.keys[key]
        if to is None:
            return Script(keys, utterances=said)
        line = scenario.lines[to]


def zero(line: Line) -> str:
    return "0#" if "0#" in line.keys else "0"


def spoken(scenario: Scenario, line: Line, best: str) -> tuple[str, str | None]:
    """What is said to a live person or a screen, and which line that leads to."""
    talk, rep = line.conversation, scenario.rep
    assert talk is not None
    if best == "answer_screen":
        assert talk.answered is not None
        return f"{rep.name} from {rep.company}, about something I read of yours.", talk.answered.to
    if best == "ask_who":
        assert talk.who is not None
        return "Who is responsible for that now, please?", talk.who.to
    names = {scenario.prospect.name, *scenario.prospect.also}
    person = next(p for p in talk.people if names & {p.name, *p.also})
    return f"Hello, could I speak to {person.name}, please?", person.to
