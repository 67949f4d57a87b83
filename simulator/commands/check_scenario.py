"""Check scenario files against voices, and against one another; then say what could be better."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.scenario.problem import Problem, ProblemsFound

if TYPE_CHECKING:
    from simulator.ports import ScenarioFile
    from simulator.scenario.style import StyleRule


class ScenarioCheck:
    """Checks scenarios with the voices and scenarios at hand, those given, and one another."""

    def __init__(self, voice_files: Sequence[Path]) -> None:
        from simulator.adapters.scenario_files import load_voice
        from simulator.bootstrap import library

        self._at_hand = library()
        # A voice whose file is faulty is reported there, not again in each scenario that uses it.
        self._voices = {*self._at_hand.voices(), *(path.stem for path in voice_files)}
        for path in voice_files:
            with contextlib.suppress(ProblemsFound):
                self._voices.add(load_voice(path).id)
        self._taken: dict[str, str] = {}
        self._files: dict[Path, ScenarioFile] = {}
        self._rules: tuple[StyleRule, ...] = ()

    def check(self, path: Path) -> None:
        """Look for what has to be corrected.

        Raises:
            ProblemsFound: with all of it.
        """
        from simulator.adapters.scenario_files import load_scenario

        file = load_scenario(path, self._voices, self._taken)
        self._taken[file.scenario.id] = str(path)
        self._files[path] = file

    def warnings(self, path: Path) -> tuple[Problem, ...]:
        """What could be better in a file that was checked before, and is a scenario that is right.

        To be asked once all files have been checked.
        """
        from simulator.adapters.scenario_files import read_text
        from simulator.scenario.marked_yaml import read
        from simulator.scenario.style import warnings

        if path not in self._files:
            return ()
        self._rules = self._rules or self._all_rules()
        marked = read(read_text(path), str(path))
        return warnings(self._files[path].variants, self._rules, marked)

    def _all_rules(self) -> tuple[StyleRule, ...]:
        from simulator.grading.registry import installed
        from simulator.grading.rubric import default_rubric
        from simulator.grading.style import message_rules
        from simulator.scenario.style import style_rules

        files = (*self._at_hand.scenarios(), *self._files.values())
        others = {file.scenario.id: file.scenario for file in files}
        return (*style_rules(others), *message_rules(default_rubric(), installed()))
