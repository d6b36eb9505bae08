"""The kernel a notebook runs in: this environment's Python, with the project in its environment.

No registered kernelspec is asked for: one in a user's home may name another Python. What the
kernel process writes to stderr goes to the run's log, so that a scheduler mails nothing on success.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from jupyter_client.kernelspec import KernelSpec, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.log import logger as papermill_logger
from traitlets import Any as AnyTrait

ENGINE = "ceasefires"
KERNEL = "python3"


@dataclass
class KernelRequest:
    """How to start a kernel, and the manager once it is started."""

    root: Path
    stderr: IO[str]
    timeout: float | None = None
    timed_out: bool = False
    managers: list[ProjectKernelManager] = field(default_factory=list)


class ProjectKernelManager(AsyncKernelManager):
    """Starts ipykernel with this interpreter; `request` says for which project."""

    request: Any = AnyTrait()

    @property
    def kernel_spec(self) -> KernelSpec:
        """The one kernel there is. Raises NoSuchKernel for every other name."""
        if self.kernel_name != KERNEL:
            raise NoSuchKernel(self.kernel_name)
        from ipykernel.kernelspec import get_kernel_dict

        return KernelSpec(**get_kernel_dict(), env={"CEASEFIRES_ROOT": str(self.request.root)})

    async def _async_pre_start_kernel(self, **options: Any) -> Any:
        options.setdefault("stderr", self.request.stderr)
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


class ProjectEngine(NBClientEngine):
    """Papermill's own engine with the kernel of this environment."""

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
