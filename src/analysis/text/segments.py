"""Cut a view into blocks (title, heading, chronology lead, bullet, paragraph), fragments and sentences.

A fragment is a stretch that was written as one text: a dateline ("STEPANAKERT - ...") starts a new one,
because relative dates and "the agreement" must not reach across it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.text.date_patterns import MONTH_PATTERN
from analysis.text.view import View


# Many are made for every text: not frozen.
@dataclass(slots=True)
class Sentence:
    """One sentence, `start` to `end` in code points of the raw text, with the block it stands in."""

    start: int
    end: int
    block: int
    kind: str
    fragment: int
    paragraph: int
    lead: tuple[int, int] | None = None
    dateline: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Block:
    start: int
    end: int
    kind: str
    lead: tuple[int, int] | None = None


_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_SPAN = rf"{_DAY}(?:\s?(?:-|/|to|and)\s?{_DAY})?"
# "Wednesday 17 July 2024", "Tuesday, 30 July": the weekday of a heading says nothing more.
_WEEKDAY_BEFORE = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_LEAD_DATE = (
    rf"(?:(?:on\s+)?{_SPAN}\s+(?:of\s+)?{MONTH_PATTERN}(?:\s?-\s?{_DAY}\s+{MONTH_PATTERN})?(?:,?\s+\d{{4}})?"
    rf"|{MONTH_PATTERN}\s+{_DAY}\s?-\s?{MONTH_PATTERN}\s+{_DAY}(?:,?\s+\d{{4}})?"
    rf"|{MONTH_PATTERN}\s+{_SPAN}(?:,?\s+\d{{4}})?"
    rf"|\d{{4}},?\s+{MONTH_PATTERN}(?:\s+{_SPAN})?"
    rf"|{MONTH_PATTERN}(?:\s?(?:-|/|to|and)\s?{MONTH_PATTERN})?,?\s+\d{{4}}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}"
    rf"|\d{{4}}(?:\s?-\s?\d{{2,4}})?)"
)
# A month, or two, that is all a heading says, or that opens an entry: the year stands above.
_MONTHS = rf"{MONTH_PATTERN}(?:\s?(?:-|/|to|and)\s?{MONTH_PATTERN})?"
_MONTH_HEADING = re.compile(_MONTHS, re.IGNORECASE)
_MONTH_ENTRY = re.compile(rf"(?:[*\-+]\s+)?({_MONTHS})(?::\s|\s-{{1,2}}\s)", re.IGNORECASE)
# "- 27: Both sides agree", below a month.
_DAY_ENTRY = re.compile(rf"(?:[*\-+]\s+)?({_SPAN})(?::\s|\s-{{1,2}}\s)")
_LEAD = re.compile(
    rf"(?:[*\-+]\s+|\d{{1,3}}[.)]\s+|\|\s*|\(|\[)?{_WEEKDAY_BEFORE}({_LEAD_DATE})(?:\)|\])?"
    rf"(?:,\s[A-Z][\w' -]{{2,24}})?(?:\s*(?::|\||\s-{{1,2}}\s|-{{1,2}}\s|;|,\s[A-Z][\w' -]{{2,24}}\.(?=\s)"
    rf"|\.(?=\s+[A-Z\"'0-9])|\s{{2,}})\s*|\s*$)",
    re.IGNORECASE,
)
# "May 20, 2023 (Saturday)", "Current events: 20 May 2023"
_DAY_TITLE = re.compile(
    rf"(?:[a-z ]{{3,30}}(?:[:,]|\s-)\s+)?{_WEEKDAY_BEFORE}"
    rf"((?:{_DAY}\s+{MONTH_PATTERN}|{MONTH_PATTERN}\s+{_DAY}),?\s+\d{{4}})(?:\s\(\w+day\)|,\s\w+day)?",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:\*{2,3}|[*+•·‣▪◦○●■▸►o-]|\d{1,3}[.)]|\([a-z0-9]\))\s+(?=\S)")
_HEADING_MARK = re.compile(r"\s*#{1,6}\s+|\s*={2,6}\s*(?=\S)")
_CAPS_PLACE = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][A-Z'.-]{2,40}(?:[ /][A-Z][A-Z'.-]+){0,3}"
)
# A hyphen is within a name only: as a separator too, the same letters could be split in ever more ways.
_PLACE = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][A-Za-z'.-]{1,40}(?: [A-Z][A-Za-z'.-]{1,40}){0,2}"
)
_AGENCY = r"\s?\([A-Z][\w/& .-]{1,30}\)"
# The year may stand in brackets: "Nov 11 (2000)".
_YEAR_IN_LINE = r"(?:,?\s\(?\d{4}\)?)?"
_DATE_IN_LINE = rf"(?:{MONTH_PATTERN}\s\d{{1,2}}{_YEAR_IN_LINE}|\d{{1,2}}\s{MONTH_PATTERN}{_YEAR_IN_LINE})"
# "MINSK, Feb 13 (Agency) - ", "ARAWA, Bougainville - ", "Geneva, 5 May 1994 - ", "LANAO - (17 February 2006) ".
_DATELINE = re.compile(
    rf"\s*(?:{_CAPS_PLACE}(?:,\s?{_PLACE})?(?:,?\s(?i:{_DATE_IN_LINE}))?(?:{_AGENCY})?"
    rf"|{_PLACE}(?:,\s?{_PLACE})?,?\s(?i:{_DATE_IN_LINE})(?:{_AGENCY})?|{_PLACE}{_AGENCY})"
    rf"\s{{0,2}}(?:-{{1,2}}|:)\s+(?:\((?i:{_DATE_IN_LINE})\)\s*)?(?=[\"'A-Z])"
)
_PLACE_DATE = re.compile(rf"\s*{_PLACE}(?:,\s?{_PLACE})?,\s(?:the\s)?(?i:{_DATE_IN_LINE})\.?\s*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|gen|lt|col|maj|capt|sgt|sen|rep|gov|prof|rev|hon"
    r"|pres|jr|sr|vs|no|nos|fig|ca|cf|al|etc|approx|dept|"
    r"jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mt|ft|brig|adm|cmdr|amb"
    r"|art|arts|vol|pp|ed|eds|inc|co|corp|ltd|u\.s|u\.n|e\.g|i\.e|a\.m|p\.m|"
    r"d\.c|u\.k)|\b[a-z]|\b(?:[a-z]\.){1,3}[a-z])$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = max(map(len, re.findall(r"[a-z]+", _ABBREVIATION.pattern)))
_AMPM_END = re.compile(r"(?:a\.m|p\.m|u\.s|u\.n|u\.k|d\.c|etc)$", re.IGNORECASE)
_SENTENCE_END = re.compile(
    r"[.!?;](?:(?<=[.!?])(?:[.!?]*[\"')\]]*(?=\s|$)|(?<=[a-z]{2}.)(?=[A-Z][a-z]))|(?<=;)(?=\s))"
)
_TERMINAL = re.compile(r"[.!?;:,][\"')\]]*\s*$")
_NEXT_START = re.compile(r"\s*[\"'(\[]*([A-Za-z0-9])")
_LIST_LINE = re.compile(r"\s*(?:[*+•·‣▪◦○●■▸►-]\s|\d{1,3}[.)]\s|\|)")
_CONTINUES = re.compile(r"\s*[a-z(,;]")
_WRAP_WIDTH = (40, 130)
# Letters that a weekday in brackets adds to a date.
_WEEKDAY_LENGTH = 14
_LONGEST = 2_000


def find_sentences(view: View) -> list[Sentence]:
    """Return the sentences of a text in order; every non-blank character outside marks is in one."""
    sentences: list[Sentence] = []
    fragment = 0
    caseless = not re.search(r"[a-z]{2}", view.text) or not re.search(r"[A-Z]", view.text)
    lead: tuple[int, int] | None = None
    paragraph = -1
    kinds: set[str] = set()  # of the blocks of this fragment so far
    day_opened = by_topic = False
    for number, block in enumerate(_with_days(view.text)):
        start = block.start
        dateline = (
            _DATELINE.match(view.text, start, block.end)
            if not caseless and block.kind in ("paragraph", "bullet", "entry")
            else None
        )
        if dateline and (block.kind != "entry" or view.text[start].isalpha()):
            # A dateline below a chronology opens another text; within one, it is the next of its entries.
            if "paragraph" in kinds or (block.kind == "paragraph" and kinds & {"entry", "bullet"}):
                fragment, kinds, by_topic = fragment + 1, set(), False
            lead, start = None, dateline.end()
        elif not caseless and (dateline := _PLACE_DATE.match(view.text, start, block.end)):
            start = start if block.kind == "title" else block.end
        if block.lead:
            lead = block.lead
        elif block.kind == "heading" and block.lead is None:
            # A day whose news is told by topic keeps its date below the topics' headings.
            by_topic = by_topic or day_opened
            lead = lead if by_topic else None
        day_opened = block.kind in ("heading", "lead", "title") and _is_day(view.text, block)
        paragraph += 1
        for first, last in _split_sentences(view.text, start, block.end, caseless):
            span = (
                dateline.span()
                if dateline and first >= start and not (sentences and sentences[-1].block == number)
                else None
            )
            sentences.append(Sentence(first, last, number, block.kind, fragment, paragraph, lead, span))
            kinds.add(block.kind)
        if dateline and start == block.end:
            sentences.append(
                Sentence(
                    block.start, block.end, number, "dateline", fragment, paragraph, None, dateline.span()
                )
            )
    return sentences


def _with_days(text: str) -> Iterator[_Block]:
    """The blocks, those below a month with the day that opens them: "27: Both sides agree"."""
    in_month = False
    for block in _find_blocks(text):
        if block.lead is not None:
            in_month = in_month or _MONTH_HEADING.fullmatch(text, *block.lead) is not None
        elif in_month and block.kind in ("bullet", "paragraph"):
            day = _DAY_ENTRY.match(text, block.start, block.end)
            yield _Block(block.start, block.end, "entry", day.span(1)) if day else block
            continue
        yield block


def _is_day(text: str, block: _Block) -> bool:
    """A heading that is a day and little more: "APRIL 21, 2023 (FRIDAY)"."""
    if block.lead is None or block.end - block.lead[1] > _WEEKDAY_LENGTH:
        return False
    return (
        re.match(rf"(?:{_SPAN}\s|.*\b{_SPAN}(?:,|$)|\d{{4}}-\d{{2}}-\d{{2}})", text[slice(*block.lead)])
        is not None
    )


def _find_blocks(text: str) -> Iterator[_Block]:
    lines = list(_lines(text))
    wrapped = _is_wrapped(text, lines)
    held: tuple[int, int] | None = None
    first = True
    for _index, (start, end) in enumerate(lines):
        if start == end:
            if held:
                yield _block(text, held, first)
                first = False
            held = None
            continue
        joins = (
            held is not None
            and (wrapped or _CONTINUES.match(text, start))
            and _joins(text, held, (start, end), wrapped)
        )
        if joins and held:
            held = (held[0], end)
            continue
        if held:
            yield _block(text, held, first)
            first = False
        held = (start, end)
    if held:
        yield _block(text, held, first)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for line in text.split("\n"):
        left = len(line) - len(line.lstrip())
        stripped = line.strip()
        start = position + left
        yield (start, start + len(stripped)) if stripped else (position, position)
        position += len(line) + 1


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Hard-wrapped: most lines that another line follows are of one width and end within a sentence."""
    inner = [
        lines[i]
        for i in range(len(lines) - 1)
        if lines[i][1] > lines[i][0] and lines[i + 1][1] > lines[i + 1][0]
    ]
    if len(inner) < 2:
        return False
    widths = [end - start for start, end in inner]
    if max(end - start for start, end in lines) > _WRAP_WIDTH[1]:
        return False
    open_ended = sum(1 for start, end in inner if not _TERMINAL.search(text, max(start, end - 4), end))
    long_enough = sum(1 for width in widths if width >= _WRAP_WIDTH[0])
    return long_enough * 2 > len(inner) and open_ended * 2 > len(inner)


