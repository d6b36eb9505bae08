"""The shipped texts beside the chronology: linked, agreeing and differing, with numbers that add up."""

from __future__ import annotations

import pytest

from analysis.study import quality
from analysis.study.text_agreement import (
    FieldReading,
    agreement_table,
    count_linked,
    difference_table,
    read_fields,
)


@pytest.mark.parametrize(
    ("told", "coded", "verdict"),
    [
        ("collapsed", "collapsed", "agrees"),
        ("2020-10-10", "2020-10-10", "agrees"),
        ("2020-10-01/2020-10-31", "2020-10-10", "rougher"),
        ("2020-10-09/2020-10-11", "2020-10-10/2020-10-12", "overlaps"),
        ("2020-10-10", "2020-10-09/2020-10-10", "overlaps"),
        ("2020-10-10", "2020-10-11", "differs"),
        ("../2020-10-10", "2020-10-09", "rougher"),
        ("held", "collapsed", "differs"),
        ("violated", "2020-10-09", "differs"),
    ],
)
def test_a_reading_is_held_against_the_chronology(told, coded, verdict):
    assert FieldReading("x", "announced", told, coded, "paper").verdict == verdict


def test_the_shipped_texts_are_counted_and_every_difference_is_listed(shipped):
    n, readings = count_linked(shipped), read_fields(shipped)
    assert (n.coded, n.all_texts) == (58, 27)
    assert 0 < n.linked < n.coded
    table = agreement_table(shipped)
    assert sum(row[1] for row in table.rows) == len(readings)
    assert {one.verdict for one in readings} == {"agrees", "rougher", "overlaps", "differs"}
    assert all(row[1] == sum(row[2:]) for row in table.rows)
    assert f"{n.texts} of 27 texts speak of {n.linked} of 58 attempts of the chronology" in table.caption
    assert len(difference_table(shipped).rows) == sum(row[5] for row in table.rows)


def test_without_tables_the_report_says_how_to_make_them():
    report = quality.score_sets({})
    assert "ceasefires build" in quality.agreement(report).text
    assert "ceasefires build" in quality.differences(report).text
