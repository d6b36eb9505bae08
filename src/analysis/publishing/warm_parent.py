"""The warm parent: a process that has imported what notebooks need and forks a fresh kernel for each.

`python -P -m analysis.publishing.warm_parent FD` reads requests from the socket FD until its other ends
are closed. It runs one thread of Python, has no event loop and no zmq context, and has read no data, so
that a fork of it is as good as a new process. For the other side see `warm_kernel.py`.

Each request is one byte with a socket of the kernel's own, over which the particulars come and the news
goes: first the kernel's pid, then how it ended. Closing that socket ends the kernel and all it started.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import random
import selectors
import signal
import socket
import struct
import sys
import time
import warnings
from dataclasses import dataclass
from importlib import import_module
from typing import Any

#: What a kernel would import before or in its first cells.
IMPORTED = (
    "analysis.study.briefing",
    "ipykernel.kernelapp",
    "ipykernel.datapub",
    "pandas",
    "plotly.graph_objects",
    "pyarrow.parquet",
)
NUMBER = struct.Struct("!i")
#: So long the particulars of a kernel may take to arrive, in seconds: who asks has them at hand.
REQUEST_SECONDS = 10.0


@dataclass(frozen=True)
class Particulars:
    """What one kernel shall be: ipykernel's arguments, environment, working folder, output descriptors."""

    arguments: list[str]
    environment: dict[str, str]
    folder: str
    stdout: int
    stderr: int


def main() -> None:
    """Fork kernels until nobody is left to ask; in a forked process, be the kernel."""
    control = socket.socket(fileno=int(sys.argv[1]))
    _import_all()
    # Objects made so far are never collected, here or in the kernels: their pages stay shared, and a kernel does not
    # spend 0.05 s on looking through what no notebook made.
    gc.collect()
    gc.freeze()
    particulars = Nursery(control).serve()
    if particulars is None:
        os._exit(0)
    # Its descriptor is closed below by its number, which later is another file's.
    control.detach()
    _become_kernel(particulars)


def _import_all() -> None:
    """Import what is to be warm; what cannot be imported is left to the notebook to complain about."""
    for name in IMPORTED:
        with contextlib.suppress(Exception):
            import_module(name)
    with contextlib.suppress(Exception):
        # The declaration of the tables, which every reader of them asks for; it lies in the package.
        import_module("analysis.codebook").load_codebook()


class Nursery:
    """The running kernels by their sockets, and the loop that forks and ends them."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._kernels: dict[socket.socket, int] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        self._ended, wakeup = socket.socketpair()
        for one in (self._ended, wakeup):
            one.setblocking(False)
        self._selector.register(self._ended, selectors.EVENT_READ)
        self._wakeup = wakeup
        signal.set_wakeup_fd(wakeup.fileno())
        signal.signal(signal.SIGCHLD, lambda number, frame: None)

    def serve(self) -> Particulars | None:
        """Return None at the end, or in a forked process what it shall be."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._control:
                    asked = self._take_request()
                    if asked is False:
                        self._end_all()
                        return None
                    if isinstance(asked, Particulars):
                        return asked
                elif key.fileobj is self._ended:
                    self._tell_ends()
                elif key.fileobj in self._kernels:
                    self._end(key.fileobj)

    def _take_request(self) -> Particulars | bool:
        """Fork a kernel; return its particulars in it, True in the parent, False where nobody asks."""
        try:
            told, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        except OSError:
            return False
        if not told:
            return False
        channel = socket.socket(fileno=descriptors[0])
        channel.settimeout(REQUEST_SECONDS)
        try:
            particulars = _read_particulars(channel)
            pid = _fork()
        except (OSError, ValueError):
            # Closing the socket says that there is no kernel; the asker then starts an ordinary one.
            channel.close()
            return True
        if pid == 0:
            return particulars
        for descriptor in {particulars.stdout, particulars.stderr}:
            os.close(descriptor)
        self._keep(channel, pid)
        return True

    def _keep(self, channel: socket.socket, pid: int) -> None:
        self._kernels[channel] = pid
        self._selector.register(channel, selectors.EVENT_READ)
        _send(channel, pid)

    def _tell_ends(self) -> None:
        """Tell of each kernel that has ended. It stays a zombie, so that its pid stays its own."""
        with contextlib.suppress(BlockingIOError):
            while self._ended.recv(4096):
                pass
        for channel, pid in self._kernels.items():
            ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is not None:
                code = ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
                _send(channel, code)

    def _end(self, channel: socket.socket) -> None:
        """End a kernel whose asker is done with it or gone, with all that it started in its group."""
        pid = self._kernels.pop(channel)
        self._selector.unregister(channel)
        channel.close()
        # By its own number too: just forked, it may not have its group yet.
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)

    def _end_all(self) -> None:
        for channel in list(self._kernels):
            self._end(channel)


def _fork() -> int:
    with warnings.catch_warnings():
        # Python 3.12 warns where libraries run threads; the one such here, OpenBLAS, provides for forks.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        return pid
    # At once, so that whoever learns the pid may signal the group of the same number.
    os.setsid()
    return 0


def _read_particulars(channel: socket.socket) -> Particulars:
    head, descriptors, _, _ = socket.recv_fds(channel, NUMBER.size, 2)
    if len(head) < NUMBER.size or len(descriptors) != 2:
        raise ValueError("Expected the length of a request and two descriptors.")
    with channel.makefile("rb") as stream:
        told = json.loads(stream.read(NUMBER.unpack(head)[0]))
    return Particulars(stdout=descriptors[0], stderr=descriptors[1], **told)


def _send(channel: socket.socket, number: int) -> None:
    with contextlib.suppress(OSError):
        channel.send(NUMBER.pack(number))


def _become_kernel(particulars: Particulars) -> None:
    """Turn this forked process into the kernel that `python -m ipykernel_launcher` would be."""
    _take_descriptors(particulars)
    _forget_the_parent()
    os.environ.clear()
    os.environ.update(particulars.environment, JPY_PARENT_PID=str(os.getppid()))
    time.tzset()
    os.chdir(particulars.folder)
    _reseed()
    sys.argv = ["ipykernel_launcher", *particulars.arguments]
    import_module("ipykernel.kernelapp").launch_new_instance()


def _take_descriptors(particulars: Particulars) -> None:
    """Take the kernel's output descriptors and close all others, the parent's sockets and any lock among them."""
    os.dup2(particulars.stdout, 1)
    os.dup2(particulars.stderr, 2)
    os.closerange(3, _highest_descriptor() + 1)


def _highest_descriptor() -> int:
    try:
        return max(map(int, os.listdir("/proc/self/fd")))
    except OSError:
        return os.sysconf("SC_OPEN_MAX")


def _forget_the_parent() -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _reseed() -> None:
    random.seed()
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()


if __name__ == "__main__":
    main()
