"""Pieces of the page that its sections are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from simulator.practice.figures import NOT_MEASURED
from simulator.report.markup import Markup, joined, tag

NUMBERS: Final = frozenset({"Asked", "Missed", "Odds", "Calls", "Called back", "Days", "Score"})
"""The columns that hold figures."""


def section(id_: str, title: str, *inside: Markup | None, on_new_page: bool = False) -> Markup:
    """A part of the page under its heading; in print, it may begin on a page of its own."""
    heading = tag("h2", title, id=id_)
    return tag(
        "section",
        heading,
        *inside,
        class_="new-page" if on_new_page else None,
        aria_labelledby=id_,
    )


def table(
    id_: str, caption: str, head: Sequence[Markup], rows: Iterable[Markup], class_: str = ""
) -> Markup:
    """A table, which scrolls by itself where it is wider than the page, by keyboard as well."""
    return tag(
        "div",
        tag(
            "table",
            tag("caption", tag("span", caption), id=id_),
            tag("thead", tag("tr", *head)),
            tag("tbody", *rows),
            class_=class_ or None,
        ),
        class_="scroll",
        role="region",
        aria_labelledby=id_,
        tabindex=0,
    )


def row(name: str | Markup, *cells: Markup | None) -> Markup:
    """A row under its name."""
    return tag("tr", tag("th", name, scope="row"), *cells)


def heads(*names: str, first: str, numbers: Collection[str] = NUMBERS) -> list[Markup]:
    """The heads of columns, after that of the rows' names; `numbers` stand to the right."""
    return [
        tag("th", first, scope="col"),
        *(
            tag("th", name, scope="col", class_="number" if name in numbers else None)
            for name in names
        ),
    ]


def number_cell(text: str) -> Markup:
    """A figure in a table."""
    return tag("td", text, class_="number soft" if text == NOT_MEASURED else "number")


def sentences(texts: Iterable[str], class_: str = "") -> Markup:
    """A list of sentences."""
    return tag("ul", *(tag("li", text) for text in texts), class_=class_ or None)


def figure(drawn: Markup, title: str, says: str) -> Markup:
    """A picture with its title, and with what it shows in words below."""
    return tag("figure", tag("h4", title), drawn, tag("figcaption", says))


def word(text: str, kind: str) -> Markup:
    """A word that stands out; `kind` is how: good, warn or soft."""
    return tag("span", text, class_=f"word {kind}")


def paragraphs(*texts: str, class_: str = "") -> Markup:
    """Each text as a paragraph; empty ones are left out."""
    return joined(*(tag("p", text, class_=class_ or None) for text in texts if text))
