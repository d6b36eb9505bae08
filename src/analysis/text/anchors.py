"""From a date as written to the interval of days it can mean, and how that was found.

Order of anchors: explicit year > chronology lead > anniversary arithmetic > last full date of the fragment > the
only year of the fragment > dateline > day of publication. Without an anchor a date stays partial: it is not guessed.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

from analysis.text.date_expressions import DateExpression

# Narrated dates run forward, with short looks back: a month just before the anchor is more likely a look back.
_LOOK_BACK = timedelta(days=75)
# The month a winter begins in, and the last that may be told of it and what follows.
_WINTER, _SPRING_ENDS = 12, 5
# Words before a day that is still to come.
_UP_TO = frozenset(("by", "until", "till"))
# How far ahead of the day of writing a day without its year may lie.
_AHEAD = timedelta(days=45)


@dataclass(frozen=True)
class DateValue:
    """An interval of days, both ends included; `prec` as in the codebook; `method` says how it was found."""

    lo: date | None
    hi: date | None
    prec: str
    method: str

    @property
    def iso(self) -> str | None:
        """The date as an ISO prefix at its own precision (a bound for `before` and `after`)."""
        if self.prec in ("none", ""):
            return None
        if self.prec == "before":
            return self.hi.isoformat() if self.hi else None
        if self.lo is None:
            return None
        if self.prec in ("day", "after"):
            return self.lo.isoformat()
        if self.prec in ("week", "month"):
            return self.lo.isoformat()[:7]
        return self.lo.isoformat()[:4]


@dataclass
class Narrative:
    """What a reader knows of the time while reading: moves forward with the text."""

    published: date | None = None
    lead: DateValue | None = None
    anniversary: DateValue | None = None
    last: DateValue | None = None
    only_year: int | None = None
    dateline: date | None = None
    title_year: int | None = None
    # A list of days is read, each later than the one before.
    onwards: bool = False
    background: list[int] = field(default_factory=list)

    def note(self, value: DateValue, expression: DateExpression) -> None:
        """Move the narrative to `value`; bare years move it only from the head of a sentence (the caller decides)."""
        if value.lo and value.prec in ("day", "week", "month", "season", "year"):
            self.last = value

    def restart(self) -> None:
        """A new fragment begins: nothing of the last one counts."""
        self.last = self.anniversary = self.lead = self.dateline = None
        self.only_year = None


def resolve(expression: DateExpression, narrative: Narrative) -> DateValue | None:
    """Return the interval that `expression` means in its `narrative`, or None where it cannot be known."""
    resolver = {"calendar": _resolve_calendar, "offset": _resolve_offset, "weekday": _resolve_weekday}
    try:
        return resolver[expression.kind](expression, narrative) if expression.kind in resolver else None
    except (OverflowError, ValueError):
        # Counted from the first or the last year that a calendar has.
        return None


def _resolve_calendar(item: DateExpression, narrative: Narrative) -> DateValue | None:
    if item.year is not None:
        return _interval(item, item.year, "explicit")
    if item.month is None:
        return _resolve_day_only(item, narrative)
    found = _year_for(item, narrative)
    if found is not None and item.weekday is not None:
        found = _year_by_weekday(item, *found)
    return _interval(item, found[0], found[1]) if found else None


def _resolve_day_only(item: DateExpression, narrative: Narrative) -> DateValue | None:
    """'on the 25th': in the month last spoken of; a day well before the last one told lies in the next month."""
    anchor, last = narrative.lead or narrative.last, narrative.last
    if narrative.lead is not None and last is not None and _is_within(last, narrative.lead):
        # "June-July: ... on July 27 they sign, and by the 30th shells are falling"
        anchor = last
    if anchor is None or anchor.lo is None or anchor.prec not in ("day", "week", "month") or item.day is None:
        return None
    months = anchor.lo.year * 12 + anchor.lo.month - 1
    if anchor.prec == "day" and item.day < anchor.lo.day - 12:
        months += 1
    try:
        day = date(months // 12, months % 12 + 1, item.day)
    except ValueError:
        return None
    return DateValue(day, day, "day", "lead" if narrative.lead else "last_date")


def _is_within(last: DateValue, lead: DateValue) -> bool:
    if last.lo is None or lead.lo is None or lead.hi is None or last.prec != "day":
        return False
    return lead.lo <= last.lo <= lead.hi


def _year_for(item: DateExpression, narrative: Narrative) -> tuple[int, str] | None:
    month, day = item.month or 1, item.day or 15
    if item.amount:
        return _year_ahead(item, narrative)
    writing = narrative.dateline or narrative.published
    if item.preposition in ("this", "last") and writing:
        # "last August" is none that has just ended.
        before = writing - _AHEAD - timedelta(days=1) if item.preposition == "last" else writing
        return _latest_year(before, month, day), "published"
    if narrative.lead and narrative.lead.lo:
        return _year_in_entry(item, narrative, narrative.lead.lo, narrative.lead.prec), "lead"
    if narrative.anniversary and narrative.anniversary.lo:
        return narrative.anniversary.lo.year, "anniversary"
    if narrative.last and narrative.last.lo:
        return _year_by_last(item, narrative, narrative.last.lo), "last_date"
    if narrative.only_year:
        return _told_by(writing, narrative.only_year, month, day), "only_year"
    if narrative.title_year:
        return _told_by(writing, narrative.title_year, month, day), "title"
    for anchor, method in ((narrative.dateline, "dateline"), (narrative.published, "published")):
        if anchor:
            return _latest_year(anchor, month, day), method
    return None


def _told_by(writing: date | None, year: int, month: int, day: int) -> int:
    """The year, or the one before where the day would lie well after the day of writing."""
    return year - (writing is not None and _safe_date(year, month, day) > writing + _AHEAD)


def _year_in_entry(item: DateExpression, narrative: Narrative, entry: date, prec: str) -> int:
    """The year of a day told in an entry of a chronology."""
    month, day = item.month or 1, item.day or 15
    if item.preposition in _UP_TO and prec == "day":
        return entry.year + (_safe_date(entry.year, month, day) < entry)
    entry = _come_to(narrative, entry)
    # "On 8 January they declare one ... fighting resumes in May": a month to come, unless the last is nearer.
    reach = 2.0 if item.day is not None else 1.0 if item.preposition == "in" else 0.0
    year = _year_by_lead(entry, month, day, prec, reach)
    writing = narrative.dateline or narrative.published
    return _told_by(max(writing, entry) if writing else None, year, month, day)


def _year_by_weekday(item: DateExpression, year: int, method: str) -> tuple[int, str]:
    """'Wednesday, 8 September': of the years about the one that the text speaks of, the one that the weekday fits."""
    for candidate in (year, year + 1, year - 1):
        if _safe_date(candidate, item.month or 1, item.day or 1).weekday() == item.weekday:
            return candidate, method
    return year, method


def _year_ahead(item: DateExpression, narrative: Narrative) -> tuple[int, str] | None:
    """'The following January', 'January of the next year': counted from the day that the text has come to."""
    anchor = narrative.last or narrative.lead
    if anchor is None or anchor.lo is None or item.month is None:
        return None
    method = "last_date" if narrative.last else "lead"
    if item.unit == "year":
        return anchor.lo.year + 1, method
    return anchor.lo.year + (item.month <= anchor.lo.month), method


def _nearest_year(anchor: date, month: int, day: int, prec: str, onwards: bool = False) -> int:
    if prec == "season":
        # "in the winter of 1994-95 ... on 10 January"
        return anchor.year + (anchor.month == _WINTER and month <= _SPRING_ENDS)
    if prec == "year":
        return anchor.year
    best = anchor.year
    for year in (anchor.year, anchor.year + 1, anchor.year - 1):
        candidate = _safe_date(year, month, day)
        if (
            anchor - _LOOK_BACK <= candidate <= anchor + timedelta(days=365) - _LOOK_BACK
            and year != anchor.year
        ):
            current = _safe_date(anchor.year, month, day)
            # Stay in the anchor's year unless that would be a look far back and the next year is close.
            if current < anchor - timedelta(days=200) and year == anchor.year + 1:
                best = year
    if best == anchor.year and anchor.month <= 2 and month >= 11 and not onwards:
        best = anchor.year - 1
    return best


def _latest_year(anchor: date, month: int, day: int) -> int:
    """The year of the last such day on or (a week of announcements ahead) just after `anchor`."""
    candidate = _safe_date(anchor.year, month, day)
    return anchor.year if candidate <= anchor + _AHEAD else anchor.year - 1


def _year_by_last(item: DateExpression, narrative: Narrative, last: date) -> int:
    """The year of a day told after another: 'on 22 February', told at the end of December, has happened before the
    day of writing; 'on 20 May', told after October, lies between them where the writing is later."""
    month, day = item.month or 1, item.day or 15
    prec = narrative.last.prec if narrative.last else "day"
    if item.preposition == "since" and prec == "day":
        # "On 27 August 2003 they left the ceasefire, in place since January."
        return last.year - (_safe_date(last.year, month, day) > last)
    year = _nearest_year(last, month, day, prec, narrative.onwards)
    writing = narrative.dateline or narrative.published
    if writing is None:
        return year
    if last <= writing < _safe_date(year, month, day) - _AHEAD:
        return year - 1
    latest = _latest_year(writing, month, day)
    between = prec == "day" and _safe_date(year, month, day) < last and latest == year + 1
    return latest if between else year


def _year_by_lead(entry: date, month: int, day: int, prec: str, reach: float) -> int:
    """The year of the last such day before the day of an entry, or of one just after it; with a `reach`, or of one so
    many times nearer than the last was."""
    if prec != "day":
        return _nearest_year(entry, month, day, prec)
    back = entry.year - (_safe_date(entry.year, month, day) > entry)
    since, until = entry - _safe_date(back, month, day), _safe_date(back + 1, month, day) - entry
    ahead = until <= _AHEAD or (reach > 0 and reach * until < since)
    return back + ahead


def _come_to(narrative: Narrative, entry: date) -> date:
    """How far an entry has come: "16 February 2009: ... On 24 February they extend it. On 26 April the army ..."."""
    last = narrative.last
    told = last.lo if last is not None and last.prec == "day" and last.lo is not None else entry
    return told if entry < told <= entry + timedelta(days=365) else entry


def _safe_date(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _interval(item: DateExpression, year: int, method: str) -> DateValue | None:
    if item.month is None:
        return _year_interval(item, year, method)
    if item.season:
        first = date(year, item.month, 1)
        last_month, last_year = (item.month + 2, year) if item.month < 12 else (2, year + 1)
        return DateValue(first, _month_end(last_year, last_month), "season", method)
    if item.day is None:
        return _month_interval(item, year, method)
    try:
        first = date(year, item.month, item.day)
        if item.day2 is None:
            return DateValue(first, first, "day", method)
        last_month = item.month2 or item.month
        last_year = item.year2 or (year if last_month >= item.month else year + 1)
        last = date(last_year, last_month, item.day2)
    except ValueError:
        return None
    if last < first:
        return DateValue(first, first, "day", method)
    return DateValue(first, last, "day", method)


def _month_interval(item: DateExpression, year: int, method: str) -> DateValue:
    month = item.month or 1
    if item.month2:
        last_year = item.year2 or (year if item.month2 >= month else year + 1)
        return DateValue(date(year, month, 1), _month_end(last_year, item.month2), "month", method)
    # The codebook's thirds of a month: days 1-10, 11-20, 21 to the end.
    if item.part == "early":
        return DateValue(date(year, month, 1), date(year, month, 10), "month", method)
    if item.part == "mid":
        return DateValue(date(year, month, 11), date(year, month, 20), "month", method)
    if item.part == "late":
        return DateValue(date(year, month, 21), _month_end(year, month), "month", method)
    return DateValue(date(year, month, 1), _month_end(year, month), "month", method)


def _year_interval(item: DateExpression, year: int, method: str) -> DateValue:
    thirds = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
    first, last = thirds.get(item.part, (1, 12))
    return DateValue(date(year, first, 1), _month_end(year, last), "year", method)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _resolve_offset(item: DateExpression, narrative: Narrative) -> DateValue | None:
    anchor, method = _offset_anchor(item, narrative)
    if anchor is None or anchor.lo is None:
        return None
    if item.unit == "few_days":
        return _few_days_after(anchor, method)
    if item.unit == "soon":
        return DateValue(anchor.hi or anchor.lo, date((anchor.hi or anchor.lo).year, 12, 31), "year", method)
    if item.unit == "year":
        year = anchor.lo.year + item.amount
        return DateValue(date(year, 1, 1), date(year, 12, 31), "year", method)
    if item.unit == "month":
        if anchor.prec == "year":
            return None
        months = anchor.lo.year * 12 + anchor.lo.month - 1 + item.amount
        return DateValue(
            date(months // 12, months % 12 + 1, 1), _month_end(months // 12, months % 12 + 1), "month", method
        )
    if anchor.prec in ("year", "season", "month") and not (item.unit == "week" and anchor.prec == "month"):
        # Counting days from a month gives no day; the same day of an unknown day is that month.
        return DateValue(anchor.lo, anchor.hi, anchor.prec, method) if item.amount == 0 else None
    return _shift_days(item, anchor, method)


def _few_days_after(anchor: DateValue, method: str) -> DateValue | None:
    """'A few days later': two to ten, where the day that they follow is known."""
    if anchor.prec != "day" or anchor.hi is None:
        return None
    first, last = anchor.hi + timedelta(days=2), anchor.hi + timedelta(days=10)
    return DateValue(first, last, "month" if first.month == last.month else "year", method)


def _shift_days(item: DateExpression, anchor: DateValue, method: str) -> DateValue | None:
    if anchor.lo is None or anchor.prec == "month":
        return None
    base_lo, base_hi = anchor.lo, anchor.hi or anchor.lo
    if item.unit in ("day", "hour"):
        days = item.amount if item.unit == "day" else 0
        # After a range of days ("1 to 2 December"), the next day is the one after its end.
        base_lo = base_hi if days > 0 else base_lo
        return DateValue(base_lo + timedelta(days=days), base_hi + timedelta(days=days), "day", method)
    days = item.amount * (14 if item.unit == "fortnight" else 7)
    if item.amount == 0 or item.base == "writing":
        monday = base_lo + timedelta(days=days) - timedelta(days=base_lo.weekday())
        return DateValue(monday, monday + timedelta(days=6), "week", method)
    return DateValue(base_lo + timedelta(days=days), base_hi + timedelta(days=days), "day", method)


def _offset_anchor(item: DateExpression, narrative: Narrative) -> tuple[DateValue | None, str]:
    writing = narrative.dateline or narrative.published
    if item.base == "writing":
        if narrative.lead:
            return narrative.lead, "lead"
        if writing:
            return DateValue(writing, writing, "day", ""), "published"
        return (narrative.anniversary, "anniversary") if narrative.anniversary else (None, "")
    if narrative.last:
        return narrative.last, "last_date"
    if narrative.lead:
        return narrative.lead, "lead"
    if writing:
        return DateValue(writing, writing, "day", ""), "published"
    return None, ""


def _resolve_weekday(item: DateExpression, narrative: Narrative) -> DateValue | None:
    """The last such weekday up to the anchor; the next one where the words around it look ahead."""
    if item.weekday is None:
        return None
    anchor, method = None, ""
    if narrative.lead and narrative.lead.lo and narrative.lead.prec == "day":
        anchor, method = narrative.lead.lo, "lead"
    elif narrative.dateline or narrative.published:
        anchor = narrative.dateline or narrative.published
        method = "dateline" if narrative.dateline else "published"
    elif narrative.last and narrative.last.prec == "day" and narrative.last.lo:
        # Without a day of writing, a weekday after a full date is the next one told.
        ahead = (item.weekday - narrative.last.lo.weekday()) % 7
        day = narrative.last.lo + timedelta(days=ahead)
        return DateValue(day, day, "day", "last_date")
    if anchor is None:
        return None
    ahead, back = (item.weekday - anchor.weekday()) % 7, (anchor.weekday() - item.weekday) % 7
    # "from Wednesday" may have begun: the nearer one is meant.
    begins = (
        item.base == "begins" or item.preposition in ("from", "starting", "beginning")
    ) and ahead <= back
    if item.amount or begins or item.preposition in ("next", "until", "till", "by"):
        day = anchor + timedelta(days=ahead)
    else:
        day = anchor - timedelta(days=back)
    return DateValue(day, day, "day", method)
