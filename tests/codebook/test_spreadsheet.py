"""No text cell of a CSV file is run as a formula, and the exact text comes back."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook import conform, guard_text, unguard_text, write_csv, write_row


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(0)", "'=HYPERLINK(0)"),
        ("+374 10 000000", "'+374 10 000000"),
        ("-1 day", "'-1 day"),
        ("@office", "'@office"),
        ("\tindented", "'\tindented"),
        ("\rreturned", "'\rreturned"),
        ("\nbroken", "'\nbroken"),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),
        ("'quoted'", "''quoted'"),
        ("12 May 1994", "12 May 1994"),
        ("a = b", "a = b"),
        ("", ""),
    ],
)
def test_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert guard_text(text) == cell
    assert unguard_text(cell) == text


def test_an_apostrophe_typed_by_hand_stays() -> None:
    assert unguard_text("'Tis a truce") == "'Tis a truce"


@given(st.text())
def test_every_text_comes_back(text: str) -> None:
    assert unguard_text(guard_text(text)) == text


@given(st.lists(st.text(alphabet="=+-@'\t\r\n,;\" ab"), min_size=2, max_size=4))
def test_every_row_comes_back_through_a_csv_reader(cells: list[str]) -> None:
    (row,) = csv.reader(io.StringIO(write_row(cells) + "\n", newline=""), strict=True)
    assert [unguard_text(cell) for cell in row] == cells


def test_numbers_days_and_truth_values_are_never_changed() -> None:
    crosswalk = [{"attempt_id": "=1", "dataset": "cf", "match": "exact", "days_apart": -3, "note": "-3",
                  "external_date": "1994-05-12"}]  # fmt: skip
    assert write_csv("crosswalk", conform("crosswalk", pd.DataFrame(crosswalk))) == (
        "attempt_id,dataset,external_id,external_date,match,days_apart,note,conflict_id\n'=1,cf,,1994-05-12,exact,-3,'-3,\n"
    )
    place = conform("places", pd.DataFrame([{"place_id": "a", "label": "A", "lat": -0.5, "lon": 46.75}]))
    assert write_csv("places", place).splitlines()[1] == "a,A,,-0.5,46.75,,"
    spell = [{"attempt_id": "a", "entry": "1994-05-12", "event": False, "failure_rule": "any"}]
    spells = write_csv("spells", conform("spells", pd.DataFrame(spell)))
    assert spells.splitlines()[1] == "a,1994-05-12,,,false,any,"


def test_a_cell_with_a_separator_or_a_line_break_is_quoted() -> None:
    assert write_row(['say "no"', "a,b", "c;d", "e\nf", "g"]) == '"say ""no""","a,b","c;d","e\nf",g'
