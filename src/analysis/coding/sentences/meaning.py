"""From the items of a sentence to its ceasefire events."""

from __future__ import annotations

import re

from analysis.coding.sentences.bare_nouns import bare_rule
from analysis.coding.sentences.clause_items import Predicate
from analysis.coding.sentences.clauses import ClauseReader
from analysis.coding.sentences.control import BACKED_CALL, sense_of
from analysis.coding.sentences.doubts import doubt
from analysis.coding.sentences.event_dates import add_dates
from analysis.coding.sentences.event_roles import add_actors
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.governors import TALKS
from analysis.coding.sentences.items import Clause, Item
from analysis.coding.sentences.lexicon import Lexicon
from analysis.coding.sentences.papers import day_of_plan, is_agreed_paper, verb_of_plan
from analysis.coding.sentences.roles import find_agents, find_claimant
from analysis.coding.sentences.senses import Sense, apply_sense
from analysis.coding.sentences.stops import read_stop
from analysis.coding.sentences.subjects import find_subjects
from analysis.coding.sentences.told_states import apply_said
from analysis.text.actor_spans import ActorSpan
from analysis.text.date_expressions import DateExpression

# "was accepted by Bolivia and declined by Paraguay"
_ACCEPTED_AND_REFUSED = re.compile(
    r"(?:accepted|agreed to|welcomed|endorsed|approved)(?: at once)? by\b[^.;]{1,60}?\b(?:and|but),? (?:\w+ )?"
    r"(?:refused|rejected|declined|turned down|spurned|ignored) by\b"
    r"|(?:refused|rejected|declined|turned down) by\b[^.;]{1,60}?\b(?:and|but|though),? (?:\w+ )?"
    r"(?:accepted|agreed to|welcomed|endorsed) by\b"
)
_NEW_WORDS = frozenset("another new fresh second third fourth fifth further separate renewed latest".split())
_PAPERS = ("accord ", "agreement ", "pact ", "protocol ", "declaration ", "memorandum ", "treaty ")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_PAIRED = frozenset("reciprocal parallel simultaneous mutual matching".split())
_UNILATERAL = frozenset("unilateral unilaterally one-sided".split())


# What is said of several at once: "none have yet been successful", "all of them broke down".
_NONE_HELD = re.compile(
    r"\b(?:none|neither|not one|no one|not a single one)\b[^.;]{0,40}\b(?:successful"
    r"|succeeded|held|lasted|worked|survived|respected|observed|implemented|effective"
    r"|use|stuck)\b"
    r"|\b(?:all|each|every one|both|most)\b[^.;]{0,25}\b(?:failed|collapsed|broke down"
    r"|broken|violated|fell apart|unravel+ed|came to nothing)\b"
)


def read_events(clause: Clause, lexicon: Lexicon) -> list[Event]:
    """Return the ceasefire events of one sentence, in the order of their nouns."""
    reader = ClauseReader(clause, lexicon)
    named = [index for index, item in enumerate(clause.items) if item.kind in ("cf", "stop")]
    return [event for index in named if (event := _read_event(reader, index)) is not None]


def read_event_at(clause: Clause, lexicon: Lexicon, index: int) -> Event | None:
    """Return what one ceasefire noun or verb of a sentence tells of."""
    return _read_event(ClauseReader(clause, lexicon), index)


def _read_event(reader: ClauseReader, index: int) -> Event | None:
    is_noun = reader.items[index].kind == "cf" and not reader.is_verbal(index)
    event = _read_noun(reader, index) if is_noun else read_stop(reader, index)
    if event is not None:
        event.span = (reader.clause.start, reader.clause.end)
    return event


