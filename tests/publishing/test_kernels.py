"""The engine as papermill finds it, and what a run does not spend time on."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from projects import project_of_source
from sample_pages import code_cell, runnable_notebook, write_notebook

from analysis.publishing.execution import RunRequest, import_papermill, run_notebook


def python(program: str, *arguments: str) -> str:
    """What a program prints in a process of its own."""
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize(
    ("group", "name"),
    [("papermill.engine", "ceasefires"), ("jupyter_client.kernel_provisioners", "ceasefires-warm")],
)
def test_the_tools_find_what_is_theirs_by_entry_points(group: str, name: str) -> None:
    import_papermill()
    (found,) = entry_points(group=group, name=name)
    assert found.load().__module__.startswith("analysis.publishing.")


def test_papermill_on_the_command_line_takes_the_engine(tmp_path: Path) -> None:
    given = write_notebook(tmp_path / "in.ipynb", runnable_notebook(code_cell("print('from', start)")))
    command = [sys.executable, "-m", "papermill", "--engine", "ceasefires", "-p", "start", "2020-09-27"]
    made = tmp_path / "out.ipynb"
    subprocess.run([*command, given, made], capture_output=True, check=True, cwd=tmp_path)
    assert "from 2020-09-27" in made.read_text(encoding="utf-8")


def test_papermill_on_the_command_line_keeps_a_failed_notebook(tmp_path: Path) -> None:
    given = write_notebook(tmp_path / "in.ipynb", runnable_notebook(code_cell("1 / 0")))
    made = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "--engine", "ceasefires", given, made]
    assert subprocess.run(command, capture_output=True, check=False, cwd=tmp_path).returncode == 1
    assert "ZeroDivisionError" in made.read_text(encoding="utf-8")


def test_a_run_saves_nothing_on_its_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import papermill.engines
    import papermill.execute

    written: list[object] = []
    monkeypatch.setattr(papermill.engines, "write_ipynb", lambda *given: written.append(given))
    path = write_notebook(tmp_path / "in.ipynb", runnable_notebook(code_cell("x = 1")))
    run_notebook(RunRequest(path, tmp_path, {}, tmp_path))
    assert written == []
    assert not (tmp_path / "notebook.ipynb").exists()


def test_what_is_to_be_done_meanwhile_is_done_and_its_failure_harms_nothing(tmp_path: Path) -> None:
    done: list[int] = []

    def prepare() -> None:
        done.append(1)
        raise ValueError("later")

    path = write_notebook(tmp_path / "in.ipynb", runnable_notebook())
    assert run_notebook(RunRequest(path, tmp_path, {}, tmp_path, meanwhile=prepare))["cells"]
    assert done == [1]


def test_papermill_comes_without_the_file_systems_it_could_read_from() -> None:
    program = """
import sys
from analysis.publishing.execution import import_papermill
import_papermill()
print([name for name in ("pyarrow", "rfc3987_syntax", "isoduration", "arrow") if sys.modules.get(name)])
import pyarrow
print(pyarrow.__name__)
"""
    assert python(program).split() == ["[]", "pyarrow"]


SLOW = (
    "pandas",
    "numpy",
    "pyarrow",
    "plotly",
    "papermill",
    "nbformat",
    "nbconvert",
    "IPython",
    "zmq",
    "asyncio",
)


def test_help_imports_nothing_slow() -> None:
    program = f"""
import sys
from analysis.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
print([name for name in {SLOW!r} if name in sys.modules])
"""
    assert python(program).splitlines()[-1] == "[]"


def test_an_unchanged_report_imports_nothing_slow(tmp_path: Path) -> None:
    for folder in ("data/raw", "data/processed", "notebooks"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/processed/datapackage.json").write_text('{"as_of": "2021-03-01"}', encoding="utf-8")
    write_notebook(tmp_path / "notebooks/brief.ipynb", runnable_notebook())
    program = f"""
import sys
from analysis.cli import main
code = main(["--root", sys.argv[1], "report", "brief"])
print(code, [name for name in {SLOW!r} if name in sys.modules])
"""
    made, unchanged = (python(program, str(tmp_path)) for _ in range(2))
    assert "'papermill'" in made
    assert unchanged == "0 []"


def test_a_report_that_tells_what_changed_imports_no_pandas(tmp_path: Path) -> None:
    """The kernel has it; the process that publishes would take a third of a second for nothing."""
    project = project_of_source(tmp_path, "armenia-azerbaijan-ceasefire-agreement")
    write_notebook(project.notebooks / "brief.ipynb", runnable_notebook())
    program = """
import sys
from analysis.cli import main
code = main(["--root", sys.argv[1], *sys.argv[2:]])
print(code, "pandas" in sys.modules)
"""
    assert python(program, str(tmp_path), "build").split() == ["0", "True"]
    for start in ("2020-01-01", "2020-01-02"):
        told = python(program, str(tmp_path), "report", "brief", "-p", f"start={start}")
        assert told.split() == ["0", "False"]
    record = json.loads((project.reports / "brief/latest/run.json").read_text(encoding="utf-8"))
    assert (project.reports / "brief" / record["baseline"] / "tables" / "attempts.parquet").is_file()
    assert record["baseline"] != ""
