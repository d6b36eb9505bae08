"""Notebooks really run here: what comes out, and what is said when one fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sample_pages import code_cell, runnable_notebook, write_notebook

from analysis.errors import CeasefiresError, NotebookFailed, UsageProblem
from analysis.publishing.execution import RunRequest, run_notebook


def run(tmp_path: Path, *cells: str, kernel: str = "python3", **options: Any) -> dict[str, Any]:
    content = runnable_notebook(*map(code_cell, cells), kernel=kernel)
    path = write_notebook(tmp_path / "brief.ipynb", content)
    folder = tmp_path / "out"
    folder.mkdir()
    return run_notebook(RunRequest(path, tmp_path, {"start": "2020-09-27"}, folder, **options))


def test_parameters_arrive_and_the_project_is_found(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    executed = run(tmp_path, "import os, sys; print(start, os.environ['CEASEFIRES_ROOT'], sys.executable)")
    import sys

    printed = executed["cells"][-1]["outputs"][0]["text"].strip()
    assert printed == f"2020-09-27 {tmp_path} {sys.executable}"
    assert "Executing notebook with kernel" in (tmp_path / "out" / "run.log").read_text(encoding="utf-8")
    # A scheduler mails whatever is written: a success writes nothing, the kernel's warnings included.
    assert capfd.readouterr() == ("", "")


def test_a_cell_that_raises_is_named_as_the_author_counts_cells(tmp_path: Path) -> None:
    with pytest.raises(NotebookFailed) as found:
        run(tmp_path, "x = 1\ny = x / 0")
    expected = "cell 3 raised ZeroDivisionError: division by zero (at `y = x / 0`)"
    assert expected in str(found.value)
    assert found.value.exit_code == 4
    assert (tmp_path / "out" / "notebook.ipynb").is_file()


def test_an_error_of_this_project_keeps_its_meaning(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=r"^Expected a known conflict\.$"):
        run(
            tmp_path,
            "from analysis.errors import UsageProblem\nraise UsageProblem('Expected a known conflict.')",
        )


@pytest.mark.parametrize(
    ("cell", "options", "message"),
    [
        (
            "import os; os._exit(3)",
            {},
            "Expected the kernel of brief.ipynb to live until the last cell, it died",
        ),
        (
            "import time; time.sleep(60)",
            {"timeout": 1.5},
            "to finish within 1.5 s, it was still running; allow more with --timeout",
        ),
        (
            "import time; time.sleep(60)",
            {"timeout": 0.0001},
            "to finish within 0.0001 s, it was still running; allow more with --timeout",
        ),
        (
            "import time; time.sleep(60)",
            {"cell_timeout": 1},
            "Expected every cell of brief.ipynb to finish within 1 s",
        ),
    ],
    ids=["dead kernel", "whole run too long", "too long before it starts", "one cell too long"],
)
def test_a_run_that_cannot_end_is_ended(
    cell: str, options: dict[str, float], message: str, tmp_path: Path
) -> None:
    with pytest.raises(NotebookFailed) as found:
        run(tmp_path, cell, **options)
    assert message in str(found.value)


@pytest.mark.parametrize("kernel", ["ir", "nosuch"])
def test_another_kernel_is_refused_before_anything_runs(kernel: str, tmp_path: Path) -> None:
    with pytest.raises(CeasefiresError) as found:
        run(tmp_path, "x = 1", kernel=kernel)
    assert f"to name the kernel 'python3', found '{kernel}'" in str(found.value)
    assert found.value.exit_code == 4


def test_a_kernelspec_of_the_same_name_elsewhere_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = tmp_path / "share" / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text('{"argv": ["/no/such/python"], "display_name": "Other", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
    assert run(tmp_path, "print('here')")["cells"][-1]["outputs"][0]["text"] == "here\n"


def test_braces_in_the_path_of_a_notebook_are_no_template(tmp_path: Path) -> None:
    folder = tmp_path / "a {folder} of {start"
    folder.mkdir()
    executed = run(folder, "import os; print(os.getcwd())")
    assert executed["cells"][-1]["outputs"][0]["text"].strip() == str(folder)
