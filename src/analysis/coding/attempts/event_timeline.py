"""What an event of a text is dated by: the dates of its clause, else where the story has come to."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.coding.attempts.registry import is_finer
from analysis.coding.attempts.timeline import Timeline
from analysis.coding.sentences.events import Event
from analysis.text.anchors import DateValue, Narrative, resolve
from analysis.text.date_expressions import DateExpression
from analysis.text.segments import Sentence

# What stands between an event and a date that is that of something else.
_TURNS_AWAY = re.compile(r";|\b(?:which|who|whom|where|although|though|while|whereas|because|but)\b")
# "the truce with the president, in place since June 1989"
_IN_PLACE_SINCE = re.compile(r"[^.;]{0,60}, in (?:place|force|effect|operation) (?:since|from) ")


class EventTimeline(Timeline):
    """The time of a text, asked for the dates of its events."""

    def _is_lead(self, item: DateExpression, sentence: Sentence) -> bool:
        return sentence.lead is not None and sentence.lead[0] <= item.start < sentence.lead[1]

    def context_date(self, event: Event, sentence: Sentence, number: int) -> DateValue | None:
        """Where the clause gives no date: the chronology's lead, another date of the sentence, the narrative's
        month."""
        if self.narrative.lead:
            return replace(self.narrative.lead, method="lead")
        last = self._last_before(event, number)
        if last and last.lo:
            together = event.anaphoric_parties and event.kind == "mutual"
            if last.prec == "day" and together and self._was_dated(number - 1, sentence, last):
                # "On 5 May the leaders met. They agreed to a truce."
                return replace(last, method="narrative")
            if last.prec == "day" and self._dated_nearby(number, sentence):
                month = DateExpression(0, 0, "calendar", last.lo.year, last.lo.month)
                value = resolve(month, Narrative())
                return replace(value, method="narrative") if value else None
            year = DateExpression(
                0,
                0,
                "calendar",
                last.lo.year,
                last.lo.month if last.prec == "month" and self._dated_nearby(number, sentence) else None,
            )
            value = resolve(year, Narrative())
            return replace(value, method="narrative") if value else None
        if self.narrative.anniversary:
            return None
        if self.narrative.only_year:
            value = resolve(DateExpression(0, 0, "calendar", self.narrative.only_year), Narrative())
            return replace(value, method="only_year") if value else None
        if self.narrative.title_year and sentence.kind != "title":
            value = resolve(DateExpression(0, 0, "calendar", self.narrative.title_year), Narrative())
            return replace(value, method="title") if value else None
        if self.published:
            day = self.published
            return DateValue(day.replace(day=1), day, "month", "published")
        return None

    def _last_before(self, event: Event, number: int) -> DateValue | None:
        """The date that the narrative had come to where the event is told: a day later in its sentence does not date
        it, where the sentences before have one."""
        before, dates = self._before.get(number), self.dates_of(number)
        first = min((d.start for d in dates), default=0)
        ends_only = bool(event.dates) and all(role == "agreed_end" for role, _ in event.dates)
        if before is not None and ends_only and first >= event.end:
            # "They agreed to prolong the truce to the end of August": that day is to come.
            return before
        if before is None or first < event.end or not _TURNS_AWAY.search(self.view.lower, event.end, first):
            return self.narrative.last
        return before

    def _was_dated(self, number: int, sentence: Sentence, day: DateValue) -> bool:
        """The sentence before tells of one day only, and of this."""
        if number < 0 or self.sentences[number].paragraph != sentence.paragraph:
            return False
        values = [v for d in self.dates_of(number) if (v := self.value(d)) is not None]
        return len(values) == 1 and values[0].lo == day.lo and values[0].prec == "day"

    def _dated_nearby(self, number: int, sentence: Sentence) -> bool:
        for i in range(number, max(-1, number - 3), -1):
            if self.sentences[i].paragraph != sentence.paragraph:
                return False
            if any(d.month or d.kind == "offset" for d in self.dates_of(i)):
                return True
        return False

    def event_dates(
        self, event: Event, sentence: Sentence, number: int
    ) -> tuple[dict[str, DateValue], set[str]]:
        dates: dict[str, DateValue] = {}
        vague = False
        # Of two dates with one role, the one nearest to the noun is meant.
        for role, item in sorted(
            event.dates,
            key=lambda pair: (not self._is_lead(pair[1], sentence), abs(pair[1].start - event.start)),
        ):
            value = self.value(item)
            vague = vague or (item.kind == "vague" and value is None)
            # "The agreement of 22 February was made public the next day": its own day is its day.
            beside = event.own_date is not None and item.kind == "offset" and role in ("announced", "signed")
            if value is None or beside or role in ("ended", "violated", "reported"):
                continue
            if (
                item.month2
                and item.day2
                and item.preposition in ("from", "between")
                and value.lo
                and value.hi
                and event.creates
            ):
                dates.setdefault("effective", DateValue(value.lo, value.lo, "day", value.method))
                dates.setdefault("agreed_end", DateValue(value.hi, value.hi, "day", value.method))
                continue
            if item.preposition in ("by", "before") and role in ("announced", "signed"):
                value = (
                    DateValue(None, value.hi, "before", value.method)
                    if item.preposition == "by" and value.prec != "year"
                    else value
                )
            if role in dates and is_finer(value, dates[role]):
                # "2003 January - ... declare a ceasefire on the 29th"
                dates[role] = value
            dates.setdefault(role, value)
        if event.own_date is not None:
            value = self.value(event.own_date)
            if value:
                dates.setdefault("announced", value)
        if not any(role in dates for role in ("announced", "signed", "effective")) and not (
            vague and self.narrative.lead is None
        ):
            value = self.context_date(event, sentence, number)
            if value:
                dates["announced"] = value
                return dates, {"announced"}
        return dates, set()

    def since_date(self, event: Event) -> DateExpression | None:
        """'has been in force since September 1991': the state dates the attempt."""
        if event.state != "held" or event.own_date is not None:
            return None
        lower = self.view.lower
        return next(
            (
                item
                for role, item in event.dates
                if role == "effective"
                and self.value(item)
                # "lower than at any time since March"
                and not lower[max(0, item.start - 12) : item.start].rstrip().endswith((" time", "time since"))
            ),
            None,
        )

    def reference_date(self, event: Event) -> DateValue | None:
        """The date in a phrase of the noun itself: "the ceasefire in 1994", "a truce since May"."""
        for role, item in event.dates:
            value = self.value(item)
            if (
                value
                and role in ("announced", "signed", "effective")
                and event.end <= item.start
                and (
                    (item.start <= event.end + 12 and item.preposition in ("in", "of", "on", "from", "since"))
                    or _IN_PLACE_SINCE.fullmatch(self.view.lower, event.end, item.start)
                )
            ):
                return value
        return None
