"""The drawing ground shared by all charts: fonts, axes, labels, and how wide a text will be.

A chart's vertical unit is the pixel: y grows downwards from 0, rows are laid out before drawing, so that
no label can meet another at any width. Horizontal positions follow the axis.
"""

from __future__ import annotations

import datetime as dt
import html
import math
from typing import Any

from analysis.study.palette import FONT
from analysis.study.wording import MONTHS

Spec = dict[str, Any]
TEXT_PX = 15
LINE_PX = 19
HEAD_PX = 16
MARK_PX = 13
GAP_PX = 2
BAR_PX = 10
MOST_MINOR_TICKS = 40

# The widest of the usual system fonts; a text measured with it fits in the others too.
_NARROW, _SLIM, _WIDE, _CAPITAL, _USUAL = 0.34, 0.42, 0.98, 0.70, 0.63


def text_width(text: str, size: int = TEXT_PX) -> float:
    """An upper estimate of a text's width in pixels."""
    return size * sum(_em(char) for char in text)


def wrap_text(text: str, width: float, lines: int = 2, size: int = TEXT_PX) -> list[str]:
    """The text broken at spaces into at most `lines` lines of this width; what does not fit ends in `…`."""
    rows: list[str] = [""]
    for word in text.split():
        trial = f"{rows[-1]} {word}".strip()
        if rows[-1] and text_width(trial, size) > width:
            rows.append(word)
        else:
            rows[-1] = trial
    if len(rows) > lines:
        rows = [*rows[: lines - 1], " ".join(rows[lines - 1 :])]
    return [_clip(row, width, size) for row in rows]


def plot_text(text: str) -> str:
    """A text that plotly shows as it is: plotly reads a few tags and `%{...}`, and `@...` would become a colour.

    Direction marks are dropped: they could turn the labels that follow.
    """
    shown = "".join(char for char in text if char not in _DIRECTION and (char >= " " or char == "\n"))
    safe = html.escape(shown, quote=False).replace("%{", "&#37;{")
    return f"&#64;{safe[1:]}" if safe.startswith("@") else safe


def label(lines: list[str], x: float | str, y: float, **options: Any) -> Spec:
    """A text of one or more lines beside the plot: x as a share of the plot's width, y in pixels from above."""
    size, colour = options.pop("size", TEXT_PX), options.pop("colour", "@ink")
    text = "<br>".join(plot_text(line) for line in lines)
    if options.pop("bold", False):
        text = f"<b>{text}</b>"
    place = {"xref": "paper", "yref": "y", "xanchor": "left", "yanchor": "top", "align": "left"}
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": size, "color": colour},
        **place,
        **options,
    }


def base_layout(height: int, margins: tuple[int, int, int, int]) -> Spec:
    """A layout without mode bar, legend or zoom: left, right, top and bottom margins, y in pixels."""
    left, right, top, bottom = margins
    return {
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0, "autoexpand": False},
        "paper_bgcolor": "@page",
        "plot_bgcolor": "@page",
        "font": {"family": FONT, "size": TEXT_PX, "color": "@ink"},
        "hoverlabel": {"font": {"family": FONT, "size": TEXT_PX, "color": "@ink"}, "bgcolor": "@panel",
                       "bordercolor": "@axis", "align": "left"},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "bargap": 0,
        "barmode": "overlay",
        "annotations": [],
        "shapes": [],
        "yaxis": {"range": [height - top - bottom, 0], "visible": False, "fixedrange": True},
    }  # fmt: skip


def time_axis(first: dt.date, last: dt.date, width: float, **options: Any) -> Spec:
    """A date axis above a plot at least this wide, month names written, labels clear of each other."""
    ticks = time_ticks(first, last, width)
    return {
        "type": "date",
        "range": [iso(first), iso(last)],
        "tickmode": "array",
        "tickvals": [iso(day) for day, _ in ticks],
        "ticktext": [words for _, words in ticks],
        "tickangle": 0,
        "side": "top",
        "showgrid": True,
        "gridcolor": "@grid",
        "gridwidth": 1,
        "ticks": "",
        "minor": {
            "tickmode": "array",
            "tickvals": [iso(day) for day in minor_ticks(first, last)],
            "ticks": "inside",
            "ticklen": 4,
            "tickcolor": "@axis",
        },
        "tickfont": {"size": TEXT_PX, "color": "@muted"},
        "showline": True,
        "linecolor": "@axis",
        "zeroline": False,
        "fixedrange": True,
        **options,
    }