def _joins(text: str, held: tuple[int, int], line: tuple[int, int], wrapped: bool) -> bool:
    if (
        _LIST_LINE.match(text, line[0])
        or _HEADING_MARK.match(text, line[0])
        or _LEAD.match(text, line[0], line[1])
    ):
        return False
    if _HEADING_MARK.match(text, held[0]):
        return False
    if wrapped:
        last_line = text.rfind("\n", held[0], held[1]) + 1 or held[0]
        return held[1] - last_line >= _WRAP_WIDTH[0] or not _TERMINAL.search(text, held[0], held[1])
    return not _TERMINAL.search(text, max(held[0], held[1] - 6), held[1])


def _block(text: str, span: tuple[int, int], first: bool) -> _Block:
    start, end = span
    mark = _HEADING_MARK.match(text, start, end)
    if mark:
        return _heading(text, mark.end(), end)
    lead = _LEAD.match(text, start, end)
    if lead:
        kind = "lead" if lead.end() >= end - 1 else "entry"
        if kind == "entry" and _is_headline(text, lead.end(), end):
            kind = "heading"
        return _Block(start, end, kind, (lead.start(1), lead.end(1)))
    month = _MONTH_ENTRY.match(text, start, end)
    if month:
        return _Block(start, end, "entry", month.span(1))
    bullet = _BULLET.match(text, start, end)
    if bullet:
        return _Block(bullet.end(), end, "bullet")
    if _is_headline(text, start, end):
        return _heading(text, start, end, "title" if first else "heading")
    return _Block(start, end, "paragraph")


