"""The text of a new scenario: a file with comments, made of a few answers, that can be played.

Whatever an answer contains, the file says the same when it is read, or it is refused as a scenario
that somebody had written by hand would be: see `answer_faults`.
"""

from __future__ import annotations

import sys
import textwrap
from dataclasses import dataclass, fields, replace
from string import Template
from typing import Any, Final

import yaml

from simulator.scenario.marked_yaml import FLOAT, INTEGER
from simulator.scenario.model import ScenarioType
from simulator.scenario.parse import ScenarioError, parse_scenario
from simulator.scenario.skeleton_texts import CALL, CUES_HEARD, GREETINGS, LINES
from simulator.scenario.speech import find_cue

WIDTH: Final = 98
INLINE: Final = 60
"""A longer text stands below its key, wrapped."""
PHRASE_WORDS: Final = 8
CUE_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Answers:
    """What is asked of whoever writes a new call; each has an answer to begin with.

    An empty greeting is the usual one of the type of call, and an empty `cue` is guessed. `said`
    are ways to mention the facts, in their order; where one is missing, the fact's first words are
    taken.
    """

    id: str = "my-call"
    type: ScenarioType = "personal_mailbox"
    title: str = "A new call"
    prospect: str = "Robin Vale"
    prospect_title: str = "Head of Operations"
    company: str = "Marlow Foods"
    industry: str = "food"
    offer: str = "lids that close again"
    rep: str = "Alex Rivers"
    rep_company: str = "Lidwell"
    number: str = "617-555-0100"
    facts: tuple[str, ...] = (
        "They told a trade paper in May that the new lids leak on long journeys.",
        "The plant in Dayton opened a second line in March.",
    )
    said: tuple[str, ...] = ("the new lids leak on long journeys", "the second line in Dayton")
    greeting: str = ""
    cue: str = ""
    voice: str = "dana"

    @property
    def usual_greeting(self) -> str:
        """What the first line says, where nothing else is given."""
        return Template(GREETINGS[self.type]).substitute(name=self.prospect, company=self.company)

    @property
    def heard(self) -> str:
        """What the first line says."""
        return self.greeting.strip() or self.usual_greeting

    @property
    def usual_cue(self) -> str:
        """The deciding words, as far as they can be guessed: the usual ones, or the first few."""
        usual = [Template(CUES_HEARD[self.type]).substitute(name=self.prospect)]
        usual += [self.prospect] if self.type == "personal_mailbox" and self.prospect else []
        for words in usual:
            if find_cue(self.heard, words) is not None:
                return words
        return " ".join(self.heard.split()[:CUE_WORDS]).rstrip(".,;:!? ")

    @property
    def deciding(self) -> str:
        """The deciding words."""
        return self.cue.strip() or self.usual_cue

    def phrase(self, at: int) -> str:
        """A way to mention a fact."""
        if at < len(self.said) and self.said[at].strip():
            return self.said[at]
        return " ".join(self.facts[at].split()[:PHRASE_WORDS]).rstrip(".,;:!? ")


def skeleton(answers: Answers, schema: str) -> str:
    """The file's text; `schema` is where its schema lies, as the file's first line names it."""
    prospect = answers.prospect.split()
    first = prospect[0] if prospect else ""
    name, company, number = answers.rep, answers.rep_company, answers.number
    hook = answers.phrase(0) if answers.facts else ""
    brief = (
        f"{answers.prospect} is {answers.prospect_title} at {answers.company}. You found the "
        "number on the company's website, and you dial it."
    )
    model = (
        f"Hi {first}, something I read about you stayed with me: {hook}. Another company in your "
        "field had the same question last year, and found an answer that surprised them. I'd like "
        f"to tell you what it was. This is {name} from {company}. Call me at {number}. Again, "
        f"{number}."
    )
    poor = (
        f"Hello, this is {name} from {company}. I'm so sorry to bother you. I was just calling to "
        "touch base and see if you have any need for what we do. My number is "
        f"{number}, and again, it is {number}."
    )
    words = {
        "schema": schema,
        "lines": Template(LINES[answers.type]).substitute(
            voice=_inline(answers.voice),
            greeting=_text(answers.heard, 4),
            cue=_inline(answers.deciding),
            name=_inline(answers.prospect),
            operator=_text(f"{answers.company}, good morning. Who would you like to speak to?", 4),
            desk=_text(
                f"You've reached {answers.prospect}. Leave a message, and I'll call back.", 4
            ),
            desk_cue=_inline(f"You've reached {answers.prospect}"),
        ),
        "research": "\n".join(_fact(answers, at) for at in range(len(answers.facts))),
        "brief": _text(brief, 0),
        "model": _text(model, 2),
        "poor": _text(poor, 2),
    }
    plain = {f.name: getattr(answers, f.name) for f in fields(answers)}
    words |= {k: _inline(v) for k, v in plain.items() if isinstance(v, str) and k not in words}
    return Template(CALL).substitute(words)


def answer_faults(answers: Answers) -> list[str]:
    """What is wrong with the file that these answers would make, as sentences without places."""
    try:
        parse_scenario(skeleton(answers, "x"), "x")
    except ScenarioError as error:
        return list(dict.fromkeys(problem.message for problem in error.problems))
    return []


def faults_of_one(name: str, value: object) -> list[str]:
    """What is wrong with one answer, whatever the others are."""
    one: dict[str, Any] = {name: value}
    return answer_faults(replace(Answers(), **one))


def _fact(answers: Answers, at: int) -> str:
    return (
        f"  - id: fact-{at + 1}\n"
        f"    text: {_text(answers.facts[at], 4)}\n"
        f"    phrases: [{_inline(answers.phrase(at), in_list=True)}]"
    )


def _inline(text: str, *, in_list: bool = False) -> str:
    """A text as YAML on one line, in quotes where it needs them.

    A few texts that are none for PyYAML are numbers for us, as 1e5; and what cannot be printed,
    such as the end of a line, is written as a sign for it.
    """
    is_number = INTEGER.fullmatch(text) or FLOAT.fullmatch(text)
    style = '"' if is_number or not text.isprintable() else None
    made: str = yaml.safe_dump(
        [text], allow_unicode=True, width=sys.maxsize, default_style=style, default_flow_style=True
    )
    listed = made.strip().removeprefix("[").removesuffix("]")
    if in_list or listed != text:
        return listed
    alone: str = yaml.safe_dump(text, allow_unicode=True, width=sys.maxsize)
    return alone.removesuffix("\n").removesuffix("\n...")


def _text(text: str, indent: int) -> str:
    """A text as YAML: on its key's line where it is short, else wrapped below."""
    is_plain = text.isprintable() and text == " ".join(text.split()) and text
    if len(text) <= INLINE or not is_plain:
        return _inline(text)
    room = " " * (indent + 2)
    wrapped = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return ">-\n" + "\n".join(room + line for line in wrapped)
