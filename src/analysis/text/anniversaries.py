"""Anniversaries: 'on the 22nd anniversary of the signing in 1994' is told of 2016."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.text.anchors import DateValue, Narrative, resolve
from analysis.text.date_expressions import DateExpression

_ANNIVERSARY = re.compile(
    r"(?:(\d{1,3})(?:st|nd|rd|th)|(first|second|third|fourth|fifth|tenth|fifteenth"
    r"|twentieth|twenty-fifth|thirtieth))[\s-]anniversary"
)
_ORDINAL_WORDS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "tenth": 10,
    "fifteenth": 15,
    "twentieth": 20,
    "twenty-fifth": 25,
    "thirtieth": 30,
}


def day_of_anniversary(
    lower: str, start: int, end: int, dates: Sequence[DateExpression], around: Sequence[DateExpression]
) -> DateValue | None:
    """Return the time that the anniversary in `lower[start:end]` dates, in the month that the text around names for it.

    `dates`: those of the sentence; `around`: those of its fragment. None where no anniversary or no base year is told.
    """
    found = _ANNIVERSARY.search(lower, start, end)
    if not found:
        return None
    count = int(found.group(1)) if found.group(1) else _ORDINAL_WORDS.get(found.group(2), 0)
    # "On 17 July 2008, the thirtieth anniversary of his coming to power": the day itself, not the base.
    base = next((d.year for d in dates if d.year and d.start > found.start()), None) or next(
        (d.year for d in dates if d.year and d.day is None), None
    )
    if not count or not base:
        return None
    full = next((d for d in around if d.year == base and d.month), None)
    value = resolve(DateExpression(0, 0, "calendar", base + count, full.month if full else None), Narrative())
    return replace(value, method="anniversary") if value else None
