"""The sections of the page on attempts, one call each; the notebook `attempts.ipynb` holds nothing but these calls.

    report = attempts_page.load(conflict, start, end, as_of, sources, min_confidence, mediator, title, violence)
    attempts_page.masthead(report), .findings, .sequences, .ladder, .roles, .mediators, .mediator_intervals,
    .first_breach, .violence, .methods

What the page shares with the briefing (key, glossary, evidence) is called there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.project import find_project
from analysis.store import read_tables
from analysis.study import briefing
from analysis.study.blocks import Block, Findings, Masthead, Methods, Notice, Rich, link
from analysis.study.briefing import Report, unless_empty
from analysis.study.first_breach import breach_title, claimant_words, list_first_breaches
from analysis.study.first_breach_chart import draw_first_breaches
from analysis.study.intervals import mediator_table
from analysis.study.ladder import ladder_title
from analysis.study.ladder_chart import draw_ladder
from analysis.study.outcomes import draw_by_mediator
from analysis.study.roles import callers_words, roles_title
from analysis.study.roles_chart import draw_roles
from analysis.study.sequences import list_chains
from analysis.study.sequences_chart import draw_sequences, pauses_words, sequences_title
from analysis.study.violence import draw_violence


@dataclass(frozen=True)
class AttemptsReport(Report):
    """A report with the path of a file on violence, empty for none."""

    violence: str = ""


def load(
    conflict: str,
    start: str | dt.date | None = None,
    end: str | dt.date | None = None,
    as_of: str | dt.date | None = None,
    sources: str | Sequence[str] = (),
    min_confidence: float = 0.0,
    mediator: str = "",
    title: str = "",
    violence: str = "",
    project_root: str | Path | None = None,
) -> AttemptsReport:
    """Read the project's tables and select what the parameters name, as the briefing does.

    `violence` is the path of a UCDP GED file or an ACLED export (`analysis.sources.datasets` has their columns),
    relative to the project's folder; empty for none.

    Raises UsageProblem for parameters that cannot be, InputProblem where tables are missing or damaged.
    """
    project = find_project(project_root)
    tables = read_tables(project)
    report = briefing.report_on(tables, conflict, start, end, as_of, sources, min_confidence, title, mediator)
    return of_report(report, title, str(project.root / violence.strip()) if violence.strip() else "")


def of_report(report: Report, title: str = "", violence: str = "") -> AttemptsReport:
    """The same from a report at hand."""
    chosen = report.selection
    return AttemptsReport(
        chosen, title.strip() or f"How attempts follow one another: {chosen.label}", violence
    )


def masthead(report: Report) -> Masthead:
    """Title lines."""
    purpose = (
        "Which attempts renewed or replaced which, how far each got, who called, brokered and signed, and how soon "
        "a first breach was told."
    )
    return replace(briefing.masthead(report), purpose=purpose)


def findings(report: Report) -> Findings | Notice:
    """Five findings in words, each made from the numbers of its chart."""
    chosen = report.selection
    if chosen.is_empty:
        return briefing.findings(report)
    chains = _linked("Chains and gaps", "#sequences", _has_steps(report))
    breaches = _linked("First breach", "#first-breach", bool(list_first_breaches(chosen)))
    items: list[Rich] = [
        [sequences_title(chosen), *chains],
        [pauses_words(chosen), *chains],
        [ladder_title(chosen), " ", link("Stage ladder", "#ladder"), "."],
        [f"{roles_title(chosen)} {callers_words(chosen)} ", link("Roles", "#roles"), "."],
        [f"{breach_title(chosen)} {claimant_words(chosen)}".strip(), *breaches],
    ]
    caution = (
        "One attempt after another is an order in time, not a cause. Roles, breaches and hours are those that sources "
        "tell; what nobody told is missing, and one side's word about the other is a claim."
    )
    return Findings(items=items, caution=[caution])


def _has_steps(report: Report) -> bool:
    return any(chain.steps for chain in list_chains(report.selection))


def _linked(words: str, href: str, drawn: bool) -> Rich:
    """The link to a chart, where it is drawn."""
    return [" ", link(words, href), "."] if drawn else []


def sequences(report: Report) -> Block:
    """The gaps of chains of attempts."""
    if not report.selection.is_empty and not _has_steps(report):
        return Notice(
            title="No chain of attempts",
            text="Of the selected attempts none that came into force is told to renew or replace another.",
        )
    return unless_empty(report, draw_sequences)


def ladder(report: Report) -> Block:
    """How far each attempt got."""
    return unless_empty(report, draw_ladder)


def roles(report: Report) -> Block:
    """Actors by role."""
    return unless_empty(report, draw_roles)


def mediators(report: Report) -> Block:
    """What became of the attempts, by mediator."""
    return unless_empty(report, draw_by_mediator)


def mediator_intervals(report: Report) -> Block:
    """Outcomes by mediator with exact intervals."""
    return mediator_table(report.selection)


def first_breach(report: Report) -> Block:
    """The time to the first breach that is told."""
    if not report.selection.is_empty and not list_first_breaches(report.selection):
        return Notice(
            title="No first breach with a day",
            text="For no selected attempt that came into force the day of a first breach is told.",
        )
    return unless_empty(report, draw_first_breaches)


def violence(report: AttemptsReport) -> Block:
    """Deaths by month from the file that the parameter names; a notice where it names none."""
    if not report.violence:
        return Notice(
            title="No file on violence named",
            text="Download a UCDP GED file or an ACLED export and name it in the parameter violence, such as "
            "-p violence=GEDEvent.csv: deaths by month are then drawn here.",
        )
    return draw_violence(report.selection, report.violence)


def methods(report: Report) -> Methods:
    """Methods and limits of this page, after those of the selection."""
    own: list[Rich] = [
        [
            "A chain is what the coded relations join. Its steps lead from one attempt in force to the next that "
            "extends, renews or replaces; a gap is an interval where a date is one."
        ],
        [
            "Stages: a call or proposal; talks (a meeting without result); declared by one side; agreed; in force; "
            "renewed or watched over (monitoring, verification, peacekeepers or a joint committee)."
        ],
        [
            "Hours count between local clock times with the offset from UTC that was in use on that day; the offsets "
            "of the chronology are held against the zone database. The hour of a breach is read from the "
            "chronology's words on it, for the day of that breach only."
        ],
        [
            "Shares by mediator come with exact (Clopper-Pearson) intervals; under 20 cases no percentage is given."
        ],
    ]
    return Methods(items=[*briefing.methods(report).items, *own])
