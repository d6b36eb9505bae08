"""What is exported can be read back, and is what the tables say."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from valley import attempt, make_tables, valley_tables

from analysis.cli import main
from analysis.errors import UsageProblem
from analysis.study.exports import EXPORTS, export_csv, to_cf, to_dyad_month, to_plover


def day(text):
    return pd.Timestamp(text)


@pytest.fixture
def tables():
    found = valley_tables()
    spell = {"attempt_id": "t1", "entry": day("2020-10-30"), "exit_lo": day("2020-11-01"), "exit_hi": day("2020-11-03"),
             "event": True, "failure_rule": "any_end", "dyad": "a+b"}  # fmt: skip
    found["spells"] = make_tables(spells=[spell])["spells"]
    return found


@pytest.mark.parametrize("shape", EXPORTS)
def test_what_is_exported_is_read_back_the_same(tables, shape):
    made = EXPORTS[shape](tables)
    read = pd.read_csv(io.StringIO(export_csv(tables, shape)), dtype=str, keep_default_na=False)
    assert list(read.columns) == list(made.columns)
    assert read.to_dict("records") == made.astype(object).fillna("").astype(str).to_dict("records")
    assert len(read) > 0


def test_each_party_of_a_ceasefire_has_a_row_with_the_codes_of_the_codebook():
    rows = [attempt("x", announced=("2020-10-01", "2020-10-31"), effective="2020-11-02", **{"class": "preliminary"}),
            attempt("call", announced="2020-10-02", kind="call", counts_as_ceasefire=False)]  # fmt: skip
    parties = [{"attempt_id": one, "actor_id": who, "role": "party", "surface": who} for one, who in
               [("x", "a"), ("x", "b"), ("call", "a")]]  # fmt: skip
    made = to_cf(make_tables(attempts=rows, participants=parties))
    assert list(made["actor_id"]) == ["a", "b"]
    first = made.iloc[0]
    assert (first["class"], first["purpose"], first["gw"]) == (2, -1, -1)
    assert list(first[["announced_year", "announced_month", "announced_day"]]) == [2020, 10, -1]
    assert list(first[["effective_year", "effective_month", "effective_day"]]) == [2020, 11, 2]
    assert list(first[["ended_year", "ended_month", "ended_day"]]) == [-1, -1, -1]


def test_events_say_who_asked_agreed_and_broke(tables):
    made = to_plover(tables).set_index("event_id")
    kinds = to_plover(tables).groupby("attempt_id")["event_type"].apply(list).to_dict()
    assert kinds["t1"] == ["AGREE", "ASSAULT"]
    assert kinds["t6"] == ["REQUEST"]
    assert made.loc["t1-violated-2020-10-10", "date"] == "2020-10-10"
    assert made[made["attempt_id"] == "t6"]["source"].tolist() == ["n"]


def test_a_month_counts_the_days_surely_in_force(tables):
    assert to_dyad_month(tables).to_dict("records") == [
        {"dyad": "a+b", "month": "2020-10", "days_in_force": 2, "attempts": "t1"},
        {"dyad": "a+b", "month": "2020-11", "days_in_force": 1, "attempts": "t1"},
    ]


def test_an_unknown_shape_is_named_with_those_there_are(tables):
    with pytest.raises(
        UsageProblem, match="Expected a shape to export out of cf, plover, dyad-month, found 'spss'"
    ):
        export_csv(tables, "spss")


def test_the_command_line_prints_the_tables_in_that_shape(capsys):
    assert main(["export", "spss"]) == 2
    assert "spss" in capsys.readouterr().err
