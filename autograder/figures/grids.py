"""Pictures of numbers, side by side."""

from __future__ import annotations

from autograder.figures.declared import Grid, Grids
from autograder.figures.layout import LINE, MARGIN, WIDTH, Drawn, text, wrapped

BETWEEN = 12.0
# A cell that is less full than this is left as it is.
FAINT = 0.02


def draw_grids(panel: Grids, top: float) -> Drawn:
    """Grids below `top`, each with its title above."""
    count = len(panel.grids)
    room = (WIDTH - 2 * MARGIN - BETWEEN * (count - 1)) / count
    titles = [wrapped(grid.title, room) for grid in panel.grids]
    below = top + LINE * max(map(len, titles))
    parts, bottom = [], below
    for place, (grid, lines) in enumerate(zip(panel.grids, titles, strict=True)):
        left = MARGIN + place * (room + BETWEEN)
        parts += [text(left, top + LINE * n + 10, line) for n, line in enumerate(lines)]
        drawn = _grid(grid, left, below, room)
        parts += drawn.parts
        bottom = max(bottom, drawn.bottom)
    return Drawn(parts, bottom)


def _grid(grid: Grid, left: float, top: float, room: float) -> Drawn:
    numbers = grid.numbers
    side = min(room / max(map(len, numbers)), 34.0)
    largest = max((abs(x) for row in numbers for x in row), default=0.0) or 1.0
    width, height = side * max(map(len, numbers)), side * len(numbers)
    parts = [_rectangle("cells", left, top, width, height)]
    for row, values in enumerate(numbers):
        for column, value in enumerate(values):
            full = abs(value) / largest
            if full >= FAINT:
                x, y = left + column * side, top + row * side
                colour = f't{int(value < 0)}" fill-opacity="{full:.2f}'
                parts.append(_rectangle(colour, x, y, side, side))
    for row, column in grid.marked:
        x, y = left + column * side, top + row * side
        parts.append(_rectangle("rim", x, y, side, side))
    return Drawn(parts, top + height)


def _rectangle(classes: str, x: float, y: float, width: float, height: float) -> str:
    size = f'width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{classes}" x="{x:.1f}" y="{y:.1f}" {size}/>'
