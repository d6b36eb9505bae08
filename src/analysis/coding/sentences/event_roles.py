"""Who is a party, mediator, caller or signer of an event."""

from __future__ import annotations

from itertools import pairwise

from analysis.coding.sentences.clause_items import Predicate
from analysis.coding.sentences.clauses import ClauseReader
from analysis.coding.sentences.control import told_by
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import Item
from analysis.coding.sentences.papers import is_document_subject, verb_of_document
from analysis.coding.sentences.roles import find_agents, find_between, find_callees, find_list
from analysis.coding.sentences.subjects import find_subjects, is_anaphoric_subject, is_one_person
from analysis.text.actor_spans import ActorSpan

# What a third party does to bring one about, and a party too: the subject decides.
_THIRD_PARTY_VERBS = frozenset(
    (
        "secure",
        "obtain",
        "win",
        "get",
        "arrange",
        "negotiate",
        "forge",
        "achieve",
        "hammer out",
        "work out",
        "clinch",
        "bring about",
        "brought about",
    )
)


# What is done to a ceasefire by those who do not keep it.
_BROKEN_BY = frozenset(("reject", "violate", "denounce"))


def add_actors(
    reader: ClauseReader,
    event: Event,
    index: int,
    left: int,
    right: int,
    modifiers: list[Item],
    governor: Predicate | None,
    said: list[Predicate],
) -> None:
    """Give an event its actors: subject, parties, mediators, callers."""
    items = reader.items
    mediators = reader.mediators
    hyphened = {id(x) for x, after in pairwise(items) if after.word == "-"}
    owners = [
        item.actor
        for item in modifiers
        if item.actor
        # "the Norwegian-drafted ceasefire"
        and id(item) not in hyphened
        and item.actor.generic != "both"
        and item.actor not in mediators
        # "the Lomé ceasefire", "the Minsk truce": where it was made, not whose it is.
        and item.actor.form != "capital"
        # "accepts an Egyptian ceasefire proposal": who made the proposal does not stop shooting.
        and not (event.head_kind in ("proposal", "call") and item.actor.form == "adjective")
    ]
    between = find_between(items, right)
    subject_verb = _subject_verb(governor, said)
    if (
        event.kind == "call" or (governor is not None and governor.relation == "head")
    ) and event.actor_verb >= 0:
        subject_verb = event.actor_verb if items[event.actor_verb].kind in ("verb", "head") else -1
    if (
        governor is not None
        and governor.relation == "object"
        and subject_verb == governor.index
        and is_document_subject(reader, governor.index)
    ):
        subject_verb = verb_of_document(items, governor.index)
        between = between or _between_before(items, governor.index)
    subjects = _subjects_of(reader, governor, subject_verb)
    event.anaphoric_parties = subject_verb >= 0 and not subjects and is_anaphoric_subject(items, subject_verb)
    doers = [subject_verb] if subject_verb >= 0 else [p.index for p in said if p.passive]
    event.by_person = not subjects and any(is_one_person(items, k) for k in doers)
    if event.by_person and event.kind == "declared":
        event.kind = "unilateral"
    agents = [
        span
        for predicate in said
        if predicate.passive and not predicate.classes & {"propose", "call", "broker", *_BROKEN_BY}
        for span in find_agents(items, predicate.index)
    ]
    proposers = [
        span
        for predicate in said
        if predicate.passive and predicate.classes & {"propose", "call"}
        for span in find_agents(items, predicate.index)
    ]
    # "decreed by the summit, was ignored by A and B": these are the sides, not those who made it.
    heedless = [
        span
        for predicate in said
        if predicate.passive and predicate.classes & _BROKEN_BY
        for span in find_agents(items, predicate.index)
    ]
    if not (subjects or agents or event.creates):
        agents = heedless
    if event.kind in ("mutual", "unilateral", "declared") and event.creates:
        mediators = _merge(
            mediators, [span for span in proposers if span.actor_id not in {s.actor_id for s in subjects}]
        )
    elif event.kind in ("proposal", "call"):
        agents = _merge(agents, proposers)
    if event.kind in ("mutual", "declared") and not agents and governor and governor.relation == "head":
        agents = find_agents(items, right)
    if (
        not subjects
        and not agents
        and not owners
        and event.creates
        and event.kind in ("unilateral", "declared")
    ):
        above = governor is not None and event.actor_verb not in (-1, governor.index)
        told = event.actor_verb if above else told_by(reader, governor.index if governor else index)
        subjects = find_subjects(items, told) if told is not None else []
    mediators = _without_subjects(items, mediators, subjects)
    induced = _inducer(items, governor, left)
    if induced is not None and event.creates and event.kind in ("mutual", "unilateral", "declared"):
        brought = find_callees(
            items, induced, governor.index if governor and governor.index > induced else left
        )
        mediators = _merge(mediators, find_subjects(items, induced))
        subjects, event.anaphoric_parties = brought, not brought
        event.kind = (
            "mutual" if len(brought) != 1 or any(span.generic == "both" for span in brought) else event.kind
        )
    event.subject = subjects or agents
    event.mediators = mediators
    event.mediated_by_person = not mediators and reader.is_mediated_by_one
    _assign_roles(reader, event, governor, subjects, agents, between, owners, left, right)
    if (
        event.creates
        and event.kind in ("mutual", "declared")
        and len(heedless) > 1
        and len(event.parties) < 2
    ):
        event.parties, event.kind = heedless, "mutual"
    if event.creates and event.kind == "mutual" and not event.parties and not event.definite:
        # "The war was fought between A and B until a ceasefire took effect."
        event.parties = _between_before(items, left)
    event.mediators = [m for m in event.mediators if m.generic not in ("both",)]


