"""Dates told by their distance from another: "two weeks later", "the next day", "on Monday"."""

from __future__ import annotations

import re

from analysis.text.date_expressions import DateExpression
from analysis.text.date_patterns import (
    AHEAD,
    BEGINNINGS,
    DAY_PARTS,
    EVENT_THEN_CLAUSE,
    NUMBERS,
    SEASONS,
    WEEKDAYS,
)


def _amount(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def from_later(match: re.Match[str], text: str) -> DateExpression | None:
    """Read 'two weeks later', 'three days ago'."""
    number, unit, direction = match.groups()
    sign = 1 if direction.startswith(("later", "after")) else -1
    base = "writing" if direction == "ago" else "narrative"
    return DateExpression(
        match.start(), match.end(), "offset", unit=unit, amount=sign * _amount(number), base=base
    )


def from_after_span(match: re.Match[str], text: str) -> DateExpression | None:
    """Read 'After ten days' at the head of a sentence."""
    number, unit = match.groups()
    return DateExpression(
        match.start(), match.end(), "offset", unit=unit, amount=_amount(number), base="narrative"
    )


def from_few_days(match: re.Match[str], text: str) -> DateExpression | None:
    """Read 'a few days later'."""
    return DateExpression(match.start(), match.end(), "offset", unit="few_days", amount=1, base="narrative")


def from_vague(match: re.Match[str], text: str) -> DateExpression | None:
    """Read a distance from something that no words date."""
    return DateExpression(match.start(), match.end(), "vague")


def from_counted(match: re.Match[str], text: str) -> DateExpression | None:
    """'two days after both sides signed': for the clause after it, so far from a day told in the same sentence."""
    number, unit, direction = match.groups()
    amount = _amount(number) * (-1 if direction == "after" else 1)
    if EVENT_THEN_CLAUSE.match(match.string, match.end()):
        # "two days after the coup the Front declared ...": of the coup the sentence need not tell the day.
        amount = 0
    return DateExpression(match.start(), match.end(), "vague", unit=unit, amount=amount)


def from_soon(match: re.Match[str], text: str) -> DateExpression | None:
    """Read 'shortly afterwards', 'weeks later'."""
    return DateExpression(match.start(), match.end(), "offset", unit="soon", amount=1, base="narrative")


def from_next(match: re.Match[str], text: str) -> DateExpression | None:
    """Read 'the next day', 'that night', 'yesterday', 'last month'."""
    which, unit, unit2, side, word = match.groups()
    span = (match.start(), match.end())
    if word:
        if word in ("yesterday", "tomorrow"):
            return DateExpression(
                *span, "offset", unit="day", amount=-1 if word == "yesterday" else 1, base="writing"
            )
        base = "writing" if word in ("today", "tonight") else "narrative"
        return DateExpression(*span, "offset", unit="day", amount=0, base=base)
    if side:
        return DateExpression(
            *span, "offset", unit=unit2, amount=1 if side == "after" else -1, base="narrative"
        )
    which = " ".join(which.split())
    unit = "day" if unit in DAY_PARTS else "week" if unit == "weekend" else unit
    if unit in SEASONS:
        return None
    if which.endswith(("next", "following")):
        base = "narrative" if which.startswith("the") or unit == "day" else "writing"
        return DateExpression(*span, "offset", unit=unit, amount=1, base=base)
    if which == "last" or which.endswith(("previous", "preceding")):
        return DateExpression(
            *span, "offset", unit=unit, amount=-1, base="writing" if which == "last" else "narrative"
        )
    return DateExpression(
        *span, "offset", unit=unit, amount=0, base="writing" if which == "this" else "narrative"
    )


def from_weekday(match: re.Match[str], text: str) -> DateExpression | None:
    """Read 'on Monday', and whether the words before it look ahead."""
    ahead = AHEAD.search(match.string, max(0, match.start() - 30), match.start())
    begins = ahead is not None and ahead.group(1) in BEGINNINGS
    return DateExpression(
        match.start(),
        match.end(),
        "weekday",
        weekday=WEEKDAYS.index(match.group(2)),
        amount=1 if (ahead and not begins) or match.group(1) == "next" else 0,
        base="begins" if begins else "",
    )
