"""The box "what changed" of a page, and the two builds that `ceasefires diff` is asked about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.errors import InputProblem, UsageProblem
from analysis.project import Project
from analysis.publishing import editions
from analysis.publishing.editions import Published, list_published, read_published
from analysis.publishing.page import Page, Part, Section
from analysis.publishing.parameters import nearest
from analysis.study.changes import Change, changes_box, compare, read_build
from analysis.study.wording import day_words

CURRENT = "tables"
#: The parameter that differs from page to page by itself; its day is told anyway.
_OWN_DAY = frozenset(("as_of",))
_NOT_ID = re.compile(r"[^A-Za-z0-9_-]+")


def find_build(project: Project, name: str) -> Path:
    """Return the folder of tables of an edition's latest run, of a run, or of a folder; `tables` are those now.

    Raises UsageProblem where the name fits nothing, or a run kept no tables.
    """
    if name == CURRENT:
        return project.processed
    for folder in (project.reports / name / editions.LATEST, project.reports / name, Path(name)):
        if read_published(folder):
            return _kept(folder)
    if (Path(name) / "attempts.parquet").is_file():
        return Path(name)
    known = {run.folder.parent.name for run in list_published(project.reports)}
    runs = {f"{run.folder.parent.name}/{run.folder.name}" for run in list_published(project.reports)}
    raise UsageProblem(
        f"Expected an edition, a run (EDITION/RUN), a folder of tables, or '{CURRENT}', found '{name}'; "
        + nearest(name, known | runs | {CURRENT})
    )


def _kept(folder: Path) -> Path:
    if not (folder / editions.TABLES / "attempts.parquet").is_file():
        raise UsageProblem(
            f"Expected tables kept in {folder}, found none: it was made before runs kept them; name another run."
        )
    return folder / editions.TABLES


def changes_between(project: Project, before: str, after: str) -> list[Change]:
    """Return what changed from one build to another. Raises UsageProblem and InputProblem."""
    return compare(read_build(find_build(project, before)), read_build(find_build(project, after)))


def find_baseline(edition: Path, target: Path, since: str) -> Published | None:
    """Return the run that a new one is compared with: the latest before it, or the newest known by `since`.

    A run made again keeps its baseline, so that the same inputs give the same page.
    """
    own = read_published(target)
    named = str(own.record.get("baseline", "")) if own else ""
    if own and not since:
        return read_published(edition / named) if named else None
    if not since:
        return editions.latest_of(edition)
    runs = [
        run for run in list_published(edition.parent) if run.folder.parent == edition and run.folder != target
    ]
    known = [run for run in runs if run.record["as_of"] <= since]
    return max(known, key=lambda run: (run.record["as_of"], run.folder.stat().st_mtime_ns), default=None)


def add_box(page: Page, baseline: Published | None, tables: Path, parameters: Mapping[str, Any]) -> None:
    """Put the box below the findings, else at the top; none for the first run of an edition.

    Of the attempts only those that the page shows are told, and those of the conflict that are gone. `parameters`
    are the notebook's own; where the former page had others, the box says so.
    """
    kept = baseline.folder / editions.TABLES if baseline else None
    if baseline is None or kept is None or not (kept / "attempts.parquet").is_file():
        return
    try:
        before, after = read_build(kept), read_build(tables)
    except InputProblem:
        return  # a damaged copy of earlier tables is no baseline, and no reason to make no page
    shown = {str(entry["attempt_id"]) for block in page.blocks("evidence") for entry in block["entries"]}
    anchors = {str(entry["id"]) for block in page.blocks("evidence") for entry in block["entries"]}
    conflict = conflict_of(parameters)
    gone = {str(r["attempt_id"]) for r in before["attempts"] if conflict in ("", r["conflict_id"])}
    changes = [one for one in compare(before, after) if _is_told(one, shown, gone)]
    since = _former(baseline, parameters)
    box = changes_box(changes, since, lambda attempt, column: _address(attempt, column, anchors))
    _insert(page, Part("changes", box.to_json()))


def _former(baseline: Published, parameters: Mapping[str, Any]) -> str:
    """The page that a new one is compared with: its data date, its run, and what it was asked that is not asked now."""
    day = dt.date.fromisoformat(str(baseline.record["as_of"]))
    words = f"the page with data as of {day_words(day)} (run {baseline.folder.name})"
    before = baseline.record.get("parameters")
    if not isinstance(before, Mapping):
        return words
    names = sorted((before.keys() | parameters.keys()) - _OWN_DAY)
    others = [
        f"{name} {_told(before.get(name))}, now {_told(parameters.get(name))}"
        for name in names
        if before.get(name) != parameters.get(name)
    ]
    return f"{words}, which had other parameters: {'; '.join(others)}" if others else words


def _told(value: Any) -> str:
    """A parameter's value in words."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "empty"
    return "empty" if value in (None, "") else str(value)


def _is_told(change: Change, shown: set[str], gone: set[str]) -> bool:
    if change.kind.startswith("source"):
        return True
    return change.id in (gone if change.kind == "gone" else shown)


def _address(attempt: str, column: str, anchors: set[str]) -> str:
    """The cell's evidence on the page, else the outcome's, else nothing."""
    stem = column.removesuffix("_date")
    for name in (column, stem, "outcome"):
        anchor = "e-" + _NOT_ID.sub("-", f"{attempt}-{name}")
        if anchor in anchors:
            return f"#{anchor}"
    return ""


def _insert(page: Page, part: Part) -> None:
    for section in page.sections:
        for place, one in enumerate(section.parts):
            if one.kind == "findings":
                section.parts.insert(place + 1, part)
                return
    if page.sections:
        page.sections[0].parts.insert(0, part)
    else:
        page.sections.append(Section(parts=[part]))


def conflict_of(parameters: Mapping[str, Any]) -> str:
    """The conflict a notebook was told to show; empty for all."""
    return str(parameters.get("conflict", ""))
