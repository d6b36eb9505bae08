"""A forked kernel is as good as a new process, and ends as one: nothing comes in, nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.connect import write_connection_file
from sample_pages import code_cell, runnable_notebook, write_notebook

from analysis.errors import NotebookFailed
from analysis.publishing import warm_kernel
from analysis.publishing.execution import RunRequest, run_notebook
from analysis.publishing.warm_kernel import ForkedKernel, fork_kernel, start_parent, stop_parent

pytestmark = pytest.mark.skipif(not warm_kernel.can_fork(), reason="kernels are forked on Linux only")
NOTHING_OF_THE_FORMER = "import builtins; print(hasattr(builtins, 'mark'), 'mark' in globals())"


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., str]:
    """Run cells as a notebook in a kernel of its own; return what the last one printed."""

    def run_cells(*cells: str, **options: Any) -> str:
        path = write_notebook(tmp_path / "brief.ipynb", runnable_notebook(*map(code_cell, cells)))
        folder = tmp_path / "out"
        folder.mkdir(exist_ok=True)
        executed = run_notebook(RunRequest(path, tmp_path, {"start": "2020-09-27"}, folder, **options))
        return "".join(output["text"] for output in executed["cells"][-1]["outputs"]).strip()

    return run_cells


def test_a_kernel_is_forked_from_the_warm_parent_with_everything_imported(run: Callable[..., str]) -> None:
    told = run("import os, sys; print(os.getppid(), 'pandas' in sys.modules, 'plotly' in sys.modules)")
    assert told == f"{warm_kernel._parents[0].process.pid} True True"
    first = warm_kernel._parents[0].process.pid
    assert run("import os; print(os.getppid())") == str(first)


def test_the_parent_holds_no_table_lock_or_zmq_context(run: Callable[..., str]) -> None:
    run("x = 1")
    folder = Path(f"/proc/{warm_kernel._parents[0].process.pid}/fd")
    held = [os.readlink(one) for one in folder.iterdir()]
    # Its sockets, the null device and the one poller of its loop; a zmq context would have pollers of its own.
    allowed = ("socket:", "/dev/null", "anon_inode:[eventpoll]")
    assert [one for one in held if not one.startswith(allowed)] == []
    assert held.count("anon_inode:[eventpoll]") == 1


@pytest.mark.parametrize(
    ("change", "look", "as_before"),
    [
        ("import builtins; builtins.mark = mark = 1", NOTHING_OF_THE_FORMER, "False False"),
        ("import os; os.environ['MARK'] = '1'", "import os; print(os.environ.get('MARK'))", "None"),
        ("import os; os.chdir('/')", "import os; print(os.getcwd() == '/')", "False"),
        (
            "import pandas; pandas.options.display.max_rows = 3",
            "import pandas; print(pandas.options.display.max_rows)",
            "60",
        ),
        (
            "import threading, time; threading.Thread(target=time.sleep, args=(60,), name='mark').start()",
            "import threading; print('mark' in [one.name for one in threading.enumerate()])",
            "False",
        ),
        (
            "kept = open('/dev/zero')",
            "import os; print('/dev/zero' in [os.path.realpath(f'/proc/self/fd/{n}') for n in range(64)])",
            "False",
        ),
    ],
    ids=["globals", "environment", "working folder", "options of a library", "threads", "open files"],
)
def test_nothing_of_one_notebook_reaches_the_next(
    change: str, look: str, as_before: str, run: Callable[..., str]
) -> None:
    run(change)
    assert run(look) == as_before


def test_random_numbers_differ_between_kernels(run: Callable[..., str]) -> None:
    draw = "import random, numpy, uuid; print(random.random(), numpy.random.random(), uuid.uuid4())"
    drawn = [run(draw).split() for _ in range(2)]
    assert all(one != other for one, other in zip(*drawn, strict=True))


def test_a_kernel_has_the_environment_of_an_ordinary_one(
    run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    look = "import os, json; print(json.dumps({k: v for k, v in os.environ.items() if k[:4] != 'JPY_'}))"
    forked = run(look)
    monkeypatch.setattr(warm_kernel, "can_fork", lambda: False)
    assert run(look) == forked


def test_a_changed_environment_gets_a_parent_of_its_own(
    run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("x = 1")
    former = warm_kernel._parents[0].process
    monkeypatch.setenv("TZ", "Asia/Yerevan")
    assert run("import time; print(time.strftime('%z'))") == "+0400"
    assert former.poll() is not None


def test_no_lock_of_this_process_is_held_by_a_kernel(run: Callable[..., str], tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    os.set_inheritable(descriptor, True)
    look = f"import os; print({str(tmp_path)!r} in [os.path.realpath(f'/proc/self/fd/{{n}}') for n in range(64)])"
    try:
        assert run(look) == "False"
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("end", ["os._exit(3)", "os.kill(os.getpid(), 11)", "os.abort()"])
def test_a_crash_is_seen_and_the_next_kernel_lives(end: str, run: Callable[..., str]) -> None:
    started = time.monotonic()
    with pytest.raises(NotebookFailed, match="to live until the last cell, it died"):
        run(f"import os; {end}")
    assert time.monotonic() - started < 20
    assert run("print('here')") == "here"


def test_a_cell_that_runs_too_long_is_interrupted(run: Callable[..., str]) -> None:
    with pytest.raises(NotebookFailed, match=r"every cell of brief\.ipynb to finish within 1 s"):
        run("while True: pass", cell_timeout=1)


def test_a_kernel_is_interrupted_like_any_process(tmp_path: Path) -> None:
    with (tmp_path / "log").open("w") as log:
        kernel = fork_kernel(["--help"], os.environ, str(tmp_path), log.fileno(), log.fileno())
        assert kernel is not None
        assert kernel.wait(30) == 0
        kernel.close()
        sleeping = fork_kernel(["-f", "none"], os.environ, str(tmp_path), log.fileno(), log.fileno())
    assert sleeping is not None
    # The process itself: its own group exists only a moment after the fork.
    os.kill(sleeping.pid, signal.SIGKILL)
    assert sleeping.wait(30) == -signal.SIGKILL
    sleeping.close()
    stop_parent()
    assert not Path(f"/proc/{sleeping.pid}").exists()


def test_an_interrupt_of_one_kernel_leaves_the_others_at_work(tmp_path: Path) -> None:
    kernels = [start_kernel(tmp_path / f"{name}.json") for name in ("one", "other")]
    (one, asked), (other, also_asked) = kernels
    try:
        waiting = asked.execute("import time\nprint('here', flush=True)\ntime.sleep(60)")
        working = also_asked.execute("import time\nprint('here', flush=True)\ntime.sleep(2)\nx = 1")
        for client in (asked, also_asked):
            wait_until_printed(client)
        one.send_signal(signal.SIGINT)
        assert reply_to(asked, waiting)["ename"] == "KeyboardInterrupt"
        assert reply_to(also_asked, working)["status"] == "ok"
        # Interrupted, not ended: it takes the next cell.
        assert reply_to(asked, asked.execute("x = 1"))["status"] == "ok"
        assert (one.poll(), other.poll()) == (None, None)
    finally:
        for kernel, client in kernels:
            client.stop_channels()
            kernel.close()


def start_kernel(connection: Path) -> tuple[ForkedKernel, BlockingKernelClient]:
    """Fork a kernel as a manager does, and return it with a client that hears it."""
    write_connection_file(str(connection))
    kernel = fork_kernel(["-f", str(connection)], os.environ, str(connection.parent), 2, 2)
    assert kernel is not None
    client = BlockingKernelClient(connection_file=str(connection))
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=30)
    return kernel, client


def wait_until_printed(client: BlockingKernelClient) -> None:
    while client.get_iopub_msg(timeout=30)["msg_type"] != "stream":
        pass


def reply_to(client: BlockingKernelClient, question: str) -> dict[str, Any]:
    while (reply := client.get_shell_msg(timeout=30))["parent_header"].get("msg_id") != question:
        pass
    return reply["content"]


def test_what_a_notebook_started_ends_with_its_kernel(run: Callable[..., str]) -> None:
    pid = int(run("import subprocess; print(subprocess.Popen(['sleep', '60']).pid)"))
    assert ends(pid)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_its_killed_owner(number: int, tmp_path: Path) -> None:
    program = f"""
