"""Whether a project's data, tables, reports and editions are sound. Reads, and changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis import __version__, files
from analysis.errors import InputProblem
from analysis.project import Project
from analysis.publishing.finding import NOTE, OK, PROBLEM, Finding, first_of
from analysis.publishing.inputs import DESCRIPTION, read_data_date
from analysis.publishing.setup_findings import nearest_folder

BUILD = "Run `ceasefires build` to make the tables again."
#: Below so many bytes of free disk a run may fail, or will soon.
LEAST_FREE, LITTLE_FREE = 100_000_000, 1_000_000_000
LOCKS = Path("/proc/locks")
LEFT_BEHIND = ("-new", "-old", "-gone")


def check_raw(project: Project) -> Finding:
    """Whether data/raw can be read: its lists, and every listed text byte by byte. Raises InputProblem."""
    from analysis import sources

    read = sources.read_sources(project)
    if read.warnings:
        return Finding("data/raw", NOTE, first_of(read.warnings))
    return Finding("data/raw", OK, f"{len(read.frame)} texts, {len(read.conflicts)} conflicts")


def check_tables(project: Project) -> Finding:
    """Whether the tables are those of one build, of this version and of data/raw as it is. Raises InputProblem."""
    if files.needs_recovery(project.processed.resolve()):
        return Finding(
            "tables", NOTE, "a build was cut short; the next command brings the former tables back"
        )
    day = read_data_date(project)
    package = json.loads((project.processed / DESCRIPTION).read_text(encoding="utf-8"))
    faults = list(_table_faults(project.processed, package))
    if faults:
        return Finding("tables", PROBLEM, first_of(faults), BUILD)
    if package.get("version") != __version__:
        return Finding("tables", PROBLEM, f"made by version {package.get('version')}", BUILD)
    return _compare_with_raw(project, package, day)


def _table_faults(folder: Path, package: Mapping[str, Any]) -> Iterator[str]:
    from analysis.codebook import load_codebook

    try:
        told = {one["name"]: (one, one["parquet"]) for one in package["resources"]}
        hashes = {name: {kind["path"]: kind["hash"] for kind in kinds} for name, kinds in told.items()}
    except (KeyError, TypeError):
        yield f"{DESCRIPTION} is damaged"
        return
    for name in load_codebook().tables:
        if name not in hashes:
            yield f"the table {name} is missing from {DESCRIPTION}"
        for path, wanted in hashes.get(name, {}).items():
            if not (folder / path).is_file():
                yield f"{path} is missing"
            elif f"sha256:{hashlib.sha256((folder / path).read_bytes()).hexdigest()}" != wanted:
                yield f"{path} was changed since the build"


def _compare_with_raw(project: Project, package: Mapping[str, Any], day: str) -> Finding:
    from analysis import sources

    try:
        now = sources.hash_inputs(project)
    except InputProblem:
        return Finding("tables", NOTE, f"data as of {day}; whether in date cannot be told, see data/raw")
    then = package.get("inputs") or {}
    changed = sorted(name for name in {*now, *then} if now.get(name) != then.get(name))
    if changed:
        return Finding(
            "tables", PROBLEM, f"older than data/raw, where {first_of(changed)} has changed", BUILD
        )
    return Finding("tables", OK, f"{len(package['resources'])} tables, in date, data as of {day}")


def check_reports(project: Project) -> Finding:
    """Whether pages and tables can be written where they belong."""
    for folder in (project.reports, project.processed, project.processed.parent, *_editions(project)):
        place = nearest_folder(folder)
        if not place.is_dir():
            return Finding("folders", PROBLEM, f"{place} is not a folder", f"Move {place} away.")
        if not os.access(place, os.R_OK | os.W_OK | os.X_OK):
            remedy = f"Change who may write to {place}, or run as who may."
            return Finding("folders", PROBLEM, f"{place} cannot be written", remedy)
    return Finding("folders", OK, f"{project.reports} and {project.processed} can be written")


def _editions(project: Project) -> list[Path]:
    if not project.reports.is_dir() or not os.access(project.reports, os.R_OK | os.X_OK):
        return []
    return sorted(path for path in project.reports.iterdir() if path.is_dir())


def check_disk(project: Project) -> Finding:
    """Whether there is room for more pages."""
    free = shutil.disk_usage(nearest_folder(project.reports)).free
    words = f"{free / 1e9:.1f} GB free" if free >= LITTLE_FREE else f"{free / 1e6:.0f} MB free"
    if free < LEAST_FREE:
        remedy = "Free space, or keep fewer runs: keep = N in reports/editions.toml."
        return Finding("disk", PROBLEM, words, remedy)
    return Finding("disk", OK if free >= LITTLE_FREE else NOTE, words)


def check_locks(project: Project) -> Finding:
    """Whether a run is at work, or left something half done.

    A lock lies on a folder and ends with its process, so none outlives it. The locks are read from the system
    and not tried: a try could turn away a run that begins in that moment.
    """
    folders = [path for path in (project.raw, project.processed.parent, *_editions(project)) if path.is_dir()]
    holders = _read_holders()
    held = [(folder, pid) for folder in folders if (pid := holders.get(_identity(folder)))]
    if held:
        words = [f"process {pid} is at work in {folder}" for folder, pid in held]
        return Finding("locks", NOTE, f"{first_of(words)}; other runs there wait or end with 75")
    left = [str(path) for folder in folders for path in folder.glob(".*") if path.name.endswith(LEFT_BEHIND)]
    if left:
        return Finding(
            "locks", NOTE, f"none; a run cut short left {first_of(left)}, the next one there clears it"
        )
    return Finding("locks", OK, "no run at work, none left half done")


def _read_holders() -> dict[tuple[str, int], int]:
    """The process that holds each locked file, by device and inode; empty where the system does not tell."""
    try:
        lines = LOCKS.read_text(encoding="ascii").splitlines()
    except OSError:
        return {}
    rows = [line.split() for line in lines if " FLOCK " in line and "->" not in line]
    places = [(row[5].rpartition(":"), int(row[4])) for row in rows]
    return {(device, int(inode)): pid for (device, _, inode), pid in places}


def _identity(folder: Path) -> tuple[str, int]:
    found = folder.stat()
    return f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}", found.st_ino


def check_editions(project: Project) -> Finding:
    """Whether reports/editions.toml can be read, with a notebook for each edition. Raises UsageProblem."""
    from analysis.publishing.commands import find_notebook
    from analysis.publishing.edition_list import list_path, read_edition_list

    listed = read_edition_list(project, lambda notebook: find_notebook(project, notebook))
    if not listed:
        return Finding("editions", NOTE, f"none listed in {list_path(project)}: name a notebook to `report`")
    return Finding("editions", OK, ", ".join(one.name for one in listed))
