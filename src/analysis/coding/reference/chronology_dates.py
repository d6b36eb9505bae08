"""Dates as a coder writes them into a cell, read as intervals; nothing is imputed.

1994-05-12 · 12 May 1994 · May 12, 1994        the day
9/10/11 May 1994 · 30 April/1 May 1994         first and last of several days
1992-09-25..1992-10-09 · 8 May 1994 to 3 June 1994
1993-08 · August 1993 · early May 1994         a month, or days 1-10, 11-20, 21 to the end of it
spring 1993 · 1993                             a season (winter takes the year in which it ends), a year
by 1994-05-05 · ..1994-05-05                   that day or earlier
before 1994-05-05 · after May 1994             the day itself left out
from 1994-05-05 · 1994-05-05..                 that day or later
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

EXPECTED = "a date such as 1994-05-12, 9/10/11 May 1994, 1993-08, by 1994-05-05 or 1992-09-25..1992-10-09"
# From fine to coarse: an interval between two dates is as precise as the coarser of them.
_PRECISIONS = ("day", "month", "season", "year")
_SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9}
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"(\d{1,2})(?: ([a-z]+)\.?)?(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]+)\.? (\d{1,2}), ?(\d{4})")
_MONTH_YEAR = re.compile(r"(?:(early|mid|late)[ -])?([a-z]+)\.? (\d{4})")
_SEASON_YEAR = re.compile(r"(spring|summer|autumn|winter) (\d{4})")
_BOUND = re.compile(r"(by|before|after|from|since) (.+)")
_SEVERAL = re.compile(r" ?(?:/|,| and |&|-) ?")
_NUMBERS_ONLY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")


class CellProblem(ValueError):
    """A cell that cannot be read: `expected` says what would be, `advice` what to do."""

    def __init__(self, expected: str, advice: str = "correct the cell") -> None:
        super().__init__(expected)
        self.expected, self.advice = expected, advice


@dataclass(frozen=True)
class Interval:
    """Days from `lo` to `hi`, both included, with the precision of the codebook.

    `before` has no lo, `after` no hi, `none` neither.
    """

    lo: date | None
    hi: date | None
    prec: str

    def __str__(self) -> str:
        """As in the tables: a single day, or lo/hi with .. for an open end; empty where no day is told."""
        if self.lo is None and self.hi is None:
            return ""
        if self.lo == self.hi:
            return str(self.lo)
        return f"{self.lo or '..'}/{self.hi or '..'}"


UNDATED = Interval(None, None, "none")


def parse_date(cell: str) -> Interval:
    """Read one date cell. Raises CellProblem for a cell that says no date, or says it in two ways."""
    text = " ".join(cell.replace("–", "-").split()).lower()
    if _NUMBERS_ONLY.fullmatch(text):
        raise CellProblem(
            EXPECTED, "numbers alone can be read in two ways; write the month in letters or the year first"
        )
    bound = _BOUND.fullmatch(text)
    if bound:
        return _BOUNDS[bound[1]](parse_date(bound[2]))
    if ".." in text or " to " in text:
        return _parse_span(*re.split(r"\.\.| to ", text, maxsplit=1))
    return _parse_plain(text)


def _by(found: Interval) -> Interval:
    return Interval(None, _closed(found).hi, "before")


def _before(found: Interval) -> Interval:
    lo = _closed(found).lo
    return Interval(None, lo - timedelta(days=1) if lo else None, "before")


def _after(found: Interval) -> Interval:
    hi = _closed(found).hi
    return Interval(hi + timedelta(days=1) if hi else None, None, "after")


def _from(found: Interval) -> Interval:
    return Interval(_closed(found).lo, None, "after")


_BOUNDS: dict[str, Callable[[Interval], Interval]] = {
    "by": _by, "before": _before, "after": _after, "from": _from, "since": _from,
}  # fmt: skip


def _closed(found: Interval) -> Interval:
    if found.lo is None or found.hi is None:
        raise CellProblem(EXPECTED, "name one bound, or both as first..last")
    return found


def _parse_span(first: str, last: str) -> Interval:
    if not first.strip():
        return _by(parse_date(last.strip()))
    if not last.strip():
        return _from(parse_date(first.strip()))
    return _span(_closed(parse_date(first.strip())), _closed(parse_date(last.strip())))


def _span(first: Interval, last: Interval) -> Interval:
    if first.lo is None or last.hi is None or first.lo > last.hi:
        raise CellProblem("the earlier date first", "put the dates in order")
    return Interval(first.lo, last.hi, max(first.prec, last.prec, key=_PRECISIONS.index))


def _parse_plain(text: str) -> Interval:
    if iso := _ISO.fullmatch(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if month := _ISO_MONTH.fullmatch(text):
        return _month(int(month[1]), int(month[2]))
    if _YEAR.fullmatch(text):
        return Interval(date(_year(text), 1, 1), date(_year(text), 12, 31), "year")
    if season := _SEASON_YEAR.fullmatch(text):
        return _season(season[1], _year(season[2]))
    if us := _MONTH_DAY.fullmatch(text):
        return _day(_year(us[3]), _month_number(us[1]), int(us[2]))
    if named := _MONTH_YEAR.fullmatch(text):
        return _month(_year(named[3]), _month_number(named[2]), named[1])
    return _parse_several(text)


def _parse_several(text: str) -> Interval:
    """'9/10/11 May 1994': month and year are taken from the next item that has them."""
    items = re.split(r" ?/ ?", text) if _ISO.search(text) else _SEVERAL.split(text)
    month = year = None
    days: list[Interval] = []
    for item in reversed(items):
        if _ISO.fullmatch(item):
            days.append(_parse_plain(item))
            continue
        found = _DAY.fullmatch(item)
        if not found:
            raise CellProblem(EXPECTED)
        month = _month_number(found[2]) if found[2] else month
        year = _year(found[3]) if found[3] else year
        if month is None or year is None:
            raise CellProblem(EXPECTED, "name the month and the year")
        days.append(_day(year, month, int(found[1])))
    return _in_order(days[::-1])


def _in_order(days: list[Interval]) -> Interval:
    for earlier, later in pairwise(days):
        _span(earlier, later)
    return Interval(days[0].lo, days[-1].hi, "day")


def _year(text: str) -> int:
    if not 1900 <= int(text) <= 2100:
        raise CellProblem("a year between 1900 and 2100")
    return int(text)


def _month_number(name: str) -> int:
    if name not in _MONTHS:
        raise CellProblem(EXPECTED, "write the month in English, or as a number after the year")
    return _MONTHS[name]


def _day(year: int, month: int, day: int) -> Interval:
    try:
        found = date(_year(str(year)), month, day)
    except ValueError as error:
        if isinstance(error, CellProblem):
            raise
        raise CellProblem("a day of the calendar") from None
    return Interval(found, found, "day")


def _month(year: int, month: int, part: str | None = None) -> Interval:
    if not 1 <= month <= 12:
        raise CellProblem("a month from 01 to 12")
    last = calendar.monthrange(_year(str(year)), month)[1]
    first_day, last_day = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(part or "", (1, last))
    return Interval(date(year, month, first_day), date(year, month, last_day), "month")


def _season(name: str, year: int) -> Interval:
    first = date(year - 1 if name == "winter" else year, _SEASONS[name], 1)
    month = _SEASONS[name] % 12 + 2
    return Interval(first, date(year, month, calendar.monthrange(year, month)[1]), "season")
