"""The sections of the page on outcomes, one call each; the notebook `outcomes.ipynb` holds nothing but these calls.

    report = outcomes_page.load(conflict, start, end, as_of, sources, min_confidence, failure_rule, title)
    outcomes_page.masthead(report), .findings, .survival, .failure_rules, .incidence, .by_mediator,
    .mediator_intervals, .phase_intervals, .estimates, .comparisons, .sensitivity, .methods

What the page shares with the briefing (key, glossary, evidence) is called there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from analysis.project import find_project
from analysis.store import read_tables
from analysis.study import briefing
from analysis.study.blocks import Block, Evidence, Findings, Masthead, Methods, Notice, Rich, link
from analysis.study.briefing import Report, unless_empty
from analysis.study.comparisons import comparison_table
from analysis.study.incidence import draw_incidence, incidence_title
from analysis.study.interval_estimate import estimates_table
from analysis.study.intervals import broker_comparison, mediator_table, phase_table
from analysis.study.outcomes import draw_by_mediator
from analysis.study.rules_strip import count_rules, draw_rules, rules_title
from analysis.study.sensitivity import sensitivity_table
from analysis.study.spells import DEFAULT_RULE, check_rule, spells_of
from analysis.study.survival import draw_survival, survival_title

# The cells that the charts and tables of this page lead to.
SHOWN = {"name", "outcome", "effective", "ended", "violated", "mediators"}


@dataclass(frozen=True)
class OutcomeReport(Report):
    """A report with its failure rule, and the tables for counting in other ways."""

    rule: str = DEFAULT_RULE
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)


def load(
    conflict: str,
    start: str | dt.date | None = None,
    end: str | dt.date | None = None,
    as_of: str | dt.date | None = None,
    sources: str | Sequence[str] = (),
    min_confidence: float = 0.0,
    failure_rule: str = DEFAULT_RULE,
    title: str = "",
    project_root: str | Path | None = None,
) -> OutcomeReport:
    """Read the project's tables and select what the parameters name.

    `failure_rule` is one of first_violation, collapse, war_resumes, any_end. Raises UsageProblem for parameters
    that cannot be, InputProblem where tables are missing or damaged.
    """
    tables = read_tables(find_project(project_root))
    report = briefing.report_on(tables, conflict, start, end, as_of, sources, min_confidence, title)
    return of_report(report, tables, failure_rule)


def of_report(
    report: Report, tables: Mapping[str, pd.DataFrame], failure_rule: str = DEFAULT_RULE
) -> OutcomeReport:
    """The same from a report and tables at hand."""
    chosen = report.selection
    given = report.title != f"Ceasefire attempts: {chosen.label}"
    title = report.title if given else f"How ceasefires ended: {chosen.label}"
    return OutcomeReport(chosen, title, check_rule(failure_rule), tables)


def masthead(report: OutcomeReport) -> Masthead:
    """Title lines."""
    purpose = "How long attempts to stop the fighting lasted, what ended them, and how far the numbers can be trusted."
    return replace(briefing.masthead(report), purpose=purpose)


def findings(report: OutcomeReport) -> Findings | Notice:
    """Four findings in words, each made from the numbers of its chart."""
    chosen = report.selection
    spells = spells_of(chosen, report.rule)
    if not spells:
        return Notice(title="No spell to follow", text="For no attempt is it told from when it was in force.")
    items: list[Rich] = [
        [survival_title(spells, report.rule), " ", link("Survival curve", "#survival"), "."],
        [rules_title(count_rules(chosen)), " ", link("Failure rules", "#failure-rules"), "."],
        [incidence_title(spells_of(chosen, "any_end")), " ", link("Kinds of end", "#incidence"), "."],
        [broker_comparison(chosen, report.rule), " ", link("By mediator", "#outcomes-by-mediator"), "."],
    ]
    caution = (
        "The attempts are those that sources tell of, not a sample; those that follow one another are not "
        "independent. Small groups allow almost any share: the tables give the intervals."
    )
    return Findings(items=items, caution=[caution])


def survival(report: OutcomeReport) -> Block:
    """The survival curve under the report's failure rule."""
    if not spells_of(report.selection, report.rule):
        return findings(report)
    return draw_survival(report.selection, report.href, report.rule)


def failure_rules(report: OutcomeReport) -> Block:
    """The median under each failure rule."""
    return unless_empty(report, draw_rules)


def incidence(report: OutcomeReport) -> Block:
    """The competing kinds of end."""
    return unless_empty(report, draw_incidence)


def by_mediator(report: OutcomeReport) -> Block:
    """What became of the attempts, by mediator."""
    return unless_empty(report, draw_by_mediator)


def mediator_intervals(report: OutcomeReport) -> Block:
    """Outcomes by mediator with exact intervals."""
    return mediator_table(report.selection)


def phase_intervals(report: OutcomeReport) -> Block:
    """Outcomes by phase with exact intervals."""
    return phase_table(report.selection)


def estimates(report: OutcomeReport) -> Block:
    """The share still in force at some times, by three estimates."""
    return estimates_table(report.selection, report.rule)


def comparisons(report: OutcomeReport) -> Block:
    """Time to the end by mediator, kind and period."""
    return comparison_table(report.selection, report.rule)


def sensitivity(report: OutcomeReport) -> Block:
    """The headline numbers under other ways of counting."""
    return sensitivity_table(report.tables, report.selection, report.rule)


def evidence(report: OutcomeReport) -> Evidence:
    """What the cells rest on that this page speaks of."""
    return Evidence(entries=[one for one in briefing.evidence(report).entries if one["column"] in SHOWN])


def methods(report: OutcomeReport) -> Methods:
    """Methods and limits of this page's statistics, after those of the selection."""
    own: list[Rich] = [
        [
            "Survival: Kaplan-Meier, intervals on the log-log scale; ends known as intervals: Turnbull; groups: "
            "log-rank, from five ends each; kinds of end: Aalen-Johansen; shares: Clopper-Pearson (scipy)."
        ],
        [
            "A spell begins on the first day on which the attempt was surely in force. Without such a day there is no "
            "spell. One attempt is one spell, however many pairs of parties it bound."
        ],
        [
            "An end dated by an interval is shown by its first and by its last day; no day between is chosen. "
            "What was last seen unbroken counts up to that day, at most up to the as-of day."
        ],
    ]
    return Methods(items=[*briefing.methods(report).items, *own])
