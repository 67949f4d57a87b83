"""The page's beginning and end: whose it is, what to do next, the way, and what stands in it."""

from __future__ import annotations

from typing import Final

from simulator.practice.dates import WEEKDAYS, weekday_of
from simulator.practice.exams_taken import ExamTaken
from simulator.practice.figures import NOT_MEASURED
from simulator.practice.progress import Progress
from simulator.practice.way import StageReached
from simulator.report.about import Reported
from simulator.report.markup import Markup, joined, tag
from simulator.report.pictures import calendar_picture
from simulator.report.pieces import (
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
    NO_CALL_YET,
    date_in_words,
    mastered,
    next_step,
    practice_in_words,
    short_date,
    signs,
    skills,
)
from simulator.wording import counted

PRIVATE: Final = (
    "Rolecall wrote this page because somebody asked for it, with “rolecall report”. It writes "
    "none by itself, and sends none anywhere: whoever has the file can read it.",
    "It holds figures about practice calls: decisions, grades, dates and the ids of calls. It "
    "holds no recordings and none of the words that were said.",
    "It is complete in itself: nothing is fetched from anywhere when it is opened, and it holds no "
    "scripts.",
)
EXAMS_TABLE: Final = "Exams in their order; the score is that of WHERE, on average"
CERTIFICATES: Final = (
    "A sealed result file can be checked with “rolecall verify”. That proves that it fits itself, "
    "and not who sat at the machine."
)


def beginning(reported: Reported) -> Markup:
    """Whose page it is, what to do next, and the figures that matter most."""
    progress, step = reported.progress, next_step(reported)
    title = f"{reported.name}: practice so far" if reported.name else "Practice so far"
    day = f"{WEEKDAYS[weekday_of(progress.today)]}, {date_in_words(progress.today)}"
    return joined(
        tag(
            "header",
            tag("p", "Rolecall practice report", class_="kicker"),
            tag("h1", title),
            tag("p", f"As it stood on {day}.", class_="when"),
        ),
        tag(
            "section",
            tag("h2", "What to do next", id="next"),
            tag("p", step.what, class_="lead"),
            paragraphs(step.why, step.stage),
            class_="hero",
            aria_labelledby="next",
        ),
        _figures(progress),
    )


def _figures(progress: Progress) -> Markup:
    brier = progress.calibration.brier
    all_signs, all_skills = signs(progress), skills(progress)
    told = (
        ("signs mastered", f"{mastered(all_signs)} of {len(all_signs)}"),
        ("skills mastered", f"{mastered(all_skills)} of {len(all_skills)}"),
        ("calls made", str(progress.calls)),
        *((("drill items", str(progress.drill_items)),) if progress.drill_items else ()),
        ("days in a row", str(progress.streak.days)),
        (
            "Brier score: 0 is perfect",
            NOT_MEASURED if brier is None else f"{brier:.2f}",
        ),
    )
    return tag(
        "dl",
        *(
            tag("div", tag("dt", name), tag("dd", value, class_="figure-value"))
            for name, value in told
        ),
        class_="figures",
    )


def changed(progress: Progress) -> Markup:
    """What changed since last week."""
    if progress.is_empty:
        return section("changed", "What changed since last week", tag("p", NO_CALL_YET))
    first, *rest = progress.week
    return section(
        "changed",
        "What changed since last week",
        tag("p", first, class_="first"),
        sentences(rest, "changes") if rest else None,
    )


def the_way(progress: Progress) -> Markup:
    """The stages of the curriculum, and where the rep is."""
    curriculum = progress.way.curriculum
    return section(
        "way",
        f"The way: {_small(curriculum.title)}",
        tag("p", curriculum.about),
        tag("ol", *map(_stage, progress.way.stages), class_="way"),
    )


def _stage(one: StageReached) -> Markup:
    if one.is_done:
        told, kind, class_ = "Done", "good", "done"
    elif one.is_open:
        told, kind, class_ = "Open", "", "open"
    else:
        told, kind, class_ = "Locked", "soft", "locked"
    why = None if one.is_done else tag("p", one.why)
    return tag(
        "li",
        tag("h3", one.stage.title),
        tag("p", word(told, kind)),
        why,
        tag("p", one.stage.goal, class_="soft"),
        class_=class_,
    )


def exams(taken: tuple[ExamTaken, ...]) -> Markup:
    """The exams that were taken; where there was none, nothing is said of them."""
    if not taken:
        return Markup("")
    has_files = any(exam.file for exam in taken)
    names = ("Date", "Result", "Calls", "Score", *(("Sealed result",) if has_files else ()))
    rows = (
        row(
            exam.title,
            tag("td", date_in_words(exam.date)),
            tag(
                "td",
                word("passed", "good") if exam.passed else word("not passed", "warn"),
                class_="short",
            ),
            number_cell(exam.calls or NOT_MEASURED),
            number_cell(NOT_MEASURED if exam.score is None else f"{exam.score:.0f} of 100"),
            tag("td", exam.file or "none") if has_files else None,
        )
        for exam in taken
    )
    return section(
        "exams",
        "Exams",
        table("exams-table", EXAMS_TABLE, heads(*names, first="Exam"), rows),
        tag("p", CERTIFICATES, class_="note"),
    )


def practice_days(progress: Progress) -> Markup:
    """The calendar of the last weeks, and the same as a table."""
    weeks = [point.week for point in next(iter(progress.trends.values()))]
    shown = [day for day in progress.days if day >= weeks[0]]
    rows = []
    for number, week in enumerate(weeks):
        end = weeks[number + 1] if number + 1 < len(weeks) else None
        here = [day for day in shown if day >= week and (end is None or day < end)]
        names = ", ".join(WEEKDAYS[weekday_of(day)][:3] for day in here) or "none"
        rows.append(row(short_date(week), number_cell(str(len(here))), tag("td", names)))
    says = f"{counted(len(shown), 'day')} of practice in these {len(weeks)} weeks. A filled square "
    return section(
        "days",
        "Days of practice",
        tag("p", practice_in_words(progress)),
        tag(
            "div",
            tag(
                "figure",
                calendar_picture("calendar", weeks, set(shown), progress.today),
                tag("figcaption", f"{says}with a tick is a day of practice, a dot is one without."),
            ),
            table(
                "days-table",
                "The same, week by week",
                heads("Days", "Which", first="Week of"),
                rows,
                "weeks",
            ),
            class_="beside",
        ),
    )


def ending() -> Markup:
    """What the page holds, and what it does not."""
    return tag("footer", tag("h2", "About this page"), paragraphs(*PRIVATE, class_="note"))


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
