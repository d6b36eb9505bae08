"""What the words around a ceasefire noun mean: which act is told, whether it makes an attempt, which state it tells."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.coding.clauses import ClauseReader, Predicate
from analysis.coding.events import Event
from analysis.coding.items import Clause, Item
from analysis.coding.lexicon import Lexicon
from analysis.coding.roles import (
    find_agents,
    find_between,
    find_callees,
    find_claimant,
    find_list,
    find_mediators,
    find_subjects,
    is_anaphoric_subject,
)
from analysis.text.actors import ActorSpan
from analysis.text.dates import DateExpression

_SIGNING = frozenset("sign initial ink exchange".split())
_BACKED_CALL = frozenset("urge call appeal demand press plead request ask implore exhort push insist encourage beg instruct entreat recommend beseech lobby".split())
_JOINT = frozenset("agree consent accept accede assent".split()) | {"agree upon"}
_COMMITMENTS = _JOINT | frozenset("pledge vow promise commit announce declare undertake decide swear resolve choose bind proclaim".split())
_STATES = {
    "violate": "violated",
    "collapse": "collapsed",
    "denounce": "denounced",
    "hold": "held",
    "expire": "expired",
    "reject": "rejected",
}
_DATE_ROLES = {"violate": "violated", "collapse": "ended", "denounce": "ended", "expire": "ended", "reject": "ended", "begin": "effective"}
_EFFECT_WORDS = frozenset("from starting effective beginning commencing".split())
_END_WORDS = frozenset("until till through".split())
_FUTURE = frozenset("will would shall won't".split())
_DOUBT = frozenset("could can may might should must cannot can't couldn't wouldn't".split())


@dataclass
class Sense:
    """What a predicate tells: an act, whether it makes an attempt of a kind, or a state."""

    act: str = ""
    creates: bool = False
    kind: str = ""
    state: str = ""
    modality: str = "asserted"
    actor_verb: int = -1


def read_events(clause: Clause, lexicon: Lexicon) -> list[Event]:
    """Return the ceasefire events of one sentence, in the order of their nouns."""
    reader = ClauseReader(clause, lexicon)
    events = []
    for index, item in enumerate(clause.items):
        if item.kind == "cf" and not reader.is_verbal(index):
            event = _read_noun(reader, index)
        elif item.kind in ("cf", "stop"):
            event = _read_stop(reader, index)
        else:
            continue
        if event:
            event.span = (clause.start, clause.end)
            events.append(event)
    return events


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
    if governor is not None and governor.relation == "object" and _is_reported_clause(reader, governor, right):
        governor = None
    said = reader.said_of(right, governor is None or governor.relation in ("prep", "head"))
    maker = reader.relative_maker(right)
    if any(item.kind == "neg" for item in modifiers) or _is_negated_copula(items, left):
        event.modality, event.rule = "denied", "noun.no"
        return event
    main = _choose_main(governor, said)
    sense = _sense_of(reader, governor, event, index, compound) if governor else Sense()
    _apply(event, sense)
    event.rule = _rule_name(governor)
    for predicate in said:
        _apply_said(reader, event, predicate, main is predicate)
    if maker is not None and not maker.negated and event.act != "call" and (not event.creates or governor is None):
        kind = "unilateral" if "declare" in maker.classes else "proposal" if "propose" in maker.classes else "mutual"
        event.creates, event.kind, event.modality = True, kind, "asserted"
        event.rule += "+relative"
        governor, told = maker, governor
    planned_start = [p for p in said if p.classes == {"begin"} and p.modal]
    if governor is None and not event.creates and not event.definite and len(planned_start) == len(said) and _is_verbless(reader, index):
        event.creates, event.kind, event.act, event.rule = True, "unilateral" if event.unilateral else "mutual", "agreement", "entry"
    elif governor is None and not event.creates and event.act == "reference" and reader.clause.kind in ("entry", "bullet", "lead") and not event.definite and left == _first_content(reader):
        event.creates, event.kind, event.act, event.rule = True, "unilateral" if event.unilateral else "mutual", "agreement", "entry+" + event.rule
    elif _is_dated_indefinite(reader, event, governor, index, right) and not said and not event.creates:
        event.creates, event.kind, event.act, event.rule = True, "unilateral" if event.unilateral else "mutual", "agreement", "dated." + event.rule
    elif _is_existential(reader, left) and not event.creates and not (said and any(p.negated for p in said)):
        event.creates, event.kind, event.act, event.rule = True, "mutual", "agreement", "there_is"
    _apply_compound(event, governor, said, compound)
    _add_actors(reader, event, index, left, right, modifiers, governor, said)
    _add_dates(reader, event, index, right, governor, said)
    if event.rule.endswith("+relative"):
        event.dates = [(role, item) for role, item in event.dates if item.start > event.end]
    _doubt(reader, event, index, governor)
    event.claimant = find_claimant(items, index)
    return event


def _is_reported_clause(reader: ClauseReader, governor: Predicate, right: int) -> bool:
    """'says a new ceasefire has been brokered': the noun is the subject of what is said, not the object of saying."""
    verb = reader.items[governor.index].verb
    if verb is None or not verb.classes & {"say", "declare", "accuse"} and verb.lemma not in ("announce", "agree") or governor.preposition:
        return False
    for item in reader.items[right + 1 : right + 9]:
        if item.kind in ("aux", "modal"):
            return True
        if item.kind in ("rel", "sub", "verb", "punct") or item.kind == "conj" and item.word == "but":
            return False
    return False


def _is_negated_copula(items: list[Item], left: int) -> bool:
    """'It is not a ceasefire.'"""
    before = items[max(0, left - 2) : left]
    return bool(before) and before[-1].word in ("not", "isn't", "wasn't", "hardly") and any(item.kind == "aux" or item.word.endswith("n't") for item in before)


def _describe(reader: ClauseReader, index: int, right: int, modifiers: list[Item], compound: str) -> Event:
    from analysis.coding.clauses import NEW_WORDS, ORDINALS, UNILATERAL

    items = reader.items
    words = {item.word for item in modifiers}
    event = Event(items[index].start, items[right].end, head_kind=compound)
    event.named_document = compound == "document" and items[right].word not in ("understanding", "arrangement", "order", "announcement")
    event.plural = reader.is_plural(index, right, modifiers)
    event.definite = any(item.kind == "det" and item.word in ("the", "this", "that", "its", "their", "his", "these", "those") for item in modifiers) or any(
        item.kind == "actor" and item.word.endswith(("'s", "s'")) for item in modifiers
    )
    event.fresh = bool(words & NEW_WORDS)
    event.ordinal = next((ORDINALS[word] for word in words if word in ORDINALS), 0)
    event.unilateral = bool(words & UNILATERAL)
    event.own_date = next((item.date for item in modifiers if item.date is not None), None) or _date_of(items, right)
    return event


def _date_of(items: list[Item], right: int) -> DateExpression | None:
    """'the ceasefire of 12 May 1994', 'the truce dated from February'."""
    after = items[right + 1 : right + 4]
    if len(after) >= 2 and after[0].word == "of" and after[1].date is not None:
        return after[1].date
    if len(after) >= 3 and after[0].word in ("dated", "dates", "dating") and after[-1].date is not None:
        return after[-1].date
    return None


def _read_violations(reader: ClauseReader, event: Event, index: int, left: int, right: int, modifiers: list[Item]) -> Event:
    event.state, event.act, event.rule, event.definite = "violated", "violation", "noun.violation", True
    event.actors_against = reader.possessor(left, modifiers) or find_agents(reader.items, right)
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


# --- senses -----------------------------------------------------------------------------------------------------------


def _sense_of(reader: ClauseReader, governor: Predicate, event: Event, index: int, compound: str) -> Sense:
    if governor.relation == "prep":
        return Sense(act="reference")
    name = _class_of(reader, governor)
    sense = _plain_sense(name, governor, event, reader)
    sense.actor_verb = governor.index
    if governor.relation == "head":
        return _head_sense(reader, governor, sense, name)
    return _controlled(reader, governor, sense, name, event)


def _class_of(reader: ClauseReader, governor: Predicate) -> str:
    classes, preposition = governor.classes, governor.preposition
    item = reader.items[governor.index]
    lemma = item.verb.lemma if item.verb else item.word
    if governor.relation == "head":
        return next(iter(classes))
    if "provide" in classes or lemma in ("call", "demand", "order") and preposition in ("for", ""):
        if _is_document_subject(reader, governor.index):
            return "agree"
        if "provide" in classes:
            return ""
    if lemma == "call":
        if not preposition and any(x.word in _DISPARAGED for x in reader.items[governor.index + 1 : governor.index + 8]):
            return "reject"
        return "call" if preposition in ("for", "on", "upon") else "declare"
    if lemma in ("end", "stop", "halt", "finish", "terminate", "pause", "conclude") and not preposition:
        return "agree" if lemma == "conclude" else "denounce" if lemma in ("end", "terminate") else "collapse"
    if item.kind == "stop":
        return "result"
    if "begin" in classes and not preposition:
        return "declare"
    if lemma in ("bring", "follow", "pave", "calm"):
        return "result"
    for name in ("call", "propose", "reject", "denounce", "violate", "agree", "declare", "broker", "extend", "revive", "result", "collapse", "hold", "expire", "talk", "try", "deny"):
        if name in classes:
            if name == "result" and not preposition and lemma not in ("produce", "yield"):
                continue
            return name
    return ""


_DISPARAGED = frozenset("trick ploy farce meaningless joke sham stunt worthless hypocritical cynical lie trap propaganda pointless".split())
_DOCUMENTS = frozenset("agreement accord accords protocol deal communique statement declaration document pact treaty memorandum paper package text plan principles points".split())


def _is_document_subject(reader: ClauseReader, index: int) -> bool:
    """'the accord, which called for a ceasefire': what a signed paper calls for is agreed, not asked for."""
    for k in range(index - 1, max(-1, index - 9), -1):
        item = reader.items[k]
        if item.word in _DOCUMENTS:
            return True
        if item.kind in ("actor", "pron", "cf", "sub") or item.kind == "verb" and not item.passive and item.verb is not None and item.verb.form != "ed":
            return False
    return False


def _verb_of_document(items: list[Item], index: int) -> int:
    """'signed an agreement that includes a ceasefire': the verb whose object the document is; -1 where there is none."""
    for k in range(index - 1, max(-1, index - 14), -1):
        verb = items[k].verb
        if items[k].kind == "verb" and verb is not None and verb.classes & {"agree", "declare"} and verb.form in ("ed", "s", "base"):
            return k
    return -1


def _plain_sense(name: str, governor: Predicate, event: Event, reader: ClauseReader) -> Sense:
    if name in ("agree", "broker", "result", "begin"):
        return Sense(act="agreement", creates=True, kind="mutual")
    if name == "declare":
        return Sense(act="declaration", creates=True, kind="unilateral")
    if name == "call":
        return Sense(act="call", creates=not (event.definite and event.own_date is not None), kind="call")
    if name == "propose":
        return Sense(act="proposal", creates=True, kind="proposal")
    if name == "extend":
        return Sense(act="extension", creates=True, kind="mutual")
    if name == "revive":
        dated = any(item.date is not None for item in reader.items)
        event.fresh = event.fresh or dated
        return Sense(act="agreement", creates=not event.definite or dated, kind="mutual")
    if name in _STATES:
        return Sense(act={"violate": "violation", "denounce": "denunciation", "reject": "rejection", "expire": "expiry"}.get(name, "collapse" if name == "collapse" else "implementation"), state=_STATES[name])
    if name == "talk":
        return Sense(act="talks", modality="planned")
    if name == "try":
        return Sense(act="talks", modality="attempted")
    if name == "deny":
        return Sense(act="reference", modality="denied")
    return Sense(act="reference")


def _head_sense(reader: ClauseReader, governor: Predicate, sense: Sense, name: str) -> Sense:
    """'the signing of a ceasefire', 'calls for a truce', 'violations of the ceasefire'."""
    if name == "anniversary":
        return Sense(act="reference")
    before = reader.skip_back(governor.index - 1)
    ruling = None
    for k in range(before, max(-1, before - 5), -1):
        item = reader.items[k]
        if item.kind == "verb" and item.verb:
            ruling = item
            break
        if item.kind in ("sub", "rel", "cf") or item.word in (";", ":", ","):
            break
    classes = ruling.verb.classes if ruling is not None and ruling.verb else frozenset()
    if ruling is not None and name in ("agree", "declare", "propose", "call", "extend"):
        sense.actor_verb = _index_of(reader, ruling)
    if name in ("declare", "propose") and "agree" in classes and ruling is not None and ruling.verb and ruling.verb.lemma in _CONCLUDING | _PHRASED:
        return Sense(act="agreement", creates=True, kind="mutual", actor_verb=sense.actor_verb)
    if name in ("call", "propose") and classes & {"reject"}:
        return Sense(act="rejection", state="rejected", actor_verb=sense.actor_verb)
    if name in ("propose", "call") and classes & {"agree"} and ruling is not None and ruling.verb and ruling.verb.lemma in ("accept", "agree", "approve", "endorse", "welcome"):
        return Sense(act="agreement", creates=True, kind="mutual", actor_verb=_index_of(reader, ruling))
    if name in ("call",) and classes & {"hold"}:
        return Sense(act="call", creates=True, kind="call", actor_verb=sense.actor_verb)
    if name == "talk":
        return Sense(act="talks", modality="planned", actor_verb=sense.actor_verb)
    if governor.negated:
        return Sense(act=sense.act, modality="denied", actor_verb=sense.actor_verb)
    return sense


_CONCLUDING = frozenset(("sign", "agree", "conclude", "adopt", "initial", "reach"))
_PHRASED = frozenset(("put their names to", "put his name to", "put their signatures to", "put his signature to", "puts their names to", "put their name to"))


def _index_of(reader: ClauseReader, item: Item) -> int:
    return reader.items.index(item)


def _controlled(reader: ClauseReader, governor: Predicate, sense: Sense, name: str, event: Event) -> Sense:
    """Let the verbs above decide: 'urged X to agree', 'refused to sign', 'hopes to broker'."""
    controls = list(governor.controllers)
    asked = _asked_that(reader, governor)
    if asked is not None:
        controls.append(asked)
    for control in controls:
        item = reader.items[control]
        classes = item.verb.classes if item.verb else frozenset((item.head,)) if item.head else frozenset()
        lemma = item.verb.lemma if item.verb else item.word
        negated = reader.negated(control)
        if lemma in ("order", "instruct", "command", "direct"):
            return _ordered(reader, control, item)
        if lemma in _BACKED_CALL or item.head == "call":
            if name in ("hold", "violate", "collapse", "denounce", "extend", "revive", "implement") and (event.definite or name != "hold"):
                return Sense(act="call", creates=False, actor_verb=control)
            if name == "talk" or name == "try":
                return Sense(act="talks", modality="planned", actor_verb=control)
            return Sense(act="call", creates=True, kind="call", actor_verb=control)
        if lemma in ("fail", "unable") or negated and classes & {"agree"}:
            if name == "hold":
                return Sense(act="violation", state="violated", actor_verb=control)
            return Sense(act=sense.act, modality="denied", actor_verb=control)
        if "reject" in classes and lemma != "deny":
            if name in ("agree", "declare", "hold", "extend", "broker", "propose", "call", "revive", "begin"):
                return Sense(act="rejection", state="rejected", actor_verb=control)
            return Sense(act="reference", actor_verb=control)
        if "deny" in classes or lemma == "deny":
            return Sense(act=sense.act, state="", modality="denied", actor_verb=control)
        if classes & {"accuse"}:
            event.alleged = True
            continue
        if lemma in _COMMITMENTS:
            if name in ("talk", "try"):
                return Sense(act="proposal", creates=True, kind="proposal", actor_verb=control)
            if name in ("agree", "declare", "hold", "broker", "begin", "revive", "extend", "", "implement"):
                kind = "mutual" if lemma in _JOINT else "unilateral"
                return Sense(act="agreement" if kind == "mutual" else "declaration", creates=True, kind=kind, actor_verb=control)
        if "propose" in classes:
            if name in ("agree", "declare", "hold", "begin", "extend"):
                return Sense(act="proposal", creates=True, kind="proposal", actor_verb=control)
        if lemma in ("threaten", "warn"):
            return Sense(act="reference", modality="hypothetical", actor_verb=control)
        if item.kind == "word" and lemma in ("ready", "willing", "prepared", "open"):
            return Sense(act="proposal", creates=True, kind="proposal", modality="asserted", actor_verb=control)
        if lemma in ("attempt", "try") or "try" in classes or item.kind == "word" or item.head in ("talk",):
            sense.modality = "attempted" if lemma in ("attempt", "try", "seek", "attempts", "efforts") else "planned"
            sense.creates = False
            return sense
    if governor.modal in ("will", "would", "shall") and name in ("hold", "declare", "implement") and not governor.negated:
        told = _told_by(reader, governor.index)
        if told is not None:
            return Sense(act="declaration", creates=True, kind="unilateral", actor_verb=told)
    return _modal_sense(governor, sense)


def _asked_that(reader: ClauseReader, governor: Predicate) -> int | None:
    """'demanding that Iran and Iraq observe a ceasefire': the verb of asking before the that-clause."""
    verb = reader.items[governor.index].verb
    if verb is None or verb.form != "base" or governor.modal:
        return None
    for k in range(governor.index - 1, max(-1, governor.index - 12), -1):
        item = reader.items[k]
        if item.word == "that" and k and reader.items[k - 1].verb is not None:
            lemma = reader.items[k - 1].verb.lemma  # type: ignore[union-attr]
            return k - 1 if lemma in _BACKED_CALL or lemma == "propose" else None
        if item.kind in ("verb", "sub", "cf") or item.word in (";", ":"):
            return None
    return None


def _ordered(reader: ClauseReader, control: int, item: Item) -> Sense:
    """A commander's order to his own men is a declaration; an order of an organisation to others is a call."""
    subjects = find_subjects(reader.items, control)
    if any(span.kind in ("igo", "ngo") for span in subjects) and not item.passive:
        return Sense(act="call", creates=True, kind="call", actor_verb=control)
    return Sense(act="declaration", creates=True, kind="unilateral", actor_verb=control)


