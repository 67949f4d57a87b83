"""A headless Chromium, for the tests that look at a page as its readers do."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FOUND: Final = next((path for path in map(shutil.which, NAMES) if path), None)
QUIET: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
POLICY: Final = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
MEASURE: Final = """
<script>
const colour = (element, name) => getComputedStyle(element).getPropertyValue(name);
const ground = element => {
  for (let one = element; one; one = one.parentElement) {
    const here = colour(one, "background-color");
    if (!/^rgba\\(.*, 0\\)$/.test(here)) return here;
  }
  return "rgb(255, 255, 255)";
};
const texts = [];
for (const element of document.querySelectorAll("body, body *")) {
  const own = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  if (!own || ["SCRIPT", "title", "desc"].includes(element.tagName)) continue;
  const front = colour(element, element.namespaceURI.endsWith("svg") ? "fill" : "color");
  texts.push([element.tagName, front, ground(element), element.textContent.trim().slice(0, 40)]);
}
const out = {
  width: innerWidth,
  is_dark: matchMedia("(prefers-color-scheme: dark)").matches,
  page_width: document.documentElement.scrollWidth,
  too_wide: [...document.querySelectorAll("body *")].filter(
    e => !e.closest(".scroll table") && e.getBoundingClientRect().right > innerWidth + 0.5
  ).map(e => e.tagName + "." + e.className),
  cut_off: [...document.querySelectorAll(".scroll")].filter(
    e => e.scrollWidth > e.clientWidth + 1).map(e => e.getAttribute("aria-labelledby")),
  smallest: Math.min(...[...document.querySelectorAll("svg text")].map(
    t => t.getBoundingClientRect().height)),
  fetched: performance.getEntriesByType("resource").map(one => one.name),
  texts,
};
parent.postMessage(JSON.stringify(out), "*");
</script>
"""
FRAME: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>A window as wide as wanted: that of a browser is 500 pixels wide at least</title>
<style>iframe {{ width: {width}px; height: 900px; border: 0; color-scheme: light dark }}</style>
<script>onmessage = event =>
  document.documentElement.setAttribute("data-measured", event.data);
</script></head><body><iframe src="{source}"></iframe></body></html>
"""


class Browser:
    """Runs the browser with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def works(self) -> bool:
        """Whether it starts: what is called Chromium may be a hint to install it."""
        return FOUND is not None and not subprocess.call(
            [FOUND, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def measured(self, page: str, *, width: int, dark: bool = False) -> dict[str, Any]:
        """What a script finds in a copy of the page, in which scripts are allowed."""
        copy = self._folder / f"measured-{width}-{dark}.html"
        text = POLICY.sub("", page).replace("</body>", f"{MEASURE}</body>")
        copy.write_text(text, encoding="utf-8")
        frame = self._folder / f"frame-{width}-{dark}.html"
        frame.write_text(FRAME.format(width=width, source=copy.name), encoding="utf-8")
        scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
        dom = self._run(frame, scheme, "--virtual-time-budget=10000", "--dump-dom")
        found = re.search(r'data-measured="([^"]*)"', dom)
        assert found is not None, dom[:500]
        measured: dict[str, Any] = json.loads(html.unescape(found[1]))
        return measured

    def text_of(self, page: Path) -> str:
        """The page as it is, after it has been loaded."""
        return self._run(page, "--dump-dom")

    def printed(self, page: Path) -> bytes:
        """The page as a PDF."""
        paper = self._folder / "page.pdf"
        self._run(page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
        return paper.read_bytes()

    def _run(self, page: Path, *options: str) -> str:
        assert FOUND is not None
        ended = subprocess.run(
            [FOUND, *QUIET, f"--user-data-dir={self._folder / 'profile'}", *options, page.as_uri()],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=True,
        )
        return ended.stdout.decode("utf-8")
