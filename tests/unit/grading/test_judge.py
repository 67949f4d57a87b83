"""What a check's evidence and figures are worth."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from simulator.grading.check import Check, Found, Measured, NotMeasured, Subject, Unclear
from simulator.grading.example import PROSPECT, REP, RESEARCH
from simulator.grading.judge import HARD_TO_HEAR, NOT_ENGLISH, TOO_SHORT, judge
from simulator.grading.rubric import Bands, default_rubric
from simulator.grading.score import Criterion
from simulator.grading.transcript import Moment, Span, Transcript, typed
from tests.unit.grading.played import said
from tests.unit.grading.test_check import made

RUBRIC = default_rubric()
WORDS = typed("one two three four five")
BANDS = Bands(red_below=0, green_from=10, green_to=20, red_above=40)


def judged(
    check: Check, transcript: Transcript | None = WORDS, bands: Bands | None = None
) -> Criterion:
    subject = Subject(transcript, REP, PROSPECT, RESEARCH, (), RUBRIC.reading, RUBRIC.choice)
    return judge(check, subject, bands, RUBRIC.score.pass_from)


def finding(*found: Found, **changes: Any) -> Check:
    def find(_: Subject) -> Iterable[Found]:
        return found

    return made(find=find, **changes)


def measuring(result: Measured | NotMeasured, **changes: Any) -> Check:
    return made(find=None, measure=lambda _: result, unit="s", **changes)


def test_what_is_wanted_and_found_passes() -> None:
    criterion = judged(finding(Span(0, 3)))

    assert (criterion.value, criterion.passed, criterion.score) == (True, True, 100)
    assert criterion.evidence[0].text == "one"
    assert criterion.advice == ""


def test_what_is_wanted_and_missing_fails_with_advice() -> None:
    criterion = judged(finding())

    assert (criterion.value, criterion.passed, criterion.state) == (False, False, "no")
    assert (criterion.score, criterion.advice) == (0, "Smile.")


def test_what_is_unwanted_fails_when_it_is_found() -> None:
    criterion = judged(finding(Span(0, 3), wants="none"))

    assert (criterion.value, criterion.passed, criterion.state) == (True, False, "yes")
    assert judged(finding(wants="none")).passed


def test_unclear_evidence_counts_neither_for_nor_against() -> None:
    criterion = judged(finding(Unclear(Span(4, 7), "We heard two."), Unclear(Span(0, 3), "")))

    assert (criterion.value, criterion.passed, criterion.score) == (None, None, None)
    assert criterion.state == "not_sure"
    assert criterion.why.startswith("We heard two.")
    assert [e.text for e in criterion.evidence] == ["two", "one"]


def test_one_piece_of_clear_evidence_is_enough() -> None:
    assert judged(finding(Unclear(Span(4, 7), ""), Span(0, 3))).state == "yes"


def test_what_the_recogniser_hardly_believes_is_not_sure() -> None:
    doubtful = said("one two three", 3, probability=0.2)
    criterion = judged(finding(Span(0, 3)), doubtful)

    assert (criterion.state, criterion.why) == ("not_sure", HARD_TO_HEAR)


def test_of_unclear_evidence_the_likelier_answer_is_kept() -> None:
    unlikely = Unclear(Span(0, 3), "", is_likely=False)

    assert judged(finding(unlikely)).likely is False
    assert judged(finding(unlikely, Unclear(Span(4, 7), ""))).likely is True
    assert judged(finding(unlikely, Span(0, 3)), said("one two", 2, probability=0.1)).likely is True
    assert judged(finding(Span(0, 3))).likely is None


def test_too_little_has_no_faults_but_lacks_what_is_wanted() -> None:
    short = typed("one two three four")

    assert judged(finding(wants="none"), short).why == TOO_SHORT
    assert judged(finding(Span(0, 3), wants="none"), short).state == "not_measured"
    assert judged(finding(), short).state == "no"


def test_another_language_is_not_judged() -> None:
    criterion = judged(finding(Span(0, 3)), typed("Wir haben das auch und ich bin nicht da"))

    assert (criterion.state, criterion.why) == ("not_measured", NOT_ENGLISH)


def test_what_was_missed_is_shown_but_does_not_count() -> None:
    criterion = judged(finding(missed=lambda _: (Span(4, 7),)))

    assert (criterion.state, criterion.score) == ("no", 0)
    assert [e.text for e in criterion.evidence] == ["two"]
    assert judged(finding(Span(0, 3), missed=lambda _: (Span(4, 7),))).evidence[0].text == "one"


def test_evidence_in_seconds_quotes_the_words_said_then() -> None:
    [evidence] = judged(finding(Moment(1.0, 3.0)), said("one two three", 3)).evidence

    assert (evidence.text, evidence.from_seconds, evidence.to_seconds) == ("two three", 1, 3)
    assert evidence.start is None


def test_evidence_in_words_has_their_seconds_if_they_were_spoken() -> None:
    [spoken] = judged(finding(Span(4, 7)), said("one two three", 3)).evidence
    [written] = judged(finding(Span(4, 7))).evidence

    assert (spoken.from_seconds, spoken.to_seconds) == (1, 2)
    assert (written.from_seconds, written.to_seconds) == (None, None)


@pytest.mark.parametrize(
    ("figure", "score", "passed"),
    [(-1, 0, False), (0, 0, False), (5, 50, False), (6, 60, True), (10, 100, True),
     (15, 100, True), (20, 100, True), (30, 50, False), (40, 0, False), (99, 0, False)],
)  # fmt: skip
def test_a_figure_scores_by_a_straight_ramp(figure: float, score: float, passed: bool) -> None:
    criterion = judged(measuring(Measured(figure)), bands=BANDS)

    assert (criterion.score, criterion.passed, criterion.measured) == (score, passed, figure)
    assert criterion.unit == "s"


def test_advice_depends_on_the_side_that_a_figure_misses() -> None:
    low_and_high = {"when_low": "More.", "when_high": "Less."}

    assert judged(measuring(Measured(5), **low_and_high), bands=BANDS).advice == "More."
    assert judged(measuring(Measured(25), **low_and_high), bands=BANDS).advice == "Less."
    assert judged(measuring(Measured(25)), bands=BANDS).advice == "Smile."
    assert judged(measuring(Measured(15), **low_and_high), bands=BANDS).advice == ""


def test_a_note_on_a_figure_comes_before_the_reason() -> None:
    criterion = judged(measuring(Measured(15, note="Twice.")), bands=BANDS)

    assert criterion.why == "Twice. It is heard."


def test_a_figure_that_was_not_measured_says_why_and_is_not_zero() -> None:
    criterion = judged(measuring(NotMeasured("It was typed.")), bands=BANDS)

    assert (criterion.state, criterion.score, criterion.why) == (
        "not_measured", None, "It was typed.",
    )  # fmt: skip


def test_without_a_message_a_check_of_messages_is_not_asked() -> None:
    criterion = judged(finding(Span(0, 3)), transcript=None)

    assert criterion.state == "not_measured"
    assert criterion.why == "No message was left, so there was nothing to judge."


def test_a_check_of_the_call_is_asked_without_a_message() -> None:
    points = made(
        find=None, measure=lambda _: Measured(70, (Moment(0, 1),)), unit="points", of="call"
    )
    criterion = judged(points, transcript=None)

    assert (criterion.score, criterion.evidence, criterion.advice) == (70, (), "Smile.")
