"""The sentences that the linear models learn from, and what is asked of them.

`sentences/*.tsv` hold one sentence a line, one file a criterion. Columns, with tabs between them:

    fires     yes: the criterion must fire on this; no: a near miss, on which it must not
    also      other criteria that fire on it too, with commas, or -
    industry  what the prospect's firm does, in one word
    tone      formal or chatty
    country   us or uk
    flow      fluent or halting
    form      written (with punctuation), bare (without), misheard (bare, with recognition errors)
    text      the sentence, or two or three that belong together
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path

SENTENCES = Path(__file__).parent / "sentences"
NEUTRAL = "neutral"
"""The file of sentences on which nothing fires: greetings, numbers, plain facts and asks."""
CRITERIA = (
    "reason_to_call_back", "feature_dump", "wrong_person_ask", "cliche_opener",
    "apologetic_hedging", "rambling",
)  # fmt: skip
"""The criteria that have a model."""
COLUMNS = ("fires", "also", "industry", "tone", "country", "flow", "form", "text")
ALLOWED = {
    "fires": {"yes", "no"},
    "tone": {"formal", "chatty"},
    "country": {"us", "uk"},
    "flow": {"fluent", "halting"},
    "form": {"written", "bare", "misheard"},
}
MAX_SHARED = 0.6
"""Two sentences of one label may share at most this part of the content words of the shorter."""

FUNCTION_WORDS = frozenset({
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "aren't",
    "as", "at", "back", "be", "because", "been", "before", "being", "but", "by", "can",
    "can't", "could", "couldn't", "did", "didn't", "do", "does", "doesn't", "doing", "don't",
    "down", "each", "er", "erm", "few", "for", "from", "get", "gets", "getting", "give",
    "go", "going", "got", "had", "has", "have", "haven't", "having", "he", "he'd", "he'll",
    "he's", "her", "here", "here's", "hers", "hey", "hi", "him", "his", "how", "how's", "i",
    "i'd", "i'll", "i'm", "i've", "if", "in", "into", "is", "isn't", "it", "it'd", "it'll",
    "it's", "its", "just", "know", "let", "let's", "like", "may", "maybe", "me", "might",
    "more", "most", "much", "must", "my", "no", "not", "now", "of", "off", "oh", "ok",
    "okay", "on", "once", "one", "only", "or", "other", "our", "ours", "out", "over", "own",
    "quite", "rather", "really", "same", "she", "she'd", "she'll", "she's", "should",
    "shouldn't", "so", "some", "something", "such", "than", "that", "that'd", "that's",
    "the", "their", "them", "then", "there", "there's", "these", "they", "they'd", "they'll",
    "they're", "they've", "thing", "things", "this", "those", "through", "to", "too", "uh",
    "um", "under", "until", "up", "us", "very", "want", "was", "wasn't", "we", "we'd",
    "we'll", "we're", "we've", "well", "were", "weren't", "what", "what's", "when", "where",
    "which", "while", "who", "who's", "whoever", "whom", "why", "will", "with", "won't",
    "would", "wouldn't", "yeah", "yes", "yet", "you", "you'd", "you'll", "you're", "you've",
    "your", "yours",
})  # fmt: skip
"""Words that carry grammar rather than content."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line; `criterion` is that of its file, `fires_for` every criterion that it fires."""

    criterion: str
    fires: bool
    also: frozenset[str]
    industry: str
    tone: str
    country: str
    flow: str
    form: str
    text: str

    @property
    def fires_for(self) -> frozenset[str]:
        """Every criterion for which this must fire."""
        return self.also | {self.criterion} if self.fires else self.also


class CorpusRefused(ValueError):
    """A line cannot be used. The message names file, line and column."""


def read_sentences(folder: Path = SENTENCES) -> tuple[Sentence, ...]:
    """All sentences, by criterion and line.

    Raises:
        CorpusRefused: a line is not in the form that is said above.
    """
    return tuple(s for c in (*CRITERIA, NEUTRAL) for s in read_file(folder / f"{c}.tsv"))


def read_file(path: Path) -> Iterator[Sentence]:
    """The sentences of one file, whose name is the criterion.

    Raises:
        CorpusRefused: a line is not in the form that is said above.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if number == 1 or not line.strip():
            continue
        yield parse(line, path.stem, f"{path.name}:{number}")


def parse(line: str, criterion: str, where: str) -> Sentence:
    """One line.

    Raises:
        CorpusRefused: it is not in the form that is said above.
    """
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise CorpusRefused(f"{where}: {len(cells)} columns instead of {len(COLUMNS)}")
    row = dict(zip(COLUMNS, (c.strip() for c in cells), strict=True))
    for column, allowed in ALLOWED.items():
        if row[column] not in allowed:
            raise CorpusRefused(
                f"{where}: {column} is “{row[column]}”, not one of {sorted(allowed)}"
            )
    also = frozenset(a.strip() for a in row["also"].split(",") if a.strip() not in {"", "-"})
    if not also <= set(CRITERIA) - {criterion}:
        raise CorpusRefused(f"{where}: also is “{row['also']}”: other criteria, with commas, or -")
    if not row["text"] or not re.fullmatch(r"[a-z]+", row["industry"]):
        raise CorpusRefused(f"{where}: text or industry is missing, or industry is not one word")
    return Sentence(
        criterion, row["fires"] == "yes", also, row["industry"], row["tone"], row["country"],
        row["flow"], row["form"], row["text"],
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def content_words(text: str) -> frozenset[str]:
    """The words that carry content, small, without marks."""
    words = re.findall(r"[a-z0-9]+(?:'[a-z]+)*", text.lower().replace("’", "'"))
    return frozenset(words) - FUNCTION_WORDS


def shared(one: str, other: str) -> float:
    """The part of the content words of the shorter sentence that the other has as well."""
    a, b = content_words(one), content_words(other)
    return len(a & b) / max(1, min(len(a), len(b)))


def too_alike(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Pairs of one label that share more than `MAX_SHARED` of their content words."""
    labels: dict[tuple[str, bool], list[Sentence]] = {}
    for sentence in sentences:
        labels.setdefault((sentence.criterion, sentence.fires), []).append(sentence)
    for group in labels.values():
        yield from (
            (a, b) for a, b in combinations(group, 2) if shared(a.text, b.text) > MAX_SHARED
        )
