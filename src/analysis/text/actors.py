"""Find who is named in a text: known actors by the gazetteer, unknown groups by their form, generic ones by their words."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources

import ahocorasick_rs

from analysis.text.view import View, lower_same_length


@dataclass(frozen=True, slots=True)
class Actor:
    """A row of the gazetteer: `represents` is the actor a person speaks for."""

    actor_id: str
    label: str
    kind: str
    countries: frozenset[str]
    represents: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """An actor named at `start:end`.

    `actor_id` is the gazetteer's, or a slug of the surface for unknown and generic actors; `label` is what tables show.
    `form` tells how it is named; `known` is False for actors outside the gazetteer. `person` keeps the id of a person who
    stands for the actor. `attributive` marks an adjective that only qualifies a noun ("Israeli town").
    """

    start: int
    end: int
    actor_id: str
    label: str
    kind: str
    form: str
    known: bool = True
    person: str = ""
    attributive: bool = False
    generic: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True)
class _Alias:
    actor_id: str
    form: str
    case_sensitive: bool
    surface: str


@dataclass
class Gazetteer:
    """All actors and the automaton over their surfaces."""

    actors: dict[str, Actor]
    aliases: list[list[_Alias]]
    automaton: ahocorasick_rs.AhoCorasick
    offices: dict[str, list[tuple[str, str, str]]]
    by_country: dict[str, str] = field(default_factory=dict)

    def find_hits(self, view: View) -> list[tuple[int, int, list[_Alias]]]:
        """Return (start, end, candidates) of every surface that stands as a word of its own."""
        text, lower, hits = view.text, view.lower, []
        caseless = not any(map(str.islower, text[:400])) or not any(map(str.isupper, text[:2000]))
        for index, start, end in self.automaton.find_matches_as_indexes(lower):
            if (start and (lower[start - 1].isalnum() or lower[start - 1] == "_")) or (
                end < len(lower) and lower[end].isalnum()
            ):
                continue
            candidates = self.aliases[index]
            if not caseless:
                surface = text[start:end]
                candidates = [
                    c
                    for c in candidates
                    if not c.case_sensitive
                    and surface[0].isupper()
                    or c.surface == surface
                    or c.form in ("name",)
                    and not c.case_sensitive
                    and " " in surface
                ]
            if candidates:
                hits.append((start, end, candidates))
        return hits


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the package: `actors.csv`, `aliases.csv` and `offices.csv`."""
    actors = {
        row["actor_id"]: Actor(
            row["actor_id"], re.sub(r"\s\([^()]*\)$", "", row["label"]), row["kind"], frozenset(filter(None, [*row["country"].split("|"), row["iso3"]])),
            row["represents"], row["valid_from"], row["valid_to"],
        )
        for row in _read("actors.csv")
    }  # fmt: skip
    surfaces: dict[str, list[_Alias]] = {}
    for row in _read("aliases.csv"):
        if row["actor_id"] in actors:
            alias = _Alias(row["actor_id"], row["form"], row["case_sensitive"] == "1", row["surface"])
            surfaces.setdefault(lower_same_length(row["surface"]).replace("’", "'"), []).append(alias)
    automaton = ahocorasick_rs.AhoCorasick(list(surfaces), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    offices: dict[str, list[tuple[str, str, str]]] = {}
    for row in _read("offices.csv"):
        offices.setdefault(row["person_id"], []).append((row["valid_from"], row["valid_to"], row["actor_id"]))
    states = {
        iso: actor.actor_id
        for actor in actors.values()
        if actor.kind == "state" and not actor.valid_to
        for iso in actor.countries
    }
    return Gazetteer(actors, list(surfaces.values()), automaton, offices, states)


def _read(name: str) -> Iterator[dict[str, str]]:
    with (
        resources.files("analysis.text")
        .joinpath("gazetteer", name)
        .open(encoding="utf-8", newline="") as lines
    ):
        yield from csv.DictReader(lines)


_OFFICE = (
    r"government|authorities|administration|regime|leadership|side|delegation|delegates|officials?|leaders?|president|presidents|prime ministers?|foreign ministers?|"
    r"defen[cs]e ministers?|ministers?|ministry|foreign ministry|defen[cs]e ministry|premier|chancellor|king|emir|envoys?|ambassadors?|diplomats?|negotiators?|mediators?|representatives?|"
    r"spokes(?:man|woman|person)|state media|state television|parliament|cabinet|military officials?|security council|foreign secretary|secretary of state|high command|general staff|chief of staff|parliamentary delegation"
)
_FORCES = (
    r"army|armed forces|military|forces|troops|soldiers|navy|air force|police|security forces|government forces|defen[cs]e forces|"
    r"government troops|army units|commanders?|peacekeepers|peacekeeping forces?|peacekeeping contingent|peace-?keeping troops|border guards|servicemen|units|national army|command|generals?"
)
_GROUP = (
    r"rebels?|rebel groups?|rebel forces|rebel movement|insurgents?|insurgency|separatists?|secessionists?|guerrillas?|guerillas?|opposition|opposition forces|opposition groups|militants?|militiamen|"
    r"militias?|fighters|factions?|tribes?|tribesmen|clans?|gunmen|paramilitar(?:y|ies)|islamists?|nationalists|warlords?|resistance|irregulars|revolutionaries|dissidents|communists|mutineers|armed groups?|exiles|contras"
)
_LINK = r"(?:'s?|s')?\s+(?:(?:national|transitional|interim|federal|central|then|acting|former|de facto|de-facto|new|military|regular|elite|deputy|special|top|senior|chief|visiting|outgoing)\s+){0,3}"
_OFFICE_AFTER = re.compile(
    rf"{_LINK}(?:{_OFFICE}|{_FORCES})\b(?:\s+(?:forces|troops|officials?|leaders?|of state|commanders?|spokes(?:man|woman|person)|soldiers|delegation|representatives?|of (?:foreign affairs|defen[cs]e)))?"
)
_FORCE_WORD = re.compile(rf"\b(?:{_FORCES})\b")
_GROUP_AFTER = re.compile(
    rf"(?:'s?)?\s+(?:[a-z-]+\s+)?(?:{_GROUP})\b(?:\s+(?:forces|groups?|leaders?|fighters|commanders?|coalition|movement|representatives))?"
)
_MODIFIED = re.compile(
    r"-(?:led|backed|allied|aligned|affiliated|held|controlled|occupied|populated|based|born|style|made|supported|run|speaking|majority|dominated|trained|armed|funded|loyal)\b"
)
_BROKERED = re.compile(
    r"(?:-|\s)(?:brokered|mediated|sponsored|negotiated|facilitated|proposed|initiated|organi[sz]ed|monitored|drafted|supervised|guaranteed)\b"
)
_EVENT_NAME = re.compile(
    r"[\s-]+(?:war|civil war|crisis|conflict|revolution|peninsula|border|sea|river|valley|mountains?|spring|city|town|village|province|region|language|airspace|territory|soil|positions?|news|people)\b"
)
_ENVOY_TO = re.compile(
    r"(?:secretary of state|secretary|minister|office|commissioner)\s+for\s+$|(?:ambassador|envoy|representative|delegate|mission|trip|visit|return|ambassadors)s?\s+(?:to|for|in)\s+(?:the\s+)?$"
)
_PLACE_WORD = re.compile(
    r"\b(?:in|at|near|from|around|outside|inside|across|over|via|leave|left|into|north of|south of|east of|west of|city of|town of|capital|outside of|streets of|towards?)\s+(?:the\s+)?$"
)
_GENERIC = re.compile(
    rf"\b(?:(?P<both>(?:(?<=- )|(?<=: )|(?<=\n))sides(?=\s)|(?:both|the two|the|all|all the|the warring|all warring|the opposing|the rival|warring|rival|opposing|all three|the three|the four|either|neither|each)\s+"
    r"(?:(?:conflict(?:ing)?|warring|opposing|rival|belligerent|contending|feuding|signatory|armed|neighbou?ring|main|fighting|hostile)\s+)*(?:sides?|part(?:ies|y)|countries|nations|neighbou?rs|governments|armies|factions|belligerents|combatants|leaders|presidents|foreign ministers|groups|combatants|delegations|states|militaries|foes|rivals|camps|movements|signatories))"
    r"|(?P<government>(?:the\s+)?(?:government(?:'s)?(?:\s+(?:forces|troops|side|officials|army|soldiers|delegation|negotiators))?|pro-government (?:forces|militias?)|the military|the army|the regime|the junta|the authorities|the military government|loyalist forces|federal (?:government|forces|army|troops)|state forces|army|security forces|republican forces))"
    rf"|(?P<nonstate>the (?:armed |rebel |militant |insurgent |separatist |guerrilla )?(?:group|movement|organi[sz]ation)\b|(?:the\s+)?(?:(?:ex-|pro-|anti-)?[a-z]+(?:-[a-z]+)?\s+)?(?:{_GROUP})(?:\s+(?:forces|groups?|leaders?|fighters|commanders?|coalition|movement|alliance|representatives|command))?))\b"
)
_NOT_GROUP = frozenset("clan factions faction clans tribe resistance opposition".split())
_ORG_WORD = (
    r"Front|Army|Movement|Party|Brigades?|Battalion|Militias?|Forces?|Council|Union|Alliance|Coalition|Command|League|Guards?|Organi[sz]ation|Group|Faction|"
    r"Congress|Resistance|Committee|Authority|Government|Room|Rally|Vanguard|Tigers|Corps|Assembly|Bloc|Cartel|Administration|Delegation|Mission|Directorate|Companies"
)
_CAPS = r"[A-Z][\w'-]*[\w]"
_ORG = re.compile(
    rf"\b(?:{_CAPS}\s+(?:(?:of|for|and|the|de|al|la|y|do|da)\s+)?(?:the\s+)?){{0,5}}?(?:{_ORG_WORD})\b(?:\s+(?:of|for|in|to)\s+(?:the\s+)?(?:{_CAPS})(?:\s+(?:of|and|the)\s+(?:the\s+)?{_CAPS}|\s+{_CAPS}){{0,5}})?(?:\s+\(([A-Z][A-Za-z0-9-]{{1,9}})\))?"
)
_CAPS_GROUP = re.compile(rf"\b((?:{_CAPS}\s+){{0,3}}{_CAPS})\s+(?:{_GROUP}|{_FORCES})\b")
_TITLED = re.compile(
    r"\b(?:[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|[Gg]eneral|[Cc]olonel|[Mm]ajor|[Cc]aptain|[Cc]ommander|[Ll]eader|[Ee]nvoy|[Mm]ediator|[Ff]acilitator|[Bb]ishop|[Aa]rchbishop|[Cc]ardinal|[Ss]heikh|[Cc]ount|[Ll]ord|[Ss]ir|Mr|Mrs|Ms|Dr|"
    r"[Aa]mbassador|[Cc]hief|[Ss]ecretary|[Mm]inister|[Dd]iplomat|[Gg]overnor|[Oo]fficer|[Ee]mir|[Kk]ing|[Pp]rince|[Ss]enator|warlord|strongman)\.?\s((?:[A-Z][\w'-]+)(?:\s(?:(?:al|bin|de|van|von|el|der)[\s-])?[A-Z][\w'-]+){0,3})"
)
_NOT_NAMES = frozenset(
    "The A An In On At And But Of For Affairs Assembly Council Staff Minister Secretary Agreement Security Command Peace Secretariat".split()
)
_ACRONYM = re.compile(r"\b[A-Z]{2,}[A-Za-z]?(?:-[A-Z0-9][A-Za-z0-9]*)?\b|\b[A-Z]+\d+\b")
_NOT_ACTOR_ACRONYM = frozenset(
    "GMT UTC BST EST EDT CET EET MSK TV BBC CNN AFP AP DPA NYT UPI ITAR TASS RIA IST AM PM POW POWS DMZ IDP IDPS NGO NGOS ID CEO PC II III IV VI VII IX XI UK US USA DDR SSR HQ PDF ISBN MP MPS PM FM FMS CEASEFIRE "
    "TRUCE DVD CD THE AND FOR OF IN ON TO BY LOC AK RPG RPGS MOD MFA DW SMS GPS KM NO YES NBC ABC CBS PBS".split()
)


@dataclass
class ActorReader:
    """Reads the actors of one text: hits of the whole text once, spans sentence by sentence."""

    view: View
    gazetteer: Gazetteer
    published_year: int | None = None
    theatre: frozenset[str] = frozenset()
    spans_by_start: list[ActorSpan] = field(default_factory=list)
    acronyms: dict[str, tuple[str, str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    fighting: set[str] = field(default_factory=set)
    meeting_places: list[tuple[int, str]] = field(default_factory=list)
    _cache: dict[tuple[int, int], list[ActorSpan]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        hits = self.gazetteer.find_hits(self.view)
        countries = Counter[str]()
        for _, _, candidates in hits:
            if len({c.actor_id for c in candidates}) == 1:
                actor = self.gazetteer.actors[candidates[0].actor_id]
                if actor.kind in ("state", "nonstate", "de_facto"):
                    countries.update(actor.countries)
        self.countries = countries
        self.years = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", self.view.text)] or (
            [self.published_year] if self.published_year else []
        )
        self.spans_by_start = [span for hit in hits if (span := self._span(*hit))]
        self._starts = [span.start for span in self.spans_by_start]
        for span in self.spans_by_start:
            if not span.attributive or span.form == "adjective":
                self.counts[span.actor_id] += 1
        self._find_acronyms()

    def _choose(self, candidates: list[_Alias]) -> _Alias:
        if len(candidates) == 1:
            return candidates[0]
        return max(candidates, key=lambda c: self._fit(self.gazetteer.actors[c.actor_id]))

    def _fit(self, actor: Actor) -> tuple[float, float]:
        place = sum(self.countries[c] for c in actor.countries) + (5 if actor.countries & self.theatre else 0)
        if actor.represents in self.gazetteer.actors:
            place += sum(self.countries[c] for c in self.gazetteer.actors[actor.represents].countries)
        in_time = 0.0
        if self.years:
            low = int(actor.valid_from[:4]) if actor.valid_from[:4].isdigit() else 0
            high = int(actor.valid_to[:4]) if actor.valid_to[:4].isdigit() else 9999
            in_time = sum(1 for year in self.years if low <= year <= high) / len(self.years)
        return (in_time > 0) + min(place, 3), in_time

    def _span(self, start: int, end: int, candidates: list[_Alias]) -> ActorSpan | None:
        alias = self._choose(candidates)
        actor = self.gazetteer.actors[alias.actor_id]
        lower = self.view.lower
        person = ""
        if actor.kind == "person":
            person = actor.actor_id
            actor = self._stands_for(actor)
        form, last, attributive = alias.form, end, False
        if _ENVOY_TO.search(lower, max(0, start - 40), start):
            return None
        if form in ("capital",) and _PLACE_WORD.search(lower, max(0, start - 14), start):
            self.meeting_places.append((start, actor.actor_id))
        if form in ("adjective", "demonym", "name", "short", "capital", "alt_spelling") and actor.kind in (
            "state",
            "de_facto",
        ):
            if _MODIFIED.match(lower, end) and not _BROKERED.match(lower, end):
                return None
            if lower[max(0, start - 5) : start].endswith(("pro-", "anti-")) or lower[
                max(0, start - 7) : start
            ].endswith("ethnic "):
                attributive = True
            group = _GROUP_AFTER.match(lower, end)
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
                    _slug(label),
                    " ".join(words),
                    "nonstate",
                    "group",
                    known=False,
                    generic="nonstate",
                )
            office = _OFFICE_AFTER.match(lower, end)
            if office:
                last, form = office.end(), "office"
                if _FORCE_WORD.search(office.group()):
                    self.fighting.add(actor.actor_id)
            elif form == "adjective" and not _BROKERED.match(lower, end):
                attributive = True
            elif _EVENT_NAME.match(lower, end):
                attributive = True
            if form == "capital" and _PLACE_WORD.search(lower, max(0, start - 14), start) and not office:
                return None
        elif actor.kind == "nonstate":
            tail = _GROUP_AFTER.match(lower, end) or _OFFICE_AFTER.match(lower, end)
            last = tail.end() if tail else end
        elif actor.kind in ("igo", "ngo"):
            tail = _OFFICE_AFTER.match(lower, end)
            last = tail.end() if tail else end
        named = "" if person else self.view.text[start:end]
        return ActorSpan(
            start, last, actor.actor_id, actor.label, actor.kind, form, True, person, attributive, named=named
        )

    def _stands_for(self, person: Actor) -> Actor:
        options = self.gazetteer.offices.get(person.actor_id)
        wanted = person.represents
        if options and self.years:
            best = max(
                options,
                key=lambda o: (
                    sum(1 for y in self.years if (o[0][:4] or "0") <= str(y) <= (o[1][:4] or "9999")),
                    self.gazetteer.actors[o[2]].kind == "state" if o[2] in self.gazetteer.actors else False,
                ),
            )
            wanted = best[2] or wanted
        return self.gazetteer.actors.get(wanted, person)

    def _find_acronyms(self) -> None:
        """'Oromo Liberation Front (OLF)': the acronym is that group for the rest of the text."""
        for match in _ORG.finditer(self.view.text):
            if match.group(1) and not any(
                s.start < match.end(1) and s.end > match.start(1) for s in self._near(match.start(1))
            ):
                label = self.view.text[match.start() : match.start(1) - 1].strip()
                label = re.sub(r"^(?:The|A|In|On|And|But)\s+", "", label)
                self.acronyms[match.group(1)] = (_slug(label), label)

    def _near(self, position: int) -> Iterable[ActorSpan]:
        return (span for span in self.spans_by_start if span.start - 80 < position < span.end + 80)

    def read(self, start: int, end: int) -> list[ActorSpan]:
        """Return the actors named in `start:end`, in order, none overlapping another."""
        if (start, end) not in self._cache:
            self._cache[start, end] = self._read(start, end)
        return self._cache[start, end]

    def known_between(self, start: int, end: int) -> list[ActorSpan]:
        """Return the actors of the gazetteer named in `start:end`: cheap, for sentences that need no closer reading."""
        starts = self._starts
        return self.spans_by_start[bisect_left(starts, start) : bisect_left(starts, end)]

    def _read(self, start: int, end: int) -> list[ActorSpan]:
        spans = list(self.known_between(start, end))
        spans = [
            span for i, span in enumerate(spans) if not any(other.end > span.start for other in spans[:i])
        ]
        for found in (*self._unknown(start, end), *self._generic(start, end)):
            if not any(found.start < span.end and found.end > span.start for span in spans):
                spans.append(found)
        spans.sort(key=lambda span: span.start)
        return self._join_adjectives(self._drop_named_leaders(spans))

    def _drop_named_leaders(self, spans: list[ActorSpan]) -> list[ActorSpan]:
        """'IRA leaders Ruairi O Bradaigh and Billy McKee': the names say who the leaders are, they are no further actors."""
        kept: list[ActorSpan] = []
        leading: ActorSpan | None = None
        last_end = -1
        for span in spans:
            between = self.view.lower[last_end : span.start] if last_end >= 0 else ""
            if leading is not None and span.person and between.strip() in ("", ",", "and", ", and"):
                last_end = span.end
                continue
            leading = (
                span
                if not span.person and _LEADER_END.search(self.view.lower, span.start, span.end)
                else None
            )
            last_end = span.end
            kept.append(span)
        return kept

    def _join_adjectives(self, spans: list[ActorSpan]) -> list[ActorSpan]:
        """'Russian, Azerbaijani and Armenian foreign ministers': all three name an actor, not only the last."""
        for i in range(len(spans) - 2, -1, -1):
            span, following = spans[i], spans[i + 1]
            if (
                span.attributive
                and span.form == "adjective"
                and not following.attributive
                and following.form in ("office", "group")
            ):
                if _COORDINATION.fullmatch(self.view.lower, span.end, following.start):
                    spans[i] = replace(span, attributive=False, form="office")
        return spans

    def _unknown(self, start: int, end: int) -> Iterator[ActorSpan]:
        text = self.view.text
        for match in _ORG.finditer(text, start, end):
            label = text[match.start() : match.start(1) - 2 if match.group(1) else match.end()].strip()
            clean = re.sub(
                r"^(?:The|A|An|In|On|At|By|And|But|After|When|While|Following|Both|For|With|From|As|To|Of)\s+(?:the\s+)?",
                "",
                label,
            )
            if " " in clean and not _PAPER.search(clean):
                yield ActorSpan(
                    match.start() + label.find(clean),
                    match.end(),
                    _slug(clean),
                    clean,
                    "nonstate",
                    "unknown",
                    known=False,
                )
        for match in _CAPS_GROUP.finditer(text, start, end):
            clean = re.sub(
                r"^(?:The|A|An|In|On|At|By|And|But|After|When|While|Following|Both|For|With|From|As|Fierce|Heavy|These|Some|Several)\s+",
                "",
                match.group(),
            )
            if clean[:1].isupper() and clean.split()[0].lower() not in _SENTENCE_WORDS:
                yield ActorSpan(
                    match.end() - len(clean),
                    match.end(),
                    _slug(clean),
                    clean,
                    "nonstate",
                    "unknown",
                    known=False,
                )
        for match in _TITLED.finditer(text, start, end):
            name = match.group(1)
            if name.split()[0] not in _NOT_NAMES:
                yield ActorSpan(
                    match.start(1),
                    match.end(1),
                    _slug(name),
                    name,
                    "person",
                    "unknown",
                    known=False,
                    person=_slug(name),
                )
        for match in _ACRONYM.finditer(text, start, end):
            word = match.group()
            if word in _NOT_ACTOR_ACRONYM or (len(text) > 60 and text[start:end].isupper()):
                continue
            actor_id, label = self.acronyms.get(word, (_slug(word), word))
            yield ActorSpan(match.start(), match.end(), actor_id, label, "nonstate", "unknown", known=False)

    def _generic(self, start: int, end: int) -> Iterator[ActorSpan]:
        for match in _GENERIC.finditer(self.view.lower, start, end):
            kind = match.lastgroup or ""
            if (
                kind in ("government", "nonstate")
                and self.view.lower.startswith((" of ", " from "), match.end())
                and any(span.start - match.end() in range(3, 16) for span in self.spans_by_start)
            ):
                continue
            surface = self.view.text[match.start() : match.end()]
            label = re.sub(r"^the ", "", surface, flags=re.IGNORECASE)
            yield ActorSpan(
                match.start(), match.end(), _slug(label), label, "generic", kind, known=False, generic=kind
            )

    def name_in_text(self, span: ActorSpan) -> str:
        """Return how the text itself names an armed group: the longest of its names there; other actors have their label."""
        if span.kind not in ("nonstate", "de_facto") or not span.known:
            return span.label
        names = {
            s.named
            for s in self.spans_by_start
            if s.actor_id == span.actor_id and s.named and s.form not in ("adjective", "demonym", "capital")
        }
        return max(names, key=lambda name: (len(name), name)) if names else span.label

    def count_generic(self, kind: str) -> int:
        """Return how often the text names a generic actor of a kind."""
        return sum(1 for span in self._generic(0, len(self.view.text)) if span.generic == kind)

    def top_fighters(self, size: int = 3) -> set[str]:
        """The actors that the text names most, those left out that only announce or mediate."""
        ranked = [a for a, _ in self.counts.most_common(12) if self._is_side(a) and not self.is_outsider(a)]
        return set(ranked[:size])

    def _is_side(self, actor_id: str) -> bool:
        actor = self.gazetteer.actors.get(actor_id)
        return actor is not None and actor.kind in ("state", "de_facto", "nonstate")

    def first_generic(self, kind: str) -> ActorSpan | None:
        """The first generic actor of a kind in the text ("government", "nonstate"), as the text names it."""
        return next((span for span in self._generic(0, len(self.view.text)) if span.generic == kind), None)

    def is_outsider(self, actor_id: str) -> bool:
        """A state whose forces the text never shows, in a text that has other fighters: it announces, hosts or mediates."""
        actor = self.gazetteer.actors.get(actor_id)
        if (
            actor is None
            or actor.kind != "state"
            or actor_id in self.fighting
            or actor.countries & self.theatre
        ):
            return False
        fighters = [a for a in self.counts if a != actor_id and self._fights(a)]
        theatre = {c for a in fighters for c in self.gazetteer.actors[a].countries}
        return bool(fighters) and not actor.countries & theatre and (len(fighters) > 1 or bool(theatre))

    def _fights(self, actor_id: str) -> bool:
        actor = self.gazetteer.actors.get(actor_id)
        return actor is not None and (actor.kind == "nonstate" or actor_id in self.fighting)

    def main_state(self) -> ActorSpan | None:
        """The state the text is mostly about: what a bare "the government" means. None where two are near equal."""
        states = [
            (n, a)
            for a, n in self.counts.items()
            if self.gazetteer.actors.get(a) and self.gazetteer.actors[a].kind == "state"
        ]
        states.sort(reverse=True)
        if not states or (len(states) > 1 and states[0][0] < 1.5 * states[1][0]):
            return None
        actor = self.gazetteer.actors[states[0][1]]
        return ActorSpan(0, 0, actor.actor_id, actor.label, actor.kind, "main")

    def main_group(self) -> ActorSpan | None:
        """The armed group the text is mostly about: what a bare "the rebels" means. None where it is not clear."""
        groups = [
            (n, a)
            for a, n in self.counts.items()
            if self.gazetteer.actors.get(a) and self.gazetteer.actors[a].kind == "nonstate"
        ]
        groups.sort(reverse=True)
        if not groups or (len(groups) > 1 and groups[0][0] < 2 * groups[1][0]):
            return None
        actor = self.gazetteer.actors[groups[0][1]]
        return ActorSpan(0, 0, actor.actor_id, actor.label, actor.kind, "main")


_LEADER_END = re.compile(
    r"(?:leaders?|presidents?|ministers?|envoys?|commanders?|chiefs?|spokes(?:man|woman|person)|premier|generals?|representatives?|mediators?|diplomats?|ambassadors?|officials?|of state)$"
)
_PAPER = re.compile(
    r"(?i)\b(?:cease-?fire|truce|armistice|agreement|accord|hostilities|protocol|treaty|declaration)\b"
)
_COORDINATION = re.compile(r"\s*(?:,|and|or|, and|&|/|-)\s*(?:the\s+)?")
_SENTENCE_WORDS = frozenset(
    "the a an in on at by and but after when while following both for with from as heavy fierce these some several many most all no its his their this that those other two three four local government rebel opposition "
    "pro-government islamist armed foreign un us".split()
)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
