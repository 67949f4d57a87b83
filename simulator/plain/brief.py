"""Before the call: everything that the brief shows, in lines, and the moment to dial."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from simulator.grading.rules_told import RuleTold
from simulator.session.calling import Calling

TO_DIAL = "Press Enter to dial, or type r and press Enter for the rules."
RULES_AGAIN = "Press Enter to dial."
LEAD_COLUMNS = 6


def brief_in_words(calling: Calling) -> Iterator[str]:
    """Whom the rep calls and why, who the rep is, and what is known about the prospect."""
    scenario = calling.scenario
    rep, prospect = scenario.rep, scenario.prospect
    yield f"You call {prospect.name}, {prospect.title}, {prospect.company}."
    yield " ".join(scenario.brief.split())
    own = "call as yourself" if calling.identity is not None else "are"
    yield f"You {own}: {rep.name}, {rep.company}, {rep.number}. You offer {rep.offer}."
    if calling.note:
        yield calling.note
    yield "You know:"
    for number, fact in enumerate(scenario.research, 1):
        yield f"  {number}. {' '.join(fact.text.split())}"


def rules_in_lines(rules: Iterable[RuleTold]) -> Iterator[str]:
    """The rules, an empty line before each group."""
    for rule in rules:
        if rule.opens:
            yield ""
        lead = f"{rule.lead:>{LEAD_COLUMNS}}  " if rule.lead else ""
        yield f"{lead}{rule.text}"


def wait_to_dial(
    say: Callable[[str], None],
    next_line: Callable[[], str | None],
    rules: Callable[[], Iterable[RuleTold]],
) -> None:
    """Give the rep time to read; where no line comes any more, dials at once."""
    say(TO_DIAL)
    while (line := next_line()) is not None and line.strip().lower() in {"r", "rules"}:
        for told in rules_in_lines(rules()):
            say(told)
        say(RULES_AGAIN)
