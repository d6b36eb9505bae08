"""Ends a process at every step of writing the tables, and looks at what it left.

Run by test_store as `python crash_at_every_step.py FOLDER [EVERY]`. Every step that touches the disk counts; at the
chosen one the process ends at once, before the step or, for the file being written, in the middle of it. A
second process then reads the tables. One line is printed per crash: `former` or `new`; anything else is a fault.
With EVERY, only each so many steps are crashed at while the files are written, and all steps of the swap.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from example_tables import AS_OF, changed, make_tables

from analysis import files, store
from analysis.project import Project

FORMER = "Armenia"
NEW = "Armenia, newly named"


def in_child(job: Callable[[], None]) -> int:
    """Run `job` in a child process and return its exit code."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            job()
        except BaseException as error:
            print(repr(error), flush=True)
            os._exit(70)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def crash_at(step: int) -> list[int]:
    """From now on, end this process at the step with this number; returns the steps left, as they count down."""
    left = [step]

    def counting(call: Callable[..., Any], *, half: bool = False) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                if half:
                    path, content = arguments
                    path.write_bytes(content[: len(content) // 2])
                os._exit(9)
            return call(*arguments)

        return counted

    files.write_file = counting(files.write_file, half=True)
    files.sync_folder = counting(files.sync_folder)
    files.remove_folder = counting(files.remove_folder)
    files.os.rename = counting(os.rename)
    return left


def write(project: Project, label: str) -> None:
    """Write tables that differ in the label of one actor."""
    tables = changed("actors", 0, label=label) if label != FORMER else make_tables()
    store.write_tables(tables, project, {"as_of": AS_OF})


def crash_while_writing(project: Project, step: int) -> None:
    """Write the new tables until the step with this number."""
    crash_at(step)
    write(project, NEW)


def tell_what_is_there(project: Project) -> None:
    """Print which tables are there; the folder holds all of its files."""
    label = store.read_tables(project)["actors"].at[0, "label"]
    whole = {f"{name}.{suffix}" for name in make_tables() for suffix in ("csv", "parquet")}
    if not whole | {".gitignore", "README.md", "note.txt"} <= {p.name for p in project.processed.iterdir()}:
        print("files are missing", flush=True)
        os._exit(70)
    print({FORMER: "former", NEW: "new"}[label], flush=True)


SWAP_STEPS = 7


def count_steps(project: Project) -> int:
    """How many steps it takes to write over former tables."""
    taken, telling = os.pipe()

    def count() -> None:
        left = crash_at(1_000)
        write(project, NEW)
        os.write(telling, str(1_000 - left[0]).encode())

    in_child(count)
    return int(os.read(taken, 10))


def make_former(project: Project) -> None:
    """Former tables, with a file of a person beside them."""
    project.raw.mkdir(parents=True)
    project.processed.mkdir()
    (project.processed / "note.txt").write_text("a person's own")
    in_child(lambda: write(project, FORMER))


def crash_at_steps(folder: Path, every: int) -> int:
    """Crash a write over former tables at one step after the other; 0 where the tables are whole each time."""
    former = Project(folder / "former")
    make_former(former)
    shutil.copytree(former.root, folder / "counted")
    n_steps = count_steps(Project(folder / "counted"))
    for step in (*range(0, n_steps - SWAP_STEPS, every), *range(n_steps - SWAP_STEPS, n_steps + 1)):
        project = Project(folder / str(step))
        shutil.copytree(former.root, project.root)
        code = in_child(partial(crash_while_writing, project, step))
        if code != (0 if step == n_steps else 9) or in_child(partial(tell_what_is_there, project)):
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(crash_at_steps(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
