"""Frames of the codebook: empty ones, and frames brought to the declared columns, dtypes and order.

Nothing is coerced in silence: a value is converted only where nothing can be lost (an ISO day as text to a
day, 3.0 to 3), and anything else is an error that names table, column and row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from analysis.codebook.declaration import load_codebook
from analysis.codebook.model import Column, ColumnType, Table
from analysis.errors import InputProblem

DTYPES: dict[ColumnType, Any] = {
    "string": "str",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[us]",
}

WANTED: dict[ColumnType, str] = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "True or False",
    "date": "a day, such as 2020-11-10",
}

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def dtype_of(column: Column) -> Any:
    """The pandas dtype of a column: `str`, `Int64`, `Float64`, `boolean` or `datetime64[us]`."""
    return DTYPES[column.type]


def empty(table: str) -> pd.DataFrame:
    """A frame of `table` without rows, with its columns and dtypes. Raises KeyError for an unknown table."""
    columns = load_codebook().tables[table].columns
    return pd.DataFrame({column.name: pd.Series(dtype=dtype_of(column)) for column in columns})


def empty_tables() -> dict[str, pd.DataFrame]:
    """All tables of the codebook, each without rows."""
    return {name: empty(name) for name in load_codebook().tables}


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of `frame`, each with its cells as attributes named as the columns."""
    yield from frame.itertuples()


def conform(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A copy of `frame` with the columns of `table` in order, in their dtypes, sorted by key, missing last.

    A column that may be missing and is not there is added as NA. Raises InputProblem for a column that the
    codebook does not have, a required one that is not there, or a value that is not of the column's type.
    """
    declared = load_codebook().tables[table]
    _refuse_columns(declared, frame)
    series = {c.name: _convert_column(table, c, frame) for c in declared.columns}
    result = pd.DataFrame(series, columns=list(declared.column_names))
    return result.sort_values(list(declared.key), kind="stable", na_position="last", ignore_index=True)


def _refuse_columns(table: Table, frame: pd.DataFrame) -> None:
    extra = [str(name) for name in frame.columns if name not in table.column_names]
    if extra:
        raise InputProblem(
            f"Table {table.name} has no column {', '.join(extra)}; it has {', '.join(table.column_names)}."
        )
    if frame.columns.has_duplicates:
        raise InputProblem(f"Table {table.name} was given a column twice; each may stand there once.")
    absent = [c.name for c in table.columns if c.required and c.name not in frame.columns]
    if absent:
        raise InputProblem(f"Table {table.name} needs the column {', '.join(absent)}, which was not given.")


def _convert_column(table: str, column: Column, frame: pd.DataFrame) -> pd.Series[Any]:
    dtype = dtype_of(column)
    if column.name not in frame.columns:
        return pd.Series([pd.NA] * len(frame), dtype=dtype) if len(frame) else pd.Series(dtype=dtype)
    given = frame[column.name].reset_index(drop=True)
    if given.dtype == dtype and not _has_clock_time(column, given):
        return given
    convert = _CONVERT[column.type]
    cells = [_convert_cell(table, column, row, cell, convert) for row, cell in enumerate(given)]
    return pd.Series(cells, dtype=dtype)


def _has_clock_time(column: Column, series: pd.Series[Any]) -> bool:
    return column.type == "date" and not series.dropna().equals(series.dropna().dt.normalize())


def _convert_cell(table: str, column: Column, row: int, cell: Any, convert: Callable[[Any], Any]) -> Any:
    if _is_missing(cell):
        return None
    try:
        return convert(cell)
    except (TypeError, ValueError):
        raise InputProblem(
            f"Expected {WANTED[column.type]} in column {column.name} of table {table}, found {cell!r} "
            f"({type(cell).__name__}) in row {row + 1}; convert it before it is put into the table."
        ) from None


def _is_missing(cell: Any) -> bool:
    return cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and cell != cell)


def _to_text(cell: Any) -> str:
    if isinstance(cell, str):
        return str(cell)
    raise TypeError


def _to_integer(cell: Any) -> int:
    if isinstance(cell, (bool, np.bool_)) or not isinstance(cell, (int, float, np.integer, np.floating)):
        raise TypeError
    if int(cell) != cell:
        raise ValueError
    return int(cell)


def _to_number(cell: Any) -> float:
    if isinstance(cell, (bool, np.bool_)) or not isinstance(cell, (int, float, np.integer, np.floating)):
        raise TypeError
    if not np.isfinite(cell):
        raise ValueError
    return float(cell)


def _to_boolean(cell: Any) -> bool:
    if isinstance(cell, (bool, np.bool_)):
        return bool(cell)
    raise TypeError


def _to_day(cell: Any) -> datetime:
    if isinstance(cell, str):
        if not _ISO_DAY.fullmatch(cell):
            raise ValueError
        return datetime.fromisoformat(cell)
    if isinstance(cell, datetime):
        # A clock time or a zone would be lost in a day, and might move it.
        if cell.tzinfo is not None or (cell.hour, cell.minute, cell.second, cell.microsecond) != (0, 0, 0, 0):
            raise ValueError
        return datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    raise TypeError


_CONVERT: dict[ColumnType, Callable[[Any], Any]] = {
    "string": _to_text,
    "integer": _to_integer,
    "number": _to_number,
    "boolean": _to_boolean,
    "date": _to_day,
}
