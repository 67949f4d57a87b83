"""Grade recordings made elsewhere: one in full, several or a folder as a table; or transcripts."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.commands.chosen_rubric import add_rubric, choose_rubric
from simulator.commands.chosen_scenario import add_variant, chosen_scenario
from simulator.commands.errors import BadInput
from simulator.commands.whose import add_profile, chosen_profile

if TYPE_CHECKING:
    from simulator.grading.score import Scorecard
    from simulator.ports import ScenarioFile
    from simulator.session.desk import Desk

ENDINGS = {".wav", ".flac", ".ogg", ".mp3"}
SCHEMA_VERSION = 1
BAD_INPUT = 2
MISSING = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "audio",
        nargs="*",
        type=Path,
        metavar="AUDIO",
        help="sound files (WAV, FLAC, OGG, MP3), or folders of them",
    )
    parser.add_argument(
        "--scenario", metavar="ID", help="whom the message is for: see rolecall list"
    )
    add_variant(parser, "without it the first")
    add_rubric(parser)
    add_profile(parser)
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        type=Path,
        help="your neutral reading on the same device (rolecall baseline --text), for energy",
    )
    parser.add_argument("--json", action="store_true", help="print the scorecards as JSON")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help="judge transcripts instead: one JSON object a line on standard input, verdicts out",
    )
    parser.add_argument(
        "--words-only",
        action="store_true",
        help="with --jsonl: without sentence embeddings, so that hooks are found by words alone",
    )


def run(args: argparse.Namespace) -> int:
    """Grade, and return the exit code.

    0: every message passed; 1: one did not; 2: a file could not be used; 3: one could not be
    recognised, because something does not work on this machine. All others are graded all the same.
    """
    _hold_together(args)
    if args.jsonl:
        from simulator.commands import grade_lines

        return grade_lines.run(args.rubric, words_only=args.words_only)
    from simulator.bootstrap import open_quiet_desk

    paths = _files(args.audio)
    desk = open_quiet_desk(chosen_profile(args), voice=False)
    try:
        choose_rubric(desk, args.rubric)
        file = chosen_scenario(desk, args.scenario, args.variant)
        if args.baseline is not None:
            _lend(desk, args.baseline)
        graded, trouble = _grade_all(desk, file, paths)
    finally:
        desk.close()
    _print(graded, file, as_json=args.json)
    if trouble:
        return max(trouble)
    return 0 if all(card.passed for card in graded.values()) else 1


def _hold_together(args: argparse.Namespace) -> None:
    """Hold the arguments to one of the two ways.

    Raises:
        BadInput: something is missing, or does not go together.
    """
    if args.jsonl and (args.audio or args.scenario or args.json):
        raise BadInput("--jsonl reads standard input; it takes no files, --scenario or --json.")
    if args.jsonl and (args.baseline or args.profile):
        raise BadInput("--jsonl judges words only; --baseline and --profile go with recordings.")
    if args.words_only and not args.jsonl:
        raise BadInput("--words-only goes with --jsonl.")
    if not args.jsonl and not args.audio:
        raise BadInput("Which recordings? Name files or folders, or give transcripts with --jsonl.")
    if not args.jsonl and not args.scenario:
        raise BadInput("Whom are they for? Give --scenario ID; `rolecall list` has the ids.")


def _files(given: list[Path]) -> list[Path]:
    paths: list[Path] = []
    for path in given:
        if not path.is_dir():
            paths.append(path)
            continue
        try:
            inside = sorted(p for p in path.iterdir() if p.suffix.lower() in ENDINGS)
        except OSError as error:
            why = error.strerror or str(error)
            raise BadInput(f"{path}: this folder cannot be listed ({why}).") from error
        if not inside:
            raise BadInput(f"{path}: there is no WAV, FLAC, OGG or MP3 file in this folder.")
        paths += inside
    return paths


def _grade_all(
    desk: Desk, file: ScenarioFile, paths: list[Path]
) -> tuple[dict[Path, Scorecard], set[int]]:
    """The scorecards, and the exit codes that belong to what could not be graded."""
    from simulator.ports import PortError

    graded: dict[Path, Scorecard] = {}
    trouble: set[int] = set()
    with _scratch() as scratch:
        take = Path(scratch) / "take.wav"
        for path in paths:
            try:
                sha256 = _prepared(path, take)
                graded[path] = desk.judge_recording(take, file, f"recording-{sha256[:12]}")
            except _CannotBeUsed as error:
                sys.stderr.write(f"{error}\n")
                trouble.add(BAD_INPUT)
            except (PortError, OSError) as error:
                why = (error.strerror if isinstance(error, OSError) else None) or str(error)
                sys.stderr.write(f"{path} could not be graded: {why}\n")
                trouble.add(MISSING)
    by_words_only = desk.trouble_to_tell()
    if by_words_only is not None:
        sys.stderr.write(f"{by_words_only}\n")
    return graded, trouble


def _lend(desk: Desk, reading: Path) -> None:
    """Compare energy with a neutral reading that was recorded on the same device.

    Raises:
        BadInput: it is no sound, or cannot serve as a baseline.
    """
    from simulator.session.baselines import ReadingRefused
    from simulator.session.reading import lend_reading

    with _scratch() as scratch:
        take = Path(scratch) / "reading.wav"
        try:
            _prepared(reading, take)
            lend_reading(take, desk.baselines)
        except (_CannotBeUsed, ReadingRefused) as error:
            where = "" if str(reading) in str(error) else f"{reading}: "
            raise BadInput(f"{where}{error}") from error


class _CannotBeUsed(Exception):
    """A file is no sound; the message is a sentence."""


def _prepared(path: Path, take: Path) -> str:
    from simulator.commands.recordings import prepare_take
    from simulator.ports import PortError

    try:
        return prepare_take(path, take)
    except PortError as error:
        raise _CannotBeUsed(str(error)) from error


def _scratch() -> tempfile.TemporaryDirectory[str]:
    from simulator.ports import PortError

    try:
        return tempfile.TemporaryDirectory(prefix="rolecall-")
    except OSError as error:
        raise PortError(
            f"There is no room for temporary files ({error.strerror or error}). Make some, or "
            "set TMPDIR to a folder that you can write to."
        ) from error


def _print(graded: dict[Path, Scorecard], file: ScenarioFile, *, as_json: bool) -> None:
    if as_json:
        cards = [
            {"file": str(path), "scorecard": card.model_dump(mode="json")}
            for path, card in graded.items()
        ]
        shape = {"schema_version": SCHEMA_VERSION, "graded": cards}
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
    elif len(graded) == 1:
        from simulator.plain import result_lines

        (card,) = graded.values()
        sys.stdout.writelines(f"{line}\n" for line in result_lines(card, file.scenario))
    elif graded:
        _print_table(graded)


def _print_table(graded: dict[Path, Scorecard]) -> None:
    names = [path.name for path in graded]
    width = max(len("FILE"), *map(len, names))
    sys.stdout.write(f"{'FILE':<{width}}  WHAT  HOW  ALL  RESULT      HEARD\n")
    for path, card in graded.items():
        parts = (card.score.what, card.score.how, card.score.overall)
        what, how, overall = ("-" if p is None else f"{p:.0f}" for p in parts)
        result = "passed" if card.passed else "not passed"
        heard = card.message.transcript if card.message is not None else ""
        sys.stdout.write(
            f"{path.name:<{width}}  {what:>4} {how:>4} {overall:>4}  {result:<10}  {heard[:60]}\n"
        )
