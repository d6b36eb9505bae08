"""What the verbs mean that have the ceasefire as their subject: "the truce held", "it was signed", "came into
force"."""

from __future__ import annotations

from analysis.coding.sentences.clause_items import Predicate
from analysis.coding.sentences.clauses import ClauseReader
from analysis.coding.sentences.control import DOUBT, FUTURE, told_by
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import BE, Item
from analysis.coding.sentences.roles import find_agents


def apply_said(reader: ClauseReader, event: Event, predicate: Predicate, is_main: bool) -> None:
    """Add what a verb with the ceasefire as its subject tells."""
    classes = predicate.classes
    item = reader.items[predicate.index]
    lemma = item.lemma if item.verb else item.word
    if predicate.modal in DOUBT or (predicate.modal in FUTURE and not classes & {"begin"}):
        return
    if any(reader.items[c].classes & {"try"} for c in predicate.controllers):
        return
    if classes & {"hold"} and any(reader.items[c].lemma == "mean" for c in predicate.controllers):
        # "a truce that was meant to last through the holiday"
        return
    if predicate.negated and classes & {"extend"}:
        # "It expired on 4 July and was not renewed."
        event.state = event.state or "expired"
        return
    if classes & {"hold"} and _is_to_come(reader, predicate.index):
        return
    state, creates, kind, act = _said_meaning(reader, predicate, lemma)
    if state == "held" and not event.creates and _is_dated_keeping(reader, event, predicate, lemma):
        # "On 1 May 1991 a ceasefire was observed by all four factions": that there was one is told with its being kept.
        creates, kind, act = True, "mutual", "agreement"
    if creates and not (event.creates or (event.act == "talks" and not is_main)):
        planned = predicate.modal in FUTURE and not _is_announced(reader, event, predicate)
        event.creates, event.kind, event.act = not predicate.negated and not planned, kind, act
        if predicate.modal in FUTURE and kind == "mutual" and _is_declared(reader, predicate):
            # "ETA made public that a truce would start on the 18th": of who says so, it may be.
            event.kind = "declared"
        event.rule = event.rule + "+" + lemma
        if predicate.negated and classes & {"begin"}:
            event.state = "not_implemented"
        elif predicate.negated:
            event.modality = "denied"
    elif creates and predicate.negated and classes & {"begin"}:
        event.state = "not_implemented"
    if state == "held" and predicate.relation == "relative" and event.state in ("denounced", "collapsed"):
        # "withdrew from the ceasefire, which had been in place since January"
        return
    if state == "violated" and event.creates and event.kind in ("call", "proposal"):
        # "called for a truce, which was ignored": nobody breaks what was only asked for.
        state = "rejected"
    if state:
        if not event.creates:
            event.act = _ACTS.get(state, event.act)
        event.state = state
        event.rule = event.rule + "+" + lemma


def _is_declared(reader: ClauseReader, predicate: Predicate) -> bool:
    told = told_by(reader, predicate.index)
    return told is not None and "declare" in reader.items[told].classes


def _is_replaced(reader: ClauseReader, index: int) -> bool:
    """'gave way to a formal armistice', but 'gave way to war'."""
    words = [x.word for x in reader.items[index + 1 : index + 7]]
    return words[:1] == ["to"] and not _PEACEFUL.isdisjoint(words)


def _did_not_begin(reader: ClauseReader, index: int) -> bool:
    """'failed to materialise', 'failed to take effect'."""
    words = [x.word for x in reader.items[index + 1 : index + 4]]
    return words[:1] == ["to"] and words[1:2] != [] and words[1].startswith(_BEGINNINGS)


_PEACEFUL = frozenset("armistice truce ceasefire cease-fire agreement accord treaty peace settlement".split())
_BEGINNINGS = ("materiali", "take effect", "take hold", "come into", "come about", "enter", "go into")


def _is_dated_keeping(reader: ClauseReader, event: Event, predicate: Predicate, lemma: str) -> bool:
    known = event.definite or event.plural or predicate.negated or not predicate.passive
    dated = any(
        x.date is not None and x.date.day and x.date.month for x in reader.items[: predicate.index + 9]
    )
    return not known and dated and lemma in ("observe", "keep", "respect")


def _is_announced(reader: ClauseReader, event: Event, predicate: Predicate) -> bool:
    """Somebody says that it will begin, or the text itself names the day: 'A ceasefire will be in force as of 27
    July.'"""
    if told_by(reader, predicate.index) is not None:
        return True
    dated = any(x.date is not None and x.date.day for x in reader.items[predicate.index :])
    return dated and predicate.modal in ("will", "shall") and not event.definite


# The act of the codebook that tells a state.
_ACTS = {
    "violated": "violation",
    "collapsed": "collapse",
    "denounced": "denunciation",
    "rejected": "rejection",
    "expired": "expiry",
    "held": "implementation",
    "not_implemented": "rejection",
}


def _said_meaning(reader: ClauseReader, predicate: Predicate, lemma: str) -> tuple[str, bool, str, str]:
    classes, negated = predicate.classes, predicate.negated
    if classes & {"fragile"}:
        return "", False, "", ""
    if lemma in ("end", "halt", "stop", "finish", "terminate", "pause", "conclude") or item_is_stop(
        reader, predicate
    ):
        if predicate.passive:
            return (
                {"end": "collapsed", "terminate": "denounced"}.get(lemma, ""),
                lemma == "conclude",
                "mutual",
                "agreement",
            )
        if _has_object(reader, predicate.index):
            # "An armistice suspends military operations by mutual agreement": an explainer.
            dated = any(x.date for x in reader.items[: predicate.index + 6])
            generic = reader.items[predicate.index].form == "s" and not dated
            return (
                "",
                predicate.relation == "subject" and not generic and not _is_background(reader, predicate),
                "mutual",
                "entry_into_force",
            )
        if lemma == "conclude":
            # "a truce which they had concluded"
            return "", False, "", ""
        on_time = {x.word for x in reader.items[predicate.index + 1 : predicate.index + 4]} & _ON_TIME
        return ("expired" if on_time else "collapsed"), False, "", ""
    if lemma == "implement":
        return ("not_implemented" if negated else "held"), False, "", ""
    if "reject" in classes and predicate.passive:
        return ("violated" if lemma in ("ignore", "disregard", "defy") else "rejected"), False, "", ""
    by_whom = [x.word for x in reader.items[predicate.index + 1 : predicate.index + 3]]
    if predicate.passive and by_whom in _BY_NOBODY and classes & {"violate", "collapse", "denounce"}:
        # "It was broken by no one."
        return "held", False, "", ""
    if "denounce" in classes and predicate.passive:
        # "The truce was cast aside": nobody is named who withdraws.
        given_up = lemma in _GIVEN_UP and not find_agents(reader.items, predicate.index)
        return ("held" if negated else "collapsed" if given_up else "denounced"), False, "", ""
    if "violate" in classes:
        if (
            lemma in ("undermine", "threaten", "jeopardise", "jeopardize", "test", "strain")
            and not predicate.passive
        ):
            return "", False, "", ""
        if predicate.passive and by_whom[:1] == ["only"]:
            # "It was broken only by small incidents."
            return "held", False, "", ""
        soon = [x.word for x in reader.items[predicate.index + 1 : predicate.index + 4]]
        unbroken = negated and "until" not in soon and "till" not in soon
        return ("held" if unbroken else "violated"), False, "", ""
    if "extend" in classes and predicate.passive:
        # "was prolonged several more times in 1995": no day of any.
        after = {x.word for x in reader.items[predicate.index + 1 : predicate.index + 5]}
        before = {x.word for x in reader.items[max(0, predicate.index - 2) : predicate.index]}
        often = not after.isdisjoint(("times", *_OFTEN)) or not _OFTEN.isdisjoint(before)
        return "", not often, "mutual", "extension"
    if "revive" in classes and predicate.passive:
        return "", True, "mutual", "agreement"
    if lemma == "give way" and _is_replaced(reader, predicate.index):
        return "superseded", False, "", ""
    if lemma == "fail" and _did_not_begin(reader, predicate.index):
        return "not_implemented", False, "", ""
    if "collapse" in classes:
        almost = any(
            x.word in ("nearly", "almost")
            for x in reader.items[max(0, predicate.index - 2) : predicate.index]
        )
        return ("" if almost else "held" if negated else "collapsed"), False, "", ""
    if "hold" in classes:
        if lemma in ("remain", "stay") and not _STANDS & {
            x.word for x in reader.items[predicate.index + 1 : predicate.index + 5]
        }:
            # "The truce remains fragile", "remained a dead letter": not that it stands.
            return "", False, "", ""
        after = {x.word for x in reader.items[predicate.index + 1 : predicate.index + 6]}
        later = [x.word for x in reader.items[predicate.index + 1 : predicate.index + 9]]
        after_word = later[0] if later else ""
        if predicate.passive and by_whom in _BY_NOBODY:
            # "a truce honoured by neither"
            return "violated", False, "", ""
        between = {x.word for x in reader.items[max(0, predicate.index - 2) : predicate.index]}
        if between & _POORLY or (after & _POORLY and "only" in after) or (negated and between & _WHOLLY):
            # "had been only patchily kept", "was not fully observed"
            return "violated", False, "", ""
        if {"more", "breach"} <= after or (after_word == "more" and "than" in later):
            # "honoured more in the breach than in the observance"
            return "violated", False, "", ""
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
        if "propose" in classes and (lemma != "offer" or find_agents(reader.items, predicate.index)):
            return "", True, "proposal", "proposal"
        following = reader.items[predicate.index + 1 : predicate.index + 3]
        # "A truce was called for by the League", but "was called for 48 hours".
        called_for = bool(following) and following[0].word == "for" and following[-1].kind != "number"
        if "call" in classes and (lemma != "call" or called_for):
            return "", True, "call", "call"
        if "declare" in classes or lemma == "call":
            return "", True, "declared", "declaration"
        if classes & {"agree", "broker", "result"}:
            return "", True, "mutual", "agreement"
    return "", False, "", ""


_OFTEN = frozenset("twice thrice repeatedly regularly".split())
_GIVEN_UP = frozenset(("abandon", "cast aside", "set aside", "drop", "give up"))
_BY_NOBODY = (["by", "no"], ["by", "nobody"], ["by", "neither"], ["by", "none"])
_POORLY = frozenset(
    "patchily partially partly poorly badly imperfectly loosely indifferently sporadically intermittently".split()
)
_WHOLLY = frozenset(
    "fully always strictly entirely wholly completely universally everywhere scrupulously".split()
)
# "It ended on schedule."
_ON_TIME = frozenset("schedule planned scheduled foreseen".split())
_STANDS = frozenset(
    "in intact unbroken valid stable operative respected observed firm quiet calm standing binding".split()
)


def _is_to_come(reader: ClauseReader, index: int) -> bool:
    """'The truce was to last four months': for how long it was meant, not how long it lasted."""
    before = reader.items[max(0, index - 2) : index]
    return len(before) == 2 and before[1].word == "to" and before[0].word in BE


_LENGTHS = frozenset(
    (
        "for until till only less barely an a one two three four five six seven several "
        "hours hour days day weeks minutes months"
    ).split()
)


def _is_over(reader: ClauseReader, predicate: Predicate, lemma: str) -> bool:
    """'lasted five hours', 'held until August': told in the past with its length, it is over."""
    items = reader.items
    item = items[predicate.index]
    if (
        item.verb is None
        or item.form == "ing"
        or any(x.word in ("has", "have") for x in items[max(0, predicate.index - 3) : predicate.index])
    ):
        return False
    after = [x.word for x in _without_asides(items[predicate.index + 1 : predicate.index + 13])][:6]
    if (
        lemma == "last"
        and (item.form in ("ed", "s") or item.passive)
        and "since" not in after
        and "at" not in after[:1]
    ):
        # "The truce lasts", "It lasted.": without its length it stands.
        bare = not after or after[0] in (".", ",", ";")
        return (item.form == "ed" and not bare) or bool(_LENGTHS & set(after))
    if lemma in _KEPT and item.form == "ed" and _for_days(_without_place(after)):
        return True
    if lemma == "survive" and item.form in ("ed", "s") and after[1:2] and after[1] in _UNITS:
        # "survives ten days"
        return True
    return (
        lemma in ("hold", "observe", "respect", "survive", "endure", "keep")
        and item.form in ("ed", "s")
        and ("until" in after or "till" in after)
        and not _until_peace(items[predicate.index + 1 : predicate.index + 13])
        and "beyond" not in [x.word for x in items[predicate.index + 7 : predicate.index + 16]]
    )


def _until_peace(after: list[Item]) -> bool:
    """'held until the end of the war', 'until the peace treaty was signed': what it was to lead to."""
    words = [x.word for x in after]
    first = next((k for k, word in enumerate(words) if word in ("until", "till")), len(words))
    following = words[first + 1 : first + 6]
    # "the end of the war" is one item.
    ends = any(word.startswith("end of") for word in following[:2])
    return ends or not _PEACE.isdisjoint(following[:3])


_PEACE = frozenset("today peace present armistice".split())
_KEPT = frozenset(("hold", "survive", "endure", "observe", "respect", "keep", "honour", "honor"))


def _without_place(after: list[str]) -> list[str]:
    """'was respected in the valley for about ten weeks'"""
    place = after[:1] in (["in"], ["on"], ["at"], ["along"]) and "for" in after[:5]
    return after[after.index("for") :] if place else after


def _without_asides(items: list[Item]) -> list[Item]:
    """'lasted, after a fashion, until October': what stands between two commas is left out."""
    if not items or items[0].word != ",":
        return items
    close = next((k for k in range(1, min(len(items), 7)) if items[k].word == ","), None)
    return items[close + 1 :] if close is not None else items


def _for_days(after: list[str]) -> bool:
    """'held for about a week', 'survived for just under a year'."""
    if after[:1] != ["for"]:
        return False
    return any(word in _UNITS for word in after[1:6]) and "so" not in after


_UNITS = frozenset("hours hour day days week weeks fortnight minutes month months year years".split())


def item_is_stop(reader: ClauseReader, predicate: Predicate) -> bool:
    """The predicate is a verb of stopping with its object ("halted the fighting")."""
    return reader.items[predicate.index].kind == "stop"


def _has_object(reader: ClauseReader, index: int) -> bool:
    if reader.items[index].kind == "stop":
        return True
    for item in reader.items[index + 1 : index + 3]:
        if item.kind in ("det", "word", "number", "actor", "head") and not (
            item.kind == "word"
            and (
                item.word.endswith("ly")
                or item.word
                in ("there", "then", "soon", "when", "again", "amid", "hours", "days", "weeks", "months")
            )
        ):
            return True
        if item.kind not in ("word",):
            return False
    return False


def _is_background(reader: ClauseReader, predicate: Predicate) -> bool:
    """'the ceasefire that ended the war' tells nothing new."""
    return predicate.relation == "relative"
