"""Find who is named in a text: known actors by the gazetteer, unknown groups by their form, generic ones by
their words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import attrgetter, itemgetter

from analysis.text.actor_patterns import (
    ACRONYM,
    BRACKETED,
    BROKERED,
    COALITION,
    CREDIT,
    ENVOY_TO,
    EVENT_NAME,
    FORCE_WORD,
    GENERIC,
    GROUP_AFTER,
    LEADING,
    MODIFIED,
    NAMED_FOR_PLACE,
    NOT_A_GROUP,
    NOT_ACTOR_ACRONYM,
    OFFICE_AFTER,
    ORG,
    PLACE_WORD,
    SHORT_NAME,
    TOWN_BEFORE,
)
from analysis.text.actor_spans import ActorSpan, join_spans, slug
from analysis.text.cues import Cue, Cues
from analysis.text.gazetteer_index import Actor, Alias, Gazetteer
from analysis.text.unknown_actors import find_armed_groups, find_organisations, find_titled_persons
from analysis.text.view import View

# Begins with its digits and looks back afterwards: the search then skips to the next of them.
_YEAR = re.compile(r"(?:19|20)(?<!\d\d\d)\d\d(?!\d)")


GENERIC_CUES = Cue.GENERIC | Cue.ARMED
# What an envoy's place of work stands after: a look at it is cheaper than the whole pattern.
_TO_WHERE = ("to", "for", "in", "the")


@dataclass
class ActorReader:
    """Reads the actors of one text: hits of the whole text once, spans sentence by sentence.

    `stepwise`: the caller says by `take_in` how far the text counts, fragment by fragment.
    """

    view: View
    gazetteer: Gazetteer
    published_year: int | None = None
    theatre: frozenset[str] = frozenset()
    cues: Cues | None = None
    stepwise: bool = False
    spans_by_start: list[ActorSpan] = field(default_factory=list)
    acronyms: dict[str, tuple[str, str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    fighting: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    meeting_places: list[tuple[int, str]] = field(default_factory=list)
    _cache: dict[tuple[int, int], list[ActorSpan]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._cues = self.cues or Cues(self.view.lower, self.view.text)
        self._hits = self.gazetteer.find_hits(self.view)
        self._next_hit = self.read_to = 0
        self.countries, self.named_countries = Counter[str](), Counter[str]()
        self._years_told: Counter[int] = Counter()
        self.years = self._years_told or Counter(filter(None, [self.published_year]))
        self._starts: list[int] = []
        self._coalitions: list[ActorSpan] = []
        if not self.stepwise:
            self.take_in(len(self.view.text))

    def take_in(self, end: int) -> None:
        """Read on to `end`. Whom a name stands for is judged by what is told up to there, and by nothing that follows:
        a text put below another changes none of its actors."""
        last = bisect_left(self._hits, end, lo=self._next_hit, key=itemgetter(0))
        hits, start = self._hits[self._next_hit : last], self.read_to
        self._next_hit, self.read_to = last, end
        self._count_countries(hits)
        self._years_told.update(int(found.group()) for found in _YEAR.finditer(self.view.text, start, end))
        self.years = self._years_told or self.years
        spans = [span for hit in hits if (span := self._span(*hit))]
        self.spans_by_start += spans
        self._starts += [span.start for span in spans]
        self._coalitions += [span for span in spans if "coalition" in span.label.lower()]
        for span in spans:
            if not span.attributive or span.form == "adjective":
                self.counts[span.actor_id] += 1
        self._find_acronyms(start, end)

    def _count_countries(self, hits: list[tuple[int, int, list[Alias]]]) -> None:
        for _, _, candidates in hits:
            first = candidates[0]
            if len(candidates) > 1 and len({c.actor_id for c in candidates}) > 1:
                continue
            actor = self.gazetteer.actors[first.actor_id]
            if actor.kind not in ("state", "nonstate", "de_facto"):
                continue
            by_letters = first.form == "acronym" or (first.form == "army" and actor.kind != "nonstate")
            for country in actor.countries:
                self.countries[country] += 1
                self.named_countries[country] += not by_letters

    def _choose(self, candidates: list[Alias]) -> Alias:
        if len(candidates) == 1:
            return candidates[0]
        fits = [self._fit(self.gazetteer.actors[c.actor_id]) for c in candidates]
        best = candidates[fits.index(max(fits))]
        tied = [c for c, fit in zip(candidates, fits, strict=True) if fit == max(fits)]
        if len({self.gazetteer.actors[c.actor_id].countries for c in tied}) > 1:
            # "the Maoists" in a text that names neither Nepal nor India
            self.unsure.add(best.actor_id)
        return best

    def _is_foreign(self, alias: Alias, actor: Actor) -> bool:
        """Letters that stand for an actor of a country the text never names, in a text of other countries,
        stand for another."""
        if (
            alias.form not in ("acronym", "army")
            or actor.kind not in ("state", "nonstate")
            or not actor.countries
        ):
            return False
        if actor.kind == "state" and alias.form == "acronym":
            # "former US President": the letters of a state are its own everywhere.
            return False
        elsewhere = sum(self.named_countries.values())
        return (
            elsewhere >= 2
            and not any(self.named_countries[c] for c in actor.countries)
            and not actor.countries & self.theatre
        )

    def _fit(self, actor: Actor) -> tuple[float, float]:
        place = sum(self.countries[c] for c in actor.countries) + (5 if actor.countries & self.theatre else 0)
        if actor.represents in self.gazetteer.actors:
            place += sum(self.countries[c] for c in self.gazetteer.actors[actor.represents].countries)
        in_time = 0.0
        if self.years:
            low = int(actor.valid_from[:4]) if actor.valid_from[:4].isdigit() else 0
            high = int(actor.valid_to[:4]) if actor.valid_to[:4].isdigit() else 9999
            in_time = sum(n for year, n in self.years.items() if low <= year <= high) / self.years.total()
        return (in_time > 0) + min(place, 3), in_time

    def _span(self, start: int, end: int, candidates: list[Alias]) -> ActorSpan | None:
        alias = self._choose(candidates)
        actor = self.gazetteer.actors[alias.actor_id]
        lower = self.view.lower
        if self._is_foreign(alias, actor):
            surface = self.view.text[start:end]
            return ActorSpan(start, end, slug(surface), surface, "nonstate", "unknown", known=False)
        person = ""
        if actor.kind == "person":
            person = actor.actor_id
            actor = self._stands_for(actor)
        form, last, attributive = alias.form, end, False
        before = lower[max(0, start - 40) : start].rstrip()
        credited = form in ("acronym", "army") and before.endswith("(")
        if credited and CREDIT.search(self.view.text, max(0, start - 5), start):
            # "... was declared. (AFP)": who reports it.
            return None
        if form in ("name", "short") and actor.kind == "state" and self._names_where(start, end):
            self.meeting_places.append((start, actor.actor_id))
            return None
        if before.endswith(_TO_WHERE) and ENVOY_TO.search(lower, max(0, start - 40), start):
            return None
        if form == "capital" and NAMED_FOR_PLACE.match(lower, end):
            # "the Minsk Protocol", "the Lomé accord": where it was signed.
            self.meeting_places.append((start, actor.actor_id))
            return None
        if form in ("capital",) and PLACE_WORD.search(lower, max(0, start - 14), start):
            self.meeting_places.append((start, actor.actor_id))
        if form in (
            "adjective",
            "demonym",
            "name",
            "short",
            "capital",
            "alt_spelling",
            "acronym",
        ) and actor.kind in (
            "state",
            "de_facto",
        ):
            if MODIFIED.match(lower, end) and not BROKERED.match(lower, end):
                return None
            if lower[max(0, start - 5) : start].endswith(("pro-", "anti-")) or lower[
                max(0, start - 7) : start
            ].endswith("ethnic "):
                attributive = True
            group = GROUP_AFTER.match(lower, end)
            if group and actor.kind == "de_facto" and not attributive:
                # "Chechen fighters", "Abkhaz rebels": the de facto state's own side, not a further group.
                self.fighting.add(actor.actor_id)
                surface = self.view.text[start:end]
                return ActorSpan(
                    start, group.end(), actor.actor_id, actor.label, actor.kind, "office", named=surface
                )
            if (
                group
                and not group.group().startswith("'s")
                and not self.view.text[end : group.end()].strip()[:1].isupper()
            ):
                label = self.view.text[start : group.end()]
                words = label.split()
                return ActorSpan(
                    start,
                    group.end(),
                    slug(label),
                    " ".join(words),
                    "nonstate",
                    "group",
                    known=False,
                    generic="nonstate",
                )
            office = OFFICE_AFTER.match(lower, end)
            if office:
                last, form = office.end(), "office"
                if FORCE_WORD.search(office.group()):
                    self.fighting.add(actor.actor_id)
            elif (form == "adjective" and not BROKERED.match(lower, end)) or EVENT_NAME.match(lower, end):
                attributive = True
            if form == "capital" and PLACE_WORD.search(lower, max(0, start - 14), start) and not office:
                return None
        elif actor.kind == "nonstate":
            tail = GROUP_AFTER.match(lower, end) or OFFICE_AFTER.match(lower, end)
            last = tail.end() if tail else end
        elif actor.kind in ("igo", "ngo"):
            tail = OFFICE_AFTER.match(lower, end)
            last = tail.end() if tail else end
        named = "" if person else self.view.text[start:end]
        if form == "army":
            self.fighting.add(actor.actor_id)
        return ActorSpan(
            start, last, actor.actor_id, actor.label, actor.kind, form, True, person, attributive, named=named
        )

    def _names_where(self, start: int, end: int) -> bool:
        """'in Naivasha, Kenya, both sides signed': the state only says where the town lies."""
        text = self.view.text
        closed = text[end : end + 1] in (",", ".", ";", ")")
        return closed and TOWN_BEFORE.search(text, max(0, start - 48), start) is not None

    def _stands_for(self, person: Actor) -> Actor:
        options = self.gazetteer.offices.get(person.actor_id)
        wanted = person.represents
        if options and self.years:
            best = max(
                options,
                key=lambda o: (
                    sum(
                        n
                        for y, n in self.years.items()
                        if (o[0][:4] or "0") <= str(y) <= (o[1][:4] or "9999")
                    ),
                    self.gazetteer.actors[o[2]].kind == "state" if o[2] in self.gazetteer.actors else False,
                ),
            )
            wanted = best[2] or wanted
        return self.gazetteer.actors.get(wanted, person)

    def _find_acronyms(self, start: int, end: int) -> None:
        """'Oromo Liberation Front (OLF)': the acronym is that group for the rest of the text."""
        if self.view.text.find("(", start, end) < 0 or not BRACKETED.search(self.view.text, start, end):
            return
        for match in ORG.finditer(self.view.text, start, end):
            if match.group(1) and not self._is_known(*match.span(1)):
                label = self.view.text[match.start() : match.start(1) - 1].strip()
                label = re.sub(r"^(?:The|A|In|On|And|But)\s+", "", label)
                self.acronyms[match.group(1)] = (slug(label), label)

    def _is_known(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)
        return any(span.end > start for span in self.spans_by_start[max(0, before - 4) : before])

    def read(self, start: int, end: int) -> list[ActorSpan]:
        """Return the actors named in `start:end`, in order, none overlapping another."""
        if (start, end) not in self._cache:
            self._cache[start, end] = self._read(start, end)
        return self._cache[start, end]

    def known_between(self, start: int, end: int) -> list[ActorSpan]:
        """Return the actors of the gazetteer named in `start:end`: cheap, for sentences that need no closer
        reading."""
        starts = self._starts
        return self.spans_by_start[bisect_left(starts, start) : bisect_left(starts, end)]

    def _read(self, start: int, end: int) -> list[ActorSpan]:
        spans: list[ActorSpan] = []
        last = 0
        for span in self.known_between(start, end):
            if span.start >= last:
                spans.append(span)
            last = max(last, span.end)
        cues = self._cues.between(start, end)
        for found in chain(
            self._coalition(start, end),
            self._called_by_noun(start, end, cues),
            self._unknown(start, end, cues),
        ):
            if not _meets(spans, found.start, found.end):
                spans.append(found)
        if cues & GENERIC_CUES:
            spans.extend(self._generic(start, end, spans))
        spans.sort(key=attrgetter("start"))
        return join_spans(self.view, spans)

    def _unknown(self, start: int, end: int, cues: int) -> Iterator[ActorSpan]:
        text = self.view.text
        if cues & Cue.ORGANISATION:
            yield from find_organisations(text, start, end)
        if cues & Cue.ARMED:
            yield from find_armed_groups(text, start, end)
        if cues & Cue.TITLE:
            yield from find_titled_persons(text, start, end)
        for match in ACRONYM.finditer(text, start, end):
            word = match.group()
            if (
                word in NOT_ACTOR_ACRONYM
                or NOT_A_GROUP.fullmatch(word)
                or (len(text) > 60 and text[start:end].isupper())
            ):
                continue
            actor_id, label = self.acronyms.get(word, (slug(word), word))
            yield ActorSpan(match.start(), match.end(), actor_id, label, "nonstate", "unknown", known=False)

    def _coalition(self, start: int, end: int) -> Iterator[ActorSpan]:
        """'the coalition', after the text has named one."""
        if not self._coalitions:
            return
        for match in COALITION.finditer(self.view.lower, start, end):
            before = bisect_left(self._coalitions, match.start(), key=attrgetter("start"))
            if before:
                named = self._coalitions[before - 1]
                yield replace(named, start=match.start(), end=match.end(), form="anaphora")

    def _called_by_noun(self, start: int, end: int, cues: int) -> Iterator[ActorSpan]:
        """'The Front', after the text has named the Polisario Front."""
        if not cues & Cue.ORGANISATION:
            return
        for match in SHORT_NAME.finditer(self.view.text, start, end):
            word = match.group(1)
            before = bisect_left(self._starts, match.start())
            named = next(
                (
                    span
                    for span in reversed(self.spans_by_start[:before])
                    if word in self.view.text[span.start : span.end] or word in span.label
                ),
                None,
            )
            if named is not None and named.kind in ("nonstate", "de_facto"):
                yield replace(named, start=match.start(), end=match.end(), form="anaphora")

    def _generic(self, start: int, end: int, taken: Sequence[ActorSpan] = ()) -> Iterator[ActorSpan]:
        """Those named by what they are ("both sides", "the rebels"), but not where other actors are named."""
        taken = list(taken)
        for match in GENERIC.finditer(self.view.lower, start, end):
            if _meets(taken, *match.span()):
                continue
            kind = match.lastgroup or ""
            if (
                kind in ("government", "nonstate")
                and self.view.lower.startswith((" of ", " from "), match.end())
                and self._names_within(match.end() + 3, match.end() + 16)
            ):
                continue
            surface = self.view.text[match.start() : match.end()]
            label = LEADING.sub("", surface)
            yield ActorSpan(
                match.start(), match.end(), slug(label), label, "generic", kind, known=False, generic=kind
            )

    def _names_within(self, start: int, end: int) -> bool:
        return bisect_left(self._starts, start) < bisect_left(self._starts, end)


def _meets(spans: list[ActorSpan], start: int, end: int) -> bool:
    for span in spans:  # noqa: SIM110 - asked for every name of a text; `any` takes twice as long
        if start < span.end and end > span.start:
            return True
    return False
