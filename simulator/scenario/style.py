"""What could be better in a scenario that can be played: warnings, each with its place.

A rule looks at one variant and finds what to warn of; `warnings` asks every rule about every
variant, and tells the same thing of one place once. The rules that grade the two example messages
are in `simulator.grading.style`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from simulator.scenario.deciding_line import deciding_line
from simulator.scenario.line_rules import Fault
from simulator.scenario.marks import Marked, Path
from simulator.scenario.model import Scenario
from simulator.scenario.problem import Problem, did_you_mean
from simulator.scenario.slots import unused_slots
from simulator.scenario.speech import find_cue

StyleRule = Callable[[Scenario], Iterable[Fault]]

MOST_WORDS_AT_ONCE: Final = 10
"""What a rep can say of a fact, or catch of a greeting, in one breath."""
MODEL_WORDS: Final = (35, 80)
"""The shortest and the longest model message: a quarter of a minute, and half of one."""
DIGITS: Final = frozenset(
    ("oh", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
)
ANSWERS: Final = (
    "0#", "press zero", "zero out", "hang up", "leave a message", "leave a voicemail",
    "vendor line", "mailbox", "voicemail",
)  # fmt: skip
"""Words by which a brief would tell what answers the call, or what to do."""


def warnings(
    variants: Iterable[Scenario], rules: Iterable[StyleRule], marked: Marked
) -> tuple[Problem, ...]:
    """What the rules find in any variant, each thing once, in the order of the file."""
    every = tuple(variants)
    found = [fault for rule in rules for fault in _once(rule, every)]
    found += [
        Fault(("slots", name), f"no text says {{{name}}}: these words are never heard", of_key=True)
        for name in unused_slots(marked)
    ]
    return tuple(sorted({marked.problem(f.path, f.message, of_key=f.of_key) for f in found}))


def style_rules(others: Mapping[str, Scenario]) -> tuple[StyleRule, ...]:
    """The rules about a scenario's texts; `others` are all scenarios at hand, by id."""
    return (
        _a_brief_gives_nothing_away,
        _a_brief_names_the_prospect,
        _a_model_message_has_a_fit_length,
        _facts_can_be_said_in_a_breath,
        _cues_are_short,
        _words_differ_from_call_to_call,
        _every_cue_is_decided_on_a_line,
        partial(_a_twin_is_there_and_differs, others),
    )


def _once(rule: StyleRule, variants: tuple[Scenario, ...]) -> Iterator[Fault]:
    """A rule's faults; of one place the first only, since variants say the same in other words."""
    by_path: dict[Path, Fault] = {}
    for scenario in variants:
        for fault in rule(scenario):
            by_path.setdefault(fault.path, fault)
    yield from by_path.values()


def _a_brief_gives_nothing_away(scenario: Scenario) -> Iterator[Fault]:
    for key, text in (("title", scenario.title), ("brief", scenario.brief)):
        told = next((a for a in ANSWERS if a in " ".join(text.lower().split())), None)
        cue = next((c for c in _telling_cues(scenario) if find_cue(text, c)), None)
        if told is not None:
            message = f"`{told}` gives the answer away; the rep should hear where they are"
            yield Fault((key,), message)
        elif cue is not None:
            yield Fault((key,), f"`{cue}` is the cue of a greeting, and gives the answer away")


def _telling_cues(scenario: Scenario) -> Iterator[str]:
    """The cues that say more than the prospect's name and company, which a brief has to name."""
    prospect = scenario.prospect
    known = _words(" ".join((prospect.name, prospect.company, *prospect.also)))
    cues = (line.cue for line in scenario.lines.values() if line.cue is not None)
    return (cue for cue in cues if not _words(cue) <= known)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _a_brief_names_the_prospect(scenario: Scenario) -> Iterator[Fault]:
    brief = " ".join(scenario.brief.split())
    wanted = (scenario.prospect.name, scenario.prospect.company)
    missing = [name for name in wanted if name not in brief]
    if missing:
        yield Fault(("brief",), f"does not say {' and '.join(f'`{m}`' for m in missing)}")


def _a_model_message_has_a_fit_length(scenario: Scenario) -> Iterator[Fault]:
    shortest, longest = MODEL_WORDS
    words = len(scenario.model.text.split())
    if not shortest <= words <= longest:
        message = f"has {words} words; a good message has {shortest} to {longest}"
        yield Fault(("model", "text"), message)


def _facts_can_be_said_in_a_breath(scenario: Scenario) -> Iterator[Fault]:
    for at, fact in enumerate(scenario.research):
        long = [i for i, phrase in enumerate(fact.phrases) if _is_long(phrase)]
        if len(long) == len(fact.phrases):
            message = (
                f"no phrase has {MOST_WORDS_AT_ONCE} words or fewer; add a short way to say it"
            )
            yield Fault(("research", at, "phrases"), message, of_key=True)
            continue
        for i in long:
            message = f"a phrase of more than {MOST_WORDS_AT_ONCE} words is not found in speech"
            yield Fault(("research", at, "phrases", i), message)


def _cues_are_short(scenario: Scenario) -> Iterator[Fault]:
    for name, line in scenario.lines.items():
        if line.cue is not None and _is_long(line.cue):
            message = (
                f"has more than {MOST_WORDS_AT_ONCE} words; choose the few that decide, "
                "since the time to decide is counted from their end"
            )
            yield Fault(("lines", name, "cue"), message)


def _is_long(text: str) -> bool:
    """Whether it is more than a breath; a number that is read out counts as one word."""
    words = re.findall(r"[\w'’-]+", text.lower())
    digits = sum(word in DIGITS for word in words)
    return len(words) - digits + bool(digits) > MOST_WORDS_AT_ONCE


def _words_differ_from_call_to_call(scenario: Scenario) -> Iterator[Fault]:
    if not scenario.slots:
        message = (
            "there are no `slots`: the second call has the same words, and becomes a test of memory"
        )
        yield Fault((), message)


def _every_cue_is_decided_on_a_line(scenario: Scenario) -> Iterator[Fault]:
    for at, cue in enumerate(scenario.cues):
        if deciding_line(cue, scenario) is None:
            message = (
                f"no line with a `choice` is one on which `{cue}` is heard, so calls do not train "
                "it; give its line a `choice`, or leave the cue out"
            )
            yield Fault(("cues", at), message)


def _a_twin_is_there_and_differs(
    others: Mapping[str, Scenario], scenario: Scenario
) -> Iterator[Fault]:
    twin = scenario.twin_of
    if twin is None:
        return
    if twin not in others:
        near = did_you_mean(twin, others)
        message = f"there is no scenario `{twin}` among those at hand{near}"
        yield Fault(("twin_of",), message)
    elif _best(others[twin]) == _best(scenario):
        message = (
            f"the same is right in `{twin}` ({', then '.join(_best(scenario))}); "
            "twins are alike but for one cue and for what is right"
        )
        yield Fault(("twin_of",), message)


def _best(scenario: Scenario) -> tuple[str, ...]:
    """What is right on each line that asks for a decision."""
    return tuple(line.choice.best for line in scenario.lines.values() if line.choice)
