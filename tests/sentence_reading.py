"""What tests of the clause machine share: one sentence as items, clause reader and events."""

from __future__ import annotations

from analysis.coding.sentences.clauses import ClauseReader
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import Clause, read_items
from analysis.coding.sentences.lexicon import load_lexicon
from analysis.coding.sentences.meaning import read_events
from analysis.text.cast import Cast
from analysis.text.dates import find_dates
from analysis.text.gazetteer_index import load_gazetteer
from analysis.text.view import make_view


def clause_of(text: str, kind: str = "paragraph") -> Clause:
    """A sentence with its actors, dates and words typed."""
    view = make_view(text)
    size = len(text)
    actors = Cast(view, load_gazetteer()).read(0, size)
    items = read_items(view, 0, size, actors, find_dates(view.text, 0, size), load_lexicon())
    return Clause(view, items, 0, size, kind)


def reader_of(text: str) -> ClauseReader:
    return ClauseReader(clause_of(text), load_lexicon())


def events_of(text: str, kind: str = "paragraph") -> list[Event]:
    return read_events(clause_of(text, kind), load_lexicon())
