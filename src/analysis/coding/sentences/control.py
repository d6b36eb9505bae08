"""How the verbs above decide what a governed ceasefire means: "urged X to agree", "refused to sign", "said it
would observe"."""

from __future__ import annotations

from analysis.coding.sentences.clause_items import Predicate
from analysis.coding.sentences.clauses import ClauseReader
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import BE, Item
from analysis.coding.sentences.senses import READY, Sense, class_of, head_sense, plain_sense
from analysis.coding.sentences.subjects import find_subjects

BACKED_CALL = frozenset(
    (
        "urge call appeal demand press plead request ask implore exhort push insist encourage "
        "beg instruct entreat recommend beseech lobby"
    ).split()
)
_JOINT = frozenset("agree consent accept accede assent".split()) | {"agree upon"}
_COMMITMENTS = _JOINT | frozenset(
    "pledge vow promise commit announce declare undertake decide swear resolve choose bind proclaim".split()
)
_ORDERING = frozenset("order orders instruct instructions command direct decree".split())
_ENDS = frozenset(("verb", "sub", "cf", "stop", "rel"))
_SAYINGS = frozenset("announcement declaration statement promise pledge assurance assurances word".split())
FUTURE = frozenset("will would shall won't".split())
DOUBT = frozenset("could can may might should must cannot can't couldn't wouldn't".split())


def sense_of(reader: ClauseReader, governor: Predicate, event: Event, index: int, compound: str) -> Sense:
    """Return what the governor makes of the noun, the verbs above it heard."""
    if governor.relation == "prep":
        return Sense(act="reference")
    name = class_of(reader, governor)
    sense = plain_sense(name, governor, event, reader)
    sense.actor_verb = governor.index
    if governor.relation == "head":
        return head_sense(reader, governor, sense, name)
    return controlled(reader, governor, sense, name, event)


def controlled(reader: ClauseReader, governor: Predicate, sense: Sense, name: str, event: Event) -> Sense:
    """Let the verbs above decide: 'urged X to agree', 'refused to sign', 'hopes to broker'."""
    controls = list(governor.controllers)
    asked = asked_that(reader, governor)
    if asked is not None:
        controls.append(asked)
    for control in controls:
        item = reader.items[control]
        classes = item.classes if item.verb else frozenset((item.head,)) if item.head else frozenset()
        lemma = item.lemma if item.verb else item.word
        negated = reader.negated(control)
        if lemma in _ORDERING or item.word in _ORDERING:
            return _ordered(reader, control, item)
        if lemma == "tell":
            own = any(
                x.word in ("its", "his", "their", "her") for x in reader.items[control + 1 : control + 4]
            )
            if own:
                return _ordered(reader, control, item)
            if item.passive or (control and reader.items[control - 1].word in BE):
                # "All units were told to halt operations": how an order is carried out, not another one.
                return Sense(act="reference", actor_verb=control)
            return Sense(act="call", creates=True, kind="call", actor_verb=control)
        if lemma in BACKED_CALL or item.head == "call":
            if name in ("hold", "violate", "collapse", "denounce", "extend", "revive", "implement") and (
                event.definite or name != "hold"
            ):
                return Sense(act="call", creates=False, actor_verb=control)
            if name == "talk" or name == "try":
                return Sense(act="talks", modality="planned", actor_verb=control)
            # "urge Baku to the 1994 truce": what is called for is there already.
            known = event.definite and event.own_date is not None
            return Sense(act="call", creates=not known, kind="call", actor_verb=control)
        if lemma in ("fail", "unable") or (negated and (classes & {"agree"} or lemma == "bring")):
            if name == "hold":
                return Sense(act="violation", state="violated", actor_verb=control)
            return Sense(act=sense.act, modality="denied", actor_verb=control)
        if "reject" in classes and lemma != "deny":
            if name == "extend":
                # "refused to extend the truce": it is not turned down, it runs out.
                return Sense(act="expiry", state="expired", actor_verb=control)
            if name in ("agree", "declare", "hold", "extend", "broker", "propose", "call", "revive", "begin"):
                return Sense(act="rejection", state="rejected", actor_verb=control)
            return Sense(act="reference", actor_verb=control)
        if "deny" in classes or lemma == "deny":
            return Sense(act=sense.act, state="", modality="denied", actor_verb=control)
        if classes & {"accuse"}:
            event.alleged = True
            continue
        if item.head == "declare" and [x.kind for x in reader.items[control - 2 : control]] == [
            "prep",
            "det",
        ]:
            # "was elected on a promise to end the bloodshed"
            return Sense(act="reference", actor_verb=control)
        if item.head == "agree" and name in ("hold", "begin", "implement", ""):
            # "signed an agreement to observe a ceasefire"
            return Sense(act="agreement", creates=True, kind="mutual", actor_verb=control)
        if lemma in _COMMITMENTS:
            if name in ("talk", "try"):
                return Sense(act="proposal", creates=True, kind="proposal", actor_verb=control)
            if name in ("agree", "declare", "hold", "broker", "begin", "revive", "extend", "", "implement"):
                kind = "mutual" if lemma in _JOINT else "unilateral"
                return Sense(
                    act="agreement" if kind == "mutual" else "declaration",
                    creates=True,
                    kind=kind,
                    actor_verb=control,
                )
        above = controls[controls.index(control) + 1 :]
        if item.head == "propose" and any(reader.items[c].lemma in ("agree", "accept") for c in above):
            # "agreed to a proposal to pause the fighting"
            return Sense(act="agreement", creates=True, kind="mutual", actor_verb=above[0])
        if "propose" in classes and name in ("agree", "declare", "hold", "begin", "extend"):
            return Sense(act="proposal", creates=True, kind="proposal", actor_verb=control)
        if "induce" in classes and reader.items[governor.index].kind == "stop":
            return Sense(act="agreement", creates=True, kind="unilateral", actor_verb=control)
        if lemma in ("threaten", "warn"):
            return Sense(act="reference", modality="hypothetical", actor_verb=control)
        ready = item.kind == "word" and lemma in READY
        if (ready or (lemma == "prepare" and item.passive)) and name not in ("talk", "try"):
            return Sense(
                act="proposal", creates=True, kind="proposal", modality="asserted", actor_verb=control
            )
        if lemma in ("attempt", "try") or "try" in classes or item.kind == "word" or item.head in ("talk",):
            sense.modality = (
                "attempted" if lemma in ("attempt", "try", "seek", "attempts", "efforts") else "planned"
            )
            sense.creates = False
            return sense
    if (
        governor.modal in ("will", "would", "shall")
        and name in ("hold", "declare", "implement")
        and not governor.negated
    ):
        told = told_by(reader, governor.index)
        if told is None and governor.modal == "shall" and any(x.date is not None for x in reader.items):
            # "Mali and the Coordination shall observe a ceasefire from 4 May": the words of a paper.
            told = governor.index
        if told is not None:
            return Sense(act="declaration", creates=True, kind="unilateral", actor_verb=told)
    return _modal_sense(governor, sense)


