"""From written dates to days: what a date without a year is anchored to, and when it is left open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analysis.text.anchors import DateValue, Narrative, resolve
from analysis.text.dates import find_dates


def day(text: str) -> DateValue:
    found = date.fromisoformat(text)
    return DateValue(found, found, "day", "explicit")


def year(number: int) -> DateValue:
    return DateValue(date(number, 1, 1), date(number, 12, 31), "year", "explicit")


def month(number: int, which: int, last: int) -> DateValue:
    return DateValue(date(number, which, 1), date(number, which, last), "month", "explicit")


def read(text: str, **known: Any) -> tuple[str, str] | None:
    """The first date of `text` as (`lo..hi prec`, method), None where it stays unknown."""
    (item, *_) = find_dates(text, 0, len(text))
    value = resolve(item, Narrative(**known))
    if value is None:
        return None
    span = str(value.lo) if value.lo == value.hi else f"{value.lo}..{value.hi}"
    return f"{span} {value.prec}", value.method


ALL: dict[str, Any] = {
    "lead": day("1991-03-01"),
    "anniversary": year(1992),
    "last": day("1993-03-01"),
    "only_year": 1994,
    "title_year": 1995,
    "dateline": date(1996, 6, 1),
    "published": date(1997, 6, 1),
}


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        (0, ("1991-04-08 day", "lead")),
        (1, ("1992-04-08 day", "anniversary")),
        (2, ("1993-04-08 day", "last_date")),
        (3, ("1994-04-08 day", "only_year")),
        (4, ("1995-04-08 day", "title")),
        (5, ("1996-04-08 day", "dateline")),
        (6, ("1997-04-08 day", "published")),
        (7, None),
    ],
)
def test_order_of_anchors(gone: int, expected: tuple[str, str] | None) -> None:
    """Each anchor decides once those before it are missing; without any the date stays open."""
    known = dict(list(ALL.items())[gone:])
    assert read("on 8 April", **known) == expected


def test_a_year_of_its_own_needs_no_anchor() -> None:
    assert read("on 8 April 1988", **ALL) == ("1988-04-08 day", "explicit")


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("on 8 May", day("1993-03-01"), "1993-05-08 day"),
        ("on 8 January", day("1993-03-01"), "1993-01-08 day"),
        ("on 8 January", day("1993-11-20"), "1994-01-08 day"),
        ("on 20 December", day("1993-01-05"), "1992-12-20 day"),
        ("in October", day("1993-03-01"), "1993-10-01..1993-10-31 month"),
        ("on 8 January", year(1993), "1993-01-08 day"),
        ("on 20 December", year(1993), "1993-12-20 day"),
        ("in January", month(1993, 12, 31), "1994-01-01..1994-01-31 month"),
    ],
    ids=[
        "later in the same year",
        "a short look back",
        "over the turn of the year",
        "back over the turn of the year",
        "a month ahead",
        "an anchor of a year keeps the year",
        "even in December",
        "a month after a month",
    ],
)
def test_narrative_runs_forward(text: str, last: DateValue, expected: str) -> None:
    assert read(text, last=last) == (expected, "last_date")


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("two weeks later", day("1993-03-01"), "1993-03-15 day"),
        ("the next day", day("1993-02-28"), "1993-03-01 day"),
        ("the same day", day("1993-03-01"), "1993-03-01 day"),
        ("three days earlier", day("1993-03-01"), "1993-02-26 day"),
        ("the previous night", day("1993-03-01"), "1993-02-28 day"),
        ("two months later", day("1993-11-20"), "1994-01-01..1994-01-31 month"),
        ("a year later", day("1993-03-01"), "1994-01-01..1994-12-31 year"),
        ("the same day", month(1993, 3, 31), "1993-03-01..1993-03-31 month"),
        ("on the 25th", day("1993-03-20"), "1993-03-25 day"),
        ("on the 2nd", day("1993-03-28"), "1993-04-02 day"),
        ("on the 25th", month(1993, 3, 31), "1993-03-25 day"),
    ],
)
def test_dates_counted_from_the_last_one_told(text: str, last: DateValue, expected: str) -> None:
    assert read(text, last=last) == (expected, "last_date")


def test_the_day_after_a_range_follows_its_end() -> None:
    held = DateValue(date(1993, 12, 1), date(1993, 12, 2), "day", "explicit")
    assert read("the next day", last=held) == ("1993-12-03 day", "last_date")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday", ("2021-06-09 day", "published")),
        ("tomorrow", ("2021-06-11 day", "published")),
        ("today", ("2021-06-10 day", "published")),
        ("three days ago", ("2021-06-07 day", "published")),
        ("next week", ("2021-06-14..2021-06-20 week", "published")),
        ("last week", ("2021-05-31..2021-06-06 week", "published")),
        ("last month", ("2021-05-01..2021-05-31 month", "published")),
        ("last year", ("2020-01-01..2020-12-31 year", "published")),
        ("on Thursday", ("2021-06-10 day", "published")),
        ("on Monday", ("2021-06-07 day", "published")),
        ("on Friday", ("2021-06-04 day", "published")),
        ("from Friday", ("2021-06-11 day", "published")),
        ("until Monday", ("2021-06-14 day", "published")),
    ],
)
def test_dates_counted_from_the_day_of_writing(text: str, expected: tuple[str, str]) -> None:
    """Published on Thursday, 10 June 2021."""
    assert read(text, published=date(2021, 6, 10)) == expected


def test_weekday_goes_by_the_dateline_before_the_publication() -> None:
    known = {"dateline": date(2021, 6, 8), "published": date(2021, 6, 10)}
    assert read("on Monday", **known) == ("2021-06-07 day", "dateline")


def test_weekday_goes_by_the_chronology_lead_first() -> None:
    known = {"lead": day("1994-05-12"), "published": date(2021, 6, 10)}
    assert read("on Monday", **known) == ("1994-05-09 day", "lead")


def test_weekday_after_a_told_day_is_the_next_one() -> None:
    assert read("on Monday", last=day("1994-05-12")) == ("1994-05-16 day", "last_date")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("on 8 April", {}),
        ("in April", {}),
        ("on Monday", {}),
        ("yesterday", {}),
        ("the next day", {}),
        ("on the 25th", {}),
        ("on the 25th", {"last": year(1993)}),
        ("on the 31st", {"last": month(1993, 4, 30)}),
        ("three days later", {"last": month(1993, 3, 31)}),
        ("two months later", {"last": year(1993)}),
        ("on Monday", {"last": year(1993)}),
        ("yesterday", {"last": day("1993-03-01")}),
        ("two days after the battle", ALL),
        ("on 30 February", {"published": date(2021, 6, 10)}),
    ],
)
def test_what_cannot_be_known_is_not_guessed(text: str, known: dict[str, Any]) -> None:
    assert read(text, **known) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 8 May", "2021-05-08"),
        ("on 8 July", "2021-07-08"),
        ("on 8 November", "2020-11-08"),
        ("in December", "2020-12-01"),
    ],
    ids=["past", "some weeks ahead", "far ahead is last year", "a month far ahead"],
)
def test_publication_gives_the_last_such_day(text: str, expected: str) -> None:
    found = read(text, published=date(2021, 6, 10))
    assert found is not None
    assert found[0].startswith(expected)


def test_a_new_fragment_forgets_the_old_anchors() -> None:
    narrative = Narrative(**ALL)
    narrative.restart()
    assert (narrative.lead, narrative.last, narrative.anniversary, narrative.dateline) == (
        None,
        None,
        None,
        None,
    )
    assert (narrative.only_year, narrative.published) == (None, date(1997, 6, 1))


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (day("1994-05-12"), "1994-05-12"),
        (month(1994, 5, 31), "1994-05"),
        (DateValue(date(1994, 5, 9), date(1994, 5, 15), "week", ""), "1994-05"),
        (DateValue(date(1994, 3, 1), date(1994, 5, 31), "season", ""), "1994"),
        (year(1994), "1994"),
        (DateValue(None, date(1994, 5, 12), "before", ""), "1994-05-12"),
        (DateValue(date(1994, 5, 12), None, "after", ""), "1994-05-12"),
        (DateValue(None, None, "none", ""), None),
    ],
)
def test_iso_prefix_has_the_precision_of_the_date(value: DateValue, iso: str | None) -> None:
    assert value.iso == iso
