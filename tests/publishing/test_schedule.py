"""Entries for schedulers: the cron line runs in cron's bare environment, the others are what their readers take."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from sample_pages import runnable_notebook, write_notebook

from analysis.cli import main
from analysis.errors import UsageProblem
from analysis.project import Project
from analysis.publishing.schedule import print_entry

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in a folder whose name schedulers could misread."""
    root = tmp_path / "my 100% {project}"
    for folder in ("data/raw", "data/processed", "notebooks"):
        (root / folder).mkdir(parents=True)
    write_notebook(root / "notebooks/brief.ipynb", runnable_notebook())
    return Project(root)


@pytest.fixture
def checkout(tmp_path: Path) -> Project:
    """A project that is the top of a repository."""
    root = tmp_path / "checkout"
    (root / ".git").mkdir(parents=True)
    (root / "Makefile").touch()
    return Project(root)


def run_bare(command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as cron does: with /bin/sh and next to no environment."""
    bare = {"HOME": "/", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LOGNAME": "nobody"}
    return subprocess.run(
        ["/bin/sh", "-c", command], env=bare, cwd="/", capture_output=True, text=True, timeout=60, check=False
    )


def test_the_cron_line_runs_in_a_bare_environment(project: Project) -> None:
    line = print_entry(project, "cron", "daily", "05:30")
    times, command = re.fullmatch(r"((?:\S+ ){5})(.*)\n", line).groups()  # type: ignore[union-attr]
    assert times == "30 5 * * * "
    # As cron does: `\%` becomes `%`.
    assert not re.search(r"(?<!\\)%", command)
    done = run_bare(command.replace(r"\%", "%"))
    # The project has no sources.csv: the build itself says so, by its full path.
    assert done.returncode == 3
    assert str(project.raw) in done.stderr


def test_the_units_hold_real_paths_and_make_up_for_missed_runs(project: Project) -> None:
    units = print_entry(project, "systemd")
    assert "OnCalendar=Mon *-*-* 06:00:00\nPersistent=true\n" in units
    assert f'"{project.root}"'.replace("%", "%%") in units
    assert [line.split()[-1] for line in units.splitlines() if line.startswith("ExecStart=")] == [
        "build", "report",
    ]  # fmt: skip


def faults_of_workflow(path: Path) -> str:
    """What the schema of GitHub workflows finds wrong with a file; it lies in the package that checks."""
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        str(path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_the_printed_workflow_is_one_that_github_takes(checkout: Project, tmp_path: Path) -> None:
    path = tmp_path / "reports.yml"
    path.write_text(print_entry(checkout, "github", "fri", "05:30"), encoding="utf-8")
    assert faults_of_workflow(path) == ""
    workflow: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    # YAML 1.1 reads the key `on` as true.
    assert workflow[True]["schedule"] == [{"cron": "30 5 * * 5"}]
    assert "defaults" not in workflow["jobs"]["reports"]
    path.write_text(path.read_text(encoding="utf-8").replace("runs-on", "run-on"), encoding="utf-8")
    assert "run-on" in faults_of_workflow(path)


def test_a_project_inside_a_repository_has_its_workflow_at_the_top(checkout: Project, tmp_path: Path) -> None:
    inside = Project(checkout.root / "our work" / "ceasefires")
    inside.root.mkdir(parents=True)
    (inside.root / "Makefile").touch()
    path = tmp_path / "reports.yml"
    path.write_text(print_entry(inside, "github", "daily"), encoding="utf-8")
    assert faults_of_workflow(path) == ""
    job = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]["reports"]
    assert job["defaults"]["run"]["working-directory"] == "our work/ceasefires"
    given = [step["with"] for step in job["steps"] if "with" in step]
    assert given[0]["cache-dependency-path"] == "our work/ceasefires/requirements.lock"
    assert given[1]["path"].split("\n")[:2] == [
        "our work/ceasefires/reports/*",
        "!our work/ceasefires/reports/editions.toml",
    ]
    assert given[2]["path"] == "our work/ceasefires/reports"


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.name
)
def test_the_workflows_of_the_repository_are_sound(path: Path) -> None:
    assert faults_of_workflow(path) == ""


def test_a_workflow_needs_a_repository_with_a_makefile(project: Project, checkout: Project) -> None:
    with pytest.raises(
        UsageProblem, match=r"Expected the project's checkout.* found no repository of git there"
    ):
        print_entry(project, "github")
    (checkout.root / "Makefile").unlink()
    with pytest.raises(
        UsageProblem, match="found no Makefile there; clone the project, or choose cron or systemd"
    ):
        print_entry(checkout, "github")


def test_the_tasks_of_airflow_run_the_commands_and_the_notebook(project: Project) -> None:
    calls = {
        call.func.id: {word.arg: ast.unparse(word.value) for word in call.keywords}  # type: ignore[attr-defined]
        for call in ast.walk(ast.parse(print_entry(project, "airflow", "daily", "05:30")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id != "BashOperator"
    }
    assert ast.literal_eval(calls["DAG"]["schedule"]) == "30 5 * * *"
    # As Airflow reads a template, and papermill after it fills in a path.
    paths = [
        as_airflow_reads(ast.literal_eval(calls["PapermillOperator"][key])).format()
        for key in ("input_nb", "output_nb")
    ]
    assert paths == [
        str(project.notebooks / "briefing.ipynb"),
        str(project.reports / "airflow-briefing.ipynb"),
    ]


def test_the_commands_of_airflow_run_in_a_bare_environment(project: Project) -> None:
    entry = print_entry(project, "airflow")
    commands = [
        as_airflow_reads(ast.literal_eval(found))
        for found in re.findall(r"bash_command=(.*)\)$", entry, re.MULTILINE)
    ]
    assert [command.split()[-1] for command in commands] == ["build", "report"]
    done = run_bare(commands[0])
    assert (done.returncode, str(project.raw) in done.stderr) == (3, True)
    kernel = next(line for line in entry.splitlines() if "ipykernel install" in line).lstrip("# ")
    assert "--prefix" in run_bare(kernel.partition(" install")[0] + " install --help").stdout


def as_airflow_reads(text: str) -> str:
    from jinja2 import Template

    return Template(text).render()


def test_a_wrong_time_is_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageProblem, match="Expected a time such as 06:00 for --time, found '6'"):
        print_entry(project, "cron", time="6")
    assert main(["--root", str(project.root), "schedule", "print", "cron"]) == 0
    assert capsys.readouterr().out.startswith("0 6 * * mon ")
