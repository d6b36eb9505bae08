"""From raw data to tables: the only place that knows the order of the steps."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis import __version__, codebook, sources, store
from analysis.codebook.frames import rows_of
from analysis.coding.attempts.coder import Coding, Document, code_text
from analysis.coding.joining.coded_texts import CodedText, read_coded_text
from analysis.coding.joining.duplicates import find_duplicates
from analysis.coding.joining.reference_lists import make_reference_lists, read_gazetteer
from analysis.coding.joining.tables import make_tables
from analysis.coding.reference.chronology import (
    COLUMNS,
    CROSSWALK_COLUMNS,
    READING_COLUMNS,
    code_chronology,
    last_coding_day,
)
from analysis.errors import InputProblem
from analysis.project import Project
from analysis.text.language import guess_language
from analysis.text.view import make_view

CHRONOLOGY_FILES = {
    "chronology.csv": COLUMNS,
    "chronology_readings.csv": READING_COLUMNS,
    "crosswalk.csv": CROSSWALK_COLUMNS,
}
HTML_SUFFIXES = (".html", ".htm")
NO_DATE = date(1900, 1, 1)

Tables = dict[str, pd.DataFrame]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class BuildResult:
    """What a build made: rows by table, the data date, what the user should know, and how long it took."""

    counts: Mapping[str, int]
    as_of: date
    warnings: tuple[str, ...]
    seconds: float


def build(project: Project, tell: Progress = lambda step: None) -> BuildResult:
    """Code every text of data/raw, link it to the chronology, and write the tables whole or not at all.

    `tell` is called with the name of each step. The same raw data give the same bytes.

    Raises InputProblem for raw data that cannot be used, or where the tables would break a rule of the codebook;
    CannotWrite and LockHeld as `store.write_tables` does. Until the last step nothing is changed on the disk.
    """
    begun = time.perf_counter()
    tell("reading data/raw")
    read = sources.read_sources(project)
    inputs = sources.hash_inputs(project)
    tables, texts, as_of, warnings = code_project(project, read, tell)
    tell("checking the tables")
    refuse_broken_rules(tables, texts, as_of)
    tell("writing data/processed")
    store.write_tables(tables, project, {"as_of": as_of, "inputs": inputs, "version": __version__})
    counts = {name: len(frame) for name, frame in tables.items()}
    return BuildResult(counts, as_of, tuple(warnings), time.perf_counter() - begun)


def code_project(
    project: Project, read: sources.Sources, tell: Progress = lambda step: None
) -> tuple[Tables, dict[str, str], date, list[str]]:
    """Return all tables of a build, the texts by source, the data date, and warnings. Writes nothing."""
    warnings = list(read.warnings)
    texts = {source_id: read.text(source_id) for source_id in read.frame["source_id"]}
    copies = find_copies(read.frame, texts)
    raw = {name: _read_raw(project, name) for name in CHRONOLOGY_FILES}
    as_of = _known_data_date(read.frame, raw["chronology.csv"])
    tell("reading the chronology")
    hand = code_chronology(
        raw["chronology.csv"], raw["chronology_readings.csv"], raw["crosswalk.csv"],
        read_gazetteer("actors"), read_gazetteer("aliases"),
    )  # fmt: skip
    tell(f"coding {len(texts)} texts")
    coded = [
        _code_source(row, texts[row.source_id], read.conflicts, as_of, warnings)
        for row in rows_of(read.frame)
    ]
    as_of = as_of or _last_day_told(coded)
    tell("linking attempts")
    tables = make_tables(coded, hand, copies, as_of)
    tables |= _listed_tables(project, read, copies)
    named = [actor for text in coded for actor in text.actors.values()]
    tables |= make_reference_lists(tables, named, read.conflicts)
    return tables, texts, as_of, warnings


def find_copies(frame: pd.DataFrame, texts: Mapping[str, str]) -> dict[str, str]:
    """Return source -> the source it copies: as sources.csv says, or as the words show."""
    told = {row.source_id: row.duplicate_of for row in rows_of(frame) if not pd.isna(row.duplicate_of)}
    rest = {source: text for source, text in _oldest_first(frame, texts) if source not in told}
    copies = find_duplicates(rest) | told
    return {source: _first_original(source, copies) for source in copies}


def _first_original(source: str, copies: Mapping[str, str]) -> str:
    """The source at the end of a line of copies; where sources.csv makes a circle, the last before it closes."""
    seen = [source]
    while copies.get(seen[-1], source) not in seen:
        seen.append(copies[seen[-1]])
    return seen[-1]


def _oldest_first(frame: pd.DataFrame, texts: Mapping[str, str]) -> list[tuple[str, str]]:
    rows = sorted(rows_of(frame), key=lambda row: (pd.isna(row.published), str(row.published), row.source_id))
    return [(row.source_id, texts[row.source_id]) for row in rows]


def refuse_broken_rules(tables: Mapping[str, pd.DataFrame], texts: Mapping[str, str], as_of: date) -> None:
    """Raise InputProblem, one line per breach, where the tables break a rule of the codebook or misquote a text."""
    broken = [*codebook.find_violations(tables, as_of), *codebook.find_misquotes(tables, texts)]
    if broken:
        raise InputProblem(
            "\n".join(
                [
                    f"Expected tables that keep the rules of the codebook, found {len(broken)} breaches; nothing "
                    "was written. Correct the raw data that they name, or report a fault of the rules:",
                    *broken,
                ]
            )
        )


# --- texts


def code_document(document: Document) -> Coding:
    """Code one text, unless it is not English: then nothing is read from it, and `language` says which it is."""
    language = guess_language(document.text)
    if language.is_english:
        return code_text(document)
    coding = Coding(document, make_view(document.text, document.is_html))
    coding.language = language.code or language.name
    return coding


def describe_document(
    text: str, source_id: str, published: date | None, conflict: Mapping[str, Any] | None, is_html: bool
) -> Document:
    """Return a text with what is known of it; `conflict` is its row of conflicts.csv."""
    if conflict is None:
        return Document(text, source_id, published, is_html)
    sides = _sides_of(conflict)
    countries = read_gazetteer("actors").set_index("actor_id")
    theatre = {
        code
        for side in sides
        if side in countries.index
        for cell in (countries.at[side, "country"], countries.at[side, "iso3"])
        for code in str(cell).split("|")
    }
    return Document(text, source_id, published, is_html, frozenset(theatre - {""}), sides)


def _sides_of(conflict: Mapping[str, Any]) -> tuple[str, ...]:
    dyads = "" if pd.isna(conflict["dyads"]) else str(conflict["dyads"])
    return tuple(dict.fromkeys(filter(None, dyads.replace("+", "|").split("|"))))


def is_html(file_name: str) -> bool:
    """Whether a text of this name is read as HTML."""
    return file_name.lower().endswith(HTML_SUFFIXES)


def _code_source(
    row: Any, text: str, conflicts: pd.DataFrame, as_of: date | None, warnings: list[str]
) -> CodedText:
    conflict_id = _conflict_of(row, conflicts)
    known = conflicts[conflicts["conflict_id"] == conflict_id].to_dict("records")
    published = None if pd.isna(row.published) else row.published.date()
    conflict = {str(key): value for key, value in known[0].items()} if known else None
    coding = code_document(describe_document(text, row.source_id, published, conflict, is_html(row.file)))
    if coding.language != "en":
        warnings.append(
            f"{row.file} is in {guess_language(text).name}, which the rules do not read; it was not coded."
        )
    if coding.records and not conflict_id:
        warnings.append(
            f"{row.file} has no conflict in sources.csv, so its mentions make no attempts; write one there."
        )
    return read_coded_text(coding, conflict_id, as_of)


def _conflict_of(row: Any, conflicts: pd.DataFrame) -> str:
    if not pd.isna(row.conflict_id):
        return str(row.conflict_id)
    return str(conflicts["conflict_id"].iloc[0]) if len(conflicts) == 1 else ""


# --- dates and lists


def _known_data_date(frame: pd.DataFrame, chronology: pd.DataFrame) -> date | None:
    """The latest publication or coding day of the raw data; None where it has neither."""
    published = [day.date() for day in frame["published"].dropna()]
    coded = last_coding_day(chronology) if len(chronology) else None
    return max([*published, *([coded] if coded else [])], default=None)


def _last_day_told(texts: list[CodedText]) -> date:
    """The latest day that undated texts tell, where no list and no publication gives a data date."""
    days = [
        row[bound]
        for text in texts
        for m in text.mentions.values()
        for row in m.dates
        for bound in ("lo", "hi")
    ]
    return max([day for day in days if day], default=NO_DATE)


def _read_raw(project: Project, name: str) -> pd.DataFrame:
    path = project.raw / name
    if path.is_file():
        return sources.read_raw_cells(path)
    return pd.DataFrame(columns=list(CHRONOLOGY_FILES[name]), dtype=object)


def _listed_tables(project: Project, read: sources.Sources, copies: Mapping[str, str]) -> Tables:
    frame = read.frame.copy()
    original = frame["source_id"].map(copies)
    frame["duplicate_of"] = frame["duplicate_of"].where(frame["duplicate_of"].notna(), original)
    row = sources.describe_chronology(project)
    joined = pd.concat([frame.astype(object), row.astype(object)], ignore_index=True)
    return {
        "sources": codebook.conform("sources", joined),
        "conflicts": read.conflicts,
        "phases": read.phases,
    }


__all__ = ["BuildResult", "build", "code_document", "code_project", "describe_document", "is_html"]
