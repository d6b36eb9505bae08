"""Attempts that several texts tell, as one row: the surest text gives it, the others complete and contradict it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.coding.chronology_dates import Interval
from analysis.coding.linking import Group
from analysis.coding.text_attempts import NO_PARTIES, Part, TextAttempt, bounds
from analysis.coding.text_mentions import Row

STEMS = ("announced", "signed", "agreed_start", "effective", "agreed_end", "ended")
OUTCOME_CELLS = (
    "outcome",
    "outcome_lo",
    "outcome_hi",
    "outcome_prec",
    "outcome_standing",
    "outcome_na",
    "status",
    "ended_na",
)


@dataclass(frozen=True)
class Merged:
    """One attempt that only texts know: its row of `attempts` without counts, its dates, and its participants."""

    row: Row
    dates: dict[str, Interval]
    parts: tuple[Part, ...]


def merge_members(group: Group, published: dict[str, date | None]) -> Merged:
    """Return what the texts of a group tell together.

    The member that the rules are surest of comes first; a date or an outcome that it lacks is taken from the others, and the
    outcome of the text published last counts.
    """
    members = sorted(group.members, key=lambda one: (-float(one.row["confidence"]), one.source_id, one.order))
    base = members[0]
    dates = _dates(members)
    row: Row = {**base.row, **_outcome(members, published), "attempt_id": group.attempt_id}
    begun = any(one.row["status"] in ("in_effect", "ended") for one in members)
    if row["status"] == "agreed" and begun:
        row["status"] = "in_effect"
    if row["status"] in ("never_in_effect", "rejected", "proposed"):
        dates.pop("effective", None)
    if row["status"] != "ended" or _ends_first(dates):
        dates.pop("ended", None)
    parts = _parts(members)
    row |= {key: value for stem in STEMS for key, value in bounds(stem, dates.get(stem)).items()}
    row |= _reasons_missing(row, dates) | {"kind": _kind(members, parts)}
    row["form"] = next((one.row["form"] for one in members if one.row["form"]), None)
    row["counts_as_ceasefire"] = bool(
        any(one.row["counts_as_ceasefire"] for one in members) and row["kind"] != "other"
    )
    for test in ("is_statement", "by_party", "has_time_point"):
        row[test] = _any([one.row[test] for one in members])
    return Merged(row, dates, parts)


def _any(values: list[Any]) -> bool | None:
    known = [value for value in values if value is not None]
    return any(known) if known else None


def _dates(members: Sequence[TextAttempt]) -> dict[str, Interval]:
    dates: dict[str, Interval] = {}
    for member in members:
        for stem, when in member.dates.items():
            dates.setdefault(stem, when)
    return dates


def _ends_first(dates: dict[str, Interval]) -> bool:
    begun, ended = dates.get("effective"), dates.get("ended")
    return bool(begun and ended and begun.lo and ended.lo and ended.lo < begun.lo)


def _outcome(members: Sequence[TextAttempt], published: dict[str, date | None]) -> Row:
    known = [one for one in members if one.row["outcome"] != "unknown"]
    last = max(
        known, key=lambda one: (published.get(one.source_id) or date.min, one.source_id), default=members[0]
    )
    return {column: last.row[column] for column in OUTCOME_CELLS}


def _parts(members: Sequence[TextAttempt]) -> tuple[Part, ...]:
    found: dict[tuple[str, str], Part] = {}
    for member in members:
        for part in member.parts:
            found.setdefault((part.actor.actor_id, part.role), part)
    return tuple(found.values())


def _kind(members: Sequence[TextAttempt], parts: tuple[Part, ...]) -> str:
    kinds = [str(one.row["kind"]) for one in members]
    if "agreement" in kinds or members[0].sort != "mutual":
        return "agreement" if "agreement" in kinds else kinds[0]
    parties = len({part.actor.actor_id for part in parts if part.role == "party"})
    return "bilateral" if parties == 2 else "multilateral" if parties > 2 else "other"


def _reasons_missing(row: Row, dates: dict[str, Interval]) -> Row:
    begun = row["status"] in ("agreed", "in_effect", "ended")
    ended = "not_stated" if row["status"] == "ended" else "not_applicable"
    return {
        "effective_na": None if "effective" in dates else "not_stated" if begun else "not_applicable",
        "ended_na": None if "ended" in dates else ended,
    }


def reasons_of(group: Group, merged: Merged | None) -> list[str]:
    """Return why a person should look at the group, each reason once."""
    told = [reason for member in group.members for reason in member.reasons] + group.reasons
    kind = merged.row["kind"] if merged else None
    return [reason for reason in dict.fromkeys(told) if reason != NO_PARTIES or kind in (None, "other")]
