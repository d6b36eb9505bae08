"""What the word that governs a ceasefire noun makes of it: an act, an attempt of a kind, a state."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from analysis.coding.sentences.clause_items import Predicate
from analysis.coding.sentences.clauses import ClauseReader
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import Item
from analysis.coding.sentences.papers import CONCLUDING, is_agreed_paper, is_document_subject
from analysis.coding.sentences.subjects import find_subjects

_STATES = {
    "violate": "violated",
    "collapse": "collapsed",
    "denounce": "denounced",
    "hold": "held",
    "expire": "expired",
    "reject": "rejected",
}
_AIMS = frozenset(
    "concern task condition precondition test tests priority demand demands goal aim prerequisite".split()
)
_DISPARAGED = frozenset(
    (
        "trick ploy farce meaningless joke sham stunt worthless hypocritical cynical lie "
        "trap propaganda pointless"
    ).split()
)
_PHRASED = frozenset(
    (
        "put their names to",
        "put his name to",
        "put their signatures to",
        "put his signature to",
        "puts their names to",
        "put their name to",
    )
)


# "ready for a ceasefire", "willing to observe one"
READY = frozenset("ready willing prepared open".split())


@dataclass
class Sense:
    """What a predicate tells: an act, whether it makes an attempt of a kind, or a state."""

    act: str = ""
    creates: bool = False
    kind: str = ""
    state: str = ""
    modality: str = "asserted"
    actor_verb: int = -1


def class_of(reader: ClauseReader, governor: Predicate) -> str:
    """Return the class of a governor that fits its preposition and object; empty where none does."""
    classes, preposition = governor.classes, governor.preposition
    item = reader.items[governor.index]
    lemma = item.lemma if item.verb else item.word
    if governor.relation == "head":
        return next(iter(classes))
    if "provide" in classes or (lemma in ("call", "demand", "order") and preposition in ("for", "")):
        if is_document_subject(reader, governor.index):
            return "agree"
        if "provide" in classes:
            return "agree" if _is_signed_relative(reader, governor.index) else ""
    if "declare" in classes and not preposition and is_agreed_paper(reader, governor.index):
        # "The Sapoá agreement instituted a truce."
        return "agree"
    if lemma == "call":
        if not preposition and any(
            x.word in _DISPARAGED for x in reader.items[governor.index + 1 : governor.index + 8]
        ):
            return "reject"
        before = reader.items[max(0, governor.index - 6) : governor.index]
        if not preposition and any(x.word in ("what", "which") for x in before):
            # "in what the press calls a truce": a name for something else.
            return ""
        return "call" if preposition in ("for", "on", "upon") else "declare"
    if lemma in ("end", "stop", "halt", "finish", "terminate", "pause", "conclude") and not preposition:
        if lemma == "conclude":
            return "agree"
        # ", ending the truce": what an act of war does, not what a party declares.
        declared = lemma in ("end", "terminate") and item.form != "ing"
        return "denounce" if declared and not _is_deed(reader, governor.index) else "collapse"
    if item.kind == "stop":
        return "result"
    if "arrive" in classes:
        return "agree" if preposition in ("to", "at") else ""
    if "commit" in classes and not classes & {"declare", "agree"}:
        # "decided on a ceasefire"
        return "declare" if preposition == "on" else ""
    if "vote" in classes:
        # "The Council voted for a thirty-day truce": it asks for one; a cabinet makes it its own.
        asks = any(span.kind == "igo" for span in find_subjects(reader.items, governor.index))
        return ("call" if asks else "agree") if preposition == "for" else ""
    if "answer" in classes and (preposition == "with" or "result" not in classes):
        return "declare" if preposition == "with" else ""
    if "begin" in classes and not preposition:
        return "declare"
    if ("induce" in classes and preposition == "into") or "supersede" in classes:
        return "agree" if preposition in ("into", "with") else ""
    if lemma == "bring" and not preposition and _to_an_end(reader, governor.index):
        return "collapse" if _is_deed(reader, governor.index) else "denounce"
    if lemma in ("bring", "follow", "pave", "calm"):
        return "result"
    if lemma == "make" and any(
        x.word in _AIMS for x in reader.items[governor.index + 1 : governor.index + 12]
    ):
        # "made a ceasefire one of four tests of good faith"
        return "talk"
    for name in (
        "call",
        "propose",
        "reject",
        "denounce",
        "violate",
        "agree",
        "declare",
        "broker",
        "extend",
        "revive",
        "result",
        "collapse",
        "hold",
        "expire",
        "talk",
        "try",
        "deny",
    ):
        if name in classes:
            if name == "result" and not preposition and lemma not in ("produce", "yield"):
                continue
            return name
    return ""


# What ends a truce without anybody saying so.
_DEEDS = frozenset(
    (
        "attack attacks ambush ambushes bombing bombings killing killings capture fall shelling assault assaults "
        "raid raids offensive murder assassination massacre clash clashes incident incidents invasion coup arrival "
        "outbreak resumption strike strikes death arrest battle explosion operation fighting seizure events"
    ).split()
)


def _to_an_end(reader: ClauseReader, index: int) -> bool:
    """'brought the ceasefire to an end'"""
    words = [x.word for x in reader.items[index + 1 : index + 12]]
    return any(
        words[k : k + 1] == ["to"] and {"end", "close"} & set(words[k + 1 : k + 4]) for k in range(len(words))
    )


def _is_deed(reader: ClauseReader, index: int) -> bool:
    """'The ambush ended the truce', 'the bombing of a bus ended it': not an act of a party that withdraws."""
    for item in reversed(reader.items[max(0, index - 9) : index]):
        if item.word in _DEEDS:
            return True
        if item.kind in ("verb", "sub", "rel", "cf", "conj", "punct"):
            return False
    return False


def _is_signed_relative(reader: ClauseReader, index: int) -> bool:
    """'signed an *acte d'engagement* that provided for a ceasefire': what one signs is a paper, whatever its name."""
    if index == 0 or reader.items[index - 1].word not in ("that", "which"):
        return False
    before = reader.items[max(0, index - 10) : index - 1]
    return any(x.kind == "verb" and x.lemma in ("sign", "initial", "conclude") for x in before)


