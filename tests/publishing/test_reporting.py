"""Orders made one after the other: one failure stops no other, hooks are told what happened, old runs go."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
import pytest
from sample_pages import runnable_notebook, write_notebook

from analysis import files
from analysis.errors import LockHeld, NotebookFailed, UsageProblem
from analysis.project import Project
from analysis.publishing import editions, publication
from analysis.publishing.commands import ReportOptions, report, status
from analysis.publishing.hooks import Happening, HookFailed, run_hook
from analysis.publishing.retention import sweep

LIST = (
    '[editions.bad]\nnotebook = "brief"\nparameters = { start = "1900-01-01" }\n'
    '[editions.good]\nnotebook = "brief"\n'
)
TOLD = "$CEASEFIRES_EDITION $CEASEFIRES_STATUS $CEASEFIRES_EXIT_CODE $CEASEFIRES_PAGE $CEASEFIRES_REASON"
TELL = f'echo "{TOLD}" >> ../told'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with two editions, of which `bad` fails; notebooks run without a kernel."""
    for folder in ("data/raw", "data/processed", "notebooks", "reports"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/processed/datapackage.json").write_text('{"as_of": "2021-03-01"}', encoding="utf-8")
    write_notebook(tmp_path / "notebooks/brief.ipynb", runnable_notebook())
    (tmp_path / "reports/editions.toml").write_text(LIST, encoding="utf-8")

    def run(request: Any) -> dict[str, Any]:
        if request.parameters["start"] == "1900-01-01":
            raise NotebookFailed("Expected a later day.")
        return nbformat.read(request.notebook, as_version=4)

    monkeypatch.setattr(publication, "run_notebook", run)
    return Project(tmp_path)


def test_a_failure_is_told_and_the_others_are_made(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(project) == NotebookFailed.exit_code
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("ceasefires: bad: Expected a later day. It lies in ")
    assert len(told.err.splitlines()) == 1
    assert (project.reports / "good/latest/index.html").is_file()
    assert not (project.reports / "bad/latest").exists()


def test_messages_are_json_when_asked(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(project, None, ReportOptions(log_format="json", verbose=True)) == 4
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(one["event"], one["edition"]) for one in events] == [
        ("begun", "bad"), ("failed", "bad"), ("begun", "good"), ("made", "good"),
    ]  # fmt: skip
    assert events[1]["exit_code"] == 4


def test_progress_is_told_when_asked(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    report(project, None, ReportOptions(verbose=True))
    assert "[1/2] bad …" in capsys.readouterr().err


def test_hooks_are_told_what_happened(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        report(project, None, ReportOptions(on_success=TELL, on_failure=TELL))
    told = (project.reports / "told").read_text(encoding="utf-8").splitlines()
    assert [line.split()[:3] for line in told] == [
        ["bad", "failed", "4"], ["good", "made", "0"], ["bad", "failed", "4"],
    ]  # fmt: skip
    assert told[1].endswith("good/latest/index.html first page of this edition")


def test_a_hook_that_fails_is_told_and_the_page_stands(project: Project) -> None:
    with pytest.raises(
        HookFailed, match="--on-success of good to succeed, it ended with 3: no post"
    ) as found:
        report(project, "good", ReportOptions(on_success="echo no post >&2; exit 3"))
    assert found.value.exit_code == 1
    assert (project.reports / "good/latest/index.html").is_file()
    with pytest.raises(
        NotebookFailed, match=r"a later day[\s\S]*--on-failure of bad to succeed, it ended with 3"
    ):
        report(project, "bad", ReportOptions(on_failure="exit 3"))


def test_a_hook_that_hangs_is_ended(tmp_path: Path) -> None:
    told = Happening("a", "made", "forced", 0, tmp_path)
    with pytest.raises(HookFailed, match=r"--on-success of a to end within 0.2 s, it was still running"):
        run_hook("exec sleep 20", told, seconds=0.2)


def test_a_failed_notebook_is_tried_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tries = publication.run_notebook, []

    def run(request: Any) -> dict[str, Any]:
        tries.append(1)
        if len(tries) < 3:
            raise NotebookFailed("The kernel died.")
        return real(request)

    monkeypatch.setattr(publication, "run_notebook", run)
    assert report(project, "good", ReportOptions(retries=2)) == 0
    assert len(tries) == 3


def test_the_newest_runs_are_kept_and_latest_always(project: Project) -> None:
    for day in ("01", "02", "03"):
        report(project, "good", ReportOptions(assignments=[f"start=2020-01-{day}"]))
        time.sleep(0.01)
    report(project, "good", ReportOptions(assignments=["start=2020-01-01"], keep=2))
    runs = [run.record["parameters"]["start"] for run in editions.list_published(project.reports)]
    assert sorted(runs) == ["2020-01-01", "2020-01-03"]
    index = (project.reports / "index.html").read_text(encoding="utf-8")
    assert index.count("good/2021-03-01-") == 2


def test_what_a_killed_run_left_is_swept(project: Project) -> None:
    report(project, "good")
    folder = project.reports / "good"
    (run,) = editions.list_published(project.reports)
    for name in (".2021-01-01-abc-new", ".2021-01-01-abc-gone"):
        (folder / name).mkdir()
    os.rename(run.folder, files.former_path(run.folder))
    sweep(folder)
    assert (folder / "latest/index.html").is_file()
    assert not list(folder.glob(".*"))


def test_tables_built_anew_meanwhile_are_noticed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    real = publication.run_notebook

    def run(request: Any) -> dict[str, Any]:
        (project.processed / "attempts.parquet").write_bytes(b"other")
        return real(request)

    monkeypatch.setattr(publication, "run_notebook", run)
    with pytest.raises(LockHeld, match="while good was made, found them built anew; nothing was published"):
        report(project, "good")
    assert not (project.reports / "good/latest").exists()


def test_status_fails_for_what_is_missing_or_old(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    report(project)
    capsys.readouterr()
    assert status(project, max_age="1d") == 1
    bad, good = capsys.readouterr().out.splitlines()
    assert bad == (
        "bad: never made; due: first page of this edition – it has no page; run `ceasefires report bad`"
    )
    assert good.startswith("good: data as of 2021-03-01, checked 20")
    assert good.endswith(
        "; not due: nothing changed: notebook, parameters, tables, code and versions are those of its page"
    )
    (project.reports / "editions.toml").unlink()
    assert status(project, max_age="1d") == 0
    checked = project.reports / "good/checked.json"
    checked.write_text('{"checked": "2021-03-02 07:00 UTC"}', encoding="utf-8")
    assert status(project) == 0
    capsys.readouterr()
    assert status(project, max_age="8d", as_json=True) == 1
    assert "not made or found unchanged within 8d" in json.loads(capsys.readouterr().out)[0]["fault"]
    with pytest.raises(UsageProblem, match="Expected an age such as 8d, 36h or 90m for --max-age, found '8'"):
        status(project, max_age="8")


def test_status_tells_what_is_due_as_a_dry_run_does(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    report(project)
    (project.processed / "attempts.parquet").write_bytes(b"other")
    capsys.readouterr()
    report(project, None, ReportOptions(dry_run=True, log_format="json"))
    planned = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["due"], one["reason"]) for one in planned] == [
        (True, "first page of this edition"),
        (True, "changed: tables"),
    ]
    status(project, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert [{key: one[key] for key in ("edition", "due", "reason")} for one in told] == planned
    (project.processed / "datapackage.json").unlink()
    status(project)
    assert "; whether it is due cannot be told: Expected built tables with " in capsys.readouterr().out
    (project.reports / "editions.toml").unlink()
    status(project, as_json=True)
    (unlisted,) = json.loads(capsys.readouterr().out)
    assert (unlisted["edition"], unlisted["due"]) == ("good", False)
    assert "made by name only" in unlisted["reason"]


def test_a_terminal_sees_each_edition_and_its_cells_with_the_time_left(project: Project) -> None:
    """Carried out on a terminal of the test's own; what a pipe sees is held by the tests above."""
    told, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 100))
    command = [sys.executable, "-m", "analysis", "--root", str(project.root), "report"]
    run = subprocess.Popen(command, stdout=terminal, stderr=terminal)
    os.close(terminal)
    seen = b""
    # Linux tells the end of a terminal as an error of reading.
    with suppress(OSError):
        while part := os.read(told, 4096):
            seen += part
    os.close(told)
    run.wait()
    words = seen.decode()
    assert re.search(r"\[1/2\] bad …", words)
    assert re.search(r"\[2/2\] good(, about \d+ s left)? …", words)
    # Cells done, of how many, time gone by, and time left.
    assert re.search(r"brief: +\d+%\|.*\| \d/\d \[\d\d:\d\d<\d\d:\d\d", words)
    assert "good/latest/index.html made in" in words
