"""The wheel carries what is needed to play: scenarios, voices, every file of the package."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", folder, ROOT],
        check=True,
        timeout=120,
    )
    (built,) = folder.glob("rolecall-*-py3-none-any.whl")
    unpacked = folder / "unpacked"
    with zipfile.ZipFile(built) as archive:
        archive.extractall(unpacked)
    return unpacked


def names(folder: Path, pattern: str) -> set[str]:
    return {path.name for path in folder.glob(pattern)}


@pytest.mark.parametrize("kind", ["scenarios", "voices"])
def test_everything_in_the_checkout_is_in_the_wheel(wheel: Path, kind: str) -> None:
    shipped = names(wheel / "simulator" / "_shipped" / kind, "*.yaml")

    assert shipped == names(ROOT / kind, "*.yaml")
    assert shipped


def test_the_schema_for_editors_is_in_the_wheel(wheel: Path) -> None:
    shipped = wheel / "simulator" / "_shipped" / "scenario.schema.json"

    assert shipped.read_bytes() == (ROOT / "docs" / shipped.name).read_bytes()


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    def files(top: Path) -> set[str]:
        found = (p for p in top.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
        return {str(p.relative_to(top)) for p in found}

    packed = {name for name in files(wheel / "simulator") if not name.startswith("_shipped")}

    assert packed == files(ROOT / "simulator")


def test_scenarios_and_voices_are_found_where_pip_puts_them(wheel: Path) -> None:
    program = (
        "import simulator;"
        "from simulator.adapters.scenario_files import schema_file, shipped_folder, yaml_files;"
        "print(simulator.__file__);"
        "print(*(len(yaml_files(shipped_folder(k))) for k in ('scenarios', 'voices')));"
        "print(shipped_folder('scenarios'));"
        "print(schema_file())"
    )
    # The copy in the wheel is not the code that coverage is measured on.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=wheel,
        env={**environment, "PYTHONPATH": str(wheel)},
        capture_output=True,
        text=True,
        check=True,
    )

    where, counts, scenarios, schema = done.stdout.splitlines()
    assert Path(where).is_relative_to(wheel)
    assert Path(scenarios) == wheel / "simulator" / "_shipped" / "scenarios"
    assert Path(schema) == wheel / "simulator" / "_shipped" / "scenario.schema.json"
    assert counts == " ".join(
        str(len(names(ROOT / kind, "*.yaml"))) for kind in ("scenarios", "voices")
    )


def test_the_command_and_the_licence_come_along(wheel: Path) -> None:
    (about,) = wheel.glob("rolecall-*.dist-info")

    assert "rolecall = simulator.cli:main" in (about / "entry_points.txt").read_text("utf-8")
    assert (about / "licenses" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert not list(wheel.glob("tests"))
