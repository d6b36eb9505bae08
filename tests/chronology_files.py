"""The shipped chronology, and small ones, as the frames that the coding reads."""

from functools import cache
from pathlib import Path

import pandas as pd

from analysis.coding.reference.chronology import COLUMNS, CROSSWALK_COLUMNS, READING_COLUMNS, code_chronology
from analysis.sources.raw_csv import split_csv

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
GAZETTEER = ROOT / "src" / "analysis" / "text" / "gazetteer"

# A made-up conflict with two states, an island authority that both want, and a mediator with brackets in its name.
ACTORS = pd.DataFrame(
    [
        ("northland", "Northland"),
        ("southland", "Southland"),
        ("isle", "Isle Council"),
        ("envoys", "Envoys (Group of Five)"),
        ("ana-north", "Ana North"),
    ],
    columns=["actor_id", "label"],
)
ALIASES = pd.DataFrame(
    [("NL", "northland"), ("the islanders", "isle"), ("Landers", "northland"), ("Landers", "southland")],
    columns=["surface", "actor_id"],
)
TRUCE = {
    "attempt_id": "isle-2001", "conflict_id": "isle", "name": "Truce of 2001", "relation": "new", "kind": "bilateral",
    "status": "ended", "is_statement": "yes", "by_party": "yes", "has_time_point": "yes", "announced": "5 May 2001",
    "effective": "2001-05-06", "ended": "2001-05-09", "parties": "Northland; Southland", "outcome": "collapsed",
    "outcome_date": "2001-05-09", "outcome_standing": "reported", "reliability": "medium",
    "independent_sources_dates": "1", "independent_sources_outcome": "1", "sources_dates": "https://example.org/a",
    "sources_outcome": "https://example.org/b", "coded_on": "2020-01-31",
}  # fmt: skip


def truce(**cells):
    """A sound row, with the given cells in place of its own."""
    return {**TRUCE, **cells}


def frame_of(rows, columns):
    """Rows as the frame of a file: text cells, the line in the file as index (the header is line 1)."""
    frame = pd.DataFrame(rows, columns=list(columns), dtype=object).fillna("")
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return frame


def code(*rows, readings=(), crosswalk=()):
    """The tables that a chronology of these rows makes."""
    return code_chronology(
        frame_of(rows, COLUMNS),
        frame_of(readings, READING_COLUMNS),
        frame_of(crosswalk, CROSSWALK_COLUMNS),
        ACTORS,
        ALIASES,
    )


def read_file(name):
    """A file of data/raw as a frame of text, the line in the file as index."""
    raw = split_csv(RAW / name)
    return pd.DataFrame(
        [row for _, row in raw.rows],
        columns=list(raw.header),
        index=[line for line, _ in raw.rows],
        dtype=object,
    )


@cache
def shipped_tables():
    """The tables made from data/raw and the gazetteer of the package."""
    actors, aliases = (
        pd.read_csv(GAZETTEER / name, dtype=str, keep_default_na=False)
        for name in ("actors.csv", "aliases.csv")
    )
    files = (read_file(name) for name in ("chronology.csv", "chronology_readings.csv", "crosswalk.csv"))
    return code_chronology(*files, actors, aliases)