def _subjects_of(reader: ClauseReader, governor: Predicate | None, verb: int) -> list[ActorSpan]:
    """Who does what the verb tells; of "Minsk II, signed by A and B, provided for ..." its signers."""
    if verb < 0 or not _is_active(reader, governor, verb):
        return []
    aside = verb > 1 and reader.items[verb - 1].word == "," and reader.items[verb].form == "ed"
    if (
        aside
        and governor is not None
        and verb < governor.index
        and is_document_subject(reader, governor.index)
    ):
        return find_agents(reader.items, verb)
    return find_subjects(reader.items, verb)


def _without_subjects(
    items: list[Item], mediators: list[ActorSpan], subjects: list[ActorSpan]
) -> list[ActorSpan]:
    """'Under the mediation of Abubakar, the government, LURD and MODEL signed': whose list begins after the comma."""
    comma = next((x.start for x in items if x.word == ","), None)
    if comma is None or items[0].kind != "prep" or not any(m.start < comma for m in mediators):
        return mediators
    signing = {id(span) for span in subjects if span.start > comma}
    return [m for m in mediators if id(m) not in signing]


def _inducer(items: list[Item], governor: Predicate | None, left: int) -> int | None:
    """'persuaded both sides to agree', 'got the governments to accept', 'brought both leaders to a ceasefire':
    the verb."""
    if governor is None or governor.relation not in ("object", "prep"):
        return None
    chain = [*governor.controllers, governor.index]
    for k in chain:
        if "induce" in items[k].classes and any(x.actor is not None for x in items[k + 1 : min(left, k + 7)]):
            return k
    return None


def _subject_verb(governor: Predicate | None, said: list[Predicate]) -> int:
    if governor is None or governor.relation == "prep":
        return -1
    if governor.controllers:
        return governor.controllers[-1]
    return governor.index


def _is_active(reader: ClauseReader, governor: Predicate | None, verb: int) -> bool:
    item = reader.items[verb]
    if governor and governor.relation == "head":
        return True
    return not item.passive or bool(item.lemma in ("force", "compel", "oblige"))


