"""The page's figures: mastery with its evidence, trends, calibration and confusion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from simulator.practice.confusion import ConfusionTable
from simulator.practice.figures import FIGURES, GROUPS, title_in_a_line
from simulator.practice.progress import CardProgress, Progress
from simulator.report.markup import Markup, joined, tag
from simulator.report.pictures import (
    KINDS_TOLD,
    calibration_picture,
    matrix_picture,
    trend_picture,
)
from simulator.report.pieces import (
    figure,
    heads,
    number_cell,
    paragraphs,
    row,
    section,
    sentences,
    table,
    word,
)
from simulator.report.told import (
    BRIER_EXPLAINED,
    PERCENT,
    day_of,
    decisions_in_words,
    due_in_words,
    lacking_in_words,
    mastered,
    mistakes_in_words,
    short_date,
    state_word,
    trend_in_words,
    type_word,
)
from simulator.wording import BEST, MADE

STANDARD: Final = (
    "Mastered is what was shown in clean calls, in every type of call in which it can be met, on "
    "different days, and with no critical error since. Drills and hints teach; they are no "
    "evidence."
)
MATRIX: Final = (
    "A filled circle with a tick: shown in a clean call. A broken ring: still to be shown. A dash: "
    f"not needed there. {KINDS_TOLD}. A name in bold type is mastered."
)
CONFUSION: Final = (
    "Rows are what was best, columns what was done. Framed cells are where both are the same; the "
    "stronger another cell's colour, the more often it happened. Some of these were acceptable too."
)
COLUMNS: Final = (
    "State", "Shown in (with the call)", "Still to show", "Critical error", "Asked", "Missed",
    "Odds", "Due",
)  # fmt: skip
EVIDENCE: Final = (
    "The odds are those of knowing it now, by the model of memory that says when it is due. The "
    "critical error is the last one; evidence from before it does not count."
)
HEATS: Final = (0.1, 0.3)
"""From which share of its row on a cell is darker, and darker still."""
KINDS: Final = {"mastered": "good", "mastered, due": "good", "due": "warn"}


def mastery(id_: str, title: str, what: str, cards: Sequence[CardProgress], today: str) -> Markup:
    """Signs, or skills: the matrix as a picture, and a table with all evidence."""
    met = [card for card in cards if card.reviews]
    unmet = [card.title for card in cards if not card.reviews]
    told = f"{mastered(cards)} of {len(cards)} {what} are mastered."
    if not met:
        return section(id_, title, tag("p", told, class_="first"), tag("p", STANDARD))
    rest = f"Not met yet: {'; '.join(unmet)}." if unmet else ""
    half = (len(met) + 1) // 2 if len(met) > _LONG else len(met)
    return section(
        id_,
        title,
        tag("p", told, class_="first"),
        tag("p", STANDARD, class_="note"),
        tag(
            "div",
            *(
                tag("figure", matrix_picture(f"{id_}-matrix-{at}", _named(what, at), some))
                for at, some in enumerate((met[:half], met[half:]))
                if some
            ),
            class_="beside",
        ),
        tag("p", MATRIX, class_="note"),
        paragraphs(rest, class_="note"),
        table(
            f"{id_}-table",
            f"The evidence for {what}, one by one",
            heads(*COLUMNS, first=_capital(what.removesuffix("s"))),
            (_card(card, today) for card in met),
            "evidence",
        ),
        tag("p", EVIDENCE, class_="note"),
        on_new_page=True,
    )


_LONG: Final = 8


def _named(what: str, at: int) -> str:
    return f"Mastery of {what}" if at == 0 else f"Mastery of {what}, continued"


def _card(card: CardProgress, today: str) -> Markup:
    state, known = state_word(card), card.mastery
    calls = (
        tag(
            "li",
            f"{type_word(call.type)}, {day_of(call.date, today)} ",
            tag("span", call.attempt, class_="call"),
        )
        for call in known.evidence
    )
    lacking = lacking_in_words(known)
    critical = "none" if known.critical_on is None else day_of(known.critical_on, today)
    due = "now" if card.is_due else due_in_words(card, today)
    return row(
        card.title,
        tag("td", word(state, KINDS.get(state, "soft")), class_="short"),
        tag("td", tag("ul", *calls) if known.evidence else "nothing yet"),
        tag("td", tag("ul", *(tag("li", one) for one in lacking)) if lacking else "nothing"),
        tag("td", critical, class_="short"),
        number_cell(str(card.reviews)),
        number_cell(str(card.misses)),
        number_cell("" if card.recall is None else f"{card.recall * PERCENT:.0f} %"),
        tag("td", due, class_="short"),
    )


def trends(progress: Progress) -> Markup:
    """Each figure week by week, as pictures, and as tables with the same figures."""
    groups = (_group(progress, title, names) for title, names in GROUPS.items())
    return section(
        "trends",
        "Week by week",
        tag(
            "p",
            "Means of each week. Where nothing was measured there is a gap, and no zero.",
            class_="note",
        ),
        *groups,
        on_new_page=True,
    )


def _group(progress: Progress, title: str, names: Sequence[str]) -> Markup:
    drawn, unmeasured = [], []
    for name in names:
        known, points = FIGURES[name], progress.trends[name]
        if all(point.mean is None for point in points):
            unmeasured.append(title_in_a_line(known))
            continue
        picture = trend_picture(f"trend-{name}", known, points)
        drawn.append(figure(picture, title_in_a_line(known), trend_in_words(known, points)))
    rest = f"Not measured in these weeks: {'; '.join(unmeasured)}." if unmeasured else ""
    return joined(
        tag("h3", title),
        tag("div", *drawn, class_="pictures") if drawn else None,
        paragraphs(rest, class_="note"),
        _weeks(progress, title, names) if drawn else None,
    )


def _weeks(progress: Progress, title: str, names: Sequence[str]) -> Markup:
    figures = [FIGURES[name] for name in names]
    names_ = [_with_unit(title_in_a_line(one), one.unit) for one in figures]
    weeks = [point.week for point in progress.trends[names[0]]]
    rows = (
        row(
            short_date(week),
            *(number_cell(one.value(progress.trends[one.name][at].mean)) for one in figures),
        )
        for at, week in enumerate(weeks)
    )
    return table(
        f"weeks-{names[0]}",
        f"{title}: the same figures as a table",
        heads(*names_, first="Week of", numbers=names_),
        rows,
        "weeks",
    )


def _with_unit(title: str, unit: str) -> str:
    return title if unit in {"share", "points", "over baseline"} else f"{title} ({unit})"


def judgement(progress: Progress) -> Markup:
    """How well the rep's own answers fit the grades."""
    found = progress.calibration
    rows = (
        row(
            f"{one.percent} %",
            number_cell(f"{one.called_back * 100:.0f} %"),
            number_cell(str(one.number)),
        )
        for one in found.beliefs
    )
    both = None
    if found.beliefs:
        both = tag(
            "div",
            tag(
                "figure",
                calibration_picture("calibration-picture", found),
                tag(
                    "figcaption",
                    "Each circle is one answer, with the number of calls in it. On the broken "
                    "line, as many messages would be called back as was said; above it, more.",
                ),
            ),
            table(
                "calibration-table",
                "What you said, and what came of it",
                heads("Called back", "Calls", first="You said"),
                rows,
            ),
            class_="beside",
        )
    return section(
        "calibration",
        "How well you judge yourself",
        tag("p", found.in_words, class_="first"),
        paragraphs(BRIER_EXPLAINED if found.number else "", class_="note"),
        both,
    )


