"""Who is said to mediate, broker, sponsor or host."""

from __future__ import annotations

from analysis.coding.sentences.items import Item
from analysis.coding.sentences.roles import HELP, find_agents, find_list
from analysis.coding.sentences.subjects import find_subjects, is_one_person
from analysis.text.actor_spans import ActorSpan

_MEDIATION = frozenset(
    (
        "mediation mediating mediated mediate mediates auspices facilitation sponsorship "
        "brokerage intervention offices diplomacy pressure"
    ).split()
)
_MEDIATING_VERBS = frozenset(
    "broker mediate facilitate sponsor organise organize orchestrate engineer negotiate arrange".split()
)
_BROKERING = frozenset(
    "broker mediate facilitate sponsor orchestrate engineer arrange negotiate secure obtain".split()
)
_MEDIATION_NOUNS = frozenset(
    (
        "mediation auspices facilitation sponsorship brokerage mediators intermediaries "
        "patronage chairmanship aegis diplomacy intercession mediator facilitator moderator moderation"
    ).split()
)
_PERSONS = frozenset("mediators mediator intermediaries facilitator moderator".split())
_WEAK_MEDIATION = frozenset("efforts attempt intervention initiative offices".split())


def find_mediators(items: list[Item], start: int, end: int) -> list[ActorSpan]:
    """Return the actors said to mediate, broker, sponsor or facilitate within the items `start:end`."""
    found = []
    for j in range(start, end):
        item = items[j]
        telling = item.actor is not None or item.word in _TELLING or item.lemma in _MEDIATING_VERBS
        if telling or "induce" in item.classes:
            found += _mediators_at(items, j)
    found += _joint_speakers(items, start, end)
    return _unique([span for span in found if span.generic != "both"])


def _joint_speakers(items: list[Item], start: int, end: int) -> list[ActorSpan]:
    """'The army and the RSF have signed a truce, the United States and Saudi Arabia said in a joint statement.'"""
    for j in range(start, end - 3):
        said = items[j].form == "ed" and "say" in items[j].classes
        if said and [x.word for x in items[j + 1 : j + 4]] == ["in", "a", "joint"]:
            comma = next((k for k in range(j - 1, start, -1) if items[k].word == ","), None)
            named = [x.actor for x in items[comma:j] if x.actor is not None] if comma is not None else []
            told = any(x.kind == "cf" for x in items[start:comma])
            return (
                named
                if told and len(named) > 1 and all(span.kind in ("state", "igo") for span in named)
                else []
            )
    return []


def is_mediated_by_one(items: list[Item]) -> bool:
    """'He persuaded both sides to sign', 'she brokered a truce': whom a sentence before names."""
    return any(
        (item.lemma in _BROKERING or ("induce" in item.classes and _brings_sides(items, j)))
        and not item.passive
        and is_one_person(items, j)
        for j, item in enumerate(items)
    )


def _mediators_at(items: list[Item], j: int) -> list[ActorSpan]:
    """Those that the word at `j` makes mediators."""
    item = items[j]
    if item.actor is not None:
        return _brokered_by(items, j)
    if item.lemma in _MEDIATING_VERBS:
        return _verb_mediators(items, j)
    if item.word in _MEDIATION_NOUNS or item.word in _WEAK_MEDIATION:
        return _noun_mediators(items, j)
    if "induce" in item.classes:
        return find_subjects(items, j) if not item.passive and _brings_sides(items, j) else []
    return _helped_by(items, j)


def _brokered_by(items: list[Item], j: int) -> list[ActorSpan]:
    """'a US-brokered truce', 'the Egyptian mediated talks': the actor at `j`, and one joined to it before."""
    span, after = items[j].actor, items[j + 1 : j + 3]
    if span is None or not after:
        return []
    if len(after) == 2 and after[0].word == "-" and after[1].word in _MEDIATED_WORDS:
        return [*_hyphen_partner(items, j), span]
    adjective = span.form in ("adjective", "acronym", "short")
    participle = after[0].word in _MEDIATED_WORDS and after[0].kind == "verb" and after[0].form == "ed"
    opens = j == 0 or items[j - 1].kind in ("det", "prep", "verb", "conj", "punct", "word")
    return [span] if adjective and participle and opens else []


