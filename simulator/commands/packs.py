"""Packs of scenarios: add one from a folder or a zip on this machine; list, verify, remove."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.commands.errors import BadInput

if TYPE_CHECKING:
    from simulator.adapters.packs.store import Added, InstalledPack, PackStore

SCHEMA_VERSION = 1
WHOLE, DAMAGED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True, title="actions")
    add = _action(actions, "add", "check a pack, and install it if all in it is right")
    add.add_argument("path", type=Path, metavar="PATH", help="a folder or a zip on this machine")
    add.add_argument(
        "--replace",
        action="store_true",
        help="put it in the place of the pack of its name; a higher version by the same author "
        "does so by itself",
    )
    _action(actions, "list", "the installed packs")
    remove = _action(actions, "remove", "remove a pack; your calls of it stay")
    remove.add_argument("name", metavar="NAME", help="a name from `rolecall packs list`")
    verify = _action(actions, "verify", "compare packs, file by file, with what was installed")
    verify.add_argument("name", nargs="?", metavar="NAME", help="without one, all packs")


def _action(actions: Any, name: str, summary: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(
        name, help=summary, description=f"{summary}."
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser


def run(args: argparse.Namespace) -> int:
    """Do it.

    Raises:
        BadInput: the pack will not do, or there is none of that name.
    """
    from simulator.adapters.packs.store import PackStore
    from simulator.scenario.pack import PackRefused
    from simulator.settings import places

    store = PackStore(places().packs)
    actions = {"add": _add, "list": _list, "remove": _remove, "verify": _verify}
    try:
        return actions[args.action](store, args)
    except PackRefused as error:
        raise BadInput("\n".join(error.sentences)) from error


def _add(store: PackStore, args: argparse.Namespace) -> int:
    from simulator.adapters.scenario_files.packs import PackCheck
    from simulator.scenario.pack import PackRefused
    from simulator.scenario.problem import ProblemsFound

    def check(folder: Path, manifest: Any) -> None:
        others = (p.folder for p in store.installed() if p.name != manifest.name)
        PackCheck(tuple(others))(folder, manifest)

    try:
        added = store.add(args.path, check, replace=args.replace)
    except (PackRefused, ProblemsFound) as error:
        found = error.problems if isinstance(error, ProblemsFound) else error.sentences
        lines = [f"{args.path} was not installed:", *(f"  {one}" for one in found)]
        raise BadInput("\n".join(lines)) from error
    replaced = None if added.replaced is None else _version(added.replaced)
    if args.json:
        _print_json({"installed": _as_json(added.pack), "replaced": replaced})
    else:
        sys.stdout.writelines(f"{line}\n" for line in _told(added, replaced))
    return 0


def _told(added: Added, replaced: str | None) -> list[str]:
    manifest = added.manifest
    lines = [
        f"Installed {manifest.name} {manifest.version} by {manifest.author} "
        f"({manifest.licence}): {_contents(added.pack)}."
    ]
    if replaced is not None:
        lines.append(f"It took the place of {replaced}.")
    if manifest.rubric is not None:
        lines.append(
            f"Its calls are meant to be graded by the rubric {manifest.rubric}: "
            f"add --rubric {manifest.rubric}, or choose it in the settings."
        )
    return lines


def _list(store: PackStore, args: argparse.Namespace) -> int:
    packs = [(pack, "damaged" if pack.damage() else "whole") for pack in store.installed()]
    if args.json:
        _print_json({"packs": [{**_as_json(pack), "state": state} for pack, state in packs]})
        return 0
    if not packs:
        sys.stderr.write("No pack is installed. To add one: rolecall packs add PATH\n")
        return 0
    columns = ("NAME", "VERSION", "SCENARIOS", "STATE", "LICENCE", "AUTHOR")
    rows = [columns, *(_row(pack, state) for pack, state in packs)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(columns))]
    for row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    return 0


def _row(pack: InstalledPack, state: str) -> tuple[str, ...]:
    manifest = pack.manifest
    licence, author = ("?", "?") if manifest is None else (manifest.licence, manifest.author)
    return (pack.name, _version(pack), str(pack.count("scenarios")), state, licence, author)


def _remove(store: PackStore, args: argparse.Namespace) -> int:
    pack = store.find(args.name)
    removed, contents = _as_json(pack), _contents(pack)
    store.remove(args.name)
    if args.json:
        _print_json({"removed": removed})
    else:
        sys.stdout.write(
            f"Removed {pack.name} {_version(pack)}: {contents}. Your calls of it stay; to grade "
            "one of them again, add the pack again.\n"
        )
    return 0


def _verify(store: PackStore, args: argparse.Namespace) -> int:
    from simulator.scenario.pack_sums import NOT_AUTHORSHIP

    packs = store.installed() if args.name is None else (store.find(args.name),)
    found = [(pack, pack.damage()) for pack in packs]
    if args.json:
        shape = [
            {
                "name": pack.name,
                "whole": not damage,
                "changed": list(damage.changed),
                "missing": list(damage.missing),
                "extra": list(damage.extra),
            }
            for pack, damage in found
        ]
        _print_json({"packs": shape, "proves_authorship": False})
    for pack, damage in found if not args.json else ():
        if not damage:
            sys.stdout.write(f"{pack.name} {_version(pack)}: whole.\n")
        sys.stdout.writelines(f"{pack.name}: {line}\n" for line in damage.told())
    if not packs:
        sys.stderr.write("No pack is installed.\n")
    if any(damage for _, damage in found):
        sys.stderr.write("To mend it, install it anew: rolecall packs add PATH --replace\n")
    sys.stderr.write(f"{NOT_AUTHORSHIP}\n")
    return DAMAGED if any(damage for _, damage in found) else WHOLE


def _version(pack: InstalledPack) -> str:
    return "?" if pack.manifest is None else pack.manifest.version


def _contents(pack: InstalledPack) -> str:
    from simulator.scenario.pack import counted, told_together

    counts = ((pack.count(f"{noun}s"), noun) for noun in ("scenario", "voice", "rubric"))
    return told_together(counted(count, noun) for count, noun in counts if count) or "nothing"


def _as_json(pack: InstalledPack) -> dict[str, Any]:
    manifest = pack.manifest
    fields = ("version", "author", "licence", "description", "rubric")
    return {
        "name": pack.name,
        **{field: getattr(manifest, field, None) for field in fields},
        **{f"{noun}s": pack.count(f"{noun}s") for noun in ("scenario", "voice", "rubric")},
        "folder": str(pack.folder),
    }


def _print_json(shape: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps({"schema_version": SCHEMA_VERSION, **shape}, indent=2) + "\n")
