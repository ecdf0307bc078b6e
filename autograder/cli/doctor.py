"""`autograder doctor`: what this machine offers to the kit."""

from __future__ import annotations

import os
import platform

import click
import numpy

from autograder import __version__, course
from autograder.cli.console import console
from autograder.sandbox import tiers

MEANING = {
    "A": "namespaces, system-call filter, Landlock, resource limits and control groups",
    "B": "as A, without control groups: the sum of memory over several processes is not bounded",
    "C": "Landlock and system-call filter without namespaces",
    "D": "no confinement; students may check their own work, grading needs --trust-submissions",
}


@click.command("doctor")
def doctor() -> None:
    """Say what this machine offers to the kit."""
    console.print(f"autograder {__version__}, Python {platform.python_version()}")
    console.print(f"numpy {numpy.__version__}, {platform.system()}, {os.cpu_count()} cores")
    tier = tiers.find()
    console.print(f"sandbox tier {tier.letter}: {MEANING[tier.letter]}")
    for reason in tier.reasons:
        console.print(f"  {reason}", markup=False)
    console.print(f"topics here: {course.assignments_folder()}")
