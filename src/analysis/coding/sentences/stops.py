"""Verbs that mean a ceasefire: "halt the fighting", "ordered his men to cease fire"."""

from __future__ import annotations

import re

from analysis.coding.sentences.clause_items import Predicate
from analysis.coding.sentences.clauses import ClauseReader
from analysis.coding.sentences.control import asked_that, controlled, told_by
from analysis.coding.sentences.doubts import doubt
from analysis.coding.sentences.event_dates import add_dates
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.governors import PAPERS
from analysis.coding.sentences.items import BE, Item
from analysis.coding.sentences.lexicon import STOPPED_SUBJECT
from analysis.coding.sentences.paper_stops import FIXED, dates_of_paper, read_paper_stop
from analysis.coding.sentences.papers import day_of_plan, is_document_subject, verb_of_document, verb_of_plan
from analysis.coding.sentences.roles import find_agents, find_callees, find_claimant
from analysis.coding.sentences.senses import Sense, apply_sense
from analysis.coding.sentences.subjects import find_subjects, is_one_person
from analysis.text.actor_spans import ActorSpan

_ORDERS = frozenset(
    ("order", "orders", "instructions", "decree", "undertaking", "assurances", "pledge", "promise")
)
_ORDERING = frozenset("order instruct direct command tell".split())
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
    "armed activity",
    "violence",
    "arms",
    "weapons",
    "fighting",
    "attacks",
    "action",
    "actions",
    "operation",
    "rifles",
    "guns",
    "acts",
    "strikes",
    "raids",
    "shelling",
    "bombardment",
    "activities",
    "activity",
    "warfare",
)


# A promise of these is one of good conduct; agreed by both sides, it is a ceasefire.
_LESS_THAN_A_STOP = ("observ", "give", "gave", "giving", "abandon", "bring", "brought")


def read_stop(reader: ClauseReader, index: int) -> Event | None:
    """Return the event of a verb that means a ceasefire, or None where it tells of none."""
    item = reader.items[index]
    paper = verb_of_plan(reader, index) if STOPPED_SUBJECT.match(item.word) else None
    controllers = (
        [paper] if paper is not None else reader.controllers(index) or _that_controller(reader, index)
    )
    predicate = _as_declared(reader, index, controllers)
    asking = None if controllers else asked_that(reader, predicate)
    day = day_of_plan(reader.items, index)
    free = not controllers and asking is None
    if free and _is_fixed_stop(reader, index):
        return _fixed(reader, index)
    if free and (signed := _signed_paper(reader, index)) is not None:
        paper, controllers, free = signed, [signed], False
    laid_down = bool(controllers) and "provide" in reader.items[controllers[-1]].classes
    if (free or laid_down) and paper is None:
        of_paper = read_paper_stop(reader, index, day, free)
        if of_paper is not None:
            return of_paper
    if free and not _is_told_stop(reader, index, item):
        return None
    event = _as_told(reader, index, predicate, controllers, asking)
    if event is None:
        return None
    if day is not None or paper is not None:
        event.dates = dates_of_paper(event, item, day)
    doubt(reader, event, index, predicate)
    event.claimant = find_claimant(reader.items, index)
    return event


def _as_told(
    reader: ClauseReader, index: int, predicate: Predicate, controllers: list[int], asking: int | None
) -> Event | None:
    """The event as the verbs above the stop tell it, with its sides and days."""
    item = reader.items[index]
    event = Event(item.start, item.end, rule="stop")
    sense = controlled(reader, predicate, _governed(reader, index, controllers), "declare", event)
    if not sense.creates or (sense.kind == "unilateral" and item.word.startswith(_LESS_THAN_A_STOP)):
        return None
    if _is_induced(reader, controllers) and any(x.kind == "cf" for x in reader.items):
        # "persuaded both sides to end the hostilities, and a ceasefire was signed": told by its name.
        return None
    apply_sense(event, sense)
    event.rule = f"stop.{item.lemma if item.verb else item.word}"
    _add_sides(reader, event, index, controllers, asking)
    if item.word.endswith("operations") and not _is_of_war(reader, event, index):
        return None
    add_dates(reader, event, index, index, predicate, [])
    return event


def _as_declared(reader: ClauseReader, index: int, controllers: list[int]) -> Predicate:
    return Predicate(
        index,
        frozenset(("declare",)),
        reader.items[index].word,
        "object",
        reader.negated(index),
        reader.modal(index),
        False,
        tuple(controllers),
    )


def _fixed(reader: ClauseReader, index: int) -> Event:
    """The event of a stop by consent, told with its day: "all hostilities are to end today at 13:00"."""
    item = reader.items[index]
    told = [("announced", x.date) for x in reader.items[:index] if x.date is not None][:1]
    days = [("effective", x.date) for x in reader.items[index:] if x.date is not None][:1] or told
    return Event(
        item.start,
        item.end,
        "entry_into_force",
        creates=True,
        kind="mutual",
        anaphoric_parties=True,
        dates=[*told, *days] if told != days else days,
        mediators=reader.mediators,
        rule="stop.fixed",
    )


