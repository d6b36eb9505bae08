"""Date expressions as they are written, and the words and numbers that only look like dates."""

from __future__ import annotations

from itertools import pairwise

import pytest

from analysis.text.anchors import DateValue, Narrative, resolve
from analysis.text.date_expressions import DateExpression
from analysis.text.dates import find_dates


def find(text: str) -> list[DateExpression]:
    return find_dates(text, 0, len(text))


def meaning(text: str) -> list[str]:
    """Each expression with a year of its own as `lo..hi prec`."""
    return [show(resolve(item, Narrative())) for item in find(text)]


def show(value: DateValue | None) -> str:
    if value is None:
        return "unknown"
    return f"{value.lo}..{value.hi} {value.prec}" if value.lo != value.hi else f"{value.lo} {value.prec}"


WHOLE = [
    ("signed on 12 May 1994", "1994-05-12 day", "day month year"),
    ("signed on 12th May 1994", "1994-05-12 day", "ordinal"),
    ("signed on the 12th of May, 1994", "1994-05-12 day", "the 12th of May, 1994"),
    ("signed on May 12, 1994", "1994-05-12 day", "month day, year"),
    ("signed on May 12th 1994", "1994-05-12 day", "month ordinal year"),
    ("signed on 1994-05-12", "1994-05-12 day", "ISO"),
    ("signed on 12.05.1994", "1994-05-12 day", "dotted"),
    ("signed on 22/05/1994", "1994-05-22 day", "slashes, day first by necessity"),
    ("signed on 05/22/1994", "1994-05-22 day", "slashes, month first by necessity"),
    ("signed on 05/06/1994", "1994-01-01..1994-12-31 year", "slashes that may be either: the year only"),
    ("signed on 12 MAY 1994", "1994-05-12 day", "capitals"),
    ("signed on 12 may 1994", "1994-05-12 day", "lower case"),
    ("signed on Sept. 3, 1994", "1994-09-03 day", "abbreviated month"),
    ("signed on 3 Sept. 1994", "1994-09-03 day", "day before an abbreviated month"),
    ("signed on Nov 3, 1994", "1994-11-03 day", "short month"),
    ("signed in May 1994", "1994-05-01..1994-05-31 month", "month"),
    ("signed in February 1996", "1996-02-01..1996-02-29 month", "month of a leap year"),
    ("signed in early May 1994", "1994-05-01..1994-05-10 month", "early: days 1 to 10"),
    ("signed in mid-May 1994", "1994-05-11..1994-05-20 month", "mid: days 11 to 20"),
    ("signed in late May 1994", "1994-05-21..1994-05-31 month", "late: from day 21"),
    ("signed at the end of May 1994", "1994-05-21..1994-05-31 month", "end of"),
    ("signed at the beginning of May 1994", "1994-05-01..1994-05-10 month", "beginning of"),
    ("signed in 1994", "1994-01-01..1994-12-31 year", "year"),
    ("signed in late 1994", "1994-09-01..1994-12-31 year", "late in a year"),
    ("signed in early 1994", "1994-01-01..1994-04-30 year", "early in a year"),
    ("signed in the spring of 1994", "1994-03-01..1994-05-31 season", "spring"),
    ("signed in autumn 1994", "1994-09-01..1994-11-30 season", "autumn"),
    ("signed in winter 1994", "1994-12-01..1995-02-28 season", "winter reaches into the next year"),
    ("lasted from 3 to 9 May 1994", "1994-05-03..1994-05-09 day", "days of one month"),
    ("lasted 3-9 May 1994", "1994-05-03..1994-05-09 day", "days with a hyphen"),
    ("lasted May 3-9, 1994", "1994-05-03..1994-05-09 day", "days after the month"),
    ("lasted from 28 May to 3 June 1994", "1994-05-28..1994-06-03 day", "days of two months"),
    ("lasted from 28 December 1994 to 3 January 1995", "1994-12-28..1995-01-03 day", "days of two years"),
    ("lasted from May to July 1994", "1994-05-01..1994-07-31 month", "months"),
]


@pytest.mark.parametrize(("text", "expected", "why"), WHOLE, ids=[why for _, _, why in WHOLE])
def test_dates_with_a_year(text: str, expected: str, why: str) -> None:
    assert meaning(text) == [expected]


def test_span_is_the_words_of_the_date() -> None:
    text = "The truce of 12 May 1994 was renewed on June 3, 1995."
    assert [text[d.start : d.end] for d in find(text)] == ["12 May 1994", "June 3, 1995"]


def test_two_dates_joined_by_and_are_two() -> None:
    assert meaning("signed on 3 May 1994 and 9 June 1994") == ["1994-05-03 day", "1994-06-09 day"]


def test_dates_between_two_days_are_a_range() -> None:
    assert meaning("between 3 May 1994 and 9 June 1994") == ["1994-05-03..1994-06-09 day"]


RELATIVE = [
    ("broke two weeks later", "week", 2, "narrative", "weeks later"),
    ("broke three days earlier", "day", -3, "narrative", "days earlier"),
    ("a month ago", "month", -1, "writing", "ago counts from the day of writing"),
    ("broke the next day", "day", 1, "narrative", "the next day"),
    ("broke the following morning", "day", 1, "narrative", "the following morning"),
    ("broke the same day", "day", 0, "narrative", "the same day"),
    ("had begun the previous night", "day", -1, "narrative", "the previous night"),
    ("said yesterday", "day", -1, "writing", "yesterday"),
    ("begins tomorrow", "day", 1, "writing", "tomorrow"),
    ("said today", "day", 0, "writing", "today"),
    ("will begin next week", "week", 1, "writing", "next week"),
    ("began last month", "month", -1, "writing", "last month"),
    ("ended last year", "year", -1, "writing", "last year"),
    ("ended a couple of days later", "day", 2, "narrative", "a couple of days"),
]


