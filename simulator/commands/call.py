"""One call, line by line: played live, or by a script faster than real time."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from simulator.commands.chosen_rubric import add_rubric, choose_rubric
from simulator.commands.chosen_scenario import add_variant, chosen_scenario
from simulator.commands.errors import BadInput, refuse_broken_text
from simulator.commands.whose import add_profile, chosen_profile

if TYPE_CHECKING:
    from simulator.ports import Attempt, ScenarioFile
    from simulator.practice.occasion import Occasion
    from simulator.session.desk import Desk
    from simulator.session.simulated import Script

KEYS = frozenset("0123456789*#")


class _Said(argparse.Action):
    """Keep --say and --type in the order in which they were given."""

    @override
    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Add one utterance."""
        said: list[tuple[str, str]] = list(getattr(namespace, self.dest) or [])
        said.append((str(option_string), str(values)))
        setattr(namespace, self.dest, said)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "scenario",
        nargs="?",
        metavar="SCENARIO",
        help="an id from `rolecall list`, or a file; without it, what is next for you",
    )
    parser.add_argument(
        "--hint",
        action="store_true",
        help="say what to listen for before dialling; it counts less for what you are learning",
    )
    parser.add_argument("--keys", default="", help="keys to press, such as 0#")
    parser.add_argument(
        "--at",
        type=float,
        metavar="SECONDS",
        help="when to press them, counted from the start of the greeting (default: just after "
        "its deciding words)",
    )
    parser.add_argument(
        "--hang-up-at",
        type=float,
        metavar="SECONDS",
        help="when to hang up, counted from the start of the greeting",
    )
    parser.add_argument(
        "--say",
        action=_Said,
        dest="said",
        metavar="FILE",
        help="a sound file to say; may be repeated: to the operator, then to the mailbox",
    )
    parser.add_argument(
        "--type",
        action=_Said,
        dest="said",
        metavar="TEXT",
        help="a text to type instead; may be repeated and mixed with --say",
    )
    add_variant(parser, "without it the next one, and the first where what is done is given")
    add_rubric(parser)
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print the scorecard as JSON")


def run(args: argparse.Namespace) -> int:
    """Make the call, print the result; 0 when it passed, 1 when not."""
    _refuse_nonsense(args)
    scripted = bool(args.keys or args.said or args.hang_up_at is not None)
    if not scripted and not sys.stdin.isatty():
        raise BadInput(
            "There is no terminal to play the call on. Say what to do: --keys, --say FILE, "
            "--type TEXT or --hang-up-at SECONDS."
        )
    from simulator.bootstrap import open_desk, open_quiet_desk

    # A program that reads JSON, or that pipes its keys in, cannot be asked anything.
    asks = sys.stdin.isatty() and not args.json
    profile = chosen_profile(args)
    desk = open_quiet_desk(profile) if scripted else open_desk(profile)
    try:
        choose_rubric(desk, args.rubric)
        file, occasion = _chosen(desk, args, varies=not scripted)
        _say_what_was_left_behind(desk)
        _say_hints(file, args)
        play = partial(_scripted, script=_script(args)) if scripted else _live
        attempt = play(desk, file, occasion, asks=asks)
        before = () if args.json else _before(desk, attempt)
    finally:
        desk.close()
    _print(attempt, file, before, as_json=args.json)
    return 0 if attempt.scorecard.passed else 1


def _chosen(desk: Desk, args: argparse.Namespace, *, varies: bool) -> tuple[ScenarioFile, Occasion]:
    """The scenario that was named, or the one that practice proposes."""
    from simulator.practice.occasion import Occasion

    if args.scenario is not None:
        file = chosen_scenario(desk, args.scenario, args.variant, varies=varies)
        return file, Occasion(with_hints=args.hint)
    coming = desk.practice.coming()
    if coming.drawn is None:
        raise BadInput("There is no scenario that trains anything; rolecall check says why.")
    wanted = coming.drawn.variant + 1 if args.variant is None else args.variant
    file = chosen_scenario(desk, coming.drawn.scenario, wanted)
    sys.stderr.write(f"Next for you: {file.scenario.title}. {coming.drawn.reason_before}\n")
    return file, Occasion(with_hints=args.hint, seed=coming.seed)


def _say_hints(file: ScenarioFile, args: argparse.Namespace) -> None:
    from simulator.practice.hints import hints

    if args.hint:
        sys.stderr.writelines(f"Hint: {hint}\n" for hint in hints(file.scenario))


def _say_what_was_left_behind(desk: Desk) -> None:
    from simulator.ports import PortError

    try:
        sentences = [left.sentence for left in desk.unfinished()]
    except PortError:
        return  # the call can be made all the same; whatever is wrong is said when it is kept
    if sentences:
        sentences.append("The app (`rolecall` alone) offers to grade or to erase it.")
    sys.stderr.writelines(f"{sentence}\n" for sentence in sentences)


