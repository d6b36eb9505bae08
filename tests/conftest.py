"""What all tests share: the project's root, the browser, and a closed network.

No test in `tests/browser` can be skipped unnoticed: a skipped browser test is a failed one. The same holds for tests
of schedulers where CEASEFIRES_TEST_ALL=1 is set.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from chromium import bring_chromium
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
LOOPBACK = ("127.", "::1", "localhost")

# No chance and no clock: the same examples on every run, however slow the machine.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")

# A shell starts what it runs in the background deaf to SIGINT, and the processes of tests inherit that: those of
# interrupts would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout: the folder with pyproject.toml, src and data."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the Chromium that browser tests launch."""
    return bring_chromium()


@pytest.fixture(autouse=True, scope="session")
def _closed_network() -> Generator[None]:
    """Let this process connect to this machine only."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != getattr(socket, "AF_UNIX", None) and not str(address[0]).startswith(LOOPBACK):
            raise OSError(f"Expected a test to stay on this machine, found a connection to {address!r}.")
        connect(self, address)

    socket.socket.connect = connect_here  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in tests/browser as a browser test."""
    for item in items:
        if ROOT / "tests" / "browser" in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped browser test into a failed one, and with CEASEFIRES_TEST_ALL=1 one of a scheduler too."""
    report = yield
    required = {"browser": "in a browser"}
    if os.environ.get("CEASEFIRES_TEST_ALL") == "1":
        required["scheduler"] = "with its scheduler"
    for marker, words in required.items():
        if report.skipped and item.get_closest_marker(marker):
            report.outcome = "failed"
            report.longrepr = f"Expected {item.nodeid} to run {words}, found it skipped: {report.longrepr}"
    return report
