"""A mistake in the program: one sentence for the rep, the details in the log."""

from __future__ import annotations

import traceback
from contextlib import suppress

from simulator.child import open_private_log
from simulator.settings import places


def note_mistake() -> str:
    """Write down the error that is being handled; what to say about it."""
    log = places().log
    with suppress(OSError), open_private_log(log) as file:
        file.write(traceback.format_exc() + "\n")
    return (
        "Rolecall made a mistake and had to stop. What was recorded is kept, and will be "
        f"offered at the next start. The details are in {log}."
    )
