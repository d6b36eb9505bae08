"""What a text tells of an attempt, held against the value that the tables use: support, or another reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from analysis.coding.joining.linking import overlap
from analysis.coding.joining.merged_attempts import Merged
from analysis.coding.joining.text_attempts import DATE_STEMS, Cell, TextAttempt
from analysis.coding.joining.text_mentions import Row, to_interval
from analysis.coding.reference.chronology_dates import Interval
from analysis.text.gazetteer_index import load_gazetteer

HAND = "chronology"
BEGIN_STEMS = ("signed", "announced", "effective", "agreed_start")
# What two or more agreed: a text that does not name the document, or all who agreed, does not contradict the kind.
KINDS_ALIKE = frozenset(("bilateral", "multilateral", "agreement", "other"))
STANDING_STATES = frozenset(("held", "violated"))

BY_HAND = "The hand-coded chronology, which weighs several sources."
BY_SUREST_TEXT = "The text that the rules are surest of, or the one published last."
OTHERWISE = "A text read by rule tells it otherwise."
WITHIN_TEXT = "The same text tells this too."
IN_ORDER = (
    "The same text says so of all ceasefires of this time, after telling of this one; taken as of the others."
)


@dataclass(frozen=True)
class Reading:
    """A cell as a text tells it.

    `agrees` says that it supports the value in the tables; otherwise it stands beside it, with `why`. `used` is the
    value in the tables as text, empty where there is none: then there is nothing to differ from.
    """

    table: str
    row_id: str
    attempt_id: str
    source_id: str
    cell: Cell
    agrees: bool
    used: str
    by_hand: bool
    why: str = OTHERWISE


@dataclass(frozen=True)
class Held:
    """What the tables hold of an attempt: cells by column (dates as intervals) and participants."""

    attempt_id: str
    cells: Mapping[str, Any]
    parts: frozenset[tuple[str, str]]
    by_hand: bool


def hold_merged(attempt_id: str, merged: Merged) -> Held:
    """Return what the tables hold of an attempt that only texts know."""
    parts = frozenset((part.actor.actor_id, part.role) for part in merged.parts)
    outcome = {"outcome_date": None}
    return Held(attempt_id, {**merged.row, **outcome, **_all_stems(merged.dates)}, parts, by_hand=False)


def hold_hand(attempt_id: str, hand: Mapping[str, pd.DataFrame]) -> Held:
    """Return what the chronology holds of an attempt."""
    attempts, participants = hand["attempts"], hand["participants"]
    row = attempts[attempts["attempt_id"] == attempt_id].iloc[0]
    cells: dict[str, Any] = {str(c): None if pd.isna(row[c]) else row[c] for c in attempts.columns}
    own = participants[participants["attempt_id"] == attempt_id]
    parts = frozenset(zip(own["actor_id"], own["role"], strict=True))
    dates = {stem: when for stem in DATE_STEMS if (when := _interval(cells, stem))}
    outcome = {"outcome_date": _interval(cells, "outcome")}
    return Held(attempt_id, {**cells, **outcome, **_all_stems(dates)}, parts, by_hand=True)


def _all_stems(dates: Mapping[str, Interval]) -> dict[str, Interval | None]:
    return {stem: dates.get(stem) for stem in DATE_STEMS}


def _interval(cells: Mapping[str, Any], stem: str) -> Interval | None:
    lo, hi = cells[f"{stem}_lo"], cells[f"{stem}_hi"]
    if lo is None and hi is None:
        return None
    return Interval(lo.date() if lo else None, hi.date() if hi else None, cells[f"{stem}_prec"])


# --- comparing


def compare(member: TextAttempt, held: Held, last_day: date | None = None) -> list[Reading]:
    """Hold what a text tells of an attempt against the tables. `last_day` is the last day that the text can know of.

    A cell that the tables leave empty is no field on which sources differ.
    """
    readings = [reading for cell in member.cells for reading in _cell_reading(member, held, cell, last_day)]
    readings += [reading for part in member.parts for reading in _part_reading(member, held, part.role, part)]
    return [one for one in [*readings, *_rival_states(member, held)] if one.agrees or one.used]


def _cell_reading(member: TextAttempt, held: Held, cell: Cell, last_day: date | None) -> Iterator[Reading]:
    if cell.column in DATE_STEMS:
        yield _date_reading(member, held, cell)
        return
    used = held.cells.get(cell.column)
    if cell.column == "kind" and used != cell.value and {used, cell.value} <= KINDS_ALIKE:
        # The kind of a merged row rests on all its texts; beside the chronology's it is no other reading.
        if not held.by_hand:
            yield _reading(member, held, replace(cell, value=str(used)), True, used)
        return
    if cell.column == "outcome" and _spoke_before(held, cell, last_day):
        return
    yield _reading(member, held, cell, used == cell.value, used)


def _spoke_before(held: Held, cell: Cell, last_day: date | None) -> bool:
    """A text that ends before the outcome cannot tell it: that the truce still stood is then no contradiction."""
    when = held.cells["outcome_date"]
    return bool(cell.value in STANDING_STATES and last_day and when and when.lo and last_day < when.lo)


def _date_reading(member: TextAttempt, held: Held, cell: Cell) -> Reading:
    told = member.dates[cell.column]
    used = held.cells.get(cell.column)
    if cell.column in member.loose and held.by_hand:
        # "The ceasefire of 12 May" may be named after any day of its beginning.
        fitting = [stem for stem in BEGIN_STEMS if (day := held.cells[stem]) and overlap(told, day)]
        if fitting:
            return _reading(member, held, replace(cell, column=fitting[0]), True, held.cells[fitting[0]])
    return _reading(member, held, cell, used is not None and overlap(told, used), used)


def _part_reading(member: TextAttempt, held: Held, role: str, part: Any) -> Iterator[Reading]:
    actor = part.actor
    if (actor.actor_id, role) in held.parts:
        row_id = f"{held.attempt_id}|{actor.actor_id}|{role}"
        yield Reading(
            "participants", row_id, held.attempt_id, member.source_id, part.cell, True, role, held.by_hand
        )
    elif actor.kind != "person":
        used = "; ".join(sorted(_label(one) for one, other in held.parts if other == role))
        yield _reading(member, held, replace(part.cell, column=role, value=actor.label), False, used)


def _label(actor_id: str) -> str:
    known = load_gazetteer().actors.get(actor_id)
    return known.label if known else actor_id


def _rival_states(member: TextAttempt, held: Held) -> Iterator[Reading]:
    """The states that lost where one text tells both of an end and of the standing of an attempt."""
    used = held.cells.get("outcome")
    told = {one.outcome: one for one in member.observed if one.counts} if member.disputed else {}
    for outcome, observed in told.items():
        if outcome not in (used, member.row["outcome"]):
            yield replace(_reading(member, held, observed.cell, False, used), why=WITHIN_TEXT)


def _reading(member: TextAttempt, held: Held, cell: Cell, agrees: bool, used: Any) -> Reading:
    text = "" if used is None else str(used)
    return Reading(
        "attempts", held.attempt_id, held.attempt_id, member.source_id, cell, agrees, text, held.by_hand
    )


def last_day_of(member: TextAttempt, published: date | None) -> date | None:
    """Return the day a text was published, else the last day of the attempt's beginning: what it knows at least."""
    if published:
        return published
    days = [when.hi for value in member.values.values() if (when := to_interval(value)).hi]
    return max(days, default=None)


# --- rows of `disagreements`


def contradiction_rows(readings: Iterable[Reading], held: pd.DataFrame) -> list[Row]:
    """Return the rows for readings that differ, and for each such field the one that is used, unless `held` has it."""
    known = set(zip(held["attempt_id"], held["column"], strict=True))
    rows: list[Row] = []
    for reading in readings:
        rows.append(_other_row(reading))
        field = reading.attempt_id, reading.cell.column
        if field not in known:
            known.add(field)
            rows.append(_used_row(reading))
    return rows


def _other_row(reading: Reading) -> Row:
    cell = reading.cell
    return {
        "attempt_id": reading.attempt_id, "column": cell.column, "value": cell.value, "used": False,
        "reason": reading.why, "source_id": reading.source_id, "start": cell.start, "end": cell.end, "url": None,
        "detail": None,
    }  # fmt: skip


def _used_row(reading: Reading) -> Row:
    return {
        "attempt_id": reading.attempt_id, "column": reading.cell.column, "value": reading.used,
        "used": True, "reason": BY_HAND if reading.by_hand else BY_SUREST_TEXT,
        "source_id": HAND if reading.by_hand else None, "start": None, "end": None, "url": None, "detail": None,
    }  # fmt: skip
