"""One publication, start to end: decide whether it is due, run, render, check, swap in, index."""

from __future__ import annotations

import functools
import json
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import files
from analysis.errors import LockHeld, NotebookFailed, RenderFailed
from analysis.project import Project
from analysis.publishing import editions
from analysis.publishing.execution import EXECUTED, RunRequest, run_notebook
from analysis.publishing.inputs import hash_tables
from analysis.publishing.parameters import Value
from analysis.publishing.provenance import Edition, code_hash, file_hash, generated_stamp, run_key, versions
from analysis.publishing.retention import prune, sweep

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from analysis.publishing.exporter import ReportExporter

#: What a run keeps of the tables: enough to say later what was coded, linked and added since.
KEPT_TABLES = tuple(
    f"{name}.parquet"
    for name in ("attempts", "participants", "outcomes", "mentions", "mention_attempts", "sources", "actors")
)
UNCHANGED = "nothing changed: notebook, parameters, tables, code and versions are those of its page"


@dataclass(frozen=True)
class Wish:
    """What shall be published, everything resolved: typed parameters, as-of day, table hashes.

    `retries` counts further attempts after a failed one, `keep` the runs that stay (None: all), `since` names
    the baseline of "what changed": an ISO day, or empty for the run before. Without `index` the index of all pages is
    left to who asked for several.
    """

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
    retries: int = 0
    keep: int | None = None
    since: str = ""
    index: bool = True

    @property
    def key(self) -> str:
        """The hash of all that decides the page."""
        since = {"--since": self.since} if self.since else {}
        return run_key(self.notebook, dict(self.parameters) | since, self.inputs)

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
    reports = wish.project.reports
    for folder in (wish.folder, wish.folder / editions.LATEST):
        files.expect_folder(folder)
    with files.telling_of_failure(wish.folder):
        wish.folder.mkdir(parents=True, exist_ok=True)
    with files.telling_of_failure(wish.folder), files.locked(wish.folder, wait=wish.wait):
        sweep(wish.folder)
        reason = reason_to_run(wish)
        if reason is None:
            editions.keep_latest(wish.target)
        else:
            _make(wish)
        pruned = prune(wish.folder, wish.keep)
        editions.note_check(wish.folder)
    if wish.index and (pruned or not editions.is_index_current(reports)):
        _index(reports)
    page = wish.folder / editions.LATEST / editions.PAGE
    return Outcome(page, reason is not None, reason or UNCHANGED, time.monotonic() - started)


def _index(reports: Path) -> None:
    from analysis.publishing.edition_index import write_index

    write_index(reports)


def reason_to_run(wish: Wish) -> str | None:
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
        _keep_tables(wish, staged)
        executed = _run_patiently(wish, staged)
        _render(wish, executed, staged)
        _refuse_other_tables(wish)
        editions.publish_stage(wish.target)
    except (NotebookFailed, RenderFailed) as problem:
        kept = editions.keep_failed(staged, wish.notebook)
        raise type(problem)(f"{problem} It lies in {kept}, its log beside it.") from problem
    finally:
        files.remove_folder(staged)


def _keep_tables(wish: Wish, staged: Path) -> None:
    """Keep the tables that tell later what has changed since this run."""
    kept = staged / editions.TABLES
    kept.mkdir()
    for name in KEPT_TABLES:
        if (wish.project.processed / name).is_file():
            shutil.copyfile(wish.project.processed / name, kept / name)


def _refuse_other_tables(wish: Wish) -> None:
    if hash_tables(wish.project) != dict(wish.inputs):
        raise LockHeld(
            f"Expected the tables in {wish.project.processed} to stay as they were while {wish.edition} was made, "
            "found them built anew; nothing was published, run it again."
        )


def _run_patiently(wish: Wish, staged: Path) -> NotebookNode:
    for _ in range(wish.retries):
        try:
            return _run(wish, staged)
        except NotebookFailed:
            continue
    return _run(wish, staged)


def _run(wish: Wish, staged: Path) -> NotebookNode:
    request = RunRequest(
        notebook=wish.notebook.resolve(),
        root=wish.project.root,
        parameters=wish.parameters,
        folder=staged,
        timeout=wish.timeout,
        cell_timeout=wish.cell_timeout,
        progress=wish.progress,
        meanwhile=lambda: _prepare_for(wish),
    )
    return run_notebook(request)


def _prepare_for(wish: Wish) -> None:
    prepare_to_render()
    if editions.latest_of(wish.folder):
        # What has changed is read from the tables kept with it.
        import pyarrow.parquet  # noqa: F401


def prepare_to_render() -> None:
    """Import what renders a page and pack plotly.js: the half second of it goes by while the kernel works."""
    import nbformat

    from analysis.publishing import check, packing
    from analysis.publishing.safe_text import highlight_python

    del check
    packing.packed_plotly_js(packing.USUAL_TYPES)
    _exporter().prepare()
    # The first use of each compiles what later ones need too; nbconvert asks for the lax validator.
    highlight_python("x = 1")
    nbformat.validate(nbformat.v4.new_notebook(), relax_add_props=True)


@functools.cache
def _exporter() -> ReportExporter:
    """One exporter for all pages of a process: its templates are read and compiled once."""
    from analysis.publishing.exporter import ReportExporter

    return ReportExporter()


def _render(wish: Wish, executed: NotebookNode, staged: Path) -> None:
    import nbformat

    from analysis.publishing.check import check_page
    from analysis.publishing.page import read_page
    from analysis.publishing.whats_changed import add_box, find_baseline

    notebook = _without_run_marks(executed)
    # Before the page is made: a page that is not sound is kept with the notebook it came from.
    files.write_file(staged / EXECUTED, _as_lines(notebook))
    page = read_page(notebook)
    baseline = find_baseline(wish.folder, wish.target, wish.since)
    add_box(page, baseline, staged / editions.TABLES, wish.parameters)
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
    # The page says it all; nbconvert would copy the notebook, with its outputs, three times.
    bare = nbformat.v4.new_notebook(metadata=notebook.metadata)
    html, _ = _exporter().from_notebook_node(bare, {"edition": edition, "page": page})
    check_page(html, page)
    files.write_file(staged / editions.PAGE, html.encode("utf-8"))
    told = {"facts": _facts(wish), "baseline": baseline.folder.name if baseline else ""}
    files.write_file(staged / editions.RECORD, _as_json(edition.to_json() | told))


def _without_run_marks(notebook: Any) -> Any:
    """Take out what differs from run to run: papermill's times and paths, and its injected cell's id."""
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells, start=1):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        cell.id = f"cell-{number}"
    return notebook


def _as_lines(notebook: Any) -> bytes:
    """A notebook as JSON with a line for each cell: indented, it takes the slow way through Python's encoder."""
    rest = {name: value for name, value in notebook.items() if name != "cells"}
    cells = ",\n".join(json.dumps(cell, sort_keys=True, ensure_ascii=False) for cell in notebook.cells)
    words = json.dumps(rest, sort_keys=True, ensure_ascii=False)
    return f'{{"cells": [\n{cells}\n],\n{words[1:]}\n'.encode()


def _as_json(data: Any) -> bytes:
    return (json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8")
