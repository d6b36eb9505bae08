"""Words of the codebook: labels and definitions of coded values, and short words for columns."""

from __future__ import annotations

from functools import cache

from analysis.codebook import load_codebook
from analysis.study.lives import Life
from analysis.study.wording import span_words

COLUMN_LABELS: dict[str, str] = {
    "name": "name",
    "kind": "kind",
    "status": "status",
    "parties": "parties",
    "signatories": "signed by",
    "mediators": "brokered by",
    "announced": "announced",
    "signed": "signed",
    "agreed_start": "agreed start",
    "effective": "in force from",
    "effective_time": "clock time of the start",
    "agreed_end": "agreed end",
    "ended": "ended",
    "outcome": "outcome",
    "violated": "breaches",
    "last_report": "last report",
    "class": "class",
    "purpose": "purpose",
    "form": "form",
    "mechanism": "mechanism",
    "level": "level",
    "place": "place",
    "mentions": "mentions in texts",
}


@cache
def labels_of(vocabulary: str) -> dict[str, str]:
    """The printed label of each value of a codebook vocabulary."""
    values = load_codebook().vocabularies[vocabulary].entries
    return {item.value: item.label for item in values}


@cache
def definitions_of(vocabulary: str) -> dict[str, str]:
    """The definition of each value of a codebook vocabulary."""
    values = load_codebook().vocabularies[vocabulary].entries
    return {item.value: item.definition for item in values}


def value_words(vocabulary: str, value: str | None) -> str:
    """A coded value as a reader would say it; missing is `not told`."""
    if value is None:
        return "not told"
    words = labels_of(vocabulary).get(value, value.replace("_", " "))
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def column_label(column: str) -> str:
    """The short name of an attempt's column in tables and evidence."""
    return COLUMN_LABELS.get(column, column.replace("_", " "))


def outcome_words(life: Life) -> str:
    """The outcome of an attempt with its standing where only one side tells it."""
    words = value_words("outcome", life.row["outcome"] or "unknown")
    standing = life.row["outcome_standing"]
    return f"{words}, {standing}" if standing in ("alleged", "disputed") else words


def duration_words(life: Life) -> str:
    """How long an attempt was in force, in words, with what is not known about it."""
    if life.state == "undated":
        return "no date told"
    if life.state == "never":
        return (
            "did not come into force" if life.outcome in ("not_implemented", "rejected") else "start not told"
        )
    if life.state == "same_day":
        return "over the same day"
    if life.state == "silent" and life.outcome not in ("held", "violated", "unknown"):
        return "end not dated"
    return span_words(*life.days)
