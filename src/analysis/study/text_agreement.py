"""The shipped texts, coded by rule, held against the hand-coded chronology: what is linked, what agrees, what differs.

A field agrees where the text tells the same value, or the same day; it is rougher where its interval of days takes in
the chronology's; it overlaps where the two share a day; it differs otherwise. The chronology is no gold standard for a
text: a text may say what it says, and rightly, while other sources say otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.study.blocks import Cell, Column, Table
from analysis.study.records import Record, records_of
from analysis.study.selection import HAND_SOURCE
from analysis.study.terms import column_label
from analysis.study.wording import count, joined, share

AGREES, ROUGHER, OVERLAPS, DIFFERS = "agrees", "rougher", "overlaps", "differs"
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class FieldReading:
    """What one text tells of a field of an attempt that the chronology codes too."""

    attempt_id: str
    column: str
    told: str
    coded: str
    source_id: str

    @property
    def verdict(self) -> str:
        if self.told == self.coded:
            return AGREES
        first, second = _days(self.told), _days(self.coded)
        if first is None or second is None:
            return DIFFERS
        if first[0] <= second[0] and second[1] <= first[1]:
            return ROUGHER
        return OVERLAPS if first[0] <= second[1] and second[0] <= first[1] else DIFFERS


@dataclass(frozen=True)
class Linked:
    """How many attempts of the chronology any text speaks of, how many texts do, attempts that only texts know."""

    coded: int
    linked: int
    texts: int
    all_texts: int
    own: int


def count_linked(tables: Tables) -> Linked:
    """Attempts by who knows them, and the texts with a mention of an attempt of the chronology."""
    coding = Counter(row["coding"] for row in records_of(tables["attempts"]))
    both = {row["attempt_id"] for row in records_of(tables["attempts"]) if row["coding"] == "both"}
    source = {row["mention_id"]: row["source_id"] for row in records_of(tables["mentions"])}
    texts = {
        source[row["mention_id"]]
        for row in records_of(tables["mention_attempts"])
        if row["attempt_id"] in both
    }
    all_texts = [row for row in records_of(tables["sources"]) if row["source_id"] != HAND_SOURCE]
    return Linked(
        coding["both"] + coding["hand"], coding["both"], len(texts), len(all_texts), coding["machine"]
    )


def read_fields(tables: Tables) -> list[FieldReading]:
    """Every field of an attempt that a text and the chronology both tell, once per text and value."""
    rows = [row for row in records_of(tables["evidence"]) if row["table"] == "attempts"]
    coded = {
        (row["row_id"], row["column"]): str(row["value"]) for row in rows if row["source_id"] == HAND_SOURCE
    }
    # Evidence bears a value out; what a text tells otherwise stands among the disagreements.
    otherwise = [
        {**row, "row_id": row["attempt_id"]} for row in records_of(tables["disagreements"]) if not row["used"]
    ]
    told = [row for row in rows + otherwise if row["source_id"] not in (HAND_SOURCE, None)]
    found = [_reading(row, coded) for row in told]
    return list(dict.fromkeys(one for one in found if one is not None))


def agreement_words(tables: Tables) -> str:
    """How many attempts are linked, and how many fields agree."""
    n, verdicts = count_linked(tables), Counter(one.verdict for one in read_fields(tables))
    total = sum(verdicts.values())
    parts = [
        f"{verdicts[ROUGHER]} are rougher",
        f"{verdicts[OVERLAPS]} overlap",
        f"{verdicts[DIFFERS]} differ",
    ]
    return (
        f"{n.texts} of {count(n.all_texts, 'text')} speak of {n.linked} of {count(n.coded, 'attempt')} of the "
        f"chronology; {count(n.own, 'attempt')} only texts know. Of the fields that both tell, "
        f"{share(verdicts[AGREES], total, 'reading')} agree, {joined(parts)}."
    )


def agreement_table(tables: Tables) -> Table:
    """Fields by verdict, one row per field."""
    readings = read_fields(tables)
    columns = [Column(name="field", label="Field")]
    columns += [
        Column(name=name, label=name.capitalize(), align="right")
        for name in ("readings", AGREES, ROUGHER, OVERLAPS, DIFFERS)
    ]
    groups: dict[str, Counter[str]] = {}
    for one in readings:
        groups.setdefault(one.column, Counter())[one.verdict] += 1
    rows: list[list[Cell]] = [
        [
            column_label(name),
            found.total(),
            *(found[verdict] for verdict in (AGREES, ROUGHER, OVERLAPS, DIFFERS)),
        ]
        for name, found in sorted(groups.items(), key=lambda item: (-item[1].total(), item[0]))
    ]
    return Table(
        id="texts-and-chronology",
        title="Field by field",
        caption=agreement_words(tables),
        columns=columns,
        rows=rows,
        note=[
            "A reading is a value that one text tells of a field. Rougher: its days take in the chronology's."
        ],
        csv_name="texts-and-chronology.csv",
    )


def difference_table(tables: Tables) -> Table:
    """Every reading of a text that differs from the chronology."""
    names = {row["attempt_id"]: row["name"] for row in records_of(tables["attempts"])}
    titles = {row["source_id"]: row["title"] for row in records_of(tables["sources"])}
    differing = [one for one in read_fields(tables) if one.verdict == DIFFERS]
    columns = [
        Column(name="attempt", label="Attempt"),
        Column(name="field", label="Field"),
        Column(name="coded", label="Chronology"),
        Column(name="told", label="Text"),
        Column(name="source", label="Which text"),
    ]
    rows: list[list[Cell]] = [
        [names.get(one.attempt_id) or one.attempt_id, column_label(one.column), _shown(one.coded), _shown(one.told),
         titles.get(one.source_id) or one.source_id]
        for one in differing
    ]  # fmt: skip
    return Table(
        id="texts-against-chronology",
        title="Readings that differ",
        caption=f"{count(len(rows), 'reading')} of a text that the chronology does not share. Some are errors of the "
        "rules, some are what the text says.",
        columns=columns,
        rows=rows,
        csv_name="texts-against-chronology.csv",
    )


def _reading(row: Record, coded: dict[tuple[str, str], str]) -> FieldReading | None:
    value = coded.get((row["row_id"], row["column"]))
    if value is None or row["value"] is None:
        return None
    return FieldReading(row["row_id"], row["column"], str(row["value"]), value, str(row["source_id"]))


def _days(value: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day of a value such as `1992-08-21/1992-08-31`; an open bound reaches as far as days go."""
    first, _, last = value.partition("/")
    try:
        lo = dt.date.fromisoformat(first) if first not in ("", "..") else dt.date.min
        hi = dt.date.fromisoformat(last) if last not in ("", "..") else dt.date.max
    except ValueError:
        return None
    return (lo, hi) if "/" in value else (lo, lo)


def _shown(value: str) -> str:
    return value.replace("/", " to ").replace("_", " ")
