"""The drawing of a map of places: points, a graticule and a scale bar, no borders and no territory.

Plain equirectangular, longitudes shortened by the cosine of the middle latitude, north up; one unit of both axes is
one pixel. Places far from the conflict stand in a list below the map, with distance and direction.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from analysis.study.callouts import Box, Callout, place_callouts
from analysis.study.canvas import LINE_PX, Spec, base_layout, label, plot_text, text_width, wrap_text
from analysis.study.lifeline_marks import Href, hover_text
from analysis.study.places import (
    KM_PER_DEGREE,
    ROLES,
    Named,
    Naming,
    Place,
    direction_words,
    distance_km,
    split_near,
)
from analysis.study.selection import Selection

#: Role -> plotly symbol, colour, and the width of its line. The shapes of outcomes mean outcomes only.
MARKS = {
    "agreed": ("star", "@link", 0.0),
    "apart": ("star-open", "@link", 1.5),
    "asked": ("asterisk-open", "@muted", 2.0),
    "halt": ("cross", "@ink", 0.0),
}
MARK_PX, STEP_PX, ROW_PX, PER_ROW = 12, 18, 20, 6
PER_LISTED_ROW = 10
EDGE_PX = 8
WIDE_PX, NARROW_PX = 640, 300
WIDE_COLUMNS = 3
#: The least width of the ground between the outermost points, so that a single place is not shown by street.
LEAST_KM = 200.0
#: Drawn beyond the frame too: a wider page shows more of the ground.
BEYOND = 4
_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20)
_BARS = (10, 20, 50, 100, 200, 500, 1000)

Spot = tuple[Naming, float, float]


@dataclass(frozen=True)
class Ground:
    """The ground of a map: its middle in degrees, the pixels of a degree of latitude, its size in pixels."""

    lat: float
    lon: float
    px: float
    width: float
    height: float

    @cached_property
    def shortened(self) -> float:
        """A degree of longitude as a share of one of latitude."""
        return math.cos(math.radians(self.lat))

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Pixels from the upper left corner."""
        x = self.width / 2 + (lon - self.lon) * self.shortened * self.px
        return x, self.height / 2 - (lat - self.lat) * self.px


@dataclass
class Sheet:
    """What is drawn: marks on the map and in the list, lines, labels, and the height of map and whole."""

    on_map: list[Spot]
    listed: list[Spot]
    points: list[tuple[float, float]]
    leaders: list[tuple[float, float] | None]
    grid: list[tuple[float, float] | None]
    labels: list[Spec]
    height: float = 0.0


def map_spec(selection: Selection, named: Named, href: Href, narrow: bool) -> Spec:
    """The chart specification of the map with its key above and its list below."""
    near, far, unlocated = split_near(selection, named.places)
    width = NARROW_PX if narrow else WIDE_PX
    sheet = Sheet([], [], [], [], [], [])
    blocks = [_Block(place, named.at(place), n if narrow else 0) for n, place in enumerate(near, start=1)]
    ground = _ground(near, width) if near else None
    if ground:
        ground, callouts = _with_room(ground, blocks)
        _draw_ground(sheet, ground)
        _draw_places(sheet, ground, blocks, callouts)
        sheet.height = ground.height + 12
    below = [*near, *far, *unlocated] if narrow else [*far, *unlocated]
    numbers = {place.id: n for n, place in enumerate(near, start=1)} if narrow else {}
    _draw_list(sheet, named, below, numbers, ground, width)
    key, top = _key(named, width)
    layout = base_layout(round(sheet.height + top), (EDGE_PX, EDGE_PX, top, 0))
    layout["yaxis"]["range"] = [layout["height"] - top, 0]
    layout["annotations"] = [*key, *sheet.labels]
    # One unit is one pixel on both axes; what a wider page has over is more ground to the sides.
    axis = {
        "range": [0, width],
        "visible": False,
        "fixedrange": True,
        "scaleanchor": "y",
        "constrain": "range",
    }
    layout["xaxis"] = {**axis, "constraintoward": "center"}
    layout["xaxis2"] = {**axis, "constraintoward": "left", "overlaying": "x", "anchor": "y"}
    return {"data": _traces(sheet, href), "layout": layout}


def _ground(near: Sequence[Place], width: float) -> Ground:
    lats, lons = [place.position[0] for place in near], [place.position[1] for place in near]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    across = max((max(lons) - min(lons)) * math.cos(math.radians(lat)), LEAST_KM / KM_PER_DEGREE)
    up = max(lats) - min(lats)
    room = width - (200 if width == WIDE_PX else 90)
    most = 300 if width == WIDE_PX else 200
    px = min(room / across, most / up if up else math.inf)
    return Ground(lat, lon, px, width, max(260.0, up * px + 150))


