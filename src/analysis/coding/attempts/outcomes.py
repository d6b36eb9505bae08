"""The outcome of an attempt from the states that are told of it, by the priority of the codebook."""

from __future__ import annotations

import re
from datetime import timedelta

from analysis.coding.attempts.registry import Record, Told
from analysis.text.anchors import DateValue

# Of states told for the same time, the first of this list wins (codebook).
PRIORITY = (
    "rejected",
    "not_implemented",
    "denounced",
    "collapsed",
    "superseded",
    "expired",
    "violated",
    "held",
)
_RANK = {state: rank for rank, state in enumerate(PRIORITY)}
_ENDS = frozenset(("rejected", "not_implemented", "denounced", "collapsed", "superseded", "expired"))


_COUNT = r"(?:an?|a few|some|several|two|three|four|five|six|eight|ten|twelve|\d+)"
# What happened "within hours" of a day, "the same night", "less than an hour" after, happened on it.
_ON_THE_DAY = re.compile(
    rf"\bwithin (?:the |{_COUNT} )?(?:hours?|minutes|day)\b|\b(?:{_COUNT} )?(?:hours?|minutes) (?:later|after)\b"
    rf"|\bless than {_COUNT} (?:hours?|minutes)\b|\bthe (?:very )?(?:same|first) (?:day|night|evening|afternoon)\b"
    rf"|\b(?:lasted|lasts|held|holds|observed|survived) (?:for )?(?:only |barely |just |about |hardly )?{_COUNT}"
    r" (?:hours?|minutes)\b|\b(?:by|before) nightfall\b|\bbefore the (?:day|night) was (?:out|over)\b"
)
_IN_THE_WEEK = re.compile(
    rf"\bwithin (?:{_COUNT} )?days\b|\ba (?:few|matter of) days\b|\b(?:within|in) the week\b"
)


def date_by_distance(words: str, begun: DateValue | None) -> DateValue | None:
    """Return when an end came that the text tells by its distance from the beginning: 'collapsed within hours'.

    `words`: the lower-case sentence that tells it; `begun`: the day on which the ceasefire began or was announced.
    """
    if begun is None or begun.prec != "day" or begun.lo is None or begun.hi is None:
        return None
    if _ON_THE_DAY.search(words):
        return DateValue(begun.lo, begun.hi + timedelta(days=1), "day", "distance")
    if _IN_THE_WEEK.search(words):
        return DateValue(begun.lo, begun.hi + timedelta(days=7), "week", "distance")
    return None


def derive_outcome(told: list[Told]) -> Told | None:
    """Return the state that stands in the end, or None where nothing that counts is told.

    The last state told wins, by date where both are dated, else by the order of the text; an end that is told
    is not undone
    by a later word of breaches, and claims of one side never decide.
    """
    standing: Told | None = None
    counted = [t for t in told if t.counts]
    said = [t for t in counted if not t.weak] or counted
    for item in sorted(said, key=lambda t: t.order):
        if standing is None or _replaces(item, standing):
            standing = item
    return standing


def _replaces(later: Told, standing: Told) -> bool:
    if later.state == standing.state:
        return standing.date is None and later.date is not None
    if (
        later.date
        and standing.date
        and later.date.lo
        and standing.date.lo
        and later.date.lo != standing.date.lo
    ) and later.date.lo < standing.date.lo:
        return False
    if standing.state in _ENDS and later.state == "violated":
        return False
    if later.order == standing.order or (later.date and standing.date and later.date.lo == standing.date.lo):
        return _RANK[later.state] < _RANK[standing.state]
    if standing.state in _ENDS and later.state == "held":
        return later.date is not None
    return True


def has_contradiction(record: Record) -> bool:
    """Both an end and its standing are told, or a claim stands against another's word."""
    states = {t.state for t in record.told if t.modality == "asserted"}
    return bool(states & _ENDS) and "held" in states
