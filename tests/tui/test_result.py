from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.grading.score import Coaching, Evidence, Fix, Praise, Scorecard
from simulator.tui.app import RolecallApp
from simulator.tui.messages import CallGraded
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.home import HomeScreen
from simulator.wording import headline
from tests.tui.driving import LARGE, SMALL, flat_text, screen_text, shows, until
from tests.tui.fakes import set_up
from tests.tui.scorecards import attempt, choice, scorecard


@asynccontextmanager
async def shown(
    folder: Path, card: Scorecard, *, size: tuple[int, int] = SMALL, is_known: bool = True
) -> AsyncIterator[Pilot[None]]:
    """The app with this result on the screen."""
    desk = set_up(folder).desk
    file = desk.ports.library.scenario("own") if is_known else None
    async with RolecallApp(lambda: desk).run_test(size=size) as pilot:
        await shows(pilot, "NEXT FOR YOU")
        pilot.app.post_message(CallGraded(attempt(card, folder), file))
        await shows(pilot, "NEXT TIME")
        yield pilot


VERDICTS = {
    "best": (choice(), 90.0, True, "You left a message: the best choice here."),
    "acceptable": (
        choice("acceptable", made="hang_up"), 70.0, True, "You hung up: good enough. Better:",
    ),
    "wrong": (choice("wrong", made="key:9"), 39.0, False, "You pressed 9. Best:"),
    "critical": (choice("wrong", critical=True), 19.0, False, "You left a message (critical)."),
    "guess": (choice(guess=True), 90.0, True, "a guess: decided before the deciding words"),
    "none": (None, 0.0, False, "There was nothing to decide"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "size"), [*((name, SMALL) for name in VERDICTS), ("critical", LARGE)]
)
async def test_every_verdict_is_told_in_words_at_the_top(
    tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    settled, overall, passed, words = VERDICTS[name]
    card = scorecard(settled, overall=overall, passed=passed)
    async with shown(tmp_path, card, size=size) as pilot:
        seen = screen_text(pilot)
        assert headline(card) in seen.splitlines()[0]
        assert f"{overall:.0f} / 100" in seen.splitlines()[0]
        assert words in " ".join(seen.split())


async def test_the_deciding_words_are_marked_in_the_greeting(tmp_path: Path) -> None:
    async with shown(tmp_path, scorecard(choice("wrong"), passed=False)) as pilot:
        await shows(pilot, "“You've reached [/] «Ines Bauer». [hold music] Leave a message.”")
        await shows(pilot, "Her own [b]voice[/b].")
        await shows(pilot, "a note [/]")


async def test_what_failed_comes_first_and_brackets_survive(tmp_path: Path) -> None:
    async with shown(tmp_path, scorecard(choice()), size=LARGE) as pilot:
        text = flat_text(pilot)
        assert "21 s, 9 words: “Hi [Ines] this is Robin Vale [/] call me”" in text
        order = [text.index(t) for t in ("- no", "+ yes", "? not sure")]
        assert order == sorted(order)
        assert "Mend [Gives your number]." in text
        assert "140 words a minute · 3 pauses · energy +0.4" in text


@pytest.mark.parametrize(("measured", "told"), [(0.34, "0.3"), (2.0, "2"), (147.6, "148")])
async def test_small_figures_keep_their_decimal(tmp_path: Path, measured: float, told: str) -> None:
    card = scorecard(choice())
    number = card.criteria["number"].model_copy(update={"measured": measured, "unit": "a second"})
    card = card.model_copy(update={"criteria": {**card.criteria, "number": number}})
    async with shown(tmp_path, card, size=LARGE) as pilot:
        assert f"Gives your number {told} a second" in flat_text(pilot)


async def test_without_a_message_nothing_is_a_false_zero(tmp_path: Path) -> None:
    card = scorecard(choice("best", made="hang_up"), has_message=False)
    async with shown(tmp_path, card) as pilot:
        await shows(pilot, "No message was left.")
        assert "WHAT    –" in screen_text(pilot)


async def test_a_second_decision_has_a_line_of_its_own(tmp_path: Path) -> None:
    card = scorecard(choice("wrong"), passed=False)
    card = card.model_copy(update={"choices": (choice("wrong"), choice("acceptable"))})
    async with shown(tmp_path, card) as pilot:
        await shows(pilot, "Decision 2, own mailbox: You left a message: good enough.")


async def test_the_arithmetic_and_the_model_message_open_in_a_pane(tmp_path: Path) -> None:
    async with shown(tmp_path, scorecard(choice())) as pilot:
        await pilot.press("e")
        await shows(pilot, "Overall: 90.0")
        await pilot.press("m")
        await shows(pilot, "Hi Ines, your new labs hum.")
        await pilot.press("escape")
        assert "your new labs hum" not in flat_text(pilot)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_help_names_every_key_of_the_result(tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(tmp_path, scorecard(choice()), size=size) as pilot:
        await pilot.press("question_mark")
        await shows(pilot, "Shows how the score was added up, line by line.")


async def test_escape_leads_back_to_all_calls(tmp_path: Path) -> None:
    async with shown(tmp_path, scorecard(choice())) as pilot:
        await pilot.press("escape")
        await until(pilot, "home", lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_a_plays_the_same_call_again_and_n_another(tmp_path: Path) -> None:
    for key, title in (("a", "Her own [hold] box"), ("n", "The lab line")):
        async with shown(tmp_path / key, scorecard(choice())) as pilot:
            await pilot.press(key)
            await until(pilot, "a brief", lambda p=pilot: isinstance(p.app.screen, BriefScreen))  # type: ignore[misc]
            await shows(pilot, title)


async def test_a_result_whose_scenario_is_gone_is_still_told(tmp_path: Path) -> None:
    async with shown(tmp_path, scorecard(choice()), is_known=False) as pilot:
        await shows(pilot, "Her own [b]voice[/b].")
        await pilot.press("m", "a")
        assert "NEXT TIME" in screen_text(pilot)


def coached(card: Scorecard) -> Scorecard:
    """The same card with one fix and one praise, brackets and all."""
    fix = Fix(
        criterion="number",
        title="Gives your number",
        gain=7.2,
        tip="Give the [whole] number.",
        words=(Evidence(text="call me [/]", start=33, end=40),),
        example="Call me at [617]-555-0177.",
    )
    praise = Praise(
        criterion="name",
        title="Says your name",
        says="They know [who] called.",
        words=(Evidence(text="Robin Vale", start=18, end=28),),
    )
    return card.model_copy(update={"coaching": Coaching(fixes=(fix,), praise=(praise,))})


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_fix_says_what_it_is_worth_which_words_it_is_about_and_how_to_say_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with shown(tmp_path, coached(scorecard(choice())), size=size) as pilot:
        await shows(pilot, "Give the [whole] number. (worth 7)")
        await shows(pilot, "you said “call me [/]”")
        await shows(pilot, "say “Call me at [617]-555-0177.”")


async def test_words_of_the_greeting_are_not_put_into_the_reps_mouth(tmp_path: Path) -> None:
    card = coached(scorecard(choice("wrong"), passed=False))
    heard = card.coaching.fixes[0].model_copy(update={"words": (Evidence(text="Ines Bauer"),)})
    card = card.model_copy(update={"coaching": Coaching(fixes=(heard,))})

    async with shown(tmp_path, card) as pilot:
        await shows(pilot, "they said “Ines Bauer”")


async def test_what_was_good_is_quoted_as_well(tmp_path: Path) -> None:
    async with shown(tmp_path, coached(scorecard(choice())), size=LARGE) as pilot:
        await shows(pilot, "They know [who] called. “Robin Vale”")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_verdict_can_be_asked_why(tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(tmp_path, scorecard(choice()), size=size) as pilot:
        await pilot.press("w")
        for words in ("“Robin Vale”", "Because [/].", "rule PERSONAL"):
            await shows(pilot, words)
        await pilot.press("w")
        assert "rule PERSONAL" not in flat_text(pilot)


async def test_something_bad_is_found_or_none_rather_than_yes_or_no(tmp_path: Path) -> None:
    card = scorecard(choice())
    bad = card.criteria["number"].model_copy(update={"value": True, "state": "yes"})
    good = card.criteria["name"].model_copy(update={"value": False, "state": "no"})
    changed = card.model_copy(update={"criteria": {"number": bad, "name": good}})
    async with shown(tmp_path, changed, size=LARGE) as pilot:
        await shows(pilot, "- found")
        await shows(pilot, "+ none")
