"""Every date that other datasets list, each present here, explained, or missing here and said to be so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.study.blocks import Cell, Column, Table, link
from analysis.study.lifeline_marks import Href
from analysis.study.records import records_of
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.terms import value_words
from analysis.study.wording import agreeing, count, day_short

Entry = dict[str, Any]
NOT_EXPLAINED = "no reason told"


@dataclass(frozen=True)
class Dataset:
    """Another dataset: its letter in charts and its short name."""

    letter: str
    name: str


DATASETS = {
    "cf": Dataset("C", "CF"),
    "pax": Dataset("P", "PA-X"),
    "ucdp_termination": Dataset("U", "UCDP"),
}


def list_entries(tables: Mapping[str, pd.DataFrame], selection: Selection) -> list[Entry]:
    """The entries of other datasets for the selected attempts, and those that have no attempt here, by date.

    An entry without attempt is listed with the conflict it names; one that names none, where the conflict has others
    of that dataset.
    """
    found = [
        row for row in selection.rows["crosswalk"] if row["match"] != "missing_there" and row["attempt_id"]
    ]
    known, conflict = {row["dataset"] for row in found}, selection.conflict["conflict_id"]
    first, last = selection.start, selection.end
    found += [
        row
        for row in records_of(tables["crosswalk"])
        if row["match"] == "missing_here"
        and (row["conflict_id"] == conflict if row["conflict_id"] else row["dataset"] in known)
        and not (first and row["external_date"] < first)
        and not (last and row["external_date"] > last)
    ]
    return sorted(found, key=lambda row: (row["external_date"], row["dataset"], row["external_id"] or ""))


def count_entries(entries: list[Entry]) -> Counter[str]:
    """Entries by how they match."""
    return Counter(row["match"] for row in entries)


def entries_title(entries: list[Entry]) -> str:
    """The sum line: how many dates match to the day, how many differ, how many have no attempt here."""
    counts = count_entries(entries)
    exact, differ, missing = counts["exact"], counts["date_differs"], counts["missing_here"]
    parts = counts["part_of"] + counts["contains"]
    return (
        f"{exact} of {count(len(entries), 'date')} listed elsewhere {agreeing(exact, 'matches', 'match')} a date here "
        f"to the day; {differ} {agreeing(differ, 'differs', 'differ')}, {parts} "
        f"{agreeing(parts, 'is part of an attempt here or contains it', 'are part of an attempt here or contain it')}, "
        f"{missing} {agreeing(missing, 'has', 'have')} no attempt here."
    )


def entry_words(entry: Entry) -> str:
    """One entry in words: dataset, number, date, how it matches and why it differs."""
    name = DATASETS[entry["dataset"]].name
    told = f"{name} {entry['external_id'] or ''}, {day_short(entry['external_date'])}: {match_words(entry)}"
    return f"{told} ({entry['note']})" if entry["note"] else told


def match_words(entry: Entry) -> str:
    """How an entry matches, with the days apart where they are not nought."""
    words = value_words("match", entry["match"])
    apart = entry["days_apart"]
    return f"{words}, {apart:+d} d".replace("-", "−") if apart else words


def linked_table(selection: Selection, entries: list[Entry], href: Href) -> Table:
    """All entries in order of date, with the attempt here and the reason for a difference."""
    names = {life.id: life.name for life in selection.lives}
    columns = [
        Column(name="date", label="Date there"),
        Column(name="dataset", label="Dataset"),
        Column(name="id", label="Number there"),
        Column(name="attempt", label="Attempt here"),
        Column(name="match", label="Match"),
        Column(name="note", label="Reason"),
    ]
    rows: list[list[Cell]] = []
    for entry in entries:
        name = names.get(entry["attempt_id"])
        reason = entry["note"] or ("not needed" if entry["match"] == "exact" else NOT_EXPLAINED)
        rows.append(
            [
                day_short(entry["external_date"]),
                DATASETS[entry["dataset"]].name,
                entry["external_id"] or "none",
                [link(name, href(entry["attempt_id"], "name"))] if name else "none here",
                match_words(entry),
                reason,
            ]
        )
    return Table(
        id="crosswalk-data",
        title=f"All {count(len(rows), 'entry', 'entries')} of other datasets",
        caption="Each date listed elsewhere with the attempt here that it stands for.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="crosswalk.csv",
    )


def presence_table(selection: Selection, entries: list[Entry], href: Href) -> Table:
    """Four datasets side by side: per attempt here, which of the others list it and on which day."""
    columns = [Column(name="attempt", label="Attempt here"), Column(name="date", label="Date here")]
    columns += [Column(name=key, label=one.name) for key, one in DATASETS.items()]
    rows: list[list[Cell]] = []
    for life in selection.lives:
        cells: list[Cell] = []
        for dataset in DATASETS:
            own = [one for one in entries if one["attempt_id"] == life.id and one["dataset"] == dataset]
            cells.append(
                "; ".join(f"{day_short(one['external_date'])} ({match_words(one)})" for one in own)
                or "not listed"
            )
        day = life.anchor[0] or life.anchor[1]
        rows.append([[link(life.name, href(life.id, "name"))], day_short(day) if day else "not told", *cells])
    return Table(
        id="datasets-side-by-side",
        title="Four datasets side by side",
        caption="Each attempt here, and the entries of three other datasets that stand for it.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="datasets-side-by-side.csv",
    )
