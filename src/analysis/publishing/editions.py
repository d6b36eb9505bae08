"""Editions on disk: `reports/<edition>/<as-of>-<key>/`, `latest` beside it, published whole or not at all."""

from __future__ import annotations

import ctypes
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import files
from analysis.errors import UsageProblem
from analysis.publishing.provenance import generated_stamp

PAGE = "index.html"
RECORD = "run.json"
LATEST = "latest"
FAILED = "failed"
TABLES = "tables"
CHECKED = "checked.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True)
class Published:
    """One published run: its folder and the record kept in it."""

    folder: Path
    record: dict[str, Any]

    @property
    def page(self) -> Path:
        return self.folder / PAGE

    @property
    def size(self) -> int:
        """Bytes of the page."""
        return self.page.stat().st_size


def check_edition_name(name: str) -> str:
    """Return `name` where it can be a folder's name, else raise UsageProblem."""
    if not _NAME.fullmatch(name) or name in (LATEST, FAILED):
        raise UsageProblem(
            f"Expected an edition name of letters, digits, '.', '_' and '-', other than '{LATEST}' and "
            f"'{FAILED}', found '{name}'; choose another one."
        )
    return name


def read_published(folder: Path) -> Published | None:
    """Return the run published in `folder`, or None where there is no whole one."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        known = isinstance(record["key"], str) and (folder / PAGE).is_file()
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Published(folder, record) if known else None


def list_published(reports: Path) -> Iterator[Published]:
    """Yield every published run, by edition, then by as-of day, then by key."""
    for folder in sorted(path for path in reports.glob("*/*") if not path.name.startswith(".")):
        if folder.is_symlink() or folder.name in (LATEST, FAILED):
            continue
        found = read_published(folder)
        if found:
            yield found


def latest_of(edition: Path) -> Published | None:
    """Return the run that `latest` of an edition's folder names."""
    found = read_published(edition / LATEST)
    if found is None:
        return None
    named = edition / f"{found.record['as_of']}-{found.record['key'][:8]}"
    return Published(named, found.record) if named.is_dir() else found


def publish_stage(target: Path) -> None:
    """Swap the staged folder of `target` into its place and point `latest` at it. Raises OSError."""
    staged = files.staged_path(target)
    if target.exists() and exchange(staged, target):
        files.sync_folder(target.parent)
        files.remove_folder(staged)
    else:
        files.swap_folder(target)
    point_latest(target)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, so that neither name is ever empty; False where Linux alone can."""
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    here, exchanging = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of <fcntl.h> and <linux/fs.h>
    return swap(here, os.fsencode(one), here, os.fsencode(other), exchanging) == 0


def keep_latest(target: Path) -> None:
    """Point `latest` at `target` unless it names it already. Raises OSError."""
    latest = target.with_name(LATEST)
    if not (latest.is_symlink() and latest.readlink() == Path(target.name)):
        point_latest(target)


def point_latest(target: Path) -> None:
    """Make `latest` beside `target` name it: a relative link, or a copy where links are not to be had."""
    latest = target.with_name(LATEST)
    staged = files.staged_path(latest)
    files.remove_folder(staged)
    try:
        staged.symlink_to(target.name, target_is_directory=True)
    except (OSError, NotImplementedError):
        shutil.copytree(target, staged)
    if staged.is_symlink() and (latest.is_symlink() or not latest.exists()):
        os.replace(staged, latest)
    else:
        files.swap_folder(latest)


def note_check(edition: Path) -> None:
    """Write down that an edition was made or found unchanged now: the heartbeat that `status` reads."""
    content = json.dumps({"checked": generated_stamp()}) + "\n"
    files.replace_file(edition / CHECKED, content.encode("utf-8"))


def read_check(edition: Path) -> str:
    """Return when an edition was last made or found unchanged, as `2026-11-24 07:01 UTC`; empty if never."""
    try:
        return str(json.loads((edition / CHECKED).read_text(encoding="utf-8"))["checked"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def is_index_current(reports: Path) -> bool:
    """Whether the index page was written after the last move of any `latest`."""
    try:
        written = (reports / PAGE).stat().st_mtime_ns
        return all(link.lstat().st_mtime_ns <= written for link in reports.glob(f"*/{LATEST}"))
    except OSError:
        return False


def keep_failed(staged: Path, notebook: Path) -> Path:
    """Move a failed run to the edition's `failed` folder, in the place of the one before; return its notebook."""
    target = staged.parent / FAILED
    kept = staged / notebook.name
    if (staged / "notebook.ipynb").exists():
        os.replace(staged / "notebook.ipynb", kept)
    else:
        shutil.copyfile(notebook, kept)
    gone = target.with_name(f".{FAILED}-gone")
    files.remove_folder(gone)
    if target.exists():
        os.rename(target, gone)
    os.rename(staged, target)
    files.remove_folder(gone)
    return target / notebook.name
