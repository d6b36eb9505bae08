"""How the headline numbers change with what one counts: failure rule, sources, coding, confidence, support."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.study.blocks import Cell, Column, Table
from analysis.study.estimates import median_of
from analysis.study.records import records_of
from analysis.study.rules_strip import RuleRow, median_short
from analysis.study.selection import HAND_SOURCE, TABLES, Selection, keep_attempts, select
from analysis.study.sourcing import source_line
from analysis.study.spells import DEFAULT_RULE, RULES, spells_of
from analysis.study.summaries import count_overview, count_short
from analysis.study.survival import curves_of
from analysis.study.wording import count

TIERS = (0.0, 0.8, 0.95)


@dataclass(frozen=True)
class Variant:
    """One way of counting: what differs from the page as a whole, in words, the rule and the selection."""

    label: str
    rule: str
    selection: Selection


class _ReadOnce(dict[str, Any]):
    """The tables as rows of plain values: every way of counting selects from them anew."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        super().__init__({name: records_of(tables[name]) for name in TABLES})
        self.as_of: dt.date = tables.as_of  # type: ignore[attr-defined]


def list_variants(tables: Mapping[str, pd.DataFrame], selection: Selection, rule: str) -> list[Variant]:
    """The page's own count first, then one thing changed at a time."""
    tables = _ReadOnce(tables)
    texts = tuple(name for name in selection.source_ids if name != HAND_SOURCE)
    variants = [Variant("As on this page", rule, selection)]
    variants += [
        Variant(f"Failure rule: until {RULES[other]}", other, selection) for other in RULES if other != rule
    ]
    if HAND_SOURCE in selection.source_ids:
        variants.append(
            Variant(
                "Sources: the chronology alone (coding by hand)",
                rule,
                _with(tables, selection, (HAND_SOURCE,)),
            )
        )
    if texts:
        variants.append(
            Variant("Sources: the texts alone (coding by machine)", rule, _with(tables, selection, texts))
        )
    variants += _left_out(tables, selection, rule)
    variants += [
        Variant(_tier_label(tier), rule, _with(tables, selection, None, tier))
        for tier in TIERS
        if tier != selection.min_confidence
    ]
    both = [row for row in selection.attempts if row["coding"] == "both"]
    well = [row for row in selection.attempts if row["reliability"] == "high"]
    variants.append(Variant("Coding: told by chronology and texts both", rule, _keep(selection, both)))
    variants.append(Variant("Support: two or more independent sources", rule, _keep(selection, well)))
    return variants


def _tier_label(tier: float) -> str:
    return (
        f"Machine-read rows of confidence {tier:g} or more" if tier else "Machine-read rows of any confidence"
    )


def _left_out(tables: Mapping[str, pd.DataFrame], selection: Selection, rule: str) -> list[Variant]:
    """Each text left out in turn; those that change no number stand in one row together."""
    own = _numbers(Variant("", rule, selection))
    changing: list[Variant] = []
    same: list[Variant] = []
    for source in selection.source_ids:
        rest = tuple(name for name in selection.source_ids if name != source)
        if not rest or source == HAND_SOURCE:
            continue
        one = Variant(f"Without the text {_title(selection, source)}", rule, _with(tables, selection, rest))
        (same if _numbers(one) == own else changing).append(one)
    if same:
        label = f"Without any one of {count(len(same), 'other text')}" if changing else "Without any one text"
        changing.append(Variant(label, rule, same[0].selection))
    return changing


def _title(selection: Selection, source: str) -> str:
    row = selection.source_rows.get(source)
    return f"“{row['title']}”" if row and row["title"] else source


def sensitivity_table(
    tables: Mapping[str, pd.DataFrame], selection: Selection, rule: str = DEFAULT_RULE
) -> Table:
    """One row per way of counting, with the headline numbers."""
    columns = [
        Column(name="variant", label="Counted how"),
        Column(name="attempts", label="Attempts", align="right"),
        Column(name="began", label="Came into force", align="right"),
        Column(name="short", label="Over within 7 days", align="right"),
        Column(name="unknown", label="Of that not known", align="right"),
        Column(name="ended", label="Ended under the rule", align="right"),
        Column(name="median", label="Median"),
    ]
    variants = list_variants(tables, selection, rule)
    return Table(
        id="sensitivity",
        title="How the numbers change with what is counted",
        caption=f"{count(len(variants), 'way')} of counting; each row changes one thing. Two medians: "
        "by the earliest and by the latest readings of the ends.",
        columns=columns,
        rows=[_row(variant) for variant in variants],
        note=source_line(selection),
        csv_name="sensitivity.csv",
    )


def _with(
    tables: Mapping[str, pd.DataFrame],
    selection: Selection,
    sources: tuple[str, ...] | None,
    least: float | None = None,
) -> Selection:
    confidence = selection.min_confidence if least is None else least
    named = selection.sources if sources is None else sources
    conflict = str(selection.conflict["conflict_id"])
    days = selection.start, selection.end, selection.as_of
    return select(tables, conflict, *days, named, confidence, selection.mediator)


def _keep(selection: Selection, attempts: list[dict[str, object]]) -> Selection:
    return replace(selection, rows=keep_attempts(selection.rows, attempts))


def _row(variant: Variant) -> list[Cell]:
    return [variant.label, *_numbers(variant)]


def _numbers(variant: Variant) -> list[Cell]:
    chosen = variant.selection
    overview, short = count_overview(chosen), count_short(chosen)
    spells = spells_of(chosen, variant.rule)
    early, late = (median_of(curve) for curve in curves_of(spells))
    row = RuleRow(variant.rule, spells, early, late)
    ended = f"{row.ends} of {len(spells)}"
    return [overview.attempts, overview.began, short.short, short.unknown, ended, median_short(row)]
