"""Outcomes by mediator and by year as unit charts: one mark per attempt, so that single cases stay visible.

Below 20 attempts no percentage is shown: one case would move it by more than five points.
"""

from __future__ import annotations

from analysis.study.blocks import Cell, Column, Figure, Rich, Table, link
from analysis.study.canvas import MARK_PX, Spec, halo
from analysis.study.findings import mediator_finding, overview_finding
from analysis.study.lifeline_marks import Href, hover_text
from analysis.study.lives import Life
from analysis.study.palette import family_of, symbol_of
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.summaries import (
    OUTCOME_ORDER,
    Record,
    count_mediators,
    count_overview,
    count_years,
    proper,
)
from analysis.study.terms import value_words
from analysis.study.units import Group, Units, lay_out_units, unit_layout
from analysis.study.wording import count, sentence

RING_PX = 20


def draw_by_mediator(selection: Selection, href: Href) -> Figure:
    """Attempts by mediator; an attempt with several mediators stands in each of their rows."""
    records = count_mediators(selection)
    finding = mediator_finding(selection).title or "No mediator is named for any attempt."
    shared = sum(len(selection.actors_of(life.id, "mediator")) > 1 for life in proper(selection))
    words = f" {count(shared, 'attempt')} with several mediators stand in each of their rows"
    note = f"{words}, with a bar below the mark, so that rows add up to more than n." if shared else ""
    several = {life.id for life in proper(selection) if len(selection.actors_of(life.id, "mediator")) > 1}
    title = finding if finding.endswith(".") else finding + "."
    return _figure(selection, href, records, "outcomes-by-mediator", title, "mediator", note, several)


def draw_by_year(selection: Selection, href: Href) -> Figure:
    """Attempts by the year they stand at."""
    title, note = overview_finding(selection).title, " Years without an attempt have no row."
    return _figure(selection, href, count_years(selection), "outcomes-by-year", title, "year", note, set())


def _figure(
    selection: Selection,
    href: Href,
    records: list[Record],
    key: str,
    title: str,
    group: str,
    more: str,
    several: set[str],
) -> Figure:
    groups = [Group(record.label, _tail(record), record.lives) for record in records]
    wide = _spec(lay_out_units(groups, narrow=False), href, several, narrow=False)
    narrow = _spec(lay_out_units(groups, narrow=True), href, several, narrow=True)
    n, unknown = len(proper(selection)), count_overview(selection)
    words = f"n = {count(n, 'attempt')}; outcome unknown for {_unknown(selection)}.{more}"
    left_out = f" {count(unknown.folded, 'call, proposal or near-miss', 'calls, proposals and near-misses')} left out."
    return Figure(
        id=key,
        title=title,
        subtitle=f"Outcome of each attempt by {group}, {selection.label}; one mark is one attempt",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=sum(len(trace["x"]) for trace in wide["data"] if trace.get("meta") == "attempts"),
        rows=sum(record.n for record in records),
        note=[words + (left_out if unknown.folded else "")],
        source=source_line(selection),
        alt=f"Unit chart of outcomes by {group}: {count(len(records), 'row')}, one mark per attempt. {title}",
        table=_table(selection, records, key, group),
        csv_name=f"{key}.csv",
    )


def _unknown(selection: Selection) -> int:
    return sum(life.outcome == "unknown" for life in proper(selection))


def _tail(record: Record) -> list[str]:
    words = [count(record.n, "attempt")]
    return [*words, f"{record.unknown} unknown"] if record.unknown else words


def _spec(units: Units, href: Href, several: set[str], narrow: bool) -> Spec:
    data = [] if not units.places else _traces(units, href, several)
    return {"data": data, "layout": unit_layout(units, narrow)}


def _traces(units: Units, href: Href, several: set[str]) -> list[Spec]:
    lives = [life for life, _, _ in units.places]
    xs, ys = [x for _, x, _ in units.places], [y for _, _, y in units.places]
    colours = [f"@{family_of(life.outcome)}" for life in lives]
    symbols = [symbol_of(life.outcome) for life in lives]
    width = [2.5 if "open" in symbol else 0 for symbol in symbols]
    size = [RING_PX if symbol == "circle-open" else MARK_PX + 1 for symbol in symbols]
    main = {
        "type": "scatter",
        "mode": "markers",
        "meta": "attempts",
        "x": xs,
        "y": ys,
        "marker": {"symbol": symbols, "size": size, "color": colours, "opacity": 1,
                   "line": {"width": width, "color": colours}},
        "customdata": [href(life.id, "outcome") for life in lives],
        "hovertext": [hover_text(life) for life in lives],
        "hoverinfo": "text",
        "cliponaxis": False,
    }  # fmt: skip
    return [halo(xs, ys), main, *_questions(units), *_shared_bars(units, several)]


def _questions(units: Units) -> list[Spec]:
    rings = [(x, y) for life, x, y in units.places if symbol_of(life.outcome) == "circle-open"]
    font = {"size": 15, "color": "@unknown_text"}
    text = {"type": "scatter", "mode": "text", "text": ["?"] * len(rings), "textfont": font, "hoverinfo": "skip",
            "x": [x for x, _ in rings], "y": [y for _, y in rings], "cliponaxis": False}  # fmt: skip
    return [text] if rings else []


def _shared_bars(units: Units, several: set[str]) -> list[Spec]:
    """A short bar under attempts that stand in several rows."""
    shared = [(x, y + 12) for life, x, y in units.places if life.id in several]
    marker = {
        "symbol": "line-ew-open",
        "size": 12,
        "color": "@muted",
        "line": {"width": 2, "color": "@muted"},
    }
    bars = {"type": "scatter", "mode": "markers", "x": [x for x, _ in shared], "y": [y for _, y in shared],
            "marker": marker, "hoverinfo": "skip", "cliponaxis": False}  # fmt: skip
    return [bars] if shared else []


def _table(selection: Selection, records: list[Record], key: str, group: str) -> Table:
    used = [outcome for outcome in OUTCOME_ORDER if any(record.outcomes[outcome] for record in records)]
    columns = [Column(name=group, label=sentence(group)), Column(name="n", label="Attempts", align="right")]
    columns += [Column(name=o, label=sentence(value_words("outcome", o)), align="right") for o in used]
    rows: list[list[Cell]] = [
        [record.label, record.n, *(record.outcomes[outcome] for outcome in used)] for record in records
    ]
    return Table(
        id=f"{key}-data",
        title=f"Outcomes by {group}: data",
        caption=f"Number of attempts by {group} and outcome.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name=f"{key}.csv",
    )


def evidence_links(lives: list[Life], href: Href) -> Rich:
    """The attempts of a group as links to what their outcome rests on."""
    parts: Rich = []
    for life in lives:
        parts += [", "] if parts else []
        parts.append(link(life.name, href(life.id, "outcome")))
    return parts