def _refuse_nonsense(args: argparse.Namespace) -> None:
    wrong = sorted(set(args.keys) - KEYS)
    if wrong:
        raise BadInput(f"--keys: “{wrong[0]}” is no key of a telephone; use 0-9, * and #.")
    for option, text in args.said or []:
        if option == "--type":
            refuse_broken_text(option, text)
    for option, seconds in (("--at", args.at), ("--hang-up-at", args.hang_up_at)):
        if seconds is not None and not 0 <= seconds <= 3600:  # noqa: PLR2004 - an hour
            raise BadInput(f"{option}: {seconds:g} is not a number of seconds from 0 to 3600.")
    if args.at is not None and not args.keys:
        raise BadInput("--at says when keys are pressed; say which with --keys.")


def _script(args: argparse.Namespace) -> Script:
    from simulator.commands.recordings import utterance_from
    from simulator.ports import PortError
    from simulator.session.simulated import Script

    said: Sequence[tuple[str, str]] = args.said or []
    try:
        utterances = [
            text if option == "--type" else utterance_from(Path(text)) for option, text in said
        ]
    except PortError as error:
        raise BadInput(str(error)) from error
    return Script(args.keys, args.at, args.hang_up_at, utterances)


def _scripted(
    desk: Desk, file: ScenarioFile, occasion: Occasion, *, script: Script, asks: bool
) -> Attempt:
    from simulator.plain import PlainStage, as_said
    from simulator.session.simulated import SimulatedCall

    stage = PlainStage(sys.stderr)
    for sentence in (*desk.ports.notices, desk.as_called(file).note):
        if sentence:
            stage.notice(sentence)
    setting = desk.new_setting(file, occasion=occasion)
    ended = SimulatedCall(setting, desk.ports, stage, script).run()
    attempt, problem = desk.grade_now(ended)
    if problem is not None:
        stage.notice(problem)
    if not asks:
        return attempt
    from simulator.plain.callback import would_call_back

    attempt = as_said(desk, attempt, file, stage, _Typist().next_line)
    return would_call_back(desk, attempt, _Typist(), stage.notice, plays=False)


class _Typist:
    """The rep at the terminal of a scripted call, where nothing else reads lines."""

    def next_line(self, unless: Callable[[], bool] = lambda: False) -> str | None:  # noqa: ARG002 - Rep
        line = sys.stdin.buffer.readline()
        return line.decode("utf-8", errors="replace").strip() if line else None


def _live(desk: Desk, file: ScenarioFile, occasion: Occasion, *, asks: bool) -> Attempt:
    from simulator.plain import HOW_TO, HOW_TO_TYPED, LineReader, PlainStage, as_said
    from simulator.plain.brief import brief_in_words, wait_to_dial
    from simulator.session.runner import Session

    stage = PlainStage(sys.stderr)
    for sentence in (*desk.ports.notices, *brief_in_words(desk.as_called(file))):
        stage.notice(sentence)
    if asks:
        wait_to_dial(stage.notice, _Typist().next_line, desk.rules)

    async def play() -> tuple[Attempt, LineReader]:
        session = Session(desk.new_setting(file, occasion=occasion), desk.ports, stage)
        notice = None if session.is_typed else desk.recording_notice()
        if notice is not None:
            stage.notice(notice)
            desk.notice_was_seen()
        stage.notice(HOW_TO_TYPED if session.is_typed else HOW_TO)
        reader = LineReader(session)
        reader.start(sys.stdin.fileno())
        ended = await session.run()
        stage.notice("Grading ...")
        attempt, problem = await desk.grade(ended)
        if problem is not None:
            stage.notice(problem)
        reader.call_is_over()
        return attempt, reader

    attempt, reader = asyncio.run(play())
    if not asks:
        return attempt
    from simulator.plain.callback import would_call_back

    attempt = as_said(desk, attempt, file, stage, reader.next_line)
    return would_call_back(desk, attempt, reader, stage.notice, plays=True)


def _before(desk: Desk, attempt: Attempt) -> tuple[Attempt, ...]:
    """The call of the same scenario before this one, if there is one that can be read."""
    from simulator.ports import PortError
    from simulator.session.comparing import earlier_attempts

    try:
        return earlier_attempts(desk.ports.records, attempt, at_most=1)
    except PortError:
        return ()  # why nothing can be read was said when the call was kept


def _print(
    attempt: Attempt, file: ScenarioFile, before: tuple[Attempt, ...], *, as_json: bool
) -> None:
    if as_json:
        sys.stdout.write(attempt.scorecard.model_dump_json(indent=2) + "\n")
        return
    from simulator.plain import result_lines
    from simulator.wording import own_answer_in_words, since_the_last_time

    lines = result_lines(attempt.scorecard, file.scenario)
    if attempt.self_rating is not None:
        lines += ["", *own_answer_in_words(attempt.self_rating, attempt.scorecard)]
    for last in before:
        lines += ["", *since_the_last_time(last.scorecard, attempt.scorecard)]
    sys.stdout.writelines(f"{line}\n" for line in lines)
