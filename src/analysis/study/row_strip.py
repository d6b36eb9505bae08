"""The ground of charts with one row per case: a name, an interval on a scale, a mark, words at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.study.canvas import LINE_PX, MARK_PX, Spec, base_layout, halo, label, plot_text, wrap_text

WIDE_LEFT_PX, WIDE_RIGHT_PX, NARROW_LEFT_PX, NARROW_RIGHT_PX = 260, 180, 22, 20
NARROW_TEXT_PX = 310
HEAD_PX, GAP_PX = 34, 10


@dataclass(frozen=True)
class StripRow:
    """One row: `low` and `high` are shares of the scale, equal where the value is one; a heading opens a group."""

    label: str
    tail: str
    low: float
    high: float
    symbol: str
    colour: str
    href: str
    hover: tuple[str, ...]
    heading: str = ""


def strip_spec(rows: Sequence[StripRow], axis: Spec, narrow: bool) -> Spec:
    """The chart of these rows over an axis from 0 to 1."""
    left, right = (NARROW_LEFT_PX, NARROW_RIGHT_PX) if narrow else (WIDE_LEFT_PX, WIDE_RIGHT_PX)
    labels: list[Spec] = []
    ys: list[float] = []
    top = 10.0
    for row in rows:
        top = _add_heading(labels, row.heading, top, left, narrow)
        y, top = _add_row(labels, row, top, left, narrow)
        ys.append(y)
    layout = base_layout(round(top) + 40, (left, right, 32, 8))
    layout["xaxis"] = axis
    layout["annotations"] = labels
    return {"data": _traces(rows, ys) if rows else [], "layout": layout}


def _add_heading(labels: list[Spec], heading: str, top: float, left: int, narrow: bool) -> float:
    if not heading:
        return top
    lines = wrap_text(heading, NARROW_TEXT_PX if narrow else 700, 2)
    labels.append(label(lines, 0, top + 6, xshift=-left, bold=True, bgcolor="@page"))
    return top + HEAD_PX + (len(lines) - 1) * LINE_PX


def _add_row(labels: list[Spec], row: StripRow, top: float, left: int, narrow: bool) -> tuple[float, float]:
    """Put the words of a row; return the height of its mark and where the next row begins."""
    if narrow:
        lines = wrap_text(row.label, NARROW_TEXT_PX, 2)
        tail = wrap_text(row.tail, NARROW_TEXT_PX, 2)
        below = top + len(lines) * LINE_PX
        # A ground, as the lines of the scale run through what stands above the marks.
        labels.append(label(lines, 0, top, bgcolor="@page"))
        labels.append(label(tail, 0, below, colour="@muted", bgcolor="@page"))
        y = top + (len(lines) + len(tail)) * LINE_PX + 14
        return y, y + 18
    lines = wrap_text(row.label, WIDE_LEFT_PX - 16, 2)
    tail = wrap_text(row.tail, WIDE_RIGHT_PX - 20, 3)
    height = max(len(lines), len(tail)) * LINE_PX
    y = top + height / 2
    labels.append(label(lines, 0, y, xshift=-left, yanchor="middle"))
    labels.append(label(tail, 1, y, xshift=18, yanchor="middle", colour="@muted"))
    return y, top + height + GAP_PX


def _traces(rows: Sequence[StripRow], ys: list[float]) -> list[Spec]:
    lines = [
        {"type": "scatter", "mode": "lines", "x": [row.low, row.high], "y": [y, y],
         "line": {"color": row.colour, "width": 3}, "hoverinfo": "skip"}
        for row, y in zip(rows, ys, strict=True) if row.high - row.low > 0.004
    ]  # fmt: skip
    xs = [row.high for row in rows]
    colours, symbols = [row.colour for row in rows], [row.symbol for row in rows]
    marks = {
        "type": "scatter", "mode": "markers", "meta": "attempts", "x": xs, "y": ys,
        "marker": {"symbol": symbols, "size": MARK_PX, "color": colours, "opacity": 1,
                   "line": {"width": [2.5 if "open" in one else 0 for one in symbols], "color": colours}},
        "customdata": [row.href for row in rows],
        "hovertext": ["<br>".join(plot_text(line) for line in row.hover) for row in rows],
        "hoverinfo": "text", "cliponaxis": False,
    }  # fmt: skip
    return [*lines, halo(xs, ys), marks]


def scale_axis(ticks: Sequence[tuple[float, str]]) -> Spec:
    """An axis above the plot from 0 to 1 with words at these shares."""
    return {
        "type": "linear", "range": [0, 1], "tickmode": "array", "tickvals": [at for at, _ in ticks],
        "ticktext": [words for _, words in ticks], "tickangle": 0, "side": "top", "gridcolor": "@grid",
        "tickfont": {"size": 15, "color": "@muted"}, "showline": True, "linecolor": "@axis", "zeroline": False,
        "fixedrange": True,
    }  # fmt: skip
