"""Attempts beside the entries of other datasets: how many days their dates lie apart from the dates here."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.study.blocks import Figure, Rich
from analysis.study.canvas import LINE_PX, Spec, base_layout, label, plot_text, wrap_text
from analysis.study.crosswalk_table import (
    DATASETS,
    Entry,
    count_entries,
    entries_title,
    entry_words,
    linked_table,
)
from analysis.study.lifeline_marks import Href
from analysis.study.lives import Life
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.wording import agreeing, count

WIDE_LEFT_PX, NARROW_LEFT_PX, RIGHT_PX = 280, 26, 64
LANE_PX, DISC_PX = 24.0, 20
MOST_DAYS = 14
EDGE = MOST_DAYS + 1


@dataclass(frozen=True)
class Row:
    """An attempt with the entries that other datasets have for it, each in a lane where discs do not touch."""

    life: Life
    entries: list[tuple[Entry, int]]

    @property
    def lanes(self) -> int:
        return max(lane for _, lane in self.entries) + 1


def draw_crosswalk(selection: Selection, entries: list[Entry], href: Href) -> Figure:
    """A row per attempt that another dataset lists: a lettered disc per entry, at its days from the date here."""
    rows = _rows(selection, entries)
    wide, narrow = _spec(rows, href, narrow=False), _spec(rows, href, narrow=True)
    drawn = sum(len(row.entries) for row in rows)
    title = entries_title(entries)
    missing = count_entries(entries)["missing_here"]
    note: Rich = [
        f"n = {count(drawn, 'entry', 'entries')} elsewhere with an attempt here, in {count(len(rows), 'row')}; "
        f"{missing} more {agreeing(missing, 'has none here and was', 'have none here and were')} not investigated "
        "(table). C: ETH/PRIO Civil Conflict Ceasefire, P: PA-X, U: UCDP termination. The upright line is the "
        "nearest day on which the attempt here was announced, signed, to start or in effect. Beyond 14 days a disc "
        "stands at the edge with its number. "
        "Definitions differ: a distance is no error of anyone's."
    ]
    return Figure(
        id="crosswalk",
        title=title,
        subtitle=f"Days between the date of an entry elsewhere and the date here, {selection.label}",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=sum(len(trace["x"]) for trace in wide["data"] if trace.get("meta") == "attempts"),
        rows=drawn,
        note=note,
        source=source_line(selection),
        alt=f"Dot plot of days apart, {count(drawn, 'mark')} in {count(len(rows), 'row')}. {title}",
        table=linked_table(selection, entries, href),
        csv_name="crosswalk.csv",
    )


def _rows(selection: Selection, entries: list[Entry]) -> list[Row]:
    rows = []
    for life in selection.lives:
        own = sorted(
            (one for one in entries if one["attempt_id"] == life.id and one["days_apart"] is not None),
            key=lambda one: (_place(one), one["dataset"]),
        )
        if own:
            rows.append(Row(life, _in_lanes(own)))
    return rows


def _in_lanes(entries: list[Entry]) -> list[tuple[Entry, int]]:
    """Discs closer than three days would touch on a phone: each such one goes a lane down."""
    reached: list[int] = []
    placed = []
    for entry in entries:
        lane = next((n for n, day in enumerate(reached) if _place(entry) - day >= 3), len(reached))
        reached[lane : lane + 1] = [_place(entry)]
        placed.append((entry, lane))
    return placed


def _place(entry: Entry) -> int:
    return max(-EDGE, min(EDGE, int(entry["days_apart"])))


def _spec(rows: list[Row], href: Href, narrow: bool) -> Spec:
    left = NARROW_LEFT_PX if narrow else WIDE_LEFT_PX
    top, places, labels = 6.0, [], []
    for row in rows:
        lines = wrap_text(row.life.name, 290 if narrow else WIDE_LEFT_PX - 20, 2)
        labels.append(label(lines, 0, top, xshift=-left, bgcolor="@page"))
        first = top + (len(lines) * LINE_PX + LANE_PX / 2 if narrow else LANE_PX / 2)
        places += [(row.life, entry, first + lane * LANE_PX) for entry, lane in row.entries]
        text = len(lines) * LINE_PX
        top += (text + row.lanes * LANE_PX if narrow else max(text, row.lanes * LANE_PX)) + 8
    layout = base_layout(round(top) + 40, (left, RIGHT_PX, 32, 8))
    layout["xaxis"] = _axis(narrow)
    layout["annotations"] = labels + [
        _far(entry, y) for _, entry, y in places if abs(entry["days_apart"]) > MOST_DAYS
    ]
    return {"data": _traces(places, href) if places else [], "layout": layout}


def _axis(narrow: bool) -> Spec:
    ticks = [-14, 0, 14] if narrow else [-14, -7, 0, 7, 14]
    words = {-14: "−14 days", -7: "−7", 0: "same day", 7: "+7", 14: "+14 days"}
    return {"type": "linear", "range": [-16.5, 16.5], "tickmode": "array", "tickvals": ticks, "tickangle": 0,
            "ticktext": [words[day] for day in ticks], "side": "top", "gridcolor": "@grid", "showline": True,
            "tickfont": {"size": 15, "color": "@muted"}, "linecolor": "@axis", "zeroline": False,
            "fixedrange": True}  # fmt: skip


def _far(entry: Entry, y: float) -> Spec:
    words = f"{entry['days_apart']:+d} d".replace("-", "−")
    return label([words], _place(entry), y, xref="x", xanchor="left", yanchor="middle", xshift=13)


def _traces(places: list[tuple[Life, Entry, float]], href: Href) -> list[Spec]:
    xs, ys = [_place(entry) for _, entry, _ in places], [y for _, _, y in places]
    letters = [DATASETS[entry["dataset"]].letter for _, entry, _ in places]
    rule = {"type": "scatter", "mode": "lines", "x": [0, 0, None] * len(ys),
            "y": [edge for y in ys for edge in (y - LANE_PX / 2, y + LANE_PX / 2, None)], "hoverinfo": "skip",
            "line": {"color": "@link", "width": 2}}  # fmt: skip
    discs = {
        "type": "scatter",
        "mode": "markers",
        "meta": "attempts",
        "x": xs,
        "y": ys,
        "marker": {"symbol": "circle", "size": DISC_PX, "color": "@page", "opacity": 1,
                   "line": {"width": 1.5, "color": "@ink"}},
        "customdata": [href(life.id, "name") for life, _, _ in places],
        "hovertext": [plot_text(f"{life.name}: {entry_words(entry)}") for life, entry, _ in places],
        "hoverinfo": "text",
        "cliponaxis": False,
    }  # fmt: skip
    words = {"type": "scatter", "mode": "text", "x": xs, "y": ys, "text": letters, "hoverinfo": "skip",
             "textfont": {"size": 15, "color": "@ink"}, "cliponaxis": False}  # fmt: skip
    return [rule, discs, words]
