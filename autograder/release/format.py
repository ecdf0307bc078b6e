"""What a format of a release is made with: the release itself, and options that several share.

A format is a click command whose object is the `Release` that it fills. It may return lines for the
instructor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.storage import user_data

if TYPE_CHECKING:  # else the help of each command would import rubrics and numpy
    from autograder.course.topic import Topic

kit_option = click.option(
    "--kit", metavar="REQUIREMENT", help="How pip installs the kit, or a wheel's path."
)
seed_option = click.option(
    "--seed",
    envvar="AUTOGRADER_SEED",
    # An empty one is none: everybody could guess it.
    callback=lambda ctx, param, value: value or user_data.secret(),
    help="Secret from which hidden cases are drawn; by default this machine's own.",
)


@dataclass(frozen=True)
class Release:
    """A release in the making: the folder to fill, and of which topics of which course.

    `known` names all topics of the course, in the order in which they are taught.
    """

    folder: Path
    topics: Sequence[Topic]
    course: Path
    known: Sequence[str]
