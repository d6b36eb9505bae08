"""What data/raw holds: the listed texts, verified byte by byte, their conflicts and phases."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import codebook
from analysis.errors import InputProblem
from analysis.project import Project
from analysis.sources.raw_csv import read_raw_csv
from analysis.sources.raw_text import SUFFIXES, decode_text, read_raw_bytes

SOURCES = "sources.csv"
CONFLICTS = "conflicts.csv"
PHASES = "phases.csv"
CHRONOLOGY = "chronology.csv"
CHRONOLOGY_ID = "chronology"


@dataclass(frozen=True)
class Sources:
    """The raw data of a project.

    `frame`, `conflicts` and `phases` are the tables of the codebook called sources (texts only), conflicts
    and phases; `warnings` are sentences for the user.
    """

    frame: pd.DataFrame
    conflicts: pd.DataFrame
    phases: pd.DataFrame
    warnings: list[str]
    _texts: Mapping[str, str] = field(repr=False)

    def text(self, source_id: str) -> str:
        """The raw text of a source, decoded as strict UTF-8 with no newline translation.

        Raises InputProblem for an id that is not listed.
        """
        if source_id not in self._texts:
            raise InputProblem(
                f"Expected a source listed in {SOURCES}, found "
                f"{source_id!r}{_nearest(source_id, self._texts)}."
            )
        return self._texts[source_id]


def read_sources(project: Project) -> Sources:
    """Read the lists of data/raw and every listed text, and verify them.

    Raises InputProblem, one line per problem, for a changed byte, a missing or unreadable text, a row
    without file, a repeated id or file, an unknown conflict, an impossible day, or a value that the
    codebook does not allow.
    """
    conflicts = _read_checked(project.raw / CONFLICTS, "conflicts")
    phases = _read_checked(project.raw / PHASES, "phases")
    listed = read_raw_csv(project.raw / SOURCES, "sources", computed=("n_chars",))
    problems = _find_phase_problems(phases, conflicts, project) + _find_row_problems(
        listed, conflicts, project
    )
    _refuse(problems)
    texts, problems, warnings = _read_texts(listed, project)
    _refuse(problems)
    frame = _complete(listed, texts, warnings)
    _refuse([f"{project.raw / SOURCES}: {p}" for p in codebook.check("sources", frame)])
    warnings += _find_unlisted(listed, project)
    return Sources(frame, conflicts, phases, warnings, texts)


def describe_chronology(project: Project) -> pd.DataFrame:
    """The row of the table `sources` that stands for chronology.csv; no row where the project has none.

    Raises InputProblem where the file cannot be read.
    """
    path = project.raw / CHRONOLOGY
    if not path.is_file():
        return codebook.empty("sources")
    content = read_raw_bytes(path)
    row = {
        "source_id": CHRONOLOGY_ID,
        "title": "Hand-coded chronology of this project",
        "licence": "CC-BY-4.0",
        "language": "en",
        "source_type": "chronology",
        "alignment": "neutral",
        "file": CHRONOLOGY,
        "sha256": _sha256(content),
        "n_chars": len(decode_text(content, path)),
    }
    return codebook.conform("sources", pd.DataFrame([row]))


def hash_inputs(project: Project) -> dict[str, str]:
    """SHA-256 of every file of data/raw that a build reads, by its path under data/raw, sorted.

    Raises InputProblem where one cannot be read.
    """
    listed = read_raw_csv(project.raw / SOURCES, "sources", computed=("n_chars",))
    paths = [*project.raw.glob("*.csv"), *(project.texts / name for name in listed["file"].dropna())]
    return {p.relative_to(project.raw).as_posix(): _sha256(read_raw_bytes(p)) for p in sorted(paths)}


def _refuse(problems: list[str]) -> None:
    if problems:
        raise InputProblem("\n".join(problems))


def _read_checked(path: Path, table: str) -> pd.DataFrame:
    frame = codebook.conform(table, read_raw_csv(path, table))
    _refuse([f"{path}: {problem}" for problem in codebook.check(table, frame)])
    return frame


def _find_phase_problems(phases: pd.DataFrame, conflicts: pd.DataFrame, project: Project) -> list[str]:
    path = project.raw / PHASES
    problems = [
        _unknown_conflict(conflict, conflicts, f"{path}, phase {phase}", project)
        for conflict, phase in zip(phases["conflict_id"], phases["phase"], strict=True)
        if conflict not in set(conflicts["conflict_id"])
    ]
    for conflict, rows in phases.groupby("conflict_id"):
        # The last phase may be open; any other day missing there would overlap the next.
        last = rows["last_day"].fillna(pd.Timestamp.max.as_unit("us"))
        if (last < rows["first_day"]).any() or (rows["first_day"] <= last.shift()).any():
            problems.append(
                f"Expected phases of {conflict} that follow each other in {path}, found one that ends before "
                "it begins or overlaps the next; correct its days."
            )
    return problems


def _find_row_problems(listed: pd.DataFrame, conflicts: pd.DataFrame, project: Project) -> list[str]:
    path = project.raw / SOURCES
    problems = []
    for column in ("source_id", "file"):
        for line in listed.index[listed[column].isna()]:
            problems.append(f"Expected a {column} in {path}, line {line}, found an empty cell; fill it in.")
        for line in listed.index[listed[column].notna() & listed.duplicated(column)]:
            problems.append(
                f"Expected each {column} once in {path}, found {listed.at[line, column]!r} again "
                f"in line {line}; "
                "give every row its own."
            )
    known = set(conflicts["conflict_id"])
    for line, row in _rows(listed):
        if row["conflict_id"] is not None and row["conflict_id"] not in known:
            problems.append(_unknown_conflict(row["conflict_id"], conflicts, f"{path}, line {line}", project))
        if row["file"] is not None and Path(row["file"]).name != row["file"]:
            problems.append(
                f"Expected the plain name of a file in {path}, line {line}, found {row['file']!r}; "
                f"put the file into {project.texts} and write its name only."
            )
    return problems


def _unknown_conflict(conflict: str, conflicts: pd.DataFrame, where: str, project: Project) -> str:
    near = _nearest(conflict, conflicts["conflict_id"])
    return (
        f"Expected a conflict listed in {project.raw / CONFLICTS} at {where}, found {conflict!r}{near}; "
        "correct it, or add the conflict."
    )


def _nearest(name: str, known: object) -> str:
    near = difflib.get_close_matches(name, [str(k) for k in known], n=1)  # type: ignore[attr-defined]
    return f" (did you mean {near[0]}?)" if near else ""


def _read_texts(listed: pd.DataFrame, project: Project) -> tuple[dict[str, str], list[str], list[str]]:
    texts: dict[str, str] = {}
    problems, warnings = [], []
    for line, row in _rows(listed):
        path = project.texts / row["file"]
        if not path.is_file():
            problems.append(
                f"Expected the text {path} that {SOURCES} lists in line {line}, found no such file; "
                "put it back, or take its row away."
            )
            continue
        try:
            content = read_raw_bytes(path)
            texts[row["source_id"]] = text = decode_text(content, path)
        except InputProblem as problem:
            problems.append(str(problem))
            continue
        problems += _find_changed_bytes(path, row["sha256"], content)
        if row["sha256"] is None:
            warnings.append(
                f"{path} has no sha256 in {SOURCES}, line {line}, so a change would go unnoticed; "
                f"write {_sha256(content)} there."
            )
        if not text.strip("\ufeff \t\r\n"):
            warnings.append(f"{path} is empty: nothing can be coded from it.")
    return texts, problems, warnings


def _find_changed_bytes(path: Path, wanted: str | None, content: bytes) -> list[str]:
    found = _sha256(content)
    if wanted is None or wanted.lower() == found:
        return []
    return [
        f"Expected the bytes of {path} as they were listed (SHA-256 {wanted[:12]}…), found "
        f"others ({found[:12]}…); "
        "put the original file back, or add the new text under another name."
    ]


def _complete(listed: pd.DataFrame, texts: Mapping[str, str], warnings: list[str]) -> pd.DataFrame:
    frame = listed.copy()
    frame["n_chars"] = [len(texts[source_id]) for source_id in frame["source_id"]]
    frame["sha256"] = [_sha256(texts[source_id].encode()) for source_id in frame["source_id"]]
    first_of: dict[str, str] = {}
    for line, row in _rows(frame):
        first = first_of.setdefault(row["sha256"], row["source_id"])
        if first != row["source_id"] and row["duplicate_of"] is None:
            frame.loc[line, "duplicate_of"] = first
            warnings.append(
                f"{row['file']} has the same bytes as the source {first} and is not counted again."
            )
    return codebook.conform("sources", frame)


def _find_unlisted(listed: pd.DataFrame, project: Project) -> list[str]:
    names = set(listed["file"])
    return [
        f"{path} is not listed in {SOURCES} and is left out; `ceasefires add` lists it."
        for path in sorted(project.texts.glob("*"))
        if path.name not in names and not path.name.startswith(".")
    ]


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Line and cells of each row; what is missing stays None, also where all other cells of the row are text."""
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    for line, row in zip(frame.index, records, strict=True):
        yield line, {str(column): cell for column, cell in row.items()}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def has_text_suffix(path: Path) -> bool:
    """Whether the name of `path` ends as the name of a text does: .txt, .md, .html or .htm."""
    return path.suffix.lower() in SUFFIXES
