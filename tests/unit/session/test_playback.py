"""Listening closely to one sound: pause, go on, jump."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from typing_extensions import override

from simulator.adapters.player_silent import SilentPlayer
from simulator.ports import Caption, PortError, Sound
from simulator.session.playback import Playback

STARTS = (0.0, 3.0, 7.0)
WORDS = Sound(None, 10.0, tuple(Caption("word", float(i), i + 0.8) for i in range(10)))


@dataclass
class Clock:
    """Goes when it is told to."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class TracingPlayer(SilentPlayer):
    """Plays until it is stopped, and remembers from where."""

    from_seconds: list[float] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    fails: bool = False
    started: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    @override
    def play(self, sound: Sound, from_seconds: float, stop: threading.Event) -> None:
        if self.fails:
            raise PortError("The speaker is gone.")
        self.from_seconds.append(from_seconds)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.started.release()
        stop.wait(5)
        self.at_once -= 1


def playback(*, fails: bool = False) -> tuple[Playback, TracingPlayer, Clock]:
    player, clock = TracingPlayer(fails=fails), Clock()
    return Playback(player, WORDS, clock), player, clock


def test_it_begins_silent_plays_and_pauses_where_it_is() -> None:
    heard, player, clock = playback()
    assert (heard.is_playing, heard.position_seconds) == (False, 0.0)
    heard.play()
    clock.seconds += 4.5
    assert (heard.is_playing, heard.position_seconds) == (True, 4.5)
    heard.toggle()
    clock.seconds += 60
    assert (heard.is_playing, heard.position_seconds) == (False, 4.5)
    assert player.started.acquire(timeout=5)


def test_it_goes_on_from_the_beginning_of_the_word() -> None:
    heard, player, clock = playback()
    heard.play()
    assert player.started.acquire(timeout=5)
    clock.seconds += 4.5
    heard.pause()
    heard.toggle()
    assert player.started.acquire(timeout=5)
    assert player.from_seconds == [0.0, 4.0]
    assert heard.position_seconds == 4.0
    heard.close()


def test_once_it_is_over_it_plays_again_from_the_start() -> None:
    heard, player, clock = playback()
    heard.play()
    assert player.started.acquire(timeout=5)
    clock.seconds += 30
    assert (heard.is_over, heard.is_playing, heard.position_seconds) == (True, False, 10.0)
    heard.play()
    assert player.started.acquire(timeout=5)
    assert player.from_seconds == [0.0, 0.0]
    heard.close()


def test_a_jump_goes_on_playing_and_two_are_never_heard_at_once() -> None:
    heard, player, _ = playback()
    heard.play()
    for seconds in (5.2, 8.0, -3.0, 99.0, 2.0):
        assert player.started.acquire(timeout=5)
        heard.jump(seconds)
        if seconds > 10:  # to the end: nothing is left to be heard
            heard.play()
    assert player.started.acquire(timeout=5)
    assert heard.is_playing
    assert player.from_seconds == [0.0, 5.0, 8.0, 0.0, 0.0, 2.0]
    assert player.most_at_once == 1
    heard.close()


def test_a_jump_while_it_is_silent_stays_silent() -> None:
    heard, player, _ = playback()
    heard.jump(5.0)
    assert (heard.is_playing, heard.position_seconds) == (False, 5.0)
    assert player.from_seconds == []


def test_sentences_are_jumped_over_in_both_directions() -> None:
    heard, _, _ = playback()
    heard.jump(4.5)
    heard.jump_over(STARTS, -1)
    assert heard.position_seconds == 3.0, "the beginning of its own sentence first"
    heard.jump_over(STARTS, -1)
    assert heard.position_seconds == 0.0
    heard.jump_over(STARTS, -1)
    assert heard.position_seconds == 0.0
    heard.jump_over(STARTS, 2)
    assert heard.position_seconds == 7.0
    heard.jump_over(STARTS, 1)
    assert heard.is_over
    heard.jump_over((), 1)
    assert heard.is_over


def test_a_speaker_that_fails_is_said_and_the_words_go_on() -> None:
    heard, _, clock = playback(fails=True)
    heard.play()
    for _ in range(500):
        if heard.trouble:
            break
        threading.Event().wait(0.01)
    clock.seconds += 2
    assert heard.trouble == "The speaker is gone."
    assert heard.position_seconds == 2.0
