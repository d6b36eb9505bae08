"""One publication, start to end: decide whether it is due, run, render, check, swap in, index."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import files
from analysis.errors import NotebookFailed, RenderFailed
from analysis.project import Project
from analysis.publishing import editions
from analysis.publishing.execution import EXECUTED, RunRequest, run_notebook
from analysis.publishing.parameters import Value
from analysis.publishing.provenance import Edition, code_hash, file_hash, generated_stamp, run_key, versions

UNCHANGED = "nothing changed: notebook, parameters, tables, code and versions are those of its page"


@dataclass(frozen=True)
class Wish:
    """What shall be published, everything resolved: typed parameters, as-of day, table hashes."""

    project: Project
    notebook: Path
    edition: str
    parameters: Mapping[str, Value]
    as_of: str
    inputs: Mapping[str, str]
    command: str = ""
    force: bool = False
    wait: float = 0.0
    timeout: float | None = None
    cell_timeout: float | None = None
    progress: bool = False

    @property
    def key(self) -> str:
        """The hash of all that decides the page."""
        return run_key(self.notebook, self.parameters, self.inputs)

    @property
    def folder(self) -> Path:
        """The folder of the edition."""
        return self.project.reports / self.edition

    @property
    def target(self) -> Path:
        """The folder of the run."""
        return self.folder / f"{self.as_of}-{self.key[:8]}"


@dataclass(frozen=True)
class Outcome:
    """What a publication came to: the page, whether it was made anew, why, and how long it took."""

    page: Path
    made: bool
    reason: str
    seconds: float


def publish(wish: Wish) -> Outcome:
    """Make and publish the page wished for, or say why the published one still stands.

    Raises LockHeld, CannotWrite, NotebookFailed, RenderFailed; whatever is raised, the last
    published pages stay as they were.
    """
    started = time.monotonic()
    with files.telling_of_failure(wish.folder):
        wish.folder.mkdir(parents=True, exist_ok=True)
    with files.telling_of_failure(wish.folder), files.locked(wish.folder, wait=wish.wait):
        files.recover_folder(wish.target)
        reason = _reason_to_run(wish)
        if reason is None:
            editions.point_latest(wish.target)
        else:
            _make(wish)
    _index(wish.project.reports)
    page = wish.folder / editions.LATEST / editions.PAGE
    return Outcome(page, reason is not None, reason or UNCHANGED, time.monotonic() - started)


def _index(reports: Path) -> None:
    from analysis.publishing.edition_index import write_index

    write_index(reports)


def _reason_to_run(wish: Wish) -> str | None:
    """Return why the page must be made, or None where a published one answers the wish."""
    if wish.force:
        return "forced"
    published = editions.read_published(wish.target)
    if published and published.record["key"] == wish.key:
        return None
    before = editions.latest_of(wish.folder)
    return f"changed: {_difference(before.record, wish)}" if before else "first page of this edition"


def _difference(record: Mapping[str, Any], wish: Wish) -> str:
    now = _facts(wish)
    changed = [name for name, value in now.items() if record.get("facts", {}).get(name) != value]
    return ", ".join(changed) or "the page was removed"


def _facts(wish: Wish) -> dict[str, Any]:
    return {
        "notebook": file_hash(wish.notebook),
        "parameters": dict(wish.parameters),
        "tables": dict(wish.inputs),
        "code": code_hash(),
        "versions": versions(),
    }


def _make(wish: Wish) -> None:
    staged = files.start_stage(wish.target)
    try:
        executed = _run(wish, staged)
        _render(wish, executed, staged)
        editions.publish_stage(wish.target)
    except (NotebookFailed, RenderFailed) as problem:
        kept = editions.keep_failed(staged, wish.notebook)
        raise type(problem)(f"{problem} It lies in {kept}, its log beside it.") from problem
    finally:
        files.remove_folder(staged)


def _run(wish: Wish, staged: Path) -> dict[str, Any]:
    request = RunRequest(
        notebook=wish.notebook.resolve(),
        root=wish.project.root,
        parameters=wish.parameters,
        folder=staged,
        timeout=wish.timeout,
        cell_timeout=wish.cell_timeout,
        progress=wish.progress,
    )
    return run_notebook(request)


def _render(wish: Wish, executed: dict[str, Any], staged: Path) -> None:
    import nbformat

    from analysis.publishing.check import check_page
    from analysis.publishing.exporter import ReportExporter
    from analysis.publishing.page import read_page

    notebook = _without_run_marks(nbformat.from_dict(executed))
    page = read_page(notebook)
    title = str((page.masthead or {}).get("title", "") or page.title or wish.edition)
    edition = Edition(
        name=wish.edition,
        title=title,
        as_of=wish.as_of,
        generated=generated_stamp(),
        key=wish.key,
        parameters=wish.parameters,
        inputs=wish.inputs,
        versions=versions(),
        command=wish.command,
    )
    html, _ = ReportExporter().from_notebook_node(notebook, {"edition": edition, "page": page})
    check_page(html, page)
    files.write_file(staged / editions.PAGE, html.encode("utf-8"))
    files.write_file(staged / EXECUTED, _as_json(notebook))
    files.write_file(staged / editions.RECORD, _as_json(edition.to_json() | {"facts": _facts(wish)}))


def _without_run_marks(notebook: Any) -> Any:
    """Take out what differs from run to run: papermill's times and paths, and its injected cell's id."""
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells, start=1):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        cell.id = f"cell-{number}"
    return notebook


def _as_json(data: Any) -> bytes:
    return (json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8")
