"""Frames are brought to the declared form, and nothing is coerced in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.codebook import check, conform, empty, empty_tables, load_codebook
from analysis.errors import InputProblem


@pytest.mark.parametrize("table", load_codebook().tables)
def test_an_empty_frame_is_sound_and_stays_as_it_is(table: str) -> None:
    assert check(table, empty(table)) == []
    pd.testing.assert_frame_equal(conform(table, empty(table)), empty(table))


def test_there_is_an_empty_frame_for_every_table() -> None:
    assert list(empty_tables()) == list(load_codebook().tables)


def test_dtypes() -> None:
    types = {name: str(dtype) for name, dtype in empty("mentions").dtypes.items()}
    assert types["mention_id"] == "str"
    assert types["trigger_start"] == "Int64"
    assert types["confidence"] == "Float64"
    assert types["is_collective"] == "boolean"
    assert str(empty("sentences")["anchor_lo"].dtype) == "datetime64[us]"


def test_columns_are_ordered_rows_sorted_and_absent_columns_missing() -> None:
    given = pd.DataFrame({"label": ["Shusha / Shushi", "Barda"], "place_id": ["shusha", "barda"]})
    frame = conform("places", given)
    assert list(frame.columns) == list(load_codebook().tables["places"].column_names)
    assert list(frame["place_id"]) == ["barda", "shusha"]
    assert frame["lat"].isna().all()
    assert list(frame.index) == [0, 1]
    assert check("places", frame) == []


def test_conforming_twice_changes_nothing() -> None:
    frame = conform("places", pd.DataFrame({"place_id": ["b", "a"], "label": ["B", "A"], "lat": [1, 2.5]}))
    pd.testing.assert_frame_equal(conform("places", frame), frame)


A_CROSSWALK = {"dataset": "cf", "match": "exact"}
A_PLACE = {"place_id": "a", "label": "A"}
A_READING = {"attempt_id": "a", "column": "signed", "value": "b"}
ROW_OF = {
    "external_date": ("crosswalk", A_CROSSWALK),
    "days_apart": ("crosswalk", A_CROSSWALK),
    "lat": ("places", A_PLACE),
    "label": ("places", A_PLACE),
    "used": ("disagreements", A_READING),
}


def one_cell(column: str, value: Any) -> Any:
    """A cell of a table after conforming."""
    table, row = ROW_OF[column]
    return conform(table, pd.DataFrame([row | {column: value}], dtype=object)).at[0, column]


@pytest.mark.parametrize(
    ("column", "given", "kept"),
    [
        ("external_date", "1994-05-12", pd.Timestamp("1994-05-12")),
        ("external_date", date(1994, 5, 12), pd.Timestamp("1994-05-12")),
        ("external_date", pd.Timestamp("1994-05-12"), pd.Timestamp("1994-05-12")),
        ("days_apart", -3, -3),
        ("days_apart", 3.0, 3),
        ("days_apart", np.int32(3), 3),
        ("lat", 40, 40.0),
        ("used", np.True_, True),
        ("label", "007", "007"),
    ],
)
def test_a_value_is_kept_where_nothing_is_lost(column: str, given: Any, kept: Any) -> None:
    assert one_cell(column, given) == kept


@pytest.mark.parametrize(
    ("column", "given", "wanted"),
    [
        ("external_date", "12 May 1994", "a day, such as 2020-11-10"),
        ("external_date", "19940512", "a day, such as 2020-11-10"),
        ("external_date", "1994-02-30", "a day, such as 2020-11-10"),
        ("external_date", datetime(1994, 5, 12, 0, 1), "a day, such as 2020-11-10"),
        ("external_date", datetime(1994, 5, 12, tzinfo=UTC), "a day, such as 2020-11-10"),
        ("external_date", 1994, "a day, such as 2020-11-10"),
        ("days_apart", 3.5, "a whole number"),
        ("days_apart", "3", "a whole number"),
        ("days_apart", True, "a whole number"),
        ("lat", "40.1", "a number"),
        ("lat", float("inf"), "a number"),
        ("lat", False, "a number"),
        ("used", 1, "True or False"),
        ("used", "no", "True or False"),
        ("label", 7, "text"),
    ],
)
def test_a_value_of_another_type_is_refused(column: str, given: Any, wanted: str) -> None:
    with pytest.raises(InputProblem) as problem:
        one_cell(column, given)
    assert f"Expected {wanted} in column {column} of table" in str(problem.value)
    assert "in row 1; convert it before it is put into the table." in str(problem.value)


@pytest.mark.parametrize("missing", [None, pd.NA, pd.NaT, float("nan")])
def test_missing_stays_missing(missing: Any) -> None:
    for column in ("external_date", "days_apart", "lat"):
        assert pd.isna(one_cell(column, missing))


def test_an_unknown_column_is_refused() -> None:
    given = pd.DataFrame({"surface": ["Artsakh"], "actor_id": ["nk"], "language": ["en"]})
    with pytest.raises(InputProblem, match="Table aliases has no column language; it has surface, actor_id"):
        conform("aliases", given)


def test_a_required_column_that_was_not_given_is_refused() -> None:
    with pytest.raises(InputProblem, match="Table aliases needs the column actor_id, which was not given"):
        conform("aliases", pd.DataFrame({"surface": ["Artsakh"]}))


def test_a_column_given_twice_is_refused() -> None:
    given = pd.DataFrame([["a", "b", "c"]], columns=["surface", "actor_id", "surface"])
    with pytest.raises(InputProblem, match="Table aliases was given a column twice"):
        conform("aliases", given)