def _heading(text: str, start: int, end: int, kind: str = "heading") -> _Block:
    if kind == "title":
        # Only a title that is a day heads what follows: that of a digest.
        day = _DAY_TITLE.fullmatch(text, start, end)
        return _Block(start, end, kind, day.span(1) if day else None)
    if _MONTH_HEADING.fullmatch(text, start, end):
        return _Block(start, end, kind, (start, end))
    lead = re.match(rf"\s*{_WEEKDAY_BEFORE}({_LEAD_DATE})\b", text[start:end], re.IGNORECASE)
    span = (start + lead.start(1), start + lead.end(1)) if lead else None
    return _Block(start, end, kind, span)


def _is_headline(text: str, start: int, end: int) -> bool:
    return (
        end - start <= 140
        and not _TERMINAL.search(text, max(start, end - 4), end)
        and text.count(" ", start, end) <= 20
    )


def _split_sentences(text: str, start: int, end: int, caseless: bool) -> Iterator[tuple[int, int]]:
    first = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.group().startswith(";"):
            if match.start() - first < 400:
                continue
        elif not _ends_sentence(text, first, match, end, caseless):
            continue
        yield from _cut(text, first, match.end())
        first = match.end()
    yield from _cut(text, first, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What has no end for thousands of characters is no sentence: it is read in pieces, cut at blanks, so that
    the work on a text grows with its length."""
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = blank if blank > 0 else start + _LONGEST
        span = _trim(text, start, cut)
        if span:
            yield span
        start = cut
    span = _trim(text, start, end)
    if span:
        yield span


def _ends_sentence(text: str, first: int, match: re.Match[str], end: int, caseless: bool) -> bool:
    following = _NEXT_START.match(text, match.end(), end)
    if following and not caseless and following.group(1).islower():
        return False
    if match.group()[0] != ".":
        return True
    # No abbreviation holds a blank, so that only what stands after the last one can be one.
    dot = match.start()
    begin = max(first, dot - 12)
    blank = text.rfind(" ", begin, dot)
    if dot - blank > _LONGEST_ABBREVIATION and text[dot - _LONGEST_ABBREVIATION - 1 : dot].isalpha():
        return True
    if not _ABBREVIATION.search(text, max(begin, blank), dot):
        return True
    before = text[begin:dot]
    if before.endswith((".m", " am", " pm")):
        return not _AFTER_HOUR.match(text, match.end(), end)
    if _AMPM_END.search(before):
        word = re.match(r"\s*[\"'(]*([A-Za-z]+)", text[match.end() : match.end() + 20])
        return bool(word and word.group(1) in _OPENERS)
    return False


_OPENERS = frozenset(
    "The A An In On At He She It They This That These Those But However When After Before "
    "While Both Since For By "
    "Meanwhile Although Despite Its His Their There".split()
)

# What may follow "6 p.m." within its sentence: a zone ("GMT", "Kyiv time", "local time"), a day, lower case.
_AFTER_HOUR = re.compile(
    r"\s*[\"'(]*(?:[A-Z]{2,4}\b|(?:[A-Z][\w-]+ ){1,2}time\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|[^A-Z\s])"
)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