def _read_noun(reader: ClauseReader, index: int) -> Event:
    items = reader.items
    left, modifiers = reader.left_edge(index)
    compound, right = reader.compound(index)
    event = _describe(reader, index, right, modifiers, compound)
    if compound in ("standing", "talks"):
        event.act, event.rule = ("talks" if compound == "talks" else "reference"), f"noun.{compound}"
        event.modality = "generic" if compound == "standing" else "planned"
        return event
    if compound == "violation":
        return _read_violations(reader, event, index, left, right, modifiers)
    governor = reader.governor(left)
    if (
        governor is not None
        and governor.relation == "object"
        and _is_reported_clause(reader, governor, right)
    ):
        governor = None
    if governor is None and (asked := _asked_clause(reader, left)) is not None:
        governor = reader.verb_at(asked, "object", "for")
    plan = verb_of_plan(reader, left) if governor is None else None
    if plan is not None:
        # "put forward a plan under which a ceasefire would come into effect"
        governor = reader.verb_at(plan, "object")
    said = reader.said_of(right, _may_be_subject(reader, governor, left, right))
    maker = reader.relative_maker(right)
    if any(item.kind == "neg" for item in modifiers) or _is_negated_copula(items, left):
        event.modality, event.rule = "denied", "noun.no"
        return event
    main = _choose_main(governor, said)
    sense = sense_of(reader, governor, event, index, compound) if governor else Sense()
    apply_sense(event, sense)
    event.rule = "object.provide" if _is_part_of_paper(reader, left) else _rule_name(governor)
    if event.act == "talks" and event.definite and event.own_date is not None:
        # "observers monitored the ceasefire of May 1994": that there is one is not in doubt.
        event.act, event.modality = "reference", "asserted"
    of_talks = governor is not None and governor.relation == "head" and governor.word in TALKS
    for predicate in said:
        # "Talks on a ceasefire failed": it is the talks that did.
        if not of_talks or predicate.relation != "subject":
            apply_said(reader, event, predicate, main is predicate)
    if governor is not None and _is_declared_over(reader, governor, right):
        event.act, event.creates, event.kind, event.state = "denunciation", False, "", "denounced"
    if (
        maker is not None
        and not maker.negated
        and event.act != "call"
        and (
            not event.creates
            or governor is None
            or (governor.relation == "head" and "begin" in governor.classes)
        )
    ):
        kind = (
            "unilateral"
            if "declare" in maker.classes
            else "proposal"
            if "propose" in maker.classes
            else "mutual"
        )
        event.creates, event.kind, event.modality = True, kind, "asserted"
        event.rule += "+relative"
        governor = maker
    undone = reader.relative_maker(right, _UNDOERS) or reader.second_relative(right, _UNDOERS)
    if undone is not None and not undone.negated and not undone.modal and not event.state:
        unheeded = reader.items[undone.index].lemma in ("ignore", "disregard", "defy")
        event.state = (
            "rejected"
            if "reject" in undone.classes and not unheeded
            else "denounced"
            if undone.classes & {"denounce", "collapse"}
            else "violated"
        )
        event.rule += "+undone"
    bare = bare_rule(reader, event, index, left, right, governor, said)
    if bare:
        event.creates, event.act, event.rule = True, "agreement", bare
        event.kind = "unilateral" if event.unilateral else "mutual"
        if "+" in bare and bare.startswith("there_is"):
            event.act = event.kind = "proposal" if bare.endswith("propose") else "call"
    divided = event.act != "extension" and bool(
        _ACCEPTED_AND_REFUSED.search(reader.clause.view.lower, event.end, reader.clause.end)
    )
    if divided:
        event.state = "rejected"
        event.kind = event.kind if event.kind == "call" or not event.creates else "proposal"
    _apply_compound(event, governor, said, compound)
    add_actors(reader, event, index, left, right, modifiers, governor, said)
    if divided:
        # Who accepts or declines a plan did not propose it.
        answered = {a.actor_id for p in said if p.passive for a in find_agents(items, p.index)}
        event.callers = event.proposers = [c for c in event.callers if c.actor_id not in answered]
    if bare.startswith("there_is") and not event.parties:
        # "Israel and Hamas agreed that there would be a ceasefire"
        event.parties = event.subject = _who_agreed(items, left)
    add_dates(reader, event, index, right, governor, said)
    dated = any(role in ("announced", "signed") for role, _ in event.dates)
    day = day_of_plan(items, left) if event.creates and not dated else None
    if day is not None:
        event.dates = [("signed", day)]
    elif plan is not None:
        event.dates = [("effective" if item.start > event.end else role, item) for role, item in event.dates]
    if bare.startswith("dated") and event.state:
        # The day beside the noun is its own; what became of it is told after.
        told = min((items[p.index].start for p in said), default=event.end)
        event.dates = [("announced" if item.start < told else role, item) for role, item in event.dates]
    if event.rule.endswith("+relative"):
        # "In Safwan, on 3 March, he dictated the terms of the ceasefire, which they accepted."
        head = items[min(6, len(items) - 1)].start
        after = [(role, item) for role, item in event.dates if item.start > event.end]
        event.dates = after or [(role, item) for role, item in event.dates if item.start < head]
    if event.plural and event.kind == "unilateral" and len(event.parties) == 2 and _is_each(reader):
        # "Mali and the MNLA both announced ceasefires"
        event.plural, event.kind = False, "mutual"
    event.background = event.definite and _is_background(reader, index)
    doubt(reader, event, index, governor)
    if (
        event.plural
        and not event.state
        and _NONE_HELD.search(reader.clause.view.lower, event.end, reader.clause.end)
    ):
        event.state = "collapsed"
    event.claimant = find_claimant(items, index)
    return event


