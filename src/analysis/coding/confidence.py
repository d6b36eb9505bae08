"""How sure the coder is of an attempt."""

from __future__ import annotations

from analysis.coding.registry import Record


def rate(record: Record) -> float:
    """Return a confidence between 0 and 1 for one attempt."""
    score = 0.5
    if any(event.creates for event in record.events):
        score += 0.25
    if record.dates and not record.guessed_dates:
        score += 0.15
    if len(record.parties) >= 1 and not record.inferred_parties:
        score += 0.08
    return round(min(score, 0.98), 2)
