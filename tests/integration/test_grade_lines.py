"""`rolecall grade --jsonl`: transcripts in, verdicts out, one JSON object a line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.integration.rolecall import MODULE, Rolecall

DOSSIER: dict[str, Any] = {
    "prospect": {"name": "Owen Baptiste", "title": "Fleet Director", "company": "Corner Bakery"},
    "rep": {
        "name": "Maya Lindqvist", "company": "TrailDesk", "phone": "617-555-0142",
        "offer": "route planning",
    },
    "research": [
        {"id": "f1", "text": "Moved all bread deliveries to the night in May", "cues": ["night"]}
    ],
}  # fmt: skip
GOOD = (
    "Owen, you moved your bread deliveries to the night in May. A bakery in Leeds that did so "
    "saved two vans, and I can tell you which routes they dropped. It's Maya Lindqvist at "
    "TrailDesk. "
    "617-555-0142. Again, 617-555-0142."
)
CRITERIA = {
    "personal_hook", "early_hook", "reason_to_call_back", "feature_dump", "wrong_person_ask",
    "cliche_opener", "states_name", "states_company", "states_callback_number", "number_repeated",
    "single_ask", "apologetic_hedging", "rambling", "filler_heavy",
}  # fmt: skip
VIRTUES = {
    "personal_hook", "early_hook", "reason_to_call_back", "states_name", "states_company",
    "states_callback_number", "number_repeated", "single_ask",
}  # fmt: skip


@pytest.fixture
def rolecall(tmp_path: Path) -> Rolecall:
    return Rolecall(tmp_path / "home")


def line(id_: str, transcript: str, **more: Any) -> str:
    return json.dumps({"id": id_, "transcript": transcript, "dossier": DOSSIER, **more})


def judged(rolecall: Rolecall, given: bytes, *words: str) -> tuple[int, list[dict[str, Any]], str]:
    ended = subprocess.run(
        [*MODULE, "grade", "--jsonl", "--words-only", *words],
        env=rolecall.environment,
        input=given,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert b"Traceback" not in ended.stderr
    answers = [json.loads(x) for x in ended.stdout.decode().splitlines()]
    return ended.returncode, answers, ended.stderr.decode()


def values(answer: dict[str, Any]) -> dict[str, Any]:
    return {id_: c["value"] for id_, c in answer["criteria"].items()}


def test_a_good_message_has_every_virtue_and_no_fault(rolecall: Rolecall) -> None:
    code, [answer], _ = judged(rolecall, line("m1", GOOD).encode())
    found = values(answer)

    assert (code, answer["id"], answer["schema_version"]) == (0, "m1", 1)
    assert set(found) >= CRITERIA
    assert {id_ for id_ in CRITERIA if found[id_]} == VIRTUES
    assert answer["criteria"]["personal_hook"]["evidence"][0]["text"].startswith("moved your bread")


def test_answers_come_in_the_order_of_the_lines_and_are_the_same_each_time(
    rolecall: Rolecall,
) -> None:
    texts = {"a": GOOD, "b": "", "c": GOOD.lower(), "d": "um hello"}
    given = "\n".join(line(id_, text) for id_, text in texts.items()).encode()
    _, once, _ = judged(rolecall, given)
    _, turned, _ = judged(rolecall, b"\n".join(reversed(given.split(b"\n"))))

    assert [a["id"] for a in once] == list(texts)
    assert once == turned[::-1]


def test_a_line_that_cannot_be_read_is_answered_with_its_number_and_the_others_are_judged(
    rolecall: Rolecall,
) -> None:
    given = [
        line("good", GOOD).encode(),
        b'{"id": "half", ',
        b"[]",
        b'{"id": "bare", "transcript": "Hi."}',
        b"\xff\xfe",
        b"",
        json.dumps({"id": "phone", "transcript": "Hi.", "dossier": {
            **DOSSIER, "rep": {**DOSSIER["rep"], "phone": "none"}}}).encode(),
        line("nan", "Hi.", duration_s=float("nan")).encode(),
        b'{"id": ' + b"9" * 5000 + b"}",
        b'{"id": NaN}',
        line("last", GOOD).encode(),
    ]  # fmt: skip
    code, answers, err = judged(rolecall, b"\n".join(given))
    errors = {a["line"]: a["error"] for a in answers if "error" in a}

    assert code == 2
    assert [a.get("id") for a in answers if "criteria" in a] == ["good", "last"]
    assert errors[2].startswith("Line 2 cannot be judged: it is not JSON:")
    assert errors[3] == "Line 3 cannot be judged: it is not a JSON object."
    assert errors[4] == "Line 4 cannot be judged: `dossier` is missing."
    assert errors[5] == "Line 5 cannot be judged: it is not UTF-8 (byte 1)."
    assert "`dossier.rep.phone`: must hold 7 to 15 digits" in errors[7]
    assert "NaN is no number in JSON" in errors[8]
    assert errors[9] == "Line 9 cannot be judged: a number in its JSON has too many digits."
    assert errors[10] == (
        "Line 10 cannot be judged: it is not JSON: NaN is no number in JSON at column 1."
    )
    assert set(errors) == {2, 3, 4, 5, 7, 8, 9, 10}
    assert err == "8 lines could not be judged; each is answered with what is wrong.\n"


def test_a_file_from_windows_may_begin_with_its_mark(rolecall: Rolecall) -> None:
    code, answers, _ = judged(rolecall, b"\xef\xbb\xbf" + line("good", GOOD).encode())

    assert (code, answers[0]["id"]) == (0, "good")


@pytest.mark.parametrize(
    ("key", "given", "must_be"),
    [("transcript", 5, "text"), ("dossier", [], "an object"), ("words", "Hi", "a list")],
)
def test_what_a_key_must_hold_is_said_in_plain_words(
    rolecall: Rolecall, key: str, given: object, must_be: str
) -> None:
    spoilt = json.dumps({**json.loads(line("a", GOOD)), key: given})
    code, [answer], _ = judged(rolecall, spoilt.encode())

    assert code == 2
    assert answer["error"] == f"Line 1 cannot be judged: `{key}` must be {must_be}."


def test_nothing_in_gives_nothing_out(rolecall: Rolecall) -> None:
    assert judged(rolecall, b"") == (0, [], "")


def test_the_rival_rubric_asks_for_the_email(rolecall: Rolecall) -> None:
    text = "I've just sent you an email, Owen. Please reply to that."
    _, [answer], _ = judged(rolecall, line("m", text).encode(), "--rubric", "double-tap")

    assert values(answer)["points_to_email"] is True
    assert values(answer)["asks_for_callback"] is False


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("grade",), "Which recordings?"),
        (("grade", "a.wav"), "Give --scenario ID"),
        (("grade", "--jsonl", "a.wav"), "--jsonl reads standard input"),
        (("grade", "--words-only", "a.wav", "--scenario", "x"), "--words-only goes with --jsonl"),
        (("grade", "--jsonl", "--rubric", "snel"), "did you mean `snell`?"),
        (("rules", "none"), "There is no rubric `none`"),
        (("rules", "missing.yaml"), "missing.yaml"),
        (("call", "desk-classic", "--keys", "1", "--rubric", "x"), "There is no rubric `x`"),
    ],
)
def test_what_does_not_go_together_is_refused(
    rolecall: Rolecall, words: tuple[str, ...], sentence: str
) -> None:
    answer = rolecall.run(*words)

    assert answer.code == 2
    assert sentence in answer.err


def test_the_rules_can_be_read_before_a_call(rolecall: Rolecall) -> None:
    told = rolecall.run("rules").out
    rival = json.loads(rolecall.run("rules", "double-tap", "--json").out)

    assert told.startswith("Where, what and how, after the founding text (rubric snell, version 3)")
    assert "  +6.5  A reason to call back" in told
    assert "  -2.9  Lists features" in told
    assert rival["rubric"]["id"] == "double-tap"
    assert any(r["text"] == "Points to the email" for r in rival["rules"])


def test_a_call_can_be_graded_by_the_rival_rubric(rolecall: Rolecall) -> None:
    answer = rolecall.run(
        "call", "desk-classic", "--type", GOOD, "--rubric", "double-tap", "--json"
    )
    card = json.loads(answer.out)

    assert card["rubric"]["id"] == "double-tap"
    assert card["criteria"]["asks_for_callback"]["passed"] is False
    assert rolecall.run("explain").out.count("Rubric double-tap, SHA-256 ") == 1


def test_a_rubric_of_ones_own_is_a_file(rolecall: Rolecall, tmp_path: Path) -> None:
    from simulator.grading.rubric import shipped_rubric

    text, _ = shipped_rubric("snell")
    mine = tmp_path / "mine.yaml"
    mine.write_text(text.replace("id: snell", "id: mine"), encoding="utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace("weight: 18", "weight: many"), encoding="utf-8")

    assert "(rubric mine, version 3)" in rolecall.run("rules", str(mine)).out
    answer = rolecall.run("rules", str(broken))
    assert answer.code == 2
    assert "broken.yaml:" in answer.err
    assert "parts.what.criteria.reason_to_call_back.weight" in answer.err
