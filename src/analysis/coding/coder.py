"""The rule coder: one text and what is known of it in, its ceasefire attempts with their words out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from analysis.coding.events import Event
from analysis.coding.items import Clause, read_items
from analysis.coding.lexicon import Lexicon, load_lexicon
from analysis.coding.meaning import read_events
from analysis.coding.registry import Record, Registry, Told, coarse, may_be_same_day
from analysis.coding.setting import count_war_words, is_figurative
from analysis.coding.states import read_paper, read_states
from analysis.text.actors import ActorReader, ActorSpan
from analysis.text.anchors import DateValue, Narrative, resolve
from analysis.text.dates import DateExpression, find_dates
from analysis.text.gazetteer_index import load_gazetteer
from analysis.text.segments import Sentence, find_sentences
from analysis.text.view import View, make_view

_BELLIGERENTS = frozenset(("state", "de_facto", "nonstate", "generic"))
_SENTENCES_BACK = 3


@dataclass(frozen=True)
class Document:
    """A text to be coded. `theatre`: ISO3 codes of the conflict's countries, `parties`: its usual two sides (actor ids)."""

    text: str
    source_id: str = ""
    published: date | None = None
    is_html: bool = False
    theatre: frozenset[str] = frozenset()
    parties: tuple[str, ...] = ()


@dataclass
class Coding:
    """What a text tells: its sentences, its events in text order, and the attempts they add up to."""

    document: Document
    view: View
    sentences: list[Sentence] = field(default_factory=list)
    anchors: list[DateValue | None] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    values: dict[int, DateValue | None] = field(default_factory=dict)
    collective: list[tuple[Event, str]] = field(default_factory=list)
    language: str = "en"
    names: dict[str, str] = field(default_factory=dict)


def code_text(document: Document) -> Coding:
    """Code one text. A text that names no ceasefire comes back with no events."""
    view = make_view(document.text, document.is_html)
    lexicon = load_lexicon()
    if not lexicon.name_pattern.search(view.lower) and not lexicon.verbal_pattern.search(view.lower):
        return Coding(document, view)
    return _Reading(document, view, lexicon).run()


