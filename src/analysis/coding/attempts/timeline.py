"""The time of a text while it is read: dates of every sentence, and the narrative they move."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from analysis.coding.attempts.story_dates import looks_back, moves_story, names_paper
from analysis.text.anchors import DateValue, Narrative, resolve
from analysis.text.anniversaries import day_of_anniversary
from analysis.text.counted_dates import count_from_dates
from analysis.text.cues import Cue, Cues
from analysis.text.date_expressions import DateExpression
from analysis.text.date_patterns import MONTHS, YEAR_DIGITS
from analysis.text.dates import find_dates
from analysis.text.page_day import day_of_page
from analysis.text.segments import Sentence
from analysis.text.view import View

_LAST_YEAR = re.compile(r",? (?:of )?(last|this) year\b")
_THAT_YEAR = re.compile(r",? (?:of )?(?:that|the same) year\b")
_BARE_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s?(?:-|/|to|and)\s?\d{1,2}(?:st|nd|rd|th)?)?$")
_HAD = re.compile(r"\bhad\b(?! to\b)[^,;]*$")
_YEARS = re.compile(r"\d{4}\s?\W\s?\d{2,4}")
# Days that may lie between the dateline of a report and its publication.
_PRINTED = 7


class Timeline:
    """Resolves the dates of one text in reading order, as far as they are asked for.

    The reader says by `turn_to` which sentence it reads. Most sentences tell of no ceasefire, so their dates are found
    and resolved only once something asks for the time: then all sentences up to the present one are caught up with.
    """

    def __init__(
        self, view: View, sentences: list[Sentence], published: date | None, cues: Cues | None = None
    ) -> None:
        published = published or day_of_page(view)
        self.view, self.sentences, self.published = view, sentences, published
        cues = cues or Cues(view.lower, view.text)
        self._cues = cues
        self.cues = [cues.between(s.start, s.end) for s in sentences]
        self._narrative = Narrative(published=published)
        self._dates: list[list[DateExpression] | None] = [None] * len(sentences)
        self._values: dict[int, DateValue | None] = {}
        self._anchors: list[DateValue | None] = []
        # What the narrative had come to before a sentence.
        self._before: dict[int, DateValue] = {}
        self._now = -1
        self._fragment = self._paragraph = -1
        # Below a heading no day has been told yet: the first may lie well before the last of the section above.
        self._new_section = False
        self._entry: DateValue | None = None
        # The heading whose time the story has left behind.
        self._left: tuple[int, int] | None = None
        self._span: tuple[int, int] | None = None

    def turn_to(self, number: int) -> None:
        """The sentence of this number is being read; numbers never go back."""
        self._now = number

    def dates_of(self, number: int) -> list[DateExpression]:
        """The date expressions of a sentence."""
        dates = self._dates[number]
        if dates is None:
            sentence, held = self.sentences[number], self.cues[number]
            found = find_dates(self.view.text, sentence.start, sentence.end, held, self.view.lower)
            dates = self._dates[number] = count_from_dates(self.view.text, found)
        return dates

    @property
    def narrative(self) -> Narrative:
        """What is known of the time once the present sentence is read."""
        self._catch_up(self._now)
        return self._narrative

    def value(self, item: DateExpression) -> DateValue | None:
        """What a date expression up to the present sentence was found to mean."""
        self._catch_up(self._now)
        return self._values.get(id(item))

    def read_all(self) -> tuple[dict[int, DateValue | None], list[DateValue | None]]:
        """Every value of the text by the id of its expression, and for each sentence the date that relative dates
        after it count from."""
        self._catch_up(len(self.sentences) - 1)
        return self._values, self._anchors

    def _catch_up(self, last: int) -> None:
        for number in range(len(self._anchors), last + 1):
            sentence = self.sentences[number]
            if sentence.fragment != self._fragment:
                self._fragment = sentence.fragment
                self._enter_fragment(number)
            if sentence.paragraph != self._paragraph:
                self._paragraph = sentence.paragraph
                self._enter_block(sentence)
                if sentence.kind == "heading":
                    self._new_section = True
            if sentence.dateline:
                self._enter_dateline(sentence.dateline)
            if self._narrative.last is not None and not sentence.lead:
                self._before[number] = self._narrative.last
            if sentence.kind != "dateline":
                self._read_dates(number, sentence)
            self._anchors.append(self._anchor())

    def _enter_fragment(self, number: int) -> None:
        self._narrative.restart()
        self._entry = None
        fragment = self.sentences[number].fragment
        end = number
        while end < len(self.sentences) and self.sentences[end].fragment == fragment:
            end += 1
        inside = list(range(number, end))
        years = {
            d.year
            for i in inside
            if self._may_name_year(i)
            for d in self.dates_of(i)
            if d.year and not names_paper(d)
        }
        self._narrative.only_year = years.pop() if len(years) == 1 else None
        title = self.sentences[number]
        if title.kind == "title":
            self._narrative.title_year = next(
                (d.year for d in self.dates_of(number) if d.year), self._bracketed_year(title)
            )
        self._narrative.anniversary = self._anniversary(inside)

    def _may_name_year(self, number: int) -> bool:
        sentence = self.sentences[number]
        return YEAR_DIGITS.search(self.view.lower, sentence.start, sentence.end) is not None

    def _bracketed_year(self, title: Sentence) -> int | None:
        found = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", self.view.text[title.start : title.end])
        return int(found.group(1)) if found else None

    def _anniversary(self, inside: list[int]) -> DateValue | None:
        """The time that the first anniversary of a fragment dates."""
        for i in inside:
            sentence = self.sentences[i]
            if not self.cues[i] & Cue.ANNIVERSARY:
                continue
            around = [d for j in inside for d in self.dates_of(j)]
            value = day_of_anniversary(
                self.view.lower, sentence.start, sentence.end, self.dates_of(i), around
            )
            if value is not None:
                return value
        return None

    def _enter_block(self, sentence: Sentence) -> None:
        self._narrative.lead = None
        if not sentence.lead:
            self._entry = None
            return
        if sentence.lead == self._left:
            return
        found = self._read_lead(sentence.lead)
        if self._is_span_above(sentence):
            # "2004-2008" heads a section: the story begins there, and goes on.
            if sentence.lead != self._span:
                self._span = sentence.lead
                self._narrative.last = resolve(found[0], Narrative()) if found else self._narrative.last
            return
        # Entries follow each other, whatever other days the last one tells of.
        before = replace(self._narrative, lead=None, last=self._entry or self._narrative.last, onwards=True)
        value = resolve(found[0], before) if found else None
        if value:
            self._narrative.lead = self._narrative.last = self._entry = value

    def _is_span_above(self, sentence: Sentence) -> bool:
        """Several years stand above the sentence, as the heading of a section."""
        lead = sentence.lead
        return (
            lead is not None
            and lead[1] <= sentence.start
            and _YEARS.fullmatch(self.view.text[slice(*lead)]) is not None
        )

    def _read_lead(self, span: tuple[int, int]) -> list[DateExpression]:
        """The date above or before an entry: a month alone ("March"), or a day alone below it ("27: ...")."""
        word = self.view.lower[slice(*span)]
        if day := _BARE_DAY.match(word):
            return [DateExpression(*span, "calendar", day=int(day[1]))]
        months = [MONTHS[part] for part in re.findall(r"[a-z]+", word) if part in MONTHS]
        if months and not re.search(r"\d", word):
            last = months[-1] if len(months) > 1 else None
            return [DateExpression(*span, "calendar", month=months[0], month2=last)]
        return self._find_within(span)

    def _find_within(self, span: tuple[int, int]) -> list[DateExpression]:
        return find_dates(self.view.text, *span, self._cues.between(*span), self.view.lower)

    def _enter_dateline(self, span: tuple[int, int]) -> None:
        found = self._find_within(span)
        if len(found) > 1 and found[0].year is None:
            # "ABUJA, Nov 11 (2000)": the year stands apart.
            found[0] = replace(found[0], year=found[1].year)
        if found and found[0].year is None:
            found[0] = self._dated_by_publication(found[0])
        value = resolve(found[0], replace(self._narrative, lead=None, last=None)) if found else None
        if value and value.lo and value.prec == "day":
            self._narrative.dateline = value.lo
            if self._narrative.only_year is None:
                self._narrative.title_year = value.lo.year

    def _dated_by_publication(self, item: DateExpression) -> DateExpression:
        """'BISHKEK, Sept 17': its year is that of the publication a few days later, whatever years the text names."""
        if self.published is None or item.day is None or item.month is None:
            return item
        value = resolve(replace(item, year=self.published.year), Narrative())
        near = (
            value is not None and value.lo is not None and abs((self.published - value.lo).days) <= _PRINTED
        )
        return replace(item, year=self.published.year) if near else item

    def _read_dates(self, number: int, sentence: Sentence) -> None:
        for item in self.dates_of(number):
            if sentence.lead and sentence.lead[0] <= item.start < sentence.lead[1]:
                self._values[id(item)] = self._narrative.lead
                continue
            if item.kind == "vague":
                self._values[id(item)] = self._count(item, number)
                continue
            value = resolve(item, self._narrative_for(item, number))
            self._values[id(item)] = value
            if not value or (not self._new_section and self._looks_back(item, number, value)):
                continue
            self._new_section = self._new_section and sentence.kind == "heading"
            if moves_story(item, sentence, self._narrative, self.view.lower):
                self._narrative.note(value, item)
                self._leave_heading(item, sentence, value)

    def _leave_heading(self, item: DateExpression, sentence: Sentence, value: DateValue) -> None:
        """'2001 ceasefire' heads a section that goes on to January 2003: a month below it is one of 2003."""
        lead = self._narrative.lead
        above = sentence.lead is not None and sentence.lead[1] <= sentence.start
        if not above or lead is None or lead.hi is None or value.lo is None or lead.prec == "day":
            return
        if item.year and item.month and value.lo > lead.hi:
            self._left, self._narrative.lead, self._entry = sentence.lead, None, None

    def _count(self, item: DateExpression, number: int) -> DateValue | None:
        """'On 24 May, a day after both sides agreed': the day of what the clause after it tells."""
        told = [self._values.get(id(d)) for d in self.dates_of(number) if d.start < item.start]
        day = next((v for v in reversed(told) if v is not None and v.prec == "day"), None)
        if day is None or not item.amount:
            return None
        return resolve(replace(item, kind="offset", base="narrative"), Narrative(last=day))

    def _narrative_for(self, item: DateExpression, number: int) -> Narrative:
        """A year that stands earlier in the sentence ("For Tet 1968 ... from 27 January") is the year of a date
        without one."""
        if item.year is not None or item.kind != "calendar":
            return self._narrative
        if item.unit == "year" and item.amount:
            # "little but upheaval since 2013 ... in July of the following year"
            told = next(
                (y for i in range(number, max(-1, number - 3), -1) for y in self._years_before(item, i)), None
            )
            return replace(self._narrative, lead=None, last=told) if told else self._narrative
        if item.month is None and item.day and self.view.lower.endswith("that month", item.start, item.end):
            # "the invasion of June 1982, halted on the 11th of that month"
            before = [d for d in self.dates_of(number) if d.month and d.start < item.start]
            month = self._values.get(id(before[-1])) if before else None
            return replace(self._narrative, lead=None, last=month) if month else self._narrative
        if _THAT_YEAR.match(self.view.lower, item.end):
            # "... the 34-day war of 2006. That ceasefire came into effect on August 14 of that year."
            told = next(
                (y for i in range(number, max(-1, number - 4), -1) for y in self._years_before(item, i)), None
            )
            return replace(self._narrative, lead=None, last=told) if told else self._narrative
        writing = self._narrative.dateline or self._narrative.published
        relative = _LAST_YEAR.match(self.view.lower, item.end)
        if relative and writing:
            # "on 17 July last year"
            year = writing.year - (relative.group(1) == "last")
            value = resolve(DateExpression(0, 0, "calendar", year), Narrative())
            return replace(self._narrative, lead=None, last=value) if value else self._narrative
        lead = self._narrative.lead
        full = [d for d in self.dates_of(number) if d.year and d.month and d.start < item.start]
        if full and item.preposition == "on" and item.day and (item.month or 0) >= (full[-1].month or 0):
            # "met in January 1999, and on 26 December they agreed", but "in January 2013 took back what it had offered
            # on 21 December".
            same = item.month == full[-1].month
            earlier = not same and _HAD.search(self.view.lower[full[-1].end : item.start]) is not None
            year = (full[-1].year or 0) - earlier
            told = resolve(DateExpression(0, 0, "calendar", year), Narrative())
            return replace(self._narrative, lead=None, last=told)
        if lead is not None and lead.prec in ("year", "season") and full:
            # "1989-90 ... on 18-19 April 1990 they signed a truce from 19 April"
            return replace(self._narrative, lead=None, last=resolve(full[-1], Narrative()))
        if self._narrative.lead:
            return self._narrative
        years = [
            d
            for d in self.dates_of(number)
            if d.year
            and d.month is None
            and d.start < item.start
            and not names_paper(d)
            # "From 5 August they crossed the line of 1949 and on 1 September ...": a year of something else.
            and not any(x.month and not x.year and x.start < d.start for x in self.dates_of(number))
            and (
                d.preposition not in ("since", "the", "until", "after")
                # "the first truce since 2016, when one agreed for 10 April ..."
                or self.view.lower.startswith(", when", d.end)
            )
        ]
        value = self._values.get(id(years[-1])) if years else None
        return replace(self._narrative, last=value) if value else self._narrative

    def _years_before(self, item: DateExpression, number: int) -> list[DateValue]:
        """The years told in one sentence before an expression, the last first."""
        found = [d for d in self.dates_of(number) if d.year and d.start < item.start]
        years = [
            resolve(DateExpression(d.start, d.end, "calendar", d.year), Narrative()) for d in reversed(found)
        ]
        return [value for value in years if value is not None]

    def _looks_back(self, item: DateExpression, number: int, value: DateValue) -> bool:
        dates, last = self.dates_of(number), self._narrative.last
        return looks_back(item, value, self.sentences[number], dates, last, self.view.lower)

    def _anchor(self) -> DateValue | None:
        """Return the date that relative dates of the sentence just read count from."""
        narrative = self._narrative
        writing = narrative.dateline or narrative.published
        day = DateValue(writing, writing, "day", "published") if writing else None
        return narrative.lead or narrative.last or narrative.anniversary or day
