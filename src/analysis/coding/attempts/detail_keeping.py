"""What is told beside the attempts: who mediated, whose peacekeepers came, by which day a paper was signed or stood."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile

from analysis.coding.attempts.event_timeline import EventTimeline
from analysis.coding.attempts.registry import DATE_ORDER, Record, coarse, may_be_same_day, union
from analysis.coding.attempts.state_keeping import StateKeeper
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import Clause, read_items
from analysis.coding.sentences.lexicon import Lexicon
from analysis.coding.sentences.mediation import find_mediators
from analysis.text.actor_spans import ActorSpan
from analysis.text.anchors import DateValue
from analysis.text.cast import Cast
from analysis.text.segments import Sentence
from analysis.text.view import View

_PEACEKEEPING = re.compile(r"\bpeace-?keep(?:ers?|ing)\b")
_MEDIATING = re.compile(r"\b(?:mediat|broker|facilitat|auspices|good offices|convened|chaired|persuaded)")
# Days that may lie between an agreement and its signing.
_SIGNED_WITHIN = 14


def _is_just_before(agreed: DateValue, signed: DateValue) -> bool:
    """Agreed upon on 5 December, the paper was signed two days later."""
    if agreed.prec != "day" or agreed.lo is None or signed.lo is None:
        return False
    return 0 < (signed.lo - agreed.lo).days <= _SIGNED_WITHIN


class DetailKeeper(StateKeeper):
    """Adds mediators, peacekeepers and days that stand in other sentences than the attempts.

    `events`: all that were read, in text order.
    """

    def __init__(
        self, view: View, sentences: list[Sentence], actors: Cast, timeline: EventTimeline, usual: tuple[str, ...],
        lexicon: Lexicon,
    ) -> None:  # fmt: skip
        super().__init__(sentences, actors, timeline, usual)
        self.view, self.lexicon = view, lexicon
        self.events: list[Event] = []
        self.peacekeepers: list[tuple[Sentence, ActorSpan, Event]] = []
        self.in_force: list[tuple[Sentence, DateValue, Event]] = []

    def _find_mediators_before(self, record: Record, number: int, sentence: Sentence) -> None:
        """'Qatar mediated in talks. Two days later they agreed to a truce': told in the sentence before."""
        before = self.sentences[number - 1] if number else None
        if (
            before is None
            or record.mediators
            or coarse(record.kind) != "mutual"
            or before.paragraph != sentence.paragraph
            or self._created_in(number - 1)
            or not _MEDIATING.search(self.view.lower, before.start, before.end)
        ):
            return
        record.mediators = self._mediators_told(record, number - 1, before)

    def _find_mediators_after(self, number: int, sentence: Sentence) -> None:
        """'Brokered by the United States and France, it gives the troops 60 days': told in the sentence after."""
        record = next(iter(self.registry.latest()), None)
        if (
            record is None
            or record.mediators
            or coarse(record.kind) != "mutual"
            or record.sentence != number - 1
            or self._created_in(number)
            or self.sentences[record.sentence].paragraph != sentence.paragraph
            or not _MEDIATING.search(self.view.lower, sentence.start, sentence.end)
        ):
            return
        record.mediators = self._mediators_told(record, number, sentence)

    def _mediators_told(self, record: Record, number: int, sentence: Sentence) -> list[ActorSpan]:
        """Who is said to mediate in a sentence that does not name the ceasefire, its sides left out."""
        actors, dates = self.actors.read(sentence.start, sentence.end), self.time.dates_of(number)
        items = read_items(self.view, sentence.start, sentence.end, actors, dates, self.lexicon)
        found = self.sides.resolve_actors(find_mediators(items, 0, len(items)))
        return [m for m in found if m.actor_id not in record.party_ids()]

    def _created_in(self, number: int) -> bool:
        """An attempt is made in the sentence of this number, one of the last."""
        late = takewhile(lambda event: event.sentence >= number, reversed(self.events))
        return any(event.sentence == number and event.creates for event in late)

    def _note_in_force(self, clause: Clause, sentence: Sentence, under: re.Match[str]) -> None:
        """'As of 10 November, the troops that are to come under the agreement ...': by that day it stood."""
        day = next((i for i in clause.items[:8] if i.date is not None and i.date.day is not None), None)
        value = self.time.value(day.date) if day is not None and day.date is not None else None
        if value is None or value.prec != "day":
            return
        event = Event(under.start(), under.end(), "implementation", rule="in_force_by", definite=True)
        event.span, event.dates = (clause.start, clause.end), [("effective", day.date)]  # type: ignore[union-attr, list-item]
        self.in_force.append((sentence, value, event))

    def _note_peacekeepers(self, sentence: Sentence) -> None:
        """'Russian peacekeepers', 'Russian troops, which were to be a peacekeeping force': whose they are."""
        match = _PEACEKEEPING.search(self.view.lower, sentence.start, sentence.end)
        if not match:
            return
        senders = [
            span
            for span in self.actors.known_between(sentence.start, match.start() + 1)
            if span.kind in ("state", "igo") and not span.person
        ]
        if senders:
            event = Event(match.start(), match.end(), "implementation", rule="peacekeepers", definite=True)
            event.span = (sentence.start, sentence.end)
            self.peacekeepers.append((sentence, senders[-1], event))

    def _place_peacekeepers(self) -> None:
        """They belong to the agreement told last before them in the fragment, else to the next one."""
        mutual: dict[int, list[Record]] = {}
        for one in self.registry.records:
            if coarse(one.kind) == "mutual":
                mutual.setdefault(one.fragment, []).append(one)
        for where, actor, event in self.peacekeepers:
            told = mutual.get(where.fragment, [])
            before = [r for r in told if self.sentences[r.sentence].start <= where.start]
            record = before[-1] if before else told[0] if told else None
            if record is not None:
                record.peacekeepers = union(record.peacekeepers, [actor])
                record.events.append(event)
                self.events.append(event)

    def _date_by_force(self) -> None:
        """An attempt without a day of its own was in force by the first day on which the text shows it at work."""
        for record in self.registry.records:
            if coarse(record.kind) != "mutual" or any(
                r not in record.guessed_dates for r in DATE_ORDER if r in record.dates
            ):
                continue
            shown = [
                (value, event)
                for where, value, event in self.in_force
                if where.fragment == record.fragment and value.hi
            ]
            if not shown:
                continue
            value, event = min(shown, key=lambda pair: pair[0].hi or date.max)
            guess = record.main_date
            if guess is not None and not may_be_same_day(guess[1], value, 0):
                continue
            for role in list(record.guessed_dates):
                record.dates.pop(role, None)
            record.guessed_dates.clear()
            record.dates["effective"] = DateValue(None, value.hi, "before", "in_force")
            record.events.append(event)
            self.events.append(event)

    def _take_signing(self, event: Event, sentence: Sentence, number: int) -> None:
        record = self.registry.find_recent(sentence.fragment, set(), frozenset(("mutual",)), number, 3)
        if record is not None:
            record.signatories = union(record.signatories, event.subject)
            record.events.append(event)
            self._date_by_signing(record, event)

    def _date_by_signing(self, record: Record, event: Event) -> None:
        """'The document was signed here on Friday evening': the day that an attempt told without one lacks."""
        days = [
            v for role, d in event.dates if role == "signed" and (v := self.time.value(d)) and v.prec == "day"
        ]
        later = [v for _, d in event.dates if d.kind == "calendar" and (v := self.time.value(d)) in days]
        told = [
            r
            for r, value in record.dates.items()
            if r in DATE_ORDER and (r not in record.guessed_dates or value.method == "lead")
        ]
        if not days:
            return
        if told:
            main = record.main_date
            if (
                "signed" not in record.dates
                and main is not None
                and later
                and _is_just_before(main[1], later[0])
            ):
                record.dates["signed"] = later[0]
            return
        for role in list(record.guessed_dates):
            record.dates.pop(role, None)
        record.guessed_dates.clear()
        record.dates["signed"] = days[0]
