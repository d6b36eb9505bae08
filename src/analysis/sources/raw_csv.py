"""Tables that people edit: CSV files of data/raw, also as a spreadsheet leaves them.

A byte order mark, carriage returns, semicolons or tabs between the cells, a `sep=` line and empty rows at
the end are taken as they come; a day that a spreadsheet rewrote, or bytes that are not UTF-8, are told.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codebook import Column, load_codebook, unguard_text
from analysis.errors import InputProblem
from analysis.sources.raw_text import decode_text, read_raw_bytes

DELIMITERS = (",", ";", "\t")
MISSING = ("", "NA")
BOM = "\ufeff"

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"-?\d+")


@dataclass(frozen=True)
class RawCsv:
    """A CSV file as it lies there: how it is written, its header, and its rows with their line numbers."""

    path: Path
    text: str
    delimiter: str
    line_end: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_raw_csv(path: Path, table: str, computed: tuple[str, ...] = ()) -> pd.DataFrame:
    """The rows of `path` as a frame of `table` without the columns `computed`, in the order of the file.

    The index is the line of the row in the file. An empty cell, or NA, is missing.

    Raises InputProblem where the file is missing, not UTF-8, no sound CSV, has unknown or lacks required
    columns, or has a cell that is not of its column's type, such as an impossible day.
    """
    raw = split_csv(path)
    columns = [c for c in load_codebook().tables[table].columns if c.name not in computed]
    _refuse_header(raw, [c.name for c in columns], [c.name for c in columns if c.required])
    by_name = {name: place for place, name in enumerate(raw.header)}
    cells = {c.name: list(_read_column(raw, c, by_name.get(c.name))) for c in columns}
    return pd.DataFrame(cells, index=[line for line, _ in raw.rows], dtype=object)


def read_raw_cells(path: Path) -> pd.DataFrame:
    """The rows of `path`, whatever its columns, with every cell as text and missing ones as None.

    The index is the line of the row in the file. Raises InputProblem where the file is missing, not UTF-8, no
    sound CSV, or has a column twice.
    """
    raw = split_csv(path)
    _refuse_repeated(raw)
    cells = [[_text_or_none(cell) for cell in row] for _, row in raw.rows]
    return pd.DataFrame(cells, columns=list(raw.header), index=[line for line, _ in raw.rows], dtype=object)


def split_csv(path: Path) -> RawCsv:
    """The header and the rows of `path`, cell by cell. Raises InputProblem as `read_raw_csv` does."""
    text = decode_text(read_raw_bytes(path), path)
    body = text.removeprefix(BOM)
    first = body.split("\n", 1)[0]
    line_end = "\r\n" if first.endswith("\r") else "\n"
    skipped = 0
    if first.strip().lower().startswith("sep="):
        skipped, body = 1, body.partition("\n")[2]
    head = body.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    lines = list(_split_lines(path, body, delimiter, skipped))
    if not lines:
        raise InputProblem(f"Expected a header with the names of the columns in {path}, found an empty file.")
    header = tuple(cell.strip() for cell in lines[0][1])
    rows = tuple((line, _even_row(path, line, row, header)) for line, row in lines[1:])
    return RawCsv(path, text, delimiter, line_end, header, rows)


def _split_lines(path: Path, body: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    line = skipped + 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        raise InputProblem(
            f"Expected a CSV file in {path}, found a row that cannot be read at line {line} ({error}); "
            "check its quotation marks."
        ) from None


def _even_row(path: Path, line: int, row: list[str], header: tuple[str, ...]) -> tuple[str, ...]:
    while len(row) > len(header) and not row[-1].strip():
        row.pop()
    if len(row) != len(header):
        raise InputProblem(
            f"Expected {len(header)} cells in {path}, line {line}, found {len(row)}; "
            "put a cell that holds the separator into quotation marks."
        )
    return tuple(row)


def _refuse_header(raw: RawCsv, allowed: list[str], required: list[str]) -> None:
    for name in raw.header:
        if name not in allowed:
            near = difflib.get_close_matches(name, allowed, n=1)
            hint = f"did you mean {near[0]}?" if near else f"allowed are {', '.join(allowed)}."
            raise InputProblem(f"Expected a known column in {raw.path}, found {name!r}; {hint}")
    _refuse_repeated(raw)
    absent = [name for name in required if name not in raw.header]
    if absent:
        raise InputProblem(
            f"Expected the column {', '.join(absent)} in {raw.path}, found {', '.join(raw.header)}; add it."
        )


def _refuse_repeated(raw: RawCsv) -> None:
    if len(set(raw.header)) < len(raw.header):
        raise InputProblem(f"Expected each column once in {raw.path}, found one twice in its header.")


def _text_or_none(cell: str) -> str | None:
    text = unguard_text(cell.strip())
    return None if text in MISSING else text


def _read_column(raw: RawCsv, column: Column, place: int | None) -> Iterator[Any]:
    for line, row in raw.rows:
        cell = None if place is None else _text_or_none(row[place])
        yield None if cell is None else _read_cell(raw.path, line, column, cell)


def _read_cell(path: Path, line: int, column: Column, cell: str) -> Any:
    if column.type == "date":
        return read_day(cell, f"in column {column.name} of {path}, line {line}")
    if column.type == "integer":
        if not _WHOLE.fullmatch(cell):
            raise InputProblem(
                f"Expected a whole number in column {column.name} of {path}, line {line}, found "
                f"{cell!r}; correct it."
            )
        return int(cell)
    return cell


def read_day(cell: str, where: str) -> date:
    """The ISO day `cell`. Raises InputProblem, naming `where`, for another form or an impossible day."""
    if not _ISO_DAY.fullmatch(cell):
        raise InputProblem(
            f"Expected a day such as 2020-11-10 {where}, found {cell!r}; write the year, month and day so "
            "(a spreadsheet may have changed it: format the column as text)."
        )
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise InputProblem(
            f"Expected a day of the calendar {where}, found {cell!r}, which does not exist; correct it."
        ) from None
