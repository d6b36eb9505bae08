"""The lifelines chart: one row per attempt, panels by phase, nothing left out.

After Priestley's charts of lives: for when date and duration are the story. Rows in = marks drawn.
"""

from __future__ import annotations

import datetime as dt

from analysis.study.blocks import Figure, Rich
from analysis.study.canvas import (
    HEAD_PX,  # fmt: skip
    LINE_PX,
    Spec,
    base_layout,
    iso,
    label,
    text_width,
    time_axis,
    wrap_text,
)
from analysis.study.disagreements import count_readings, days_of_other_readings
from analysis.study.findings import longest_finding
from analysis.study.lifeline_marks import Href, OtherReading, draw_rows
from analysis.study.lifeline_rows import (
    LANE_PX,  # fmt: skip
    LEFT_PX,
    NARROW_MARGIN_PX,
    NARROW_PLOT_PX,
    NARROW_TEXT_PX,
    RIGHT_PX,
    WIDE_PLOT_PX,
    Row,
    folded_words,
    rows_of,
)
from analysis.study.listings import lifelines_table
from analysis.study.panels import Panel, panels_of
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.wording import count, day_short, range_short

LATER_SHARE = 0.15
LOCATOR_PX = 96


def draw_lifelines(selection: Selection, href: Href) -> Figure:
    """The lifelines of all selected attempts. `href(attempt_id, column)` gives the evidence address of a mark."""
    panels = panels_of(selection.lives, selection.rows.get("phases", []), selection.as_of)
    readings = count_readings(selection)
    others = days_of_other_readings(selection)
    drawn = [
        _panel_specs(number, panel, readings, others, href) for number, panel in enumerate(panels, start=1)
    ]
    locator = _locator_specs(panels)
    return Figure(
        id="lifelines",
        title=longest_finding(selection).title,
        subtitle=_subtitle(selection, panels),
        **locator,
        more_panels=drawn,
        marks=sum(count_marks(panel["plot"]) for panel in drawn),
        rows=len(selection.lives),
        note=_note(selection),
        source=source_line(selection),
        alt=_alt(selection, panels),
        table=lifelines_table(selection, href),
        csv_name="lifelines.csv",
    )


def count_marks(spec: Spec) -> int:
    """How many attempts a chart specification draws: the points of its main traces."""
    return sum(len(trace["x"]) for trace in spec["data"] if trace.get("meta") == "attempts")


def _panel_specs(
    number: int, panel: Panel, readings: dict[str, str], others: dict[str, list[OtherReading]], href: Href
) -> Spec:
    title = f"{number}. {panel.title}"
    wide, narrow = (
        _panel_spec(panel, title, readings, others, href, narrow=is_narrow) for is_narrow in (False, True)
    )
    return {
        "label": f"{title}: {panel.span}",
        "plot": wide,
        "plot_narrow": narrow,
        "height": wide["layout"]["height"],
        "height_narrow": narrow["layout"]["height"],
    }


def _panel_spec(
    panel: Panel,
    title: str,
    readings: dict[str, str],
    others: dict[str, list[OtherReading]],
    href: Href,
    narrow: bool,
) -> Spec:
    lanes = lanes_of(panel, NARROW_PLOT_PX if narrow else WIDE_PLOT_PX)
    rows = rows_of(panel, readings, narrow, max(lanes.values(), default=0) + 1)
    left, right = (NARROW_MARGIN_PX, NARROW_MARGIN_PX) if narrow else (LEFT_PX, RIGHT_PX)
    head = _head_lines(panel, title, narrow)
    top, bottom = 12 + len(head) * (LINE_PX + 2) + (28 if panel.dated else 0), 30 if panel.shows_as_of else 10
    layout = base_layout(round(rows[-1].bottom) + top + bottom, (left, right, top, bottom))
    layout["annotations"] = _head(head, top, left) + [item for row in rows for item in row.labels]
    layout["shapes"] = _rules(rows)
    _set_axes(layout, panel, narrow)
    if panel.shows_as_of:
        _mark_as_of(layout, panel, rows[-1].bottom)
    return {"data": draw_rows(panel, rows, lanes, href, others), "layout": layout}


