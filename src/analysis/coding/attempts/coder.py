"""The rule coder: one text and what is known of it in, its ceasefire attempts with their words out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from analysis.coding.attempts.detail_keeping import DetailKeeper
from analysis.coding.attempts.event_timeline import EventTimeline
from analysis.coding.attempts.registry import Record, coarse, may_be_same_day, union
from analysis.coding.attempts.state_keeping import SENTENCES_BACK
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import MAY_NAME, MAY_STOP, Clause, find_names, read_items
from analysis.coding.sentences.lexicon import Lexicon, load_lexicon
from analysis.coding.sentences.meaning import read_events
from analysis.coding.sentences.setting import OF_GAMES, Setting
from analysis.coding.sentences.stand_ins import read_paper
from analysis.coding.sentences.states import may_tell, read_states, state_patterns
from analysis.text.anchors import DateValue
from analysis.text.cast import Cast
from analysis.text.cues import Cue, Cues, holds
from analysis.text.digests import find_topics
from analysis.text.gazetteer_index import load_gazetteer
from analysis.text.segments import Sentence, find_sentences
from analysis.text.sieve import Sieve
from analysis.text.view import View, make_view

_STOPPING = Cue.STOP_VERB | Cue.STOP_OBJECT
_SIGNING = Cue.SIGN | Cue.PAPER
# A sentence without these that neither names a ceasefire nor is near one tells of none.
_TELLING = _SIGNING | Cue.PEACEKEEPER | Cue.FIGHT | Cue.PROLONG
_PROLONGING = re.compile(r"\b(?:prolong|extend|extension|renew|roll(?:ed|s)? over|lengthen)")
# How many sentences back the ceasefire may lie that a later entry of a chronology extends.
_FAR = 15
_UNDER = re.compile(
    r"\b(?:under|per|following|pursuant to|in accordance with|in line with|as part of"
    r"|after) (?:the terms of )?(?:the|this|that) (?:[\w-]+ ){0,2}?"
    r"(?:agreement|ceasefire|cease-fire|truce|armistice|deal|accord)\b"
)
_MAY_BE_UNDER = 1 << 10
# A ceasefire that an agreement is said to contain.
_OF_PAPER = ("object.provide", "object.declare")
_SIGNS = re.compile(
    r"\b(?:sign(?:ed|s|ing)?|initial+ed|concluded|concludes?|adopted|reached|accepted"
    r"|agreed|(?:put|puts|putting) (?:his|her|its|their) (?:name|signature)s? to)\b[^.;]{0,160}?"
    r"\b(?:agreement|accords?|protocol|deal|pact|treaty|document|memorandum|declaration"
    r"|communique|communiqué|roadmap|settlement)\b"
    r"|\b(?:agreement|accords?|protocol|deal|pact|treaty|document|memorandum|declaration"
    r"|communique|communiqué|settlement)\b[^.;]{0,120}?\b(?:signed|initial+ed"
    r"|concluded|adopted|reached|brokered|mediated)\b"
)


@dataclass(frozen=True)
class Document:
    """A text to be coded. `theatre`: ISO3 codes of the conflict's countries, `parties`: its usual two sides
    (actor ids)."""

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
    events: list[Event] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    collective: list[tuple[Event, str]] = field(default_factory=list)
    language: str = "en"
    names: dict[str, str] = field(default_factory=dict)
    time: EventTimeline | None = None

    @property
    def values(self) -> dict[int, DateValue | None]:
        """What each date expression of the text was found to mean, by its id."""
        return self.time.read_all()[0] if self.time else {}

    @property
    def anchors(self) -> list[DateValue | None]:
        """For each sentence the date that relative dates after it count from."""
        return self.time.read_all()[1] if self.time else []


def code_text(document: Document) -> Coding:
    """Code one text. A text that names no ceasefire comes back with no events."""
    view = make_view(document.text, document.is_html)
    lexicon = load_lexicon()
    if not _names_ceasefire(view.lower, lexicon):
        return Coding(document, view)
    return _Reading(document, view, lexicon).run()


def _names_ceasefire(lower: str, lexicon: Lexicon) -> bool:
    """The text names a ceasefire, or has a verb that means one."""
    if holds(lower, Cue.NAME) and lexicon.name_pattern.search(lower):
        return True
    stopping = holds(lower, Cue.STOP_VERB) and holds(lower, Cue.STOP_OBJECT)
    return stopping and lexicon.verbal_pattern.search(lower) is not None


def _is_told(record: Record) -> bool:
    """Somebody stops or asks for it, or a date is given: not 'a ceasefire is signed by both' in an explainer."""
    if record.parties or record.callers:
        return True
    years_only = (
        all(v.prec == "year" for v in record.dates.values())
        and not record.dates.keys() - record.guessed_dates
    )
    nobody = not record.mediators and not any(event.subject for event in record.events)
    return bool(record.dates) and not (
        years_only and nobody and coarse(record.kind) in ("mutual", "unilateral")
    )


def sifted_patterns() -> dict[int, re.Pattern[str]]:
    """Return the patterns that a sentence is asked for only where their words stand, each by its bit."""
    lexicon = load_lexicon()
    named = {MAY_NAME: lexicon.name_pattern, MAY_STOP: lexicon.verbal_pattern}
    return {**state_patterns(), _MAY_BE_UNDER: _UNDER, **named}


@lru_cache(maxsize=1)
def load_sieve() -> Sieve:
    """Return the sieve that says which of these patterns a sentence may match."""
    return Sieve(sifted_patterns())


class _Reading(DetailKeeper):
    """One pass over a text, sentence by sentence."""

    def __init__(self, document: Document, view: View, lexicon: Lexicon) -> None:
        cues = Cues(view.lower, view.text)
        year = document.published.year if document.published else None
        sentences = find_sentences(view)
        actors = Cast(view, load_gazetteer(), year, document.theatre, cues, stepwise=True)
        timeline = EventTimeline(view, sentences, document.published, cues)
        super().__init__(view, sentences, actors, timeline, document.parties, lexicon)
        self.told_together: int | None = None
        self.named = 0
        self.fragment_ends = {s.fragment: s.end for s in sentences}
        self.coding = Coding(document, view, sentences, events=self.events, time=timeline)

    def run(self) -> Coding:
        fragment = -1
        topics = find_topics(self.view, self.sentences)
        for number, sentence in enumerate(self.sentences):
            if sentence.fragment != fragment:
                fragment = sentence.fragment
                self._name_parties()
                self.sides.enter_fragment(self.fragment_ends[fragment])
            if number in topics:
                self.sides.enter_topic(number, *topics[number])
            self.time.turn_to(number)
            if sentence.kind != "dateline":
                self._read_sentence(number, sentence)
                self._find_mediators_after(number, sentence)
        self._name_parties()
        self._date_by_force()
        self._place_peacekeepers()
        self.coding.records = [r for r in self.registry.records if _is_told(r)]
        self._drop_figures_of_speech()
        return self.coding

    def _name_parties(self) -> None:
        """Parties are named as the text does up to the end of the fragment that first makes them such."""
        for record in self.registry.records[self.named :]:
            for party in record.parties:
                if party.actor_id not in self.coding.names:
                    self.coding.names[party.actor_id] = self.actors.name_in_text(party)
        self.named = len(self.registry.records)

    def _drop_figures_of_speech(self) -> None:
        """Leave out what is told where words of war are missing: in its fragment, and in all that stands before."""
        coding, lower = self.coding, self.view.lower
        if not coding.records and not coding.collective:
            return
        setting, end = Setting(), 0
        is_war: dict[int, bool] = {}
        is_figurative: dict[int, bool] = {}
        for fragment, sentences in groupby(self.sentences, attrgetter("fragment")):
            start, end = end, max(s.end for s in sentences)
            setting.read(lower[start:end])
            is_war[fragment], is_figurative[fragment] = setting.is_war, setting.is_figurative
        coding.records = [
            r
            for r in coding.records
            if not is_figurative[r.fragment]
            and (r.parties or is_war[r.fragment])
            and not (r.inferred_parties and self._is_of_games(r))
        ]
        coding.collective = [
            (event, state)
            for event, state in coding.collective
            if not is_figurative[self.sentences[event.sentence].fragment]
        ]

    def _is_of_games(self, record: Record) -> bool:
        """All that is told of it stands in sentences on games, which name none of its sides."""
        return all(OF_GAMES.search(self.view.lower, *event.span) for event in record.events)

    def _read_sentence(self, number: int, sentence: Sentence) -> None:
        lower = self.view.lower
        cues = self.time.cues[number]
        near = self._find_near(sentence, number, SENTENCES_BACK)
        may_be = (MAY_NAME if cues & Cue.NAME else 0) | (MAY_STOP if cues & _STOPPING == _STOPPING else 0)
        listed = self.told_together is not None and 0 < number - self.told_together <= SENTENCES_BACK
        if not (may_be or near or listed or cues & _TELLING):
            self.sides.note_sides(sentence, closely=False)
            return
        held = load_sieve().held(lower[sentence.start : sentence.end]) if may_be or near else 0
        naming = find_names(lower, sentence.start, sentence.end, self.lexicon, held & may_be)
        triggered = bool(naming)
        signs = cues & _SIGNING == _SIGNING and _SIGNS.search(lower, sentence.start, sentence.end) is not None
        if cues & Cue.PEACEKEEPER:
            self._note_peacekeepers(sentence)
        calm = cues & Cue.FIGHT and self._find_paper(sentence, number) is not None
        longer = cues & Cue.PROLONG and not near and self._may_prolong(sentence, number)
        if not triggered and not near and not listed and not signs and not calm and not longer:
            self.sides.note_sides(sentence, closely=False)
            return
        held = held or load_sieve().held(lower[sentence.start : sentence.end])
        under = _UNDER.search(lower, sentence.start, sentence.end) if held & _MAY_BE_UNDER else None
        told_on = may_tell(lower, sentence.start, sentence.end, held, triggered)
        if not told_on and not (triggered or signs or calm or longer or under):
            self.sides.note_sides(sentence, closely=True)
            return
        actors = self.actors.read(sentence.start, sentence.end)
        items = read_items(
            self.view, sentence.start, sentence.end, actors, self.time.dates_of(number), self.lexicon, naming
        )
        clause = Clause(self.view, items, sentence.start, sentence.end, sentence.kind, held)
        events = read_events(clause, self.lexicon) if triggered else []
        contained = [e for e in events if e.creates and e.rule.startswith(_OF_PAPER) and not e.parties]
        if signs and (contained or not any(e.creates or e.state for e in events)):
            paper = read_paper(clause, self.lexicon)
            if paper is not None and contained:
                # "The accord, which included a ceasefire, was signed by A and B": its signers are its sides.
                contained[0].parties = contained[0].subject = paper.parties
            elif paper is not None:
                paper.sentence = number
                self.papers.append((number, paper))
        if under:
            self._note_in_force(clause, sentence, under)
        told = min((e.start for e in events if e.creates or e.state), default=None)
        states = read_states(clause, self.lexicon, bool(near) or listed, triggered, told) if told_on else []
        if longer:
            prolonged = read_states(clause, self.lexicon, True, triggered, told)
            states += [
                e for e in prolonged if e.act == "extension" and e.start not in {x.start for x in states}
            ]
        if not triggered and not near and not listed and self._find_paper(sentence, number):
            # "... signed a protocol on 12 June, and firing stopped two days later": the paper was a ceasefire.
            states = [e for e in read_states(clause, self.lexicon, True, False) if e.rule == "fight.calm"]
        for event in sorted([*events, *states], key=lambda e: e.start):
            event.sentence = number
            self.order += 1
            self.events.append(event)
            known = len(self.registry.records)
            self._take(event, sentence, number)
            for record in self.registry.records[known:]:
                self._find_mediators_before(record, number, sentence)
        self.sides.note_sides(sentence, closely=True)

    def _may_prolong(self, sentence: Sentence, number: int) -> bool:
        """'The delegations prolong the arrangement': told of a ceasefire some sentences or entries before."""
        found = _PROLONGING.search(self.view.lower, sentence.start, sentence.end)
        return found is not None and self._find_near(sentence, number, _FAR) is not None

    def _find_near(self, sentence: Sentence, number: int, reach: int) -> Record | None:
        """An attempt told in this fragment, so many sentences back at most."""
        if not self.registry.records:
            return None
        return self.registry.find_recent(sentence.fragment, set(), sentence=number, reach=reach)

    def _is_answer(self, event: Event, sentence: Sentence, number: int) -> bool:
        """The other side has just declared one, on another day. A proposal that is answered becomes a truce."""
        last = self._find_near(sentence, number, 2)
        sides = self.sides.resolve_sides(event.parties)
        ids = {p.actor_id for p in sides}
        if last is None or not ids:
            return False
        if last.kind == "proposal" and ids != {p.actor_id for p in last.callers}:
            last.kind, last.parties = "mutual", union(last.parties, sides)
            last.events.append(event)
            return False
        if last.kind != "unilateral" or ids & last.party_ids():
            return False
        day = self.time.value(event.dates[0][1]) if event.dates else None
        main = last.main_date
        return day is not None and main is not None and not may_be_same_day(day, main[1], 0)

    def _is_asked_by_paper(self, event: Event, number: int) -> bool:
        """'They signed a protocol. It called for a ceasefire': what the paper of the sentence before provides for."""
        said = event.anaphoric_parties and not event.callers
        return said and bool(self.papers) and self.papers[-1][0] == number - 1

    def _is_kept_on_its_day(self, event: Event, sentence: Sentence) -> bool:
        """'17 July: The two sides observe a five-hour pause': that there is one is told with its being kept."""
        known = event.definite or event.plural or event.creates or sentence.lead is None
        kept = event.rule.startswith(("object.hold", "subject+observe", "subject+keep", "subject+respect"))
        return event.state == "held" and not known and kept

    def _take(self, event: Event, sentence: Sentence, number: int) -> None:
        parties = self.sides.resolve_sides(event.parties)
        if event.plural:
            # "Three truces were agreed. The first ...": members of what is told together may follow.
            self.told_together = event.sentence
        if event.plural and not event.own_date:
            if event.creates or event.state:
                self.coding.collective.append((event, event.state))
            return
        if event.rule == "answer" and not self._is_answer(event, sentence, number):
            return
        if event.kind == "call" and self._is_asked_by_paper(event, number):
            event.kind, event.creates = "", not self._adopt_paper(event, sentence, number)
        if self._is_kept_on_its_day(event, sentence):
            event.creates, event.kind = True, "mutual"
        if event.creates:
            self._take_attempt(event, parties, sentence, number)
        elif event.act == "entry_into_force" and event.modality == "asserted" and not event.definite:
            # "They signed a protocol. A ceasefire was to begin at once."
            self._adopt_paper(event, sentence, number)
        elif event.state or (event.modality == "attempted" and event.act == "denunciation"):
            since = self.time.since_date(event)
            if since is not None:
                event.own_date = since
            self._take_state(event, parties, sentence, number)
        elif event.own_date is not None or (event.act == "reference" and self.time.reference_date(event)):
            self._take_reference(event, parties, sentence, number)
        elif event.modality == "asserted" and event.act == "agreement" and event.rule.startswith("anaphora"):
            self._take_signing(event, sentence, number)
        elif event.modality == "asserted" and event.act == "agreement" and event.definite:
            # "The declaration confirmed the cessation of all hostilities": that of a paper signed just before.
            self._adopt_paper(event, sentence, number)
        elif event.rule == "object.provide" and self._adopt_paper(event, sentence, number):
            # "The accord was signed. It contains an immediate end to hostilities."
            return
        elif event.modality == "asserted" and event.act == "reference":
            record = self.registry.find_recent(sentence.fragment, {p.actor_id for p in parties})
            if event.definite and (
                record is None
                or (self.papers and self.papers[-1][0] > record.sentence and number - self.papers[-1][0] <= 5)
            ):
                record = self._adopt_paper(event, sentence, number) or record
            if record and event.definite:
                record.events.append(event)
