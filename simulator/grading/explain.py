"""The arithmetic of a scorecard as plain text: every line that adds to a sum, then the sum."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.grading.score import Scorecard, SumLine

WIDTH = 34
"""The column of titles has at least so many characters."""
GRADED_TEXT = {
    "heard": "Graded: the words as they were heard",
    "corrected": "Graded: the words as you corrected them",
    "typed": "Graded: the words as you typed them",
}
PARTS = {"where": "Where", "what": "What", "how": "How"}


def explain(scorecard: Scorecard) -> tuple[str, ...]:
    """Lines to print, in order. Scores are 0 to 100, weights are shares of what was measured."""
    score = scorecard.score
    totals = {"where": score.where, "what": score.what, "how": score.how}
    lines: list[str] = []
    for part, total in totals.items():
        of_part = [line for line in scorecard.arithmetic if line.part == part]
        lines += [f"{PARTS[part]}: {_points(total)}", *_sum_lines(of_part), ""]
    of_all = [line for line in scorecard.arithmetic if line.part == "overall"]
    lines += [f"Overall: {_points(score.overall)}", *_sum_lines(of_all), ""]
    lines += [*_basis(scorecard), "", _outcome(scorecard)]
    return tuple(lines)


def _sum_lines(lines: list[SumLine]) -> Iterator[str]:
    weights = sum(line.weight for line in lines if line.score is not None)
    width = max((WIDTH, *(len(line.what) for line in lines)))
    for line in lines:
        what = PARTS.get(line.what, line.what)
        yield f"  {what:{width}} {_sum(line, weights)}".rstrip()


def _sum(line: SumLine, weights: float) -> str:
    if line.score is None or line.points is None:
        return line.note
    if not line.weight and line.note:
        return f"{line.note:>20} = {line.points:6.1f}"
    return f"{line.score:6.1f} x {line.weight:4g} / {weights:4g} = {line.points:6.1f}"


def _points(total: float | None) -> str:
    return "not measured" if total is None else f"{total:.1f}"


def _basis(scorecard: Scorecard) -> Iterator[str]:
    """By what it was graded: the same call, rubric and models give the same lines."""
    yield f"Rubric {scorecard.rubric.id}, SHA-256 {scorecard.rubric.sha256}"
    if scorecard.message is not None:
        yield GRADED_TEXT[scorecard.message.graded]
    if scorecard.language is not None:
        meaning = "words and meaning" if scorecard.language.embeddings else "words only"
        yield f"Read by {meaning}; models' SHA-256 {scorecard.language.weights_sha256}"


def _outcome(scorecard: Scorecard) -> str:
    passed = "Passed." if scorecard.passed else "Not passed."
    match scorecard.score.would_call_back:
        case None:
            return passed
        case answer:
            return f"{passed} Would you call you back? {answer.capitalize()}."
