"""How dates are written: the patterns, and the words they are made of. All read lower-case text."""

from __future__ import annotations

import re

MONTHS = {
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sept": 9,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
MONTH_PATTERN = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fourteen": 14,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "a couple of": 2,
}
_M = rf"({MONTH_PATTERN})"
_D = r"(\d{1,2})(?:st|nd|rd|th)?"
_Y = r"((?:1[6-9]|20)\d{2})"
# What every expression that names a year holds, whatever else it is made of.
YEAR_DIGITS = re.compile(_Y)
_SEP = r"\s?(?:-{1,2}|/|,|and|&|to|or|until|till|through)\s?"
_OF = r"(?:,?\s+(?:of\s+)?)"
# Where a pattern can, it begins with a digit and looks back afterwards: the search then skips to the next digit.
ISO = re.compile(r"((?:1[6-9]|20)\d{2})(?<![\d-]\d{4})-(\d{2})-(\d{2})(?![\d-])")
NUMERIC = re.compile(r"(\d(?<![\d.]\d)\d?)[./](\d{1,2})[./]((?:1[89]|20)\d{2})(?![\d.])")
DAY_MONTH = re.compile(
    rf"(?<![\d.,:])(?:the\s)?{_D}(?:(?:{_SEP}(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?)*{_SEP}(?:the\s)?{_D})?(?:\s+day)?\s{{0,8}}(?:of\s+)?(?<!\d){_M}(?!\w)(?:{_OF}{_Y}(?!\d))?",
)
MONTH_DAY = re.compile(
    (
        rf"\b{_M}\s+(?:the\s)?{_D}(?:\s?(?:-{{1,2}}|/|and|&|to)\s?{_D})?(?![\d:%]|\s?(?:,\d{{3}}"
        rf"|percent|per cent|people|soldiers|killed|gmt|am\b|pm\b))(?:,?\s+{_Y}(?!\d))?"
    ),
)
YEAR_MONTH = re.compile(rf"\b{_Y},?\s+{_M}\b(?:\s+{_D}(?!\d|:\d))?")
# What may stand before a month, season or year; looked for backwards from it, so that the patterns can begin
# with their stem.
PART_BEFORE = re.compile(
    (
        r"(?<![\w-])(?:the\s+)?(early|mid|middle|late|beginning|start|end|first half|first days|first week|opening days"
        r"|second half|last days|last week|closing days|final days)(?:\s+(?:of|in|to late)|-)?\s?(?:-\s?)?(?:the\s)?$"
    ),
)
MONTH_ONLY = re.compile(rf"\b{_M}(?:{_OF}{_Y}(?!\d))?(?![a-z])")
SEASON = re.compile(rf"\b(spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?{_Y}(?:\s?[-/]\s?\d{{2,4}})?)\b")
YEAR = re.compile(
    rf"{_Y}(?<![\w,.$€£/-]\d{{4}})(?![\d,]\d|\d|'?s\b|\s?(?:%|km|m\b|kg|troops|soldiers"
    r"|people|men\b|fighters|rounds|tonnes|meters|metres|refugees|hours|hrs\b|gmt\b|utc\b|local time))",
)
DAY_ONLY = re.compile(
    (
        r"\b(?:on|by|until|from|since|(?:morning|afternoon|evening|night)\s+of)\s+the\s+(\d{1,2})(?:st|nd|rd|th)\b(?:\s+of\s+(?:that|the(?:\s+same)?)\s+month\b)?"
        r"(?!\s(?:anniversary|of|century|time|day|week|round|session|army|brigade|division|battalion"
        r"|corps|regiment|parallel|fleet|floor|hour|ceasefire|cease-fire|truce|meeting"
        r"|summit|year|street|attempt|mechanized|infantry))"
    ),
)
_NUMBER = (
    r"(\d{1,3}|a couple of|a|an|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|fourteen|fifteen|twenty|thirty)"
)
_UNIT = r"(hour|day|week|fortnight|month|year)s?"
LATER = re.compile(
    rf"\b{_NUMBER}\s+{_UNIT}\s+(later|afterwards?|earlier|previously|ago|(?:before|after)"
    # "two days after the battle", "a week before both sides signed" count from what follows.
    r"(?=\s*(?:[.,;:)]|$)|\s+(?:on|in|at|by)\b|\s+that\s*(?:[.,;]|\s(?:the|an?|both|all)\b)))\b"
)
EVENT_THEN_CLAUSE = re.compile(
    r"\s+(?:the|this|that|his|her|their|its|an?)\s+(?:(?!and\b|or\b|of\b|in\b)[\w'-]+\s+){1,2}?(?:the|both|they|he|she|it)\b|\s+[\w'-]+(?:\s+[\w'-]+){0,3},"
)
COUNTED = re.compile(rf"\b{_NUMBER}\s+(day|week)s?\s+(after|before)\b")
# "After ten days, both sides agreed", at the head of a sentence; but not "after two days of talks".
AFTER_SPAN = re.compile(
    rf"(?<![^.;:\n)\"] )(?<![\w,])after\s+(?:only\s+|just\s+|about\s+|barely\s+)?{_NUMBER}\s+(day|week)s?"
    r"(?=\s*,|\s+(?:the|both|they|he|it)\b)"
)
VAGUE = re.compile(
    rf"\b{_UNIT}\s+(?:after|before|into|following|prior to)\b(?!\s*(?:[.,;:)]|$))"
    r"|\b(?:days|weeks|months|years) (?:later|earlier|afterwards?|before)\b",
)
# "a few days later": within ten days.
FEW_DAYS = re.compile(r"\b(?:a few|some|several) days (?:later|afterwards?|after that)\b")
# A season without its year, and the words before it that make it a time.
SEASON_ALONE = re.compile(
    r"\b(spring|summer|autumn|fall|winter)\b"
    r"(?!\s+(?:of\b|offensives?|campaigns?|camps?|olympic|games|sessions?|capital|palace|residence|school|rains|line))"
)
SEASON_LEADER = re.compile(
    r"\b(?:(?:in|during|by|over|throughout|of)\s+(?:the\s+)?(?:early\s+|late\s+)|(?:in|during|by|over|throughout)\s+the\s+"
    r"|(?:that|this|last|(?:the\s+)?(?:following|next)|the\s+same)\s+)$"
)
# "the following January", "the next spring"
FOLLOWING = re.compile(r"\b(?:the\s+)?(?:following|next)\s+$")
FEAST = re.compile(
    r"\b(christmas eve|christmas day|boxing day|new year's eve|new year's day|new year\u2019s eve|new year\u2019s day)"
    rf"(?:,?\s+(?:of\s+|in\s+)?{_Y}(?!\d))?\b|\b(christmas|new year)\s+(?:of\s+)?{_Y}(?!\d)"
)
FEASTS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    # Without a day of their own: "offered for Christmas 2001".
    "christmas": (12, None),
    "new year": (1, None),
}
SOON = re.compile(
    (
        r"\b(?:shortly|soon|immediately|not long)\s+(?:afterwards?|thereafter|after that)\b|\b(?:days"
        r"|weeks|a few weeks|several weeks|some weeks) (?:later"
        r"|afterwards?)\b"
    ),
)
NEXT = re.compile(
    r"\b(?:(?:on|by|in)\s+)?(?:(the\s+(?:very\s+)?(?:next|following)|next|last"
    r"|the\s+(?:previous|preceding)|this|(?:later\s+)?that(?:\s+(?:very|same))?|(?:on\s+|later\s+|in\s+)?the\s+same)\s+"
    r"(day|morning|afternoon|evening|night|week|weekend|month|year|spring|summer|autumn|winter)"
    r"|the\s+(day|week|month|year)\s+(before|after)(?!\s+(?:the|a|an|its?|[a-z]))"
    r"|(yesterday|today|tomorrow|tonight|overnight|hours later|minutes later|in the (?:morning"
    r"|afternoon|evening)|at night|(?:a few|several) hours later))\b",
)
WEEKDAY = re.compile(
    r"\b(?:(last|next|this|late|early|on)\s+)?(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b",
)
BEFORE_WORD = re.compile(r"(\w+(?:\s+of)?)\s*[,'\"(]?\s*$")
RANGE_JOIN = re.compile(r"\s?(?:-{1,2}|to|until|till|through|and)\s?$")
# "1994, May 12: ...": at the head of a line the year goes with the day.
YEAR_BEFORE = re.compile(r"^\W{0,3}(?:1[6-9]|20)\d\d,\s$", re.MULTILINE)
# "the 1994 ceasefire": a year before what it dates.
NOUN_AFTER = re.compile(r"\s?[a-z-]*\s?(?:cease|truce|armistice|war|agreement|accord|deal|pact)")
YEAR_LEADERS = frozenset(
    (
        "in since by of until till from to during before after the between and early mid "
        "late circa around about for through its their his a an this following under"
    ).split()
)
NOT_A_DATE = frozenset(
    (
        "resolution resolutions article chapter no number nos route highway protocol page "
        "section law decree order unit battalion room"
    ).split()
)
MONTH_LEADERS = frozenset(
    (
        "in since by of until till from to during before after between and last next this "
        "late early mid through and or through"
    ).split()
)
DAY_PARTS = frozenset("day morning afternoon evening night".split())
# Of the words that look ahead, those of a beginning: it may lie a day or two back.
BEGINNINGS = frozenset(("from", "effective", "as of"))
# Words before a weekday that look ahead: "from 6 a.m. on Sunday", "until Monday".
AHEAD = re.compile(
    (
        r"\b(from|until|till|starting|starts?|beginning|begins?|effective|as of"
        r"|takes? effect|into force|next|coming|expires?)\b[^,;]*$"
    ),
)
