"""Dates, spans and counts in words."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.study import wording as w

D = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("lo", "hi", "words", "short"),
    [
        ("2020-10-10", "2020-10-10", "on 10 October 2020", "10 Oct 2020"),
        ("1992-09-25", "1992-10-09", "between 25 September and 9 October 1992", "25 Sep–9 Oct 1992"),
        ("1994-05-09", "1994-05-11", "between 9 and 11 May 1994", "9–11 May 1994"),
        ("1994-05-01", "1994-05-31", "in May 1994, day not told", "May 1994"),
        ("1994-01-01", "1994-12-31", "in 1994, day not told", "1994"),
        (None, "1994-05-05", "by 5 May 1994", "by 5 May 1994"),
        ("1994-05-05", None, "on or after 5 May 1994", "from 5 May 1994 on"),
        (None, None, "on a day not told", "not told"),
        ("1993-12-30", "1994-01-02", "between 30 December 1993 and 2 January 1994", "30 Dec 1993–2 Jan 1994"),
    ],
)
def test_a_date_interval_is_said_as_one(lo, hi, words, short):
    bounds = (D(lo) if lo else None, D(hi) if hi else None)
    assert (w.date_words(*bounds), w.date_short(*bounds)) == (words, short)


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (0, 0, "under a day"),
        (1, 1, "1 day"),
        (0, 3, "at most 3 days"),
        (None, 3, "at most 3 days"),
        (5, None, "at least 5 days"),
        (3, 12, "3 to 12 days"),
        (9635, 9635, "26 y 4 m"),  # 12 May 1994 to 27 September 2020: full months, as in an age
        (9, 1600, "9 days to 4 y 5 m"),
        (None, None, "length not told"),
        (None, 0, "under a day"),
    ],
)
def test_a_duration_is_said_in_the_largest_fitting_unit(least, most, words):
    assert w.span_words(least, most) == words


def test_a_percentage_appears_from_twenty_on():
    assert w.share(9, 19, "attempt") == "9 of 19 attempts"
    assert w.share(10, 20, "attempt") == "10 of 20 attempts (50 %)"


def test_iso_days_in_a_text_are_written_out():
    assert w.dates_in_words("collapsed on 2016-04-02") == "collapsed on 2 April 2016"
    assert w.dates_in_words("9999-99-99") == "9999-99-99"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2020-10-09/2020-10-10", "9 to 10 October 2020"),
        ("superseded on 2023-09-19..2023-09-20", "superseded on 19 to 20 September 2023"),
        ("2016-04-14/2020-09-27", "14 April 2016 to 27 September 2020"),
        ("1993-09-28/1993-10-02", "28 September to 2 October 1993"),
        ("2020-10-19/..", "19 October 2020 or later"),
        ("../2020-10-19", "19 October 2020 or earlier"),
        ("../..", "../.."),
        ("2020-99-99/2020-10-10", "2020-99-99/10 October 2020"),
    ],
)
def test_an_interval_of_days_is_written_out(text, words):
    assert w.dates_in_words(text) == words


def test_confidence_is_said_in_words():
    assert w.confidence_words(0.9, "rules") == "read by rule, clear (0.90)"
    assert w.confidence_words(0.3, "rules") == "read by rule, weak (0.30)"
    assert w.confidence_words(None, "hand") == "coded by hand"
