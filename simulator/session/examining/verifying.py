"""Whether a sealed exam is what it says: every file of it, and all that follows from the journals.

It proves consistency, not identity: that the results follow from what is in the file, by the rules
that it names. Who changes a file and grades it anew by our own program makes a consistent file;
only the recordings, listened to again (`relistening`), or the seal that the rep was shown at the
end, tell then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from simulator.grading.check import Embed
from simulator.grading.rubric import Rubric
from simulator.grading.score import Scorecard
from simulator.ports import ScenarioFile
from simulator.practice.exam import CallMade, judged
from simulator.practice.exam_parse import ExamFile
from simulator.scenario.pack_paths import shown
from simulator.session.examining import sealed as form
from simulator.session.examining.findings import (
    Finding,
    difference,
    differing,
    not_compared,
    note,
    told,
)
from simulator.session.examining.grading_anew import GradingAnew
from simulator.session.examining.reading_calls import CallRead, read_call
from simulator.session.examining.sealed import CallSealed, Manifest, ResultSealed
from simulator.session.examining.sealed_reading import SealedFile
from simulator.session.examining.times import time_faults
from simulator.session.examining.told import result_text

Graded = Callable[[Callable[[Embed | None], Scorecard]], Scorecard]
FOLLOWS: Final = "by what its calls give"


@dataclass(frozen=True, slots=True)
class AtHand:
    """What there is here to verify with. None, or "", where it is not here.

    `version` is that of this Rolecall, `has_meaning` says whether messages can be read by their
    meaning here, and `graded` grades, with embeddings where there are any.
    """

    version: str
    exam: Callable[[str], ExamFile | None]
    rubric: Callable[[str], Rubric | None]
    scenario: Callable[[str], ScenarioFile | None]
    graded: Graded
    has_meaning: bool = False


def verified(file: SealedFile, at_hand: AtHand) -> tuple[Finding, ...]:
    """Everything that is found, the whole exam first, then call by call. Blocks."""
    manifest = file.manifest
    exam = at_hand.exam(manifest.exam.id)
    calls = {call.place: read_call(file, call) for call in manifest.calls}
    findings = [
        *_versions(manifest, at_hand),
        *_seal(file),
        *_strange_files(file),
        *_rep(manifest, calls),
        *_set_of_calls(manifest, exam),
        *time_faults(manifest, calls),
        *_result(manifest, exam, calls),
    ]
    anew = GradingAnew(manifest, at_hand.rubric, at_hand.scenario, at_hand.graded)
    for call in manifest.calls:
        read = calls[call.place]
        findings += _files(file, call)
        findings += read.faults
        findings += _answers(call, read)
        findings += anew.findings(call, read, has_meaning=at_hand.has_meaning)
    return tuple(dict.fromkeys(findings))


def _versions(manifest: Manifest, at_hand: AtHand) -> Iterator[Finding]:
    here = f"Rolecall {at_hand.version}"
    if manifest.made_with != here:
        yield note(
            "the program",
            f"It was sealed with {shown(manifest.made_with)}; this is {here}. What differs below "
            "may come from that.",
        )


def _rep(manifest: Manifest, calls: Mapping[int, CallRead]) -> Iterator[Finding]:
    """Who the file says it was, beside who called by the journals."""
    headers = (read.header for read in calls.values() if read.header is not None)
    names = {header.rep.name for header in headers if header.rep is not None}
    others = sorted(names - {manifest.rep})
    if others:
        yield difference(
            "the name",
            f"The file says {shown(manifest.rep)}; in the journals {shown(others[0])} calls.",
        )
    elif manifest.rep and not names:
        yield note(
            "the name",
            f"That it was {shown(manifest.rep)} is said by the file only: the calls were made in "
            "invented names.",
        )


def _seal(file: SealedFile) -> Iterator[Finding]:
    manifest = file.manifest
    if form.RESULT not in file.names:
        yield difference(form.RESULT, "It is missing.")
        text = b""
    else:
        text = file.read(form.RESULT)
        if text.decode("utf-8", "replace") != result_text(manifest):
            yield difference(form.RESULT, "Its text is not the one that follows from the manifest.")
    if form.SEAL not in file.names:
        yield difference(form.SEAL, "It is missing.")
    elif file.read(form.SEAL).decode("utf-8", "replace") != form.seal_of(file.manifest_bytes, text):
        yield difference(
            form.SEAL, "The manifest or the result was changed after the exam was sealed."
        )


def _strange_files(file: SealedFile) -> Iterator[Finding]:
    manifest = file.manifest
    known = {form.MANIFEST, form.RESULT, form.SEAL}
    known |= {one.name for call in manifest.calls for one in call.files}
    for name in sorted(file.names - known):
        yield difference(shown(name), "It is in the file, and the manifest does not know of it.")


def _set_of_calls(manifest: Manifest, exam: ExamFile | None) -> Iterator[Finding]:
    places = [call.place for call in manifest.calls]
    if places != list(range(1, len(places) + 1)):
        yield difference("the calls", "Their numbers do not go up one by one from 1.")
    if len({call.attempt for call in manifest.calls}) < len(places):
        yield difference("the calls", "The same call stands in the file twice.")
    sealed = manifest.exam
    if exam is None:
        yield not_compared(
            "the exam",
            f"There is no exam “{shown(sealed.id)}” here, so it is not known which calls it has "
            "and what it takes to pass.",
        )
        return
    if exam.sha256 != sealed.sha256:
        yield not_compared(
            "the exam",
            f"It is another version of “{sealed.id}” than the one here (sealed: version "
            f"{sealed.version}; here: {exam.exam.version}), so its calls and what it takes to pass "
            "are not compared.",
        )
        return
    if (exam.exam.version, exam.exam.title) != (sealed.version, sealed.title):
        yield difference("the exam", "Its title or version is not the one of that exam.")
    ours = [(call.scenario, call.variant) for call in exam.exam.calls]
    theirs = [(call.scenario.id, call.variant) for call in manifest.calls]
    yield from _order(ours, theirs)
    if manifest.rubric.id != exam.exam.rubric:
        yield difference(
            "the rubric",
            f"It was graded by “{shown(manifest.rubric.id)}”; the exam asks for “"
            f"{exam.exam.rubric}”.",
        )


def _order(ours: list[tuple[str, int]], theirs: list[tuple[str, int]]) -> Iterator[Finding]:
    for number, call in enumerate(theirs[: len(ours)], start=1):
        wanted = ours[number - 1]
        if call != wanted:
            yield difference(
                "the calls",
                f"Call {number} is {shown(call[0])} ({call[1]}); the exam has {wanted[0]} "
                f"({wanted[1]}) there.",
                number,
            )
    if len(theirs) != len(ours):
        yield difference("the calls", f"There are {len(theirs)} calls; the exam has {len(ours)}.")


def _files(file: SealedFile, call: CallSealed) -> Iterator[Finding]:
    names = [one.name for one in call.files]
    for wanted in form.OF_A_CALL:
        if call.folder + wanted not in names:
            yield difference(call.folder + wanted, "The manifest does not list it.", call.place)
    for listed in call.files:
        if form.ENTRY.fullmatch(listed.name) is None or not listed.name.startswith(call.folder):
            yield difference(
                shown(listed.name), "This is no file that is sealed with the call.", call.place
            )
        if listed.name not in file.names:
            yield difference(shown(listed.name), "It is missing.", call.place)
            continue
        content = file.read(listed.name)
        if (len(content), sha256(content).hexdigest()) != (listed.size_bytes, listed.sha256):
            yield difference(
                shown(listed.name),
                "It was changed after the exam was sealed: its hash is not the one listed.",
                call.place,
            )


def _answers(call: CallSealed, read: CallRead) -> Iterator[Finding]:
    if read.scorecard is None or read.answers is None:
        return
    if CallMade.of(read.scorecard, read.answers.self_rating).owes_rating:
        yield difference(
            "the self-rating",
            "A message was left, and its rep has not said whether they would call back; an exam "
            "does not let that be skipped.",
            call.place,
        )


def _result(
    manifest: Manifest, exam: ExamFile | None, calls: dict[int, CallRead]
) -> Iterator[Finding]:
    """The sealed result against the one of the sealed scorecards; those are graded again later."""
    if exam is None or exam.sha256 != manifest.exam.sha256:
        return
    made: Sequence[CallMade] = [
        CallMade.of(read.scorecard, read.answers.self_rating)
        for read in calls.values()
        if read.scorecard is not None and read.answers is not None
    ]
    follows = ResultSealed.of(judged(exam.exam, made)).model_dump(mode="json")
    sealed = manifest.result.model_dump(mode="json")
    yield from told("the result", differing(sealed, follows), None, FOLLOWS)
