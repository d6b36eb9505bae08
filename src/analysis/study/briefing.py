"""The sections of the briefing, one call each; the notebook `briefing.ipynb` holds nothing but these calls.

    report = briefing.load(conflict=..., start=..., end=..., as_of=..., sources=..., min_confidence=..., title=...,
                           mediator=...)
    briefing.masthead(report)
    briefing.findings(report)
    briefing.outcome_key(report)
    briefing.lifelines(report)
    briefing.durations(report)
    briefing.outcomes_by_mediator(report)
    briefing.outcomes_by_year(report)
    briefing.places(report)
    briefing.passages(report)
    briefing.readings(report)
    briefing.attempts(report)
    briefing.methods(report)
    briefing.glossary(report)
    briefing.evidence(report)

Each returns a block. With an empty selection the sections about attempts return a notice that says so, and the
page stays whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.project import find_project
from analysis.store import read_tables
from analysis.study.blocks import Block, Evidence, Findings, Glossary, Key, Masthead, Methods, Notice
from analysis.study.disagreements import list_readings
from analysis.study.durations import draw_durations
from analysis.study.evidence import EvidenceIndex, index_evidence, list_evidence
from analysis.study.findings import state_findings
from analysis.study.lifelines import draw_lifelines
from analysis.study.listings import attempts_table
from analysis.study.notes import define_glossary, key_of_outcomes, state_methods
from analysis.study.outcomes import draw_by_mediator, draw_by_year
from analysis.study.passages import quote_passages
from analysis.study.places_chart import draw_places
from analysis.study.selection import Selection, select
from analysis.study.wording import count, day_words


@dataclass(frozen=True)
class Report:
    """A selection with the report's title and the addresses of its evidence."""

    selection: Selection
    title: str

    @cached_property
    def index(self) -> EvidenceIndex:
        return index_evidence(self.selection)

    @property
    def href(self) -> Callable[[str, str], str]:
        return self.index.href


def load(
    conflict: str,
    start: str | dt.date | None = None,
    end: str | dt.date | None = None,
    as_of: str | dt.date | None = None,
    sources: str | Sequence[str] = (),
    min_confidence: float = 0.0,
    title: str = "",
    mediator: str = "",
    project_root: str | Path | None = None,
) -> Report:
    """Read the project's tables and select what the parameters name.

    Days are ISO (`2020-09-27`), empty for no bound; `as_of` empty is the data date; `sources` empty is all,
    `mediator` is the id of an actor, empty for all attempts.
    Raises UsageProblem for parameters that cannot be, InputProblem where tables are missing or damaged.
    """
    tables = read_tables(find_project(project_root))
    return report_on(tables, conflict, start, end, as_of, sources, min_confidence, title, mediator)


def report_on(
    tables: Mapping[str, pd.DataFrame],
    conflict: str,
    start: str | dt.date | None = None,
    end: str | dt.date | None = None,
    as_of: str | dt.date | None = None,
    sources: str | Sequence[str] = (),
    min_confidence: float = 0.0,
    title: str = "",
    mediator: str = "",
) -> Report:
    """The same from tables at hand."""
    selection = select(tables, conflict, start, end, as_of, sources, min_confidence, mediator)
    by = f", mediated by {selection.actor(mediator)}" if mediator else ""
    return Report(selection, title.strip() or f"Ceasefire attempts: {selection.label}{by}")


def masthead(report: Report) -> Masthead:
    """Title lines: what the page is, how far the data reach, how much there is."""
    chosen = report.selection
    n = len(chosen.source_ids)
    return Masthead(
        kicker=chosen.label,
        title=report.title,
        purpose="Which attempts to stop the fighting are told of, when they were in force, and what became of them.",
        as_of_words=f"Data as of {day_words(chosen.as_of)}",
        n_sources=n,
        n_attempts=len(chosen.attempts),
        status="No attempt fits these parameters." if chosen.is_empty else "",
    )


def findings(report: Report) -> Findings | Notice:
    """Three to five findings in words, and how to read them with care."""
    if report.selection.is_empty:
        return _empty(report)
    return state_findings(report.selection, report.href)


def outcome_key(report: Report) -> Key:
    """The key of outcomes, once for all charts."""
    return key_of_outcomes()


def lifelines(report: Report) -> Block:
    """When each attempt was in force, drawn in panels by phase."""
    return unless_empty(report, draw_lifelines)


def durations(report: Report) -> Block:
    """How long attempts were in force, all on one scale."""
    return unless_empty(report, draw_durations)


def outcomes_by_mediator(report: Report) -> Block:
    """What became of the attempts, by mediator."""
    return unless_empty(report, draw_by_mediator)


def outcomes_by_year(report: Report) -> Block:
    """What became of the attempts, by year."""
    return unless_empty(report, draw_by_year)


def places(report: Report) -> Block:
    """Where attempts were agreed, asked for and meant to hold, as a map without borders."""
    return unless_empty(report, draw_places)


def passages(report: Report) -> Block:
    """What the source texts say, with coded mentions marked."""
    block = quote_passages(report.selection, report.href)
    if block.entries:
        return block
    return Notice(title="No source text", text="The selection rests on the hand-coded chronology alone.")


def readings(report: Report) -> Block:
    """Where sources disagree, all readings side by side."""
    block = list_readings(report.selection)
    if block.items:
        return block
    return Notice(
        title="No disagreement told", text="For no field of the selected attempts do sources differ."
    )


def attempts(report: Report) -> Block:
    """The table of all attempts."""
    return unless_empty(report, attempts_table)


def methods(report: Report) -> Methods:
    """Methods and limits."""
    return state_methods(report.selection)


def glossary(report: Report) -> Glossary:
    """The terms of the page."""
    return define_glossary()


def evidence(report: Report) -> Evidence:
    """What each coded cell rests on; every link of the page with a leading `#e-` leads here."""
    return list_evidence(report.selection)


def unless_empty(report: Report, make: Callable[[Selection, Callable[[str, str], str]], Block]) -> Block:
    """The block that `make` draws; a notice where no attempt was selected."""
    return _empty(report) if report.selection.is_empty else make(report.selection, report.href)


def _empty(report: Report) -> Notice:
    n = count(len(report.selection.source_ids), "source")
    return Notice(
        title="No attempt fits these parameters",
        text=f"No attempt fits these parameters ({report.selection.words}); {n} looked at.",
    )
