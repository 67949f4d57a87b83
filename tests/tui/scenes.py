"""Two small calls to play in tests: a mailbox of one's own, and a team's line with an operator."""

from __future__ import annotations

from pathlib import Path

from simulator.ports import ScenarioFile
from simulator.scenario.parse import parse_scenario

_ABOUT = """
rep: {name: Robin Vale, company: Lanternworks, number: 617-555-0177, offer: quiet fans}
prospect: {name: Ines Bauer, title: Head of Labs, company: Corvid Optics}
research:
  - {id: move, text: "They moved labs in [spring].", phrases: [moved labs]}
brief: "You dial [/] her extension."
model: {text: "Hi Ines, your new labs hum. This is Robin Vale, Lanternworks, 617-555-0177."}
poor: {text: "Hi, just checking in.", fails: [states_name]}
"""

OWN = """
id: own
version: 1
type: personal_mailbox
level: 1
title: "Her own [hold] box"
cues: [named_own_voice]
lines:
  box:
    kind: own_mailbox
    voice: ines
    greeting: "You've reached [/] Ines Bauer. [hold music] Leave a message."
    cue: Ines Bauer
    then: beep
    keys: {"#": beep}
    max_message_seconds: 40
    choice: {best: leave, rule: OWN, why: "Her own [b]voice[/b], her own name."}
"""

TEAM = """
id: team
version: 1
type: vendor_line
level: 2
title: The lab line
cues: [team_name]
lines:
  team:
    kind: general_mailbox
    voice: ines
    greeting: "You've reached the laboratory. Leave a message."
    cue: the laboratory
    then: beep
    keys: {"0": desk, "0#": desk, "#": beep}
    choice: {best: zero_out, rule: GENERAL, why: "A room is not a person."}
  desk:
    kind: operator
    voice: ines
    greeting: "Corvid Optics, good morning."
    then: conversation
    conversation:
      people:
        - {name: Ines Bauer, says: "She is out today. Goodbye."}
"""


def scenario_files(*texts: str) -> tuple[ScenarioFile, ...]:
    """The given scenarios as a library hands them out."""
    return tuple(
        ScenarioFile(parse_scenario(text + _ABOUT, "test"), "0" * 64, Path()) for text in texts
    )
