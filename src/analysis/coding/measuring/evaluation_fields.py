"""What is right and wrong about a matched pair, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analysis.coding.measuring.evaluation_matching import (
    Attempt,
    compatible_date,
    exact_date,
    gold_dates,
    is_date,
)
from analysis.coding.measuring.evaluation_names import set_f1

SET_FIELDS = ("parties", "mediators", "callers")
MUTUAL = {"bilateral": "mutual", "multilateral": "mutual", "agreement": "mutual"}
FATE = {
    "violated": "failed",
    "collapsed": "failed",
    "denounced": "failed",
    "not_implemented": "never",
    "rejected": "never",
}


@dataclass(frozen=True)
class Score:
    """One field of one matched pair: its value between 0 and 1, and both sides' words where it is below 1."""

    field: str
    value: float
    gold: Any
    predicted: Any


def field_scores(gold: Attempt, predicted: Attempt) -> Iterator[Score]:
    """Yield the scores of every field that the gold attempt allows to score."""
    yield from _date_scores(gold, predicted)
    for name in SET_FIELDS:
        yield from _set_scores(name, gold.get(name) or [], predicted.get(name) or [])
    yield from _kind_scores(gold, predicted)
    yield from _outcome_scores(gold, predicted)


def printed_outcome(attempt: Attempt) -> str:
    """Return the outcome as it is scored: none is `unknown`, `expired` counts as `collapsed`."""
    outcome = attempt.get("outcome") or "unknown"
    return "collapsed" if outcome == "expired" else str(outcome)


def _date_scores(gold: Attempt, predicted: Attempt) -> Iterator[Score]:
    dates, found = gold_dates(gold), predicted.get("date")
    if not dates:
        yield Score("date_null", float(not is_date(found)), None, found)
        return
    yield Score("date_exact", float(exact_date(dates, found)), dates, found)
    yield Score("date_compatible", float(compatible_date(dates, found)), dates, found)
    if gold.get("date_kind") and len(dates) == 1:
        right = predicted.get("date_kind") == gold["date_kind"]
        yield Score("date_kind", float(right), gold["date_kind"], predicted.get("date_kind"))


def _set_scores(name: str, gold: list[str], predicted: list[str]) -> Iterator[Score]:
    value = set_f1(gold, predicted)
    yield Score(f"{name}_macro", value, gold, predicted)
    if any(not item.startswith("?") for item in gold):
        yield Score(f"{name}_named", value, gold, predicted)


def _kind_scores(gold: Attempt, predicted: Attempt) -> Iterator[Score]:
    accepted, found = [gold["kind"], *(gold.get("alt_kinds") or [])], predicted.get("kind")
    coarse = {MUTUAL.get(kind, kind) for kind in accepted}
    yield Score("kind", float(found in accepted), accepted, found)
    yield Score("kind_primary", float(found == accepted[0]), accepted[0], found)
    yield Score("kind_coarse", float(MUTUAL.get(str(found), found) in coarse), accepted, found)


def _outcome_scores(gold: Attempt, predicted: Attempt) -> Iterator[Score]:
    if gold.get("outcome"):
        accepted, found = [gold["outcome"], *(gold.get("alt_outcomes") or [])], printed_outcome(predicted)
        coarse = {FATE.get(outcome, outcome) for outcome in accepted}
        yield Score("outcome", float(found in accepted), accepted, found)
        yield Score("outcome_primary", float(found == accepted[0]), accepted[0], found)
        yield Score("outcome_coarse", float(FATE.get(found, found) in coarse), accepted, found)
    if gold.get("outcome_date"):
        days = [gold["outcome_date"], *(gold.get("alt_outcome_dates") or [])]
        found_day = predicted.get("outcome_date")
        yield Score("outcome_date", float(exact_date(days, found_day)), days, found_day)
