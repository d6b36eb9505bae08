"""The papermill engine `ceasefires` and the kernels it runs notebooks in.

A kernel is this environment's Python, with the project in its environment. No registered kernelspec is asked for:
one in a user's home may name another Python. It is forked from a warm parent where that can be (`warm_parent.py`).
What the kernel process writes goes to the run's log, so that a scheduler mails nothing on success.

Papermill imports this module while it is imported itself; import papermill first (`execution.import_papermill`).
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty
from typing import IO, Any

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines
from papermill.iorw import write_ipynb
from papermill.log import logger as papermill_logger
from traitlets import Any as AnyTrait

from analysis.publishing.warm_kernel import can_fork

ENGINE = "ceasefires"
KERNEL = "python3"
PROVISIONER = "ceasefires-warm"
#: How long a kernel's answer is waited for before it is asked again, and how soon a connection is tried again.
ASK_SECONDS = 0.1
RECONNECT_MILLISECONDS = 5


@dataclass
class KernelRequest:
    """How to start a kernel, the manager once it is started, and the notebook as far as it came.

    Without `root` the kernel finds the project as any program does, without `stderr` it writes to this process's.
    """

    root: Path | None = None
    stderr: IO[str] | None = None
    timeout: float | None = None
    timed_out: bool = False
    managers: list[ProjectKernelManager] = field(default_factory=list)
    notebook: Any = None


class QuickClient(AsyncKernelClient):
    """A client that sees at once that a kernel is ready, where jupyter_client lets 0.2 s of silence pass."""

    def start_channels(
        self,
        shell: bool = True,
        iopub: bool = True,
        stdin: bool = True,
        hb: bool = True,
        control: bool = True,
    ) -> None:
        """Connect. No heartbeat: the kernel's process is looked at instead, which needs no thread."""
        super().start_channels(shell, iopub, stdin, False, control)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return once the kernel has answered a question and has been heard to be idle after it.

        Raises RuntimeError where it dies before, or `timeout` seconds pass.
        """
        deadline = time.monotonic() + (timeout or float("inf"))
        manager: Any = self.parent
        while not await self._answers(self.kernel_info()):
            if not await manager.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Kernel did not respond in {timeout:g} seconds")
        if manager.request.timed_out:
            # Time ran out before there was a process to kill.
            manager.kill_now()

    async def _answers(self, question: str) -> bool:
        """Whether this question is answered soon. What answers an earlier one is dropped, as nothing has run."""
        try:
            while not _is_idle_after(await self.get_iopub_msg(timeout=ASK_SECONDS), question):
                pass
            while not _is_about(reply := await self.get_shell_msg(timeout=ASK_SECONDS), question):
                pass
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


def _is_about(message: dict[str, Any], question: str) -> bool:
    return bool(message["parent_header"].get("msg_id") == question)


def _is_idle_after(message: dict[str, Any], question: str) -> bool:
    return _is_about(message, question) and message["content"].get("execution_state") == "idle"


class ProjectKernelManager(AsyncKernelManager):
    """Starts ipykernel with this interpreter; `request` says for which project."""

    request: Any = AnyTrait()

    def __init__(self, **options: Any) -> None:
        super().__init__(client_factory=QuickClient, **options)
        # A kernel listens some milliseconds after it is asked for; zmq tries again after 100 by itself.
        self.context.setsockopt(zmq.RECONNECT_IVL, RECONNECT_MILLISECONDS)

    @property
    def kernel_spec(self) -> KernelSpec:
        """The one kernel there is. Raises NoSuchKernel for every other name."""
        if self.kernel_name != KERNEL:
            raise NoSuchKernel(self.kernel_name)
        from ipykernel.kernelspec import get_kernel_dict

        root = self.request.root
        spec = KernelSpec(**get_kernel_dict(), env={"CEASEFIRES_ROOT": str(root)} if root else {})
        if can_fork():
            spec.metadata["kernel_provisioner"] = {"provisioner_name": PROVISIONER}
        return spec

    async def _async_pre_start_kernel(self, **options: Any) -> Any:
        if self.request.stderr is not None:
            options = {"stdout": self.request.stderr, "stderr": self.request.stderr} | options
        self.request.managers.append(self)
        return await super()._async_pre_start_kernel(**options)

    # jupyter_client calls the method by its name without the prefix.
    pre_start_kernel = _async_pre_start_kernel

    def kill_now(self) -> None:
        """Kill the kernel's process group at once, if it still runs."""
        pid = getattr(self.provisioner, "pid", None)
        if pid is None:
            return
        try:
            if hasattr(os, "killpg"):
                os.killpg(getattr(self.provisioner, "pgid", None) or pid, signal.SIGKILL)
            else:
                os.kill(pid, signal.SIGTERM)
        except (ProcessLookupError, PermissionError):
            return


class KeptInMemory(NotebookExecutionManager):
    """Papermill's record of a run without its save before and after each cell, each of the whole notebook."""

    def save(self, **options: Any) -> None:
        """Do nothing: a run that ends is saved by who asked for it."""


class ProjectEngine(NBClientEngine):
    """Papermill's own engine with the kernel of this environment, saving once at the end.

    `papermill --engine ceasefires` takes it too; `kernel_request` is the one option it adds.
    """

    @classmethod
    def execute_notebook(
        cls,
        nb: Any,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: bool | dict[str, Any] = True,
        log_output: bool = False,
        autosave_cell_every: int = 0,
        **options: Any,
    ) -> Any:
        """Run the notebook and return it; where a run breaks off, write to `output_path` how far it came."""
        run = KeptInMemory(nb, output_path, log_output, progress_bar, 0)
        request = options.setdefault("kernel_request", KernelRequest())
        request.notebook = nb
        run.notebook_start()
        try:
            cls.execute_managed_notebook(run, kernel_name, log_output=log_output, **options)
        except Exception:
            run.notebook_complete()
            write_ipynb(nb, output_path)
            raise
        finally:
            run.cleanup_pbar()
        run.notebook_complete()
        return run.nb

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Execute the cells; see papermill.engines.NBClientEngine for the options."""
        request: KernelRequest = options["kernel_request"]
        manager = ProjectKernelManager(kernel_name=kernel_name, request=request)
        client = PapermillNotebookClient(
            nb_man,
            km=manager,
            kernel_name=kernel_name,
            timeout=options.get("execution_timeout"),
            startup_timeout=options.get("start_timeout", 60),
            log=papermill_logger,
            log_output=options.get("log_output", False),
            # The kernel has nothing to save: killing it is quicker than asking.
            shutdown_kernel="immediate",
        )
        # nbclient leaves a kernel alone that somebody else made; this one is ours to end.
        client.owns_km = True
        with _ended_in_time(request), _killed_at_last(request):
            return client.execute()


@contextmanager
def _killed_at_last(request: KernelRequest) -> Iterator[None]:
    """An interrupted run leaves no kernel behind."""
    try:
        yield
    except BaseException:
        for manager in request.managers:
            manager.kill_now()
        raise


@contextmanager
def _ended_in_time(request: KernelRequest) -> Iterator[None]:
    """Kill the kernel when the whole run has taken `request.timeout` seconds."""
    if request.timeout is None:
        yield
        return
    timer = threading.Timer(request.timeout, _time_out, (request,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _time_out(request: KernelRequest) -> None:
    request.timed_out = True
    for manager in request.managers:
        manager.kill_now()


papermill_engines.register(ENGINE, ProjectEngine)
