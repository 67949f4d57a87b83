"""Rows of text with a narrow column before them, so that long texts hang beside their label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Without a `lead` the text takes the whole width; `apart` leaves a line above it."""

    text: Content
    lead: Content | None = None
    apart: bool = False


class Rows(Vertical):
    """Rows, one below the other; `lead_width` in characters."""

    def __init__(self, rows: Iterable[Row] = (), lead_width: int = 13) -> None:
        super().__init__()
        self._rows = tuple(rows)
        self._lead_width = lead_width

    @override
    def compose(self) -> ComposeResult:
        for row in self._rows:
            kind = "-paragraph" if row.lead is None else "-labelled"
            with Horizontal(classes=f"row {kind} -apart" if row.apart else f"row {kind}"):
                if row.lead is not None:
                    lead = Static(row.lead, classes="row-lead", markup=False)
                    lead.styles.width = self._lead_width
                    yield lead
                yield Static(row.text, classes="row-text", markup=False)
