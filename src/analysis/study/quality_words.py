"""The quality report in words: findings, how it was measured, what the rules still get wrong."""

from __future__ import annotations

from collections import Counter
from typing import Any

from analysis.coding.attempts.confidence import default_min_confidence, read_weights
from analysis.coding.measuring.evaluation import CodingError, Evaluation
from analysis.study.blocks import Findings, Glossary, Methods, Rich, link
from analysis.study.quality_tables import error_words, interval, measured, short_names
from analysis.study.wording import count

TERMS = {
    "Attempt found": "A reading whose date agrees with a labelled attempt: within a day, or one a part of the other. "
    "Where the label is undated, half of the parties must agree. One reading for one label.",
    "Precision": "Of what was read, the share that a label bears out.",
    "Recall": "Of what the labels require, the share that was read.",
    "F1": "The harmonic mean of precision and recall.",
    "B-cubed": "For each labelled passage: do the passages put together with it belong to the same attempt, and are "
    "those that belong to it put together?",
    "Confidence": "The share of labelled attempts read in the same way that proved right.",
    "Interval": "95 % of 1,000 draws of whole texts, with replacement, give a value within it.",
}
CAUTION = (
    "The texts were written for this project, and the rules were worked on with the set called dev in view: other "
    "texts will score lower."
)


def state_findings(sets: dict[str, Evaluation], together: Evaluation) -> Findings:
    """Return the main figures, each leading to its table."""
    short = short_names(sets)
    items = [_set_words(short[name], evaluation) for name, evaluation in sets.items()]
    items.append(_commonest(together.errors))
    return Findings(items=items, caution=[CAUTION])


def state_limits(together: Evaluation | None) -> Methods:
    """Return how it was measured, how confidence was fitted, and one example of each error."""
    facts: dict[str, Any] = read_weights()["provenance"]
    promised = float(facts["min_confidence_for_precision"])
    items = [
        "Labels follow each text alone and were written before the coder read it. Matching is one to one; labels "
        "marked optional neither reward nor punish.",
        f"Confidence was fitted on {facts['date']} to {facts['attempts']} attempts read in "
        f"{_listed(facts['fitted_on'])} ({facts['right']} right), by `{facts['command']}`, and checked on "
        f"{facts['attempts_checked']} in {_listed(facts['checked_on'])} ({facts['right_checked']} right).",
        f"Reports leave out machine readings below {default_min_confidence():.2f}: the lowest confidence from which "
        f"each labelled set, that for checking included, kept a precision of {promised:g}.",
        "Sets that the rules were not worked on score lower, and confidence is then too high by as much.",
    ]
    if together:
        items += [_example(kind, error) for kind, error in _first_of_each(together.errors).items()]
    return Methods(items=[[item] for item in items])


def define_measures() -> Glossary:
    """Return the measures with their meaning, in the order of the alphabet."""
    return Glossary(terms=[{"term": term, "definition": TERMS[term]} for term in sorted(TERMS)])


def _set_words(name: str, evaluation: Evaluation) -> Rich:
    precision, recall, f1 = (evaluation.measure(one) for one in ("precision", "recall", "f1"))
    false = evaluation.measure("false_per_1000_negatives")
    return [
        link(f"{name}: F1 {measured(f1)}", "#scores"),
        f" ({interval(f1)}) of attempts; {measured(precision)} of those read are right, {measured(recall)} of "
        f"{recall.n} are found. {measured(false)} false attempts per 1,000 texts without a ceasefire ({false.n} such "
        "texts).",
    ]


def _commonest(errors: list[CodingError]) -> Rich:
    if not errors:
        return ["No error was found."]
    counts = Counter(error_words(error) for error in errors).most_common(3)
    words = ", ".join(f"{kind} ({number})" for kind, number in counts)
    return [link(count(len(errors), "error"), "#errors"), f", the most common: {words}."]


def _first_of_each(errors: list[CodingError]) -> dict[str, CodingError]:
    """The example of each kind of error that shows most: the shortest words, in the order of how common it is."""
    order = [kind for kind, _ in Counter(error_words(error) for error in errors).most_common()]
    return {
        kind: min(
            (error for error in errors if error_words(error) == kind and error.quotes),
            key=lambda error: (sum(map(len, error.quotes)), error.identity),
        )
        for kind in order
        if any(error_words(error) == kind and error.quotes for error in errors)
    }


def _example(kind: str, error: CodingError) -> str:
    words = " … ".join(f"“{' '.join(quote.split())}”" for quote in error.quotes)
    if error.error != "wrong":
        return f"{kind[:1].upper()}{kind[1:]}, for example {error.attempt}: {words}."
    return f"{kind[:1].upper()}{kind[1:]}, for example {error.predicted} for {error.gold}: {words}."


def _listed(names: list[str]) -> str:
    short = list(short_names(names).values())
    return " and ".join(part for part in (", ".join(short[:-1]), *short[-1:]) if part)
