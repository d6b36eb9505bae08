"""Who the sides are: generic actors resolved, "both sides" completed from what the text told before."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from analysis.coding.attempts.registry import Record, Registry, coarse, union
from analysis.coding.sentences.events import Event
from analysis.text.actor_spans import ActorSpan
from analysis.text.cast import Cast
from analysis.text.segments import Sentence
from analysis.text.wars import War, choose_sides, find_wars

# "took effect hours after the presidents of Ghana and Togo had flown in": another clause, other actors.
_LATER = re.compile(r"\b(?:after|before|when|while|once|until)\b")
_WITH = re.compile(r"\bwith (?:the )?$")
_PLACED = re.compile(r"\b(?:of|in|at|near|from|to) $")


def _is_acronym(span: ActorSpan) -> bool:
    """Unknown letters ("ARENA") are a party or a company as often as an armed group."""
    return not span.known and span.label.isupper()


class Sides:
    """Remembers the sides a text last spoke of. `usual` are the two of the document's conflict, where it is known."""

    def __init__(self, actors: Cast, registry: Registry, usual: tuple[str, ...]) -> None:
        self.actors, self.registry, self.usual = actors, registry, usual
        self._topic: tuple[int, int, int] | None = None
        self._pair: list[ActorSpan] = []
        self._last_subject: list[ActorSpan] = []
        self._last_person: list[ActorSpan] = []
        self._last_envoy: list[ActorSpan] = []
        # Sentences whose sides are not looked at yet, with how closely they are to be read.
        self._unread: list[tuple[Sentence, bool]] = []
        self._wars: list[tuple[int, War]] | None = None
        self._at_war: list[ActorSpan] | None = None

    def enter_fragment(self, end: int) -> None:
        """Read on to the end of a fragment, which may speak of other sides."""
        self._read_on()
        self.actors.take_in(end)
        self._pair = []
        self._at_war = None
        self._topic = None

    def enter_topic(self, number: int, start: int, end: int) -> None:
        """A heading of a digest: what stands under it, up to `end`, is news of its own, whatever was told before.
        `number`: that of the heading among the sentences."""
        self._read_on()
        self._topic = (number, start, end)
        self.actors.enter_topic(start, end)
        self._pair, self._last_subject, self._at_war = [], [], None

    def is_of_other_topic(self, record: Record) -> bool:
        """The attempt was told under an earlier topic of a digest."""
        return self._topic is not None and record.sentence < self._topic[0]

    def note_sides(self, sentence: Sentence, closely: bool) -> None:
        """A sentence has been read: its sides count for what follows. `closely`: also those outside the gazetteer."""
        self._unread.append((sentence, closely))

    def _read_on(self) -> None:
        """Look at the sides of the sentences read since last; most texts ask for them a few times only."""
        for sentence, closely in self._unread:
            look = self.actors.read if closely else self.actors.known_between
            self._note(look(sentence.start, sentence.end))
        self._unread.clear()

    def latest_envoy(self) -> list[ActorSpan]:
        """The person named last, if any."""
        self._read_on()
        return self._last_envoy

    def _note(self, actors: list[ActorSpan]) -> None:
        if not actors:
            return
        sides = [
            a
            for a in actors
            if a.kind in ("state", "de_facto", "nonstate")
            and a.generic != "both"
            and not a.attributive
            # "the communiqué of Dar es Salaam": where, not who.
            and not (
                a.form == "capital" and _PLACED.search(self.actors.view.lower, max(0, a.start - 6), a.start)
            )
        ]
        self._last_envoy = [a for a in actors if a.person][-1:] or self._last_envoy
        sides = [a for a in sides if not self.actors.is_outsider(a.actor_id)] or sides
        unique = list({a.actor_id: a for a in sides}.values())
        if unique:
            self._last_subject = unique[:1]
        self._last_person = [a for a in sides if a.person][:1] or self._last_person
        if len(unique) == 2 and (
            not self._pair
            or {a.actor_id for a in unique} <= self.actors.top_fighters(4)
            or (
                not all(a.known for a in unique)
                and not (self._are_known() and any(_is_acronym(a) for a in unique))
            )
        ):
            self._pair = unique

    def _are_known(self) -> bool:
        """Of the two last spoken of both are in the gazetteer, one an armed group: no party or club replaces them."""
        return (
            len(self._pair) == 2
            and all(a.known for a in self._pair)
            and any(a.kind == "nonstate" for a in self._pair)
        )

    def drop_hosts(self, event: Event, parties: list[ActorSpan]) -> list[ActorSpan]:
        """'In Moscow the Russian, Azerbaijani and Armenian ministers agreed': of three or more, the host mediates."""
        hosts = {
            actor for place, actor in self.actors.meeting_places if event.span[0] <= place < event.span[1]
        }
        if len(parties) < 3 or event.kind in ("call", "proposal"):
            return parties
        event.mediators = union(event.mediators, [p for p in parties if p.actor_id in hosts])
        return [p for p in parties if p.actor_id not in hosts]

    def drop_announcers(self, event: Event, parties: list[ActorSpan]) -> list[ActorSpan]:
        """A state that announces a truce between others is no party: known sides of the text do not include it."""
        if event.kind == "proposal":
            proposers = {span.actor_id for span in event.proposers}
            return [
                p for p in parties if p.actor_id not in proposers or not self.actors.is_outsider(p.actor_id)
            ]
        alone = len(parties) == 1 and event.subject == parties and not event.rule.startswith("stop")
        if event.kind == "mutual" and alone:
            # "In August Kazakhstan arranged another one": one state alone cannot agree with itself.
            if self.actors.is_outsider(parties[0].actor_id):
                event.mediators = union(event.mediators, parties)
                return []
            return parties
        if event.kind not in ("unilateral", "declared") or event.unilateral or len(parties) > 1:
            return parties
        if not parties:
            # "The Security Council imposed a ceasefire": it stops nothing of its own.
            if event.subject and all(span.kind == "igo" for span in event.subject):
                event.kind = "mutual"
            return parties
        if any(span.kind in ("igo", "ngo") for span in event.subject) and event.kind == "declared":
            # "was announced by the US Secretary of State and the UN chief"
            event.kind = "mutual"
            event.mediators = event.mediators or event.subject
            return []
        if self.actors.is_outsider(parties[0].actor_id):
            event.kind = "mutual"
            event.mediators = event.mediators or event.subject
            return []
        return parties

    def complete_parties(self, record: Record, event: Event, sentence: Sentence) -> None:
        """'Both sides', 'the parties', or nobody named: the two sides the text last spoke of."""
        kind = coarse(record.kind)
        mediators = {m.actor_id for m in record.mediators}
        record.parties = [
            p
            for p in record.parties
            if p.actor_id not in mediators or (len(record.parties) <= 1 and kind == "unilateral")
        ]
        if kind == "unilateral" and record.parties:
            return
        wanted = 1 if kind == "unilateral" else 2
        if len(record.parties) >= wanted:
            if len(record.parties) == 2:
                self._read_on()
                self._pair = record.parties[:2]
            return
        if (
            len(record.parties) == 1
            and record.parties[0].kind in ("nonstate", "generic")
            and (not record.parties[0].known or self._is_with(event, record.parties[0]))
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
        if record.parties and record.parties[0].actor_id not in {p.actor_id for p in pair}:
            # The one side that is named belongs to another quarrel.
            pair = []
        if pair:
            record.inferred_parties = not record.parties
            record.parties = union(record.parties, pair)

    def _is_with(self, event: Event, group: ActorSpan) -> bool:
        """'an agreement with the FNL was signed': one side is named, the other is the state that the text is about."""
        lower = self.actors.view.lower
        return _WITH.search(lower, max(event.end, group.start - 10), group.start) is not None

    def _sides(self, record: Record, event: Event, excluded: set[str]) -> list[ActorSpan]:
        self._read_on()
        if coarse(record.kind) == "unilateral" and event.by_person:
            named = [a for a in self.actors.read(*event.span) if a.person and a.start < event.start]
            person = named[-1:] or self._last_person
            if person:
                return [s for s in person if s.actor_id not in excluded]
        if coarse(record.kind) == "unilateral":
            return [s for s in self._last_subject if s.actor_id not in excluded]
        inside = [
            a
            for a in self.actors.read(*event.span)
            if a.kind in ("state", "de_facto", "nonstate")
            and not a.attributive
            and (a.known or a.generic != "nonstate")
            and a.actor_id not in excluded
            and not (a.start > event.end and _LATER.search(self.actors.view.lower, event.end, a.start))
        ]
        unique = list({self.resolve_one(a).actor_id: self.resolve_one(a) for a in inside}.values())
        unique = [a for a in unique if not self.actors.is_outsider(a.actor_id)]
        if len(unique) == 2 and all(a.known for a in unique) and self._is_other_quarrel(record, unique):
            return unique
        for earlier in self.registry.latest():
            if (
                earlier is not record
                and earlier.fragment == record.fragment
                and not self.is_of_other_topic(earlier)
                and len(earlier.parties) >= 2
                and not ({p.actor_id for p in earlier.parties} & excluded)
                # An offer to a neighbour does not make the neighbour a side of what comes after it.
                and not (coarse(earlier.kind) == "proposal" and self._has_outsider(earlier))
            ):
                return earlier.parties[:3]
        if len(unique) == 2:
            return unique
        at_war = [span for span in self.at_war() if span.actor_id not in excluded]
        if len(at_war) == 2:
            return at_war
        if len(self._pair) == 2 and not {p.actor_id for p in self._pair} & excluded:
            return self._at_home(self._pair)
        return self._frequent_sides(excluded)

    def _at_home(self, pair: list[ActorSpan]) -> list[ActorSpan]:
        """Of two states, one of which fights a group of its own, the other is the neighbour who sent soldiers."""
        group, state = self.actors.main_group(), self.actors.main_state()
        known = self.actors.gazetteer.actors
        if group is None or state is None or any(a.kind != "state" for a in pair):
            return pair
        civil = known[group.actor_id].countries & known[state.actor_id].countries
        others = {a.actor_id for a in pair} - {state.actor_id}
        if not civil or len(others) != 1 or others & self.actors.named_in_title():
            return pair
        return [state, group]

    def _is_other_quarrel(self, record: Record, unique: list[ActorSpan]) -> bool:
        """The two that a sentence names are no sides of what was told before: a digest has gone on to another war."""
        earlier = next((r for r in self.registry.latest() if r is not record and len(r.parties) >= 2), None)
        return earlier is not None and not earlier.party_ids() & {a.actor_id for a in unique}

    def _has_outsider(self, record: Record) -> bool:
        return any(self.actors.is_outsider(p.actor_id) for p in record.parties)

    def at_war(self) -> list[ActorSpan]:
        """The two sides of the war that the text names as its subject, where both or one are named in the text."""
        if self._at_war is None:
            counts = self.actors.counts
            if self._wars is None:
                self._wars = find_wars(self.actors.view.lower)
            _, start, end = self._topic or (0, 0, self.actors.read_to)
            told = [war for war in self._wars if start <= war[0] < end]
            sides = choose_sides(told, lambda actor_id: counts[actor_id])
            known = self.actors.gazetteer.actors
            named = sides is not None and all(s in known for s in sides) and any(counts[s] for s in sides)
            self._at_war = [self.actors.stand_for(known[s]) for s in sides] if named and sides else []
        return self._at_war

    def _frequent_sides(self, excluded: set[str]) -> list[ActorSpan]:
        spans, named = self._named_so_far()
        spans = {a: s for a, s in spans.items() if a not in excluded and not self.actors.is_outsider(a)}
        counts = Counter({actor_id: named[actor_id] for actor_id in spans})
        if self.usual:
            known = [spans[p] for p in self.usual if p in spans]
            if len(known) >= 2:
                return known[:2]
        top = counts.most_common(3)
        generic = self._generic_sides(top, spans)
        if generic:
            return generic
        if len(top) == 1 and spans[top[0][0]].kind == "nonstate":
            # A text on the RSF and "the army" that names no state but the mediators'.
            state = self.actors.main_state()
            return [spans[top[0][0]], state] if state is not None and state.actor_id not in excluded else []
        if len(top) < 2 or (len(top) == 3 and (top[1][1] == top[2][1] or top[1][1] < 2)):
            return []
        return [spans[top[0][0]], spans[top[1][0]]]

    def _named_so_far(self) -> tuple[dict[str, ActorSpan], Counter[str]]:
        """Who may be a side and how often each is named: in the text, or under the present topic of a digest."""
        if self._topic is None:
            return self.actors.last_named, self.actors.named_sides
        _, start, end = self._topic
        named = [
            a for a in self.actors.known_between(start, end) if a.kind in ("state", "de_facto", "nonstate")
        ]
        return {a.actor_id: a for a in named}, Counter(a.actor_id for a in named)

    def _generic_sides(self, top: list[tuple[str, int]], spans: dict[str, ActorSpan]) -> list[ActorSpan]:
        """A text of one government and "the rebels" has these two sides."""
        groups = [n for a, n in top if spans[a].kind == "nonstate"]
        rebels = self.actors.first_generic("nonstate")
        if rebels is None or (groups and self.actors.count_generic("nonstate") <= 2 * max(groups)):
            return []
        state = self.actors.main_state()
        if state is None and self._topic is None:
            state = self.actors.first_generic("government")
        return [state, rebels] if state else []

    def resolve_sides(self, spans: list[ActorSpan]) -> list[ActorSpan]:
        """Return who the spans stand for as parties: generic ones resolved, organisations left out."""
        found: list[ActorSpan] = []
        # "al-Bashir's envoy Nafie" is one man, not two rivals.
        told = self.actors.view.lower[spans[0].start : spans[-1].start] if spans else ""
        owner = "'s " in told or "s' " in told
        alone = len({span.actor_id for span in spans}) == 1 and not owner
        for span in spans:
            if span.generic == "both":
                continue
            one = self.resolve_one(span)
            same = next((other for other in found if other.actor_id == one.actor_id), None)
            if same is not None and span.generic == "government":
                one = span
            elif same is not None and alone and one.person and same.person and one.person != same.person:
                # Two men of one state as the two sides are rivals: the second stands for himself.
                rival = self.actors.gazetteer.actors.get(one.person)
                one = replace(
                    one, actor_id=one.person, label=rival.label if rival else one.label, kind="nonstate"
                )
            if (
                one.kind in ("igo", "ngo")
                and "command" not in one.label.lower()
                and "coalition" not in one.label.lower()
            ):
                continue
            found.append(one)
        return union([], found)

    def resolve_actors(self, spans: list[ActorSpan]) -> list[ActorSpan]:
        return union([], [self.resolve_one(span) for span in spans if span.generic != "both"])

    def resolve_one(self, span: ActorSpan) -> ActorSpan:
        if span.known or not span.generic:
            return span
        if span.generic == "government":
            main = self.actors.main_state()
            return replace(main, start=span.start, end=span.end) if main else span
        if span.generic == "nonstate" and span.kind == "generic":
            group = self.actors.main_group()
            return replace(group, start=span.start, end=span.end) if group else span
        return span
