"""The one place that picks adapters: what this machine has decides, and what the rep prefers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simulator.adapters.player_silent import SilentPlayer
from simulator.adapters.records_sqlalchemy import SqlRecords
from simulator.adapters.voice_captions import CaptionVoice
from simulator.bootstrap.bench import NO_MICROPHONE, NO_SPEAKER, Bench
from simulator.bootstrap.library import library, rubric_named
from simulator.grading.labelled import Labelled, verdicts
from simulator.grading.registry import installed
from simulator.ports import Ports
from simulator.session.desk import Desk
from simulator.session.meaning import Meaning
from simulator.settings import Places

__all__ = [
    "NO_MICROPHONE",
    "NO_SPEAKER",
    "Bench",
    "library",
    "open_desk",
    "open_judge",
    "open_lasting_records",
    "open_quiet_desk",
    "rubric_named",
]


@contextmanager
def open_judge(
    rubric: str | None, *, words_only: bool
) -> Iterator[Callable[[Labelled], dict[str, Any]]]:
    """What judges transcripts by themselves. Opens neither records nor sound.

    Raises:
        LookupError: there is no such rubric.
        ProblemsFound: the rubric's file has mistakes.
    """
    bench = Bench()
    chosen = bench.rubric() if rubric is None else rubric_named(rubric)
    meaning = Meaning(None if words_only else bench.embedder())
    checks = installed()

    def judge(line: Labelled) -> dict[str, Any]:
        return meaning.graded(lambda embed: verdicts(line, chosen, checks, embed))

    try:
        yield judge
        bench.notices.append(meaning.trouble_to_tell() or "")
    finally:
        bench.close()
    sys.stderr.writelines(f"{notice}\n" for notice in bench.notices if notice)


def open_lasting_records(profile: str | None = None) -> tuple[SqlRecords, Places]:
    """What a person's calls are kept in, and where; never a makeshift that forgets.

    Raises:
        PortError: it cannot be read.
    """
    bench = Bench(profile)
    records = SqlRecords(bench.places)
    records.latest(1)
    sys.stderr.writelines(f"{notice}\n" for notice in (*bench.notices, *records.notices))
    return records, bench.places


def open_desk(profile: str | None = None, scenarios: Sequence[Path] = ()) -> Desk:
    """A desk with all the sound that this machine has: for the app and for live calls.

    `profile` is the name or id of a person; without one, it is the one who used the app last.
    `scenarios` are folders of more scenarios, or files.
    """
    bench = Bench(profile, scenarios)
    voice = bench.voice()
    player, microphone = bench.sound()
    recognizer = bench.recognizer() if microphone is not None else None
    records = bench.records()
    bench.erase_due_recordings(records)
    ports = Ports(
        voice,
        player,
        microphone,
        recognizer,
        records,
        bench.library,
        tuple(bench.notices),
        bench.embedder(),
        bench.machine,
    )
    return bench.desk(ports)


def open_quiet_desk(profile: str | None = None, *, voice: bool = True) -> Desk:
    """A desk without speaker and microphone: for scripted calls, grading, lists and reports."""
    bench = Bench(profile)
    records = bench.records()
    ports = Ports(
        bench.voice() if voice else CaptionVoice(),
        SilentPlayer(),
        None,
        bench.recognizer(),
        records,
        bench.library,
        tuple(bench.notices),
        bench.embedder(),
    )
    return bench.desk(ports)
