"""Find date expressions in a sentence: what is written, not yet what day it was.

An expression says which parts of a date stand there (year, month, day, part of a period) or how far it lies
from another day ("two weeks later"). `analysis.text.anchors` turns it into an interval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
MONTH_PATTERN = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30,
    "a couple of": 2,
}  # fmt: skip

Kind = Literal["calendar", "offset", "weekday", "vague"]
Part = Literal["early", "mid", "late", ""]


@dataclass(frozen=True)
class DateExpression:
    """A date as written, at `start:end` of the text.

    `calendar`: any of year, month, day, with `day2`/`month2` for the end of a range and `part` for early, mid, late
    (`season` sets month to its first month). `offset`: `amount` of `unit` from the narrative (`base` = "narrative"),
    or from the day of writing (`base` = "writing"). `weekday`: 0 = Monday. `vague`: said to be relative to something
    the text does not date ("two days after the battle"): never resolved.
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    month2: int | None = None
    day2: int | None = None
    year2: int | None = None
    part: Part = ""
    season: bool = False
    unit: str = ""
    amount: int = 0
    base: str = ""
    weekday: int | None = None
    preposition: str = ""


_M = rf"({MONTH_PATTERN})"
_D = r"(\d{1,2})(?:st|nd|rd|th)?"
_Y = r"((?:1[6-9]|20)\d{2})"
_SEP = r"\s?(?:-{1,2}|/|,|and|&|to|or|until|till|through)\s?"
_OF = r"(?:,?\s+(?:of\s+)?)"

