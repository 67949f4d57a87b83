"""The same call line by line: for screen readers, pipes and scripts.

What is heard and what happens goes to standard error, a line each; the result goes to standard
output. Nothing is drawn over, nothing needs colour.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TextIO

from simulator.call import Phase
from simulator.call import effects as fx
from simulator.grading.score import ChoiceMade, Criterion, Scorecard
from simulator.ports import Sound
from simulator.scenario.control import without_control_characters
from simulator.scenario.model import Scenario
from simulator.session.runner import Session
from simulator.wording import (
    CALLBACK,
    ENDINGS,
    NOT_JUDGED,
    STATES,
    advice,
    best_in_words,
    headline,
    made_in_words,
    marked_greeting,
)


class PlainStage:
    """A Stage that writes lines."""

    def __init__(self, out: TextIO) -> None:
        """`out` is where the call is told."""
        self._out = out

    def began(self, phase: str, effect: fx.Effect, sound: Sound | None) -> None:  # noqa: ARG002 - Stage
        """Tell what is going on."""
        if sound is not None:
            self._tell(f'"{" ".join(caption.text for caption in sound.captions)}"')
        line = _in_words(effect)
        if line:
            self._tell(line)

    def level(self, level: float) -> None:
        """Nothing: a meter makes no sense in lines."""

    def notice(self, sentence: str) -> None:
        """Tell what did not work."""
        self._tell(sentence)

    def _tell(self, line: str) -> None:
        self._out.write(f"{without_control_characters(line)}\n")
        self._out.flush()


def _in_words(effect: fx.Effect) -> str:
    """What has begun; what is spoken has its captions instead."""
    match effect:
        case fx.Ring():
            return "Ringing ..."
        case fx.Beep():
            return "Beep."
        case fx.Record(max_seconds=seconds):
            return f"Recording; this mailbox takes {seconds:.0f} seconds."
        case fx.Listen():
            return "Your turn: say whom you want to speak to."
        case fx.SoundKey(key=key):
            return f"You press {key}."
        case fx.End(reason=reason):
            return ENDINGS[reason]
        case _:
            return ""


def _on(loop: asyncio.AbstractEventLoop, do: Callable[[], None]) -> None:
    with suppress(RuntimeError):  # the call is over and its loop closed
        loop.call_soon_threadsafe(do)


READ_BYTES = 4096
KEYS = frozenset("0123456789*#")
HOW_TO = (
    "Type keys (such as 0#) and press Enter at any time; h hangs up. After the beep, speak, then "
    "press Enter alone to hang up."
)
HOW_TO_TYPED = (
    "Type keys (such as 0#) and press Enter at any time; h hangs up. After the beep, type your "
    "message in one line."
)


class LineReader:
    """Hands the lines that the rep types to a session."""

    def __init__(self, session: Session) -> None:
        """`session` is the call under way."""
        self._session = session

    def start(self, file_number: int) -> None:
        """Read a file until it ends, which hangs up. Must be called on the event loop.

        The thread is left alone when the call is over: nothing else can end a wait for a key.
        """
        loop = asyncio.get_running_loop()

        def read() -> None:
            waiting = b""
            while data := os.read(file_number, READ_BYTES):
                *lines, waiting = (waiting + data).split(b"\n")
                for line in lines:
                    text = line.decode("utf-8", errors="replace").strip()
                    _on(loop, partial(self.take, text))
            _on(loop, self._session.hang_up)

        threading.Thread(target=read, name="typed lines", daemon=True).start()

    def take(self, line: str) -> None:
        """Do what one line says."""
        session = self._session
        phase = session.phase
        if line and set(line) <= KEYS:
            for key in line:
                session.press(key)
        elif line.lower() in {"h", "hang up"} or (not line and phase is Phase.RECORDING):
            session.hang_up()
        elif line and session.is_typed and phase in {Phase.RECORDING, Phase.TALKING}:
            session.type(line)
        elif not line and not session.is_typed:
            session.done_speaking()


def result_lines(scorecard: Scorecard, scenario: Scenario) -> list[str]:
    """The scorecard in words: verdict, choices, message, criteria, and what to do next time.

    What was said or typed is quoted without the control characters that it may contain.
    """
    score = scorecard.score
    lines = [f"{headline(scorecard)}  {score.overall:.0f} of 100", ""]
    for choice in scorecard.choices:
        lines += choice_lines(choice, scenario)
    if scorecard.message is not None:
        lines += ["", "What was heard:", f"  {scorecard.message.transcript or '(no words)'}", ""]
        told = {line.what for line in scorecard.arithmetic if line.part == "where"}
        lines += [criterion_line(c) for c in scorecard.criteria.values() if c.title not in told]
    if scorecard.message is not None:
        lines += ["", NOT_JUDGED]
    if score.would_call_back is not None:
        lines += ["", f"Would they call you back? {CALLBACK[score.would_call_back]}"]
    fixes = advice(scorecard)
    if fixes:
        lines += ["", "For next time:", *(f"  - {fix}" for fix in fixes)]
    if scorecard.choices:
        lines += ["", f"The arithmetic: rolecall explain {scorecard.attempt}"]
    return [without_control_characters(line) for line in lines]


def choice_lines(choice: ChoiceMade, scenario: Scenario) -> list[str]:
    """One decision: what was done, the greeting with its cue, what would have been best, why."""
    lines = [
        f"Where: you {made_in_words(choice.made)}: {choice.verdict}.",
        f"  {marked_greeting(scenario, choice.line)}",
    ]
    if choice.verdict != "best":
        lines.append(f"  Best here: {best_in_words(choice.best)}.")
    lines.append(f"  {choice.why}  (rule {choice.rule})")
    if choice.note:
        lines.append(f"  {choice.note}")
    return lines


def criterion_line(criterion: Criterion) -> str:
    """One criterion with its state and its evidence."""
    shown = STATES[criterion.state]
    if criterion.measured is not None:
        shown = f"{criterion.measured:g} {criterion.unit}".strip()
    judged = {True: "good", False: "work on this", None: "not graded"}[criterion.passed]
    quoted = "; ".join(f"«{e.text}»" for e in criterion.evidence if e.text)
    return f"  {criterion.title}: {shown} ({judged})" + (f"  {quoted}" if quoted else "")
