"""What the commands share: where they print, how they fail, and their exit codes."""

from __future__ import annotations

import click
from rich.console import Console

BELOW_PASS, USAGE, UNGRADED = 1, 2, 3
console = Console(highlight=False, soft_wrap=True)


class Trouble(click.ClickException):
    """A usage error: one line and exit code 2."""

    exit_code = USAGE
