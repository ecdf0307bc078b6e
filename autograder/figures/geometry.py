"""Where things stand in a drawing: ticks of an axis, paths, labels that keep their distance."""

from __future__ import annotations

import math
from collections.abc import Sequence

MAX_TICKS = 7
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def axis(
    values: Sequence[float], logarithmic: bool, most: int = MAX_TICKS
) -> tuple[float, float, list[tuple[float, str]]]:
    """Range and ticks of an axis, wide enough for all values; of logarithms these are exponents."""
    low, high = min(values), max(values)
    if logarithmic:
        step = float(max(1, math.ceil((high - low) / most)))
    else:
        rough = max(high - low, abs(high) * 1e-6, 1e-12) / most
        power = 10.0 ** math.floor(math.log10(rough))
        step = power * next(m for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))
    first, last = math.floor(low / step), math.ceil(high / step)
    last = max(last, first + 1)
    numbers = [n * step for n in range(first, last + 1)]
    labels = [_power(number) if logarithmic else f"{number:.6g}" for number in numbers]
    return numbers[0], numbers[-1], list(zip(numbers, labels, strict=True))


def apart(wanted: Sequence[float], top: float, bottom: float, spacing: float) -> list[float]:
    """Heights near the wanted ones, in their order, no two closer than a line of text."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = dict.fromkeys(order, 0.0)
    lowest = bottom - spacing * (len(order) - 1)
    for rank, i in enumerate(order):
        least = placed[order[rank - 1]] + spacing if rank else top
        placed[i] = max(least, min(wanted[i], lowest + spacing * rank))
    return [placed[i] for i in range(len(wanted))]


def path(spots: Sequence[tuple[float, float]], steps: Sequence[int] = ()) -> str:
    """An SVG path; where a step is left out, the line is broken."""
    words = []
    for place, (x, y) in enumerate(spots):
        joined = place and (not steps or steps[place] == steps[place - 1] + 1)
        words.append(f"{'L' if joined else 'M'}{x:.1f} {y:.1f}")
    return "".join(words)


def _power(exponent: float) -> str:
    return "1" if exponent == 0 else "10" + f"{exponent:.0f}".translate(SUPERSCRIPTS)
