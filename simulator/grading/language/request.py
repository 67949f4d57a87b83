"""What somebody asks of a live person: for whom, or for whoever, or nothing but a pitch.

Names come first: they are matched against the people who can be reached, so that a misheard
"Data Kim" still leads to Dana Kim, while "the person who runs marketing" is nobody's name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from simulator.call.events import Request
from simulator.grading.language.introduction import introductions
from simulator.grading.language.names import (
    EVERYDAY_NAMES,
    find_names,
    first_name,
    last_name,
    nicknames,
)
from simulator.scenario.model import Conversation, LineKind, Person

NAME_LIKENESS = 0.8
"""How like a full name; see `rubrics/snell.yaml`, where the same number was measured."""
FIRST_NAME_LIKENESS = 0.88
"""A single word must be closer: "Dayna" (.89) is Dana, "data" (.75) and "done" are not."""
LONG_TALK_WORDS = 18
"""Who says so much to an operator without a name is pitching."""
MIN_PITCH_WORDS = 5

FILLERS = frozenset({
    "um", "uh", "er", "erm", "ah", "hmm", "mm", "mhm",
})  # fmt: skip
EMPTY_ANSWERS = FILLERS | frozenset({
    "hello", "hi", "hey", "yes", "yeah", "what", "you", "okay", "ok", "sorry", "pardon", "so",
})  # fmt: skip

_DEPARTMENT = (
    r"(?:\w+ )?(?:department|team|office|manager|director|buyer|head|boss|owner|lead|"
    r"marketing|purchasing|procurement|sales|accounting|operations|finance|hr|it|"
    r"c[etfmio]o|vp|president)"
)
ASKS_WHO = re.compile(
    r"\bwho(?:ever|m)?(?:['’]?s| is| are| was| would be)?\b.{0,30}?\b(?:handl|charge|deal|run|"
    r"responsib|look|tak|manag|mak|decid|own|lead|head|buy|do(?:es)? (?:the|your|that|\w+ing)|"
    r"speak|talk|ask|contact|reach|replac|best|right|work|involved|sign)"
    r"|\b(?:right|best|correct|appropriate|proper) (?:person|contact|one|department|people)"
    r"|\b(?:the|a|any) (?:person|people|one|individual)s? (?:who|that|in|responsible|for)"
    r"|\b(?:some|any)(?:one|body) (?:who|that|in|from|responsible|about|else)"
    r"|\bdecision[- ]maker|\bwhose (?:job|desk|area)"
    rf"|^\W*{_DEPARTMENT}(?:,? please)?\W*$"
    r"|\bwho (?:would|could|might|can|should|do|is|will) (?:that|it|i|you|we)\b"
    r"|\bpoint me\b|\bright direction\b|\bwho (?:that|it) (?:is|would be|might be)"
    rf"|\b(?:connect|transfer|put|patch|speak|talk|through)(?: me)?(?: through| over)? "
    rf"(?:to|with) (?:the |your |a )?{_DEPARTMENT}\b"
    rf"|\b(?:the|your) (?:\w+ )?{_DEPARTMENT}\b.{{0,12}}(?:please|\?|$)",
    re.IGNORECASE,
)
PITCHES = re.compile(
    r"\bwe(?:['’]re| are)? (?:help|offer|provide|sell|make|build|work with|save|cut|specializ|do|"
    r"have|the (?:leading|number|top|best|only)|just (?:launched|released))"
    r"|\bour (?:\w+ )?(?:platform|software|product|solution|service|tool|system|company|app|"
    r"clients|customers)"
    r"|\b(?:demo|free trial|special offer|great (?:deal|offer)|save you|interested in|sell you|"
    r"(?:save|saving) (?:money|time)|introduce (?:you|my|our)|tell you about|"
    r"calling (?:to tell|about|because))",
    re.IGNORECASE,
)
SUCCESSOR = re.compile(
    r"\bwho(?:['’]s| has| is|ever)? (?:took|taken|taking|takes|replac\w+|got|do(?:es|ing)|has|have|"
    r"in|sits)\b.{0,24}?\b(?:over|replac\w+|job|role|position|chair|place|desk|work)\b"
    r"|\bwho(?:['’]s| has| is)? replac\w+|\bsuccessor\b|\breplacement\b",
    re.IGNORECASE,
)
"""After these words stands whoever is gone: "who took over from Tom?" does not ask for Tom."""
GONE = re.compile(
    r"\bno longer\b|\bany ?more\b|\b(?:is|has|was|['’]s) (?:gone|retired|moved|left|not there)\b"
    r"|\bleft\b(?! (?:a|an|the|you|my|two|several|messages?)\b)|\bused to\b|\bsuccessor\b"
    r"|\breplacement\b",
    re.IGNORECASE,
)
"""Who is named with these words is not asked for: "Tom has left, so who buys?" and the like."""
SLOT_BEFORE = re.compile(
    r"\b(?:to|with|for|reach|is|have|get|mr\.?|named|called)\s+$", re.IGNORECASE
)
"""What makes a name of a word that is also an everyday one: "to Will", but not "I will"."""
SHORT_ANSWER_WORDS = 3
"""In an answer as short as this a last name alone is a request: "Okafor, please"."""
TITLE_BEFORE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mister|missus|dr|doctor|professor)\.?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RequestHeard:
    """What a turn amounted to, and for whom was asked (the person's `name`)."""

    request: Request
    person: str | None = None


def read_request(text: str, conversation: Conversation, kind: LineKind) -> RequestHeard:
    """Understand one spoken or typed turn on a line of some kind."""
    words = re.findall(r"\w+(?:['’]\w+)*", text.lower())
    if FILLERS.issuperset(words):
        return RequestHeard("silence")
    if kind == "screening":
        return RequestHeard("unclear" if EMPTY_ANSWERS.issuperset(words) else "answer_screen")
    asks_who = (SUCCESSOR.search(text) or ASKS_WHO.search(text)) is not None
    if asks_who and GONE.search(text):
        return RequestHeard("ask_who")
    person = _person(text, conversation.people)
    if person is not None:
        return RequestHeard("ask_by_name", person.name)
    if asks_who:
        return RequestHeard("ask_who")
    pitches = PITCHES.search(text) is not None and len(words) >= MIN_PITCH_WORDS
    if pitches or len(words) >= LONG_TALK_WORDS:
        return RequestHeard("pitch")
    return RequestHeard("unclear")


def _person(text: str, people: tuple[Person, ...]) -> Person | None:
    """Whoever is most clearly asked for: by full name, then by first name, then by last name.

    Only a full name counts where the speaker introduces somebody: "it's Dana Kim, please" asks for
    her, "this is Robert from LoadSync" does not ask for a Robert.
    """
    successor = SUCCESSOR.search(text)
    text = text[: successor.start()] if successor else text
    rest = _without_introductions(text)
    by_full = [(_likest(text, (p.name, *p.also), NAME_LIKENESS), p) for p in people]
    by_first = [(_by_first_name(rest, p, people), p) for p in people]
    by_last = [(_by_last_name(rest, p, people), p) for p in people]
    for candidates in (by_full, by_first, by_last):
        best, person = max(candidates, key=lambda c: c[0], default=(0.0, None))
        if best > 0:
            return person
    return None


def _without_introductions(text: str) -> str:
    for span in introductions(text):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _likest(text: str, forms: tuple[str, ...], min_likeness: float) -> float:
    found = find_names(text, forms, min_likeness)
    return max((f.likeness for f in found), default=0.0)


def _by_first_name(text: str, person: Person, people: tuple[Person, ...]) -> float:
    """How like a first name by which only this person can be meant."""
    taken = Counter(first_name(p.name).lower() for p in people)
    first = first_name(person.name)
    if taken[first.lower()] > 1:
        return 0.0
    forms = (first, *(n for n in nicknames(first) if not taken[n]))
    plain = tuple(f for f in forms if f.lower() not in EVERYDAY_NAMES)
    everyday = tuple(f for f in forms if f.lower() in EVERYDAY_NAMES)
    asked = (
        f.likeness
        for f in find_names(text, everyday, 1.0)
        if _is_short(text) or SLOT_BEFORE.search(text[: f.span.start])
    )
    return max(_likest(text, plain, FIRST_NAME_LIKENESS), *asked, 0.0)


def _by_last_name(text: str, person: Person, people: tuple[Person, ...]) -> float:
    """Last names are often plain words ("Bell"): they count after a title, or all but alone."""
    last = last_name(person.name)
    if sum(last_name(p.name).lower() == last.lower() for p in people) > 1:
        return 0.0
    named = (
        f.likeness
        for f in find_names(text, (last,), NAME_LIKENESS)
        if _is_short(text) or TITLE_BEFORE.search(text[: f.span.start])
    )
    return max(named, default=0.0)


def _is_short(text: str) -> bool:
    words = (w for w in re.findall(r"\w+", text.lower()) if w not in FILLERS)
    return len(list(words)) <= SHORT_ANSWER_WORDS