def _assign_roles(
    reader: ClauseReader,
    event: Event,
    governor: Predicate | None,
    subjects: list[ActorSpan],
    agents: list[ActorSpan],
    between: list[ActorSpan],
    owners: list[ActorSpan],
    left: int,
    right: int,
) -> None:
    items = reader.items
    mediator_ids = {span.actor_id for span in event.mediators}
    if event.kind == "call":
        event.callers = subjects or agents
        start = (
            event.actor_verb
            if event.actor_verb >= 0
            else governor.controllers[-1]
            if governor and governor.controllers
            else governor.index
            if governor
            else left
        )
        callees = find_callees(items, start, left) if governor else []
        caller_ids = {span.actor_id for span in event.callers}
        parties = [span for span in (callees or between) if span.actor_id not in caller_ids]
        own = [span for span in event.callers if span.kind in ("state", "nonstate", "de_facto")]
        event.parties = (
            _merge(own, parties) if not callees and between and len(between) == 1 and own else parties
        )
        return
    if event.kind == "proposal":
        event.proposers = subjects or agents or owners
        event.callers = event.proposers
        offered = (
            find_callees(items, governor.index, left) if governor and governor.relation == "object" else []
        )
        event.parties = _merge(event.proposers, between, _recipients(items, right), offered)
        return
    if event.state == "rejected" and not event.creates:
        event.actors_against = subjects or agents
        offered = find_agents(items, governor.index) if governor and governor.relation == "head" else []
        offered = offered or _owners_of_head(items, governor)
        event.proposers = event.callers = offered
        event.parties = _merge(between, offered)
        return
    if event.state in ("violated", "collapsed", "denounced") and not event.creates:
        event.actors_against = subjects or agents
        event.parties = _merge(between, owners)
        event.alleged = event.alleged or reader.is_claim(left)
        return
    word = items[governor.index].lemma if governor and items[governor.index].verb else ""
    if (governor and "broker" in governor.classes and not governor.controllers) or word in (
        "broker",
        "mediate",
        "facilitate",
        "sponsor",
    ):
        event.mediators = (
            _merge(subjects, event.mediators) if not governor or not governor.passive else event.mediators
        )
        event.parties = _merge(between, owners)
        return
    apart = len(between) >= 2 and not {s.actor_id for s in subjects} & {b.actor_id for b in between}
    if (
        subjects
        and (
            word in _THIRD_PARTY_VERBS or (apart and all(span.kind in ("state", "igo") for span in subjects))
        )
        and (
            apart or all(span.kind in ("igo", "ngo") or (span.person and not span.known) for span in subjects)
        )
    ):
        event.mediators = _merge(event.mediators, subjects)
        subjects = []
    outsiders = [span for span in subjects + agents if span.kind in ("igo", "ngo")]
    parties = [
        span
        for span in _merge(subjects, agents)
        if span.actor_id not in mediator_ids and span not in outsiders
    ]
    announces = (
        event.actor_verb >= 0
        and bool(items[event.actor_verb].classes & {"declare"})
        and governor is not None
        and governor.relation == "head"
    )
    if announces and len(between) >= 2:
        event.mediators = _merge(
            event.mediators, [span for span in subjects if span.actor_id not in {b.actor_id for b in between}]
        )
        parties = []
    answered = word == "follow" and governor is not None and governor.preposition == "with"
    if governor and "result" in governor.classes and word not in ("agree",) and not answered:
        parties = [
            span
            for span in find_subjects(items, governor.index)
            if span.actor_id not in mediator_ids
            and span.kind not in ("igo", "ngo")
            and governor.index
            and _has_between(items, governor.index)
        ]
    if between and event.kind in ("declared", "unilateral") and len(between) >= 2:
        # Somebody else announces a truce between two others.
        event.kind = "mutual"
        event.mediators = _merge(
            event.mediators, [span for span in parties if span.actor_id not in {b.actor_id for b in between}]
        )
        parties = []
    if len(between) >= 2 and any(o.person for o in owners):
        # "Philip Habib's ceasefire between Israel and the PLO"
        event.mediators, owners = _merge(event.mediators, owners), []
    event.parties = _merge(
        parties,
        [b for b in between if b.actor_id not in mediator_ids],
        [o for o in owners if o.actor_id not in mediator_ids],
    )
    if event.kind == "mutual" and outsiders and between:
        event.mediators = _merge(event.mediators, outsiders)


def _owners_of_head(items: list[Item], governor: Predicate | None) -> list[ActorSpan]:
    """'the government's offer of a truce', 'a Saudi proposal of one': whose it is stands before the noun."""
    if governor is None or governor.relation != "head":
        return []
    before = items[max(0, governor.index - 3) : governor.index]
    return [x.actor for x in before if x.actor is not None and x.actor.generic != "both"][-1:]


def _between_before(items: list[Item], index: int) -> list[ActorSpan]:
    """'The Cotonou Agreement, reached between A, B and C, laid down a ceasefire.'"""
    for j in range(index - 1, max(-1, index - 24), -1):
        if items[j].kind == "prep" and items[j].word in ("between", "among"):
            return [
                span for span in find_list(items[:index], j + 1, least=2) if span.kind not in ("igo", "ngo")
            ]
    return []


def _has_between(items: list[Item], index: int) -> bool:
    return any(item.word in ("between", "among") for item in items[max(0, index - 24) : index])


def _recipients(items: list[Item], right: int) -> list[ActorSpan]:
    for j in range(right + 1, min(len(items), right + 8)):
        if items[j].word == "to" and items[j].kind == "prep":
            return find_list(items, j + 1)
        if items[j].kind in ("verb", "sub", "rel", "cf"):
            break
    return []


def _merge(*groups: list[ActorSpan]) -> list[ActorSpan]:
    """Join groups of actors, each actor once; two men of one state stay two, they may be rivals."""
    seen: dict[tuple[str, str], ActorSpan] = {}
    for group in groups:
        for span in group:
            seen.setdefault((span.actor_id, span.person), span)
    return list(seen.values())
