from __future__ import annotations

import wave
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from simulator.child import Refusal, Request
from simulator.children import pyttsx3_driver, voice
from simulator.children.speech_engines import Delivery
from simulator.children.voice import render, spoken_form, warm
from simulator.scenario.voice import EspeakVoice, NaturalVoice, SystemVoice, VoiceProfile
from simulator.sound import wav

BILL = VoiceProfile(
    id="bill",
    description="somebody",
    natural=NaturalVoice(pitch=0.9, rate=0.8),
    espeak=EspeakVoice(voice="en-us+m7", pitch=20, words_per_minute=140),
    system=SystemVoice(prefer=("Fred", "David")),
)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Call 617-555-0142 now.", "Call 6 1 7, 5 5 5, 0 1 4 2 now."),
        ("555-0142.", "5 5 5, 0 1 4 2."),
        ("617.555.0142!", "6 1 7, 5 5 5, 0 1 4 2!"),
        ("Press 0, or wait 30 seconds.", "Press 0, or wait 30 seconds."),
        ("In 2024-2025.", "In 2024-2025."),
    ],
)
def test_telephone_numbers_are_spoken_digit_by_digit(text: str, spoken: str) -> None:
    assert spoken_form(text, is_last=True) == spoken


@pytest.mark.parametrize(
    ("text", "is_last", "spoken"),
    [("I am", False, "I am,"), ("I am", True, "I am"), ("I am.", False, "I am."),
     ("first,", False, "first,")],
)  # fmt: skip
def test_the_voice_does_not_fall_where_a_sentence_goes_on(
    text: str, is_last: bool, spoken: str
) -> None:
    assert spoken_form(text, is_last=is_last) == spoken


class Buzz:
    """An engine that answers every text with a tone, a tenth of a second a letter."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Delivery]] = []

    def synthesise(self, text: str, delivery: Delivery) -> tuple[bytes, int]:
        self.asked.append((text, delivery))
        if "impossible" in text:
            raise ValueError("it is impossible")
        times = np.arange(round(len(text) * 0.1 * 8000)) / 8000
        return wav.to_pcm(
            (0.5 * np.sin(2 * np.pi * 700 * times)).astype(np.float32)
        ).tobytes(), 8000


@pytest.fixture
def buzz(monkeypatch: pytest.MonkeyPatch) -> Buzz:
    engine = Buzz()
    monkeypatch.setattr(pyttsx3_driver, "_ENGINES", {"natural": engine, "espeak": engine})
    return engine


def asked(path: Path, engine: str, *segments: str) -> Request:
    params = {
        "engine": engine,
        "profile": BILL.model_dump_json(),
        "segments": list(segments),
        "path": str(path),
    }
    return Request(params, lambda _: None)


def test_segments_are_spoken_one_by_one_and_joined(buzz: Buzz, tmp_path: Path) -> None:
    answer = render(asked(tmp_path / "out.wav", "espeak", "Hello.", "I am", "away."))

    assert [text for text, _ in buzz.asked] == ["Hello.", "I am,", "away."]
    (_, first), (_, second), (_, third) = answer["spans"]
    assert first == pytest.approx(0.15 + 0.6, abs=0.02)
    assert second == pytest.approx(first + 0.3 + 0.5, abs=0.02)
    assert third == pytest.approx(second + 0.5 + 0.2, abs=0.02) == answer["seconds"]
    with wave.open(str(tmp_path / "out.wav")) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(answer["seconds"])


def test_there_is_news_before_and_after_loading_and_after_every_segment(
    buzz: Buzz, tmp_path: Path
) -> None:
    happened: list[object] = []
    request = asked(tmp_path / "out.wav", "espeak", "Hello.", "World.")
    request = Request(request.params, lambda sent: happened.append(sent["news"]))

    render(request)

    assert happened == [{}, {}, {"segment": 0}, {"segment": 1}]


def test_an_engine_that_cannot_be_loaded_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("the voice's file is damaged")

    monkeypatch.setattr(pyttsx3_driver, "_ENGINES", {})
    monkeypatch.setattr(pyttsx3_driver, "_MAKERS", {"espeak": fail})
    with pytest.raises(Refusal, match="the voice's file is damaged"):
        render(asked(tmp_path / "out.wav", "espeak", "Hello."))


def test_espeak_speaks_as_the_person_does(buzz: Buzz, tmp_path: Path) -> None:
    render(asked(tmp_path / "out.wav", "espeak", "Hello."))
    assert buzz.asked[0][1] == Delivery("en-us+m7", words_per_minute=140, pitch=20, volume=1.0)


def test_the_natural_voice_speaks_as_the_person_does(buzz: Buzz, tmp_path: Path) -> None:
    render(asked(tmp_path / "out.wav", "natural", "Hello."))
    assert buzz.asked[0][1] == Delivery("natural", words_per_minute=140, pitch=0.9, volume=1.0)


def test_an_error_that_pyttsx3_swallows_is_a_refusal(buzz: Buzz, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="«bill» cannot speak: it is impossible"):
        render(asked(tmp_path / "out.wav", "espeak", "An impossible text."))
    assert not (tmp_path / "out.wav").exists()


def test_after_an_error_the_next_text_is_spoken(buzz: Buzz, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        render(asked(tmp_path / "out.wav", "espeak", "An impossible text."))
    assert render(asked(tmp_path / "out.wav", "espeak", "Hello."))["seconds"] > 0.5


def test_a_stopped_rendering_speaks_no_more(buzz: Buzz, tmp_path: Path) -> None:
    request = asked(tmp_path / "out.wav", "espeak", "Hello.", "World.")
    request.stop.set()
    assert render(request) == {"stopped": True}
    assert buzz.asked == []


def test_warming_loads_the_engine_and_says_nothing(
    buzz: Buzz, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyttsx3_driver, "_ENGINES", {})
    monkeypatch.setattr(pyttsx3_driver, "_MAKERS", {"natural": lambda: buzz, "espeak": Buzz})
    for engine in ("natural", "espeak", "system"):
        warm(Request({"engine": engine}, lambda _: None))
    assert pyttsx3_driver._ENGINES["natural"] is buzz
    assert set(pyttsx3_driver._ENGINES) == {"natural", "espeak"}


class SystemSpeaker:
    """What pyttsx3 hands out for the system's own voices."""

    def __init__(self, frames: np.ndarray[Any, Any] | None) -> None:
        self.set: dict[str, Any] = {}
        self._frames = frames

    def connect(self, topic: str, callback: object) -> None:
        assert topic == "error"

    def getProperty(self, name: str) -> list[SimpleNamespace]:  # noqa: N802 - pyttsx3's name
        assert name == "voices"
        return [SimpleNamespace(id=f"id-{n}", name=n) for n in ("Anna", "Microsoft David Desktop")]

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802 - pyttsx3's name
        self.set[name] = value

    def save_to_file(self, text: str, filename: str) -> None:
        import soundfile

        if self._frames is not None:
            soundfile.write(filename, self._frames, 22050, format="AIFF")

    def runAndWait(self) -> None:  # noqa: N802 - pyttsx3's name
        pass


