"""What must hold in one line of a call, so that it can be heard, answered and decided.

Each rule is a function that finds what breaks it; `line_faults` asks all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from simulator.scenario.marks import Path
from simulator.scenario.model import SKIP_TO_BEEP, Line, Prospect, RecordedGreeting, Scenario
from simulator.scenario.problem import did_you_mean, listed
from simulator.scenario.speech import find_cue

DECIDES_NOTHING = ("operator", "directory")
"""Kinds of line that need no `choice`: the rep may simply be passed on there."""
SOUND_ENDINGS = (".wav", ".flac", ".ogg")
NEEDS_NO_CUE = ("operator", "screening")
"""Kinds of line on which the decision does not hang on words of the greeting."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around a scenario's text and has to fit it.

    `voices` are the ids of the voices at hand (None: not checked), `seconds_of` says how long a
    sound file beside the scenario lasts, or what is wrong with it, and `taken` are ids of other
    scenarios with the names of their files.
    """

    voices: Collection[str] | None = None
    seconds_of: Callable[[str], float | str] = lambda _: inf
    taken: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """What breaks a rule; `of_key` puts it at the key instead of the value."""

    path: Path
    message: str
    of_key: bool = False


def line_faults(
    path: Path, line: Line, scenario: Scenario, around: Surroundings
) -> Iterator[Fault]:
    """All that is wrong with one line; `path` leads to it."""
    yield from _nothing_is_called_beep(path)
    yield from _the_voice_exists(path, line, around)
    yield from _the_recording_is_there(path, line, around)
    yield from _the_cue_can_be_heard(path, line)
    yield from _keys_lead_somewhere(path, line, scenario.lines)
    yield from _replies_lead_somewhere(path, line, scenario.lines)
    yield from _people_can_be_told_apart(path, line)
    yield from _people_lead_to_their_own_mailbox(path, line, scenario)
    yield from _a_conversation_is_there_where_it_follows(path, line)
    yield from _a_decision_is_asked_for(path, line)
    yield from _decisions_can_be_made(path, line)


def targets(line: Line) -> Iterator[str]:
    """The lines to which keys and replies lead, and `beep`."""
    yield from line.keys.values()
    yield from (to for _, to in replies(line))


def replies(line: Line) -> Iterator[tuple[Path, str]]:
    """The lines that replies lead to, each with the reply's path inside the conversation."""
    if line.conversation is None:
        return
    for at, person in enumerate(line.conversation.people):
        if person.to is not None:
            yield ("people", at), person.to
    for name in ("who", "pitched", "answered"):
        reply = getattr(line.conversation, name)
        if reply is not None and reply.to is not None:
            yield (name,), reply.to


def _nothing_is_called_beep(path: Path) -> Iterator[Fault]:
    if path[-1] == SKIP_TO_BEEP:
        message = f"a line cannot be called `{SKIP_TO_BEEP}`: under `keys:` that is the beep itself"
        yield Fault(path, message, of_key=True)


def _the_voice_exists(path: Path, line: Line, around: Surroundings) -> Iterator[Fault]:
    if around.voices is not None and line.voice not in around.voices:
        voices = sorted(around.voices)
        near = did_you_mean(line.voice, voices)
        message = f"there is no voice `{line.voice}`{near}; allowed: {listed(voices) or 'none'}"
        yield Fault((*path, "voice"), message)


def _the_recording_is_there(path: Path, line: Line, around: Surroundings) -> Iterator[Fault]:
    if not isinstance(line.greeting, RecordedGreeting):
        return
    key = "wav" if line.greeting.file is None else "file"
    found = _path_fault(line.greeting.sound, key) or around.seconds_of(line.greeting.sound)
    if isinstance(found, str):
        yield Fault((*path, "greeting", key), found)
    captions = line.greeting.captions
    if isinstance(found, float) and captions[-1].at_seconds >= found:
        last: Path = (*path, "greeting", "captions", len(captions) - 1, "at_seconds")
        yield Fault(last, f"the sound has ended by then: it lasts {found:.1f} s")
    for at in range(1, len(captions)):
        if captions[at].at_seconds <= captions[at - 1].at_seconds:
            message = f"must be later than the caption before ({captions[at - 1].at_seconds:g} s)"
            yield Fault((*path, "greeting", "captions", at, "at_seconds"), message)


def _path_fault(name: str, key: str) -> str | None:
    """What is wrong with a path as it is written, whatever lies there."""
    if "\\" in name:
        return f"`{name}`: write / between folders, not \\"
    if name.startswith(("/", "~")) or ":" in name:
        return f"`{name}` must be a path that begins in the scenario's own folder"
    if ".." in name.split("/"):
        return f"`{name}` must not leave the scenario's folder with `..`"
    if key == "wav" and not name.lower().endswith(".wav"):
        return f"`{name}` must be a WAV file, with a name that ends in .wav; others go to `file`"
    if not name.lower().endswith(SOUND_ENDINGS):
        return f"`{name}` must be a sound file, with a name that ends in {listed(SOUND_ENDINGS)}"
    return None


