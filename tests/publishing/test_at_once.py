"""`report --jobs`: editions made at the same time are told in their order; one failure or Ctrl-C leaves no mess."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest
from sample_pages import runnable_notebook, write_notebook

from analysis.errors import NotebookFailed
from analysis.project import Project
from analysis.publishing import at_once, publication
from analysis.publishing.commands import ReportOptions, report
from analysis.publishing.warm_kernel import can_fork

DAYS = {"first": "2020-01-01", "second": "2020-01-02"}
forked = pytest.mark.skipif(
    not can_fork(), reason="a process that starts from nothing has its own run_notebook"
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with two editions."""
    for folder in ("data/raw", "data/processed", "notebooks", "reports"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/processed/datapackage.json").write_text('{"as_of": "2021-03-01"}', encoding="utf-8")
    write_notebook(tmp_path / "notebooks/brief.ipynb", runnable_notebook())
    tables = [
        f'[editions.{name}]\nnotebook = "brief"\nparameters = {{ start = "{day}" }}\n'
        for name, day in DAYS.items()
    ]
    (tmp_path / "reports/editions.toml").write_text("".join(tables), encoding="utf-8")
    return Project(tmp_path)


def run_as(monkeypatch: pytest.MonkeyPatch, **doing: Any) -> None:
    """Let notebooks run without a kernel, each after what is to be done in its edition's process."""

    def run(request: Any) -> dict[str, Any]:
        edition = next(name for name, day in DAYS.items() if day == request.parameters["start"])
        doing.get(edition, lambda: None)()
        return nbformat.read(request.notebook, as_version=4)

    monkeypatch.setattr(publication, "run_notebook", run)


def pages(project: Project) -> list[str]:
    return [name for name in DAYS if (project.reports / name / "latest/index.html").is_file()]


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 120
    while not path.exists():
        if time.monotonic() > deadline:
            raise NotebookFailed(f"Expected {path.name}, it did not come.")
        time.sleep(0.01)


def leftovers(project: Project) -> list[Path]:
    return [path for path in project.reports.rglob(".*") if path.name.endswith(("-new", "-old"))]


@forked
def test_two_are_made_at_the_same_time_and_told_in_their_order(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    mark, seen = project.root / "mark", project.root / "seen"

    def first() -> None:
        mark.touch()
        wait_for(seen)
        wait_for(project.reports / "second/latest")

    def second() -> None:
        wait_for(mark)
        seen.touch()

    run_as(monkeypatch, first=first, second=second)
    assert report(project, None, ReportOptions(jobs=2, verbose=True)) == 0
    told = capfd.readouterr()
    assert [line.split("/")[-3] for line in told.out.splitlines()] == ["first", "second"]
    assert told.err.splitlines() == ["[1/2] first …", "[2/2] second …"]
    index = (project.reports / "index.html").read_text(encoding="utf-8")
    assert all(f"{name}/2021-03-01-" in index for name in DAYS)


@forked
def test_a_failure_is_told_and_the_other_is_made(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        wait_for(project.reports / "second/latest")
        raise NotebookFailed("Expected a later day.")

    run_as(monkeypatch, first=fail)
    assert report(project, None, ReportOptions(jobs=2)) == NotebookFailed.exit_code
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err.startswith("ceasefires: first: Expected a later day. It lies in ")
    assert len(told.err.splitlines()) == 1
    assert pages(project) == ["second"]


@forked
def test_the_exit_code_is_that_of_the_first_edition_that_failed(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        wait_for(project.root / "mark")
        raise NotebookFailed("Expected a later day.")

    def break_off() -> None:
        (project.root / "mark").touch()
        raise ZeroDivisionError("nothing")

    run_as(monkeypatch, first=fail, second=break_off)
    assert report(project, None, ReportOptions(jobs=2)) == NotebookFailed.exit_code
    lines = capfd.readouterr().err.splitlines()
    assert [line.split()[1] for line in lines] == ["first:", "second:"]
    assert "ZeroDivisionError: nothing" in lines[1]


@forked
def test_a_process_that_is_killed_is_told_and_the_other_is_made(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    run_as(monkeypatch, second=lambda: os.kill(os.getpid(), signal.SIGKILL))
    assert report(project, None, ReportOptions(jobs=2)) == 1
    assert (
        "second: Expected the process that makes it to tell its result, it ended with -9"
        in capfd.readouterr().err
    )
    assert pages(project) == ["first"]


@forked
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_all_and_leaves_nothing_half_done(
    number: signal.Signals, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = {name: project.root / name for name in DAYS}

    def stay(name: str) -> None:
        marks[name].write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(300)

    def interrupt() -> None:
        for mark in marks.values():
            wait_for(mark)
        begun.append(time.monotonic())
        os.kill(os.getpid(), number)

    run_as(monkeypatch, first=lambda: stay("first"), second=lambda: stay("second"))
    # Started before the fork: it runs in this process alone.
    monkeypatch.setattr(at_once, "_prepare", lambda notebooks: threading.Thread(target=interrupt).start())
    begun: list[float] = []
    if number == signal.SIGINT:
        assert report(project, None, ReportOptions(jobs=2)) == 130
    else:
        with pytest.raises(SystemExit, match="143"):
            report(project, None, ReportOptions(jobs=2))
    assert time.monotonic() - begun[0] < 60
    assert multiprocessing.active_children() == []
    assert (pages(project), leftovers(project)) == ([], [])


@forked
def test_no_more_are_made_at_once_than_asked_for(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with (project.reports / "editions.toml").open("a", encoding="utf-8") as file:
        file.write('[editions.third]\nnotebook = "brief"\nparameters = { start = "2020-01-01" }\n')
    running = project.root / "running"
    running.mkdir()

    def count() -> None:
        mine = running / str(os.getpid())
        mine.touch()
        time.sleep(0.3)
        (project.root / f"count-{os.getpid()}").write_text(
            str(len(list(running.iterdir()))), encoding="utf-8"
        )
        mine.unlink()

    run_as(monkeypatch, first=count, second=count)
    assert report(project, None, ReportOptions(jobs=2)) == 0
    counts = [int(path.read_text("utf-8")) for path in project.root.glob("count-*")]
    assert len(counts) == 3
    assert max(counts) <= 2


def test_where_one_alone_is_due_no_process_is_started(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_as(monkeypatch)
    assert report(project, "first") == 0
    monkeypatch.setattr(at_once, "_start", lambda number, order: pytest.fail("a process was started"))
    assert report(project, None, ReportOptions(jobs=2)) == 0
    assert pages(project) == ["first", "second"]


@pytest.mark.parametrize("fork", [True, False])
def test_real_notebooks_run_at_once_forked_or_not(
    fork: bool, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fork and not can_fork():
        pytest.skip("forking is to be had on Linux only")
    monkeypatch.setattr(at_once, "can_fork", lambda: fork)
    assert report(project, None, ReportOptions(jobs=2)) == 0
    for name, day in DAYS.items():
        page = (project.reports / name / "latest/index.html").read_text(encoding="utf-8")
        assert f"<h3>From {day}</h3>" in page
