"""Runs that are killed, hang, lose their kernel, find the disk full or another run at work: really done.

The last good edition stays whole each time, the next run makes the next one, and no process or half file is left.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_pages import code_cell, runnable_notebook, write_notebook

from analysis.project import Project
from analysis.publishing.editions import latest_of

RUN = (
    "import sys\n"
    "from analysis.cli import main\n"
    "sys.exit(main(['--root', sys.argv[1], 'report', 'brief', *sys.argv[2:]]))\n"
)
#: How long a run may take on a busy machine before a kill comes; kills are spread over all of it.
LONGEST = 4.0


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for folder in ("data/raw", "data/processed", "notebooks"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/processed/datapackage.json").write_text('{"as_of": "2021-03-01"}', encoding="utf-8")
    (tmp_path / "data/processed/attempts.parquet").write_bytes(b"table")
    write_notebook(tmp_path / "notebooks/brief.ipynb", runnable_notebook())
    return Project(tmp_path)


def start(project: Project, *options: str, largest_file: int | None = None) -> subprocess.Popen[str]:
    """Start a report as a command of its own; all its processes carry the project's path in the environment."""

    def limit() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(project.root), *options],
        env=os.environ | {"TEST_OF_KILLS": str(project.root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,
    )


def finish(child: subprocess.Popen[str]) -> tuple[int, str]:
    _, errors = child.communicate(timeout=60)
    return child.returncode, errors


def left_running(project: Project) -> list[int]:
    """The processes of a run of this project that live."""
    mark = f"TEST_OF_KILLS={project.root}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            lives = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
            if lives and mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def wait_until_none_runs(project: Project, seconds: float = 20) -> None:
    for _ in range(int(seconds / 0.1)):
        if not left_running(project):
            return
        time.sleep(0.1)
    raise TimeoutError(f"still running: {left_running(project)}")


def good_page(project: Project) -> bytes:
    """The page that `latest` names, whole, with a record that fits it."""
    run = latest_of(project.reports / "brief")
    assert run is not None
    assert run.folder.name == f"{run.record['as_of']}-{run.record['key'][:8]}"
    page = run.page.read_bytes()
    assert page.rstrip().endswith(b"</html>")
    return page


def kill_and_look(project: Project, times: int, seed: int) -> None:
    """Kill runs at moments spread by chance, each with another parameter; look after each."""
    chance = random.Random(seed)
    assert finish(start(project))[0] == 0
    at_work = published = 0
    for number in range(times):
        before = good_page(project)
        child = start(project, "-p", f"start={2000 + number}-01-01")
        time.sleep(chance.uniform(0.05, LONGEST))
        at_work += child.poll() is None
        child.kill()
        finish(child)
        wait_until_none_runs(project)
        if good_page(project) != before:
            made = latest_of(project.reports / "brief")
            assert made is not None
            assert made.record["parameters"] == {"start": f"{2000 + number}-01-01"}
            published += 1
    assert finish(start(project, "--force")) == (0, "")
    folder = project.reports / "brief"
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
    assert all((path / "run.json").is_file() for path in folder.iterdir() if path.name.startswith("2021-"))
    json.loads((folder / "checked.json").read_text(encoding="utf-8"))
    wait_until_none_runs(project)
    # Shown by `pytest -rP`.
    print(
        f"{times} kills, {at_work} of a run at work, {published} runs had published; no process or half file left"
    )


def test_a_killed_run_leaves_the_last_good_page(project: Project) -> None:
    kill_and_look(project, times=20, seed=5)


@pytest.mark.soak
def test_two_hundred_killed_runs_leave_the_last_good_page(project: Project) -> None:
    kill_and_look(project, times=200, seed=6)


def test_a_notebook_that_hangs_is_ended(project: Project) -> None:
    assert finish(start(project)) == (0, "")
    before = good_page(project)
    write_notebook(
        project.notebooks / "brief.ipynb", runnable_notebook(code_cell("import time\ntime.sleep(300)"))
    )
    code, errors = finish(start(project, "--timeout", "4"))
    assert code == 4
    assert "Expected brief.ipynb to finish within 4 s, it was still running" in errors
    code, errors = finish(start(project, "--cell-timeout", "1"))
    assert code == 4
    assert "every cell of brief.ipynb to finish within 1 s" in errors
    assert good_page(project) == before
    wait_until_none_runs(project)


def test_a_kernel_that_dies_fails_the_run_alone(project: Project) -> None:
    assert finish(start(project)) == (0, "")
    before = good_page(project)
    write_notebook(
        project.notebooks / "brief.ipynb", runnable_notebook(code_cell("import os\nos.kill(os.getpid(), 9)"))
    )
    code, errors = finish(start(project))
    assert code == 4
    assert "the kernel of brief.ipynb to live until the last cell, it died" in errors
    assert good_page(project) == before
    wait_until_none_runs(project)


def test_a_full_disk_keeps_the_last_good_page(project: Project) -> None:
    assert finish(start(project)) == (0, "")
    before = good_page(project)
    code, errors = finish(start(project, "-p", "start=2020-01-01", largest_file=10_000))
    assert code == 73
    assert "that it cannot be written" in errors
    assert good_page(project) == before
    assert list((project.reports / "brief").glob(".*")) == []
    wait_until_none_runs(project)


def test_a_file_in_the_folders_place_is_an_unwritable_folder(project: Project) -> None:
    project.reports.mkdir()
    (project.reports / "brief").write_text("not a folder", encoding="utf-8")
    assert finish(start(project))[0] == 73


def test_of_two_runs_at_once_one_waits_or_gives_way(project: Project) -> None:
    write_notebook(
        project.notebooks / "brief.ipynb", runnable_notebook(code_cell("import time\ntime.sleep(3)"))
    )
    first = start(project)
    lock = project.reports / "brief"
    for _ in range(200):
        if lock.is_dir() and list(lock.glob(".*-new")):
            break
        time.sleep(0.05)
    code, errors = finish(start(project))
    assert code == 75
    assert "found another run at work there" in errors
    assert finish(start(project, "--wait", "60")) == (0, "")
    assert finish(first) == (0, "")
    good_page(project)
