"""The box on the page, and `ceasefires diff` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sample_pages import code_cell, runnable_notebook, write_notebook

from analysis.errors import UsageProblem
from analysis.project import Project
from analysis.publishing import publication
from analysis.publishing.commands import ReportOptions, diff, report
from analysis.publishing.whats_changed import find_baseline


def write_tables(project: Project, *sources: str) -> None:
    """Tables without an attempt, and with these sources."""
    text = pa.string()
    empty = {
        "attempts": ("attempt_id", "conflict_id", "name", "outcome"),
        "participants": ("attempt_id", "actor_id", "role"),
        "mention_attempts": ("mention_id", "attempt_id"),
        "actors": ("actor_id", "label"),
    }
    for name, columns in empty.items():
        schema = pa.schema([(column, text) for column in columns])
        pq.write_table(schema.empty_table(), project.processed / f"{name}.parquet")
    rows = pa.table({"source_id": list(sources), "title": pa.array([None] * len(sources), text)})
    pq.write_table(rows, project.processed / "sources.parquet")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    for folder in ("data/raw", "data/processed", "notebooks"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/processed/datapackage.json").write_text('{"as_of": "2021-03-01"}', encoding="utf-8")
    write_notebook(tmp_path / "notebooks/brief.ipynb", runnable_notebook(code_cell("1")))

    def run(request: Any) -> dict[str, Any]:
        return nbformat.read(request.notebook, as_version=4)

    monkeypatch.setattr(publication, "run_notebook", run)
    found = Project(tmp_path)
    write_tables(found, "first")
    return found


def page_of(project: Project) -> str:
    return (project.reports / "brief/latest/index.html").read_text(encoding="utf-8")


def test_the_second_page_says_what_changed_and_stays_the_same_when_made_again(project: Project) -> None:
    report(project, "brief")
    assert 'class="box changes"' not in page_of(project)
    write_tables(project, "first", "second")
    report(project, "brief")
    assert "Source added: second" in page_of(project)
    report(project, "brief", ReportOptions(force=True))
    assert "Source added: second" in page_of(project)
    assert find_baseline(project.reports / "brief", project.reports / "brief/none", "2020-01-01") is None


def test_a_page_with_nothing_changed_says_so(project: Project) -> None:
    report(project, "brief")
    report(project, "brief", ReportOptions(assignments=["start=2020-01-01"]))
    assert "Nothing changed in the tables this report is made from." in page_of(project)
    report(project, "brief", ReportOptions(since="2021-03-01", assignments=["start=2020-01-01"]))
    assert "Since the page with data as of 1 March 2021 (run 2021-03-01-" in page_of(project)


def test_a_former_page_with_other_parameters_is_told_as_such(project: Project) -> None:
    report(project, "brief")
    report(project, "brief", ReportOptions(force=True))
    assert "other parameters" not in page_of(project)
    report(project, "brief", ReportOptions(assignments=["start=2020-01-01"]))
    assert "which had other parameters: start 1991-01-01, now 2020-01-01</p>" in page_of(project)


def test_diff_compares_editions_runs_folders_and_what_is_built_now(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    report(project, "brief")
    write_tables(project, "first", "second")
    run = (project.reports / "brief/latest").readlink()
    for name in ("brief", f"brief/{run}", str(project.reports / "brief/latest/tables")):
        assert diff(project, name, "tables") == 0
        assert capsys.readouterr().out == "Source added: second [second]\n"
    assert diff(project, "tables", "tables") == 0
    assert capsys.readouterr().out == "Nothing changed.\n"
    assert diff(project, "brief", "tables", as_json=True) == 0
    assert json.loads(capsys.readouterr().out)[0]["kind"] == "source_added"


def test_an_unknown_build_is_named(project: Project) -> None:
    report(project, "brief")
    with pytest.raises(
        UsageProblem, match=r"Expected an edition, a run .*found 'brif'; did you mean 'brief'"
    ):
        diff(project, "brif", "tables")
    (project.reports / "brief/latest/tables/attempts.parquet").unlink()
    with pytest.raises(UsageProblem, match=r"Expected tables kept in .*, found none: it was made before"):
        diff(project, "brief", "tables")
