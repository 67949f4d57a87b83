"""Who somebody is: name, company and number, in three fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static
from typing_extensions import override

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from simulator.session.people import Profile

FIELDS = {
    "name": ("Your name", "as you say it on the phone: Alex Reed"),
    "company": ("Your company", "Northwind"),
    "number": ("Your number", "to call you back: 617-555-0142"),
}
HINT = (
    "Enter goes from field to field, and saves after the last. With company and number, calls are "
    "made in your own name; without them, in that of the person in the brief."
)


class ProfileForm(Vertical):
    """Three fields; enter in the last one is done."""

    class Done(Message):
        """The fields are filled in."""

        def __init__(self, name: str, company: str, number: str) -> None:
            super().__init__()
            self.name, self.company, self.number = name, company, number

    @override
    def compose(self) -> ComposeResult:
        for name, (label, example) in FIELDS.items():
            yield Static(label, classes="field-label", markup=False)
            yield Input(
                placeholder=example, id=f"field-{name}", select_on_focus=False, compact=True
            )
        yield Static(HINT, classes="field-hint", markup=False)
        yield Static(classes="field-trouble", markup=False)

    def begin(self, profile: Profile | None) -> None:
        """Begin with somebody's profile, or with a new one."""
        for name in FIELDS:
            self._field(name).value = getattr(profile, name) if profile is not None else ""
        self.refuse("")
        self.screen.set_focus(self._field("name"))

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be saved so."""
        line = self.query_one(".field-trouble", Static)
        line.update(Content(sentence))
        line.set_class(bool(sentence), "-shown")

    def submit(self) -> None:
        """Take the fields as they are."""
        name, company, number = (self._field(field).value for field in FIELDS)
        self.post_message(self.Done(name, company, number))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next field; after the last, be done."""
        event.stop()
        names = list(FIELDS)
        at = names.index(str(event.input.id).removeprefix("field-"))
        if at + 1 < len(names):
            self.screen.set_focus(self._field(names[at + 1]))
        else:
            self.submit()

    def _field(self, name: str) -> Input:
        return self.query_one(f"#field-{name}", Input)
