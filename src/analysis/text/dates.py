"""Find date expressions in a sentence: what is written, not yet what day it was.

An expression says which parts of a date stand there (year, month, day, part of a period) or how far it lies
from another day ("two weeks later"). `analysis.text.anchors` turns it into an interval.
"""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.text.cues import Cue, Cues
from analysis.text.date_expressions import DateExpression, Part
from analysis.text.date_patterns import (
    AFTER_SPAN,
    BEFORE_WORD,
    COUNTED,
    DAY_MONTH,
    DAY_ONLY,
    FEAST,
    FEASTS,
    FEW_DAYS,
    FOLLOWING,
    ISO,
    LATER,
    MONTH_DAY,
    MONTH_LEADERS,
    MONTH_ONLY,
    MONTHS,
    NEXT,
    NOT_A_DATE,
    NOUN_AFTER,
    NUMERIC,
    PART_BEFORE,
    RANGE_JOIN,
    SEASON,
    SEASON_ALONE,
    SEASON_LEADER,
    SEASONS,
    SOON,
    VAGUE,
    WEEKDAY,
    YEAR,
    YEAR_BEFORE,
    YEAR_LEADERS,
    YEAR_MONTH,
)
from analysis.text.relative_dates import (
    from_after_span,
    from_counted,
    from_few_days,
    from_later,
    from_next,
    from_soon,
    from_vague,
    from_weekday,
)
from analysis.text.view import lower_same_length


def find_dates(
    text: str, start: int, end: int, cues: int | None = None, lower: str | None = None
) -> list[DateExpression]:
    """Return the date expressions of `text[start:end]` in order, none overlapping another.

    `cues`: the stems that the stretch holds (`analysis.text.cues`), and `lower`: the lower-case form of `text`,
    where the caller knows them.
    """
    lower = lower_same_length(text) if lower is None else lower
    if cues is None:
        cues = Cues(lower[start:end]).between(0, end - start)
    if not cues & _ANY_DATE:
        return []
    if cues & Cue.DAY_WORD:
        # "yesterday" is what "the next day" is, in one word.
        cues |= Cue.NEXT | Cue.UNIT
    found = _read_expressions(text, lower, start, end, cues)
    for item in found:
        before = BEFORE_WORD.search(lower, max(start, item.start - 18), item.start)
        if before:
            item.preposition = before.group(1)
    return _join_ranges(lower, found) if len(found) > 1 else found


def _read_expressions(text: str, lower: str, start: int, end: int, cues: int) -> list[DateExpression]:
    found: list[DateExpression] = []
    taken: list[tuple[int, int]] = []
    for needed, one_of, pattern, build in _BUILDERS:
        if cues & needed != needed or not cues & one_of:
            continue
        for match in pattern.finditer(lower, start, end):
            if taken and _meets(taken, *match.span()):
                continue
            expression = build(match, text)
            if expression is None:
                continue
            taken.append((expression.start, expression.end))
            found.append(expression)
    found.sort(key=lambda item: item.start)
    return found


def _meets(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    for first, last in taken:  # noqa: SIM110 - asked for every date of a text; `any` takes twice as long
        if start < last and end > first:
            return True
    return False


def _join_ranges(lower: str, found: list[DateExpression]) -> list[DateExpression]:
    """'8 May - 3 June 1992' and 'from 26 June to 9 July' are one range with two ends."""
    joined: list[DateExpression] = []
    for item in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.kind == item.kind == "calendar"
            and last.month
            and item.month
            and (last.day is None) == (item.day is None)
            and last.month2 is None
            and _is_range(lower[last.end : item.start], last.preposition)
        ):
            joined[-1] = replace(
                last,
                end=item.end,
                day2=item.day2 or item.day,
                month2=item.month,
                year=last.year or item.year,
                year2=item.year,
            )
        else:
            joined.append(item)
    return joined


def _is_range(between: str, preposition: str) -> bool:
    if not RANGE_JOIN.fullmatch(between.lstrip()) or len(between) > 9:
        return False
    word = between.strip()
    return word != "and" or preposition == "between"


