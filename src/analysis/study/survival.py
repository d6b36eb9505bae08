"""The survival curve of the attempts that took effect, with its risk table beneath the same axis.

The line takes every end at its earliest reading, the deeper tint reaches to the curve at the latest reading, the
tint is the 95 % interval of the line. Each attempt is a mark on the curve: its outcome's shape where it ended, a
tick where it was last seen unbroken.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.study.blocks import Cell, Column, Figure, Table, link
from analysis.study.canvas import Spec, base_layout, label, plot_text
from analysis.study.estimates import Curve, Median, estimate_survival, median_of
from analysis.study.lifeline_marks import Href
from analysis.study.palette import family_of, symbol_of
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.spells import DONE, RULES, Spell, spells_of, without_spell
from analysis.study.terms import outcome_words
from analysis.study.timescale import days_axis, place_days
from analysis.study.wording import count, days_words, sentence, span_words

TOP_PX, PLOT_PX, LINE_PX = 14.0, 300.0, 21.0
WIDE_LEFT_PX, NARROW_LEFT_PX, RIGHT_PX = 96, 44, 30
FEW_AT_RISK = 5
# Days of the columns of the risk table, with the words at the top of the chart.
COLUMNS = {
    -1.0: "start",
    0.0: "same day",
    7.0: "1 week",
    30.4: "1 month",
    365.0: "1 year",
    3652.0: "10 years",
}
NARROW_COLUMNS = (-1.0, 7.0, 365.0, 3652.0)


@dataclass(frozen=True)
class Risk:
    """How many were at risk, had ended, and were last seen unbroken after `days`; the three add up to all."""

    days: float
    at_risk: int
    ended: int
    censored: int


def risk_table(spells: list[Spell], days: list[float]) -> list[Risk]:
    """The extended risk table at these days, counted by the earliest reading of each end."""
    rows = []
    for day in days:
        ended = sum(spell.event and spell.least <= day for spell in spells)
        censored = sum(not spell.event and spell.least <= day for spell in spells)
        rows.append(Risk(day, len(spells) - ended - censored, ended, censored))
    return rows


def curves_of(spells: list[Spell]) -> tuple[Curve, Curve]:
    """The curve with every end at its earliest reading, and the one with every end at its latest."""
    events = [spell.event for spell in spells]
    return (
        estimate_survival([spell.least for spell in spells], events),
        estimate_survival([spell.most for spell in spells], events),
    )


def survival_title(spells: list[Spell], rule: str) -> str:
    """The finding of the curve in words, with its interval and denominator."""
    n, ends = len(spells), sum(spell.event for spell in spells)
    told = f"{ends} of {count(n, 'attempt')} that took effect {DONE[rule]}"
    early, late = (median_of(curve) for curve in curves_of(spells))
    if early.days is None:
        return f"{told}; by the curve fewer than half had when the sources end."
    return f"{told}; by the curve half had after {median_words(early, late)}."


def median_words(early: Median, late: Median) -> str:
    """`under a day (95 % interval: under a day to 19 days), by the latest readings of the ends 3 days`."""
    high = f"to {days_words(int(early.high))}" if early.high is not None else "or more"
    words = f"{days_words(int(early.days or 0))} (95 % interval: {days_words(int(early.low or 0))} {high})"
    if late.days is None:
        return f"{words}, by the latest readings of the ends not yet"
    if late.days != early.days:
        return f"{words}, by the latest readings of the ends {days_words(int(late.days))}"
    return words


def draw_survival(selection: Selection, href: Href, rule: str) -> Figure:
    """The Kaplan-Meier curve under one failure rule. Raises UsageProblem for an unknown rule."""
    spells = spells_of(selection, rule)
    wide, narrow = _spec(spells, href, narrow=False), _spec(spells, href, narrow=True)
    title = survival_title(spells, rule) if spells else "For no attempt is it told from when it was in force."
    return Figure(
        id="survival",
        title=title,
        subtitle=f"Share still in force after a time, until {RULES[rule]}, {selection.label}; "
        "logarithmic scale of time",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=sum(len(trace["x"]) for trace in wide["data"] if trace.get("meta") == "attempts"),
        rows=len(spells),
        note=[_note(selection, spells, rule)],
        source=source_line(selection),
        alt=f"Survival curve with risk table, {count(len(spells), 'mark')}. {title}",
        table=_table(selection, spells, href),
        csv_name="survival.csv",
    )


def _note(selection: Selection, spells: list[Spell], rule: str) -> str:
    censored = sum(not spell.event for spell in spells)
    between = sum(spell.event and spell.least < spell.most for spell in spells)
    undated = sum(spell.open_end for spell in spells)
    missing = without_spell(selection, rule)
    parts = [
        f"n = {count(len(spells), 'attempt')} that took effect; {censored} were last seen without such an end (ticks) "
        "and count up to that day.",
        f"For {between} the day of the end is an interval: the line takes its first day, the deeper tint reaches to "
        f"the curve that takes the last; for {undated} no last day is told, and the as-of day is taken."
        if between
        else "",
        "The pale tint is the 95 % interval (log-log). The line is grey where fewer than "
        f"{FEW_AT_RISK} are at risk. Days are whole days: what ended on its first day stands at “same day”.",
        f"{missing} more came into force without a day told, or have no such end coded."
        if missing > 0
        else "",
        "Attempts follow one another and are not independent, so that the interval is rather too narrow.",
    ]
    return " ".join(part for part in parts if part)


def _spec(spells: list[Spell], href: Href, narrow: bool) -> Spec:
    left = NARROW_LEFT_PX if narrow else WIDE_LEFT_PX
    columns = [day for day in COLUMNS if (day in NARROW_COLUMNS if narrow else day >= 0)]
    table_top = TOP_PX + PLOT_PX + 14
    height = round(table_top + 3 * LINE_PX * (2 if narrow else 1) + 8)
    layout = base_layout(height + 34, (left, RIGHT_PX, 30, 4))
    axis = days_axis(narrow)
    axis["tickvals"] = [_x(day) for day in columns]
    axis["ticktext"] = [COLUMNS[day] for day in columns]
    if narrow:
        axis["ticktext"] = ["start", "1 week", "1 year", "10 y"]
    layout["xaxis"] = axis
    layout["annotations"] = _share_labels(left) + _risk_labels(spells, columns, table_top, left, narrow)
    layout["shapes"] = [_grid_line(_y(share)) for share in (1, 0.75, 0.5, 0.25, 0)]
    return {"data": _traces(spells, href) if spells else [], "layout": layout}


def _x(days: float) -> float:
    return 0.0 if days < 0 else place_days(max(days, 0.5))


def _y(share: float) -> float:
    return TOP_PX + (1 - share) * PLOT_PX


def _grid_line(y: float) -> Spec:
    line = {"color": "@grid", "width": 1}
    return {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": line,
            "layer": "below"}  # fmt: skip


def _share_labels(left: int) -> list[Spec]:
    return [
        label(
            [f"{share} %"], 0, _y(share / 100), xanchor="right", yanchor="middle", xshift=-8, colour="@muted"
        )
        if left == WIDE_LEFT_PX
        else label(
            [f"{share}"], 0, _y(share / 100), xanchor="right", yanchor="middle", xshift=-8, colour="@muted"
        )
        for share in (100, 50, 0)
    ]


def _risk_labels(
    spells: list[Spell], columns: list[float], top: float, left: int, narrow: bool
) -> list[Spec]:
    rows = risk_table(spells, columns)
    labels = []
    for n, (words, name) in enumerate([("at risk", "at_risk"), ("ended", "ended"), ("censored", "censored")]):
        y = top + n * LINE_PX * (2 if narrow else 1)
        labels.append(label([words], 0, y, xshift=-left, colour="@muted"))
        numbers = y + LINE_PX - 2 if narrow else y
        labels += [
            label(
                [str(getattr(row, name))], _x(row.days), numbers, xref="x", xanchor="center", bgcolor="@page"
            )
            for row in rows
        ]
    return labels


def _traces(spells: list[Spell], href: Href) -> list[Spec]:
    early, late = curves_of(spells)
    few = _first_with_few(spells)
    return [
        *_band(early.times, early.low, early.high, "@tint0"),
        *_reading_band(early, late),
        *_line(early, few),
        *_marks(spells, early, href),
    ]


def _steps(times: list[float], shares: list[float]) -> tuple[list[float], list[float]]:
    """The corners of a step line from the start to the end of the scale."""
    xs, ys, level = [0.0], [1.0], 1.0
    for time, share in zip(times, shares, strict=True):
        xs += [_x(time), _x(time)]
        ys += [level, share]
        level = share
    return xs, ys


def _band(
    times: list[float], low: list[float], high: list[float], colour: str, width: float = 1
) -> list[Spec]:
    xs, tops = _steps(times, high)
    back, bottoms = _steps(times, low)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [*xs, *reversed(back)],
            "y": [_y(share) for share in [*tops, *reversed(bottoms)]],
            "fill": "toself",
            "fillcolor": colour,
            "line": {"color": "@axis", "width": width, "dash": "dot"},
            "hoverinfo": "skip",
        }
    ]


def _reading_band(early: Curve, late: Curve) -> list[Spec]:
    times = sorted(set(early.times) | set(late.times))
    lows, highs = [early.share_at(time) for time in times], [late.share_at(time) for time in times]
    return _band(times, lows, highs, "@tint1", 0) if lows != highs else []


def _line(curve: Curve, few: float | None) -> list[Spec]:
    xs, ys = _steps(curve.times, curve.shares)
    turn = _x(few) if few is not None else 2.0
    firm = [(x, y) for x, y in zip(xs, ys, strict=True) if x <= turn]
    weak = [(x, y) for x, y in zip(xs, ys, strict=True) if x >= turn]
    return [_polyline(firm, "@ink", 2.5), *([_polyline(weak, "@axis", 2.5)] if weak else [])]


def _polyline(points: list[tuple[float, float]], colour: str, width: float) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in points],
        "y": [_y(y) for _, y in points],
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
    }


def _first_with_few(spells: list[Spell]) -> float | None:
    days = sorted({float(spell.least) for spell in spells})
    return next((row.days for row in risk_table(spells, days) if row.at_risk < FEW_AT_RISK), None)


def _marks(spells: list[Spell], curve: Curve, href: Href) -> list[Spec]:
    """One mark per attempt; the ends of one day share the drop of the curve on that day."""
    placed: list[tuple[Spell, float]] = []
    for day in sorted({spell.least for spell in spells}):
        ends = [spell for spell in spells if spell.event and spell.least == day]
        above, below = curve.share_at(day - 0.5), curve.share_at(day)
        step = (above - below) / max(len(ends), 1)
        placed += [(spell, above - step * (n + 0.5)) for n, spell in enumerate(ends)]
        placed += [(spell, below) for spell in spells if not spell.event and spell.least == day]
    colours = [f"@{family_of(spell.life.outcome)}" if spell.event else "@ink" for spell, _ in placed]
    symbols = [_symbol(spell) for spell, _ in placed]
    xs, ys = [_x(spell.least) for spell, _ in placed], [_y(share) for _, share in placed]
    return [
        {"type": "scatter", "mode": "markers", "x": xs, "y": ys, "hoverinfo": "skip", "cliponaxis": False,
         "marker": {"size": [11 if spell.event else 1 for spell, _ in placed], "color": "@page", "symbol": "circle"}},
        {
            "type": "scatter",
            "mode": "markers",
            "meta": "attempts",
            "x": xs,
            "y": ys,
            "marker": {"symbol": symbols, "size": [9 if spell.event else 14 for spell, _ in placed],
                       "color": colours, "opacity": 1,
                       "line": {"width": [2 if "open" in one else 0 for one in symbols], "color": colours}},
            "customdata": [href(spell.life.id, "outcome") for spell, _ in placed],
            "hovertext": [_hover(spell) for spell, _ in placed],
            "hoverinfo": "text",
            "cliponaxis": False,
        },
    ]  # fmt: skip


def _symbol(spell: Spell) -> str:
    return symbol_of(spell.life.outcome) if spell.event else "line-ns-open"


def _hover(spell: Spell) -> str:
    told = (
        span_words(spell.least, spell.most) if spell.event else f"last seen after {days_words(spell.least)}"
    )
    return "<br>".join(plot_text(line) for line in (spell.life.name, outcome_words(spell.life), told))


def _table(selection: Selection, spells: list[Spell], href: Href) -> Table:
    columns = [
        Column(name="name", label="Attempt"),
        Column(name="entry", label="In force from"),
        Column(name="least", label="At least", unit="days", align="right"),
        Column(name="most", label="At most", unit="days", align="right"),
        Column(name="end", label="End under this rule"),
        Column(name="outcome", label="Outcome"),
    ]
    rows: list[list[Cell]] = [
        [
            [link(spell.life.name, href(spell.life.id, "effective"))],
            spell.entry.isoformat(),
            spell.least,
            "not known" if spell.open_end or not spell.event else spell.most,
            "ended" if spell.event else "last seen unbroken",
            [link(sentence(outcome_words(spell.life)), href(spell.life.id, "outcome"))],
        ]
        for spell in spells
    ]
    return Table(
        id="survival-data",
        title="Survival: data",
        caption="Attempts at risk from the first day on which they were surely in force.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="survival.csv",
    )
