"""The sections of the page on other datasets, one call each; the notebook `crosswalk.ipynb` holds these calls.

report = crosswalk_page.load(conflict, start, end, as_of, sources, min_confidence, title)
crosswalk_page.masthead(report), .findings, .chart, .side_by_side, .evidence
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analysis.project import find_project
from analysis.store import read_tables
from analysis.study import briefing
from analysis.study.blocks import Block, Evidence, Findings, Masthead, Notice, Rich, link
from analysis.study.briefing import Report
from analysis.study.crosswalk_chart import draw_crosswalk
from analysis.study.crosswalk_table import Entry, count_entries, entries_title, list_entries, presence_table
from analysis.study.wording import agreeing, count

SHOWN = {"name", "outcome", "announced", "signed", "agreed_start", "effective"}


@dataclass(frozen=True)
class CrosswalkReport(Report):
    """A report with the entries of other datasets, by date."""

    entries: tuple[Entry, ...] = ()


def load(
    conflict: str,
    start: str | dt.date | None = None,
    end: str | dt.date | None = None,
    as_of: str | dt.date | None = None,
    sources: str | Sequence[str] = (),
    min_confidence: float = 0.0,
    title: str = "",
    project_root: str | Path | None = None,
) -> CrosswalkReport:
    """Read the project's tables and select what the parameters name.

    Raises UsageProblem for parameters that cannot be, InputProblem where tables are missing or damaged.
    """
    tables = read_tables(find_project(project_root))
    report = briefing.report_on(tables, conflict, start, end, as_of, sources, min_confidence, title)
    return of_report(report, tables, title)


def of_report(report: Report, tables: Mapping[str, pd.DataFrame], title: str = "") -> CrosswalkReport:
    """The same from a report and tables at hand."""
    chosen = report.selection
    heading = title.strip() or f"Other datasets: {chosen.label}"
    return CrosswalkReport(chosen, heading, tuple(list_entries(tables, chosen)))


def masthead(report: CrosswalkReport) -> Masthead:
    """Title lines."""
    purpose = (
        "Which attempts other datasets list too, on which days, and which of their entries have none here."
    )
    return replace(briefing.masthead(report), purpose=purpose)


def findings(report: CrosswalkReport) -> Findings | Notice:
    """The sum line, what is explained, and what is not, in words made from the counts."""
    entries = list(report.entries)
    if not entries:
        return _nothing(report)
    n, missing = len(report.selection.lives), count_entries(entries)["missing_here"]
    apart = [one for one in entries if one["match"] in ("date_differs", "part_of", "contains")]
    told = sum(bool(one["note"]) for one in apart)
    listed = len({one["attempt_id"] for one in entries if one["attempt_id"]})
    items: list[Rich] = [
        [entries_title(entries), " ", link("Days apart", "#crosswalk"), "."],
        [f"For {told} of the {len(apart)} that {agreeing(len(apart), 'differs or overlaps', 'differ or overlap')} a "
         f"reason is told, for {len(apart) - told} none. ",
         link("Days apart", "#crosswalk"), "."],
        [f"{missing} listed elsewhere {agreeing(missing, 'has', 'have')} no attempt here; "
         f"{agreeing(missing, 'it was', 'they were')} not investigated. ",
         link("Days apart", "#crosswalk"), "."],
        [f"{listed} of {count(n, 'attempt, call or proposal', 'attempts, calls and proposals')} here are listed in "
         f"another dataset, {n - listed} in none of the lists used. ",
         link("Side by side", "#datasets-side-by-side"), "."],
    ]  # fmt: skip
    caution = "Datasets count different things: declarations by a party, ends of episodes. No difference is an error."
    return Findings(items=items, caution=[caution])


def chart(report: CrosswalkReport) -> Block:
    """Days apart from the dates here."""
    if not any(one["days_apart"] is not None for one in report.entries):
        return _nothing(report)
    return draw_crosswalk(report.selection, list(report.entries), report.href)


def side_by_side(report: CrosswalkReport) -> Block:
    """Four datasets side by side."""
    return presence_table(report.selection, list(report.entries), report.href)


def evidence(report: CrosswalkReport) -> Evidence:
    """What the names and dates here rest on."""
    return Evidence(entries=[one for one in briefing.evidence(report).entries if one["column"] in SHOWN])


def _nothing(report: CrosswalkReport) -> Notice:
    return Notice(
        title="No entry of another dataset",
        text=f"For this selection no entry of another dataset is known ({report.selection.words}).",
    )
