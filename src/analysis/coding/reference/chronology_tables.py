"""Rows of the chronology as tidy tables: attempts, participants, outcomes, with evidence and citations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import pandas as pd

from analysis import codebook
from analysis.coding.reference.chronology_dates import UNDATED, Interval
from analysis.coding.reference.chronology_rows import ROLE_COLUMNS, HandRow

SOURCE_ID = "chronology"
CODER = "hand"

ATTEMPT_DATES = (
    "announced",
    "signed",
    "agreed_start",
    "effective",
    "agreed_end",
    "ended",
    "outcome_date",
    "last_report",
)
ATTEMPT_WORDS = ("relation", "kind", "status", "level", "class", "purpose", "form", "enforcement", "outcome_standing",
                 "reliability")  # fmt: skip
ATTEMPT_TEXT = ("parent_id", "conflict_id", "name", "place")
# Column of addresses -> the columns that rest on them. Terms without addresses of their own rest on those of the dates.
RESTS_ON = {
    "sources_dates": ("announced", "signed", "agreed_start", "effective", "effective_time", "agreed_end", "place"),
    "sources_terms": (
        "kind", "level", "class", "purpose", "form", "mechanism", "enforcement", "party", "signatory", "mediator",
        "caller", "proposer", "host", "monitor", "guarantor", "peacekeeper",
    ),
    "sources_violation": ("first_violation", "violator"),
    "sources_outcome": ("outcome", "outcome_date", "status", "ended", "last_report", "rejecter", "objector"),
}  # fmt: skip


@dataclass(frozen=True)
class Observation:
    """An outcome that a source tells of an attempt; `quote` is the cell it stands in."""

    outcome: str
    when: Interval | None
    claimant: str | None
    standing: str
    quote: str


def make_attempts(rows: list[HandRow]) -> pd.DataFrame:
    """Table `attempts`: one row per attempt, coding `hand`, one source (the chronology), no mentions yet."""
    return _frame("attempts", [_make_attempt(row) for row in rows])


def make_participants(rows: list[HandRow]) -> pd.DataFrame:
    """Table `participants`: a signer stands there as a person, where known, and as the actor he or she binds."""
    return _frame("participants", [
        {"attempt_id": row.attempt_id, "actor_id": one.actor_id, "role": role, "surface": one.surface}
        for row, role, one in _participants(rows)
    ])  # fmt: skip


def make_outcomes(rows: list[HandRow]) -> pd.DataFrame:
    """Table `outcomes`: the first breach (one row per claimant), then the other states told, in their order."""
    return _frame("outcomes", [
        {
            "outcome_id": outcome_id, "attempt_id": row.attempt_id, "outcome": seen.outcome, **_bounds("", seen.when),
            "claimant_id": seen.claimant, "standing": seen.standing, "modality": "asserted",
        }
        for row in rows for outcome_id, seen in _observed(row)
    ])  # fmt: skip


def make_evidence(rows: list[HandRow]) -> pd.DataFrame:
    """Table `evidence`: every coded cell with the text of the chronology's cell as its quote, without offsets."""
    found: list[dict[str, Any]] = []
    for row in rows:
        found += [_evidence("attempts", row.attempt_id, *cell) for cell in _attempt_cells(row)]
        found += [
            _evidence("outcomes", outcome_id, "outcome", seen.outcome, seen.quote)
            for outcome_id, seen in _observed(row)
        ]
    found += [
        _evidence("participants", f"{row.attempt_id}|{one.actor_id}|{role}", "role", role, one.text)
        for row, role, one in _participants(rows)
    ]
    return _frame("evidence", found)


def make_citations(rows: list[HandRow]) -> pd.DataFrame:
    """Table `citations`: per coded value the addresses it rests on; a role is named as in the codebook."""
    return _frame("citations", [
        {"attempt_id": row.attempt_id, "column": column, "value": value, "url": url}
        for row in rows
        for group, columns in RESTS_ON.items()
        for (column, value), url in product(_cited(row, columns), row.addresses[group] or _fallback(row, group))
    ])  # fmt: skip


def observed(row: HandRow) -> list[Observation]:
    """The outcomes that sources tell of an attempt, the first breach first."""
    told = row.outcome.told
    breach = "first_violation" in row.dates or "first_violation" in row.reasons
    found = list(_breaches(row)) if breach else []
    standing = row.words.get("outcome_standing", "reported")
    for state in dict.fromkeys(told):
        # "Violated but held" is one state; a breach told with its own cell is not told twice.
        repeats = state == "violated" and breach and state != row.outcome.value
        if state == "unknown" or repeats or (state == "held" and row.outcome.value == "violated"):
            continue
        when = _outcome_date(row) if state == row.outcome.value else None
        found.append(Observation(state, when or UNDATED, None, standing, row.text["outcome"]))
    return found


def _breaches(row: HandRow) -> Iterator[Observation]:
    when = row.dates.get("first_violation", UNDATED)
    standing = row.words.get("first_violation_standing", "reported")
    quote = row.text.get("first_violation_detail", row.text["first_violation"])
    for claimant in row.claimants or (None,):
        yield Observation("violated", when, claimant, standing, quote)


