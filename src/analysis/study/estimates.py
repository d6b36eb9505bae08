"""Statistics of spells: survival curves, shares by kind of end, exact intervals, comparison of groups.

scipy does the estimating (`scipy.stats.ecdf`, `logrank`, `binomtest`). It is imported where it is used: loading
it takes longer than everything else a report does, and the briefing does without.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

LEVEL = 0.95
# A log-rank test of groups with fewer ends than this would say more about chance than about the groups.
LEAST_ENDS = 5


@dataclass(frozen=True)
class Curve:
    """A Kaplan-Meier curve: after each of `times` (days) the share `shares` is left, between `low` and `high`."""

    times: list[float]
    shares: list[float]
    low: list[float]
    high: list[float]

    def share_at(self, time: float) -> float:
        """The share still in force after `time` days; 1 before the first time."""
        return _last_before(self.times, self.shares, time, 1.0)


@dataclass(frozen=True)
class Median:
    """The time by which half had ended, with its interval; None where the curve does not come down so far."""

    days: float | None
    low: float | None
    high: float | None


def estimate_survival(days: Sequence[float], ended: Sequence[bool]) -> Curve:
    """The Kaplan-Meier curve of spells that lasted `days` and ended or were still unbroken when last seen.

    The 95 % interval is on the log-log scale; where it is not defined (nothing ended yet, or all ended) it is the
    point itself, or reaches from 0 to the last upper bound. No spell gives an empty curve.
    """
    if not days:
        return Curve([], [], [], [])
    from scipy import stats

    over = [day for day, end in zip(days, ended, strict=True) if end]
    open_ = [day for day, end in zip(days, ended, strict=True) if not end]
    found = stats.ecdf(stats.CensoredData(uncensored=over, right=open_)).sf
    if over:
        with warnings.catch_warnings():
            # It tells of the two cases that _whole_band fills in.
            warnings.simplefilter("ignore", RuntimeWarning)
            band = found.confidence_interval(LEVEL, method="log-log")
        low, high = band.low.probabilities.tolist(), band.high.probabilities.tolist()
    else:
        low = high = [1.0] * len(found.quantiles)
    shares = [float(share) for share in found.probabilities]
    return Curve(found.quantiles.tolist(), shares, *_whole_band(shares, low, high))


def median_of(curve: Curve) -> Median:
    """The median of a curve; its interval is where the band crosses one half."""
    return Median(*(_first_at_half(curve.times, bound) for bound in (curve.shares, curve.low, curve.high)))


def cumulative_incidence(days: Sequence[float], kinds: Sequence[str]) -> dict[str, list[tuple[float, float]]]:
    """For each kind of end the share that had ended so by each time (Aalen-Johansen); `""` is no end yet.

    A spell that ended otherwise is no longer at risk, and is not treated as if it had been lost from sight: the
    shares of all kinds and the share still in force add up to 1.
    """
    left = 1.0
    shares = {kind: 0.0 for kind in sorted(set(kinds)) if kind}
    steps: dict[str, list[tuple[float, float]]] = {kind: [] for kind in shares}
    for time in sorted(set(days)):
        at_risk = sum(day >= time for day in days)
        now = [kind for day, kind in zip(days, kinds, strict=True) if day == time and kind]
        for kind in shares:
            shares[kind] += left * now.count(kind) / at_risk
            steps[kind].append((time, shares[kind]))
        left *= 1 - len(now) / at_risk
    return steps


def exact_interval(k: int, n: int) -> tuple[float, float]:
    """The 95 % Clopper-Pearson interval of a share of k in n; (0, 1) where n is 0."""
    if n == 0:
        return 0.0, 1.0
    from scipy import stats

    found = stats.binomtest(k, n).proportion_ci(LEVEL, method="exact")
    return float(found.low), float(found.high)


def compare_groups(
    first: tuple[Sequence[float], Sequence[bool]], second: tuple[Sequence[float], Sequence[bool]]
) -> float | None:
    """The p-value of the log-rank test between two groups of (days, ended); None where ends are too few."""
    if min(sum(first[1]), sum(second[1])) < LEAST_ENDS:
        return None
    from scipy import stats

    samples = [
        stats.CensoredData(
            uncensored=[day for day, end in zip(*group, strict=True) if end],
            right=[day for day, end in zip(*group, strict=True) if not end],
        )
        for group in (first, second)
    ]
    return float(stats.logrank(*samples).pvalue)


def _whole_band(shares: list[float], low: list[float], high: list[float]) -> tuple[list[float], list[float]]:
    lows, highs, last = [], [], 1.0
    for share, least, most in zip(shares, low, high, strict=True):
        if share == 1:
            least, most = 1.0, 1.0
        elif share == 0:
            least, most = 0.0, last
        lows.append(float(least))
        highs.append(float(most))
        last = float(most)
    return lows, highs


def _first_at_half(times: list[float], shares: list[float]) -> float | None:
    return next((time for time, share in zip(times, shares, strict=True) if share <= 0.5 + 1e-9), None)


def _last_before(times: list[float], values: list[float], time: float, start: float) -> float:
    found = start
    for at, value in zip(times, values, strict=True):
        if at > time:
            break
        found = value
    return found
