"""How sure the coder is of an attempt: the share of attempts read in the same way that labels bear out.

A logistic scorecard over what the reading of an attempt rests on. Its weights lie in `confidence_weights.json`,
fitted on labelled texts by `python -m analysis.coding.measuring.calibrate`, with their provenance beside them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from analysis.coding.attempts.registry import Record
from analysis.coding.sentences.events import Event

WEIGHTS_FILE = "confidence_weights.json"
# No reading of a text is sure, and none that the rules make is surely wrong.
LEAST, MOST = 0.02, 0.99
_NO_EVENT = Event(0, 0)
_FINE_METHODS = frozenset(("explicit", "lead"))
# Rules that read a ceasefire off its place in the clause less directly than a verb with its object does.
_INDIRECT = frozenset(("subject", "head", "anaphora", "paper", "noun"))

Test = Callable[[Record, Event], bool]


def _method(record: Record) -> str:
    return record.main_date[1].method if record.main_date else ""


def _precision(record: Record) -> str:
    return record.main_date[1].prec if record.main_date else "none"


# Feature -> whether a record has it; the event is the one that made the record. Only what separates right from wrong
# on texts left out of the fit stands here: with few wrong attempts among the labels, more features fit their accidents.
FEATURES: dict[str, Test] = {
    "undated": lambda record, made: record.main_date is None,
    "date to the month or season": lambda record, made: _precision(record) in ("week", "month", "season"),
    "date with its year or at the head of an entry": lambda record, made: _method(record) in _FINE_METHODS,
    "rule reads the place in the clause": lambda record, made: rule_family(made) in _INDIRECT,
    "the ceasefire, as if known": lambda record, made: made.definite,
    "nobody named beside the act": lambda record, made: not (made.parties or made.subject or made.callers),
}


def rate(record: Record) -> float:
    """Return the confidence in one attempt: between 0 and 1, to two digits.

    Of the labelled attempts so rated, about this share was right (README, Quality).
    """
    card = read_weights()
    score = card["intercept"] + sum(card["weights"].get(name, 0.0) for name in features_of(record))
    return round(min(max(1 / (1 + math.exp(-score)), LEAST), MOST), 2)


def rate_mention(records: Iterable[Record], event: Event) -> float:
    """Return the confidence in one mention: that of the surest attempt it tells of, else its rule's own weight."""
    told = [rate(record) for record in records if any(one is event for one in record.events)]
    return max(told) if told else round(event.weight, 2)


def features_of(record: Record) -> list[str]:
    """Return the names of the features that a record has, in the order of `FEATURES`."""
    made = next((event for event in record.events if event.creates), None)
    first = made or (record.events[0] if record.events else _NO_EVENT)
    return [name for name, has in FEATURES.items() if has(record, first)]


def rule_family(event: Event) -> str:
    """Return the first part of the id of the rule that made an event: `object.agree` is of the family `object`."""
    return event.rule.split(".")[0].split("+")[0]


def default_min_confidence() -> float:
    """Return the least confidence at which the labelled attempts keep the precision that reports promise."""
    return float(read_weights()["min_confidence"])


@cache
def read_weights() -> dict[str, Any]:
    """Return the fitted scorecard with its provenance, as `analysis.coding.measuring.calibrate` writes it."""
    content: dict[str, Any] = json.loads(
        (files("analysis.coding.attempts") / WEIGHTS_FILE).read_text(encoding="utf-8")
    )
    return content
