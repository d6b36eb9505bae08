"""The tables of one attempt's dossier: its dates, its actors, what became of it, its neighbours, other datasets."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from analysis.study.blocks import Cell, Column, Rich, Table, link
from analysis.study.briefing import Report
from analysis.study.crosswalk_table import Entry, linked_table
from analysis.study.evidence import DATE_COLUMNS, ROLE_COLUMN, base_column, list_evidence, readings_of
from analysis.study.listings import NOT_TOLD
from analysis.study.lives import Life, dates
from analysis.study.records import Record, group_by
from analysis.study.selection import HAND_SOURCE, Selection, keep_attempts
from analysis.study.sourcing import source_line
from analysis.study.terms import column_label, outcome_words, value_words
from analysis.study.wording import count, date_short, day_short, days_words, joined, sentence

# How many attempts are listed on each side of the one in question.
NEIGHBOURS = 4
USED, OTHER = "used", "another reading"
NO_REASON = "no reason told"
_DAY = r"\d{4}-\d{2}-\d{2}"
_INTERVAL = re.compile(rf"({_DAY})?(/?)({_DAY})?")


@dataclass(frozen=True)
class Dossier(Report):
    """One attempt as a selection of its own, the attempts of its conflict, and its entries elsewhere."""

    others: tuple[Life, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def life(self) -> Life:
        return self.selection.lives[0]

    @cached_property
    def cells(self) -> dict[str, dict[str, Any]]:
        """The evidence entries of the attempt by column."""
        return {entry["column"]: entry for entry in list_evidence(self.selection).entries}

    def to(self, column: str) -> str:
        """The address of a cell's evidence."""
        return self.href(self.life.id, column)


def dates_table(report: Dossier) -> Table:
    """Each date as earliest and latest day: the reading that the tables use first, then the others."""
    columns = [
        Column(name="date", label="Date"),
        Column(name="earliest", label="Earliest"),
        Column(name="latest", label="Latest"),
        Column(name="precision", label="Told as"),
        Column(name="standing", label="In the tables"),
        Column(name="reason", label="Why"),
        Column(name="told_by", label="Told by"),
    ]
    rows = [row for column in DATE_COLUMNS for row in _date_rows(report, column)]
    told = sum(row[4] == USED for row in rows)
    others = sum(row[4] == OTHER for row in rows)
    return Table(
        id="dates",
        title=f"{told} of {count(len(DATE_COLUMNS), 'date')} told, {count(others, 'other reading')}",
        caption="Each date as the earliest and the latest possible day, with every reading of it.",
        columns=columns,
        rows=rows,
        note=source_line(report.selection),
        csv_name="dates.csv",
    )


def roles_table(report: Dossier) -> Table:
    """Who took part and as what, as the sources name them."""
    rows: list[list[Cell]] = []
    found = report.selection.rows["participants"]
    for role, column in ROLE_COLUMN.items():
        for row in (row for row in found if row["role"] == role):
            actor = report.selection.actor(row["actor_id"])
            words = value_words("role", role)
            claim = f"{words}, as claimed" if role == "violator" else words
            rows.append([[link(actor, report.to(column))], claim, row["surface"] or NOT_TOLD])
    return Table(
        id="roles",
        title=count(len({row["actor_id"] for row in found}), "actor"),
        caption="Every actor in each of its roles, and the words that name it.",
        columns=[
            Column(name="actor", label="Actor"),
            Column(name="role", label="Role"),
            Column(name="surface", label="Named as"),
        ],
        rows=rows,
        note=source_line(report.selection),
        csv_name="roles.csv",
    )


def outcomes_table(report: Dossier) -> Table:
    """Every outcome told of the attempt, claims and breaches included, by day."""
    found = report.selection.rows["outcomes"]
    rows = [_outcome_row(report, row) for row in sorted(found, key=_outcome_key)]
    columns = [
        Column(name="outcome", label="What is told"),
        Column(name="day", label="Day"),
        Column(name="claimant", label="Whose word"),
        Column(name="standing", label="Standing"),
        Column(name="source", label="Source"),
    ]
    return Table(
        id="told-outcomes",
        title=f"{count(len(rows), 'outcome')} told; the tables say: {outcome_words(report.life)}",
        caption="What one party says of the other is a claim, is kept, and never decides the outcome.",
        columns=columns,
        rows=rows,
        note=source_line(report.selection),
        csv_name="told-outcomes.csv",
    )