def _observed(row: HandRow) -> list[tuple[str, Observation]]:
    return [(f"{row.attempt_id}-{number}", seen) for number, seen in enumerate(observed(row), start=1)]


def _outcome_date(row: HandRow) -> Interval | None:
    return row.dates.get("outcome_date", UNDATED if "outcome_date" in row.reasons else None)


def _participants(rows: list[HandRow]) -> Iterator[tuple[HandRow, str, Any]]:
    for row in rows:
        for column, role in ROLE_COLUMNS.items():
            for one in row.actors.get(column, ()):
                yield row, role, one


def _make_attempt(row: HandRow) -> dict[str, Any]:
    made: dict[str, Any] = {"attempt_id": row.attempt_id}
    made |= {column: row.text.get(column) for column in ATTEMPT_TEXT}
    made |= {column: row.words.get(column) for column in ATTEMPT_WORDS}
    made |= dict(row.flags) | {
        "counts_as_ceasefire": row.counted,
        "mechanism": "|".join(row.mechanism) or None,
    }
    for column in ATTEMPT_DATES:
        made |= _bounds(f"{column.removesuffix('_date')}_", _date_of(row, column))
    made |= {
        "effective_time": row.effective_time or None, "effective_na": row.reasons.get("effective"),
        "ended_na": row.reasons.get("ended"), "outcome": row.outcome.value, "outcome_na": row.outcome.na,
        "n_mentions": 0, "n_sources": 1, "coding": CODER, "needs_review": "review" in row.text,
        "review_reason": _review(row),
    }  # fmt: skip
    return made


def _date_of(row: HandRow, column: str) -> Interval | None:
    return _outcome_date(row) if column == "outcome_date" else row.dates.get(column)


def _review(row: HandRow) -> str | None:
    reasons = [reason.strip() for reason in row.text.get("review", "").split(";")]
    return "|".join(reason for reason in reasons if reason) or None


def _bounds(prefix: str, when: Interval | None) -> dict[str, Any]:
    if when is None:
        return {f"{prefix}{part}": None for part in ("lo", "hi", "prec")}
    return {f"{prefix}lo": when.lo, f"{prefix}hi": when.hi, f"{prefix}prec": when.prec}


def _attempt_cells(row: HandRow) -> Iterator[tuple[str, str, str]]:
    """Column, value as the tables print it, and the cell, for every coded cell of an attempt."""
    for column in (*ATTEMPT_TEXT, *ATTEMPT_WORDS):
        if column in row.text:
            yield column, row.words.get(column, row.text[column]), row.text[column]
    for column, flag in row.flags.items():
        yield column, str(flag).lower(), row.text[column]
    tests = "; ".join(row.text[column] for column in row.flags)
    yield "counts_as_ceasefire", str(row.counted).lower(), tests
    for column in ATTEMPT_DATES:
        when = row.dates.get(column)
        if when:
            yield column, str(when), row.text[column]
    yield from _other_cells(row)


def _other_cells(row: HandRow) -> Iterator[tuple[str, str, str]]:
    yield "outcome", row.outcome.value, row.text["outcome"]
    if row.outcome.na:
        yield "outcome_na", row.outcome.na, row.text["outcome"]
    for column in ("effective", "ended"):
        if column in row.reasons:
            yield f"{column}_na", row.reasons[column], row.text[column]
    if row.mechanism:
        yield "mechanism", "|".join(row.mechanism), row.text["mechanism"]
    if row.effective_time:
        yield "effective_time", row.effective_time, row.text["effective_time"]


def _evidence(table: str, row_id: str, column: str, value: str, quote: str) -> dict[str, Any]:
    return {
        "table": table, "row_id": row_id, "column": column, "value": value, "source_id": SOURCE_ID, "quote": quote,
        "coder": CODER,
    }  # fmt: skip


def _cited(row: HandRow, columns: tuple[str, ...]) -> list[tuple[str, str]]:
    values = _values(row)
    return [(column, values[column]) for column in columns if values.get(column)]


def _values(row: HandRow) -> Mapping[str, str]:
    """Column or role -> the coded value as text, for everything that an address can support."""
    values = {column: value for column, value, _ in _attempt_cells(row) if value != "unknown"}
    for column, role in ROLE_COLUMNS.items():
        values[role] = "|".join(sorted(one.actor_id for one in row.actors.get(column, ())))
    return values | {"first_violation": str(row.dates.get("first_violation", ""))}


def _fallback(row: HandRow, group: str) -> tuple[str, ...]:
    return row.addresses["sources_dates"] if group == "sources_terms" else ()


def _frame(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return codebook.conform(table, pd.DataFrame(rows)) if rows else codebook.empty(table)


MAKERS: dict[str, Callable[[list[HandRow]], pd.DataFrame]] = {
    "attempts": make_attempts, "participants": make_participants, "outcomes": make_outcomes, "evidence": make_evidence,
    "citations": make_citations,
}  # fmt: skip
