"""Points as other programs read them."""

from __future__ import annotations

from autograder.reports.points import points


def test_points_have_no_exponent_and_no_rounding_surprise() -> None:
    numbers = [0.0, 20.0, 17.5, 0.1 + 0.2, 12345.67, -0.001]
    assert [points(one) for one in numbers] == ["0", "20", "17.5", "0.3", "12345.67", "0"]
