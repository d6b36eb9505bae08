"""The marks of a lifelines panel as plotly traces.

A bar is solid where an attempt was surely in force and hatched where the sources leave its begin or end open.
Each attempt has exactly one main mark (its outcome shape, a diamond, or an open arrow); traces of main marks
carry `meta: "attempts"`, so that they can be counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.study.canvas import BAR_PX, LINE_PX, MARK_PX, Spec, halo, iso, milliseconds, plot_text
from analysis.study.lifeline_rows import LANE_PX, Row
from analysis.study.lives import Life, dates
from analysis.study.palette import family_of, symbol_of
from analysis.study.panels import Panel
from analysis.study.terms import duration_words, outcome_words, value_words
from analysis.study.wording import date_short, sentence

Href = Callable[[str, str], str]
OtherReading = tuple[str, dt.date]
DIAMOND_PX = 15
ONE_SIDED = {"alleged", "disputed", "attempted", "denied"}
FOLLOWING = {"extension", "renewal", "replacement"}
# Wide enough for the "?" of an unknown outcome.
RING_PX = 21
ARROW = "triangle-right-open"
# Where the strip of what comes after the panel holds its shapes, as a share of the strip's width.
LATER = 0.62


@dataclass
class Marks:
    """What has been collected for one panel, by kind of trace."""

    panel: Panel
    href: Href
    readings: Mapping[str, list[OtherReading]]
    solid: list[Spec] = field(default_factory=list)
    hatched: list[Spec] = field(default_factory=list)
    lines: list[Spec] = field(default_factory=list)
    main: list[Spec] = field(default_factory=list)
    extra: list[Spec] = field(default_factory=list)

    def clip(self, day: dt.date) -> dt.date:
        return min(day, self.panel.last)

    def is_later(self, day: dt.date) -> bool:
        return day > self.panel.last


def draw_rows(
    panel: Panel,
    rows: list[Row],
    lanes: dict[str, int],
    href: Href,
    readings: Mapping[str, list[OtherReading]],
) -> list[Spec]:
    """All traces of a panel.

    `lanes` gives each folded attempt its lane within the folded row, `readings` the days of readings not used.
    """
    marks = Marks(panel, href, readings)
    for row in rows:
        for life in row.lives:
            y = row.middle + (lanes.get(life.id, 0) * LANE_PX if row.folded else 0)
            _draw_life(marks, life, y)
    _draw_elbows(marks, rows)
    return _traces(marks)


def _draw_life(marks: Marks, life: Life, y: float) -> None:
    if not marks.panel.dated:
        _add_main(marks, life, iso(marks.panel.first), y, symbol_of(life.outcome))
    elif life.folded or life.state == "never":
        _draw_never(marks, life, y)
    elif life.state == "same_day":
        _add_main(marks, life, iso(_day(life.start[0])), y, "diamond", DIAMOND_PX)
    else:
        _draw_bar(marks, life, y)
    if life.began and not life.folded:
        _draw_term(marks, life, y)
        _draw_breaches(marks, life, y)
        _draw_readings(marks, life, y)


def _draw_never(marks: Marks, life: Life, y: float) -> None:
    lo, hi = life.anchor
    first, last = _day(lo or hi), _day(hi or lo)
    if last > first:
        marks.lines.append(_line([first, marks.clip(last)], [y, y], "@muted", "dot", 2))
    _end_mark(marks, life, last, y, symbol_of(life.outcome), MARK_PX)
    planned = dates(life.row, "agreed_start")[0]
    if planned and planned != last and not marks.is_later(planned):
        marks.extra.append(_tick([planned], [y], "@muted", 1, [_about(marks, life, "agreed_start")]))


def _draw_bar(marks: Marks, life: Life, y: float) -> None:
    first, begun, over, last = _bounds(life, marks.panel.as_of)
    _add_bar(marks, life, first, begun, y, hatched=True)
    _add_bar(marks, life, begun, over, y, hatched=False)
    if life.state in ("ended",) or life.outcome not in ("held", "violated", "unknown"):
        _add_bar(marks, life, over, last, y, hatched=True)
        _end_mark(marks, life, last, y, symbol_of(life.outcome), MARK_PX)
    else:
        _draw_open_end(marks, life, over, y)


def _draw_open_end(marks: Marks, life: Life, over: dt.date, y: float) -> None:
    """In force when the sources end: an open arrow at the data date, a dotted shaft where they fall silent."""
    as_of, colour = marks.panel.as_of, f"@{family_of(life.outcome)}"
    if over < as_of:
        shaft = [marks.clip(over), marks.clip(as_of)]
        marks.lines.append(_line(shaft, [y, y], colour, "dot", 3))
        if not marks.is_later(over) and life.outcome != "violated":
            marks.extra.append(_tick([over], [y], colour, 3, [_about(marks, life, "last_report")]))
    if life.outcome == "unknown":
        _end_mark(marks, life, as_of, y, symbol_of("unknown"), MARK_PX)
        return
    _end_mark(marks, life, as_of, y, ARROW, MARK_PX + 1)
    if life.outcome == "violated" and not marks.is_later(over):
        marks.extra.append(
            _point(iso(over), y, symbol_of("violated"), colour, _about(marks, life, "violated"))
        )


def _bounds(life: Life, as_of: dt.date) -> tuple[dt.date, dt.date, dt.date, dt.date]:
    """First possible day, first sure day, last sure day, last possible day."""
    lo, hi = life.start
    first, begun = _day(lo or hi), _day(hi or lo)
    if life.state in ("in_force", "silent"):
        over, last = life.last_report or begun, as_of
    else:
        over, last = life.end[0] or begun, life.end[1] or as_of
    if over < begun:
        return first, first, first, max(last, first)
    return first, begun, over, max(last, over)


def _add_bar(marks: Marks, life: Life, first: dt.date, last: dt.date, y: float, hatched: bool) -> None:
    if last <= first or first > marks.panel.last:
        return
    end = marks.clip(last)
    bars = marks.hatched if hatched else marks.solid
    column = "effective" if not hatched or first == _day(life.start[0] or life.start[1]) else "outcome"
    bars.append(
        {
            "base": iso(first),
            "x": milliseconds(first, end),
            "y": y,
            "colour": f"@{family_of(life.outcome)}",
            **_about(marks, life, column),
        }
    )


def _end_mark(marks: Marks, life: Life, day: dt.date, y: float, symbol: str, size: int) -> None:
    if not marks.is_later(day):
        _add_main(marks, life, iso(day), y, symbol, size)
        return
    sure = life.state == "ended" and life.end[0] == life.end[1] and life.start[0] == life.start[1]
    dash = (
        "dot"
        if life.state in ("silent", "never")
        else "solid"
        if sure or life.state == "in_force"
        else "dash"
    )
    colour = f"@{family_of(life.outcome)}"
    marks.lines.append({**_line([0, LATER], [y, y], colour, dash, 3), "xaxis": "x2"})
    _add_main(marks, life, LATER, y, symbol, size, axis="x2")


def _draw_term(marks: Marks, life: Life, y: float) -> None:
    """A thin bracket under the bar up to the end that was agreed."""
    start, end = life.start[0] or life.start[1], dates(life.row, "agreed_end")[1]
    if not start or not end or end <= start:
        return
    stop, low = marks.clip(end), y + BAR_PX / 2 + 4
    days = [start, start, stop] + ([] if marks.is_later(end) else [stop])
    heights = [low - 3, low, low, low - 3]
    marks.lines.append(_line(days, heights[: len(days)], "@ink", "solid", 1.5))


def _draw_breaches(marks: Marks, life: Life, y: float) -> None:
    """Ticks above the bar: thick where both sides or a third party tell of the breach, thin for one side's word."""
    for breach in life.breaches:
        day = breach.lo or breach.hi
        if day is None or marks.is_later(day) or day < marks.panel.first:
            continue
        width = 1.5 if breach.standing in ONE_SIDED else 3.5
        about = _about(marks, life, "violated")
        about["hover"] = (
            f"{plot_text(life.name)}<br>Breach {breach.standing}, {date_short(breach.lo, breach.hi)}"
        )
        marks.extra.append(_tick([day], [y - BAR_PX / 2 - 9], "@ink", width, [about]))


