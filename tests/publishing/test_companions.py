"""Light page, message and PDF lie beside a published page, made from what is kept there."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_pages import runnable_notebook, write_notebook

from analysis.cli.arguments import make_parser
from analysis.errors import RenderFailed
from analysis.project import Project
from analysis.publishing.commands import ReportOptions, report


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for folder in ("data/raw", "data/processed", "notebooks"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/processed/datapackage.json").write_text('{"as_of": "2021-03-01"}', encoding="utf-8")
    write_notebook(tmp_path / "notebooks/brief.ipynb", runnable_notebook())
    return Project(tmp_path)


def test_the_formats_wished_for_lie_beside_the_page(project: Project) -> None:
    assert report(project, "brief", ReportOptions(formats=["light", "eml"])) == 0
    latest = project.reports / "brief/latest"
    assert "ran" in (latest / "light.html").read_text(encoding="utf-8")
    assert (latest / "mail.eml").read_bytes().startswith(b"Subject: ")
    assert not (latest / "page.pdf").exists()
    # A second call makes nothing anew but the format that is missing.
    (latest / "light.html").unlink()
    assert report(project, "brief", ReportOptions(formats=["light"])) == 0
    assert (latest / "light.html").is_file()


def test_a_pdf_without_a_browser_is_a_failure_and_the_page_stands(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/such")
    with pytest.raises(RenderFailed, match="The page itself was published"):
        report(project, "brief", ReportOptions(formats=["pdf"]))
    assert (project.reports / "brief/latest/index.html").is_file()


def test_the_command_line_gathers_the_formats() -> None:
    wished = make_parser().parse_args(["report", "brief", "--format", "light", "--eml", "--format", "pdf"])
    assert wished.formats == ["light", "eml", "pdf"]
    assert make_parser().parse_args(["report", "brief"]).formats == []