import os, sys, time
from analysis.publishing.warm_kernel import fork_kernel, _parents
kernel = fork_kernel(["-f", {str(tmp_path / "c.json")!r}], os.environ, {str(tmp_path)!r}, 2, 2)
print(kernel.pid, _parents[0].process.pid, flush=True)
time.sleep(60)
"""
    owner = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert owner.stdout is not None
    with owner.stdout as told:
        pids = [int(word) for word in told.readline().split()]
    owner.send_signal(number)
    owner.wait()
    assert len(pids) == 2
    assert all(ends(pid) for pid in pids)


def test_without_a_parent_an_ordinary_kernel_serves(
    run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_parent()
    monkeypatch.setattr(warm_kernel, "can_fork", lambda: False)
    assert run("import os; print(os.getppid())") == str(os.getpid())


def test_where_the_parent_dies_an_ordinary_kernel_serves(run: Callable[..., str]) -> None:
    start_parent()
    warm_kernel._parents[0].process.kill()
    assert run("print('here')") == "here"


def test_processes_forked_from_this_one_share_its_parent(run: Callable[..., str], tmp_path: Path) -> None:
    program = f"""
import os
from analysis.publishing.warm_kernel import fork_kernel, start_parent, _parents
start_parent()
jobs = []
for _ in range(2):
    job = os.fork()
    if job == 0:
        kernel = fork_kernel(["--help"], os.environ, {str(tmp_path)!r}, 2, 2)
        os._exit(kernel.wait(60))
    jobs.append(job)
print([os.waitpid(job, 0)[1] for job in jobs])
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip().endswith("[0, 0]")


def resident(pid: int) -> int:
    """The KiB of memory a process holds for itself alone."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private"))


def ends(pid: int, seconds: float = 10) -> bool:
    """Whether a process is gone soon."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("notebooks", [60, pytest.param(500, marks=pytest.mark.soak)])
def test_memory_and_open_files_stay_flat_over_many_notebooks(notebooks: int, run: Callable[..., str]) -> None:
    for _ in range(10):
        run("import pandas; print(pandas.Series([1]).sum())")
    pids = {os.getpid(), warm_kernel._parents[0].process.pid}
    before = {pid: (resident(pid), len(os.listdir(f"/proc/{pid}/fd"))) for pid in pids}
    for _ in range(notebooks):
        run("import pandas; print(pandas.Series([1]).sum())")
    for pid, (memory, files) in before.items():
        # Shown by `pytest -rP`.
        print(f"process {pid}, {notebooks} notebooks: {memory} KiB of its own before, {resident(pid)} after")
        assert resident(pid) - memory < 16 * 1024
        assert len(os.listdir(f"/proc/{pid}/fd")) <= files + 2
