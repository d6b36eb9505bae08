"""How long attempts lasted, under each of four rules of what counts as the end.

An attempt enters on the day from which it was surely in force. An end with known bounds is an event
between them; an end that is told without a day is an event with an open upper bound; where no end is told, the
spell is censored on the last day that a source speaks of. Nothing is assumed about days that no source tells.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations
from typing import Any

import pandas as pd

from analysis import codebook
from analysis.coding.reference.chronology_dates import UNDATED, Interval
from analysis.coding.reference.chronology_rows import HandRow

Rule = Callable[[HandRow], Interval | None]


def make_spells(rows: list[HandRow]) -> pd.DataFrame:
    """Table `spells`: per attempt that took effect, pair of parties and failure rule.

    A one-sided ceasefire has no pair. `event` False means censored, with `exit_lo` the last day observed.
    """
    made = [
        _make_spell(row, dyad, rule, find)
        for row in rows
        for dyad in _dyads(row)
        for rule, find in FAILURE_RULES.items()
    ]
    spells = [spell for spell in made if spell]
    return codebook.conform("spells", pd.DataFrame(spells)) if spells else codebook.empty("spells")


def _dyads(row: HandRow) -> list[str | None]:
    return ["+".join(pair) for pair in combinations(row.parties, 2)] or [None]


def _make_spell(row: HandRow, dyad: str | None, rule: str, find: Rule) -> dict[str, Any] | None:
    begun = row.dates.get("effective")
    entry = (begun.hi or begun.lo) if begun else None
    if entry is None:
        return None
    end = find(row)
    first = _last_seen(row, entry) if end is None else max(end.lo or entry, entry)
    return {
        "attempt_id": row.attempt_id, "entry": entry, "exit_lo": first,
        "exit_hi": _not_before(first, end.hi) if end else None, "event": end is not None, "failure_rule": rule,
        "dyad": dyad,
    }  # fmt: skip


def _not_before(first: date, last: date | None) -> date | None:
    return max(first, last) if last else None


def _last_seen(row: HandRow, entry: date) -> date:
    """The last day on which it was surely in force: the earliest day of its end, else the last report."""
    over = row.dates.get("ended")
    told = over if over and over.lo else row.dates.get("last_report")
    return max((told.lo if told and told.lo else entry), entry)


def _first_violation(row: HandRow) -> Interval | None:
    if "first_violation" in row.dates:
        return row.dates["first_violation"]
    broken = row.outcome.value in ("collapsed", "denounced")
    if not broken and "violated" not in row.outcome.told and "first_violation" not in row.reasons:
        return None
    # Told without a day: some day up to the end.
    last = row.dates.get("ended", row.dates.get("last_report", UNDATED)).hi
    return Interval(None, last, "before") if last else UNDATED


def _collapse(row: HandRow) -> Interval | None:
    if row.outcome.value not in ("collapsed", "denounced"):
        return None
    return row.dates.get("outcome_date", row.dates.get("ended", UNDATED))


def _war_resumes(row: HandRow) -> Interval | None:
    return row.dates.get("war_resumed", UNDATED if "war_resumed" in row.reasons else None)


def _any_end(row: HandRow) -> Interval | None:
    return row.dates.get("ended", UNDATED) if row.words["status"] == "ended" else None


FAILURE_RULES: dict[str, Rule] = {
    "first_violation": _first_violation,
    "collapse": _collapse,
    "war_resumes": _war_resumes,
    "any_end": _any_end,
}