def _helped_by(items: list[Item], j: int) -> list[ActorSpan]:
    """'with Tanzania as facilitator', 'with the help of Norway', 'through Switzerland', 'convened by ECOWAS'."""
    item, after = items[j], items[j + 1 : j + 4]
    if item.word == "chair":
        return _in_the_chair(items, j)
    if item.word in _CONVENED:
        by = _by_after(items, j)
        return find_list(items, by) if by else []
    if not after:
        return _helpers(items, j) if item.word in HELP else []
    if item.word == "with":
        return [after[0].actor] if after[0].actor and [x.word for x in after[1:2]] == ["as"] else []
    if item.word in _OF_HELP and after[0].word == "of":
        return find_list(items, j + 2)
    if item.word == "through":
        actor = after[0].actor
        return find_list(items, j + 1) if actor and actor.kind in ("state", "igo", "person") else []
    return _helpers(items, j) if item.word in HELP and after[0].word not in ("of", "for", "to") else []


# "a summit convened by ECCAS", "brought together by the envoy", "a text drawn up by IGAD"
_CONVENED = frozenset(
    (
        "hosted convened chaired summoned invited together drafted obtained pressed overseen "
        "supervised witnessed"
    ).split()
) | {"draw up"}
_OF_HELP = frozenset(("help", "assistance", "support", "efforts"))
# Where a word alone may tell of mediation.
_TELLING = (
    _MEDIATION_NOUNS | _WEAK_MEDIATION | _CONVENED | HELP | _OF_HELP | frozenset(("chair", "with", "through"))
)


def _by_after(items: list[Item], j: int) -> int:
    """Where the list after 'by' begins; 0 where no 'by' follows within the phrase."""
    if items[j].word == "together" and (j == 0 or items[j - 1].word not in ("brought", "called")):
        return 0
    for k in range(j + 1, min(len(items), j + 6)):
        if items[k].word == "by":
            return k + 1
        if items[k].kind in ("verb", "sub", "rel", "cf") or items[k].word in (",", ";", ":"):
            return 0
    return 0


def _in_the_chair(items: list[Item], j: int) -> list[ActorSpan]:
    """'with President Chiluba of Zambia in the chair'."""
    if j < 2 or items[j - 1].word not in ("the", "in"):
        return []
    for k in range(j - 1, max(-1, j - 10), -1):
        if items[k].word == "with":
            return find_list(items, k + 1)[:1]
    return []


_COAXED = frozenset("persuade convince coax cajole get bring talk help induce".split())


def _brings_sides(items: list[Item], j: int) -> bool:
    """'persuaded both sides to end the fighting', 'got the two leaders to sign': the object is both sides."""
    if items[j].lemma not in _COAXED:
        return False
    after = items[j + 1 : j + 8]
    sides: list[ActorSpan] = []
    for k, item in enumerate(after):
        if item.actor is not None:
            sides.append(item.actor)
        elif item.word in ("to", "into") and k:
            break
        elif item.kind not in ("det", "word", "conj", "number", "pron", "punct"):
            return False
    else:
        return False
    return any(span.generic == "both" for span in sides) or len({span.actor_id for span in sides}) > 1


def _helpers(items: list[Item], j: int) -> list[ActorSpan]:
    """'with Libyan and Malaysian help', 'thanks to Qatari support': adjectives of those who helped."""
    found: list[ActorSpan] = []
    for k in range(j - 1, max(-1, j - 7), -1):
        item = items[k]
        if item.actor is not None:
            found.append(item.actor)
        elif item.word in ("with", "to", "through") and found:
            return found[::-1]
        elif item.kind not in ("conj", "punct", "det", "word"):
            break
    return []


def _hyphen_partner(items: list[Item], j: int) -> list[ActorSpan]:
    """'A US- and French-brokered truce': the first of the two."""
    k = j - 1
    if k >= 0 and items[k].word in ("and", ",", "/"):
        k -= 1
        if k >= 0 and items[k].word == "-":
            k -= 1
        if k >= 0 and items[k].actor is not None:
            return [items[k].actor]  # type: ignore[list-item]
    return []


_MEDIATED_WORDS = frozenset(
    "brokered mediated sponsored negotiated facilitated organised organized arranged".split()
)


