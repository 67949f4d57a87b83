"""What came of a run of quick choices: accuracy and time for every sign, and what was mixed up.

Right is what was decided in time, is best or acceptable, and was no guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from simulator.grading.decisions import doing
from simulator.practice.cards import cue_card, id_of, is_cue, title_of
from simulator.practice.confusion import ConfusionTable, MixUp, confusion_table, mix_ups
from simulator.practice.evidence import NOTHING, Evidence
from simulator.practice.following import standing_after
from simulator.practice.quick_choice import SECONDS_TO_DECIDE
from simulator.practice.sections import NOT_MEASURED, Section, Summary, Table, often
from simulator.scenario.cues import CUES

PERCENT: Final = 100
SHORT: Final[dict[str, str]] = {
    "leave": "leave", "hang_up": "hang up", "zero_out": "press 0", "answer_screen": "answer",
    "ask_by_name": "by name", "ask_who": "ask who", "pitch": "pitch",
}  # fmt: skip
"""The decisions as the heads of columns."""


@dataclass(frozen=True, slots=True)
class Count:
    """Some decisions: how many, and of them right, guessed and too late.

    `median_seconds` is that of those that were right; None where there is no such time.
    """

    number: int
    right: int
    guesses: int
    late: int
    median_seconds: float | None

    @property
    def share(self) -> float:
        """How many of them were right, 0 to 1; 1 of none."""
        return self.right / self.number if self.number else 1.0

    @property
    def in_words(self) -> str:
        """As `4 of 5 right, 1 guess`."""
        more = [f"{self.guesses} guessed"] if self.guesses else []
        more += [f"{self.late} too late"] if self.late else []
        return ", ".join([f"{self.right} of {self.number} right", *more])


@dataclass(frozen=True, slots=True)
class QuickSummary:
    """A run of quick choices. `by_cue` has the signs met, those with most to learn first."""

    all: Count
    by_cue: Mapping[str, Count]
    confusion: ConfusionTable
    mix_ups: tuple[MixUp, ...]


def quick_summary(run: Sequence[Evidence], cues: Mapping[int, Sequence[str]]) -> QuickSummary:
    """Count a run; `cues` are those of its items by place, where they are known.

    Elsewhere they are those that were reviewed, which leaves out right guesses.
    """
    found: dict[str, list[Evidence]] = {}
    for one in run:
        for cue in cues.get(one.place) or _reviewed(one):
            found.setdefault(cue, []).append(one)
    by_cue = {cue: _counted(some) for cue, some in found.items()}
    standing = standing_after(run)
    order = sorted(by_cue, key=lambda cue: (by_cue[cue].share, -(_time(by_cue[cue]))))
    return QuickSummary(
        _counted(run), {cue: by_cue[cue] for cue in order}, confusion_table(standing),
        mix_ups(standing),
    )  # fmt: skip


def told(now: QuickSummary, before: QuickSummary | None, of: int) -> Summary:
    """A run in sections; `before` is the one before it, and `of` how many it was to have."""
    left = "" if now.all.number >= of else f" {now.all.number} of {of} were played."
    headline = f"{now.all.in_words}{_median_in_words(now.all)}.{left}"
    sections = (
        Section("Sign by sign", (), _by_cue(now)),
        Section("What you decided, and what was best", *_confusion(now.confusion)),
        Section("Mixed up", tuple(_mixed(now))),
        Section("Since the run before", tuple(_since(now, before))),
        Section("Practise next", tuple(_next(now))),
    )
    return Summary(headline, tuple(s for s in sections if s.sentences or s.table))


def is_late(one: Evidence) -> bool:
    """Whether nothing was decided in time."""
    return all(decided.made == NOTHING for decided in one.decided)


def is_guess(one: Evidence) -> bool:
    """Whether it was decided before the deciding words could be heard."""
    return one.measures.get(SECONDS_TO_DECIDE, 0.0) < 0


def _reviewed(one: Evidence) -> list[str]:
    return [id_of(card) for card in one.ratings if is_cue(card)]


def _counted(some: Sequence[Evidence]) -> Count:
    right = [one for one in some if one.passed]
    times = [m for one in right if (m := one.measures.get(SECONDS_TO_DECIDE)) is not None]
    return Count(
        len(some),
        len(right),
        sum(map(is_guess, some)),
        sum(map(is_late, some)),
        median(times) if times else None,
    )


def _time(count: Count) -> float:
    return count.median_seconds or 0.0


def _median_in_words(count: Count) -> str:
    if count.median_seconds is None:
        return ""
    which = "this one" if count.right == 1 else "half of these"
    return f"; {which} within {_seconds(count)}"


def _seconds(count: Count) -> str:
    return NOT_MEASURED if count.median_seconds is None else f"{count.median_seconds:.1f} s"


def _by_cue(now: QuickSummary) -> Table:
    rows = (
        (_title(cue), f"{c.right} of {c.number}", _seconds(c), _besides(c))
        for cue, c in now.by_cue.items()
    )
    return Table(("sign", "right", "median", "besides"), tuple(rows))


def _besides(count: Count) -> str:
    return count.in_words.partition(", ")[2]


def _confusion(table: ConfusionTable) -> tuple[tuple[str, ...], Table | None]:
    if not table.number:
        return ("Nothing was decided in time.",), None
    columns = ("best", *(f"you: {_short(made)}" for made in table.made))
    rows = (
        (_short(best), *(str(count or "·") for count in counts))
        for best, counts in zip(table.best, table.counts, strict=True)
    )
    return tuple(_beside(table)), Table(columns, tuple(rows))


def _beside(table: ConfusionTable) -> Iterator[str]:
    """What was done instead of what was best, in words, the most frequent first."""
    pairs = [
        (count, best, made)
        for best, counts in zip(table.best, table.counts, strict=True)
        for made, count in zip(table.made, counts, strict=True)
        if count and best != made
    ]
    for count, best, made in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        yield f"You chose to {doing(made)}, where it was best to {doing(best)}: {often(count)}."
    if not pairs:
        yield "Always what was best."


def _mixed(now: QuickSummary) -> Iterator[str]:
    yield from (one.in_words for one in now.mix_ups)


def _since(now: QuickSummary, before: QuickSummary | None) -> Iterator[str]:
    if before is None or not before.all.number:
        yield "This was your first run; the next one is compared with it."
        return
    old, new = before.all, now.all
    share = f"{new.share * PERCENT:.0f} % right, {old.share * PERCENT:.0f} % in the run before."
    yield f"{'Better: ' if new.share > old.share else ''}{share}"
    if new.median_seconds is not None and old.median_seconds is not None:
        faster = "Faster: " if new.median_seconds < old.median_seconds else ""
        yield f"{faster}half of the right ones within {_seconds(new)}, before {_seconds(old)}."
    both = [cue for cue in now.by_cue if cue in before.by_cue]
    for cue in both:
        was, is_now = before.by_cue[cue], now.by_cue[cue]
        if was.share < 1 and is_now.share == 1:
            yield f"Right every time now: {_title(cue)}."


def _next(now: QuickSummary) -> Iterator[str]:
    """The signs with most to learn, and what to listen for."""
    weak = [cue for cue, count in now.by_cue.items() if count.share < 1][:3]
    for cue in weak:
        listen = f" Listen for {CUES[cue].listen_for}." if cue in CUES else ""
        yield f"{_title(cue)}.{listen}"
    if not weak and now.by_cue:
        slowest = max(now.by_cue, key=lambda cue: _time(now.by_cue[cue]))
        yield f"All right. The slowest was “{_title(slowest)}”: once more, faster."
    if now.all.guesses:
        yield "Wait for the words that tell it: a guess proves nothing, even where it is right."


def _title(cue: str) -> str:
    return title_of(cue_card(cue), {})


def _short(made: str) -> str:
    return SHORT.get(made) or made.removeprefix("key:")
