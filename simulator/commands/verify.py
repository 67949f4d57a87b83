"""Verify a sealed exam: regrade it, and name every difference."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.commands.errors import BadInput
from simulator.scenario.control import without_control_characters

if TYPE_CHECKING:
    from simulator.session.desk import Desk
    from simulator.session.examining.findings import Finding
    from simulator.session.examining.sealed_reading import SealedFile
    from simulator.session.examining.verifying import AtHand

SCHEMA_VERSION = 1
CONSISTENT, DIFFERENT = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a sealed exam: NAME-EXAM-DATE.rolecall-exam"
    )
    parser.add_argument(
        "--listen",
        action="store_true",
        help="turn its recordings into words anew as well, and compare",
    )
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")


def run(args: argparse.Namespace) -> int:
    """Print every difference; 0 where there is none, 1 where there are some.

    Raises:
        BadInput: there is no such file, or it is no sealed exam that can be read.
        PortError: it is to be listened to, and there is no speech recogniser.
    """
    if not args.file.is_file():
        raise BadInput(f"There is no file {args.file}.")
    from simulator.bootstrap import open_quiet_desk
    from simulator.session.examining.sealed_reading import NoSealedExam, opened_exam

    desk = open_quiet_desk(voice=False)
    try:
        with opened_exam(args.file) as file:
            findings = verify(desk, file, listens=args.listen)
            trouble = desk.trouble_to_tell()
            if trouble is not None:
                sys.stderr.write(f"{trouble}\n")
            _print(file, findings, as_json=args.json)
    except NoSealedExam as error:
        raise BadInput(f"{args.file} cannot be verified. {error}") from error
    finally:
        desk.close()
    return CONSISTENT if is_consistent(findings) else DIFFERENT


def verify(desk: Desk, file: SealedFile, *, listens: bool) -> tuple[Finding, ...]:
    """Everything that is found in an open file, with what is at hand here."""
    from simulator.session.examining.relistening import relistened
    from simulator.session.examining.verifying import verified
    from simulator.session.heard_anew import NO_RECOGNISER

    recognizer = desk.ports.recognizer
    if listens and recognizer is None:
        from simulator.ports import PortError

        raise PortError(NO_RECOGNISER)
    findings = verified(file, at_hand(desk))
    if listens and recognizer is not None:
        findings = (*findings, *relistened(file, recognizer))
    return findings


def at_hand(desk: Desk) -> AtHand:
    """What this machine has to verify with."""
    from simulator import __version__
    from simulator.grading.rubric import Rubric, load_rubric
    from simulator.ports import ScenarioFile
    from simulator.practice.exam_parse import ExamFile, load_exam
    from simulator.session.examining.verifying import AtHand

    library = desk.ports.library

    def exam(id_: str) -> ExamFile | None:
        try:
            return load_exam(id_)
        except LookupError:
            return None

    def rubric(id_: str) -> Rubric | None:
        try:
            return library.rubrics().get(id_) or load_rubric(id_)
        except LookupError:
            return None

    files = {file.listing.id: file for file in library.scenarios()}

    def scenario(id_: str) -> ScenarioFile | None:
        return files.get(id_)

    return AtHand(
        version=__version__,
        exam=exam,
        rubric=rubric,
        scenario=scenario,
        graded=desk.by_meaning,
        has_meaning=desk.ports.embedder is not None,
    )


def is_consistent(findings: Sequence[Finding]) -> bool:
    """Whether nothing differs, and nothing had to be left uncompared."""
    return all(finding.kind == "note" for finding in findings)


def told_lines(file: SealedFile, findings: Sequence[Finding]) -> list[str]:
    """What was found, in lines."""
    from textwrap import wrap

    from simulator.session.examining.sealed import short_seal
    from simulator.session.examining.told import NOT_IDENTITY

    manifest = file.manifest
    who = manifest.rep or "somebody without a name"
    passed = "passed" if manifest.result.passed else "not passed"
    lines = [
        f"{manifest.exam.title} by {who}, {manifest.finished_at[:10]}: {passed}, says the file.",
        f"Its seal: {short_seal(file.manifest_bytes)}",
        "",
    ]
    for kind, title in _TITLES.items():
        of_kind = [finding for finding in findings if finding.kind == kind]
        lines += [title, *(f"  {line(finding)}" for finding in of_kind), ""] if of_kind else []
    if is_consistent(findings):
        lines.append("Consistent: graded again, the calls give the result that the file says.")
    else:
        lines.append("NOT consistent as it stands: do not rely on the result before this is known.")
    lines += ["", *wrap(NOT_IDENTITY, 88)]
    return [without_control_characters(one) for one in lines]


_TITLES = {
    "difference": "Differences:",
    "not compared": "What could not be compared here:",
    "note": "To know:",
}


def line(finding: Finding) -> str:
    """One finding in a line."""
    where = "" if finding.place is None else f"call {finding.place}, "
    return f"{where}{finding.about}: {finding.sentence}"


def _print(file: SealedFile, findings: Sequence[Finding], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(_shape(file, findings), indent=2) + "\n")
        return
    sys.stdout.writelines(f"{one}\n" for one in told_lines(file, findings))


def _shape(file: SealedFile, findings: Sequence[Finding]) -> dict[str, Any]:
    from simulator.session.examining.sealed import short_seal
    from simulator.session.examining.told import NOT_IDENTITY

    manifest = file.manifest
    return {
        "schema_version": SCHEMA_VERSION,
        "consistent": is_consistent(findings),
        "exam": {"id": manifest.exam.id, "version": manifest.exam.version},
        "rep": manifest.rep,
        "finished_at": manifest.finished_at,
        "passed": manifest.result.passed,
        "seal": short_seal(file.manifest_bytes),
        "findings": [
            {
                "kind": finding.kind.replace(" ", "_"),
                "call": finding.place,
                "about": finding.about,
                "sentence": finding.sentence,
            }
            for finding in findings
        ],
        "proves": NOT_IDENTITY,
    }
