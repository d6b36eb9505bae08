"""`reports/editions.toml`: which editions `ceasefires report` makes, from what, and what is kept of them.

    keep = 12                                  # settings at the top hold for every edition

    [editions.briefing]
    notebook = "briefing"

    [editions.war]
    notebook = "briefing"
    parameters = { start = "2020-09-27" }
    grid = { min_confidence = [0.0, 0.5] }     # one edition for each combination: war-0.0, war-0.5
    each = [{ name = "early", end = "2020-10-10" }]   # or one for each row: war-early

Settings are `keep`, `retries`, `timeout`, `cell_timeout`, `on_failure` and `on_success`.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis import files
from analysis.errors import UsageProblem
from analysis.project import Project
from analysis.publishing.editions import check_edition_name
from analysis.publishing.parameters import Declaration, Value, nearest, read_declaration
from analysis.publishing.values import check_values

FILE = "editions.toml"
SETTINGS = ("keep", "retries", "timeout", "cell_timeout", "on_failure", "on_success")
KEYS = ("notebook", "parameters", "grid", "each", *SETTINGS)
MOST_RETRIES = 10


@dataclass(frozen=True)
class ListedEdition:
    """One edition of the list: its name, its notebook, typed parameters, and settings as they are given."""

    name: str
    notebook: str
    parameters: Mapping[str, Value] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


def list_path(project: Project) -> Path:
    """Where the list of a project lies."""
    return project.reports / FILE


def read_edition_list(project: Project, find: Callable[[str], Path]) -> list[ListedEdition]:
    """Return every edition listed, grids unfolded, in the order of the file; none where there is no file.

    `find` returns the path of a notebook by its name. Raises UsageProblem, one line per fault, and CannotWrite where
    a file lies in the place of the folder of reports.
    """
    files.expect_folder(project.reports)
    path = list_path(project)
    content = _read_toml(path)
    shared = {key: content[key] for key in SETTINGS if key in content}
    listed: list[ListedEdition] = []
    faults = [
        *_unknown_keys(content, (*SETTINGS, "editions"), str(path)),
        *_faulty_settings(shared, str(path)),
    ]
    tables = content.get("editions", {})
    if not isinstance(tables, dict):
        raise UsageProblem(
            f"Expected tables [editions.NAME] in {path}, found {tables!r}; write them as tables."
        )
    for name, table in tables.items():
        try:
            listed += _editions_of(name, table, shared, f"[editions.{name}] of {path}", find)
        except UsageProblem as problem:
            faults.append(str(problem))
    faults += _twins(listed, path)
    if faults:
        raise UsageProblem("\n".join(faults))
    return listed


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as problem:
        raise UsageProblem(
            f"Expected to read {path}, could not: {problem.strerror}; change who may."
        ) from None
    except ValueError as problem:
        raise UsageProblem(f"Expected TOML in {path}, found an error: {problem}; correct it there.") from None


def _editions_of(
    name: str, table: Any, shared: Mapping[str, Any], where: str, find: Callable[[str], Path]
) -> list[ListedEdition]:
    if not isinstance(table, dict):
        raise UsageProblem(f"Expected a table in {where}, found {table!r}; write notebook = NAME in it.")
    own = {key: table[key] for key in SETTINGS if key in table}
    faults = [*_unknown_keys(table, KEYS, where), *_faulty_settings(own, where)]
    if not isinstance(table.get("notebook"), str):
        faults.append(f'Expected notebook = "NAME" in {where}, found {table.get("notebook", "none")!r}.')
    if faults:
        raise UsageProblem("\n".join(faults))
    declaration = _declaration(find, table["notebook"], where)
    plain = check_values(declaration, _mapping(table, "parameters", where), f"parameters in {where}")
    settings = dict(shared) | own
    return [
        ListedEdition(_named(full, where), table["notebook"], plain | values, settings)
        for full, values in _unfold(name, table, declaration, where)
    ]


def _declaration(find: Callable[[str], Path], notebook: str, where: str) -> Declaration:
    try:
        return read_declaration(find(notebook))
    except UsageProblem as problem:
        raise UsageProblem(f"{problem} It is named in {where}.") from None


def _named(name: str, where: str) -> str:
    try:
        return check_edition_name(name)
    except UsageProblem as problem:
        raise UsageProblem(f"{problem} It is named in {where}.") from None


def _mapping(table: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise UsageProblem(f"Expected names with values for {key} in {where}, found {found!r}.")
    return found


def _unfold(
    name: str, table: Mapping[str, Any], declaration: Declaration, where: str
) -> list[tuple[str, dict[str, Value]]]:
    """Return the names and the values of all pages of one table: the grid, then the rows."""
    pages = _grid(name, _mapping(table, "grid", where), declaration, where) if "grid" in table else []
    pages += _rows(name, table["each"], declaration, where) if "each" in table else []
    return pages if "grid" in table or "each" in table else [(name, {})]


def _grid(
    name: str, grid: Mapping[str, Any], declaration: Declaration, where: str
) -> list[tuple[str, dict[str, Value]]]:
    for key, found in grid.items():
        if not isinstance(found, list) or not found:
            raise UsageProblem(f"Expected a list of values for {key} in grid in {where}, found {found!r}.")
    combinations = itertools.product(*([(key, one) for one in found] for key, found in grid.items()))
    values = [check_values(declaration, dict(one), f"grid in {where}") for one in combinations]
    return [("-".join([name, *map(_slug, one.values())]), one) for one in values]


def _rows(name: str, rows: Any, declaration: Declaration, where: str) -> list[tuple[str, dict[str, Value]]]:
    named = isinstance(rows, list) and all(
        isinstance(r, dict) and isinstance(r.get("name"), str) for r in rows
    )
    if not named or not rows:
        raise UsageProblem(f"Expected rows with a name for each in {where}, found {rows!r}.")
    return [
        (
            f"{name}-{row['name']}",
            check_values(declaration, {k: v for k, v in row.items() if k != "name"}, f"each in {where}"),
        )
        for row in rows
    ]


def _slug(value: Value) -> str:
    words = "-".join(value) if isinstance(value, list) else str(value)
    return re.sub(r"[^a-z0-9.]+", "-", words.lower()).strip("-") or "none"


def _unknown_keys(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> list[str]:
    return [f"Unknown key '{key}' in {where}; {nearest(key, known)}" for key in table if key not in known]


def _faulty_settings(settings: Mapping[str, Any], where: str) -> list[str]:
    faults = []
    for key, found in settings.items():
        sound, wanted = _WANTED[key]
        if not sound(found):
            faults.append(f"Expected {wanted} for {key} in {where}, found {found!r}.")
    return faults


def _is_seconds(found: Any) -> bool:
    return type(found) in (int, float) and found > 0


def _is_command(found: Any) -> bool:
    return isinstance(found, str) and bool(found.strip())


_WANTED: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "keep": (lambda found: type(found) is int and found > 0, "a whole number from 1 on"),
    "retries": (
        lambda found: type(found) is int and 0 <= found <= MOST_RETRIES,
        f"a whole number from 0 to {MOST_RETRIES}",
    ),
    "timeout": (_is_seconds, "seconds above 0"),
    "cell_timeout": (_is_seconds, "seconds above 0"),
    "on_failure": (_is_command, "a command"),
    "on_success": (_is_command, "a command"),
}


def _twins(listed: list[ListedEdition], path: Path) -> list[str]:
    names = [one.name for one in listed]
    twins = sorted({name for name in names if names.count(name) > 1})
    return [f"Expected every edition of {path} to have its own name, found '{one}' twice." for one in twins]
