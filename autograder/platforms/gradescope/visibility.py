"""When Gradescope shows students the results."""

from __future__ import annotations

from typing import Literal, get_args

import click

Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]

visibility_option = click.option(
    "--visibility",
    type=click.Choice(get_args(Visibility)),
    default="visible",
    show_default=True,
    help="When students see results.",
)
