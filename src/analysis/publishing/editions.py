"""Editions on disk: `reports/<edition>/<as-of>-<key>/`, `latest` beside it, published whole or not at all."""

from __future__ import annotations

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

PAGE = "index.html"
RECORD = "run.json"
LATEST = "latest"
FAILED = "failed"
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
    files.swap_folder(target)
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


def keep_failed(staged: Path, notebook: Path) -> Path:
    """Move a failed run to the edition's `failed` folder, in the place of the one before; return its notebook."""
    target = staged.parent / FAILED
    kept = staged / notebook.name
    if (staged / "notebook.ipynb").exists():
        os.replace(staged / "notebook.ipynb", kept)
    else:
        shutil.copyfile(notebook, kept)
    files.remove_folder(target)
    os.rename(staged, target)
    return target / notebook.name
