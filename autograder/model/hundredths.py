"""Points as whole hundredths, so that a sum and a percentage have one value everywhere."""

from __future__ import annotations

from fractions import Fraction


def hundredths(points: float) -> int:
    """The nearest whole number of hundredths; of two that are as near, the one further from 0."""
    return _half_away(Fraction(repr(float(points))) * 100)


def in_points(number: int) -> float:
    """Whole hundredths as points."""
    return number / 100


def less(number: int, percent: float) -> int:
    """What is left of hundredths after `percent` of them are taken off, rounded in the same way."""
    return _half_away(number * (100 - Fraction(repr(float(percent)))) / 100)


def _half_away(exact: Fraction) -> int:
    whole = int(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole
