"""List the scenarios with the best score of each."""

from __future__ import annotations

import argparse
import json
import sys

from simulator.commands.whose import add_profile, chosen_profile

SCHEMA_VERSION = 1
INBOX_WAITS = "A message of yours waits in your inbox: rolecall inbox"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add_profile(parser)
    parser.add_argument("--json", action="store_true", help="print the list as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the list."""
    from simulator.bootstrap import open_quiet_desk
    from simulator.practice.cards import cue_card
    from simulator.session.inbox import message_waits

    desk = open_quiet_desk(chosen_profile(args), voice=False)
    reached = desk.ports.records.reached()
    best = {scenario_id: one.best for scenario_id, one in reached.items()}
    cards = desk.practice.standing().cards

    def due(cues: tuple[str, ...]) -> str | None:
        """When the first of its cues that have been met is due; a moment in UTC."""
        met = (cards[cue_card(cue)] for cue in cues if cue_card(cue) in cards)
        return min((card.memory.due.isoformat() for card in met), default=None)

    scenarios = [
        {
            "id": s.id,
            "type": s.type,
            "level": s.level,
            "title": s.title,
            "cues": list(s.cues),
            "twin_of": s.twin_of,
            "best_score": best.get(s.id),
            "due": due(s.cues),
            "pack": file.pack,
        }
        for file, s in ((file, file.scenario) for file in desk.ports.library.scenarios())
    ]
    for sentence in (*desk.ports.notices, *desk.ports.library.problems()):
        sys.stderr.write(f"{sentence}\n")
    if args.json:
        shape = {"schema_version": SCHEMA_VERSION, "scenarios": scenarios}
        sys.stdout.write(json.dumps(shape, indent=2) + "\n")
        return 0
    sys.stdout.write(f"{'ID':<20} {'TYPE':<17} {'LEVEL':<6} {'BEST':<6} TITLE\n")
    for s in scenarios:
        score = "-" if s["best_score"] is None else f"{s['best_score']:.0f}"
        sys.stdout.write(f"{s['id']:<20} {s['type']:<17} {s['level']:<6} {score:<6} {s['title']}\n")
    if message_waits(desk):
        sys.stdout.write(f"\n{INBOX_WAITS}\n")
    return 0
