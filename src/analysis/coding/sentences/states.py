"""What becomes of a ceasefire in sentences that do not name it: "it collapsed", "they refused", "fighting
resumed"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from analysis.coding.sentences.answers import ANSWER, read_answers
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.extensions import RENEWAL, read_extensions
from analysis.coding.sentences.fighting import (
    MAY_ATTACK,
    SOON,
    after_turn,
    attacks,
    before_ceasefire,
    fight_patterns,
    fighting,
    find_attack,
)
from analysis.coding.sentences.governors import PAPERS
from analysis.coding.sentences.items import Clause, Item
from analysis.coding.sentences.lexicon import Lexicon, VerbForm, load_lexicon
from analysis.coding.sentences.set_phrases import (
    load_phrases,
    own_phrases,
    set_phrases,
    unheeded,
    verdicts,
)
from analysis.coding.sentences.stand_ins import MAY_STAND_IN, read_stand_ins
from analysis.coding.sentences.subjects import find_subjects

_REFUSED = frozenset(
    (
        "offer proposal call appeal demand plan initiative idea request overture it comments "
        "suggestion motion ultimatum them approach terms gesture move announcement this step conditions condition"
    ).split()
)
_REFUSALS = frozenset("refuse reject dismiss rebuff decline spurn snub".split()) | frozenset(
    ("turn down", "brush aside", "shrug off", "brush off", "wave aside", "wave away", "laugh off")
)

_STANDING = re.compile(
    r"(?:still |has been |remains |largely )?(?:in force|in effect|holding|respected"
    r"|observed)\b(?! (?:until|by|from))"
)
_MAY_BE_UNHEEDED, _MAY_RENEW, _MAY_ANSWER = 1 << 4, 1 << 5, 1 << 6


def state_patterns() -> dict[int, re.Pattern[str]]:
    """Return the patterns of states, each by its bit; the bits from the tenth to the twentieth are free for others."""
    phrases = load_phrases()
    return {
        **fight_patterns(),
        _MAY_BE_UNHEEDED: phrases.unheeded,
        _MAY_RENEW: RENEWAL,
        _MAY_ANSWER: ANSWER,
        **{phrase.bit: phrase.pattern for phrase in (*phrases.told, *phrases.verdict, *phrases.own)},
    }


def read_states(
    clause: Clause, lexicon: Lexicon, near: bool, triggered: bool, told: int | None = None
) -> list[Event]:
    """Return the states told without naming the ceasefire.

    `near`: an attempt was told a few sentences before; `triggered`: the sentence names one; `told`: where
    it begins to make one or to tell a state, if it does.
    """
    found: list[Event] = []
    if near or triggered:
        found.extend(_after_semicolons(clause))
        found.extend(_refusals(clause))
        found.extend(read_stand_ins(clause, lexicon))
    if near and not triggered:
        # "it held until May, when the government withdrew from it": a phrase after what other words tell counts too.
        told_last = max((e.start for e in found if e.state), default=-1)
        found.extend(
            _headless(clause)
            or (set_phrases(clause, told_last) if told_last >= 0 else _phrases(clause, clause.start))
        )
        found.extend(fighting(clause) or _unheeded(clause) or attacks(clause))
    elif triggered:
        named = max((item.end for item in clause.items if item.kind in ("cf", "stop")), default=clause.end)
        found.extend(
            before_ceasefire(clause)
            or _unheeded(clause)
            or _phrases(clause, named, told, named)
            or after_turn(clause, named)
        )
        if not found and told is None:
            found.extend(attacks(clause))
        elif not found and (soon := SOON.search(clause.view.lower, named, clause.end)):
            found.extend(attacks(clause, start=soon.end()))
    found.extend(read_extensions(clause, (near or triggered) and bool(clause.held & _MAY_RENEW)))
    for event in found:
        event.span = (clause.start, clause.end)
        event.definite = True
    if (near or triggered) and clause.held & _MAY_ANSWER:
        found.extend(read_answers(clause))
    return found


def _phrases(clause: Clause, start: int, before: int | None = None, after: int = 0) -> list[Event]:
    """What set phrases tell from `start` on, verdicts not between `before` and `after`, phrases of the ceasefire itself
    anywhere."""
    return set_phrases(clause, start) or verdicts(clause, before, after) or own_phrases(clause)


def _unheeded(clause: Clause) -> list[Event]:
    return unheeded(clause) if clause.held & _MAY_BE_UNHEEDED else []


_SPLIT = {"turned": "down", "turns": "down", "brushed": "aside", "brushes": "aside"}


@dataclass(frozen=True)
class _Forms:
    """Words of verbs, of phrases the first: without one of them in a sentence nothing of the kind is told."""

    refusing: frozenset[str]
    extending: frozenset[str]
    opening: frozenset[str]  # participles that may open a sentence whose subject is the ceasefire


@lru_cache(maxsize=1)
def _load_forms() -> _Forms:
    lexicon = load_lexicon()
    forms = [
        *lexicon.verbs.items(),
        *((first, form) for first, options in lexicon.phrases.items() for _, form in options),
    ]
    return _Forms(
        frozenset(word for word, form in forms if form.lemma in _REFUSALS) | _SPLIT.keys(),
        frozenset(word for word, form in forms if "extend" in form.classes),
        frozenset(word for word, form in forms if form.classes & _OPENING),
    )


_WORD = re.compile(r"\w+")
_OPENING = frozenset(("violate", "collapse", "denounce", "reject", "extend"))


def may_tell(lower: str, start: int, end: int, held: int, triggered: bool) -> bool:
    """Whether `read_states` may find anything in a sentence that names a ceasefire, or is near one that was told."""
    words = _WORD.findall(lower, start, end)
    among, forms = frozenset(words), _load_forms()
    if not (
        among.isdisjoint(forms.refusing)
        and among.isdisjoint(forms.extending)
        and among.isdisjoint(MAY_STAND_IN)
    ):
        return True
    if (words and words[0] in forms.opening) or _STANDING.match(lower, start, end):
        return True
    if lower.find(";", start, end) >= 0 and (
        not among.isdisjoint(forms.opening) or _STANDING.search(lower, start, end)
    ):
        # What follows the mark is read as a sentence of its own.
        return True
    if held & MAY_ATTACK and (triggered or find_attack(lower, start, end) is not None):
        return True
    return any(held & bit and pattern.search(lower, start, end) for bit, pattern in _list_patterns())


@lru_cache(maxsize=1)
def _list_patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """The patterns of which each tells a state by itself."""
    return tuple((bit, pattern) for bit, pattern in state_patterns().items() if bit != MAY_ATTACK)


def _refusals(clause: Clause) -> list[Event]:
    items = clause.items
    found = []
    for j, item in enumerate(items):
        split = item.word in _SPLIT and any(x.word == _SPLIT[item.word] for x in items[j + 1 : j + 5])
        if split:
            item = Item(
                "verb", item.start, item.end, "rejected", VerbForm("reject", frozenset({"reject"}), "ed")
            )
        if item.kind != "verb" or not item.verb or item.lemma not in _REFUSALS:
            continue
        if item.form not in ("ed", "s", "base") or any(
            x.kind in ("modal", "neg") for x in items[max(0, j - 3) : j]
        ):
            continue
        asked = next((k for k in range(j + 1, min(len(items), j + 5)) if items[k].word in _REFUSED), None)
        if asked is not None and any(x.classes & {"extend"} for x in items[asked + 1 : asked + 8]):
            # "declined a request to prolong it": it runs out.
            found.append(
                Event(item.start, item.end, "expiry", state="expired", rule="anaphora.refuse_longer")
            )
            continue
        if not _refuses_it(items, j):
            continue
        explicit = any(x.word in _REFUSED or x.word in PAPERS for x in items[j + 1 : j + 5])
        event = Event(
            item.start,
            item.end,
            "rejection",
            state="rejected",
            rule="anaphora.reject" + ("+object" if explicit else ""),
        )
        event.actors_against = find_subjects(items, j)
        event.dates = [("ended", x.date) for x in items if x.date is not None and x.start > item.start]
        found.append(event)
    return found


def _refuses_it(items: list[Item], j: int) -> bool:
    """'they refused', 'rejected the offer', 'dismissed it' - not 'refused to disarm', 'rejected the election
    results'."""
    if items[j].passive:
        if any(x.word.startswith("demand") or x.word in ("surrender", "ultimatum") for x in items[:j]):
            # "demanded the surrender of the town, and when this was refused"
            return False
        return any(x.word in _REFUSED for x in items[max(0, j - 6) : j])
    after = items[j + 1 : j + 6]
    if (
        not after
        or after[0].word in (".", ",", ";")
        or after[0].kind in ("conj", "date")
        or after[0].word == "on"
    ):
        return True
    for k, item in enumerate(after):
        if item.word in _REFUSED:
            # "rejected an offer to free a priest" refuses something else.
            return not (k + 1 < len(after) and after[k + 1].word == "to")
        if item.kind not in ("det", "word", "actor", "number") or (
            item.kind == "actor"
            and not item.word.endswith(("'s", "s'"))
            and item.actor is not None
            and item.actor.form != "adjective"
        ):
            return False
    return False


