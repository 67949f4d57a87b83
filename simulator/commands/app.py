"""Open the app: what plain `rolecall` does."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.commands.errors import BadInput
from simulator.settings import load_preferences, places

if TYPE_CHECKING:
    from simulator.session.desk import Desk

MISSING = 3


def run(args: argparse.Namespace) -> int:
    """Open the app and stay until it is closed.

    Raises:
        BadInput: there is no terminal to draw on, or nothing where scenarios should lie.
    """
    scenarios: list[Path] = args.scenarios or []
    for path in scenarios:
        if not path.exists():
            raise BadInput(f"--scenarios {path}: there is no such folder or file.")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput(
            "The app needs a terminal. For pipes and scripts use "
            "`rolecall call SCENARIO`; `rolecall list` names the scenarios."
        )
    from simulator.tui.app import RolecallApp

    preferences, _ = load_preferences(places().preferences)  # of trouble, the desk tells
    app = RolecallApp(partial(_open_desk, scenarios), preferences.theme)
    app.run()
    return MISSING if app.return_code else 0


def _open_desk(scenarios: Sequence[Path]) -> Desk:
    """Everything heavy is imported here, after the first screen has been drawn."""
    from simulator.bootstrap import open_desk
    from simulator.tui.steady import keep_steady

    desk = open_desk(scenarios=scenarios)
    keep_steady()
    return desk
