"""Editions on disk: whole or not at all, only on change, the last good page always in its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from sample_pages import code_cell, runnable_notebook, write_notebook

from analysis import files
from analysis.errors import CannotWrite, LockHeld, NotebookFailed, RenderFailed
from analysis.project import Project
from analysis.publishing import check, edition_index, editions, publication
from analysis.publishing.editions import latest_of, list_published, point_latest, read_published
from analysis.publishing.inputs import hash_tables
from analysis.publishing.publication import Outcome, Wish, publish


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for folder in ("data/raw", "data/processed", "notebooks"):
        (tmp_path / folder).mkdir(parents=True)
    return Project(tmp_path)


@pytest.fixture
def quick_run(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let notebooks run without a kernel; tests of this file look at what is done with the result."""
    started: list[str] = []

    def run(request: Any) -> dict[str, Any]:
        started.append(request.parameters["start"])
        content = nbformat.read(request.notebook, as_version=4)
        (request.folder / "notebook.ipynb").write_text(json.dumps(content), encoding="utf-8")
        (request.folder / "run.log").write_text("ran\n", encoding="utf-8")
        return content

    monkeypatch.setattr(publication, "run_notebook", run)
    return started


def wish(
    project: Project, *cells: dict[str, Any], start: str = "1991-01-01", tables: bytes = b"a", **more: Any
) -> Wish:
    path = write_notebook(project.notebooks / "brief.ipynb", runnable_notebook(*cells))
    (project.processed / "attempts.parquet").write_bytes(tables)
    given = {"as_of": "2021-03-01", "inputs": hash_tables(project)} | more
    return Wish(project=project, notebook=path, edition="brief", parameters={"start": start}, **given)


