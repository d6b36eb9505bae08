"""How the headline numbers change with what one counts: failure rule, sources, coding, confidence, support."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analysis.study.blocks import Cell, Column, Table
from analysis.study.estimates import median_of
from analysis.study.rules_strip import RuleRow, median_short
from analysis.study.selection import HAND_SOURCE, Selection, keep_attempts, select
from analysis.study.sourcing import source_line
from analysis.study.spells import DEFAULT_RULE, RULES, spells_of
from analysis.study.summaries import count_overview, count_short
from analysis.study.survival import curves_of
from analysis.study.wording import count

TIERS = (0.5, 0.8)


@dataclass(frozen=True)
class Variant:
    """One way of counting: what differs from the page as a whole, in words, the rule and the selection."""

    label: str
    rule: str
    selection: Selection


def list_variants(tables: Mapping[str, pd.DataFrame], selection: Selection, rule: str) -> list[Variant]:
    """The page's own count first, then one thing changed at a time."""
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
    variants += [
        Variant(f"Machine-read rows of confidence {tier:g} or more", rule, _with(tables, selection, None, tier))
        for tier in TIERS if tier > selection.min_confidence
    ]  # fmt: skip
    both = [row for row in selection.attempts if row["coding"] == "both"]
    well = [row for row in selection.attempts if row["reliability"] == "high"]
    variants.append(Variant("Coding: told by chronology and texts both", rule, _keep(selection, both)))
    variants.append(Variant("Support: two or more independent sources", rule, _keep(selection, well)))
    return variants


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
    chosen = variant.selection
    overview, short = count_overview(chosen), count_short(chosen)
    spells = spells_of(chosen, variant.rule)
    early, late = (median_of(curve) for curve in curves_of(spells))
    row = RuleRow(variant.rule, spells, early, late)
    ended = f"{row.ends} of {len(spells)}"
    return [
        variant.label,
        overview.attempts,
        overview.began,
        short.short,
        short.unknown,
        ended,
        median_short(row),
    ]
