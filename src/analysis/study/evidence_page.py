"""The sections of the dossier of one attempt, one call each; the notebook `evidence.ipynb` holds these calls.

report = evidence_page.load(attempt, as_of, title)
evidence_page.masthead(report), .findings, .dates, .lifeline, .roles, .outcomes, .passages, .readings, .neighbours,
.datasets, .methods

What the page shares with the briefing (key, glossary, evidence) is called there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.errors import UsageProblem
from analysis.project import find_project
from analysis.store import read_tables
from analysis.study import briefing
from analysis.study.blocks import Block, Findings, Masthead, Methods, Notice, Rich, link
from analysis.study.crosswalk_table import DATASETS, list_entries
from analysis.study.disagreements import list_readings
from analysis.study.dossier import (
    NEIGHBOURS,
    Dossier,
    datasets_table,
    dates_table,
    narrow,
    neighbours_table,
    outcomes_table,
    roles_table,
)
from analysis.study.lifelines import draw_lifelines
from analysis.study.passages import quote_passages
from analysis.study.records import split_list
from analysis.study.selection import nearest_words, select
from analysis.study.terms import column_label, duration_words, outcome_words, value_words
from analysis.study.wording import count, date_words, day_words, joined, sentence


def load(
    attempt: str = "",
    as_of: str | dt.date | None = None,
    title: str = "",
    project_root: str | Path | None = None,
) -> Dossier:
    """Read the project's tables and open the dossier of an attempt; empty is the one that most sources tell of.

    `as_of` is ISO, empty for the data date. Raises UsageProblem for an id that is not in the tables, InputProblem
    where tables are missing or damaged.
    """
    return dossier_of(read_tables(find_project(project_root)), attempt, as_of, title)


def dossier_of(
    tables: Mapping[str, pd.DataFrame],
    attempt: str = "",
    as_of: str | dt.date | None = None,
    title: str = "",
) -> Dossier:
    """The same from tables at hand."""
    attempt_id, conflict = _find(tables["attempts"], attempt.strip())
    full = select(tables, conflict, as_of=as_of)
    found = [life for life in full.lives if life.id == attempt_id]
    if not found:
        raise UsageProblem(
            f"Attempt {attempt_id!r} is not yet told of on {full.as_of.isoformat()}; give a later as_of."
        )
    others = tuple(life for life in full.lives if life.id != attempt_id)
    entries = tuple(one for one in list_entries(tables, full) if one["attempt_id"] == attempt_id)
    heading = title.strip() or sentence(found[0].name)
    return Dossier(narrow(full, attempt_id), heading, others, entries)


def masthead(report: Dossier) -> Masthead:
    """Title lines."""
    purpose = (
        f"All that the tables hold on one attempt ({report.life.id}): its dates with every reading, who took part, "
        "what became of it, and the words this rests on."
    )
    return replace(briefing.masthead(report), purpose=purpose)


def findings(report: Dossier) -> Findings:
    """When, who, what became of it, whether sources differ, and which other datasets list it."""
    items = [_when(report), _who(report), _what_became(report), _differences(report), _elsewhere(report)]
    row = report.life.row
    caution = str(report.cells["name"]["basis"])
    if row["needs_review"]:
        why = "; ".join(split_list(row["review_reason"])) or "no reason told"
        caution += f" Marked for review: {why}."
    return Findings(items=items, caution=[caution])


def dates(report: Dossier) -> Block:
    """Its dates as intervals, with every reading."""
    return dates_table(report)


def lifeline(report: Dossier) -> Block:
    """When it was in force: the panel of the briefing's lifelines that draws it."""
    figure = draw_lifelines(report.selection, report.href)
    (panel,) = figure.more_panels
    specs = {name: value for name, value in panel.items() if name != "label"}
    life = report.life
    title = f"{sentence(life.name)}: {outcome_words(life)}; {duration_words(life)}."
    subtitle = f"Time in force of the attempt, {report.selection.label}"
    alt = f"Timeline chart of one attempt. {title}"
    return replace(figure, title=title, subtitle=subtitle, alt=alt, more_panels=[], **specs)


def roles(report: Dossier) -> Block:
    """Parties, mediators and all others."""
    table = roles_table(report)
    return table if table.rows else Notice(title="No actor told", text="No source names who took part.")


def outcomes(report: Dossier) -> Block:
    """Every outcome told, claims included."""
    table = outcomes_table(report)
    return table if table.rows else Notice(title="No outcome told", text="No source tells what became of it.")


def passages(report: Dossier) -> Block:
    """All passages of the source texts that speak of it."""
    block = quote_passages(report.selection, report.href)
    if not block.entries:
        return Notice(title="No source text", text="The attempt rests on the hand-coded chronology alone.")
    mentions, texts = len(report.selection.rows["mentions"]), len(block.entries)
    return replace(
        block, title=f"{count(mentions, 'mention')} of this attempt in {count(texts, 'source text')}"
    )


