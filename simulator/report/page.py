"""The whole page: one HTML file that needs nothing else, for the rep or a trainer."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from simulator.report.about import Reported
from simulator.report.markup import Markup, joined, tag
from simulator.report.middle import decisions, judgement, mastery, trends
from simulator.report.style import stylesheet
from simulator.report.told import signs, skills
from simulator.report.top import beginning, changed, ending, exams, practice_days, the_way


def report_page(reported: Reported) -> str:
    """The page as HTML. All texts of others, such as names and titles, are escaped.

    The browser is told to fetch and to run nothing at all; the one stylesheet is named by its hash.
    """
    style = stylesheet()
    title = f"Practice report: {reported.name}" if reported.name else "Practice report"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex"),
        tag("title", title),
        tag("style", Markup(style)),
    )
    body = tag("body", tag("main", _body(reported), class_="page"))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _body(reported: Reported) -> Markup:
    progress = reported.progress
    parts = [beginning(reported)]
    if not progress.is_empty:
        parts += [
            changed(progress),
            the_way(progress),
            exams(reported.exams),
            practice_days(progress),
            mastery("signs", "Signs: where am I?", "signs", signs(progress), progress.today),
            mastery("skills", "Skills: what to say, and how", "skills", skills(progress),
                    progress.today),
            trends(progress),
            judgement(progress),
            decisions(progress),
        ]  # fmt: skip
    else:
        parts += [changed(progress), the_way(progress), exams(reported.exams)]
    return joined(*parts, ending())


def _policy(style: str) -> str:
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