def neighbours(report: Dossier) -> list[tuple[Life, str]]:
    """The nearest attempts before and after in the conflict, in order, each with its distance in words.

    The attempt that this one follows, and those that follow it, are always among them.
    """
    life = report.life
    if life.state == "undated":
        near = []
    else:
        dated = [other for other in report.others if other.state != "undated"]
        before = [other for other in dated if other.sort_key < life.sort_key]
        after = [other for other in dated if other.sort_key > life.sort_key]
        near = before[-NEIGHBOURS:] + after[:NEIGHBOURS]
    ids = {other.id for other in near}
    return [
        (other, distance_words(life, other))
        for other in report.others
        if other.id in ids or _relation(life, other)
    ]


def neighbours_table(report: Dossier) -> Table:
    """The attempts before and after, with what became of each; their ids open their own dossiers."""
    rows: list[list[Cell]] = [
        [
            other.name,
            other.id,
            date_short(*other.anchor),
            ", ".join(part for part in (away, _relation(report.life, other)) if part),
            outcome_words(other),
            value_words("coding", other.row["coding"]),
        ]
        for other, away in neighbours(report)
    ]
    return Table(
        id="neighbours",
        title=f"{count(len(rows), 'attempt')} before and after",
        caption=f"The nearest attempts of {report.selection.label} in order of date. An id, given as the parameter "
        "attempt, makes that attempt's dossier.",
        columns=[
            Column(name="name", label="Attempt"),
            Column(name="id", label="Id"),
            Column(name="date", label="Date"),
            Column(name="away", label="Seen from here"),
            Column(name="outcome", label="Outcome"),
            Column(name="coding", label="Coding"),
        ],
        rows=rows,
        note=source_line(report.selection),
        csv_name="neighbours.csv",
    )


def datasets_table(report: Dossier) -> Table:
    """The entries that other datasets have for the attempt."""
    title = f"{count(len(report.entries), 'entry', 'entries')} in other datasets"
    return replace(linked_table(report.selection, list(report.entries), report.href), title=title)


def distance_words(life: Life, other: Life) -> str:
    """How far another attempt lies from this one: `3 days before`; `dates overlap` where they may be one day."""
    (lo, hi), (first, last) = life.anchor, other.anchor
    start, stop = lo or hi, hi or lo
    begin, end = first or last, last or first
    if not (start and stop and begin and end):
        return ""
    if end < start:
        return f"{days_words((start - end).days)} before"
    if begin > stop:
        return f"{days_words((begin - stop).days)} after"
    return "same day" if start == stop == begin == end else "dates overlap"


def _relation(life: Life, other: Life) -> str:
    """How the two are tied in the tables, in words; empty where they are not."""
    if other.id == life.row["parent_id"]:
        return f"this one: {value_words('relation', life.row['relation'])} of it"
    if other.row["parent_id"] == life.id:
        return f"{value_words('relation', other.row['relation'])} of this one"
    return ""


def _date_rows(report: Dossier, column: str) -> list[list[Cell]]:
    """The reading that the tables use, or the reason for its lack, then the other readings of the date."""
    row, label = report.life.row, column_label(column)
    lo, hi = dates(row, column)
    others = _other_rows(report, column, label)
    if not (lo or hi):
        reason = row.get(f"{column}_na")
        why = value_words("na_reason", reason) if reason else NO_REASON
        return [[label, NOT_TOLD, NOT_TOLD, NOT_TOLD, "empty", why, "nobody"], *others]
    name: Rich = [link(label, report.to(column))]
    precision = value_words("precision", row[f"{column}_prec"])
    why = _why_used(report, column) or (NO_REASON if others else "the only reading")
    return [[name, *_bounds(lo, hi), precision, USED, why, _support(report, column)], *others]


