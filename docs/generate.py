"""Write the generated parts of the documents: `python docs/generate.py`.

Tests compare each with its source, so a document that is out of date fails the suite.
"""

from __future__ import annotations

import re
from pathlib import Path

from docs.delivery_page import page as delivery_page
from simulator.adapters.scenario_files import ScenarioFiles
from simulator.call.diagram import diagram
from simulator.grading.document import checks_page, scorecard_fields
from simulator.scenario.coverage import coverage_page
from simulator.scenario.document import format_page
from simulator.scenario.schema import schema_text
from training.validity_page import page as validity_page

DOCS = Path(__file__).parent


def main() -> None:
    """Rewrite every generated part in place."""
    page = DOCS / "ARCHITECTURE.md"
    text = page.read_text(encoding="utf-8")
    drawn = re.sub(r"```mermaid\n.*?```", f"```mermaid\n{diagram()}```", text, flags=re.DOTALL)
    page.write_text(drawn, encoding="utf-8")
    (DOCS / "checks.md").write_text(checks_page(), encoding="utf-8")
    (DOCS / "grading-validity.md").write_text(validity_page(), encoding="utf-8")
    (DOCS / "delivery-validity.md").write_text(delivery_page(), encoding="utf-8")
    (DOCS / "scenario.schema.json").write_text(schema_text(), encoding="utf-8")
    example = (DOCS / "example-scenario.yaml").read_text(encoding="utf-8")
    (DOCS / "scenario-format.md").write_text(format_page(example), encoding="utf-8")
    library = ScenarioFiles()
    scenarios = [file.scenario for file in library.scenarios()]
    (DOCS / "coverage.md").write_text(coverage_page(scenarios, library.voices()), encoding="utf-8")
    scorecard = DOCS / "scorecard.md"
    before, mark, _ = scorecard.read_text(encoding="utf-8").partition("a test compares -->\n\n")
    scorecard.write_text(before + mark + scorecard_fields(), encoding="utf-8")


if __name__ == "__main__":
    main()
