"""Outcomes by group as a table with exact intervals: how little a handful of attempts can tell."""

from __future__ import annotations

from analysis.study.blocks import Cell, Column, Rich, Table
from analysis.study.estimates import compare_groups, exact_interval
from analysis.study.panels import panels_of
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.spells import RULES, spells_of
from analysis.study.summaries import Record, count_mediators, proper, record_of
from analysis.study.wording import count, sentence

FEW = 20


def count_phases(selection: Selection) -> list[Record]:
    """Attempts proper by phase of the conflict, in order; those without a date last."""
    panels = panels_of(proper(selection), selection.rows["phases"], selection.as_of)
    return [record_of(panel.title, panel.title, panel.all) for panel in panels]


def mediator_table(selection: Selection) -> Table:
    """How often attempts broke down, by mediator, with the exact interval of that share."""
    note = (
        "An attempt with several mediators stands in each of their rows. It does not follow that a mediator "
    )
    return _table(selection, count_mediators(selection), "mediator", note + "made the difference.")


def phase_table(selection: Selection) -> Table:
    """The same by phase of the conflict."""
    return _table(
        selection, count_phases(selection), "phase", "Phases come from the reference table of the conflict."
    )


def broker_comparison(selection: Selection, rule: str) -> str:
    """In words, whether time to the end differs between attempts with and without a named mediator (log-rank)."""
    spells = spells_of(selection, rule)
    brokered = {life.id for life in proper(selection) if selection.actors_of(life.id, "mediator")}
    groups = [[one for one in spells if (one.life.id in brokered) is wanted] for wanted in (True, False)]
    days = [([float(one.least) for one in group], [one.event for one in group]) for group in groups]
    sizes = f"{count(len(groups[0]), 'attempt')} with a mediator named and {len(groups[1])} without"
    p = compare_groups(days[0], days[1])
    if p is None:
        return f"{sizes}: too few ends to compare the time until {RULES[rule]}; all are listed."
    verdict = "differs by more than chance alone would often bring" if p < 0.05 else "does not differ clearly"
    return (
        f"Time until {RULES[rule]} {verdict} between {sizes} (log-rank p = {p:.2f}). No more follows from it."
    )


def _table(selection: Selection, records: list[Record], group: str, more: str) -> Table:
    columns = [
        Column(name=group, label=sentence(group)),
        Column(name="n", label="Attempts", align="right"),
        Column(name="broken", label="Broke down or denounced", align="right"),
        Column(name="interval", label="95 % interval of that share", unit="%", align="right"),
        Column(name="by_rule", label="Expired or superseded", align="right"),
        Column(name="standing", label="Still stood", align="right"),
        Column(name="never", label="Never began", align="right"),
        Column(name="unknown", label="Unknown", align="right"),
    ]
    small = sum(record.n < FEW for record in records)
    note: Rich = [
        f"Exact (Clopper-Pearson) intervals. {small} of {count(len(records), 'row')} rest on fewer "
        f"than {FEW} attempts: too few to compare; all are listed. {more} ",
        *source_line(selection),
    ]
    return Table(
        id=f"intervals-by-{group}",
        title=f"Outcomes by {group}, with exact intervals",
        caption=f"Attempts by {group}: how many broke down, and between which shares that number allows.",
        columns=columns,
        rows=[_row(record) for record in records],
        note=note,
        csv_name=f"intervals-by-{group}.csv",
    )


def _row(record: Record) -> list[Cell]:
    low, high = exact_interval(record.broken, record.n)
    span = f"{round(100 * low)} to {round(100 * high)}"
    return [sentence(record.label), record.n, record.broken, span, record.by_rule, record.standing, record.never,
            record.unknown]  # fmt: skip
