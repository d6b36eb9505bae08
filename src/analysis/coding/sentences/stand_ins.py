"""Words that stand for a ceasefire told before: "the deal collapsed", "it held", "a third was proclaimed"."""

from __future__ import annotations

import re

from analysis.coding.sentences.events import Event
from analysis.coding.sentences.extensions import SHOOTING
from analysis.coding.sentences.governors import PAPERS
from analysis.coding.sentences.items import Clause, Item
from analysis.coding.sentences.lexicon import Lexicon
from analysis.coding.sentences.meaning import read_event_at
from analysis.text.date_expressions import DateExpression

_STAND_INS = frozenset(
    (
        "agreement deal accord pact arrangement offer proposal lull calm initiative pledge "
        "plan protocol understanding it they settlement overture request appeal call demand "
        "document text undertaking order scheme cessation resolution moratorium pause declaration announcement"
    ).split()
)
# "It had been signed in Havana."
_CONCLUDED = frozenset("sign initial agree conclude".split())
# "ended its cessation": what a group calls its own.
_ITS = frozenset("cessation moratorium pause halt".split())
# "a new one was agreed", "a longer one followed"
_NEW_ONES = frozenset(
    "new fresh further similar separate longer shorter permanent final formal broader".split()
)
_TIMED = re.compile(r"(?:-long|-hour|-day|-week|-month|^earlier|^later|^previous|^brief)$")
_ORDINAL_NOUNS = frozenset("first second third fourth fifth sixth another latest".split())
_MEMBERS = _ORDINAL_NOUNS | {"one"}


# What was only asked for: nobody breaks an appeal.
ASKED = frozenset("appeal call request proposal offer demand overture plan initiative order scheme".split())


# A sentence without one of these holds no word that stands for a ceasefire; "they" stands in for other rules only.
MAY_STAND_IN = (_STAND_INS | _MEMBERS | {"this"}) - {"they"}


def read_stand_ins(clause: Clause, lexicon: Lexicon) -> list[Event]:
    """'The deal collapsed', 'it held', 'a third was proclaimed', 'he prolongs it': read the word as the
    ceasefire itself."""
    items = clause.items
    found: list[Event] = []
    members = {j for j, item in enumerate(items) if item.word in _MEMBERS and _is_ordinal(items, j)}
    last = 0
    for j, item in enumerate(items):
        ordinal = j in members
        apart = any(x.word == ";" for x in items[last:j])
        if not ordinal and ((found and not apart) or not _stands_in(items, j)):
            continue
        changed = [
            Item("cf", x.start, x.end, x.word) if k == j or (ordinal and k in members) else x
            for k, x in enumerate(items)
        ]
        read = Clause(clause.view, changed, clause.start, clause.end, clause.kind)
        event = read_event_at(read, lexicon, j)
        if event is None or not (_is_told(event, ordinal) or _tells_signing(event)):
            continue
        if event.act == "proposal" and any(x.kind in ("cf", "neg") for x in items):
            # "announced a truce of a month, and offered to extend it": one and the same word.
            continue
        if event.state == "held" and j and items[j - 1].word in ("while", "whilst", "as"):
            # "The army doubled its strength while it was in force."
            continue
        if ordinal and len(members) > 1:
            # "The second was announced, and the third, brokered by Russia": each member has its own mediators.
            next_member = min((items[k].start for k in members if k > j), default=clause.end)
            event.mediators = [m for m in event.mediators if item.start < m.start < next_member]
        own = _day_beside(items, j) if ordinal else None
        if own is not None:
            event.dates = [("announced", own)]
            event.creates = True
            event.kind = "declared" if event.kind == "unilateral" else event.kind or "mutual"
        if event.state == "violated" and item.word in ASKED:
            # "The appeal was ignored."
            event.state, event.act = "rejected", "rejection"
        event.rule = "anaphora." + event.rule
        event.plural = event.plural and item.word not in ("this", "it")
        event.fresh = ordinal
        event.creates = event.creates and (ordinal or event.act in ("extension", "proposal"))
        found.append(event)
        last = j
    return found


def _is_told(event: Event, ordinal: bool) -> bool:
    longer = event.act == "extension" or (event.act == "proposal" and "extend" in event.rule)
    return bool(event.state or (event.creates and (ordinal or longer)))


def _day_beside(items: list[Item], j: int) -> DateExpression | None:
    """'The first, on 10 October, collapsed within minutes', 'a second, of 3 May': the day that tells it apart."""
    after = j + 1
    if after < len(items) and items[after].word == ",":
        # "the third, brokered by the United States, on 26 October"
        close = next((k for k in range(after + 1, min(after + 9, len(items))) if items[k].word == ","), after)
        after = close if any(x.kind == "verb" for x in items[after + 1 : close]) else after
    for item in items[after : after + 3]:
        if item.date is not None:
            return item.date if item.date.preposition not in ("until", "after", "since") else None
        if item.word not in (",", "of", "on", "in"):
            return None
    return None


