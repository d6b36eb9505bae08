"""The tables as they would have read on an earlier day: what happened later is not known yet."""

from __future__ import annotations

import datetime as dt
import re

from analysis.study.lives import NEVER, best_date
from analysis.study.records import Record, group_by

# Of states told for the same time, the first of these wins (codebook, derived outcome).
RANK = ["rejected", "not_implemented", "denounced", "collapsed", "superseded", "expired", "violated", "held",
        "unknown"]  # fmt: skip
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
# A party's word about its opponent, or a disputed one, does not change the derived outcome.
DERIVING = {None, "reported", "corroborated"}


def hide_later(rows: dict[str, list[Record]], as_of: dt.date) -> dict[str, list[Record]]:
    """Drop attempts and outcomes that begin after `as_of`; an attempt that ended later is still in force."""
    outcomes = [row for row in rows["outcomes"] if not _later(row["lo"] or row["hi"], as_of)]
    known = group_by(outcomes, "attempt_id")
    attempts = [
        _as_known(row, known.get(row["attempt_id"], []), as_of)
        for row in rows["attempts"]
        if not _later(_first_day(row), as_of)
    ]
    kept = {row["attempt_id"] for row in attempts}
    return {
        **rows,
        "attempts": attempts,
        "outcomes": [row for row in outcomes if row["attempt_id"] in kept or row["attempt_id"] is None],
        "disagreements": [row for row in rows["disagreements"] if not _tells_later(row["value"], as_of)],
        "citations": [row for row in rows["citations"] if not _tells_later(row["value"], as_of)],
    }


def last_outcome(outcomes: list[Record]) -> Record | None:
    """The last state told: by date, then by rank; alleged and attempted ones do not count."""
    telling = [
        row
        for row in outcomes
        if row["standing"] in DERIVING and (row["modality"] or "asserted") == "asserted"
    ]
    return max(telling, key=_order, default=None)


def _order(row: Record) -> tuple[dt.date, int]:
    rank = RANK.index(row["outcome"]) if row["outcome"] in RANK else len(RANK)
    return (row["hi"] or row["lo"] or dt.date.min, -rank)


def _first_day(row: Record) -> dt.date | None:
    lo, hi = best_date(row)[1]
    return lo or hi


def _later(day: dt.date | None, as_of: dt.date) -> bool:
    return day is not None and day > as_of


def _tells_later(value: str | None, as_of: dt.date) -> bool:
    """Whether a value in words names a day after `as_of` (days of one form sort as text)."""
    return any(day > as_of.isoformat() for day in _ISO_DAY.findall(value or ""))


def _as_known(row: Record, outcomes: list[Record], as_of: dt.date) -> Record:
    known = dict(row)
    for column in ("signed", "agreed_start", "effective", "announced", "ended", "last_report"):
        known = _clip(known, column, as_of)
    if not _later(row["outcome_lo"] or row["outcome_hi"], as_of):
        return _clip(known, "outcome", as_of)
    return _reopen(known, outcomes, as_of)


def _clip(row: Record, column: str, as_of: dt.date) -> Record:
    lo, hi = row[f"{column}_lo"], row[f"{column}_hi"]
    if column == "last_report" and _later(hi, as_of):
        return {**row, "last_report_lo": as_of, "last_report_hi": as_of}
    if _later(lo or hi, as_of):
        return {**row, f"{column}_lo": None, f"{column}_hi": None, f"{column}_prec": "none"}
    return {**row, f"{column}_hi": as_of} if _later(hi, as_of) else row


def _reopen(row: Record, outcomes: list[Record], as_of: dt.date) -> Record:
    """An attempt whose outcome is told for a later day: what stood on `as_of`."""
    told = last_outcome(outcomes)
    outcome = told["outcome"] if told else "unknown"
    if outcome == "unknown" and row["effective_lo"] and row["outcome"] not in NEVER:
        outcome = "held"
    day = (told["lo"], told["hi"], told["prec"]) if told else (None, None, "none")
    fields = dict(zip(("outcome_lo", "outcome_hi", "outcome_prec"), day, strict=True))
    if outcome in ("held", "violated"):
        fields.update(last_report_lo=as_of, last_report_hi=as_of, last_report_prec="day")
    return {**row, **fields, "outcome": outcome, "outcome_standing": told["standing"] if told else None}