def _why_used(report: Dossier, column: str) -> str:
    """Why the tables use their reading of a date, where a reason is told."""
    return joined(
        dict.fromkeys(row["reason"] for row in _readings(report, column) if row["used"] and row["reason"])
    )


def _readings(report: Dossier, column: str) -> list[Record]:
    return [row for row in report.selection.rows["disagreements"] if base_column(row["column"]) == column]


def _other_rows(report: Dossier, column: str, label: str) -> list[list[Cell]]:
    """The readings of a date that the tables do not use, one row each."""
    rows: list[list[Cell]] = []
    unused = [row for row in _readings(report, column) if not row["used"]]
    for value, same in group_by(unused, "value").items():
        (reading,) = readings_of(report.selection, same, column)
        earliest, latest = _interval(str(value))
        precision = value_words("precision", "day") if earliest == latest else "interval"
        who = joined(dict.fromkeys(row["detail"] for row in same if row["detail"]))
        told: Rich = [*_separated(reading["links"]), *[f" – {who}"] * bool(who)]
        rows.append([label, earliest, latest, precision, OTHER, reading["reason"] or NO_REASON, told])
    return rows


def _separated(parts: Rich) -> Rich:
    return [item for part in parts for item in (", ", part)][1:]


def _interval(value: str) -> tuple[str, str]:
    """A reading's bounds as written in the tables, `2020-10-09` or `2020-10-09/2020-10-10`; else its words."""
    found = _INTERVAL.fullmatch(value)
    if not found or value in ("", "/"):
        return value, value
    first, slash, last = found.groups()
    days = [dt.date.fromisoformat(day) if day else None for day in (first, last if slash else first)]
    return _bounds(days[0], days[1])


def _bounds(lo: dt.date | None, hi: dt.date | None) -> tuple[str, str]:
    return (day_short(lo) if lo else NOT_TOLD, day_short(hi) if hi else NOT_TOLD)


def _support(report: Dossier, column: str) -> str:
    """How many texts and cited addresses tell the date that the tables use."""
    cell = report.cells.get(column, {"passages": [], "citations": []})
    texts = len({passage["source_id"] for passage in cell["passages"]})
    addresses = len(cell["citations"])
    parts = [count(texts, "source text")] * bool(texts)
    parts += [count(addresses, "cited address", "cited addresses")] * bool(addresses)
    return joined(parts) or ("the chronology" if report.life.row["coding"] != "machine" else "no passage")


def _outcome_key(row: Record) -> tuple[dt.date, str]:
    return (row["lo"] or row["hi"] or dt.date.max, row["outcome_id"])


def _outcome_row(report: Dossier, row: Record) -> list[Cell]:
    chosen = report.selection
    source = row["mention_id"].split(":")[0] if row["mention_id"] else HAND_SOURCE
    named = chosen.source_rows.get(source, {}).get("title") or source
    modality = row["modality"] or "asserted"
    words = sentence(value_words("outcome", row["outcome"]))
    column = "violated" if row["outcome"] == "violated" else "outcome"
    return [
        [link(words if modality == "asserted" else f"{words}, {modality}", report.to(column))],
        date_short(row["lo"], row["hi"]),
        chosen.actor(row["claimant_id"]) if row["claimant_id"] else "the source's own",
        value_words("standing", row["standing"]),
        "hand-coded chronology" if source == HAND_SOURCE else str(named),
    ]


def narrow(selection: Selection, attempt_id: str) -> Selection:
    """The selection of one attempt alone: its rows, the mentions linked to it, and the sources that tell of it."""
    own = [row for row in selection.attempts if row["attempt_id"] == attempt_id]
    rows = keep_attempts(selection.rows, own)
    linked = {row["mention_id"] for row in rows["mention_attempts"]}
    rows["mentions"] = [row for row in rows["mentions"] if row["mention_id"] in linked]
    told = {row["source_id"] for row in rows["mentions"]}
    hand = any(row["coding"] in ("hand", "both") for row in own)
    kept = tuple(name for name in selection.source_ids if name in told or (name == HAND_SOURCE and hand))
    return replace(selection, rows=rows, source_ids=kept)
