"""Taking events into the registry: is it a new attempt, or one told before?"""

from __future__ import annotations

from analysis.coding.attempts.registry import Record, coarse, is_finer, may_be_same_day, union
from analysis.coding.attempts.told_keeping import ToldKeeper
from analysis.coding.sentences.events import Event
from analysis.text.actor_spans import ActorSpan
from analysis.text.anchors import DateValue
from analysis.text.segments import Sentence


class AttemptKeeper(ToldKeeper):
    """Keeps the attempts of one text: new ones, mentions of known ones, those that a signed paper stands for."""

    def _find_paper(self, sentence: Sentence, number: int) -> Event | None:
        """The signed paper that "the ceasefire" stands in: in this sentence or one of the three before, in this
        fragment."""
        for where, paper in reversed(self.papers):
            if number - where > 5 or self.sentences[where].fragment != sentence.fragment:
                return None
            if not any(paper is event for record in self.registry.latest() for event in record.events):
                return paper
        return None

    def _adopt_paper(self, event: Event, sentence: Sentence, number: int) -> Record | None:
        """Make the attempt of a signed paper once the text speaks of its ceasefire."""
        paper = self._find_paper(sentence, number)
        if paper is None or event.fresh or event.own_date is not None or event.unilateral:
            return None
        where = self.sentences[paper.sentence]
        parties = self.sides.resolve_sides(paper.parties)
        dates, guessed = self.time.event_dates(paper, where, paper.sentence)
        known = [v for r, v in dates.items() if r in ("signed", "announced") and r not in guessed]
        own = [v for r, item in event.dates if r in ("announced", "signed") and (v := self.time.value(item))]
        if own and known and not any(may_be_same_day(a, b) for a in own for b in known):
            return None
        record = Record(where.fragment, where.paragraph, self.order, "agreement", sentence=paper.sentence)
        self.registry.records.append(record)
        self._merge(record, paper, "agreement", parties, dates, guessed, where)
        return record

    def _take_attempt(self, event: Event, parties: list[ActorSpan], sentence: Sentence, number: int) -> None:
        parties = self.sides.drop_hosts(event, self.sides.drop_announcers(event, parties))
        if event.unilateral and event.kind == "unilateral":
            # "declares a unilateral ceasefire with the NPA": one side stops.
            own = {self.sides.resolve_one(span).actor_id for span in event.subject}
            parties = [p for p in parties if p.actor_id in own] or parties
        if event.background and not self._tells_new_day(event):
            known = self.registry.find_recent(
                sentence.fragment, {p.actor_id for p in parties}, frozenset(("mutual", "unilateral"))
            )
            if known is not None:
                known.events.append(event)
                return
        if (
            event.own_date is not None
            and event.definite
            and event.act != "reference"
            and any(r in ("announced", "signed") for r, _ in event.dates)
        ):
            # "agreed to implement the 2003 ceasefire": the earlier one is named, a new one is made.
            earlier = self.time.value(event.own_date)
            if (
                earlier
                and self.registry.find_dated(earlier, {p.actor_id for p in parties}, sentence.fragment)
                is None
            ):
                named = self._new_reference(event, parties, earlier, sentence, number)
                named.events.append(event)
            event.own_date, event.fresh = None, True
        if not parties and (event.act == "extension" or "revive" in event.rule):
            earlier_one = self.registry.find_recent(
                sentence.fragment, set(), frozenset(("mutual", "unilateral"))
            )
            parties = list(earlier_one.parties) if earlier_one is not None else parties
        dates, guessed = self.time.event_dates(event, sentence, number)
        ids = {p.actor_id for p in parties}
        kind = self._kind(event, parties, sentence.fragment)
        record = self._told_by_heading(kind, dates, guessed, sentence) or self._same_attempt(
            event, kind, dates, guessed, ids, sentence, number
        )
        if (
            record is None
            and coarse(kind) == "mutual"
            and event.act != "extension"
            and (guessed or event.act == "entry_into_force" or event.definite)
        ):
            record = self._adopt_paper(event, sentence, number)
        if record is None:
            if sentence.kind == "title":
                return
            record = Record(sentence.fragment, sentence.paragraph, self.order, kind, sentence=number)
            self.registry.records.append(record)
        if event.act == "extension" and not record.events:
            self._replace_extended(record, event, ids, sentence)
        self._merge(record, event, kind, parties, dates, guessed, sentence)
        if event.state:
            self._add_state(record, event)

    def _told_by_heading(
        self, kind: str, dates: dict[str, DateValue], guessed: set[str], sentence: Sentence
    ) -> Record | None:
        """'Ceasefire of June 2021' above 'On 28 June the government declared one': the text says what a heading or an
        earlier word ("restored the ceasefire of June") only names."""
        if guessed or coarse(kind) in ("call", "proposal"):
            return None
        record = next(
            (r for r in self.registry.latest() if r.fragment == sentence.fragment and self._is_named(r)), None
        )
        if record is None:
            return None
        known = [v for r, v in record.dates.items() if r not in record.guessed_dates]
        if not any(may_be_same_day(a, b) for a in known for b in dates.values()):
            return None
        record.kind, record.parties, record.inferred_parties = kind, [], False
        return record

    def _is_named(self, record: Record) -> bool:
        """Nothing but its name and date is told so far: whose it is was only inferred."""
        if self.sentences[record.sentence].kind == "heading":
            return len(record.events) == 1
        return record.inferred_parties and all(e.act == "reference" and not e.creates for e in record.events)

    def _tells_new_day(self, event: Event) -> bool:
        """The clause gives a day of its own, not only a distance from it."""
        return any(item.kind == "calendar" and item.day is not None for _, item in event.dates)

    def _kind(self, event: Event, parties: list[ActorSpan], fragment: int) -> str:
        """Return what kind of attempt an event makes; what is extended or revived stays what it was."""
        if event.act == "extension" or "revive" in event.rule:
            earlier = self.registry.find_recent(
                fragment, {p.actor_id for p in parties}, frozenset(("mutual", "unilateral"))
            )
            if earlier is not None and earlier.kind == "unilateral":
                return "unilateral"
        if event.kind in ("call", "proposal"):
            return event.kind
        if event.kind == "declared":
            return "unilateral" if len(parties) == 1 and not event.named_document else "mutual"
        if event.kind == "unilateral":
            both = any(span.generic == "both" for span in event.subject)
            return "unilateral" if event.unilateral or (len(parties) <= 1 and not both) else "mutual"
        if event.unilateral:
            return "unilateral"
        return "agreement" if event.named_document else "mutual"

    def _signatories(self, event: Event) -> list[ActorSpan]:
        """Who signs: the subject of the signing, persons as they are named."""
        return (
            event.subject if any(role == "signed" for role, _ in event.dates) or "sign" in event.rule else []
        )

    def _same_attempt(
        self,
        event: Event,
        kind: str,
        dates: dict[str, DateValue],
        guessed: set[str],
        ids: set[str],
        sentence: Sentence,
        number: int,
    ) -> Record | None:
        main = next((dates[r] for r in ("signed", "announced", "effective") if r in dates), None)
        for record in self.registry.latest():
            if (
                event.rule.startswith("stop.")
                and record.sentence == number
                and self._is_repeated(record, dates, ids)
            ):
                return record
            if not self._compatible(record, event, kind, ids, sentence):
                continue
            if not ids and not event.definite and self.sides.is_of_other_topic(record):
                continue
            known = [v for r, v in record.dates.items() if r in ("signed", "announced", "effective")]
            own = [v for r, v in dates.items() if r in ("signed", "announced", "effective")]
            close = number - record.last_sentence()
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
                    # "The second truce, beginning on 18 July": not the start of the first.
                    and event.ordinal < 2
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
                self.time.narrative.lead is not None and self.sentences[record.sentence].lead == sentence.lead
            )
            if record.fragment == sentence.fragment and (
                (close <= 1 and (same_lead or sentence.kind == "heading"))
                or (same_lead and record.guessed_dates)
            ):
                return record
            if (
                (main is None or event.rule.startswith("stop"))
                and record.fragment == sentence.fragment
                and close <= 2
            ):
                return record
        return None

    def _is_repeated(self, record: Record, dates: dict[str, DateValue], ids: set[str]) -> bool:
        """'announced a ceasefire with the government and pledged to stop all attacks': told twice in a sentence."""
        known = [v for r, v in record.dates.items() if r in ("signed", "announced", "effective")]
        own = [v for r, v in dates.items() if r in ("signed", "announced", "effective")]
        return bool(ids) and ids <= record.party_ids() and self._same_day(own, known)

    def _same_day(self, own: list[DateValue], known: list[DateValue]) -> bool:
        return any(a.prec == b.prec == "day" and a.lo == b.lo for a in own for b in known)

    def _compatible(self, record: Record, event: Event, kind: str, ids: set[str], sentence: Sentence) -> bool:
        a, b = coarse(record.kind), coarse(kind)
        if a != b and not (
            {a, b} == {"mutual", "unilateral"}
            and (
                event.definite
                or (a == "mutual" and not ids)
                or (b == "mutual" and event.act == "entry_into_force")
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
        self,
        record: Record,
        event: Event,
        kind: str,
        parties: list[ActorSpan],
        dates: dict[str, DateValue],
        guessed: set[str],
        sentence: Sentence,
    ) -> None:
        record.events.append(event)
        for role, value in dates.items():
            held = record.dates.get(role)
            better = (
                held is None
                or (role in record.guessed_dates and role not in guessed)
                or is_finer(value, held)
            )
            known = role in guessed and record.dates.keys() & {"signed", "announced", "effective"}
            if better and not known:
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
        callers = self.sides.resolve_actors(event.callers)
        record.callers = union(record.callers, callers)
        record.signatories = union(record.signatories, self._signatories(event))
        mediators = list(self.sides.resolve_actors(event.mediators))
        if event.mediated_by_person and not mediators:
            mediators = [
                m for m in self.sides.latest_envoy() if m.actor_id not in {p.actor_id for p in parties}
            ]
        if not record.parties or (record.inferred_parties and parties):
            record.parties, record.inferred_parties = parties, False
        else:
            record.parties = union(
                record.parties,
                parties
                if len(record.parties) < 2 or event.fresh
                else [p for p in parties if p.actor_id in record.party_ids()],
            )
        record.mediators = union(record.mediators, mediators)
        self.sides.complete_parties(record, event, sentence)

    def _take_reference(
        self, event: Event, parties: list[ActorSpan], sentence: Sentence, number: int
    ) -> None:
        value = (
            self.time.value(event.own_date) if event.own_date is not None else self.time.reference_date(event)
        )
        if value is None or event.modality != "asserted" or sentence.kind == "title":
            return
        record = self.registry.find_dated(value, {p.actor_id for p in parties}, sentence.fragment)
        if record is None and sentence.kind == "heading":
            return
        if record is None:
            record = self._new_reference(event, parties, value, sentence, number)
        self._refine_date(record, event)
        record.events.append(event)

    def _refine_date(self, record: Record, event: Event) -> None:
        """'the agreement of 12 May 1994' says more exactly what was called 'the signing in 1994'."""
        value = self.time.value(event.own_date) if event.own_date is not None else None
        main = record.main_date
        if value is not None and main is not None and is_finer(value, main[1]):
            record.dates[main[0]] = value
            record.guessed_dates.discard(main[0])

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
        record.mediators = self.sides.resolve_actors(event.mediators)
        self.sides.complete_parties(record, event, sentence)
        self.registry.records.append(record)
        return record


def _effect_follows(record: Record, dates: dict[str, DateValue]) -> bool:
    """A start within two weeks after the announcement is the same attempt ("announced on 8 July, began on 20
    July")."""
    if "effective" not in dates or "effective" in record.dates:
        return False
    main = record.main_date
    effective = dates["effective"]
    return bool(main and main[1].lo and effective.lo and 0 <= (effective.lo - main[1].lo).days <= 14)
