"""The house keeps its shape: data flows one way, and the folders show it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "analysis"

# Part of the package -> the parts it may import. A room imports only from rooms above it in this list.
BASE = {"errors", "project", "codebook"}
ROOMS = BASE | {"text", "coding", "files", "store", "sources", "study", "publishing"}
MAY_IMPORT = {
    "errors": set(),
    "project": {"errors"},
    "codebook": {"errors", "project"},
    "text": BASE,
    "coding": BASE | {"text"},
    # Only what reads or writes the project's files knows how a file changes whole or not at all.
    "files": {"errors"},
    "store": BASE | {"files"},
    "sources": BASE | {"text", "files"},
    "study": ROOMS - {"files", "publishing"},
    "publishing": ROOMS,
    "pipeline": ROOMS,
    "cli": ROOMS | {"pipeline"},
    "__main__": {"cli"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 400
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}


def dotted_name(path: Path) -> str:
    """The import name of a module: src/analysis/text/dates.py is analysis.text.dates."""
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str | None:
    """The part a module belongs to: analysis.text.dates is in text, analysis itself in none."""
    parts = module.split(".")
    return parts[1] if parts[0] == "analysis" and len(parts) > 1 else None


def imported_modules(source: str, package: str) -> set[str]:
    """All modules a source text imports, absolute or relative, at the top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found.update(f"{base}.{alias.name}" for alias in node.names)
    return found


def forbidden_imports(module: str, source: str, *, is_package: bool = False) -> list[str]:
    """What `module` imports from parts of the package that its own part may not know."""
    here = part_of(module)
    if here is None:
        return []
    package = module if is_package else module.rpartition(".")[0]
    reached = {name: part_of(name) for name in imported_modules(source, package)}
    allowed = MAY_IMPORT.get(here, set()) | {here}
    known = {name: part for name, part in reached.items() if part in MAY_IMPORT}
    return sorted(name for name, part in known.items() if part not in allowed)


@pytest.mark.parametrize("path", MODULES, ids=dotted_name)
def test_a_module_imports_only_from_rooms_above_it(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert forbidden_imports(dotted_name(path), source, is_package=path.name == "__init__.py") == []


@pytest.mark.parametrize(
    ("module", "source", "forbidden"),
    [
        ("analysis.text.dates", "from analysis.coding.rules import find_mentions", "analysis.coding.rules"),
        ("analysis.coding.rules", "def f():\n    import analysis.store", "analysis.store"),
        ("analysis.study.spells", "from ..publishing import exporter", "analysis.publishing.exporter"),
        ("analysis.publishing.index", "from analysis import pipeline", "analysis.pipeline"),
        ("analysis.pipeline", "from analysis.cli import main", "analysis.cli.main"),
        ("analysis.codebook.tables", "from ..text.dates import Day", "analysis.text.dates"),
    ],
)
def test_the_check_sees_an_import_from_below(module: str, source: str, forbidden: str) -> None:
    assert any(name.startswith(forbidden) for name in forbidden_imports(module, source))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("analysis.study.spells", "from analysis.store import read_tables"),
        ("analysis.text.dates", "from .view import clean_view"),
        ("analysis.publishing.page", "from analysis import __version__"),
        ("analysis.coding.rules", "import re, pandas"),
    ],
)
def test_the_check_lets_an_import_from_above_pass(module: str, source: str) -> None:
    assert forbidden_imports(module, source) == []


def test_every_part_of_the_package_has_its_place_in_the_order() -> None:
    parts = {part_of(dotted_name(path)) for path in MODULES} - {None}
    assert sorted(parts - set(MAY_IMPORT)) == [], "say in MAY_IMPORT what the new part may import"


@pytest.mark.parametrize("path", MODULES, ids=dotted_name)
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_modules_are_named_for_what_they_produce() -> None:
    named = [path.relative_to(ROOT).as_posix() for path in MODULES if path.stem in NAMES_THAT_SAY_NOTHING]
    assert named == []


def test_data_errors_are_sentences_not_assertions() -> None:
    asserting = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
    ]
    assert asserting == []
