"""Clock times keep the zone of their source, and its offset is the one in use on that day."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.study.clocks import HourTold, read_clock, read_hour
from analysis.study.records import records_of


@pytest.mark.parametrize(
    ("cell", "day", "utc", "fits"),
    [
        ("12:00 local (UTC+4)", "2020-10-10", "2020-10-10T08:00", True),
        # Clocks in Baku and Yerevan stood at UTC+3 in the winter of 1992, at UTC+4 that summer.
        ("09:00 local (UTC+3)", "1992-02-27", "1992-02-27T06:00", True),
        ("00:00 local (UTC+4)", "1992-09-26", "1992-09-25T20:00", True),
        # Midnight in Moscow is the evening before in UTC: the local date is kept.
        ("00:00 Moscow (UTC+3)", "2020-11-10", "2020-11-09T21:00", True),
        # Moscow kept UTC+4 all year from 2011 to 2014.
        ("14:00 Moscow (UTC+3)", "2013-04-08", "2013-04-08T11:00", False),
        ("18:00 Tehran (UTC+3:30)", "1992-02-27", "1992-02-27T14:30", None),
    ],
)
def test_a_time_with_its_zone_is_a_moment(cell, day, utc, fits):
    clock = read_clock(cell)
    local = dt.date.fromisoformat(day)
    assert clock.on(local).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M") == utc
    assert clock.fits(local) is fits


@pytest.mark.parametrize("cell", [None, "", "noon", "12:00", "12:00 local"])
def test_what_tells_no_zone_is_no_clock_time(cell):
    assert read_clock(cell) is None


def test_every_clock_time_of_the_chronology_has_the_offset_of_its_day(shipped):
    rows = [row for row in records_of(shipped["attempts"]) if row["effective_time"]]
    assert len(rows) > 10
    wrong = [
        row["attempt_id"]
        for row in rows
        if read_clock(row["effective_time"]).fits(row["effective_lo"]) is not True
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("words", "claimant", "expected"),
    [
        ("12:05, attack, said Aland's ministry; after 12:00, attacks, said Beland.", "Aland", HourTold(725, False)),
        ("12:05, attack, said Aland's ministry; after 12:00, attacks, said Beland.", "Beland", HourTold(720, True)),
        ("02:45 to 03:40, said Aland.", "Aland", HourTold(165, False)),
        ("Fighting again from about 03:40 local; each blamed the other.", "Aland", HourTold(220, True)),
        # Said by somebody else, of another day, or without an hour.
        ("12:05, attack, said Aland.", "Beland", None),
        ("A statement of Aland; both accused each other on the 23rd, from 07:40.", "Aland", None),
        ("Shots the same evening, said Aland.", "Aland", None),
        ("", "Aland", None),
    ],
)  # fmt: skip
def test_the_hour_of_a_breach_is_that_of_its_claimant_and_day(words, claimant, expected):
    assert read_hour(words, claimant) == expected
