"""Check scenario files against voices, and against one another; then say what could be better."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.scenario.problem import Problem, ProblemsFound

if TYPE_CHECKING:
    from simulator.ports import ScenarioFile
    from simulator.scenario.style import StyleRule


MOST_GRADED: Final = 60
"""The example messages of so many variants are graded in well under a second."""


class ScenarioCheck:
    """Checks scenarios with the voices and scenarios at hand, those given, and one another.

    Where there are more than `MOST_GRADED` variants, the example messages of each scenario's first
    one are graded, unless `grades_all`.
    """

    def __init__(self, voice_files: Sequence[Path], *, grades_all: bool = False) -> None:
        from simulator.adapters.scenario_files import load_voice
        from simulator.bootstrap import library

        self._at_hand = library()
        # A voice whose file is faulty is reported there, not again in each scenario that uses it.
        self._voices = {*self._at_hand.voices(), *(path.stem for path in voice_files)}
        for path in voice_files:
            with contextlib.suppress(ProblemsFound):
                self._voices.add(load_voice(path).id)
        self._taken: dict[str, str] = {}
        self._shipped = {
            id_: path.resolve()
            for id_, path in self._at_hand.places().items()
            if self._at_hand.scenario(id_).pack is None
        }
        self._files: dict[Path, ScenarioFile] = {}
        self._rules: tuple[StyleRule, ...] = ()
        self._message_rules: tuple[StyleRule, ...] = ()
        self._grades_all = grades_all

    def check(self, path: Path) -> None:
        """Look for what has to be corrected.

        Raises:
            ProblemsFound: with all of it.
        """
        from simulator.adapters.scenario_files import load_scenario

        theirs = {i: "Rolecall" for i, p in self._shipped.items() if p != path.resolve()}
        file = load_scenario(path, self._voices, {**theirs, **self._taken})
        self._taken[file.scenario.id] = str(path)
        self._files[path] = file

    @property
    def left_out(self) -> int:
        """How many variants there are whose messages are not graded."""
        variants = sum(len(file.variants) for file in self._files.values())
        every = self._grades_all or variants <= MOST_GRADED
        return 0 if every else variants - len(self._files)

    def warnings(self, path: Path) -> tuple[Problem, ...]:
        """What could be better in a file that was checked before, and is a scenario that is right.

        To be asked once all files have been checked.
        """
        from simulator.adapters.scenario_files import read_text
        from simulator.scenario.marked_yaml import read
        from simulator.scenario.style import warnings

        if path not in self._files:
            return ()
        if not self._rules:
            self._prepare()
        marked = read(read_text(path), str(path))
        variants = self._files[path].variants
        graded = variants[:1] if self.left_out else variants
        found = warnings(variants, self._rules, marked)
        return tuple(sorted({*found, *warnings(graded, self._message_rules, marked)}))

    def _prepare(self) -> None:
        from simulator.grading.registry import installed
        from simulator.grading.rubric import default_rubric
        from simulator.grading.style import message_rules
        from simulator.scenario.style import style_rules

        files = (*self._at_hand.scenarios(), *self._files.values())
        others = {file.scenario.id: file.scenario for file in files}
        self._rules = style_rules(others)
        self._message_rules = message_rules(default_rubric(), installed())
