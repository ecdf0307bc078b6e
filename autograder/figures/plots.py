"""Curves and dots over two axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from autograder.figures.declared import Dot, Plot
from autograder.figures.geometry import apart, axis, path
from autograder.figures.layout import LINE, MARGIN, WIDTH, Drawn, text, width_of

Ticks = list[tuple[float, str]]
SPACING, COLOURS = 16.0, 5
MOST_ACROSS, MOST_UP = 6, 5
# From the axis to its numbers, from a curve's end to its label.
NEAR, LEADER = 6.0, 16.0


@dataclass(frozen=True)
class Axes:
    """Ranges and ticks that the plots of all frames share, and the room for their texts."""

    x: tuple[float, float, Ticks]
    y: tuple[float, float, Ticks]
    left: float
    right: float

    def across(self, x: float) -> float:
        """Where a number of the horizontal axis stands."""
        low, high, _ = self.x
        return self.left + (self.right - self.left) * (x - low) / (high - low)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in the picture, as it stands on the axes; NaN is not."""
        return self.x[0] <= x <= self.x[1] and self.y[0] <= y <= self.y[1]


def axes_of(plots: Sequence[Plot]) -> Axes:
    """Axes on which the points of all these plots have room."""
    first = plots[0]
    x = _horizontal(first, [x for plot in plots for x, _ in _points(plot)])
    y = _vertical(first, [y for plot in plots for _, y in _points(plot)])
    numbers = max(width_of(label) for _, label in y[2])
    names = max((width_of(one.name) for plot in plots for one in plot.curves), default=0.0)
    beside = names + LEADER + NEAR if names else 0.0
    return Axes(x, y, MARGIN + numbers + NEAR, WIDTH - MARGIN - beside)


def aligned(some: Sequence[Axes | None]) -> list[Axes | None]:
    """Axes below each other that begin and end at the same place."""
    axes = [one for one in some if one is not None]
    left = max((one.left for one in axes), default=0.0)
    right = min((one.right for one in axes), default=0.0)
    return [replace(one, left=left, right=right) if one else None for one in some]


def draw_plot(plot: Plot, axes: Axes, top: float) -> Drawn:
    """A plot below `top`: the name of its vertical axis, the curves, the horizontal axis."""
    top += 1.5 * LINE
    bottom = top + plot.height
    low, high, ticks = axes.y

    def down(y: float) -> float:
        return bottom - (bottom - top) * (y - low) / (high - low)

    parts = [text(MARGIN, top - 12, plot.y_axis, "quiet")]
    for y, label in ticks:
        parts.append(f'<path class="grid" d="M{axes.left:.1f} {down(y):.1f}H{axes.right:.1f}"/>')
        parts.append(text(axes.left - NEAR, down(y) + 4, label, "e"))
    parts += [text(axes.across(x), bottom + LINE + 2, label, "m") for x, label in axes.x[2]]
    middle = (axes.left + axes.right) / 2
    parts.append(text(middle, bottom + 2 * LINE + 2, plot.x_axis, "m quiet"))
    for one in plot.behind:
        spots = _spots(one.points, plot, axes)
        parts.append(f'<path class="leader" d="{_path(spots, axes, down)}"/>')
    parts += _curves(plot, axes, down, (top, bottom))
    for dot in plot.dots:
        height = _height(dot.y, plot)
        if axes.holds(dot.x, height):
            parts += _dot(dot, axes, (top, bottom), down(height))
    return Drawn(parts, bottom + 2 * LINE + 6)


def _curves(
    plot: Plot, axes: Axes, down: Callable[[float], float], within: tuple[float, float]
) -> list[str]:
    """The curves, and their names where they end."""
    top, bottom = within
    spots = [_spots(one.points, plot, axes) for one in plot.curves]
    ends = [down(some[-1][2]) if some else bottom for some in spots]
    heights = apart(ends, top + 4, bottom, SPACING)
    parts = []
    for number, (curve, some) in enumerate(zip(plot.curves, spots, strict=True)):
        style = number % COLOURS
        parts.append(f'<path class="curve s{style} d{style}" d="{_path(some, axes, down)}"/>')
        if some and curve.name:
            end, beside = axes.across(some[-1][1]), axes.right + LEADER
            leader = path([(end + 2, ends[number]), (beside - 3, heights[number])])
            parts.append(f'<path class="leader" d="{leader}"/>')
            parts.append(text(beside, heights[number] + 4, curve.name, f"t{style}"))
    return parts


def _path(
    spots: Sequence[tuple[int, float, float]], axes: Axes, down: Callable[[float], float]
) -> str:
    """The line through points that lie in the picture, broken where one between them does not."""
    drawn = [(axes.across(x), down(y)) for _, x, y in spots]
    return path(drawn, [place for place, _, _ in spots])


def _dot(dot: Dot, axes: Axes, within: tuple[float, float], y: float) -> list[str]:
    """A dot, and its label on the side where there is room."""
    x = axes.across(dot.x)
    parts = [
        f'<circle class="dot t{dot.curve % COLOURS}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>',
    ]
    if dot.label:
        fits = x + 9 + width_of(dot.label) <= axes.right
        height = min(max(y - 7, within[0] + 10), within[1] - 4)
        place, side = (x + 9, "") if fits else (x - 9, " e")
        parts.append(text(place, height, dot.label, f"halo strong t{dot.curve % COLOURS}{side}"))
    return parts


def _points(plot: Plot) -> list[tuple[float, float]]:
    """What the axes have to have room for, as it stands on them."""
    points = [point for curve in plot.curves for point in curve.points]
    points += [(float(dot.x), float(dot.y)) for dot in plot.dots]
    shown = [(x, _height(y, plot)) for x, y in points]
    return [(x, y) for x, y in shown if math.isfinite(x) and math.isfinite(y)]


def _spots(
    points: Sequence[tuple[float, float]], plot: Plot, axes: Axes
) -> list[tuple[int, float, float]]:
    """The points of a curve that lie in the picture, each with its place in the row."""
    found = []
    for place, (x, y) in enumerate(points):
        height = _height(y, plot)
        if axes.holds(x, height):
            found.append((place, x, height))
    return found


def _height(y: float, plot: Plot) -> float:
    """A number as it stands on the vertical axis."""
    if not plot.logarithmic:
        return y
    return math.log10(y) if y > 0 else math.nan


def _horizontal(plot: Plot, values: Sequence[float]) -> tuple[float, float, Ticks]:
    if plot.x_names:
        return -0.5, len(plot.x_names) - 0.5, [(i, name) for i, name in enumerate(plot.x_names)]
    low, high = plot.x_range or (min(values), max(values))
    return low, high, _within(low, high, axis((low, high), False, MOST_ACROSS)[2])


def _vertical(plot: Plot, values: Sequence[float]) -> tuple[float, float, Ticks]:
    if plot.y_range is None:
        return axis(values, plot.logarithmic, MOST_UP)
    low, high = (_height(y, plot) for y in plot.y_range)
    return low, high, _within(low, high, axis((low, high), plot.logarithmic, MOST_UP)[2])


def _within(low: float, high: float, ticks: Ticks) -> Ticks:
    return [tick for tick in ticks if low - 1e-9 <= tick[0] <= high + 1e-9]
