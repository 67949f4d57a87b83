"""HTML put together from values: every text is escaped, once, and never taken for markup."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from simulator.scenario.control import without_control_characters

Attribute = str | int | float | bool | None
_UNIT: Final = re.compile(r"(\d) (%|[JFMASOND][a-z]{2}\b)")
"""What must not stand on two lines."""
_VOID: Final = frozenset({"meta", "link", "br", "hr", "rect", "circle", "line", "path", "polyline"})


class Markup(str):
    """Text that is HTML already; any other text is escaped where it is put into markup."""

    __slots__ = ()


def tag(name: str, /, *inside: str | None, **attributes: Attribute) -> Markup:
    """An element with what is inside it.

    In attributes' names, `_` stands for `-`, and one at the end is left out: `class_`. True writes
    the name alone, None and False write nothing.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID and not inside:
        return Markup(f"<{name}{written}>") if name in _HTML_VOID else Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{joined(*inside)}</{name}>")


def joined(*parts: str | None) -> Markup:
    """Parts one after the other; None is left out."""
    return Markup("".join(_escaped(part) for part in parts if part is not None))


_HTML_VOID: Final = frozenset({"meta", "link", "br", "hr"})


def _escaped(part: str) -> str:
    if isinstance(part, Markup):
        return part
    return _UNIT.sub(
        "\\1\N{NO-BREAK SPACE}\\2", escape(without_control_characters(part), quote=False)
    )


def _attribute(key: str, value: Attribute) -> str:
    name = key.removesuffix("_").replace("_", "-")
    name = {"viewbox": "viewBox"}.get(name, name)
    match value:
        case None | False:
            return ""
        case True:
            return f" {name}"
        case float():
            return f' {name}="{round(value, 2):g}"'
        case _:
            return f' {name}="{escape(without_control_characters(str(value)))}"'
