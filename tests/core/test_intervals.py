"""Intervals against independent implementations, and what they must not take for more than chance."""

import random

import pytest
from scipy import stats

from core.intervals import errors_apart, rises, scatter, wilson


@pytest.mark.parametrize(("right", "n"), [(0, 5), (3, 9), (17, 20), (255, 300), (300, 300)])
def test_wilson_agrees_with_scipy(right: int, n: int) -> None:
    known = stats.binomtest(right, n).proportion_ci(method="wilson")
    assert wilson(right, n) == pytest.approx((known.low, known.high), abs=1e-6)


@pytest.mark.parametrize(("right", "n", "other", "m"), [(30, 100, 45, 100), (10, 40, 150, 200)])
def test_two_shares_agree_with_the_table_of_both(right: int, n: int, other: int, m: int) -> None:
    chi = stats.chi2_contingency([[right, n - right], [other, m - other]], correction=False).statistic
    assert errors_apart(right / n, other / m, n, m) ** 2 == pytest.approx(chi)


def test_nothing_measured_is_nothing_apart() -> None:
    assert errors_apart(0.2, 0.9, 0) == 0.0
    assert abs(errors_apart(1.0, 1.0, 30)) < 1e-9


@pytest.mark.parametrize("values", [[0.1, 0.2, 0.31, 0.39], [0.5, 0.51, 0.52, 0.535, 0.54], list(range(20))])
def test_a_straight_line_rises(values: list[float]) -> None:
    assert rises(values, 1e-3)
    assert not rises(values[::-1], 1e-3)


@pytest.mark.parametrize("length", [3, 5, 10, 20])
def test_noise_seldom_rises(length: int) -> None:
    dice = random.Random(length)
    found = sum(rises([dice.gauss(0.8, 0.02) for _ in range(length)], 0.001) for _ in range(2000))
    assert found / 2000 < 0.035  # one in forty by the table


def test_scatter_is_the_jump_from_one_to_the_next() -> None:
    assert scatter([0.5]) == 0.0
    assert scatter([0.5, 0.6, 0.5, 0.6]) == pytest.approx(0.1)
