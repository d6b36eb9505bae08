"""One run of a notebook: typed parameters in, executed notebook and log out, or NotebookFailed."""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, TYPE_CHECKING, Any

from analysis import errors
from analysis.errors import NotebookFailed
from analysis.publishing.parameters import Value
from analysis.publishing.warm_kernel import start_parent

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from analysis.publishing.kernels import KernelRequest

EXECUTED = "notebook.ipynb"
LOG = "run.log"
#: What papermill imports for addresses such as hdfs:// and s3://; notebooks are files here.
_REMOTE_FILE_SYSTEMS = ("adlfs", "azure", "boto3", "gcsfs", "github", "pyarrow")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
#: Raised inside a notebook, these keep their meaning and exit code.
_OWN_ERRORS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.CeasefiresError)
}


@dataclass(frozen=True)
class RunRequest:
    """What to run, for which project, with which parameters, into which folder, and what to do meanwhile."""

    notebook: Path
    root: Path
    parameters: Mapping[str, Value]
    folder: Path
    timeout: float | None = None
    cell_timeout: float | None = None
    progress: bool = False
    #: Called in a thread while the kernel works; what it raises is left to the next who does the same.
    meanwhile: Callable[[], object] | None = None


def run_notebook(request: RunRequest) -> NotebookNode:
    """Execute the notebook and return it; `request.folder` then holds its `run.log`.

    Raises NotebookFailed where no kernel starts, a cell raises, or time runs out; an error of this project raised in
    a cell (an unknown conflict, say) is raised again as what it is. In both cases the folder holds `notebook.ipynb`
    as far as it came. Raises OSError where the folder cannot be written.
    """
    # It imports what the notebook needs while this process imports papermill.
    start_parent()
    import_papermill()

    from analysis.publishing.kernels import KernelRequest

    with (
        (request.folder / LOG).open("w", encoding="utf-8") as log,
        _papermill_logs_to(log),
        _doing_meanwhile(request.meanwhile),
    ):
        kernel = KernelRequest(request.root, log, request.timeout)
        try:
            return _execute(request, kernel)
        except Exception as problem:
            _keep_what_there_is(kernel.notebook, request.folder)
            # A disk that is full or closed to us is not the notebook's fault; a cell's timeout,
            # which nbclient derives from OSError too, is.
            if isinstance(problem, OSError) and not isinstance(problem, TimeoutError):
                raise
            raise _explained(problem, request, kernel.timed_out) from problem


def _execute(request: RunRequest, kernel: KernelRequest) -> NotebookNode:
    """Do what papermill.execute_notebook does, but for its last step: it turns the executed notebook into text for an
    output path also where there is none. Who publishes writes the notebook; doing it twice costs 0.15 s.
    """
    from papermill.engines import papermill_engines
    from papermill.execute import execute_notebook, raise_for_execution_errors
    from papermill.utils import chdir

    from analysis.publishing.kernels import ENGINE

    source, parameters = _literally(request.notebook), dict(request.parameters)
    prepared = execute_notebook(source, None, parameters, engine_name=ENGINE, prepare_only=True)
    with chdir(request.notebook.parent):
        executed = papermill_engines.execute_notebook_with_engine(
            ENGINE,
            prepared,
            papermill_engines.nb_kernel_name(ENGINE, prepared),
            output_path=None,
            log_output=True,
            # Cells done and to do, with the time that is left.
            progress_bar={"desc": request.notebook.stem, "unit": "cell"} if request.progress else False,
            execution_timeout=request.cell_timeout,
            kernel_request=kernel,
        )
    raise_for_execution_errors(executed, None)
    return executed


def _literally(path: Path) -> str:
    """A path for papermill, which fills in parameters where a path has braces."""
    return str(path).replace("{", "{{").replace("}", "}}")


@contextmanager
def _doing_meanwhile(call: Callable[[], object] | None) -> Iterator[None]:
    """Call in a thread of its own, and wait for it at the end."""
    if call is None:
        yield
        return
    thread = threading.Thread(target=_call_quietly, args=(call,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _call_quietly(call: Callable[[], object]) -> None:
    with suppress(Exception):
        call()


def _keep_what_there_is(notebook: Any, folder: Path) -> None:
    from papermill.iorw import write_ipynb

    if notebook is not None:
        write_ipynb(notebook, str(folder / EXECUTED))


def import_papermill() -> ModuleType:
    """Import papermill without the file systems it could read from: pyarrow's, for one, takes 0.15 s to import."""
    skip_slow_format_checker()
    absent = [name for name in _REMOTE_FILE_SYSTEMS if name not in sys.modules]
    # A module set to None counts as not installed, which papermill provides for.
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        return import_module("papermill")
    finally:
        for name in absent:
            sys.modules.pop(name, None)


def skip_slow_format_checker() -> None:
    """Keep nbformat from importing two checkers of formats: rfc3987_syntax builds a grammar for 0.8 s, isoduration
    brings the package arrow.

    They check IRIs and durations in JSON schemas; that of notebooks has none. Their importer, jsonschema, provides for
    their absence.
    """
    for name in ("rfc3987_syntax", "isoduration"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]


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
