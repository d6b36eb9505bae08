"""What becomes of a ceasefire in sentences that do not name it: "it collapsed", "they refused", "fighting
resumed"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from analysis.coding.sentences.events import Event
from analysis.coding.sentences.extensions import RENEWAL, read_extensions
from analysis.coding.sentences.governors import PAPERS
from analysis.coding.sentences.items import Clause, Item
from analysis.coding.sentences.lexicon import Lexicon, VerbForm, load_lexicon
from analysis.coding.sentences.set_phrases import NEGATED, load_phrases, own_phrases, set_phrases, unheeded, verdicts
from analysis.coding.sentences.stand_ins import MAY_STAND_IN, read_stand_ins
from analysis.coding.sentences.subjects import find_subjects

_REFUSED = frozenset(
    (
        "offer proposal call appeal demand plan initiative idea request overture it comments "
        "suggestion motion ultimatum them approach terms gesture move announcement this step conditions condition"
    ).split()
)
_REFUSALS = frozenset("refuse reject dismiss rebuff decline spurn".split()) | {"turn down", "brush aside"}

_RESUMED = re.compile(
    r"\b(?:(?:fighting|hostilities|clashes|violence|war|shelling|attacks?|combat|rocket fire|(?:air ?)?strikes"
    r"|battles?|bombing|offensives?|operations|gun ?battles|skirmishes|bloodshed)\s+(?:\w+ly\s+)?(?:(?:had"
    r"|have|has|was|were)\s+)?"
    r"(?:(?:soon|quickly|then|again|later|also|immediately|once again)\s+)?(?:resumed?|resumes"
    r"|restarted|recommenced|reignited|re-?erupted|(?:erupted|broke out|flared(?: up)?"
    r"|began|started) (?:again|anew|once more|afresh|shortly|soon)|returned|was renewed"
    r"|were renewed|picks? up|picked up)"
    r"|rocket fire (?:at|on|into) (?:[\w-]+ ){1,5}?(?:is|was|has been) resumed"
    r"|(?:resum(?:ed?|es|ing|ption)|restart(?:ed|ing)|renew(?:ed|al)|return(?:ed)?"
    r"|resurgence|new outbreak|fresh outbreak|outbreak|new wave|recommenced)\s+(?:of\s+"
    r"|to\s+|in\s+)?(?:the\s+|its\s+|their\s+|all-out\s+|full-scale\s+|open\s+"
    r"|large-scale\s+|heavy\s+|armed\s+|military\s+|use of\s+)*"
    r"(?:fighting|hostilities|clashes|violence|war|attacks|shelling|campaign|struggle"
    r"|combat|offensive|operations|bombing|insurgency|arms|battle|conflict|(?:air ?)?strikes|air strikes|rocket fire|raids)"
    r"|(?:guns|mortars|cannons?|artillery|shooting|shelling|firing|fighting) (?:start(?:ed|s)?|opens?|opened|began|begins?|spoke"
    r"|speaks?|boomed|roared|breaks? out|erupts?|resumes?) (?:up )?(?:again|anew|once more)"
    r"|(?:took|take|taking|takes) up (?:their |its )?arms (?:again|once more|anew)"
    r"|went back to (?:war|fighting|arms|the bush)|(?:plunged|slid|relapsed) back into (?:war"
    r"|conflict|fighting|violence)|return(?:ed)? to arms|(?:second|new|fresh|renewed"
    r"|major) (?:offensive|invasion|assault|war)\b"
    r"|(?:fighting|clashes|war) (?:broke out|erupted|flared))"
)
_WENT_ON = re.compile(
    r"\b(?:fighting|hostilities|clashes|violence|war|shelling|attacks|shooting"
    r"|firing|bombardment|skirmishes|battles|combats?|exchanges?(?: of (?:fire|artillery|shells))?(?: \w+ \w+)?)"
    r"\s+(?:\w+ly\s+)?(?:continued?|continues|goes on|go on"
    r"|went on|persisted|raged on|dragged on|carried on|intensified|intensifying|intensify"
    r"|did not (?:stop|abate|cease|subside|die down|let up)|never (?:stopped|ceased|abated)"
    r"|showed? no signs? of (?:abating|stopping|ending)"
    r"|kept up|(?:had|has) not (?:stopped|ceased|abated)"
    r"|has continued|have continued"
    r"|was reported|were reported)\b"
    r"|\b(?:new|fresh|major|heavy) (?:combats?|fighting|clashes|shelling|attacks|hostilities)\b"
    r"|\b(?:fought|fights?|battled) on\b"
    r"|\b(?:goes? on|went on|kept(?: on)?|keeps?(?: on)?|carried on|continue[sd]?(?: to)?|continuing to)"
    r" (?:shell|fir|attack|bomb|fight|shoot|bombard|strik|raid|advanc)(?:s|ing|ed|e)?\b"
)
_CALMED = re.compile(
    r"\b(?:(?:almost|largely|mostly|quite|fairly) (?:calm|quiet)|(?:calm|quiet) for (?:an?|some|several|two|three|\d+)"
    r" (?:hours?|days?|weeks?|months?)|calmest|never broken"
    r"|no (?:\w+ )?(?:fighting|clashes|shelling|violations|incidents|attacks?|breach(?:es)?"
    r"|shots?) (?:was|were|has been|have been|had been)|calm (?:returned|prevailed|was restored"
    r"|held)|guns (?:in [\w ]+ )?(?:fell|fall|falls|have fallen|had fallen|went"
    r"|are|were|have been|remain|remained|stayed) silent"
    r"|(?:has|have|had) (?:largely |mostly |relatively )?(?:remained|stayed|been) (?:\w+ly )?(?:quiet|calm|peaceful)"
    r"|(?:fighting|hostilities|shooting|firing) (?:had |has |have )?(?:stopped|ceased|died down|subsided|halted))\b"
)
_STANDING = re.compile(
    r"(?:still |has been |remains |largely )?(?:in force|in effect|holding|respected"
    r"|observed)\b(?! (?:until|by|from))"
)
# Acts of war told after a ceasefire: weak evidence of breaches, used only where nothing better is told.
_ATTACKS = re.compile(
    r"\b(?:attack(?:s|ed)?|shell(?:s|ed|ing)|bombs?|bombed|bombing|bombard(?:ed"
    r"|ments?)|air ?strikes?|air raids?|raid(?:s|ed)?|open(?:s|ed)? fire|firing|fired (?:at"
    r"|on|upon)|clash(?:es|ed)|killed|killing|storm(?:s|ed)?|ambush(?:es|ed)?|offensives?"
    r"|"
    r"mortars?|mortared|rockets?|artillery|under fire|gunfire|gun ?battles?|fighting|looting"
    r"|missiles?|drones?|seized|captured|overran|recaptured|advance(?:d|s)|assault(?:s"
    r"|ed)?|skirmish(?:es)?|exchange(?:d|s)? fire|breach(?:es|ed)?|violations)\b"
)
_BACKGROUND = re.compile(
    r"\b(?:had|earlier|before(?! (?:the (?:week|day|month|night|hour|ink)|dawn|noon))"
    r"|previous(?:ly)?|prior|since (?:the|19|20)|so far"
    r"|in recent|last (?:week|month|year)|began in|after (?:weeks|months|years"
    r"|days)|ended|ending|stopped|halted|no|not|without|if|would|could|(?<!\d )may(?! \d)|might"
    r"|anniversary|in memory|refrain|stop|cease|end|halt|prevent|avoid)\b"
)


# What `Clause.held` says by its bits: which of the patterns may match.
_MAY_RESUME, _MAY_GO_ON, _MAY_CALM, _MAY_ATTACK = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_MAY_BE_UNHEEDED, _MAY_RENEW = 1 << 4, 1 << 5
_MAY_FIGHT = _MAY_RESUME | _MAY_GO_ON | _MAY_CALM


def state_patterns() -> dict[int, re.Pattern[str]]:
    """Return the patterns of states, each by its bit; the bits from the tenth to the twentieth are free for others."""
    phrases = load_phrases()
    return {
        _MAY_RESUME: _RESUMED,
        _MAY_GO_ON: _WENT_ON,
        _MAY_CALM: _CALMED,
        _MAY_ATTACK: _ATTACKS,
        _MAY_BE_UNHEEDED: phrases.unheeded,
        _MAY_RENEW: RENEWAL,
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
        told_by_words = any(e.state for e in found)
        found.extend(_headless(clause) or ([] if told_by_words else _phrases(clause, clause.start)))
        found.extend(_fighting(clause) or _unheeded(clause) or _attacks(clause))
    elif triggered:
        named = max((item.end for item in clause.items if item.kind == "cf"), default=clause.end)
        found.extend(
            _before_ceasefire(clause)
            or _unheeded(clause)
            or _phrases(clause, named, told, named)
            or _after_turn(clause, named)
        )
        if not found and told is None:
            found.extend(_attacks(clause, after=True))
        elif not found and (soon := _SOON.search(clause.view.lower, named, clause.end)):
            found.extend(_attacks(clause, start=soon.end()))
    found.extend(read_extensions(clause, (near or triggered) and bool(clause.held & _MAY_RENEW)))
    for event in found:
        event.span = (clause.start, clause.end)
        event.definite = True
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
    if not (among.isdisjoint(forms.refusing) and among.isdisjoint(forms.extending) and among.isdisjoint(MAY_STAND_IN)):
        return True
    if (words and words[0] in forms.opening) or _STANDING.match(lower, start, end):
        return True
    if lower.find(";", start, end) >= 0 and (
        not among.isdisjoint(forms.opening) or _STANDING.search(lower, start, end)
    ):
        # What follows the mark is read as a sentence of its own.
        return True
    if held & _MAY_ATTACK and (triggered or not _BACKGROUND.search(lower, start, end)):
        return True
    return any(held & bit and pattern.search(lower, start, end) for bit, pattern in _list_patterns())


@lru_cache(maxsize=1)
def _list_patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """The patterns of which each tells a state by itself."""
    return tuple((bit, pattern) for bit, pattern in state_patterns().items() if bit != _MAY_ATTACK)


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


_AFTER = re.compile(r"\b(?:after|since|despite|under|following|in spite of|notwithstanding)\b")


# "The ceasefire comes into force, and within hours soldiers attacked": told after it in the same breath.
_SOON = re.compile(
    r"\b(?:within (?:hours|days|minutes|a day|the hour|the day|a few|an hour|\d+ hours)|(?:hours|minutes|days) later"
    r"|the same (?:night|day|evening)|that (?:same )?(?:night|evening)|the (?:next|following) (?:day|morning|night))\b"
)


def _attacks(clause: Clause, after: bool = False, start: int | None = None) -> list[Event]:
    """Acts of war; `after`: told beside the ceasefire in one sentence ("a month after it was signed, troops
    clashed"), or from `start` on."""
    lower = clause.view.lower
    if not clause.held & _MAY_ATTACK:
        return []
    if after and not _AFTER.search(lower, clause.start, clause.end) and not _SOON.search(lower, clause.start, clause.end):
        return []
    if clause.kind in ("heading", "title"):
        # "Armed conflicts and attacks": a topic, not an act of war.
        return []
    first = clause.start if start is None else start
    match = _ATTACKS.search(lower, first, clause.end)
    if not match or _BACKGROUND.search(lower, first, clause.end):
        return []
    event = Event(match.start(), match.end(), "violation", state="violated", rule="fight.attack", weight=0.2)
    event.dates = [("ended", item.date) for item in clause.items if item.date is not None]
    return [event]


def _before_ceasefire(clause: Clause) -> list[Event]:
    """'Clashes resumed hours after the ceasefire took effect': what is told before the 'after' came later."""
    if not clause.held & _MAY_FIGHT:
        return []
    noun = next((item.start for item in clause.items if item.kind == "cf"), None)
    if noun is None:
        return []
    turn = next((m.start() for m in _AFTER.finditer(clause.view.lower, clause.start, noun)), None)
    if turn is None or turn - clause.start < 12:
        return []
    before = [i for i in clause.items if i.end <= turn]
    head = Clause(clause.view, before, clause.start, turn, clause.kind, clause.held)
    return _fighting(head)


_TURN = re.compile(r"\b(?:but|until|before|however|only for|then)\b")


def _after_turn(clause: Clause, named: int) -> list[Event]:
    """'agreed to a truce, but fighting resumed': what is told after the 'but' came later."""
    turn = _TURN.search(clause.view.lower, named, clause.end) if clause.held & _MAY_FIGHT else None
    if turn is None:
        return []
    items = [i for i in clause.items if i.start >= turn.end()]
    return _fighting(Clause(clause.view, items, turn.end(), clause.end, clause.kind, clause.held))


def _headless(clause: Clause) -> list[Event]:
    """'Broken the same night.': a participle opens the sentence, its subject is the ceasefire told before."""
    first = clause.items[0] if clause.items else None
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
    found = []
    for mark, following in pairwise((*(x for x in clause.items if x.word == ";"), None)):
        end = following.start if following is not None else clause.end
        items = [x for x in clause.items if mark is not None and mark.end <= x.start < end]
        # "; lifted spirits were seen": a participle before its noun.
        if len(items) > 1 and (items[1].kind != "word" or items[1].word.endswith("ly")):
            told = _headless(Clause(clause.view, items, items[0].start, end, clause.kind))
            found.extend(event for event in told if event.state)
    return found


_UNTIL = re.compile(r"[^.;]{0,15}\b(?:until|till)\b(?! now| today| then| this day)")


def _fighting(clause: Clause) -> list[Event]:
    lower = clause.view.lower
    for bit, pattern, state, rule in (
        (_MAY_RESUME, _RESUMED, "collapsed", "fight.resumed"),
        (_MAY_GO_ON, _WENT_ON, "violated", "fight.continued"),
        (_MAY_CALM, _CALMED, "held", "fight.calm"),
    ):
        match = pattern.search(lower, clause.start, clause.end) if clause.held & bit else None
        if match and not NEGATED.search(lower, clause.start, match.start()):
            if state == "held" and _UNTIL.match(lower, match.end()):
                # "It kept the town quiet until 15 October, when ..."
                state = "collapsed"
            act = {"collapsed": "collapse", "violated": "violation", "held": "implementation"}[state]
            event = Event(match.start(), match.end(), act, state=state, rule=rule)
            event.dates = [("ended", x.date) for x in clause.items if x.date is not None]
            return [event]
    return []
