"""`report`, `params` and `list` as a user meets them: words, exit codes, silence where nobody looks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_pages import code_cell, notebook, runnable_notebook, write_notebook

from analysis.errors import InputProblem, UsageProblem
from analysis.project import Project
from analysis.publishing.commands import ReportOptions, list_reports, params, read_wish, report

DECLARED = (
    'start: str = "1991-01-01"  # first day shown, ISO\n'
    'as_of: str = ""  # the day the data reach, ISO or empty\n'
    "top: int = 5  # rows, 1..20"
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for folder in ("data/raw", "data/processed", "notebooks"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/processed/datapackage.json").write_text('{"as_of": "2021-03-01"}', encoding="utf-8")
    (tmp_path / "data/processed/attempts.parquet").write_bytes(b"table")
    write_notebook(tmp_path / "notebooks/brief.ipynb", runnable_notebook())
    write_notebook(tmp_path / "notebooks/dated.ipynb", notebook(code_cell(DECLARED, tags=("parameters",))))
    return Project(tmp_path)


def test_report_makes_a_page_and_is_silent_where_nobody_looks(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    assert report(project, "brief", ReportOptions(assignments=["start=2020-09-27"])) == 0
    assert capfd.readouterr() == ("", "")
    page = (project.reports / "brief/latest/index.html").read_text(encoding="utf-8")
    assert "<h3>From 2020-09-27</h3>" in page
    assert "ceasefires report brief -p start=2020-09-27" in page


def test_report_says_what_it_did_when_asked(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert report(project, "brief", ReportOptions(verbose=True)) == 0
    made, kept = capfd.readouterr().out.splitlines()
    assert made.startswith(str(project.reports / "brief/latest/index.html"))
    assert "(first page of this edition)" in made
    assert "is up to date (nothing changed: notebook, parameters, tables, code and versions" in kept


def test_the_data_date_is_the_default_as_of_day(project: Project) -> None:
    wish = read_wish(project, "dated", ReportOptions())
    assert wish.as_of == "2021-03-01"
    assert wish.parameters == {"start": "1991-01-01", "as_of": "2021-03-01", "top": 5}
    assert list(wish.inputs) == ["attempts.parquet"]


@pytest.mark.parametrize(
    "options",
    [
        ReportOptions(as_of="2020-12-31"),
        ReportOptions(assignments=["as_of=2020-12-31"]),
        ReportOptions(as_of="2020-12-31", assignments=["as_of=2020-12-31"]),
    ],
)
def test_the_as_of_day_is_given_either_way(options: ReportOptions, project: Project) -> None:
    wish = read_wish(project, "dated", options)
    assert wish.as_of == wish.parameters["as_of"] == "2020-12-31"
    assert wish.command == "ceasefires report dated --as-of 2020-12-31"


def test_today_is_taken_only_when_said(project: Project) -> None:
    assert read_wish(project, "dated", ReportOptions(as_of="today")).as_of > "2021-03-01"


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        (
            "dated",
            ReportOptions(as_of="2020-12-31", assignments=["as_of=2020-12-30"]),
            "Expected one as-of day, found --as-of 2020-12-31 and the parameter as_of=2020-12-30; give it once.",
        ),
        (
            "dated",
            ReportOptions(as_of="soon"),
            "Expected a date written YYYY-MM-DD for --as-of, found 'soon'.",
        ),
        (
            "brief",
            ReportOptions(as_of="2020-12-31"),
            "Expected a notebook with a parameter as_of for --as-of",
        ),
        ("brif", ReportOptions(), "found none named 'brif'; did you mean 'brief'?"),
        ("brief", ReportOptions(edition="../x"), "Expected an edition name of letters, digits"),
        ("brief", ReportOptions(edition="latest"), "other than 'latest' and 'failed', found 'latest'"),
        ("brief", ReportOptions(assignments=["top=3"]), "has no parameter 'top'"),
    ],
)
def test_a_wrong_argument_is_an_error_before_anything_runs(
    name: str, options: ReportOptions, message: str, project: Project
) -> None:
    with pytest.raises(UsageProblem) as found:
        report(project, name, options)
    assert message in str(found.value)
    assert found.value.exit_code == 2
    assert not project.reports.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "Expected built tables with .*datapackage.json, found no such file; run `ceasefires build`"),
        ("{", "Expected the data date in .*datapackage.json, found a damaged file"),
        ('{"as_of": 7}', "found a damaged file"),
    ],
)
def test_without_tables_there_is_no_report(content: str | None, message: str, project: Project) -> None:
    path = project.processed / "datapackage.json"
    path.unlink()
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InputProblem, match=message):
        report(project, "brief")


def test_values_on_the_command_line_come_before_the_file(project: Project, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("top = 3\nstart = '2020-01-01'\n", encoding="utf-8")
    options = ReportOptions(assignments=["top=4"], values_file=tmp_path / "p.toml")
    assert read_wish(project, "dated", options).parameters | {"as_of": ""} == {
        "start": "2020-01-01",
        "as_of": "",
        "top": 4,
    }


def test_params_lists_what_a_notebook_takes(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert params(project, "dated") == 0
    assert capsys.readouterr().out.splitlines() == [
        "parameter  type  default       meaning",
        'start      str   "1991-01-01"  first day shown, ISO',
        'as_of      str   ""            the day the data reach, ISO or empty',
        "top        int   5             rows, 1..20",
    ]
    assert params(project, "dated", as_json=True) == 0
    assert json.loads(capsys.readouterr().out)[2] == {
        "name": "top",
        "type": "int",
        "default": 5,
        "comment": "rows, 1..20",
    }


def test_list_shows_every_page(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert list_reports(project) == 0
    assert capsys.readouterr().out.startswith("No report in ")
    report(project, "brief")
    assert list_reports(project) == 0
    heading, row = capsys.readouterr().out.splitlines()
    assert heading.split() == ["edition", "as", "of", "generated", "page"]
    assert row.startswith("brief    2021-03-01")
    assert row.endswith("index.html")
    assert list_reports(project, as_json=True) == 0
    assert json.loads(capsys.readouterr().out)[0]["as_of"] == "2021-03-01"


RUN = (
    "import sys\n"
    "from pathlib import Path\n"
    "from analysis.project import Project\n"
    "from analysis.publishing.commands import report\n"
    "sys.exit(report(Project(Path(sys.argv[1])), 'slow'))\n"
)
MARK_AND_WAIT = (
    "import os, time, pathlib\n"
    "pathlib.Path(os.environ['CEASEFIRES_ROOT'], 'kernel.pid').write_text(str(os.getpid()))\n"
    "time.sleep(60)"
)


def wait_for(condition: object, seconds: float = 20) -> None:
    for _ in range(int(seconds / 0.05)):
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.05)
    raise TimeoutError("it did not come to pass")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A child that ended and waits to be noticed is not running.
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split(")")[1].split()[0] != "Z"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_nothing_behind(number: int, code: int, project: Project) -> None:
    write_notebook(project.notebooks / "slow.ipynb", runnable_notebook(code_cell(MARK_AND_WAIT)))
    child = subprocess.Popen(
        [sys.executable, "-c", RUN, str(project.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    mark = project.root / "kernel.pid"
    wait_for(lambda: mark.exists() and mark.read_text(encoding="utf-8"))
    kernel = int(mark.read_text(encoding="utf-8"))
    child.send_signal(number)
    _, errors = child.communicate(timeout=20)
    assert child.returncode == code
    assert "Traceback" not in errors
    wait_for(lambda: not is_running(kernel))
    assert list((project.reports / "slow").iterdir()) == []
