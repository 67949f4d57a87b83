"""The same call line by line: for screen readers, pipes and scripts.

What is heard and what happens goes to standard error, a line each; the result goes to standard
output. Nothing is drawn over, nothing needs colour.
"""

from __future__ import annotations

import asyncio
import os
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TextIO

from simulator.call import Phase
from simulator.call import effects as fx
from simulator.grading.correction import NoWordsLeft
from simulator.grading.score import ChoiceMade, Criterion, Delivery, MessageHeard, Scorecard
from simulator.ports import Attempt, PortError, ScenarioFile, Sound
from simulator.scenario.control import without_control_characters
from simulator.scenario.model import Scenario
from simulator.session.desk import Desk
from simulator.session.grading_again import MessageLeft
from simulator.session.runner import Session
from simulator.wording import (
    CALLBACK,
    CORRECTED,
    ENDINGS,
    IN_DOUBT,
    NOTHING_WAS_HEARD,
    THIS_WAS_HEARD,
    best_in_words,
    figures_in_words,
    fixes,
    headline,
    made_in_words,
    marked_greeting,
    out_of_100,
    paces_in_words,
    quoted,
    verdict_word,
    words_and_doubts,
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


ASK = "Press Enter to grade this, or type the message as you said it:"
LOOK_SECONDS = 0.2
"""How often waiting for a line makes room for Ctrl+C, which Windows would not let through."""


class LineReader:
    """Hands the lines that the rep types to a session, and after the call to whoever asks."""

    def __init__(self, session: Session) -> None:
        """`session` is the call under way."""
        self._session = session
        self._is_over = threading.Event()
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def call_is_over(self) -> None:
        """What is typed from now on is an answer; what was typed before is none."""
        self._is_over.set()

    def next_line(self, unless: Callable[[], bool] = lambda: False) -> str | None:
        """Wait for the next line after the call.

        None where the input has ended, or once `unless` is so.
        """
        while not unless():
            with suppress(queue.Empty):
                return self._lines.get(timeout=LOOK_SECONDS)
        return None

    def start(self, file_number: int) -> None:
        """Read a file until it ends, which hangs up. Must be called on the event loop.

        The thread is left alone in the end: nothing else can end a wait for a key.
        """
        loop = asyncio.get_running_loop()

        def read() -> None:
            waiting = b""
            while data := os.read(file_number, READ_BYTES):
                *lines, waiting = (waiting + data).split(b"\n")
                for line in lines:
                    text = line.decode("utf-8", errors="replace").strip()
                    if self._is_over.is_set():
                        self._lines.put(text)
                    else:
                        _on(loop, partial(self.take, text))
            self._lines.put(None)
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


def as_said(
    desk: Desk,
    attempt: Attempt,
    file: ScenarioFile,
    stage: PlainStage,
    next_line: Callable[[], str | None],
) -> Attempt:
    """Tell what was heard and ask whether it was said; the attempt as it is then graded.

    Where no message was spoken, nothing is asked. A line that is empty, or none, is a yes.
    """
    message = desk.spoken_message(attempt)
    if message is None:
        return attempt
    for line in _heard_lines(message):
        stage.notice(line)
    while True:
        stage.notice(ASK)
        text = next_line()
        if not text:
            return attempt
        try:
            return desk.correct(attempt, text, file)
        except NoWordsLeft as error:
            stage.notice(str(error))
        except PortError as error:
            stage.notice(str(error))
            return attempt


def _heard_lines(message: MessageLeft) -> list[str]:
    runs = words_and_doubts(message.heard)
    doubts = [IN_DOUBT] if any(doubt for _, doubt in runs) else []
    heard = " ".join(text for text, _ in runs) or NOTHING_WAS_HEARD
    return [f"{THIS_WAS_HEARD}:", f"  {heard}", *doubts]


def result_lines(scorecard: Scorecard, scenario: Scenario) -> list[str]:
    """The scorecard in words: verdict, choices, message, criteria, and what to do next time.

    What was said or typed is quoted without the control characters that it may contain.
    """
    score = scorecard.score
    lines = [f"{headline(scorecard)}  {out_of_100(score.overall, 'of')}", ""]
    for choice in scorecard.choices:
        lines += choice_lines(choice, scenario)
    if scorecard.message is not None:
        lines += ["", *_message_lines(scorecard.message), ""]
        told = {line.what for line in scorecard.arithmetic if line.part == "where"}
        lines += [criterion_line(c) for c in scorecard.criteria.values() if c.title not in told]
        lines += sound_lines(scorecard.delivery)
    if score.would_call_back is not None:
        lines += ["", f"Would they call you back? {CALLBACK[score.would_call_back]}"]
    lines += coaching_lines(scorecard)
    if scorecard.choices:
        lines += ["", f"The arithmetic: rolecall explain {scorecard.attempt}"]
    return [without_control_characters(line) for line in lines]


def sound_lines(delivery: Delivery) -> list[str]:
    """How the message sounded, as far as it was measured, and what makes that doubtful."""
    figures = ", ".join(figures_in_words(delivery))
    sounded = [f"  How it sounded: {figures}"] if figures else []
    paces = paces_in_words(delivery)
    sounded += [f"  {paces}"] if paces else []
    return sounded + [f"  Mind: {warning}" for warning in delivery.warnings]


def _message_lines(message: MessageHeard) -> list[str]:
    if message.heard is None:
        return ["What was heard:", f"  {message.transcript or '(no words)'}"]
    heard = f"“{message.heard or NOTHING_WAS_HEARD}”"
    return ["What was said:", f"  {message.transcript}", f"  {CORRECTED} {heard}"]


def coaching_lines(scorecard: Scorecard) -> list[str]:
    """What was good, and what to do next time: why, about which words, and for example."""
    lines: list[str] = []
    if scorecard.coaching.praise:
        lines += ["", "What was good:"]
        for praise in scorecard.coaching.praise:
            lines.append(f"  - {praise.says} {quoted(praise.words)}".rstrip())
    told = fixes(scorecard)
    if told:
        lines += ["", "For next time:"]
    for fix in told:
        gain = f" ({fix.gain:g} points)" if fix.gain else ""
        lines.append(f"  - {fix.tip}{gain}")
        if fix.words:
            lines.append(f"    About: {quoted(fix.words)}")
        if fix.example:
            lines.append(f"    For example: “{fix.example}”")
    return lines


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
    shown = verdict_word(criterion)
    if criterion.measured is not None:
        shown = f"{criterion.measured:g} {criterion.unit}".strip()
    judged = {True: "good", False: "work on this", None: "not graded"}[criterion.passed]
    quoted = "; ".join(f"«{e.text}»" for e in criterion.evidence if e.text)
    return f"  {criterion.title}: {shown} ({judged})" + (f"  {quoted}" if quoted else "")
