"""A scorecard told from the top: the verdict, the decision and why, what was heard, what next.

Words carry the verdicts; colour and the marks + - ? only repeat them.
"""

from __future__ import annotations

import re
from textwrap import shorten
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.tui.marks import BAD, GOOD, QUIET, UNSURE
from simulator.tui.widgets.rows import Row
from simulator.wording import (
    CORRECTED,
    KINDS,
    NOTHING_WAS_HEARD,
    best_in_words,
    figures_in_words,
    fixes,
    headline,
    is_unread,
    made_in_words,
    out_of_100,
    own_answer_in_words,
    paces_in_words,
    quoted,
    verdict_word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.grading.score import (
        ChoiceMade,
        Criterion,
        Evidence,
        Part,
        Scorecard,
    )
    from simulator.practice.self_rating import SelfRating
    from simulator.scenario.model import Scenario

STATE_WIDTH = 15
_QUOTE_WIDTH = 46
_MOST_QUOTES = 2
_ALL_QUOTES = 8
_WHOLE_FROM = 10
"""Below, the decimal counts: of energy, or of the digits a second."""
BAR_WIDTH = 10
_SENTENCE = re.compile(r"[^.!?]*[.!?]*\s*")
_MARKS = {True: ("+", GOOD), False: ("-", BAD), None: ("?", QUIET)}


def verdict(scorecard: Scorecard) -> Content:
    """The first line of all."""
    choice = scorecard.choice
    if scorecard.passed:
        colour = GOOD
    else:
        colour = BAD if choice is not None and choice.verdict == "wrong" else UNSURE
    return Content.styled(headline(scorecard), f"bold {colour}")


def score_in_words(scorecard: Scorecard) -> Content:
    """The points."""
    return Content.styled(out_of_100(scorecard.score.overall, "/"), "bold $foreground")


def points(score: float | None) -> str:
    """A part's points; nothing where nothing was measured, never a false zero."""
    return "–" if score is None else f"{score:.0f}"


def where(scorecard: Scorecard, scenario: Scenario | None) -> Iterator[Row]:
    """The decision that settled WHERE, its evidence, and the others in a line each."""
    choice = scorecard.choice
    if choice is None:
        yield Row(Content("There was nothing to decide: the call ended before anybody answered."))
        return
    yield Row(_decision(choice))
    greeting = _greeting(choice, scenario)
    if greeting is not None:
        yield Row(greeting)
    yield Row(Content(choice.why))
    is_typed = scorecard.message is not None and scorecard.message.seconds is None
    yield Row(Content.styled(" · ".join(_particulars(choice, is_typed=is_typed)), QUIET))
    for number, other in enumerate(scorecard.choices, 1):
        if other != choice:
            yield Row(_other(number, other, scenario))


def next_time(scorecard: Scorecard) -> Iterator[Row]:
    """At most three things to do differently, with the words that they are about."""
    told = fixes(scorecard)
    for number, fix in enumerate(told, 1):
        gain = f"  (worth {fix.gain:.0f})" if fix.gain >= 1 else ""
        tip = Content.assemble(fix.tip, (gain, QUIET))
        yield Row(tip, Content.styled(str(number), "bold $accent"))
        if fix.words:
            is_own = fix.words[0].start is not None  # else it is the greeting that is quoted
            whose = "you said" if is_own else "they said"
            yield Row(Content.styled(f"{whose} {_short(fix.words)}", QUIET), Content(""))
        if fix.example:
            yield Row(Content.styled(f"say “{fix.example}”", "$text-accent"), Content(""))
    if not told:
        yield Row(Content("Nothing to mend. Try the next call."))


def good(scorecard: Scorecard) -> Iterator[Row]:
    """What was right, as concrete as what was not."""
    for praise in scorecard.coaching.praise:
        words = f"  {_short(praise.words)}" if praise.words else ""
        yield Row(Content.assemble(praise.says, (words, QUIET)), Content.styled("+", GOOD))


def reasons(scorecard: Scorecard) -> Iterator[Row]:
    """Every verdict with its words, its reason and its rule."""
    for criterion in scorecard.criteria.values():
        mark, colour = _MARKS[criterion.passed]
        verdict = Content.styled(f"{mark} {verdict_word(criterion)}", colour)
        yield Row(Content.styled(criterion.title, "bold"), verdict, apart=True)
        if criterion.evidence:
            yield Row(Content(quoted(criterion.evidence, _ALL_QUOTES)), Content(""))
        yield Row(Content(criterion.why), Content(""))
        yield Row(Content.styled(f"rule {criterion.rule}", QUIET), Content(""))


def what(scorecard: Scorecard) -> Iterator[Row]:
    """What the message, which stands above this, is worth: each criterion in a line."""
    message = scorecard.message
    if message is None:
        yield Row(Content("No message was left."))
        return
    if is_unread(scorecard):
        yield Row(Content("Your message was recorded, but could not be turned into words."))
        return
    if message.heard is not None:
        yield Row(Content.styled(f"{CORRECTED} “{message.heard or NOTHING_WAS_HEARD}”", QUIET))
    yield from _criteria(_of_part(scorecard, "what"))


def own_answer(rating: SelfRating, scorecard: Scorecard) -> Iterator[Row]:
    """What the rep had said before they saw this."""
    for sentence in own_answer_in_words(rating, scorecard):
        yield Row(Content(sentence))


def bars(scorecard: Scorecard) -> Content:
    """The three parts at a glance, in one line; what was not measured has a word and no bar."""
    score = scorecard.score
    parts = (("where", score.where), ("what", score.what), ("how", score.how))
    return Content("    ").join(_bar(name, points) for name, points in parts)


def _bar(name: str, points: float | None) -> Content:
    if points is None:
        return Content.assemble((f"{name} ", QUIET), "not measured")
    full = round(points / 100 * BAR_WIDTH)
    return Content.assemble(
        (f"{name} ", QUIET),
        ("█" * full, "$accent"),
        ("░" * (BAR_WIDTH - full), QUIET),
        (f" {points:.0f}", "bold"),
    )


def how(scorecard: Scorecard) -> Iterator[Row]:
    """How it was said, as far as it was measured."""
    figures = list(figures_in_words(scorecard.delivery))
    if not figures:
        why = next(iter(scorecard.delivery.not_measured.values()), "No message was left.")
        yield Row(Content(f"Not measured. {why}"))
        return
    yield Row(Content(" · ".join(figures)))
    paces = paces_in_words(scorecard.delivery)
    if paces:
        yield Row(Content.styled(paces, QUIET))
    for warning in scorecard.delivery.warnings:
        yield Row(Content(warning), Content.styled("!", UNSURE))
    yield from _criteria(_of_part(scorecard, "how"))


def _decision(choice: ChoiceMade) -> Content:
    did = f"You {made_in_words(choice.made)}"
    match choice.verdict:
        case "best":
            return Content.styled(f"{did}: the best choice here.", f"bold {GOOD}")
        case "acceptable":
            return Content.assemble(
                (f"{did}: good enough. ", f"bold {UNSURE}"),
                f"Better: {best_in_words(choice.best)}.",
            )
        case "wrong":
            critical = " (critical)" if choice.critical else ""
            return Content.assemble(
                (f"{did}{critical}. ", f"bold {BAD}"),
                (f"Best: {best_in_words(choice.best)}.", "bold"),
            )


def _other(number: int, choice: ChoiceMade, scenario: Scenario | None) -> Content:
    line = scenario.lines.get(choice.line) if scenario is not None else None
    place = f"Decision {number}" if line is None else f"Decision {number}, {KINDS[line.kind]}"
    return Content.assemble((f"{place}: ", QUIET), _decision(choice))


def _greeting(choice: ChoiceMade, scenario: Scenario | None) -> Content | None:
    """The greeting with the deciding words marked; where all went well, only their sentence."""
    line = scenario.lines.get(choice.line) if scenario is not None else None
    if line is None:
        return None
    text = line.greeting_text
    if choice.cue is None:
        return None if choice.verdict == "best" else Content(f"“{text}”")
    start, end = choice.cue.span
    first, last = (0, len(text)) if choice.verdict != "best" else _sentence_around(text, start, end)
    return Content.assemble(
        "“" if first == 0 else "“... ",
        text[first:start],
        "«", (text[start:end], "bold underline"), "»",
        text[end:last].rstrip(),
        "”" if last >= len(text) else " ...”",
    )  # fmt: skip


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    spans = [found.span() for found in _SENTENCE.finditer(text) if found.group()]
    first = max((a for a, _ in spans if a <= start), default=0)
    last = min((b for _, b in spans if b >= end), default=len(text))
    return first, last


def _particulars(choice: ChoiceMade, *, is_typed: bool) -> Iterator[str]:
    yield f"rule {choice.rule}"
    seconds = choice.seconds_to_decide
    if choice.guess:
        yield "a guess: decided before the deciding words could be heard"
    elif seconds is not None and choice.made == "leave":
        if not is_typed:
            yield f"you spoke {seconds:.1f} s after the beep"
    elif seconds is not None:
        yield f"decided in {seconds:.1f} s"
    if choice.note:
        yield choice.note


def _of_part(scorecard: Scorecard, part: Part) -> list[Criterion]:
    titles = {line.what for line in scorecard.arithmetic if line.part == part}
    return [criterion for criterion in scorecard.criteria.values() if criterion.title in titles]


def _worst_first(criterion: Criterion) -> int:
    return {False: 0, None: 2, True: 1}[criterion.passed]


def _criteria(criteria: list[Criterion]) -> Iterator[Row]:
    for criterion in sorted(criteria, key=_worst_first):
        mark, colour = _MARKS[criterion.passed]
        shown = _shown(criterion)
        text = Content.assemble(criterion.title, (f"   {shown}" if shown else "", QUIET))
        yield Row(text, Content.styled(f"{mark} {verdict_word(criterion)}", colour))


def _shown(criterion: Criterion) -> str:
    """The figure or the words on which a verdict rests; why, where it was not measured."""
    if criterion.state == "not_measured":
        return criterion.why
    if criterion.measured is not None:
        places = 0 if abs(criterion.measured) >= _WHOLE_FROM else 1
        figure = f"{criterion.measured:.{places}f}".removesuffix(".0")
        return f"{figure} {criterion.unit}"
    return _short(criterion.evidence)


def _short(evidence: Iterable[Evidence]) -> str:
    """The first words of the evidence, in quotation marks."""
    texts = [shorten(e.text, _QUOTE_WIDTH, placeholder=" ...") for e in evidence if e.text]
    return ", ".join(f"“{text}”" for text in dict.fromkeys(texts[:_MOST_QUOTES]))
