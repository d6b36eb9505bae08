"""A ceasefire noun that no verb of agreeing governs, and that is news all the same: "11 May: Another ceasefire."""

from __future__ import annotations

import re

from analysis.coding.sentences.clause_items import Predicate
from analysis.coding.sentences.clauses import ClauseReader
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.papers import day_of_plan
from analysis.coding.sentences.roles import find_agents

_UNDONE = frozenset(("violate", "collapse", "denounce", "reject"))
# What may be told of it in the same breath: "another, in Conakry on 23 October, was broken at once".
_TOLD = frozenset(("collapsed", "violated", "held", "expired", "denounced"))
_LINES = ("entry", "bullet", "lead")


def bare_rule(
    reader: ClauseReader,
    event: Event,
    index: int,
    left: int,
    right: int,
    governor: Predicate | None,
    said: list[Predicate],
) -> str:
    """Return the rule by which the noun alone makes an attempt; empty where it makes none."""
    if event.creates:
        return ""
    if governor is None and _is_entry(reader, event, index, said):
        return "entry"
    if governor is None and _leads_line(reader, event, left):
        return "entry+" + event.rule
    if not any(_is_undoing(p) for p in said) and _is_dated_indefinite(reader, event, governor, index, right):
        return "dated." + event.rule
    if governor is None and _is_set_apart(reader, event, right):
        return "dated." + event.rule
    if governor is None and not said and _opens_segment(reader, event, left):
        return "entry.segment"
    if governor is None and not event.definite and _ends_war_on_day(reader, right):
        return "dated.ends"
    if governor is None and _begins_under_paper(reader, event, left, said):
        return "dated.paper"
    alone = governor is None or governor.word == "with"
    if _is_seen(reader, event, left) or (alone and _is_somebodys(reader, event, right)):
        return "dated.told"
    return "" if any(p.negated for p in said) else _existential(reader, left)


def _is_undoing(predicate: Predicate) -> bool:
    return predicate.negated or bool(predicate.modal) or "fragile" in predicate.classes


def _is_entry(reader: ClauseReader, event: Event, index: int, said: list[Predicate]) -> bool:
    """A line without a verb but for the start to come ("ceasefire to start on Aug 26") or what became of it."""
    told = [
        p
        for p in said
        if (p.classes == {"begin"} and p.modal)
        or (p.classes & _UNDONE and not p.negated)
        # "72-hour ceasefire, not renewed"
        or (p.classes & {"extend"} and p.negated)
    ]
    return not event.definite and len(told) == len(said) and _is_verbless(reader, index)


def _leads_line(reader: ClauseReader, event: Event, left: int) -> bool:
    """A line of a chronology that begins with it, whatever verb follows."""
    lists = reader.clause.kind in _LINES
    return lists and event.act == "reference" and not event.definite and left == _first_content(reader)


def _is_verbless(reader: ClauseReader, index: int) -> bool:
    """A chronology entry or bullet without a verb: "11 May: Another ceasefire."."""
    heading = reader.clause.kind == "heading" and any(
        item.date and item.date.day for item in reader.items[:4]
    )
    if reader.clause.kind not in _LINES and not heading:
        return False
    if heading and any(
        item.kind in ("word", "verb", "head", "actor") and not item.word.endswith(("al", "ive", "ry"))
        for item in reader.items[:index]
        if item.date is None and item.kind != "det"
    ):
        return False
    items = reader.items
    stop = next((k for k in range(index, len(items)) if items[k].word == ";"), len(items))
    return not any(
        item.kind == "verb"
        and item.form in ("ed", "s")
        and not item.head
        # "a US-brokered truce"
        and not (k and items[k - 1].word == "-")
        for k, item in enumerate(items[: min(stop, index + 3)])
    )


def _opens_segment(reader: ClauseReader, event: Event, left: int) -> bool:
    """'Minsk Protocol signed by A and B; ceasefire from 6 p.m.': the second half of a chronology's line."""
    if reader.clause.kind not in _LINES or event.definite or event.plural or left == 0:
        return False
    return reader.items[left - 1].word in (";", ":") and event.act == "reference"


def _first_content(reader: ClauseReader) -> int:
    for j, item in enumerate(reader.items):
        if item.kind not in ("date", "punct", "number"):
            return j
    return 0


def _is_dated_indefinite(
    reader: ClauseReader, event: Event, governor: Predicate | None, index: int, right: int
) -> bool:
    """'came to a truce on 3 May': no verb of the lexicon, but a new ceasefire with its day beside it."""
    if (event.definite or event.plural or event.act != "reference" or event.modality != "asserted") and not (
        event.state in _TOLD and not event.definite and not event.plural and event.modality == "asserted"
    ):
        return False
    if governor is not None and not (
        governor.relation == "prep" and governor.word in ("to", "into", "with", "by")
    ):
        return False
    near = reader.items[max(0, index - 9) : right + 7]
    if any(
        item.kind in ("modal", "neg")
        or (item.classes & {"talk", "try", "call", "reject", "deny"})
        or item.head in ("talk", "call")
        or item.word == "if"
        for item in near
    ):
        return False
    return any(
        item.date is not None
        and item.date.kind in ("calendar", "weekday", "offset")
        and item.date.preposition not in ("since", "after", "until", "before")
        for item in reader.items[right + 1 : right + (9 if _next_is(reader, right, "between") else 6)]
    )


def _next_is(reader: ClauseReader, right: int, word: str) -> bool:
    return [x.word for x in reader.items[right + 1 : right + 2]] == [word]


def _is_set_apart(reader: ClauseReader, event: Event, right: int) -> bool:
    """'A first truce, from 11 June to 8 July, was followed by ...': one of several, its days between commas."""
    if event.definite or event.plural or event.act != "reference" or event.state:
        return False
    if not (event.ordinal or event.fresh):
        return False
    items = reader.items
    for k in range(right + 1, min(len(items), right + 10)):
        if items[k].word == ",":
            return any(x.date is not None for x in items[k + 1 : k + 6])
        if items[k].kind in ("verb", "aux", "modal", "sub", "rel", "cf"):
            return False
    return False


_ENDS_WAR = re.compile(
    r"(?:put|brought) an end to (?:the |all )?(?:[\w-]+ ){0,3}?(?:war|fighting|conflict|hostilities)\b"
)


def _ends_war_on_day(reader: ClauseReader, right: int) -> bool:
    """'On 1 January 1949 a ceasefire put an end to the first war.'"""
    clause = reader.clause
    first = reader.items[right].end + 1
    dated = any(x.date is not None for x in reader.items[: right + 1])
    return dated and _ENDS_WAR.match(clause.view.lower, first, clause.end) is not None


def _begins_under_paper(reader: ClauseReader, event: Event, left: int, said: list[Predicate]) -> bool:
    """'Under the Treaty of 21 February 1973 a ceasefire was to take effect at noon the next day.'"""
    began = [p for p in said if p.classes & {"begin", "agree", "declare"} and not p.negated]
    known = event.definite or event.plural
    return bool(began) and not known and day_of_plan(reader.items, left) is not None


def _is_somebodys(reader: ClauseReader, event: Event, right: int) -> bool:
    """'stunned the valley on 24 July with a three-month ceasefire by the Hizbul Mujahideen'."""
    if event.definite or event.plural or event.act != "reference" or event.modality != "asserted":
        return False
    dated = any(x.date is not None and x.date.day and x.date.month for x in reader.items)
    by_whom = [x.word for x in reader.items[right + 1 : right + 2]] == ["by"]
    return dated and by_whom and len(find_agents(reader.items, right)) == 1


def _is_seen(reader: ClauseReader, event: Event, left: int) -> bool:
    """'December 2002 saw a ceasefire', 'In May came a truce': the time has it, nobody makes it."""
    if event.definite or event.plural or left < 1 or reader.items[left - 1].word not in ("saw", "came"):
        return False
    before = reader.items[: left - 1]
    dated = any(x.date is not None and (x.date.month or x.date.kind == "offset") for x in before)
    # "Out of the second of them, on 10 October 1997, came a truce."
    return dated and not any(x.kind in ("verb", "actor", "cf", "stop", "sub", "rel", "aux") for x in before)


def _existential(reader: ClauseReader, left: int) -> str:
    """'There was a ceasefire on 20 September', 'they agreed that there should be one', 'proposed that there be one'."""
    before = reader.items[max(0, left - 3) : left]
    if [x.word for x in reader.items[max(0, left - 4) : left]][1:] == ["was", "to", "be"]:
        # "Under its terms there was to be an immediate ceasefire."
        return "there_is" if reader.items[left - 4].word == "there" else ""
    if not any(item.word == "there" for item in before):
        return ""
    if any(item.word in ("was", "is", "were", "has", "had", "been") for item in before):
        return "there_is"
    if before[-1].word != "be":
        return ""
    told = frozenset[str]().union(
        *(item.classes for item in reader.items[: max(0, left - 3)] if item.kind == "verb")
    )
    asked = next((name for name in ("propose", "call") if name in told), "")
    return "there_is" if "agree" in told else f"there_is+{asked}" if asked else ""
