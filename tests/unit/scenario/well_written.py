"""A scenario in which nothing could be better, and a way to see what could be."""

from collections.abc import Mapping

from simulator.scenario.marked_yaml import read
from simulator.scenario.model import Scenario
from simulator.scenario.parse import parse_variants
from simulator.scenario.style import StyleRule, style_rules, warnings

WELL_WRITTEN = """\
id: corner-office
version: 1
type: personal_mailbox
level: 1
title: The corner office
industry: dairy
cues: [named_own_voice]
slots:
  who:
    - {first: Nadia, last: Brandt, firm: Aldergate Dairy}
    - {first: Imani, last: Cole, firm: Westmere Dairy}
rep:
  name: Ada Stone
  company: Ovenly
  number: 617-555-0100
  offer: lids that close again
prospect:
  name: "{who.first} {who.last}"
  title: Head of Packaging
  company: "{who.firm}"
research:
  - id: goat-yoghurt
    text: She told a trade paper in May that the goat yoghurt leaks on long journeys.
    phrases: [the goat yoghurt leaks, your leaking goat yoghurt]
brief: >-
  You read about {who.first} {who.last} of {who.firm}. Her number stands below the article, and you
  dial it.
lines:
  desk:
    kind: own_mailbox
    voice: dana
    greeting: You've reached {who.first} {who.last} at {who.firm}. Tell me what it is about.
    cue: You've reached {who.first} {who.last}
    then: beep
    keys: {"#": beep}
    choice: {best: leave, rule: OWN, why: It is her own box.}
model:
  text: >-
    Hi {who.first}, you said that your goat yoghurt leaks on long journeys. Another dairy, in
    Vermont, had the same trouble and lost nothing since March. I'd like to tell you how they did
    it. This is Ada Stone at Ovenly. Call me at 617-555-0100. Again, 617-555-0100.
poor:
  text: >-
    Hello, this is Ada Stone at Ovenly. I am so sorry to bother you. I was just calling to touch
    base and see if you have any need for lids. My number is 617-555-0100, and
    again, it is 617-555-0100.
  fails: [personal_hook, early_hook, reason_to_call_back, cliche_opener, apologetic_hedging]
"""


def scenarios_of(text: str) -> tuple[Scenario, ...]:
    """All variants."""
    return parse_variants(text, "x.yaml")


def told(
    text: str,
    others: Mapping[str, Scenario] | None = None,
    rules: tuple[StyleRule, ...] | None = None,
) -> list[str]:
    """What could be better, a line each, without the name of the source."""
    asked = style_rules(others or {}) if rules is None else rules
    found = warnings(scenarios_of(text), asked, read(text, "x.yaml"))
    return [str(problem).removeprefix("x.yaml:") for problem in found]
