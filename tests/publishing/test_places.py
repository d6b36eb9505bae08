"""A file in the place of a folder is told in one sentence with exit code 73, and left as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import project_of_source
from sample_pages import runnable_notebook, write_notebook

from analysis.cli import main
from analysis.project import Project

WORDS = "found a file there; it was left as it is: move it away, then run again."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = project_of_source(tmp_path, "armenia-azerbaijan-ceasefire-agreement")
    write_notebook(project.root / "notebooks/brief.ipynb", runnable_notebook())
    return project


def run(project: Project, *words: str) -> int:
    return main(["--root", str(project.root), *words])


@pytest.mark.parametrize("command", [("build",), ("report", "brief"), ("export", "cf")])
def test_a_file_in_the_place_of_the_tables_is_kept(
    command: tuple[str, ...], project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.processed.write_text("mine", encoding="utf-8")
    assert run(project, *command) == 73
    assert capsys.readouterr().err == f"ceasefires: Expected a folder at {project.processed}, {WORDS}\n"
    assert project.processed.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("command", [("report", "brief"), ("report",), ("status",), ("list",)])
def test_a_file_in_the_place_of_the_reports_is_kept(
    command: tuple[str, ...], project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.reports.write_text("mine", encoding="utf-8")
    assert run(project, *command) == 73
    assert capsys.readouterr().err == f"ceasefires: Expected a folder at {project.reports}, {WORDS}\n"
    assert project.reports.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("place", ["brief", "brief/latest"])
def test_a_file_in_the_place_of_an_edition_is_kept(
    place: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "build") == 0
    path = project.reports / place
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    assert run(project, "report", "brief") == 73
    assert capsys.readouterr().err == f"ceasefires: Expected a folder at {path}, {WORDS}\n"
    assert path.read_text(encoding="utf-8") == "mine"
