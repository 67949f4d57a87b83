"""Preview a scenario: what it trains, its lines as a tree, and each greeting aloud."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from typing import TYPE_CHECKING

from simulator.commands.chosen_scenario import add_variant, chosen_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.ports import ScenarioFile
    from simulator.scenario.model import Line, Scenario
    from simulator.session.desk import Desk

SCHEMA_VERSION = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "scenario", metavar="SCENARIO", help="an id from `rolecall list`, or a file"
    )
    add_variant(parser, "without it, the first")
    parser.add_argument("--silent", action="store_true", help="print only, play nothing")
    parser.add_argument(
        "--json", action="store_true", help="print the tree as JSON, and play nothing"
    )


def run(args: argparse.Namespace) -> int:
    """Print the tree, then play the greetings."""
    silent = args.silent or args.json
    from simulator.bootstrap import open_desk, open_quiet_desk

    desk = open_quiet_desk(voice=False) if silent else open_desk()
    try:
        file = chosen_scenario(desk, args.scenario, args.variant)
        twins = _twins(file.scenario, [f.scenario for f in desk.ports.library.scenarios()])
        if args.json:
            sys.stdout.write(json.dumps(tree_as_json(file, twins), indent=2) + "\n")
        else:
            sys.stdout.writelines(f"{line}\n" for line in tree(file, twins))
        sys.stdout.flush()
        if not silent:
            _play(desk, file)
    finally:
        desk.close()
    return 0


def _twins(scenario: Scenario, others: Sequence[Scenario]) -> list[str]:
    """The scenarios in which one cue is another, and something else is right; by id."""
    named = [] if scenario.twin_of is None else [scenario.twin_of]
    return sorted({*named, *(other.id for other in others if other.twin_of == scenario.id)})


def tree(file: ScenarioFile, twins: Sequence[str]) -> list[str]:
    """What the call trains, and the call as a tree: every line once, below what leads to it."""
    scenario = file.scenario
    heading = f"{scenario.id}: {scenario.title} ({scenario.type}, level {scenario.level})"
    out = [heading, f"{scenario.rep.name} of {scenario.rep.company} calls {scenario.prospect.name}"]
    out += (f"trains: {title} ({id_})" for id_, title in _cues(scenario).items())
    if twins:
        out.append(f"twins, in which something else is right: {', '.join(twins)}")
    if len(file.variants) > 1:
        out.append(f"variant {file.variant + 1} of {len(file.variants)}")
    _branch(scenario, scenario.first_line, "", "answers", out, set())
    return out


def _cues(scenario: Scenario) -> dict[str, str]:
    from simulator.scenario.cues import CUES

    return {id_: CUES[id_].title for id_ in scenario.cues}


def tree_as_json(file: ScenarioFile, twins: Sequence[str]) -> dict[str, object]:
    """The same as data: every line with what leads on from it; `to` null is the call's end."""
    scenario = file.scenario
    lines = {
        name: {
            "kind": line.kind,
            "voice": line.voice,
            "manner": list(line.manner),
            "temper": None if line.conversation is None else line.conversation.temper,
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
        "cues": _cues(scenario),
        "twins": list(twins),
        "variant": file.variant + 1,
        "variants": max(1, len(file.variants)),
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

    sounds = f"voice: {line.voice}; manner: {', '.join(line.manner)}"
    if line.conversation is not None:
        sounds += f"; temper: {line.conversation.temper}"
    about = [marked_greeting(scenario, name), sounds, f"then: {line.then}"]
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
