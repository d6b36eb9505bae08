"""Turnbull's estimate is that of the literature, and that of a direct maximisation of the likelihood."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from analysis.study.estimates import estimate_survival
from analysis.study.interval_estimate import estimate_intervals, innermost_intervals

NEVER = math.inf
# Months to cosmetic deterioration after radiotherapy alone (Finkelstein and Wolfe 1985, Biometrics 41: 933-945).
RADIOTHERAPY = [
    (45, NEVER), (6, 10), (0, 7), (46, NEVER), (46, NEVER), (7, 16), (17, NEVER), (7, 14), (37, 44), (0, 8),
    (4, 11), (15, NEVER), (11, 15), (22, NEVER), (46, NEVER), (46, NEVER), (25, 37), (46, NEVER), (26, 40),
    (46, NEVER), (27, 34), (36, 44), (46, NEVER), (36, 48), (37, NEVER), (40, NEVER), (17, 25), (46, NEVER),
    (11, 18), (38, NEVER), (5, 12), (37, NEVER), (0, 5), (18, NEVER), (24, NEVER), (36, NEVER), (5, 11), (19, 35),
    (17, 25), (24, NEVER), (32, NEVER), (33, NEVER), (19, 26), (37, NEVER), (34, NEVER), (36, NEVER),
]  # fmt: skip
PUBLISHED = {(4, 5): 0.0463, (6, 7): 0.0334, (7, 8): 0.0887, (11, 12): 0.0708, (24, 25): 0.0926, (33, 34): 0.0818,
             (38, 40): 0.1209, (46, 48): 0.4656}  # fmt: skip


def test_the_radiotherapy_data_give_the_published_masses():
    curve = estimate_intervals(RADIOTHERAPY)
    found = {one: mass for one, mass in zip(curve.intervals, curve.masses, strict=True) if mass > 1e-6}
    assert set(found) == set(PUBLISHED)
    for interval, mass in PUBLISHED.items():
        assert found[interval] == pytest.approx(mass, abs=1e-3)


def likelihood(masses, ends, inner):
    may = np.array(
        [[low <= left and right <= high for left, right in inner] for low, high in ends], dtype=float
    )
    return float(np.log(np.maximum(may @ masses, 1e-300)).sum())


def maximise(ends, inner):
    """The same maximum by sequential quadratic programming over the simplex."""
    start = np.full(len(inner), 1 / len(inner))
    found = optimize.minimize(
        lambda masses: -likelihood(masses, ends, inner), start, method="SLSQP", bounds=[(0, 1)] * len(inner),
        constraints={"type": "eq", "fun": lambda masses: masses.sum() - 1}, options={"maxiter": 500, "ftol": 1e-12},
    )  # fmt: skip
    return likelihood(found.x, ends, inner)


DAYS = st.tuples(st.integers(0, 20), st.one_of(st.integers(1, 15), st.none()))


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(st.lists(DAYS, min_size=1, max_size=12))
def test_a_direct_maximisation_finds_no_higher_likelihood(rows):
    ends = [(float(low), math.inf if width is None else float(low + width)) for low, width in rows]
    curve = estimate_intervals(ends)
    assert sum(curve.masses) == pytest.approx(1)
    assert curve.intervals == innermost_intervals(ends)
    own = likelihood(np.array(curve.masses), ends, curve.intervals)
    assert own >= maximise(ends, curve.intervals) - 1e-4


@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=15))
def test_with_every_end_dated_it_is_the_kaplan_meier_curve(rows):
    exact = [(day - 1.0, float(day)) if over else (float(day), math.inf) for day, over in rows]
    curve = estimate_intervals(exact)
    other = estimate_survival([float(day) for day, _ in rows], [over for _, over in rows])
    for day in {day for day, over in rows if over}:
        assert curve.share_between(day)[1] == pytest.approx(other.share_at(day), abs=1e-4)


def test_within_an_innermost_interval_the_share_is_left_open():
    curve = estimate_intervals([(2, 6), (3, 8)])
    assert curve.intervals == [(3, 6)]
    assert curve.share_between(3) == (1, 1)
    assert curve.share_between(4) == (0, 1)
    assert curve.share_between(6) == (0, 0)
    assert estimate_intervals([]).share_between(1) == (1, 1)
