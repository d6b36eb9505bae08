"""A small, sound set of all tables, for tests to use and to break: the truces of May 1994 and November 2020."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import codebook

RAW = "The truce of 12 May 1994 held. It collapsed in 2020."
AS_OF = "2025-08-08"


def make_tables() -> dict[str, pd.DataFrame]:
    """All tables of the codebook, sound, and no rule is broken."""
    rows = {
        "conflicts": [{"conflict_id": "karabakh", "label": "Karabakh", "dyads": "armenia+azerbaijan"}],
        "sources": [_source("news-1"), _source("chronology") | {"source_type": "chronology"}],
        "sentences": [
            {"sentence_id": "news-1:0-30", "source_id": "news-1", "fragment_no": 1, "start": 0, "end": 30,
             "text": RAW[0:30]},
        ],
        "mentions": [
            {"mention_id": "news-1:4-9", "sentence_id": "news-1:0-30", "source_id": "news-1", "act": "reference",
             "modality": "asserted", "trigger_start": 4, "trigger_end": 9, "rule_id": "named_truce",
             "confidence": 0.9, "is_collective": False},
        ],
        "mention_attempts": [{"mention_id": "news-1:4-9", "attempt_id": "may-1994", "method": "date"}],
        "attempts": [
            _attempt("may-1994") | _date("effective", "1994-05-12") | _date("ended", "2020-09-27")
            | {"status": "ended", "outcome": "collapsed", "n_mentions": 1},
            _attempt("nov-2020") | _date("effective", "2020-11-10") | {"status": "in_effect", "outcome": "held"},
        ],
        "participants": [
            {"attempt_id": attempt, "actor_id": actor, "role": "party"}
            for attempt in ("may-1994", "nov-2020") for actor in ("armenia", "azerbaijan")
        ],
        "outcomes": [
            {"outcome_id": "may-1994:1", "attempt_id": "may-1994", "outcome": "collapsed", "standing": "reported",
             "modality": "asserted", "lo": "2020-09-27", "hi": "2020-09-27", "prec": "day"},
        ],
        "actors": [
            {"actor_id": "armenia", "label": "Armenia", "kind": "state", "iso3": "ARM", "gw": 371},
            {"actor_id": "azerbaijan", "label": "Azerbaijan", "kind": "state", "iso3": "AZE", "gw": 373},
        ],
    }  # fmt: skip
    tables = codebook.empty_tables()
    tables |= {name: codebook.conform(name, pd.DataFrame(table)) for name, table in rows.items()}
    tables["evidence"] = codebook.conform("evidence", pd.DataFrame(_evidence()))
    return tables


def changed(table: str, row: int, **cells: Any) -> dict[str, pd.DataFrame]:
    """`make_tables` with some cells of one row changed."""
    tables = make_tables()
    frame = tables[table].copy()
    for column, value in cells.items():
        frame.loc[row, column] = pd.Timestamp(value) if frame[column].dtype.kind == "M" else value
    tables[table] = frame
    return tables


def without(table: str, **cells: Any) -> dict[str, pd.DataFrame]:
    """`make_tables` without the rows that have these cells."""
    tables = make_tables()
    frame = tables[table]
    gone = pd.Series(True, index=frame.index)
    for column, value in cells.items():
        gone &= frame[column] == value
    tables[table] = frame[~gone].reset_index(drop=True)
    return tables


def _source(source_id: str) -> dict[str, Any]:
    return {"source_id": source_id, "title": "A truce", "publisher": "A paper", "published": "2021-05-12",
            "licence": "unknown", "language": "en", "source_type": "news",
            "alignment": "neutral",
            "conflict_id": "karabakh", "file": f"{source_id}.txt",
            "sha256": "ab" * 32, "n_chars": len(RAW)}  # fmt: skip


def _attempt(attempt_id: str) -> dict[str, Any]:
    return {"attempt_id": attempt_id, "relation": "new", "conflict_id": "karabakh", "name": f"Truce {attempt_id}",
            "kind": "bilateral", "is_statement": True, "by_party": True, "has_time_point": True,
            "counts_as_ceasefire": True, "n_mentions": 0, "n_sources": 1, "coding": "hand",
            "needs_review": False}  # fmt: skip


def _date(stem: str, day: str) -> dict[str, str]:
    return {f"{stem}_lo": day, f"{stem}_hi": day, f"{stem}_prec": "day"}


def _evidence() -> list[dict[str, Any]]:
    cells = [("attempts", a, c) for a in ("may-1994", "nov-2020") for c in ("kind", "effective", "outcome")]
    cells += [("attempts", "may-1994", "ended"), ("outcomes", "may-1994:1", "outcome")]
    cells += [("participants", f"{a}|{b}|party", "role") for a in ("may-1994", "nov-2020")
              for b in ("armenia", "azerbaijan")]  # fmt: skip
    by_hand = [
        {"table": table, "row_id": row, "column": column, "value": "as coded", "source_id": "chronology",
         "quote": "the cell", "coder": "hand"}
        for table, row, column in cells
    ]  # fmt: skip
    by_rule = {"table": "attempts", "row_id": "may-1994", "column": "effective", "value": "1994-05-12",
               "source_id": "news-1", "start": 13, "end": 24, "quote": RAW[13:24], "rule_id": "named_truce",
               "coder": "rules", "confidence": 0.9}  # fmt: skip
    return [*by_hand, by_rule]
