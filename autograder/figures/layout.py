"""The canvas of a figure, its texts, and how wide they are."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

WIDTH, MARGIN, LINE = 440.0, 12.0, 16.0
SIZE = 13.0
# The width of a letter as a part of its size, in the widest of common fonts.
LETTER, WIDER, WIDEST = 0.57, 0.66, 0.97


@dataclass(frozen=True)
class Drawn:
    """Elements of an SVG, and how far down they reach."""

    parts: list[str]
    bottom: float


def text(x: float, y: float, words: str, classes: str = "") -> str:
    """A text element."""
    named = f' class="{classes}"' if classes else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}">{escape(words, quote=False)}</text>'


def width_of(words: str, size: float = SIZE) -> float:
    """About how wide a text is."""
    widest = sum(letter in "mwMW%" for letter in words)
    wide = sum(letter.isupper() or letter.isdigit() for letter in words if letter not in "MW")
    return size * (LETTER * (len(words) - wide - widest) + WIDER * wide + WIDEST * widest)


def wrapped(words: str, width: float, size: float = SIZE) -> list[str]:
    """The text in lines that fit."""
    lines: list[str] = []
    for word in words.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
