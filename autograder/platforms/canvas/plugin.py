"""Canvas, as the kit finds it."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.platforms.canvas import gradebook as canvas
from autograder.platforms.canvas.downloads import CanvasDownload
from autograder.platforms.export_command import (
    FILE,
    Graded,
    export_command,
    missing_option,
    scale_option,
    topic_option,
)
from autograder.platforms.interface import Export, Platform


@export_command("canvas", "canvas-TOPIC.csv")
@click.option("--gradebook", type=FILE, required=True, help="The CSV file that Canvas exported.")
@topic_option
@click.option("--column", required=True, help="The assignment as in its header: “Title (id)”.")
@scale_option
@missing_option
def export(
    graded: Graded, gradebook: Path, topic: str, column: str, scale: bool, missing_as_zero: bool
) -> Export:
    """Fill one column of a gradebook, to be imported in Canvas again."""
    filled = canvas.gradebook(graded.reports(topic), gradebook, column, scale, missing_as_zero)
    target = graded.target(f"canvas-{topic}.csv")
    return Export({target: filled.content}, filled.summary(target))


platform = Platform(name="canvas", exports=(export,), downloads=CanvasDownload())
