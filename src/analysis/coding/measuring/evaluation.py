"""How good the coding is: predictions against gold labels, with intervals, and the errors to read.

Gold labels and predictions are lists of records, one per text, as `find_gold` reads them and as
`ceasefires code --json` prints them. Pairs come from `evaluation_matching`, names from `evaluation_names`,
fields from `evaluation_fields`, clusters from `evaluation_clusters`, intervals from `evaluation_measures`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.coding.measuring.evaluation_clusters import bcubed_counts
from analysis.coding.measuring.evaluation_fields import SET_FIELDS, field_scores
from analysis.coding.measuring.evaluation_gold import find_gold, text_key
from analysis.coding.measuring.evaluation_matching import Attempt, TextMatch, match_text
from analysis.coding.measuring.evaluation_measures import (
    SEED,
    Bin,
    Counts,
    Judged,
    Measure,
    Tier,
    attempt_measures,
    calibration,
    measures,
    tiers,
)
from analysis.coding.measuring.evaluation_names import set_counts

__all__ = ["Change", "CodingError", "Evaluation", "compare", "evaluate", "find_gold"]

# A field is an error to read where no accepted value was found; the stricter variants would only repeat it.
SHOWN_FIELDS = (
    "date_exact",
    "date_null",
    *(f"{name}_macro" for name in SET_FIELDS),
    "kind",
    "outcome",
    "outcome_date",
)


@dataclass(frozen=True)
class CodingError:
    """One error: an attempt missed or extra, or a wrong field of a matched one, with the quotes it rests on."""

    text_file: str
    error: str
    field: str
    attempt: str
    gold: str
    predicted: str
    quotes: tuple[str, ...]

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes two errors the same one in two evaluations: the same attempt of the same text, the same field."""
        return self.text_file, self.error, self.field, self.attempt


@dataclass(frozen=True)
class Evaluation:
    """The result of `evaluate`."""

    measures: list[Measure]
    groups: dict[str, list[Measure]]
    calibration: list[Bin]
    tiers: list[Tier]
    errors: list[CodingError]
    n_texts: int
    n_negative: int
    n_ignored: int

    def measure(self, name: str) -> Measure:
        """Return the measure called `name`; KeyError where there is none."""
        found = {measure.name: measure for measure in self.measures}
        return found[name]


@dataclass(frozen=True)
class Change:
    """What became right (`gains`) and what became wrong (`losses`) in one text between two evaluations."""

    text_file: str
    gains: list[CodingError]
    losses: list[CodingError]


@dataclass(frozen=True)
class _Scored:
    """One text after matching."""

    group: str
    counts: Counts
    judged: list[Judged]
    errors: list[CodingError]
    ignored: int


def evaluate(gold: list[dict[str, Any]], predictions: list[dict[str, Any]], seed: int = SEED) -> Evaluation:
    """Score predictions against gold labels.

    Texts without a prediction count as texts in which nothing was found; predictions for texts without
    gold are left out.
    Raises KeyError where a gold attempt lacks a required part (`find_gold` has checked that).
    """
    found = _by_text(predictions)
    scored = [_score_text(record, found.get(text_key(record["text_file"]), [])) for record in gold]
    counts = [one.counts for one in scored]
    judged = [case for one in scored for case in one.judged]
    groups = sorted({one.group for one in scored if one.group != "negative"})
    return Evaluation(
        measures=measures(counts, seed),
        groups={
            name: attempt_measures([s.counts for s in scored if s.group == name], seed) for name in groups
        },
        calibration=calibration(judged),
        tiers=tiers(judged, int(sum(one["attempts_required"] for one in counts))),
        errors=[error for one in scored for error in one.errors],
        n_texts=len(scored),
        n_negative=sum(one.group == "negative" for one in scored),
        n_ignored=sum(one.ignored for one in scored),
    )


def compare(former: Evaluation, latest: Evaluation) -> list[Change]:
    """Return gains and losses of `latest` over `former`, one entry per text in which anything changed.

    A wrong field of an attempt that the other evaluation missed altogether is neither: finding it is the gain.
    """
    gains, losses = _only_in(former, latest), _only_in(latest, former)
    texts = sorted({error.text_file for error in [*gains, *losses]})
    return [
        Change(text, [e for e in gains if e.text_file == text], [e for e in losses if e.text_file == text])
        for text in texts
    ]


