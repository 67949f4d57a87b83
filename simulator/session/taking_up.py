"""A call that was cut off, as one that has ended: with what was said until then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from simulator.grading.transcript import Transcript, typed
from simulator.ports import PortError, ScenarioFile
from simulator.session.recovery import Unfinished, bring_to_end
from simulator.session.takes import CallEnded


def taken_up(
    unfinished: Unfinished,
    files: Iterable[ScenarioFile],
    transcribe: Callable[[Path], Transcript | None],
) -> CallEnded:
    """The call as far as it went. Blocks.

    Raises:
        PortError: its journal or its scenario is gone; the recordings stay where they are.
    """
    left = unfinished.left
    if left is None:
        raise PortError(unfinished.sentence)
    file = next((f for f in files if f.scenario.id == left.header.scenario), None)
    if file is None:
        raise PortError(
            f"The scenario “{left.header.scenario}” of this call is no longer here. "
            f"Its recordings stay in {left.folder}."
        )
    file = file.as_variant(left.header.variant)
    first = file.scenario.first_line
    if any(getattr(e, "line", first) not in file.scenario.lines for e in left.events):
        raise PortError(
            f"The scenario “{left.header.scenario}” has changed since this call. Its "
            f"recordings stay in {left.folder}; `rolecall grade` can grade them."
        )
    found = bring_to_end(left, file.scenario)
    transcripts = {name: transcribe(path) for name, path in found.takes.items()}
    transcripts |= {name: typed(text) for name, text in found.typed.items()}
    return CallEnded(
        file,
        found.header.attempt,
        found.header.started_at,
        found.events,
        {name: words for name, words in transcripts.items() if words is not None},
        found.takes,
        found.folder,
        found.header.rep,
        found.header.occasion,
    )
