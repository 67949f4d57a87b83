"""Progress as a JSON object, stable and documented (docs/progress.md)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from simulator.practice.cards import id_of, is_cue
from simulator.practice.figures import FIGURES
from simulator.practice.progress import CardProgress, Progress
from simulator.report.about import Reported
from simulator.report.told import next_step

SCHEMA_VERSION: Final = 1


def progress_as_json(reported: Reported) -> dict[str, Any]:
    """Everything, in the words of the documentation; what was not measured is null."""
    progress = reported.progress
    calibration, confusion = progress.calibration, progress.confusion
    return {
        "schema_version": SCHEMA_VERSION,
        "today": progress.today,
        "name": reported.name,
        "calls": progress.calls,
        "drill_items": progress.drill_items,
        "next": _next(reported),
        "stages": _stages(progress),
        "streak": asdict(progress.streak),
        "days": list(progress.days),
        "changed": list(progress.week),
        "changes": [asdict(change) for change in progress.changes],
        "cards": [_card(card) for card in progress.cards],
        "trends": [_trend(progress, name) for name in progress.trends],
        "calibration": {**asdict(calibration), "in_words": calibration.in_words},
        "confusion": {
            "best": list(confusion.best),
            "made": list(confusion.made),
            "counts": [list(row) for row in confusion.counts],
        },
        "mix_ups": [asdict(one) for one in progress.mix_ups],
        "exams": [asdict(exam) for exam in reported.exams],
    }


def _next(reported: Reported) -> dict[str, Any]:
    step, drawn = next_step(reported), reported.progress.next_call
    call = None
    if drawn is not None:
        call = {
            "scenario": drawn.scenario,
            "title": reported.next_title,
            "variant": drawn.variant,
            "card": drawn.focus.card,
            "purpose": drawn.focus.purpose,
            "skill": drawn.skill,
        }
    return {"what": step.what, "why": step.why, "stage": step.stage, "call": call}


def _stages(progress: Progress) -> list[dict[str, Any]]:
    return [
        {
            "id": one.stage.id,
            "title": one.stage.title,
            "is_open": one.is_open,
            "is_done": one.is_done,
            "shown": list(one.shown),
            "lacking": list(one.lacking),
            "why": one.why,
        }
        for one in progress.way.stages
    ]


def _card(card: CardProgress) -> dict[str, Any]:
    mastery = card.mastery
    return {
        "card": card.card,
        "kind": "sign" if is_cue(card.card) else "skill",
        "id": id_of(card.card),
        "title": card.title,
        "is_mastered": mastery.is_mastered,
        "mastered_on": mastery.mastered_on,
        "evidence": [asdict(call) for call in mastery.evidence],
        "lacking_types": list(mastery.lacking_types),
        "lacking_days": mastery.lacking_days,
        "critical_on": mastery.critical_on,
        "in_words": mastery.in_words,
        "reviews": card.reviews,
        "misses": card.misses,
        "is_due": card.is_due,
        "due": card.due,
        "recall": card.recall,
    }


def _trend(progress: Progress, name: str) -> dict[str, Any]:
    figure = FIGURES[name]
    return {
        "figure": name,
        "title": figure.title,
        "unit": figure.unit,
        "weeks": [asdict(point) for point in progress.trends[name]],
    }
