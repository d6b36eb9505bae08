"""Fit the confidence scorecard on labelled texts: `python -m analysis.coding.measuring.calibrate --date 2026-11-24`.

A logistic regression with a ridge penalty, chosen by cross-validation over whole texts, so that no text helps to
rate itself. The same labels and rules give the same weights. Run it after the rules have changed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from analysis.coding.attempts import confidence
from analysis.coding.attempts.coder import Coding, Document, code_text
from analysis.coding.attempts.confidence import FEATURES, LEAST, MOST, WEIGHTS_FILE, features_of
from analysis.coding.attempts.json_rows import to_rows
from analysis.coding.measuring.evaluation_gold import find_gold
from analysis.coding.measuring.evaluation_matching import match_text
from analysis.coding.measuring.evaluation_measures import Judged

FITTED_ON = (
    "tests/corpus/dev",
    "tests/corpus/encyclopaedia",
    "tests/corpus/blind",
    "tests/corpus/dense",
    "tests/corpus/mixed",
    "tests/corpus/prose",
    "tests/corpus/current",
)
CHECKED_ON = ("tests/corpus/heldout", "tests/corpus/fresh")
PENALTIES = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
FOLDS = 10
STEPS = 50
# Penalties whose losses differ by no more than this share are equally good; the weakest of them keeps what is rare
# among the labelled texts, such as an attempt without a date, as doubtful as it was found to be.
SAME_LOSS = 0.01
PROMISED_PRECISION = 0.95
# Thresholds tried as the default of reports.
THRESHOLDS = tuple(round(0.5 + step / 100, 2) for step in range(50))


@dataclass(frozen=True)
class Case:
    """One attempt read from a labelled text: its features, the text it is from, whether a label bears it out."""

    text_file: str
    features: tuple[str, ...]
    right: bool


def read_cases(gold: Path) -> list[Case]:
    """Return the attempts that the coder reads in a labelled set; those that meet optional labels are left out."""
    return [case for record in find_gold(gold) for case in _cases_of(record)]


def fit(cases: Sequence[Case], penalty: float) -> tuple[float, dict[str, float]]:
    """Return intercept and weights of the penalised logistic regression, by Newton's method."""
    table = np.array([[1.0, *(float(name in case.features) for name in FEATURES)] for case in cases])
    right = np.array([float(case.right) for case in cases])
    ridge = np.diag([0.0, *([penalty] * len(FEATURES))])
    weights = np.zeros(table.shape[1])
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (right - share) - ridge @ weights
        curve = table.T @ (table * (share * (1 - share))[:, None]) + ridge
        weights = weights + np.linalg.solve(curve + 1e-9 * np.eye(len(curve)), slope)
    rounded = [round(float(value), 3) + 0.0 for value in weights]
    return rounded[0], dict(zip(FEATURES, rounded[1:], strict=True))


def rate_cases(cases: Sequence[Case], intercept: float, weights: dict[str, float]) -> list[Judged]:
    """Return the confidence of every case beside whether it is right."""
    scores = np.array([intercept + sum(weights[name] for name in case.features) for case in cases])
    shares = np.clip(1 / (1 + np.exp(-scores)), LEAST, MOST)
    return [Judged(round(float(s), 2), case.right) for s, case in zip(shares, cases, strict=True)]


def cross_validate(cases: Sequence[Case], penalty: float) -> list[Judged]:
    """Return the confidence of every case from weights fitted without its text."""
    texts = sorted({case.text_file for case in cases})
    fold = {text: place % FOLDS for place, text in enumerate(texts)}
    judged = []
    for number in range(FOLDS):
        rest = [case for case in cases if fold[case.text_file] != number]
        judged += rate_cases([c for c in cases if fold[c.text_file] == number], *fit(rest, penalty))
    return judged


