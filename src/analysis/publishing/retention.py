"""What stays of an edition's folder: the newest runs, and nothing that a killed run left half done."""

from __future__ import annotations

import os
from pathlib import Path

from analysis import files
from analysis.publishing.editions import FAILED, LATEST, RECORD, read_published

GONE = "-gone"


def sweep(edition: Path) -> None:
    """Bring back or remove what a killed run left in an edition's folder. Its lock is held. Raises OSError."""
    for path in sorted(edition.glob(".*")):
        if path.name.endswith("-old"):
            target = path.with_name(path.name[1 : -len("-old")])
            files.recover_folder(target)
            files.remove_folder(path)
        elif path.name.endswith(("-new", GONE)):
            files.remove_folder(path)


def prune(edition: Path, keep: int | None) -> int:
    """Remove all runs of an edition but the newest `keep` and the one `latest` names; return how many.

    None keeps all. A run leaves its place in one step, so a kill leaves no half of it. Raises OSError.
    """
    if keep is None:
        return 0
    latest = (edition / LATEST).resolve()
    runs = [path for path in edition.iterdir() if path.name not in (LATEST, FAILED) and read_published(path)]
    newest = sorted(runs, key=lambda path: (path == latest, _made(path), path.name), reverse=True)
    for path in newest[keep:]:
        remove_run(path)
    return len(newest[keep:])


def remove_run(folder: Path) -> None:
    """Take a run out of its place in one step, then delete it. Raises OSError."""
    gone = folder.with_name(f".{folder.name}{GONE}")
    files.remove_folder(gone)
    os.rename(folder, gone)
    files.remove_folder(gone)


def _made(folder: Path) -> int:
    return (folder / RECORD).stat().st_mtime_ns