def test_a_system_voice_is_chosen_by_name_and_its_aiff_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker = SystemSpeaker(np.sin(np.arange(22050) / 9))
    monkeypatch.setattr("pyttsx3.init", lambda name: speaker)

    answer = render(asked(tmp_path / "out.wav", "system", "Hello."))

    assert speaker.set == {"voice": "id-Microsoft David Desktop", "rate": 170}
    assert answer["seconds"] == pytest.approx(1.35, abs=0.05)


def test_without_a_preferred_voice_the_system_chooses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker = SystemSpeaker(np.sin(np.arange(22050) / 9))
    monkeypatch.setattr(speaker, "getProperty", lambda name: [])
    monkeypatch.setattr("pyttsx3.init", lambda name: speaker)
    render(asked(tmp_path / "out.wav", "system", "Hello."))
    assert speaker.set == {"rate": 170}


def test_an_engine_that_writes_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pyttsx3.init", lambda name: SystemSpeaker(None))
    with pytest.raises(Refusal, match="wrote no sound"):
        render(asked(tmp_path / "out.wav", "system", "Hello."))


def test_a_system_without_voices_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str | None) -> None:
        raise RuntimeError("libespeak.so is missing")

    monkeypatch.setattr("pyttsx3.init", fail)
    with pytest.raises(Refusal, match=r"libespeak\.so is missing"):
        render(asked(tmp_path / "out.wav", "system", "Hello."))


def test_the_driver_speaks_to_files_only(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyttsx3

    speaker = pyttsx3.init(pyttsx3_driver.register())
    errors: list[BaseException] = []
    speaker.connect("error", lambda exception, **_: errors.append(exception))
    speaker.say("Hello.")
    speaker.runAndWait()
    assert "only saves to files" in str(errors[0])


def test_the_driver_follows_pyttsx3s_protocol(buzz: Buzz, tmp_path: Path) -> None:
    import pyttsx3

    speaker = pyttsx3.init(pyttsx3_driver.register())
    heard: list[str] = []
    speaker.connect("started-utterance", lambda name: heard.append(f"started {name}"))
    speaker.connect("finished-utterance", lambda name, completed: heard.append(f"done {completed}"))
    errors: list[BaseException] = []
    speaker.connect("error", lambda exception, **_: errors.append(exception))
    for number in range(3):
        speaker.save_to_file("Hello.", str(tmp_path / f"{number}.wav"), f"n{number}")
    speaker.setProperty("colour", "red")
    speaker.runAndWait()

    assert sorted(p.name for p in tmp_path.iterdir()) == ["0.wav", "1.wav", "2.wav"]
    assert heard == [
        "started n0",
        "done True",
        "started n1",
        "done True",
        "started n2",
        "done True",
    ]
    assert [type(e) for e in errors] == [KeyError]
    assert speaker.getProperty("rate") > 0

    speaker.startLoop(useDriverLoop=False)
    speaker.save_to_file("More.", str(tmp_path / "more.wav"))
    speaker.iterate()
    speaker.endLoop()
    speaker.stop()
    assert (tmp_path / "more.wav").exists()


def test_a_child_that_speaks_serves_its_two_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    served: dict[str, Any] = {}
    monkeypatch.setattr(voice, "serve", served.update)
    voice.main()
    assert set(served) == {"warm", "render", "decode", "one_at_a_time"}
