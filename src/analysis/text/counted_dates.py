"""Dates told in two parts: "the day after the wave of 26 December 2004", "January of the following year"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from analysis.text.date_expressions import DateExpression

_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_COUNTED = re.compile(r"(?:[\w ]+\s)?(days?|weeks?)\s+(after|before)")
# What stands between: the event, by up to four words, and the preposition of its day.
_EVENT = re.compile(r"\s+(?:(?:the|an?|his|her|its|their)\s+)?(?:[\w'-]+\s+){1,4}(?:of|on)\s+")
# Any year that is no leap year serves for days told without one.
_SOME_YEAR = 2001


_OF = re.compile(r",?\s*(?:of\s+|in\s+)?")
_OF_WEEKDAY = re.compile(r",?\s+(?:the\s+)?")


def count_from_dates(text: str, found: list[DateExpression]) -> list[DateExpression]:
    """Return the expressions with each "N days after the ... of DATE" as the one day that it means, and each month
    with its "of the next year", each day with its weekday, as one."""
    counted: list[DateExpression] = []
    for item in found:
        last = counted[-1] if counted else None
        if last is not None and (whole := _join(text, last, item)) is not None:
            counted[-1] = whole
            continue
        day = _count(text, last, item) if last is not None else None
        if last is not None and day is not None:
            counted[-1] = replace(
                item, start=last.start, year=day.year if item.year else None, month=day.month, day=day.day
            )
        else:
            counted.append(item)
    return counted


def _join(text: str, last: DateExpression, item: DateExpression) -> DateExpression | None:
    between = text[last.end : item.start]
    if len(between) > 5 or last.amount:
        return None
    is_month = last.kind == "calendar" and last.month is not None and last.year is None
    if is_month and (item.kind, item.unit, item.amount) == ("offset", "year", 1) and _OF.fullmatch(between):
        return replace(last, end=item.end, unit="year", amount=1)
    is_weekday = last.kind == "weekday" and item.kind == "calendar" and item.day is not None
    if is_weekday and _OF_WEEKDAY.fullmatch(between):
        # "on Monday, 10 May"
        return replace(item, start=last.start, weekday=last.weekday, preposition=last.preposition)
    return None


def _count(text: str, distance: DateExpression, base: DateExpression) -> date | None:
    told = _COUNTED.fullmatch(text[distance.start : distance.end].lower())
    number = abs(distance.amount) or (1 if distance.preposition == "the" else 0)
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
