"""What the commands share: where they print, how they fail, and their exit codes."""

from __future__ import annotations

from collections.abc import Iterable

import click
from rich.console import Console

BELOW_PASS, REFUSED, USAGE, UNGRADED = 1, 1, 2, 3
# Without emoji: line 100 of a file, `README.md:100:`, would be printed as one.
console = Console(highlight=False, soft_wrap=True, emoji=False)


class Trouble(click.ClickException):
    """A usage error: one line and exit code 2."""

    exit_code = USAGE


class Refusal(Trouble):
    """What was asked for is understood, and cannot be done now: one line and exit code 1."""

    exit_code = REFUSED


def unconfined(reasons: Iterable[str]) -> str:
    """Why nothing is graded on a machine of tier D, and what to do."""
    return (
        f"this machine cannot confine submissions (sandbox tier D: {'; '.join(reasons)}). Grade on "
        "Linux with bubblewrap, in a container or WSL2, or say --trust-submissions to run them as "
        "they are"
    )
