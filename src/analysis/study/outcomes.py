"""Outcomes by mediator and by year as unit charts: one mark per attempt, so that single cases stay visible.

Below 20 attempts no percentage is shown: one case would move it by more than five points.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.study.blocks import Cell, Column, Figure, Rich, Table, link
from analysis.study.canvas import LINE_PX, MARK_PX, Spec, base_layout, halo, label, wrap_text
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
from analysis.study.wording import count, sentence

STEP_PX = 22
RING_PX = 20
WIDE_LEFT_PX, WIDE_RIGHT_PX = 200, 130
NARROW_LEFT_PX, NARROW_TEXT_PX = 8, 300
PER_LINE = 12


@dataclass(frozen=True)
class Units:
    """A chart of groups: where each mark goes (columns from 0, y in pixels), the labels, the height."""

    places: list[tuple[Life, int, float]]
    labels: list[Spec]
    height: float


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
    wide = _spec(_lay_out(records, narrow=False), href, several, narrow=False)
    narrow = _spec(_lay_out(records, narrow=True), href, several, narrow=True)
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


def _lay_out(records: list[Record], narrow: bool) -> Units:
    places: list[tuple[Life, int, float]] = []
    labels: list[Spec] = []
    top = 8.0
    for record in records:
        lines = -(-record.n // PER_LINE)
        head = wrap_text(sentence(record.label), NARROW_TEXT_PX if narrow else WIDE_LEFT_PX - 16, 2)
        tail = _tail(record)
        first = top + (len(head) + 1) * LINE_PX + 14 if narrow else top + max(10, len(head) * LINE_PX / 2)
        places += [
            (life, i % PER_LINE, first + i // PER_LINE * (STEP_PX + 4)) for i, life in enumerate(record.lives)
        ]
        labels += _row_labels(head, tail, top, first, narrow)
        text = max(len(head), len(tail)) * LINE_PX
        top = max(first + lines * (STEP_PX + 4) - 6, top + (0 if narrow else text)) + 10
    return Units(places, labels, top)


def _tail(record: Record) -> list[str]:
    words = [count(record.n, "attempt")]
    return [*words, f"{record.unknown} unknown"] if record.unknown else words


def _row_labels(head: list[str], tail: list[str], top: float, first: float, narrow: bool) -> list[Spec]:
    if narrow:
        below = top + len(head) * LINE_PX
        return [label(head, 0, top), label([", ".join(tail)], 0, below, colour="@muted")]
    y = first - len(head) * LINE_PX / 2
    return [
        label(head, 0, y, xshift=-WIDE_LEFT_PX),
        label(tail, PER_LINE - 0.4, first - LINE_PX / 2, xref="x", xshift=10, colour="@muted"),
    ]


def _spec(units: Units, href: Href, several: set[str], narrow: bool) -> Spec:
    margins = (NARROW_LEFT_PX, NARROW_LEFT_PX, 4, 4) if narrow else (WIDE_LEFT_PX, WIDE_RIGHT_PX, 4, 4)
    layout = base_layout(round(units.height) + 8, margins)
    layout["annotations"] = units.labels
    # One step to the right is STEP_PX pixels at any width, since the vertical unit is the pixel.
    layout["xaxis"] = {"range": [-0.6, PER_LINE - 0.4], "visible": False, "fixedrange": True, "scaleanchor": "y",
                       "scaleratio": STEP_PX, "constrain": "domain", "constraintoward": "left"}  # fmt: skip
    data = [] if not units.places else _traces(units, href, several)
    return {"data": data, "layout": layout}


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