def log_loss(judged: Sequence[Judged]) -> float:
    """Return the mean negative logarithm of the confidence in what is the case; lower is better."""
    shares = np.array([one.confidence if one.right else 1 - one.confidence for one in judged])
    return float(-np.log(shares).mean())


def least_for(sets: Sequence[Sequence[Judged]], precision: float) -> float:
    """Return the lowest threshold from which on the attempts kept have this precision in every set, none kept included.

    A threshold that keeps it by luck, while a higher one does not, is no promise. The highest threshold where there is
    none.
    """
    least = THRESHOLDS[-1]
    for threshold in reversed(THRESHOLDS):
        if any(_precision_from(judged, threshold) < precision for judged in sets):
            break
        least = threshold
    return least


def calibrate(root: Path, day: str) -> dict[str, Any]:
    """Return the scorecard for the labelled texts under `root`, with its provenance."""
    sets = [read_cases(root / name) for name in FITTED_ON]
    cases = [case for one in sets for case in one]
    checked = [case for name in CHECKED_ON for case in read_cases(root / name)]
    losses = {penalty: log_loss(cross_validate(cases, penalty)) for penalty in PENALTIES}
    penalty = min(one for one, loss in losses.items() if loss <= min(losses.values()) * (1 + SAME_LOSS))
    intercept, weights = fit(cases, penalty)
    judged = [rate_cases(one, intercept, weights) for one in (*sets, checked)]
    return {
        "provenance": {
            "command": f"python -m analysis.coding.measuring.calibrate --date {day}",
            "date": day,
            "fitted_on": list(FITTED_ON),
            "checked_on": list(CHECKED_ON),
            "attempts": len(cases),
            "right": sum(case.right for case in cases),
            "attempts_checked": len(checked),
            "right_checked": sum(case.right for case in checked),
            "penalty": penalty,
            "log_loss_cross_validated": round(losses[penalty], 4),
            "log_loss_checked": round(log_loss(judged[-1]), 4),
            "min_confidence_for_precision": PROMISED_PRECISION,
        },
        "min_confidence": least_for(judged, PROMISED_PRECISION),
        "intercept": intercept,
        "weights": weights,
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Fit the scorecard and write it beside this module, or print it with --dry-run."""
    parser = argparse.ArgumentParser(description="Fit the confidence scorecard on the labelled texts.")
    parser.add_argument("--date", required=True, help="day of the fit, for its provenance, as 2026-11-24")
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: here)")
    parser.add_argument("--dry-run", action="store_true", help="print the scorecard instead of writing it")
    options = parser.parse_args(argv)
    day = date.fromisoformat(options.date).isoformat()
    text = json.dumps(calibrate(options.root, day), indent=1) + "\n"
    if options.dry_run:
        print(text, end="")
    else:
        Path(confidence.__file__).with_name(WEIGHTS_FILE).write_text(text, encoding="utf-8")


def _precision_from(judged: Sequence[Judged], threshold: float) -> float:
    kept = [one.right for one in judged if one.confidence >= threshold]
    return sum(kept) / len(kept) if kept else 1.0


def _cases_of(record: dict[str, Any]) -> Iterator[Case]:
    told = record.get("published")
    day = date.fromisoformat(told) if told else None
    coding = code_text(Document(record["text"], str(record["text_file"]), day))
    features = [tuple(features_of(one)) for one in coding.records]
    rows = [_row_alone(coding, place) for place in range(len(coding.records))]
    match = match_text(record["attempts"], rows)
    right = {id(found) for _, found in match.pairs}
    ignored = {id(found) for _, found in match.optional}
    for row, own in zip(rows, features, strict=True):
        if id(row) not in ignored:
            yield Case(f"{record.get('conflict')} {record['text_file']}", own, id(row) in right)


def _row_alone(coding: Coding, place: int) -> dict[str, Any]:
    return to_rows(replace(coding, records=[coding.records[place]], collective=[]))[0]


if __name__ == "__main__":
    main()
