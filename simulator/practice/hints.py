"""What may be told of a call to a rep who asks: what to listen for, and never what to do then."""

from __future__ import annotations

from typing import Final

from simulator.scenario.cues import CUES
from simulator.scenario.model import Scenario

NO_HINT: Final = "Nothing special: listen whose mailbox it is."


def hints(scenario: Scenario) -> tuple[str, ...]:
    """A sentence for each cue of the call that is known, or one that there is none."""
    known = (CUES[cue].listen_for for cue in scenario.cues if cue in CUES)
    return tuple(f"{words[:1].upper()}{words[1:]}." for words in known) or (NO_HINT,)
