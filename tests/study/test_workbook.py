"""A workbook holds the tables as they are, runs nothing, and is the same each time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from valley import attempt, make_tables, valley_tables

from analysis.cli import main
from analysis.codebook import load_codebook
from analysis.study.records import records_of
from analysis.study.workbook import DICTIONARY, MOST_CHARACTERS, write_workbook


def sheets_of(content):
    return load_workbook(io.BytesIO(content))


def rows_of(sheet):
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def as_stored(value):
    if isinstance(value, dt.datetime):
        return value.date()
    return unescape(value) if isinstance(value, str) else value


@pytest.mark.parametrize("which", ["valley", "shipped"])
def test_every_table_is_read_back_as_it_was(which, request):
    tables = valley_tables() if which == "valley" else request.getfixturevalue("shipped")
    book = sheets_of(write_workbook(tables))
    assert book.sheetnames == [DICTIONARY, *load_codebook().tables]
    for name in load_codebook().tables:
        expected = [{key: value if value != "" else None for key, value in row.items()} for row in
                    records_of(tables[name])]  # fmt: skip
        found = [{key: as_stored(value) for key, value in row.items()} for row in rows_of(book[name])]
        if name in ("sentences", "mentions", "evidence"):
            assert len(found) == len(expected)
        for told, row in zip(expected, found, strict=True):
            assert row == told


def test_the_dictionary_defines_every_column():
    rows = rows_of(sheets_of(write_workbook(valley_tables()))[DICTIONARY])
    columns = {
        (name, column.name) for name, table in load_codebook().tables.items() for column in table.columns
    }
    assert {(row["table"], row["column"]) for row in rows} == columns
    assert all(row["definition"] for row in rows)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "＝1", " =cmd|'/c calc'!A0", "'x", "\x01="]
)
def test_no_cell_is_a_formula(text):
    rows = [attempt("x", effective="2020-11-02", name=text)]
    content = write_workbook(make_tables(attempts=rows))
    (cell,) = [cell for cell in sheets_of(content)["attempts"][2] if as_stored(cell.value) == text]
    assert cell.data_type in ("s", "inlineStr")
    if text.lstrip()[:1] in ("=", "+", "-", "@", "＝") and text[0] != "\x01":
        assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "sheet" in name)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("1899-12-31", "1899-12-31"), ("1900-01-01", "1900-01-01"), ("1900-02-28", "1900-02-28"),
     ("1900-03-01", dt.datetime(1900, 3, 1)), ("1994-05-12", dt.datetime(1994, 5, 12))],
)  # fmt: skip
def test_days_before_march_1900_are_text(day, expected):
    tables = make_tables(attempts=[attempt("x", announced=day)])
    (row,) = rows_of(sheets_of(write_workbook(tables))["attempts"])
    assert row["announced_lo"] == expected


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    tables = make_tables(attempts=[attempt("x", announced="2020-01-01", name="a" * 40_000)])
    (row,) = rows_of(sheets_of(write_workbook(tables))["attempts"])
    assert len(row["name"]) == MOST_CHARACTERS
    assert row["name"].endswith("[cut: whole in the Parquet file]")


def test_the_same_tables_give_the_same_bytes():
    assert write_workbook(valley_tables()) == write_workbook(valley_tables())


def test_the_command_line_wants_a_file_for_a_workbook(capsys):
    assert main(["export", "excel"]) == 2
    assert "add -o tables.xlsx" in capsys.readouterr().err


def test_the_command_line_writes_the_file(tmp_path, monkeypatch, valley):
    monkeypatch.setattr("analysis.store.read_tables", lambda project: valley)
    for shape, name in (("excel", "tables.xlsx"), ("cf", "cf.csv")):
        assert main(["export", shape, "-o", str(tmp_path / name)]) == 0
    assert "attempts" in pd.ExcelFile(tmp_path / "tables.xlsx").sheet_names
    assert list(pd.read_csv(tmp_path / "cf.csv"))[:2] == ["attempt_id", "conflict_id"]
    assert main(["export", "cf", "-o", str(tmp_path / "no" / "cf.csv")]) == 73