def _the_cue_can_be_heard(path: Path, line: Line) -> Iterator[Fault]:
    if line.cue is not None and find_cue(line.greeting_text, line.cue) is None:
        message = f"`{line.cue}` is not in the greeting; repeat its deciding words exactly"
        yield Fault((*path, "cue"), message)
    if line.cue is None and line.choice is not None and line.kind not in NEEDS_NO_CUE:
        message = "this key is missing: which words of the greeting decide what is right?"
        yield Fault((*path, "cue"), message)


def _keys_lead_somewhere(path: Path, line: Line, lines: Collection[str]) -> Iterator[Fault]:
    for key, to in line.keys.items():
        if to == SKIP_TO_BEEP:
            if line.then != "beep":
                message = f"there is no beep on this line: it has `then: {line.then}`"
                yield Fault((*path, "keys", key), message)
        elif to not in lines:
            allowed = [*lines, SKIP_TO_BEEP] if line.then == "beep" else lines
            yield Fault((*path, "keys", key), _no_line(to, allowed))


def _replies_lead_somewhere(path: Path, line: Line, lines: Collection[str]) -> Iterator[Fault]:
    for inside, to in replies(line):
        if to not in lines:
            yield Fault((*path, "conversation", *inside, "to"), _no_line(to, lines))


def _no_line(to: str, allowed: Collection[str]) -> str:
    return f"there is no line `{to}`{did_you_mean(to, allowed)}; allowed: {listed(allowed)}"


def _people_can_be_told_apart(path: Path, line: Line) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for at, person in enumerate(line.conversation.people if line.conversation else ()):
        for name in {n.casefold() for n in (person.name, *person.also)}:
            if name in owners:
                message = (
                    f"`{name}` is what {owners[name]} is called too; an operator needs to know"
                )
                yield Fault((*path, "conversation", "people", at, "name"), message)
            owners.setdefault(name, person.name)


def _people_lead_to_their_own_mailbox(
    path: Path, line: Line, scenario: Scenario
) -> Iterator[Fault]:
    own = {n for n, other in scenario.lines.items() if other.kind == "own_mailbox"}
    for at, person in enumerate(line.conversation.people if line.conversation else ()):
        names = {n.casefold() for n in (person.name, *person.also)}
        if person.to in own and names.isdisjoint(_names(scenario.prospect)):
            message = (
                f"`{person.to}` is the own mailbox of {scenario.prospect.name}, the prospect, but "
                f"{person.name} leads to it; correct the name, or make it an `other_mailbox`"
            )
            yield Fault((*path, "conversation", "people", at, "name"), message)


def _names(prospect: Prospect) -> set[str]:
    return {n.casefold() for n in (prospect.name, *prospect.also)}


def _a_conversation_is_there_where_it_follows(path: Path, line: Line) -> Iterator[Fault]:
    if line.then == "conversation" and line.conversation is None:
        message = "this key is missing; it says what the other side answers"
        yield Fault((*path, "conversation"), message)
    if line.then != "conversation" and line.conversation is not None:
        message = f"never used: this line has `then: {line.then}`, not `then: conversation`"
        yield Fault((*path, "conversation"), message, of_key=True)


def _a_decision_is_asked_for(path: Path, line: Line) -> Iterator[Fault]:
    if line.choice is None and line.kind not in DECIDES_NOTHING:
        message = f"this key is missing; only lines of kind {listed(DECIDES_NOTHING)} need none"
        yield Fault((*path, "choice"), message)


def _decisions_can_be_made(path: Path, line: Line) -> Iterator[Fault]:
    if line.choice is None:
        return
    best, acceptable = line.choice.best, line.choice.acceptable
    for at, made in enumerate(acceptable):
        here: Path = (*path, "choice", "acceptable", at)
        if made == best:
            yield Fault(here, f"`{made}` is the best decision already; leave it out here")
        elif made in acceptable[:at]:
            yield Fault(here, f"`{made}` is listed twice")
        elif obstacle := _obstacle(made, line):
            yield Fault(here, f"`{made}` cannot be done here: {obstacle}")
    if obstacle := _obstacle(best, line):
        yield Fault((*path, "choice", "best"), f"`{best}` cannot be done here: {obstacle}")


def _obstacle(made: str, line: Line) -> str | None:
    """Why a decision cannot be made on a line, or None where it can."""
    talk = line.conversation
    needed: dict[str, tuple[object, str]] = {
        "hang_up": (True, ""),
        "leave": (line.then == "beep", f"no beep follows (the line has `then: {line.then}`)"),
        "zero_out": ({"0", "0#"} & set(line.keys), "neither `0` nor `0#` is under `keys`"),
        "ask_by_name": (talk and talk.people, "there are no `people` under `conversation`"),
        "ask_who": (talk and talk.who, "there is no `who` under `conversation`"),
        "pitch": (talk and talk.pitched, "there is no `pitched` under `conversation`"),
        "answer_screen": (talk and talk.answered, "there is no `answered` under `conversation`"),
        "key:0": (False, "pressing 0 is written `zero_out`"),
    }
    key = made.removeprefix("key:")
    leads_on = line.keys.get(key, SKIP_TO_BEEP) != SKIP_TO_BEEP
    possible, obstacle = needed.get(made, (leads_on, f"`{key}` leads to no line under `keys`"))
    return None if possible else obstacle
