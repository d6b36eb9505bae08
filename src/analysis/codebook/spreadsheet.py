"""Tables as CSV text in which no spreadsheet runs a cell as a formula.

A spreadsheet takes a cell for a formula when it begins with ``= + - @``, with some also after blanks or in
the full-width forms, and a leading tab or line break can lead to the same. Such a text cell is written with
an apostrophe in front, and so is one that begins with an apostrophe: this makes the convention reversible.
Numbers, days and booleans are never touched; the Parquet files hold the exact text. Source of the list:
OWASP, CSV Injection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.codebook.declaration import load_codebook

GUARD = "'"

_NEEDS_GUARD = re.compile(r"[\t\r\n']|\s*[=+\-@＝＋－＠]")
_NEEDS_QUOTES = re.compile(r'[,;"\r\n]|^\s|\s$')


def guard_text(text: str) -> str:
    """`text` as a CSV cell: with an apostrophe in front where a spreadsheet would run it as a formula.

    >>> guard_text("=1+1")
    "'=1+1"
    >>> guard_text("12 May 1994")
    '12 May 1994'
    """
    return GUARD + text if _NEEDS_GUARD.match(text) else text


def unguard_text(cell: str) -> str:
    """The text of a CSV cell that `guard_text` wrote; a cell typed by hand, such as `'Tis`, stays as it is.

    >>> unguard_text("'=1+1")
    '=1+1'
    """
    text = cell.removeprefix(GUARD)
    return text if _NEEDS_GUARD.match(text) else cell


def write_csv(table: str, frame: pd.DataFrame) -> str:
    """A sound `frame` of `table` as CSV: comma, line feed, ISO days, true/false, empty where missing."""
    columns = load_codebook().tables[table].columns
    cells = [list(_write_cells(column.type, frame[column.name])) for column in columns]
    lines = [",".join(column.name for column in columns)]
    lines += [",".join(row) for row in zip(*cells, strict=True)]
    return "\n".join(lines) + "\n"


def write_row(cells: Iterable[str], delimiter: str = ",") -> str:
    """Text cells as one CSV row without its line end, guarded and quoted where needed."""
    return delimiter.join(_quote(guard_text(cell)) for cell in cells)


def _write_cells(kind: str, series: pd.Series[Any]) -> Iterable[str]:
    missing = series.isna()
    if kind == "string":
        texts = (_quote(guard_text(cell)) for cell in series.astype(object).where(~missing, ""))
    elif kind == "boolean":
        texts = (str(cell).lower() for cell in series.astype(object))
    elif kind == "date":
        texts = (str(cell) for cell in series.dt.strftime("%Y-%m-%d"))
    else:
        texts = (repr(cell) for cell in series.astype(object))
    return ("" if absent else text for text, absent in zip(texts, missing, strict=True))


def _quote(cell: str) -> str:
    if _NEEDS_QUOTES.search(cell):
        doubled = cell.replace('"', '""')
        return f'"{doubled}"'
    return cell
