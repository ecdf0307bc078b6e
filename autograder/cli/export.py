"""`autograder export`: marks in the form that a learning platform takes."""

from __future__ import annotations

import click

from autograder.cli.console import console
from autograder.cli.platforms import platforms
from autograder.platforms.interface import Export
from autograder.reports.plain_text import plain_text
from autograder.storage.atomic_write import write_file


class _Exports(click.Group):
    """The commands that the installed platforms offer."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(platforms(ctx).exports)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return platforms(ctx).exports.get(cmd_name)


@click.group("export", cls=_Exports)
def export() -> None:
    """Write marks in the form that a platform takes.

    They come from a folder that `grade` wrote, or from the course's gradebook, where people's
    decisions count.
    """


@export.result_callback()
def write(made: Export) -> None:
    """Put the files of an export where they belong, and tell what is in them."""
    for path, content in made.files.items():
        write_file(path, content)
    for line in made.lines:
        console.print(plain_text(line), markup=False)
