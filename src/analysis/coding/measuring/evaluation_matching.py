"""Which predicted attempt is which gold attempt: the strict rule, one to one.

Two attempts may meet where their dates are compatible (within a day, or one a prefix of the other); a dated gold
attempt never meets an undated prediction. Where the gold attempt is undated, parties decide: some party in common
and an F1 of at least one half. Of all pairs that may meet the best are taken first; each attempt is used once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analysis.coding.measuring.evaluation_names import overlap, set_f1

Attempt = dict[str, Any]

# Only the order of pairs comes from these: an exact date outweighs everything else, then the parties count.
EXACT_DATE, COMPATIBLE_DATE, NO_DATE = 10.0, 6.0, 2.0
FIRST_DATE, PARTIES, KIND, OTHER_KIND, MEDIATORS, OUTCOME = 0.3, 3.0, 1.0, 0.6, 0.5, 0.2
LEAST_PARTIES = 0.5
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclass(frozen=True)
class TextMatch:
    """One text: pairs of (gold, predicted) attempts, what is missed and extra, what optional gold attempts took up."""

    pairs: list[tuple[Attempt, Attempt]] = field(default_factory=list)
    missed: list[Attempt] = field(default_factory=list)
    extra: list[Attempt] = field(default_factory=list)
    optional: list[tuple[Attempt, Attempt]] = field(default_factory=list)


def match_text(gold: Sequence[Attempt], predicted: Sequence[Attempt]) -> TextMatch:
    """Match the attempts of one text; predictions marked `collective` are left out, required gold attempts go first."""
    required = [attempt for attempt in gold if not attempt.get("optional")]
    allowed = [attempt for attempt in gold if attempt.get("optional")]
    found = [attempt for attempt in predicted if not attempt.get("collective")]
    pairs = _best_pairs(required, found)
    taken = {second for _, second in pairs}
    rest = [attempt for place, attempt in enumerate(found) if place not in taken]
    optional = _best_pairs(allowed, rest)
    ignored = {second for _, second in optional}
    matched = {first for first, _ in pairs}
    return TextMatch(
        pairs=[(required[first], found[second]) for first, second in pairs],
        missed=[attempt for place, attempt in enumerate(required) if place not in matched],
        extra=[attempt for place, attempt in enumerate(rest) if place not in ignored],
        optional=[(allowed[first], rest[second]) for first, second in optional],
    )


def gold_dates(attempt: Attempt) -> list[str]:
    """Return every date that counts as right for a gold attempt, the primary one first."""
    return [day for day in [attempt.get("date"), *(attempt.get("alt_dates") or [])] if day]


def is_date(text: str | None) -> bool:
    """Whether `text` is a year, a month or a day in ISO form."""
    return bool(_parts(text))


def exact_date(gold: Sequence[str], predicted: str | None) -> bool:
    """Whether the predicted date says at least what one of the gold dates says."""
    found = _parts(predicted)
    return bool(found) and any(found[: len(parts)] == parts for parts in map(_parts, gold) if parts)


def compatible_date(gold: Sequence[str], predicted: str | None) -> bool:
    """Whether the predicted date is within a day of a gold date, or agrees with it as far as both go."""
    return any(_compatible(_parts(day), _parts(predicted)) for day in gold)


def _compatible(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    if not first or not second:
        return False
    if len(first) == len(second) == 3:
        one, other = _ordinal(first), _ordinal(second)
        return first == second if one is None or other is None else abs(one - other) <= 1
    shared = min(len(first), len(second))
    return first[:shared] == second[:shared]


def _ordinal(parts: tuple[int, ...]) -> int | None:
    try:
        return date(*parts).toordinal()
    except ValueError:
        return None


def _parts(text: str | None) -> tuple[int, ...]:
    found = _DATE.match(str(text)) if text else None
    return tuple(int(part) for part in found.groups() if part) if found else ()


def _best_pairs(gold: Sequence[Attempt], predicted: Sequence[Attempt]) -> list[tuple[int, int]]:
    scored = [
        (-score, first, second)
        for first, one in enumerate(gold)
        for second, other in enumerate(predicted)
        if (score := _score(one, other)) is not None
    ]
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, first, second in sorted(scored):
        if first not in used_gold and second not in used_predicted:
            used_gold.add(first)
            used_predicted.add(second)
            pairs.append((first, second))
    return pairs


def _score(gold: Attempt, predicted: Attempt) -> float | None:
    parties = set_f1(gold.get("parties") or [], predicted.get("parties") or [])
    by_date = _date_score(gold, predicted, parties)
    if by_date is None:
        return None
    mediators = set_f1(gold.get("mediators") or [], predicted.get("mediators") or [])
    same_outcome = predicted.get("outcome") == gold.get("outcome")
    return (
        by_date
        + PARTIES * parties
        + _kind_score(gold, predicted)
        + MEDIATORS * mediators
        + OUTCOME * same_outcome
    )


def _date_score(gold: Attempt, predicted: Attempt, parties: float) -> float | None:
    dates, found = gold_dates(gold), predicted.get("date")
    if not dates:
        known = overlap(gold.get("parties") or [], predicted.get("parties") or [])
        return NO_DATE if known and parties >= LEAST_PARTIES else None
    first = FIRST_DATE if exact_date(dates[:1], found) else 0.0
    if exact_date(dates, found):
        return EXACT_DATE + first
    return COMPATIBLE_DATE + first if compatible_date(dates, found) else None


def _kind_score(gold: Attempt, predicted: Attempt) -> float:
    if predicted.get("kind") == gold.get("kind"):
        return KIND
    return OTHER_KIND if predicted.get("kind") in (gold.get("alt_kinds") or []) else 0.0
