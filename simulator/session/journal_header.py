"""How a journal begins: which call it is the journal of; and why one cannot be read."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from simulator.grading.calling_as import Identity
from simulator.ports import ScenarioFile
from simulator.practice.occasion import BY_ITSELF, Occasion

FORMAT = 1
_ATTEMPT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_MAY_BE_MISSING = {"rep", "variant", "occasion"}
"""What the first line of a journal says only where there is something to say."""


class JournalError(ValueError):
    """A journal cannot be read. The message is a sentence for the rep."""


class NotAJournal(JournalError):
    """The text does not begin like a journal, or is empty."""


class JournalFromNewerVersion(JournalError):
    """A later Rolecall wrote it, in a form that this one does not know."""


class LineUnreadable(JournalError):
    """One line is not an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalHeader:
    """Which call this is the journal of.

    `scenario` is the scenario's id, `version` its version, `scenario_sha256` the hash of its file;
    `started_at` is ISO 8601 with the zone. `rep` is who called, where it was the rep's own name and
    not the invented one. `variant` is the number of the variant, from 0; the
    `occasion` is the drill or exam in which it was made, if it was in one.
    """

    attempt: str
    scenario: str
    scenario_sha256: str
    version: int
    started_at: str
    rep: Identity | None = None
    variant: int = 0
    occasion: Occasion = BY_ITSELF


def header_line(header: JournalHeader) -> str:
    """The first line of a journal, without its newline."""
    line = {"rolecall_journal": FORMAT, **asdict(header)}
    if header.rep is None:
        del line["rep"]
    if not header.variant:
        del line["variant"]
    if header.occasion == BY_ITSELF:
        del line["occasion"]
    return json.dumps(line)


def header_of(
    file: ScenarioFile,
    attempt_id: str,
    started_at: str,
    rep: Identity | None,
    occasion: Occasion = BY_ITSELF,
) -> JournalHeader:
    """How the journal of a call to a scenario begins."""
    return JournalHeader(
        attempt=attempt_id,
        scenario=file.scenario.id,
        scenario_sha256=file.sha256,
        version=file.scenario.version,
        started_at=started_at,
        rep=rep,
        variant=file.variant,
        occasion=occasion,
    )


def json_object(line: str) -> dict[str, Any]:
    """One line of a journal as a JSON object.

    Raises:
        LineUnreadable: it is none.
    """
    try:
        data = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise LineUnreadable("it is not JSON") from error
    if not isinstance(data, dict):
        raise LineUnreadable("it is not a JSON object")
    return data


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number of seconds")


def read_header(line: str) -> JournalHeader:
    """The first line of a journal.

    Raises:
        NotAJournal: it begins otherwise.
        JournalFromNewerVersion: its format number is higher than ours.
    """
    try:
        data = json_object(line)
    except LineUnreadable as error:
        raise NotAJournal("The journal of this call has no readable first line.") from error
    number = data.pop("rolecall_journal", None)
    if not isinstance(number, int):
        raise NotAJournal("This is not the journal of a call.")
    if number > FORMAT:
        raise JournalFromNewerVersion(
            f"The journal was written by a newer Rolecall (format {number}; "
            f"this one reads up to {FORMAT}). Upgrade Rolecall to read it."
        )
    names = (f.name for f in fields(JournalHeader) if f.name not in _MAY_BE_MISSING)
    known = {name: int if name == "version" else str for name in names}
    for name, kind in known.items():
        if not isinstance(data.get(name), kind):
            raise NotAJournal(f"The first line of the call's journal lacks {name}.")
    if _ATTEMPT_ID.fullmatch(data["attempt"]) is None:
        raise NotAJournal("The first line of the call's journal names no call.")
    if not _has_zone(data["started_at"]):
        raise NotAJournal("The first line of the call's journal has no date with a time zone.")
    given = {name: data[name] for name in known}
    rep, variant = _read_rep(data.get("rep")), _read_variant(data.get("variant", 0))
    occasion = _read_occasion(data.get("occasion", {}))
    return JournalHeader(**given, rep=rep, variant=variant, occasion=occasion)


def _read_occasion(data: Any) -> Occasion:
    from pydantic import TypeAdapter

    try:
        return TypeAdapter(Occasion).validate_python(data)
    except ValueError as error:
        raise NotAJournal(
            "The first line of the call's journal says badly in which drill or exam it was made."
        ) from error


def _read_variant(data: Any) -> int:
    if type(data) is not int or data < 0:
        raise NotAJournal("The first line of the call's journal names no variant.")
    return data


def _read_rep(data: Any) -> Identity | None:
    if data is None:
        return None
    try:
        identity = Identity(data["name"], data["company"], data["number"])
        identity.rep("anything")
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise NotAJournal("The first line of the call's journal says badly who called.") from error
    return identity


def _has_zone(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
