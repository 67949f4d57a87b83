"""The page of progress: self-contained, escaped, named and captioned, readable in both colours."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from typing_extensions import override

from simulator.practice.exams_taken import ExamTaken
from simulator.report.about import Reported
from simulator.report.markup import Markup, joined, tag
from simulator.report.page import report_page
from simulator.report.palette import DARK, LIGHT, WRITTEN
from tests.unit.practice.practised import after, at, introduced, rated
from tests.unit.report.contrast import contrast
from tests.unit.report.histories import (
    EXAMS,
    exam_is_next,
    progress_from,
    progress_of_nobody,
    progress_of_weeks,
    reported,
)

TEXT, SHAPE = 4.5, 3.0
"""What WCAG 2.2 asks for at level AA: 1.4.3 of text, 1.4.11 of what pictures are made of."""
NOT_CLOSED = {"meta", "link", "br", "hr"}


class Read(HTMLParser):
    """A page as a tree is walked: elements with their attributes, texts, and what is open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.open: list[str] = []
        self.text = ""
        self.inside: dict[str, list[str]] = {}
        self.feed(page)
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in NOT_CLOSED:
            self.open.append(tag)
            self.inside.setdefault(tag, []).append("")

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self.open)))

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        for name in set(self.open):
            self.inside[name][-1] += data
        if "style" not in self.open:
            self.text += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes, _ in self.elements if found == name]


PAGES: dict[str, Reported] = {
    "of weeks": reported(exams=EXAMS),
    "of nobody": reported(progress_of_nobody(), name=""),
    "of one sign": reported(progress_from(after(*introduced("cue:colleague")))),
    "before the exam": reported(exam_is_next()),
}


@pytest.fixture(params=PAGES, scope="module")
def page(request: pytest.FixtureRequest) -> str:
    return report_page(PAGES[request.param])


def test_a_page_is_well_formed_and_says_its_language_and_title(page: str) -> None:
    read = Read(page)

    assert page.startswith("<!doctype html>\n<html")
    assert read.open == []
    assert read.all("html")[0]["lang"] == "en"
    assert read.inside["title"][0].startswith("Practice report")
    assert {"width=device-width, initial-scale=1"} <= {m.get("content") for m in read.all("meta")}
    assert len(read.all("main")) == 1


def test_nothing_on_a_page_leads_anywhere_or_runs(page: str) -> None:
    read = Read(page)

    assert re.search(r"(?i)\b(https?|ftp|wss?|file|javascript|data):", page) is None
    assert "url(" not in page
    assert "@import" not in page
    assert not {"script", "link", "img", "iframe", "object", "embed", "a", "form", "base"} & {
        name for name, _, _ in read.elements
    }
    assert not [a for _, attributes, _ in read.elements for a in attributes if a.startswith("on")]
    assert not [a for _, attributes, _ in read.elements for a in attributes if a == "style"]


