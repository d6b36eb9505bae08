"""Survival where ends are known as intervals: the estimate of Turnbull (1976), beside the two Kaplan-Meier readings.

The kept library (scipy) estimates right-censored data only, so the self-consistency algorithm stands here; it is
tested against the published example of Finkelstein and Wolfe (1985) and against a direct maximisation.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.study.blocks import Cell, Column, Table
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.spells import RULES, Spell, spells_of
from analysis.study.survival import curves_of
from analysis.study.wording import count

ITERATIONS, CLOSE = 20_000, 1e-10
# Days at which the shares are printed.
TABLE_DAYS = {0: "Same day", 7: "1 week", 30: "1 month", 365: "1 year", 3652: "10 years"}


@dataclass(frozen=True)
class IntervalCurve:
    """The mass on each innermost interval (low, high]; within one the estimate does not say where the mass lies."""

    intervals: list[tuple[float, float]]
    masses: list[float]

    def share_between(self, time: float) -> tuple[float, float]:
        """Least and most share still in force after `time`; they differ only within an innermost interval."""
        over = sum(mass for (_, high), mass in zip(self.intervals, self.masses, strict=True) if high <= time)
        begun = sum(mass for (low, _), mass in zip(self.intervals, self.masses, strict=True) if low < time)
        return 1 - max(over, begun), 1 - over


def estimate_intervals(ends: Sequence[tuple[float, float]]) -> IntervalCurve:
    """The non-parametric maximum of the likelihood of ends that lie in (low, high]; high may be infinite.

    Mass can lie only between a lower bound and the upper bound next to it; how much, the self-consistent
    iteration finds. No end gives an empty curve.
    """
    inner = innermost_intervals(ends)
    if not inner:
        return IntervalCurve([], [])
    may = np.array(
        [[low <= left and right <= high for left, right in inner] for low, high in ends], dtype=float
    )
    mass = np.full(len(inner), 1 / len(inner))
    for _ in range(ITERATIONS):
        parts = may * mass
        after = (parts / parts.sum(axis=1, keepdims=True)).mean(axis=0)
        done = float(np.abs(after - mass).max()) < CLOSE
        mass = after
        if done:
            break
    return IntervalCurve(inner, [float(one) for one in mass])


def innermost_intervals(ends: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """From each lower bound to the upper bound next above it, with no other bound between."""
    # At one point an upper bound comes before a lower one: (a, b] ends where (b, c] begins.
    bounds = sorted({(low, 1) for low, _ in ends} | {(high, 0) for _, high in ends})
    return [
        (low, high)
        for (low, is_low), (high, then_low) in itertools.pairwise(bounds)
        if is_low and not then_low
    ]


def ends_of(spells: Sequence[Spell]) -> list[tuple[float, float]]:
    """Spells as intervals of whole days: over on a day from least to most, or not by the last day seen."""
    return [
        (spell.least - 1, math.inf if spell.open_end else float(spell.most))
        if spell.event
        else (float(spell.least), math.inf)
        for spell in spells
    ]


def estimates_table(selection: Selection, rule: str) -> Table:
    """The share still in force at some times: by the earliest and latest readings, and by the intervals."""
    spells = spells_of(selection, rule)
    early, late = curves_of(spells)
    curve = estimate_intervals(ends_of(spells))
    columns = [
        Column(name="time", label="After"),
        Column(name="early", label="Kaplan-Meier, earliest readings", unit="%", align="right"),
        Column(name="late", label="Kaplan-Meier, latest readings", unit="%", align="right"),
        Column(name="intervals", label="Turnbull, ends as intervals", unit="%", align="right"),
    ]
    rows: list[list[Cell]] = [
        [
            word,
            _percent(early.share_at(day)),
            _percent(late.share_at(day)),
            _between(curve.share_between(day)),
        ]
        for day, word in TABLE_DAYS.items()
    ]
    between = sum(spell.event and (spell.open_end or spell.least < spell.most) for spell in spells)
    return Table(
        id="interval-estimates",
        title="Share still in force, by three estimates",
        caption=f"Share still in force until {RULES[rule]}, n = {count(len(spells), 'attempt')}; for {between} the end "
        "is an interval. Where two shares stand, the intervals do not say which.",
        columns=columns,
        rows=rows if spells else [],
        note=source_line(selection),
        csv_name="interval-estimates.csv",
    )


def _percent(share: float) -> int:
    return round(100 * share)


def _between(shares: tuple[float, float]) -> str:
    low, high = (max(_percent(share), 0) for share in shares)
    return str(low) if low == high else f"{low} to {high}"
