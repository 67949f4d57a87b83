"""A screen that does not stutter: Python's collector of garbage, told not to look at everything.

A full collection looks through every object there is, modules and scenarios among them, and holds
the screen for 20 to 300 ms on the machines we tried, in the midst of a key. What is there once the
desk is open stays until the end, so it is taken out of what is looked through, and what comes and
goes with each picture is looked at less often.
"""

from __future__ import annotations

import gc
from typing import Final

YOUNG_OBJECTS: Final = 10_000
"""So many new objects, about three pictures of 120x40, are made between two short collections.

Python's own 700 are a collection in each widget. Measured with `benchmarks/screens.py`.
"""
GENERATIONS: Final = (20, 20)


def keep_steady() -> None:
    """Take what there is now out of all later collections, and make them rarer."""
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *GENERATIONS)