def _told_by(reader: ClauseReader, index: int) -> int | None:
    """Return the verb of saying that reports the clause of the verb at `index`, if there is one."""
    for k in range(index - 1, max(-1, index - 14), -1):
        item = reader.items[k]
        if item.kind == "verb" and item.verb and (item.verb.classes & {"say", "declare"} or item.verb.lemma in ("announce", "agree", "inform", "tell")):
            return k
        if item.kind == "sub" and item.word in ("if", "unless", "until", "when", "once") or item.word in (";",):
            return None
    return None


def _modal_sense(governor: Predicate, sense: Sense) -> Sense:
    if governor.negated:
        if sense.state == "violated":
            return Sense(act="implementation", state="held", actor_verb=sense.actor_verb)
        if sense.state == "held":
            return Sense(act="violation", state="violated", actor_verb=sense.actor_verb)
        return Sense(act=sense.act, modality="denied", actor_verb=sense.actor_verb)
    if governor.modal in _DOUBT:
        sense.creates, sense.modality, sense.state = False, "hypothetical", ""
    elif governor.modal in _FUTURE and sense.kind != "unilateral":
        sense.creates, sense.modality, sense.state = False, "planned", ""
    return sense


def _apply(event: Event, sense: Sense) -> None:
    event.act = sense.act or event.act
    event.creates, event.kind, event.state = sense.creates, sense.kind, sense.state
    event.modality = sense.modality
    event.actor_verb = sense.actor_verb


