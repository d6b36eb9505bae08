"""Editions made at the same time, each in a process of its own, and told in their order.

On Linux the processes are forked from this one once it has imported what a run and a page need, and share its warm
parent of kernels; elsewhere they start from nothing.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType

from analysis.errors import CeasefiresError
from analysis.publishing.edition_index import write_index
from analysis.publishing.execution import import_papermill
from analysis.publishing.publication import prepare_to_render, reason_to_run
from analysis.publishing.reporting import Order, Result, Teller, make, make_all
from analysis.publishing.warm_kernel import can_fork, start_parent

#: So long a process may take to tidy up when the run is stopped, in seconds.
STOP_SECONDS = 10.0


@dataclass(frozen=True)
class _Run:
    """An order being made: its place in the order of all, its process, and where the result comes from."""

    number: int
    order: Order
    process: BaseProcess
    channel: Connection


def make_at_once(orders: Sequence[Order], teller: Teller, jobs: int) -> Iterator[Result]:
    """Yield the result of each order, in order, while up to `jobs` are made at the same time.

    Where less than two have anything to do, they are made one after the other. One failure does not keep the
    others from being made. When the caller is interrupted or stops, all that are being made are ended.
    Raises CannotWrite where the index of the pages cannot be written.
    """
    if jobs < 2 or sum(map(_is_due, orders)) < 2:
        yield from make_all(orders, teller)
        return
    _prepare({order.wish.notebook for order in orders})
    made = False
    for result in _run_all(orders, teller, jobs):
        made = made or result.outcome is not None
        yield result
    if made:
        write_index(orders[0].wish.project.reports)


def _is_due(order: Order) -> bool:
    try:
        return reason_to_run(order.wish) is not None
    except OSError:
        return True  # making it tells what is wrong


def _prepare(notebooks: Iterable[Path]) -> None:
    """Import and compile once what each process needs. Starts no thread, which a fork would lose."""
    if can_fork():
        start_parent()
        import_papermill()
        import nbformat
        import pyarrow.parquet  # noqa: F401 - reads the tables of the run before

        # What fails here fails again in the process that needs it, and is told there.
        with suppress(Exception):
            prepare_to_render()
            for path in notebooks:
                nbformat.read(path, as_version=4)
        # What is there now is not looked through for garbage again, in none of the processes.
        gc.collect()
        gc.freeze()


def _run_all(orders: Sequence[Order], teller: Teller, jobs: int) -> Iterator[Result]:
    waiting = deque(enumerate(orders))
    running: list[_Run] = []
    results: dict[int, Result] = {}
    told = 0
    try:
        while told < len(orders):
            while waiting and len(running) < jobs:
                number, order = waiting.popleft()
                teller.begin(order.wish.edition, number + 1, len(orders))
                running.append(_start(number, order))
            for run in _ended(running):
                running.remove(run)
                results[run.number] = _result_of(run)
            while told in results:
                teller.end(results[told])
                yield results[told]
                told += 1
    finally:
        _stop(running)


def _start(number: int, order: Order) -> _Run:
    # One bar of progress is of use, several overwrite each other; one index at the end is enough.
    order = replace(order, wish=replace(order.wish, progress=False, index=False))
    context = multiprocessing.get_context("fork" if can_fork() else "spawn")
    ours, theirs = multiprocessing.Pipe(duplex=False)
    with theirs:
        process = context.Process(target=_work, args=(order, theirs))  # type: ignore[attr-defined]
        process.start()
    return _Run(number, order, process, ours)


def _work(order: Order, channel: Connection) -> None:
    """Make one edition and send its result: what the process does."""
    # Ctrl-C at a terminal reaches every process; the one that was asked ends the others by SIGTERM. A function, as
    # what is ignored would stay ignored in the commands of the user's own that run after.
    signal.signal(signal.SIGINT, _pass_over)
    signal.signal(signal.SIGTERM, _leave)
    try:
        result = make(order)
    except Exception as fault:
        words = f"A fault of the program ({type(fault).__name__}: {fault}); run it again with --jobs 1 -v to see where."
        result = Result(order.wish.edition, None, CeasefiresError(words))
    channel.send(result)


def _pass_over(number: int, frame: FrameType | None) -> None:
    del number, frame


def _leave(number: int, frame: FrameType | None) -> None:
    del frame
    raise SystemExit(128 + number)


def _ended(running: Sequence[_Run]) -> list[_Run]:
    """Wait until at least one has a result or has gone, and return those."""
    ready = wait([run.channel for run in running])
    return [run for run in running if run.channel in ready]


def _result_of(run: _Run) -> Result:
    result: Result | None = None
    with run.channel, suppress(EOFError):
        result = run.channel.recv()
    run.process.join()
    if result is not None:
        return result
    words = (
        f"Expected the process that makes it to tell its result, it ended with {run.process.exitcode} before; run it "
        "again, with fewer --jobs where memory is short."
    )
    return Result(run.order.wish.edition, None, CeasefiresError(words))


def _stop(running: Sequence[_Run]) -> None:
    """End the processes that still run: politely, so that each ends its kernel and leaves nothing half done."""
    for run in running:
        run.process.terminate()
    for run in running:
        run.process.join(STOP_SECONDS)
        if run.process.is_alive():
            run.process.kill()
            run.process.join()
        run.channel.close()
