"""A call made under the rep's own name: the same scenario, with another name, company and number.

What the rep offers stays the scenario's, and so do the facts and whoever answers. The invented
name is replaced wherever it stands as whole words in the brief and in the two example messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from simulator.grading.check import Check, Subject, Unclear
from simulator.grading.language.names import EVERYDAY_NAMES, first_name, last_name, letters
from simulator.grading.rubric import Rubric
from simulator.grading.transcript import typed
from simulator.scenario.model import Rep, Scenario

WHO_CALLS = frozenset({
    "states_name", "states_company", "states_callback_number", "number_repeated",
})  # fmt: skip
"""The checks that look for the rep: their verdicts on the examples must not change."""
STAYS = (
    "Your own name stays out of this call, because its examples would no longer fit: here you are "
    "{name}, {company}."
)
_BETWEEN_DIGITS = r"[ ./()-]{0,3}"
_ARTICLE = r"(?:\b(?P<article>[Aa]n?)\s+)?"
_NUMBER = re.compile(r"[0-9][0-9 .()-]{5,20}[0-9]")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who calls, instead of the person whom the scenario invents. None of them is empty."""

    name: str
    company: str
    number: str

    def rep(self, offer: str) -> Rep:
        """The rep of a scenario with this offer.

        Raises:
            ValueError: this is nobody's name, company or number.
        """
        number = self.number.strip().lstrip("+( ").replace("/", "-")
        if not _NUMBER.fullmatch(number):
            number = "".join(c for c in number if c in "0123456789")
        return Rep(name=self.name, company=self.company, number=number, offer=offer)


def with_rep(scenario: Scenario, identity: Identity | None) -> Scenario:
    """The scenario as it is when this person calls; None leaves it as it is."""
    if identity is None:
        return scenario
    rep = identity.rep(scenario.rep.offer)
    swap = _Swap(scenario, rep)
    return scenario.model_copy(
        update={
            "rep": rep,
            "brief": swap.text(scenario.brief),
            "model": scenario.model.model_copy(update={"text": swap.text(scenario.model.text)}),
            "poor": scenario.poor.model_copy(update={"text": swap.text(scenario.poor.text)}),
        }
    )


def why_not_as(
    scenario: Scenario, identity: Identity, rubric: Rubric, checks: Iterable[Check]
) -> str:
    """Why somebody cannot make this call in their own name, as a sentence; empty where they can."""
    asked = [check for check in checks if check.id in WHO_CALLS]
    other = with_rep(scenario, identity)
    prospect = scenario.prospect
    fits = (
        letters(identity.company) != letters(prospect.company)
        and letters(identity.name) != letters(prospect.name)
        and not _left_over(scenario, other)
        and _verdicts(scenario, rubric, asked) == _verdicts(other, rubric, asked)
    )
    rep = scenario.rep
    return "" if fits else STAYS.format(name=rep.name, company=rep.company)


class _Swap:
    """Replaces one rep by another in texts; in one pass, so that nothing is replaced twice."""

    def __init__(self, scenario: Scenario, new: Rep) -> None:
        self._number = new.number
        prospect = scenario.prospect
        stays = (prospect.name, prospect.company, *prospect.also)
        self._names = {**_names(scenario, new), **{form: form for form in stays}}
        longest_first = sorted(self._names, key=len, reverse=True)
        forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
        digits = _BETWEEN_DIGITS.join(c for c in scenario.rep.number if c.isdecimal())
        self._pattern = re.compile(
            rf"(?<![\d+])(?P<number>(?:\+?1[ .-]?)?\(?{digits})(?!\d)"
            rf"|{_ARTICLE}(?<!\w)(?P<name>{forms})(?!\w)(?P<dot>\.?)"
        )

    def text(self, text: str) -> str:
        """The text with the other rep in it."""
        return self._pattern.sub(self._other, text)

    def _other(self, found: re.Match[str]) -> str:
        if found["number"]:
            return self._number
        old = " ".join(found["name"].split())
        new = self._names[old]
        if new == old:
            return found[0]
        article = _article_for(found["article"], new) if found["article"] else ""
        dot = "" if new.endswith(".") else found["dot"]  # "Acme Inc." at a sentence's end
        return f"{article}{new}{dot}"


def _names(scenario: Scenario, new: Rep) -> Mapping[str, str]:
    """What stands for the invented rep in a text, and what stands there instead."""
    old, prospect = scenario.rep, scenario.prospect
    names = {old.name: new.name, old.company: new.company}
    halves = (
        (first_name(old.name), first_name(new.name), first_name(prospect.name)),
        (last_name(old.name), last_name(new.name), last_name(prospect.name)),
    )
    for half, other, theirs in halves:
        if half != theirs and half.lower() not in EVERYDAY_NAMES:
            names.setdefault(half, other)
    return names


def _article_for(article: str, name: str) -> str:
    """“a” or “an”, as the name wants it, and a space."""
    right = f"{article[0]}n" if name[0].lower() in "aeiou" else article[0]
    return f"{right} "


def _left_over(scenario: Scenario, other: Scenario) -> bool:
    """Whether the invented rep still stands somewhere in the texts."""
    old, new = scenario.rep, other.rep
    forms = {old.name, old.company, first_name(old.name)} - {
        new.name, new.company, *new.name.split(), *new.company.split(), first_name(new.name),
    }  # fmt: skip
    texts = (other.brief, other.model.text, other.poor.text)
    return any(
        re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in forms for text in texts
    )


def _verdicts(
    scenario: Scenario, rubric: Rubric, checks: Iterable[Check]
) -> tuple[tuple[str, bool], ...]:
    return tuple(_found(scenario, rubric, tuple(checks)))


def _found(
    scenario: Scenario, rubric: Rubric, checks: tuple[Check, ...]
) -> Iterator[tuple[str, bool]]:
    """For each example and check, whether what it looks for is surely there."""
    for text in (scenario.model.text, scenario.poor.text):
        subject = Subject(
            transcript=typed(text),
            rep=scenario.rep,
            prospect=scenario.prospect,
            research=scenario.to_mention,
            choices=(),
            reading=rubric.reading,
            choice_points=rubric.choice,
            model=scenario.model.text,
        )
        for check in checks:
            found = check.find(subject) if check.find is not None else ()
            yield check.id, any(not isinstance(one, Unclear) for one in found)
