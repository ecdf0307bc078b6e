"""Boxes and the arrows between them."""

from __future__ import annotations

import math

from autograder.figures.declared import Arrow, Box, Diagram
from autograder.figures.layout import LINE, MARGIN, WIDTH, Drawn, text, width_of

PADDING, HEAD, SHARP = 8.0, 8.0, 0.45


def draw_diagram(diagram: Diagram, top: float) -> Drawn:
    """A diagram below `top`: arrows first, so that boxes lie on them, and labels last."""
    unit = (WIDTH - 2 * MARGIN) / 100
    boxes = {
        one.name: _Placed(one, MARGIN + one.x * unit, top + one.y * unit) for one in diagram.boxes
    }
    lines, labels = [], []
    for arrow in diagram.arrows:
        drawn = _arrow(arrow, boxes[arrow.start], boxes[arrow.end])
        lines += drawn[:2]
        labels += drawn[2:]
    parts = [part for one in boxes.values() for part in one.parts]
    return Drawn([*lines, *parts, *labels], top + diagram.height * unit)


class _Placed:
    """A box where it stands."""

    def __init__(self, box: Box, x: float, y: float) -> None:
        self.box, self.x, self.y = box, x, y
        self.width = max(width_of(line) for line in box.lines) + 2 * PADDING
        self.height = LINE * len(box.lines) + PADDING

    @property
    def parts(self) -> list[str]:
        """The rectangle and its lines of text."""
        left, top = self.x - self.width / 2, self.y - self.height / 2
        size = f'width="{self.width:.1f}" height="{self.height:.1f}"'
        style = "" if self.box.state == "plain" else f" {self.box.state}"
        parts = [f'<rect class="box{style}" x="{left:.1f}" y="{top:.1f}" {size} rx="4"/>']
        for number, line in enumerate(self.box.lines):
            y = top + PADDING / 2 + LINE * number + 12
            parts.append(text(self.x, y, line, f"m{style}"))
        return parts

    def rim(self, dx: float, dy: float) -> tuple[float, float]:
        """Where a line from the middle in this direction leaves the box."""
        ratios = [abs(d) / (size / 2) for d, size in ((dx, self.width), (dy, self.height))]
        longest = max(*ratios, 1e-9)
        return self.x + dx / longest, self.y + dy / longest


def _arrow(arrow: Arrow, start: _Placed, end: _Placed) -> list[str]:
    """The line, its head, and its label if it has one."""
    dx, dy = end.x - start.x, end.y - start.y
    x1, y1 = start.rim(dx, dy)
    x2, y2 = end.rim(-dx, -dy)
    angle = math.atan2(y2 - y1, x2 - x1)
    wings = [
        (x2 - HEAD * math.cos(angle + turn), y2 - HEAD * math.sin(angle + turn))
        for turn in (SHARP, -SHARP)
    ]
    style = "" if arrow.state == "plain" else f" {arrow.state}"
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in [(x2, y2), *wings])
    # The line ends within its head, which is wider.
    x3, y3 = x2 - HEAD / 2 * math.cos(angle), y2 - HEAD / 2 * math.sin(angle)
    parts = [
        f'<path class="arrow{style}" d="M{x1:.1f} {y1:.1f}L{x3:.1f} {y3:.1f}"/>',
        f'<polygon class="head{style}" points="{corners}"/>',
    ]
    if arrow.label:
        middle = ((x1 + x2) / 2, (y1 + y2) / 2 + 4)
        parts.append(text(*middle, arrow.label, f"m halo{style}"))
    return parts