def _may_be_subject(reader: ClauseReader, governor: Predicate | None, left: int, right: int) -> bool:
    """Nothing governs the noun as its object; "Despite the truce, fighting continued" has another subject."""
    if governor is None or governor.relation == "head":
        return True
    if governor.relation == "object" and is_agreed_paper(reader, governor.index):
        # "The Protocol reiterated the ceasefire but was violated from the start": said of both.
        return any(x.kind == "conj" for x in reader.items[right + 1 : right + 6])
    fronted = left == 1 and [x.word for x in reader.items[right + 1 : right + 2]] == [","]
    return governor.relation == "prep" and not fronted


_OVER = frozenset("over null void dead ended finished terminated defunct cancelled suspended lifted".split())


def _is_declared_over(reader: ClauseReader, governor: Predicate, right: int) -> bool:
    """'declared the ceasefire over', 'pronounced the truce dead': what is declared is its end."""
    if governor.relation != "object" or not governor.classes & {"declare", "say"} or governor.negated:
        return False
    after = reader.items[right + 1 : right + 4]
    words = [x.word for x in after]
    if words[:1] == ["over"]:
        # "declared a truce over Christmas" is none.
        dated = [x.kind for x in after[1:3]] == ["prep", "date"]
        return len(after) < 2 or after[1].kind in ("punct", "date", "conj", "sub") or dated
    return words[:1] != [] and (words[0] in _OVER or words == ["at", "an", "end"])


def _is_reported_clause(reader: ClauseReader, governor: Predicate, right: int) -> bool:
    """'says a new ceasefire has been brokered': the noun is the subject of what is said, not the object of saying."""
    verb = reader.items[governor.index].verb
    if (
        verb is None
        or (not verb.classes & {"say", "declare", "accuse"} and verb.lemma not in ("announce", "agree"))
        or governor.preposition
    ):
        return False
    for item in reader.items[right + 1 : right + 9]:
        if item.kind in ("aux", "modal") or (item.form == "s" and item.classes & _COMES_OR_GOES):
            # "says its ceasefire of fourteen months ends on 3 December"
            return True
        if item.kind in ("rel", "sub", "verb", "punct", "conj"):
            return False
    return False


_COMES_OR_GOES = frozenset(("begin", "collapse", "expire", "hold"))


def _who_agreed(items: list[Item], left: int) -> list[ActorSpan]:
    verb = next(
        (k for k in range(left - 1, 0, -1) if items[k].kind == "verb" and items[k].classes & {"agree"}), None
    )
    return find_subjects(items, verb) if verb is not None else []


_UNDOERS = frozenset(("reject", "denounce", "violate", "collapse"))


def _is_each(reader: ClauseReader) -> bool:
    return any(item.word in ("both", "each", "separate", "respective") for item in reader.items)


_TIME_CLAUSE = frozenset("after before since when once until".split())


def _is_background(reader: ClauseReader, index: int) -> bool:
    """'a month after the ceasefire was signed': the clause only tells when something else happened."""
    ids = reader.clause_ids()
    first = next(k for k in range(len(ids)) if ids[k] == ids[index])
    return any(
        item.kind == "sub" and item.word in _TIME_CLAUSE
        for item in reader.items[first : min(first + 4, index)]
    )


def _asked_clause(reader: ClauseReader, left: int) -> int | None:
    """'demanded that a ceasefire take effect within two days': the verb of asking before the clause."""
    if left < 2 or reader.items[left - 1].word != "that" or reader.items[left - 2].lemma not in BACKED_CALL:
        return None
    return left - 2


_PART_OF_PAPER = re.compile(
    r"(?:\bits|\bwhose|\bof which|\bthe) (?:\w+ ){0,3}?"
    r"(?:point|clause|article|provision|part|element|component|step|stage)s?"
    r" (?:of which )?(?:was|is|were|being) (?:also )?$|\b(?:part|one|first) of which (?:was|is|were) $"
)