def time_ticks(first: dt.date, last: dt.date, width: float) -> list[tuple[dt.date, str]]:
    """Round days between the bounds, with their labels: days, months or years, the finest that leave room.

    A tick whose label would reach over a bound is left out.
    """
    days = max((last - first).days, 1)
    for step in (1, 2, 5, 10, 15) if days < 150 else ():
        ticks = [(day, _day_label(day)) for day in _each_day(first, last, step)]
        if fitting := _fitting(ticks, first, width / days, width):
            return fitting
    for step in (1, 2, 3, 6, 12, 24, 60, 120, 240):
        ticks = [(day, _month_label(day, step)) for day in _each_month(first, last, step)]
        if fitting := _fitting(ticks, first, width / days, width):
            return fitting
    middle = first + (last - first) / 2
    return [(middle, _day_label(middle))]


def minor_ticks(first: dt.date, last: dt.date) -> list[dt.date]:
    """Days between the labelled ones: each day, month or year, the finest of which there are at most forty."""
    if (last - first).days <= MOST_MINOR_TICKS:
        return _each_day(first, last, 1)
    for step in (1, 12, 120):
        months = [day for day in _each_month(first, last, step) if first <= day <= last]
        if len(months) <= MOST_MINOR_TICKS:
            return months
    return []


def _fitting(
    ticks: list[tuple[dt.date, str]], first: dt.date, scale: float, width: float
) -> list[tuple[dt.date, str]]:
    """The ticks whose labels stay inside; none where two labels would come closer than a letter."""
    kept, reached = [], -float(TEXT_PX)
    for day, words in ticks:
        at, half = (day - first).days * scale, text_width(words) / 2
        if at - half < 0 or at + half > width:
            continue
        if at - half < reached + TEXT_PX * 0.6:
            return []
        reached = at + half
        kept.append((day, words))
    return kept


def _day_label(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def iso(day: dt.date) -> str:
    """A day as plotly reads it."""
    return day.isoformat()


def milliseconds(first: dt.date, last: dt.date) -> int:
    """The length of a bar on a date axis."""
    return (last - first).days * 86_400_000


def halo(xs: list[Any], ys: list[float], size: int = MARK_PX) -> Spec:
    """Page-coloured discs under marks: the gap that keeps neighbours apart."""
    marker = {"size": size + 2 * GAP_PX, "color": "@page", "symbol": "circle"}
    return {"type": "scatter", "mode": "markers", "x": xs, "y": ys, "marker": marker, "hoverinfo": "skip",
            "cliponaxis": False}  # fmt: skip


def _each_day(first: dt.date, last: dt.date, step: int) -> list[dt.date]:
    if step == 1 or step == 2:
        return [first + dt.timedelta(days=n) for n in range(0, (last - first).days + 1, step)]
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if day.day == 1 or (day.day % step == 0 and day.day <= 31 - step)]


def _each_month(first: dt.date, last: dt.date, step: int) -> list[dt.date]:
    start = (first.year * 12 + first.month - 1) // step * step
    months = range(start, last.year * 12 + last.month + 1, step)
    return [
        dt.date(month // 12, month % 12 + 1, 1) for month in months if first.year > 1 and month // 12 < 9999
    ]


def _month_label(day: dt.date, step: int) -> str:
    return str(day.year) if step >= 12 else f"{MONTHS[day.month - 1][:3]} {day.year}"


def _clip(row: str, width: float, size: int) -> str:
    if text_width(row, size) <= width:
        return row
    while row and text_width(row + "…", size) > width:
        row = row[:-1]
    return row.rstrip() + "…"


def _em(char: str) -> float:
    if char in "il.,:;'|!jI’":
        return _NARROW
    if char in "ftr()-/ –":
        return _SLIM
    if char in "mwMW@%—…":
        return _WIDE
    if ord(char) > 0x2E80:
        return 1.05
    return _CAPITAL if char.isupper() else _USUAL


_DIRECTION = set("‎‏؜") | {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def log_share(value: float, low: float, high: float) -> float:
    """Where a value lies between two bounds on a logarithmic scale, 0 to 1."""
    return (math.log(max(value, low)) - math.log(low)) / (math.log(high) - math.log(low))
