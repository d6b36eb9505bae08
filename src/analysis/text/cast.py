"""Who plays which part in a text: the state and group it is mostly about, those who only announce, how they are
named."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from analysis.text.actor_spans import ActorSpan
from analysis.text.actors import GENERIC_CUES, ActorReader
from analysis.text.gazetteer_index import Actor

# Letters of a first line that is a title, not a paragraph.
_TITLE_LENGTH = 90
# How many times as often as those of other countries the groups of the text's own are named.
_OUTWEIGHS = 6


class Cast(ActorReader):
    """The actors of one text with their weight in it."""

    def __post_init__(self) -> None:
        self._generic_so_far = 0
        self._generic_spans: dict[str, list[ActorSpan]] = {}
        # How often each possible side is named, in the order of first mention, and where last.
        self.named_sides: Counter[str] = Counter()
        self.last_named: dict[str, ActorSpan] = {}
        self._names: dict[str, Counter[str]] = {}
        self._topic: tuple[int, int] | None = None
        super().__post_init__()

    def enter_topic(self, start: int, end: int) -> None:
        """A topic of a digest: who fights, and which state it is about, is told between its start and its end."""
        self._topic = (start, end)
        self._forget()

    def _forget(self) -> None:
        for name in ("_fighters", "_outsiders", "_main_state", "_main_group", "_weights"):
            self.__dict__.pop(name, None)

    @cached_property
    def _weights(self) -> Counter[str]:
        """How often each actor is named: in the text so far, or under the present topic of a digest."""
        if self._topic is None:
            return self.counts
        return Counter(
            a.actor_id for a in self.known_between(*self._topic) if not a.attributive or a.form == "adjective"
        )

    def take_in(self, end: int) -> None:
        """Read on to `end`: what was found out of the text so far is found out anew."""
        self._forget()
        known = len(self.spans_by_start)
        super().take_in(end)
        for span in self.spans_by_start[known:]:
            if span.kind in ("state", "de_facto", "nonstate"):
                self.named_sides[span.actor_id] += 1
                self.last_named[span.actor_id] = span
            if span.named and span.form not in ("adjective", "demonym", "capital"):
                self._names.setdefault(span.actor_id, Counter())[span.named] += 1

    def stand_for(self, actor: Actor) -> ActorSpan:
        """Return an actor that the text implies, as a span of no words."""
        return ActorSpan(0, 0, actor.actor_id, actor.label, actor.kind, "implied")

    def name_in_text(self, span: ActorSpan) -> str:
        """Return how the text mostly names an armed group; other actors have their label."""
        if span.kind not in ("nonstate", "de_facto") or not span.known:
            return span.label
        names = self._names.get(span.actor_id)
        return max(names, key=lambda name: (names[name], len(name), name)) if names else span.label

    def count_generic(self, kind: str) -> int:
        """Return how often the text names a generic actor of a kind."""
        return len(self._generic_of(kind))

    def _generic_of(self, kind: str) -> list[ActorSpan]:
        """The generic actors of a kind in the text so far."""
        start, end = self._generic_so_far, self.read_to
        if start < end and self._cues.between(start, end) & GENERIC_CUES:
            for span in self._generic(start, end):
                if "\n\n" in span.label:
                    continue
                self._generic_spans.setdefault(span.generic, []).append(span)
        self._generic_so_far = end
        return self._generic_spans.get(kind, [])

    def top_fighters(self, size: int = 3) -> set[str]:
        """The actors that the text names most, those left out that only announce or mediate."""
        ranked = [a for a, _ in self._weights.most_common(12) if self._is_side(a) and not self.is_outsider(a)]
        return set(ranked[:size])

    def _is_side(self, actor_id: str) -> bool:
        actor = self.gazetteer.actors.get(actor_id)
        return actor is not None and actor.kind in ("state", "de_facto", "nonstate")

    def first_generic(self, kind: str) -> ActorSpan | None:
        """The first generic actor of a kind in the text ("government", "nonstate"), as the text names it."""
        return next(iter(self._generic_of(kind)), None)

    def is_outsider(self, actor_id: str) -> bool:
        """A state whose forces the text never shows, in a text that has other fighters: it announces, hosts or
        mediates."""
        if actor_id not in self._outsiders:
            self._outsiders[actor_id] = self._is_outsider(actor_id)
        return self._outsiders[actor_id]

    @cached_property
    def _outsiders(self) -> dict[str, bool]:
        return {}

    def _is_outsider(self, actor_id: str) -> bool:
        actor = self.gazetteer.actors.get(actor_id)
        if (
            actor is None
            or actor.kind != "state"
            or actor_id in self.fighting
            or actor.countries & self.theatre
        ):
            return False
        fighters = [a for a in self._fighters if a != actor_id]
        theatre = {c for a in fighters for c in self.gazetteer.actors[a].countries}
        return bool(fighters) and not actor.countries & theatre and (len(fighters) > 1 or bool(theatre))

    @cached_property
    def _fighters(self) -> list[str]:
        return [a for a in self._weights if self._fights(a)]

    def _fights(self, actor_id: str) -> bool:
        actor = self.gazetteer.actors.get(actor_id)
        return actor is not None and (actor.kind in ("nonstate", "de_facto") or actor_id in self.fighting)

    def main_state(self) -> ActorSpan | None:
        """The state the text is mostly about: what a bare "the government" means. None where two are near equal."""
        return self._main_state

    @cached_property
    def _main_state(self) -> ActorSpan | None:
        states = [
            (n, a)
            for a, n in self._weights.items()
            if self.gazetteer.actors.get(a) and self.gazetteer.actors[a].kind == "state"
        ]
        states.sort(reverse=True)
        home = self._home_of_groups()
        titled = [pair for pair in states if pair[1] in self.named_in_title()]
        if len(titled) == 1 and (not home or home & self.gazetteer.actors[titled[0][1]].countries):
            # "First Ivorian Civil War": the country of the title, not the neighbour whose soldiers came in.
            states = titled
        at_home = [pair for pair in states if home & self.gazetteer.actors[pair[1]].countries]
        fighting = [pair for pair in states if pair[1] in self.fighting]
        if home and not at_home and not fighting:
            # A text on the LTTE and "the government" that names no state but the mediator's.
            return self._state_of(home)
        if len(at_home) == 1 and at_home[0] not in fighting[:1]:
            # "the federal government" fights the groups of its own country, not the neighbour who sends soldiers.
            states = at_home
        elif len(fighting) == 1:
            states = fighting
        if not states or (len(states) > 1 and states[0][0] < 1.5 * states[1][0]):
            return None
        actor = self.gazetteer.actors[states[0][1]]
        return ActorSpan(0, 0, actor.actor_id, actor.label, actor.kind, "main")

    def named_in_title(self) -> set[str]:
        """The states that the first line names, where it is a title."""
        text = self.view.text
        end = text.find("\n")
        if not 0 < end <= _TITLE_LENGTH or text[:end].rstrip().endswith((".", ":", ";")):
            return set()
        return {span.actor_id for span in self.known_between(0, end) if span.kind == "state"}

    def _state_of(self, home: frozenset[str]) -> ActorSpan | None:
        """The state of a country; None where history knows several."""
        states = [
            actor
            for actor in self.gazetteer.actors.values()
            if actor.kind == "state" and actor.countries == home and not actor.valid_to
        ]
        return self.stand_for(states[0]) if len(states) == 1 else None

    def _home_of_groups(self) -> frozenset[str]:
        """The one country to which all armed groups of the text belong, but for one named in passing; nothing where
        there are several."""
        homes: Counter[frozenset[str]] = Counter()
        for actor_id, named in self._weights.items():
            actor = self.gazetteer.actors.get(actor_id)
            if actor is not None and actor.kind == "nonstate" and actor_id not in self.unsure:
                homes[actor.countries] += named
        home, named = next(iter(homes.most_common(1)), (frozenset[str](), 0))
        return home if len(home) == 1 and named >= _OUTWEIGHS * (homes.total() - named) else frozenset()

    def main_group(self) -> ActorSpan | None:
        """The armed group the text is mostly about: what a bare "the rebels" means. None where it is not clear."""
        return self._main_group

    @cached_property
    def _main_group(self) -> ActorSpan | None:
        groups = [
            (n, a)
            for a, n in self._weights.items()
            if self.gazetteer.actors.get(a) and self.gazetteer.actors[a].kind in ("nonstate", "de_facto")
        ]
        groups.sort(reverse=True)
        if not groups or (len(groups) > 1 and groups[0][0] < 2 * groups[1][0]):
            return None
        actor = self.gazetteer.actors[groups[0][1]]
        return ActorSpan(0, 0, actor.actor_id, actor.label, actor.kind, "main")