def test_the_browser_is_told_to_fetch_and_run_nothing(page: str) -> None:
    policy = next(m for m in Read(page).all("meta") if "http-equiv" in m)["content"] or ""
    style = Read(page).inside["style"][0]

    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_headings_go_down_one_level_at_a_time_from_the_only_first_one(page: str) -> None:
    levels = [int(name[1]) for name, _, _ in Read(page).elements if re.fullmatch("h[1-6]", name)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(now <= before + 1 for before, now in pairwise(levels))


def test_every_picture_has_a_name_and_says_what_it_shows(page: str) -> None:
    read = Read(page)
    ids = {attributes["id"] for _, attributes, _ in read.elements if attributes.get("id")}

    assert len(ids) == sum("id" in attributes for _, attributes, _ in read.elements)
    for drawn in read.all("svg"):
        assert drawn["role"] == "img"
        assert set((drawn["aria-labelledby"] or "").split()) <= ids
        assert len((drawn["aria-labelledby"] or "").split()) == 2
    texts = read.inside.get("desc", [])
    assert all(text.endswith(".") for text in texts)
    assert len(texts) == len(read.all("svg"))


def test_every_table_has_a_caption_and_its_heads_say_what_they_are_for(page: str) -> None:
    read = Read(page)

    assert len(read.all("caption")) == len(read.all("table"))
    assert all(head.get("scope") in {"row", "col"} for head in read.all("th"))
    assert all("table" in inside for name, _, inside in read.elements if name == "tr")
    regions = [a for a in read.all("div") if a.get("role") == "region"]
    assert len(regions) == len(read.all("table"))
    assert all(a["tabindex"] == "0" and a["aria-labelledby"] for a in regions)


def test_sections_are_named_by_their_headings(page: str) -> None:
    read = Read(page)
    ids = {a.get("id") for name, a, _ in read.elements if name == "h2"}

    assert all(section["aria-labelledby"] in ids for section in read.all("section"))


def test_a_page_says_what_it_holds_and_that_it_was_asked_for(page: str) -> None:
    text = Read(page).text

    assert "It holds no recordings and none of the words that were said." in text
    assert "because somebody asked for it" in text


@pytest.mark.parametrize("evil", ['<script>alert("1")</script>', "</title><b x='y'>&amp;", "\x1b["])
def test_texts_of_others_are_shown_as_they_are_and_are_never_markup(evil: str) -> None:
    exam = ExamTaken(evil, "2026-11-24", passed=True, score=None, file=evil)
    title = replace(reported(name=evil, exams=(exam,)), next_title=evil)

    read = Read(report_page(title))

    assert not read.all("script")
    assert not read.all("b")
    shown = evil.replace("\x1b", "\ufffd")
    assert read.text.count(shown) == 5  # title, heading, next call, exam and its file
    assert "\x1b" not in report_page(title)


def test_exams_are_listed_and_where_there_is_none_nothing_is_said_of_them() -> None:
    with_exams = Read(report_page(reported(exams=EXAMS))).text
    without = Read(report_page(reported())).text

    assert "certification-2.json" in with_exams
    assert "88 of 100" in with_exams
    assert "rolecall verify" in with_exams
    assert "rolecall verify" not in without


def test_an_exam_without_a_score_or_a_file_says_so() -> None:
    exam = ExamTaken("Certification", "2026-11-24", passed=False, score=None)

    text = Read(report_page(reported(exams=(exam,)))).text

    assert "not passednot measurednot measured" in text


def test_what_pictures_show_stands_in_a_table_too() -> None:
    text = Read(report_page(reported())).text
    progress = progress_of_weeks()

    for trend in progress.trends.values():
        assert trend[-1].mean is not None
    for belief in progress.calibration.beliefs:
        assert f"{belief.percent}\N{NO-BREAK SPACE}%" in text
    for card in progress.cards:
        assert text.count(card.title) >= 1
        for call in card.mastery.evidence:
            assert call.attempt in text


def test_a_gap_in_a_trend_is_a_gap_and_no_line_to_zero() -> None:
    page = report_page(reported())
    curves = re.findall(r'<polyline points="([^"]+)"', page)

    first = [curve.split(" ") for curve in curves][:2]
    assert [len(curve) for curve in first] == [2, 8]  # two weeks, a holiday, and eight more


def test_a_page_of_a_single_week_and_of_figures_out_of_the_usual_is_drawn() -> None:
    odd = rated(
        at("2026-11-24"),
        measures={"words_per_minute": 150.0, "energy_over_baseline": 0.0},
        scores={"overall": 0.0},
        self_percent=100,
        would_call_back="no",
    )

    page = report_page(reported(progress_from(after(odd))))

    assert "polyline" not in page
    assert "1.00" in page
    assert "nan" not in page.lower()


def test_a_long_title_is_cut_in_a_picture_only() -> None:
    progress = progress_of_weeks()
    cards = (replace(progress.cards[0], title="Long " * 20), *progress.cards[1:])

    page = report_page(reported(replace(progress, cards=cards)))

    assert "…</text>" in page
    assert ("Long " * 20).strip() in page


def colours_in(page: str) -> Iterator[dict[str, str]]:
    """The variables of the page's stylesheet: light, then dark."""
    for block in re.findall(r":root\{([^}]+)\}", page):
        yield dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", block))


@pytest.mark.parametrize("dark", [False, True])
def test_all_text_and_all_shapes_stand_out_in_both_colours(*, dark: bool) -> None:
    colours = list(colours_in(report_page(reported())))[dark]

    assert colours == (DARK if dark else LIGHT)
    for front, ground in WRITTEN:
        assert contrast(colours[front], colours[ground]) >= TEXT, (front, ground)
    for shape in ("accent", "good", "warn", "line"):
        assert contrast(colours[shape], colours["card"]) >= SHAPE, shape


def test_dark_is_for_screens_and_paper_is_white() -> None:
    style = Read(report_page(reported())).inside["style"][0]

    assert "@media screen and (prefers-color-scheme:dark)" in style
    assert "@media print" in style
    assert "size:A4" in style


def test_markup_is_put_together_without_ever_escaping_twice() -> None:
    inner = tag("b", "a < b & c", title='"x"', hidden=True, lang=None, class_="y")

    assert inner == '<b title="&quot;x&quot;" hidden class="y">a &lt; b &amp; c</b>'
    assert joined(inner, None, "&") == f"{inner}&amp;"
    assert tag("line", x1=1.50001, y1=2) == '<line x1="1.5" y1="2"/>'
    assert tag("meta", charset="utf-8") == '<meta charset="utf-8">'
    assert isinstance(inner, Markup)
    assert tag("p", "80 % of 3") == "<p>80\N{NO-BREAK SPACE}% of 3</p>"


def test_a_page_without_a_name_has_none_and_begins_with_what_is_next() -> None:
    text = Read(report_page(Reported(progress_of_nobody()))).text

    assert "Practice so far" in text
    assert text.index("What to do next") < text.index("signs mastered")
    assert "0 of 20" in text
    assert "not measured" in text