def lanes_of(panel: Panel, plot_px: int) -> dict[str, int]:
    """A lane for each folded attempt, so that marks on near days do not cover one another."""
    lanes: dict[str, int] = {}
    reached: list[float] = []
    days = max((panel.last - panel.first).days, 1)
    usable = plot_px * (1 - LATER_SHARE) * 0.92
    for life in panel.folded:
        day = life.anchor[1] or life.anchor[0] or panel.first
        at = (min(day, panel.last) - panel.first).days / days * usable
        free = next((lane for lane, end in enumerate(reached) if at - end >= LANE_PX), len(reached))
        reached[free : free + 1] = [at]
        lanes[life.id] = free
    return lanes


def _head_lines(panel: Panel, title: str, narrow: bool) -> list[tuple[str, bool]]:
    """The lines of a panel's head, each with whether it is bold."""
    width = NARROW_TEXT_PX if narrow else 560
    bold = [(line, True) for line in wrap_text(title, width / 1.1, 2, HEAD_PX)]
    return bold + [(line, False) for line in wrap_text(panel.span, width, 3)]


def _head(lines: list[tuple[str, bool]], top: int, left: int) -> list[Spec]:
    heads = []
    for number, (line, bold) in enumerate(lines):
        shift = top - 6 - number * (LINE_PX + 2)
        size, colour = (HEAD_PX, "@ink") if bold else (15, "@muted")
        heads.append(
            label([line], 0, 1, yref="paper", yshift=shift, xshift=-left, bold=bold, size=size, colour=colour)
        )
    return heads


def _rules(rows: list[Row]) -> list[Spec]:
    """A hairline through each row leads the eye from the name to the bar."""
    line = {"color": "@grid", "width": 1}
    place = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "layer": "below", "line": line}
    return [{**place, "y0": row.middle, "y1": row.middle} for row in rows if not row.folded]


def _set_axes(layout: Spec, panel: Panel, narrow: bool) -> None:
    pad = max((panel.last - panel.first) * 0.03, dt.timedelta(days=1))
    end = 1 - LATER_SHARE if panel.has_later else 1
    room = (NARROW_PLOT_PX if narrow else WIDE_PLOT_PX) * end
    layout["xaxis"] = {
        **time_axis(panel.first, panel.last, room),
        "range": [iso(panel.first - pad), iso(panel.last + (dt.timedelta(0) if panel.has_later else pad))],
        "domain": [0, end],
        "visible": panel.dated,
    }
    if panel.has_later:
        ticks = {"tickmode": "array", "tickvals": [0.5], "ticktext": ["later"], "side": "top", "ticks": "",
                 "showline": True, "linecolor": "@none"}  # fmt: skip
        font = {"size": 15, "color": "@muted"}
        layout["xaxis2"] = {"domain": [end, 1], "range": [0, 1], "showgrid": False, "zeroline": False,
                            "fixedrange": True, "tickangle": 0, "tickfont": font, "anchor": "y", **ticks}  # fmt: skip
        box = {"type": "rect", "xref": "paper", "yref": "paper", "x0": end, "x1": 1, "y0": 0, "y1": 1}
        layout["shapes"].insert(0, {**box, "layer": "below", "line": {"width": 0}, "fillcolor": "@panel"})


def _mark_as_of(layout: Spec, panel: Panel, bottom: float) -> None:
    """A rule at the data date, named below the last row."""
    day = iso(panel.as_of)
    line = {"color": "@muted", "width": 1, "dash": "dash"}
    layout["shapes"].append(
        {"type": "line", "xref": "x", "yref": "paper", "x0": day, "x1": day, "y0": 0, "y1": 1, "line": line,
         "layer": "below"}
    )  # fmt: skip
    words = f"data as of {day_short(panel.as_of)}"
    layout["annotations"].append(
        label([words], 1, 0, yref="paper", xanchor="right", yshift=-6, colour="@muted")
    )