class _Reading:
    """One pass over a text: keeps the narrative's time, the sides last spoken of, and the registry."""

    def __init__(self, document: Document, view: View, lexicon: Lexicon) -> None:
        self.document, self.view, self.lexicon = document, view, lexicon
        year = document.published.year if document.published else None
        self.actors = ActorReader(view, load_gazetteer(), year, document.theatre)
        self.sentences = find_sentences(view)
        self.narrative = Narrative(published=document.published)
        self.registry = Registry()
        self.coding = Coding(document, view, self.sentences)
        self.dates = [find_dates(view.text, s.start, s.end) for s in self.sentences]
        self.pair: list[ActorSpan] = []
        self.order = 0
        self.last_subject: list[ActorSpan] = []
        self.papers: list[tuple[int, Event]] = []

    def run(self) -> Coding:
        fragment = paragraph = -1
        for number, sentence in enumerate(self.sentences):
            if sentence.fragment != fragment:
                fragment = sentence.fragment
                self._enter_fragment(number)
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                self._enter_block(sentence)
            if sentence.dateline:
                self._enter_dateline(sentence.dateline)
            if sentence.kind == "dateline":
                continue
            self._read_sentence(number, sentence)
        in_war = count_war_words(self.view.lower)
        self.coding.records = [
            r
            for r in self.registry.records
            if r.parties or r.callers and in_war >= 2 or r.dates and in_war >= 4
        ]
        self.coding.names = {
            p.actor_id: self.actors.name_in_text(p) for r in self.coding.records for p in r.parties
        }
        if is_figurative(self.view.lower, in_war):
            self.coding.records, self.coding.collective = [], []
        return self.coding

    # --- time ----------------------------------------------------------------------------------------------------------

    def _enter_fragment(self, number: int) -> None:
        self.narrative.restart()
        self.pair = []
        fragment = self.sentences[number].fragment
        inside = [i for i, s in enumerate(self.sentences) if s.fragment == fragment]
        years = {d.year for i in inside for d in self.dates[i] if d.year}
        self.narrative.only_year = years.pop() if len(years) == 1 else None
        title = self.sentences[number]
        if title.kind == "title":
            self.narrative.title_year = next(
                (d.year for d in self.dates[number] if d.year), self._bracketed_year(title)
            )
        self.narrative.anniversary = self._anniversary(inside)

    def _bracketed_year(self, title: Sentence) -> int | None:
        found = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", self.view.text[title.start : title.end])
        return int(found.group(1)) if found else None

    def _anniversary(self, inside: list[int]) -> DateValue | None:
        """'on the 22nd anniversary of the signing in 1994': that year plus 22, in the month the fragment names for it."""
        for i in inside:
            sentence = self.sentences[i]
            found = _ANNIVERSARY.search(self.view.lower, sentence.start, sentence.end)
            if not found:
                continue
            count = int(found.group(1)) if found.group(1) else _ORDINAL_WORDS.get(found.group(2), 0)
            base = next((d.year for d in self.dates[i] if d.year and d.start > found.start()), None) or next(
                (d.year for d in self.dates[i] if d.year), None
            )
            if not count or not base:
                continue
            full = next((d for j in inside for d in self.dates[j] if d.year == base and d.month), None)
            expression = DateExpression(0, 0, "calendar", base + count, full.month if full else None)
            value = resolve(expression, Narrative())
            return replace(value, method="anniversary") if value else None
        return None

    def _enter_block(self, sentence: Sentence) -> None:
        self.narrative.lead = None
        if sentence.lead:
            found = find_dates(self.view.text, *sentence.lead)
            value = resolve(found[0], replace(self.narrative, lead=None)) if found else None
            if value:
                self.narrative.lead = value
                self.narrative.last = value

    def _enter_dateline(self, span: tuple[int, int]) -> None:
        found = find_dates(self.view.text, *span)
        value = resolve(found[0], replace(self.narrative, lead=None, last=None)) if found else None
        if value and value.lo and value.prec == "day":
            self.narrative.dateline = value.lo
            if self.narrative.only_year is None:
                self.narrative.title_year = value.lo.year

    def _read_dates(self, number: int, sentence: Sentence) -> None:
        for position, item in enumerate(self.dates[number]):
            if sentence.lead and sentence.lead[0] <= item.start < sentence.lead[1]:
                self.coding.values[id(item)] = self.narrative.lead
                continue
            value = resolve(item, self._narrative_for(item, number))
            self.coding.values[id(item)] = value
            if value and self._moves_narrative(item, sentence, position):
                self.narrative.note(value, item)

    def _narrative_for(self, item: DateExpression, number: int) -> Narrative:
        """A year that stands earlier in the sentence ("For Tet 1968 ... from 27 January") is the year of a date without one."""
        if item.year is not None or item.kind != "calendar" or self.narrative.lead:
            return self.narrative
        years = [
            d
            for d in self.dates[number]
            if d.year
            and d.month is None
            and d.start < item.start
            and d.preposition not in ("since", "the", "until", "after")
        ]
        value = self.value(years[-1]) if years else None
        return replace(self.narrative, last=value) if value else self.narrative

    def _moves_narrative(self, item: DateExpression, sentence: Sentence, position: int) -> bool:
        if (
            item.preposition in ("since", "until")
            or item.preposition == "the"
            and item.month is None
            and item.kind == "calendar"
            or item.kind == "calendar"
            and item.month is None
            and item.start - sentence.start > 12
            and sentence.kind not in ("heading", "title")
        ):
            return False
        return not (item.kind == "offset" and item.unit in ("soon",))

    def value(self, item: DateExpression) -> DateValue | None:
        return self.coding.values.get(id(item))

    # --- sentences -----------------------------------------------------------------------------------------------------

    def _read_sentence(self, number: int, sentence: Sentence) -> None:
        self._read_dates(number, sentence)
        lower = self.view.lower
        triggered = self.lexicon.name_pattern.search(
            lower, sentence.start, sentence.end
        ) or self.lexicon.verbal_pattern.search(lower, sentence.start, sentence.end)
        near = self.registry.find_recent(sentence.fragment, set(), sentence=number, reach=_SENTENCES_BACK)
        signs = _SIGNS.search(lower, sentence.start, sentence.end) is not None
        if not triggered and not near and not signs:
            self._note_sides(self.actors.known_between(sentence.start, sentence.end), sentence)
            return
        actors = self.actors.read(sentence.start, sentence.end)
        items = read_items(self.view, sentence.start, sentence.end, actors, self.dates[number], self.lexicon)
        clause = Clause(self.view, items, sentence.start, sentence.end, sentence.kind)
        events = read_events(clause, self.lexicon) if triggered else []
        if signs:
            paper = read_paper(clause, self.lexicon)
            if paper is not None:
                paper.sentence = number
                self.papers.append((number, paper))
        states = read_states(clause, self.lexicon, bool(near), bool(triggered))
        for event in sorted([*events, *states], key=lambda e: e.start):
            event.sentence = number
            self.order += 1
            self.coding.events.append(event)
            self._take(event, sentence, number)
        self._note_sides(actors, sentence)

    def _note_sides(self, actors: list[ActorSpan], sentence: Sentence) -> None:
        sides = [
            a
            for a in actors
            if a.kind in ("state", "de_facto", "nonstate") and a.generic != "both" and not a.attributive
        ]
        if len({a.actor_id for a in sides}) > 2:
            sides = [a for a in sides if not self.actors.is_outsider(a.actor_id)]
        unique = list({a.actor_id: a for a in sides}.values())
        if unique:
            self.last_subject = unique[:1]
        if len(unique) == 2 and (
            not self.pair
            or {a.actor_id for a in unique} <= self.actors.top_fighters(4)
            or not all(a.known for a in unique)
        ):
            self.pair = unique

    # --- papers: "the accord was signed on 5 May ... the ceasefire began" --------------------------------------------------

    def _find_paper(self, sentence: Sentence, number: int) -> Event | None:
        """The signed paper that "the ceasefire" stands in: in this sentence or one of the three before, in this fragment."""
        for where, paper in reversed(self.papers):
            if number - where > 5 or self.sentences[where].fragment != sentence.fragment:
                return None
            if not any(paper in record.events for record in self.registry.records):
                return paper
        return None

    def _adopt_paper(self, event: Event, sentence: Sentence, number: int) -> Record | None:
        """Make the attempt of a signed paper once the text speaks of its ceasefire."""
        paper = self._find_paper(sentence, number)
        if paper is None or event.fresh or event.own_date is not None or event.unilateral:
            return None
        where = self.sentences[paper.sentence]
        parties = self._resolve_sides(paper.parties)
        dates, guessed = self._event_dates(paper, where, paper.sentence)
        known = [v for r, v in dates.items() if r in ("signed", "announced") and r not in guessed]
        own = [v for r, item in event.dates if r in ("announced", "signed") and (v := self.value(item))]
        if own and known and not any(may_be_same_day(a, b) for a in own for b in known):
            return None
        record = Record(where.fragment, where.paragraph, self.order, "agreement", sentence=paper.sentence)
        self.registry.records.append(record)
        self._merge(record, paper, "agreement", parties, dates, guessed, where)
        return record

    # --- taking an event into the registry --------------------------------------------------------------------------------

    def _take(self, event: Event, sentence: Sentence, number: int) -> None:
        parties = self._resolve_sides(event.parties)
        if event.plural and not event.own_date:
            if event.creates or event.state:
                self.coding.collective.append((event, event.state))
            return
        if event.creates:
            self._take_attempt(event, parties, sentence, number)
        elif event.state or event.modality == "attempted" and event.act == "denunciation":
            since = self._since_date(event)
            if since is not None:
                event.own_date = since
            self._take_state(event, parties, sentence, number)
        elif event.own_date is not None or event.act == "reference" and self._reference_date(event):
            self._take_reference(event, parties, sentence, number)
        elif event.modality == "asserted" and event.act == "reference":
            record = self.registry.find_recent(sentence.fragment, {p.actor_id for p in parties})
            if event.definite and (
                record is None
                or self.papers
                and self.papers[-1][0] > record.sentence
                and number - self.papers[-1][0] <= 5
            ):
                record = self._adopt_paper(event, sentence, number) or record
            if record and event.definite:
                record.events.append(event)

    def _since_date(self, event: Event) -> DateExpression | None:
        """'has been in force since September 1991': the state dates the attempt."""
        if event.state != "held" or event.own_date is not None:
            return None
        return next((item for role, item in event.dates if role == "effective" and self.value(item)), None)

    def _reference_date(self, event: Event) -> DateValue | None:
        """The date in a phrase of the noun itself: "the ceasefire in 1994", "a truce since May"."""
        for role, item in event.dates:
            value = self.value(item)
            if (
                value
                and role in ("announced", "signed", "effective")
                and event.end <= item.start <= event.end + 12
                and item.preposition in ("in", "of", "on", "from", "since")
            ):
                return value
        return None

    def _take_attempt(self, event: Event, parties: list[ActorSpan], sentence: Sentence, number: int) -> None:
        parties = self._drop_announcers(event, parties)
        if (
            event.own_date is not None
            and event.definite
            and event.act != "reference"
            and any(r in ("announced", "signed") for r, _ in event.dates)
        ):
            # "agreed to implement the 2003 ceasefire": the earlier one is named, a new one is made.
            earlier = self.value(event.own_date)
            if (
                earlier
                and self.registry.find_dated(earlier, {p.actor_id for p in parties}, sentence.fragment)
                is None
            ):
                self._new_reference(event, parties, earlier, sentence, number)
            event.own_date, event.fresh = None, True
        dates, guessed = self._event_dates(event, sentence, number)
        ids = {p.actor_id for p in parties}
        kind = self._kind(event, parties)
        record = self._same_attempt(event, kind, dates, guessed, ids, sentence, number)
        if (
            record is None
            and coarse(kind) == "mutual"
            and (guessed or event.act == "entry_into_force" or event.definite)
        ):
            record = self._adopt_paper(event, sentence, number)
        if record is None:
            if sentence.kind == "title":
                return
            record = Record(sentence.fragment, sentence.paragraph, self.order, kind, sentence=number)
            self.registry.records.append(record)
        self._merge(record, event, kind, parties, dates, guessed, sentence)
        if event.state:
            self._add_state(record, event, sentence)

    def _drop_hosts(self, event: Event, parties: list[ActorSpan]) -> list[ActorSpan]:
        """'In Moscow the Russian, Azerbaijani and Armenian ministers agreed': of three or more, the host mediates."""
        hosts = {
            actor for place, actor in self.actors.meeting_places if event.span[0] <= place < event.span[1]
        }
        if len(parties) < 3 or event.kind in ("call", "proposal"):
            return parties
        event.mediators = _union(event.mediators, [p for p in parties if p.actor_id in hosts])
        return [p for p in parties if p.actor_id not in hosts]

    def _drop_announcers(self, event: Event, parties: list[ActorSpan]) -> list[ActorSpan]:
        """A state that announces a truce between others is no party: known sides of the text do not include it."""
        if event.kind not in ("unilateral", "declared") or event.unilateral or len(parties) != 1:
            return parties
        if self.actors.is_outsider(parties[0].actor_id):
            event.kind = "mutual"
            event.mediators = event.mediators or event.subject
            return []
        return parties

    def _kind(self, event: Event, parties: list[ActorSpan]) -> str:
        if event.kind in ("call", "proposal"):
            return event.kind
        if event.kind == "declared":
            return "unilateral" if len(parties) == 1 and not event.named_document else "mutual"
        if event.kind == "unilateral":
            both = any(span.generic == "both" for span in event.subject)
            return "unilateral" if event.unilateral or len(parties) <= 1 and not both else "mutual"
        if event.unilateral:
            return "unilateral"
        return "agreement" if event.named_document else "mutual"

    def _event_dates(
        self, event: Event, sentence: Sentence, number: int
    ) -> tuple[dict[str, DateValue], set[str]]:
        dates: dict[str, DateValue] = {}
        vague = False
        # Of two dates with one role, the one nearest to the noun is meant.
        for role, item in sorted(
            event.dates,
            key=lambda pair: (
                pair[1].year is None and not self._is_lead(pair[1], sentence),
                abs(pair[1].start - event.start),
            ),
        ):
            value = self.value(item)
            vague = vague or item.kind == "vague"
            if value is None or role in ("ended", "violated", "reported"):
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
            dates.setdefault(role, value)
        if event.own_date is not None:
            value = self.value(event.own_date)
            if value:
                dates.setdefault("announced", value)
        if not any(role in dates for role in ("announced", "signed", "effective")) and not vague:
            value = self._context_date(event, sentence, number)
            if value:
                dates["announced"] = value
                return dates, {"announced"}
        return dates, set()

    def _is_lead(self, item: DateExpression, sentence: Sentence) -> bool:
        return sentence.lead is not None and sentence.lead[0] <= item.start < sentence.lead[1]

    def _context_date(self, event: Event, sentence: Sentence, number: int) -> DateValue | None:
        """Where the clause gives no date: the chronology's lead, another date of the sentence, the narrative's month."""
        if self.narrative.lead:
            return replace(self.narrative.lead, method="lead")
        last = self.narrative.last
        if last and last.lo:
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
        if self.document.published:
            day = self.document.published
            return DateValue(day.replace(day=1), day, "month", "published")
        return None

    def _dated_nearby(self, number: int, sentence: Sentence) -> bool:
        for i in range(number, max(-1, number - 3), -1):
            if self.sentences[i].paragraph != sentence.paragraph:
                return False
            if any(d.month or d.kind == "offset" for d in self.dates[i]):
                return True
        return False

    def _same_attempt(
        self, event: Event, kind: str, dates: dict[str, DateValue], guessed: set[str], ids: set[str], sentence: Sentence, number: int
    ) -> Record | None:  # fmt: skip
        main = next((dates[r] for r in ("signed", "announced", "effective") if r in dates), None)
        for record in reversed(self.registry.records):
            if not self._compatible(record, event, kind, ids, sentence):
                continue
            known = [v for r, v in record.dates.items() if r in ("signed", "announced", "effective")]
            own = [v for r, v in dates.items() if r in ("signed", "announced", "effective")]
            close = number - max([record.sentence, *(e.sentence for e in record.events)])
            if not guessed and not record.guessed_dates and own and known:
                if any(may_be_same_day(a, b) for a in own for b in known):
                    if (
                        event.fresh
                        and not (close <= 1 and all(v.prec == "day" for v in known))
                        and not self._same_day(own, known)
                    ):
                        continue
                    return record
                if (
                    _effect_follows(record, dates)
                    and (event.definite or event.act == "entry_into_force")
                    and close <= 2
                ):
                    return record
                continue
            if own and known and not any(may_be_same_day(a, b) for a in own for b in known):
                continue
            if event.fresh:
                continue
            if event.definite and record.fragment == sentence.fragment:
                return record
            same_lead = (
                self.narrative.lead is not None and self.sentences[record.sentence].lead == sentence.lead
            )
            if record.fragment == sentence.fragment and (
                close <= 1 and (same_lead or sentence.kind == "heading") or same_lead and record.guessed_dates
            ):
                return record
            if (
                (main is None or event.rule.startswith("stop"))
                and record.fragment == sentence.fragment
                and close <= 2
            ):
                return record
        return None

    def _same_day(self, own: list[DateValue], known: list[DateValue]) -> bool:
        return any(a.prec == b.prec == "day" and a.lo == b.lo for a in own for b in known)

    def _compatible(self, record: Record, event: Event, kind: str, ids: set[str], sentence: Sentence) -> bool:
        a, b = coarse(record.kind), coarse(kind)
        if a != b and not (
            {a, b} == {"mutual", "unilateral"}
            and (
                event.definite
                or a == "mutual"
                and not ids
                or b == "mutual"
                and event.act == "entry_into_force"
            )
        ):
            return False
        if (
            a in ("call", "proposal")
            and record.callers
            and event.callers
            and not {c.actor_id for c in record.callers} & {c.actor_id for c in event.callers}
        ):
            return False
        return not (
            ids and record.parties and not record.inferred_parties and not ids & record.party_ids()
        ) and not (a == b == "unilateral" and ids and record.party_ids() != ids)

    def _merge(
        self, record: Record, event: Event, kind: str, parties: list[ActorSpan], dates: dict[str, DateValue], guessed: set[str], sentence: Sentence
    ) -> None:  # fmt: skip
        record.events.append(event)
        for role, value in dates.items():
            held = record.dates.get(role)
            if held is None or role in record.guessed_dates and role not in guessed or _is_finer(value, held):
                if not (role in guessed and record.dates.keys() & {"signed", "announced", "effective"}):
                    record.dates[role] = value
                    record.guessed_dates.discard(role)
                    if role in guessed:
                        record.guessed_dates.add(role)
        if record.guessed_dates and any(
            r in dates and r not in guessed for r in ("signed", "announced", "effective")
        ):
            for role in list(record.guessed_dates):
                if role not in dates or role in guessed:
                    record.dates.pop(role, None)
            record.guessed_dates.clear()
        if kind == "agreement" and coarse(record.kind) == "mutual":
            record.kind = "agreement"
        elif kind in ("mutual", "agreement") and record.kind == "unilateral" and len(parties) > 1:
            record.kind = kind
        if event.act == "agreement" and event.named_document:
            record.named = True
        callers = self._resolve_actors(event.callers)
        record.callers = _union(record.callers, callers)
        mediators = [m for m in self._resolve_actors(event.mediators)]
        if not record.parties or record.inferred_parties and parties:
            record.parties, record.inferred_parties = parties, False
        else:
            record.parties = _union(
                record.parties,
                parties
                if len(record.parties) < 2 or event.fresh
                else [p for p in parties if p.actor_id in record.party_ids()],
            )
        record.mediators = _union(record.mediators, mediators)
        self._complete_parties(record, event, sentence)

    def _complete_parties(self, record: Record, event: Event, sentence: Sentence) -> None:
        """'Both sides', 'the parties', or nobody named: the two sides the text last spoke of."""
        kind = coarse(record.kind)
        mediators = {m.actor_id for m in record.mediators}
        record.parties = [
            p
            for p in record.parties
            if p.actor_id not in mediators or len(record.parties) <= 1 and kind == "unilateral"
        ]
        if kind == "unilateral" and record.parties:
            return
        wanted = 1 if kind == "unilateral" else 2
        if len(record.parties) >= wanted:
            self.pair = record.parties[:2] if len(record.parties) == 2 else self.pair
            return
        if (
            len(record.parties) == 1
            and record.parties[0].kind in ("nonstate", "generic")
            and not record.parties[0].known
            and wanted == 2
            and kind == "mutual"
        ):
            state = self.actors.main_state()
            if state is not None and state.actor_id not in mediators:
                record.parties = [*record.parties, state]
                return
        pair = self._sides(
            record, event, mediators | ({c.actor_id for c in record.callers} if kind == "call" else set())
        )
        if not pair or record.parties and record.parties[0].actor_id not in {p.actor_id for p in pair}:
            if not (record.parties and kind == "mutual" and not pair):
                pair = []
        if pair:
            record.inferred_parties = not record.parties
            record.parties = _union(record.parties, pair)

    def _sides(self, record: Record, event: Event, excluded: set[str]) -> list[ActorSpan]:
        if coarse(record.kind) == "unilateral":
            return [s for s in self.last_subject if s.actor_id not in excluded]
        inside = [
            a
            for a in self.actors.read(*event.span)
            if a.kind in ("state", "de_facto", "nonstate")
            and not a.attributive
            and a.actor_id not in excluded
        ]
        unique = list({self._resolve_one(a).actor_id: self._resolve_one(a) for a in inside}.values())
        unique = [a for a in unique if not self.actors.is_outsider(a.actor_id)] if len(unique) > 2 else unique
        for earlier in reversed(self.registry.records):
            if (
                earlier is not record
                and earlier.fragment == record.fragment
                and len(earlier.parties) >= 2
                and not ({p.actor_id for p in earlier.parties} & excluded)
            ):
                return earlier.parties[:3]
        if len(unique) == 2:
            return unique
        if len(self.pair) == 2 and not {p.actor_id for p in self.pair} & excluded:
            return self.pair
        return self._frequent_sides(excluded)

    def _frequent_sides(self, excluded: set[str]) -> list[ActorSpan]:
        counts: Counter[str] = Counter()
        spans: dict[str, ActorSpan] = {}
        for span in self.actors.spans_by_start:
            if (
                span.kind in ("state", "de_facto", "nonstate")
                and span.actor_id not in excluded
                and not self.actors.is_outsider(span.actor_id)
            ):
                counts[span.actor_id] += 1
                spans[span.actor_id] = span
        if self.document.parties:
            known = [spans[p] for p in self.document.parties if p in spans]
            if len(known) >= 2:
                return known[:2]
        top = counts.most_common(3)
        generic = self._generic_sides(top, spans)
        if generic:
            return generic
        if len(top) < 2 or len(top) == 3 and (top[1][1] == top[2][1] or top[1][1] < 2):
            return []
        return [spans[top[0][0]], spans[top[1][0]]]

    def _generic_sides(self, top: list[tuple[str, int]], spans: dict[str, ActorSpan]) -> list[ActorSpan]:
        """A text of one government and "the rebels" has these two sides."""
        groups = [n for a, n in top if spans[a].kind == "nonstate"]
        rebels = self.actors.first_generic("nonstate")
        if rebels is None or groups and self.actors.count_generic("nonstate") <= 2 * max(groups):
            return []
        state = self.actors.main_state() or self.actors.first_generic("government")
        return [state, rebels] if state else []

    def _resolve_sides(self, spans: list[ActorSpan]) -> list[ActorSpan]:
        """Return who the spans stand for as parties: generic ones resolved, organisations left out."""
        found: list[ActorSpan] = []
        for span in spans:
            if span.generic == "both":
                continue
            one = self._resolve_one(span)
            if one.actor_id in {other.actor_id for other in found} and span.generic == "government":
                one = span
            if (
                one.kind in ("igo", "ngo")
                and "command" not in one.label.lower()
                and "coalition" not in one.label.lower()
            ):
                continue
            found.append(one)
        return _union([], found)

    def _resolve_actors(self, spans: list[ActorSpan]) -> list[ActorSpan]:
        return _union([], [self._resolve_one(span) for span in spans if span.generic != "both"])

    def _resolve_one(self, span: ActorSpan) -> ActorSpan:
        if span.known or not span.generic:
            return span
        if span.generic == "government":
            main = self.actors.main_state()
            return replace(main, start=span.start, end=span.end) if main else span
        if span.generic == "nonstate" and span.kind == "generic":
            group = self.actors.main_group()
            return replace(group, start=span.start, end=span.end) if group else span
        return span

    # --- states and references ----------------------------------------------------------------------------------------------

    def _take_state(self, event: Event, parties: list[ActorSpan], sentence: Sentence, number: int) -> None:
        ids = {p.actor_id for p in parties}
        record = None
        if event.own_date is not None:
            value = self.value(event.own_date)
            record = self.registry.find_dated(value, ids, sentence.fragment) if value else None
            if record is None and value is not None:
                record = self._new_reference(event, parties, value, sentence, number)
        if record is None:
            record = self._state_target(event, ids, sentence, number)
        if record is None and event.rule.startswith(("object", "head", "subject", "noun")):
            record = self._adopt_paper(event, sentence, number)
        if (
            record is None
            and event.state in ("denounced", "collapsed", "expired", "held")
            and event.rule.startswith(("object", "head", "subject"))
            and not event.plural
        ):
            record = self._undated_attempt(event, parties, sentence, number)
        if (
            record is None
            and event.state == "rejected"
            and event.rule.startswith("object")
            and not event.definite
        ):
            record = self._refused_proposal(event, parties, sentence, number)
        if record is None:
            return
        record.events.append(event)
        self._add_state(record, event, sentence)

    def _refused_proposal(
        self, event: Event, parties: list[ActorSpan], sentence: Sentence, number: int
    ) -> Record | None:
        """'refused to agree to a bilateral ceasefire': somebody had proposed it."""
        record = Record(sentence.fragment, sentence.paragraph, self.order, "proposal", sentence=number)
        record.parties = _union(self._resolve_sides(event.actors_against), parties)
        value = self._context_date(event, sentence, number)
        if value:
            record.dates["announced"] = value
            record.guessed_dates.add("announced")
        self._complete_parties(record, event, sentence)
        if len(record.parties) < 2:
            return None
        self.registry.records.append(record)
        return record

    def _state_target(self, event: Event, ids: set[str], sentence: Sentence, number: int) -> Record | None:
        refusable = frozenset(("call", "proposal"))
        if event.state == "rejected":
            reach = 3 if event.rule.startswith("anaphora") else 6
            target = self.registry.find_recent(sentence.fragment, set(), refusable, number, reach)
            if target is None and (event.rule.startswith("object") and not event.definite):
                return None
            if target is None and event.rule == "anaphora.reject":
                target = self.registry.find_recent(
                    sentence.fragment, set(), frozenset(("unilateral",)), number, 2
                )
                return target
            return target or self.registry.find_recent(sentence.fragment, set(), None, number, reach)
        reach = _SENTENCES_BACK if event.rule.startswith(("fight", "anaphora")) else 99
        reach = 2 if event.rule == "fight.attack" else reach
        standing = frozenset(("mutual", "unilateral"))
        record = self.registry.find_recent(sentence.fragment, ids, standing, number, reach)
        return None if record is not None and self._is_long_over(record, event) else record

    def _is_long_over(self, record: Record, event: Event) -> bool:
        """An end told with its day, more than half a year before this event: the words speak of another attempt."""
        ends = [
            t.date.hi
            for t in record.told
            if t.counts and t.state in ("collapsed", "denounced", "expired") and t.date and t.date.hi
        ]
        values = [
            v
            for role, item in event.dates
            if role in ("ended", "violated", "announced") and (v := self.value(item)) and v.lo
        ]
        return bool(ends and values) and (min(v.lo for v in values if v.lo) - max(ends)).days > 180

    def _undated_attempt(
        self, event: Event, parties: list[ActorSpan], sentence: Sentence, number: int
    ) -> Record | None:
        if sentence.kind in ("title", "heading") or not event.definite and event.state != "held":
            return None
        record = Record(
            sentence.fragment,
            sentence.paragraph,
            self.order,
            "agreement" if event.named_document else "mutual",
            sentence=number,
        )
        record.parties = _union(
            parties,
            [
                self._resolve_one(a)
                for a in event.actors_against
                if a.generic != "both" and a.kind in _BELLIGERENTS
            ],
        )
        self._complete_parties(record, event, sentence)
        if len(record.parties) < 2:
            return None
        self.registry.records.append(record)
        return record

    def _add_state(self, record: Record, event: Event, sentence: Sentence) -> None:
        value = None
        for role, item in event.dates:
            if role in ("ended", "violated") or role in ("announced", "reported") and not event.creates:
                value = value or self.value(item)
        if value is None and not event.creates and self.narrative.lead:
            value = self.narrative.lead
        standing = "reported"
        if event.alleged:
            standing = "corroborated" if self._is_corroborated(event, record) else "alleged"
        record.told.append(Told(event.state, self.order, value, event, standing, event.modality))

    def _is_corroborated(self, event: Event, record: Record) -> bool:
        """Both sides say so of each other, or somebody who is no party does."""
        claimant = event.claimant
        if claimant is None or claimant.generic == "both":
            return True
        return self._resolve_one(claimant).actor_id not in record.party_ids()

    def _take_reference(
        self, event: Event, parties: list[ActorSpan], sentence: Sentence, number: int
    ) -> None:
        value = self.value(event.own_date) if event.own_date is not None else self._reference_date(event)
        if value is None or event.modality != "asserted" or sentence.kind == "title":
            return
        record = self.registry.find_dated(value, {p.actor_id for p in parties}, sentence.fragment)
        if record is None and sentence.kind == "heading":
            return
        if record is None:
            record = self._new_reference(event, parties, value, sentence, number)
        record.events.append(event)

    def _new_reference(
        self, event: Event, parties: list[ActorSpan], value: DateValue, sentence: Sentence, number: int
    ) -> Record:
        record = Record(
            sentence.fragment,
            sentence.paragraph,
            self.order,
            "agreement" if event.named_document else "mutual",
            sentence=number,
        )
        record.parties = parties
        record.dates["announced"] = value
        record.mediators = self._resolve_actors(event.mediators)
        self._complete_parties(record, event, sentence)
        self.registry.records.append(record)
        return record


