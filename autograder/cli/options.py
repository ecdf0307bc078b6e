"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

book_option = click.option(
    "--book",
    "address",
    help="The gradebook: a file or postgresql://…; by default the one beside `reference`.",
)
folder_option = click.option(
    "--course",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder that holds the course's `reference`; by default found from here upwards.",
)