def _locator_specs(panels: list[Panel]) -> Spec:
    """The strip above the panels: where each phase lies in the whole period, a tick per attempt."""
    return {
        "plot": _locator_spec(panels, narrow=False),
        "plot_narrow": _locator_spec(panels, narrow=True),
        "height": LOCATOR_PX,
        "height_narrow": LOCATOR_PX,
    }


def _locator_spec(panels: list[Panel], narrow: bool) -> Spec:
    layout = base_layout(LOCATOR_PX, (NARROW_MARGIN_PX, NARROW_MARGIN_PX, 26, 4))
    dated = [panel for panel in panels if panel.dated]
    if not dated:
        return {"data": [], "layout": layout}
    first, last = min(panel.first for panel in dated), max(panel.last for panel in dated)
    layout["xaxis"] = time_axis(first, last, NARROW_PLOT_PX if narrow else 560)
    days = [life.anchor[0] or life.anchor[1] for panel in dated for life in panel.all]
    ticks = [iso(min(max(day, first), last)) for day in days if day]
    marker = {
        "symbol": "line-ns-open",
        "size": 12,
        "color": "@link",
        "line": {"width": 1.5, "color": "@link"},
    }
    layout["shapes"] = [_phase_box(panel, number) for number, panel in enumerate(dated) if panel.is_phase]
    layout["annotations"] = _phase_numbers(dated, first, last)
    trace = {"type": "scatter", "mode": "markers", "x": ticks, "y": [16] * len(ticks), "marker": marker,
             "hoverinfo": "skip", "cliponaxis": False}  # fmt: skip
    return {"data": [trace], "layout": layout}


def _phase_box(panel: Panel, number: int) -> Spec:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y",
        "x0": iso(panel.first),
        "x1": iso(panel.last),
        "y0": 6,
        "y1": 26,
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": "@tint1" if number % 2 else "@tint0",
    }


def _phase_numbers(panels: list[Panel], first: dt.date, last: dt.date) -> list[Spec]:
    """The numbers of the phases below their boxes, in two lines where they are close together."""
    numbers, reached = [], [-1.0, -1.0]
    days = max((last - first).days, 1)
    for number, panel in enumerate((panel for panel in panels if panel.is_phase), start=1):
        middle = panel.first + (panel.last - panel.first) / 2
        at, room = (middle - first).days / days, (text_width(str(number)) + 6) / NARROW_PLOT_PX
        line = 0 if at - reached[0] >= room else 1
        if at - reached[line] < room:
            continue
        reached[line] = at
        place = {"xref": "x", "xanchor": "center", "colour": "@muted"}
        numbers.append(label([str(number)], iso(middle), 28 + line * (LINE_PX - 2), **place))
    return numbers


def _subtitle(selection: Selection, panels: list[Panel]) -> str:
    words = f"Time in force of each attempt, {selection.label}"
    dated = [panel for panel in panels if panel.dated]
    if dated:
        words += f", {range_short(min(panel.first for panel in dated), max(panel.last for panel in dated))}"
    return f"{words}. Each panel has its own time scale; compare lengths within a panel only."


def _note(selection: Selection) -> Rich:
    lives = selection.lives
    folded = sum(life.folded for life in lives)
    unknown = sum(life.outcome == "unknown" for life in lives)
    together = (
        f", {folded_words([life for life in lives if life.folded])} in a shared row per panel"
        if folded
        else ""
    )
    own = len(lives) - folded
    words = (
        f"n = {count(len(lives), 'attempt')}, all drawn: {own} in rows of their own{together}; outcome unknown for "
        f"{unknown}. Solid: in force as told; hatched: begin or end not dated to the day; dotted: nothing told any "
        "more, or a date known as an interval; diamond: over on its first day; open arrow: in force when the "
        "sources end. Ticks above a bar: breaches told, thick where both sides or a third party tell of them, thin "
        "where one side alone does. Bracket below a bar: the agreed term; above: another reading of the end or begin."
    )
    return [words]


def _alt(selection: Selection, panels: list[Panel]) -> str:
    n = count(len(selection.lives), "attempt")
    finding = longest_finding(selection).title
    return f"Timeline chart in {count(len(panels), 'panel')}, a bar for the time in force of each of {n}. {finding}"