def _apply_said(reader: ClauseReader, event: Event, predicate: Predicate, is_main: bool) -> None:
    """Add what a verb with the ceasefire as its subject tells."""
    classes = predicate.classes
    item = reader.items[predicate.index]
    lemma = item.verb.lemma if item.verb else item.word
    if predicate.modal in _DOUBT or predicate.modal in _FUTURE and not classes & {"begin"}:
        return
    if predicate.controllers and any(reader.items[c].verb and reader.items[c].verb.classes & {"try"} for c in predicate.controllers):  # type: ignore[union-attr]
        return
    state, creates, kind, act = _said_meaning(reader, predicate, lemma)
    if creates and not (event.creates or event.act == "talks" and not is_main):
        planned = predicate.modal in _FUTURE and _told_by(reader, predicate.index) is None
        event.creates, event.kind, event.act = not predicate.negated and not planned, kind, act
        event.rule = event.rule + "+" + lemma
        if predicate.negated and classes & {"begin"}:
            event.state = "not_implemented"
        elif predicate.negated:
            event.modality = "denied"
    elif creates and predicate.negated and classes & {"begin"}:
        event.state = "not_implemented"
    if state:
        event.state = state
        event.rule = event.rule + "+" + lemma


def _said_meaning(reader: ClauseReader, predicate: Predicate, lemma: str) -> tuple[str, bool, str, str]:
    classes, negated = predicate.classes, predicate.negated
    if classes & {"fragile"}:
        return "", False, "", ""
    if lemma in ("end", "halt", "stop", "finish", "terminate", "pause", "conclude") or item_is_stop(reader, predicate):
        if predicate.passive:
            return ({"end": "collapsed", "terminate": "denounced"}.get(lemma, ""), lemma == "conclude", "mutual", "agreement")
        if _has_object(reader, predicate.index):
            return "", predicate.relation == "subject" and not _is_background(reader, predicate), "mutual", "entry_into_force"
        return "collapsed", False, "", ""
    if "reject" in classes and predicate.passive:
        return ("violated" if lemma in ("ignore", "disregard", "defy") else "rejected"), False, "", ""
    if "denounce" in classes and predicate.passive:
        return "denounced", False, "", ""
    if "violate" in classes:
        if lemma in ("undermine", "threaten", "jeopardise", "jeopardize", "test", "strain") and not predicate.passive:
            return "", False, "", ""
        return ("held" if negated else "violated"), False, "", ""
    if "extend" in classes and predicate.passive:
        return "", True, "mutual", "extension"
    if "revive" in classes and predicate.passive:
        return "", True, "mutual", "agreement"
    if "collapse" in classes:
        return ("held" if negated else "collapsed"), False, "", ""
    if "hold" in classes:
        if negated or _is_over(reader, predicate, lemma):
            return "collapsed", False, "", ""
        return "held", False, "", ""
    if "expire" in classes:
        return "expired", False, "", ""
    if "begin" in classes:
        return "", True, "mutual", "entry_into_force"
    if lemma == "follow":
        return "", not predicate.passive, "mutual", "agreement"
    if predicate.passive or lemma in ("agree",):
        if "propose" in classes and lemma != "offer":
            return "", True, "proposal", "proposal"
        if "call" in classes and lemma != "call":
            return "", True, "call", "call"
        if "declare" in classes or lemma == "call":
            return "", True, "declared", "declaration"
        if classes & {"agree", "broker", "result"}:
            return "", True, "mutual", "agreement"
    return "", False, "", ""


