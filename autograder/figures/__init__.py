"""The picture of a topic: declared in `figure.py`, drawn as SVG, shown in handouts and notebooks.

In: numbers that a course's own `figure.py` computes with its reference. Out: one SVG with all
frames, of which one is seen, and what a notebook makes of it. Not here: running anything, and where
files lie.
"""

from autograder.figures.declared import (
    Arrow,
    Box,
    Curve,
    Diagram,
    Dot,
    Figure,
    Frame,
    Grid,
    Grids,
    Panel,
    Plot,
    told,
)

__all__ = [
    "Arrow",
    "Box",
    "Curve",
    "Diagram",
    "Dot",
    "Figure",
    "Frame",
    "Grid",
    "Grids",
    "Panel",
    "Plot",
    "told",
]
