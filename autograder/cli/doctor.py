"""`autograder doctor`: what this machine offers to the kit."""

from __future__ import annotations

import os
import platform

import click
import numpy

from autograder import __version__, course
from autograder.cli.console import console
from autograder.sandbox import Session


@click.command("doctor")
def doctor() -> None:
    """Say what this machine offers to the kit."""
    console.print(f"autograder {__version__}, Python {platform.python_version()}")
    console.print(f"numpy {numpy.__version__}, {platform.system()}, {os.cpu_count()} cores")
    console.print(f"sandbox tier {Session.tier}: a fresh process with limits, no confinement")
    console.print(f"topics here: {course.assignments_folder()}")
