"""The same attempts under each failure rule: how the median moves with what counts as an end."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.study.blocks import Cell, Column, Figure, Table
from analysis.study.canvas import LINE_PX, Spec, base_layout, halo, label, plot_text
from analysis.study.estimates import Median, median_of
from analysis.study.lifeline_marks import Href
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.spells import RULES, Spell, spells_of
from analysis.study.survival import curves_of
from analysis.study.timescale import days_axis, place_days
from analysis.study.wording import count, days_words, sentence

WIDE_LEFT_PX, NARROW_LEFT_PX, RIGHT_PX = 280, 30, 30
ROW_PX = 50.0
END = 1.0


@dataclass(frozen=True)
class RuleRow:
    """One failure rule: spells, ends, the median by the earliest and by the latest readings of the ends."""

    rule: str
    spells: list[Spell]
    early: Median
    late: Median

    @property
    def ends(self) -> int:
        return sum(spell.event for spell in self.spells)


def count_rules(selection: Selection) -> list[RuleRow]:
    """The four failure rules with their medians, in the order of the codebook."""
    rows = []
    for rule in RULES:
        spells = spells_of(selection, rule)
        early, late = (median_of(curve) for curve in curves_of(spells))
        rows.append(RuleRow(rule, spells, early, late))
    return rows


def rules_title(rows: list[RuleRow]) -> str:
    """The median under each rule in words; two where the earliest and the latest readings of the ends differ."""
    parts = [f"until {RULES[row.rule]}, {median_short(row)}" for row in rows]
    return f"Median time: {'; '.join(parts)}."


def median_short(row: RuleRow) -> str:
    """The median in words, as a span where the readings of the ends differ."""
    if row.early.days is None:
        return "not reached"
    first = days_words(int(row.early.days))
    if row.late.days == row.early.days:
        return first
    return f"{first} or {days_words(int(row.late.days))}" if row.late.days is not None else f"{first} or more"


def draw_rules(selection: Selection, href: Href) -> Figure:
    """A strip per failure rule: the median with its 95 % interval, and how many had ended."""
    rows = count_rules(selection)
    wide, narrow = _spec(rows, narrow=False), _spec(rows, narrow=True)
    title = rules_title(rows)
    return Figure(
        id="failure-rules",
        title=title,
        subtitle=f"Median time in force under each rule of what counts as an end, {selection.label}; logarithmic scale",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=sum(len(trace["x"]) for trace in wide["data"] if trace.get("meta") == "attempts"),
        rows=len(rows),
        note=[
            f"n = {count(max(len(row.spells) for row in rows), 'attempt')} that took effect, the same under each rule "
            "as far as the rule can be told. Disc: median by the earliest readings of the ends; ring: by the latest, "
            "where it differs. Line: 95 % interval; open to the right where it has no upper bound. A disc at the "
            "right edge: half had not ended when the sources end."
        ],
        source=source_line(selection),
        alt=f"Strip of medians, {count(len(rows), 'row')}. {title}",
        table=_table(selection, rows),
        csv_name="failure-rules.csv",
    )


def _spec(rows: list[RuleRow], narrow: bool) -> Spec:
    step = ROW_PX + (LINE_PX if narrow else 0)
    left = NARROW_LEFT_PX if narrow else WIDE_LEFT_PX
    layout = base_layout(round(step * len(rows)) + 44, (left, RIGHT_PX, 32, 8))
    # Beside such wide labels the scale is too short for a week and a month.
    layout["xaxis"] = days_axis(narrow, left_out=("1 week",))
    layout["annotations"] = [
        one for n, row in enumerate(rows) for one in _labels(row, n * step + 6, narrow, left)
    ]
    ys = [n * step + (2 * LINE_PX + 20 if narrow else ROW_PX / 2) for n in range(len(rows))]
    return {"data": _traces(rows, ys), "layout": layout}


def _labels(row: RuleRow, top: float, narrow: bool, left: int) -> list[Spec]:
    head = f"Until {RULES[row.rule]}"
    tail = f"{row.ends} of {len(row.spells)} ended; {median_short(row)}"
    return [
        label([head], 0, top, xshift=-left, bgcolor="@page"),
        label([tail], 0, top + LINE_PX, xshift=-left, colour="@muted", bgcolor="@page"),
    ]


def _traces(rows: list[RuleRow], ys: list[float]) -> list[Spec]:
    xs = [_place(row.early.days) for row in rows]
    later = [(row, y) for row, y in zip(rows, ys, strict=True) if row.late.days != row.early.days]
    lines = [_line(row, y) for row, y in zip(rows, ys, strict=True) if row.early.days is not None]
    return [
        *lines,
        halo(xs, ys),
        _points([_place(row.late.days) for row, _ in later], [y for _, y in later], "circle-open", "skip"),
        {**_points(xs, ys, "circle", "text"), "meta": "attempts",
         "hovertext": [plot_text(f"{sentence(RULES[row.rule])}: {median_short(row)}") for row in rows],
         "customdata": ["#survival"] * len(rows)},
    ]  # fmt: skip


def _place(days: float | None) -> float:
    return END if days is None else place_days(max(days, 0.5))


def _line(row: RuleRow, y: float) -> Spec:
    ends = [_place(row.early.low or 0), _place(row.early.high)]
    return {"type": "scatter", "mode": "lines", "x": ends, "y": [y, y], "line": {"color": "@axis", "width": 2},
            "hoverinfo": "skip"}  # fmt: skip


def _points(xs: list[float], ys: list[float], symbol: str, hover: str) -> Spec:
    marker = {"symbol": symbol, "size": 13, "color": "@ink", "line": {"width": 2, "color": "@ink"}}
    return {"type": "scatter", "mode": "markers", "x": xs, "y": ys, "marker": marker, "cliponaxis": False,
            "hoverinfo": hover}  # fmt: skip


def _table(selection: Selection, rows: list[RuleRow]) -> Table:
    columns = [
        Column(name="rule", label="Failure rule"),
        Column(name="n", label="Attempts", align="right"),
        Column(name="ended", label="Ended", align="right"),
        Column(name="median", label="Median, earliest reading", unit="days", align="right"),
        Column(name="low", label="Lower bound", unit="days", align="right"),
        Column(name="high", label="Upper bound", unit="days", align="right"),
        Column(name="latest", label="Median, latest reading", unit="days", align="right"),
    ]
    return Table(
        id="failure-rules-data",
        title="Failure rules: data",
        caption="Median time in force with its 95 % interval under each failure rule.",
        columns=columns,
        rows=[_table_row(row) for row in rows],
        note=source_line(selection),
        csv_name="failure-rules.csv",
    )


def _table_row(row: RuleRow) -> list[Cell]:
    numbers = (row.early.days, row.early.low, row.early.high, row.late.days)
    cells: list[Cell] = ["not reached" if number is None else int(number) for number in numbers]
    return [row.rule, len(row.spells), row.ends, *cells]
