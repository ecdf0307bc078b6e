"""Points as people and other programs read them."""

from __future__ import annotations


def points(number: float) -> str:
    """Two decimals at most, a point before them, no exponent: “17.5”, “20”."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
