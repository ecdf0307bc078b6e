"""Options that several commands take."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from autograder.release.format import seed_option

folder_option = click.option(
    "--course",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder that holds the course's `reference`; by default found from here upwards.",
)


@dataclass(frozen=True)
class RunOptions:
    """From what hidden cases are drawn, and whether submissions may run without confinement."""

    seed: str
    trust_submissions: bool


def run_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--seed` and `--trust-submissions`, as one parameter `options`."""

    @seed_option
    @click.option(
        "--trust-submissions",
        is_flag=True,
        help="Grade even where this machine cannot confine what it runs; every report says so.",
    )
    @functools.wraps(command)
    def with_options(seed: str, trust_submissions: bool, **others: object) -> None:
        command(options=RunOptions(seed, trust_submissions), **others)

    return with_options
