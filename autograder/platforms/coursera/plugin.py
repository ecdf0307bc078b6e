"""Coursera, as the kit finds it."""

from __future__ import annotations

from autograder.platforms.coursera import results as coursera
from autograder.platforms.export_command import Graded, export_command
from autograder.platforms.interface import Export, Platform


@export_command("coursera", "coursera.json")
def export(graded: Graded) -> Export:
    """What a Coursera grader answers, for one report."""
    return graded.one_file("coursera.json", coursera.document(graded.only_report()))


platform = Platform(name="coursera", exports=(export,))
