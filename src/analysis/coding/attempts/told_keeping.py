"""Adding what is told of an attempt: a state with its day, whose word it is, and what an extension takes over."""

from __future__ import annotations

from dataclasses import replace

from analysis.coding.attempts.event_timeline import EventTimeline
from analysis.coding.attempts.outcomes import date_by_distance
from analysis.coding.attempts.registry import Record, Registry, Told, coarse
from analysis.coding.attempts.sides import Sides
from analysis.coding.sentences.events import Event
from analysis.text.cast import Cast
from analysis.text.segments import Sentence

# Of a state that is implied: gives way to anything that is told.
_WEAK = 0.2
_BY_DISTANCE = frozenset(("collapsed", "violated", "denounced", "not_implemented"))


class ToldKeeper:
    """Keeps the states of the attempts of one text."""

    def __init__(
        self, sentences: list[Sentence], actors: Cast, timeline: EventTimeline, usual: tuple[str, ...]
    ) -> None:
        self.sentences, self.actors, self.time = sentences, actors, timeline
        self.registry = Registry()
        self.sides = Sides(actors, self.registry, usual)
        self.order = 0
        self.papers: list[tuple[int, Event]] = []

    def _add_state(self, record: Record, event: Event) -> None:
        value = None
        for role, item in event.dates:
            if role in ("ended", "violated") or (role in ("announced", "reported") and not event.creates):
                value = value or self.time.value(item)
        if value is None and not event.creates:
            value = self.time.narrative.lead or self.time.narrative.anniversary
        if event.state in _BY_DISTANCE and not any(role in ("ended", "violated") for role, _ in event.dates):
            begun = (
                record.dates.get("effective") or record.dates.get("announced") or record.dates.get("signed")
            )
            words = self.actors.view.lower[slice(*event.span)]
            value = date_by_distance(words, begun) or value
        standing = "reported"
        if event.alleged or self._blames_opponent(event, record):
            standing = "corroborated" if self._is_corroborated(event, record) else "alleged"
        record.told.append(Told(event.state, self.order, value, event, standing, event.modality))

    def _blames_opponent(self, event: Event, record: Record) -> bool:
        """A party says that its opponent broke or denounced it."""
        if event.claimant is None or event.creates:
            return False
        said_by = self.sides.resolve_one(event.claimant).actor_id
        against = {self.sides.resolve_one(a).actor_id for a in event.actors_against or event.subject}
        return said_by in record.party_ids() and bool(against) and said_by not in against

    def _is_corroborated(self, event: Event, record: Record) -> bool:
        """Both sides say so of each other, or somebody who is no party does."""
        claimant = event.claimant
        if claimant is None or claimant.generic == "both":
            return True
        return self.sides.resolve_one(claimant).actor_id not in record.party_ids()

    def _replace_extended(self, record: Record, event: Event, ids: set[str], sentence: Sentence) -> None:
        """What is extended is followed by its extension, unless the text tells another end of it."""
        standing = frozenset(("mutual", "unilateral"))
        extended = next(
            (
                one
                for one in self.registry.latest()
                if one is not record
                and one.fragment == sentence.fragment
                and coarse(one.kind) in standing
                and (not ids or not one.parties or ids & one.party_ids())
            ),
            None,
        )
        if extended is None:
            return
        follows = replace(
            event, state="superseded", act="reference", creates=False, rule="extended", weight=_WEAK
        )
        extended.events.append(follows)
        self._add_state(extended, follows)
