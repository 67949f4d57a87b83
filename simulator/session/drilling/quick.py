"""Greeting after greeting: each is spoken, decided by a key, and judged at once."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event as Signal
from typing import TYPE_CHECKING

from typing_extensions import override

from simulator.practice import quick_summary
from simulator.practice.quick_choice import (
    Greeting,
    cues_on,
    evidence_of_choice,
    judged,
    offered,
    told,
    words_that_tell,
)
from simulator.session.drilling.run import Run
from simulator.session.greeting import greeting_sound

if TYPE_CHECKING:
    from simulator.grading.score import ChoiceMade
    from simulator.ports import ScenarioFile, Sound
    from simulator.practice.evidence import Evidence
    from simulator.practice.quick_summary import QuickSummary
    from simulator.practice.sections import Summary
    from simulator.practice.series import Item, Series
    from simulator.scenario.model import Made


@dataclass(frozen=True, slots=True)
class ToDecide:
    """One greeting, ready to be heard. `made` is what can be decided; `trouble` why it is silent.

    `prospect` is whom the rep wants to reach, and `brief` how they came to this number: who does
    not know that cannot decide anything.
    """

    place: int
    greeting: Greeting
    sound: Sound
    made: tuple[Made, ...]
    prospect: str
    brief: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class DecidedNow:
    """What a decision was worth, in words: the verdict, the greeting with its deciding words, why.

    `trouble` is what did not work when it was kept, or "".
    """

    choice: ChoiceMade
    verdict: str
    words: str
    why: str
    trouble: str = ""


class QuickChoice(Run):
    """A run of quick choices. Its methods block."""

    @override
    def fits(self, item: Item, file: ScenarioFile) -> bool:
        line = file.scenario.lines.get(item.line)
        return line is not None and line.choice is not None

    def prepare(self, place: int, stop: Signal) -> ToDecide | None:
        """Make a greeting ready to be heard; None where its file is gone."""
        file = self.file_at(place)
        if file is None:
            return None
        line, trouble = self.series.items[place].line, list[str]()
        sound = greeting_sound(file, line, self.desk.ports.voice, stop, trouble.append)
        scenario = file.scenario
        greeting = Greeting(scenario, file.variant, line, sound.seconds, sound.cue_end_seconds)
        prospect = f"{scenario.prospect.name}, {scenario.prospect.company}"
        made, brief = offered(scenario, line), " ".join(scenario.brief.split())
        return ToDecide(place, greeting, sound, made, prospect, brief, " ".join(trouble))

    def decide(self, heard: ToDecide, made: Made | None, at_seconds: float) -> DecidedNow:
        """Judge a decision and keep it; `made` is None where there was none in time.

        `at_seconds` counts from the beginning of the greeting.
        """
        greeting, rubric = heard.greeting, self.desk.rubric
        choice = judged(greeting, made, at_seconds, rubric)
        if choice is None:
            raise ValueError(f"{greeting.line} asks for no decision")
        done = self.done_now(heard.place)
        twins = (file.scenario for file in self._twins(greeting.scenario.id))
        trouble = self.add(evidence_of_choice(greeting, choice, rubric, done, twins))
        words = words_that_tell(greeting.scenario, greeting.line)
        why = f"{' '.join(choice.why.split())} (rule {choice.rule})"
        return DecidedNow(choice, told(choice), words, why, trouble)

    @override
    def summary(self) -> Summary:
        earlier = self.run_before()
        before = None if earlier is None else self._counted(*earlier)
        return quick_summary.told(self._counted(self.series, self.done), before, self.number)

    def _counted(self, series: Series, done: tuple[Evidence, ...]) -> QuickSummary:
        """A run counted by the signs of its items, where their files are still at hand."""
        files = self._files()
        items = dict(enumerate(series.items))
        played = {one.place: items[one.place] for one in done if one.place in items}
        found = {place: (item, self.file_of(item, files)) for place, item in played.items()}
        cues = {
            place: cues_on(item.line, file.scenario)
            for place, (item, file) in found.items()
            if file is not None
        }
        return quick_summary.quick_summary(done, cues)

    def _twins(self, scenario_id: str) -> list[ScenarioFile]:
        files = self._files()
        one = files.get(scenario_id)
        twin_of = None if one is None else one.listing.twin_of
        return [
            file
            for id_, file in files.items()
            if id_ == twin_of or file.listing.twin_of == scenario_id
        ]