def _month(word: str) -> int:
    return MONTHS[word.rstrip(".")]


def _is_month(word: str, first: str) -> bool:
    """'may' and 'march' are words too: without a number beside them they need a capital `first` and a preposition."""
    return word not in ("may", "march", "mar", "dec", "sep", "jan") or first.isupper()


def _valid_day(*days: str | None) -> bool:
    return all(day is None or 1 <= int(day) <= 31 for day in days)


def _from_iso(match: re.Match[str], text: str) -> DateExpression | None:
    year, month, day = (int(part) for part in match.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return DateExpression(match.start(), match.end(), "calendar", year, month, day)


def _from_numeric(match: re.Match[str], text: str) -> DateExpression | None:
    first, second, year = (int(part) for part in match.groups())
    if (
        (first > 12 >= second >= 1 and first <= 31)
        or first == second <= 12
        or ("." in match.group() and 1 <= second <= 12 and first <= 31)
    ):
        return DateExpression(match.start(), match.end(), "calendar", year, second, first)
    if second > 12 >= first >= 1 and second <= 31:
        return DateExpression(match.start(), match.end(), "calendar", year, first, second)
    # 05/06/2020 may be May or June: only the year is sure.
    return DateExpression(match.start(), match.end(), "calendar", year)


def _from_day_month(match: re.Match[str], text: str) -> DateExpression | None:
    day, day2, month, year = match.groups()
    if not _valid_day(day, day2) or day == "0":
        return None
    return DateExpression(
        match.start(),
        match.end(),
        "calendar",
        int(year) if year else None,
        _month(month),
        int(day),
        _month(month) if day2 else None,
        int(day2) if day2 else None,
    )


def _from_day_only(match: re.Match[str], text: str) -> DateExpression | None:
    day = int(match.group(1))
    return DateExpression(match.start(), match.end(), "calendar", day=day) if 1 <= day <= 31 else None


def _from_month_day(match: re.Match[str], text: str) -> DateExpression | None:
    month, day, day2, year = match.groups()
    if not _valid_day(day, day2) or int(day) == 0 or not _is_month(month, text[match.start(1)]):
        return None
    if match.start() and text[max(0, match.start() - 4) : match.start()].strip(" ").isdigit():
        return None
    if YEAR_BEFORE.search(text, max(0, match.start() - 9), match.start()):
        return None
    return DateExpression(
        match.start(),
        match.end(),
        "calendar",
        int(year) if year else None,
        _month(month),
        int(day),
        _month(month) if day2 else None,
        int(day2) if day2 else None,
    )


def _from_year_month(match: re.Match[str], text: str) -> DateExpression | None:
    year, month, day = match.groups()
    if not _valid_day(day):
        return None
    return DateExpression(
        match.start(), match.end(), "calendar", int(year), _month(month), int(day) if day else None
    )


def _part_before(lower: str, position: int) -> tuple[Part, int]:
    """Return 'early', 'mid' or 'late' where it stands before `position`, and where the expression then begins."""
    found = PART_BEFORE.search(lower, max(0, position - 28), position)
    return (_part(found.group(1)), found.start()) if found else ("", position)


def _part(word: str | None) -> Part:
    if not word:
        return ""
    if word in ("early", "beginning", "start", "first half", "first days", "first week", "opening days"):
        return "early"
    return "mid" if word in ("mid", "middle") else "late"


def _from_month(match: re.Match[str], text: str) -> DateExpression | None:
    month, year = match.groups()
    part, start = _part_before(match.string, match.start())
    if not year and not _is_month(month, text[match.start(1)]):
        return None
    if not year and len(month) <= 4 and month.rstrip(".") not in ("may", "june", "july"):
        return None
    if (
        month in ("may", "march")
        and not year
        and not part
        and not _after_preposition(match.string, match.start())
    ):
        return None
    ahead = not year and FOLLOWING.search(match.string, max(0, start - 16), start) is not None
    return DateExpression(
        start,
        match.end(),
        "calendar",
        int(year) if year else None,
        _month(month),
        part=part,
        amount=int(ahead),
    )


def _after_preposition(lower: str, position: int) -> bool:
    before = BEFORE_WORD.search(lower, max(0, position - 18), position)
    # "the first days of May"
    return bool(before and (before.group(1) in MONTH_LEADERS or before.group(1).endswith(" of")))


def _from_season(match: re.Match[str], text: str) -> DateExpression | None:
    season, year = match.groups()
    part, start = _part_before(match.string, match.start())
    return DateExpression(
        start,
        match.end(),
        "calendar",
        int(year),
        SEASONS[season],
        part=part,
        season=True,
    )


def _from_season_alone(match: re.Match[str], text: str) -> DateExpression | None:
    before = SEASON_LEADER.search(match.string, max(0, match.start() - 24), match.start())
    if before is None:
        return None
    ahead = FOLLOWING.search(before.group()) is not None
    return DateExpression(
        match.start(), match.end(), "calendar", month=SEASONS[match.group(1)], season=True, amount=int(ahead)
    )


def _from_feast(match: re.Match[str], text: str) -> DateExpression | None:
    named, year_told, season, year_of_season = match.groups()
    month, day = FEASTS[(named or season).replace("\u2019", "'")]
    year = int(year_told or year_of_season) if year_told or year_of_season else None
    return DateExpression(match.start(), match.end(), "calendar", year, month, day)


def _from_year(match: re.Match[str], text: str) -> DateExpression | None:
    year = match.group(1)
    part, start = _part_before(match.string, match.start())
    before = BEFORE_WORD.search(match.string, max(0, match.start() - 20), match.start())
    word = before.group(1).split()[-1] if before else ""
    if word in NOT_A_DATE or int(year) > 2099:
        return None
    punctuated = (
        match.start() == 0
        or text[match.start() - 1] in "(\n-:"
        or text[max(0, match.start() - 2) : match.start()] in (", ", "( ")
    )
    stands = part or not word or word in YEAR_LEADERS or punctuated
    if not stands and not NOUN_AFTER.match(match.string, match.end(), match.end() + 24):
        return None
    return DateExpression(start, match.end(), "calendar", int(year), part=part)


# A pattern is tried where all cues of its first number stand, and one of the second. The order matters: what an
# earlier one took, a later one leaves.
_BUILDERS = (
    (Cue.YEAR, -1, ISO, _from_iso),
    (Cue.YEAR | Cue.DAY, -1, NUMERIC, _from_numeric),
    (Cue.DAY | Cue.MONTH, -1, DAY_MONTH, _from_day_month),
    (Cue.DAY | Cue.MONTH, -1, MONTH_DAY, _from_month_day),
    (Cue.YEAR | Cue.MONTH, -1, YEAR_MONTH, _from_year_month),
    (Cue.ORDINAL, -1, DAY_ONLY, _from_day_only),
    (Cue.MONTH, -1, MONTH_ONLY, _from_month),
    (Cue.SEASON | Cue.YEAR, -1, SEASON, _from_season),
    (Cue.SEASON, -1, SEASON_ALONE, _from_season_alone),
    (Cue.FEAST, -1, FEAST, _from_feast),
    (Cue.UNIT | Cue.SHIFT, -1, LATER, from_later),
    (Cue.UNIT | Cue.SHIFT, -1, FEW_DAYS, from_few_days),
    (Cue.UNIT | Cue.SHIFT, -1, AFTER_SPAN, from_after_span),
    (Cue.SHIFT, Cue.SOON | Cue.UNIT, SOON, from_soon),
    (Cue.UNIT | Cue.SHIFT, -1, COUNTED, from_counted),
    (Cue.UNIT | Cue.SHIFT, -1, VAGUE, from_vague),
    (Cue.NEXT | Cue.UNIT, -1, NEXT, from_next),
    (Cue.WEEKDAY, -1, WEEKDAY, from_weekday),
    (Cue.YEAR, -1, YEAR, _from_year),
)
_ANY_DATE = (
    Cue.FEAST | Cue.DAY | Cue.YEAR | Cue.MONTH | Cue.UNIT | Cue.DAY_WORD | Cue.SOON | Cue.SEASON | Cue.WEEKDAY
)
