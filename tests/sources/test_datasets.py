"""Files of other datasets, in their shapes and with rows of our own: read, or refused in one clear sentence."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from analysis.errors import InputProblem
from analysis.sources.datasets import SHAPES, read_dataset, read_events

SAMPLES = {
    "cf": "cc,cf_id,location,actor_name,cf_dec_yr,cf_dec_month,cf_dec_day,cf_effect_yr,end_yr,end_month,end_day\n"
          "1,7,River valley,Aland,2020,10,-1,2020,-1,-1,-1\n",
    "pax": "Con,Contp,PP,PPName,Reg,AgtId,Ver,Agt,Dat,Status,Agtp,Stage,StageSub,Ce\n"
           "River valley,Territory,1,Valley talks,Europe,99,1,Valley truce,2020-10-10,Signed,Inter,Cea,Ceas,2\n",
    "ucdp_ged": "id,relid,year,type_of_violence,conflict_new_id,country,date_prec,date_start,date_end,best,high,low\n"
                "2,B,2020,1,5,Aland,3,2020-10-30 00:00:00.000,2020-11-02 00:00:00.000,4,6,3\n"
                "1,A,2020,1,5,Aland,1,2020-10-10 00:00:00.000,2020-10-10 00:00:00.000,10,12,8\n",
    "ucdp_termination": "conflict_id,year,type_of_conflict2,c_epid,c_epterm,c_outcome,c_ependdate\n"
                        "388,1994,3,388_1,1,2,1994-07-27\n",
    "acled": "event_id_cnty;event_date;year;time_precision;disorder_type;event_type;sub_event_type;country;fatalities\n"
             "ALD1;10 October 2020;2020;1;Political violence;Battles;Armed clash;Aland;3\n",
}  # fmt: skip


def write(folder, name, text):
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", SAMPLES)
def test_each_shape_is_known_by_its_columns(tmp_path, name):
    data = read_dataset(write(tmp_path, name, SAMPLES[name]))
    assert data.shape.name == name
    assert list(data.frame.columns) == SHAPES[name].columns
    assert data.frame.index[0] == 2


@pytest.mark.parametrize("name", SAMPLES)
def test_a_workbook_is_read_as_the_text_is(tmp_path, name):
    text = write(tmp_path, name, "\ufeff" + SAMPLES[name])
    sep = ";" if name == "acled" else ","
    book = tmp_path / f"{name}.xlsx"
    pd.read_csv(text, dtype=str, sep=sep, encoding="utf-8-sig").to_excel(book, index=False)
    assert read_dataset(book).frame.equals(read_dataset(text).frame)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_missing_column_is_named(tmp_path, name):
    for names in SHAPES[name].needed:
        present = next(one for one in names if one in SAMPLES[name].splitlines()[0])
        head, rest = SAMPLES[name].split("\n", 1)
        sep = ";" if name == "acled" else ","
        cells = ["gone" if cell == present else cell for cell in head.split(sep)]
        path = write(tmp_path, name, sep.join(cells) + "\n" + rest)
        with pytest.raises(
            InputProblem, match=f"Expected the column '{names[0]}' of a {SHAPES[name].label}"
        ) as told:
            read_dataset(path)
        assert told.value.exit_code == 3


def test_a_renamed_column_is_named_with_what_stands_there(tmp_path):
    path = write(tmp_path, "ged", SAMPLES["ucdp_ged"].replace("date_start", "Date_Start1"))
    with pytest.raises(InputProblem, match=r"'date_start' of a UCDP GED file .* found 'Date_Start1' instead"):
        read_dataset(path)


def test_the_older_termination_file_is_read_under_the_present_names(tmp_path):
    text = SAMPLES["ucdp_termination"].replace("c_outcome", "outcome").replace("c_epterm", "confterm")
    frame = read_dataset(write(tmp_path, "term", text)).frame
    assert frame.iloc[0].to_dict() == {
        "conflict_id": "388",
        "year": "1994",
        "c_outcome": "2",
        "c_epterm": "1",
    }


def test_events_of_both_datasets_are_days_and_deaths(tmp_path):
    first, second = read_events(write(tmp_path, "ged", SAMPLES["ucdp_ged"]))
    assert (first.event_id, first.first, first.best, first.low, first.high) == (
        "1",
        dt.date(2020, 10, 10),
        10,
        8,
        12,
    )
    assert (second.first, second.last) == (dt.date(2020, 10, 30), dt.date(2020, 11, 2))
    (only,) = read_events(write(tmp_path, "acled", SAMPLES["acled"]))
    assert (only.first, only.country, only.best) == (dt.date(2020, 10, 10), "Aland", 3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("2020-10-10 00:00:00.000,2020-10-10", "10/10/20,2020-10-10"),
            "a day .* 'date_start', line 3 .* '10/10/20'",
        ),
        ((",10,12,8", ",ten,12,8"), "a whole number .* 'best', line 3 .* 'ten'"),
        ((",10,12,8", ",10,-1,8"), "a whole number .* 'high', line 3 .* '-1'"),
    ],
)
def test_a_cell_that_cannot_be_is_named_with_its_line(tmp_path, change, message):
    path = write(tmp_path, "ged", SAMPLES["ucdp_ged"].replace(*change))
    with pytest.raises(InputProblem, match=message):
        read_events(path)


def test_files_that_are_no_such_table_are_refused(tmp_path):
    (tmp_path / "no.xlsx").write_bytes(b"PK\x03\x04 not a book")
    (tmp_path / "latin.csv").write_bytes("id;café\n".encode("latin-1"))
    cases = {
        tmp_path / "absent.csv": "found none; check the path",
        tmp_path / "no.xlsx": "Expected an Excel workbook",
        tmp_path / "latin.csv": "Expected a table in UTF-8",
        write(tmp_path, "other", "a,b\n1,2\n"): "Expected one of these in .*columns a, b",
    }
    for path, message in cases.items():
        with pytest.raises(InputProblem, match=message):
            read_dataset(path)
    with pytest.raises(InputProblem, match="tells of no violent events"):
        read_events(write(tmp_path, "cf", SAMPLES["cf"]))
