"""A small scenario and a voice that are right, and a way to spoil them."""

from simulator.scenario.parse import ScenarioError, parse_scenario, parse_voice
from simulator.scenario.rules import Surroundings

SCENARIO = """\
id: bakery
version: 1
type: vendor_line
level: 2
title: The bakery
cues: [vendor_hotline]
rep:
  name: Ada Stone
  company: Ovenly
  number: 617-555-0100
  offer: ovens
prospect:
  name: Ben Wood
  title: Baker
  company: Crumb
research:
  - id: rye
    text: He bakes rye.
    phrases: [your rye]
  - id: oats
    text: He bakes oats.
    phrases: [your oats]
brief: You call the bakery.
lines:
  orders:
    kind: general_mailbox
    voice: robot
    greeting: This is the order line. Speak after the tone.
    cue: the order line
    then: beep
    keys: {"0": operator, "0#": operator, 9: list, "#": beep}
    choice:
      best: zero_out
      acceptable: [hang_up]
      rule: GENERAL
      why: Nobody listens.
  operator:
    kind: operator
    voice: robot
    greeting: Crumb, hello?
    then: conversation
    choice: {best: ask_by_name, rule: OWN, why: Ask for Ben.}
    conversation:
      people:
        - name: Ben Wood
          says: One moment.
          to: ben
        - name: Amy Lake
          also: [Mrs. Lake]
          says: Not in today.
      who: {says: No names here., to: orders}
      pitched: {says: The order line., to: orders}
  list:
    kind: directory
    voice: robot
    greeting: Say a name.
    then: hang_up
  ben:
    kind: own_mailbox
    voice: ben
    greeting:
      wav: ben.wav
      captions:
        - {at_seconds: 0, text: Ben Wood here.}
        - {at_seconds: 1.5, text: Leave one.}
    cue: Ben Wood
    then: beep
    choice: {best: leave, rule: OWN, why: It is Ben.}
model: {text: Hello Ben.}
poor: {text: Hello., fails: [pace, personal_hook]}
"""

VOICE = """\
id: ben
description: A baker.
natural: {pitch: 1, rate: 1.1}
espeak: {voice: en-us+m3, pitch: 40, words_per_minute: 150}
system: {prefer: [Alex]}
line: mobile
"""

AROUND = Surroundings(voices={"ben", "robot"})


def replaced(old: str, new: str, text: str = SCENARIO) -> str:
    """The text with one piece replaced, which must be there exactly once."""
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)


def complaints(text: str, around: Surroundings = AROUND) -> list[str]:
    """What is wrong with a scenario, a line each, without the name of the source."""
    return _complaints(lambda: parse_scenario(text, "x.yaml", around))


def voice_complaints(text: str) -> list[str]:
    """What is wrong with a voice."""
    return _complaints(lambda: parse_voice(text, "x.yaml"))


def _complaints(parse: object) -> list[str]:
    assert callable(parse)
    try:
        parse()
    except ScenarioError as error:
        return [str(problem).removeprefix("x.yaml:") for problem in error.problems]
    return []
