"""Progress in sentences, as lines, page and screen say them alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from simulator.practice.cards import is_cue
from simulator.practice.confusion import ConfusionTable
from simulator.practice.dates import MONTHS, day_in_words
from simulator.practice.exams_taken import ExamTaken
from simulator.practice.figures import Figure
from simulator.practice.mastery import MET_NOWHERE, TYPE_WORDS, Mastery
from simulator.practice.progress import CardProgress, Progress
from simulator.practice.sections import often
from simulator.practice.trends import Point
from simulator.practice.way import StageReached
from simulator.report.about import Reported
from simulator.scenario.model import ScenarioType
from simulator.wording import best_in_words, counted, made_in_words

PERCENT: Final = 100
NO_CALL_YET: Final = "No call yet: after the first one, there is something to see here."
BRIER_EXPLAINED: Final = (
    "The Brier score is the mean squared distance between how likely you thought a call back, and "
    "what came of it: 0 is perfect, and who always says 50 % gets 0.25."
)
MOST_MISTAKES: Final = 3


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next, why, and where that is on the way."""

    what: str
    why: str
    stage: str


def next_step(reported: Reported) -> NextStep:
    """What to do next; a call's sign is named only in a block, where it is announced."""
    progress = reported.progress
    drawn, current = progress.next_call, progress.way.current
    if current is not None and progress.way.open_exam is not None:
        return NextStep(f"Take the exam “{current.stage.title}”.", current.why, "")
    stage = progress.way.next_in_words.removeprefix("Next: ")
    if drawn is None:
        return NextStep(
            "There is no call to make.",
            "No scenario here carries a sign that is to be practised: add some, and look again.",
            stage,
        )
    title = reported.next_title or drawn.scenario
    return NextStep(f"Call “{title}”.", drawn.reason_before, stage)


def practice_in_words(progress: Progress) -> str:
    """The streak, and all days of practice, in a sentence or two."""
    streak = progress.streak
    if not streak.practised:
        return streak.in_words
    done = [f"{counted(streak.practised, 'day')} of practice"]
    done.append(counted(progress.calls, "call") if progress.calls else "no whole call yet")
    if progress.drill_items:
        done.append(counted(progress.drill_items, "drill item"))
    longest = f"Longest run: {counted(streak.longest, 'day')}."
    return f"{streak.in_words} {longest} In all: {', '.join(done)}."


def stage_in_words(reached: StageReached) -> str:
    """A stage of the way, and how far it is."""
    return f"{reached.stage.title}: {_small(reached.why)}"


def signs(progress: Progress) -> tuple[CardProgress, ...]:
    """The cards of cues."""
    return tuple(card for card in progress.cards if is_cue(card.card))


def skills(progress: Progress) -> tuple[CardProgress, ...]:
    """The cards of skills."""
    return tuple(card for card in progress.cards if not is_cue(card.card))


def mastered(cards: Sequence[CardProgress]) -> int:
    """How many of them are mastered."""
    return sum(card.mastery.is_mastered for card in cards)


def state_word(card: CardProgress) -> str:
    """How a card stands, in a word or two."""
    if card.mastery.is_mastered:
        return "mastered, due" if card.is_due else "mastered"
    if not card.reviews:
        return "not met yet"
    return "due" if card.is_due else "on the way"


def card_in_sentences(card: CardProgress, today: str) -> Iterator[str]:
    """All that is known of a card: mastery, evidence, what is lacking, critical error, memory."""
    yield card.mastery.in_words
    evidence = evidence_in_words(card)
    if evidence:
        yield evidence
    if card.mastery.critical_on is not None:
        yield f"Last critical error: {date_in_words(card.mastery.critical_on)}."
    yield memory_in_words(card, today)


def evidence_in_words(card: CardProgress) -> str:
    """The calls that prove mastery, or as much of it as there is: type, day and id of each."""
    shown = (
        f"{type_word(call.type)} {date_in_words(call.date)} (call {call.attempt})"
        for call in card.mastery.evidence
    )
    return f"Shown: {', '.join(shown)}." if card.mastery.evidence else ""


