"""Dates, spans, counts and names in words, in one manner for the whole report.

Month names are written out or shortened to three letters, never numbered; a date that is known only as an
interval is said as one; a duration is said in the largest unit that fits.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]  # fmt: skip
Day = dt.date | None

_ISO_SPAN = re.compile(r"(?<!\S)(?P<lo>\d{4}-\d{2}-\d{2}|\.\.)(?:/|\.\.)(?P<hi>\d{4}-\d{2}-\d{2}|\.\.)(?!\S)")
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
DAYS_PER_YEAR = 365.2425
DAYS_PER_MONTH = DAYS_PER_YEAR / 12


def day_words(day: dt.date) -> str:
    """`10 October 2020`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_short(day: dt.date) -> str:
    """`10 Oct 2020`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def date_words(lo: Day, hi: Day, precision: str | None = None) -> str:
    """A date interval in a sentence: `on 10 October 2020`, `between ... and ...`, `by ...`."""
    if lo is None and hi is None:
        return "on a day not told"
    if lo is None or hi is None:
        return f"by {day_words(hi)}" if hi else f"on or after {day_words(_known(lo))}"
    if lo == hi:
        return f"on {day_words(lo)}"
    if _is_month(lo, hi):
        return f"in {MONTHS[lo.month - 1]} {lo.year}, day not told"
    if _is_year(lo, hi):
        return f"in {lo.year}, day not told"
    return f"between {_first_of_pair(lo, hi)} and {day_words(hi)}"


def date_short(lo: Day, hi: Day) -> str:
    """A date interval for a label or table cell: `10 Oct 2020`, `May 1994`, `25 Sep–9 Oct 1992`."""
    if lo is None and hi is None:
        return "not told"
    if lo is None or hi is None:
        return f"by {day_short(hi)}" if hi else f"from {day_short(_known(lo))} on"
    if lo == hi:
        return day_short(lo)
    if _is_month(lo, hi):
        return f"{MONTHS[lo.month - 1][:3]} {lo.year}"
    if _is_year(lo, hi):
        return str(lo.year)
    return range_short(lo, hi)


def range_short(first: dt.date, last: dt.date) -> str:
    """`1–16 May 1994`, `25 Sep–9 Oct 1992`, `23 Sep 1991–16 May 1994`."""
    if first == last:
        return day_short(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_short(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1][:3]}–{day_short(last)}"
    return f"{day_short(first)}–{day_short(last)}"


def days_words(days: int, up: bool = False) -> str:
    """A number of days in the largest fitting unit: `under a day`, `3 days`, `5 months`, `26 y 4 m`.

    Months are full months, as in a person's age; with `up` a begun month counts, as an upper bound asks.
    """
    if days <= 0:
        return "under a day"
    if days < 61:
        return count(days, "day")
    months = (math.ceil if up else math.floor)(days / DAYS_PER_MONTH)
    if months < 24:
        return count(months, "month")
    years, rest = divmod(months, 12)
    return f"{years} y {rest} m" if rest else f"{years} y"


def span_words(least: int | None, most: int | None) -> str:
    """A duration known as an interval of days: `at most 3 days`, `at least 5 days`, `3 to 7 days`."""
    if least is None and most is None:
        return "length not told"
    if most is None:
        return f"at least {days_words(least or 0)}" if least else "length not told"
    if least is None or least <= 0:
        return days_words(0) if most <= 0 else f"at most {days_words(most, up=True)}"
    if days_words(least) == days_words(most):
        return days_words(most)
    if most < 61:
        return f"{least} to {count(most, 'day')}"
    return f"{days_words(least)} to {days_words(most, up=True)}"


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 attempt`, `3 attempts`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def agreeing(number: int, singular: str, plural: str) -> str:
    """The form of a word that goes with a number: `1 differs`, `3 differ`."""
    return singular if number == 1 else plural


def joined(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def share(k: int, n: int, noun: str) -> str:
    """`k of n attempts`, with a percentage from 20 on: below, one case moves it by more than five points."""
    words = f"{k} of {count(n, noun)}"
    return f"{words} ({round(100 * k / n)} %)" if n >= 20 else words


def dates_in_words(text: str) -> str:
    """The text with each day of the form 2020-09-27 written out, and intervals such as 2020-10-09/2020-10-10."""
    text = _ISO_SPAN.sub(_span_in_words, text)
    return _ISO_DAY.sub(lambda found: _iso_in_words(found.group()), text)


def confidence_words(value: float | None, coder: str | None) -> str:
    """How sure a coded cell is, in words: who read it, and the coder's own figure in three steps."""
    if coder and coder.startswith("hand"):
        return "coded by hand"
    if value is None:
        return "read by rule"
    step = "clear" if value >= 0.8 else "fairly clear" if value >= 0.5 else "weak"
    return f"read by rule, {step} ({value:.2f})"


def sentence(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]


def _span_in_words(found: re.Match[str]) -> str:
    """`9 to 10 October 2020`; an open bound, written `..`, is said as such. A span of no days stays as it is."""
    try:
        lo, hi = (dt.date.fromisoformat(end) if end != ".." else None for end in found.group("lo", "hi"))
    except ValueError:
        return found.group()
    if lo is None or hi is None:
        known = lo or hi
        return found.group() if known is None else f"{day_words(known)} or {'later' if lo else 'earlier'}"
    return f"{_first_of_pair(lo, hi)} to {day_words(hi)}" if lo < hi else found.group()


def _iso_in_words(day: str) -> str:
    try:
        return day_words(dt.date.fromisoformat(day))
    except ValueError:
        return day


def _known(day: Day) -> dt.date:
    return day or dt.date.min


def _first_of_pair(lo: dt.date, hi: dt.date) -> str:
    if lo.year != hi.year:
        return day_words(lo)
    return str(lo.day) if lo.month == hi.month else f"{lo.day} {MONTHS[lo.month - 1]}"


def _is_month(lo: dt.date, hi: dt.date) -> bool:
    after = hi + dt.timedelta(days=1)
    return (lo.year, lo.month, lo.day) == (hi.year, hi.month, 1) and after.month != hi.month


def _is_year(lo: dt.date, hi: dt.date) -> bool:
    return lo.year == hi.year and (lo.month, lo.day, hi.month, hi.day) == (1, 1, 12, 31)
