"""The report in a real browser: on a phone, on a desk and on paper, in light and in dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from typing_extensions import override

from simulator.report.about import Reported
from simulator.report.page import report_page
from tests.integration.browser import FOUND, POLICY, Browser
from tests.unit.report.contrast import contrast
from tests.unit.report.histories import EXAMS, progress_of_nobody, reported

pytestmark = [
    pytest.mark.skipif(FOUND is None, reason="There is no Chromium here to look at a page with."),
    pytest.mark.xdist_group("browser"),
]
PHONE, DESK = 390, 1200
PAPER = 680
"""The width of A4 between its margins, in pixels of which 96 are an inch."""
READABLE_PIXELS = 9.0
LONG = "Maximiliane-Katharina von und zu Hohenstein-Wittelsbach the Younger of Donaudampfschiffahrt"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    browser = Browser(tmp_path_factory.mktemp("browser"))
    if not browser.works():
        pytest.skip("There is a Chromium here, but it does not start.")
    return browser


@pytest.fixture(scope="module")
def page() -> str:
    return report_page(reported(name=LONG, exams=EXAMS))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_page_fits_its_window_and_can_be_read(
    browser: Browser, page: str, width: int, *, dark: bool
) -> None:
    found = browser.measured(page, width=width, dark=dark)

    assert (found["width"], found["is_dark"]) == (width, dark)
    assert found["page_width"] <= width
    assert found["too_wide"] == []
    assert found["smallest"] >= READABLE_PIXELS
    assert found["fetched"] == []
    weak = [text for text in found["texts"] if contrast(text[1], text[2]) < 4.5]
    assert weak == []
    assert len(found["texts"]) > 500


def test_the_page_of_a_new_rep_fits_a_phone(browser: Browser) -> None:
    found = browser.measured(report_page(Reported(progress_of_nobody())), width=PHONE)

    assert found["page_width"] <= PHONE
    assert found["too_wide"] == []


def test_on_paper_nothing_is_cut_off_at_the_side(browser: Browser, page: str) -> None:
    as_printed = page.replace("@media print", "@media all")

    found = browser.measured(as_printed, width=PAPER, dark=False)

    assert found["page_width"] <= PAPER
    assert found["cut_off"] == []


def test_a_page_is_printed_on_a4(browser: Browser, page: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(page, encoding="utf-8")

    paper = browser.printed(file)

    assert paper.startswith(b"%PDF")
    assert 5 <= len(re.findall(rb"/Type /Page\b", paper)) <= 20
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^\]]+)", paper)}
    assert {(round(box[2]), round(box[3])) for box in boxes} == {(595, 842)}


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and what it was asked for."""
    paths: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        @override
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listening)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    thread.join()
    server.server_close()


def test_even_what_somebody_adds_to_a_page_is_neither_fetched_nor_run(
    browser: Browser, page: str, asked: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, paths = asked
    added = (
        f'<img src="{address}/img"><link rel="stylesheet" href="{address}/css">'
        "<script>document.title = 'ran'</script></body>"
    )
    kept, opened = tmp_path / "kept.html", tmp_path / "opened.html"
    kept.write_text(page.replace("</body>", added), encoding="utf-8")
    opened.write_text(POLICY.sub("", page).replace("</body>", added), encoding="utf-8")

    closed_title = browser.text_of(kept)
    asked_of_it = list(paths)
    open_title = browser.text_of(opened)

    assert asked_of_it == []
    assert "<title>ran</title>" not in closed_title
    assert "/img" in paths, "without the policy it would be fetched, so this test can fail"
    assert "<title>ran</title>" in open_title
