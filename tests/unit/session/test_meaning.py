"""A desk grades with sentence embeddings where they work, and without them where they do not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.adapters.embedder_scripted import ScriptedEmbedder
from simulator.grading.check import Embed
from simulator.ports import Attempt, PortError
from simulator.session import desk as desk_module
from simulator.session import grading_again
from simulator.session.desk import Desk
from simulator.session.grading_again import NothingToCorrect
from simulator.session.meaning import Meaning
from simulator.session.simulated import Script, SimulatedCall
from tests.unit.session.kit import MESSAGE, HearsInTime, WatchingStage, desk, says

SENTENCE = "The sentence embeddings stopped twice."


class Fails:
    """An embedder that cannot do its work, and counts how often it was asked."""

    sha256 = "0" * 64

    def __init__(self) -> None:
        self.asked = 0

    def warm(self) -> None:
        return

    def embed(self, texts: Sequence[str], stop: threading.Event) -> tuple[tuple[float, ...], ...]:
        self.asked += 1
        raise PortError(SENTENCE)


@pytest.fixture(autouse=True)
def given(monkeypatch: pytest.MonkeyPatch) -> list[Embed | None]:
    """What the graders were given; each asks once what two texts mean."""
    seen: list[Embed | None] = []

    def watched(real: Callable[..., object]) -> Callable[..., object]:
        def grade(*args: object) -> object:
            (embed,) = [arg for arg in args[-1:] if arg is None or callable(arg)]
            seen.append(embed)
            if embed is not None:
                assert len(embed(["one", "two"])) == 2
            return real(*args)

        return grade

    for module, name in (
        (desk_module, "grade"),
        (desk_module, "grade_recording"),
        (grading_again, "grade"),
    ):
        monkeypatch.setattr(module, name, watched(vars(module)[name]))
    return seen


def graded(at: Desk) -> tuple[Attempt, str | None]:
    setting = at.new_setting(at.ports.library.scenario("desk-classic"))
    script = Script(utterances=[says()])
    return at.grade_now(SimulatedCall(setting, at.ports, WatchingStage(), script).run())


def test_every_way_of_grading_is_given_the_embedder(
    tmp_path: Path, given: list[Embed | None]
) -> None:
    at = desk(tmp_path, embedder=ScriptedEmbedder(), recognizer=HearsInTime(MESSAGE, MESSAGE))

    attempt, problem = graded(at)
    at.correct(attempt, "Hi Dana.")
    at.regrade(attempt)
    at.judge_recording(tmp_path / "x.wav", at.ports.library.scenario("desk-classic"), "x")

    assert problem is None
    assert len(given) == 4
    assert None not in given
    assert at.trouble_to_tell() is None


def test_without_an_embedder_a_call_is_graded_by_its_words(
    tmp_path: Path, given: list[Embed | None]
) -> None:
    assert graded(desk(tmp_path, recognizer=HearsInTime(MESSAGE)))[1] is None
    assert given == [None]


def test_where_it_fails_the_call_is_graded_once_more_and_it_is_told_once(
    tmp_path: Path, given: list[Embed | None]
) -> None:
    embedder = Fails()
    at = desk(tmp_path, embedder=embedder, recognizer=HearsInTime(MESSAGE, MESSAGE))

    attempt, problem = graded(at)
    _, later = graded(at)

    assert problem == SENTENCE
    assert attempt.scorecard.message is not None
    assert at.ports.records.attempt(attempt.id) is not None
    assert later is None
    assert embedder.asked == 1
    assert given[1:] == [None, None]


def test_what_fails_when_a_call_is_graded_again_is_told_too(tmp_path: Path) -> None:
    at = desk(tmp_path, recognizer=HearsInTime(MESSAGE))
    attempt, _ = graded(at)
    failing = Desk(replace(at.ports, embedder=Fails()), at.places, at.preferences, at.rubric)

    failing.regrade(attempt)

    assert failing.trouble_to_tell() == SENTENCE
    assert failing.trouble_to_tell() is None


def test_trouble_of_another_kind_is_not_taken_for_the_embedders() -> None:
    meaning = Meaning(ScriptedEmbedder())

    def broken(embed: Embed | None) -> None:
        raise NothingToCorrect("There is nothing.")

    with pytest.raises(PortError, match="There is nothing"):
        meaning.graded(broken)

    assert meaning.trouble_to_tell() is None
    assert meaning.graded(lambda embed: embed) is not None
