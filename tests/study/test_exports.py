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
    listed = [
        {"attempt_id": "x", "dataset": "cf", "external_id": number, "match": "exact"} for number in ("7", "8")
    ]
    made = to_cf(make_tables(attempts=rows, participants=parties, crosswalk=listed))
    assert list(made["actor_id"]) == ["a", "b"]
    first = made.iloc[0]
    assert (first["ceasefire_class"], first["p_unclear"], first["written"], first["gw"]) == (2, 1, -1, -1)
    assert (first["actor_name"], first["cf_id"], first["pax_id"]) == ("Aland", "7|8", "")
    assert list(first[["cf_dec_yr", "cf_dec_month", "cf_dec_day"]]) == [2020, 10, -1]
    assert list(first[["cf_effect_yr", "cf_effect_month", "cf_effect_day"]]) == [2020, 11, 2]
    assert list(first[["end_yr", "end_month", "end_day"]]) == [-1, -1, -1]


def test_events_say_who_asked_agreed_and_broke(tables):
    made = to_plover(tables).set_index("event_id")
    kinds = to_plover(tables).groupby("attempt_id")["event_type"].apply(list).to_dict()
    assert kinds["t1"] == ["AGREE", "ASSAULT"]
    assert kinds["t6"] == ["REQUEST"]
    assert made.loc["t1-violated-2020-10-10", "date"] == "2020-10-10"
    assert made[made["attempt_id"] == "t6"]["source"].tolist() == ["n"]


def test_a_unilateral_halt_that_never_came_into_force_is_a_concession_in_words():
    rows = [attempt("kept", effective="2020-11-02", kind="unilateral"),
            attempt("said", announced="2020-11-02", kind="unilateral", status="never_in_effect")]  # fmt: skip
    made = to_plover(make_tables(attempts=rows)).set_index("attempt_id")
    assert made["event_type"].to_dict() == {"kept": "RETREAT", "said": "CONCEDE"}


def test_a_month_counts_the_days_surely_in_force(tables):
    assert to_dyad_month(tables).to_dict("records") == [
        {"dyad": "a+b", "month": "2020-10", "days_in_force": 2, "attempts": "t1"},
        {"dyad": "a+b", "month": "2020-11", "days_in_force": 1, "attempts": "t1"},
    ]


def test_an_unknown_shape_is_named_with_those_there_are(tables):
    with pytest.raises(
        UsageProblem, match="Expected a shape to export out of cf, plover, dyad-month, excel, found 'spss'"
    ):
        export_csv(tables, "spss")


def test_the_command_line_prints_the_tables_in_that_shape(capsys):
    assert main(["export", "spss"]) == 2
    assert "spss" in capsys.readouterr().err
