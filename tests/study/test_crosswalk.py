"""Every date listed elsewhere is present, explained, or said to be missing here."""

from __future__ import annotations

import pandas as pd
import pytest
from figure_checks import check_figure
from valley import CONFLICT, make_tables, valley_tables

from analysis.study import briefing, crosswalk_page
from analysis.study.blocks import plain


def entry(attempt_id, dataset, number, day, match, apart=None, note=None):
    return {"attempt_id": attempt_id, "dataset": dataset, "external_id": number, "match": match, "note": note,
            "external_date": pd.Timestamp(day) if day else pd.NaT, "days_apart": apart}  # fmt: skip


@pytest.fixture
def crosswalk():
    tables = valley_tables()
    rows = [
        entry("t1", "cf", "1", "2020-10-10", "exact", 0),
        entry("t1", "pax", "9", "2020-10-09", "date_differs", -1, "the eve"),
        entry("t2", "cf", "2", "2020-12-02", "contains", 45),
        entry("t3", "cf", None, None, "missing_there"),
        entry(None, "cf", "3", "2020-11-01", "missing_here", note="not investigated"),
    ]
    tables["crosswalk"] = make_tables(crosswalk=rows)["crosswalk"]
    return crosswalk_page.of_report(briefing.report_on(tables, CONFLICT), tables)


def test_every_entry_elsewhere_is_in_the_table(crosswalk):
    table = crosswalk_page.chart(crosswalk).table
    told = [[plain(cell) for cell in row][1:] for row in table.rows]
    assert told == [
        ["PA-X", "9", "Truce t1", told[0][3], "the eve"],
        ["CF", "1", "Truce t1", told[1][3], "not needed"],
        ["CF", "3", "none here", told[2][3], "not investigated"],
        ["CF", "2", "Truce t2", told[3][3], "no reason told"],
    ]
    assert told[0][3].endswith("−1 d")
    assert told[3][3].endswith("+45 d")


def test_every_entry_with_an_attempt_is_drawn(crosswalk):
    check_figure(crosswalk_page.chart(crosswalk), 3)


def test_the_findings_say_the_numbers_that_were_counted(crosswalk):
    words = [plain(item) for item in crosswalk_page.findings(crosswalk).items]
    assert words[0].startswith(
        "1 of 4 dates listed elsewhere matches a date here to the day; 1 differs, 1 is part of an attempt here or "
        "contains it, 1 has no attempt here."
    )
    assert words[1].startswith("For 1 of the 2 that differ or overlap a reason is told, for 1 none.")
    assert words[3].startswith(
        "2 of 6 attempts, calls and proposals here are listed in another dataset, 4 in none"
    )


def test_each_attempt_stands_beside_three_other_datasets(crosswalk):
    rows = {plain(row[0]): row[2:] for row in crosswalk_page.side_by_side(crosswalk).rows}
    assert len(rows) == 6
    assert rows["Truce t3"] == ["not listed"] * 3


def test_a_conflict_that_no_other_dataset_lists_says_so():
    tables = make_tables()
    report = crosswalk_page.of_report(briefing.report_on(tables, CONFLICT), tables)
    assert crosswalk_page.findings(report).kind == crosswalk_page.chart(report).kind == "notice"


def test_an_entry_without_attempt_is_listed_with_the_conflict_it_names():
    tables = valley_tables()
    rows = [
        entry("t1", "cf", "1", "2020-10-10", "exact", 0),
        {**entry(None, "cf", "3", "2020-11-01", "missing_here"), "conflict_id": "elsewhere"},
        {**entry(None, "pax", "4", "2020-11-02", "missing_here"), "conflict_id": CONFLICT},
    ]
    tables["crosswalk"] = make_tables(crosswalk=rows)["crosswalk"]
    page = crosswalk_page.of_report(briefing.report_on(tables, CONFLICT), tables)
    assert [row["external_id"] for row in page.entries] == ["1", "4"]


def test_every_entry_without_attempt_of_the_shipped_list_names_its_conflict(shipped):
    frame = shipped["crosswalk"]
    missing = frame[frame["match"] == "missing_here"]
    assert len(missing) == 14
    assert set(missing["conflict_id"]) == {"nagorno-karabakh"}
    assert set(missing["note"]) == {"not investigated"}
