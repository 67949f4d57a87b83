"""A call that is about to be made: its id, its folder and its journal."""

from __future__ import annotations

import secrets
from datetime import datetime

from simulator.grading.calling_as import Identity
from simulator.ports import Records, ScenarioFile
from simulator.practice.occasion import Occasion
from simulator.session.journal import JOURNAL_NAME, JournalFile, header_of
from simulator.session.runner import Setting


def new_setting(
    file: ScenarioFile,
    records: Records,
    started_at: datetime,
    identity: Identity | None,
    occasion: Occasion,
    *,
    typed: bool,
) -> Setting:
    """Make the folder and the journal of a new call; `started_at` has the zone.

    Raises:
        PortError: the folder cannot be written.
    """
    id_ = f"{started_at:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    folder = records.begin(id_)
    began = started_at.isoformat(timespec="seconds")
    header = header_of(file, id_, began, identity, occasion)
    journal = JournalFile(folder / JOURNAL_NAME, header)
    return Setting(file, id_, began, folder, journal, typed, identity, occasion)
