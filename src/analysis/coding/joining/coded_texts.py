"""One text coded: its mentions, its attempts, and the tables that hold them as the text tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis import codebook
from analysis.coding.attempts.coder import Coding
from analysis.coding.joining.attempts_of_text import read_attempts
from analysis.coding.joining.text_attempts import TextAttempt
from analysis.coding.joining.text_mentions import (
    Mention,
    NamedActor,
    Row,
    actor_rows,
    date_row,
    list_events,
    merge_rows,
    name_actor,
    name_person,
    read_mentions,
    record_spans,
    spans_of,
)
from analysis.text.actor_spans import ActorSpan
from analysis.text.segments import Sentence, find_sentences
from analysis.text.view import read_clean

# Who is a party and who mediates is settled over the whole text: a sentence alone may take a signer for a party.
FIRM_ROLES = ("party", "mediator")


@dataclass
class CodedText:
    """What one text tells, ready for the tables. `actors` lists whoever it names, known or not."""

    source_id: str
    conflict_id: str
    coding: Coding
    mentions: dict[str, Mention]
    attempts: list[TextAttempt]
    actors: dict[str, NamedActor]


def read_coded_text(coding: Coding, conflict_id: str, as_of: date | None = None) -> CodedText:
    """Return mentions and attempts of a coded text. Without a conflict it has mentions and no attempts."""
    mentions = read_mentions(coding, conflict_id)
    attempts = read_attempts(coding, conflict_id, as_of) if conflict_id else []
    for attempt in attempts:
        _complete_mentions(coding, attempt, mentions)
    actors = {actor.actor_id: actor for actor in _named(coding, conflict_id)}
    return CodedText(coding.document.source_id, conflict_id, coding, mentions, attempts, actors)


def _complete_mentions(coding: Coding, attempt: TextAttempt, mentions: Mapping[str, Mention]) -> None:
    """Give the mentions of an attempt the roles that the whole text settles, and its first one the rest of it."""
    settled = _settled_rows(coding, attempt)
    known = {(row["actor_id"], row["role"]) for row in settled}
    for mention_id in attempt.mention_ids:
        mention = mentions[mention_id]
        mention.actors = [
            row
            for row in mention.actors
            if row["role"] not in FIRM_ROLES or (row["actor_id"], row["role"]) in known
        ]
    first = mentions[attempt.creator]
    told = {(row["actor_id"], row["role"]) for row in first.actors}
    first.actors += [row for row in settled if (row["actor_id"], row["role"]) not in told]
    dated = {row["date_role"] for row in first.dates}
    first.dates += [
        date_row(attempt.creator, role, value, None)
        for role, value in sorted(attempt.record.dates.items())
        if role not in dated and (value.lo or value.hi)
    ]


def _settled_rows(coding: Coding, attempt: TextAttempt) -> list[Row]:
    rows = [
        row
        for role, span in record_spans(attempt.record)
        for row in actor_rows(attempt.creator, role, span, coding, attempt.conflict_id)
    ]
    return merge_rows([], rows)


def _named(coding: Coding, conflict_id: str) -> Iterator[NamedActor]:
    for span in _spans(coding):
        yield from (actor for actor in (name_actor(span, conflict_id), name_person(span)) if actor)


def _spans(coding: Coding) -> Iterator[ActorSpan]:
    for event in list_events(coding):
        yield from (span for _, span in spans_of(event))
        if event.claimant:
            yield event.claimant
    for record in coding.records:
        yield from (span for _, span in record_spans(record))


# --- tables


def make_text_tables(texts: Iterable[CodedText]) -> dict[str, pd.DataFrame]:
    """Return the tables `sentences`, `mentions`, `mention_actors`, `mention_dates` of the texts."""
    listed = list(texts)
    mentions = [mention for text in listed for mention in text.mentions.values()]
    rows = {
        "sentences": [row for text in listed for row in _sentence_rows(text.coding)],
        "mentions": [mention.row for mention in mentions],
        "mention_actors": _unique("mention_actors", (row for mention in mentions for row in mention.actors)),
        "mention_dates": _unique("mention_dates", (row for mention in mentions for row in mention.dates)),
    }
    return {name: frame_of(name, found) for name, found in rows.items()}


def _sentence_rows(coding: Coding) -> Iterator[Row]:
    # A text that names no ceasefire is not read any further by the coder, and is still a text of sentences.
    sentences: list[Sentence] = coding.sentences or find_sentences(coding.view)
    anchors = coding.anchors if len(coding.anchors) == len(sentences) else [None] * len(sentences)
    source, raw = coding.document.source_id, coding.document.text
    for sentence, anchor in zip(sentences, anchors, strict=True):
        yield {
            "sentence_id": f"{source}:{sentence.start}-{sentence.end}", "source_id": source,
            "fragment_no": sentence.fragment + 1, "start": sentence.start, "end": sentence.end,
            "text": read_clean(raw, coding.view, sentence.start, sentence.end),
            "anchor_lo": anchor.lo if anchor else None, "anchor_hi": anchor.hi if anchor else None,
        }  # fmt: skip


def _unique(table: str, rows: Iterable[Row]) -> list[Row]:
    """The first row of each key: one actor may be named twice at one place by two lists of the coder."""
    key = codebook.load_codebook().tables[table].key
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        found.setdefault(tuple(row.get(column) for column in key), row)
    return list(found.values())


def frame_of(table: str, rows: list[Row]) -> pd.DataFrame:
    """Return rows as a frame of the codebook."""
    return codebook.conform(table, pd.DataFrame(rows)) if rows else codebook.empty(table)


__all__ = ["CodedText", "frame_of", "make_text_tables", "read_coded_text"]
