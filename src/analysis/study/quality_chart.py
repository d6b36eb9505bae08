"""The reliability chart: for each range of confidence, how sure the coder was and how often it was right."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.coding.measuring.evaluation_measures import Bin
from analysis.study.blocks import Cell, Column, Figure, Table
from analysis.study.canvas import LINE_PX, MARK_PX, Spec, base_layout, halo, label
from analysis.study.quality_tables import share
from analysis.study.wording import count

LEFT_PX, MARGIN_PX, TOP_PX = 200, 16, 32
ROW_PX, NARROW_ROW_PX = 44, 64
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
Z = 1.96  # two-sided 95 % of the normal distribution
SOURCE = "Source: the labelled texts, all sets together; labels that leave an attempt open count neither way."


def draw_reliability(bins: Sequence[Bin]) -> Figure:
    """Return the chart: a dot is the share right, its line the 95 % interval (Wilson), a bar the mean confidence."""
    rows = [one for one in bins if one.n]
    wide, narrow = _spec(rows, narrow=False), _spec(rows, narrow=True)
    title = _finding(rows)
    return Figure(
        id="reliability",
        title=title,
        subtitle="Share of attempts that labels bear out, by the confidence they were read with",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=len(wide["data"][-1]["x"]) if rows else 0,
        rows=len(rows),
        note=[f"n = {count(sum(one.n for one in rows), 'attempt')}. Dot: share right; line: its 95 % interval; upright "
              "bar: mean confidence. Where the bar lies in the line, confidence and share agree."],
        source=[SOURCE],
        alt=f"Dots with intervals for {count(len(rows), 'range')} of confidence. {title}",
        table=_table(bins),
        csv_name="reliability.csv",
    )  # fmt: skip


def wilson(right: float, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of `right` among `n` cases, by Wilson's formula."""
    middle = (right + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(right * (1 - right) / n + Z * Z / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def agrees(one: Bin) -> bool:
    """Whether the mean confidence of a range lies within the interval of its share right."""
    low, high = wilson(one.precision or 0.0, one.n)
    return low <= (one.confidence or 0.0) <= high


def _finding(rows: Sequence[Bin]) -> str:
    if not rows:
        return "No attempt was read."
    agreeing = sum(agrees(one) for one in rows)
    return f"Confidence agrees with the share right in {agreeing} of {count(len(rows), 'range')}."


def _words(one: Bin) -> str:
    return f"{one.low:.2f} to {one.high:.2f}"


def _spec(rows: Sequence[Bin], narrow: bool) -> Spec:
    step = NARROW_ROW_PX if narrow else ROW_PX
    left = MARGIN_PX if narrow else LEFT_PX
    layout = base_layout(len(rows) * step + TOP_PX + 8, (left, MARGIN_PX, TOP_PX, 8))
    layout["xaxis"] = {"type": "linear", "range": [0, 1], "tickmode": "array", "tickvals": list(TICKS),
                       "ticktext": [f"{tick:g}" for tick in TICKS], "side": "top", "gridcolor": "@grid",
                       "tickfont": {"size": 15, "color": "@muted"}, "showline": True, "linecolor": "@axis",
                       "zeroline": False, "fixedrange": True}  # fmt: skip
    ys = [place * step + (step * 0.7 if narrow else step / 2) for place in range(len(rows))]
    layout["annotations"] = [
        label([f"{_words(one)}, n = {one.n}"], 0, y - (LINE_PX * 1.6 if narrow else LINE_PX / 2), bgcolor="@page",
              xshift=0 if narrow else -LEFT_PX)
        for one, y in zip(rows, ys, strict=True)
    ]  # fmt: skip
    return {"data": _traces(rows, ys) if rows else [], "layout": layout}


def _traces(rows: Sequence[Bin], ys: list[float]) -> list[Spec]:
    xs = [one.precision or 0.0 for one in rows]
    lines = [_line(list(wilson(x, one.n)), y) for x, one, y in zip(xs, rows, ys, strict=True)]
    bars = {
        "type": "scatter",
        "mode": "markers",
        "x": [one.confidence for one in rows],
        "y": ys,
        "hoverinfo": "skip",
        "marker": {
            "symbol": "line-ns-open",
            "size": 18,
            "color": "@ink",
            "line": {"width": 2, "color": "@ink"},
        },
    }
    dots = {
        "type": "scatter",
        "mode": "markers",
        "meta": "attempts",
        "x": xs,
        "y": ys,
        "hoverinfo": "text",
        "hovertext": [_hover(one) for one in rows],
        "customdata": ["#reliability-data"] * len(rows),
        "cliponaxis": False,
        "marker": {"symbol": "circle", "size": MARK_PX, "color": "@standing", "opacity": 1},
    }
    return [*lines, halo(xs, ys), bars, dots]  # fmt: skip


def _line(xs: list[float], y: float) -> Spec:
    return {"type": "scatter", "mode": "lines", "x": xs, "y": [y, y], "hoverinfo": "skip",
            "line": {"color": "@standing", "width": 3}}  # fmt: skip


def _hover(one: Bin) -> str:
    return f"{share(one.precision)} right of {one.n}; mean confidence {share(one.confidence)}"


def _table(bins: Sequence[Bin]) -> Table:
    rows: list[list[Cell]] = [
        [_words(one), one.n, share(one.confidence), share(one.precision), _interval(one)] for one in bins
    ]
    labels = (("n", "Attempts"), ("confidence", "Mean confidence"), ("right", "Share right"),
              ("interval", "95 % interval"))  # fmt: skip
    return Table(
        id="reliability-data",
        title="Reliability: data",
        caption="Attempts read, by confidence: how sure the coder was on average, and how many labels bear out.",
        columns=[Column(name="range", label="Confidence"),
                 *(Column(name=name, label=words, align="right") for name, words in labels)],
        rows=rows,
        note=[SOURCE],
        csv_name="reliability.csv",
    )  # fmt: skip


def _interval(one: Bin) -> str:
    if not one.n:
        return "no case"
    low, high = wilson(one.precision or 0.0, one.n)
    return f"{low:.2f} to {high:.2f}"
