"""Messages as JSON lines, and how well the checks do on labelled ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from simulator.grading.labelled import Labelled, transcript_of, verdicts
from simulator.grading.registry import shipped
from simulator.grading.rubric import default_rubric
from simulator.grading.transcript import Moment

LABELLED = Path(__file__).parents[4] / "shared" / "data" / "content" / "dev.jsonl"
LINE: dict[str, Any] = {
    "id": "m1",
    "transcript": "Hi, it's Maya from TrailDesk.",
    "words": [
        {"w": w, "start": s, "end": s + 0.5}
        for w, s in (("Hi", 0.0), ("it's", 0.6), ("Maya", 1.2), ("from", 3.0), ("TrailDesk", 3.6))
    ],
    "duration_s": 5.0,
    "labels": {"states_name": True},
    "dossier": {
        "prospect": {"name": "Owen Baptiste", "title": "Fleet Director", "company": "Corner"},
        "rep": {"name": "Maya Lindqvist", "company": "TrailDesk", "phone": "617-555-0142"},
        "research": [{"id": "f1", "text": "Moved to the night", "cues": ["night"]}],
    },
}


def line(**changes: Any) -> Labelled:
    return Labelled.model_validate_json(json.dumps(LINE | changes))


def test_a_line_is_judged_by_every_check_of_messages() -> None:
    answer = verdicts(line(), default_rubric(), shipped())
    values = {id_: c["value"] for id_, c in answer["criteria"].items()}

    assert answer["id"] == "m1"
    assert values == {
        "better_unsaid": False, "personal_hook": False, "early_hook": False,
        "reason_to_call_back": False,
        "feature_dump": False, "wrong_person_ask": False, "cliche_opener": False,
        "apologetic_hedging": False, "rambling": False, "filler_heavy": False, "length": False,
        "states_name": True, "states_company": True, "states_callback_number": False,
        "number_repeated": False, "single_ask": False, "pace": None,
        "points_to_email": False, "asks_for_callback": False,
        "number_pace": None, "energy": None, "fillers": True, "room_to_breathe": None,
        "off_the_cuff": None,
    }  # fmt: skip


def test_punctuation_is_kept_and_speech_is_where_words_are() -> None:
    transcript = transcript_of(line())

    assert transcript.text == "Hi, it's Maya from TrailDesk."
    assert transcript.speech == (Moment(0.0, 1.7), Moment(3.0, 4.1))
    assert transcript.seconds == 5.0


def test_words_that_do_not_match_the_text_are_taken_as_they_are() -> None:
    transcript = transcript_of(line(transcript="Hi, it is Maya from TrailDesk.", duration_s=None))

    assert transcript.text == "Hi it's Maya from TrailDesk"
    assert transcript.seconds == 4.1


def test_without_words_the_text_is_taken_as_typed() -> None:
    assert transcript_of(line(words=[])).source == "typed"


def test_a_line_without_a_dossier_is_refused() -> None:
    with pytest.raises(ValidationError):
        Labelled.model_validate({"id": "m1", "transcript": "Hi."})


@pytest.mark.parametrize("phone", ["", "none", "617-55", "1" * 16, "٦١٧٥٥٥٠١٤٢"])
def test_a_phone_number_without_its_digits_is_refused_with_a_sentence(phone: str) -> None:
    dossier = LINE["dossier"] | {"rep": LINE["dossier"]["rep"] | {"phone": phone}}

    with pytest.raises(ValidationError, match="must hold 7 to 15 digits, like 617-555-0142"):
        line(dossier=dossier)


def test_a_phone_number_may_be_written_in_any_way() -> None:
    dossier = LINE["dossier"] | {"rep": LINE["dossier"]["rep"] | {"phone": "+1 (617) 555-0142"}}
    given = line(dossier=dossier, transcript="Call six one seven 555 oh one four two", words=[])

    assert verdicts(given, default_rubric(), shipped())["criteria"]["states_callback_number"][
        "value"
    ]


def test_where_it_is_not_sure_the_value_is_the_likelier_answer() -> None:
    def value(number: str) -> object:
        answer = verdicts(line(transcript=number, words=[]), default_rubric(), shipped())
        criterion = answer["criteria"]["states_callback_number"]
        assert criterion["state"] == "not_sure"
        return criterion["value"]

    assert value("my number is 617 555 0152 Owen") is True
    assert value("my number is 617 555 01 Owen") is False


@pytest.mark.skipif(not LABELLED.exists(), reason=f"no labelled messages in {LABELLED}")
@pytest.mark.parametrize(
    ("criterion", "least_f1"),
    [("states_name", 0.97), ("states_company", 0.97), ("states_callback_number", 0.97),
     ("number_repeated", 0.97)],
)  # fmt: skip
def test_the_checks_agree_with_people_on_the_development_messages(
    criterion: str, least_f1: float
) -> None:
    rubric, checks = default_rubric(), shipped()
    pairs = []
    for text in LABELLED.read_text(encoding="utf-8").splitlines():
        answer = verdicts(Labelled.model_validate_json(text), rubric, checks)
        wanted = json.loads(text)["labels"][criterion]
        pairs.append((wanted, bool(answer["criteria"][criterion]["value"])))
    hits = pairs.count((True, True))
    misses = pairs.count((True, False)) + pairs.count((False, True))

    assert 2 * hits / (2 * hits + misses) >= least_f1
