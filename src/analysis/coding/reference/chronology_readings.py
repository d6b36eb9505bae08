"""Where sources differ about an attempt of the chronology: the reading used, and the others beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis import codebook
from analysis.coding.reference import chronology_cells as cells
from analysis.coding.reference.chronology_dates import CellProblem, Interval, parse_date
from analysis.coding.reference.chronology_rows import (
    COLUMNS,
    DATE_COLUMNS,
    ROLE_COLUMNS,
    WORD_COLUMNS,
    HandRow,
    Problems,
    check_header,
    text_rows,
)
from analysis.coding.reference.chronology_tables import SOURCE_ID

FILE = "chronology_readings.csv"
READING_COLUMNS = ("attempt_id", "column", "value", "used", "reason", "detail", "url")

Reading = dict[str, str]


def make_disagreements(readings: pd.DataFrame, rows: list[HandRow]) -> pd.DataFrame:
    """Table `disagreements`: one row per reading and address.

    `readings` is the raw frame (attempt_id, column, value, used, reason, detail, url), its index the line in the
    file; a role column is named by its role, and a date printed as in the other tables.

    Raises InputProblem, one line per problem, for an unknown attempt or column, a value that its column cannot hold,
    a field without exactly one reading used, or one that is not what the chronology holds.
    """
    check_header(readings, FILE, READING_COLUMNS, READING_COLUMNS[:4])
    problems, by_id = Problems(FILE), {row.attempt_id: row for row in rows}
    found: list[dict[str, Any]] = []
    for line, text in text_rows(readings):
        try:
            found += _read_reading(text, by_id)
        except _Misread as wrong:
            problems.tell(
                line, text.get("attempt_id", ""), wrong.column, text.get(wrong.column, ""), wrong.problem
            )
    problems.refuse()
    _check_choice(readings, problems)
    problems.refuse()
    return (
        codebook.conform("disagreements", pd.DataFrame(found)) if found else codebook.empty("disagreements")
    )


class _Misread(Exception):
    def __init__(self, column: str, problem: CellProblem) -> None:
        super().__init__(column)
        self.column, self.problem = column, problem


def _read_reading(text: Reading, by_id: dict[str, HandRow]) -> list[dict[str, Any]]:
    row = by_id.get(text.get("attempt_id", ""))
    if row is None:
        raise _Misread("attempt_id", CellProblem("an attempt_id of chronology.csv"))
    column = text.get("column", "")
    if column not in COLUMNS:
        raise _Misread("column", CellProblem("a column of chronology.csv"))
    used = _read("used", cells.parse_flag, text)
    value = _read("value", _READERS.get(column, _as_text), text)
    if used and not _agrees(column, value, row):
        held = row.text.get(column, "")
        problem = CellProblem(f"what chronology.csv holds there ({held!r})", "make the two agree")
        raise _Misread("value", problem)
    urls = _read("url", cells.parse_addresses, text)
    return [
        {
            "attempt_id": row.attempt_id, "column": ROLE_COLUMNS.get(column, column), "used": used,
            "value": str(value) if isinstance(value, Interval) else " ".join(text["value"].split()),
            "reason": text.get("reason") or None, "source_id": SOURCE_ID, "url": url,
            "detail": text.get("detail") or None,
        }
        for url in urls or (None,)
    ]  # fmt: skip


def _read(column: str, parse: Callable[[str], Any], text: Reading) -> Any:
    try:
        return parse(text.get(column, ""))
    except CellProblem as problem:
        raise _Misread(column, problem) from None


def _as_text(cell: str) -> str:
    if not cell:
        raise CellProblem("a value", "fill the cell")
    return cell


def _date_or_reason(cell: str) -> Interval | str:
    return cells.read_reason(cell) or parse_date(cell)


def _word_reader(vocabulary: str) -> Callable[[str], str]:
    return lambda cell: cells.parse_word(cell, vocabulary)


# Columns whose readings have a form. Those of other columns are words: who signed, what the terms were.
_READERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(DATE_COLUMNS, _date_or_reason),
    **{column: _word_reader(vocabulary) for column, vocabulary in WORD_COLUMNS.items()},
    "outcome": cells.parse_dated_outcome,
}


def _agrees(column: str, value: Any, row: HandRow) -> bool:
    """Whether the reading said to be used is the one in the chronology; readings in free words are not compared."""
    if column in DATE_COLUMNS:
        return value == row.dates.get(column, row.reasons.get(column))
    if column in WORD_COLUMNS:
        return value == row.words.get(column)
    if column == "effective_time":
        return value == row.effective_time
    if column != "outcome":
        return True
    dated = value.when is None or value.when == row.dates.get("outcome_date")
    return value.outcome.value == row.outcome.value and dated


def _check_choice(readings: pd.DataFrame, problems: Problems) -> None:
    """Every field needs two readings at least, exactly one of them used."""
    fields: dict[tuple[str, str], list[tuple[int, bool]]] = {}
    for line, text in text_rows(readings):
        used = cells.parse_flag(text["used"])
        fields.setdefault((text["attempt_id"], text["column"]), []).append((line, used))
    for (attempt, column), found in fields.items():
        chosen = sum(used for _, used in found)
        if len(found) < 2 or chosen != 1:
            problem = CellProblem(
                "two readings or more, exactly one of them used", f"there are {len(found)}, {chosen} used"
            )
            problems.tell(found[0][0], attempt, "used", column, problem)
