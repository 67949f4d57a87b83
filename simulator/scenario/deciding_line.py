"""On which line of a call each of its cues is heard, so that a decision there speaks of that cue.

A scenario lists its cues for the call as a whole; a file need not say more, since the kinds of its
lines do:

- `live_operator` and `screening` are their own kinds of line, and `directory` is one where somebody
  has to decide something in it. Elsewhere a directory is heard of in the menu that leads to it.
- All others are heard in the greeting of a mailbox: in the first one of the call whose kind suits
  the cue (their own voice is heard in their own box, opening hours in that of a company), or else
  in the first mailbox. Where several suit, that one goes first which uses a word that gives the cue
  away: of a team's box and a line for suppliers, both general, `vendor_hotline` is the second.

Lines that ask for no decision are left out: nothing can be learned from them. The shipped scenarios
are held to one line for every cue, in all variants, by a test.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

from simulator.scenario.model import Line, LineKind, Scenario

MAILBOXES: Final[frozenset[LineKind]] = frozenset(
    {"own_mailbox", "other_mailbox", "general_mailbox"}
)
ONLY_ON: Final[dict[str, LineKind]] = {"live_operator": "operator", "screening": "screening"}
SUITS: Final[dict[str, frozenset[LineKind]]] = {
    "named_own_voice": frozenset({"own_mailbox"}),
    "vendor_hotline": frozenset({"general_mailbox"}),
    "general_box": frozenset({"general_mailbox"}),
    "after_hours": frozenset({"general_mailbox"}),
    "no_longer_here": frozenset({"other_mailbox"}),
    "colleague": frozenset({"other_mailbox"}),
}
"""The kinds of mailbox in which a cue is at home; of the others any will do."""
GIVEN_AWAY_BY: Final[dict[str, re.Pattern[str]]] = {
    "vendor_hotline": re.compile(r"\b(vendors?|suppliers?|proposals?)\b", re.IGNORECASE),
    "press_zero_offered": re.compile(r"\bzero\b", re.IGNORECASE),
    "full": re.compile(r"\bfull\b", re.IGNORECASE),
    "after_hours": re.compile(r"\b(closed|hours|open)\b", re.IGNORECASE),
}


def deciding_line(cue_id: str, scenario: Scenario) -> str | None:
    """The id of the line on which a cue of the scenario is decided; None where no line fits it."""
    deciding = [name for name, line in scenario.lines.items() if line.choice is not None]
    if cue_id in ONLY_ON:
        return next((n for n in deciding if scenario.lines[n].kind == ONLY_ON[cue_id]), None)
    if cue_id == "directory":
        return _of_a_directory(deciding, scenario)
    boxes = [name for name in deciding if scenario.lines[name].kind in MAILBOXES]
    return min(boxes, key=lambda name: _strangeness(cue_id, scenario.lines[name]), default=None)


def _of_a_directory(deciding: list[str], scenario: Scenario) -> str | None:
    lines = scenario.lines
    inside = (name for name in deciding if lines[name].kind == "directory")
    leading = (name for name in deciding if _leads_to_a_directory(lines[name], scenario))
    return next(chain(inside, leading), None)


def _leads_to_a_directory(line: Line, scenario: Scenario) -> bool:
    reached = (scenario.lines.get(to) for to in line.keys.values())
    return any(other is not None and other.kind == "directory" for other in reached)


def _strangeness(cue_id: str, line: Line) -> tuple[bool, bool]:
    """Smaller is likelier; equal lines stay in their order."""
    suits = line.kind in SUITS.get(cue_id, MAILBOXES)
    word = GIVEN_AWAY_BY.get(cue_id)
    is_given_away = word is not None and word.search(line.greeting_text) is not None
    return not suits, not is_given_away