def _signed_paper(reader: ClauseReader, index: int) -> int | None:
    """'agreed to a deal that will pause fighting', 'sign an agreement ending hostilities': the verb of the paper."""
    paper = verb_of_document(reader.items, index) if is_document_subject(reader, index) else -1
    return paper if paper >= 0 and "agree" in reader.items[paper].classes else None


def _governed(reader: ClauseReader, index: int, controllers: list[int]) -> Sense:
    """What the stop means before the verbs above it are heard."""
    if not controllers:
        return Sense(act="declaration", creates=True, kind="unilateral", actor_verb=index)
    above = controllers[0]
    consent = "agree" in reader.items[above].classes and not reader.negated(above)
    if consent and (_signed_paper(reader, index) == above or STOPPED_SUBJECT.match(reader.items[index].word)):
        # What is signed, or what is to fall silent, is agreed by whatever verb of agreeing stands above.
        return Sense(act="agreement", creates=True, kind="mutual", actor_verb=above)
    return Sense(act="reference", actor_verb=index)


_OF_WAR = re.compile(r"militar|combat|offensive|armed|hostile|insurgency|guerrilla|terrorist|air|ground")


def _is_of_war(reader: ClauseReader, event: Event, index: int) -> bool:
    """'ordered the company to cease operations' is no truce: operations of war, or of one who fights."""
    fights = any(span.kind in ("state", "nonstate", "de_facto", "generic") for span in event.parties)
    return fights or bool(_OF_WAR.search(reader.items[index].word))


def _add_sides(
    reader: ClauseReader, event: Event, index: int, controllers: list[int], asking: int | None
) -> None:
    """Say who stops, who asks for it and who brings it about."""
    items = reader.items
    subjects = find_subjects(items, _giver(reader, controllers[-1]) if controllers else index)
    if not subjects and not controllers and (reader.modal(index) or _is_under_way(reader, index)):
        told = told_by(reader, index)
        subjects = _sayers(reader, told) if told is not None else []
    if (
        not subjects
        and event.kind == "unilateral"
        and controllers
        and items[controllers[-1]].lemma in _ORDERING
    ):
        # "the president instructed the army to cease operations"
        subjects = find_callees(items, controllers[-1], index)
    event.subject, event.anaphoric_parties = subjects, not subjects
    event.by_person = not subjects and is_one_person(
        items, _giver(reader, controllers[-1]) if controllers else index
    )
    named = {s.actor_id for s in subjects}
    if event.kind == "call" and asking is not None:
        event.callers, event.parties = find_subjects(items, asking), subjects
        event.anaphoric_parties = False
        return
    if event.kind == "call":
        event.callers = subjects
        event.parties = [s for s in find_callees(items, event.actor_verb, index) if s.actor_id not in named]
        return
    if _is_induced(reader, controllers):
        # "Egypt got Hamas and Israel to halt attacks"
        event.mediators, event.mediated_by_person = subjects, reader.is_mediated_by_one
        event.parties = [s for s in find_callees(items, controllers[-1], index) if s.actor_id not in named]
        event.subject = event.parties
        return
    event.parties = subjects
    event.mediated_by_person = reader.is_mediated_by_one
    event.mediators = [m for m in reader.mediators if m.actor_id not in named]
    if event.kind == "proposal":
        event.proposers = event.callers = subjects


def _is_induced(reader: ClauseReader, controllers: list[int]) -> bool:
    return bool(controllers) and "induce" in reader.items[controllers[-1]].classes