def _draw_ground(sheet: Sheet, ground: Ground) -> None:
    """The graticule with its degrees, clipped at the map's upper and lower edge."""
    step = next((step for step in _STEPS if step * ground.px >= 70), _STEPS[-1])
    most = ground.width * BEYOND
    for lat in _round_values(ground.lat, ground.height / 2 / ground.px, step):
        y = ground.at(lat, ground.lon)[1]
        sheet.grid += [(-most, y), (most, y), None]
        sheet.labels.append(_degrees(lat, "N", "S", 0, y, xref="paper", xanchor="left", yanchor="bottom"))
    for lon in _round_values(ground.lon, most / ground.px / ground.shortened, step):
        x = ground.at(ground.lat, lon)[0]
        sheet.grid += [(x, 0), (x, ground.height), None]
    for lon in _round_values(ground.lon, (ground.width / 2 - 30) / ground.px / ground.shortened, step):
        x = ground.at(ground.lat, lon)[0]
        sheet.labels.append(_degrees(lon, "E", "W", x, ground.height, yanchor="bottom", xanchor="left"))
    sheet.grid += [(-most, 0), (most, 0), None, (-most, ground.height), (most, ground.height), None]


def _round_values(middle: float, reach: float, step: float) -> Iterator[float]:
    first, last = math.ceil((middle - reach) / step), math.floor((middle + reach) / step)
    return (n * step for n in range(first, last + 1))


def _degrees(value: float, plus: str, minus: str, x: float, y: float, **options: object) -> Spec:
    words = f"{abs(value):g}° {plus if value >= 0 else minus}" if value else "0°"
    place = {"xref": "x", "xshift": 3, "bgcolor": "@page", **options}
    return label([words], x, y, colour="@muted", **place)


def _with_room(ground: Ground, blocks: Sequence[_Block]) -> tuple[Ground, list[Callout]]:
    """The ground made higher until the names of all places stand clear of each other, and where they stand."""
    found: list[tuple[float, Ground, list[Callout]]] = []
    for more in (0, 80, 160, 320):
        trial = replace(ground, height=ground.height + more)
        points = [trial.at(*block.place.position) for block in blocks]
        frame = Box(46, 4, trial.width - 4, trial.height - 26)
        sizes = [block.size for block in blocks]
        callouts, faults = place_callouts(points, sizes, frame, [_scale_bar(trial)[1]])
        found.append((faults, trial, callouts))
        if not faults:
            break
    _, ground, callouts = min(found, key=lambda one: one[0])
    return ground, callouts


def _draw_places(sheet: Sheet, ground: Ground, blocks: Sequence[_Block], callouts: Sequence[Callout]) -> None:
    sheet.points = [callout.point for callout in callouts]
    bar, bar_box = _scale_bar(ground)
    sheet.leaders += bar
    words = f"{bar_km(ground)} km"
    sheet.labels.append(label([words], bar_box.left, bar_box.top, xref="x", colour="@muted", bgcolor="@page"))
    for block, callout in zip(blocks, callouts, strict=True):
        _draw_callout(sheet, block, callout)


