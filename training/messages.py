"""Labelled whole messages: for choosing among stretches of text, and for measuring.

`messages/*.jsonl` hold one message a line, in the form that `rolecall grade --jsonl` reads, with
`labels` for the fourteen criteria, `industry` and `tags`. Each file has scenarios and authors'
voices of its own, so that what is trained without a file is measured on others' messages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MESSAGES = Path(__file__).parent / "messages"


@dataclass(frozen=True, slots=True)
class Message:
    """One labelled message; `line` is all of its JSON."""

    id: str
    collection: str
    text: str
    labels: Mapping[str, bool]
    line: Mapping[str, Any]


def read_messages(folder: Path = MESSAGES) -> tuple[Message, ...]:
    """All messages, by file and line."""
    return tuple(m for path in sorted(folder.glob("*.jsonl")) for m in read_labelled(path))


def read_labelled(path: Path) -> tuple[Message, ...]:
    """The messages of one file."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(Message(d["id"], path.stem, d["transcript"], d["labels"], d) for d in lines)
