"""The home of a rep who is not new: the real program opens with all calls, without first steps."""

from __future__ import annotations

from pathlib import Path

from simulator.settings import Places, Preferences, save_preferences


def settle(home: Path) -> None:
    """Write down that the first steps have been seen, as the program would; once."""
    path = Places(home / "data", home / "cache").preferences
    if not path.exists():
        save_preferences(path, Preferences(first_steps_seen=True))
