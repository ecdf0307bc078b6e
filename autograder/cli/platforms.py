"""The installed platforms, as commands need them."""

from __future__ import annotations

import click

from autograder.platforms.discovery import Platforms, installed
from autograder.reports.plain_text import plain_text

_FOUND = "autograder.platforms"


def platforms(context: click.Context) -> Platforms:
    """The installed platforms; one that cannot be used is a line on standard error, once."""
    if _FOUND not in context.meta:
        found = installed()
        for failure in found.failures:
            click.echo(f"Warning: {plain_text(failure)}", err=True)
        context.meta[_FOUND] = found
    known = context.meta[_FOUND]
    assert isinstance(known, Platforms)
    return known
