"""The tables of the quality report: scores, strata, thresholds, errors."""

from __future__ import annotations

from analysis.coding.attempts.confidence import default_min_confidence
from analysis.coding.measuring.evaluation import CodingError, Evaluation
from analysis.coding.measuring.evaluation_measures import Measure
from analysis.study.blocks import Cell, Column, Rich, Table

# Measure -> its name in tables; the finer ones are left to `ceasefires evaluate`.
MEASURES = {
    "precision": "Attempts: precision",
    "recall": "Attempts: recall",
    "f1": "Attempts: F1",
    "date_exact": "Date, exact",
    "parties_micro_f1": "Parties: F1",
    "mediators_micro_f1": "Mediators: F1",
    "callers_micro_f1": "Callers: F1",
    "kind": "Kind",
    "kind_coarse": "Kind, coarse",
    "outcome": "Outcome",
    "outcome_date": "Date of the outcome",
    "bcubed_f1": "Passages of one attempt: B-cubed F1",
    "false_per_1000_negatives": "False attempts per 1,000 texts without a ceasefire",
}
WHOLE = "false_per_1000_negatives"
FIELDS = {
    "date_exact": "date",
    "date_null": "date",
    "parties_macro": "parties",
    "mediators_macro": "mediators",
    "callers_macro": "callers",
    "kind": "kind",
    "outcome": "outcome",
    "outcome_date": "date of the outcome",
}
NOTE: Rich = [
    "95 % intervals from 1,000 draws of whole texts. Source: the labelled texts named in the table."
]
NO_CASE = "no case"


def score_table(sets: dict[str, Evaluation]) -> Table:
    """Return every measure by set, each with its interval and the number of cases."""
    rows: list[list[Cell]] = [
        [name, words, measured(one), interval(one), one.n]
        for key, words in MEASURES.items()
        for name, one in ((name, evaluation.measure(key)) for name, evaluation in sets.items())
    ]
    return _table("scores", "Scores by set", "Each measure on each labelled set.", ("Set", "Measure"), rows)


def strata_table(sets: dict[str, Evaluation]) -> Table:
    """Return precision, recall and F1 of attempts by set and stratum."""
    rows: list[list[Cell]] = [
        [f"{name}: {group.replace('_', ' ')}", MEASURES[one.name], measured(one), interval(one), one.n]
        for name, evaluation in sets.items()
        for group, listed in evaluation.groups.items()
        for one in listed
    ]
    caption = "Precision, recall and F1 of attempts in each kind of text."
    return _table("strata", "Scores by kind of text", caption, ("Set and kind of text", "Measure"), rows)


def threshold_table(sets: dict[str, Evaluation]) -> Table:
    """Return how many attempts stay above each confidence, how many of them are right, how many are then found."""
    rows: list[list[Cell]] = [
        [name, f"{tier.min_confidence:.2f}", tier.n, share(tier.precision), share(tier.recall)]
        for name, evaluation in sets.items()
        for tier in evaluation.tiers
    ]
    least = default_min_confidence()
    return Table(
        id="thresholds",
        title="What a least confidence keeps",
        caption="Precision and recall of attempts when those read with less confidence are left out.",
        columns=[Column(name="set", label="Set"), Column(name="least", label="Confidence at least", align="right"),
                 Column(name="n", label="Kept", align="right"),
                 Column(name="precision", label="Precision", align="right"),
                 Column(name="recall", label="Recall", align="right")],
        rows=rows,
        note=[f"Reports leave out what is read with less than {least:.2f}; rows coded by hand are never left out."],
        csv_name="thresholds.csv",
    )  # fmt: skip


def error_table(sets: dict[str, Evaluation]) -> Table:
    """Return every error: text, what is wrong, what was expected and found, and the words."""
    rows = [_error_row(name, error) for name, evaluation in sets.items() for error in evaluation.errors]
    labels = ("Text", "Error", "Attempt", "Expected", "Found", "Words")
    return Table(
        id="errors",
        title="The errors",
        caption="Attempts missed, attempts that are none, and wrong fields of those found.",
        columns=[Column(name=label.lower(), label=label) for label in labels],
        rows=rows,
        note=["An attempt is named by its day, kind and parties; ? marks what labels leave open."],
        csv_name="errors.csv",
    )


def error_words(error: CodingError) -> str:
    """Return what kind of error it is, in words."""
    if error.error == "missed":
        return "attempt missed"
    return "no such attempt" if error.error == "extra" else f"wrong {FIELDS[error.field]}"


def measured(measure: Measure) -> str:
    """Return a measure as tables print it."""
    return _number(measure.value, measure.name)


def interval(measure: Measure) -> str:
    """Return its 95 % interval as tables print it."""
    if measure.low is None or measure.high is None:
        return NO_CASE
    return f"{_number(measure.low, measure.name)} to {_number(measure.high, measure.name)}"


def share(value: float | None) -> str:
    """Return a share to two digits, or that there is no case."""
    return NO_CASE if value is None else f"{value:.2f}"


def _number(value: float | None, name: str) -> str:
    return f"{value:.0f}" if name == WHOLE and value is not None else share(value)


def _error_row(name: str, error: CodingError) -> list[Cell]:
    words = " … ".join(f"“{' '.join(quote.split())}”" for quote in error.quotes) or "none"
    return [f"{name}/{error.text_file}", error_words(error), error.attempt, error.gold or "none",
            error.predicted or "none", words]  # fmt: skip


def _table(key: str, title: str, caption: str, first: tuple[str, str], rows: list[list[Cell]]) -> Table:
    columns = [Column(name=label.lower(), label=label) for label in first]
    columns += [Column(name=n, label=label, align="right") for n, label in
                (("value", "Value"), ("interval", "95 % interval"), ("n", "Cases"))]  # fmt: skip
    return Table(
        id=key, title=title, caption=caption, columns=columns, rows=rows, note=NOTE, csv_name=f"{key}.csv"
    )