def _draw_readings(marks: Marks, life: Life, y: float) -> None:
    """A thin bracket above the bar from the day used to that of another reading."""
    for column, other in marks.readings.get(life.id, []):
        lo, hi = life.start if column == "effective" else life.end
        used = lo or hi
        if used is None or used == other or marks.is_later(max(used, other)) or other < marks.panel.first:
            continue
        low, high = y - BAR_PX / 2 - 1, y - BAR_PX / 2 - 4
        marks.lines.append(_line([used, used, other, other], [low, high, high, low], "@muted", "solid", 1))


def _draw_elbows(marks: Marks, rows: list[Row]) -> None:
    """A thin line from an attempt to the one that renews or extends it."""
    places = {row.lives[0].id: row for row in rows if not row.folded and marks.panel.dated}
    for row in places.values():
        parent = places.get(row.lives[0].row["parent_id"] or "")
        if parent is None or row.lives[0].row["relation"] not in FOLLOWING:
            continue
        start = marks.clip(_day(row.lives[0].anchor[0] or row.lives[0].anchor[1]))
        end = parent.lives[0].end[0] or parent.lives[0].end[1] or start
        days = [min(marks.clip(end), start), start, start]
        heights = [parent.middle, parent.middle, row.middle - LINE_PX / 2]
        marks.lines.insert(0, _line(days, heights, "@axis", "solid", 1))


