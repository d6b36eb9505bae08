"""Notebooks speak, modules work: every notebook of the project is short, clean and open to parameters."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from analysis.coding.attempts.confidence import default_min_confidence
from analysis.publishing.parameters import read_declaration

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
MOST_CODE_LINES = 60


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def sources(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in read(path)["cells"] if cell["cell_type"] == "code"]


def test_the_briefing_takes_its_parameters() -> None:
    (briefing,) = [path for path in NOTEBOOKS if path.stem == "briefing"]
    declared = read_declaration(briefing).parameters
    assert list(declared) == [
        "conflict", "start", "end", "as_of", "sources", "mediator", "min_confidence", "title",
    ]  # fmt: skip
    assert [name for name, one in declared.items() if one.is_date] == ["start", "end", "as_of"]
    assert declared["min_confidence"].bounds == (0, 1)
    assert all(one.comment for one in declared.values())


def test_every_page_shows_the_tier_that_keeps_its_promise() -> None:
    declared = {path.stem: read_declaration(path).parameters for path in NOTEBOOKS}
    least = {name: one["min_confidence"].default for name, one in declared.items() if "min_confidence" in one}
    assert least == dict.fromkeys(["attempts", "briefing", "crosswalk", "outcomes"], default_min_confidence())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_short_and_defines_nothing(path: Path) -> None:
    lines = [line for source in sources(path) for line in source.splitlines() if line.strip()]
    assert len(lines) <= MOST_CODE_LINES
    nodes = [node for source in sources(path) for node in ast.walk(ast.parse(source))]
    assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda) for node in nodes)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_clean(path: Path) -> None:
    content = read(path)
    code = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert content["metadata"]["kernelspec"] == kernel


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_cell_after_the_parameters_checks_them(path: Path) -> None:
    """It hands every parameter to the project's code, which raises for what cannot be."""
    parameters, check = sources(path)[:2]
    declared = [node.target.id for node in ast.parse(parameters).body if isinstance(node, ast.AnnAssign)]
    used = {node.id for node in ast.walk(ast.parse(check)) if isinstance(node, ast.Name)}
    assert set(declared) <= used