def _only_in(one: Evaluation, other: Evaluation) -> list[CodingError]:
    known = {error.identity for error in other.errors}
    missed = {(error.text_file, error.attempt) for error in other.errors if error.error == "missed"}
    return [
        error
        for error in one.errors
        if error.identity not in known
        and not (error.error == "wrong" and (error.text_file, error.attempt) in missed)
    ]


def _by_text(predictions: Iterable[dict[str, Any]]) -> dict[str, list[Attempt]]:
    found: dict[str, list[Attempt]] = {}
    for record in predictions:
        found.setdefault(text_key(record["text_file"]), []).extend(record.get("attempts") or [])
    return found


def _score_text(record: dict[str, Any], predicted: Sequence[Attempt]) -> _Scored:
    match = match_text(record["attempts"], predicted)
    group = str(record.get("group") or "other")
    counts = _attempt_counts(match, negative=group == "negative")
    for gold, found in match.pairs:
        _add(counts, _field_counts(gold, found))
    _add(counts, bcubed_counts(record.get("text") or "", record["attempts"], predicted, match))
    errors = list(_errors(str(record["text_file"]), match))
    return _Scored(group, counts, list(_judged(match)), errors, len(match.optional))


def _attempt_counts(match: TextMatch, negative: bool) -> Counts:
    hits, false, missed = len(match.pairs), len(match.extra), len(match.missed)
    return {
        "attempts_hits": hits,
        "attempts_false": false,
        "attempts_missed": missed,
        "attempts_found": hits + false,
        "attempts_required": hits + missed,
        "negatives": int(negative),
        "negative_false": false if negative else 0,
    }


def _field_counts(gold: Attempt, found: Attempt) -> Counts:
    counts: Counts = defaultdict(float)
    for score in field_scores(gold, found):
        counts[f"{score.field}_sum"] += score.value
        counts[f"{score.field}_n"] += 1
    for name in SET_FIELDS:
        hits, false, missed = set_counts(gold.get(name) or [], found.get(name) or [])
        _add(counts, {f"{name}_hits": hits, f"{name}_false": false, f"{name}_missed": missed})
        _add(counts, {f"{name}_found": hits + false, f"{name}_required": hits + missed})
    return counts


def _add(counts: Counts, more: Counts) -> None:
    for name, value in more.items():
        counts[name] = counts.get(name, 0.0) + value


def _judged(match: TextMatch) -> Iterator[Judged]:
    """Predictions that count, with their confidence; what meets an optional gold attempt is left out."""
    for right, attempts in ((True, [found for _, found in match.pairs]), (False, match.extra)):
        for attempt in attempts:
            if attempt.get("confidence") is not None:
                yield Judged(float(attempt["confidence"]), right)


def _errors(text_file: str, match: TextMatch) -> Iterator[CodingError]:
    for gold in match.missed:
        yield CodingError(text_file, "missed", "attempt", _brief(gold), _brief(gold), "", _quotes(gold))
    for found in match.extra:
        yield CodingError(text_file, "extra", "attempt", _brief(found), "", _brief(found), _quotes(found))
    for gold, found in match.pairs:
        for score in field_scores(gold, found):
            if score.field in SHOWN_FIELDS and score.value < 1:
                words = _words(score.gold), _words(score.predicted)
                yield CodingError(text_file, "wrong", score.field, _brief(gold), *words, _quotes(gold))


def _brief(attempt: Attempt) -> str:
    return f"{attempt.get('date') or 'undated'} {attempt.get('kind')}: {_words(attempt.get('parties'))}"


def _words(value: Any) -> str:
    """A value as an error prints it; of the names `A|B` of one actor the first stands for all."""
    if isinstance(value, list):
        return "; ".join(str(item).split("|")[0] for item in value) or "none"
    return "none" if value is None else str(value)


def _quotes(attempt: Attempt) -> tuple[str, ...]:
    evidence = attempt.get("evidence") or []
    return tuple(str(piece.get("quote", "")) if isinstance(piece, dict) else str(piece) for piece in evidence)
