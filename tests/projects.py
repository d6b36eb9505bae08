"""A project of a test: a folder with data/raw of the shape that the checkout has, smaller."""

from __future__ import annotations

import csv
import hashlib
import shutil
from pathlib import Path

from analysis.project import Project

ROOT = Path(__file__).resolve().parents[1]
CONFLICTS = (
    "conflict_id,label,dyads,actors,years\n"
    "nagorno-karabakh,Nagorno-Karabakh,armenia+azerbaijan,armenia|azerbaijan|russia,1988-2025\n"
)
PHASES = "conflict_id,phase,first_day,last_day,reason\nnagorno-karabakh,War,2020-09-27,,It began then.\n"
SOURCE_COLUMNS = (
    "source_id", "title", "publisher", "url", "published", "retrieved", "licence", "language", "source_type",
    "alignment", "conflict_id", "file", "sha256", "duplicate_of",
)  # fmt: skip


def shipped_project(folder: Path) -> Project:
    """A copy of the raw data of the checkout."""
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    return Project(folder)


def project_of_source(folder: Path, source_id: str) -> Project:
    """The raw data of the checkout with one text only, its conflict and the chronology."""
    project = shipped_project(folder)
    path = project.raw / "sources.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [row for row in rows if row["source_id"] == source_id]
    for row in rows:
        if row not in kept:
            (project.texts / row["file"]).unlink()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(kept)
    return project


def small_project(
    folder: Path, texts: dict[str, str], rows: dict[str, dict[str, str]] | None = None
) -> Project:
    """A project without a chronology. `texts` by file name; `rows` overrides cells of sources.csv by file name."""
    project = Project(folder)
    project.texts.mkdir(parents=True)
    (project.raw / "conflicts.csv").write_text(CONFLICTS, encoding="utf-8")
    (project.raw / "phases.csv").write_text(PHASES, encoding="utf-8")
    with (project.raw / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, SOURCE_COLUMNS)
        writer.writeheader()
        for name, text in texts.items():
            (project.texts / name).write_bytes(text.encode())
            writer.writerow(source_row(name, text) | (rows or {}).get(name, {}))
    return project


def source_row(name: str, text: str) -> dict[str, str]:
    """The row of a text that nothing is known of."""
    return {
        "source_id": Path(name).stem, "licence": "unknown", "alignment": "unknown",
        "conflict_id": "nagorno-karabakh", "file": name, "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }  # fmt: skip


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }
