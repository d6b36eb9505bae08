"""Files and folders that change whole or not at all, also when the machine stops in the middle.

A file is written beside its place and renamed into it. A folder is staged beside its place, and swapped in
with two renames; between them the former folder lies under another name, from where `recover_folder` brings
it back.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import CannotWrite, LockHeld

POLL_SECONDS = 0.05
WAIT_SECONDS = 30.0


def staged_path(target: Path) -> Path:
    """Where the new state of `target` is made: a sibling, so that a rename stays on one disk."""
    return target.with_name(f".{target.name}-new")


def former_path(target: Path) -> Path:
    """Where the former state of the folder `target` lies between the two renames of a swap."""
    return target.with_name(f".{target.name}-old")


def write_file(path: Path, content: bytes) -> None:
    """Write a new file and wait until it is on the disk. Raises OSError."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in the place of the file `path`, whole or not at all. Raises CannotWrite."""
    staged = staged_path(path)
    with telling_of_failure(path):
        try:
            write_file(staged, content)
            os.replace(staged, path)
        except BaseException:
            staged.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def start_stage(target: Path) -> Path:
    """An empty folder in which the new state of the folder `target` is made.

    Raises CannotWrite where a file lies in its place, OSError where it cannot be made.
    """
    expect_folder(target)
    staged = staged_path(target)
    remove_folder(staged)
    staged.mkdir(parents=True)
    return staged


def swap_folder(target: Path) -> None:
    """Put the staged folder in the place of `target`. Raises OSError.

    A crash leaves `target`, or `former_path(target)` for `recover_folder`, whole.
    """
    staged, former = staged_path(target), former_path(target)
    sync_folder(staged)
    remove_folder(former)
    if target.exists():
        os.rename(target, former)
    os.rename(staged, target)
    sync_folder(target.parent)
    remove_folder(former)


def needs_recovery(target: Path) -> bool:
    """Whether a crash fell between the two renames of a swap."""
    return not target.exists() and former_path(target).is_dir()


def recover_folder(target: Path) -> None:
    """Bring the former folder back where a crash fell between the two renames of a swap. Raises OSError."""
    if needs_recovery(target):
        os.rename(former_path(target), target)
        sync_folder(target.parent)


def remove_folder(folder: Path) -> None:
    """Remove `folder` with everything in it, if it is there. Raises OSError."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def expect_folder(path: Path) -> None:
    """Raise CannotWrite where something other than a folder lies at `path`: it would be lost, or be misread."""
    if path.exists() and not path.is_dir():
        raise CannotWrite(
            f"Expected a folder at {path}, found a file there; it was left as it is: move it away, then run again."
        )


@contextmanager
def telling_of_failure(path: Path) -> Iterator[None]:
    """Turn an OSError into a CannotWrite that names `path`, the cause, and what to do."""
    try:
        yield
    except OSError as error:
        cause = error.strerror or str(error)
        raise CannotWrite(
            f"Expected to write {path}, found that it cannot be written ({cause}); "
            "free space or change who may write there, then run again."
        ) from error


@contextmanager
def locked(folder: Path, *, shared: bool = False, wait: float | None = None) -> Iterator[None]:
    """Hold the folder `folder`, alone or with other readers; the system frees it when the process ends.

    The lock lies on the folder itself, so no lock file is left. Waits up to `wait` seconds (WAIT_SECONDS where
    not given), then raises LockHeld. Raises OSError where the folder cannot be opened.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        mode = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        _take(descriptor, folder, mode, WAIT_SECONDS if wait is None else wait)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, folder: Path, mode: int, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LockHeld(
                    f"Expected to be alone in {folder}, found another run at work there; "
                    "wait for it to end, then run again."
                ) from None
            time.sleep(POLL_SECONDS)
        else:
            return
