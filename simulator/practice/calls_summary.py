"""What came of a power hour, or of calls drawn by chance: how it went, and whether it slipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from simulator.grading.decisions import doing
from simulator.practice.cards import id_of, is_cue, title_of
from simulator.practice.evidence import Evidence
from simulator.practice.first_and_last import OF_CALLS, first_and_last, right_decisions, section
from simulator.practice.sections import Section, Summary, counted, listed, often
from simulator.scenario.cues import CUES

MOST_TOLD: Final = 6
SECONDS_A_MINUTE: Final = 60


def told(
    run: Sequence[Evidence],
    before: Sequence[Evidence],
    of: int | None,
    spent_seconds: float,
    skills: Mapping[str, str],
) -> Summary:
    """A run of whole calls in sections, in the order in which they were made.

    `before` is the run before it, `of` how many calls it was to have (None: as many as one likes),
    `skills` are titles.
    """
    passed = sum(one.passed for one in run)
    minutes = round(spent_seconds / SECONDS_A_MINUTE)
    many = counted(len(run), "call") if of is None else f"{len(run)} of {counted(of, 'dial')}"
    time = counted(minutes, "minute") if minutes else "less than a minute"
    headline = f"{many} in {time}, {passed} passed."
    sections = (
        section(first_and_last(run), OF_CALLS, right_decisions),
        Section("Where it slipped", tuple(_slips(run))),
        Section("Missed most", tuple(_missed(run, skills))),
        Section("Since the run before", tuple(_since(run, before))),
    )
    return Summary(headline, tuple(s for s in sections if s.sentences or s.table))


def in_words(one: Evidence) -> str:
    """How one call went, in a few words."""
    wrong = next((d for d in one.decided if d.verdict == "wrong"), None)
    if wrong is not None:
        critical = " where none belongs" if wrong.critical else ""
        return f"you chose to {doing(wrong.made)}{critical}; best was to {doing(wrong.best)}"
    if not one.decided and not one.scores:
        return "it was over before anything was decided"
    overall = one.scores.get("overall")
    points = "" if overall is None else f", {overall:.0f} of 100"
    return f"{'passed' if one.passed else 'the message needs work'}{points}"


def _slips(run: Sequence[Evidence]) -> Iterator[str]:
    slipped = [one for one in run if not one.passed]
    for one in slipped[:MOST_TOLD]:
        yield f"Call {one.place + 1}: {in_words(one)}."
    if len(slipped) > MOST_TOLD:
        yield f"And {len(slipped) - MOST_TOLD} more."
    if run and not slipped:
        yield "Nowhere: every call passed."
    critical = [str(one.place + 1) for one in run if one.has_critical_error]
    if critical:
        calls = "call" if len(critical) == 1 else "calls"
        yield f"Messages left where none belongs: {calls} {listed(critical)}."


def _missed(run: Sequence[Evidence], skills: Mapping[str, str]) -> Iterator[str]:
    missed = Counter(card for one in run for card, r in one.ratings.items() if r == "again")
    for card, times in sorted(missed.items(), key=lambda pair: (-pair[1], pair[0]))[:3]:
        title = title_of(card, skills)
        listen = f" Listen for {CUES[id_of(card)].listen_for}." if _is_known(card) else ""
        yield f"{title}: {often(times)}.{listen}"


def _since(run: Sequence[Evidence], before: Sequence[Evidence]) -> Iterator[str]:
    if not before:
        yield "This was your first run; the next one is compared with it."
        return
    now, then = (sum(one.passed for one in some) for some in (run, before))
    better = "Better: " if run and now / len(run) > then / len(before) else ""
    yield f"{better}{now} of {len(run)} passed, {then} of {len(before)} in the run before."


def _is_known(card: str) -> bool:
    return is_cue(card) and id_of(card) in CUES