def asked_that(reader: ClauseReader, governor: Predicate) -> int | None:
    """'demanding that Iran and Iraq observe a ceasefire': the verb of asking before the that-clause."""
    asked = reader.items[governor.index]
    is_base = asked.verb.form == "base" if asked.verb is not None else asked.kind == "cf"
    if not is_base or governor.modal:
        return None
    for k in range(governor.index - 1, max(-1, governor.index - 12), -1):
        item = reader.items[k]
        if item.word == "that" and k:
            # "demanded in Resolution 1199 on 3 May that all parties cease fire"
            asking = next(
                (j for j in range(k - 1, max(-1, k - 8), -1) if reader.items[j].kind in _ENDS), None
            )
            if asking is None or reader.items[asking].verb is None:
                return None
            lemma = reader.items[asking].lemma
            return asking if lemma in BACKED_CALL or lemma == "propose" else None
        if item.kind in ("verb", "sub", "cf") or item.word in (";", ":"):
            return None
    return None


def _ordered(reader: ClauseReader, control: int, item: Item) -> Sense:
    """A commander's order to his own men is a declaration; an order of an organisation to others is a call."""
    subjects = find_subjects(reader.items, control)
    if any(span.kind in ("igo", "ngo") for span in subjects) and not item.passive:
        return Sense(act="call", creates=True, kind="call", actor_verb=control)
    return Sense(act="declaration", creates=True, kind="unilateral", actor_verb=control)


def told_by(reader: ClauseReader, index: int) -> int | None:
    """Return the verb of saying that reports the clause of the verb at `index`, if there is one."""
    for k in range(index - 1, max(-1, index - 22), -1):
        item = reader.items[k]
        if (
            item.kind == "verb"
            and item.verb
            and (item.classes & {"say", "declare"} or item.lemma in ("announce", "agree", "inform", "tell"))
        ):
            return k
        if item.word in _SAYINGS and any(x.word == "that" for x in reader.items[k + 1 : index]):
            return k
        if (item.kind == "sub" and item.word in ("if", "unless", "until", "when", "once")) or item.word in (
            ";",
        ):
            return None
    return _told_after(reader, index)


def _told_after(reader: ClauseReader, index: int) -> int | None:
    """'The coalition will stop operations, its spokesman says.': the verb of saying that closes the sentence."""
    items = reader.items
    comma = next((k for k in range(len(items) - 1, index, -1) if items[k].word == ","), None)
    if comma is None:
        return None
    for k in range(comma + 1, len(items)):
        if items[k].kind == "verb" and items[k].classes & {"say"} and items[k].form in ("s", "ed"):
            return k
        if items[k].kind in ("sub", "rel", "cf", "modal", "conj"):
            return None
    return None


def _modal_sense(governor: Predicate, sense: Sense) -> Sense:
    if governor.negated:
        if sense.state == "violated":
            return Sense(act="implementation", state="held", actor_verb=sense.actor_verb)
        if sense.state == "held":
            return Sense(act="violation", state="violated", actor_verb=sense.actor_verb)
        return Sense(act=sense.act, modality="denied", actor_verb=sense.actor_verb)
    if governor.modal in DOUBT:
        sense.creates, sense.modality, sense.state = False, "hypothetical", ""
    elif governor.modal in FUTURE and sense.kind != "unilateral":
        sense.creates, sense.modality, sense.state = False, "planned", ""
    return sense