def tree(folder: Path) -> dict[str, bytes]:
    """All files under a folder with their bytes, links by what they name."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()).encode()
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def test_a_page_is_published_with_its_record_and_latest(project: Project, quick_run: list[str]) -> None:
    outcome = publish(wish(project))
    assert outcome.made
    assert outcome.reason == "first page of this edition"
    assert outcome.page == project.reports / "brief" / "latest" / "index.html"
    (run,) = list_published(project.reports)
    assert run.folder.name == f"2021-03-01-{run.record['key'][:8]}"
    assert sorted(tree(run.folder)) == [
        "index.html",
        "notebook.ipynb",
        "run.json",
        "run.log",
        "tables/attempts.parquet",
    ]
    assert run.record["parameters"] == {"start": "1991-01-01"}
    assert (project.reports / "brief" / "latest").readlink() == Path(run.folder.name)
    assert "2021-03-01" in (project.reports / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"start": "2020-01-01"}, "changed: parameters"),
        ({"tables": b"b"}, "changed: tables"),
        ({"force": True}, "forced"),
    ],
)
def test_a_page_is_made_again_only_on_change(
    change: dict[str, Any], reason: str | None, project: Project, quick_run: list[str]
) -> None:
    publish(wish(project))
    outcome = publish(wish(project, **change))
    assert outcome.made == (reason is not None)
    assert outcome.reason == (reason or publication.UNCHANGED)
    assert len(quick_run) == 1 + outcome.made


def test_other_code_or_another_notebook_is_a_change(
    project: Project, quick_run: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(wish(project))
    assert publish(wish(project, code_cell("1"))).reason == "changed: notebook"
    monkeypatch.setattr("analysis.publishing.provenance.code_hash", lambda: "other")
    monkeypatch.setattr(publication, "code_hash", lambda: "other")
    assert publish(wish(project, code_cell("1"))).reason == "changed: code"


def test_an_earlier_page_that_still_fits_becomes_the_latest_again(
    project: Project, quick_run: list[str]
) -> None:
    first = publish(wish(project))
    kept = latest_of(project.reports / "brief")
    publish(wish(project, start="2020-01-01"))
    again = publish(wish(project))
    assert not again.made
    assert first.page == again.page
    now = latest_of(project.reports / "brief")
    assert kept is not None
    assert now is not None
    assert now.folder == kept.folder


def test_equal_inputs_give_equal_bytes(
    project: Project, quick_run: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    publish(wish(project))
    first = tree(project.reports)
    publish(wish(project, force=True))
    assert tree(project.reports) == first


def fail_in_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(request: Any) -> dict[str, Any]:
        raise NotebookFailed("Expected it to run.")

    monkeypatch.setattr(publication, "run_notebook", run)


def fail_in_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "LARGEST", 10)


def fail_in_swap(monkeypatch: pytest.MonkeyPatch) -> None:
    def swap(target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "swap_folder", swap)


def interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(request: Any) -> dict[str, Any]:
        raise KeyboardInterrupt

    monkeypatch.setattr(publication, "run_notebook", run)


@pytest.mark.parametrize(
    ("spoil", "error", "message"),
    [
        (
            fail_in_run,
            NotebookFailed,
            "Expected it to run. It lies in .*/reports/brief/failed/brief.ipynb, its",
        ),
        (
            fail_in_check,
            RenderFailed,
            "10 are allowed; nothing was published. It lies in .*/failed/brief.ipynb",
        ),
        (fail_in_swap, CannotWrite, r"Expected to write .*brief, found .*No space left on device"),
        (interrupt, KeyboardInterrupt, None),
    ],
)
def test_a_failure_leaves_the_last_good_page(
    spoil: Any,
    error: type[BaseException],
    message: str | None,
    project: Project,
    quick_run: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(wish(project))
    before = tree(project.reports)
    spoil(monkeypatch)
    with pytest.raises(error, match=message):
        publish(wish(project, start="2020-01-01"))
    after = {name: content for name, content in tree(project.reports).items() if "/failed/" not in name}
    assert after == before
    assert not list(project.reports.glob("*/.*"))


def test_the_failed_run_is_kept_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_in_run(monkeypatch)
    for _ in range(2):
        with pytest.raises(NotebookFailed):
            publish(wish(project))
    assert sorted(tree(project.reports / "brief")) == ["failed/brief.ipynb", "failed/tables/attempts.parquet"]
    assert list(list_published(project.reports)) == []


def test_a_file_in_the_folders_place_cannot_be_written(project: Project, quick_run: list[str]) -> None:
    project.reports.write_text("not a folder", encoding="utf-8")
    with pytest.raises(
        CannotWrite, match=r"Expected to write .*reports/brief, found that it cannot be"
    ) as found:
        publish(wish(project))
    assert found.value.exit_code == 73


def test_another_run_of_the_edition_holds_the_lock(project: Project, quick_run: list[str]) -> None:
    folder = project.reports / "brief"
    folder.mkdir(parents=True)
    with files.locked(folder), pytest.raises(LockHeld, match="found another run at work there") as found:
        publish(wish(project))
    assert found.value.exit_code == 75
    assert publish(wish(project)).made


def test_half_a_run_from_a_crash_is_no_page(project: Project, quick_run: list[str]) -> None:
    folder = project.reports / "brief" / "2021-03-01-00000000"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("half", encoding="utf-8")
    assert read_published(folder) is None
    assert list(list_published(project.reports)) == []
    (folder / "run.json").write_text("{", encoding="utf-8")
    assert read_published(folder) is None
    assert publish(wish(project)).made


def test_latest_is_a_copy_where_links_are_not_to_be_had(
    project: Project, quick_run: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: str, target_is_directory: bool = False) -> None:
        raise OSError("links are not to be had")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    publish(wish(project))
    publish(wish(project, start="2020-01-01"))
    latest = project.reports / "brief" / "latest"
    assert not latest.is_symlink()
    run = latest_of(project.reports / "brief")
    assert run is not None
    assert run.record["parameters"] == {"start": "2020-01-01"}
    assert tree(latest) == tree(run.folder)
    monkeypatch.undo()
    point_latest(run.folder)
    assert latest.is_symlink()


def test_the_index_lists_the_latest_first_and_escapes_what_it_lists(
    project: Project, quick_run: list[str]
) -> None:
    publish(wish(project))
    publish(wish(project, start="2020-01-01", as_of="2020-12-31"))
    record = next(project.reports.glob("brief/2020-12-31-*/run.json"))
    told = json.loads(record.read_text(encoding="utf-8")) | {"title": "<script>alert(1)</script>"}
    record.write_text(json.dumps(told), encoding="utf-8")
    html = edition_index.render_index(project.reports)
    assert html.index("2020-12-31-") < html.index("2021-03-01-")
    assert html.index("2020-12-31-") < html.index("1 earlier page") < html.index("2021-03-01-")
    assert "&lt;script&gt;alert(1)" in html
    assert "start: 2020-01-01" in html


def test_an_index_of_nothing_says_so(tmp_path: Path) -> None:
    assert "No report has been made yet." in edition_index.render_index(tmp_path)


def test_a_run_leaves_no_trace_of_where_and_when_it_ran(project: Project, quick_run: list[str]) -> None:
    outcome: Outcome = publish(wish(project))
    page = outcome.page.read_text(encoding="utf-8")
    assert str(project.root) not in page
    assert editions.PAGE == "index.html"
