"""Preview a scenario: its lines as a tree, and each greeting aloud."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput

if TYPE_CHECKING:
    from simulator.ports import ScenarioFile
    from simulator.scenario.model import Line, Scenario
    from simulator.session.desk import Desk

SCHEMA_VERSION = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "scenario", metavar="SCENARIO", help="an id from `rolecall list`, or a file"
    )
    parser.add_argument("--silent", action="store_true", help="print only, play nothing")
    parser.add_argument(
        "--json", action="store_true", help="print the tree as JSON, and play nothing"
    )


def run(args: argparse.Namespace) -> int:
    """Print the tree, then play the greetings."""
    silent = args.silent or args.json
    from simulator.bootstrap import open_desk, open_quiet_desk
    from simulator.ports import UnknownScenario

    desk = open_quiet_desk(voice=False) if silent else open_desk()
    try:
        try:
            file = desk.ports.library.scenario(args.scenario)
        except UnknownScenario as error:
            raise BadInput(str(error)) from error
        if args.json:
            sys.stdout.write(json.dumps(tree_as_json(file.scenario), indent=2) + "\n")
        else:
            sys.stdout.writelines(f"{line}\n" for line in tree(file.scenario))
        sys.stdout.flush()
        if not silent:
            _play(desk, file)
    finally:
        desk.close()
    return 0


def tree(scenario: Scenario) -> list[str]:
    """The call as a tree: every line once, below what leads to it."""
    heading = f"{scenario.id}: {scenario.title} ({scenario.type}, level {scenario.level})"
    out = [heading, f"{scenario.rep.name} of {scenario.rep.company} calls {scenario.prospect.name}"]
    _branch(scenario, scenario.first_line, "", "answers", out, set())
    return out


def tree_as_json(scenario: Scenario) -> dict[str, object]:
    """The same as data: every line with what leads on from it; `to` null is the call's end."""
    lines = {
        name: {
            "kind": line.kind,
            "greeting": line.greeting_text,
            "cue": line.cue,
            "then": line.then,
            "choice": None if line.choice is None else line.choice.model_dump(mode="json"),
            "ways": [{"how": how, "to": target} for how, target in _ways(line)],
        }
        for name, line in scenario.lines.items()
    }
    return {
        "schema_version": SCHEMA_VERSION,
        "id": scenario.id,
        "title": scenario.title,
        "type": scenario.type,
        "level": scenario.level,
        "answers": scenario.first_line,
        "lines": lines,
    }


def _branch(
    scenario: Scenario, name: str, indent: str, how: str, out: list[str], seen: set[str]
) -> None:
    from simulator.wording import KINDS

    line = scenario.lines[name]
    out.append(f"{indent}{how} -> {name} [{KINDS[line.kind]}]")
    if name in seen:
        return
    seen.add(name)
    inner = indent + "    "
    out += [f"{inner}{text}" for text in _about(scenario, name, line)]
    for label, target in _ways(line):
        if target in scenario.lines:
            _branch(scenario, target, inner, label, out, seen)
        else:
            out.append(f"{inner}{label} -> {target or 'the call ends'}")


def _about(scenario: Scenario, name: str, line: Line) -> list[str]:
    from simulator.wording import marked_greeting

    about = [marked_greeting(scenario, name), f"then: {line.then}"]
    if line.choice is not None:
        accepted = ", ".join(line.choice.acceptable) or "nothing else"
        about.append(f"best: {line.choice.best}; accepted: {accepted}; rule {line.choice.rule}")
    return about


def _ways(line: Line) -> list[tuple[str, str | None]]:
    ways: list[tuple[str, str | None]] = [(f"key {k}", t) for k, t in line.keys.items()]
    talk = line.conversation
    if talk is None:
        return ways
    ways += [(f"asked for {p.name}", p.to) for p in talk.people]
    for label, reply in (
        ("asked who handles it", talk.who),
        ("pitched", talk.pitched),
        ("answered", talk.answered),
    ):
        if reply is not None:
            ways.append((label, reply.to))
    return ways


def _play(desk: Desk, file: ScenarioFile) -> None:
    from simulator.scenario.model import RecordedGreeting
    from simulator.scenario.speech import Speech

    for sentence in desk.ports.notices:
        sys.stderr.write(f"{sentence}\n")
    voice, stop = desk.ports.voice, threading.Event()
    for name, line in file.scenario.lines.items():
        sys.stderr.write(f"Playing {name} ...\n")
        if isinstance(line.greeting, RecordedGreeting):
            sound = voice.recorded(line.greeting, file.folder, line.cue, line.voice)
        else:
            sound = voice.render(Speech(line.greeting, line.voice, line.cue), stop)
        desk.ports.player.play(sound, 0.0, stop)
