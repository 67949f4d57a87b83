"""What docs/drills.md says of drills, keys and figures is true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from simulator.cli import _parser
from simulator.practice.dealing import FEWEST_SIGNS
from simulator.practice.first_and_last import ENERGY, LENGTH, NUMBER, PACE
from simulator.practice.quick_choice import LATE_SECONDS
from simulator.practice.quick_keys import KEYS
from simulator.session.drilling.drills import DRILLS
from simulator.tui.screens.quick import RIGHT_SECONDS, WRONG_SECONDS

PAGE = (Path(__file__).parents[2] / "docs" / "drills.md").read_text(encoding="utf-8")
(BLOCK,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)


def plain(line: str) -> list[str]:
    """A line of the page as somebody would type it: a choice of each, and a number for N."""
    line = re.sub(r"(\S+?)\|\S+", r"\1", line.replace("[", "").replace("]", ""))
    return shlex.split(line.replace(" N", " 3"))


@pytest.mark.parametrize("line", BLOCK.splitlines())
def test_every_command_can_be_given(line: str) -> None:
    program, *words = plain(line)
    assert program == "rolecall"
    assert _parser("drill").parse_args(words).drill


def test_every_drill_is_on_the_page() -> None:
    assert set(re.findall(r"rolecall drill (\S+)", BLOCK)) == {drill.id for drill in DRILLS}
    for drill in DRILLS:
        assert f"| {drill.title.lower()} |" in PAGE


def test_keys_and_figures_are_those_of_the_program() -> None:
    for key in KEYS.values():
        assert f"`{key}`" in PAGE
    assert f"{LATE_SECONDS:.0f} seconds after the greeting" in PAGE
    assert f"after {RIGHT_SECONDS} seconds, or {WRONG_SECONDS} where" in PAGE
    assert FEWEST_SIGNS == 4
    told = (
        f"from {PACE.matters:.0f} words a minute, {ENERGY.matters:g} of energy, "
        f"{LENGTH.matters:.0f} seconds, or {NUMBER.matters:g} digits a second"
    )
    assert told in PAGE
