"""The page on how well the voice is measured is that of the figures that are kept."""

from __future__ import annotations

from pathlib import Path

from docs.delivery_page import page

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_the_voice_is_up_to_date() -> None:
    again = "run benchmarks/delivery.py and delivery_spoken.py, then docs/generate.py"
    assert (DOCS / "delivery-validity.md").read_text(encoding="utf-8") == page(), again
