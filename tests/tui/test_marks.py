"""The evidence in a message, mark by mark: why, rule, source, advice, and its sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from simulator.grading.rubric import default_rubric
from simulator.grading.score import Evidence, MessageHeard, WordHeard
from simulator.tui.marks import marked_text, marks_of, told, word_said
from simulator.tui.screens.result import ResultScreen
from tests.tui.driving import LARGE, SMALL, flat_text, screen_text, shows, until
from tests.tui.scorecards import TEXT, choice, criterion, scorecard
from tests.tui.test_callback import asked, the_result
from tests.tui.test_result import shown

WORDS = tuple(
    WordHeard(w=w, start=0.5 * i, end=0.5 * i + 0.4, probability=1.0)
    for i, w in enumerate(TEXT.split())
)


def test_marks_stand_in_the_order_of_the_message_and_what_failed_comes_first() -> None:
    name = Evidence(text="Robin Vale", start=18, end=28)
    card = scorecard(choice()).model_copy(
        update={
            "message": MessageHeard(transcript=TEXT, words=WORDS, seconds=5.0),
            "criteria": {
                "call": criterion("Asks one thing", passed=True, evidence=(
                    Evidence(text="call me", start=33, end=40),)),
                "name": criterion("Says your name", passed=True, evidence=(name,)),
                "slow": criterion("Slowly", passed=False, evidence=(name,)),
                "whole": criterion("Short", passed=True, evidence=(
                    Evidence(text=TEXT, start=0, end=len(TEXT)),)),
                "by_ear": criterion("Energy", passed=False, evidence=(
                    Evidence(text="", from_seconds=1.0, to_seconds=2.0),)),
            },
        }
    )  # fmt: skip
    marks = marks_of(card)
    assert [m.criterion.title for m in marks] == ["Slowly", "Says your name", "Asks one thing"]
    assert [m.from_seconds for m in marks] == [2.0, 2.0, 3.5]
    assert marks_of(scorecard(choice(), has_message=False)) == ()


def test_a_mark_tells_why_what_to_try_and_the_rule() -> None:
    card = scorecard(choice())
    [mark] = marks_of(card)
    rows = list(told(mark, 1, 1, default_rubric()))
    text = "\n".join(str(row.text) for row in rows)
    assert "Says your name" in text
    assert "Because [/]." in text
    assert "PERSONAL. Connect on common ground" in text
    assert "mark 1 of 1" in text
    without = "\n".join(str(row.text) for row in told(mark, 1, 1, None))
    assert "PERSONAL." in without
    assert "Connect" not in without


def test_the_word_that_is_heard_is_found_by_its_time() -> None:
    message = MessageHeard(transcript=TEXT, words=WORDS, seconds=5.0)
    assert word_said(message, 2.1) == (18, 23)
    assert word_said(message, 2.45) is None, "between two words"
    assert "[/] call me" in str(marked_text(message, (), said=(18, 23)))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_arrows_choose_a_mark(tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(tmp_path, scorecard(choice()), size=size) as pilot:
        await pilot.press("right")
        await shows(pilot, "Says your name yes mark 1 of 1")
        await shows(pilot, "PERSONAL.")


async def test_a_click_on_marked_words_chooses_them(tmp_path: Path) -> None:
    async with shown(tmp_path, scorecard(choice()), size=LARGE) as pilot:
        words = pilot.app.screen.query_one("#message-words", Static)
        line = str(words.content)
        await pilot.click(words, offset=(line.index("Robin") + 2, 0))
        await shows(pilot, "mark 1 of 1")


async def test_control_characters_in_a_message_are_shown_and_never_obeyed(tmp_path: Path) -> None:
    card = scorecard(choice())
    said = MessageHeard(transcript=TEXT.replace("Ines", "I\x1b[2J"), words=(), seconds=None)
    evidence = Evidence(text="\x1b[2J\x07", start=4, end=8)
    name = criterion("Says \x9b31m", passed=False, evidence=(evidence,))
    card = card.model_copy(update={"message": said, "criteria": {**card.criteria, "name": name}})
    async with shown(tmp_path, card, size=LARGE) as pilot:
        await pilot.press("right", "w")
        await shows(pilot, "rule PERSONAL")
        seen = screen_text(pilot)
        assert not set(seen) & {"\x1b", "\x07", "\x9b"}
        assert "\ufffd[2J" in seen


async def test_space_plays_from_the_chosen_words_and_stops(tmp_path: Path) -> None:
    async with asked(tmp_path, size=LARGE) as (pilot, setup):
        await pilot.press("escape")
        await the_result(pilot)
        await pilot.press("right", "right", "right", "space")
        await until(pilot, "it plays", lambda: any("Ines." in p for p in setup.player.played))
        await shows(pilot, "space stops")
        await pilot.press("space")
        await shows(pilot, "space plays from it")


async def test_earlier_calls_stand_beside_this_one(tmp_path: Path) -> None:
    async with asked(tmp_path) as (pilot, setup):
        await pilot.press("escape")
        await the_result(pilot)
        await pilot.press("p")
        await shows(pilot, "This was your first call of this scenario.")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ResultScreen)
        [one] = setup.desk.ports.records.attempts()
        attempt = setup.desk.ports.records.attempt(one.id)
        assert attempt is not None
        card = attempt.scorecard
        worse = card.criteria["states_name"].model_copy(
            update={"value": False, "passed": False, "state": "no"}
        )
        older = card.model_copy(update={"criteria": {**card.criteria, "states_name": worse}})
        setup.desk.ports.records.finish(
            type(attempt)(
                "20200101-000000-aaaaaa", attempt.scenario_id, 1, "2020-01-01T00:00:00+00:00",
                attempt.journal, attempt.transcripts, older, attempt.folder,
            )
        )  # fmt: skip
        await pilot.press("p")
        await shows(pilot, "Since the last time")
        await shows(pilot, "Better. Says your name: no before, now yes.")
        assert "1 Jan" in flat_text(pilot)
        await pilot.press("p")
        await until(pilot, "closed", lambda: "Since the last time" not in flat_text(pilot))


async def test_mine_the_model_and_mine_again_are_heard(tmp_path: Path) -> None:
    async with asked(tmp_path) as (pilot, setup):
        await pilot.press("escape")
        await the_result(pilot)
        await pilot.press("h")
        await shows(pilot, "1 of 3: Yours, as they hear it")
        await pilot.press("space")
        await shows(pilot, "paused")
        await pilot.press("space", "right", "enter")
        await shows(pilot, "2 of 3: One that would be called back")
        await until(pilot, "heard", lambda: any("labs hum" in p for p in setup.player.played))
        await pilot.press("enter")
        await shows(pilot, "3 of 3: Yours, as they hear it")
        await pilot.press("2")
        await shows(pilot, "2 of 3: One that would be called back")
        await pilot.press("1")
        await shows(pilot, "1 of 3: Yours, as they hear it")
        await pilot.press("question_mark", "escape", "escape")
        await the_result(pilot)


async def test_where_no_message_was_left_there_is_only_the_model(tmp_path: Path) -> None:
    card = scorecard(choice("best", made="hang_up"), has_message=False)
    async with shown(tmp_path, card) as pilot:
        await pilot.press("h")
        await shows(pilot, "One that would be called back")
        await shows(pilot, "You left no message in this call, so there is only the model.")
        await pilot.press("1")
        await pilot.press("enter")
        await the_result(pilot)
