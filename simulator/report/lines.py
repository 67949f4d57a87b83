"""Progress line by line, for a terminal, a screen reader or a pipe: the most useful first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from simulator.practice.dates import WEEKDAYS, weekday_of
from simulator.practice.figures import FIGURES, GROUPS, title_in_a_line
from simulator.practice.progress import CardProgress, Progress
from simulator.report.about import Reported
from simulator.report.told import (
    BRIER_EXPLAINED,
    NO_CALL_YET,
    card_in_sentences,
    date_in_words,
    decisions_in_words,
    exam_in_words,
    mastered,
    next_step,
    practice_in_words,
    short_date,
    signs,
    skills,
    stage_in_words,
    state_word,
    trend_in_words,
)
from simulator.wording import best_in_words, counted, made_in_words

INDENT: Final = "  "


def progress_lines(reported: Reported) -> Iterator[str]:
    """Everything, under headings in capitals; what was never met is named in one line."""
    progress = reported.progress
    yield from _top(reported)
    if progress.is_empty:
        yield from ("", NO_CALL_YET)
        return
    yield from _section("WHAT CHANGED SINCE LAST WEEK", progress.week)
    if reported.exams:
        yield from _section("EXAMS", map(exam_in_words, reported.exams))
    yield from _cards("SIGNS", signs(progress), progress.today)
    yield from _cards("SKILLS", skills(progress), progress.today)
    yield from _section("TRENDS, WEEK BY WEEK", _trends(progress))
    yield from _section("HOW WELL YOU JUDGE YOURSELF", _calibration(progress))
    yield from _section("DECISIONS: WHAT WAS BEST, AND WHAT YOU DID", _decisions(progress))


def _top(reported: Reported) -> Iterator[str]:
    progress, step = reported.progress, next_step(reported)
    whose = f"Progress of {reported.name}" if reported.name else "Your progress"
    weekday = WEEKDAYS[weekday_of(progress.today)]
    yield f"{whose}, {weekday} {date_in_words(progress.today)}"
    yield from _section("WHAT TO DO NEXT", (s for s in (step.what, step.why, step.stage) if s))
    yield from _section("PRACTICE", (practice_in_words(progress),))
    way = progress.way
    yield from _section(f"THE WAY: {way.curriculum.title}", map(stage_in_words, way.stages))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield title
    yield from (f"{INDENT}{line}".rstrip() for line in lines)


def _cards(title: str, cards: Sequence[CardProgress], today: str) -> Iterator[str]:
    met = [card for card in cards if card.reviews]
    lines = [line for card in met for line in _card(card, today)]
    unmet = [card.title for card in cards if not card.reviews]
    if unmet:
        lines.append(f"Not met yet: {'; '.join(unmet)}.")
    yield from _section(f"{title}: {mastered(cards)} OF {len(cards)} MASTERED", lines)


def _card(card: CardProgress, today: str) -> Iterator[str]:
    yield f"{card.title}: {state_word(card)}"
    yield from (f"{INDENT}{sentence}" for sentence in card_in_sentences(card, today))


def _trends(progress: Progress) -> Iterator[str]:
    for names in GROUPS.values():
        for name in names:
            figure, points = FIGURES[name], progress.trends[name]
            yield f"{title_in_a_line(figure)}. {trend_in_words(figure, points)}"
            measured = [point for point in points if point.mean is not None]
            if len(measured) > 1:
                told = (f"{short_date(p.week)}: {figure.value(p.mean)}" for p in measured)
                yield f"{INDENT}{'; '.join(told)}"


def _calibration(progress: Progress) -> Iterator[str]:
    found = progress.calibration
    yield found.in_words
    for belief in found.beliefs:
        yield (
            f"Where you said {belief.percent} %: {belief.called_back * 100:.0f} % of "
            f"{counted(belief.number, 'call')} would be called back."
        )
    if found.number:
        yield BRIER_EXPLAINED


def _decisions(progress: Progress) -> Iterator[str]:
    table = progress.confusion
    yield decisions_in_words(table)
    for best, counts in zip(table.best, table.counts, strict=True):
        made = [
            f"{counted(times, 'time')} you {made_in_words(name)}"
            for name, times in zip(table.made, counts, strict=True)
            if times
        ]
        yield f"Where it was best to {best_in_words(best)}: {', '.join(made)}."
    yield from (one.in_words for one in progress.mix_ups)
