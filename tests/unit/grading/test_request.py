"""What is asked of a live person, in many people's words, some of them misheard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.language.request import read_request
from simulator.scenario.model import Conversation, LineKind, Person

PEOPLE = Conversation(
    people=(
        Person(name="Dana Kim", says="One moment."),
        Person(name="Robert Hayes", says="One moment.", also=("Robbie",)),
        Person(name="Priya Rao", says="One moment."),
        Person(name="Chris Lang", says="One moment."),
        Person(name="Chris Ode", says="One moment."),
        Person(name="William Okafor", says="One moment."),
    )
)


def heard(text: str, kind: LineKind = "operator") -> tuple[str, str | None]:
    found = read_request(text, PEOPLE, kind)
    return found.request, found.person


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Dana Kim please", "Dana Kim"),
        ("Data Kim please", "Dana Kim"),
        ("can I speak to Dayna Kimm", "Dana Kim"),
        ("Dana came, please", "Dana Kim"),
        ("Day nuh Kim", "Dana Kim"),
        ("could you transfer me to Donna Kim", "Dana Kim"),
        ("I'd like to talk to Dana", "Dana Kim"),
        ("could you put me through to dayna please", "Dana Kim"),
        ("Dana's desk please", "Dana Kim"),
        ("Ms Kim please", "Dana Kim"),
        ("It's Dana Kim, please", "Dana Kim"),
        ("Hi, this is Marcus Bell from LoadSync, may I speak with Dana Kim?", "Dana Kim"),
        ("I'm calling for Dana Kim, who runs marketing", "Dana Kim"),
        ("we do dock scheduling, is Dana around?", "Dana Kim"),
        ("I left a message for Dana Kim, can you try her again?", "Dana Kim"),
        ("Rob Hayes", "Robert Hayes"),
        ("Bob", "Robert Hayes"),
        ("Robbie please", "Robert Hayes"),
        ("is Mr. Hayes in", "Robert Hayes"),
        ("Hayes", "Robert Hayes"),
        ("pria row", "Priya Rao"),
        ("Is Priya available", "Priya Rao"),
        ("Chris Lang", "Chris Lang"),
        ("may I speak to Will", "William Okafor"),
        ("Will, please", "William Okafor"),
        ("Bill Oh Kafor please", "William Okafor"),
    ],
)
def test_somebody_is_asked_for_by_name(text: str, person: str) -> None:
    assert heard(text) == ("ask_by_name", person)


@pytest.mark.parametrize(
    "text",
    [
        "the person who runs marketing",
        "Could I speak with the person who runs marketing?",
        "who handles purchasing",
        "Who's in charge of marketing over there?",
        "Can you connect me with the right person for supply chain?",
        "I'm looking for the person responsible for logistics",
        "hi I was hoping you could tell me who I should talk to about dock scheduling",
        "connect me to marketing please",
        "the marketing department, please",
        "purchasing please",
        "somebody in marketing",
        "whoever looks after fabrics",
        "who would that be",
        "Hi, this is Robert from LoadSync, who handles the dock schedule?",
        "Who took over from Dana Kim?",
        "who replaced Dana",
        "who has Dana Kim's job now",
        "I'm looking for Dana Kim's replacement",
        "I heard that Dana Kim left. Who does marketing now?",
        "Dana Kim is no longer with you, so who is buying now?",
    ],
)
def test_whoever_is_in_charge_is_asked_for(text: str) -> None:
    assert heard(text) == ("ask_who", None)


@pytest.mark.parametrize(
    "text",
    [
        "This is Marcus Bell with LoadSync. We help depots cut detention fees by a third.",
        "we have a dock scheduling platform",
        "our new software saves you a lot of money",
        "I would like to give you a quick demo",
        "so I was in the area and the weather was fine and I thought that it would be rather nice "
        "to say a word about docks and trucks",
    ],
)
def test_talk_about_an_offer_is_a_pitch(text: str) -> None:
    assert heard(text) == ("pitch", None)


@pytest.mark.parametrize(
    "text",
    [
        "hello", "what did you say", "Chris please", "I don't know, can you help me", "I'm done",
        "I will call again", "a park in Kimberley", "our demo",
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_unclear(text: str) -> None:
    assert heard(text) == ("unclear", None)


@pytest.mark.parametrize("text", ["", "  ", "um", "uh, hmm."])
def test_nothing_but_fillers_is_silence(text: str) -> None:
    assert heard(text) == ("silence", None)
    assert heard(text, "screening") == ("silence", None)


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("Marcus Bell from LoadSync, about the depot", "answer_screen"),
        ("Marcus", "answer_screen"),
        ("we are the leading platform for docks", "answer_screen"),
        ("hello?", "unclear"),
        ("yes hi", "unclear"),
    ],
)
def test_a_screening_question_is_answered_by_any_real_speech(text: str, request_: str) -> None:
    assert heard(text, "screening") == (request_, None)


def test_a_last_name_that_two_people_share_is_nobodys() -> None:
    twins = Conversation(
        people=(Person(name="Sam Bell", says="Yes."), Person(name="Jo Bell", says="Yes."))
    )

    assert read_request("Ms. Bell please", twins, "operator").request == "unclear"
    assert read_request("Jo please", twins, "operator").person == "Jo Bell"


def test_nobody_can_be_asked_for_where_nobody_is_known() -> None:
    assert read_request("Dana Kim please", Conversation(), "operator").request == "unclear"


@given(st.text(max_size=120))
def test_any_text_is_understood_somehow(text: str) -> None:
    request, person = heard(text)

    assert (person is not None) == (request == "ask_by_name")
