"""The sections of the page on the source texts, one call each; the notebook `sources.ipynb` holds these calls.

report = sources_page.load(conflict, as_of, title)
sources_page.masthead(report), .findings, .chart, .kinds, .copies, .unlinked, .evidence
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.project import find_project
from analysis.store import read_tables
from analysis.study import briefing
from analysis.study.blocks import Block, Evidence, Findings, Masthead, Notice, Rich, link
from analysis.study.briefing import Report
from analysis.study.text_shares import (
    TextShare,
    copies_table,
    kinds_table,
    share_texts,
    tellers_of,
    unlinked_table,
)
from analysis.study.text_shares_chart import draw_shares
from analysis.study.wording import count

CAUTION = (
    "That one text alone tells of an attempt may say more of which texts were read than of the attempt, or mean that "
    "its reading could not be joined with that of another text. Readings of any confidence are counted."
)
# How many attempts the findings name.
NAMED = 3


@dataclass(frozen=True)
class SourcesReport(Report):
    """A report with what each of its texts adds; `linked` are the mentions that the tables link to an attempt."""

    linked: frozenset[str] = frozenset()

    @cached_property
    def shares(self) -> list[TextShare]:
        """The texts, those that add most first."""
        return share_texts(self.selection, self.linked)


def load(
    conflict: str,
    as_of: str | dt.date | None = None,
    title: str = "",
    project_root: str | Path | None = None,
) -> SourcesReport:
    """Read the project's tables and look at every text on a conflict.

    `as_of` is ISO, empty for the data date. Raises UsageProblem for parameters that cannot be, InputProblem where
    tables are missing or damaged.
    """
    return sources_of(read_tables(find_project(project_root)), conflict, as_of, title)


def sources_of(
    tables: Mapping[str, pd.DataFrame],
    conflict: str,
    as_of: str | dt.date | None = None,
    title: str = "",
) -> SourcesReport:
    """The same from tables at hand."""
    chosen = briefing.report_on(tables, conflict, as_of=as_of).selection
    linked = frozenset(tables["mention_attempts"]["mention_id"])
    return SourcesReport(chosen, title.strip() or f"Source texts: {chosen.label}", linked)


def masthead(report: SourcesReport) -> Masthead:
    """Title lines."""
    purpose = (
        "What each source text adds: the attempts that it tells of, what it repeats, and what was not linked."
    )
    return replace(briefing.masthead(report), purpose=purpose)


def findings(report: SourcesReport) -> Findings | Notice:
    """How much the texts say, who tells what alone, which text adds most, and whose words they are."""
    if not report.shares:
        return _nothing(report)
    found = [_amount(report), [f"{share_title(report)} ", link("Text by text", "#text-shares"), "."]]
    found += [_most(report), _copied(report), _sides(report)]
    return Findings(items=[item for item in found if item], caution=[CAUTION])


def share_title(report: SourcesReport) -> str:
    """How many attempts are told by one text alone, by one and the chronology, by several, by the chronology alone."""
    told = set(tellers_of(report.selection))
    alone = {life.id for one in report.shares for life in one.alone}
    beside = {life.id for one in report.shares for life in one.beside}
    n = len(report.selection.lives)
    words = count(n, "attempt, call or proposal", "attempts, calls and proposals")
    several = len(told - alone - beside)
    return (
        f"{words}: {len(alone)} told by one text alone, {len(beside)} by one text and the chronology, "
        f"{several} by several texts, {n - len(told)} by the chronology alone."
    )


def chart(report: SourcesReport) -> Block:
    """The attempts that each text tells of."""
    if not any(one.lives for one in report.shares):
        return _nothing(report)
    return draw_shares(report.selection, report.shares, share_title(report), report.href)


def kinds(report: SourcesReport) -> Block:
    """Texts by type, side and licence."""
    return kinds_table(report.selection, report.shares) if report.shares else _nothing(report)


def copies(report: SourcesReport) -> Block:
    """Texts that repeat another."""
    table = copies_table(report.selection, report.shares, report.href)
    return (
        table if table.rows else Notice(title="No copy", text="No text is recognised as a copy of another.")
    )


def unlinked(report: SourcesReport) -> Block:
    """Mentions that are linked to no attempt."""
    table = unlinked_table(report.selection, report.shares)
    return table if table.rows else Notice(title="All linked", text="Every mention is linked to an attempt.")


def evidence(report: SourcesReport) -> Evidence:
    """The mentions of each attempt that a text tells of."""
    shown = {"mentions"}
    return Evidence(entries=[one for one in briefing.evidence(report).entries if one["column"] in shown])


def _amount(report: SourcesReport) -> Rich:
    mentions = sum(len(one.mentions) for one in report.shares)
    loose = sum(len(one.unlinked) for one in report.shares)
    words = f"In {count(len(report.shares), 'source text')}: {count(mentions, 'mention')} of ceasefires"
    if not loose:
        return [f"{words}, all linked to an attempt."]
    return [f"{words}, {loose} of them linked to no attempt. ", link("Not linked", "#unlinked-mentions"), "."]


def _most(report: SourcesReport) -> Rich:
    first = report.shares[0]
    if not first.alone:
        return []
    parts: Rich = []
    for life in first.alone[:NAMED]:
        parts += ["; ", link(life.name, report.href(life.id, "mentions"))]
    what, more = count(len(first.alone), "attempt"), len(first.alone) - NAMED
    end = f"; and {more} more" if more > 0 else ""
    return [f"“{first.title}” adds most: {what} that nothing else tells of (", *parts[1:], f"{end})."]


def _copied(report: SourcesReport) -> Rich:
    n = sum(bool(one.original) for one in report.shares)
    if not n:
        return []
    return [f"Copies of another text, counted with it as one: {n}. ", link("Copies", "#copies"), "."]


def _sides(report: SourcesReport) -> Rich:
    sides = [one.source["alignment"] for one in report.shares]
    neutral, unknown = sides.count("neutral"), sum(side in (None, "unknown") for side in sides)
    partial = len(sides) - neutral - unknown
    licence = sum(one.source["licence"] in (None, "unknown") for one in report.shares)
    words = (
        f"Publishers: {partial} of {len(sides)} on a side or a third party, {neutral} with no part in the conflict, "
        f"{unknown} not known. Licence not known: {licence}. "
    )
    return [words, link("Type, side and licence", "#kinds-of-texts"), "."]


def _nothing(report: SourcesReport) -> Notice:
    return Notice(
        title="No source text",
        text=f"No source text tells of a ceasefire in this conflict ({report.selection.words}).",
    )
