"""The process that runs a topic's `figure.py` and draws what it declares.

    python -m autograder.keys.drawing_figure FIGURE ASSIGNMENT TOPIC MADE_FROM

The last line that it writes is JSON: the SVG, or the errors of the course.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from autograder.course.errors import BrokenCourse
from autograder.course.refusals import Refusal
from autograder.course.rubric_file import run_beside
from autograder.figures import Figure
from autograder.figures.svg import draw


def answer(file: Path, assignment: Path, topic: str, made_from: str) -> dict[str, object]:
    """The SVG of a figure, or what is wrong with its file."""
    try:
        figure = getattr(run_beside(file, topic, assignment), "figure", None)
        if not isinstance(figure, Figure):
            raise BrokenCourse([Refusal.FIGURE_MISSING.at(file)])
    except BrokenCourse as broken:
        errors = [(str(one.file), one.line, one.message, one.remedy) for one in broken.errors]
        return {"errors": errors}
    return {"svg": draw(figure, made_from)}


if __name__ == "__main__":
    figure_file, folder, name, sources = sys.argv[1:]
    print("\n" + json.dumps(answer(Path(figure_file), Path(folder), name, sources)), end="")