_WILL = re.compile(r"\b(?:will|would) (?:be |fall |go )?\w+$")
_DONE = re.compile(
    r"^(?:hostilities|fighting|firing|shelling)\s+(?:was|were)\s+(?:halted|stopped|suspended|ended)$"
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d|noon|midnight|hours")


def _is_fixed_stop(reader: ClauseReader, index: int) -> bool:
    """'All hostilities are to end today at 13:00': no word of asking or telling, but a day and an hour."""
    word = reader.items[index].word
    if _DONE.search(word):
        return True
    if STOPPED_SUBJECT.match(word) and _WILL.search(word) and told_by(reader, index) is not None:
        # "came out to say that the guns would fall silent at midnight on Saturday"
        return any(x.date is not None for x in reader.items[index + 1 : index + 7])
    if not STOPPED_SUBJECT.match(word) or not FIXED.search(word) or reader.is_conditional(index):
        return False
    if any(item.word in PAPERS or item.word in ("chapter", "article") for item in reader.items[:index]):
        # "the memorandum was signed; under it all hostilities were to end on the same day"
        return any(x.date is not None for x in reader.items)
    after = reader.items[index + 1 : index + 10]
    return any(x.date is not None for x in after) and any(_CLOCK.fullmatch(x.word) for x in after)


def _giver(reader: ClauseReader, control: int) -> int:
    """'gave orders', 'renew their promise': the one who does is the subject of the verb before the noun."""
    if reader.items[control].verb is None or reader.items[control].word in _ORDERS:
        for k in range(control - 1, max(-1, control - 4), -1):
            if reader.items[k].kind == "verb":
                return k
            if reader.items[k].kind not in ("det", "pron", "word"):
                break
    return control


def _sayers(reader: ClauseReader, told: int) -> list[ActorSpan]:
    """Who says so: the subject of the verb, or whose announcement it is ("the PKK's", "by the PKK")."""
    if reader.items[told].verb is not None:
        return find_subjects(reader.items, told)
    owners = [x.actor for x in reader.items[max(0, told - 3) : told] if x.actor is not None]
    return owners or find_agents(reader.items, told)


def _that_controller(reader: ClauseReader, index: int) -> list[int]:
    """'agreed that all hostilities would cease', 'gave orders that fighting should stop': the verb before 'that'."""
    if not STOPPED_SUBJECT.match(reader.items[index].word):
        return []
    if index > 1 and "for" in (reader.items[index - 1].word, reader.items[index - 2].word):
        # "arranged for the firing to stop"
        k = index - 2 if reader.items[index - 1].word == "for" else index - 3
        return [k] if k >= 0 and reader.items[k].classes & {"agree"} else []
    for k in range(index - 1, max(0, index - 6), -1):
        if reader.items[k].word == "that":
            while k > 1 and (reader.items[k - 1].kind in ("date", "prep") or reader.items[k - 1].word == ","):
                # "They agreed, on 3 September, that all shooting should stop"
                k -= 1
            before = reader.items[k - 1]
            binding = before.verb is not None and not before.classes & {"say"}
            return [k - 1] if binding or before.word in _ORDERS else []
        if reader.items[k].kind not in ("date", "prep", "det", "word", "number", "punct"):
            return []
    return []


def _is_under_way(reader: ClauseReader, index: int) -> bool:
    """'said that they were suspending strikes for three days'"""
    before = reader.items[index - 1] if index else None
    return reader.items[index].form == "ing" and before is not None and before.word in BE


def _is_present(reader: ClauseReader, index: int) -> bool:
    """'15 December: The government and its opponents stop fighting for seven days', in a chronology's present."""
    items = reader.items
    before = items[index - 1] if index else None
    dated = any(x.date is not None and x.date.day is not None for x in items[:index])
    return (
        items[index].form == "base"
        and dated
        and before is not None
        and (before.kind == "actor" or before.word in ("sides", "parties", "opponents", "forces"))
    )


_BELLIGERENT = ("state", "nonstate", "de_facto", "generic")


def _is_told_stop(reader: ClauseReader, index: int, item: Item) -> bool:
    """'URNG suspends offensive operations': told as done or announced, by one who fights."""
    verb = item.verb
    if verb is None:
        # "announced that government forces would cease fire"
        return (
            item.kind == "cf"
            and reader.modal(index) in ("will", "would")
            and told_by(reader, index) is not None
        )
    finite = verb.form in ("ed", "s") or _is_present(reader, index)
    if not (finite or reader.modal(index) or _is_under_way(reader, index)) or not item.word.endswith(
        _STOPPED_OBJECTS
    ):
        return False
    if (
        verb.lemma.split()[0]
        not in (
            "cease",
            "suspend",
            "halt",
            "stop",
            "lay",
            "laid",
            "hold",
            "refrain",
            "abstain",
            "desist",
            "silence",
        )
        or reader.negated(index)
        or item.passive
    ):
        return False
    # In a paper, "the parties shall cease all hostilities" is the deed itself.
    if reader.modal(index) not in ("", "shall") and (
        reader.modal(index) not in ("will", "would") or told_by(reader, index) is None
    ):
        return False
    subjects = find_subjects(reader.items, index)
    reported = reader.modal(index) or _is_under_way(reader, index)
    told = told_by(reader, index) if reported and not subjects else None
    subjects = subjects or (_sayers(reader, told) if told is not None else [])
    if not subjects and any(x.word == "we" for x in reader.items[max(0, index - 3) : index]):
        # A communiqué: "we silenced our rifles"
        return True
    if any("coalition" in span.label.lower() for span in subjects):
        return True
    if item.word.endswith("all activities"):
        # "suspended all activities": a ministry does, too.
        return any(span.kind == "nonstate" for span in subjects)
    if item.word.startswith(("lay", "laid", "put")) and len({span.actor_id for span in subjects}) == 1:
        # "The FNL laid down its arms and became a party": a disarmament, unless it is for a time or only announced.
        after = {x.word for x in reader.items[index + 1 : index + 6]}
        return bool(reported) or not _FOR_A_TIME.isdisjoint(after)
    return any(span.kind in _BELLIGERENT for span in subjects)


_FOR_A_TIME = frozenset("for until till pending during unilaterally temporarily".split())
