"""Write a new scenario: a few questions, or options instead, make a file that can be played."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from simulator.commands.errors import BadInput, refuse_broken_text
from simulator.scenario.control import without_control_characters
from simulator.scenario.model import ScenarioType

if TYPE_CHECKING:
    from simulator.scenario.skeleton import Answers

SCHEMA_VERSION = 1
QUESTIONS = {
    "type": "The type of call",
    "title": "A title for lists, which does not give the answer",
    "prospect": "Whom the rep calls: first and last name",
    "prospect_title": "What they do there",
    "company": "Their company",
    "industry": "Their industry, in a word or two",
    "offer": "What the rep sells, in a few words",
    "rep": "The rep's name",
    "rep_company": "The rep's company",
    "number": "The rep's number, for calling back",
    "greeting": "What the greeting says",
    "cue": "Its deciding words, exactly as they stand there",
    "voice": "Who speaks the prospect's greeting",
}
"""What is asked, in this order, by the names of the answers; each is an option as well."""
FACT = "Something that the rep has found out about them"
ANOTHER = "Another fact, if there is one"
SAID = "How a rep would mention that, in a few words"
BEGIN = (
    "A few questions, and the call can be played. Enter takes what stands in brackets; Ctrl+C "
    "stops, and nothing is written."
)
STOPPED = "The questions were not answered to the end, so nothing was written."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "id", nargs="?", metavar="ID", help="the call's own name, and its file's: corner-office"
    )
    for name, question in QUESTIONS.items():
        choices = get_args(ScenarioType) if name == "type" else None
        metavar = None if choices else "TEXT"
        parser.add_argument(_option(name), choices=choices, metavar=metavar, help=question.lower())
    parser.add_argument(
        "--fact", action="append", metavar="TEXT", help=f"{FACT.lower()}; may be repeated"
    )
    parser.add_argument(
        "--said", action="append", metavar="TEXT", help=f"{SAID.lower()}: one for each --fact"
    )
    parser.add_argument(
        "--folder", type=Path, default=Path(), help="where the file goes; without it, here"
    )
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def run(args: argparse.Namespace) -> int:
    """Ask where there is somebody to answer, write the file, and say what to do next.

    Raises:
        BadInput: an answer cannot be used, the questions were left, or the file is there already.
    """
    from simulator.commands.new_file import taken, write_new

    answers = _given(args)
    if args.id is not None and (message := taken(answers.id, args.folder)):
        raise BadInput(message)
    if sys.stdin.isatty() and not args.json:
        answers = _Asked(args).all(answers)
    written = write_new(answers, args.folder)
    if args.json:
        shape = {
            "schema_version": SCHEMA_VERSION,
            "id": answers.id,
            "path": str(written.path),
            "schema": written.schema,
        }
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
        return 0
    sys.stdout.write(f"{written.path}\n")
    name, folder = (_as_typed(str(path)) for path in (written.path, written.path.parent))
    sys.stderr.write(
        "Written. Change the words in any text editor, and then:\n"
        f"  rolecall check {name}     what is wrong, and what could be better\n"
        f"  rolecall preview {name}   the call as a tree, and how it sounds\n"
        f"  rolecall call {name}      the call itself\n"
        f"  rolecall --scenarios {folder}   the app, which reads it again whenever you save it\n"
    )
    return 0


def _as_typed(word: str) -> str:
    """A word as it is typed into this system's command line."""
    return subprocess.list2cmdline([word]) if sys.platform == "win32" else shlex.quote(word)


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _given(args: argparse.Namespace) -> Answers:
    """The answers that came as options; each is checked by itself, so that it can be named."""
    from simulator.scenario.skeleton import Answers, faults_of_one

    given = {name: v for name in QUESTIONS if (v := getattr(args, name)) is not None}
    texts = [(_option(name), name, value) for name, value in given.items()]
    many = (("--fact", "facts", args.fact), ("--said", "said", args.said))
    texts += [(option, name, (v,)) for option, name, values in many for v in values or ()]
    for option, name, value in texts:
        refuse_broken_text(option, "".join(value))
        if name == "voice" and value not in _voices():
            raise BadInput(f"--voice: choose one of {', '.join(_voices())}.")
        if name != "cue":  # which has to stand in the greeting that is given with it
            _refuse(option, faults_of_one(name, value))
    answers = replace(Answers(), **given)
    if args.fact:
        if args.said and len(args.said) != len(args.fact):
            raise BadInput("--said: give one for each --fact, in their order.")
        answers = replace(answers, facts=tuple(args.fact), said=tuple(args.said or ()))
    elif args.said:
        raise BadInput("--said: there is no --fact that it could mention.")
    refuse_broken_text("ID", args.id or "")
    return replace(answers, id=args.id or id_of(answers.title))


