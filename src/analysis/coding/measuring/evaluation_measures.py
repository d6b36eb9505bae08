"""From counts per text to measures with intervals.

A measure is a ratio of sums over texts. Its 95 % interval comes from drawing the texts anew, with replacement,
from a seeded generator: the same counts give the same interval on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analysis.coding.measuring.evaluation_fields import SET_FIELDS

SEED = 20201110
DRAWS = 1000
LEVEL = (2.5, 97.5)
BIN_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)

# Fields in the order in which they are shown; `_named` counts only attempts for which the text names someone.
FIELDS = (
    "date_exact",
    "date_compatible",
    "date_kind",
    "date_null",
    *(f"{name}_{count}" for name in SET_FIELDS for count in ("macro", "named")),
    "kind",
    "kind_primary",
    "kind_coarse",
    "outcome",
    "outcome_primary",
    "outcome_coarse",
    "outcome_date",
)

Counts = dict[str, float]
Sums = dict[str, np.ndarray]


@dataclass(frozen=True)
class Measure:
    """A measure, its bootstrap interval, and how many cases it rests on; no value where there is no case."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class Bin:
    """Predictions of one range of confidence (upper end excluded, save 1): how many, how confident, how many right."""

    low: float
    high: float
    n: int
    confidence: float | None
    precision: float | None


@dataclass(frozen=True)
class Tier:
    """What stays when predictions below a confidence are dropped."""

    min_confidence: float
    n: int
    precision: float | None
    recall: float | None


@dataclass(frozen=True)
class Judged:
    """A prediction's confidence and whether a gold attempt bears it out."""

    confidence: float
    right: bool


def measures(texts: Sequence[Counts], seed: int = SEED, draws: int = DRAWS) -> list[Measure]:
    """Return every measure over the counts of the texts, in the order in which they are shown."""
    return _measured(texts, _formulas(), seed, draws)


def attempt_measures(texts: Sequence[Counts], seed: int = SEED, draws: int = DRAWS) -> list[Measure]:
    """Return precision, recall and F1 of attempts alone, for a part of the texts."""
    return _measured(texts, _attempt_formulas(), seed, draws)


def calibration(judged: Iterable[Judged]) -> list[Bin]:
    """Return one row per range of confidence, empty ranges included."""
    cases = list(judged)
    return [
        _bin(low, high, [case for case in cases if _within(case.confidence, low, high)])
        for low, high in pairwise(BIN_EDGES)
    ]


def tiers(judged: Iterable[Judged], required: int) -> list[Tier]:
    """Return precision and recall (of `required` gold attempts) above each lower edge of the ranges of confidence."""
    cases = list(judged)
    return [
        _tier(edge, [case for case in cases if case.confidence >= edge], required) for edge in BIN_EDGES[:-1]
    ]


def _bin(low: float, high: float, cases: list[Judged]) -> Bin:
    if not cases:
        return Bin(low, high, 0, None, None)
    mean = sum(case.confidence for case in cases) / len(cases)
    return Bin(low, high, len(cases), mean, sum(case.right for case in cases) / len(cases))


def _within(confidence: float, low: float, high: float) -> bool:
    return low <= confidence < high or confidence == high == BIN_EDGES[-1]


def _tier(edge: float, cases: list[Judged], required: int) -> Tier:
    right = sum(case.right for case in cases)
    precision = right / len(cases) if cases else None
    return Tier(edge, len(cases), precision, right / required if required else None)


Formula = tuple[Callable[[Sums], np.ndarray], str]


def _measured(texts: Sequence[Counts], formulas: dict[str, Formula], seed: int, draws: int) -> list[Measure]:
    names = sorted({name for counts in texts for name in counts})
    rows = [[counts.get(name, 0.0) for name in names] for counts in texts]
    table = np.array(rows, dtype=float).reshape(len(texts), len(names))
    total = _sums(names, table.sum(axis=0, keepdims=True))
    drawn = _sums(names, _draw(table, seed, draws))
    return [_measure(name, formula, total, drawn) for name, formula in formulas.items()]


def _draw(table: np.ndarray, seed: int, draws: int) -> np.ndarray:
    """Sums over as many texts as there are, drawn with replacement: one row per draw."""
    size = len(table)
    if not size:
        return np.zeros((draws, table.shape[1]))
    weights = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=draws)
    return weights @ table


def _sums(names: list[str], rows: np.ndarray) -> Sums:
    sums = {name: rows[:, place] for place, name in enumerate(names)}
    sums[""] = np.zeros(len(rows))
    return sums


def _measure(name: str, formula: Formula, total: Sums, drawn: Sums) -> Measure:
    compute, cases = formula
    value = float(compute(total)[0])
    spread = compute(drawn)
    spread = spread[~np.isnan(spread)]
    low, high = np.percentile(spread, LEVEL) if spread.size else (np.nan, np.nan)
    return Measure(name, _known(value), _known(low), _known(high), int(_column(total, cases)[0]))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _formulas() -> dict[str, Formula]:
    formulas = _attempt_formulas()
    for name in FIELDS:
        formulas[name] = (_ratio(f"{name}_sum", f"{name}_n"), f"{name}_n")
    for name in SET_FIELDS:
        formulas |= _set_formulas(f"{name}_micro", name)
    formulas["bcubed_precision"] = (_ratio("bcubed_precision_sum", "bcubed_n"), "bcubed_n")
    formulas["bcubed_recall"] = (_ratio("bcubed_recall_sum", "bcubed_n"), "bcubed_n")
    formulas["bcubed_f1"] = (_bcubed_f1, "bcubed_n")
    formulas["quotes_found"] = (_ratio("bcubed_n", "quotes"), "quotes")
    formulas["false_per_1000_negatives"] = (_per_thousand, "negatives")
    return formulas


def _attempt_formulas() -> dict[str, Formula]:
    return _set_formulas("", "attempts")


def _set_formulas(name: str, counted: str) -> dict[str, Formula]:
    """Precision, recall and F1 from the columns of hits, false and missed items; 0 where there is nothing to count."""
    hits, false, missed = (f"{counted}_{part}" for part in ("hits", "false", "missed"))
    prefix = f"{name}_" if name else ""

    def f1(sums: Sums) -> np.ndarray:
        double = 2 * _column(sums, hits)
        return _divide(double, double + _column(sums, false) + _column(sums, missed), 0.0)

    return {
        f"{prefix}precision": (_share(hits, false), f"{counted}_found"),
        f"{prefix}recall": (_share(hits, missed), f"{counted}_required"),
        f"{prefix}f1": (f1, f"{counted}_required"),
    }


def _share(part: str, other: str) -> Callable[[Sums], np.ndarray]:
    return lambda sums: _divide(_column(sums, part), _column(sums, part) + _column(sums, other), 0.0)


def _ratio(above: str, below: str) -> Callable[[Sums], np.ndarray]:
    return lambda sums: _divide(_column(sums, above), _column(sums, below), np.nan)


def _bcubed_f1(sums: Sums) -> np.ndarray:
    precision = _ratio("bcubed_precision_sum", "bcubed_n")(sums)
    recall = _ratio("bcubed_recall_sum", "bcubed_n")(sums)
    return _divide(2 * precision * recall, precision + recall, np.nan)


def _per_thousand(sums: Sums) -> np.ndarray:
    return 1000 * _ratio("negative_false", "negatives")(sums)


def _column(sums: Sums, name: str) -> np.ndarray:
    return sums.get(name, sums[""])


def _divide(above: np.ndarray, below: np.ndarray, empty: float) -> np.ndarray:
    result = np.full(len(above), empty)
    np.divide(above, below, out=result, where=below > 0)
    return result