@dataclass(frozen=True)
class _Block:
    """What stands beside a point: its name and a mark for each attempt; on a phone only its number in the list."""

    place: Place
    namings: list[Naming]
    number: int

    @property
    def lines(self) -> list[str]:
        return [str(self.number)] if self.number else wrap_text(self.place.label, 150, 2)

    @property
    def size(self) -> tuple[float, float]:
        text = max(text_width(line) for line in self.lines)
        if self.number:
            return text, LINE_PX
        marks = min(len(self.namings), PER_ROW) * STEP_PX
        rows = -(-len(self.namings) // PER_ROW)
        return max(text, marks), len(self.lines) * LINE_PX + rows * ROW_PX


def _draw_callout(sheet: Sheet, block: _Block, callout: Callout) -> None:
    box = callout.box
    # What stands to the left of its point ends there.
    is_left = box.right <= callout.point[0]
    place = {"xanchor": "right", "align": "right"} if is_left else {"xanchor": "left", "align": "left"}
    edge = box.right if is_left else box.left
    sheet.labels.append(label(block.lines, edge, box.top, xref="x", bgcolor="@page", **place))
    marks = min(len(block.namings), PER_ROW) * STEP_PX
    left = box.right - marks if is_left else box.left
    if callout.length > 5:
        start, (x, y) = callout.line
        # A line from below leads to the row of marks, which may be shorter than the name above it.
        is_below = not block.number and box.bottom <= start[1]
        sheet.leaders += [start, (min(max(x, left), left + marks) if is_below else x, y), None]
    if not block.number:
        sheet.on_map += _rows(block.namings, left, box.top + len(block.lines) * LINE_PX)


def _rows(namings: Sequence[Naming], left: float, top: float, per_row: int = PER_ROW) -> list[Spot]:
    return [
        (naming, left + (n % per_row + 0.5) * STEP_PX, top + (n // per_row + 0.5) * ROW_PX)
        for n, naming in enumerate(namings)
    ]


def bar_km(ground: Ground) -> int:
    """The length of the scale bar: the longest round number of km of at most 120 pixels."""
    return max((km for km in _BARS if km / KM_PER_DEGREE * ground.px <= 120), default=_BARS[0])


def _scale_bar(ground: Ground) -> tuple[list[tuple[float, float] | None], Box]:
    length = bar_km(ground) / KM_PER_DEGREE * ground.px
    right, y = ground.width - 8, ground.height - 30
    left = right - length
    ends: list[tuple[float, float] | None] = [(left, y - 4), (left, y), (right, y), (right, y - 4), None]
    return ends, Box(left, y - 4 - LINE_PX, right, y + 2)


def _draw_list(
    sheet: Sheet,
    named: Named,
    places: Sequence[Place],
    numbers: dict[str, int],
    ground: Ground | None,
    width: float,
) -> None:
    """Places below the map: name, distance and direction, a mark for each attempt."""
    columns = WIDE_COLUMNS if width == WIDE_PX else 1
    wide, top = width / columns, sheet.height
    for n in range(0, len(places), columns):
        row = places[n : n + columns]
        reached = [
            _draw_listed(
                sheet, named.at(place), place, numbers.get(place.id, 0), ground, (i * wide, top, wide - 12)
            )
            for i, place in enumerate(row)
        ]
        top = max(reached)
    sheet.height = top + 4


def _draw_listed(
    sheet: Sheet,
    namings: Sequence[Naming],
    place: Place,
    number: int,
    ground: Ground | None,
    at: tuple[float, float, float],
) -> float:
    left, top, width = at
    name = wrap_text(f"{number}  {place.label}" if number else place.label, width, 2)
    sheet.labels.append(label(name, left, top, xref="x2"))
    y = top + len(name) * LINE_PX
    away = _away(place, ground) if not number else []
    if away:
        sheet.labels.append(label(away, left, y, xref="x2", colour="@muted"))
        y += LINE_PX
    sheet.listed += _rows(namings, left, y, PER_LISTED_ROW)
    return y + -(-len(namings) // PER_LISTED_ROW) * ROW_PX + 10


def _away(place: Place, ground: Ground | None) -> list[str]:
    if not place.located:
        return ["not on the map: no coordinates"]
    if ground is None:
        return []
    middle = (ground.lat, ground.lon)
    km = distance_km(middle, place.position)
    return [f"{round(km, -1):,.0f} km {direction_words(middle, place.position)}"]


def _key(named: Named, width: float) -> tuple[list[Spec], int]:
    """The marks with their words above the map, and the height they take."""
    used = [role for role in ROLES if any(naming.role == role for naming in named.namings)]
    glyphs = {"agreed": "★", "apart": "☆", "asked": "✱", "halt": "✚"}
    words, top = [], 0
    for role in used:
        lines = wrap_text(ROLES[role], width - 28, 2)
        colour = MARKS[role][1]
        options = {"yref": "paper", "yanchor": "top"}
        words += [
            label([glyphs[role]], 0, 1, colour=colour, yshift=-top, **options),
            label(lines, 0, 1, xshift=24, yshift=-top, **options),
        ]
        top += len(lines) * LINE_PX + 3
    head = top + 9
    for word in words:
        word["yshift"] += head
    return words, head


def _traces(sheet: Sheet, href: Href) -> list[Spec]:
    lines = [_lines(sheet.grid, "@grid", 1), _lines(sheet.leaders, "@axis", 1)]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in sheet.points],
        "y": [y for _, y in sheet.points],
        "hoverinfo": "skip",
        "marker": {"symbol": "circle", "size": 6, "color": "@ink", "line": {"width": 1, "color": "@page"}},
    }
    found = [(spots, axis) for spots, axis in ((sheet.on_map, "x"), (sheet.listed, "x2")) if spots]
    return [*(line for line in lines if line["x"]), *([dots] if sheet.points else []),
            *(_marks(spots, axis, href) for spots, axis in found)]  # fmt: skip


def _lines(points: Sequence[tuple[float, float] | None], colour: str, width: float) -> Spec:
    xs, ys = [p and p[0] for p in points], [p and p[1] for p in points]
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "hoverinfo": "skip",
            "line": {"color": colour, "width": width}}  # fmt: skip


def _marks(spots: Sequence[Spot], axis: str, href: Href) -> Spec:
    drawn = [MARKS[naming.role] for naming, _, _ in spots]
    colours = [colour for _, colour, _ in drawn]
    return {
        "type": "scatter",
        "mode": "markers",
        "meta": "attempts",
        "xaxis": axis,
        "x": [x for _, x, _ in spots],
        "y": [y for _, _, y in spots],
        "marker": {"symbol": [symbol for symbol, _, _ in drawn], "size": MARK_PX, "color": colours, "opacity": 1,
                   "line": {"width": [line for _, _, line in drawn], "color": colours}},
        "customdata": [href(naming.life.id, "place") for naming, _, _ in spots],
        "hovertext": [plot_text(f"{naming.place.label}, {ROLES[naming.role]}. ") + hover_text(naming.life)
                      for naming, _, _ in spots],
        "hoverinfo": "text",
        "cliponaxis": False,
    }  # fmt: skip