def readings(report: Dossier) -> Block:
    """Where sources disagree; both readings stand."""
    return briefing.readings(report)


def neighbours(report: Dossier) -> Block:
    """The attempts before and after in the same conflict."""
    table = neighbours_table(report)
    if table.rows:
        return table
    why = (
        "it has no date" if report.life.state == "undated" else "no other attempt of the conflict has a date"
    )
    return Notice(title="No neighbours", text=f"None can be named before or after the attempt: {why}.")


def datasets(report: Dossier) -> Block:
    """What other datasets list for it."""
    if report.entries:
        return datasets_table(report)
    return Notice(title="In no other dataset", text=_elsewhere_words(report))


def methods(report: Dossier) -> Methods:
    """Methods and limits of the dossier."""
    chosen, n = report.selection, count(NEIGHBOURS, "attempt")
    items = [
        f"The attempt {report.life.id} of {chosen.label}, as known by {day_words(chosen.as_of)}.",
        "Dates are intervals with a precision; no day is filled in. Which reading the tables use is said with its "
        "reason, and the other readings stand beside it.",
        "The outcome is the last state told, by date. What one side alone says of the other is listed and does not "
        "change it.",
        f"Before and after stand the nearest {n} each, and those that this one follows or that follow it. Readings of "
        "texts by rule are among them whatever their confidence: two of them may be one attempt that could not be "
        "joined.",
        "An attempt that another dataset does not list may be outside what it counts.",
    ]
    return Methods(items=[[item] for item in items])


def _find(attempts: pd.DataFrame, attempt: str) -> tuple[str, str]:
    """The id of the attempt and of its conflict; without an id, the attempt that most sources tell of."""
    if attempts.empty:
        raise UsageProblem("The tables hold no attempt; add a text or chronology rows and build them.")
    if not attempt:
        order = ["n_sources", "n_mentions", "attempt_id"]
        first = attempts.sort_values(order, ascending=[False, False, True]).iloc[0]
        return str(first["attempt_id"]), str(first["conflict_id"])
    known = dict(zip(attempts["attempt_id"], attempts["conflict_id"], strict=True))
    if attempt not in known:
        raise UsageProblem(
            f"Unknown attempt {attempt!r} in parameter attempt{nearest_words(attempt, known)}."
        )
    return attempt, str(known[attempt])


def _when(report: Dossier) -> Rich:
    life = report.life
    words = f"{value_words('kind', life.row['kind'])}, {column_label(life.anchor_column)} "
    if life.state == "undated":
        return [
            link(sentence(life.name), report.to("name")),
            f": {value_words('kind', life.row['kind'])}, undated.",
        ]
    day = date_words(*life.anchor)
    # `in force from on 10 October` would stumble.
    day = day.removeprefix("on ") if life.anchor_column == "effective" else day
    return [
        link(sentence(life.name), report.to("name")),
        ": ",
        words,
        link(day, report.to(life.anchor_column)),
        ".",
    ]


def _who(report: Dossier) -> Rich:
    chosen, life = report.selection, report.life
    parties = joined(chosen.actor(one) for one in chosen.actors_of(life.id, "party"))
    brokers = joined(chosen.actor(one) for one in chosen.actors_of(life.id, "mediator"))
    told: Rich = ["Parties: ", link(parties, report.to("parties"))] if parties else ["No party is named"]
    if brokers:
        return [*told, "; brokered by ", link(brokers, report.to("mediators")), "."]
    return [*told, "; no mediator is named."]


def _what_became(report: Dossier) -> Rich:
    told = report.selection.rows["outcomes"]
    became = link(str(report.cells["outcome"]["value"]), report.to("outcome"))
    if not told:
        return [became, "."]
    claims = sum(row["standing"] == "alleged" for row in told)
    words = f". Sources tell {count(len(told), 'outcome')}, {claims or 'none'} of them as one side's claim alone: "
    return [became, words, link("What sources tell", "#told-outcomes"), "."]


def _differences(report: Dossier) -> Rich:
    items = list_readings(report.selection).items
    if not items:
        return ["Sources do not differ on any field of this attempt."]
    fields: Rich = []
    for item in items:
        column = item["column"]
        name = link(item["label"], report.to(column)) if column in report.cells else item["label"]
        fields += [", ", name]
    return [f"Sources differ on {count(len(items), 'field')}: ", *fields[1:], "."]


def _elsewhere(report: Dossier) -> Rich:
    words = _elsewhere_words(report)
    return [f"{words} ", link("Other datasets", "#crosswalk-data"), "."] if report.entries else [words]


def _elsewhere_words(report: Dossier) -> str:
    listed = {one["dataset"] for one in report.entries}
    here = joined(one.name for key, one in DATASETS.items() if key in listed)
    missing = joined(one.name for key, one in DATASETS.items() if key not in listed)
    if not here:
        return f"Listed in none of the other datasets used: {missing}."
    return f"Listed in {here}; in {missing} no entry is known." if missing else f"Listed in {here}."
