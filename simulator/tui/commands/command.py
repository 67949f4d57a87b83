"""What a command is: its key, its footer, its help and its entry in the palette, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

Where = Literal[
    "app", "home", "brief", "call", "heard", "callback", "result", "model", "voice", "redo",
    "baseline", "settings", "people", "keys", "first", "writedown", "inbox", "way",
    "drills", "quick", "part", "dial", "summary", "exam", "progress",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a rep can do.

    `key` is in Textual's names, `shown_key` what people read. `footer` is the word in the footer;
    empty, it is left out there. `first` takes the key before whatever has the focus.
    """

    where: Where
    name: str
    key: str
    action: str
    title: str
    help: str
    footer: str = ""
    shown_key: str = ""
    first: bool = False

    @property
    def id(self) -> str:
        """The stable id, as in `call.hang_up`."""
        return f"{self.where}.{self.name}"

    @property
    def key_words(self) -> str:
        """The key as people read it."""
        return self.shown_key or self.key.replace("question_mark", "?").replace(",", " or ")

    @property
    def is_in_help(self) -> bool:
        """Whether help needs a line for it: twelve keys of a phone do not."""
        return self.where not in {"call", "quick"} or not self.name.startswith("key_")

    def binding(self) -> Binding:
        """The key as Textual wants it."""
        return Binding(
            self.key,
            self.action,
            self.footer or self.title,
            show=bool(self.footer),
            key_display=self.key_words,
            priority=self.first,
            tooltip=self.help,
            id=self.id,
        )
