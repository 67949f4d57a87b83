"""The terminal does what the tests that use it believe."""

from __future__ import annotations

import sys

import pytest

from tests.audio.terminal import Terminal, TextNeverShown

pytestmark = pytest.mark.sound
ECHO = "for line in iter(input, 'end'): print(f'<{line}>', flush=True)\nraise SystemExit(7)"


def test_a_program_is_driven_by_keys_and_read_from_the_screen(terminal: Terminal) -> None:
    terminal.start([sys.executable, "-c", ECHO])

    terminal.type("press 0#; then – wait")
    terminal.press("Enter")

    assert "<press 0#; then – wait>" in terminal.wait_for("<press")


def test_the_exit_code_and_the_last_screen_stay(terminal: Terminal) -> None:
    terminal.start([sys.executable, "-c", ECHO])

    terminal.press("a", ";", "Enter", "e", "n", "d", "Enter")

    assert terminal.wait_for_end() == 7
    assert "<a;>" in terminal.screen()


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (60, 15)])
def test_the_terminal_has_the_size_asked_for(terminal: Terminal, columns: int, rows: int) -> None:
    show = "import os; print('size', *os.get_terminal_size())"
    terminal.start([sys.executable, "-c", show], columns=columns, rows=rows)

    terminal.wait_for(f"size {columns} {rows}")


def test_variables_reach_the_program(terminal: Terminal) -> None:
    show = "import os; print('home', os.environ['ROLECALL_HOME'])"
    terminal.start([sys.executable, "-c", show], env={"ROLECALL_HOME": "/some where"})

    terminal.wait_for("home /some where")


def test_what_never_comes_is_said_with_the_screen(terminal: Terminal) -> None:
    terminal.start([sys.executable, "-c", "print('here I am')"])
    terminal.wait_for("here I am")

    with pytest.raises(TextNeverShown, match="here I am"):
        terminal.wait_for("somebody else", seconds=0.2)


@pytest.mark.parametrize(
    ("program", "code"), [("", 0), ("import os; os.kill(os.getpid(), 15)", -15)]
)
def test_how_a_program_ended_is_told(terminal: Terminal, program: str, code: int) -> None:
    terminal.start([sys.executable, "-c", program])

    assert terminal.wait_for_end() == code