def _refuse(option: str, faults: list[str]) -> None:
    if faults:
        raise BadInput(f"{option}: {faults[0]}.")


def id_of(title: str) -> str:
    """A title as the name of a file: "The corner office" becomes the-corner-office."""
    from simulator.scenario.skeleton import Answers, faults_of_one

    made = "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:50].strip("-")
    return made if made and not faults_of_one("id", made) else Answers().id


class _Asked:
    """Questions on a terminal, for all that was not given as an option."""

    def __init__(self, args: argparse.Namespace) -> None:
        from simulator.commands.typed_lines import TypedLines

        self._args = args
        self._lines = TypedLines()

    def all(self, answers: Answers) -> Answers:
        """Ask, and ask again where an answer cannot be used."""
        _tell(BEGIN)
        for name, question in QUESTIONS.items():
            if name == "greeting" and not self._args.fact:
                answers = self._facts(answers)
            if getattr(self._args, name) is None:
                answers = self._one(name, question, answers)
        if self._args.id is None:
            answers = replace(answers, id=id_of(answers.title))
            answers = self._one("id", "The name of the file", answers)
        return answers

    def _one(self, name: str, question: str, answers: Answers) -> Answers:
        usual = {"greeting": answers.heard, "cue": answers.deciding}
        offered = usual.get(name, getattr(answers, name))
        if name == "type":
            question += f" ({', '.join(get_args(ScenarioType))})"
        if name == "voice":
            question += f" ({', '.join(_voices())})"
        known = set(self._faults(answers))
        while True:
            changed: dict[str, Any] = {name: self._read(question, offered)}
            answers = replace(answers, **changed)
            faults = [fault for fault in self._faults(answers, name) if fault not in known]
            if not faults:
                return answers
            _tell(f"{faults[0].removesuffix('.')}.")

    def _facts(self, answers: Answers) -> Answers:
        """One fact or two, each with a way to say it."""
        facts: tuple[str, ...] = ()
        said: tuple[str, ...] = ()
        for question, offered in ((FACT, answers.facts[0]), (ANOTHER, "")):
            fact = self._read(question, offered)
            if not fact:
                break
            more = replace(answers, facts=(*facts, fact), said=said)
            usual = answers.said[0] if fact == answers.facts[0] else more.phrase(len(facts))
            more = replace(more, said=(*said, self._read(SAID, usual)))
            faults = self._faults(more)
            if faults:
                _tell(f"{faults[0]}.")
                return self._facts(answers)
            facts, said = more.facts, more.said
        return replace(answers, facts=facts, said=said)

    def _faults(self, answers: Answers, asked: str = "") -> list[str]:
        """What is wrong with the answers; of the file's name also, once it is asked for."""
        from simulator.commands.new_file import taken
        from simulator.scenario.skeleton import answer_faults

        if answers.type not in get_args(ScenarioType):
            return [f"Choose one of {', '.join(get_args(ScenarioType))}"]
        if answers.voice not in _voices():
            return [f"Choose one of {', '.join(_voices())}"]
        message = taken(answers.id, self._args.folder) if asked == "id" else ""
        return answer_faults(answers) or ([message] if message else [])

    def _read(self, question: str, offered: str) -> str:
        sys.stderr.write(without_control_characters(f"{question} [{offered or 'none'}]: "))
        sys.stderr.flush()
        line = self._lines.wait()
        if line is None:
            raise BadInput(STOPPED)
        refuse_broken_text("What you typed", line)
        return line or offered


def _voices() -> list[str]:
    from simulator.adapters.scenario_files import shipped_folder, yaml_files

    return [path.stem for path in yaml_files(shipped_folder("voices"))]


def _tell(line: str) -> None:
    sys.stderr.write(f"{without_control_characters(line)}\n")
    sys.stderr.flush()
