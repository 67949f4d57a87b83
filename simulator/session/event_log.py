"""The events of a call, in memory and in its journal."""

from __future__ import annotations

from collections.abc import Callable

from simulator.call.events import Event
from simulator.ports import PortError
from simulator.session.journal import JournalFile


class EventLog:
    """Remembers every event. A journal that cannot be written is said once and ends no call."""

    def __init__(self, journal: JournalFile, notice: Callable[[str], None]) -> None:
        """`notice` is told what does not work."""
        self._journal = journal
        self._notice = notice
        self._events: list[Event] = []
        self._has_failed = False

    @property
    def events(self) -> tuple[Event, ...]:
        """All of them, in order."""
        return tuple(self._events)

    def add(self, event: Event) -> None:
        """Remember one more."""
        self._events.append(event)
        try:
            self._journal.append(event)
        except PortError as error:
            if not self._has_failed:
                self._has_failed = True
                self._notice(f"{error} The call goes on.")

    def close(self) -> None:
        """Close the journal."""
        self._journal.close()