def _add_main(
    marks: Marks, life: Life, x: Any, y: float, symbol: str, size: int = MARK_PX, axis: str = "x"
) -> None:
    colour = f"@{family_of(life.outcome)}"
    size = RING_PX if symbol == "circle-open" else size
    marks.main.append(
        {"x": x, "y": y, "symbol": symbol, "size": size, "colour": colour, "axis": axis,
         **_about(marks, life, "outcome")}
    )  # fmt: skip


def _about(marks: Marks, life: Life, column: str) -> Spec:
    return {"href": marks.href(life.id, column), "hover": hover_text(life)}


def hover_text(life: Life) -> str:
    """Name, kind and date, outcome and duration of an attempt, as plotly text."""
    kind = sentence(value_words("kind", life.row["kind"]))
    lines = [
        life.name,
        f"{kind}, {date_short(*life.anchor)}",
        f"{outcome_words(life)}: {duration_words(life)}",
    ]
    return "<br>".join(plot_text(line) for line in lines)


def _traces(marks: Marks) -> list[Spec]:
    bars = [_bar_trace(marks.solid, hatched=False), _bar_trace(marks.hatched, hatched=True)]
    near = [mark for mark in marks.main if mark["axis"] == "x"]
    later = [mark for mark in marks.main if mark["axis"] == "x2"]
    shapes = []
    for group, axis in ((near, "x"), (later, "x2")):
        if group:
            under = {**halo([mark["x"] for mark in group], [mark["y"] for mark in group]), "xaxis": axis}
            shapes += [under, _main_trace(group, axis), *_question_marks(group, axis)]
    return [trace for trace in [*marks.lines, *bars, *shapes, *marks.extra] if trace]


def _bar_trace(bars: list[Spec], hatched: bool) -> Spec:
    if not bars:
        return {}
    colours = [bar["colour"] for bar in bars]
    marker: Spec = {"color": colours, "line": {"width": 0}}
    if hatched:
        pattern = {"shape": "/", "fgcolor": colours, "bgcolor": "@page", "size": 6, "solidity": 0.3,
                   "fillmode": "replace"}  # fmt: skip
        marker = {"color": colours, "pattern": pattern, "line": {"width": 1, "color": colours}}
    return {
        "type": "bar",
        "orientation": "h",
        "base": [bar["base"] for bar in bars],
        "x": [bar["x"] for bar in bars],
        "y": [bar["y"] for bar in bars],
        "width": [BAR_PX] * len(bars),
        "marker": marker,
        "customdata": [bar["href"] for bar in bars],
        "hovertext": [bar["hover"] for bar in bars],
        "hoverinfo": "text",
        "textposition": "none",
    }


def _main_trace(group: list[Spec], axis: str) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "meta": "attempts",
        "xaxis": axis,
        "x": [mark["x"] for mark in group],
        "y": [mark["y"] for mark in group],
        "marker": {
            "symbol": [mark["symbol"] for mark in group],
            "size": [mark["size"] for mark in group],
            "color": [mark["colour"] for mark in group],
            "opacity": 1,
            "line": {
                "width": [2.5 if "open" in mark["symbol"] else 0 for mark in group],
                "color": [mark["colour"] for mark in group],
            },
        },
        "customdata": [mark["href"] for mark in group],
        "hovertext": [mark["hover"] for mark in group],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _question_marks(group: list[Spec], axis: str) -> list[Spec]:
    """The "?" inside the ring of an unknown outcome."""
    rings = [mark for mark in group if mark["symbol"] == "circle-open"]
    if not rings:
        return []
    return [
        {
            "type": "scatter",
            "mode": "text",
            "xaxis": axis,
            "x": [mark["x"] for mark in rings],
            "y": [mark["y"] for mark in rings],
            "text": ["?"] * len(rings),
            "textposition": "middle center",
            "textfont": {"size": 15, "color": "@unknown_text"},
            "hoverinfo": "skip",
            "cliponaxis": False,
        }
    ]


def _line(days: list[Any], heights: list[float], colour: str, dash: str, width: float) -> Spec:
    xs = [iso(day) if isinstance(day, dt.date) else day for day in days]
    line = {"color": colour, "width": width, "dash": "1px,4px" if dash == "dot" else dash}
    return {"type": "scatter", "mode": "lines", "x": xs, "y": heights, "line": line, "hoverinfo": "skip"}


def _tick(days: list[dt.date], heights: list[float], colour: str, width: float, about: list[Spec]) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [iso(day) for day in days],
        "y": heights,
        "marker": {
            "symbol": "line-ns-open",
            "size": 8,
            "color": colour,
            "line": {"width": width, "color": colour},
        },
        "customdata": [item["href"] for item in about],
        "hovertext": [item["hover"] for item in about],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _point(x: str, y: float, symbol: str, colour: str, about: Spec) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x],
        "y": [y],
        "marker": {
            "symbol": symbol,
            "size": MARK_PX,
            "color": colour,
            "line": {"width": 2.5, "color": colour},
        },
        "customdata": [about["href"]],
        "hovertext": [about["hover"]],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _day(day: dt.date | None) -> dt.date:
    return day or dt.date.min