def decisions(progress: Progress) -> Markup:
    """What was done instead of what was best, and which signs were taken for which."""
    found = progress.confusion
    mixed = [one.in_words for one in progress.mix_ups]
    mistakes = mistakes_in_words(found)
    return section(
        "decisions",
        "Decisions, and what was mixed up",
        tag("p", decisions_in_words(found), class_="first"),
        sentences(mistakes, "changes") if mistakes else None,
        _confusion(found) if found.number else None,
        paragraphs(CONFUSION if found.number else "", class_="note"),
        tag("h3", "Signs taken for one another"),
        sentences(mixed, "changes") if mixed else tag("p", "None so far."),
    )


def _confusion(found: ConfusionTable) -> Markup:
    rows = (
        row(
            _capital(_best(best)),
            *(
                _cell(times, is_best=made == best, share=times / sum(counts))
                for made, times in zip(found.made, counts, strict=True)
            ),
        )
        for best, counts in zip(found.best, found.counts, strict=True)
    )
    return table(
        "confusion",
        "How often you did what, by what was best",
        heads(*(_capital(f"you {_made(made)}") for made in found.made), first="It was best to"),
        rows,
        "confusion",
    )


def _cell(times: int, *, is_best: bool, share: float) -> Markup:
    if is_best:
        return tag("td", str(times), class_="best")
    heat = 1 + sum(share >= heat for heat in HEATS) if times else 0
    return tag("td", str(times), class_=f"heat-{heat}" if heat else None)


def _best(made: str) -> str:
    short = {"zero_out": "press 0 for the operator"}
    return short.get(made) or BEST.get(made) or f"press {made.removeprefix('key:')}"


def _made(made: str) -> str:
    return MADE.get(made) or f"pressed {made.removeprefix('key:')}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
