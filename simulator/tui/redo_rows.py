"""A part of a message in rows: what was said in it, what the coach says, and before beside now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from simulator.before_and_now import compared_in_words
from simulator.practice.parts import fix_for
from simulator.tui.widgets.rows import Row, Rows
from simulator.tui.wording import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.before_and_now import Beside
    from simulator.grading.score import Scorecard
    from simulator.practice.parts import Part
    from simulator.session.redoing import Compared

LABEL_WIDTH, TITLE_WIDTH, BEFORE_WIDTH = 13, 35, 24
QUIET, GOOD, BAD = "$foreground 75%", "$text-success", "$text-error"


def recording_state(seconds: float, part: str) -> Content:
    """The clock, while a part is recorded."""
    return Content.assemble(
        ("● RECORDING", "bold $text-error"), (f"  {clock(seconds)}", "bold"), (f"   {part}", QUIET)
    )


def part_rows(part: Part, scorecard: Scorecard) -> Rows:
    """What was said in a part, the coach's fix for it, and how it could be said."""
    return Rows(_about(part, scorecard), LABEL_WIDTH)


def compared_rows(compared: Compared) -> Rows:
    """Verdicts and points, before and now."""
    verdicts, points = compared_in_words(compared)
    rows = [_headings(), *map(_beside, verdicts)]
    rows += [_beside(each, apart=not i) for i, each in enumerate(points)]
    return Rows(rows, TITLE_WIDTH)


def _about(part: Part, scorecard: Scorecard) -> Iterator[Row]:
    said = "(nothing yet)" if part.is_added else f"“{part.text}”"
    yield Row(Content(said), Content.styled("YOU SAID", "bold $text-muted"))
    fix = fix_for(part, scorecard)
    if fix is None:
        return
    yield Row(Content(fix.tip), Content.styled("NEXT TIME", "bold $text-accent"), apart=True)
    if fix.example:
        example = Content.styled(f"“{fix.example}”", "$text-accent")
        yield Row(example, Content.styled("FOR EXAMPLE", "bold $text-muted"))


def _headings() -> Row:
    return Row(Content.styled(f"{'BEFORE':<{BEFORE_WIDTH}}NOW", QUIET), Content(""))


def _beside(each: Beside, *, apart: bool = False) -> Row:
    colour = {True: f"bold {GOOD}", False: f"bold {BAD}", None: ""}[each.is_better]
    text = Content.assemble(f"{each.before:<{BEFORE_WIDTH}}", (each.now, colour))
    return Row(text, Content(each.title), apart)
