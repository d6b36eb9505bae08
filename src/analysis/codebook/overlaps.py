"""Attempts of one dyad that were in force at the same time: not an error, and worth a person's look."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from analysis.codebook.frames import rows_of

# A ceasefire that others asked for, or that nobody agreed to, was never in force between two parties.
NOT_IN_FORCE = ("call", "proposal", "other")


def find_overlaps(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Ids, sorted, of attempts that were surely in force together with another one of the same dyad.

    Surely in force is from `effective_hi` to `ended_lo`, or without end where the status is `in_effect`.
    The day on which one ends and the next begins is no overlap. Attempts linked by `parent_id`, directly or
    over others, are meant to run together (a confirmation, a local part) and are left out.
    """
    spans = _spans(tables["attempts"])
    by_dyad = _attempts_by_dyad(tables["participants"], spans)
    parent_of = _parents(tables["attempts"])
    flagged: set[str] = set()
    for attempts in by_dyad.values():
        ordered = sorted(attempts, key=lambda attempt: spans[attempt])
        for place, first in enumerate(ordered):
            for second in ordered[place + 1 :]:
                if spans[second][0] >= spans[first][1]:
                    break
                if spans[second][1] > spans[second][0] and not _related(first, second, parent_of):
                    flagged |= {first, second}
    return sorted(flagged)


def _spans(attempts: pd.DataFrame) -> dict[str, tuple[pd.Timestamp, pd.Timestamp]]:
    begun = attempts[attempts["effective_hi"].notna() & ~attempts["kind"].isin(NOT_IN_FORCE)]
    open_end = pd.Timestamp.max
    spans: dict[str, tuple[pd.Timestamp, pd.Timestamp]] = {}
    for row in rows_of(begun):
        end = (
            row.ended_lo
            if pd.notna(row.ended_lo)
            else open_end
            if row.status == "in_effect"
            else row.effective_hi
        )
        spans[str(row.attempt_id)] = (row.effective_hi, max(end, row.effective_hi))
    return spans


def _attempts_by_dyad(
    participants: pd.DataFrame, spans: Mapping[str, object]
) -> dict[tuple[str, str], set[str]]:
    parties = participants[(participants["role"] == "party") & participants["attempt_id"].isin(list(spans))]
    by_dyad: dict[tuple[str, str], set[str]] = {}
    for attempt, actors in parties.groupby("attempt_id")["actor_id"]:
        for dyad in combinations(sorted(set(actors)), 2):
            by_dyad.setdefault(dyad, set()).add(str(attempt))
    return by_dyad


def _parents(attempts: pd.DataFrame) -> dict[str, str]:
    known = attempts.dropna(subset=["parent_id"])
    return dict(zip(known["attempt_id"], known["parent_id"], strict=True))


def _related(first: str, second: str, parent_of: Mapping[str, str]) -> bool:
    return bool(_line(first, parent_of) & _line(second, parent_of))


def _line(attempt: str, parent_of: Mapping[str, str]) -> set[str]:
    line = {attempt}
    above = parent_of.get(attempt)
    while above is not None and above not in line:
        line.add(above)
        above = parent_of.get(above)
    return line
