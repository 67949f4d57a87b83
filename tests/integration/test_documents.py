"""What the documents say about commands, files and links is true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from simulator.cli import COMMANDS
from tests.integration.rolecall import Rolecall

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands_to_try() -> list[str]:
    (block,) = re.findall(r"<!-- try -->\n```sh\n(.*?)```", README, re.DOTALL)
    return [line for line in block.splitlines() if line]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [to for to in re.findall(r"\]\(([^)#]+)", text) if "://" not in to]
    missing = [to for to in links if not ((ROOT / page).parent / to).exists()]
    assert missing == []


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"^\| `rolecall (\w+)", README, re.MULTILINE))
    assert named == set(COMMANDS)


def test_the_readme_has_no_figure_left_open() -> None:
    assert "_MB" not in README


@pytest.mark.speech
def test_the_commands_in_the_readme_work_in_their_order(rolecall: Rolecall) -> None:
    lines = commands_to_try()
    assert len(lines) > 4
    for line in lines:
        words = shlex.split(line)
        assert words[0] == "rolecall"
        answer = rolecall.run(*words[1:])
        assert answer.code in {0, 1, 3}, f"{line}: {answer.err}"
        assert answer.out or answer.err
