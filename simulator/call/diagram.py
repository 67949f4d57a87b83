"""Draw the transition table, so that the diagram in the documents can never be out of date."""

from __future__ import annotations

from collections import defaultdict

from simulator.call.engine import TRANSITIONS
from simulator.call.state import Phase


def diagram() -> str:
    """The table as a Mermaid state diagram: one arrow a pair of phases, named by its events."""
    arrows: dict[tuple[Phase, Phase], list[str]] = defaultdict(list)
    for (phase, event), transition in TRANSITIONS.items():
        for to in sorted(transition.to, key=list(Phase).index):
            if to is not phase:
                arrows[phase, to].append(event.__name__)
    lines = ["stateDiagram-v2", f"    [*] --> {Phase.DIALLING.value}"]
    for (start, to), events in arrows.items():
        lines.append(f"    {start.value} --> {to.value}: {', '.join(events)}")
    lines.append(f"    {Phase.ENDED.value} --> [*]")
    return "\n".join(lines) + "\n"
