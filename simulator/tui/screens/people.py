"""The people who share this machine: who sits here, somebody new, and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from simulator.ports import PortError
from simulator.tui.commands import bindings
from simulator.tui.messages import PageRequested, PersonChosen
from simulator.tui.screens.page import Page
from simulator.tui.widgets.choices import ChoiceRow, Choices
from simulator.tui.widgets.profile_form import ProfileForm

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from simulator.session.desk import Desk
    from simulator.session.people import Profile

NOBODY = (
    "Nobody has a profile yet. With one, the calls can be made under your own name, and several "
    "people can share this machine. What was kept until now will be yours."
)
EVERYBODY = (
    "Each person has results, recordings, baselines and settings of their own. Everybody who can "
    "use this computer's account can open them all: this keeps them apart, not secret."
)
NEW = "new"


class PeopleScreen(Page):
    """Choose a person, make one, or change one."""

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("people")
    where = "people"
    purpose = "Choose who practises here, or make a profile for somebody new."

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._edited: Profile | None = None

    @override
    def body(self) -> ComposeResult:
        yield Choices(30)
        yield ProfileForm()
        yield Static(id="says", markup=False)
        yield Static(id="trouble", markup=False)

    def on_mount(self) -> None:
        """Show everybody; where there is nobody, begin with the first."""
        self.heading.show(left=Content.styled("Who you are", "bold"), right="settings")
        self._show()
        if not self._desk.people.all and self._desk.people.trouble is None:
            self.action_new()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"choose", "new", "edit"} and (self.is_too_small or self._is_editing):
            return False
        if action == "save":
            return self._is_editing
        if action == "edit":
            return self._chosen is not None
        return super().check_action(action, parameters)

    def action_choose(self) -> None:
        """Open the desk of the chosen person."""
        chosen = self._chosen
        if chosen is None:
            self.action_new()
        elif self._desk.profile is not None and chosen.id == self._desk.profile.id:
            self.post_message(PageRequested("settings"))
        else:
            self._sit_down(chosen)

    def action_new(self) -> None:
        """Begin a new profile."""
        self._edit(None)

    def action_edit(self) -> None:
        """Change the chosen profile."""
        self._edit(self._chosen)

    def action_save(self) -> None:
        """Keep the profile as it stands."""
        self.query_one(ProfileForm).submit()

    def action_back(self) -> None:
        """Leave the profile as it was, or go back to the settings."""
        if self._is_editing and self._desk.people.all:
            self._end_editing()
        elif not self.hid_pane():
            self.post_message(PageRequested("settings"))

    def on_choices_highlighted(self) -> None:
        """Another person: may be changed, or is not one yet."""
        self.refresh_bindings()

    def on_choices_clicked(self) -> None:
        """A click does what enter does."""
        if not self.is_too_small:
            self.action_choose()

    def on_profile_form_done(self, event: ProfileForm.Done) -> None:
        """Keep the profile; whoever is new here sits down at once."""
        people, edited = self._desk.people, self._edited
        given = (event.name, event.company, event.number)
        try:
            made = people.add(*given) if edited is None else people.change(edited.id, *given)
            if edited is None:
                self._desk.furnish(made)
        except PortError as error:
            self.query_one(ProfileForm).refuse(str(error))
            return
        self._end_editing()
        mine = self._desk.profile
        if edited is None:
            self._sit_down(made)
        elif mine is not None and made.id == mine.id:
            self._desk.seat(people, made)
        self._show()

    @property
    def _chosen(self) -> Profile | None:
        if not self.is_mounted:
            return None
        chosen = self.query_one(Choices).chosen
        return next((p for p in self._desk.people.all if p.id == chosen), None)

    @property
    def _is_editing(self) -> bool:
        return self.has_class("-editing")

    def _sit_down(self, profile: Profile) -> None:
        try:
            self._desk.people.choose(profile.id)
        except PortError as error:
            self._complain(str(error))
        else:
            self.post_message(PersonChosen())

    def _edit(self, profile: Profile | None) -> None:
        self._edited = profile
        self.add_class("-editing")
        self.query_one(ProfileForm).begin(profile)
        self.refresh_bindings()

    def _end_editing(self) -> None:
        self.remove_class("-editing")
        self.set_focus(self.query_one(Choices))
        self.refresh_bindings()

    def _show(self) -> None:
        people, mine = self._desk.people.all, self._desk.profile
        rows = [ChoiceRow(p.id, p.title, _state(p, mine)) for p in people]
        choices = self.query_one(Choices)
        choices.show(
            [*rows, ChoiceRow(NEW, "Somebody new ...")],
            choose=choices.chosen or (mine.id if mine is not None else ""),
        )
        self.set_focus(choices)
        self.query_one("#says", Static).update(EVERYBODY if people else NOBODY)
        self._complain(self._desk.people.trouble or "")

    def _complain(self, sentence: str) -> None:
        line = self.query_one("#trouble", Static)
        line.update(Content(sentence))
        line.set_class(bool(sentence), "-shown")


def _state(profile: Profile, mine: Profile | None) -> str:
    here = ["sits here"] if mine is not None and profile.id == mine.id else []
    return ", ".join([*here, profile.number or "no number"])