def _is_over(reader: ClauseReader, predicate: Predicate, lemma: str) -> bool:
    """'lasted five hours', 'held until August': told in the past with its length, it is over."""
    items = reader.items
    item = items[predicate.index]
    if item.verb is None or item.verb.form == "ing" or any(x.word in ("has", "have") for x in items[max(0, predicate.index - 3) : predicate.index]):
        return False
    after = [x.word for x in items[predicate.index + 1 : predicate.index + 7]]
    if lemma == "last" and (item.verb.form in ("ed", "s") or item.passive) and "since" not in after and "at" not in after[:1]:
        return True
    return lemma in ("hold", "observe", "respect", "survive", "endure") and item.verb.form in ("ed", "s") and ("until" in after or "till" in after)


def item_is_stop(reader: ClauseReader, predicate: Predicate) -> bool:
    return reader.items[predicate.index].kind == "stop"


def _has_object(reader: ClauseReader, index: int) -> bool:
    if reader.items[index].kind == "stop":
        return True
    for item in reader.items[index + 1 : index + 3]:
        if item.kind in ("det", "word", "number", "actor", "head") and not (item.kind == "word" and (item.word.endswith("ly") or item.word in ("there", "then", "soon", "when", "again", "amid", "hours", "days", "weeks", "months"))):
            return True
        if item.kind not in ("word",):
            return False
    return False


