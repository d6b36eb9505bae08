"""All tables as one Excel workbook: a sheet per table, a dictionary of the columns first.

- Text is text: a cell that begins like a formula is stored as a string and marked as quoted, so that no spreadsheet
  runs it, also after somebody edits it.
- Days from 1 March 1900 on are dates; earlier ones are ISO text, since a spreadsheet's calendar begins with 1900 and
  has a 29 February in it that never was.
- Characters that XML cannot hold are escaped as `_x0001_`, the way of the format (openpyxl.utils.escape undoes it).
- A text longer than a cell holds (32,767 characters) is cut, and says so; the Parquet file has it whole.

The same tables give the same bytes: the stamps inside are the data date.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils.escape import escape
from openpyxl.utils.exceptions import IllegalCharacterError

from analysis.codebook import load_codebook
from analysis.study.records import records_of

DICTIONARY = "dictionary"
FIRST_DATE = dt.date(1900, 3, 1)
MOST_CHARACTERS = 32_767
CUT = " … [cut: whole in the Parquet file]"
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_HEAD = ("table", "column", "type", "unit", "label", "definition")


def write_workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """The tables of the codebook as the bytes of an .xlsx file."""
    book = Workbook(write_only=True)
    _add_sheet(book, DICTIONARY, _dictionary())
    for name, table in load_codebook().tables.items():
        columns = [column.name for column in table.columns]
        rows = records_of(tables[name])
        _add_sheet(book, name, [columns, *([row[column] for column in columns] for row in rows)])
    stamp = dt.datetime.combine(getattr(tables, "as_of", dt.date(2000, 1, 1)), dt.time())
    book.properties.creator = "ceasefires"
    book.properties.created = book.properties.modified = stamp
    made = io.BytesIO()
    book.save(made)
    return _stamped(made.getvalue(), stamp)


def cell_value(value: Any) -> Any:
    """A value as a cell holds it; see the module."""
    if isinstance(value, str):
        text = value if len(value) <= MOST_CHARACTERS else value[: MOST_CHARACTERS - len(CUT)] + CUT
        return escape(text)
    if isinstance(value, dt.date) and value < FIRST_DATE:
        return value.isoformat()
    return value


def _add_sheet(book: Any, name: str, rows: list[list[Any]]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for n, row in enumerate(rows):
        sheet.append([_cell(sheet, value, n == 0) for value in row])


def _cell(sheet: Any, value: Any, head: bool) -> Any:
    if value is None:
        return None
    held = cell_value(value)
    try:
        cell = WriteOnlyCell(sheet, held)
    except IllegalCharacterError:
        # What `escape` lets through and XML does not: surrogates and the like.
        cell = WriteOnlyCell(sheet, "".join(char if char.isprintable() else " " for char in held))
    if isinstance(held, str) and not isinstance(value, dt.date):
        # Whatever it looks like, it is a string.
        cell.data_type = "s"
        if _FORMULA.match(value) or _FORMULA.match(held):
            cell.quotePrefix = True
    if head:
        cell.font = Font(bold=True)
    return cell


def _dictionary() -> list[list[Any]]:
    rows: list[list[Any]] = [list(_HEAD)]
    rows += [
        [name, column.name, column.type, column.unit, column.label, column.description]
        for name, table in load_codebook().tables.items()
        for column in table.columns
    ]
    return rows


def _stamped(content: bytes, stamp: dt.datetime) -> bytes:
    """The archive anew, its entries dated by the data instead of by the clock."""
    date = (max(stamp.year, 1980), stamp.month, stamp.day, 0, 0, 0)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name, part in _parts(old):
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, _without_clock(part, stamp) if name == "docProps/core.xml" else part)
    return made.getvalue()


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in archive.namelist():
        yield name, archive.read(name)


def _without_clock(core: bytes, stamp: dt.datetime) -> bytes:
    """The properties with the day of the data as the day of the last change, which saving sets to now."""
    pattern = rb"(<dcterms:modified[^>]*>)[^<]*"
    return re.sub(pattern, rb"\g<1>" + stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), core)
