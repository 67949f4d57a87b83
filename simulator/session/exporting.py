"""What there is to export of a person's calls, one after the other, the oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from simulator.ports import Attempt, PortError, Records, TakeKept
from simulator.session.examining.cut_off import KEPT_BACK, is_in_exam_under_way
from simulator.session.export_lines import LineRefused, call_line, hearing_line, last_line
from simulator.session.export_practice import run_line, shown_line


class Export:
    """One pass through the calls. `left_out` are sentences on what could not be exported."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._recordings: list[tuple[str, Path, TakeKept]] = []
        self._ids: set[str] = set()
        self.left_out: list[str] = []

    @property
    def calls(self) -> int:
        """How many calls have been read so far."""
        return len(self._ids)

    def attempts(self) -> Iterator[Attempt]:
        """The calls; one that cannot be read is left out.

        Raises:
            PortError: the results cannot be read at all.
        """
        for summary in reversed(self._records.attempts()):
            try:
                found = self._records.attempt(summary.id)
            except PortError as error:
                self.left_out.append(str(error))
                continue
            if found is None:
                continue
            if is_in_exam_under_way(self._records, found):
                self.left_out.append(KEPT_BACK.format(id=found.id))
            else:
                self._ids.add(found.id)
                yield found

    def lines(self) -> Iterator[str]:
        """The lines after the first, without their newlines.

        Raises:
            PortError: the results cannot be read at all.
        """
        for attempt in self.attempts():
            takes = self._records.takes(attempt.id)
            number = self._records.number_written(attempt.id)
            try:
                line = call_line(attempt, takes, number)
            except LineRefused as error:
                self.left_out.append(f"The call {attempt.id} is left out: {error}.")
                self._ids.discard(attempt.id)
                continue
            self._recordings += [
                (attempt.id, attempt.folder, take) for take in takes if take.erased_at is None
            ]
            yield line
        known = {None, *self._ids}
        hearings = [h for h in self._records.hearings() if h.message.attempt_id in known]
        yield from map(hearing_line, hearings)
        runs = list(reversed(self._records.all_series()))
        yield from map(run_line, runs)
        # What a whole call showed is found out anew from the call.
        shown = [one for one in self._records.evidence() if not one.is_whole_call]
        yield from map(shown_line, shown)
        yield last_line(self.calls, len(hearings), len(runs), len(shown))

    def recordings(self) -> Iterator[tuple[str, Path]]:
        """The recordings of the calls in `lines`: their names in a zip, and where they lie.

        One that is not what was recorded then, or is gone, is left out.
        """
        for attempt_id, folder, take in self._recordings:
            path = folder / take.file
            try:
                is_the_same = sha256(path.read_bytes()).hexdigest() == take.sha256
            except OSError as error:
                self.left_out.append(
                    f"The recording {path} is left out: {error.strerror or error}."
                )
                continue
            if is_the_same:
                yield f"recordings/{attempt_id}/{take.file}", path
            else:
                self.left_out.append(
                    f"The recording {path} is left out: it was changed since the call."
                )