def _is_part_of_paper(reader: ClauseReader, left: int) -> bool:
    """'signed an agreement, whose first point was a ceasefire', 'Its first clause was an armistice.'"""
    begin = reader.items[left].start
    return (
        _PART_OF_PAPER.search(reader.clause.view.lower, max(reader.clause.start, begin - 60), begin)
        is not None
    )


def _is_negated_copula(items: list[Item], left: int) -> bool:
    """'It is not a ceasefire.'"""
    before = items[max(0, left - 2) : left]
    return (
        bool(before)
        and before[-1].word in ("not", "isn't", "wasn't", "hardly")
        and any(item.kind == "aux" or item.word.endswith("n't") for item in before)
    )


def _describe(reader: ClauseReader, index: int, right: int, modifiers: list[Item], compound: str) -> Event:
    items = reader.items
    words = {item.word for item in modifiers}
    event = Event(items[index].start, items[right].end, head_kind=compound)
    event.named_document = (compound == "document" or items[index].word.startswith(_PAPERS)) and items[
        right
    ].word not in (
        "understanding",
        "arrangement",
        "order",
        "announcement",
    )
    # "Reciprocal ceasefires lasted over Christmas": two sides, one attempt.
    event.plural = reader.is_plural(index, right, modifiers) and not words & _PAIRED
    event.definite = any(
        item.kind == "det" and item.word in ("the", "this", "that", "its", "their", "his", "these", "those")
        for item in modifiers
    ) or any(item.kind == "actor" and item.word.endswith(("'s", "s'")) for item in modifiers)
    event.fresh = bool(words & _NEW_WORDS)
    event.ordinal = next((_ORDINALS[word] for word in words if word in _ORDINALS), 0)
    event.unilateral = bool(words & _UNILATERAL)
    event.own_date = next((item.date for item in modifiers if item.date is not None), None) or _date_of(
        items, right
    )
    return event


def _date_of(items: list[Item], right: int) -> DateExpression | None:
    """'the ceasefire of 12 May 1994', 'the truce dated from February'."""
    after = items[right + 1 : right + 4]
    if len(after) >= 2 and after[0].word == "of" and after[1].date is not None:
        return after[1].date
    if after and after[0].word in ("in", "at", "for", "around", "near"):
        # "the ceasefire in South Ossetia of 24 June 1992"
        for k in range(right + 2, min(len(items) - 1, right + 6)):
            if items[k].word == "of" and items[k + 1].date is not None:
                return items[k + 1].date
            if items[k].kind not in ("word", "actor", "det"):
                break
    # "a truce of seventeen years' standing, dating from 24 February 1994"
    dated = next(
        (
            k
            for k in range(right + 1, min(len(items) - 2, right + 9))
            if items[k].word in ("dated", "dates", "dating")
        ),
        None,
    )
    return items[dated + 2].date if dated is not None and items[dated + 1].word == "from" else None


def _read_violations(
    reader: ClauseReader, event: Event, index: int, left: int, right: int, modifiers: list[Item]
) -> Event:
    event.state, event.act, event.rule, event.definite = "violated", "violation", "noun.violation", True
    event.actors_against = reader.possessor(modifiers) or find_agents(reader.items, right)
    event.alleged = reader.is_claim(left)
    event.claimant = find_claimant(reader.items, index)
    return event


def _choose_main(governor: Predicate | None, said: list[Predicate]) -> Predicate | None:
    if governor and governor.relation in ("object", "head"):
        return governor
    return next((predicate for predicate in said if predicate.relation == "subject"), governor)


def _rule_name(governor: Predicate | None) -> str:
    if governor is None:
        return "subject"
    classes = "+".join(sorted(governor.classes)) or "other"
    return f"{governor.relation}.{classes}"


def _apply_compound(event: Event, governor: Predicate | None, said: list[Predicate], compound: str) -> None:
    if compound in ("proposal", "call"):
        if event.creates and event.kind in ("mutual", "unilateral", "declared"):
            accepted = (
                event.rule.split("+")[-1].startswith(("accept", "agree", "approve", "endors"))
                or "accept" in event.rule
            )
            if event.kind == "mutual" and (
                accepted or (governor and governor.word.startswith(("accept", "agree", "approv", "endors")))
            ):
                return
            event.kind, event.act = compound, compound
        elif (
            not event.creates
            and not event.state
            and governor is None
            and not event.definite
            and event.act != "talks"
        ):
            event.kind = compound
