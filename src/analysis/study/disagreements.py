"""Where sources disagree: each field with all its readings, side by side."""

from __future__ import annotations

from analysis.study.blocks import Readings
from analysis.study.evidence import base_column, readings_of
from analysis.study.records import group_by
from analysis.study.selection import Selection
from analysis.study.terms import column_label


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
