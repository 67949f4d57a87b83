"""The card of one call: why it is shown, its title, how things stand, and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.tui.wording import TYPES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from simulator.scenario.model import Scenario
    from simulator.tui.standing import Standing


class CallCard(Vertical):
    """Shows a call, or one sentence."""

    @override
    def compose(self) -> ComposeResult:
        for part in ("kicker", "title", "facts", "brief"):
            yield Static(id=f"card-{part}", markup=False)

    def show(self, kicker: str, scenario: Scenario, standing: Standing, reason: str = "") -> None:
        """Show a call, and why it is next."""
        facts = f"{TYPES[scenario.type]} · level {scenario.level} · {standing.words}"
        why = f"{kicker} · {reason}" if reason else kicker
        self._write(why, scenario.title, facts, scenario.brief)

    def say(self, sentence: str, then: str = "") -> None:
        """Show a sentence in place of a call, and what can be done."""
        self._write(sentence, "", then, "")

    def _write(self, *texts: str) -> None:
        for line, text in zip(self.query(Static), texts, strict=True):
            line.update(Content(text))
