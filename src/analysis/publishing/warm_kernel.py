"""Kernels forked from a warm parent, as seen by who asks for them.

`start_parent()` starts the parent and returns at once, so that it imports while this process imports too.
`fork_kernel` asks it for a kernel. One parent serves this process and all it forks, and ends with the last of
them, also when they are killed: it then sees its socket closed.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.publishing.warm_parent import NUMBER

#: So long a kernel may take to be forked, in seconds; the parent's imports are the most of it.
FORK_SECONDS = 60.0
POLL_SECONDS = 0.005
#: Variables that differ from run to run and that nothing reads before a kernel is forked.
_OF_THE_RUN = ("CEASEFIRES_ROOT", "JPY_PARENT_PID", "JPY_SESSION_NAME", "PYTEST_CURRENT_TEST")


def can_fork() -> bool:
    """Whether forked kernels are to be had: on Linux. macOS cannot fork with its numeric libraries loaded."""
    return sys.platform == "linux" and hasattr(socket, "send_fds")


@dataclass
class _Parent:
    """A warm parent and the environment it was started in."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    environment: dict[str, str]
    owner: int


_parents: list[_Parent] = []


def start_parent(environment: Mapping[str, str] | None = None) -> None:
    """Start the warm parent, unless it runs, in the environment given or that of this process.

    Where forking is not to be had nothing is started.
    """
    wanted = _lasting(environment if environment is not None else os.environ)
    if not can_fork() or (_parents and _parents[0].environment == wanted and _is_running(_parents[0])):
        return
    stop_parent()
    with contextlib.suppress(OSError):
        _parents.append(_start(wanted))


def stop_parent() -> None:
    """End the warm parent and its kernels, if there is one and no other process uses it."""
    while _parents:
        parent = _parents.pop()
        parent.control.close()
        if parent.owner == os.getpid():
            with contextlib.suppress(subprocess.TimeoutExpired):
                parent.process.wait(1)


atexit.register(stop_parent)


def _lasting(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name not in _OF_THE_RUN}


def _is_running(parent: _Parent) -> bool:
    # A process that inherited the parent by a fork cannot wait for it; a closed socket tells it.
    return parent.owner != os.getpid() or parent.process.poll() is None


def _start(environment: dict[str, str]) -> _Parent:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "analysis.publishing.warm_parent", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            pass_fds=[theirs.fileno()],
            # Ctrl-C at a terminal is for who asked; the parent ends when its socket is closed.
            start_new_session=True,
        )
    return _Parent(process, ours, environment, os.getpid())


class ForkedKernel:
    """A forked kernel with what jupyter_client asks of a process (see subprocess.Popen)."""

    stdin = stdout = stderr = None

    def __init__(self, channel: socket.socket, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._channel = channel

    def poll(self) -> int | None:
        """Return how the kernel ended, or None while it runs."""
        if self.returncode is None:
            try:
                told = self._channel.recv(NUMBER.size, socket.MSG_DONTWAIT)
            except BlockingIOError:
                return None
            except OSError:
                told = b""
            # The parent has gone without a word, and its kernels with it.
            self.returncode = NUMBER.unpack(told)[0] if len(told) == NUMBER.size else -signal.SIGKILL
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and return how it came. Raises subprocess.TimeoutExpired."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if deadline is not None and time.monotonic() >= deadline:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            time.sleep(POLL_SECONDS)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel, if it still runs."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """Let go of the kernel: the parent ends it and whatever it started in its group."""
        self._channel.close()


def fork_kernel(
    arguments: Sequence[str], environment: Mapping[str, str], folder: str, stdout: int, stderr: int
) -> ForkedKernel | None:
    """Fork a kernel with ipykernel's arguments; stdout and stderr are descriptors. None where it cannot be had."""
    start_parent(environment)
    if not _parents:
        return None
    ours, theirs = socket.socketpair()
    told = {"arguments": list(arguments), "environment": dict(environment), "folder": folder}
    try:
        with theirs:
            socket.send_fds(_parents[0].control, [b"k"], [theirs.fileno()])
        _tell(ours, json.dumps(told).encode(), stdout, stderr)
        pid = _hear_pid(ours)
    except OSError:
        pid = None
    if pid is None:
        ours.close()
        stop_parent()
        return None
    ours.setblocking(False)
    return ForkedKernel(ours, pid)


def _tell(channel: socket.socket, particulars: bytes, stdout: int, stderr: int) -> None:
    channel.settimeout(FORK_SECONDS)
    socket.send_fds(channel, [NUMBER.pack(len(particulars))], [stdout, stderr])
    channel.sendall(particulars)


def _hear_pid(channel: socket.socket) -> int | None:
    told = channel.recv(NUMBER.size)
    return NUMBER.unpack(told)[0] if len(told) == NUMBER.size else None
