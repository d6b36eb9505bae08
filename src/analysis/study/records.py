"""Rows of a table as plain Python values: what the words and charts of a report are made from."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

Record = dict[str, Any]


def records_of(frame: pd.DataFrame | list[Record]) -> list[Record]:
    """The rows of a frame as dicts: NA becomes None, a timestamp becomes a date. Rows read before stay as they are."""
    if isinstance(frame, list):
        return frame
    columns = {name: [_value(item) for item in frame[name].tolist()] for name in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def group_by(rows: list[Record], column: str) -> dict[Any, list[Record]]:
    """Rows grouped by a column's value, in the order of the rows."""
    groups: dict[Any, list[Record]] = {}
    for row in rows:
        groups.setdefault(row.get(column), []).append(row)
    return groups


def split_list(cell: str | None) -> list[str]:
    """The values of a list cell (joined with `|`)."""
    return [part for part in (cell or "").split("|") if part]


def _value(item: Any) -> Any:
    if item is None or item is pd.NA or item is pd.NaT:
        return None
    if isinstance(item, float) and item != item:
        return None
    if isinstance(item, pd.Timestamp | dt.datetime):
        return item.date()
    return item
