"""Calls of another day, kept with the message that was left in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.call.events import Recorded
from simulator.grading.calling_as import Identity
from simulator.grading.transcript import Moment, Transcript, spoken, typed
from simulator.ports import Attempt
from simulator.practice.self_rating import SelfRating
from simulator.session.desk import Desk
from simulator.session.journal import JournalHeader, journal_text
from simulator.sound import wav
from tests.contract.attempts_for_tests import scorecard

SAID = (
    "Hi Ines. You moved labs [/] this spring. New rooms hum. This is Robin Vale from Lanternworks. "
    "Call me on 617 555 0177. Again, 617 555 0177."
)
YESTERDAY = "2026-03-01T10:15:00+01:00"
WORD_SECONDS = 0.4


def transcript(text: str) -> Transcript:
    """A text, a word every 0.4 s: word number n begins at 0.4 n."""
    words = text.split()
    timed = tuple(
        (word, i * WORD_SECONDS, i * WORD_SECONDS + 0.3, 0.9, False) for i, word in enumerate(words)
    )
    seconds = len(words) * WORD_SECONDS
    return spoken(timed, seconds, (Moment(0.0, seconds),))


def leave(
    desk: Desk,
    attempt_id: str = "a1",
    *,
    scenario_id: str = "own",
    said: str = SAID,
    started_at: str = YESTERDAY,
    rating: SelfRating | None = None,
    is_typed: bool = False,
    take_hz: Sequence[float] = (440.0,),
    rep: Identity | None = None,
) -> Attempt:
    """A call that is kept. Its take is a tone, or is not there where `take_hz` is empty."""
    folder = desk.ports.records.begin(attempt_id)
    heard = typed(said) if is_typed else transcript(said)
    seconds = heard.seconds or 0.0
    if take_hz and not is_typed:
        times = np.arange(int(seconds * 16_000)) / 16_000
        tone = sum(0.1 * np.sin(2 * np.pi * hz * times) for hz in take_hz)
        (folder / "take-1.wav").write_bytes(wav.encode(np.asarray(tone, np.float32)))
    recorded = Recorded(
        at_seconds=12.0, line="box", take="take-1", seconds=seconds, speech_seconds=seconds,
        first_speech_seconds=0.0, ended_by="rep",
    )  # fmt: skip
    header = JournalHeader(
        attempt=attempt_id, scenario=scenario_id, scenario_sha256="0" * 64, version=1,
        started_at=started_at, rep=rep,
    )  # fmt: skip
    attempt = Attempt(
        id=attempt_id,
        scenario_id=scenario_id,
        scenario_version=1,
        started_at=started_at,
        journal=journal_text(header, (recorded,)),
        transcripts={"take-1": heard},
        scorecard=scorecard(attempt_id, overall=71.0),
        folder=folder,
        self_rating=rating,
    )
    desk.ports.records.finish(attempt)
    return attempt