def _effect_follows(record: Record, dates: dict[str, DateValue]) -> bool:
    """A start within two weeks after the announcement is the same attempt ("announced on 8 July, began on 20 July")."""
    if "effective" not in dates or "effective" in record.dates:
        return False
    main = record.main_date
    effective = dates["effective"]
    return bool(main and main[1].lo and effective.lo and 0 <= (effective.lo - main[1].lo).days <= 14)


def _is_finer(value: DateValue, held: DateValue) -> bool:
    order = ("day", "week", "month", "season", "year", "before", "after", "none")
    return order.index(value.prec) < order.index(held.prec) and may_be_same_day(value, held)


def _union(first: list[ActorSpan], second: list[ActorSpan]) -> list[ActorSpan]:
    seen = {span.actor_id: span for span in first}
    for span in second:
        seen.setdefault(span.actor_id, span)
    return list(seen.values())


_SIGNS = re.compile(
    r"\b(?:sign(?:ed|s|ing)?|initial+ed|concluded|concludes?|adopted|reached|accepted|agreed|(?:put|puts|putting) (?:his|her|its|their) (?:name|signature)s? to)\b[^.;]{0,160}?"
    r"\b(?:agreement|accords?|protocol|deal|pact|treaty|document|memorandum|declaration|communique|communiqué|roadmap|settlement)\b"
    r"|\b(?:agreement|accords?|protocol|deal|pact|treaty|document|memorandum|declaration|communique|communiqué|settlement)\b[^.;]{0,120}?\b(?:signed|initial+ed|concluded|adopted|reached|brokered|mediated)\b"
)
_ANNIVERSARY = re.compile(
    r"(?:(\d{1,3})(?:st|nd|rd|th)|(first|second|third|fourth|fifth|tenth|fifteenth|twentieth|twenty-fifth|thirtieth))[\s-]anniversary"
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
