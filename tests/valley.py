"""Small tables of the codebook for the study's tests, written as rows of what matters."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from analysis import codebook

CONFLICT = "river-valley"


class Tables(dict[str, pd.DataFrame]):
    """As the store gives them: frames by name, and the data date."""

    def __init__(self, frames: dict[str, pd.DataFrame], as_of: dt.date) -> None:
        super().__init__(frames)
        self.as_of = as_of


def attempt(attempt_id: str, **cells: Any) -> dict[str, Any]:
    """A row of `attempts`; a date cell `effective="2020-10-10"` or `("2020-10-01", "2020-10-31")` fills its columns."""
    row: dict[str, Any] = {
        "attempt_id": attempt_id,
        "relation": "new",
        "conflict_id": CONFLICT,
        "name": f"Truce {attempt_id}",
        "kind": "bilateral",
        "status": "in_effect",
        "is_statement": True,
        "by_party": True,
        "has_time_point": True,
        "counts_as_ceasefire": True,
        "outcome": "unknown",
        "n_mentions": 0,
        "n_sources": 1,
        "coding": "hand",
        "reliability": "high",
        "needs_review": False,
    }
    for name, value in cells.items():
        row.update(dates(name, value) if name in DATES else {name: value})
    return row


DATES = (
    "announced",
    "signed",
    "agreed_start",
    "effective",
    "agreed_end",
    "ended",
    "last_report",
    "outcome_date",
)


def dates(name: str, value: Any) -> dict[str, Any]:
    lo, hi = value if isinstance(value, tuple) else (value, value)
    stem = name.removesuffix("_date")
    precision = "before" if lo is None else "after" if hi is None else "day" if lo == hi else "month"
    day = [pd.Timestamp(item) if item else pd.NaT for item in (lo, hi)]
    return {f"{stem}_lo": day[0], f"{stem}_hi": day[1], f"{stem}_prec": precision}


def observed(attempt_id: str, outcome: str, day: str | None, **cells: Any) -> dict[str, Any]:
    """A row of `outcomes`."""
    when = pd.Timestamp(day) if day else pd.NaT
    row = {"outcome_id": f"{attempt_id}-{outcome}-{day}", "attempt_id": attempt_id, "outcome": outcome, "lo": when,
           "hi": when, "prec": "day" if day else "none", "standing": "reported", "modality": "asserted"}  # fmt: skip
    return {**row, **cells}


def source(source_id: str, **cells: Any) -> dict[str, Any]:
    """A row of `sources`."""
    row = {"source_id": source_id, "title": f"Text {source_id}", "publisher": "A paper", "licence": "unknown",
           "published": pd.Timestamp("2020-11-12"), "url": "https://paper.example/1", "language": "en",
           "source_type": "news", "alignment": "neutral", "sha256": "0" * 64, "n_chars": 100,
           "conflict_id": CONFLICT, "file": f"{source_id}.txt"}  # fmt: skip
    return {**row, **cells}


def make_tables(as_of: str = "2021-01-01", **rows: list[dict[str, Any]]) -> Tables:
    """All tables of the codebook; those not named are empty, the conflict and its actors are there."""
    given = {
        "conflicts": [{"conflict_id": CONFLICT, "label": "River valley", "dyads": "a+b", "actors": "a|b",
                       "years": "2020-2021"}],
        "actors": [{"actor_id": "a", "label": "Aland", "kind": "state"},
                   {"actor_id": "b", "label": "Beland", "kind": "state"},
                   {"actor_id": "m", "label": "Middle Union", "kind": "igo"},
                   {"actor_id": "n", "label": "Northland", "kind": "state"}],
        **rows,
    }  # fmt: skip
    frames = {name: codebook.empty(name) for name in codebook.load_codebook().tables}
    for name, items in given.items():
        declared = list(frames[name].columns)
        frames[name] = codebook.conform(name, pd.DataFrame(items, dtype=object).reindex(columns=declared))
    return Tables(frames, dt.date.fromisoformat(as_of))


def valley_tables() -> Tables:
    """Six attempts with one of each end, a call, two mediators, one text with mentions of one attempt."""
    text = "The truce of 10 October collapsed on 11 October. Aland said so."
    quote = text[:48]
    return make_tables(
        attempts=[
            attempt("t1", effective="2020-10-10", ended="2020-10-11", outcome="collapsed", outcome_date="2020-10-11",
                    status="ended", coding="both", n_mentions=1, n_sources=2),
            attempt("t2", effective="2020-10-18", ended="2020-10-18", outcome="collapsed", outcome_date="2020-10-18",
                    status="ended", parent_id="t1", relation="renewal"),
            attempt("t3", effective="2020-11-10", outcome="held", last_report="2021-01-01"),
            attempt("t4", signed="2020-11-20", outcome="not_implemented", status="never_in_effect"),
            attempt("t5", effective=("2020-12-01", "2020-12-31"), outcome="violated", last_report="2020-12-31"),
            attempt("t6", announced="2020-10-02", kind="call", outcome="rejected", status="rejected",
                    counts_as_ceasefire=False),
        ],
        participants=[
            {"attempt_id": name, "actor_id": actor, "role": role, "surface": actor}
            for name, actor, role in [("t1", "a", "party"), ("t1", "b", "party"), ("t1", "m", "mediator"),
                                      ("t2", "m", "mediator"), ("t2", "n", "mediator"), ("t3", "m", "mediator"),
                                      ("t6", "n", "caller")]
        ],
        outcomes=[
            observed("t1", "collapsed", "2020-10-11"),
            observed("t1", "violated", "2020-10-10", standing="alleged", claimant_id="a"),
            observed("t1", "collapsed", "2020-10-11", outcome_id="m1", mention_id="paper:0-48"),
            observed("t2", "collapsed", "2020-10-18"),
        ],
        sources=[source("paper")],
        sentences=[
            {"sentence_id": "paper:s1", "source_id": "paper", "fragment_no": 0, "start": 0, "end": 48, "text": quote},
            {"sentence_id": "paper:s2", "source_id": "paper", "fragment_no": 0, "start": 49, "end": 63,
             "text": text[49:]},
        ],
        mentions=[{"mention_id": "paper:0-48", "sentence_id": "paper:s1", "source_id": "paper", "act": "collapse",
                   "modality": "asserted", "claimant_id": "a", "trigger_start": 24, "trigger_end": 33,
                   "rule_id": "collapse.verb", "confidence": 0.9, "is_collective": False, "outcome": "collapsed"}],
        mention_attempts=[{"mention_id": "paper:0-48", "attempt_id": "t1", "method": "date"}],
        mention_actors=[{"mention_id": "paper:0-48", "actor_id": "b", "role": "party", "start": 4, "end": 9,
                         "surface": "b"}],
        mention_dates=[{"mention_id": "paper:0-48", "date_role": "effective", "lo": pd.Timestamp("2020-10-10"),
                        "hi": pd.Timestamp("2020-10-10"), "prec": "day", "method": "explicit", "start": 13,
                        "end": 23}],
        evidence=[
            {"table": "attempts", "row_id": "t1", "column": "effective_lo", "value": "2020-10-10",
             "source_id": "paper", "start": 0, "end": 23, "quote": text[:23], "rule_id": "date.day", "coder": "rules",
             "confidence": 0.9},
            {"table": "attempts", "row_id": "t1", "column": "outcome", "value": "collapsed", "source_id": "paper",
             "start": 0, "end": 48, "quote": quote, "rule_id": "collapse.verb", "coder": "rules", "confidence": 0.9},
        ],
        citations=[
            {"attempt_id": "t1", "column": "effective", "value": "2020-10-10", "url": "https://news.example/a"},
        ],
        disagreements=[
            {"attempt_id": "t1", "column": "outcome", "value": "collapsed on 2020-10-11", "used": True,
             "reason": "two papers", "source_id": "chronology", "url": "https://news.example/a"},
            {"attempt_id": "t1", "column": "outcome", "value": "held to 2020-10-12", "used": False, "reason": "one",
             "source_id": "paper"},
        ],
    )  # fmt: skip
