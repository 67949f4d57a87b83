"""What: so many fillers that one hears nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.check import Check, Found, Subject
from simulator.grading.example import Example
from simulator.grading.language.fillers import fillers
from simulator.grading.language.rewriting import own_words_without_fillers

PER_HUNDRED = 100


def _find(subject: Subject) -> Iterator[Found]:
    found = tuple(fillers(subject.message.text))
    words = len(subject.message.text.split())
    if found and len(found) * PER_HUNDRED >= subject.reading.heavy_fillers * words:
        yield from found


check = Check(
    id="filler_heavy",
    title="Full of fillers",
    rule="PRACTISED",
    why="A few do no harm; at twelve a minute listeners think less of the speaker.",
    source="Laske and DiGennaro Reed 2024 (JABA): 0, 2, 5 and 12 a minute; only 12 did clear harm",
    advice="When you look for a word, say nothing. A pause sounds sure; um does not.",
    praise="Few fillers.",
    rewrite=own_words_without_fillers,
    find=_find,
    wants="none",
    examples=(
        Example(text="«um» so owen it's «uh» maya from «um» trail desk about vans", state="yes"),
        Example(text="it's like a night thing and «uh» the vans «you know»", state="yes"),
        Example(
            text="Owen, it's, um, Maya Lindqvist at TrailDesk. You moved your bread routes to the "
            "night in May, and I would like to show you what a bakery in Leeds did next.",
            state="no",
        ),
        Example(text="Vans like yours, and as you know the kind of road you have.", state="no"),
        Example(text="Hi Owen.", state="not_measured"),
    ),
)
