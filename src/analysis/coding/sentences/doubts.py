"""When words tell of no ceasefire: hypotheticals, denials, explanations, threats."""

from __future__ import annotations

import re

from analysis.coding.sentences.clause_items import Predicate
from analysis.coding.sentences.clauses import ClauseReader
from analysis.coding.sentences.events import Event

_OFF_WORDS = frozenset(
    "bound committed valid applies recognise recognize respect observe honour honor abide exists".split()
)
_OFF_VERBS = frozenset("has have holds exists applies binds respected observed serves makes".split())
_OFF_NOUNS = frozenset("meaning sense value validity point".split())
_SUPPOSED = frozenset("suppose imagine assuming hypothetically hypothetical supposing".split())


def _is_off(reader: ClauseReader, index: int) -> bool:
    """'no longer bound by the ceasefire', 'the truce has no meaning any more'."""
    if "no" not in reader.words:
        return False
    words = [item.word for item in reader.items[max(0, index - 10) : index + 9]]
    for i, word in enumerate(words[:-1]):
        if (
            word == "no"
            and words[i + 1] == "longer"
            and (set(words[i + 2 : i + 8]) & _OFF_WORDS or (i > 8 and set(words[i + 2 : i + 4]) & _OFF_VERBS))
        ):
            return True
        if word == "no" and words[i + 1] in _OFF_NOUNS and i > 5:
            return True
    return False


def _is_denied(reader: ClauseReader, index: int) -> bool:
    """'denied that it had agreed to a ceasefire', 'ruled out any truce'."""
    for k in range(index - 1, max(-1, index - 12), -1):
        item = reader.items[k]
        if item.lemma in ("deny", "refute") and item.kind == "verb":
            return not reader.negated(k)
        if item.kind == "sub" or item.word in (";", ":") or (item.kind == "conj" and item.word == "but"):
            return False
    return False


def _is_threat(reader: ClauseReader, index: int) -> bool:
    """'would regard its ceasefire as finished if ...': a threat, not an end."""
    return "if" in reader.words and any(
        item.kind == "modal" and item.word in ("would", "could", "will", "may", "might")
        for item in reader.items[max(0, index - 12) : index + 8]
    )


_REPEATED = re.compile(
    r"\b(?:every (?:\w+ )?(?:year|months?|weeks?)|repeatedly"
    r"|regularly|frequently|routinely|time and again|again and again|on (?:many|several|numerous)"
    r" occasions|many times|every (?:year|time))\b"
)


def _is_repeated(reader: ClauseReader) -> bool:
    """'The Council has on many occasions demanded a ceasefire': no one attempt."""
    return _REPEATED.search(reader.clause.view.lower, reader.clause.start, reader.clause.end) is not None


_NONE_OF = re.compile(
    r"^\W*(?:but |yet |however, )?(?:not one|none|neither|not a single"
    r"|no (?:\w+ ){0,2}?(?:talks|conference|meeting|summit|round|mediator))\b"
)


def _is_of_none(reader: ClauseReader, index: int) -> bool:
    """'Not one of the fourteen conferences produced a ceasefire.'"""
    start, end = reader.clause.start, reader.items[index].start
    head = reader.clause.view.lower[start:end]
    return _NONE_OF.match(head) is not None and ", " not in head


def _is_asked(reader: ClauseReader) -> bool:
    """'Will the two agree to a ceasefire?'"""
    last = next((x.word for x in reversed(reader.items) if x.word not in ('"', "'", ")")), "")
    return last == "?"


def doubt(reader: ClauseReader, event: Event, index: int, governor: Predicate | None) -> None:
    """Take back what an event tells where the words around it are hypothetical, denied or general."""
    if (
        event.state in ("collapsed", "denounced", "violated")
        and not event.creates
        and _is_threat(reader, index)
    ):
        event.state, event.modality = "", "hypothetical"
    if not _SUPPOSED.isdisjoint(reader.words):
        event.creates, event.modality, event.state = False, "hypothetical", ""
    if _is_off(reader, index):
        event.state, event.act, event.creates, event.definite = "denounced", "denunciation", False, True
        event.rule += "+no_longer"
    undated = not event.dates and event.own_date is None
    told_often = undated or (event.act == "extension" and not any(d.day for _, d in event.dates))
    if event.creates and told_often and _is_repeated(reader):
        event.creates, event.modality, event.state = False, "generic", ""
    if _is_asked(reader):
        event.creates, event.modality, event.state = False, "hypothetical", ""
    if _is_denied(reader, index) or (event.creates and _is_of_none(reader, index)):
        event.creates, event.modality, event.state = False, "denied", ""
    if reader.is_conditional(index):
        event.creates, event.modality, event.state = False, "hypothetical", ""
    known = event.definite or reader.items[index].word in ("it", "this")
    told_of_one = known and event.state and not event.creates
    if reader.is_generic() and undated and not told_of_one:
        event.creates, event.modality, event.state = False, "generic", ""
    if event.modality in ("denied", "hypothetical", "generic", "planned", "attempted") and event.creates:
        event.creates = False
