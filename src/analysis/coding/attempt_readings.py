"""What a text tells of an attempt, held against the value that the tables use: support, or another reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.coding.chronology_dates import Interval
from analysis.coding.linking import touch
from analysis.coding.merged_attempts import Merged
from analysis.coding.text_attempts import Cell, TextAttempt
from analysis.coding.text_mentions import Row

HAND = "chronology"
DATE_STEMS = ("announced", "signed", "agreed_start", "effective", "agreed_end", "ended")
# A text that speaks of an agreement without telling what kind it is does not contradict the kind.
KINDS_ALIKE = frozenset(("bilateral", "multilateral", "agreement", "other"))
BY_HAND = "The hand-coded chronology, which weighs several sources."
BY_OTHER_TEXT = "The text that the rules are surest of."
SILENT = "The chronology does not say; a text read by rule does."
OTHERWISE = "A text read by rule tells it otherwise."
IN_ORDER = "The same text says so of all attempts of this time, after telling of this one; read as speaking of the earlier ones."
NOTHING_TOLD = "unknown"


@dataclass(frozen=True)
class Reading:
    """One cell as a text tells it; `agrees` with the used value, which is `used` as text (empty where there is none)."""

    table: str
    row_id: str
    cell: Cell
    agrees: bool
    attempt_id: str
    source_id: str
    used: str = ""
    by_hand: bool = False
    collective: bool = False


def compare_with_merged(attempt_id: str, member: TextAttempt, merged: Merged) -> list[Reading]:
    """Hold a text against the row that it and other texts make together."""
    parts = {(part.actor.actor_id, part.role) for part in merged.parts}
    held: dict[str, Any] = {**merged.row, **merged.dates}
    return [
        *_cell_readings(attempt_id, member, held, by_hand=False),
        *_part_readings(attempt_id, member, parts, by_hand=False),
    ]


def compare_with_hand(
    attempt_id: str, member: TextAttempt, hand: Mapping[str, pd.DataFrame]
) -> list[Reading]:
    """Hold a text against the row of the chronology."""
    attempts, participants = hand["attempts"], hand["participants"]
    row = attempts[attempts["attempt_id"] == attempt_id].iloc[0]
    held: dict[str, Any] = {str(c): None if pd.isna(row[c]) else row[c] for c in attempts.columns}
    held |= {stem: _interval_of(held, stem) for stem in DATE_STEMS}
    own = participants[participants["attempt_id"] == attempt_id]
    parts = set(zip(own["actor_id"], own["role"], strict=True))
    return [
        *_cell_readings(attempt_id, member, held, by_hand=True),
        *_part_readings(attempt_id, member, parts, by_hand=True),
    ]


def _interval_of(held: Mapping[str, Any], stem: str) -> Interval | None:
    lo, hi = held[f"{stem}_lo"], held[f"{stem}_hi"]
    if lo is None and hi is None:
        return None
    return Interval(_day(lo), _day(hi), held[f"{stem}_prec"])


def _day(value: Any) -> date | None:
    return None if value is None else value.date()


def _cell_readings(
    attempt_id: str, member: TextAttempt, held: Mapping[str, Any], *, by_hand: bool
) -> Iterator[Reading]:
    for cell in member.cells:
        used = held.get(cell.column)
        agrees = _agrees(cell, member, used)
        yield Reading(
            "attempts", attempt_id, cell, agrees, attempt_id, member.source_id, _as_text(used), by_hand
        )


def _agrees(cell: Cell, member: TextAttempt, used: Any) -> bool:
    if isinstance(used, Interval):
        told = member.dates.get(cell.column)
        return told is not None and touch(told, used)
    if cell.column == "kind":
        return used == cell.value or {used, cell.value} <= KINDS_ALIKE
    return used == cell.value


def _as_text(used: Any) -> str:
    return "" if used is None else str(used)


def _part_readings(
    attempt_id: str, member: TextAttempt, parts: set[Any], *, by_hand: bool
) -> Iterator[Reading]:
    for part in member.parts:
        actor, role = part.actor.actor_id, part.role
        if (actor, role) in parts:
            row_id = f"{attempt_id}|{actor}|{role}"
            yield Reading(
                "participants", row_id, part.cell, True, attempt_id, member.source_id, actor, by_hand
            )
        elif part.actor.kind != "person":
            used = "; ".join(sorted(a for a, r in parts if r == role))
            cell = Cell(role, actor, part.cell.start, part.cell.end, part.cell.rule_id)
            yield Reading("attempts", attempt_id, cell, False, attempt_id, member.source_id, used, by_hand)


# --- rows of `disagreements` ---------------------------------------------------------------------------------------------


def contradiction_rows(readings: Iterable[Reading], held: pd.DataFrame) -> list[Row]:
    """Return the rows for readings that differ, and for each such field the reading that is used, unless `held` has it."""
    listed = [reading for reading in readings if not reading.agrees]
    known = set(zip(held["attempt_id"], held["column"], strict=True))
    rows: dict[tuple[Any, ...], Row] = {}
    for reading in listed:
        row = _row(reading)
        rows.setdefault(tuple(row.values()), row)
        field = reading.attempt_id, reading.cell.column
        if field not in known:
            known.add(field)
            used = _used_row(reading)
            rows.setdefault(tuple(used.values()), used)
    return list(rows.values())


def _row(reading: Reading) -> Row:
    cell = reading.cell
    why = IN_ORDER if reading.collective else OTHERWISE if reading.used else SILENT
    return {
        "attempt_id": reading.attempt_id, "column": cell.column, "value": cell.value, "used": False, "reason": why,
        "source_id": reading.source_id, "start": cell.start, "end": cell.end, "url": None, "detail": None,
    }  # fmt: skip


def _used_row(reading: Reading) -> Row:
    """The value in the tables; a field that they leave empty is told as not told."""
    return {
        "attempt_id": reading.attempt_id, "column": reading.cell.column, "value": reading.used or NOTHING_TOLD, "used": True,
        "reason": BY_HAND if reading.by_hand else BY_OTHER_TEXT, "source_id": HAND if reading.by_hand else None,
        "start": None, "end": None, "url": None, "detail": None,
    }  # fmt: skip
