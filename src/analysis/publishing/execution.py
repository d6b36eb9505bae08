"""One run of a notebook: typed parameters in, executed notebook and log out, or NotebookFailed."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from analysis import errors
from analysis.errors import NotebookFailed
from analysis.publishing.parameters import Value

EXECUTED = "notebook.ipynb"
LOG = "run.log"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
#: Raised inside a notebook, these keep their meaning and exit code.
_OWN_ERRORS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.CeasefiresError)
}


@dataclass(frozen=True)
class RunRequest:
    """What to run, for which project, with which parameters, into which folder."""

    notebook: Path
    root: Path
    parameters: Mapping[str, Value]
    folder: Path
    timeout: float | None = None
    cell_timeout: float | None = None
    progress: bool = False


def run_notebook(request: RunRequest) -> dict[str, Any]:
    """Execute the notebook into `request.folder` and return it as nbformat data.

    The folder then holds `notebook.ipynb` as far as it came, and `run.log`. Raises
    NotebookFailed where no kernel starts, a cell raises, or time runs out; an error of this
    project raised in a cell (an unknown conflict, say) is raised again as what it is.
    """
    skip_slow_format_checker()
    import papermill

    from analysis.publishing.kernels import ENGINE, KernelRequest

    with (request.folder / LOG).open("w", encoding="utf-8") as log, _papermill_logs_to(log):
        kernel = KernelRequest(request.root, log, request.timeout)
        try:
            executed = papermill.execute_notebook(
                request.notebook,
                request.folder / EXECUTED,
                parameters=dict(request.parameters),
                engine_name=ENGINE,
                cwd=request.notebook.parent,
                log_output=True,
                progress_bar=request.progress,
                # One save at the end of each run is enough; saving after every cell costs 0.4 s.
                autosave_cell_every=0,
                execution_timeout=request.cell_timeout,
                kernel_request=kernel,
            )
        except Exception as problem:
            # A disk that is full or closed to us is not the notebook's fault; a cell's timeout,
            # which nbclient derives from OSError too, is.
            if isinstance(problem, OSError) and not isinstance(problem, TimeoutError):
                raise
            raise _explained(problem, request, kernel.timed_out) from problem
    return dict(executed)


def skip_slow_format_checker() -> None:
    """Keep nbformat from importing rfc3987_syntax, which builds a grammar for 0.8 s.

    It checks IRIs in JSON schemas; the notebook schema has none. A module set to None counts
    as not installed, which its importer (jsonschema) provides for.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


@contextmanager
def _papermill_logs_to(log: IO[str]) -> Iterator[None]:
    """Send papermill's log to the run's log file and nowhere else."""
    logger = logging.getLogger("papermill")
    handler = logging.StreamHandler(log)
    before = (logger.level, logger.propagate)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]


def _explained(problem: Exception, request: RunRequest, timed_out: bool) -> errors.CeasefiresError:
    """Return the error to raise for what went wrong in papermill."""
    name = request.notebook.name
    if timed_out:
        return NotebookFailed(
            f"Expected {name} to finish within {request.timeout:g} s, it was still running; "
            "allow more with --timeout."
        )
    kind = type(problem).__name__
    if kind == "PapermillExecutionError":
        return _cell_error(problem, request)
    if kind == "CellTimeoutError":
        return NotebookFailed(
            f"Expected every cell of {name} to finish within {request.cell_timeout:g} s, one did not."
        )
    if kind == "DeadKernelError":
        return NotebookFailed(
            f"Expected the kernel of {name} to live until the last cell, it died; "
            "memory may have run out, or a cell ended the process."
        )
    if kind == "NoSuchKernel" or "kernel name" in str(problem).lower():
        found = getattr(problem, "name", "none")
        return NotebookFailed(
            f"Expected {name} to name the kernel 'python3', found '{found}'; "
            "choose the kernel 'Python 3' in JupyterLab and save."
        )
    return NotebookFailed(f"Expected {name} to run, papermill stopped with {kind}: {_first_line(problem)}.")


def _cell_error(problem: Any, request: RunRequest) -> errors.CeasefiresError:
    own = _OWN_ERRORS.get(str(problem.ename))
    if own is not None:
        return own(str(problem.evalue))
    # Counted from 0, with the cell that papermill injects where parameters are given.
    number = problem.cell_index + (0 if request.parameters else 1)
    message = _first_line(problem.evalue)
    line = _error_line(problem.traceback)
    return NotebookFailed(
        f"Expected {request.notebook.name} to run to its end, cell {number} raised "
        f"{problem.ename}: {message}{f' (at `{line}`)' if line else ''}."
    )


def _error_line(traceback: list[str]) -> str:
    """Return the last line of code that IPython's traceback marks with an arrow."""
    plain = _COLOUR.sub("", "\n".join(traceback))
    marked = [line for line in plain.splitlines() if re.match(r"-+>\s*\d+", line)]
    return re.sub(r"^-+>\s*\d+\s*", "", marked[-1]).strip() if marked else ""


def _first_line(message: object) -> str:
    return (str(message).splitlines() or ["no message"])[0].rstrip(".")
