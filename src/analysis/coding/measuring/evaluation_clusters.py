"""B-cubed agreement on which passages speak of one attempt.

The mentions are the gold evidence quotes. A quote's gold cluster is its attempt; its predicted cluster is the
predicted attempt whose evidence covers most of it (where several cover it alike: the one matched to its gold
attempt, else the one with the shorter evidence). Quotes that no predicted evidence touches belong to no cluster
and are not scored; what share is found is reported beside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.coding.measuring.evaluation_matching import Attempt, TextMatch


@dataclass(frozen=True)
class _Mention:
    gold: int
    predicted: int | None


def bcubed_counts(
    text: str, gold: Sequence[Attempt], predicted: Sequence[Attempt], match: TextMatch
) -> dict[str, float]:
    """Return what B-cubed needs of one text: quotes, those found, sums of precision and recall over these."""
    found = [attempt for attempt in predicted if not attempt.get("collective")]
    mentions = list(_mentions(text, gold, found, match))
    placed = [mention for mention in mentions if mention.predicted is not None]
    both = Counter(placed)
    by_gold = Counter(mention.gold for mention in placed)
    by_predicted = Counter(mention.predicted for mention in placed)
    precision = recall = 0.0
    for mention in placed:
        precision += both[mention] / by_predicted[mention.predicted]
        recall += both[mention] / by_gold[mention.gold]
    return {
        "quotes": len(mentions),
        "bcubed_n": len(placed),
        "bcubed_precision_sum": precision,
        "bcubed_recall_sum": recall,
    }


def _mentions(
    text: str, gold: Sequence[Attempt], found: Sequence[Attempt], match: TextMatch
) -> Iterator[_Mention]:
    partners = {id(one): id(other) for one, other in [*match.pairs, *match.optional]}
    spans = [list(_spans(text, attempt)) for attempt in found]
    for number, attempt in enumerate(gold):
        partner = partners.get(id(attempt))
        for quote in attempt.get("evidence") or []:
            span = _located(text, quote)
            if span is not None:
                yield _Mention(number, _covering(span, spans, [id(other) == partner for other in found]))


def _covering(span: tuple[int, int], spans: list[list[tuple[int, int]]], partner: list[bool]) -> int | None:
    """The predicted attempt whose evidence covers most of the span."""
    best: tuple[int, bool, int] | None = None
    chosen = None
    for place, evidence in enumerate(spans):
        for start, end in evidence:
            shared = min(end, span[1]) - max(start, span[0])
            rank = (shared, partner[place], start - end)
            if shared > 0 and (best is None or rank > best):
                best, chosen = rank, place
    return chosen


def _spans(text: str, attempt: Attempt) -> Iterator[tuple[int, int]]:
    for evidence in attempt.get("evidence") or []:
        span = _located(text, evidence)
        if span is not None:
            yield span


def _located(text: str, evidence: object) -> tuple[int, int] | None:
    """The offsets of a piece of evidence: as given, else where its quote first stands."""
    if isinstance(evidence, dict):
        if isinstance(evidence.get("start"), int) and isinstance(evidence.get("end"), int):
            return evidence["start"], evidence["end"]
        evidence = evidence.get("quote")
    place = text.find(evidence) if isinstance(evidence, str) and evidence else -1
    return (place, place + len(str(evidence))) if place >= 0 else None
