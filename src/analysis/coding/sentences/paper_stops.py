"""Stops that a paper lays down: "the accord obliged both to cease hostilities", "by which fighting would end"."""

from __future__ import annotations

import re

from analysis.coding.sentences.clauses import ClauseReader
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import Item
from analysis.coding.sentences.lexicon import STOPPED_SUBJECT
from analysis.coding.sentences.papers import is_document_subject
from analysis.coding.sentences.subjects import find_subjects
from analysis.text.date_expressions import DateExpression

# "is to cease", "shall end": laid down, not told.
FIXED = re.compile(r"(?:\bshall|\b(?:is|are|was|were) to) (?:be )?\w+$|^\w+ to \w+$")
_TERMS = frozenset("terms provisions clauses article articles which that it this".split())


def read_paper_stop(reader: ClauseReader, index: int, day: DateExpression | None, free: bool) -> Event | None:
    """A stop that a paper lays down: one with its day, or one that was signed here or a sentence before."""
    item = reader.items[index]
    was_fixed = free and STOPPED_SUBJECT.match(item.word) is not None and FIXED.search(item.word) is not None
    if was_fixed or _is_term_of_paper(reader, index):
        # "All military activity was to cease at midnight", "It obliged both to cease hostilities."
        return Event(item.start, item.end, definite=True, rule="stop.of_paper")
    return _of_dated_paper(reader, index, day) if day is not None else None


def _is_term_of_paper(reader: ClauseReader, index: int) -> bool:
    """'signed an accord that obliged them to end hostilities', 'It required both to cease fire': what a paper, signed
    here or a sentence before, asks of those who signed it."""
    items = reader.items
    asked = next((k for k in range(index - 1, max(-1, index - 9), -1) if items[k].kind == "verb"), None)
    if asked is None or "provide" not in items[asked].classes or reader.negated(asked):
        return False
    before = reader.skip_back(asked - 1)
    return before >= 0 and (items[before].word in _TERMS or is_document_subject(reader, asked))


def _of_dated_paper(reader: ClauseReader, index: int, day: DateExpression) -> Event:
    """'The Accord of 30 November 1996, by which both sides were to end hostilities': the paper's day is its day."""
    sides = find_subjects(reader.items, index)
    return Event(
        reader.items[index].start,
        reader.items[index].end,
        "agreement",
        creates=True,
        kind="mutual",
        subject=sides,
        parties=sides,
        anaphoric_parties=not sides,
        named_document=True,
        mediators=reader.mediators,
        dates=[("signed", day)],
        rule="stop.of_dated_paper",
    )


def dates_of_paper(event: Event, item: Item, day: DateExpression | None) -> list[tuple[str, DateExpression]]:
    """'signed a protocol, by which fighting would cease on 1 February': a day after the stop is that of its start."""
    if day is None:
        return [("effective" if d.start > item.end else role, d) for role, d in event.dates]
    later = [d for _, d in event.dates if d is not day and d.start > item.end]
    return [("signed", day), *(("effective", d) for d in later[:1])]