def _is_background(reader: ClauseReader, predicate: Predicate) -> bool:
    """'the ceasefire that ended the war' tells nothing new."""
    return predicate.relation == "relative"


def _apply_compound(event: Event, governor: Predicate | None, said: list[Predicate], compound: str) -> None:
    if compound in ("proposal", "call"):
        if event.creates and event.kind in ("mutual", "unilateral", "declared"):
            accepted = event.rule.split("+")[-1].startswith(("accept", "agree", "approve", "endors")) or "accept" in event.rule
            if event.kind == "mutual" and (accepted or governor and governor.word.startswith(("accept", "agree", "approv", "endors"))):
                return
            event.kind, event.act = compound, compound
        elif not event.creates and not event.state and governor is None and not event.definite and event.act != "talks":
            event.kind = compound


def _is_verbless(reader: ClauseReader, index: int) -> bool:
    """A chronology entry or bullet without a verb: "11 May: Another ceasefire."."""
    heading = reader.clause.kind == "heading" and any(item.date and item.date.day for item in reader.items[:4])
    if reader.clause.kind not in ("entry", "bullet", "lead") and not heading:
        return False
    if heading and any(item.kind in ("word", "verb", "head", "actor") and not item.word.endswith(("al", "ive", "ry")) for item in reader.items[:index] if item.date is None and item.kind != "det"):
        return False
    return not any(item.kind == "verb" and item.verb and item.verb.form in ("ed", "s") and not item.head for item in reader.items[: index + 3])


def _is_dated_indefinite(reader: ClauseReader, event: Event, governor: Predicate | None, index: int, right: int) -> bool:
    """'came to a truce on 3 May': no verb of the lexicon, but a new ceasefire with its day beside it."""
    if event.definite or event.plural or event.act != "reference" or event.modality != "asserted" or event.state:
        return False
    if governor is not None and not (governor.relation == "prep" and governor.word in ("to", "into", "with", "by")):
        return False
    near = reader.items[max(0, index - 9) : right + 7]
    if any(item.kind in ("modal", "neg") or item.verb and item.verb.classes & {"talk", "try", "call", "reject", "deny"} or item.head in ("talk", "call") or item.word == "if" for item in near):
        return False
    return any(item.date is not None and item.date.kind in ("calendar", "weekday", "offset") and item.date.preposition not in ("since", "after", "until", "before") for item in reader.items[right + 1 : right + 6])


def _first_content(reader: ClauseReader) -> int:
    for j, item in enumerate(reader.items):
        if item.kind not in ("date", "punct", "number"):
            return j
    return 0


def _is_existential(reader: ClauseReader, left: int) -> bool:
    """'There was a ceasefire on 20 September.'"""
    before = reader.items[max(0, left - 3) : left]
    return any(item.word == "there" for item in before) and any(item.word in ("was", "is", "were", "has", "had", "been") for item in before)


# --- actors -----------------------------------------------------------------------------------------------------------


