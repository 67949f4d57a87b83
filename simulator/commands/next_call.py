"""What to call next, why, and where that is on the way."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from simulator.commands.whose import add_profile, chosen_profile

if TYPE_CHECKING:
    from simulator.ports import ScenarioFile
    from simulator.practice.way_told import StageTold
    from simulator.session.practising import Coming

SCHEMA_VERSION = 1
MOST_LACKING = 5
NOTHING = "There is no scenario that trains anything; rolecall check says why."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def run(args: argparse.Namespace) -> int:
    """Print what is next."""
    from simulator.bootstrap import open_quiet_desk
    from simulator.practice.way_told import stages_told

    desk = open_quiet_desk(chosen_profile(args), voice=False)
    try:
        coming = desk.practice.coming()
        stages = stages_told(coming.way, desk.practice.skills)
        drawn = coming.drawn
        file = None if drawn is None else desk.ports.library.scenario(drawn.scenario)
    finally:
        desk.close()
    told = dict.fromkeys((*desk.ports.notices, *desk.ports.records.notices))
    sys.stderr.writelines(f"{sentence}\n" for sentence in told)
    if args.json:
        sys.stdout.write(json.dumps(_shape(coming, stages), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(coming, stages, file))
    return 0


def _lines(coming: Coming, stages: tuple[StageTold, ...], file: ScenarioFile | None) -> list[str]:
    lines = [f"{stage.title}: {stage.state}. {stage.why}" for stage in stages]
    for stage in stages:
        if stage.state == "next" and stage.lacking:
            lines += ["", f"Still to show in “{stage.title}”:"]
            lines += [f"- {c.title}: {_small(c.lacking)}" for c in stage.lacking[:MOST_LACKING]]
            if len(stage.lacking) > MOST_LACKING:
                lines.append(f"and {len(stage.lacking) - MOST_LACKING} more.")
    lines += ["", coming.way.next_in_words]
    drawn = coming.drawn
    if drawn is None or file is None:
        return [*lines, NOTHING]
    scenario = file.as_variant(drawn.variant).scenario
    return [
        *lines,
        f"The next call: {scenario.title}. {drawn.reason_before}",
        "To make it: rolecall call",
    ]


def _shape(coming: Coming, stages: tuple[StageTold, ...]) -> dict[str, Any]:
    drawn = coming.drawn
    return {
        "schema_version": SCHEMA_VERSION,
        "curriculum": coming.way.curriculum.id,
        "exam": coming.way.open_exam,
        "stages": [
            {
                "title": stage.title,
                "state": stage.state,
                "why": stage.why,
                "shown": list(stage.shown),
                "lacking": [{"title": c.title, "still": c.lacking} for c in stage.lacking],
            }
            for stage in stages
        ],
        "next_call": None
        if drawn is None
        else {
            "scenario": drawn.scenario,
            "variant": drawn.variant,
            "seed": coming.seed,
            "card": drawn.focus.card,
            "purpose": drawn.focus.purpose,
            "reason": drawn.reason,
        },
    }


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
