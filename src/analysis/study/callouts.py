"""Callouts beside points that lie close together: a free spot for each, and a line that leads there.

All lengths are pixels, y grows downwards. The search is the same on every run: spots are tried from near to far.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

_DIRECTIONS = 24
_NEAREST, _FARTHEST, _STEP = 12, 260, 8
_GAP = 5
#: To the right and left first, then away from the level.
_TURNS = sorted(range(_DIRECTIONS), key=lambda turn: (abs(math.sin(2 * math.pi * turn / _DIRECTIONS)), turn))

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0) -> bool:
        """Whether the two overlap or come closer than `gap`."""
        return not (
            self.right + gap <= other.left
            or other.right + gap <= self.left
            or self.bottom + gap <= other.top
            or other.bottom + gap <= self.top
        )

    def holds(self, x: float, y: float, gap: float = 0) -> bool:
        """Whether a point lies inside or closer than `gap`."""
        return self.left - gap < x < self.right + gap and self.top - gap < y < self.bottom + gap

    def crossed_by(self, line: tuple[Point, Point], gap: float = 0) -> bool:
        """Whether a stretch of a line runs through the inside, or closer than `gap`."""
        (x, y), (x2, y2) = line
        first, last = 0.0, 1.0
        for start, step, low, high in (
            (x, x2 - x, self.left - gap, self.right + gap),
            (y, y2 - y, self.top - gap, self.bottom + gap),
        ):
            if not step:
                if not low < start < high:
                    return False
                continue
            near, far = sorted(((low - start) / step, (high - start) / step))
            first, last = max(first, near), min(last, far)
        return first < last

    def nearest(self, x: float, y: float) -> Point:
        """The point of the rectangle nearest to another point."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


@dataclass(frozen=True)
class Callout:
    """Where the callout of a point stands, and the point that its line leads to."""

    box: Box
    point: Point

    @cached_property
    def line(self) -> tuple[Point, Point]:
        """From the point to the nearest edge of the callout."""
        return self.point, self.box.nearest(*self.point)

    @cached_property
    def length(self) -> float:
        return math.dist(*self.line)


def place_callouts(
    points: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    frame: Box,
    taken: Sequence[Box] = (),
) -> tuple[list[Callout], float]:
    """A callout of each size (width, height) for each point, inside the frame, clear of points, `taken` and each other.

    Larger ones choose first, and take the nearest spot that is free. Where nothing is free they take the spot that
    meets least. The second value is 0 where all were free, and grows with what meets.
    """
    placed: dict[int, Callout] = {}
    faults_left = 0.0
    order = sorted(range(len(points)), key=lambda n: (-sizes[n][0] * sizes[n][1], n))
    for n in order:
        others = [point for m, point in enumerate(points) if m != n]
        before = list(placed.values())
        least = math.inf
        for box in _spots(points[n], sizes[n], frame):
            trial = Callout(box, points[n])
            faults = _faults(trial, others, before, taken, least)
            if faults < least:
                least, placed[n] = faults, trial
            if not faults:
                break
        faults_left += least
    return [placed[n] for n in range(len(points))], faults_left


def _spots(point: Point, size: tuple[float, float], frame: Box) -> Iterator[Box]:
    """Boxes inside the frame round a point, near ones first, each ring from the right and the left on."""
    x, y = point
    width, height = size
    for away in range(_NEAREST, _FARTHEST, _STEP):
        for turn in _TURNS:
            angle = 2 * math.pi * turn / _DIRECTIONS
            east, south = math.cos(angle), math.sin(angle)
            left = x + away * east + (east - 1) / 2 * width
            top = y + away * south + (south - 1) / 2 * height
            left = min(max(left, frame.left), frame.right - width)
            top = min(max(top, frame.top), frame.bottom - height)
            yield Box(left, top, left + width, top + height)


def _faults(
    trial: Callout, points: Sequence[Point], placed: Sequence[Callout], taken: Sequence[Box], least: float
) -> float:
    """How much a callout is in the way: its box of other boxes, points and lines, its line of boxes and points.

    Counting stops at `least`: a spot as bad as one already found is of no use.
    """
    boxes = [*(one.box for one in placed), *taken]
    faults = sum(trial.box.meets(box, _GAP) for box in boxes) * 4
    if faults < least:
        faults += sum(trial.box.holds(*point, _GAP) for point in [*points, trial.point])
    if faults < least:
        faults += sum(trial.box.crossed_by(one.line, 1) for one in placed)
    if faults < least:
        faults += sum(box.crossed_by(trial.line, 1) for box in boxes)
        # A point next to the own one cannot be avoided.
        faults += sum(
            _distance(point, trial.line) < 4 < math.dist(point, trial.point) - 4 for point in points
        )
        faults += sum(_cross(trial.line, one.line) for one in placed)
    return faults


def _distance(point: Point, line: tuple[Point, Point]) -> float:
    """The distance of a point from a stretch of a line."""
    (x, y), (x2, y2) = line
    length = (x2 - x) ** 2 + (y2 - y) ** 2
    share = ((point[0] - x) * (x2 - x) + (point[1] - y) * (y2 - y)) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.dist(point, (x + share * (x2 - x), y + share * (y2 - y)))


def _cross(line: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    return _apart(line, other) and _apart(other, line)


def _apart(line: tuple[Point, Point], ends: tuple[Point, Point]) -> bool:
    """Whether the ends lie on different sides of a line."""
    (x, y), (x2, y2) = line
    one, two = ((x2 - x) * (v - y) - (y2 - y) * (u - x) for u, v in ends)
    return one * two < 0
