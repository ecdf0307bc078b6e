"""What is printed agrees with what is shown: to the digits shown, whole numbers exactly."""

from __future__ import annotations

import pytest

from autograder.numerics.printed import agrees


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("0.20598163", "0.206"),
        ("0.2064", "0.206"),
        ("0.8125", "0.812"),
        ("0.8125", "0.813"),
        ("-0.75", "-0.750"),
        ("1.4e-05", "1.4e-5"),
        ("1.43e-05", "1.4e-05"),
        ("-0.0", "0"),
        ("2.0", "2."),
        ("2.0000000001", "2"),
        ("np.float64(1.3862943611198906)", "1.386"),
        ("np.float32(0.5)", "np.float64(0.5)"),
        ("np.True_", "True"),
        ("array([[-0.75,  0.75],\n       [ 0.  ,  1.  ]])\n", "array([[-0.75, 0.75], [0., 1.]])"),
        ("{'W1': array([0.20598163])}", "{'W1': array([0.206])}"),
        ("array([nan, inf, -inf])", "array([nan, inf, -inf])"),
        ("array([1.], dtype=float32)", "array([1.], dtype=float32)"),
        ("", ""),
    ],
)
def test_right_to_the_digits_shown(printed: str, shown: str) -> None:
    assert agrees(printed, shown)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("0.2066", "0.206"),
        ("0.2054", "0.206"),
        ("0.75", "-0.75"),
        ("1.46e-05", "1.4e-05"),
        ("1.4e-04", "1.4e-05"),
        ("0", "1e-12"),
        ("1.96", "2."),
        ("1.96", "2.0"),
        ("2.00000001", "2"),
        ("1 2", "12"),
        ("array([1., 2.])", "array([1., 2., 3.])"),
        ("array([[1.]])", "array([1.])"),
        ("array([1.], dtype=float32)", "array([1.], dtype=float16)"),
        ("array([1.], dtype=float32)", "array([1.])"),
        ("{'W1': 1}", "{'W2': 1}"),
        ("nan", "0.5"),
        ("True", "np.False_"),
        ("0.5", ""),
        ("", "0.5"),
        ("#", "5"),
        ("ValueError: 5", "5"),
    ],
)
def test_another_number_or_another_text(printed: str, shown: str) -> None:
    assert not agrees(printed, shown)
