"""Says what is wrong with a frame: columns, dtypes, allowed values, missing cells, keys, references."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.codebook.declaration import load_codebook
from analysis.codebook.frames import dtype_of
from analysis.codebook.model import LIST_SEPARATOR, Column, Table

SHOWN = 3


def check(table: str, frame: pd.DataFrame) -> list[str]:
    """Problems of `frame` as the table called `table`, one sentence each; empty where it is sound.

    Told are missing and unknown columns, their order, dtypes, missing required cells, empty text, values
    outside a vocabulary, a pattern or a range, clock times in days, and rows with the same key. Raises
    KeyError for an unknown table.
    """
    declared = load_codebook().tables[table]
    problems = _check_columns(declared, frame)
    for column in declared.columns:
        if column.name in frame.columns:
            problems.extend(_check_column(declared, column, frame))
    if not problems:
        problems.extend(_check_key(declared, frame))
    return problems


def check_references(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Problems between sound tables: ids that point to no row, one sentence per column."""
    problems = []
    for name, table in load_codebook().tables.items():
        for column, target in table.references.items():
            known = tables[target][load_codebook().tables[target].key[0]]
            told = tables[name][column].dropna()
            lost = told[~told.isin(known)]
            if len(lost):
                problems.append(
                    f"Table {name}, column {column}: {_listed(lost)} stands in no row of table {target}."
                )
    return problems


def _check_columns(table: Table, frame: pd.DataFrame) -> list[str]:
    given, wanted = [str(c) for c in frame.columns], list(table.column_names)
    problems = [
        f"Table {table.name} has an unknown column {name}{_nearest(name, wanted)}."
        for name in given
        if name not in wanted
    ]
    problems += [f"Table {table.name} lacks the column {name}." for name in wanted if name not in given]
    if len(set(given)) < len(given):
        problems.append(f"Table {table.name} has a column twice.")
    if not problems and given != wanted:
        problems.append(f"Table {table.name} has its columns out of order; expected {', '.join(wanted)}.")
    return problems


def _nearest(name: str, wanted: list[str]) -> str:
    near = difflib.get_close_matches(name, wanted, n=1)
    return f"; did you mean {near[0]}" if near else ""


def _check_column(table: Table, column: Column, frame: pd.DataFrame) -> list[str]:
    series = frame[column.name]
    if isinstance(series, pd.DataFrame):
        return []  # the column stands there twice, which is told already
    where = f"Table {table.name}, column {column.name}"
    if series.dtype != dtype_of(column):
        return [f"{where}: expected dtype {dtype_of(column)}, found {series.dtype}."]
    # Each value is looked at once, however often it stands there.
    found = series.unique().tolist()
    told = [value for value in found if not pd.isna(value)]
    problems = []
    if column.required and len(told) < len(found):
        rows = _listed(place + 1 for place, missing in enumerate(series.isna()) if missing)
        problems.append(f"{where}: may not be missing, and is in row {rows}.")
    return problems + [f"{where}: {problem}" for problem in _check_values(column, told)]


def _check_values(column: Column, told: list[Any]) -> list[str]:
    if column.type == "string":
        return _check_text(column, told)
    if column.type == "date":
        clock = [day for day in told if day != day.normalize()]
        return [f"{_listed(clock)} has a clock time; expected a day."] if clock else []
    return _check_range(column, told)


def _check_text(column: Column, told: list[str]) -> list[str]:
    items = told
    if column.is_list:
        items = list(dict.fromkeys(item for text in told for item in text.split(LIST_SEPARATOR)))
    problems = []
    if "" in items:
        problems.append("holds empty text; a missing value is NA.")
    if column.vocabulary is not None:
        allowed = load_codebook().vocabularies[column.vocabulary].values
        if outside := [item for item in items if item and item not in allowed]:
            problems.append(f"{_listed(outside)} is not allowed; expected one of {', '.join(allowed)}.")
    if column.pattern is not None:
        form = re.compile(column.pattern)
        if odd := [item for item in items if item and not form.fullmatch(item)]:
            problems.append(f"{_listed(odd)} does not have the form {column.pattern}.")
    return problems


def _check_range(column: Column, told: list[Any]) -> list[str]:
    problems = []
    low, high = column.minimum, column.maximum
    if low is not None and (under := [value for value in told if value < low]):
        problems.append(f"{_listed(under)} is under {low:g}.")
    if high is not None and (over := [value for value in told if value > high]):
        problems.append(f"{_listed(over)} is over {high:g}.")
    return problems


def _check_key(table: Table, frame: pd.DataFrame) -> list[str]:
    repeated = frame[frame.duplicated(list(table.key), keep="first")]
    if repeated.empty:
        return []
    keys = [
        LIST_SEPARATOR.join("NA" if pd.isna(v) else str(v) for v in row)
        for row in repeated[list(table.key)].values
    ]
    return [f"Table {table.name}: two rows have the key {', '.join(table.key)} = {_listed(keys)}."]


def _listed(values: Iterable[Any]) -> str:
    texts = [str(value) for value in values]
    more = f" and {len(texts) - SHOWN} more" if len(texts) > SHOWN else ""
    return ", ".join(texts[:SHOWN]) + more
