"""Attempts that several texts tell, as one row: the surest text gives it, the others complete and contradict it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.coding.joining.attempt_names import name_attempt
from analysis.coding.joining.attempts_of_text import kind_of, level_of
from analysis.coding.joining.linking import Group
from analysis.coding.joining.text_attempts import (
    BEGINNINGS,
    DATE_STEMS,
    NO_PARTIES,
    Part,
    TextAttempt,
    bounds,
    why_missing,
)
from analysis.coding.joining.text_mentions import Row
from analysis.coding.reference.chronology_dates import Interval

NOT_BEGUN = ("never_in_effect", "rejected", "proposed")
# These go together: an outcome with its date, standing and the status it gives.
OUTCOME_CELLS = (
    "outcome", "outcome_lo", "outcome_hi", "outcome_prec", "outcome_standing", "outcome_na", "status",
)  # fmt: skip
TESTS = ("is_statement", "by_party", "has_time_point")


@dataclass(frozen=True)
class Merged:
    """An attempt that only texts know: its row of `attempts` without counts, its dates, and its participants."""

    row: Row
    dates: dict[str, Interval]
    parts: tuple[Part, ...]


def merge_members(group: Group, published: Mapping[str, date | None]) -> Merged:
    """Return what the texts of a group tell together.

    The member that the rules are surest of comes first; a date or an outcome that it lacks is taken from the others.
    Of several outcomes that of the text published last counts.
    """
    members = sorted(group.members, key=lambda one: (-float(one.row["confidence"]), one.source_id, one.order))
    if len(members) == 1:
        only = members[0]
        return Merged(only.row | {"attempt_id": group.attempt_id}, only.dates, tuple(only.parts))
    parts = _parts(members)
    row: Row = members[0].row | _outcome(members, published) | {"attempt_id": group.attempt_id}
    dates = _dates(members, row["status"])
    row |= _kind_cells(members, parts)
    row["form"] = next((one.row["form"] for one in members if one.row["form"]), None)
    for stem in DATE_STEMS:
        row |= bounds(stem, dates.get(stem))
    return Merged(row | why_missing(dates, row["status"]), dates, parts)


def _parts(members: Sequence[TextAttempt]) -> tuple[Part, ...]:
    found: dict[tuple[str, str], Part] = {}
    for member in members:
        for part in member.parts:
            found.setdefault((part.actor.actor_id, part.role), part)
    return tuple(found.values())


def _outcome(members: Sequence[TextAttempt], published: Mapping[str, date | None]) -> Row:
    known = [one for one in members if one.row["outcome"] != "unknown"]
    last = max(
        known, key=lambda one: (published.get(one.source_id) or date.min, one.source_id), default=members[0]
    )
    cells = {column: last.row[column] for column in OUTCOME_CELLS}
    if cells["status"] == "agreed" and any(one.row["status"] == "in_effect" for one in members):
        cells["status"] = "in_effect"
    return cells


def _dates(members: Sequence[TextAttempt], status: str) -> dict[str, Interval]:
    dates: dict[str, Interval] = {}
    for member in members:
        for stem, when in member.dates.items():
            dates.setdefault(stem, when)
    begun, ended = dates.get("effective"), dates.get("ended")
    if status in NOT_BEGUN:
        dates.pop("effective", None)
    if status != "ended" or (begun and ended and begun.lo and ended.lo and ended.lo < begun.lo):
        dates.pop("ended", None)
    return dates


def _kind_cells(members: Sequence[TextAttempt], parts: tuple[Part, ...]) -> Row:
    parties = [part.actor for part in parts if part.role == "party"]
    kinds = [str(one.row["kind"]) for one in members]
    kind = "agreement" if "agreement" in kinds else kind_of(kinds[0], len(parties))
    main = next((one.values[role] for role in BEGINNINGS for one in members if role in one.values), None)
    tests = {test: _any([one.row[test] for one in members]) for test in TESTS}
    callers = [part.actor.label for part in parts if part.role == "caller"]
    return {
        "kind": kind,
        "name": name_attempt(kind, [actor.label for actor in parties], callers, main),
        "level": level_of(parties),
        **tests,
        "counts_as_ceasefire": kind != "other" and all(value is True for value in tests.values()),
    }


def _any(values: list[Any]) -> bool | None:
    known = [value for value in values if value is not None]
    return any(known) if known else None


def reasons_of(group: Group, merged: Merged | None) -> list[str]:
    """Return why a person should look at the group, each reason once."""
    told = [reason for member in group.members for reason in member.reasons] + group.reasons
    kind = merged.row["kind"] if merged else None
    return [reason for reason in dict.fromkeys(told) if reason != NO_PARTIES or kind == "other"]
