"""Tables of attempts: the data behind the charts, and the list of all attempts."""

from __future__ import annotations

from analysis.study.blocks import Cell, Column, Table, link
from analysis.study.lifeline_marks import Href
from analysis.study.lives import Life, dates
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.terms import definitions_of, duration_words, outcome_words, value_words
from analysis.study.wording import count, date_short

NOT_TOLD = "not told"


def attempts_table(selection: Selection, href: Href) -> Table:
    """All attempts of the selection with dates, parties, mediators, outcome and coding."""
    columns = [
        Column(name="name", label="Attempt"),
        Column(name="date", label="Date"),
        Column(name="kind", label="Kind"),
        Column(name="parties", label="Parties"),
        Column(name="mediators", label="Brokered by"),
        Column(name="in_force", label="In force"),
        Column(name="outcome", label="Outcome"),
        Column(name="coding", label="Coding"),
        Column(name="support", label="Support"),
    ]
    rows: list[list[Cell]] = [_attempt_row(selection, life, href) for life in selection.lives]
    return Table(
        id="attempts",
        title=f"All {count(len(rows), 'attempt')}",
        caption=f"Every attempt of the selection in order of date: {selection.words}.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="attempts.csv",
    )


def lifelines_table(selection: Selection, href: Href) -> Table:
    """The data of the lifelines: bounds of begin and end, duration, outcome."""
    columns = [
        Column(name="name", label="Attempt"),
        Column(name="in_force_from", label="In force from"),
        Column(name="in_force_to", label="In force to"),
        Column(name="least_days", label="At least", unit="days", align="right"),
        Column(name="most_days", label="At most", unit="days", align="right"),
        Column(name="outcome", label="Outcome"),
        Column(name="last_report", label="Last report"),
    ]
    rows = [_lifeline_row(life, href) for life in selection.lives]
    return Table(
        id="lifelines-data",
        title="Lifelines: data",
        caption="Begin and end of each attempt as intervals of days.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="lifelines.csv",
    )


def _attempt_row(selection: Selection, life: Life, href: Href) -> list[Cell]:
    parties = [selection.actor(actor) for actor in selection.actors_of(life.id, "party")]
    brokers = [selection.actor(actor) for actor in selection.actors_of(life.id, "mediator")]
    return [
        [link(life.name, href(life.id, "name"))],
        [link(date_short(*life.anchor), href(life.id, life.anchor_column))],
        value_words("kind", life.row["kind"]),
        [link(", ".join(parties), href(life.id, "parties"))] if parties else NOT_TOLD,
        [link(", ".join(brokers), href(life.id, "mediators"))] if brokers else "none named",
        duration_words(life),
        [link(outcome_words(life), href(life.id, "outcome"))],
        value_words("coding", life.row["coding"]),
        _support(life),
    ]


def _support(life: Life) -> str:
    """How many sources stand behind a row: for hand rows in the words of the codebook."""
    if life.row["reliability"]:
        return definitions_of("reliability")[life.row["reliability"]].rstrip(".").lower()
    return count(life.row["n_sources"] or 0, "text")


def _lifeline_row(life: Life, href: Href) -> list[Cell]:
    began = life.began
    least, most = life.days
    standing = life.state in ("in_force", "silent")
    return [
        [link(life.name, href(life.id, "name"))],
        date_short(*life.start) if began else "not in force" if life.state == "never" else NOT_TOLD,
        (date_short(*life.end) if not standing else "not said to be over") if began else "not in force",
        least if least is not None else NOT_TOLD,
        most if most is not None else NOT_TOLD,
        [link(outcome_words(life), href(life.id, "outcome"))],
        date_short(*dates(life.row, "last_report")),
    ]
