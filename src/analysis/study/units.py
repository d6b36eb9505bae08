"""The ground of unit charts: one mark per attempt in rows of groups, so that single cases stay visible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.study.canvas import LINE_PX, Spec, base_layout, label, wrap_text
from analysis.study.lives import Life
from analysis.study.wording import sentence

STEP_PX = 22
WIDE_LEFT_PX, WIDE_RIGHT_PX = 200, 130
NARROW_LEFT_PX, NARROW_TEXT_PX = 8, 300
PER_LINE = 12


@dataclass(frozen=True)
class Group:
    """A row of a unit chart: its name, the words at its end (one item per line), its attempts in order."""

    label: str
    tail: list[str]
    lives: list[Life]


@dataclass(frozen=True)
class Units:
    """A chart of groups: where each mark goes (columns from 0, y in pixels), the labels, the height."""

    places: list[tuple[Life, int, float]]
    labels: list[Spec]
    height: float


def lay_out_units(groups: Sequence[Group], narrow: bool) -> Units:
    """A place for every attempt of every group, at most twelve a line, and the labels clear of them."""
    places: list[tuple[Life, int, float]] = []
    labels: list[Spec] = []
    top = 8.0
    for group in groups:
        lines = -(-len(group.lives) // PER_LINE)
        head = wrap_text(sentence(group.label), NARROW_TEXT_PX if narrow else WIDE_LEFT_PX - 16, 2)
        first = top + (len(head) + 1) * LINE_PX + 14 if narrow else top + max(10, len(head) * LINE_PX / 2)
        places += [
            (life, i % PER_LINE, first + i // PER_LINE * (STEP_PX + 4)) for i, life in enumerate(group.lives)
        ]
        labels += _row_labels(head, group.tail, top, first, narrow)
        text = max(len(head), len(group.tail)) * LINE_PX
        top = max(first + lines * (STEP_PX + 4) - 6, top + (0 if narrow else text)) + 10
    return Units(places, labels, top)


def unit_layout(units: Units, narrow: bool) -> Spec:
    """The layout of the chart: one step to the right is STEP_PX pixels at any width."""
    margins = (NARROW_LEFT_PX, NARROW_LEFT_PX, 4, 4) if narrow else (WIDE_LEFT_PX, WIDE_RIGHT_PX, 4, 4)
    layout = base_layout(round(units.height) + 8, margins)
    layout["annotations"] = units.labels
    # The vertical unit is the pixel, so that a ratio fixes the step.
    layout["xaxis"] = {"range": [-0.6, PER_LINE - 0.4], "visible": False, "fixedrange": True, "scaleanchor": "y",
                       "scaleratio": STEP_PX, "constrain": "domain", "constraintoward": "left"}  # fmt: skip
    return layout


def _row_labels(head: list[str], tail: list[str], top: float, first: float, narrow: bool) -> list[Spec]:
    if narrow:
        below = top + len(head) * LINE_PX
        return [label(head, 0, top), label([", ".join(tail)], 0, below, colour="@muted")]
    y = first - len(head) * LINE_PX / 2
    return [
        label(head, 0, y, xshift=-WIDE_LEFT_PX),
        label(tail, PER_LINE - 0.4, first - LINE_PX / 2, xref="x", xshift=10, colour="@muted"),
    ]
