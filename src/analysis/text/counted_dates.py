"""Days counted from a day told with its event: "the day after the wave of 26 December 2004"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from analysis.text.date_patterns import NUMBERS
from analysis.text.dates import DateExpression

_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_COUNTED = re.compile(r"(days?|weeks?)\s+(after|before)")
# What stands between: the event, by up to four words, and the preposition of its day.
_EVENT = re.compile(r"\s+(?:(?:the|an?|his|her|its|their)\s+)?(?:[\w'-]+\s+){1,4}(?:of|on)\s+")
# Any year that is no leap year serves for days told without one.
_SOME_YEAR = 2001


def count_from_dates(text: str, found: list[DateExpression]) -> list[DateExpression]:
    """Return the expressions with each "N days after the ... of DATE" as the one day that it means."""
    counted: list[DateExpression] = []
    for item in found:
        last = counted[-1] if counted else None
        day = _count(text, last, item) if last is not None else None
        if last is not None and day is not None:
            counted[-1] = replace(
                item, start=last.start, year=day.year if item.year else None, month=day.month, day=day.day
            )
        else:
            counted.append(item)
    return counted


def _count(text: str, distance: DateExpression, base: DateExpression) -> date | None:
    told = _COUNTED.fullmatch(text[distance.start : distance.end].lower())
    number = NUMBERS.get(distance.preposition, 1 if distance.preposition == "the" else 0)
    if distance.kind != "vague" or told is None or not number:
        return None
    if base.kind != "calendar" or not base.month or not base.day or base.day2:
        return None
    if not _EVENT.fullmatch(text[distance.end : base.start].lower()):
        return None
    step = timedelta(days=number * _UNITS[told[1]])
    try:
        day = date(base.year or _SOME_YEAR, base.month, base.day)
    except ValueError:
        return None
    return day + step if told[2] == "after" else day - step
