"""Verbs that mean a ceasefire: "halt the fighting", "ordered his men to cease fire"."""

from __future__ import annotations

from analysis.coding.clause_items import Predicate
from analysis.coding.clauses import ClauseReader
from analysis.coding.control import asked_that, controlled, told_by
from analysis.coding.doubts import doubt
from analysis.coding.event_dates import add_dates
from analysis.coding.events import Event
from analysis.coding.items import Item
from analysis.coding.mediation import find_mediators
from analysis.coding.roles import find_callees, find_claimant
from analysis.coding.senses import Sense, apply_sense
from analysis.coding.subjects import find_subjects

_STOPPED_OBJECTS = (
    "hostilities",
    "fire",
    "firing",
    "shooting",
    "operations",
    "offensive",
    "offensives",
    "armed struggle",
    "armed activities",
    "arms",
    "weapons",
    "fighting",
    "attacks",
    "actions",
)


def read_stop(reader: ClauseReader, index: int) -> Event | None:
    """Return the event of a verb that means a ceasefire, or None where it tells of none."""
    item = reader.items[index]
    controllers = reader.controllers(index)
    event = Event(item.start, item.end, rule="stop")
    lemma = item.lemma if item.verb else item.word
    predicate = Predicate(
        index,
        frozenset(("declare",)),
        item.word,
        "object",
        reader.negated(index),
        reader.modal(index),
        False,
        tuple(controllers),
    )
    asked = not controllers and asked_that(reader, predicate) is not None
    if not controllers and not asked and not _is_told_stop(reader, index, item):
        return None
    plain = Sense(act="declaration", creates=True, kind="unilateral", actor_verb=index)
    sense = controlled(
        reader,
        predicate,
        plain if not controllers else Sense(act="reference", actor_verb=index),
        "declare",
        event,
    )
    if not sense.creates or (
        sense.kind == "unilateral"
        and not item.word.startswith(("cease", "stop", "halt", "suspend", "lay", "laid", "end"))
    ):
        return None
    apply_sense(event, sense)
    event.rule = f"stop.{lemma}"
    subjects = find_subjects(reader.items, controllers[-1] if controllers else index)
    if (
        not subjects
        and not controllers
        and reader.modal(index)
        and (told := told_by(reader, index)) is not None
    ):
        subjects = find_subjects(reader.items, told)
    event.subject = subjects
    event.anaphoric_parties = not subjects
    if event.kind == "call":
        event.callers = subjects
        event.parties = [
            s
            for s in find_callees(reader.items, sense.actor_verb, index)
            if s.actor_id not in {x.actor_id for x in subjects}
        ]
    else:
        event.parties = subjects
        event.mediators = find_mediators(reader.items, 0, len(reader.items))
        if event.kind == "proposal":
            event.proposers = event.callers = subjects
    add_dates(reader, event, index, index, predicate, [])
    doubt(reader, event, index, predicate)
    event.claimant = find_claimant(reader.items, index)
    return event


def _is_told_stop(reader: ClauseReader, index: int, item: Item) -> bool:
    """'URNG suspends offensive operations': told as done or announced, by one who fights."""
    verb = item.verb
    if (
        verb is None
        or (verb.form not in ("ed", "s") and not reader.modal(index))
        or not item.word.endswith(_STOPPED_OBJECTS)
    ):
        return False
    if (
        verb.lemma.split()[0] not in ("cease", "suspend", "halt", "stop", "lay", "laid")
        or reader.negated(index)
        or item.passive
    ):
        return False
    if reader.modal(index) and (
        reader.modal(index) not in ("will", "would") or told_by(reader, index) is None
    ):
        return False
    subjects = find_subjects(reader.items, index)
    told = told_by(reader, index) if reader.modal(index) and not subjects else None
    subjects = subjects or (find_subjects(reader.items, told) if told is not None else [])
    return any(span.kind in ("state", "nonstate", "de_facto", "generic") for span in subjects)
