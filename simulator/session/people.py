"""The people who share this machine, and which of them practises now.

Each has results, recordings, baselines and preferences of their own. The first one keeps them where
Rolecall has always kept them, so that nothing has to be moved; those who come later get a folder
each below `people`. Their list is one small file, read anew each time: two Rolecalls may be open.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from simulator.ports import PortError
from simulator.scenario.control import without_control_characters
from simulator.settings import Places, write_private

SCHEMA_VERSION = 1
LONGEST_NAME = 60
FEWEST_DIGITS, MOST_DIGITS = 7, 15
"""Of a telephone number; fifteen is the most that any country has (ITU-T E.164)."""
_ALLOWED = re.compile(r"\+?[0-9 ().\-/]+")
_AMERICAN = re.compile(r"1?([2-9]\d{2})([2-9]\d{2})(\d{4})")
_FOLDER = "people"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class UnknownPerson(PortError):
    """Nobody here has this name. Who typed it is to blame."""


class ProfileRefused(PortError):
    """What was given cannot be a profile. The message says what is wrong and what would do."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One person. `folder` is where their things lie, below the data folder; "" is that itself.

    `company` and `number` may be empty.
    """

    id: str
    name: str
    company: str = ""
    number: str = ""
    folder: str = ""

    @property
    def title(self) -> str:
        """The person in one line."""
        return f"{self.name} · {self.company}" if self.company else self.name

    @property
    def is_complete(self) -> bool:
        """Whether calls can be made as this person."""
        return bool(self.name and self.company and self.number)


@dataclass(frozen=True, slots=True)
class _Kept:
    profiles: tuple[Profile, ...] = ()
    last: str = ""


class People:
    """The list of people in one data folder."""

    def __init__(self, places: Places) -> None:
        """`places` are those in which everything lies."""
        self._places = places

    @property
    def trouble(self) -> str | None:
        """Why the list cannot be read, as a sentence, or None."""
        try:
            self._read()
        except PortError as error:
            return str(error)
        return None

    @property
    def all(self) -> tuple[Profile, ...]:
        """Everybody, in the order in which they came; nobody where the list cannot be read."""
        return self._readable().profiles

    def find(self, wanted: str | None) -> Profile | None:
        """The one with a name or id; without one, who used the app last. None: nobody yet.

        Raises:
            UnknownPerson: there is no such person.
        """
        kept = self._readable()
        if wanted is None:
            last = next((p for p in kept.profiles if p.id == kept.last), None)
            return last or next(iter(kept.profiles), None)
        folded = _plain(wanted)
        found = [p for p in kept.profiles if folded in {p.id, _plain(p.name)}]
        if not found:  # the first name will do where only one person has it
            found = [p for p in kept.profiles if folded == _plain(p.name.split()[0])]
        if len(found) == 1:
            return found[0]
        names = ", ".join(f"“{p.name}”" for p in kept.profiles)
        there = f"There are: {names}." if names else "Nobody has a profile yet; the app makes one."
        raise UnknownPerson(f"Nobody here is called “{wanted}”. {there}")

    def places_of(self, profile: Profile | None) -> Places:
        """Where a person's things lie. What can be made again at any time, all share."""
        if profile is None or not profile.folder:
            return self._places
        return replace(self._places, data=self._places.data / profile.folder)

    def add(self, name: str, company: str = "", number: str = "") -> Profile:
        """Make a profile, and its folder.

        Raises:
            ProfileRefused: the name is missing or taken, or the number is none.
            PortError: the list cannot be read or written.
        """
        kept = self._read()
        checked = self._checked(kept, name, company, number)
        id_ = self._new_id(checked[0], {p.id for p in kept.profiles})
        is_first = all(p.folder for p in kept.profiles)
        made = Profile(id_, *checked, folder="" if is_first else f"{_FOLDER}/{id_}")
        self._make_folder(made)
        self._write(_Kept((*kept.profiles, made), kept.last or id_))
        return made

    def change(self, id_: str, name: str, company: str = "", number: str = "") -> Profile:
        """Give a person another name, company or number; their folder stays.

        Raises:
            ProfileRefused, UnknownPerson: as in `add` and `find`.
            PortError: the list cannot be read or written.
        """
        kept = self._read()
        old = next((p for p in kept.profiles if p.id == id_), None)
        if old is None:
            raise UnknownPerson("This person is no longer in the list.")
        others = replace(kept, profiles=tuple(p for p in kept.profiles if p is not old))
        new_name, new_company, new_number = self._checked(others, name, company, number)
        made = replace(old, name=new_name, company=new_company, number=new_number)
        everybody = tuple(made if p is old else p for p in kept.profiles)
        self._write(replace(kept, profiles=everybody))
        return made

    def remove(self, id_: str) -> None:
        """Take a person off the list; what lies in their folder stays.

        Raises:
            PortError: the list cannot be read or written.
        """
        kept = self._read()
        others = tuple(p for p in kept.profiles if p.id != id_)
        last = next((p.id for p in others if p.id == kept.last), others[0].id if others else "")
        self._write(_Kept(others, last))

    def choose(self, id_: str) -> None:
        """Remember who uses the app now.

        Raises:
            PortError: the list cannot be read or written.
        """
        self._write(replace(self._read(), last=id_))

    def _checked(self, others: _Kept, name: str, company: str, number: str) -> tuple[str, str, str]:
        name, company = _one_line(name), _one_line(company)
        if not any(letter.isalpha() for letter in name):
            raise ProfileRefused("A profile needs a name: yours, as you say it on the phone.")
        for what, text in (("name", name), ("company's name", company)):
            if len(text) > LONGEST_NAME:
                raise ProfileRefused(f"The {what} may have at most {LONGEST_NAME} characters.")
        if any(_plain(p.name) == _plain(name) for p in others.profiles):
            raise ProfileRefused(f"There is a “{name}” already. Add a last name or an initial.")
        return name, company, telephone_number(number)

    def _new_id(self, name: str, taken: set[str]) -> str:
        plain = "-".join(re.findall(r"[a-z0-9]+", _plain(name))) or "person"
        number, id_ = 1, plain
        while id_ in taken or (self._places.data / _FOLDER / id_).exists():
            number += 1
            id_ = f"{plain}-{number}"
        return id_

    def _make_folder(self, profile: Profile) -> None:
        folder = self.places_of(profile).data
        try:
            above = self._places.data / _FOLDER
            for private in (self._places.data, above, folder) if profile.folder else (folder,):
                private.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise PortError(
                f"No folder for {profile.name} can be made in {folder.parent} "
                f"({error.strerror or error})."
            ) from error

    def _readable(self) -> _Kept:
        try:
            return self._read()
        except PortError:
            return _Kept()

    def _read(self) -> _Kept:
        path = self._places.people
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            profiles = tuple(_profile(entry) for entry in data["people"])
        except FileNotFoundError:
            return _Kept()
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not what was written"
            raise PortError(
                f"The list of people in {path} cannot be read ({why}). Mend it, or move it away: "
                "what everybody has kept stays in its folders."
            ) from error
        last = data.get("last")
        return _Kept(profiles, last if isinstance(last, str) else "")

    def _write(self, kept: _Kept) -> None:
        shape = {
            "schema_version": SCHEMA_VERSION,
            "last": kept.last,
            "people": [asdict(profile) for profile in kept.profiles],
        }
        path = self._places.people
        try:
            write_private(path, json.dumps(shape, indent=2, ensure_ascii=False) + "\n")
        except OSError as error:
            raise PortError(
                f"The list of people cannot be written to {path} ({error.strerror or error})."
            ) from error


