"""The printed entries in the hands of the real schedulers: a cron daemon, systemd's check, the steps of a workflow.

Where a scheduler is not to be had its test is skipped, and pytest's closing lines say so; with
CEASEFIRES_TEST_ALL=1, as in continuous integration, it fails instead (see conftest.py).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml
from projects import project_of_source
from sample_pages import runnable_notebook, write_notebook

from analysis.project import Project
from analysis.publishing.schedule import print_entry

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
#: Cron looks at its crontabs once a minute.
CRON_SECONDS = 110.0


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one edition, in a folder whose name schedulers could misread."""
    project = project_of_source(tmp_path / "my 100% {project}", "armenia-azerbaijan-ceasefire-agreement")
    write_notebook(project.root / "notebooks/brief.ipynb", runnable_notebook())
    project.reports.mkdir()
    (project.reports / "editions.toml").write_text('[editions.brief]\nnotebook = "brief"\n', encoding="utf-8")
    return project


def program(name: str) -> str:
    """The path of a program of the system; skips the test where there is none."""
    path = shutil.which(name, path=SYSTEM_PATH)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


@contextmanager
def cron_at_work(crontab: str, folder: Path) -> Iterator[None]:
    """A cron daemon of the test's own, in a bare environment: it sees this crontab and no other of the machine."""
    cron, unshare = program("cron"), program("unshare")
    if os.geteuid() != 0 or subprocess.run([unshare, "--mount", "true"], check=False).returncode:
        pytest.skip("a cron daemon of one's own takes the rights of root")
    for name in ("spool", "run", "system"):
        (folder / name).mkdir(parents=True)
    (folder / "empty").touch()
    (folder / "spool" / "root").write_text(crontab, encoding="utf-8")
    (folder / "spool" / "root").chmod(0o600)
    places = {
        "spool": "/var/spool/cron/crontabs",
        "run": "/run",
        "system": "/etc/cron.d",
        "empty": "/etc/crontab",
    }
    mounts = " && ".join(f'mount --bind "$0/{name}" {place}' for name, place in places.items())
    command = [unshare, "--mount", "/bin/sh", "-c", f"{mounts} && exec {cron} -f", str(folder)]
    daemon = subprocess.Popen(command, env={"PATH": "/usr/bin:/bin"}, cwd="/", start_new_session=True)
    try:
        yield
        assert daemon.poll() is None
    finally:
        os.killpg(daemon.pid, signal.SIGKILL)
        daemon.wait()


def soon() -> str:
    """The next minute that a daemon started now can meet, as HH:MM."""
    return (datetime.now() + timedelta(seconds=65)).strftime("%H:%M")  # noqa: DTZ005


@pytest.mark.scheduler
def test_a_cron_daemon_makes_the_edition(project: Project, tmp_path: Path) -> None:
    line = print_entry(project, "cron", "daily", soon())
    last = project.reports / "index.html"
    with cron_at_work(line, tmp_path / "cron"):
        deadline = time.monotonic() + CRON_SECONDS
        while not last.is_file() and time.monotonic() < deadline:
            time.sleep(0.2)
    assert (project.processed / "attempts.parquet").is_file()
    page = (project.reports / "brief/latest/index.html").read_text(encoding="utf-8")
    assert page.rstrip().endswith("</html>")
    assert last.is_file()


@pytest.mark.scheduler
@pytest.mark.parametrize("day", ["daily", "mon"])
def test_systemd_finds_no_fault_in_the_units(day: str, project: Project, tmp_path: Path) -> None:
    verify = program("systemd-analyze")
    service, _, timer = print_entry(project, "systemd", day).partition("\n# ~/")
    (tmp_path / "ceasefires.service").write_text(service, encoding="utf-8")
    (tmp_path / "ceasefires.timer").write_text(f"#{timer}", encoding="utf-8")
    units = [str(tmp_path / f"ceasefires.{kind}") for kind in ("service", "timer")]
    done = subprocess.run([verify, "verify", *units], capture_output=True, text=True, timeout=60, check=False)
    own = [one for one in done.stderr.splitlines() if "ceasefires" in one]
    assert (done.returncode, own) == (0, [])


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of this repository, set up as `make` does it with the packages that are installed here."""
    folder = tmp_path / "clone"
    subprocess.run([program("git"), "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder)], check=True)
    venv = folder / ".venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(venv)}))
    (packages / "installed-here.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    asked = ["make", "-s", "--eval", "stamp: ; @echo '$(PACKAGES)'", "stamp"]
    stamp = subprocess.run(
        asked, cwd=folder, env=runner(), capture_output=True, text=True, check=True
    ).stdout.strip()
    (folder / stamp).touch()
    return folder


def runner() -> dict[str, str]:
    """The environment of a runner: the Python that was set up comes first on its PATH."""
    left_out = ("CEASEFIRES_VENV", "CEASEFIRES_ROOT", "PYTHONPATH", "VIRTUAL_ENV")
    own = {name: value for name, value in os.environ.items() if name not in left_out and "MAKE" not in name}
    return own | {"PATH": f"{Path(sys.executable).parent}:{SYSTEM_PATH}", "CI": "true"}


@pytest.mark.scheduler
def test_the_steps_of_the_workflow_run_in_a_clone(clone: Path) -> None:
    """Those that are commands; what the steps of others bring is there: a checkout, a Python, a cache without pages."""
    job = yaml.safe_load(print_entry(Project(clone), "github"))["jobs"]["reports"]
    (clone / "reports/editions.toml").write_text(
        '[editions.briefing]\nnotebook = "briefing"\n', encoding="utf-8"
    )
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert len(commands) == 1
    for command in commands:
        done = subprocess.run(
            ["bash", "-e", "-c", command],
            cwd=clone,
            env=runner(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
    uploaded = next(step["with"]["path"] for step in job["steps"] if "upload" in step.get("uses", ""))
    assert (clone / uploaded / "briefing/latest/index.html").is_file()
    assert (clone / uploaded / "index.html").is_file()
