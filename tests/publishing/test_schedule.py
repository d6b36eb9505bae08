"""Entries for schedulers: the cron line runs in cron's bare environment, the units pass systemd's own check."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from sample_pages import runnable_notebook, write_notebook

from analysis.cli import main
from analysis.errors import UsageProblem
from analysis.project import Project
from analysis.publishing.schedule import print_entry


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in a folder whose name schedulers could misread."""
    root = tmp_path / "my 100% project"
    for folder in ("data/raw", "data/processed", "notebooks"):
        (root / folder).mkdir(parents=True)
    write_notebook(root / "notebooks/brief.ipynb", runnable_notebook())
    return Project(root)


def test_the_cron_line_runs_in_a_bare_environment(project: Project) -> None:
    line = print_entry(project, "cron", "daily", "05:30")
    times, command = re.fullmatch(r"((?:\S+ ){5})(.*)\n", line).groups()  # type: ignore[union-attr]
    assert times == "30 5 * * * "
    # As cron does: `\%` becomes `%`, and /bin/sh runs the line with next to no environment.
    assert not re.search(r"(?<!\\)%", command)
    bare = {"HOME": "/", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LOGNAME": "nobody"}
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace(r"\%", "%")],
        env=bare, cwd="/", capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
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


def test_systemd_finds_no_fault_in_the_units(project: Project, tmp_path: Path) -> None:
    service, _, timer = print_entry(project, "systemd", "daily").partition("\n# ~/")
    (tmp_path / "ceasefires.service").write_text(service, encoding="utf-8")
    (tmp_path / "ceasefires.timer").write_text(f"#{timer}", encoding="utf-8")
    verify = shutil.which("systemd-analyze")
    if verify is None:
        # Without systemd the units are still whole: three sections of a timer and two of a service.
        assert re.findall(r"^\[(\w+)\]$", service + timer, re.MULTILINE) == [
            "Unit", "Service", "Unit", "Timer", "Install",
        ]  # fmt: skip
        return
    units = [str(tmp_path / f"ceasefires.{kind}") for kind in ("service", "timer")]
    done = subprocess.run([verify, "verify", *units], capture_output=True, text=True, timeout=60, check=False)
    own = [line for line in done.stderr.splitlines() if "ceasefires" in line]
    assert (done.returncode, own) == (0, [])


def test_a_wrong_time_is_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageProblem, match="Expected a time such as 06:00 for --time, found '6'"):
        print_entry(project, "cron", time="6")
    assert main(["--root", str(project.root), "schedule", "print", "cron"]) == 0
    assert capsys.readouterr().out.startswith("0 6 * * mon ")
