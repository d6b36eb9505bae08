"""Reports against the plain tools, in one run on this machine: the same notebook, tables and parameters.

`python benchmarks/reports.py [--rounds 5] [--loops 5]` sets up two environments of their own – `lean` with papermill,
nbconvert and ipykernel, `full` with JupyterLab too, all in the versions of this one – and prints a Markdown table:

- one report, cold: `papermill` then `jupyter nbconvert --to html`, against `ceasefires report`, whose page has been
  checked; the same again with nothing changed; and `ceasefires --help`; medians of `--rounds` runs, taken in turn;
- 20 reports, two at once: a loop of the same two commands in `lean`, against `ceasefires report --jobs 2` with 20
  editions, and against the same cells called directly in one warm process; medians of `--loops` runs.

Processor time is that of all processes a command started. The project measured is a copy, its code included: nothing
is written to it, and work on it changes no figure.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: What the notebook itself imports, in every environment.
NOTEBOOK_NEEDS = ("pandas", "plotly", "pyarrow", "ahocorasick-rs")
LEAN = ("papermill", "nbconvert", "ipykernel")
FULL = (*LEAN, "jupyterlab")
STARTS = [f"{year}-01-01" for year in range(2001, 2021)]


@dataclass(frozen=True)
class Taken:
    """Seconds of wall clock and of processor time."""

    wall: float
    cpu: float


def timed(call: Callable[[], object]) -> Taken:
    """Call and return what it took, with the processes it started and waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    call()
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def median(takings: list[Taken]) -> Taken:
    """Return the medians of wall clock and of processor time."""
    return Taken(statistics.median(t.wall for t in takings), statistics.median(t.cpu for t in takings))


def run(*command: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Run a command on the project, from its notebooks. Raises CalledProcessError where it fails."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment |= {"CEASEFIRES_ROOT": str(root), "PYTHONPATH": str(root / "src")}
    folder = root / "notebooks"
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(
            f"Expected {' '.join(command)} to end well, found exit {done.returncode}: {done.stderr}"
        )
    return done


def set_up(folder: Path, packages: tuple[str, ...]) -> Path:
    """Make an environment with the packages in the versions of this one; return its folder of programs.

    This project is on the path of its notebooks but not installed, so that the plain tools stay plain.
    """
    pinned = [f"{name}=={version(name)}" for name in (*packages, *NOTEBOOK_NEEDS)]
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    if uv := shutil.which("uv"):
        command = [uv, "pip", "install", "-q", "--compile-bytecode", "-p", str(folder)]
    else:
        command = [str(folder / "bin" / "pip"), "install", "-q"]
    subprocess.run([*command, *pinned], check=True)
    programs = folder / "bin"
    install = ["-m", "ipykernel", "install", "--sys-prefix", "--name", "python3"]
    subprocess.run([programs / "python", *install], check=True, capture_output=True)
    return programs


def copy_project(folder: Path) -> Path:
    """Copy the code, the raw data and the notebooks, list 20 editions, and build the tables."""
    for part in ("data/raw", "notebooks", "src"):
        shutil.copytree(ROOT / part, folder / part)
    rows = ", ".join(f'{{ name = "{start[:4]}", start = "{start}" }}' for start in STARTS)
    (folder / "reports").mkdir()
    listed = f'[editions.from]\nnotebook = "briefing"\neach = [{rows}]\n'
    (folder / "reports" / "editions.toml").write_text(listed, encoding="utf-8")
    run(sys.executable, "-m", "analysis", "build", root=folder)
    return folder


def plain(programs: Path, root: Path, start: str) -> None:
    """One report with the plain tools."""
    executed = str(root / f"{programs.parent.name}-{start}.ipynb")
    given = ["-p", "start", start, "-k", "python3", "--no-progress-bar"]
    run(str(programs / "papermill"), "briefing.ipynb", executed, *given, root=root)
    run(str(programs / "jupyter"), "nbconvert", "--to", "html", executed, root=root)


def ours(root: Path, start: str, *options: str) -> None:
    """One report with this project."""
    given = ["report", "briefing", "-p", f"start={start}", *options]
    run(sys.executable, "-m", "analysis", *given, root=root)


def plain_loop(programs: Path, root: Path) -> None:
    """20 reports with the plain tools, two at once."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda start: plain(programs, root, start), STARTS))


def our_loop(root: Path) -> None:
    """20 reports with this project: one command, two jobs."""
    run(sys.executable, "-m", "analysis", "report", "--jobs", "2", "--force", root=root)


def direct(root: Path) -> Taken:
    """20 reports by direct calls in one warm process."""
    program = str(ROOT / "benchmarks" / "direct_calls.py")
    told = run(
        sys.executable, program, str(root / "notebooks" / "briefing.ipynb"), str(root), *STARTS, root=root
    )
    return Taken(**json.loads(told.stdout))


def one_report(lean: Path, full: Path, root: Path, rounds: int) -> dict[str, Taken]:
    """Measure one report every way, in turn, so that a busy moment of the machine meets all of them."""
    start = STARTS[0]
    ways: dict[str, Callable[[], object]] = {
        "`papermill` + `jupyter nbconvert`, with JupyterLab": lambda: plain(full, root, start),
        "`papermill` + `jupyter nbconvert`, lean": lambda: plain(lean, root, start),
        "`ceasefires report`": lambda: ours(root, start, "--force"),
        "`ceasefires report`, unchanged": lambda: ours(root, start),
        "`ceasefires --help`": lambda: run(sys.executable, "-m", "analysis", "--help", root=root),
    }
    for way in ways.values():
        way()
    takings: dict[str, list[Taken]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            takings[name].append(timed(way))
    return {name: median(taken) for name, taken in takings.items()}


def many_reports(lean: Path, root: Path, loops: int) -> dict[str, Taken]:
    """Measure 20 reports at two jobs."""
    ways: dict[str, Callable[[], Taken]] = {
        "`papermill` + `jupyter nbconvert`, lean": lambda: timed(lambda: plain_loop(lean, root)),
        "`ceasefires report --jobs 2`": lambda: timed(lambda: our_loop(root)),
        "direct calls, one process": lambda: direct(root),
    }
    takings: dict[str, list[Taken]] = {name: [] for name in ways}
    for _ in range(loops):
        for name, way in ways.items():
            takings[name].append(way())
    return {name: median(taken) for name, taken in takings.items()}


def print_table(title: str, takings: dict[str, Taken]) -> None:
    """Print one table, with each row's share of the first."""
    first = next(iter(takings.values()))
    print(f"\n| {title} | wall s | CPU s | wall, of the first | CPU, of the first |\n|---|---|---|---|---|")
    for name, taken in takings.items():
        shares = f"{taken.wall / first.wall:.2f} | {taken.cpu / first.cpu:.2f}"
        print(f"| {name} | {taken.wall:.2f} | {taken.cpu:.2f} | {shares} |", flush=True)


def main() -> None:
    """Set up, measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="runs of one report (default: 5)")
    parser.add_argument("--loops", type=int, default=5, help="runs of 20 reports (default: 5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        root = copy_project(folder / "project")
        lean, full = set_up(folder / "lean", LEAN), set_up(folder / "full", FULL)
        print(
            f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, medians of {options.rounds} runs"
        )
        print_table("one report, cold", one_report(lean, full, root, options.rounds))
        print(f"\n20 reports, two at once: medians of {options.loops} runs")
        print_table("20 reports, two at once", many_reports(lean, root, options.loops))


if __name__ == "__main__":
    main()