def memory_in_words(card: CardProgress, today: str) -> str:
    """How often a card was asked, what is expected of it, and when it is due."""
    if card.recall is None or card.due is None:
        return "Not met yet."
    missed = f", missed {often(card.misses)}" if card.misses else ", never missed"
    asked = f"Asked {often(card.reviews)}{missed}."
    due = "Due now." if card.is_due else f"Due {day_in_words(card.due[:10], today)}."
    return f"{asked} Odds that you know it now: {card.recall * PERCENT:.0f} %. {due}"


def exam_in_words(exam: ExamTaken) -> str:
    """An exam in a sentence."""
    verdict = "passed" if exam.passed else "not passed"
    calls = f", {exam.calls}" if exam.calls else ""
    score = "" if exam.score is None else f", WHERE {exam.score:.0f} of 100 on average"
    file = f" Sealed result: {exam.file}." if exam.file else ""
    return f"{exam.title}, {date_in_words(exam.date)}: {verdict}{calls}{score}.{file}"


def due_in_words(card: CardProgress, today: str) -> str:
    """The day on which a card is due, "" before it was met."""
    return "" if card.due is None else day_of(card.due[:10], today)


def lacking_in_words(mastery: Mastery) -> tuple[str, ...]:
    """What is still to be shown, each in a word or two."""
    if not mastery.is_met_here:
        return (MET_NOWHERE,)
    lacking = [type_word(type_) for type_ in mastery.lacking_types]
    if mastery.lacking_days:
        days = "another day" if mastery.lacking_days == 1 else f"{mastery.lacking_days} more days"
        lacking.append(days)
    return tuple(lacking)


def trend_in_words(figure: Figure, points: Sequence[Point]) -> str:
    """Where a figure stands, and where it came from; weeks without any are passed over."""
    measured = [point for point in points if point.mean is not None]
    if not measured:
        return "Not measured in these weeks."
    last, first = measured[-1], measured[0]
    when = "This week" if last is points[-1] else f"In the week of {short_date(last.week)}"
    now = f"{when}: {figure.told(last)}."
    if last is first:
        return now
    return f"{now} In the week of {short_date(first.week)}: {figure.told(first)}."


def mistakes_in_words(table: ConfusionTable) -> tuple[str, ...]:
    """What was done instead of what was best, the most frequent first; at most three of them.

    What is acceptable where another is best counts as well: it is another decision.
    """
    others = [
        (times, best, made)
        for best, counts in zip(table.best, table.counts, strict=True)
        for made, times in zip(table.made, counts, strict=True)
        if times and best != made
    ]
    others.sort(key=lambda one: -one[0])
    return tuple(
        f"{_capital(often(times))}, you {made_in_words(made)} where it was best to "
        f"{best_in_words(best)}."
        for times, best, made in others[:MOST_MISTAKES]
    )


def decisions_in_words(table: ConfusionTable) -> str:
    """How many decisions there were, and how many of them were the best one."""
    if not table.number:
        return "Not measured: no decision has been made yet."
    best = sum(
        times
        for row, counts in zip(table.best, table.counts, strict=True)
        for made, times in zip(table.made, counts, strict=True)
        if row == made
    )
    if table.number == 1:
        return f"1 decision; it was {'' if best else 'not '}the best one."
    return f"{best} of {table.number} decisions {'was' if best == 1 else 'were'} the best one."


def type_word(type_: ScenarioType) -> str:
    """A type of call, without its article."""
    return TYPE_WORDS[type_].removeprefix("a ")


def date_in_words(date: str) -> str:
    """A date as it is read: 27 November 2026."""
    year, month, day = date.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"


def day_of(date: str, today: str) -> str:
    """A date in a table: 27 Nov, and with its year where that is another one."""
    year = date.partition("-")[0]
    return short_date(date) + ("" if year == today.partition("-")[0] else f" {year}")


def short_date(date: str) -> str:
    """A date without its year: 27 Nov."""
    _, month, day = date.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1][:3]}"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
