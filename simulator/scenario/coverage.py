"""`docs/coverage.md`: what the library trains, how often, and what it lacks.

Every word of a vocabulary has a row or a place, so that a hole is seen as a 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import lcm
from typing import Final

from simulator.scenario.cues import CUES
from simulator.scenario.model import Line, Scenario
from simulator.scenario.vocabulary import KINDS, MADES, MANNERS, TEMPERS, THENS, TYPES, UNFITS

LEVELS: Final = (1, 2, 3)
NEVER_BEST: Final = ("pitch", "key:9")
"""Decisions that no scenario needs to be won by: the one is never right, the other a detour."""
HEAD: Final = """# What the library covers

Made by `python docs/generate.py` from the scenarios; a test compares. A 0 is a hole: something that
can be trained, and is not; a test sees to it that there is none. A cue need not be heard on every
type of call: – says that it is not. What the words mean is told in
[scenario-format.md](scenario-format.md).

{scenarios} scenarios make {calls} different calls, since words differ from call to call in
{slotted} of them. {paired} have a twin: nearly the same call, in which something else is right.
"""


def coverage_page(scenarios: Iterable[Scenario], voices: Iterable[str]) -> str:
    """The whole page; `voices` are the ids of all voices that there are."""
    library = sorted(scenarios, key=lambda s: s.id)
    pairs = [(s.twin_of, s.id) for s in library if s.twin_of is not None]
    head = HEAD.format(
        scenarios=len(library),
        calls=sum(_variants(s) for s in library),
        slotted=sum(bool(s.slots) for s in library),
        paired=len({id_ for pair in pairs for id_ in pair}),
    )
    sections = (
        _cue_table(library),
        _type_table(library),
        *(_listed(title, words) for title, words in _counts(library, voices)),
        _listed("Industries", Counter(s.industry for s in library)),
        _twins(pairs),
    )
    return "\n".join([head, *(line for section in sections for line in section)])


def holes(scenarios: Iterable[Scenario], voices: Iterable[str]) -> list[str]:
    """What no scenario trains or uses, as `cue named_own_voice`, in the order of the page."""
    library = list(scenarios)
    trained = {cue for s in library for cue in s.cues}
    found = [f"cue {cue}" for cue in CUES if cue not in trained]
    cells = {(s.type, s.level) for s in library}
    found += [f"type {t} at level {n}" for t in TYPES for n in LEVELS if (t, n) not in cells]
    for title, counter in _counts(library, voices):
        found += [f"{title.lower()}: {word}" for word, times in counter.items() if not times]
    return found


def _variants(scenario: Scenario) -> int:
    return lcm(*map(len, scenario.slots.values()))


def _lines(library: Sequence[Scenario]) -> list[Line]:
    return [line for scenario in library for line in scenario.lines.values()]


def _counts(
    library: Sequence[Scenario], voices: Iterable[str]
) -> Iterator[tuple[str, Counter[str]]]:
    """Each list of words to choose from, with how often each is chosen."""
    lines = _lines(library)
    best = Counter(line.choice.best for line in lines if line.choice)
    talks = [line.conversation for line in lines if line.conversation]
    facts = [fact for scenario in library for fact in scenario.research]
    yield "Kinds of line", _all(KINDS, Counter(line.kind for line in lines))
    yield "What follows", _all(THENS, Counter(line.then for line in lines))
    yield "Best decisions", _all((m for m in MADES if m not in NEVER_BEST), best)
    yield "Manners", _all(MANNERS, Counter(m for line in lines for m in line.manner))
    yield "Tempers", _all(TEMPERS, Counter(talk.temper for talk in talks))
    yield "Unfit facts", _all(UNFITS, Counter(f.unfit for f in facts if f.unfit))
    yield "Voices", _all(sorted(voices), Counter(line.voice for line in lines))


def _all(words: Iterable[str], counted: Counter[str]) -> Counter[str]:
    return Counter({**dict.fromkeys(words, 0), **counted})


def _cue_table(library: Sequence[Scenario]) -> Iterator[str]:
    yield "## Cues\n"
    yield f"| cue | all | {' | '.join(TYPES)} | {' | '.join(f'level {n}' for n in LEVELS)} |"
    yield f"|---|{'---:|' * (1 + len(TYPES) + len(LEVELS))}"
    for cue in CUES.values():
        having = [s for s in library if cue.id in s.cues]
        parts = (*_by(TYPES, having, lambda s: s.type), *_by(LEVELS, having, lambda s: s.level))
        figures = [str(len(having)), *(str(part or "–") for part in parts)]
        yield f"| `{cue.id}`: {cue.title} | {' | '.join(figures)} |"
    yield ""


def _type_table(library: Sequence[Scenario]) -> Iterator[str]:
    yield "## Types and levels\n"
    yield f"| type | all | {' | '.join(f'level {n}' for n in LEVELS)} |"
    yield f"|---|{'---:|' * (1 + len(LEVELS))}"
    for name in TYPES:
        having = [s for s in library if s.type == name]
        figures = [len(having), *_by(LEVELS, having, lambda s: s.level)]
        yield f"| `{name}` | {' | '.join(map(str, figures))} |"
    yield ""


def _by(
    words: Iterable[object], having: Sequence[Scenario], read: Callable[[Scenario], object]
) -> Iterator[int]:
    counted = Counter(map(read, having))
    return (counted[word] for word in words)


def _listed(title: str, words: Counter[str]) -> Iterator[str]:
    yield f"## {title}\n"
    yield ", ".join(f"{word} {times}" for word, times in words.most_common()) + ".\n"


def _twins(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield "## Twins\n"
    yield "| call | its twin |"
    yield "|---|---|"
    yield from (f"| `{one}` | `{other}` |" for one, other in sorted(pairs))
    yield ""
