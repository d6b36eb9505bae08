"""The tables of the quality report: scores, strata, thresholds, errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from analysis.coding.attempts.confidence import default_min_confidence
from analysis.coding.measuring.evaluation import CodingError, Evaluation
from analysis.coding.measuring.evaluation_measures import Measure, Tier
from analysis.study.blocks import Cell, Column, Rich, Table
from analysis.study.wording import count, sentence

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
#: What is told of each kind of text.
STRATA = ("precision", "recall", "f1")
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
NOTE: Rich = ["95 % intervals from 1,000 draws of whole texts. Source: the labelled texts."]
NO_CASE = "no case"
#: Keeps an interval on one line.
JOINED = "\u2060"


def short_names(sets: Iterable[str]) -> dict[str, str]:
    """Return the sets by the last part of their path, by the whole path where two end alike."""
    names = list(sets)
    ends = Counter(PurePath(name).name for name in names)
    return {name: PurePath(name).name if ends[PurePath(name).name] == 1 else name for name in names}


def score_table(sets: dict[str, Evaluation]) -> Table:
    """Return every measure with a column for each set: its value, its interval and the number of cases."""
    rows: list[list[Cell]] = [
        [words, *(_score(evaluation.measure(key)) for evaluation in sets.values())]
        for key, words in MEASURES.items()
    ]
    caption = "Each measure on each labelled set, in brackets its 95 % interval."
    return _table("scores", "Scores by set", caption, ["Measure", *short_names(sets).values()], rows)


def strata_table(sets: dict[str, Evaluation]) -> Table:
    """Return precision, recall and F1 of attempts by stratum and set."""
    short = short_names(sets)
    told = sorted(
        (group.replace("_", " "), place, name, group)
        for place, (name, evaluation) in enumerate(sets.items())
        for group in evaluation.groups
    )
    rows: list[list[Cell]] = [
        [words, short[name], *(_score(by_name[measure]) for measure in STRATA)]
        for words, _, name, group in told
        for by_name in ({one.name: one for one in sets[name].groups[group]},)
    ]
    labels = ["Kind of text", "Set", *(sentence(MEASURES[one].removeprefix("Attempts: ")) for one in STRATA)]
    caption = "How well attempts are found in each kind of text, in brackets the 95 % interval."
    return _table("strata", "Attempts found in each kind of text", caption, labels, rows)


def threshold_table(sets: dict[str, Evaluation]) -> Table:
    """Return by confidence and set how many attempts are kept, how many are right, how many are then found."""
    tiers = {
        name: {tier.min_confidence: tier for tier in evaluation.tiers} for name, evaluation in sets.items()
    }
    levels = sorted({level for by_level in tiers.values() for level in by_level})
    rows: list[list[Cell]] = [
        [f"{level:.2f}", *(_kept(by_level.get(level)) for by_level in tiers.values())] for level in levels
    ]
    least = default_min_confidence()
    table = _table(
        "thresholds",
        "Precision and recall from each confidence up",
        "Precision / recall of attempts when those read with less confidence are left out, in brackets how many are "
        "kept.",
        ["Confidence at least", *short_names(sets).values()],
        rows,
    )
    note: Rich = [
        f"Reports leave out what is read with less than {least:.2f}; rows coded by hand are never left out."
    ]
    return replace(table, note=note)


def error_table(sets: dict[str, Evaluation]) -> Table:
    """Return every error: text, what is wrong, what was expected and found, and the words."""
    short = short_names(sets)
    rows = [
        _error_row(short[name], error) for name, evaluation in sets.items() for error in evaluation.errors
    ]
    labels = ("Text", "Error", "Attempt", "Expected", "Found", "Words")
    return Table(
        id="errors",
        title=f"{count(len(rows), 'error')} to read",
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


def _score(measure: Measure) -> Cell:
    if measure.value is None or not measure.n:
        return NO_CASE
    bounds = interval(measure).replace(" to ", f"{JOINED}–{JOINED}")
    return f"{measured(measure)} ({bounds}), n\u00a0=\u00a0{measure.n}"


def _kept(tier: Tier | None) -> Cell:
    return f"{share(tier.precision)} / {share(tier.recall)} ({tier.n})" if tier else NO_CASE


def _table(key: str, title: str, caption: str, labels: list[str], rows: list[list[Cell]]) -> Table:
    columns = [Column(name=label.lower(), label=label) for label in labels]
    return Table(
        id=key, title=title, caption=caption, columns=columns, rows=rows, note=NOTE, csv_name=f"{key}.csv"
    )
