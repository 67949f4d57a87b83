"""The vocabulary of what calls train: every sign by which a rep can tell where they are.

A scenario lists the cues that it trains by their ids. What to do next is scheduled by cue, so each
stands in several scenarios.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from simulator.scenario.model import Rule


@dataclass(frozen=True, slots=True)
class Cue:
    """One sign: its rule, what a rep listens for, and how it sounds."""

    id: str
    title: str
    rule: Rule
    listen_for: str
    sounds: str


_CUES: Final = (
    Cue("named_own_voice", "Their full name, in their own voice", "OWN",
        "first and last name, said by the person whose box it is",
        "You've reached Dana Kim at Harbor Foods, I'm away from my desk."),
    Cue("nickname", "A short form of the name", "OWN",
        "a form of the first name that fits yours, with the same last name",
        "You've reached Bill Okafor. (You want William Okafor.)"),
    Cue("informal_greeting", "A greeting without ceremony", "OWN",
        "their own voice on their own number, though they hardly say who they are",
        "Hey, it's Marcus, you know what to do."),
    Cue("press_zero_offered", "The greeting offers zero", "OWN",
        "an offer of the operator: it is a way out, and no command",
        "For immediate help press zero."),
    Cue("full", "Nothing can be left", "OWN",
        "the words after the name: a full box takes no message",
        "This mailbox is full. Goodbye."),
    Cue("screening", "A machine asks who is calling", "OWN",
        "a request for your name and reason before anyone is there to hear a pitch",
        "Please state your name and why you're calling."),
    Cue("vendor_hotline", "A line for vendors", "GENERAL",
        "supplier, vendor, proposals, “we review”: it belongs to nobody",
        "Thank you for calling the supplier information line."),
    Cue("team_name", "A team's name instead of a person's", "GENERAL",
        "the word team, department or desk where a name should be",
        "You've reached the marketing team."),
    Cue("general_box", "The company's own box", "GENERAL",
        "only the company's name, and everybody is welcome",
        "You've reached Cobalt Freight. Please leave a message."),
    Cue("after_hours", "Nobody is there now", "GENERAL",
        "opening hours: whether an operator can be reached at all",
        "Our office is closed. We open again at eight."),
    Cue("directory", "A directory or a menu of names", "GENERAL",
        "a way to the person by name or extension, among many others",
        "To reach someone by last name press nine."),
    Cue("live_operator", "A person who connects calls", "GENERAL",
        "a live voice that asks what you want: ask for one person by name",
        "Good morning, how may I direct your call?"),
    Cue("colleague", "Somebody else's name", "UNSURE",
        "a full name that is not the one you want, in the same company",
        "This is Priya Rao in accounts payable."),
    Cue("no_longer_here", "They have left", "UNSURE",
        "left, retired, no longer with the company",
        "Tom Ellis is no longer with the company."),
    Cue("moved_on", "They do other work now", "UNSURE",
        "a new role or place: is this still the person whom you researched?",
        "I've moved to operations; Lena Ortiz now runs enablement."),
    Cue("shared_line", "A line for several people", "UNSURE",
        "two names, a family, a household: somebody else hears it first",
        "You've reached Sam and Jo Bell, and the dogs."),
    Cue("assistant", "An assistant's box", "UNSURE",
        "office of ..., and then another name",
        "Office of Dana Kim, this is Robert, her assistant."),
    Cue("first_name_only", "A first name and no more", "UNSURE",
        "whether the number was theirs alone, since the name does not tell",
        "Hi, this is Chris, leave one."),
    Cue("no_name", "No name at all", "UNSURE",
        "a number read out, or a machine's voice",
        "The person at five five five, zero one four two, is not available."),
    Cue("namesake", "The same name, another person", "UNSURE",
        "company, place and family name: is every one of them right?",
        "Dana Kim-Vogel, Harbor Foods, Munich."),
)  # fmt: skip

CUES: Final[dict[str, Cue]] = {cue.id: cue for cue in _CUES}
