"""The mentions of one coded text: every place where it speaks of a ceasefire, with its actors and dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from analysis.codebook import load_codebook
from analysis.coding.attempts.coder import Coding
from analysis.coding.attempts.confidence import rate_mention
from analysis.coding.attempts.registry import Record
from analysis.coding.reference.chronology_dates import Interval
from analysis.coding.sentences.events import Event
from analysis.text.actor_spans import ActorSpan
from analysis.text.anchors import DateValue
from analysis.text.date_expressions import DateExpression
from analysis.text.gazetteer_index import load_gazetteer
from analysis.text.segments import Sentence

UNNAMED_RULE = "unnamed"
# Lists of an event -> role of the codebook.
EVENT_ROLES = {
    "parties": "party",
    "mediators": "mediator",
    "callers": "caller",
    "proposers": "proposer",
    "signatories": "signatory",
}
# Lists of a record -> role of the codebook.
RECORD_ROLES = {
    "parties": "party",
    "mediators": "mediator",
    "callers": "caller",
    "signatories": "signatory",
    "peacekeepers": "peacekeeper",
}
# State told -> act that tells it, where the coder names the ceasefire only as the subject of its state.
ACT_OF_STATE = {
    "violated": "violation",
    "collapsed": "collapse",
    "denounced": "denunciation",
    "rejected": "rejection",
    "expired": "expiry",
}
# State told -> role of those who brought it about.
OPPONENT_ROLES = {"rejected": "rejecter", "violated": "violator"}

Row = dict[str, Any]


@dataclass(frozen=True)
class NamedActor:
    """An actor as the tables list it."""

    actor_id: str
    label: str
    kind: str


@dataclass
class Mention:
    """One place where a text speaks of a ceasefire: the row, its actors and dates, the passage that holds it."""

    row: Row
    passage: tuple[int, int]
    actors: list[Row] = field(default_factory=list)
    dates: list[Row] = field(default_factory=list)

    @property
    def mention_id(self) -> str:
        return str(self.row["mention_id"])


def read_mentions(coding: Coding, conflict_id: str) -> dict[str, Mention]:
    """Return the mentions by id. Events that share their words are one mention: the one that tells most counts."""
    collective = {id(event) for event, _ in coding.collective}
    found: dict[str, Mention] = {}
    for event in sorted(list_events(coding), key=_told_first):
        mention = _read_mention(coding, event, conflict_id, id(event) in collective)
        held = found.setdefault(mention.mention_id, mention)
        if held is not mention:
            held.row["outcome"] = held.row["outcome"] or mention.row["outcome"]
            held.actors, held.dates = (
                merge_rows(held.actors, mention.actors),
                merge_rows(held.dates, mention.dates),
            )
    return found


def record_spans(record: Record) -> list[tuple[str, ActorSpan]]:
    """Return role and span of every actor of a record."""
    return [(role, span) for name, role in RECORD_ROLES.items() for span in getattr(record, name)]


def list_events(coding: Coding) -> list[Event]:
    """Return every event of a coding once: those read in its sentences, and those that its attempts rest on."""
    told = [event for record in coding.records for event in (*record.events, *(t.event for t in record.told))]
    listed = [*coding.events, *told, *(event for event, _ in coding.collective)]
    return list({id(event): event for event in listed}.values())


def mention_id_of(coding: Coding, event: Event) -> str:
    """Return the id of the mention that `event` is: `source_id:start-end` of its trigger."""
    start, end = trigger_of(event)
    return f"{coding.document.source_id}:{start}-{end}"


def trigger_of(event: Event) -> tuple[int, int]:
    """Return where the words stand that made the rule fire."""
    return (event.start, event.end) if event.end > event.start else event.span


def passage_of(event: Event) -> tuple[int, int]:
    """Return the passage that an event is read from: its sentence, else its trigger."""
    return event.span if event.span[1] > event.span[0] else trigger_of(event)


def name_actor(span: ActorSpan, conflict_id: str) -> NamedActor | None:
    """Return the actor a span stands for; None for "both sides".

    An actor whom the text leaves unnamed ("the rebels") is one of its conflict, not the same the world over.
    """
    known = load_gazetteer().actors.get(span.actor_id)
    if known is not None:
        return NamedActor(known.actor_id, known.label, known.kind)
    if span.generic == "both":
        return None
    if span.kind == "generic" or span.generic:
        kind = "state" if span.generic == "government" else "nonstate"
        return NamedActor(f"{conflict_id or 'text'}-{span.actor_id}", f"{span.label} (not named)", kind)
    kinds = load_codebook().vocabularies["actor_kind"].values
    return NamedActor(span.actor_id, span.label, span.kind if span.kind in kinds else "nonstate")


def name_person(span: ActorSpan) -> NamedActor | None:
    """Return the person who stands for the actor of a span, where one is named."""
    if not span.person or span.person == span.actor_id:
        return None
    known = load_gazetteer().actors.get(span.person)
    return NamedActor(span.person, known.label if known else span.label, "person")


def to_interval(value: DateValue) -> Interval:
    """Return a date of a text with the bounds that its precision has in the codebook."""
    prec = value.prec if value.lo or value.hi else "none"
    if prec == "before" and value.hi:
        return Interval(None, value.hi, prec)
    if prec == "after" and value.lo:
        return Interval(value.lo, None, prec)
    if value.lo and value.hi and prec not in ("none", ""):
        return Interval(value.lo, value.hi, prec)
    if value.lo or value.hi:
        return Interval(
            value.lo, value.hi, "day" if value.lo and value.hi else "after" if value.lo else "before"
        )
    return Interval(None, None, "none")


def merge_rows(first: list[Row], second: list[Row]) -> list[Row]:
    """Return both lists without repeated rows, in their order."""
    return list(
        {tuple(sorted(row.items(), key=lambda cell: cell[0])): row for row in [*first, *second]}.values()
    )


def actor_rows(mention_id: str, role: str, span: ActorSpan, coding: Coding, conflict_id: str) -> list[Row]:
    """Return the rows of `mention_actors` for one span: the actor, and the person who speaks for it."""
    named = [actor for actor in (name_actor(span, conflict_id), name_person(span)) if actor]
    stands = span.end > span.start
    where = {
        "start": span.start if stands else None,
        "end": span.end if stands else None,
        "surface": coding.document.text[span.start : span.end] if stands else None,
    }
    return [{"mention_id": mention_id, "actor_id": actor.actor_id, "role": role, **where} for actor in named]


def date_row(mention_id: str, role: str, value: DateValue, item: DateExpression | None) -> Row:
    """Return the row of `mention_dates` for one date; `item` is None where no words of the text hold it."""
    interval = to_interval(value)
    return {
        "mention_id": mention_id, "date_role": role, "lo": interval.lo, "hi": interval.hi, "prec": interval.prec,
        "method": value.method or "explicit", "start": item.start if item else None, "end": item.end if item else None,
    }  # fmt: skip


def _told_first(event: Event) -> tuple[int, int, int, bool, bool]:
    start, end = trigger_of(event)
    return event.sentence, start, end, not event.creates, not event.state


def _read_mention(coding: Coding, event: Event, conflict_id: str, is_collective: bool) -> Mention:
    mention_id = mention_id_of(coding, event)
    start, end = trigger_of(event)
    claimant = name_actor(event.claimant, conflict_id) if event.claimant else None
    row = {
        "mention_id": mention_id, "source_id": coding.document.source_id, "act": _act(event),
        "sentence_id": sentence_id_of(coding, event), "modality": event.modality,
        "claimant_id": claimant.actor_id if claimant else None, "trigger_start": start, "trigger_end": end,
        "rule_id": event.rule or UNNAMED_RULE, "confidence": rate_mention(coding.records, event),
        "is_collective": is_collective, "outcome": event.state or None,
    }  # fmt: skip
    actors = [
        one
        for role, span in spans_of(event)
        for one in actor_rows(mention_id, role, span, coding, conflict_id)
    ]
    return Mention(
        row,
        passage_of(event),
        merge_rows([], actors),
        merge_rows([], list(_dates(coding, event, mention_id))),
    )


def sentence_of(coding: Coding, event: Event) -> Sentence:
    """Return the sentence an event stands in."""
    if event.sentence >= 0:
        return coding.sentences[event.sentence]
    start, _ = trigger_of(event)
    return next((one for one in coding.sentences if one.start <= start < one.end), coding.sentences[0])


def sentence_id_of(coding: Coding, event: Event) -> str:
    """Return the id of the sentence an event stands in."""
    sentence = sentence_of(coding, event)
    return f"{coding.document.source_id}:{sentence.start}-{sentence.end}"


def _act(event: Event) -> str:
    return ACT_OF_STATE.get(event.state, event.act) if event.act == "reference" else event.act


def _dates(coding: Coding, event: Event, mention_id: str) -> Iterator[Row]:
    own = [("announced", event.own_date)] if event.own_date is not None else []
    roles = load_codebook().vocabularies["date_role"].values
    for role, item in [*event.dates, *own]:
        value = coding.values.get(id(item))
        if value is not None and (value.lo or value.hi):
            yield date_row(mention_id, role if role in roles else "reported", value, item)


def spans_of(event: Event) -> list[tuple[str, ActorSpan]]:
    """Return role and span of every actor of an event, those who refused or broke the ceasefire among them."""
    found = [(role, span) for name, role in EVENT_ROLES.items() for span in getattr(event, name)]
    role = OPPONENT_ROLES.get(event.state) if event.modality == "asserted" else None
    return found + ([(role, span) for span in event.actors_against] if role else [])
