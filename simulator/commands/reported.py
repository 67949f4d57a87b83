"""What the commands on progress read: the progress of a person, and what it does not hold."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.report.about import Reported
    from simulator.session.desk import Desk


def reported_at(desk: Desk, name: str | None = None) -> Reported:
    """The progress of the person at a desk; `name` is shown in place of their own.

    Raises:
        PortError: the results cannot be read.
    """
    from simulator.report.about import Reported

    progress, records = desk.practice.progress(), desk.ports.records
    for sentence in dict.fromkeys((*desk.ports.notices, *records.notices)):
        sys.stderr.write(f"{sentence}\n")
    if name is None:
        name = desk.profile.name if desk.profile is not None else ""
    practice, library = desk.practice, desk.ports.library
    return Reported.of(
        progress,
        lambda id_: library.scenario(id_).listing.title,
        name,
        practice.exams_taken(),
    )
