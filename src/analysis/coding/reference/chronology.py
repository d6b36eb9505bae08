"""The hand-coded chronology as the tables of the codebook.

Three files that people edit are read: `chronology.csv` (one row per attempt), `chronology_readings.csv` (readings
on which sources differ) and `crosswalk.csv` (entries of other datasets). Nothing here is tied to a conflict: every
row names its own.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis import codebook
from analysis.coding.reference.chronology_checks import check_rows
from analysis.coding.reference.chronology_crosswalk import CROSSWALK_COLUMNS, make_crosswalk
from analysis.coding.reference.chronology_dates import CellProblem, parse_date
from analysis.coding.reference.chronology_names import index_actors
from analysis.coding.reference.chronology_readings import READING_COLUMNS, make_disagreements
from analysis.coding.reference.chronology_rows import COLUMNS, FILE, HandRow, Problems, read_rows, text_rows
from analysis.coding.reference.chronology_spells import make_spells
from analysis.coding.reference.chronology_tables import MAKERS

OVERLAP = "in force at the same time as another attempt of the same parties"


def code_chronology(
    chronology: pd.DataFrame,
    readings: pd.DataFrame,
    crosswalk: pd.DataFrame,
    actors: pd.DataFrame,
    aliases: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    """Tables `attempts`, `participants`, `outcomes`, `evidence`, `citations`, `disagreements`, `crosswalk`, `spells`.

    The first three frames hold the raw files as text, missing cells empty or NA, with the line in the file as index
    (columns: COLUMNS, READING_COLUMNS, CROSSWALK_COLUMNS; the last two may have no rows). `actors` (actor_id, label)
    and `aliases` (surface, actor_id) give the names that may stand in a cell. All tables follow the codebook.

    Raises InputProblem, one line per problem, with file, line, attempt, column, what was expected and what was found.
    """
    rows = read_rows(chronology, index_actors(actors, aliases))
    check_rows(rows)
    tables = {name: make(rows) for name, make in MAKERS.items()}
    tables["disagreements"] = make_disagreements(readings, rows)
    tables["crosswalk"] = make_crosswalk(crosswalk, rows)
    tables["spells"] = make_spells(rows)
    tables["attempts"] = flag_overlaps(tables["attempts"], tables["participants"])
    return tables


def flag_overlaps(attempts: pd.DataFrame, participants: pd.DataFrame) -> pd.DataFrame:
    """A copy of `attempts` in which those that overlap in time with another of their dyad need review."""
    flagged = attempts.copy()
    chosen = flagged["attempt_id"].isin(
        codebook.find_overlaps({"attempts": attempts, "participants": participants})
    )
    told = flagged["review_reason"].str.contains(OVERLAP, regex=False).fillna(False).astype(bool)
    first = chosen & flagged["review_reason"].isna()
    flagged.loc[chosen & ~told & ~first, "review_reason"] += f"|{OVERLAP}"
    flagged.loc[first, "review_reason"] = OVERLAP
    flagged["needs_review"] = (flagged["needs_review"] | chosen).astype("boolean")
    return flagged


def last_coding_day(chronology: pd.DataFrame) -> date | None:
    """The latest `coded_on` of the raw frame, None where it has no row: the chronology's share in the data date.

    Raises InputProblem for a cell that is no date.
    """
    problems, days = Problems(FILE), [date.min]
    for line, text in text_rows(chronology):
        try:
            days.append(parse_date(text["coded_on"]).hi or date.min)
        except CellProblem as problem:
            problems.tell(line, text["attempt_id"], "coded_on", text["coded_on"], problem)
    problems.refuse()
    return max(days) if len(days) > 1 else None


__all__ = [
    "COLUMNS", "CROSSWALK_COLUMNS", "READING_COLUMNS", "HandRow", "code_chronology", "flag_overlaps", "last_coding_day",
]  # fmt: skip