def plain_sense(name: str, governor: Predicate, event: Event, reader: ClauseReader) -> Sense:
    """Return what a class means for a ceasefire that is its object, nothing else considered."""
    if name == "result" and any(
        x.kind == "cf" for x in reader.items[max(0, governor.index - 4) : governor.index]
    ):
        # "The ceasefire brought an end to the war."
        return Sense(act="reference")
    if event.definite and reader.items[governor.index].lemma in ("endorse", "ratify", "approve"):
        # "The conference endorsed the truce": there was one.
        return Sense(act="reference")
    if name in ("agree", "broker", "result", "begin"):
        return Sense(act="agreement", creates=True, kind="mutual")
    if name == "declare":
        # "declared the end of the war": that it is won, or over.
        words = reader.clause.view.lower[event.start : event.end]
        over = words.startswith(("end", "terminat")) and words.endswith("war")
        return Sense(act="declaration", creates=not over, kind="unilateral")
    if name == "call":
        return Sense(act="call", creates=not (event.definite and event.own_date is not None), kind="call")
    if name == "propose":
        return Sense(act="proposal", creates=True, kind="proposal")
    if name == "extend":
        return Sense(act="extension", creates=not _is_of_places(reader, governor), kind="mutual")
    if name == "revive":
        dated = any(item.date is not None for item in reader.items)
        event.fresh = event.fresh or dated
        return Sense(act="agreement", creates=not event.definite or dated, kind="mutual")
    if name == "hold" and _is_one_of_theirs(reader, governor, event):
        return Sense(act="agreement", creates=True, kind="mutual", state="held")
    if name in _STATES:
        return Sense(
            act={
                "violate": "violation",
                "denounce": "denunciation",
                "reject": "rejection",
                "expire": "expiry",
            }.get(name, "collapse" if name == "collapse" else "implementation"),
            state=_STATES[name],
        )
    if name == "talk":
        return Sense(act="talks", modality="planned")
    if name == "try":
        return Sense(act="talks", modality="attempted")
    if name == "deny":
        return Sense(
            act="rejection",
            state="not_implemented" if event.definite else "",
            modality="asserted" if event.definite else "denied",
        )
    return Sense(act="reference")


