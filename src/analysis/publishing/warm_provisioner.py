"""The kernel provisioner `ceasefires-warm`: a kernel forked from the warm parent, else an ordinary one.

jupyter_client finds it by its entry point; a kernel.json may name it under `kernel_provisioner` too.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from analysis.publishing.warm_kernel import POLL_SECONDS, ForkedKernel, fork_kernel

NAME = "ceasefires-warm"
_LAUNCHER = ["-m", "ipykernel_launcher"]
#: So long a killed kernel is waited for, in seconds.
_KILL_SECONDS = 5.0


class WarmProvisioner(LocalProvisioner):
    """jupyter_client's own provisioner of local processes, but the process is forked where that can be."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel; launch the command where it is not this Python's ipykernel or no fork is to be had."""
        forked = _fork(cmd, kwargs)
        if forked is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = forked  # type: ignore[assignment]
        self.pid = self.pgid = forked.pid
        self.cwd = kwargs.get("cwd") or os.getcwd()
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait until the kernel has ended, and let go of it."""
        kernel = self._forked()
        if kernel is None:
            return await super().wait()
        while (code := kernel.poll()) is None:
            await asyncio.sleep(POLL_SECONDS)
        kernel.close()
        self.process = None
        return code

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel and see it end: who asks next whether it lives need not wait for a second look."""
        await super().kill(restart)
        for _ in range(int(_KILL_SECONDS / POLL_SECONDS)):
            if await self.poll() is not None:
                return
            await asyncio.sleep(POLL_SECONDS)

    async def cleanup(self, restart: bool = False) -> None:
        """Return the ports; end a kernel that nobody waited for."""
        kernel = self._forked()
        if kernel is not None:
            kernel.close()
        await super().cleanup(restart)

    def _forked(self) -> ForkedKernel | None:
        kernel: object = self.process
        return kernel if isinstance(kernel, ForkedKernel) else None


def _fork(cmd: Sequence[str], options: dict[str, Any]) -> ForkedKernel | None:
    arguments = _arguments_of(cmd)
    stdout, stderr = (_descriptor(options.get(name), own) for name, own in (("stdout", 1), ("stderr", 2)))
    if arguments is None or stdout is None or stderr is None or options.get("independent"):
        return None
    environment = options.get("env") or os.environ
    return fork_kernel(arguments, environment, str(options.get("cwd") or os.getcwd()), stdout, stderr)


def _arguments_of(cmd: Sequence[str]) -> list[str] | None:
    """Return ipykernel's arguments where the command is ipykernel under this interpreter, else None."""
    if cmd[0] != sys.executable:
        return None
    for at in range(1, len(cmd) - 1):
        if list(cmd[at : at + 2]) == _LAUNCHER:
            return list(cmd[at + 2 :])
    return None


def _descriptor(output: Any, own: int) -> int | None:
    """Return the descriptor of an output as subprocess.Popen takes it; None for one that it would open."""
    if output is None:
        return own
    if isinstance(output, int):
        return output if output >= 0 else None
    return int(output.fileno())
