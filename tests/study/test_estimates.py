"""The statistics agree with worked examples of the literature and with a second way of computing them."""

from __future__ import annotations

import warnings
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.study.estimates import (
    compare_groups,
    cumulative_incidence,
    estimate_survival,
    exact_interval,
    median_of,
)

# Weeks of remission in the leukaemia trial of Freireich and others (1963), the usual textbook example.
TREATED = ([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
           [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0])  # fmt: skip
PLACEBO = ([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], [1] * 21)
TIMES = [1, 1, 2, 3, 3, 4, 5, 6, 7, 7, 9, 12]
KINDS = ["a", "b", "", "a", "c", "a", "", "b", "a", "", "c", ""]


def test_the_curve_of_the_leukaemia_trial_is_that_of_the_textbooks():
    curve = estimate_survival(*TREATED)
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {week: round(curve.share_at(week), 3) for week in published} == published
    assert median_of(curve).days == 23
    assert median_of(estimate_survival(*PLACEBO)).days == 8


def test_the_log_rank_test_of_the_leukaemia_trial_is_that_of_the_textbooks():
    assert compare_groups(TREATED, PLACEBO) == pytest.approx(4.17e-5, rel=0.01)


def test_groups_with_few_ends_are_not_compared():
    assert compare_groups(TREATED, ([1, 2, 3], [1, 1, 1])) is None


def test_the_shares_of_competing_ends_are_those_of_another_program():
    """Expected: statsmodels 0.15.0, CumIncidenceRight, on the same times and kinds."""
    found = cumulative_incidence(TIMES, KINDS)
    at = [1, 3, 4, 6, 7, 9]
    shares = {kind: [round(dict(steps)[time], 6) for time in at] for kind, steps in found.items()}
    assert shares == {
        "a": [0.083333, 0.175926, 0.268519, 0.268519, 0.37963, 0.37963],
        "b": [0.083333, 0.083333, 0.083333, 0.194444, 0.194444, 0.194444],
        "c": [0.0, 0.092593, 0.092593, 0.092593, 0.092593, 0.259259],
    }


def by_hand(days, ended):
    """The product-limit estimate in exact fractions."""
    left, steps = Fraction(1), {}
    for time in sorted(set(days)):
        at_risk = sum(day >= time for day in days)
        left *= 1 - Fraction(sum(e and d == time for d, e in zip(days, ended, strict=True)), at_risk)
        steps[time] = left
    return steps


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", "a", "b"])), min_size=1, max_size=25))
def test_two_ways_of_computing_agree_and_all_shares_add_up(rows):
    days, kinds = [day for day, _ in rows], [kind for _, kind in rows]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        curve = estimate_survival(days, [bool(kind) for kind in kinds])
    shares = cumulative_incidence(days, kinds)
    for time, share in by_hand(days, [bool(kind) for kind in kinds]).items():
        assert curve.share_at(time) == pytest.approx(float(share))
        assert sum(dict(steps)[time] for steps in shares.values()) + float(share) == pytest.approx(1)
    assert all(
        low <= share <= high for low, share, high in zip(curve.low, curve.shares, curve.high, strict=True)
    )


def test_exact_intervals_are_those_of_the_tables():
    assert exact_interval(0, 10) == pytest.approx((0, 0.3085), abs=1e-4)
    assert exact_interval(5, 10) == pytest.approx((0.1871, 0.8129), abs=1e-4)
    assert exact_interval(0, 0) == (0, 1)


def test_no_spell_gives_an_empty_curve():
    assert median_of(estimate_survival([], [])).days is None
