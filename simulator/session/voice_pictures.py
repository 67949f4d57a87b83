"""The picture of a voice in a kept call: its words as they were graded, and its recording."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from simulator.grading.correction import corrected
from simulator.grading.rubric import Rubric
from simulator.ports import Attempt, PortError
from simulator.session.grading_again import MessageLeft, spoken_message
from simulator.session.listening import own_sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.grading.acoustics.picture import VoicePicture

TYPED = "This message was typed, so there is no voice to draw. Speak your next one to see it here."
NO_MESSAGE = "No spoken message was left in this call, so there is no voice to draw."
NO_RECORDING = "the recording of this call is no longer on this computer, so they are not drawn."


class NothingToDraw(PortError):
    """There is no voice in the call. The message is a sentence for the rep."""


def voice_picture_of(
    attempt: Attempt, rubric: Rubric, stop: threading.Event | None = None
) -> VoicePicture:
    """What can be drawn of the graded message of a call. Blocks for up to 0.8 s a half minute.

    Once `stop` is set it gives up within a second.

    Raises:
        NothingToDraw: no message was spoken, or it was stopped.
        PortError: what is kept of the call cannot be read.
    """
    from simulator.grading.acoustics.curves import GivenUp
    from simulator.grading.acoustics.picture import voice_picture

    message = spoken_message(attempt, rubric)
    if message is None:
        was_typed = any(t.source == "typed" for t in attempt.transcripts.values())
        raise NothingToDraw(TYPED if was_typed else NO_MESSAGE)
    graded = message.heard
    if message.correction is not None:
        graded = corrected(graded, message.correction)
    try:
        return voice_picture(
            graded,
            _sound_of(attempt, message),
            attempt.scorecard.delivery.pace_over_time,
            rubric.reading.min_pause_seconds,
            lambda: stop is None or not stop.is_set(),
        )
    except GivenUp as given_up:
        raise NothingToDraw("The drawing was given up.") from given_up


def _sound_of(attempt: Attempt, message: MessageLeft) -> NDArray[np.float32] | str:
    """The samples of the take, or a sentence that says why there are none."""
    from simulator.sound.wav import BadWav

    path = attempt.folder / f"{message.take}.wav"
    try:
        return own_sound(path)
    except FileNotFoundError:
        return NO_RECORDING
    except (OSError, BadWav) as error:
        return f"the recording {path.name} cannot be read ({error}), so they are not drawn."