def _headless(clause: Clause) -> list[Event]:
    """'Broken the same night.': a participle opens the sentence, its subject is the ceasefire told before."""
    # "April 26 - Prolonged until May 26": the day of an entry before it.
    opened = next((k for k, x in enumerate(clause.items) if x.kind not in ("date", "punct", "number")), 0)
    first = clause.items[opened] if clause.items else None
    if (opened or (first is not None and "extend" in first.classes)) and any(
        x.kind == "word" and not x.word.endswith("ly") for x in clause.items[opened + 1 : opened + 2]
    ):
        # "20 May - Renewed clashes"
        return []
    if _STANDING.match(clause.view.lower, clause.start, clause.end):
        return [Event(clause.start, clause.end, "implementation", state="held", rule="headless.hold")]
    if first is None or first.verb is None or first.form not in ("ed",):
        return []
    for name, state in (
        ("violate", "violated"),
        ("collapse", "collapsed"),
        ("denounce", "denounced"),
        ("reject", "rejected"),
    ):
        if name in first.classes:
            event = Event(
                first.start,
                first.end,
                "violation" if state == "violated" else "collapse",
                state=state,
                rule=f"headless.{name}",
            )
            event.dates = [("ended", item.date) for item in clause.items if item.date is not None]
            return [event]
    if "extend" in first.classes:
        event = Event(
            first.start, first.end, "extension", creates=True, kind="mutual", rule="headless.extend"
        )
        event.dates = [
            ("agreed_end" if item.date.preposition in ("to", "until") else "announced", item.date)
            for item in clause.items
            if item.date is not None
        ]
        return [event]
    return []


def _after_semicolons(clause: Clause) -> list[Event]:
    """'declares a ceasefire; lifted on 30 July when ...': what follows is told of it as in a sentence of its own."""
    found: list[Event] = []
    for mark, following in pairwise((*(x for x in clause.items if x.word == ";"), None)):
        end = following.start if following is not None else clause.end
        items = [x for x in clause.items if mark is not None and mark.end <= x.start < end]
        # "; lifted spirits were seen": a participle before its noun.
        if len(items) > 1 and (items[1].kind != "word" or items[1].word.endswith("ly")):
            told = _headless(Clause(clause.view, items, items[0].start, end, clause.kind))
            found.extend(event for event in told if event.state)
    return found