@pytest.mark.parametrize(
    ("text", "unit", "amount", "base", "why"), RELATIVE, ids=[row[-1] for row in RELATIVE]
)
def test_dates_counted_from_another_day(text: str, unit: str, amount: int, base: str, why: str) -> None:
    (item,) = find(text)
    assert (item.kind, item.unit, item.amount, item.base) == ("offset", unit, amount, base)


@pytest.mark.parametrize(
    "text", ["two days after the battle", "weeks before the vote", "several days into the siege"]
)
def test_dates_counted_from_an_undated_event_are_vague(text: str) -> None:
    (item,) = find(text)
    assert item.kind == "vague"
    assert resolve(item, Narrative()) is None


@pytest.mark.parametrize(
    ("text", "number"), [("on Monday", 0), ("late Friday", 4), ("on SUNDAY", 6), ("last wednesday", 2)]
)
def test_weekdays(text: str, number: int) -> None:
    (item,) = find(text)
    assert (item.kind, item.weekday) == ("weekday", number)


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("on 3 May", 5, 3),
        ("on March 3", 3, 3),
        ("in March", 3, None),
        ("by early May", 5, None),
        ("since September", 9, None),
    ],
)
def test_dates_without_a_year_stay_partial(text: str, month: int, day: int | None) -> None:
    (item,) = find(text)
    assert (item.year, item.month, item.day) == (None, month, day)
    assert resolve(item, Narrative()) is None


@pytest.mark.parametrize(
    ("text", "preposition"),
    [
        ("since 3 May 1994", "since"),
        ("until 3 May 1994", "until"),
        ("by 3 May 1994", "by"),
        ("from 3 May 1994", "from"),
        ("after 3 May 1994", "after"),
        ("on 3 May 1994", "on"),
    ],
)
def test_preposition_before_a_date_is_kept(text: str, preposition: str) -> None:
    (item,) = find(text)
    assert item.preposition == preposition


TRAPS = [
    ("The parties may sign soon after.", [], "modal may"),
    ("They may 2 or 3 times a week shell the road.", [], "modal may before a number"),
    ("Troops march on the capital.", [], "the verb march"),
    ("The March on Rome was long over.", [], "the noun March before on"),
    ("Resolution 1701 was adopted.", [], "resolution"),
    ("Under resolutions 1556 and the charter", [], "resolutions"),
    ("They lost 1,900 men.", [], "thousands with a comma"),
    ("Some 2000 troops withdrew.", [], "troops"),
    ("About 1990 soldiers withdrew.", [], "soldiers"),
    ("They withdrew 1950 km from there.", [], "kilometres"),
    ("It cost $2010 a head.", [], "money"),
    ("Article 1995 of the code", [], "article"),
    ("Unit 2014 was disbanded.", [], "unit"),
    ("The 17th parallel divides the country.", [], "parallel"),
    ("on the 3rd anniversary", [], "ordinal of an anniversary"),
    ("by the 4th brigade", [], "ordinal of a brigade"),
    ("a ratio of 3/4", [], "fraction"),
    ("Version 3.5.2 of the plan", [], "version number"),
    ("31 killed and 40 wounded", [], "counts"),
    ("dated 45 May 1994", ["1994-05-01..1994-05-31 month"], "no 45th of May"),
]


@pytest.mark.parametrize(("text", "expected", "why"), TRAPS, ids=[why for _, _, why in TRAPS])
def test_what_only_looks_like_a_date(text: str, expected: list[str], why: str) -> None:
    assert [show(resolve(item, Narrative())) for item in find(text) if item.kind == "calendar"] == expected


def test_impossible_day_of_a_month_is_unknown() -> None:
    assert meaning("signed on 31 June 1994") == ["unknown"]
    assert meaning("signed on 29 February 1995") == ["unknown"]


def test_expressions_never_overlap() -> None:
    text = (
        "From 3 to 9 May 1994, on Friday 13 May 1994, in mid-May, the next day, 1995-05-12 and 2 weeks later."
    )
    found = find(text)
    assert len(found) >= 6
    for before, after in pairwise(found):
        assert before.end <= after.start


def test_only_the_given_part_of_the_text_is_read() -> None:
    text = "1 May 1994. 2 May 1995. 3 May 1996."
    found = find_dates(text, 12, 23)
    assert [text[d.start : d.end] for d in found] == ["2 May 1995"]


@pytest.mark.parametrize(
    ("text", "written", "parts"),
    [
        # In a chronology the year leads: the lead is read alone, without the colon behind it.
        ("1994, May 12", "1994, May 12", (1994, 5, 12)),
        # A blank written as &nbsp; is as wide as its letters.
        ("on 24      March 1994", "24      March 1994", (1994, 3, 24)),
    ],
    ids=["year first", "wide blank"],
)
def test_parts_of_one_date_stay_together(text: str, written: str, parts: tuple[int, int, int]) -> None:
    (item,) = find_dates(text, 0, len(text))
    assert text[item.start : item.end] == written
    assert (item.year, item.month, item.day) == parts


def test_the_day_before_counts_from_the_day_told_last_unless_it_says_before_what() -> None:
    (bare,) = find("They had met the day before.")
    assert (bare.kind, bare.unit, bare.amount) == ("offset", "day", -1)
    (told,) = find("They had met the day before the battle.")
    assert told.kind == "vague"


def test_next_monday_lies_ahead() -> None:
    (item,) = find("They will meet next Monday.")
    assert (item.kind, item.weekday, item.amount) == ("weekday", 0, 1)