def read_paper(clause: Clause, lexicon: Lexicon) -> Event | None:
    """Return the signing of a paper that is not itself called a ceasefire; it becomes one if the text says so."""
    for j, item in enumerate(clause.items):
        if item.word not in PAPERS or item.kind not in ("word", "head"):
            continue
        # "The accord, which included a ceasefire, was signed by A and B": said of the accord.
        changed = [Item("word", x.start, x.end, x.word) if x.kind == "cf" else x for x in clause.items]
        changed[j] = Item("cf", item.start, item.end, item.word)
        read = Clause(clause.view, changed, clause.start, clause.end, clause.kind)
        event = read_event_at(read, lexicon, j)
        if (
            event is not None
            and event.creates
            and event.kind in ("mutual", "unilateral", "declared")
            and event.act in ("agreement", "declaration")
        ):
            event.rule, event.named_document, event.kind = "paper." + event.rule, True, "mutual"
            return event
    return None


def _tells_signing(event: Event) -> bool:
    """'The agreement was signed by the three leaders': a further word on an attempt told before."""
    told = bool(event.subject) or any(role == "signed" for role, _ in event.dates)
    return event.creates and event.act == "agreement" and told and "sign" in event.rule


def _stands_in(items: list[Item], j: int) -> bool:
    item, before = items[j], items[j - 1].word if j else ""
    if item.word == "this":
        return _is_this(items, j)
    if item.word not in _STAND_INS or item.kind not in ("word", "head", "pron", "verb"):
        return False
    if item.word in _ITS and before in ("its", "their", "his"):
        return True
    after = items[j + 1].word if j + 1 < len(items) else ""
    told_of = (
        items[j - 2].word == "," and after in ("which", "that") and item.word not in ASKED
        if j >= 2
        else False
    )
    if before in ("a", "an") and told_of:
        # "agreed to halt air strikes, a moratorium which lasted until February"
        return True
    if item.kind != "pron":
        return before in ("the", "this", "that") or (
            j >= 2 and items[j - 2].word in ("the", "this") and items[j - 1].kind in ("date", "word")
        )
    if item.word == "they" or _is_shooting_renewed(items, j):
        return False
    verb = items[j - 1] if j else None
    if verb is not None and (
        verb.classes & {"extend", "denounce", "violate"}
        or verb.lemma in ("end", "terminate")
        or ("hold" in verb.classes and j >= 2 and items[j - 2].kind == "neg")
    ):
        return True
    opened = next((k for k in range(j - 1, -1, -1) if items[k].kind not in ("date", "prep")), -1)
    opens = (
        j <= 4
        or (opened >= 0 and items[opened].word == ";")
        or items[j - 1].kind == "conj"
        or items[j - 1].word in ("that", ",")
        or any(x.kind == "cf" for x in items[:j])
    )
    # "When on 14 June 2001 in Bangkok it was prolonged, crowds ..."
    opens = opens or (j <= 8 and items[0].kind == "sub")
    return (opens and _subject_of_state(items, j)) or (j <= 1 and _is_signed(items, j))


def _is_shooting_renewed(items: list[Item], j: int) -> bool:
    """'The shelling subsides before it is renewed in May.'"""
    renewed = any(x.lemma in ("renew", "extend") for x in items[j + 1 : j + 4])
    return renewed and any(x.word in SHOOTING for x in items[:j])


def _is_this(items: list[Item], j: int) -> bool:
    """'But this (too) broke down': said of what came before, the verb without an object."""
    opens = j == 0 or items[j - 1].kind in ("conj", "sub", "punct")
    if any(x.classes & {"call", "propose"} for x in items[:j]) and not any(x.kind == "cf" for x in items[:j]):
        # "demanded the surrender of the town, and when this was refused"
        return False
    k = j + 1
    while k < len(items) and (
        items[k].kind in ("aux", "neg") or items[k].word in _ADVERBS or items[k].word.endswith("ly")
    ):
        k += 1
    if not opens or k >= len(items) or not items[k].classes & _STATES:
        copula = k < len(items) and items[k - 1].kind == "aux" and items[k].word in ("over", "short-lived")
        return opens and copula
    object_next = k + 1 < len(items) and items[k + 1].kind in ("det", "actor", "cf", "pron")
    return items[k].passive or (bool(items[k].classes & _ALONE) and not object_next)


_ADVERBS = frozenset("too also never ever soon again".split())
_ALONE = frozenset(("collapse", "hold", "expire"))