def telephone_number(text: str) -> str:
    """A telephone number as it is kept: American ones as 617-555-0142, others as typed; "" is none.

    Raises:
        ProfileRefused: it is no telephone number.
    """
    text = _one_line(text)
    if not text:
        return ""
    digits = "".join(c for c in text if c in "0123456789")
    if not _ALLOWED.fullmatch(text):
        wrong = next(c for c in text.removeprefix("+") if not _ALLOWED.fullmatch(c))
        raise ProfileRefused(
            f"“{wrong}” does not belong in a telephone number. Write it as 617-555-0142."
        )
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        raise ProfileRefused(
            f"A telephone number has {FEWEST_DIGITS} to {MOST_DIGITS} digits; this has "
            f"{len(digits)}. Write it with its area code, as 617-555-0142."
        )
    is_foreign = text.startswith("+") and not digits.startswith("1")
    american = None if is_foreign else _AMERICAN.fullmatch(digits)
    return "-".join(american.groups()) if american else text


def _profile(entry: Any) -> Profile:
    """One person of the list.

    Raises:
        ValueError: it is not what was written.
    """
    known = {f.name for f in fields(Profile)}
    made = Profile(**{name: value for name, value in entry.items() if name in known})
    if not all(isinstance(getattr(made, name), str) for name in known) or not made.name.strip():
        raise ValueError("a person without a name")
    # A path from a file: only a plain folder of ours, and never one elsewhere.
    if made.folder not in {"", f"{_FOLDER}/{made.id}"} or not _ID.fullmatch(made.id):
        raise ValueError("a folder that is not ours")
    return made


def _one_line(text: str) -> str:
    return " ".join(without_control_characters(text).split())


def _plain(name: str) -> str:
    """A name without accents and capitals."""
    apart = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))