_ISO = re.compile(r"(?<![\d-])((?:1[6-9]|20)\d{2})-(\d{2})-(\d{2})(?![\d-])")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})[./]((?:1[89]|20)\d{2})(?![\d.])")
_DAY_MONTH = re.compile(
    rf"(?<![\d.,:])(?:the\s)?{_D}(?:(?:{_SEP}(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?)*{_SEP}(?:the\s)?{_D})?(?:\s+day)?\s?(?:of\s+)?(?<!\d){_M}\b(?:{_OF}{_Y}(?!\d))?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b{_M}\s+(?:the\s)?{_D}(?:\s?(?:-{{1,2}}|/|and|&|to)\s?{_D})?(?![\d:%]|\s?(?:,\d{{3}}|percent|per cent|people|soldiers|killed|gmt|am\b|pm\b))(?:,?\s+{_Y}(?!\d))?",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(rf"\b{_Y},?\s+{_M}\b(?:\s+{_D}(?![\d:]))?", re.IGNORECASE)
_PART = r"(?:(?:the\s+)?(early|mid|middle|late|beginning|start|end|first half|second half)(?:\s+(?:of|in|to late)|-)?\s?(?:-\s?)?(?:the\s)?)"
_MONTH_ONLY = re.compile(rf"\b{_PART}?\b{_M}(?:{_OF}{_Y}(?!\d))?(?![a-z])", re.IGNORECASE)
_SEASON = re.compile(
    rf"\b{_PART}?\b(spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?{_Y}(?:\s?[-/]\s?\d{{2,4}})?)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(
    rf"(?<![\d,.$€£/-]){_PART}?\b{_Y}(?![\d,]\d|\d|\s?(?:%|km|m\b|kg|troops|soldiers|people|men\b|fighters|rounds|tonnes|meters|metres|refugees))",
    re.IGNORECASE,
)
_DAY_ONLY = re.compile(
    r"\b(?:on|by|until|from|since)\s+the\s+(\d{1,2})(?:st|nd|rd|th)\b(?!\s(?:anniversary|of|century|time|day|week|round|session|army|brigade|division|battalion|corps|regiment|parallel|fleet|floor|hour|ceasefire|cease-fire|truce|meeting|summit|year|street|attempt|mechanized|infantry))",
    re.IGNORECASE,
)
_NUMBER = r"(\d{1,3}|a couple of|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty)"
_UNIT = r"(hour|day|week|fortnight|month|year)s?"
_LATER = re.compile(
    rf"\b{_NUMBER}\s+{_UNIT}\s+(later|afterwards?|earlier|previously|ago|before|after)\b(?!\s+(?:a|an|the|its?|their|his|her|that|being|having|[a-z]+ing|[a-z]+'s)\b)",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    rf"\b(?:(?:{_NUMBER}|several|some|few|a few|many|less than {_NUMBER}|only {_NUMBER}|just {_NUMBER}|barely {_NUMBER})\s+)?{_UNIT}\s+(?:after|before|into|following|prior to)\b"
    r"|\b(?:a few|several|some|many|just|only)?\s?(?:days|weeks|months|years) (?:later|earlier|afterwards?|before)\b",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"\b(?:shortly|soon|immediately|not long)\s+(?:afterwards?|thereafter|after that)\b|\b(?:days|weeks|a few days|several days|some days|a few weeks|several weeks) (?:later|afterwards?)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:(?:on|by|in)\s+)?(?:(the\s+(?:very\s+)?(?:next|following)|next|last|the\s+(?:previous|preceding)|this|(?:later\s+)?that|(?:on\s+|later\s+|in\s+)?the\s+same)\s+"
    r"(day|morning|afternoon|evening|night|week|weekend|month|year|spring|summer|autumn|winter)"
    r"|the\s+(day|week|month|year)\s+(before|after)(?!\s+(?:the|a|an|its?|[A-Z]))"
    r"|(yesterday|today|tomorrow|tonight|overnight|hours later|minutes later|in the (?:morning|afternoon|evening)|at night|(?:a few|several) hours later))\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:(last|next|this|late|early|on)\s+)?(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b",
    re.IGNORECASE,
)
_CUES = re.compile(
    r"\d|januar|februar|march|april|\bmay\b|june|july|august|septem|octob|novem|decem|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b|day|week|month|year"
    r"|spring|summer|autumn|\bfall\b|winter|morrow|tonight|night|morning|evening|afternoon|later|after|soon",
    re.IGNORECASE,
)
_BEFORE_WORD = re.compile(r"(\w+(?:\s+of)?)\s*[,'\"(]?\s*$")
_RANGE_JOIN = re.compile(r"\s?(?:-{1,2}|to|until|till|through|and)\s?$", re.IGNORECASE)
_YEAR_LEADERS = frozenset(
    "in since by of until till from to during before after the between and early mid late circa around about for through its their his a an this following under".split()
)
_NOT_A_DATE = frozenset(
    "resolution resolutions article chapter no number nos route highway protocol page section law decree order unit battalion room".split()
)


def find_dates(text: str, start: int, end: int) -> list[DateExpression]:
    """Return the date expressions of `text[start:end]` in order, none overlapping another."""
    if not _CUES.search(text, start, end):
        return []
    found: list[DateExpression] = []
    taken: list[tuple[int, int]] = []
    for pattern, build in _BUILDERS:
        for match in pattern.finditer(text, start, end):
            if any(match.start() < last and match.end() > first for first, last in taken):
                continue
            expression = build(match, text)
            if expression is None:
                continue
            taken.append((expression.start, expression.end))
            found.append(expression)
    found.sort(key=lambda item: item.start)
    return _join_ranges(text, [_with_preposition(text, start, item) for item in found])


def _with_preposition(text: str, start: int, item: DateExpression) -> DateExpression:
    before = _BEFORE_WORD.search(text, max(start, item.start - 18), item.start)
    return _replace(item, preposition=before.group(1).lower()) if before else item


def _replace(item: DateExpression, **changes: object) -> DateExpression:
    values = {name: getattr(item, name) for name in item.__dataclass_fields__}
    return DateExpression(**{**values, **changes})  # type: ignore[arg-type]


def _join_ranges(text: str, found: list[DateExpression]) -> list[DateExpression]:
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
            and _is_range(text[last.end : item.start], last.preposition)
        ):
            joined[-1] = _replace(
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
    if not _RANGE_JOIN.fullmatch(between.lstrip()) or len(between) > 9:
        return False
    word = between.strip().lower()
    return word != "and" or preposition == "between"


def _month(word: str) -> int:
    return _MONTHS[word.lower().rstrip(".")]


def _is_month(word: str, text: str, match: re.Match[str]) -> bool:
    """'may' and 'march' are words too: without a number beside them they need a capital and a preposition."""
    if word.lower() not in ("may", "march", "mar", "dec", "sep", "jan"):
        return True
    return word[0].isupper()


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
        first > 12 >= second >= 1
        and first <= 31
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
        match.start(), match.end(), "calendar", int(year) if year else None, _month(month), int(day),
        _month(month) if day2 else None, int(day2) if day2 else None,
    )  # fmt: skip


def _from_day_only(match: re.Match[str], text: str) -> DateExpression | None:
    day = int(match.group(1))
    return DateExpression(match.start(), match.end(), "calendar", day=day) if 1 <= day <= 31 else None


def _from_month_day(match: re.Match[str], text: str) -> DateExpression | None:
    month, day, day2, year = match.groups()
    if not _valid_day(day, day2) or int(day) == 0 or not _is_month(month, text, match):
        return None
    if match.start() and text[max(0, match.start() - 4) : match.start()].strip(" ").isdigit():
        return None
    return DateExpression(
        match.start(), match.end(), "calendar", int(year) if year else None, _month(month), int(day),
        _month(month) if day2 else None, int(day2) if day2 else None,
    )  # fmt: skip


def _from_year_month(match: re.Match[str], text: str) -> DateExpression | None:
    year, month, day = match.groups()
    if not _valid_day(day):
        return None
    return DateExpression(
        match.start(), match.end(), "calendar", int(year), _month(month), int(day) if day else None
    )


def _part(word: str | None) -> Part:
    if not word:
        return ""
    word = word.lower()
    if word in ("early", "beginning", "start", "first half"):
        return "early"
    return "mid" if word in ("mid", "middle") else "late"


def _from_month(match: re.Match[str], text: str) -> DateExpression | None:
    part, month, year = match.groups()
    if not year and not _is_month(month, text, match):
        return None
    if not year and len(month) <= 4 and month.lower().rstrip(".") not in ("may", "june", "july"):
        return None
    if (
        month.lower() in ("may", "march")
        and not year
        and not part
        and not _after_preposition(text, match.start(), "may march")
    ):
        return None
    return DateExpression(
        match.start(), match.end(), "calendar", int(year) if year else None, _month(month), part=_part(part)
    )


_MONTH_LEADERS = frozenset(
    "in since by of until till from to during before after between and last next this late early mid through and or through".split()
)


def _after_preposition(text: str, position: int, _: str) -> bool:
    before = _BEFORE_WORD.search(text, max(0, position - 18), position)
    return bool(before and before.group(1).lower() in _MONTH_LEADERS)


def _from_season(match: re.Match[str], text: str) -> DateExpression | None:
    part, season, year = match.groups()
    return DateExpression(
        match.start(),
        match.end(),
        "calendar",
        int(year),
        _SEASONS[season.lower()],
        part=_part(part),
        season=True,
    )


def _from_year(match: re.Match[str], text: str) -> DateExpression | None:
    part, year = match.groups()
    before = _BEFORE_WORD.search(text, max(0, match.start() - 20), match.start())
    word = before.group(1).lower().split()[-1] if before else ""
    if word in _NOT_A_DATE or int(year) > 2099:
        return None
    punctuated = (
        match.start() == 0
        or text[match.start() - 1] in "(\n-:"
        or text[max(0, match.start() - 2) : match.start()] in (", ", "( ")
    )
    follows_noun = re.match(
        r"\s?[a-z-]*\s?(?:cease|truce|armistice|war|agreement|accord|deal|pact)",
        text[match.end() : match.end() + 24],
        re.IGNORECASE,
    )
    if not part and word and word not in _YEAR_LEADERS and not punctuated and not follows_noun:
        return None
    return DateExpression(match.start(), match.end(), "calendar", int(year), part=_part(part))


def _amount(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _from_later(match: re.Match[str], text: str) -> DateExpression | None:
    number, unit, direction = match.groups()
    sign = 1 if direction.lower().startswith(("later", "after")) else -1
    base = "writing" if direction.lower() == "ago" else "narrative"
    return DateExpression(
        match.start(), match.end(), "offset", unit=unit.lower(), amount=sign * _amount(number), base=base
    )


def _from_vague(match: re.Match[str], text: str) -> DateExpression | None:
    return DateExpression(match.start(), match.end(), "vague")


def _from_soon(match: re.Match[str], text: str) -> DateExpression | None:
    return DateExpression(match.start(), match.end(), "offset", unit="soon", amount=1, base="narrative")


_DAY_PARTS = frozenset("day morning afternoon evening night".split())


def _from_next(match: re.Match[str], text: str) -> DateExpression | None:
    which, unit, unit2, side, word = match.groups()
    span = (match.start(), match.end())
    if word:
        word = word.lower()
        if word in ("yesterday", "tomorrow"):
            return DateExpression(
                *span, "offset", unit="day", amount=-1 if word == "yesterday" else 1, base="writing"
            )
        base = "writing" if word in ("today", "tonight") else "narrative"
        return DateExpression(*span, "offset", unit="day", amount=0, base=base)
    if side:
        return DateExpression(
            *span, "offset", unit=unit2.lower(), amount=1 if side.lower() == "after" else -1, base="narrative"
        )
    which, unit = " ".join(which.lower().split()), unit.lower()
    unit = "day" if unit in _DAY_PARTS else "week" if unit == "weekend" else unit
    if unit in _SEASONS:
        return None
    if which.endswith("next") or which.endswith("following"):
        base = "narrative" if which.startswith("the") or unit == "day" else "writing"
        return DateExpression(*span, "offset", unit=unit, amount=1, base=base)
    if which == "last" or which.endswith(("previous", "preceding")):
        return DateExpression(
            *span, "offset", unit=unit, amount=-1, base="writing" if which == "last" else "narrative"
        )
    return DateExpression(
        *span, "offset", unit=unit, amount=0, base="writing" if which == "this" else "narrative"
    )


def _from_weekday(match: re.Match[str], text: str) -> DateExpression | None:
    return DateExpression(
        match.start(), match.end(), "weekday", weekday=_WEEKDAYS.index(match.group(2).lower()), part=""
    )


_BUILDERS = (
    (_ISO, _from_iso),
    (_NUMERIC, _from_numeric),
    (_DAY_MONTH, _from_day_month),
    (_MONTH_DAY, _from_month_day),
    (_YEAR_MONTH, _from_year_month),
    (_DAY_ONLY, _from_day_only),
    (_MONTH_ONLY, _from_month),
    (_SEASON, _from_season),
    (_LATER, _from_later),
    (_SOON, _from_soon),
    (_VAGUE, _from_vague),
    (_NEXT, _from_next),
    (_WEEKDAY, _from_weekday),
    (_YEAR, _from_year),
)