def _add_actors(
    reader: ClauseReader, event: Event, index: int, left: int, right: int, modifiers: list[Item], governor: Predicate | None, said: list[Predicate]
) -> None:  # fmt: skip
    items = reader.items
    ids = reader.clause_ids()
    low, high = _clause_bounds(reader, ids, governor.index if governor else index, right)
    mediators = find_mediators(items, 0, len(items))
    owners = [item.actor for item in modifiers if item.actor and item.actor.generic != "both" and item.actor not in mediators]
    between = find_between(items, right)
    subject_verb = _subject_verb(governor, said)
    if (event.kind == "call" or governor is not None and governor.relation == "head") and event.actor_verb >= 0:
        subject_verb = event.actor_verb if items[event.actor_verb].kind in ("verb", "head") else -1
    if governor is not None and governor.relation == "object" and subject_verb == governor.index and _is_document_subject(reader, governor.index):
        subject_verb = _verb_of_document(items, governor.index)
    subjects = find_subjects(items, subject_verb) if subject_verb >= 0 and _is_active(reader, governor, subject_verb) else []
    event.anaphoric_parties = subject_verb >= 0 and not subjects and is_anaphoric_subject(items, subject_verb)
    agents = [span for predicate in said if predicate.passive and not predicate.classes & {"propose", "call", "broker"} for span in find_agents(items, predicate.index)]
    proposers = [span for predicate in said if predicate.passive and predicate.classes & {"propose", "call"} for span in find_agents(items, predicate.index)]
    if event.kind in ("mutual", "unilateral", "declared") and event.creates:
        mediators = _merge(mediators, [span for span in proposers if span.actor_id not in {s.actor_id for s in subjects}])
    elif event.kind in ("proposal", "call"):
        agents = _merge(agents, proposers)
    if event.kind in ("mutual", "declared") and not agents and governor and governor.relation == "head":
        agents = find_agents(items, right)
    if not subjects and not agents and not owners and event.creates and event.kind in ("unilateral", "declared"):
        told = _told_by(reader, index)
        subjects = find_subjects(items, told) if told is not None else []
    event.subject = subjects or agents
    event.mediators = mediators
    _assign_roles(reader, event, governor, subjects, agents, between, owners, left, right)
    event.mediators = [m for m in event.mediators if m.generic not in ("both",)]


def _clause_bounds(reader: ClauseReader, ids: list[int], start: int, right: int) -> tuple[int, int]:
    inside = [j for j, number in enumerate(ids) if number in (ids[start], ids[right])]
    return (inside[0], inside[-1] + 1) if inside else (0, len(ids))


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
    return not item.passive or bool(item.verb and item.verb.lemma in ("force", "compel", "oblige"))


def _assign_roles(
    reader: ClauseReader, event: Event, governor: Predicate | None, subjects: list[ActorSpan], agents: list[ActorSpan],
    between: list[ActorSpan], owners: list[ActorSpan], left: int, right: int,
) -> None:  # fmt: skip
    items = reader.items
    mediator_ids = {span.actor_id for span in event.mediators}
    if event.kind == "call":
        event.callers = subjects or agents
        start = event.actor_verb if event.actor_verb >= 0 else governor.controllers[-1] if governor and governor.controllers else governor.index if governor else left
        callees = find_callees(items, start, left) if governor else []
        caller_ids = {span.actor_id for span in event.callers}
        parties = [span for span in (callees or between) if span.actor_id not in caller_ids]
        own = [span for span in event.callers if span.kind in ("state", "nonstate", "de_facto")]
        event.parties = _merge(own, parties) if not callees and between and len(between) == 1 and own else parties
        return
    if event.kind == "proposal":
        event.proposers = subjects or agents or owners
        event.callers = event.proposers
        event.parties = _merge(event.proposers, between, _recipients(items, right))
        return
    if event.state == "rejected" and not event.creates:
        event.actors_against = subjects or agents
        event.parties = between
        return
    if event.state in ("violated", "collapsed", "denounced") and not event.creates:
        event.actors_against = subjects or agents
        event.parties = _merge(between, owners)
        event.alleged = event.alleged or reader.is_claim(left)
        return
    word = items[governor.index].verb.lemma if governor and items[governor.index].verb else ""  # type: ignore[union-attr]
    if governor and "broker" in governor.classes and not governor.controllers or word in ("broker", "mediate", "facilitate", "sponsor"):
        event.mediators = _merge(subjects, event.mediators) if not governor or not governor.passive else event.mediators
        event.parties = _merge(between, owners)
        return
    if word in _THIRD_PARTY_VERBS and subjects and all(span.kind in ("igo", "ngo") or span.person and not span.known for span in subjects):
        event.mediators = _merge(event.mediators, subjects)
        subjects = []
    outsiders = [span for span in subjects + agents if span.kind in ("igo", "ngo")]
    parties = [span for span in _merge(subjects, agents) if span.actor_id not in mediator_ids and span not in outsiders]
    if governor and "result" in governor.classes and word not in ("agree",):
        parties = [span for span in find_subjects(items, governor.index) if span.actor_id not in mediator_ids and span.kind not in ("igo", "ngo") and governor.index and _has_between(items, governor.index)]
    if between and event.kind in ("declared", "unilateral") and len(between) >= 2:
        # Somebody else announces a truce between two others.
        event.kind = "mutual"
        event.mediators = _merge(event.mediators, [span for span in parties if span.actor_id not in {b.actor_id for b in between}])
        parties = []
    event.parties = _merge(parties, [b for b in between if b.actor_id not in mediator_ids], [o for o in owners if o.actor_id not in mediator_ids])
    if event.kind == "mutual" and outsiders and between:
        event.mediators = _merge(event.mediators, outsiders)


# What a third party does to bring one about, and a party too: the subject decides.
_THIRD_PARTY_VERBS = frozenset(("secure", "obtain", "win", "get", "arrange", "negotiate", "forge", "achieve", "hammer out", "work out", "clinch", "bring about", "brought about"))


