"""Progress as rows of the screen. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from simulator.practice.cards import id_of, is_cue
from simulator.practice.figures import FIGURES, GROUPS, title_in_a_line
from simulator.report.told import (
    BRIER_EXPLAINED,
    NO_CALL_YET,
    card_in_sentences,
    decisions_in_words,
    exam_in_words,
    mastered,
    mistakes_in_words,
    next_step,
    practice_in_words,
    short_date,
    signs,
    skills,
    stage_in_words,
    state_word,
    trend_in_words,
)
from simulator.scenario.cues import CUES
from simulator.tui.widgets.choices import ChoiceRow
from simulator.tui.widgets.rows import Row
from simulator.tui.widgets.share_bar import share_bar
from simulator.wording import best_in_words, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simulator.practice.confusion import ConfusionTable
    from simulator.practice.progress import CardProgress, Progress
    from simulator.report.about import Reported

LEAD_WIDTH: Final = 13
BEST_WIDTH: Final = 20
TABLE_WIDTH: Final = 74 - BEST_WIDTH
WIDEST_CELL: Final = 9
SHORT_MADE: Final = {
    "leave": ("left", "one"),
    "hang_up": ("hung", "up"),
    "zero_out": ("press", "0"),
    "answer_screen": ("on", "screen"),
    "ask_by_name": ("by", "name"),
    "ask_who": ("asked", "who"),
    "pitch": ("", "pitch"),
}
"""What was made, on two lines above a column."""
COLUMNS_TOLD: Final = (
    "Rows are what was best, columns what you did: left a message, hung up, pressed 0 for the "
    "operator or another key, answered the call screen, asked by name, asked who handles it, or "
    "pitched. In brackets: you did what was best."
)


def overview_rows(reported: Reported) -> Iterator[Row]:
    """What to do next, the days of practice, the way, and what changed."""
    progress, step = reported.progress, next_step(reported)
    yield _row("NEXT", Content.styled(step.what, "bold"))
    yield from (_row("", text) for text in (step.why, step.stage) if text)
    yield _row("PRACTICE", practice_in_words(progress), apart=True)
    for at, stage in enumerate(progress.way.stages):
        yield _row("" if at else "THE WAY", stage_in_words(stage), apart=not at)
    for at, exam in enumerate(reported.exams):
        yield _row("" if at else "EXAMS", exam_in_words(exam), apart=not at)
    changed = (NO_CALL_YET,) if progress.is_empty else progress.week
    for at, sentence in enumerate(changed):
        yield _row("" if at else "CHANGED", sentence, apart=not at)


def card_rows(cards: Sequence[CardProgress]) -> Iterator[ChoiceRow]:
    """The cards to choose from, each with its state."""
    yield ChoiceRow("", f"{mastered(cards)} of {len(cards)} mastered")
    yield from (ChoiceRow(card.card, card.title, state_word(card)) for card in cards)


def card_detail(card: CardProgress, today: str) -> Iterator[Row]:
    """All that is known of one card."""
    yield Row(Content.styled(card.title, "bold"))
    for at, sentence in enumerate(card_in_sentences(card, today)):
        yield Row(Content(sentence), apart=not at)
    cue = CUES.get(id_of(card.card)) if is_cue(card.card) else None
    if cue is not None:
        yield Row(Content(f"Listen for {cue.listen_for}."), apart=True)
        yield Row(Content.styled(f"“{cue.sounds}”", "$text-muted"))


def figure_rows(progress: Progress) -> Iterator[ChoiceRow]:
    """The figures to choose from, each with its newest value."""
    for group, names in GROUPS.items():
        yield ChoiceRow("", group)
        for name in names:
            figure = FIGURES[name]
            known = [point.mean for point in progress.trends[name] if point.mean is not None]
            value = figure.value(known[-1] if known else None)
            yield ChoiceRow(name, f"  {title_in_a_line(figure)}", value)


def figure_detail(progress: Progress, name: str) -> Iterator[Row]:
    """A figure in words, week by week."""
    figure, points = FIGURES[name], progress.trends[name]
    yield Row(Content(trend_in_words(figure, points)))
    measured = [point for point in points if point.mean is not None]
    told = (f"{short_date(point.week)}: {figure.value(point.mean)}" for point in measured)
    if len(measured) > 1:
        yield Row(Content.styled("; ".join(told), "$text-muted"), apart=True)


def calibration_rows(progress: Progress) -> Iterator[Row]:
    """How well the rep's own answers fit the grades."""
    found = progress.calibration
    yield Row(Content(found.in_words))
    if not found.number:
        return
    for at, one in enumerate(found.beliefs):
        told = f" {one.called_back * 100:.0f} % of {counted(one.number, 'call')} called back"
        lead = Content.styled(f"you said {one.percent} %", "$text-muted")
        yield Row(Content.assemble(share_bar(one.called_back), told), lead, apart=not at)
    yield Row(Content.styled(BRIER_EXPLAINED, "$text-muted"), apart=True)


def confusion_rows(progress: Progress) -> Iterator[Row]:
    """Decisions by what was best, and signs that were taken for one another."""
    table = progress.confusion
    yield Row(Content(decisions_in_words(table)))
    if table.number:
        yield from _table(table)
    told = (*mistakes_in_words(table), *(one.in_words for one in progress.mix_ups))
    yield from (Row(Content(text), apart=not at) for at, text in enumerate(told))
    if table.number:
        yield Row(Content.styled(COLUMNS_TOLD, "$text-muted"), apart=True)


def cards_of(progress: Progress, part: str) -> tuple[CardProgress, ...]:
    """The cards of a part of the screen."""
    return signs(progress) if part == "signs" else skills(progress)


def _table(table: ConfusionTable) -> Iterator[Row]:
    wide = min(WIDEST_CELL, TABLE_WIDTH // len(table.made))
    names = [SHORT_MADE.get(made) or ("press", made.removeprefix("key:")) for made in table.made]
    above, below = zip(*names, strict=True)
    yield Row(_cells(above, wide, "$text-muted"), Content(""), apart=True)
    yield Row(_cells(below, wide, "$text-muted"), Content.styled("best to", "$text-muted"))
    for best, counts in zip(table.best, table.counts, strict=True):
        cells = (
            f"[{times}]" if made == best else str(times or "-")
            for made, times in zip(table.made, counts, strict=True)
        )
        yield Row(_cells(cells, wide), Content(_short(best)))


def _cells(texts: Iterable[str], wide: int, style: str = "") -> Content:
    return Content.styled("".join(text.rjust(wide) for text in texts), style)


def _short(best: str) -> str:
    return {"zero_out": "press 0", "answer_screen": "answer the screen"}.get(best) or best_in_words(
        best
    ).replace("ask for the person by name", "ask by name")


def _row(lead: str, text: str | Content, *, apart: bool = False) -> Row:
    content = Content(text) if isinstance(text, str) else text
    return Row(content, Content.styled(lead, "$text-muted"), apart)
