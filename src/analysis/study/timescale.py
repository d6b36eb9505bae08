"""The logarithmic scale of days that charts of durations share, from under a day to decades, with words."""

from __future__ import annotations

import math

from analysis.study.canvas import Spec

# Days at the ticks of the axis; what is over on its first day stands at half a day.
TICKS = [
    (0.5, "same day"),
    (7.0, "1 week"),
    (30.4, "1 month"),
    (365.0, "1 year"),
    (3652.0, "10 years"),
]
NARROW_TICKS = {0.5: "same day", 30.4: "month", 3652.0: "10 y"}
LOW, HIGH = 0.35, 14600.0


def place_days(days: float) -> float:
    """Where a number of days lies on the scale, 0 to 1."""
    return math.log(min(max(days, LOW), HIGH) / LOW) / math.log(HIGH / LOW)


def days_axis(narrow: bool, width: float = 1.0, left_out: tuple[str, ...] = ()) -> Spec:
    """The axis above a plot; the scale takes this share of the plot's width, and words `left_out` are not said."""
    told = NARROW_TICKS if narrow else dict(TICKS)
    words = {days: word for days, word in told.items() if word not in left_out}
    return {
        "type": "linear",
        "range": [0, 1],
        "tickmode": "array",
        "tickvals": [width * place_days(days) for days in words],
        "ticktext": list(words.values()),
        "tickangle": 0,
        "side": "top",
        "gridcolor": "@grid",
        "tickfont": {"size": 15, "color": "@muted"},
        "showline": True,
        "linecolor": "@axis",
        "zeroline": False,
        "fixedrange": True,
    }