def _has_between(items: list[Item], index: int) -> bool:
    return any(item.word in ("between", "among") for item in items[max(0, index - 14) : index])


def _recipients(items: list[Item], right: int) -> list[ActorSpan]:
    for j in range(right + 1, min(len(items), right + 8)):
        if items[j].word == "to" and items[j].kind == "prep":
            return find_list(items, j + 1)
        if items[j].kind in ("verb", "sub", "rel", "cf"):
            break
    return []


def _merge(*groups: list[ActorSpan]) -> list[ActorSpan]:
    seen: dict[str, ActorSpan] = {}
    for group in groups:
        for span in group:
            seen.setdefault(span.actor_id, span)
    return list(seen.values())


# --- dates ------------------------------------------------------------------------------------------------------------


def _add_dates(reader: ClauseReader, event: Event, index: int, right: int, governor: Predicate | None, said: list[Predicate]) -> None:
    items, ids = reader.items, reader.clause_ids()
    predicates = [p for p in ([governor] if governor and governor.relation != "prep" else []) + said]
    anchors = [(p.controllers[-1] if p.controllers else p.index, p) for p in predicates]
    own = {ids[index], *(ids[a] for a, _ in anchors), *(ids[p.index] for _, p in anchors)}
    for j, item in enumerate(items):
        if item.date is None or item.date is event.own_date or _qualifies_noun(items, j) or ids[j] not in own and not _is_opening(items, ids, j, own):
            continue
        if _belongs_to_phrase(items, j, max([index, *(a for a, _ in anchors if a < j)], default=index)):
            continue
        role = _date_role(items, j, index, anchors, ids, event)
        if role:
            event.dates.append((role, item.date))
    if event.creates and not event.dates and event.own_date is None:
        event.dates.extend(_reported_date(reader, index, ids))


_PHRASE_OPENERS = frozenset("following after before since despite amid".split())


def _belongs_to_phrase(items: list[Item], j: int, start: int) -> bool:
    """'agreed to a truce following talks the previous day': the date is that of the talks."""
    return any(items[k].word in _PHRASE_OPENERS for k in range(start + 1, j - 1)) if start < j else False


def _reported_date(reader: ClauseReader, index: int, ids: list[int]) -> list[tuple[str, DateExpression]]:
    """'said on Thursday that they had accepted a truce': the day of the saying, where the clause itself has none."""
    items = reader.items
    opened_by = {number: next((items[k] for k in range(len(items)) if ids[k] == number), None) for number in set(ids)}
    best: tuple[int, DateExpression] | None = None
    for j, item in enumerate(items):
        opener = opened_by[ids[j]]
        if item.date is None or item.date.kind == "vague" or _qualifies_noun(items, j) or item.date.preposition in ("since", "after", "before", "until"):
            continue
        if opener is not None and opener.kind == "sub" and opener.word != "as" and ids[j] != 0 or j > index and ids[j] != ids[index]:
            continue
        if _belongs_to_phrase(items, j, 0) and j > 4:
            continue
        distance = abs(j - index)
        if best is None or distance < best[0]:
            best = (distance, item.date)
    return [("announced", best[1])] if best else []


def _qualifies_noun(items: list[Item], j: int) -> bool:
    """'a January spike', 'the April war': the month only qualifies a noun."""
    date = items[j].date
    if date is None or date.day is not None or date.kind != "calendar" or j == 0 or j + 1 >= len(items):
        return False
    return items[j - 1].kind == "det" and items[j + 1].kind in ("word", "head") and items[j + 1].word not in ("and", "or")


def _is_opening(items: list[Item], ids: list[int], j: int, own: set[int]) -> bool:
    """A date at the head of the sentence counts for its first main clause."""
    return j <= 2 and (ids[j] + 1 in own or min(own) <= ids[j] + 1)


def _date_role(
    items: list[Item], j: int, index: int, anchors: list[tuple[int, Predicate]], ids: list[int], event: Event
) -> str:  # fmt: skip
    date = items[j].date
    preposition = date.preposition if date else ""
    before = [item.word for item in items[max(0, j - 4) : j]]
    if preposition == "to" and any(p.classes & {"extend"} for _, p in anchors):
        return "agreed_end"
    if preposition in _END_WORDS or "expire" in before or "expires" in before or "until" in before[-3:]:
        return "agreed_end" if not any(p.classes & {"hold"} for _, p in anchors) or event.creates else "agreed_end"
    if preposition in ("after", "before") and not before[-2:] == []:
        return "" if preposition == "after" else ""
    if (set(before) & _EFFECT_WORDS or preposition in ("from", "starting", "effective", "beginning")) and event.creates and j > index:
        return "effective"
    best: Predicate | None = None
    for position, predicate in anchors:
        if position <= j and predicate.index <= j + 2 and ids[position] == ids[j] and (best is None or predicate.index > best.index):
            best = predicate
    if best is None:
        best = anchors[0][1] if anchors else None
    if best is None:
        return "announced"
    for name, role in _DATE_ROLES.items():
        if name in best.classes and not (name == "reject" and event.creates) and not (best.relation == "object" and name in ("begin", "collapse") and event.creates and not event.state):
            return role
    if "hold" in best.classes and best.relation != "object":
        return "effective" if preposition in ("since", "from") or "since" in [item.word for item in items[max(0, j - 6) : j]] else "reported"
    item = items[best.index]
    if item.verb and item.verb.lemma in _SIGNING or item.word in ("signing", "signature"):
        return "signed"
    return "announced"


# --- doubt ------------------------------------------------------------------------------------------------------------


