"""The moments of a sealed exam: they go forward, and no two calls are made at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from simulator.session.examining import sealed as form
from simulator.session.examining.findings import Finding, difference
from simulator.session.examining.reading_calls import CallRead
from simulator.session.examining.sealed import Manifest
from simulator.session.export_lines import LONGEST_CALL_SECONDS, is_moment

ROUNDED: Final = timedelta(seconds=2)
"""Starts are kept to the second, so neighbours may seem to overlap by so much."""


def time_faults(manifest: Manifest, calls: Mapping[int, CallRead]) -> Iterator[Finding]:
    """What is wrong with the moments of an exam, and within its calls."""
    moments = [manifest.started_at, *(c.started_at for c in manifest.calls), manifest.finished_at]
    if not all(map(is_moment, moments)):
        yield difference("the times", "A moment in the manifest is no date and time with a zone.")
        return
    until = datetime.fromisoformat(manifest.started_at)
    before = "the exam was begun"
    for call in manifest.calls:
        start = datetime.fromisoformat(call.started_at)
        if start < until - ROUNDED:
            yield difference(
                "the times",
                f"Call {call.place} began before {before}: calls overlap, or a clock was put back.",
                call.place,
            )
        seconds = calls[call.place].seconds
        if seconds > LONGEST_CALL_SECONDS:
            yield difference(
                call.folder + form.JOURNAL,
                "A moment lies more than a day after the call began.",
                call.place,
            )
            seconds = 0.0
        until = start + timedelta(seconds=seconds)
        before = f"call {call.place} had ended"
        yield from _within(call.folder, call.place, calls[call.place])
    if datetime.fromisoformat(manifest.finished_at) < until - ROUNDED:
        yield difference("the times", f"The exam ended before {before}.")


def _within(folder: str, place: int, read: CallRead) -> Iterator[Finding]:
    seconds = [event.at_seconds for event in read.events]
    back = next((n for n, (a, b) in enumerate(pairwise([0.0, *seconds]), start=1) if b < a), None)
    if back is not None:
        sentence = f"The moments go backwards at event {back}."
        yield difference(folder + form.JOURNAL, sentence, place)
