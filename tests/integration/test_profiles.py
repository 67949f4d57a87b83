"""Two people on one machine, each with results of their own, from the command line."""

from __future__ import annotations

import json

from simulator.session.people import People
from simulator.settings import Places
from tests.integration.rolecall import Rolecall

CALL = ("call", "shared-home", "--hang-up-at", "2", "--json")


def test_each_person_has_results_of_their_own(rolecall: Rolecall) -> None:
    people = People(Places(rolecall.home / "data", rolecall.home / "cache"))
    people.add("Alex Reed")
    sam = people.add("Sam Poe")

    made = rolecall.run(*CALL, "--profile", "sam")
    assert made.code == 0, made.err
    attempt = json.loads(made.out)["attempt"]

    assert (people.places_of(sam).attempts / attempt).is_dir()
    assert attempt in rolecall.run("explain", "--json", "--profile", "Sam Poe").out
    nothing = rolecall.run("explain")  # of whoever used the app last: Alex
    assert (nothing.code, "No call has been finished yet" in nothing.err) == (2, True)
    assert rolecall.run("regrade", "--profile", "sam-poe", "--json").code == 0
    best = {
        who: {s["id"]: s["best_score"] for s in json.loads(listed.out)["scenarios"]}
        for who in ("Alex Reed", "Sam Poe")
        if (listed := rolecall.run("list", "--json", "--profile", who)).code == 0
    }
    assert best["Alex Reed"]["shared-home"] is None
    assert best["Sam Poe"]["shared-home"] == 100


def test_a_call_in_ones_own_name_is_graded_by_it_and_so_is_grading_it_again(
    rolecall: Rolecall,
) -> None:
    people = People(Places(rolecall.home / "data", rolecall.home / "cache"))
    people.add("Priya Osei", "Acme Analytics", "415-555-0190")
    said = (
        "Hi Dana, you said a third of your sampling budget is wasted. It's Priya Osei at Acme "
        "Analytics. Call me at 415-555-0190. Again, 415-555-0190."
    )

    for words in (("call", "desk-classic", "--type", said), ("regrade",)):
        card = json.loads(rolecall.run(*words, "--json", "--profile", "Priya").out)
        assert card["criteria"]["states_name"]["state"] == "yes"
        assert card["criteria"]["number_repeated"]["state"] == "yes"


def test_a_name_that_nobody_has_is_bad_input(rolecall: Rolecall) -> None:
    answer = rolecall.run("list", "--profile", "Kim")
    assert answer.code == 2
    assert "Nobody here is called “Kim”" in answer.err
