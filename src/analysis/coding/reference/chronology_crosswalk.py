"""Which attempts of the chronology other datasets list, and which of their entries have no attempt here."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from analysis import codebook
from analysis.coding.reference.chronology_cells import parse_word
from analysis.coding.reference.chronology_dates import CellProblem, Interval, parse_date
from analysis.coding.reference.chronology_rows import HandRow, Problems, check_header, text_rows

FILE = "crosswalk.csv"
CROSSWALK_COLUMNS = ("attempt_id", "dataset", "external_id", "external_date", "match", "note", "conflict_id")
# The days of an attempt that another dataset may date it by.
COMPARED = ("announced", "signed", "agreed_start", "effective")
NOT_LISTED = "no entry in the list of that dataset used here"

Entry = dict[str, Any]


def make_crosswalk(crosswalk: pd.DataFrame, rows: list[HandRow]) -> pd.DataFrame:
    """Table `crosswalk`: the entries of the raw frame, and `missing_there` for every attempt without one.

    `crosswalk` has attempt_id, dataset, external_id, external_date, match, note, conflict_id; its index is the line in
    the file. An entry has the conflict of its attempt; one without attempt names it.
    `days_apart` counts from the nearest of the days on which the attempt was announced, signed, to start or in effect;
    the end never counts. A dataset that has no entry for a conflict is not compared with it.

    Raises InputProblem, one line per problem, for an unknown attempt, a date that is no day, an entry without
    attempt that is not missing_here, and a match that the days contradict.
    """
    check_header(crosswalk, FILE, CROSSWALK_COLUMNS, CROSSWALK_COLUMNS[:5])
    problems, by_id = Problems(FILE), {row.attempt_id: row for row in rows}
    entries = []
    for line, text in text_rows(crosswalk):
        entry, column, problem = _read_entry(text, by_id)
        if problem:
            problems.tell(line, text["attempt_id"] or "no attempt", column, text[column], problem)
        entries.append(entry)
    problems.refuse()
    made = entries + _missing_there(entries, rows)
    return codebook.conform("crosswalk", pd.DataFrame(made)) if made else codebook.empty("crosswalk")


def _read_entry(text: dict[str, str], by_id: dict[str, HandRow]) -> tuple[Entry, str, CellProblem | None]:
    column = "dataset"
    try:
        entry: Entry = {"dataset": parse_word(text["dataset"], "dataset")}
        column = "match"
        entry["match"] = parse_word(text["match"], "match")
        column = "external_date"
        entry["external_date"] = day = _one_day(text["external_date"])
        column = "attempt_id"
        row = _find(text["attempt_id"], entry["match"], by_id)
        column = "match"
        entry["days_apart"] = _compare(row, day, entry["match"]) if row else None
    except CellProblem as problem:
        return {}, column, problem
    entry |= {
        "attempt_id": text["attempt_id"] or None,
        "external_id": text["external_id"] or None,
        "note": text.get("note") or None,
        "conflict_id": row.text["conflict_id"] if row else text.get("conflict_id") or None,
    }
    return entry, "", None


def _one_day(cell: str) -> date:
    found = parse_date(cell)
    if found.lo is None or found.lo != found.hi:
        raise CellProblem("one day")
    return found.lo


def _find(attempt: str, match: str, by_id: dict[str, HandRow]) -> HandRow | None:
    if match == "missing_there":
        raise CellProblem("an entry that the other dataset has", "take the row out; it is added at the build")
    if match == "missing_here":
        if attempt:
            raise CellProblem("no attempt where the match is missing_here")
        return None
    if attempt not in by_id:
        raise CellProblem("an attempt_id of chronology.csv")
    return by_id[attempt]


def _compare(row: HandRow, day: date, match: str) -> int | None:
    gaps = [_days_between(row.dates[column], day) for column in COMPARED if column in row.dates]
    nearest = min(gaps, key=abs, default=None)
    if match == "exact" and nearest != 0:
        raise CellProblem(f"date_differs, as the day lies {nearest} days from the attempt's")
    if match == "date_differs" and nearest == 0:
        raise CellProblem("exact, as the day is one of the attempt's")
    return nearest


def _days_between(here: Interval, day: date) -> int:
    if here.lo and day < here.lo:
        return (day - here.lo).days
    if here.hi and day > here.hi:
        return (day - here.hi).days
    return 0


def _missing_there(entries: list[Entry], rows: list[HandRow]) -> list[Entry]:
    conflict_of = {row.attempt_id: row.text["conflict_id"] for row in rows}
    linked = {(entry["dataset"], entry["attempt_id"]) for entry in entries if entry["attempt_id"]}
    compared = {(dataset, conflict_of[attempt]) for dataset, attempt in linked}
    return [
        {
            "attempt_id": attempt,
            "dataset": dataset,
            "match": "missing_there",
            "note": NOT_LISTED,
            "conflict_id": conflict,
        }
        for dataset, conflict in sorted(compared)
        for attempt in conflict_of
        if conflict_of[attempt] == conflict and (dataset, attempt) not in linked
    ]
