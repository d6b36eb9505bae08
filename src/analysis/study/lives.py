"""The life of each attempt: when it was in force, as far as the tables tell, and how it ended.

Nothing is imputed: a bound that no source gives stays None, and the chart and the words say so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from analysis.study.records import Record

ENDING = {"collapsed", "denounced", "expired", "superseded"}
NEVER = {"not_implemented", "rejected"}
TOLD = {"asserted", "attempted", "denied"}
# Calls, proposals and near-misses are kept and shown, but are no ceasefire of their own.
FOLDED = {"call", "proposal", "other"}

Day = dt.date | None
Interval = tuple[Day, Day]
START_COLUMNS = ("effective", "agreed_start", "signed", "announced")
ANY_DATE_COLUMNS = (*START_COLUMNS, "ended", "outcome", "last_report")


@dataclass(frozen=True)
class Breach:
    """A violation told of an attempt, and who stands behind it."""

    lo: Day
    hi: Day
    standing: str
    claimant_id: str | None


@dataclass(frozen=True)
class Life:
    """One attempt's time in force. `state` is how it can be drawn and said:

    `ended`, `same_day` (over on its first day), `in_force` (told up to the data date), `silent` (nothing told
    after `last_report`), `never` (never began), `undated` (no date at all).
    """

    row: Record
    state: str
    anchor: Interval
    anchor_column: str
    start: Interval = (None, None)
    end: Interval = (None, None)
    last_report: Day = None
    breaches: list[Breach] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.row["attempt_id"])

    @property
    def name(self) -> str:
        return str(self.row["name"] or self.id)

    @property
    def outcome(self) -> str:
        return str(self.row["outcome"] or "unknown")

    @property
    def folded(self) -> bool:
        return self.row["kind"] in FOLDED

    @property
    def began(self) -> bool:
        return self.state in {"ended", "same_day", "in_force", "silent"}

    @property
    def ended(self) -> bool:
        """It came into force and is told to be over."""
        return self.began and (self.state in {"ended", "same_day"} or self.outcome in ENDING)

    @property
    def standing(self) -> bool:
        """It came into force, is told to hold or to be breached, and not told to be over."""
        return self.began and not self.ended and self.outcome in {"held", "violated"}

    @property
    def sort_key(self) -> tuple[dt.date, str]:
        return (self.anchor[0] or self.anchor[1] or dt.date.max, self.id)

    @property
    def days(self) -> tuple[int | None, int | None]:
        """Least and most days in force; None where the tables give no bound."""
        if not self.began:
            return (None, None)
        lo, hi = self.start
        if self.state in {"in_force", "silent"}:
            return (_days(hi, self.last_report), None)
        return (_days(hi, self.end[0]), _days(lo, self.end[1]))


def best_date(row: Record) -> tuple[str, Interval]:
    """The date an attempt stands at: in force, else agreed start, signed, announced, else outcome or last report."""
    for column in ANY_DATE_COLUMNS:
        interval = dates(row, column)
        if interval != (None, None):
            return column, interval
    return "announced", (None, None)


def dates(row: Record, column: str) -> Interval:
    """The two bounds of a date column."""
    return row.get(f"{column}_lo"), row.get(f"{column}_hi")


def lives_of(attempts: list[Record], outcomes: list[Record], as_of: dt.date) -> list[Life]:
    """The life of each attempt, in order of their dates."""
    breaches: dict[str, list[Breach]] = {}
    for row in outcomes:
        if row["outcome"] == "violated" and (row["modality"] or "asserted") in TOLD:
            breach = Breach(row["lo"], row["hi"], _standing(row), row["claimant_id"])
            breaches.setdefault(row["attempt_id"], []).append(breach)
    lives = [_life(row, breaches.get(row["attempt_id"], []), as_of) for row in attempts]
    return sorted(lives, key=lambda life: life.sort_key)


def _standing(row: Record) -> str:
    """Who stands behind a breach; one that is only attempted or denied is called that."""
    modality = row["modality"] or "asserted"
    return str(row["standing"] or "reported") if modality == "asserted" else str(modality)


def _life(row: Record, breaches: list[Breach], as_of: dt.date) -> Life:
    column, anchor = best_date(row)
    start, end = _start(row), _end(row)
    last = dates(row, "last_report")[1]
    state = _state(row, start, end, anchor, last, as_of)
    return Life(row, state, anchor, column, start, end, last, breaches)


def _state(row: Record, start: Interval, end: Interval, anchor: Interval, last: Day, as_of: dt.date) -> str:
    outcome = row["outcome"] or "unknown"
    if anchor == (None, None):
        return "undated"
    if start == (None, None) or outcome in NEVER or row["status"] == "never_in_effect":
        return "never"
    if outcome in ENDING or end != (None, None):
        if end == (None, None):
            return "silent"
        return "same_day" if start[0] == start[1] == end[0] == end[1] else "ended"
    return "in_force" if last and last >= as_of else "silent"


def _start(row: Record) -> Interval:
    effective = dates(row, "effective")
    over = row["outcome"] in ENDING or row["status"] == "ended"
    if effective != (None, None) or not over or row["status"] == "never_in_effect" or row["kind"] in FOLDED:
        return effective
    # It ended, so it began, on a day that nobody tells: no earlier than it was agreed.
    lo = dates(row, "agreed_start")[0] or dates(row, "signed")[0] or dates(row, "announced")[0]
    return (lo, _end(row)[1] or lo)


def _end(row: Record) -> Interval:
    ended = dates(row, "ended")
    if ended != (None, None):
        return ended
    return dates(row, "outcome") if row["outcome"] in ENDING else (None, None)


def _days(first: Day, last: Day) -> int | None:
    return max((last - first).days, 0) if first and last else None
