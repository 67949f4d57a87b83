"""Who sits at a desk, what they prefer, and where what they say is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

from simulator.grading.calling_as import Identity
from simulator.ports import PortError
from simulator.session.people import People, Profile
from simulator.settings import Places, Preferences, save_preferences

OPENED_WITH = ("microphone", "speaker", "voices", "recognition_model")
"""The preferences that a desk is opened with; the others are looked up when they are needed."""


class Seat:
    """One person's place at the machine."""

    def __init__(self, places: Places, preferences: Preferences) -> None:
        """Until somebody is seated, nobody has said who they are."""
        self.places = places
        self.preferences = preferences
        self.people = People(places)
        self.profile: Profile | None = None
        self._opened_with = preferences

    def seat(self, people: People, profile: Profile | None) -> Self:
        """Say who sits here, of the people who share this machine; None: nobody has said."""
        self.people, self.profile = people, profile
        return self

    @property
    def is_outdated(self) -> bool:
        """Whether something was chosen that takes a desk opened anew: a device, or the voices."""
        then, now = self._opened_with, self.preferences
        return any(getattr(then, name) != getattr(now, name) for name in OPENED_WITH)

    @property
    def identity(self) -> Identity | None:
        """Who this person is in calls, or None where they play the person in the brief."""
        me = self.profile
        if me is None or not me.is_complete or not self.preferences.call_as_yourself:
            return None
        return Identity(me.name, me.company, me.number)

    def furnish(self, profile: Profile) -> None:
        """Give somebody new this machine's devices and voices, as they are chosen here.

        Raises:
            PortError: their settings cannot be written.
        """
        if not profile.folder:
            return  # the first one: what is kept here is theirs already
        theirs = Preferences(
            first_steps_seen=True,
            **{name: getattr(self.preferences, name) for name in OPENED_WITH},
        )
        path = self.people.places_of(profile).preferences
        try:
            save_preferences(path, theirs)
        except OSError as error:
            raise PortError(f"The settings of {profile.name} cannot be kept ({error}).") from error

    def recording_notice(self) -> str | None:
        """The sentence to show before the first recording ever, or None once it has been seen."""
        if self.preferences.recording_notice_seen:
            return None
        return f"What you say is recorded and kept only on this computer, {self.how_to_erase()}"

    def how_to_erase(self) -> str:
        """Where what this person has said lies, and how to be rid of it: a sentence's end."""
        data = self.places.data
        if len(self.people.all) > 1 and self.profile is not None and not self.profile.folder:
            return f"in {data}; to erase yours, delete all in it but “people” and people.json."
        return f"in {data}; to erase everything, delete that folder."

    def notice_was_seen(self) -> None:
        """Never show the sentence again."""
        self.prefer(recording_notice_seen=True)

    def prefer_typing(self, *, typed: bool) -> None:
        """Type, or speak, in the next calls too."""
        self.prefer(typed=typed)

    def prefer(self, **changes: Any) -> None:
        """Change some of the preferences, in later calls too."""
        self.preferences = replace(self.preferences, **changes)
        try:
            save_preferences(self.places.preferences, self.preferences)
        except OSError:
            return  # asked once more next time, which does no harm
