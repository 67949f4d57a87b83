"""The child that speaks: pyttsx3 with our driver, or with the operating system's own voices.

Requests: `warm` (engine) and `render` (engine, profile, segments, path), which writes a WAV to the
path and answers with the seconds of each segment; `decode` reads a greeting that somebody has
recorded. One at a time: pyttsx3 is not made for threads.
There is news whenever something that takes long begins or is done.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.child import Refusal, Request, serve
from simulator.children import pyttsx3_driver
from simulator.children.sound_file import decode
from simulator.children.speech_engines import NATURAL_VOICE, NORMAL_WORDS_PER_MINUTE
from simulator.scenario.voice import VoiceProfile
from simulator.sound import joining, wav
from simulator.sound.line import line_effect, over_the_line
from simulator.sound.resample import resample
from simulator.sound.tones import SAMPLE_RATE_HZ

_PHONE_NUMBER = re.compile(r"(?<!\d)(?:\d{3}[-. ])?\d{3}[-. ]\d{4}(?!\d)")
_STILL_GOING_ON = ","
"""Spoken after a segment cut in mid-sentence, so that the voice does not fall as at an end."""


def warm(request: Request) -> None:
    """Load what takes time."""
    request.news()
    if request.params["engine"] != "system":
        pyttsx3_driver.engine_of(_voice_id(request.params["engine"], None))


def render(request: Request) -> dict[str, Any]:
    """Speak the segments, join them, put them on the line, and write the WAV."""
    params = request.params
    profile = VoiceProfile.model_validate_json(params["profile"])
    engine: str = params["engine"]
    texts: list[str] = params["segments"]
    with suppress(ImportError, OSError, RuntimeError, ValueError):
        warm(request)  # what fails here fails again, with its reason, when it should speak
    request.news()
    pieces: list[NDArray[np.float32]] = []
    with tempfile.TemporaryDirectory(prefix="rolecall-") as folder:
        for number, text in enumerate(texts):
            if request.stop.is_set():
                return {"stopped": True}
            is_last = number == len(texts) - 1
            path = Path(folder) / f"{number}.wav"
            _save(spoken_form(text, is_last=is_last), engine, profile, path)
            pieces.append(joining.trim(_read(path)))
            request.news(segment=number)
    whole, spans = joining.join(pieces, [joining.pause_seconds(text) for text in texts])
    effect = line_effect(profile.line, wide=engine == "espeak")
    Path(params["path"]).write_bytes(wav.encode(over_the_line(whole, effect)))
    return {"spans": spans, "seconds": len(whole) / SAMPLE_RATE_HZ}


def spoken_form(text: str, *, is_last: bool) -> str:
    """The text as an engine should read it: telephone numbers digit by digit."""

    def digits(found: re.Match[str]) -> str:
        return ", ".join(" ".join(group) for group in re.findall(r"\d+", found.group()))

    spoken = _PHONE_NUMBER.sub(digits, text)
    if not is_last and joining.pause_seconds(text) == 0:
        spoken += _STILL_GOING_ON
    return spoken


def _save(text: str, engine: str, profile: VoiceProfile, path: Path) -> None:
    """Speak one text into one file, through pyttsx3's public interface.

    Raises:
        Refusal: with the reason that pyttsx3 reports, or would have swallowed.
    """
    import pyttsx3

    errors: list[str] = []
    try:
        speaker = pyttsx3.init(None if engine == "system" else pyttsx3_driver.register())
        speaker.connect("error", lambda exception, **_: errors.append(str(exception)))
        for name, value in _properties(engine, profile, speaker).items():
            speaker.setProperty(name, value)
        speaker.save_to_file(text, str(path))
        speaker.runAndWait()
    except (ImportError, OSError, RuntimeError, ValueError, KeyError) as error:
        errors.append(str(error))
    if errors:
        raise Refusal(f"The voice «{profile.id}» cannot speak: {errors[0]}.")
    if not path.exists():
        raise Refusal(f"The voice «{profile.id}» wrote no sound.")


def _properties(engine: str, profile: VoiceProfile, speaker: Any) -> dict[str, Any]:
    if engine == "natural":
        rate = profile.natural.rate * NORMAL_WORDS_PER_MINUTE
        return {"voice": NATURAL_VOICE, "rate": rate, "pitch": profile.natural.pitch}
    if engine == "espeak":
        espeak = profile.espeak
        voice = _voice_id("espeak", profile)
        return {"voice": voice, "rate": espeak.words_per_minute, "pitch": espeak.pitch}
    chosen = _system_voice(profile.system.prefer, speaker.getProperty("voices"))
    rate = profile.system.words_per_minute
    return {"rate": rate} if chosen is None else {"voice": chosen, "rate": rate}


def _voice_id(engine: str, profile: VoiceProfile | None) -> str:
    if engine == "natural":
        return NATURAL_VOICE
    return profile.espeak.voice if profile is not None else "en-us"


def _system_voice(prefer: Sequence[str], voices: Sequence[Any]) -> str | None:
    """The id of the first preferred voice that is installed, or None: the system's default."""
    for wanted in prefer:
        for voice in voices:
            if wanted.casefold() in str(voice.name).casefold():
                return str(voice.id)
    return None


def _read(path: Path) -> NDArray[np.float32]:
    """Read what an engine wrote (macOS writes AIFF, whatever the name says)."""
    try:
        samples, rate_hz = wav.decode(path.read_bytes())
    except wav.BadWav:
        import soundfile

        frames, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
        samples = np.asarray(frames.mean(axis=1), np.float32)
    return resample(samples, rate_hz, SAMPLE_RATE_HZ)


def main() -> None:
    """Serve until the parent is gone."""
    serve({"warm": warm, "render": render, "decode": decode}, one_at_a_time=True)


if __name__ == "__main__":
    main()
