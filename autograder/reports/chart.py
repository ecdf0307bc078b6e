"""Geometry of a line chart, for a template that draws it as SVG: no scripts, no images.

Curves are labelled where they end, with a thin line to the label, so that colour is not needed to
tell them apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.figures.geometry import apart, axis, path
from autograder.model.report import Curve, Figure

WIDTH, HEIGHT = 720.0, 360.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 470.0, 12.0, 312.0
LABELS, SPACING = 494.0, 20.0


@dataclass(frozen=True)
class Tick:
    """A place along an axis, in pixels, and what stands there."""

    at: float
    label: str


@dataclass(frozen=True)
class Line:
    """A curve as a path, and its label with the line that leads to it. `style` counts its kind."""

    path: str
    leader: str
    label: str
    label_y: float
    own: bool
    style: int


@dataclass(frozen=True)
class Chart:
    """All that a template needs to draw a figure, and the same numbers as a table."""

    figure: Figure
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    rows: tuple[tuple[str, ...], ...]


def chart(figure: Figure) -> Chart | None:
    """Lay out a figure; None where no curve has a point that its axes can show."""
    places = {curve: _places(curve, figure.logarithmic) for curve in figure.curves}
    points = [point for found in places.values() for point in found]
    if not points:
        return None
    longest = max(len(curve.values) for curve in figure.curves)
    low, high, y_ticks = axis([y for _, y in points], figure.logarithmic)

    def across(x: float) -> float:
        return LEFT + (RIGHT - LEFT) * (x - 1) / max(1, longest - 1)

    def down(y: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (y - low) / (high - low)

    shown = [curve for curve in figure.curves if places[curve]]
    ends = [down(places[curve][-1][1]) for curve in shown]
    lines = []
    count = {True: 0, False: 0}
    for curve, end, label_y in zip(shown, ends, apart(ends, TOP, BOTTOM, SPACING), strict=True):
        spots = [(across(x), down(y)) for x, y in places[curve]]
        lines.append(
            Line(
                path=path(spots, [x for x, _ in places[curve]]),
                leader=path([(spots[-1][0] + 3, end), (LABELS - 6, label_y)]),
                label=curve.name,
                label_y=round(label_y + 4, 1),
                own=curve.own,
                style=count[curve.own],
            )
        )
        count[curve.own] += 1
    step = -(-longest // 10)
    return Chart(
        figure=figure,
        x_ticks=tuple(Tick(round(across(x), 1), str(x)) for x in range(1, longest + 1, step)),
        y_ticks=tuple(Tick(round(down(y), 1), label) for y, label in y_ticks),
        lines=tuple(lines),
        rows=tuple(
            (str(x + 1), *(_number(curve.values, x) for curve in figure.curves))
            for x in range(longest)
        ),
    )


def _places(curve: Curve, logarithmic: bool) -> list[tuple[int, float]]:
    """The points of a curve that its axis can show: on a logarithmic one, those above 0."""
    found = []
    for x, y in enumerate(curve.values, 1):
        if y is not None and (y > 0 or not logarithmic):
            found.append((x, math.log10(y) if logarithmic else y))
    return found


def _number(values: Sequence[float | None], place: int) -> str:
    value = values[place] if place < len(values) else None
    return "–" if value is None else f"{value:.3g}"