def _is_signed(items: list[Item], j: int) -> bool:
    """'It had been signed in Havana on 9 June 2023': by that day there was one."""
    verb = next((x for x in items[j + 1 : j + 4] if x.kind == "verb"), None)
    return verb is not None and verb.passive and verb.lemma in _CONCLUDED


def _is_ordinal(items: list[Item], j: int) -> bool:
    """'The first was declared in April. Another, negotiated by ...': a noun left out, not an adverb or an
    adjective."""
    if items[j].word == "another" and j and items[j - 1].word == "one":
        # "promised one another to stop fighting"
        return False
    if _is_signed_one(items, j):
        return True
    if items[j].word == "another" and j and items[j - 1].word == "came":
        # "On 13 August 2010 came another, for Ramadan."
        return True
    if items[j].word == "one" and j and items[j - 1].word == "the" and j + 1 < len(items):
        # "The one that he called on 1 September 1998 ..."
        return items[j + 1].word in ("that", "which") and j <= 2
    kind_of_one = (
        items[j - 1].word if items[j].word == "one" and j >= 2 and items[j - 2].kind == "det" else ""
    )
    timed = _TIMED.search(kind_of_one) is not None
    one = timed or kind_of_one in _NEW_ONES
    if items[j].word not in _ORDINAL_NOUNS and not one:
        return False
    if one:
        j -= 1
    begin = max((k + 1 for k in range(j) if items[k].kind == "conj" or items[k].word == ";"), default=0)
    if not all(
        item.kind in ("det", "date", "punct", "number") or item.word in ("then", "only")
        for item in items[begin:j]
    ):
        return False
    after = items[j + 1] if j + 1 < len(items) else None
    return (
        after is None
        or after.word in (",", ".")
        or after.kind in ("aux", "modal")
        or (after.kind == "verb" and after.form != "ing")
        or after.word == "one"
        # "signed one truce on 3 May and another on 9 June"
        or (after.kind == "date" and items[begin - 1].kind == "conj")
        # "A week-long one in December was lost within hours."
        or (timed and after.kind == "prep")
        # "a further one of 8 October was better obeyed"
        or (one and j + 3 < len(items) and items[j + 2].word == "of" and items[j + 3].date is not None)
    )


def _is_signed_one(items: list[Item], j: int) -> bool:
    """'called for a ceasefire, and on 28 November all factions signed one', 'in August he arranged another'."""
    k = j - 1
    own_one = [x.word for x in items[j : j + 3]] == ["one", "of", "its"] or [
        x.word for x in items[j : j + 3]
    ] == ["one", "of", "their"]
    if own_one and k >= 1 and items[k].kind == "word" and items[k - 1].kind == "det":
        # "announced an indefinite one of its own"
        k -= 2
    elif items[j].word == "one" and k >= 1 and items[k].word in _NEW_ONES and items[k - 1].kind == "det":
        # "meeting at Khos Deh, they sign a new one"
        k -= 2
    elif items[j].word in _ORDINAL_NOUNS and k >= 0 and items[k].kind == "det":
        k -= 1
    if k > 0 and items[k].word == "to" and "agree" in items[k - 1].classes:
        # "He agreed to a second one on 25 September."
        k -= 1
    if k < 0 or not items[k].classes & {"agree", "declare", "broker", "propose"}:
        return False
    after = items[j + 1] if j + 1 < len(items) else None
    own = [x.word for x in items[j + 1 : j + 4]]
    if items[j].word == "one" and (
        own[:1] in (["too"], ["also"]) or (own[:1] == ["of"] and own[-1:] == ["own"])
    ):
        # "The MNLA declared one too", "proclaimed one of its own"
        return True
    if items[j].word == "one":
        named = any(x.kind == "cf" for x in items[:j])
        return named and (after is None or after.kind in ("punct", "prep", "date", "conj"))
    return items[j].word in _ORDINAL_NOUNS and (
        after is None or after.kind in ("punct", "prep", "date", "conj", "rel") or after.word == "one"
    )


_STATES = frozenset(("collapse", "expire", "denounce", "violate", "hold", "extend", "reject"))


def _subject_of_state(items: list[Item], j: int) -> bool:
    for item in items[j + 1 : j + 6]:
        if item.kind == "verb" and item.verb:
            if item.classes & {"begin"}:
                # "it came into force on 1 August and held until February"
                later = next((x for x in items[j + 2 : j + 14] if x.kind == "conj"), None)
                rest = items[items.index(later) : j + 18] if later is not None else []
                return any(x.classes & _STATES for x in rest)
            return bool(item.classes & _STATES) and not item.classes & {"say"}
        if (
            item.kind == "prep"
            and item.word == "in"
            and any(x.word in ("force", "effect", "place", "operation") for x in items[j + 1 : j + 6])
        ):
            return True
        # "it proved brittle and collapsed"
        if item.kind not in ("aux", "neg", "word") and item.word != "and":
            return False
    return False
