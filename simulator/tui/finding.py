"""Finding calls among many: by words, and by how far the rep has come with them. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from simulator.tui.standing import Standing

if TYPE_CHECKING:
    from simulator.ports import Listing

Kind = Literal["all", "untried", "unpassed", "level_1", "level_2", "level_3"]
KINDS: Final[tuple[Kind, ...]] = ("all", "untried", "unpassed", "level_1", "level_2", "level_3")
"""In the order in which one key goes through them."""
IN_WORDS: Final[dict[Kind, str]] = {
    "all": "",
    "untried": "not yet tried",
    "unpassed": "not yet passed",
    "level_1": "level 1",
    "level_2": "level 2",
    "level_3": "level 3",
}
_MOST_FOLDED = 8192


@dataclass(frozen=True, slots=True)
class Search:
    """Which calls are shown: those of a kind in whose texts every word of `text` stands."""

    kind: Kind = "all"
    text: str = ""

    @property
    def words(self) -> str:
        """What is looked for, for the rep to read; "" where everything is shown."""
        text = " ".join(self.text.split())
        return " · ".join(
            part for part in (IN_WORDS[self.kind], f"“{text}”" if text else "") if part
        )

    def fits(self, listing: Listing, standing: Standing) -> bool:
        """Whether a call is to be shown."""
        if not _is_of_kind(self.kind, listing, standing):
            return False
        if not self.text.strip():
            return True
        searched = folded(f"{listing.title}\n{listing.company}\n{listing.id}")
        return all(word in searched for word in folded(self.text).split())

    def next_kind(self) -> Search:
        """The same words, and the next kind."""
        at = KINDS.index(self.kind)
        return Search(KINDS[(at + 1) % len(KINDS)], self.text)


@lru_cache(maxsize=_MOST_FOLDED)
def folded(text: str) -> str:
    """A text without its case and its accents, so that “jose” finds “José”."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def _is_of_kind(kind: Kind, listing: Listing, standing: Standing) -> bool:
    match kind:
        case "all":
            return True
        case "untried":
            return not standing.tries
        case "unpassed":
            return not standing.passed
        case "level_1" | "level_2" | "level_3":
            return listing.level == int(kind[-1])