_OFF_WORDS = frozenset("bound committed valid applies recognise recognize respect observe honour honor abide exists".split())
_OFF_VERBS = frozenset("has have holds exists applies binds respected observed serves makes".split())
_OFF_NOUNS = frozenset("meaning sense value validity point".split())


def _is_off(reader: ClauseReader, index: int) -> bool:
    """'no longer bound by the ceasefire', 'the truce has no meaning any more'."""
    words = [item.word for item in reader.items[max(0, index - 10) : index + 9]]
    for i, word in enumerate(words[:-1]):
        if word == "no" and words[i + 1] == "longer" and (set(words[i + 2 : i + 8]) & _OFF_WORDS or i > 8 and set(words[i + 2 : i + 4]) & _OFF_VERBS):
            return True
        if word == "no" and words[i + 1] in _OFF_NOUNS and i > 5:
            return True
    return False


_SUPPOSED = frozenset("suppose imagine assuming hypothetically hypothetical supposing".split())


def _is_denied(reader: ClauseReader, index: int) -> bool:
    """'denied that it had agreed to a ceasefire', 'ruled out any truce'."""
    for k in range(index - 1, max(-1, index - 12), -1):
        item = reader.items[k]
        if item.verb and item.verb.lemma in ("deny", "refute") and item.kind == "verb":
            return not reader.negated(k)
        if item.kind == "sub" or item.word in (";", ":") or item.kind == "conj" and item.word == "but":
            return False
    return False


def _is_threat(reader: ClauseReader, index: int) -> bool:
    """'would regard its ceasefire as finished if ...': a threat, not an end."""
    words = [item.word for item in reader.items]
    return "if" in words and any(item.kind == "modal" and item.word in ("would", "could", "will", "may", "might") for item in reader.items[max(0, index - 12) : index + 8])


def _doubt(reader: ClauseReader, event: Event, index: int, governor: Predicate | None) -> None:
    if event.state in ("collapsed", "denounced", "violated") and not event.creates and _is_threat(reader, index):
        event.state, event.modality = "", "hypothetical"
    if any(item.word in _SUPPOSED for item in reader.items):
        event.creates, event.modality, event.state = False, "hypothetical", ""
    if _is_off(reader, index):
        event.state, event.act, event.creates, event.definite = "denounced", "denunciation", False, True
        event.rule += "+no_longer"
    if _is_denied(reader, index):
        event.creates, event.modality, event.state = False, "denied", ""
    if reader.is_conditional(index):
        event.creates, event.modality, event.state = False, "hypothetical", ""
    if reader.is_generic() and not event.dates and not event.own_date:
        event.creates, event.modality, event.state = False, "generic", ""
    if event.modality in ("denied", "hypothetical", "generic", "planned", "attempted") and event.creates:
        event.creates = False


# --- verbs that mean a ceasefire ("halt the fighting") -----------------------------------------------------------------


def _read_stop(reader: ClauseReader, index: int) -> Event | None:
    item = reader.items[index]
    controllers = reader.controllers(index)
    event = Event(item.start, item.end, rule="stop")
    lemma = item.verb.lemma if item.verb else item.word
    if not controllers and not _is_told_stop(reader, index, item):
        return None
    predicate = Predicate(index, frozenset(("declare",)), item.word, "object", reader.negated(index), reader.modal(index), False, tuple(controllers))
    plain = Sense(act="declaration", creates=True, kind="unilateral", actor_verb=index)
    sense = _controlled(reader, predicate, plain if not controllers else Sense(act="reference", actor_verb=index), "declare", event)
    if not sense.creates or sense.kind == "unilateral" and not item.word.startswith(("cease", "stop", "halt", "suspend", "lay", "laid", "end")):
        return None
    _apply(event, sense)
    event.rule = f"stop.{lemma}"
    subjects = find_subjects(reader.items, controllers[-1] if controllers else index)
    if not subjects and not controllers and reader.modal(index) and (told := _told_by(reader, index)) is not None:
        subjects = find_subjects(reader.items, told)
    event.subject = subjects
    event.anaphoric_parties = not subjects
    if event.kind == "call":
        event.callers = subjects
        event.parties = [s for s in find_callees(reader.items, sense.actor_verb, index) if s.actor_id not in {x.actor_id for x in subjects}]
    else:
        event.parties = subjects
        event.mediators = find_mediators(reader.items, 0, len(reader.items))
        if event.kind == "proposal":
            event.proposers = event.callers = subjects
    _add_dates(reader, event, index, index, predicate, [])
    _doubt(reader, event, index, predicate)
    event.claimant = find_claimant(reader.items, index)
    return event


_STOPPED_OBJECTS = ("hostilities", "fire", "firing", "shooting", "operations", "offensive", "offensives", "armed struggle", "armed activities", "arms", "weapons", "fighting", "attacks", "actions")


def _is_told_stop(reader: ClauseReader, index: int, item: Item) -> bool:
    """'URNG suspends offensive operations': told as done or announced, by one who fights."""
    verb = item.verb
    if verb is None or verb.form not in ("ed", "s") and not reader.modal(index) or not item.word.endswith(_STOPPED_OBJECTS):
        return False
    if verb.lemma.split()[0] not in ("cease", "suspend", "halt", "stop", "lay", "laid") or reader.negated(index) or item.passive:
        return False
    if reader.modal(index) and (reader.modal(index) not in ("will", "would") or _told_by(reader, index) is None):
        return False
    subjects = find_subjects(reader.items, index)
    told = _told_by(reader, index) if reader.modal(index) and not subjects else None
    subjects = subjects or (find_subjects(reader.items, told) if told is not None else [])
    return any(span.kind in ("state", "nonstate", "de_facto", "generic") for span in subjects)
