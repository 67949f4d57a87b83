"""The stage of a call: hands what begins to the screen, as messages, from any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from typing_extensions import override

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from simulator.call.effects import Effect
    from simulator.ports import Sound


class EffectBegan(Message):
    """The call does something."""

    def __init__(self, phase: str, effect: Effect, sound: Sound | None) -> None:
        super().__init__()
        self.phase = phase
        self.effect = effect
        self.sound = sound


class LevelHeard(Message):
    """The microphone's level; a newer one replaces one that nobody has seen."""

    def __init__(self, level: float) -> None:
        super().__init__()
        self.level = level

    @override
    def can_replace(self, message: Message) -> bool:
        return isinstance(message, LevelHeard)


class NoticeGiven(Message):
    """Something did not work; the call goes on."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class CallStage:
    """The Stage port on a screen."""

    def __init__(self, screen: MessagePump) -> None:
        self._screen = screen

    def began(self, phase: str, effect: Effect, sound: Sound | None) -> None:
        """An effect has begun."""
        self._screen.post_message(EffectBegan(phase, effect, sound))

    def level(self, level: float) -> None:
        """The microphone's level, 0 to 1."""
        self._screen.post_message(LevelHeard(level))

    def notice(self, sentence: str) -> None:
        """Something did not work."""
        self._screen.post_message(NoticeGiven(sentence))
