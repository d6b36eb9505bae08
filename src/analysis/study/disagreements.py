"""Where sources disagree: each field with all its readings, side by side."""

from __future__ import annotations

import datetime as dt
import re

from analysis.study.blocks import Readings
from analysis.study.evidence import base_column, readings_of
from analysis.study.records import group_by
from analysis.study.selection import Selection
from analysis.study.terms import column_label
from analysis.study.wording import count

# Fields whose readings change how an attempt is drawn.
DRAWN_COLUMNS = ("announced", "signed", "effective", "ended", "outcome")
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def list_readings(selection: Selection) -> Readings:
    """One item per attempt and field on which more than one reading is told, in order of the attempts."""
    read = group_by(selection.rows["disagreements"], "attempt_id")
    items = []
    for life in selection.lives:
        rows = read.get(life.id, [])
        for column in dict.fromkeys(base_column(row["column"]) for row in rows):
            readings = readings_of(selection, rows, column)
            if len(readings) > 1:
                label = column_label(column)
                items.append({"attempt": life.name, "column": column, "label": label, "readings": readings})
    return Readings(items=items)


def count_readings(selection: Selection) -> dict[str, str]:
    """`2 readings` for attempts whose dates or outcome are told in different ways."""
    values: dict[tuple[str, str], set[str]] = {}
    for row in selection.rows["disagreements"]:
        values.setdefault((row["attempt_id"], base_column(row["column"])), set()).add(str(row["value"]))
    most: dict[str, int] = {}
    for (attempt_id, column), found in values.items():
        if column in DRAWN_COLUMNS and len(found) > 1:
            most[attempt_id] = max(most.get(attempt_id, 0), len(found))
    return {attempt_id: count(number, "reading") for attempt_id, number in most.items()}


def days_of_other_readings(selection: Selection) -> dict[str, list[tuple[str, dt.date]]]:
    """For each attempt the days that readings not used give for its begin (`effective`) or end (`ended`)."""
    found: dict[str, list[tuple[str, dt.date]]] = {}
    for row in selection.rows["disagreements"]:
        column = {"effective": "effective", "ended": "ended", "outcome": "ended"}.get(
            base_column(row["column"])
        )
        days = _days_in(str(row["value"]))
        if column and not row["used"] and len(days) == 1:
            found.setdefault(row["attempt_id"], []).append((column, days[0]))
    return found


def _days_in(text: str) -> list[dt.date]:
    days = []
    for written in _ISO_DAY.findall(text):
        try:
            days.append(dt.date.fromisoformat(written))
        except ValueError:
            continue
    return days
