"""What single criteria of a message see, beyond their own examples."""

from __future__ import annotations

from dataclasses import replace

from simulator.grading.checks.message.rambling import check as rambling
from simulator.grading.checks.message.states_name import check as states_name
from simulator.grading.explain import explain
from simulator.grading.judge import judge
from tests.unit.grading.bakery import RUBRIC, graded, subject

STUMBLING = (
    "um so owen um it's maya um lindqvist at um traildesk um you moved your um bread deliveries "
    "to the night um in may and um a bakery in leeds um that did so um saved two vans um "
    "{middle} um six one seven um five five five um oh one four two"
)
REASON = (
    "and i'll tell you which routes they dropped first um if you call me back um i can show you "
    "how they saved a third of their um night shift and what it would um mean for your twelve "
    "vans um before the winter"
)
NO_REASON = (
    "and the weather um was what it was um with the rain and the wind um you could not see the "
    "road um and my brother who um drives there said um it was like um a river that day and so um "
    "there we were um all of us"
)


def test_who_stumbles_but_gets_to_a_reason_does_not_ramble() -> None:
    to_a_reason = subject(STUMBLING.format(middle=REASON))
    to_none = subject(STUMBLING.format(middle=NO_REASON))

    assert judge(rambling, to_a_reason, None, RUBRIC.score.pass_from).state == "no"
    assert judge(rambling, to_none, None, RUBRIC.score.pass_from).state == "yes"


def test_a_short_last_name_alone_proves_nothing() -> None:
    asked = subject("Hi Owen, the park by your bakery is a fine place, call me.")
    called_park = replace(asked, rep=asked.rep.model_copy(update={"name": "Maya Park"}))

    assert judge(states_name, called_park, None, RUBRIC.score.pass_from).state == "no"


def test_a_scorecard_of_before_names_no_models() -> None:
    card = graded("Owen, it's Maya Lindqvist at TrailDesk. Call me.")
    lines = explain(card.model_copy(update={"language": None}))

    assert not any(line.startswith("Read by") for line in lines)
    assert any(line.startswith("Read by") for line in explain(card))
