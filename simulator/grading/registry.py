"""Find the checks: those in `checks/`, then those that other installed packages offer."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from simulator.grading import checks
from simulator.grading.check import Check, CheckRefused

GROUP = "rolecall.checks"
"""The entry-point group of other packages' checks; each entry names a value of `Check`."""


def shipped() -> tuple[Check, ...]:
    """Every check that comes with Rolecall, by part and then id."""
    found: list[Check] = []
    for part in sorted(m.name for m in pkgutil.iter_modules(checks.__path__)):
        package = import_module(f"{checks.__name__}.{part}")
        for name in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
            module = import_module(f"{package.__name__}.{name}")
            found.append(_a_check(module.check, f"the module {module.__name__}"))
    return tuple(found)


def installed() -> tuple[Check, ...]:
    """The shipped checks and those of other packages.

    Raises:
        CheckRefused: a package's check cannot be used, or two share an id.
    """
    return joined(shipped(), (_load(entry) for entry in entry_points(group=GROUP)))


def joined(ours: Iterable[Check], theirs: Iterable[Check]) -> tuple[Check, ...]:
    """All of them, in order.

    Raises:
        CheckRefused: two share an id.
    """
    found: dict[str, Check] = {}
    for check in (*ours, *theirs):
        if check.id in found:
            raise CheckRefused(
                f"Two checks are called `{check.id}`. Remove one of the packages that offer it."
            )
        found[check.id] = check
    return tuple(found.values())


def _load(entry: EntryPoint) -> Check:
    try:
        value = entry.load()
    except (ImportError, AttributeError, CheckRefused) as error:
        raise CheckRefused(
            f"The check `{entry.name}` ({entry.value}) cannot be loaded: {error}"
        ) from error
    return _a_check(value, f"`{entry.value}`")


def _a_check(value: object, where: str) -> Check:
    if not isinstance(value, Check):
        raise CheckRefused(f"What stands in {where} is not a check.")
    return value
