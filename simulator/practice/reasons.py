"""Why this call is next, in plain English: once with the card's name, once without.

The name of a cue says what will be heard, and so what to do. Before a call it belongs in blocks
only, where the rule is being taught.
"""

from __future__ import annotations

from collections.abc import Mapping

from simulator.practice.cards import is_cue, title_of
from simulator.practice.dates import day_in_words
from simulator.practice.focus import Focus
from simulator.practice.standing import CardStanding, Standing
from simulator.practice.tally import BLOCK_RIGHT
from simulator.scenario.cues import CUES


def reason_in_words(focus: Focus, standing: Standing, skills: Mapping[str, str], today: str) -> str:
    """Why the call is next, with the name of its card; `skills` are titles by criterion.

    `today` is the date on the wall.
    """
    title = _inside_a_sentence(title_of(focus.card, skills))
    known = standing.cards.get(focus.card)
    match focus.purpose:
        case "new":
            return f"New: {title}. First a few in a row, then mixed with others."
        case "block":
            return f"In a row: {title}. {_in_a_row(known)}"
        case "missed" | "due":
            return f"Due: {title}. {_history(known, today)}"
        case "standard":
            return f"For mastery: {title}. A clean call of this kind is still missing."
        case "ahead":
            return f"Nothing is due. Ahead of time: {title}. {_history(known, today)}"


def reason_untold(focus: Focus, standing: Standing, today: str) -> str:
    """Why the call is next, without giving away what will be heard."""
    thing = "a sign" if is_cue(focus.card) else "a skill"
    known = standing.cards.get(focus.card)
    match focus.purpose:
        case "new":
            return f"New: {thing} that you have not practised yet."
        case "block":
            return f"In a row: once more what you are learning. {_in_a_row(known)}"
        case "missed":
            missed = "" if known is None else f" {day_in_words(known.last_on, today)}"
            return f"Due: {thing} that you missed{missed}."
        case "due":
            return f"Due: {thing} that you have not met for a while."
        case "standard":
            return f"For mastery: {thing} that you still have to show in a clean call."
        case "ahead":
            return "Nothing is due. This keeps you fresh."


def _in_a_row(known: CardStanding | None) -> str:
    right = 0 if known is None else known.right_in_a_row
    return f"{right} of {BLOCK_RIGHT} right in a row so far."


def _history(known: CardStanding | None, today: str) -> str:
    """What happened when the card was met last."""
    if known is None:
        return "You have not met it yet."
    day = day_in_words(known.last_on, today)
    if known.last != "again":
        hint = ", with a hint" if known.last == "hard" else ""
        return f"You were right {day}{hint}."
    if known.mistaken_for in CUES:
        other = _inside_a_sentence(CUES[known.mistaken_for].title)
        return f"You mixed it up with {other} {day}."
    return f"You missed it {day}."


def _inside_a_sentence(title: str) -> str:
    """A title as it stands in a sentence: `somebody else's name`."""
    return title[:1].lower() + title[1:]