_PLACES = frozenset("all other further areas include cover sectors regions whole both".split())


def _is_of_places(reader: ClauseReader, governor: Predicate) -> bool:
    """'extended it to all areas', 'extended the truce to other sectors': more places, no more time."""
    words = [x.word for x in reader.items[governor.index + 1 : governor.index + 7]]
    return any(a == "to" and b in _PLACES for a, b in pairwise(words))


def _is_one_of_theirs(reader: ClauseReader, governor: Predicate, event: Event) -> bool:
    """'Both sides observe a five-hour pause on 17 July': that there was one is told with its being kept."""
    verb = reader.items[governor.index]
    if event.definite or event.plural or governor.negated or governor.modal or governor.controllers:
        return False
    dated = any(
        x.date is not None and (x.date.month or x.date.day) for x in reader.items[: governor.index + 12]
    )
    return (
        dated
        and verb.lemma in ("observe", "keep", "respect")
        and verb.form in ("ed", "s", "base")
        and not verb.passive
    )


def head_sense(reader: ClauseReader, governor: Predicate, sense: Sense, name: str) -> Sense:
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
    classes = ruling.classes if ruling is not None and ruling.verb else frozenset()
    if ruling is not None and governor.word in ("readiness", "willingness") and classes & {"say", "declare"}:
        # "expressed its readiness for a ceasefire"
        return Sense(act="proposal", creates=True, kind="proposal", actor_verb=_index_of(reader, ruling))
    if ruling is not None and name in ("agree", "declare", "propose", "call", "extend"):
        sense.actor_verb = _index_of(reader, ruling)
    if (
        name in ("declare", "propose")
        and "agree" in classes
        and ruling is not None
        and ruling.lemma in CONCLUDING | _PHRASED
    ):
        return Sense(act="agreement", creates=True, kind="mutual", actor_verb=sense.actor_verb)
    if name == "collapse" and ruling is not None and ruling.lemma in ("announce", "declare", "proclaim"):
        return Sense(act="denunciation", state="denounced", actor_verb=_index_of(reader, ruling))
    if name in ("call", "propose") and classes & {"reject"}:
        return Sense(act="rejection", state="rejected", actor_verb=sense.actor_verb)
    if (
        name in ("propose", "call")
        and classes & {"agree"}
        and ruling is not None
        and ruling.lemma in ("accept", "agree", "approve", "endorse", "welcome")
    ):
        return Sense(act="agreement", creates=True, kind="mutual", actor_verb=_index_of(reader, ruling))
    if name in ("call",) and classes & {"hold"}:
        return Sense(act="call", creates=True, kind="call", actor_verb=sense.actor_verb)
    if (
        name == "talk"
        and governor.word in ("terms", "details", "modalities", "guidelines", "rules")
        and classes & {"agree", "declare"}
        and ruling is not None
    ):
        # "announced the terms of a cessation of hostilities": there is one.
        return Sense(act="agreement", creates=True, kind="mutual", actor_verb=_index_of(reader, ruling))
    if name == "talk" and governor.word == "terms" and _is_under_terms(reader, governor.index):
        return Sense(act="reference")
    if name == "talk":
        return Sense(act="talks", modality="planned", actor_verb=sense.actor_verb)
    if governor.negated:
        return Sense(act=sense.act, modality="denied", actor_verb=sense.actor_verb)
    return sense


def _is_under_terms(reader: ClauseReader, index: int) -> bool:
    """'By the terms of the armistice': there is one."""
    return any(x.word in ("by", "under", "per") for x in reader.items[max(0, index - 3) : index])


def _index_of(reader: ClauseReader, item: Item) -> int:
    return reader.items.index(item)


def apply_sense(event: Event, sense: Sense) -> None:
    """Write a sense into its event."""
    event.act = sense.act or event.act
    event.creates, event.kind, event.state = sense.creates, sense.kind, sense.state
    event.modality = sense.modality
    event.actor_verb = sense.actor_verb
