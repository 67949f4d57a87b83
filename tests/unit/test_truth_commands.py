"""Write it down, and the inbox, line by line: for screen readers, pipes and scripts."""

from __future__ import annotations

import io
import json
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from typing_extensions import override

from simulator.adapters.player_silent import SilentPlayer
from simulator.commands.errors import BadInput
from simulator.commands.inbox import hear
from simulator.commands.typed_lines import TypedLines
from simulator.commands.writedown import write_down
from simulator.ports import PortError, Sound
from simulator.practice.self_rating import SelfRating
from tests.tui.fakes import Setup, set_up
from tests.tui.messages_left import leave

OWN_FIRST = 2
"""A seed with which one's own message is the first of two."""


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return set_up(tmp_path)


def typing(monkeypatch: pytest.MonkeyPatch, *lines: str) -> TypedLines:
    """A keyboard at which these lines were typed, and then no more."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return TypedLines()


class HeldKeyboard(TypedLines):
    """Gives its next line when the test says so."""

    def __init__(self, *lines: str) -> None:
        self.given = list(lines)
        self.is_over = False
        self.go_on = threading.Event()

    @override
    def wait(self) -> str | None:
        return self.given.pop(0)

    @override
    def look(self, at_most_seconds: float) -> tuple[str, ...]:
        return (self.given.pop(0),) if self.go_on.wait(at_most_seconds) else ()


def test_a_number_typed_right_passes(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leave(setup.desk)
    lines = typing(monkeypatch, "", "617 555 0177")
    assert write_down(setup.desk, None, lines, as_json=False) == 0
    told = capsys.readouterr()
    assert "You wrote 617-555-0177: that is the number." in told.out
    assert "Take a pen." in told.err
    assert setup.player.played == [""]
    assert "617" not in told.err


def test_a_number_typed_wrong_does_not_and_the_first_time_stays(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leave(setup.desk)
    lines = typing(monkeypatch, "", "no idea", "617 555 0117", "", "q")
    assert write_down(setup.desk, "a1", lines, as_json=False) == 1
    told = capsys.readouterr()
    assert "the 9th digit: you wrote 1, it is 7" in told.out
    assert "Type the digits that you heard" in told.err

    assert write_down(setup.desk, "a1", typing(monkeypatch, "q"), as_json=False) == 1
    again = capsys.readouterr()
    assert "what you wrote the first time stays" in again.err
    assert "the 9th digit" in again.out


def test_a_number_is_given_to_scripts_as_json(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leave(setup.desk)
    assert write_down(setup.desk, None, typing(monkeypatch, "", "617"), as_json=True) == 1
    shape = json.loads(capsys.readouterr().out)
    assert (shape["schema_version"], shape["attempt"], shape["digits"]) == (1, "a1", "617")
    assert shape["right"] is False


@pytest.mark.parametrize("typed", [(), ("",)])
def test_without_a_keyboard_nothing_is_kept(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...]
) -> None:
    leave(setup.desk)
    with pytest.raises(BadInput, match="no keyboard"):
        write_down(setup.desk, None, typing(monkeypatch, *typed), as_json=False)
    assert setup.desk.ports.records.number_written("a1") is None


def test_a_call_without_a_spoken_number_is_refused_with_a_sentence(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(setup.desk, is_typed=True)
    with pytest.raises(BadInput, match="You typed this message"):
        write_down(setup.desk, None, typing(monkeypatch, ""), as_json=False)


def test_without_a_speaker_there_is_no_test_of_the_ear(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(setup.desk)
    setup.desk.ports = replace(setup.desk.ports, player=SilentPlayer())
    with pytest.raises(PortError, match="No speaker was found"):
        write_down(setup.desk, None, typing(monkeypatch, ""), as_json=False)


def test_a_speaker_that_fails_is_not_held_against_the_rep(setup: Setup) -> None:
    leave(setup.desk)
    was_tried = threading.Event()

    def lost(sound: Sound, from_seconds: float, stop: threading.Event) -> None:
        was_tried.set()
        raise PortError("The speaker is gone.")

    class Slow(HeldKeyboard):
        @override
        def wait(self) -> str | None:
            if len(self.given) == 1:
                was_tried.wait(5)
                for thread in threading.enumerate():
                    if thread.name == "playback":
                        thread.join(5)
            return super().wait()

    setup.player.play = lost  # type: ignore[method-assign]
    with pytest.raises(PortError, match="speaker is gone"):
        write_down(setup.desk, None, Slow("", "617"), as_json=False)
    assert setup.desk.ports.records.number_written("a1") is None


def test_an_inbox_is_heard_by_lines_and_told_at_the_end(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leave(setup.desk, rating=SelfRating(True, 80))
    assert hear(setup.desk, typing(monkeypatch, "", "x", "d", "D"), as_json=False) == 0
    told = capsys.readouterr()
    assert "Message 2 of 2." in told.err
    assert "d and Enter deletes it." in told.err
    assert "You deleted yourself at 0:00." in told.out
    assert "You had said yes, 80 % sure. It was graded 71 of 100." in told.out
    assert [h.decision for h in setup.desk.ports.records.hearings()] == ["delete", "delete"]


def test_words_come_as_they_are_said(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("simulator.session.inbox.secrets.randbelow", lambda _: OWN_FIRST)
    leave(setup.desk, said="Hi Ines. You moved labs. Call me on 617 555 0177 some time soon.")
    keyboard = HeldKeyboard("", "", "")
    ended: list[int] = []
    listening = threading.Thread(
        target=lambda: ended.append(hear(setup.desk, keyboard, as_json=True))
    )
    listening.start()
    said = ""
    for _ in range(200):
        said += capsys.readouterr().err
        if "You moved labs." in said:
            break
        listening.join(0.05)
    keyboard.go_on.set()
    listening.join(10)
    assert ended == [0]
    assert "\n  Hi Ines.\n  You moved labs." in said
    heard = setup.desk.ports.records.hearings()
    assert heard[0].at_seconds >= 0.8  # the second sentence begins with the third word
    assert [h.decision for h in heard] == ["keep", "keep"]


def test_an_inbox_that_is_left_early_keeps_what_was_decided(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leave(setup.desk)
    assert hear(setup.desk, typing(monkeypatch, "", "k"), as_json=True) == 0
    told = capsys.readouterr()
    assert "The rest was not heard" in told.err
    [message] = json.loads(told.out)["messages"]
    assert (message["place"], message["decision"]) == (1, "keep")
    assert len(setup.desk.ports.records.hearings()) == 1


def test_without_a_keyboard_no_message_is_played(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leave(setup.desk)
    assert hear(setup.desk, typing(monkeypatch), as_json=False) == 0
    assert setup.player.played == []
    assert capsys.readouterr().out == ""


def test_an_empty_inbox_says_why(
    setup: Setup, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hear(setup.desk, typing(monkeypatch), as_json=False) == 0
    assert "leave a message first" in capsys.readouterr().out
    assert hear(setup.desk, typing(monkeypatch), as_json=True) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["messages"] == []
    assert "leave a message first" in shape["why_empty"]