def _verb_mediators(items: list[Item], j: int) -> list[ActorSpan]:
    item = items[j]
    verb = item.verb
    if verb is None:
        return []
    negotiates = verb.lemma in ("negotiate", "arrange")
    before = items[j - 1].actor if j else None
    if (j and items[j - 1].word == "-") or (
        before is not None and before.form == "adjective" and verb.form == "ed"
    ):
        previous = items[j - 2].actor if items[j - 1].word == "-" and j > 1 else items[j - 1].actor
        return [previous] if previous else []
    agents = find_agents(items, j)
    if agents and verb.form == "ed":
        return agents
    if negotiates and not agents:
        return _in_relative(items, j)
    placed = j + 1 < len(items) and items[j + 1].word in ("in", "at", "on", "last") and before is None
    offered = j > 1 and items[j - 1].word == "to" and items[j - 2].lemma in ("offer", "try", "agree")
    if item.passive or offered or (verb.form == "ed" and placed):
        # "a truce mediated in Doha"
        return []
    subjects = find_subjects(items, j)
    if subjects:
        return subjects
    return _chain_subject(items, j)


def _in_relative(items: list[Item], j: int) -> list[ActorSpan]:
    """'a truce that Japan had negotiated': one alone, before the verb of a relative clause."""
    k = j - 1
    while k > 0 and items[k].kind == "aux":
        k -= 1
    actor, before = items[k].actor, items[k - 1].word if k else ""
    named = (
        actor is not None and actor.kind in ("state", "igo", "ngo", "person") and before in ("that", "which")
    )
    return [actor] if actor is not None and named else []


def _chain_subject(items: list[Item], j: int) -> list[ActorSpan]:
    """'Russia helped broker', 'Qatar managed to mediate': the subject stands before the first verb."""
    k = j - 1
    while k >= 0 and (
        items[k].word == "to"
        or items[k].kind in ("verb",)
        or (items[k].kind == "word" and items[k].word.endswith("ly"))
    ):
        if items[k].kind == "verb":
            found = find_subjects(items, k)
            if found:
                return found
        k -= 1
    return []


def _noun_mediators(items: list[Item], j: int) -> list[ActorSpan]:
    item = items[j]
    if item.word in _PERSONS:
        return _called_mediators(items, j)
    if item.word in ("intervention", "initiative") and _is_credited(items, j):
        return find_agents(items, j, "of") or find_agents(items, j, "by")
    good_offices = item.word == "offices" and j > 0 and items[j - 1].word == "good"
    if (
        item.word in _WEAK_MEDIATION
        and not good_offices
        and not (
            j + 1 < len(items)
            and any(
                items[k].word in _MEDIATION for k in range(max(0, j - 1), min(len(items), j + 2)) if k != j
            )
        )
    ):
        return []
    found = find_agents(items, j, "by") or find_agents(items, j, "of")
    if found:
        return found
    k = j - 1
    while k >= 0 and (
        (items[k].kind in ("word", "conj", "punct") and items[k].word not in (";", "."))
        or items[k].actor is not None
    ):
        if items[k].actor is not None:
            found.append(items[k].actor)  # type: ignore[arg-type]
        elif found and items[k].kind != "conj" and items[k].word not in (",", "-"):
            break
        k -= 1
        if j - k > 6:
            break
    return found[::-1]


def _called_mediators(items: list[Item], j: int) -> list[ActorSpan]:
    """'Norwegian mediators', 'mediators from Oman', 'the UN mediator Ralph Bunche'."""
    before = items[j - 1].actor if j else None
    if before is not None:
        return [before]
    if j + 1 < len(items) and items[j + 1].word in ("from", "of"):
        return find_list(items, j + 2)
    return [x.actor for x in items[j + 1 : j + 3] if x.actor is not None] or [
        x.actor for x in items[max(0, j - 5) : j] if x.actor is not None and x.actor.form != "adjective"
    ][-1:]


def _is_credited(items: list[Item], j: int) -> bool:
    """'Following the intervention of the Nigerian president', 'on the initiative of Kenya'."""
    before = {x.word for x in items[max(0, j - 4) : j]}
    return bool(before & {"following", "after", "through", "thanks", "by", "at", "on"})


def _unique(spans: list[ActorSpan]) -> list[ActorSpan]:
    seen: set[str] = set()
    kept = []
    for span in spans:
        if span.actor_id not in seen:
            seen.add(span.actor_id)
            kept.append(span)
    return kept
